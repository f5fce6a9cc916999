package games

import (
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// Moment is the integral of z^k times the density, z the variable number, from the
// lower end of the range to the value to: the distribution function for k = 0. Ends
// and density are polynomial in z over rational functions of the parameters, and to
// has no cases.
func (x *Density) Moment(number algebra.Var, k int, to expr.Value) expr.Value {
	f, _ := x.At.Ratio()
	lo, _ := x.Low.Ratio()
	hi, _ := to.Ratio()
	den := algebra.RatioOf(algebra.IntPoly(1), f.Den())
	power := func(r algebra.Ratio, n int) algebra.Ratio {
		out := algebra.FromInt(1)
		for range n {
			out = out.Mul(r)
		}
		return out
	}
	sum := algebra.Ratio{}
	for i, c := range f.Num().Coeffs(number) {
		if c.IsZero() {
			continue
		}
		n := i + k + 1
		part := power(hi, n).Sub(power(lo, n)).Mul(algebra.FromPoly(c)).Mul(algebra.FromRat(big.NewRat(1, int64(n))))
		sum = sum.Add(part)
	}
	return expr.Plain(sum.Mul(den))
}
