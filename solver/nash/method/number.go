package method

import (
	"math/big"

	"brink/solver/exact"
)

// Number is a real number in the closed interval from Lo to Hi: exactly Lo when
// the ends are equal, as they are for every rational number. When Algebraic is
// set, it is the same number with a defining polynomial; otherwise the interval
// is all that is known, and can be made as small as one likes by asking for
// more digits (Options.Digits).
type Number struct {
	Lo, Hi    *big.Rat
	Algebraic *exact.Algebraic
}

// RationalNumber returns r as a Number.
func RationalNumber(r *big.Rat) Number { return Number{Lo: r, Hi: r} }

// Rational returns the value and true when the number is rational.
func (x Number) Rational() (*big.Rat, bool) { return x.Lo, x.Lo.Cmp(x.Hi) == 0 }

// Decimal returns the number rounded to the given number of digits after the
// point and whether that is all of it. An enclosure too wide for the digits
// gives those of its middle.
func (x Number) Decimal(digits int) (string, bool) {
	if x.Algebraic != nil {
		return x.Algebraic.Decimal(digits)
	}
	mid := new(big.Rat).Add(x.Lo, x.Hi)
	mid.Quo(mid, big.NewRat(2, 1))
	s, all := exact.AlgebraicRat(exact.RatBig(mid)).Decimal(digits)
	return s, all && x.Lo.Cmp(x.Hi) == 0
}

// String prints a rational as p/q and anything else as ten digits and "…".
func (x Number) String() string {
	if r, ok := x.Rational(); ok {
		return r.RatString()
	}
	s, _ := x.Decimal(10)
	return s + "…"
}

// Irrational holds the probabilities and payoffs of an equilibrium that has
// irrational ones.
type Irrational struct {
	Strategies [][]Number
	Payoffs    []Number
}

// Complement is 1 - x.
func (x Number) Complement() Number {
	one := big.NewRat(1, 1)
	out := Number{Lo: new(big.Rat).Sub(one, x.Hi), Hi: new(big.Rat).Sub(one, x.Lo)}
	if x.Algebraic == nil {
		return out
	}
	// 1 - x is a root of p(1 - x).
	p := x.Algebraic.Poly()
	flipped := exact.Univariate(nil)
	minus := exact.UnivariateInts(1, -1)
	power := exact.UnivariateInts(1)
	sum := make([]*big.Int, len(p))
	for i := range sum {
		sum[i] = new(big.Int)
	}
	for _, c := range p {
		for i, d := range power {
			sum[i].Add(sum[i], new(big.Int).Mul(c, d))
		}
		power = power.Mul(minus)
	}
	flipped = exact.NewUnivariate(sum)
	iv := x.Algebraic.Interval()
	unit := exact.RatInt(1)
	a := exact.RootIn(flipped, exact.Interval{Lo: unit.Sub(iv.Hi), Hi: unit.Sub(iv.Lo)})
	out.Algebraic = &a
	return out
}
