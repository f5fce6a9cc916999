package dynamics

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
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

// saddle is the column of where a rest point of four dimensions and more is a saddle: no
// eigenvalue lies on the imaginary axis, or the unit circle in discrete time, and not all
// lie on one side of it. It is open where the rest point has no formula or the axis took
// too long.
func (s *System) saddle(ctx context.Context, settler *concept.Settler, rest expr.Formula, st concept.Settled) []concept.Column {
	if len(s.vars)-len(s.d.Shares) < 4 {
		return nil
	}
	open := []concept.Column{{Code: "saddle", Open: true}}
	var values []expr.Value
	except := expr.False() // where the rest point is not the one of the formulas
	for _, a := range st.Values {
		if a.Value == nil || a.Partial {
			return open
		}
		values, except = append(values, *a.Value), expr.Or(except, a.Except)
	}
	here := func(f expr.Formula) expr.Formula {
		return expr.And(st.Exists, expr.Not(except), concept.Put(f, s.vars, values))
	}
	t := len(s.d.Params) + len(s.vars)
	half := func(c []algebra.Ratio) []algebra.Ratio {
		if s.d.Discrete {
			return halfPlane(c)
		}
		return c
	}
	// At i*w the polynomial is E(t) + i*w*O(t) with t = -w^2.
	onAxis := s.linearised(func(c []algebra.Ratio) expr.Formula {
		q := half(c)
		at := algebra.FromPoly(algebra.Variable(t))
		var parts [2]algebra.Ratio
		for k := len(q) - 1; k >= 0; k-- {
			parts[k%2] = parts[k%2].Mul(at).Add(q[k])
		}
		zero := algebra.Ratio{}
		pair := expr.And(expr.Sign(algebra.Variable(t), expr.LT), expr.Compare(parts[0], expr.EQ, zero), expr.Compare(parts[1], expr.EQ, zero))
		return expr.Or(pair, expr.Compare(q[0], expr.EQ, zero), expr.Compare(q[len(q)-1], expr.EQ, zero))
	})
	mixed := s.linearised(func(c []algebra.Ratio) expr.Formula {
		q := half(c)
		mirrored := slices.Clone(q)
		for k := 1; k < len(q); k += 2 {
			mirrored[k] = q[k].Neg()
		}
		return expr.Not(expr.Or(hurwitz(q), hurwitz(mirrored)))
	})
	regular := s.linearised(func(c []algebra.Ratio) expr.Formula {
		q := half(c)
		return expr.And(expr.Compare(q[0], expr.NE, algebra.Ratio{}), expr.Compare(q[len(q)-1], expr.NE, algebra.Ratio{}))
	})
	if settler.Possible(ctx, expr.And(rest, except, mixed, regular)) != prove.No {
		return open
	}
	f := here(mixed)
	if settler.Possible(ctx, f) == prove.No {
		return []concept.Column{{Code: "saddle", When: expr.False()}}
	}
	touches, ans := settler.Eliminate(ctx, []algebra.Var{t}, here(onAxis))
	if ans != prove.Yes {
		return open
	}
	f = settler.Simplify(ctx, expr.And(f, expr.Not(touches)))
	return []concept.Column{{Code: "saddle", When: f}}
}
