package concept

import (
	"context"
	"math/big"
	"slices"

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
		t.functions(r)
	}
}

// functions gives the numbers of a row that are functions of one unknown, which has a
// form with one root, such a form, too.
func (t *Table) functions(r *Row) {
	first := len(t.Model.Head().Params)
	forms := make(map[algebra.Var]algebra.Ratio)
	each := func(f func(a *Amount)) {
		for i := range r.Numbers {
			f(&r.Numbers[i].Is)
		}
		for _, c := range r.Play {
			for i := range c.Probs {
				f(&c.Probs[i])
			}
		}
	}
	each(func(a *Amount) {
		if a.Form != nil {
			forms[a.Unknown] = *a.Form
		}
	})
	each(func(a *Amount) {
		if a.Value != nil || a.Form != nil || a.Raw == nil {
			return
		}
		is, ok := a.Raw.Ratio()
		if !ok {
			return
		}
		unknowns := slices.DeleteFunc(slices.Clone(is.Vars()), func(v algebra.Var) bool { return v < first })
		if len(unknowns) != 1 || slices.Contains(is.Den().Vars(), unknowns[0]) {
			return
		}
		form, ok := forms[unknowns[0]]
		if !ok {
			return
		}
		out, err := is.Substitute(unknowns[0], form)
		if err != nil {
			return
		}
		out = t.reduced(out)
		a.Form = &out
	})
}

// reduced writes the even powers of square roots as powers of what stands under them.
func (t *Table) reduced(f algebra.Ratio) algebra.Ratio {
	first := len(t.Model.Head().Params)
	for i, v := range t.Variables {
		x := first + i
		if v.Derived == nil || v.Derived.Func != "sqrt" {
			continue
		}
		lower := func(p algebra.Poly) algebra.Ratio {
			sum := algebra.Ratio{}
			for k, c := range p.Coeffs(x) {
				term := algebra.FromPoly(c)
				for range k / 2 {
					term = term.Mul(v.Derived.Arg)
				}
				if k%2 == 1 {
					term = term.Mul(algebra.FromPoly(algebra.Variable(x)))
				}
				sum = sum.Add(term)
			}
			return sum
		}
		if g, err := lower(f.Num()).Div(lower(f.Den())); err == nil {
			f = g
		}
	}
	return f
}

func (t *Table) quadratic(ctx context.Context, s *Settler, r *Row, a *Amount) {
	if a.Value != nil || a.Poly.Degree(a.Unknown) != 2 || a.Unknown >= len(t.Model.Head().Params)+r.Sentence.Unknowns {
		return
	}
	// The derivative of the polynomial at the roots is plus and minus the root of the
	// discriminant.
	slope := a.Poly.Derivative(a.Unknown)
	there := expr.And(r.Exists, r.Sentence.Holds)
	cs := a.Poly.Coeffs(a.Unknown)
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
	root = sign.Mul(root)
	b, op := algebra.FromPoly(cs[1]), expr.LE // what the coefficient of x must not be for the second form
	if sign.Num().Lead().Sign() < 0 {
		op = expr.GE
	}
	var form algebra.Ratio
	switch {
	case s.Possible(ctx, expr.And(there, expr.Sign(cs[2], expr.EQ))) == prove.No:
		form = root.Sub(b).Mul(algebra.RatioOf(algebra.IntPoly(1), cs[2].Scale(algebra.NewInt(2))))
	case s.Possible(ctx, expr.And(there, expr.Sign(cs[1], op))) == prove.No:
		// -2c/(b + root) is the same root, and the only one where the square goes.
		form, _ = algebra.FromPoly(cs[0].Scale(algebra.NewInt(-2))).Div(b.Add(root))
	default:
		return
	}
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
