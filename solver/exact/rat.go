package exact

import (
	"math"
	"math/big"
	"math/bits"
)

// Rat is an immutable rational number. It is a quotient of two machine words
// while it fits and a big.Rat beyond; the change is invisible to callers and
// results are demoted as soon as they fit again. The zero value is 0.
//
// An operation on words costs a few nanoseconds for integers and one or two
// greatest common divisors (Henrici 1956) for proper fractions, and never
// allocates.
type Rat struct {
	n int64
	d int64 // positive, coprime to n; 0 stands for 1 so that the zero Rat is 0
	b *big.Rat
}

// RatInt returns the integer n.
func RatInt(n int64) Rat {
	if n == math.MinInt64 { // its negative is not a word
		return Rat{b: new(big.Rat).SetInt64(n)}
	}
	return Rat{n: n, d: 1}
}

// RatFrac returns n/d; d must not be 0.
func RatFrac(n, d int64) Rat { return RatBig(big.NewRat(n, d)) }

// RatBig returns the value of r.
func RatBig(r *big.Rat) Rat {
	if n, d := r.Num(), r.Denom(); n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64 {
		return Rat{n: n.Int64(), d: d.Int64()}
	}
	return Rat{b: new(big.Rat).Set(r)}
}

// RatBigInt returns the value of n.
func RatBigInt(n *big.Int) Rat {
	if n.IsInt64() {
		return RatInt(n.Int64())
	}
	return Rat{b: new(big.Rat).SetInt(n)}
}

// demote returns r, which the Rat may keep, as words if they hold it.
func demote(r *big.Rat) Rat {
	if n, d := r.Num(), r.Denom(); n.IsInt64() && d.IsInt64() && n.Int64() != math.MinInt64 {
		return Rat{n: n.Int64(), d: d.Int64()}
	}
	return Rat{b: r}
}

func (x Rat) den() int64 {
	if x.d == 0 {
		return 1
	}
	return x.d
}

// BitLen is the length in bits of the longer of numerator and denominator.
func (x Rat) BitLen() int {
	if x.b != nil {
		return max(x.b.Num().BitLen(), x.b.Denom().BitLen())
	}
	n := x.n
	if n < 0 {
		n = -n
	}
	return max(bits.Len64(uint64(n)), bits.Len64(uint64(x.den())))
}

// Big returns x as a new big.Rat.
func (x Rat) Big() *big.Rat {
	if x.b != nil {
		return new(big.Rat).Set(x.b)
	}
	return big.NewRat(x.n, x.den())
}

func (x Rat) shared() *big.Rat {
	if x.b != nil {
		return x.b
	}
	return big.NewRat(x.n, x.den())
}

// NumDenom returns numerator and positive denominator in lowest terms; they must
// not be changed.
func (x Rat) NumDenom() (num, den *big.Int) {
	if x.b != nil {
		return x.b.Num(), x.b.Denom()
	}
	return big.NewInt(x.n), big.NewInt(x.den())
}

// Sign is -1, 0 or 1.
func (x Rat) Sign() int {
	if x.b != nil {
		return x.b.Sign()
	}
	switch {
	case x.n > 0:
		return 1
	case x.n < 0:
		return -1
	}
	return 0
}

// IsZero reports x == 0.
func (x Rat) IsZero() bool { return x.b == nil && x.n == 0 }

// IsInt reports whether x is an integer.
func (x Rat) IsInt() bool {
	if x.b != nil {
		return x.b.IsInt()
	}
	return x.d <= 1
}

// Neg returns -x.
func (x Rat) Neg() Rat {
	if x.b != nil {
		return demote(new(big.Rat).Neg(x.b))
	}
	return Rat{n: -x.n, d: x.d}
}

// Abs returns |x|.
func (x Rat) Abs() Rat {
	if x.Sign() < 0 {
		return x.Neg()
	}
	return x
}

