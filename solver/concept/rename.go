package concept

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// Renaming maps variables to others; variables beyond its length stay.
type Renaming []algebra.Var

// Rename returns the renaming of n variables that sends from to to.
func Rename(n int, from, to algebra.Var) Renaming {
	r := make(Renaming, max(n, from+1))
	for v := range r {
		r[v] = v
	}
	r[from] = to
	return r
}

// whole extends the renaming to the variables of p.
func (r Renaming) whole(p algebra.Poly) []algebra.Var {
	to := []algebra.Var(r)
	for _, v := range p.Vars() {
		for len(to) <= v {
			to = append(to[:len(to):len(to)], len(to))
		}
	}
	return to
}

// Poly renames in a polynomial.
func (r Renaming) Poly(p algebra.Poly) algebra.Poly { return p.Rename(r.whole(p)) }

// Ratio renames in a rational function.
func (r Renaming) Ratio(q algebra.Ratio) algebra.Ratio {
	return algebra.RatioOf(r.Poly(q.Num()), r.Poly(q.Den()))
}

// Formula renames in a formula.
func (r Renaming) Formula(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula { return expr.Sign(r.Poly(a.P), a.Op) })
}

// Value renames in a value.
func (r Renaming) Value(v expr.Value) expr.Value {
	var out expr.Value
	for _, c := range v.Cases {
		out.Cases = append(out.Cases, expr.Case{When: r.Formula(c.When), Is: r.Ratio(c.Is)})
	}
	return out
}

// Put puts values in for variables, one formula for each combination of their
// cases; the values must be defined where they are used.
func Put(f expr.Formula, vars []algebra.Var, values []expr.Value) expr.Formula {
	if len(vars) == 0 {
		return f
	}
	var any []expr.Formula
	for _, c := range values[0].Cases {
		any = append(any, expr.And(c.When, Put(Substitute(f, vars[0], c.Is), vars[1:], values[1:])))
	}
	return expr.Or(any...)
}
