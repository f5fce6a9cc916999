package exact

import "math/big"

// narrowTo narrows the interval of a root over the first n coordinates to width
// w by quadratic interval refinement (Abbott 2014, "Quadratic interval refinement
// for real roots"): the secant guesses in which of N parts the root lies, signs at
// the ends of that part decide, and N is squared on success, so that the number
// of correct digits doubles; bisection is the other resort. All signs come from
// enclosures; a cut too close to the root for their precision is moved aside.
func (t *Tower) narrowTo(r *Root, n int, w Rat) {
	if r.iv.Lo.Cmp(r.iv.Hi) == 0 {
		return
	}
	num, den := w.NumDenom()
	bits := max(den.BitLen()-num.BitLen(), 0) + 32
	// The precision of a float is relative, the width is not: digits before the
	// point come on top.
	whole := max(integerBits(r.iv.Lo), integerBits(r.iv.Hi))
	for ; !t.halt(r.p.Terms()); bits *= 2 {
		prec := uint(2*bits + 64 + whole)
		s := shrinking{t: t, coeffs: t.wideCoeffs(r.p, r.x, bits, prec), prec: prec, sign: r.lo,
			lo: new(big.Float).SetPrec(prec).SetMode(big.ToNegativeInf).SetRat(r.iv.Lo.shared()),
			hi: new(big.Float).SetPrec(prec).SetMode(big.ToPositiveInf).SetRat(r.iv.Hi.shared())}
		done := s.run(new(big.Float).SetPrec(radiusBits).SetMode(big.ToZero).SetRat(w.shared()))
		if s.movedLo {
			q, _ := s.lo.Rat(nil)
			r.iv.Lo = demote(q)
		}
		if s.movedHi {
			q, _ := s.hi.Rat(nil)
			r.iv.Hi = demote(q)
		}
		if done {
			return
		}
	}
}

// integerBits bounds the digits of x before the point.
func integerBits(x Rat) int {
	num, den := x.NumDenom()
	return max(num.BitLen()-den.BitLen()+1, 0)
}

// shrinking is an interval with dyadic ends around one simple root of a polynomial
// given by enclosures of its coefficients. Ends that were not moved yet are
// rounded outwards, by far less than the final width, so that the interval they
// stand for is no wider.
type shrinking struct {
	t                *Tower
	coeffs           []wide
	prec             uint
	sign             int // of the polynomial at the lower end
	lo, hi           *big.Float
	movedLo, movedHi bool
}

// at is the sign of the polynomial at x, if the enclosures tell one other than 0.
func (s *shrinking) at(x *big.Float) (int, bool) {
	g, ok := evalWide(s.coeffs, wide{x, newRadius()}).sign()
	return g, ok && g != 0
}

// moveTo makes x the end on its side of the root.
func (s *shrinking) moveTo(x *big.Float, sign int) {
	if sign == s.sign {
		s.lo.Set(x)
		s.movedLo = true
	} else {
		s.hi.Set(x)
		s.movedHi = true
	}
}

// run narrows as far as the enclosures allow and reports whether that was to the
// target width.
func (s *shrinking) run(target *big.Float) bool {
	width := new(big.Float)
	parts := 2 // log2 of the number of parts of the next guess
	for {
		width.SetPrec(radiusBits).Sub(s.hi, s.lo)
		if width.Cmp(target) < 0 {
			return true
		}
		if s.t.halt(1 + len(s.coeffs)*(1+int(s.prec)/512)/2) {
			return false
		}
		// More parts than the target asks for are of no use.
		gap := width.MantExp(nil) - target.MantExp(nil) + 2
		if k := min(parts, gap); k >= 2 {
			if s.guess(k) {
				parts *= 2
				continue
			}
			parts = max(parts/2, 1)
		} else {
			parts = 2
		}
		if !s.cut(width) {
			return false
		}
	}
}

// guess moves the ends to those of the one of 2^k equal parts in which the secant
// meets zero, if the root lies there; it may move one end otherwise.
func (s *shrinking) guess(k int) bool {
	f := func(x *big.Float) *big.Float {
		v := evalWide(s.coeffs, wide{x, newRadius()}).mid
		return new(big.Float).SetPrec(uint(k) + 32).Abs(v)
	}
	low, high := f(s.lo), f(s.hi)
	sum := new(big.Float).SetPrec(uint(k)+32).Add(low, high)
	if sum.Sign() == 0 {
		return false
	}
	share := new(big.Float).SetPrec(uint(k)+32).Quo(low, sum)
	part, _ := share.SetMantExp(share, k).Int(nil)
	if last := new(big.Int).Lsh(big.NewInt(1), uint(k)); part.Cmp(last) >= 0 {
		part.Sub(last, big.NewInt(1))
	}
	step := new(big.Float).SetPrec(s.prec).Sub(s.hi, s.lo)
	step.SetMantExp(step, -k)
	x := new(big.Float).SetPrec(s.prec).SetInt(part)
	x.Mul(x, step).Add(x, s.lo)
	y := new(big.Float).SetPrec(s.prec).Add(x, step)
	if x.Cmp(y) >= 0 || y.Cmp(s.hi) > 0 {
		return false
	}
	left, right := x.Cmp(s.lo) == 0, y.Cmp(s.hi) == 0
	if !left {
		g, ok := s.at(x)
		if !ok {
			return false
		}
		s.moveTo(x, g)
		if g != s.sign {
			return false
		}
	}
	if !right {
		g, ok := s.at(y)
		if !ok {
			return false
		}
		s.moveTo(y, g)
		return g != s.sign
	}
	return true
}

// cut splits the interval near its middle.
func (s *shrinking) cut(width *big.Float) bool {
	m, f := new(big.Float), new(big.Float)
	for _, c := range cuts {
		f.SetPrec(radiusBits).Mul(width, big.NewFloat(c))
		m.SetPrec(s.prec).Add(s.lo, f)
		if m.Cmp(s.lo) <= 0 || m.Cmp(s.hi) >= 0 {
			return false
		}
		if g, ok := s.at(m); ok {
			s.moveTo(m, g)
			return true
		}
	}
	return false
}

// cuts are the places at which an interval may be cut, in order of preference.
var cuts = [...]float64{0.5, 0.375, 0.625, 0.4375}
