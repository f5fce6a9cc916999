package exact

import (
	"math"
	"math/big"
)

// FloatInterval is a closed interval with floating-point ends. Every operation
// returns an interval that contains all results for operands in the intervals:
// the ends are rounded to nearest and then moved outward to the neighbouring
// floating-point number, which costs a few integer instructions and is wider
// than directed rounding by at most one unit in the last place (Rump, Ogita,
// Oishi, "Interval arithmetic with fixed rounding mode", NOLTA 7 (2016)).
// Ends may be infinite. The zero value is the point 0.
//
// Products are written float64(a*b), which forbids the compiler to fuse them
// with an addition, so that results do not depend on the machine.
type FloatInterval struct{ Lo, Hi float64 }

// FloatPoint is the interval that holds x alone. x must be finite.
func FloatPoint(x float64) FloatInterval { return FloatInterval{x, x} }

// FloatHull is the least interval that contains r.
func FloatHull(r *big.Rat) FloatInterval {
	f, _ := r.Float64()
	iv := FloatInterval{f, f}
	switch c := cmpFloatRat(f, r); {
	case c > 0:
		iv.Lo = below(f)
	case c < 0:
		iv.Hi = above(f)
	}
	return iv
}

// cmpFloatRat compares f, which may be infinite, with r.
func cmpFloatRat(f float64, r *big.Rat) int {
	if math.IsInf(f, 0) {
		return int(math.Copysign(1, f))
	}
	return new(big.Rat).SetFloat64(f).Cmp(r)
}

// above is the next floating-point number up; +Inf stays.
func above(x float64) float64 {
	switch {
	case x > 0:
		if x > math.MaxFloat64 {
			return x
		}
		return math.Float64frombits(math.Float64bits(x) + 1)
	case x < 0:
		return math.Float64frombits(math.Float64bits(x) - 1)
	}
	return math.SmallestNonzeroFloat64
}

// below is the next floating-point number down; -Inf stays.
func below(x float64) float64 { return -above(-x) }

// outward makes an interval of rounded ends; NaN, from infinite ends, becomes
// the whole line.
func outward(lo, hi float64) FloatInterval {
	if lo != lo || hi != hi {
		return FloatInterval{math.Inf(-1), math.Inf(1)}
	}
	return FloatInterval{below(lo), above(hi)}
}

// Add returns x + y.
func (x FloatInterval) Add(y FloatInterval) FloatInterval { return outward(x.Lo+y.Lo, x.Hi+y.Hi) }

// Sub returns x - y.
func (x FloatInterval) Sub(y FloatInterval) FloatInterval { return outward(x.Lo-y.Hi, x.Hi-y.Lo) }

// Neg returns -x, exactly.
func (x FloatInterval) Neg() FloatInterval { return FloatInterval{-x.Hi, -x.Lo} }

// Mul returns x · y.
func (x FloatInterval) Mul(y FloatInterval) FloatInterval {
	a, b := float64(x.Lo*y.Lo), float64(x.Lo*y.Hi)
	c, d := float64(x.Hi*y.Lo), float64(x.Hi*y.Hi)
	return outward(min(a, b, c, d), max(a, b, c, d))
}

// Mag is the largest absolute value in x.
func (x FloatInterval) Mag() float64 { return max(-x.Lo, x.Hi) }

// Sign is the sign of all numbers in x, and whether they have one.
func (x FloatInterval) Sign() (sign int, ok bool) {
	switch {
	case x.Lo > 0:
		return 1, true
	case x.Hi < 0:
		return -1, true
	case x.Lo == 0 && x.Hi == 0:
		return 0, true
	}
	return 0, false
}
