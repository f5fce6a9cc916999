package exact

import "math/big"

// Simplest returns the rational of least denominator, and among those of least
// absolute value, strictly between lo and hi; a nil end is infinite. lo < hi.
// It walks the Stern-Brocot tree by continued fractions (Graham, Knuth,
// Patashnik 1994, section 4.5): O(log denominator) divisions.
func Simplest(lo, hi *Rat) Rat {
	switch {
	case (lo == nil || lo.Sign() < 0) && (hi == nil || hi.Sign() > 0):
		return Rat{}
	case lo == nil || lo.Sign() < 0: // hi <= 0: reflect
		h := hi.Neg()
		if lo == nil {
			return Simplest(&h, nil).Neg()
		}
		l := lo.Neg()
		return Simplest(&h, &l).Neg()
	}
	return simplestPositive(*lo, hi)
}

// simplestPositive needs lo >= 0.
func simplestPositive(lo Rat, hi *Rat) Rat {
	num, den := lo.NumDenom()
	floor := RatBigInt(new(big.Int).Div(num, den))
	next := floor.Add(RatInt(1))
	if hi == nil || next.Cmp(*hi) < 0 {
		return next
	}
	// floor <= lo < hi <= floor+1: invert the fractional parts.
	l := hi.Sub(floor).Inv()
	var h *Rat
	if f := lo.Sub(floor); !f.IsZero() {
		v := f.Inv()
		h = &v
	}
	return floor.Add(simplestPositive(l, h).Inv())
}
