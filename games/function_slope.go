package games

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// Slope is the derivative by x of a function of the parameters and their terms, total:
// with exp(u)' = exp(u)*u', log(u)' = u'/u and sqrt(u)' = u'/(2*sqrt(u)).
func (h *Header) Slope(r algebra.Ratio, x algebra.Var) algebra.Ratio {
	slopes := make(map[algebra.Var]algebra.Ratio) // of the terms, first to last
	total := func(r algebra.Ratio) algebra.Ratio {
		d := r.Derivative(x)
		for _, v := range r.Vars() {
			if s, ok := slopes[v]; ok {
				d = d.Add(r.Derivative(v).Mul(s))
			}
		}
		return d
	}
	for _, i := range h.Terms() {
		t := h.Params[i].Derived
		du, value := total(t.Arg), algebra.FromPoly(algebra.Variable(i))
		if du.IsZero() {
			continue
		}
		switch t.Func {
		case "exp":
			slopes[i] = du.Mul(value)
		case "log":
			slopes[i] = du.Mul(t.Arg.Inv())
		case "sqrt":
			slopes[i] = du.Mul(algebra.FromInt(2).Mul(value).Inv())
		}
	}
	return total(r)
}

// Moves reports whether one of the variables is a term that depends on x.
func (h *Header) Moves(vars []algebra.Var, x algebra.Var) bool {
	for _, v := range vars {
		if v < len(h.Params) && h.Params[v].Derived != nil {
			arg := h.Params[v].Derived.Arg.Vars()
			for _, w := range arg {
				if w == x {
					return true
				}
			}
			if h.Moves(arg, x) {
				return true
			}
		}
	}
	return false
}

// WithoutFacts is a formula without the facts about derived parameters among its
// conjuncts: on what the parameters are, they say nothing.
func (h *Header) WithoutFacts(f expr.Formula) expr.Formula {
	facts := make(map[string]bool)
	for _, i := range h.Terms() {
		for _, c := range h.Params[i].Within.Conjuncts() {
			facts[c.Key()] = true
		}
	}
	if len(facts) == 0 {
		return f
	}
	var out []expr.Formula
	for _, c := range f.Conjuncts() {
		if !facts[c.Key()] {
			out = append(out, c)
		}
	}
	return expr.And(out...)
}
