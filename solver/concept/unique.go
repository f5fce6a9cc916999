package concept

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Unique is the condition that there is exactly one equilibrium of a table: one of its
// rows exists, no two do, and that one has one equilibrium. Of a row whose choices are
// not all functions of the parameters, or whose numbers are roots, it is asked whether
// two solutions of its sentence differ, an elimination of twice as many unknowns; ok is
// false where that went beyond the budget or the table is not complete.
func (s *Settler) Unique(ctx context.Context, t *Table) (f expr.Formula, ok bool) {
	if !t.Complete {
		return expr.False(), false
	}
	var twice []expr.Formula
	for i, r := range t.Rows {
		for _, q := range t.Rows[:i] {
			if both := expr.And(r.Exists, q.Exists); s.Soon(ctx, both) != prove.No {
				twice = append(twice, both)
			}
		}
		if r.Copy || r.single() {
			continue
		}
		two, ok := s.two(ctx, r)
		if !ok {
			return expr.False(), false
		}
		twice = append(twice, two)
	}
	f = s.Simplify(ctx, expr.And(t.Some(nil), expr.Not(expr.Or(twice...))))
	return f, ctx.Err() == nil
}

// single reports whether everything that a row chooses is a function of the parameters.
func (r *Row) single() bool {
	if r.Sentence.Unknowns == 0 {
		return true
	}
	for _, c := range r.Play {
		if slices.ContainsFunc(c.Probs, func(a Amount) bool { return !a.Known() }) {
			return false
		}
	}
	return !slices.ContainsFunc(r.Numbers, func(n Number) bool { return n.Code == "cutoff" && !n.Is.Known() })
}

// two is the condition that the sentence of a row has two solutions: one of them has
// the lesser value of the first unknown in which they differ.
func (s *Settler) two(ctx context.Context, r *Row) (expr.Formula, bool) {
	first, n := len(s.head.Params), r.Sentence.Unknowns
	other := make(Renaming, first+n)
	for v := range other {
		if other[v] = v; v >= first {
			other[v] += n
		}
	}
	holds := s.united(r.Sentence)
	both := expr.And(r.Exists, holds, other.Formula(holds))
	any := expr.False()
	for v := first; v < first+n; v++ {
		if !slices.Contains(holds.Vars(), v) && slices.Contains(r.Sentence.Holds.Vars(), v) {
			continue // it is equal to another
		}
		apart := algebra.Variable(v).Sub(algebra.Variable(v + n))
		less := expr.And(both, expr.Sign(apart, expr.LT), slope(holds, first, v, other))
		both = expr.And(both, expr.Sign(apart, expr.EQ))
		if s.Possible(ctx, less) == prove.No {
			continue
		}
		f, ok := s.Exists(ctx, Candidate{2 * n, less})
		if !ok {
			return f, false
		}
		any = expr.Or(any, f)
	}
	return any, true
}

// united puts one unknown in for those that equations of a sentence say are equal to it.
func (s *Settler) united(c Candidate) expr.Formula {
	f := c.Holds
	for _, x := range s.unknowns(c) {
		for _, y := range s.unknowns(c) {
			if same := algebra.Variable(y).Sub(algebra.Variable(x)); y > x && slices.ContainsFunc(equations(f), func(p algebra.Poly) bool {
				return p.Equal(same) || p.Equal(same.Neg())
			}) {
				f = Substitute(f, y, algebra.FromPoly(algebra.Variable(x)))
			}
		}
	}
	return f
}

// slope is what follows for two different values of an unknown from each equation in it
// alone, p(x) = 0: that p(x) - p(y), divided by x - y, is 0, of a lesser degree.
func slope(f expr.Formula, first, v algebra.Var, other Renaming) expr.Formula {
	var all []expr.Formula
	for _, p := range equations(f) {
		if !p.Has(v) || slices.ContainsFunc(p.Vars(), func(x algebra.Var) bool { return x >= first && x != v }) {
			continue
		}
		if q, ok := p.Sub(other.Poly(p)).DivExact(algebra.Variable(v).Sub(algebra.Variable(other[v]))); ok {
			all = append(all, expr.Sign(q, expr.EQ))
		}
	}
	return expr.And(all...)
}
