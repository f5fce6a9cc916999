package exact

import (
	"math/big"

	"brink/games/algebra"
)

// wide is a ball whose midpoint has any precision. Its radius is short and always
// rounded up, so a wide encloses what it stands for without tolerances.
type wide struct{ mid, rad *big.Float }

const radiusBits = 32

func newRadius() *big.Float {
	return new(big.Float).SetPrec(radiusBits).SetMode(big.ToPositiveInf)
}

// loss bounds the rounding error of a midpoint: half a unit in its last place.
func loss(x *big.Float) *big.Float {
	r := newRadius()
	if x.Sign() == 0 || x.Acc() == big.Exact {
		return r
	}
	return r.SetMantExp(big.NewFloat(1), x.MantExp(nil)-int(x.Prec()))
}

// upper is |x| rounded up to a radius.
func upper(x *big.Float) *big.Float {
	return newRadius().Set(new(big.Float).Abs(x)) // Abs first: rounding is upwards
}

func (a wide) mul(b wide) wide {
	m := new(big.Float).Mul(a.mid, b.mid)
	r := loss(m)
	if a.rad.Sign() == 0 && b.rad.Sign() == 0 {
		return wide{m, r}
	}
	t := newRadius()
	r.Add(r, t.Mul(upper(a.mid), b.rad))
	t = newRadius()
	r.Add(r, t.Mul(upper(b.mid), a.rad))
	t = newRadius()
	return wide{m, r.Add(r, t.Mul(a.rad, b.rad))}
}

func (a wide) add(b wide) wide {
	m := new(big.Float).Add(a.mid, b.mid)
	r := loss(m)
	r.Add(r, a.rad)
	return wide{m, r.Add(r, b.rad)}
}

// sign reports the sign of all numbers in the ball, if they share one.
func (a wide) sign() (int, bool) {
	if a.rad.Sign() == 0 {
		return a.mid.Sign(), true
	}
	if new(big.Float).Abs(a.mid).Cmp(a.rad) <= 0 {
		return 0, false
	}
	return a.mid.Sign(), true
}

func wideRat(r Rat, prec uint) wide {
	m := new(big.Float).SetPrec(prec).SetRat(r.shared())
	return wide{m, loss(m)}
}

// wideInterval encloses an interval at the given precision.
func wideInterval(iv Interval, prec uint) wide {
	w := wideRat(iv.Lo, prec)
	if d := iv.Hi.Sub(iv.Lo); !d.IsZero() {
		w.rad.Add(w.rad, newRadius().SetRat(d.shared()))
	}
	return w
}

// wideSign evaluates p over the tower with the given precision.
func (t *Tower) wideSign(p algebra.Poly, prec uint) (int, bool) {
	return t.wideValue(p, prec).sign()
}

// wideValue encloses p over the tower.
func (t *Tower) wideValue(p algebra.Poly, prec uint) wide {
	powers := make([][]wide, len(t.coords))
	sum := wide{new(big.Float).SetPrec(prec), newRadius()}
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
	return sum
}

// wideCoeffs encloses the coefficients of p in x over the tower, whose
// coordinates are narrowed to 2^-bits first.
func (t *Tower) wideCoeffs(p algebra.Poly, x algebra.Var, bits int, prec uint) []wide {
	cs := p.Coeffs(x)
	out := make([]wide, len(cs))
	for k, c := range cs {
		t.refineAll(c, bits)
		out[k] = t.wideValue(c, prec)
	}
	return out
}

func valueAt(coeffs []wide, r Rat, prec uint) wide { return evalWide(coeffs, wideRat(r, prec)) }

// evalWide is Horner's rule.
func evalWide(coeffs []wide, x wide) wide {
	v := coeffs[len(coeffs)-1]
	for k := len(coeffs) - 2; k >= 0; k-- {
		v = v.mul(x).add(coeffs[k])
	}
	return v
}
