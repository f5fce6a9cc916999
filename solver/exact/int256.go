package exact

import (
	"math/big"
	"math/bits"
)

// Int256 is a signed integer in two's complement whose arithmetic wraps modulo
// 2^256; limbs are little-endian. See Int128.
type Int256 [4]uint64

// Int256From converts from int64.
func Int256From(v int64) Int256 {
	s := uint64(v >> 63)
	return Int256{uint64(v), s, s, s}
}

// Sign returns -1, 0 or +1.
func (x *Int256) Sign() int {
	switch {
	case int64(x[3]) < 0:
		return -1
	case x[0]|x[1]|x[2]|x[3] == 0:
		return 0
	}
	return 1
}

// Neg sets z = -x and returns z.
func (z *Int256) Neg(x *Int256) *Int256 { return z.Sub(&Int256{}, x) }

// Sub sets z = x-y modulo 2^256 and returns z.
func (z *Int256) Sub(x, y *Int256) *Int256 {
	var b uint64
	z[0], b = bits.Sub64(x[0], y[0], 0)
	z[1], b = bits.Sub64(x[1], y[1], b)
	z[2], b = bits.Sub64(x[2], y[2], b)
	z[3], _ = bits.Sub64(x[3], y[3], b)
	return z
}

// Mul sets z = x*y modulo 2^256 and returns z. z may alias x or y. The
// schoolbook rows are written out: a loop over limbs is three times slower.
func (z *Int256) Mul(x, y *Int256) *Int256 {
	var r0, r1, r2, r3, c, h, l uint64

	// Row 0.
	h, r0 = bits.Mul64(x[0], y[0])
	r1 = h
	h, l = bits.Mul64(x[0], y[1])
	r1, c = bits.Add64(r1, l, 0)
	r2 = h + c
	h, l = bits.Mul64(x[0], y[2])
	r2, c = bits.Add64(r2, l, 0)
	r3 = h + c + x[0]*y[3]

	// Row 1.
	h, l = bits.Mul64(x[1], y[0])
	r1, c = bits.Add64(r1, l, 0)
	carry := h + c
	h, l = bits.Mul64(x[1], y[1])
	l, c = bits.Add64(l, carry, 0)
	h += c
	r2, c = bits.Add64(r2, l, 0)
	r3 += h + c + x[1]*y[2]

	// Row 2.
	h, l = bits.Mul64(x[2], y[0])
	r2, c = bits.Add64(r2, l, 0)
	r3 += h + c + x[2]*y[1]

	// Row 3.
	r3 += x[3] * y[0]

	z[0], z[1], z[2], z[3] = r0, r1, r2, r3
	return z
}

// Float64 returns x rounded: the relative error is below 2^-50.
func (x *Int256) Float64() float64 {
	if int64(x[3]) < 0 {
		var y Int256
		y.Neg(x)
		return -y.Float64()
	}
	return ((float64(int64(x[3]))*0x1p64+float64(x[2]))*0x1p64+float64(x[1]))*0x1p64 + float64(x[0])
}

// Big returns x as a new big.Int.
func (x *Int256) Big() *big.Int { return bigFromLimbs(x[:]) }

// divisor256 divides exactly by a fixed nonzero number; see divisor128.
type divisor256 struct {
	inv   Int256
	shift uint
}

func newDivisor256(d *Int256) divisor256 {
	var s uint
	for i := range d {
		if d[i] != 0 {
			s = uint(64*i + bits.TrailingZeros64(d[i]))
			break
		}
	}
	odd := *d
	odd.sar(s)
	inv := Int256{inverse64(odd[0])}
	for range 2 { // 64 -> 128 -> 256 correct bits
		var t Int256
		t.Mul(&odd, &inv)
		t.Sub(&Int256{2}, &t)
		inv.Mul(&inv, &t)
	}
	return divisor256{inv, s}
}

// div sets t = t/d, given that d divides t and that the quotient is below
// 2^(255-shift) in absolute value.
func (d *divisor256) div(t *Int256) {
	if d.shift == 0 {
		t.Mul(t, &d.inv)
		return
	}
	t.sar(d.shift)
	t.Mul(t, &d.inv)
	t.shl(d.shift)
	t.sar(d.shift)
}

func (x *Int256) sar(s uint) {
	for ; s >= 64; s -= 64 {
		x[0], x[1], x[2], x[3] = x[1], x[2], x[3], uint64(int64(x[3])>>63)
	}
	if s == 0 {
		return
	}
	r := 64 - s
	x[0] = x[0]>>s | x[1]<<r
	x[1] = x[1]>>s | x[2]<<r
	x[2] = x[2]>>s | x[3]<<r
	x[3] = uint64(int64(x[3]) >> s)
}

func (x *Int256) shl(s uint) {
	for ; s >= 64; s -= 64 {
		x[0], x[1], x[2], x[3] = 0, x[0], x[1], x[2]
	}
	if s == 0 {
		return
	}
	r := 64 - s
	x[3] = x[3]<<s | x[2]>>r
	x[2] = x[2]<<s | x[1]>>r
	x[1] = x[1]<<s | x[0]>>r
	x[0] <<= s
}

// cmpProducts compares a*b with c*d exactly for two's complement operands of
// equal, at most four, limbs.
func cmpProducts(a, b, c, d []uint64) int {
	sab, scd := limbSign(a)*limbSign(b), limbSign(c)*limbSign(d)
	if sab != scd {
		if sab < scd {
			return -1
		}
		return 1
	}
	if sab == 0 {
		return 0
	}
	var p, q [8]uint64
	mulMagnitudes(a, b, &p)
	mulMagnitudes(c, d, &q)
	for i := 2*len(a) - 1; i >= 0; i-- {
		if p[i] != q[i] {
			if p[i] < q[i] {
				return -sab
			}
			return sab
		}
	}
	return 0
}

func limbSign(x []uint64) int {
	if int64(x[len(x)-1]) < 0 {
		return -1
	}
	for _, w := range x {
		if w != 0 {
			return 1
		}
	}
	return 0
}

func mulMagnitudes(x, y []uint64, z *[8]uint64) {
	var ax, ay [4]uint64
	absLimbs(x, &ax)
	absLimbs(y, &ay)
	n := len(x)
	for i := range n {
		var carry uint64
		for j := range n {
			h, l := bits.Mul64(ax[i], ay[j])
			var c uint64
			l, c = bits.Add64(l, carry, 0)
			h += c
			z[i+j], c = bits.Add64(z[i+j], l, 0)
			carry = h + c
		}
		z[i+n] = carry
	}
}

func absLimbs(x []uint64, z *[4]uint64) {
	if int64(x[len(x)-1]) >= 0 {
		copy(z[:], x)
		return
	}
	carry := uint64(1)
	for i, w := range x {
		z[i], carry = bits.Add64(^w, 0, carry)
	}
}
