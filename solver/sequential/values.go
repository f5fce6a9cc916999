package sequential

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// Arithmetic of piecewise values; the first error is kept, since it can only be
// that the cases have become too many.
type arithmetic struct{ err error }

func (c *arithmetic) with(v, w expr.Value, f func(a, b algebra.Ratio) algebra.Ratio) expr.Value {
	out, err := v.Combine(w, func(a, b algebra.Ratio) (algebra.Ratio, error) { return f(a, b), nil })
	if err != nil && c.err == nil {
		c.err = err
	}
	return out
}

func (c *arithmetic) add(v, w expr.Value) expr.Value {
	return c.with(v, w, algebra.Ratio.Add)
}

func (c *arithmetic) sub(v, w expr.Value) expr.Value {
	return c.with(v, w, algebra.Ratio.Sub)
}

func (c *arithmetic) mul(v, w expr.Value) expr.Value {
	return c.with(v, w, algebra.Ratio.Mul)
}

var zero, one = expr.Plain(algebra.Ratio{}), expr.Plain(algebra.FromInt(1))

// isZero reports whether v is the constant 0.
func isZero(v expr.Value) bool { r, ok := v.Ratio(); return ok && r.IsZero() }

func variable(v algebra.Var) expr.Value {
	return expr.Plain(algebra.FromPoly(algebra.Variable(v)))
}
