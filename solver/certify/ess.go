package certify

import (
	"slices"

	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove/check"
)

// ess: the row exists, its strategy s is one, and for every other strategy t that
// does as well against s, s does better against t than t against itself (Maynard
// Smith and Price 1973). With z = t - s the conditions on t are homogeneous in z,
// which is free on the support and not negative off it, since s is positive there:
// so z of any length will do.
func (s *session) ess(a *check.Arithmetic, e *Evidence) error {
	says := *s.row.ESS
	if s.large() {
		return leave(note.TooManyTerms)
	}
	mix, there, ok := s.single(a)
	given := expr.And(there, s.row.Exists)
	next := len(s.g.Params)
	if !ok {
		// Many equilibria: of each it is shown that it is not stable.
		if !says.IsFalse() {
			return leave(note.NoWitness)
		}
		mix, _ = s.unknown(a, next)
		mix[1] = mix[0]
		given = s.equilibrium(a, mix)
	} else {
		if err := s.generically(expr.Implies(says, given), e); err != nil {
			return err
		}
		// z is 0 before component k, which is 1 or, on the support, -1.
		n := len(mix[0])
		for k := range n {
			for _, sign := range []int64{1, -1} {
				if sign < 0 && !slices.Contains(s.row.Support[0], k) {
					continue
				}
				z := make(mixture, n)
				z[k] = a.Int(sign)
				v := next
				for l := k + 1; l < n; l++ {
					z[l] = a.Variable(v)
					v++
				}
				if err := s.generically(expr.Implies(says, expr.Not(s.invades(a, mix[0], z))), e); err != nil {
					return err
				}
			}
		}
	}
	return s.covered(expr.And(given, expr.Not(says)), oneOf(s.mutants(a, mix[0])), e)
}

// against is x'Ay for the payoffs of the first player.
func (s *session) against(a *check.Arithmetic, x, y mixture) check.Fraction {
	var sum check.Fraction
	for i := range x {
		for j := range y {
			if !x[i].IsZero() && !y[j].IsZero() {
				sum = a.Add(sum, a.Mul(a.Mul(x[i], y[j]), s.payoff(a, 0, []int{i, j})))
			}
		}
	}
	return sum
}

// invades says that z is a direction in which mutants of strategy m lie who do as
// well against m and no worse than m against themselves.
func (s *session) invades(a *check.Arithmetic, m, z mixture) expr.Formula {
	var all, moves []expr.Formula
	var sum check.Fraction
	for k, x := range z {
		sum = a.Add(sum, x)
		moves = append(moves, a.Compare(x, expr.NE, check.Fraction{}))
		if !slices.Contains(s.row.Support[0], k) {
			all = append(all, a.Compare(x, expr.GE, check.Fraction{}))
		}
	}
	all = append(all, expr.Or(moves...), a.Compare(sum, expr.EQ, check.Fraction{}),
		a.Compare(s.against(a, z, m), expr.EQ, check.Fraction{}),
		a.Compare(s.against(a, z, z), expr.GE, check.Fraction{}))
	return expr.And(all...)
}

// mutants are candidates for directions of invasion: towards single actions, and
// combinations of up to three of these in which the quadratic form of the payoffs
// is least, columns of the adjugates of its minors (Hadeler 1983).
func (s *session) mutants(a *check.Arithmetic, m mixture) []func() expr.Formula {
	n := len(m)
	origin := s.row.Support[0][0]
	var axes []mixture
	for k := range n {
		if k == origin {
			continue
		}
		z := make(mixture, n)
		z[k], z[origin] = a.Int(1), a.Int(-1)
		axes = append(axes, z)
	}
	form := make([][]check.Fraction, len(axes))
	for i, x := range axes {
		form[i] = make([]check.Fraction, len(axes))
		for j, y := range axes {
			form[i][j] = a.Add(s.against(a, x, y), s.against(a, y, x))
		}
	}
	var out []func() expr.Formula
	add := func(z mixture) {
		for _, sign := range []int64{1, -1} {
			turned := make(mixture, n)
			for k := range z {
				turned[k] = a.Mul(a.Int(sign), z[k])
			}
			out = append(out, func() expr.Formula { return s.invades(a, m, turned) })
		}
	}
	for size := 1; size <= min(3, len(axes)); size++ {
		for pick := range subsets(len(axes), size) {
			for col := range pick {
				// Column col of the adjugate: cofactors of row col.
				var rows [][]check.Fraction
				for r, i := range pick {
					if r == col {
						continue
					}
					row := make([]check.Fraction, size)
					for c, j := range pick {
						row[c] = form[i][j]
					}
					rows = append(rows, row)
				}
				z := make(mixture, n)
				for c, j := range pick {
					f := minor(a, rows, c)
					for k := range z {
						z[k] = a.Add(z[k], a.Mul(f, axes[j][k]))
					}
				}
				add(z)
			}
		}
	}
	return out
}
