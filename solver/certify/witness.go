package certify

import (
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// maxWitnesses bounds the functions of the parameters that together show that
// something exists, maxCorners those that they are made of.
const (
	maxWitnesses = 12
	maxCorners   = 400
)

// witness is a statement that implies what is to be shown and holds at a point; ok
// is false if none was found.
type witness func(at *prove.Model) (f expr.Formula, ok bool)

// covered certifies that wherever given holds one of the statements of w does. They
// are looked for by need, each at a point where those before do not hold.
func (s *session) covered(given expr.Formula, w witness, e *Evidence) error {
	asm := prove.Assume(expr.And(s.hyps...), prove.Options{Prefer: s.g.Defaults(), Names: s.g.Names(), Budget: s.opt.Budget})
	var used []expr.Formula
	for range maxWitnesses {
		ans, at := asm.Satisfiable(s.ctx, expr.And(given, expr.Not(expr.Or(used...))))
		if ans == prove.No {
			return s.must(expr.Implies(given, expr.Or(used...)), e)
		}
		if ans != prove.Yes {
			return leave(note.BeyondBudget)
		}
		f, ok := w(at)
		if !ok || !at.Holds(f) {
			return leave(note.NoWitness)
		}
		used = append(used, f)
	}
	return leave(note.NoWitness)
}

// oneOf is the first of some statements that holds.
func oneOf(candidates []func() expr.Formula) witness {
	written := make([]*expr.Formula, len(candidates))
	return func(at *prove.Model) (expr.Formula, bool) {
		for i, f := range candidates {
			if written[i] == nil {
				g := f()
				written[i] = &g
			}
			if at.Holds(*written[i]) {
				return *written[i], true
			}
		}
		return expr.Formula{}, false
	}
}

// witnessed certifies that the support carries an equilibrium where the row
// exists. Where the mixtures of one player matter to the others one by one, each is
// found for itself: two players, or a single one who mixes.
func (s *session) witnessed(a *check.Arithmetic, e *Evidence) error {
	mixing := 0
	for _, sup := range s.row.Support {
		if len(sup) > 1 {
			mixing++
		}
	}
	if len(s.row.Support) > 2 && mixing > 1 {
		return s.covered(s.row.Exists, oneOf(s.guesses(a)), e)
	}
	if mix, there, ok := s.single(a); ok {
		// Most often the printed mixtures do.
		at := expr.And(there, s.equilibrium(a, mix))
		if ok, err := s.implied(expr.Implies(s.row.Exists, at), e); err == nil && ok {
			return nil
		}
	}
	for p, sup := range s.row.Support {
		if len(sup) == 1 && len(s.row.Support) > 2 {
			continue // said with the player who mixes
		}
		if err := s.covered(s.row.Exists, s.replies(a, p), e); err != nil {
			return err
		}
	}
	return nil
}

// guesses are equal probabilities, the same probabilities for all who mix two actions,
// as if indifference were linear in them, and the printed ones: for three and more
// players that mix.
func (s *session) guesses(a *check.Arithmetic) []func() expr.Formula {
	var out []func() expr.Formula
	if mix, there, ok := s.single(a); ok {
		out = append(out, func() expr.Formula { return expr.And(there, s.equilibrium(a, mix)) })
	}
	// Every player uses the first of her actions with probability x, if she has two.
	alike := func(x check.Fraction) []mixture {
		mix := make([]mixture, len(s.row.Support))
		for p, sup := range s.row.Support {
			mix[p] = make(mixture, len(s.g.Players[p].Actions))
			for _, k := range sup {
				mix[p][k] = a.Div(a.Int(1), a.Int(int64(len(sup))))
			}
			if len(sup) == 2 {
				mix[p][sup[0]], mix[p][sup[1]] = x, a.Sub(a.Int(1), x)
			}
		}
		return mix
	}
	out = append(out, func() expr.Formula { return s.equilibrium(a, alike(a.Div(a.Int(1), a.Int(2)))) })
	for p, sup := range s.row.Support {
		if len(sup) != 2 {
			continue
		}
		gain := func(x int64) check.Fraction {
			mix := alike(a.Int(x))
			return a.Sub(s.expected(a, p, mix, sup[0]), s.expected(a, p, mix, sup[1]))
		}
		if lo := gain(0); !lo.IsZero() {
			if d := a.Sub(lo, gain(1)); !d.IsZero() {
				x := a.Div(lo, d)
				out = append(out, func() expr.Formula { return s.equilibrium(a, alike(x)) })
			}
		}
	}
	return out
}

// replies finds mixtures of player p that make no other player gain, each with the
// statement that it is one: the centre of the corners of the polytope that the other
// players' incentives leave at a point. It uses every action that some such mixture
// uses. The others play what they do for certain; of two players the other's mixture
// does not matter to this statement.
func (s *session) replies(a *check.Arithmetic, p int) witness {
	mix := make([]mixture, len(s.row.Support))
	for q, sup := range s.row.Support {
		mix[q] = make(mixture, len(s.g.Players[q].Actions))
		mix[q][sup[0]] = a.Int(1)
	}
	// What m must satisfy, with probabilities of the given sign.
	states := func(m mixture, op expr.Op) expr.Formula {
		with := append([]mixture(nil), mix...)
		with[p] = m
		var all []expr.Formula
		for _, k := range s.row.Support[p] {
			all = append(all, a.Compare(m[k], op, check.Fraction{}))
		}
		if op == expr.GT {
			all = append(all, s.distribution(a, p, m))
		}
		for q := range mix {
			// Where the others are pure, she must be indifferent too.
			if q != p || len(s.row.Support) > 2 {
				all = append(all, s.noGain(a, q, with))
			}
		}
		return expr.And(all...)
	}
	corners := s.corners(a, p, mix)
	written := make([]expr.Formula, len(corners))
	for i, m := range corners {
		written[i] = states(m, expr.GE)
	}
	return func(at *prove.Model) (expr.Formula, bool) {
		centre := make(mixture, len(mix[p]))
		n := int64(0)
		for i, m := range corners {
			if at.Holds(written[i]) {
				n++
				for k := range centre {
					centre[k] = a.Add(centre[k], m[k])
				}
			}
		}
		if n == 0 {
			return expr.Formula{}, false
		}
		for k := range centre {
			centre[k] = a.Div(centre[k], a.Int(n))
		}
		return states(centre, expr.GT), true
	}
}

// corners solves for the mixtures of p at which as many of the conditions are met
// with equality as there are unknowns: that another player is indifferent between
// the first action of her support and one more, and that an action of p is not used.
func (s *session) corners(a *check.Arithmetic, p int, mix []mixture) []mixture {
	sup := s.row.Support[p]
	n := len(sup)
	var rows [][]check.Fraction // coefficients that must sum to 0 with the mixture
	for q := range mix {
		if q == p {
			continue
		}
		first := s.row.Support[q][0]
		for k := range s.g.Players[q].Actions {
			if k == first {
				continue
			}
			row := make([]check.Fraction, n)
			zero := true
			for i, own := range sup {
				with := append([]mixture(nil), mix...)
				with[p] = make(mixture, len(mix[p]))
				with[p][own] = a.Int(1)
				row[i] = a.Sub(s.expected(a, q, with, first), s.expected(a, q, with, k))
				zero = zero && row[i].IsZero()
			}
			if !zero {
				rows = append(rows, row)
			}
		}
	}
	for i := range sup {
		row := make([]check.Fraction, n)
		row[i] = a.Int(1)
		rows = append(rows, row)
	}
	var out []mixture
	for pick := range subsets(len(rows), n-1) {
		if len(out) > maxCorners {
			break
		}
		// The sum to 1 and n-1 equations, by Cramer's rule.
		system := make([][]check.Fraction, 0, n-1)
		for _, i := range pick {
			system = append(system, rows[i])
		}
		weights := make([]check.Fraction, n)
		var sum check.Fraction
		for i := range weights {
			weights[i] = minor(a, system, i)
			sum = a.Add(sum, weights[i])
		}
		if sum.IsZero() {
			continue
		}
		m := make(mixture, len(s.g.Players[p].Actions))
		for i, k := range sup {
			m[k] = a.Div(weights[i], sum)
		}
		out = append(out, m)
	}
	return out
}

// minor is (-1)^i times the determinant of rows of one more column than there are
// rows, without column i.
func minor(a *check.Arithmetic, rows [][]check.Fraction, i int) check.Fraction {
	square := make([][]check.Fraction, len(rows))
	for r, row := range rows {
		square[r] = append(append([]check.Fraction(nil), row[:i]...), row[i+1:]...)
	}
	d := determinant(a, square)
	if i%2 == 1 {
		d = a.Sub(check.Fraction{}, d)
	}
	return d
}

// determinant expands along the first row; 1 for no rows.
func determinant(a *check.Arithmetic, m [][]check.Fraction) check.Fraction {
	if len(m) == 0 {
		return a.Int(1)
	}
	var sum check.Fraction
	for k, x := range m[0] {
		if x.IsZero() {
			continue
		}
		rest := make([][]check.Fraction, len(m)-1)
		for r, row := range m[1:] {
			rest[r] = append(append([]check.Fraction(nil), row[:k]...), row[k+1:]...)
		}
		t := a.Mul(x, determinant(a, rest))
		if k%2 == 1 {
			sum = a.Sub(sum, t)
		} else {
			sum = a.Add(sum, t)
		}
	}
	return sum
}

// subsets walks through the subsets of 0 to n-1 with k members. The slice is used
// again.
func subsets(n, k int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		if k > n {
			return
		}
		at := make([]int, k)
		for i := range at {
			at[i] = i
		}
		for {
			if !yield(at) {
				return
			}
			i := k - 1
			for i >= 0 && at[i] == n-k+i {
				i--
			}
			if i < 0 {
				return
			}
			for at[i]++; i+1 < k; i++ {
				at[i+1] = at[i] + 1
			}
		}
	}
}
