package graph

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// solution is a parameter as a function of others where a condition holds.
type solution struct {
	v     algebra.Var
	is    algebra.Ratio
	where expr.Formula
}

// solve solves equations among the hypotheses for parameters in which they are linear,
// one after the other; a solution may mention parameters that are solved for later.
func (t *task) solve() []solution {
	var solved []solution
	var left []algebra.Poly
	for _, c := range t.all.Conjuncts() {
		if c.Kind == expr.KAtom && c.Atom.Op == expr.EQ {
			left = append(left, c.Atom.P)
		}
	}
	free := len(t.h.Free())
	for len(left) > 0 {
		s, at, ok := linearIn(left, free)
		if !ok {
			break
		}
		solved = append(solved, s)
		var rest []algebra.Poly
		for i, p := range left {
			if i == at {
				continue
			}
			if p = p.SubstituteRatio(s.v, s.is.Num(), s.is.Den()); !p.IsConst() {
				rest = append(rest, p)
			}
		}
		left = rest
	}
	return solved
}

// given lists what the equations among the hypotheses say about terms: where parameters
// are put into their arguments, what exp, log or sqrt is there may be a number or another
// term, as exp(g*x) is 3/2 where g = 2 and x = log(3/2)/2. The equations are conditions
// of what is listed.
func (t *task) given(solved []solution) []fact {
	var out []fact
	for _, i := range t.terms {
		term := t.h.Params[i].Derived
		if term.Func == "root" {
			continue
		}
		arg, where, err := term.Arg, expr.True(), error(nil)
		for _, s := range solved {
			if err == nil && (arg.Num().Has(s.v) || arg.Den().Has(s.v)) {
				arg, err = arg.Substitute(s.v, s.is)
				where = expr.And(where, s.where)
			}
		}
		if err != nil || arg.Equal(term.Arg) {
			continue
		}
		if value, err := t.h.Function(term.Func, arg); err == nil {
			is := expr.Compare(algebra.FromPoly(algebra.Variable(i)), expr.EQ, value)
			out = append(out, fact{is: expr.Or(expr.Implies(where, is), undefined(term))})
		}
	}
	return out
}

// linearIn solves one of some equations for a parameter, the one with the simplest
// coefficient first.
func linearIn(eqs []algebra.Poly, free int) (s solution, at int, ok bool) {
	best := 0
	for i, p := range eqs {
		for _, v := range p.Vars() {
			if v >= free || p.Degree(v) != 1 {
				continue
			}
			cs := p.Coeffs(v)
			cost := 1 + cs[1].TotalDegree()
			if ok && cost >= best {
				continue
			}
			where := expr.And(expr.Sign(p, expr.EQ), expr.Sign(cs[1], expr.NE))
			s, at, ok, best = solution{v, algebra.RatioOf(cs[0].Neg(), cs[1]), where}, i, true, cost
		}
	}
	return s, at, ok
}
