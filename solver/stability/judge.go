package stability

import (
	"context"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
)

// judge asks the prover the many questions of a table. Every question is first
// put to its cheap layers alone; what stays open goes to the complete ones only
// when the formula is small, as those of published models are. The longer
// formulas of arbitrary games keep some implied conditions instead of costing
// minutes. The choice depends on the formula alone, never on the clock, so a
// table is the same on every run.
type judge struct {
	quick, full *prove.Assumptions
}

// Budgets of one question, in the prover's units of about a microsecond.
const (
	quickBudget = 400
	fullBudget  = 20_000
)

// newJudge prepares the hypotheses of a game together with a further condition.
func newJudge(g *games.Game, also expr.Formula) *judge {
	hyps := expr.And(g.Hypotheses(), also)
	opt := prove.Options{Prefer: defaults(g), Names: g.Names(), Budget: quickBudget, Shallow: true}
	j := &judge{quick: prove.Assume(hyps, opt)}
	opt.Budget, opt.Shallow = fullBudget, false
	j.full = prove.Assume(hyps, opt)
	return j
}

// Limits of what goes to the complete layers.
const (
	smallAtoms  = 16
	smallTerms  = 100 // in all atoms together
	smallDegree = 5
)

// Beyond these limits a formula is left as it was built.
const (
	hugeAtoms = 40
	hugeTerms = 300
)

func small(f expr.Formula) bool {
	atoms, terms, degree := measure(f)
	return atoms <= smallAtoms && terms <= smallTerms && degree <= smallDegree
}

func huge(f expr.Formula) bool {
	atoms, terms, _ := measure(f)
	return atoms > hugeAtoms || terms > hugeTerms
}

func measure(f expr.Formula) (atoms, terms, degree int) {
	f.Atoms(func(a expr.Atom) {
		atoms++
		terms += a.P.Terms()
		degree = max(degree, a.P.TotalDegree())
	})
	return atoms, terms, degree
}

// impossible reports whether f is proved to hold nowhere.
func (j *judge) impossible(ctx context.Context, f expr.Formula) bool {
	ans, _ := j.quick.Satisfiable(ctx, f)
	if ans == prove.Unknown && small(f) {
		ans, _ = j.full.Satisfiable(ctx, f)
	}
	return ans == prove.No
}

// sign returns the signs that p can have.
func (j *judge) sign(ctx context.Context, p expr.Poly) prove.SignSet {
	s := j.quick.Sign(ctx, p)
	switch s {
	case prove.Pos, prove.Neg, prove.Zero:
		return s
	}
	if small(expr.Sign(p, expr.GT)) {
		return j.full.Sign(ctx, p)
	}
	return s
}

// simplify returns an equivalent formula that is as short as the effort allows.
func (j *judge) simplify(ctx context.Context, f expr.Formula) expr.Formula {
	if huge(f) {
		return f
	}
	f = j.quick.Simplify(ctx, f)
	if small(f) {
		return j.full.Simplify(ctx, f)
	}
	return f
}

// measureZero reports whether f is proved to hold on a set of measure zero only.
func (j *judge) measureZero(ctx context.Context, f expr.Formula) bool {
	ans := j.quick.Measure0(ctx, f)
	if ans == prove.Unknown && small(f) {
		ans = j.full.Measure0(ctx, f)
	}
	return ans == prove.Yes
}
