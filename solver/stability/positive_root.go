package stability

import (
	"context"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// positiveRoot returns the condition that a polynomial has a positive root v,
// where f says "p = 0 and v > 0" with coefficients that show at most one change of
// sign whatever the parameters are; ok is false for any other f.
//
// By Descartes' rule of signs such a polynomial has exactly one positive root
// where its coefficients change sign, and none where they do not. The indifference
// of players who mix alike is often of this kind, of any degree: a(1+v)^n = b has
// coefficients a-b, na, …, a. What the coefficients have in common is taken out
// before their signs are compared.
func positiveRoot(ctx context.Context, asm *prove.Assumptions, f expr.Formula, v algebra.Var) (_ expr.Formula, ok bool) {
	var p algebra.Poly
	rest := expr.True()
	for _, g := range f.Conjuncts() {
		switch {
		case g.Kind != expr.KAtom:
			return expr.Formula{}, false
		case g.Equal(positive([]algebra.Var{v})):
		case !g.Atom.P.Has(v):
			rest = expr.And(rest, g)
		case g.Atom.Op == expr.EQ && p.IsZero():
			p = g.Atom.P
		default:
			return expr.Formula{}, false
		}
	}
	if p.IsZero() {
		return expr.Formula{}, false
	}
	cs := p.Coeffs(v)
	common := p.ContentIn(v)
	var up, down, zero []expr.Formula // coefficients by sign
	for i, c := range cs {
		cs[i], _ = c.DivExact(common)
		up = append(up, expr.Sign(cs[i], expr.GT))
		down = append(down, expr.Sign(cs[i], expr.LT))
		zero = append(zero, expr.Sign(cs[i], expr.EQ))
	}
	// More than one change of sign shows in three coefficients.
	for i := range cs {
		for j := i + 1; j < len(cs); j++ {
			for k := j + 1; k < len(cs); k++ {
				for _, f := range []expr.Formula{and(up[i], down[j], up[k]), and(down[i], up[j], down[k])} {
					if ans, _ := asm.Satisfiable(ctx, f); ans != prove.No {
						return expr.Formula{}, false
					}
				}
			}
		}
	}
	root := expr.Or(expr.Sign(common, expr.EQ), expr.And(zero...), expr.And(expr.Or(up...), expr.Or(down...)))
	return expr.And(rest, root), true
}
