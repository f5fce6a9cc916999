package exact

import (
	"math"
	"math/big"

	"brink/games/expr"
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

func ballInt(n expr.Int) ball {
	if w, ok := n.Int64(); ok {
		return ballWord(w)
	}
	f, _ := n.Big().Float64()
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

// wide is a ball with a midpoint of any precision. Its radius is absolute; what
// is below the range of a float64 decides nothing.
type wide struct {
	mid *big.Float
	rad float64
}

// loss bounds the rounding error of a result at the given precision.
func loss(x *big.Float) float64 {
	if x.Sign() == 0 {
		return tiny
	}
	return float64(math.Ldexp(1, x.MantExp(nil)-int(x.Prec()))) + tiny
}

func magnitudeOf(x *big.Float) float64 {
	f, _ := new(big.Float).Abs(x).Float64()
	return float64(f*(1+ulps)) + tiny
}

func (a wide) mul(b wide) wide {
	m := new(big.Float).Mul(a.mid, b.mid)
	r := float64(magnitudeOf(a.mid)*b.rad) + float64(magnitudeOf(b.mid)*a.rad) + float64(a.rad*b.rad)
	return wide{m, float64(r*(1+4*ulps)) + loss(m)}
}

func (a wide) add(b wide) wide {
	m := new(big.Float).Add(a.mid, b.mid)
	return wide{m, float64((a.rad+b.rad)*(1+4*ulps)) + loss(m)}
}

func (a wide) sign() (int, bool) {
	if !(a.rad < whole) || a.mid.IsInf() {
		return 0, false
	}
	if m := new(big.Float).Abs(a.mid); m.Cmp(big.NewFloat(a.rad)) <= 0 {
		return 0, false
	}
	return a.mid.Sign(), true
}

// wideInterval encloses an interval at the given precision.
func wideInterval(iv Interval, prec uint) wide {
	lo := new(big.Float).SetPrec(prec).SetRat(iv.Lo.shared())
	hi := new(big.Float).SetPrec(prec).SetRat(iv.Hi.shared())
	w := magnitudeOf(new(big.Float).Sub(hi, lo))
	return wide{lo, float64(w*(1+4*ulps)) + 2*loss(lo) + 2*loss(hi)}
}

// wideSign evaluates p over the tower with the given precision.
func (t *Tower) wideSign(p expr.Poly, prec uint) (int, bool) {
	powers := make([][]wide, len(t.coords))
	sum := wide{new(big.Float).SetPrec(prec), 0}
	for i := range p.Terms() {
		c, e := p.Term(i)
		cf := new(big.Float).SetPrec(prec).SetInt(c.Big())
		m := wide{cf, loss(cf)}
		for k := range t.coords {
			co := &t.coords[k]
			if co.v >= len(e) || e[co.v] == 0 {
				continue
			}
			if powers[k] == nil {
				iv := Interval{co.rat, co.rat}
				if co.root != nil {
					iv = co.root.iv
				}
				powers[k] = []wide{wideInterval(iv, prec)}
			}
			for len(powers[k]) < int(e[co.v]) {
				powers[k] = append(powers[k], powers[k][len(powers[k])-1].mul(powers[k][0]))
			}
			m = m.mul(powers[k][e[co.v]-1])
		}
		sum = sum.add(m)
	}
	return sum.sign()
}
