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

// simplestPositive needs lo >= 0. It expands lo and hi in continued fractions
// side by side, as long as they agree, in integers that are never reduced: the
// quotients are the same.
func simplestPositive(lo Rat, hi *Rat) Rat {
	if lo.b == nil && (hi == nil || hi.b == nil) {
		return simplestWords(lo, hi)
	}
	n1, d1 := lo.NumDenom()
	a, b := new(big.Int).Set(n1), new(big.Int).Set(d1)
	var c, d *big.Int
	if hi != nil {
		n2, d2 := hi.NumDenom()
		c, d = new(big.Int).Set(n2), new(big.Int).Set(d2)
	}
	// p/q are the convergents.
	p0, q0, p1, q1 := big.NewInt(0), big.NewInt(1), big.NewInt(1), big.NewInt(0)
	quo, t := new(big.Int), new(big.Int)
	push := func() {
		p0.Add(p0, t.Mul(quo, p1))
		q0.Add(q0, t.Mul(quo, q1))
		p0, p1 = p1, p0
		q0, q1 = q1, q0
	}
	for {
		quo.QuoRem(a, b, a) // a/b = quo + a/b with the new a
		quo.Add(quo, oneInt)
		if c == nil || t.Mul(quo, d).Cmp(c) < 0 { // quo < c/d
			push()
			return demote(new(big.Rat).SetFrac(p1, q1))
		}
		quo.Sub(quo, oneInt)
		push()
		c.Sub(c, t.Mul(quo, d))
		// quo <= a/b < c/d <= quo+1: invert the fractional parts.
		if a.Sign() == 0 {
			a, b = d, c
			c, d = nil, nil
		} else {
			a, b, c, d = d, c, b, a
		}
	}
}

var oneInt = big.NewInt(1)

// simplestWords is simplestPositive for words.
func simplestWords(lo Rat, hi *Rat) Rat {
	floor := RatInt(lo.n / lo.den())
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