// Add returns x + y.
func (x Rat) Add(y Rat) Rat {
	if x.b == nil && y.b == nil {
		xd, yd := x.den(), y.den()
		if xd == 1 && yd == 1 {
			if s, ok := addWord(x.n, y.n); ok {
				return Rat{n: s, d: 1}
			}
		} else if r, ok := addFrac(x.n, xd, y.n, yd); ok {
			return r
		}
	}
	return demote(new(big.Rat).Add(x.shared(), y.shared()))
}

// addFrac adds with the divisions of Knuth, TAOCP 2, section 4.5.1.
func addFrac(a, b, c, d int64) (Rat, bool) {
	g := gcdWord(b, d)
	bg, dg := b/g, d/g
	u, ok1 := mulWord(a, dg)
	v, ok2 := mulWord(c, bg)
	t, ok3 := addWord(u, v)
	if !ok1 || !ok2 || !ok3 {
		return Rat{}, false
	}
	if t == 0 {
		return Rat{}, true
	}
	h := gcdWord(t, g)
	den, ok := mulWord(bg, d/h)
	if !ok {
		return Rat{}, false
	}
	return Rat{n: t / h, d: den}, true
}

// Sub returns x - y.
func (x Rat) Sub(y Rat) Rat { return x.Add(y.Neg()) }

// Mul returns x · y.
func (x Rat) Mul(y Rat) Rat {
	if x.b == nil && y.b == nil {
		xn, xd, yn, yd := x.n, x.den(), y.n, y.den()
		if xn == 0 || yn == 0 {
			return Rat{}
		}
		if yd > 1 {
			if g := gcdWord(xn, yd); g > 1 {
				xn, yd = xn/g, yd/g
			}
		}
		if xd > 1 {
			if g := gcdWord(yn, xd); g > 1 {
				yn, xd = yn/g, xd/g
			}
		}
		n, ok1 := mulWord(xn, yn)
		d, ok2 := mulWord(xd, yd)
		if ok1 && ok2 {
			return Rat{n: n, d: d}
		}
	}
	return demote(new(big.Rat).Mul(x.shared(), y.shared()))
}

// Inv returns 1/x; x must not be 0.
func (x Rat) Inv() Rat {
	if x.b == nil {
		switch {
		case x.n > 0:
			return Rat{n: x.den(), d: x.n}
		case x.n < 0:
			return Rat{n: -x.den(), d: -x.n}
		}
	}
	return demote(new(big.Rat).Inv(x.shared()))
}

// Quo returns x / y; y must not be 0.
func (x Rat) Quo(y Rat) Rat { return x.Mul(y.Inv()) }

// Cmp compares x and y.
func (x Rat) Cmp(y Rat) int {
	if x.b == nil && y.b == nil {
		xd, yd := x.den(), y.den()
		if xd == yd {
			switch {
			case x.n < y.n:
				return -1
			case x.n > y.n:
				return 1
			}
			return 0
		}
		if sx, sy := x.Sign(), y.Sign(); sx != sy {
			return max(-1, min(1, sx-sy))
		}
		// Both have the same sign, not zero: compare |x.n|·yd with |y.n|·xd.
		ah, al := bits.Mul64(magnitude(x.n), uint64(yd))
		bh, bl := bits.Mul64(magnitude(y.n), uint64(xd))
		c := 0
		switch {
		case ah != bh:
			c = 1
			if ah < bh {
				c = -1
			}
		case al != bl:
			c = 1
			if al < bl {
				c = -1
			}
		}
		return c * x.Sign()
	}
	return x.shared().Cmp(y.shared())
}

// String prints p/q in lowest terms, /1 omitted.
func (x Rat) String() string { return x.shared().RatString() }

func addWord(a, b int64) (int64, bool) {
	s := a + b
	if (a^s)&(b^s) < 0 || s == math.MinInt64 {
		return 0, false
	}
	return s, true
}

func mulWord(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo >= 1<<63 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func gcdWord(a, b int64) int64 {
	x, y := magnitude(a), magnitude(b)
	for y != 0 {
		x, y = y, x%y
	}
	return int64(x)
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
