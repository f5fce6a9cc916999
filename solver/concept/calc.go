package concept

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// settledCase puts the values of unknowns into a condition; ok is false where it
// mentions others than those that are one function of the parameters.
func settledCase(f expr.Formula, first algebra.Var, values []Amount) (_ expr.Formula, ok bool) {
	for _, x := range f.Vars() {
		if x < first {
			continue
		}
		a := values[x-first]
		if !a.Known() {
			return f, false
		}
		r, plain := a.Value.Ratio()
		if !plain || slices.ContainsFunc(r.Vars(), func(y algebra.Var) bool { return y >= first }) {
			return f, false
		}
		f = Substitute(f, x, r)
	}
	return f, true
}

// Calc is arithmetic of piecewise values that keeps the first error, which can only
// be that the cases have become too many.
type Calc struct{ Err error }

func (c *Calc) with(v, w expr.Value, f func(a, b algebra.Ratio) algebra.Ratio) expr.Value {
	out, err := v.Combine(w, func(a, b algebra.Ratio) (algebra.Ratio, error) { return f(a, b), nil })
	if err != nil && c.Err == nil {
		c.Err = err
	}
	return out
}

// Add returns v + w.
func (c *Calc) Add(v, w expr.Value) expr.Value {
	switch {
	case IsZero(v):
		return w
	case IsZero(w):
		return v
	}
	return c.with(v, w, algebra.Ratio.Add)
}

// Sub returns v - w.
func (c *Calc) Sub(v, w expr.Value) expr.Value { return c.with(v, w, algebra.Ratio.Sub) }

// Mul returns v · w.
func (c *Calc) Mul(v, w expr.Value) expr.Value {
	if IsZero(v) || IsZero(w) {
		return Zero
	}
	return c.with(v, w, algebra.Ratio.Mul)
}

// Put puts a function in for a variable of v; its denominators must not vanish then.
func (c *Calc) Put(v expr.Value, x algebra.Var, r algebra.Ratio) expr.Value {
	var out expr.Value
	for _, k := range v.Cases {
		when := Substitute(k.When, x, r)
		if when.IsFalse() {
			continue
		}
		is, err := k.Is.Substitute(x, r)
		if err != nil {
			if c.Err == nil {
				c.Err = err
			}
			return expr.Value{}
		}
		out.Cases = append(out.Cases, expr.Case{When: when, Is: is})
	}
	return out
}

// Zero and One are the constants.
var Zero, One = expr.Plain(algebra.Ratio{}), expr.Plain(algebra.FromInt(1))

// IsZero reports whether v is the constant 0.
func IsZero(v expr.Value) bool { r, ok := v.Ratio(); return ok && r.IsZero() }

// Variable is a parameter or unknown as a value.
func Variable(v algebra.Var) expr.Value { return expr.Plain(algebra.FromPoly(algebra.Variable(v))) }

// Settled puts the values of unknowns, the variables from first on, into v.
func (c *Calc) Settled(v expr.Value, first algebra.Var, values []Amount) Amount {
	out := Amount{Raw: &v}
	var cases []expr.Case
	var put func(when expr.Formula, is algebra.Ratio)
	put = func(when expr.Formula, is algebra.Ratio) {
		for _, x := range is.Vars() {
			if x < first {
				continue
			}
			a := values[x-first]
			if a.Value == nil {
				if is.Equal(algebra.FromPoly(algebra.Variable(x))) {
					out.Poly, out.Unknown = a.Poly, a.Unknown
				} else if len(v.Cases) == 1 {
					out.Poly, out.Unknown = throughRoots(is, first, values), first+len(values)
				}
				out.Except = expr.Or(out.Except, when)
				return
			}
			if !a.Except.IsFalse() {
				out.Except = expr.Or(out.Except, expr.And(when, a.Except))
				when = expr.And(when, expr.Not(a.Except))
			}
			for _, k := range a.Value.Cases {
				r, err := is.Substitute(x, k.Is)
				if both := expr.And(when, k.When); err != nil {
					out.Except = expr.Or(out.Except, both)
				} else if !both.IsFalse() {
					put(both, r)
				}
			}
			return
		}
		cases = append(cases, expr.Case{When: when, Is: is})
	}
	for _, k := range v.Cases {
		when, ok := settledCase(k.When, first, values)
		if !ok {
			out.Except = expr.True() // which case applies depends on unknowns
			return out
		}
		if !when.IsFalse() {
			put(when, k.Is)
		}
	}
	if cases != nil {
		out.Value = &expr.Value{Cases: cases}
	}
	return out
}

// throughRoots is a polynomial, in the variable behind the unknowns, that vanishes with
// a function of unknowns each of which is a root of an equation of its own or a
// function of the parameters: a resultant; 0 where none is found within throughSteps,
// or none that anybody would read.
func throughRoots(is algebra.Ratio, first algebra.Var, values []Amount) algebra.Poly {
	effort := algebra.NewEffort(throughSteps)
	z := first + len(values)
	p := algebra.Variable(z).Mul(is.Den()).Sub(is.Num())
	for _, x := range is.Vars() {
		if x < first {
			continue
		}
		a := values[x-first]
		q := a.Poly
		if a.Known() {
			r, plain := a.Value.Ratio()
			if !plain {
				return algebra.Poly{}
			}
			q = algebra.Variable(x).Mul(r.Den()).Sub(r.Num())
		}
		if p.Degree(x) >= q.Degree(x) && q.Has(x) {
			p = p.PseudoRem(q, x)
		}
		if q.IsZero() || p.Degree(x)*q.Degree(x) > maxResultant || slices.ContainsFunc(q.Vars(), func(v algebra.Var) bool { return v >= first && v != x }) {
			return algebra.Poly{}
		}
		var ok bool
		if p, ok = effort.Resultant(p, q, x); !ok {
			return algebra.Poly{}
		}
	}
	factors, ok := effort.Factorize(p)
	if !ok {
		return algebra.Poly{}
	}
	out := algebra.IntPoly(1)
	for _, f := range factors.List {
		if f.P.Has(z) {
			out = out.Mul(f.P)
		}
	}
	if !out.Has(z) || out.Terms() > maxThroughTerms {
		return algebra.Poly{}
	}
	return out
}

// Bounds for the polynomial of a number behind roots: the steps to find it, some ten
// milliseconds, and the terms.
const (
	throughSteps    = 1 << 20
	maxThroughTerms = 100
)

// Amounts puts settled unknowns, the variables from first on, into numbers, and notes
// where the exceptions have measure zero in a row that has more.
func (s *Settler) Amounts(ctx context.Context, calc *Calc, first algebra.Var, st Settled) func(expr.Value) Amount {
	thin := make(map[string]bool)
	return func(v expr.Value) Amount {
		a := calc.Settled(v, first, st.Values)
		if a.Value != nil && !a.Except.IsFalse() && st.KnifeEdge == prove.No {
			except := expr.And(st.Exists, a.Except)
			key := except.Key()
			if _, seen := thin[key]; !seen {
				thin[key] = s.Negligible(ctx, except) == prove.Yes
			}
			a.Thin = thin[key]
		}
		return a
	}
}
