package stability

import (
	"context"

	"brink/games/expr"
	"brink/solver/prove"
)

// Presenter chooses how the atoms of a condition are written: solved for a
// parameter where that gives the textbook form, as in delta >= (T - R)/(T - P).
// It changes no truth value under the assumptions.
type Presenter struct {
	Assumptions *prove.Assumptions
	// First is the parameter to solve for whenever possible, such as the discount
	// factor; -1 for none.
	First expr.Var
}

// present rewrites every condition of a row for reading.
func (asm *judge) present(ctx context.Context, row *Row) {
	pr := Presenter{asm.full(), -1}
	row.Exists = pr.Formula(ctx, row.Exists)
	row.Strict = pr.Formula(ctx, row.Strict)
	for _, f := range []*expr.Formula{row.Efficient, row.RiskDominant, row.ESS} {
		if f != nil {
			*f = pr.Formula(ctx, *f)
		}
	}
}

// Formula presents every atom of f.
func (pr Presenter) Formula(ctx context.Context, f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		a.Show = pr.relation(ctx, a)
		return expr.Formula{Kind: expr.KAtom, Atom: a}
	})
}

// relation picks a comparison equivalent to the atom under the assumptions, or
// nil to leave the plain reading.
func (pr Presenter) relation(ctx context.Context, a expr.Atom) *expr.Relation {
	vars := a.P.Vars()
	if pr.First >= 0 && a.P.Has(pr.First) {
		if r := pr.gather(ctx, a, pr.First); r != nil {
			return r
		}
	}
	if a.P.TotalDegree() == 1 {
		// One or two parameters: phi <= c/2. More read best with positive terms
		// on both sides: R + S > T + P.
		if len(vars) == 1 || len(vars) == 2 && a.P.Terms() == 2 {
			return pr.solve(ctx, a, vars[0])
		}
		return nil
	}
	if a.P.Terms() == 1 {
		return nil
	}
	// A parameter that stands alone: s >= f*D - f^2*D.
	for _, v := range vars {
		if a.P.Degree(v) == 1 && a.P.LeadCoeff(v).IsConst() {
			return pr.solve(ctx, a, v)
		}
	}
	if a.P.Terms() == 2 {
		return nil
	}
	for _, v := range vars {
		if a.P.Degree(v) == 1 {
			if r := pr.solve(ctx, a, v); r != nil {
				return r
			}
		}
	}
	return nil
}

// solve isolates v, in which the atom is linear, if the sign of its coefficient
// is known under the assumptions.
func (pr Presenter) solve(ctx context.Context, a expr.Atom, v expr.Var) *expr.Relation {
	cs := a.P.Coeffs(v)
	op := a.Op
	switch pr.Assumptions.Sign(ctx, cs[1]) {
	case prove.Pos:
	case prove.Neg:
		op = op.Flip()
	default:
		return nil
	}
	return &expr.Relation{L: expr.FromPoly(expr.Variable(v)), Op: op, R: expr.RatioOf(cs[0].Neg(), cs[1])}
}

// gather brings all that depends on v to the left when it is one polynomial in v
// with integer coefficients times a coefficient of known sign:
// delta + delta^2 >= (T - R)/(R - P). Linear atoms are the simplest case.
func (pr Presenter) gather(ctx context.Context, a expr.Atom, v expr.Var) *expr.Relation {
	cs := a.P.Coeffs(v)
	var common expr.Poly // the coefficients of v, v^2, … are integer multiples of it
	var left expr.Poly
	for k := 1; k < len(cs); k++ {
		if cs[k].IsZero() {
			continue
		}
		prim, c := cs[k].Primitive()
		if common.IsZero() {
			common = prim
		}
		if !prim.Equal(common) {
			return nil
		}
		left = left.Add(expr.Variable(v).Pow(k).Scale(c))
	}
	// A leading minus goes to the other side.
	if left.Lead().Sign() < 0 {
		left, common = left.Neg(), common.Neg()
	}
	left, k := left.Primitive()
	common = common.Scale(k)
	op := a.Op
	switch pr.Assumptions.Sign(ctx, common) {
	case prove.Pos:
	case prove.Neg:
		op = op.Flip()
	default:
		return nil
	}
	return &expr.Relation{L: expr.FromPoly(left), Op: op, R: expr.RatioOf(cs[0].Neg(), common)}
}
