package main

import (
	"brink/solver/exact"
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

func anys(s []string) []any {
	out := make([]any, len(s))
	for i, x := range s {
		out[i] = x
	}
	return out
}
