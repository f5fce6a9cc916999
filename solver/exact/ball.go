package exact

import (
	"math"
	"math/big"

	"brink/games/algebra"
)

// ball is a real interval given by a midpoint and a radius in floating point. It
// only ever decides signs that its error bound proves; everything else goes on
// to exact arithmetic.
type ball struct{ mid, rad float64 }

const (
	// ulps covers the rounding of one operation and of the radius itself, with a
	// margin; tiny covers underflow.
	ulps  = 0x1p-50
	tiny  = 0x1p-1000
	whole = math.MaxFloat64
)

// mul multiplies. The conversions keep the compiler from fusing operations.
func (a ball) mul(b ball) ball {
	m := float64(a.mid * b.mid)
	r := float64(math.Abs(a.mid)*b.rad) + float64(math.Abs(b.mid)*a.rad) + float64(a.rad*b.rad)
	return ball{m, float64(r*(1+ulps)) + float64(math.Abs(m)*ulps) + tiny}
}

func (a ball) add(b ball) ball {
	m := float64(a.mid + b.mid)
	return ball{m, float64((a.rad+b.rad)*(1+ulps)) + float64(math.Abs(m)*ulps) + tiny}
}

// sign reports the sign of all numbers in the ball, if they share one that is
// not zero. Overflow shows as an infinity or NaN and decides nothing.
func (a ball) sign() (int, bool) {
	switch {
	case a.mid > a.rad && a.rad < whole && a.mid < whole:
		return 1, true
	case -a.mid > a.rad && a.rad < whole && -a.mid < whole:
		return -1, true
	}
	return 0, false
}

// ballInt encloses n·2^-shift.
func ballInt(n algebra.Int, shift int) ball {
	if w, ok := n.Int64(); ok && shift == 0 {
		return ballWord(w)
	}
	f, _ := new(big.Float).SetMantExp(new(big.Float).SetInt(n.Big()), -shift).Float64()
	return ball{f, float64(math.Abs(f)*ulps) + tiny}
}

// scaleOf is a power of two by which long coefficients are divided lest they
// leave the range of floating point. It does not change signs.
func scaleOf(p algebra.Poly) int {
	n := 0
	for i := range p.Terms() {
		c, _ := p.Term(i)
		n = max(n, c.BitLen())
	}
	if n < 256 {
		return 0
	}
	return n
}

func ballBig(n *big.Int) ball {
	if n.IsInt64() {
		return ballWord(n.Int64())
	}
	f, _ := n.Float64()
	return ball{f, float64(math.Abs(f)*ulps) + tiny}
}

func ballWord(w int64) ball {
	f := float64(w)
	if w > -1<<53 && w < 1<<53 {
		return ball{f, 0}
	}
	return ball{f, float64(math.Abs(f) * ulps)}
}

// ballRat encloses a rational.
func ballRat(x Rat) ball {
	if x.b != nil {
		f, _ := x.b.Float64()
		return ball{f, float64(math.Abs(f)*ulps) + tiny}
	}
	if x.den() == 1 {
		return ballWord(x.n)
	}
	f := float64(float64(x.n) / float64(x.d))
	return ball{f, float64(math.Abs(f)*4*ulps) + tiny}
}

// ballInterval encloses an interval.
func ballInterval(iv Interval) ball {
	lo, hi := ballRat(iv.Lo), ballRat(iv.Hi)
	m := float64(lo.mid/2) + float64(hi.mid/2)
	r := math.Max(math.Abs(hi.mid-m)+hi.rad, math.Abs(lo.mid-m)+lo.rad)
	return ball{m, float64(r*(1+4*ulps)) + float64(math.Abs(m)*ulps) + tiny}
}
