package concept

import (
	"brink/games/algebra"
	"brink/games/expr"
)

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

// Zero and One are the constants.
var Zero, One = expr.Plain(algebra.Ratio{}), expr.Plain(algebra.FromInt(1))

// IsZero reports whether v is the constant 0.
func IsZero(v expr.Value) bool { r, ok := v.Ratio(); return ok && r.IsZero() }

// Variable is a parameter or unknown as a value.
func Variable(v algebra.Var) expr.Value { return expr.Plain(algebra.FromPoly(algebra.Variable(v))) }

// Settled puts the values of unknowns, the variables from first on, into v. The
// amount is not known where one is left that v depends on.
func (c *Calc) Settled(v expr.Value, first algebra.Var, values []Amount) Amount {
	var out expr.Value
	for _, k := range v.Cases {
		is := k.Is
		for _, x := range is.Vars() {
			if x < first {
				continue
			}
			a := values[x-first]
			if !a.Known() {
				return a.alone(is, x)
			}
			r, ok := a.Value.Ratio()
			if !ok {
				return Amount{}
			}
			var err error
			if is, err = is.Substitute(x, r); err != nil {
				return Amount{}
			}
		}
		out.Cases = append(out.Cases, expr.Case{When: k.When, Is: is})
	}
	return Exactly(out)
}

// alone keeps a root as the amount of an expression that is the unknown itself; any
// other expression in it has no form here.
func (a Amount) alone(is algebra.Ratio, v algebra.Var) Amount {
	if is.Equal(algebra.FromPoly(algebra.Variable(v))) {
		return a
	}
	return Amount{}
}
