// Package markov finds the pure stationary Markov-perfect equilibria of stochastic
// games (Shapley 1953; Maskin and Tirole 2001) as conditions on the parameters.
package markov

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// MaxPolicies bounds the policies that are tried.
const MaxPolicies = 50_000

// ErrTooLarge says that a game has more policies than are tried.
var ErrTooLarge = concept.ErrTooLarge

// Equilibria lists the pure stationary Markov-perfect equilibria: for each policy
// profile (an action of every player in every state) the condition under which no
// player gains by another action once, in any state, reached or not, which is
// enough by the one-shot deviation principle (Blackwell 1965).
//
// States are taken in classes that can reach each other, the last ones first, so
// that the number of policies tried is the product over the states of one class,
// times the equilibria behind it. The values of a class solve a linear system over
// the rational functions of the parameters.
func Equilibria(ctx context.Context, g *games.Stochastic) (*concept.Table, error) {
	s := concept.NewSettler(g)
	out := &concept.Table{Model: g, Concept: "mpe", Complete: true}
	pieces, err := s.Pieces(ctx, entries(g))
	if err != nil {
		return nil, err
	}
	rows := make(map[string]*concept.Row)
	var order []string
	for _, p := range pieces {
		m := newMatrices(g, p)
		found, err := m.equilibria(ctx, s)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			key := fmt.Sprint(f.policy)
			r := rows[key]
			if r == nil {
				r = m.row(f)
				rows[key], order = r, append(order, key)
			}
			r.Exists = expr.Or(r.Exists, f.when)
			m.numbers(ctx, s, f, r)
		}
	}
	slices.Sort(order)
	for _, key := range order {
		r := rows[key]
		if r.Exists = s.Simplify(ctx, r.Exists); s.Possible(ctx, r.Exists) == prove.No {
			continue
		}
		r.KnifeEdge = s.Negligible(ctx, r.Exists)
		out.Rows = append(out.Rows, r)
	}
	if ctx.Err() != nil {
		out.Complete, out.Reasons = false, []note.Note{note.Cause(ctx)}
	}
	return out, nil
}

// entries lists all formulas of a game, in the order in which newMatrices takes
// them back.
func entries(g *games.Stochastic) []expr.Value {
	out := slices.Clone(g.Discount)
	for _, s := range g.States {
		for _, u := range s.Payoffs {
			out = append(out, u...)
		}
		for _, row := range s.Next {
			out = append(out, row...)
		}
	}
	return out
}

// matrices is a game on one piece of parameter space.
type matrices struct {
	g      *games.Stochastic
	when   expr.Formula
	delta  []algebra.Ratio
	payoff [][][]algebra.Ratio // [state][player][profile]
	next   [][][]algebra.Ratio // [state][profile][state]
}

func newMatrices(g *games.Stochastic, p concept.Piece) *matrices {
	m := &matrices{g: g, when: p.When}
	rest := p.Ratio
	take := func(n int) []algebra.Ratio {
		out := rest[:n]
		rest = rest[n:]
		return out
	}
	m.delta = take(len(g.Players))
	for _, s := range g.States {
		var u, next [][]algebra.Ratio
		for range g.Players {
			u = append(u, take(s.Profiles()))
		}
		for range s.Profiles() {
			next = append(next, take(len(g.States)))
		}
		m.payoff, m.next = append(m.payoff, u), append(m.next, next)
	}
	return m
}

// solution is a policy on some states with what follows from it.
type solution struct {
	policy []int // by state: the profile that is played; -1 where not yet known
	value  [][]algebra.Ratio
	when   expr.Formula
}

// equilibria extends solutions class by class.
func (m *matrices) equilibria(ctx context.Context, s *concept.Settler) ([]solution, error) {
	n := len(m.g.States)
	empty := solution{policy: make([]int, n), value: make([][]algebra.Ratio, len(m.g.Players)), when: m.when}
	for i := range empty.policy {
		empty.policy[i] = -1
	}
	for p := range empty.value {
		empty.value[p] = make([]algebra.Ratio, n)
	}
	list := []solution{empty}
	tried := 0
	for _, class := range classes(m.graph()) {
		var next []solution
		for _, before := range list {
			err := m.extend(ctx, s, class, before, &tried, func(sol solution) { next = append(next, sol) })
			if err != nil {
				return nil, err
			}
		}
		list = next
	}
	return list, nil
}

