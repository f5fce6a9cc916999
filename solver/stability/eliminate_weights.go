package stability

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// eliminate returns the condition on the parameters that weights exist, under the
// hypotheses; ok is false when it was not found.
func (s *supportSystem) eliminate(ctx context.Context, hyps expr.Formula, opt prove.Options) (f expr.Formula, ok bool) {
	e := weightEliminator{ctx: ctx, hyps: hyps, opt: opt}
	weights := s.occurring()
	f, ok = e.project(s.over(weights), weights)
	if !ok {
		return f, false
	}
	return e.assume(nil).Simplify(ctx, f), true
}

// weightEliminator removes the quantifier from "there are positive weights such
// that f", f being mostly equations that are linear in single weights.
type weightEliminator struct {
	ctx   context.Context
	hyps  expr.Formula
	opt   prove.Options
	tasks int // eliminations so far
}

// Limits of an elimination: the cases that the vanishing of coefficients leads to,
// and the terms of the formula between two weights.
const (
	maxProjections    = 64
	maxProjectedTerms = 2000
)

// assume prepares the hypotheses, with weights that are known to be positive.
func (e *weightEliminator) assume(weights []algebra.Var, also ...expr.Formula) *prove.Assumptions {
	return prove.Assume(expr.And(append(also, e.hyps, positive(weights))...), e.opt)
}

// project eliminates the weights left. One that an equation determines goes first;
// where its coefficient vanishes, so does the rest of the equation, and the others
// have to decide.
func (e *weightEliminator) project(f expr.Formula, left []algebra.Var) (expr.Formula, bool) {
	if len(left) == 0 || f.IsFalse() {
		return f, true
	}
	if e.tasks++; e.tasks > maxProjections || e.ctx.Err() != nil {
		return expr.Formula{}, false
	}
	if _, terms, _ := measure(f); terms > maxProjectedTerms {
		return expr.Formula{}, false
	}
	asm := e.assume(left)
	if len(left) == 1 {
		if g, ok := positiveRoot(e.ctx, e.assume(nil), f, left[0]); ok {
			return g, true
		}
	}
	eq, v := e.pick(asm, f, left)
	if eq < 0 {
		return e.step(f, left, easiest(f, left), expr.True())
	}
	args := f.Conjuncts()
	cs := args[eq].Atom.P.Coeffs(v)
	nonzero := expr.Sign(cs[1], expr.NE)
	if asm.Sign(e.ctx, cs[1])&prove.Zero == 0 {
		return e.step(f, left, v, nonzero)
	}
	all := append(slices.Delete(slices.Clone(args), eq, eq+1), expr.Sign(cs[1], expr.EQ), expr.Sign(cs[0], expr.EQ))
	degenerate := and(all...)
	if ans, _ := asm.Satisfiable(e.ctx, degenerate); ans == prove.No {
		degenerate = expr.False()
	}
	var ok bool
	if degenerate, ok = e.project(degenerate, left); !ok {
		return degenerate, false
	}
	regular, ok := e.step(f, left, v, nonzero)
	return expr.Or(regular, degenerate), ok
}

// step eliminates v from f where a condition holds, and then the other weights.
func (e *weightEliminator) step(f expr.Formula, left []algebra.Var, v algebra.Var, where expr.Formula) (expr.Formula, bool) {
	left = slices.DeleteFunc(slices.Clone(left), func(w algebra.Var) bool { return w == v })
	g, ans := e.assume(left, where).Eliminate(e.ctx, []algebra.Var{v}, f)
	if ans != prove.Yes {
		return expr.Formula{}, false
	}
	if !g.IsFalse() {
		g = and(where, g, positive(left))
	}
	return e.project(g, left)
}

// pick chooses an equation among the conjuncts of f and a weight to which it is
// linear: one whose coefficient cannot vanish before one whose coefficient is free
// of weights before others, the simplest of a kind. The equation is -1 when there
// is none.
func (e *weightEliminator) pick(asm *prove.Assumptions, f expr.Formula, left []algebra.Var) (eq int, v algebra.Var) {
	eq = -1
	var best []int
	for i, g := range f.Conjuncts() {
		if g.Kind != expr.KAtom || g.Atom.Op != expr.EQ {
			continue
		}
		for _, w := range left {
			if g.Atom.P.Degree(w) != 1 {
				continue
			}
			lead := g.Atom.P.LeadCoeff(w)
			key := []int{0, 0, g.Atom.P.Terms()}
			if asm.Sign(e.ctx, lead)&prove.Zero != 0 {
				key[0] = 1
			}
			if slices.ContainsFunc(left, lead.Has) {
				key[1] = 1
			}
			if best == nil || slices.Compare(key, best) < 0 {
				eq, v, best = i, w, key
			}
		}
	}
	return eq, v
}

// easiest picks the weight that occurs to the lowest degree, in the fewest
// conditions.
func easiest(f expr.Formula, left []algebra.Var) algebra.Var {
	v, best := left[0], []int(nil)
	for _, w := range left {
		key := []int{0, 0}
		f.Atoms(func(a expr.Atom) {
			if d := a.P.Degree(w); d > 0 {
				key[0] = max(key[0], d)
				key[1]++
			}
		})
		if best == nil || slices.Compare(key, best) < 0 {
			v, best = w, key
		}
	}
	return v
}
