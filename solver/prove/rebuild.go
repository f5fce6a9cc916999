package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// Limits of rebuilding a formula from cells.
const (
	maxRebuiltVars = 3
	minRebuiltSize = 4
	rebuildUnits   = 100_000
)

// rebuild is the second, complete pass for formulas that stay long: the space of
// their variables is divided into cells on which truth is constant, within the
// hypotheses about these variables alone, and the cells where the formula holds
// are described anew by the fewest and shortest polynomials that tell them apart,
// whether they occur in the formula or only bound its cells. Where that is no
// shorter, or the budget runs out, the formula stays.
func (s *simplifier) rebuild(f expr.Formula) expr.Formula {
	vars := f.Vars()
	if s.a.opt.Shallow || len(vars) > maxRebuiltVars || f.Size() < minRebuiltSize {
		return f
	}
	var ground []expr.Formula
	for _, h := range s.a.hyps {
		if !slices.ContainsFunc(h.Vars(), func(v algebra.Var) bool { return !slices.Contains(vars, v) }) {
			ground = append(ground, h)
		}
	}
	units := min(*s.pool, rebuildUnits)
	work := newBudget(s.ctx, units)
	defer func() { *s.pool -= units - max(work.left, 0) }()
	d := newFreeSpace(s.a, nil, s.a.lib.compile(s.ctx, f), s.a.lib.compile(s.ctx, expr.And(ground...)), work)
	if g, ok := d.solve(s.a); ok && s.a.weigh(s.ctx, g).less(s.a.weigh(s.ctx, f)) {
		return g
	}
	return f
}
