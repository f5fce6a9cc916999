package main

import (
	"math/big"

	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove"
)

// jsonNumber is an exact value in JSON: a string for a rational, and for an
// algebraic number its polynomial, isolating interval and an approximation.
func jsonNumber(r *big.Rat, poly expr.Poly, lo, hi *big.Rat, approx string) any {
	if r != nil {
		return r.RatString()
	}
	return map[string]any{
		"poly":     expr.Printer{Names: []string{"x"}}.Poly(poly),
		"interval": []string{lo.RatString(), hi.RatString()},
		"approx":   approx,
	}
}

// decimal prints a coordinate with n digits after the point, the last one
// truncated. An irrational number is pinned down by bisection first.
func decimal(c prove.Coordinate, n int) string {
	if c.Rat != nil {
		return c.Rat.FloatString(n)
	}
	lo, hi := new(big.Rat).Set(c.Lo), new(big.Rat).Set(c.Hi)
	want := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n+2)), nil))
	rising := c.Poly.Sign([]*big.Rat{lo}) < 0
	mid := new(big.Rat)
	for new(big.Rat).Sub(hi, lo).Cmp(want) > 0 {
		mid.Add(lo, hi).Quo(mid, big.NewRat(2, 1))
		if (c.Poly.Sign([]*big.Rat{mid}) < 0) == rising {
			lo.Set(mid)
		} else {
			hi.Set(mid)
		}
	}
	return lo.FloatString(n)
}

// algebraicJSON is an algebraic number in JSON.
func algebraicJSON(a exact.Algebraic) any {
	if r, ok := a.Rational(); ok {
		return r.Big().RatString()
	}
	iv := a.Interval()
	approx, _ := a.Decimal(10)
	return jsonNumber(nil, polynomial(a.Poly()), iv.Lo.Big(), iv.Hi.Big(), approx)
}

// algebraicText is an algebraic number in a table: p/q, or a decimal and "…".
func algebraicText(a exact.Algebraic) string {
	if r, ok := a.Rational(); ok {
		return r.Big().RatString()
	}
	s, _ := a.Decimal(7)
	return s + "…"
}

// polynomial makes a polynomial in variable 0 of its coefficients, constant
// first.
func polynomial(coeffs []*big.Int) expr.Poly {
	var p expr.Poly
	for k, c := range coeffs {
		p = p.Add(expr.Variable(0).Pow(k).Scale(expr.IntFromBig(c)))
	}
	return p
}
