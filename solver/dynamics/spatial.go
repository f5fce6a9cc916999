package dynamics

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// spatial is the condition for each kind of rest point of a system of three dimensions: a
// node or a focus where all eigenvalues of the linearisation lie on one side, by whether
// all are real; a saddle where they lie on both, and none between. Sides are those of the
// imaginary axis, or of the unit circle in discrete time.
func (s *System) spatial() (codes []string, kinds []expr.Formula) {
	if len(s.vars)-len(s.d.Shares) != 3 {
		return nil, nil
	}
	zero := algebra.Ratio{}
	ask := func(f func(oneSided, hyperbolic, real expr.Formula) expr.Formula) expr.Formula {
		return s.linearised(func(c []algebra.Ratio) expr.Formula {
			q := c
			if s.d.Discrete {
				q = halfPlane(c)
			}
			mirrored := []algebra.Ratio{q[0], q[1].Neg(), q[2], q[3].Neg()}
			// A pair on the axis divides the polynomial, and its quotient is linear.
			pair := expr.And(expr.Compare(q[3].Mul(q[0]), expr.EQ, q[1].Mul(q[2])), expr.Compare(q[3].Mul(q[1]), expr.GT, zero))
			hyperbolic := expr.And(expr.Compare(q[0], expr.NE, zero), expr.Compare(q[3], expr.NE, zero), expr.Not(pair))
			return f(expr.Or(hurwitz(q), hurwitz(mirrored)), hyperbolic, expr.Compare(discriminant(c), expr.GE, zero))
		})
	}
	return []string{"node", "focus", "saddle"}, []expr.Formula{
		ask(func(oneSided, _, real expr.Formula) expr.Formula { return expr.And(oneSided, real) }),
		ask(func(oneSided, _, real expr.Formula) expr.Formula { return expr.And(oneSided, expr.Not(real)) }),
		ask(func(oneSided, hyperbolic, _ expr.Formula) expr.Formula {
			return expr.And(hyperbolic, expr.Not(oneSided))
		}),
	}
}

// discriminant is that of a cubic with leading coefficient 1; not negative where all
// roots are real.
func discriminant(c []algebra.Ratio) algebra.Ratio {
	k := algebra.FromInt
	b, e, d := c[2], c[1], c[0]
	b2 := b.Mul(b)
	return b2.Mul(e).Mul(e).Add(k(18).Mul(b).Mul(e).Mul(d)).
		Sub(k(4).Mul(e).Mul(e).Mul(e)).Sub(k(4).Mul(b2).Mul(b).Mul(d)).Sub(k(27).Mul(d).Mul(d))
}
