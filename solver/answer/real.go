package answer

import (
	"math/big"

	"brink/solver/exact"
)

// Real is a real number: rational, algebraic, or enclosed between two rationals
// where no polynomial is known that it is a root of.
type Real struct {
	// Rat is the value of a rational number; nil otherwise.
	Rat *big.Rat
	// Algebraic is the value of an irrational number; nil where Rat is not, or
	// where Lo and Hi are all that is known.
	Algebraic *exact.Algebraic
	// Lo and Hi enclose the number where there is nothing better.
	Lo, Hi *big.Rat
}

// RealOf is an algebraic number.
func RealOf(a exact.Algebraic) Real {
	if r, ok := a.Rational(); ok {
		return Real{Rat: r.Big()}
	}
	return Real{Algebraic: &a}
}

// Rationals are rational numbers as Reals.
func Rationals(x []*big.Rat) []Real {
	out := make([]Real, len(x))
	for i, v := range x {
		out[i] = Real{Rat: v}
	}
	return out
}

// IsZero reports whether x is known to be 0; irrational numbers are not.
func (x Real) IsZero() bool { return x.Rat != nil && x.Rat.Sign() == 0 }

// Enclose is an interval around x of at most the given width, or as narrow as is
// known.
func (x Real) Enclose(width *big.Rat) (lo, hi *big.Rat) {
	switch {
	case x.Rat != nil:
		return x.Rat, x.Rat
	case x.Algebraic != nil:
		iv := x.Algebraic.RefineTo(exact.RatBig(width)).Interval()
		return iv.Lo.Big(), iv.Hi.Big()
	}
	return x.Lo, x.Hi
}

// algebraicJSON is an irrational number in JSON: the only root of an integer
// polynomial in x in an open interval.
type algebraicJSON struct {
	Poly     string    `json:"poly,omitempty"`
	Interval [2]string `json:"interval"`
	Approx   string    `json:"approx"`
}

// Digits of decimals, in JSON and in tables.
const (
	digitsJSON = 10
	digitsText = 7
)

// JSON is p/q for a rational number, else an object with the polynomial (if known),
// an open interval and a decimal.
func (x Real) JSON() any {
	switch {
	case x.Rat != nil:
		return x.Rat.RatString()
	case x.Algebraic != nil:
		iv := x.Algebraic.Interval()
		approx, _ := x.Algebraic.Decimal(digitsJSON)
		return algebraicJSON{x.Algebraic.Poly().String(), [2]string{iv.Lo.Big().RatString(), iv.Hi.Big().RatString()}, approx}
	}
	return algebraicJSON{"", [2]string{x.Lo.RatString(), x.Hi.RatString()}, x.decimal(digitsJSON)}
}

// middle of the enclosing interval.
func (x Real) middle() *big.Rat {
	m := new(big.Rat).Add(x.Lo, x.Hi)
	return m.Quo(m, big.NewRat(2, 1))
}

// String is the number for a table: p/q, a decimal followed by … , or the interval.
func (x Real) String() string {
	switch {
	case x.Rat != nil:
		return x.Rat.RatString()
	case x.Algebraic != nil:
		s, _ := x.Algebraic.Decimal(digitsText)
		return s + "…"
	}
	lo, hi := x.Lo.RatString(), x.Hi.RatString()
	if len(lo)+len(hi) > longEnds {
		lo, hi = outward(x.Lo, false), outward(x.Hi, true)
	}
	return "(" + lo + ", " + hi + ")"
}

// longEnds is the number of characters beyond which nobody reads the ends of an
// interval as fractions.
const longEnds = 40

// outward is an end of an interval as a decimal that makes the interval no smaller.
func outward(end *big.Rat, up bool) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(digitsText), nil)
	n, rest := new(big.Int).DivMod(new(big.Int).Mul(end.Num(), scale), end.Denom(), new(big.Int))
	if up && rest.Sign() != 0 {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(n, scale).FloatString(digitsText)
}

// decimal is an irrational number rounded, or the middle of the interval.
func (x Real) decimal(digits int) string {
	if x.Algebraic != nil {
		s, _ := x.Algebraic.Decimal(digits)
		return s
	}
	s, _ := exact.AlgebraicRat(exact.RatBig(x.middle())).Decimal(digits)
	return s
}

// Long is String with more digits, and a decimal for an interval as well.
func (x Real) Long() string {
	if x.Rat != nil {
		return x.Rat.RatString()
	}
	return x.decimal(digitsJSON) + "…"
}

// Round is the number itself where it is rational, else a decimal of it.
func (x Real) Round(digits int) *big.Rat {
	if x.Rat != nil {
		return x.Rat
	}
	r, ok := new(big.Rat).SetString(x.decimal(digits))
	if !ok {
		return x.middle()
	}
	return r
}

// IsInterval reports whether an interval is all that is known.
func (x Real) IsInterval() bool { return x.Rat == nil && x.Algebraic == nil }
