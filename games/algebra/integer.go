package algebra

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// Int is an immutable integer of any size. It is a machine word while it fits
// and a big.Int beyond; the change is invisible to callers and results are
// demoted as soon as they fit again. The zero value is 0.
type Int struct {
	w int64
	b *big.Int // nil while the value fits w
}

// NewInt returns the integer w.
func NewInt(w int64) Int { return Int{w: w} }

// IntFromBig returns the integer b, which the caller must not change later.
func IntFromBig(b *big.Int) Int {
	if b.IsInt64() {
		return Int{w: b.Int64()}
	}
	return Int{b: b}
}

// Big returns x as a big.Int that must not be changed.
func (x Int) Big() *big.Int {
	if x.b != nil {
		return x.b
	}
	return big.NewInt(x.w)
}

// Int64 returns the value and whether it fits.
func (x Int) Int64() (int64, bool) { return x.w, x.b == nil }

// Sign is -1, 0 or 1.
func (x Int) Sign() int {
	if x.b != nil {
		return x.b.Sign()
	}
	switch {
	case x.w < 0:
		return -1
	case x.w > 0:
		return 1
	}
	return 0
}

// IsOne reports x == 1.
func (x Int) IsOne() bool { return x.b == nil && x.w == 1 }

// Cmp compares x and y.
func (x Int) Cmp(y Int) int {
	if x.b == nil && y.b == nil {
		switch {
		case x.w < y.w:
			return -1
		case x.w > y.w:
			return 1
		}
		return 0
	}
	return x.Big().Cmp(y.Big())
}

// Add returns x + y.
func (x Int) Add(y Int) Int {
	if x.b == nil && y.b == nil {
		s := x.w + y.w
		// Overflow iff the operands share a sign that the sum does not have.
		if (x.w^s)&(y.w^s) >= 0 {
			return Int{w: s}
		}
	}
	return IntFromBig(new(big.Int).Add(x.Big(), y.Big()))
}

// Neg returns -x.
func (x Int) Neg() Int {
	if x.b == nil && x.w != math.MinInt64 {
		return Int{w: -x.w}
	}
	return IntFromBig(new(big.Int).Neg(x.Big()))
}

// Sub returns x - y.
func (x Int) Sub(y Int) Int {
	if x.b == nil && y.b == nil {
		s := x.w - y.w
		if (x.w^y.w)&(x.w^s) >= 0 {
			return Int{w: s}
		}
	}
	return IntFromBig(new(big.Int).Sub(x.Big(), y.Big()))
}

// Mul returns x · y.
func (x Int) Mul(y Int) Int {
	if x.b == nil && y.b == nil {
		if p := x.w * y.w; int64(int32(x.w)) == x.w && int64(int32(y.w)) == y.w {
			return Int{w: p}
		}
		hi, lo := bits.Mul64(absWord(x.w), absWord(y.w))
		if hi == 0 && lo < 1<<63 {
			p := int64(lo)
			if (x.w < 0) != (y.w < 0) {
				p = -p
			}
			return Int{w: p}
		}
	}
	return IntFromBig(new(big.Int).Mul(x.Big(), y.Big()))
}

// Quo returns x / y for a y that divides x; y must not be 0.
func (x Int) Quo(y Int) Int {
	if x.b == nil && y.b == nil && (x.w != math.MinInt64 || y.w != -1) {
		return Int{w: x.w / y.w}
	}
	return IntFromBig(new(big.Int).Quo(x.Big(), y.Big()))
}

// Divides reports whether x divides y; 0 divides only 0.
func (x Int) Divides(y Int) bool {
	if x.Sign() == 0 {
		return y.Sign() == 0
	}
	if x.b == nil && y.b == nil {
		return x.w == -1 || y.w%x.w == 0
	}
	return new(big.Int).Rem(y.Big(), x.Big()).Sign() == 0
}

// GCD returns the non-negative greatest common divisor.
func (x Int) GCD(y Int) Int {
	if x.b == nil && y.b == nil && x.w != math.MinInt64 && y.w != math.MinInt64 {
		a, b := absWord(x.w), absWord(y.w)
		for b != 0 {
			a, b = b, a%b
		}
		return Int{w: int64(a)}
	}
	a, b := new(big.Int).Abs(x.Big()), new(big.Int).Abs(y.Big())
	return IntFromBig(a.GCD(nil, nil, a, b))
}

// Abs returns |x|.
func (x Int) Abs() Int {
	if x.Sign() < 0 {
		return x.Neg()
	}
	return x
}

// BitLen is the length of |x| in bits.
func (x Int) BitLen() int {
	if x.b != nil {
		return x.b.BitLen()
	}
	return bits.Len64(absWord(x.w))
}

// String prints x in decimal.
func (x Int) String() string {
	if x.b == nil {
		return strconv.FormatInt(x.w, 10)
	}
	return x.b.String()
}

// Append appends x in decimal to dst.
func (x Int) Append(dst []byte) []byte {
	if x.b == nil {
		return strconv.AppendInt(dst, x.w, 10)
	}
	return x.b.Append(dst, 10)
}

// size is the length of x in words, at least 1: the unit in which the cost of
// arithmetic with x is estimated.
func (x Int) size() int { return 1 + x.BitLen()/64 }

func absWord(w int64) uint64 {
	if w < 0 {
		return -uint64(w)
	}
	return uint64(w)
}
