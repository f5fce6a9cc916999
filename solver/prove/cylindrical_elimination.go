package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// cylindrical eliminates existential quantifiers whatever the degrees: the space
// of the free variables is decomposed into cells of constant truth, and the cells
// where the formula holds are described by polynomials that cut it, with
// derivatives added as far as they are needed. Doubly exponential in the number
// of variables; false means that the budget ran out, or that the hypotheses are
// Shallow.
func (e *eliminator) cylindrical(f expr.Formula, vars []algebra.Var) (expr.Formula, bool) {
	if e.a.opt.Shallow {
		return expr.Formula{}, false
	}
	if f.Kind == expr.KOr {
		return overCases(f, func(g expr.Formula) (expr.Formula, bool) { return e.cylindrical(g, vars) })
	}
	inside, outside := scopes(f.Conjuncts(), vars)
	if len(inside) == 0 {
		return f, true
	}
	body := e.a.lib.compile(e.ctx, expr.And(inside...))
	ground := e.a.lib.compile(e.ctx, e.ground(expr.And(inside...), outside))
	work := newBudget(e.ctx, cylindricalShare*e.a.opt.Budget)
	g, ok := newFreeSpace(e.a, vars, body, ground, work).solve(e.a)
	return expr.And(append(outside, g)...), ok
}

// ground collects the conditions on the free variables of f, of the hypotheses
// and of the conjuncts beside it, that may spare cells: those in no other
// variables.
func (e *eliminator) ground(f expr.Formula, beside []expr.Formula) expr.Formula {
	vars := f.Vars()
	var out []expr.Formula
	for _, h := range append(slices.Clone(e.a.hyps), beside...) {
		if !slices.ContainsFunc(h.Vars(), func(v algebra.Var) bool { return !slices.Contains(vars, v) }) {
			out = append(out, h)
		}
	}
	return expr.And(out...)
}
