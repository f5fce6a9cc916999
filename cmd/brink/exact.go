package main

import (
	"math/big"

	"brink/solver/exact"
	"brink/solver/prove"
)

// jsonAlgebraic is an irrational number in JSON: the only root of an integer
// polynomial in x in an open interval.
type jsonAlgebraic struct {
	Poly     string    `json:"poly,omitempty"`
	Interval [2]string `json:"interval"`
	Approx   string    `json:"approx"`
}

// algebraicJSON is an exact number in JSON: p/q for a rational.
func algebraicJSON(a exact.Algebraic) any {
	if r, ok := a.Rational(); ok {
		return r.Big().RatString()
	}
	iv := a.Interval()
	approx, _ := a.Decimal(10)
	return jsonAlgebraic{a.Poly().String(), [2]string{iv.Lo.Big().RatString(), iv.Hi.Big().RatString()}, approx}
}

// algebraicText is an algebraic number in a table: p/q, or a decimal and "…".
func algebraicText(a exact.Algebraic) string {
	if r, ok := a.Rational(); ok {
		return r.Big().RatString()
	}
	s, _ := a.Decimal(7)
	return s + "…"
}

// coordinateJSON is a coordinate of a counterexample in JSON.
func coordinateJSON(c prove.Coordinate) any {
	if c.Rat == nil && len(c.Poly) == 0 {
		mid := new(big.Rat).Add(c.Lo, c.Hi)
		mid.Quo(mid, big.NewRat(2, 1))
		return jsonAlgebraic{"", [2]string{c.Lo.RatString(), c.Hi.RatString()}, mid.FloatString(10)}
	}
	return algebraicJSON(c.Algebraic())
}

// coordinateText is a coordinate in a table.
func coordinateText(c prove.Coordinate) string {
	if c.Rat == nil && len(c.Poly) == 0 {
		return "in (" + c.Lo.RatString() + ", " + c.Hi.RatString() + ")"
	}
	return algebraicText(c.Algebraic())
}
