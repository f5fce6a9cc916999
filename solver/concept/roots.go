package concept

import (
	"context"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Roots gives the numbers of rows that are one of the two roots of a quadratic equation
// a form with sqrt, where the sentence of the row says which it is.
func (t *Table) Roots(ctx context.Context, s *Settler) {
	for _, r := range t.Rows {
		for i := range r.Numbers {
			t.quadratic(ctx, s, r, &r.Numbers[i].Is)
		}
		for _, c := range r.Play {
			for i := range c.Probs {
				t.quadratic(ctx, s, r, &c.Probs[i])
			}
		}
	}
}

func (t *Table) quadratic(ctx context.Context, s *Settler, r *Row, a *Amount) {
	if a.Value != nil || a.Poly.Degree(a.Unknown) != 2 {
		return
	}
	// The derivative of the polynomial at the roots is plus and minus the root of the
	// discriminant.
	slope := a.Poly.Derivative(a.Unknown)
	there := expr.And(r.Exists, r.Sentence.Holds)
	cs := a.Poly.Coeffs(a.Unknown)
	if s.Possible(ctx, expr.And(there, expr.Sign(cs[2], expr.EQ))) != prove.No {
		return
	}
	sign := algebra.FromInt(1)
	switch {
	case s.Possible(ctx, expr.And(there, expr.Sign(slope, expr.LT))) == prove.No:
	case s.Possible(ctx, expr.And(there, expr.Sign(slope, expr.GT))) == prove.No:
		sign = sign.Neg()
	default:
		return
	}
	disc := cs[1].Mul(cs[1]).Sub(cs[0].Mul(cs[2]).Scale(algebra.NewInt(4)))
	number, inside := squares(disc)
	out, inside := s.factorsOut(ctx, there, inside)
	root := t.variable(algebra.FromPoly(inside)).Mul(algebra.FromRat(number)).Mul(algebra.FromPoly(out))
	form := algebra.FromPoly(cs[1].Neg()).Add(sign.Mul(root)).Mul(algebra.RatioOf(algebra.IntPoly(1), cs[2].Scale(algebra.NewInt(2))))
	a.Form = &form
}

// variable is the variable of the table that stands for the square root of a number.
func (t *Table) variable(of algebra.Ratio) algebra.Ratio {
	h := t.Model.Head()
	for i, v := range t.Variables {
		if v.Derived != nil && v.Derived.Func == "sqrt" && v.Derived.Arg.Equal(of) {
			return algebra.FromPoly(algebra.Variable(len(h.Params) + i))
		}
	}
	t.Variables = append(t.Variables, games.Parameter{
		Name:    "sqrt(" + h.Printer().Ratio(of) + ")",
		Derived: &games.Term{Func: "sqrt", Arg: of},
	})
	return algebra.FromPoly(algebra.Variable(len(h.Params) + len(t.Variables) - 1))
}

// factorsOut takes the squares of factors of p out of its root: of those whose sign is
// known where f holds, and of fourth powers.
func (s *Settler) factorsOut(ctx context.Context, f expr.Formula, p algebra.Poly) (out, inside algebra.Poly) {
	out, inside = algebra.IntPoly(1), p
	for _, x := range algebra.Factorize(p).List {
		half := x.N / 2
		root := x.P.Pow(half)
		switch {
		case half == 0:
			continue
		case half%2 == 0 || s.Possible(ctx, expr.And(f, expr.Sign(x.P, expr.LT))) == prove.No:
		case s.Possible(ctx, expr.And(f, expr.Sign(x.P, expr.GT))) == prove.No:
			root = root.Neg()
		default:
			continue
		}
		if q, ok := inside.DivExact(root.Mul(root)); ok {
			out, inside = out.Mul(root), q
		}
	}
	return out, inside
}

// squares takes the squares of small primes out of the content of p.
func squares(p algebra.Poly) (*big.Rat, algebra.Poly) {
	out := big.NewInt(1)
	for _, n := range []int64{2, 3, 5, 7} {
		for square := algebra.IntPoly(n * n); ; {
			q, ok := p.DivExact(square)
			if !ok || p.IsZero() {
				break
			}
			p = q
			out.Mul(out, big.NewInt(n))
		}
	}
	return new(big.Rat).SetInt(out), p
}
