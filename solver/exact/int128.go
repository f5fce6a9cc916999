package exact

import (
	"math/big"
	"math/bits"
)

// Int128 is a signed integer in two's complement whose arithmetic wraps modulo
// 2^128, as int64 wraps modulo 2^64. The integer pivoting of Tableau needs
// exactly that: it may overflow in the middle of a formula whose final value
// is known, by Hadamard's bound, to fit.
type Int128 struct{ lo, hi uint64 }

// Int128From converts from int64.
func Int128From(v int64) Int128 { return Int128{uint64(v), uint64(v >> 63)} }

// Sign returns -1, 0 or +1.
func (x Int128) Sign() int {
	switch {
	case int64(x.hi) < 0:
		return -1
	case x.hi|x.lo == 0:
		return 0
	}
	return 1
}

// Neg returns -x.
func (x Int128) Neg() Int128 {
	lo, b := bits.Sub64(0, x.lo, 0)
	hi, _ := bits.Sub64(0, x.hi, b)
	return Int128{lo, hi}
}

// Add returns x+y modulo 2^128.
func (x Int128) Add(y Int128) Int128 {
	lo, c := bits.Add64(x.lo, y.lo, 0)
	hi, _ := bits.Add64(x.hi, y.hi, c)
	return Int128{lo, hi}
}

// Sub returns x-y modulo 2^128.
func (x Int128) Sub(y Int128) Int128 {
	lo, b := bits.Sub64(x.lo, y.lo, 0)
	hi, _ := bits.Sub64(x.hi, y.hi, b)
	return Int128{lo, hi}
}

// Mul returns x*y modulo 2^128.
func (x Int128) Mul(y Int128) Int128 {
	hi, lo := bits.Mul64(x.lo, y.lo)
	return Int128{lo, hi + x.hi*y.lo + x.lo*y.hi}
}

// Float64 returns x rounded: the relative error is below 2^-51. Negative
// numbers are negated first, for the high limb of a small one would cancel.
func (x Int128) Float64() float64 {
	if int64(x.hi) < 0 {
		return -x.Neg().Float64()
	}
	return float64(int64(x.hi))*0x1p64 + float64(x.lo)
}

// IsInt64 says whether x fits an int64.
func (x Int128) IsInt64() bool { return int64(x.hi) == int64(x.lo)>>63 }

// Int64 returns the low 64 bits.
func (x Int128) Int64() int64 { return int64(x.lo) }

// Big returns x as a new big.Int.
func (x Int128) Big() *big.Int { return bigFromLimbs([]uint64{x.lo, x.hi}) }

// Cmp compares x and y.
func (x Int128) Cmp(y Int128) int {
	switch {
	case int64(x.hi) < int64(y.hi), x.hi == y.hi && x.lo < y.lo:
		return -1
	case x == y:
		return 0
	}
	return 1
}

// divisor128 divides exactly by a fixed nonzero number: shift out the trailing
// zeros, multiply by the inverse of the odd part modulo 2^128.
type divisor128 struct {
	inv   Int128
	shift uint
}

func newDivisor128(d Int128) divisor128 {
	var s uint
	if d.lo != 0 {
		s = uint(bits.TrailingZeros64(d.lo))
	} else {
		s = 64 + uint(bits.TrailingZeros64(d.hi))
	}
	odd := d.sar(s)
	// The inverse modulo 2^64 is also one Newton step away from modulo 2^128.
	inv := Int128{lo: inverse64(odd.lo)}
	inv = inv.Mul(Int128{lo: 2}.Sub(odd.Mul(inv)))
	return divisor128{inv, s}
}

// div returns t/d, given that d divides t and that the quotient is below
// 2^(127-shift) in absolute value.
func (d divisor128) div(t Int128) Int128 {
	if d.shift == 0 {
		return t.Mul(d.inv)
	}
	return t.sar(d.shift).Mul(d.inv).shl(d.shift).sar(d.shift)
}

func (x Int128) sar(s uint) Int128 {
	if s >= 64 {
		return Int128{uint64(int64(x.hi) >> (s - 64)), uint64(int64(x.hi) >> 63)}
	}
	return Int128{x.lo>>s | x.hi<<(64-s), uint64(int64(x.hi) >> s)}
}

func (x Int128) shl(s uint) Int128 {
	if s >= 64 {
		return Int128{0, x.lo << (s - 64)}
	}
	return Int128{x.lo << s, x.hi<<s | x.lo>>(64-s)}
}

// inverse64 returns the inverse of an odd number modulo 2^64 by Newton's
// iteration, which doubles the number of correct low bits (Warren, Hacker's
// Delight, section 10-16): 5, 10, 20, 40, 80.
func inverse64(d uint64) uint64 {
	x := d*3 ^ 2
	x *= 2 - d*x
	x *= 2 - d*x
	x *= 2 - d*x
	x *= 2 - d*x
	return x
}

// bigFromLimbs converts little-endian two's complement limbs.
func bigFromLimbs(limbs []uint64) *big.Int {
	neg := int64(limbs[len(limbs)-1]) < 0
	words := make([]byte, 8*len(limbs))
	carry := uint64(1)
	for i, w := range limbs {
		if neg {
			w, carry = bits.Add64(^w, 0, carry)
		}
		at := len(words) - 8*(i+1)
		for b := range 8 {
			words[at+b] = byte(w >> (56 - 8*b))
		}
	}
	z := new(big.Int).SetBytes(words)
	if neg {
		z.Neg(z)
	}
	return z
}

// limbsFromBig writes x in little-endian two's complement and says whether it
// fits.
func limbsFromBig(x *big.Int, limbs []uint64) bool {
	if x.BitLen() >= 64*len(limbs) {
		return false
	}
	var mag big.Int
	mag.Abs(x)
	buf := mag.FillBytes(make([]byte, 8*len(limbs)))
	carry := uint64(1)
	for i := range limbs {
		at := len(buf) - 8*(i+1)
		var w uint64
		for b := range 8 {
			w = w<<8 | uint64(buf[at+b])
		}
		if x.Sign() < 0 {
			w, carry = bits.Add64(^w, 0, carry)
		}
		limbs[i] = w
	}
	return true
}
