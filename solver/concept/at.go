package concept

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove"
)

// At reads the table at a point that satisfies the hypotheses: the rows that exist
// there, with their numbers there.
func (t *Table) At(ctx context.Context, point []*big.Rat) *Table {
	out := &Table{Model: t.Model, Concept: t.Concept, Complete: t.Complete, Reasons: t.Reasons}
	for _, v := range t.Variables {
		if v.Derived != nil {
			d := *v.Derived
			d.Arg = partly(d.Arg, point)
			v.Derived, v.Name = &d, d.Func+"("+out.Printing().Printer().Ratio(d.Arg)+")"
		}
		out.Variables = append(out.Variables, v)
	}
	edges := make([]bool, len(t.Rows))
	for i, r := range t.Rows {
		edges[i] = r.KnifeEdge == prove.Yes
	}
	places := Places(edges)
	for i, r := range t.Rows {
		if r.Exists.Eval(point) {
			row := r.at(ctx, point)
			row.Place = places[i]
			out.Rows = append(out.Rows, row)
		}
	}
	return out
}

func (r *Row) at(ctx context.Context, point []*big.Rat) *Row {
	out := &Row{Exists: expr.True(), KnifeEdge: prove.No, Class: r.Class}
	known := make(map[algebra.Var][]exact.Algebraic) // roots of the unknowns
	number := func(a Amount) Amount {
		if a.Value != nil {
			// A function of more than the parameters, such as a distribution.
			if f, ok := a.Value.Ratio(); ok && slices.ContainsFunc(f.Vars(), func(v algebra.Var) bool { return v >= len(point) }) {
				return Formula(partly(f, point))
			}
		}
		var list []exact.Algebraic
		if root := a.Value == nil && !a.Poly.IsZero() && int(a.Unknown) < len(point)+r.Sentence.Unknowns; root && known[a.Unknown] != nil {
			list = known[a.Unknown]
		} else if list = r.NumbersAt(ctx, a, point); root {
			known[a.Unknown] = list
		}
		if len(list) == 1 {
			if q, ok := list[0].Rational(); ok {
				return Formula(algebra.FromRat(q.Big()))
			}
		}
		return Amount{Numbers: list}
	}
	choices := func(cs []Choice) []Choice {
		var out []Choice
		for _, c := range cs {
			d := Choice{Place: c.Place, Player: c.Player, Over: c.Over, At: c.At}
			for _, p := range c.Probs {
				d.Probs = append(d.Probs, number(p))
			}
			out = append(out, d)
		}
		return out
	}
	out.Play, out.Beliefs = choices(r.Play), choices(r.Beliefs)
	for _, n := range r.Numbers {
		out.Numbers = append(out.Numbers, Number{n.Code, n.Name, number(n.Is)})
	}
	for _, c := range r.Columns {
		d := Column{Code: c.Code, Open: c.Open}
		if !c.Open {
			d.When = expr.Bool(c.When.Eval(point))
		}
		out.Columns = append(out.Columns, d)
	}
	return out
}

// partly puts values in for the parameters of a function of more than these.
func partly(r algebra.Ratio, point []*big.Rat) algebra.Ratio {
	for v, x := range point {
		s, err := r.Substitute(v, algebra.FromRat(x))
		if err != nil {
			return r
		}
		r = s
	}
	return r
}

// NumbersAt is a number of the row at a point: several where it is one of the roots
// of a polynomial, none where nothing pins it down or the context ends.
func (r *Row) NumbersAt(ctx context.Context, a Amount, point []*big.Rat) []exact.Algebraic {
	switch {
	case a.Numbers != nil: // of a table at a point
		return a.Numbers
	case a.Value != nil && !a.Except.Eval(point):
		v, err := a.Value.Eval(point)
		if err != nil {
			return nil
		}
		return []exact.Algebraic{exact.AlgebraicRat(exact.RatBig(v))}
	case a.Value == nil && !a.Poly.IsZero():
		p, holds := a.Poly, r.Sentence.Holds
		if a.Raw != nil && int(a.Unknown) >= len(point)+r.Sentence.Unknowns {
			holds = expr.And(holds, a.Raw.Compare(expr.EQ, Variable(a.Unknown)))
		}
		for v, x := range point {
			p, holds = p.At(v, x), holds.At(v, x)
		}
		var coeffs []*big.Int
		for _, c := range p.Coeffs(a.Unknown) {
			k, ok := c.Const()
			if !ok {
				return nil
			}
			coeffs = append(coeffs, k.Big())
		}
		if len(coeffs) == 0 {
			return nil
		}
		roots, err := exact.Roots(ctx, exact.NewUnivariate(coeffs))
		if err != nil {
			return nil
		}
		var out []exact.Algebraic
		for _, x := range roots {
			// The sentence of the row excludes the other roots.
			if there, ok := HoldsAt(holds, a.Unknown, x); r.Sentence.Unknowns > 0 && ok {
				if !there {
					continue
				}
			} else if r.Sentence.Unknowns > 0 {
				is := expr.Sign(p, expr.EQ)
				unknown := algebra.FromPoly(algebra.Variable(a.Unknown))
				if q, ok := x.Rational(); ok {
					is = expr.Compare(unknown, expr.EQ, algebra.FromRat(q.Big()))
				} else {
					iv := x.Interval()
					is = expr.And(is, expr.Compare(unknown, expr.GT, algebra.FromRat(iv.Lo.Big())), expr.Compare(unknown, expr.LT, algebra.FromRat(iv.Hi.Big())))
				}
				if ans, _ := prove.Assume(holds, prove.Options{Budget: rootBudget}).Satisfiable(ctx, is); ans == prove.No {
					continue
				}
			}
			out = append(out, x)
		}
		return out
	}
	return nil
}

// HoldsAt decides a formula of one variable at an algebraic number; ok is false where it
// mentions others.
func HoldsAt(f expr.Formula, v algebra.Var, x exact.Algebraic) (holds, ok bool) {
	if slices.ContainsFunc(f.Vars(), func(w algebra.Var) bool { return w != v }) {
		return false, false
	}
	return f.Map(func(a expr.Atom) expr.Formula {
		u, _ := exact.ToUnivariate(a.P, v)
		return expr.Bool(a.Op.Holds(x.SignOf(u)))
	}).IsTrue(), true
}

// rootBudget bounds the work on one root, in the prover's units.
const rootBudget = 1_000_000