// graph lists where play can go from each state.
func (m *matrices) graph() [][]int {
	out := make([][]int, len(m.g.States))
	for i, rows := range m.next {
		for j := range m.g.States {
			if slices.ContainsFunc(rows, func(row []algebra.Ratio) bool { return !row[j].IsZero() }) {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}

// extend tries all policies on a class of states.
func (m *matrices) extend(ctx context.Context, s *concept.Settler, class []int, before solution, tried *int, yield func(solution)) error {
	policy := slices.Clone(before.policy)
	var walk func(k int) error
	walk = func(k int) error {
		if ctx.Err() != nil {
			return nil
		}
		if k < len(class) {
			for i := range m.g.States[class[k]].Profiles() {
				policy[class[k]] = i
				if err := walk(k + 1); err != nil {
					return err
				}
			}
			return nil
		}
		if *tried++; *tried > MaxPolicies {
			return fmt.Errorf("%w: more than %d policies", ErrTooLarge, MaxPolicies)
		}
		sol := solution{policy: slices.Clone(policy), when: before.when}
		for p := range m.g.Players {
			v, det, ok := m.values(class, policy, before.value[p], p)
			if !ok {
				return fmt.Errorf("%w: the values of a policy are not determined", ErrTooLarge)
			}
			sol.value = append(sol.value, v)
			for _, i := range class {
				sol.when = expr.And(sol.when, m.stays(i, p, policy[i], v, det))
			}
			if sol.when.IsFalse() {
				return nil
			}
		}
		if s.Soon(ctx, sol.when) != prove.No {
			yield(sol)
		}
		return nil
	}
	return walk(0)
}

// discount is the factor on what follows a state.
func (m *matrices) discount(state, player int) algebra.Ratio {
	if m.g.States[state].Instant {
		return algebra.FromInt(1)
	}
	return m.delta[player]
}

// values completes the values of a player on a class under a policy; det is the
// determinant of the system, which is positive, since the matrix is the identity
// less a matrix of spectral radius below 1.
func (m *matrices) values(class, policy []int, known []algebra.Ratio, player int) (v []algebra.Ratio, det algebra.Ratio, ok bool) {
	a := make([][]algebra.Ratio, len(class))
	b := make([]algebra.Ratio, len(class))
	for r, i := range class {
		a[r] = make([]algebra.Ratio, len(class))
		d := m.discount(i, player)
		b[r] = m.payoff[i][player][policy[i]]
		for j, p := range m.next[i][policy[i]] {
			if c := slices.Index(class, j); c >= 0 {
				a[r][c] = d.Mul(p).Neg()
			} else if !p.IsZero() {
				b[r] = b[r].Add(d.Mul(p).Mul(known[j]))
			}
		}
		a[r][r] = a[r][r].Add(algebra.FromInt(1))
	}
	x, det, ok := concept.Solve(a, b)
	if !ok {
		return nil, det, false
	}
	v = slices.Clone(known)
	for r, i := range class {
		v[i] = x[r]
	}
	return v, det, true
}

// stays is the condition that a player does not gain by another action in a state,
// once. Multiplied by the determinant, the values lose their denominators.
func (m *matrices) stays(state, player, profile int, v []algebra.Ratio, det algebra.Ratio) expr.Formula {
	var all []expr.Formula
	shape := m.g.States[state].Shape()
	acts := make([]int, len(shape))
	for p, i := len(shape)-1, profile; p >= 0; p-- {
		acts[p], i = i%shape[p], i/shape[p]
	}
	d := m.discount(state, player)
	for a := range shape[player] {
		if a == acts[player] {
			continue
		}
		other := 0
		for p, x := range acts {
			if p == player {
				x = a
			}
			other = other*shape[p] + x
		}
		gain := m.payoff[state][player][other].Sub(v[state])
		for j, p := range m.next[state][other] {
			if !p.IsZero() {
				gain = gain.Add(d.Mul(p).Mul(v[j]))
			}
		}
		all = append(all, expr.Compare(gain.Mul(det), expr.LE, algebra.Ratio{}))
	}
	return expr.And(all...)
}

// row begins the row of a policy.
func (m *matrices) row(f solution) *concept.Row {
	r := &concept.Row{Exists: expr.False()}
	for i, s := range m.g.States {
		shape := s.Shape()
		acts := make([]int, len(shape))
		for p, x := len(shape)-1, f.policy[i]; p >= 0; p-- {
			acts[p], x = x%shape[p], x/shape[p]
		}
		for p, a := range acts {
			r.Play = append(r.Play, concept.Choice{Place: s.Name, Player: p, Over: []string{s.Players[p].Actions[a]}, Probs: []concept.Amount{concept.Exactly(concept.One)}})
		}
	}
	return r
}

// numbers adds the values, and the long-run frequencies of the states, on the piece.
func (m *matrices) numbers(ctx context.Context, s *concept.Settler, f solution, r *concept.Row) {
	put := func(code, name string, is []expr.Case) {
		for i := range r.Numbers {
			if n := &r.Numbers[i]; n.Code == code && n.Name == name {
				if n.Is.Known() && is != nil {
					v := expr.Value{Cases: slices.Concat(n.Is.Value.Cases, is)}
					n.Is = concept.Exactly(v)
				} else {
					n.Is = concept.Amount{}
				}
				return
			}
		}
		a := concept.Amount{}
		if is != nil {
			a = concept.Exactly(expr.Value{Cases: is})
		}
		r.Numbers = append(r.Numbers, concept.Number{Code: code, Name: name, Is: a})
	}
	for i, st := range m.g.States {
		for p, name := range m.g.Players {
			put("value", name+" "+st.Name, []expr.Case{{When: m.when, Is: f.value[p][i]}})
		}
	}
	freq := m.longRun(ctx, s, f)
	for i, st := range m.g.States {
		var cases []expr.Case
		for _, c := range freq {
			cases = append(cases, expr.Case{When: c.when, Is: c.share[i]})
		}
		put("long_run", st.Name, cases)
	}
}
