package exact

import (
	"context"
	"math/big"
	"strings"
)

// Algebraic is an immutable real algebraic number: a rational, or an irrational
// given as the only root of a square-free integer polynomial in an open interval
// with rational ends. The zero value is 0.
type Algebraic struct {
	p  Univariate // nil for a rational
	iv Interval   // the point itself for a rational
}

// AlgebraicRat returns the rational r.
func AlgebraicRat(r Rat) Algebraic { return Algebraic{iv: Interval{r, r}} }

// Roots returns the distinct real roots of p, ascending. p must not be zero. The
// error is the cause for which the context ended, which it asks at every step.
func Roots(ctx context.Context, p Univariate) ([]Algebraic, error) {
	stop := func() bool { return ctx.Err() != nil }
	sf := p.squareFree(stop)
	ivs := isolateRoots(sf, 1<<30, stop)
	if stop() {
		return nil, context.Cause(ctx)
	}
	out := make([]Algebraic, len(ivs))
	for i, iv := range ivs {
		out[i] = Algebraic{sf, iv}
		if iv.Lo.Cmp(iv.Hi) == 0 {
			out[i].p = nil
		}
	}
	return out, nil
}

// RootIn returns the only root of p in the open interval, which the caller
// vouches for; a rational root is recognised.
func RootIn(p Univariate, iv Interval) Algebraic {
	sf := p.SquareFree()
	if iv = sf.recogniseRational(iv, nil); iv.Lo.Cmp(iv.Hi) == 0 {
		return AlgebraicRat(iv.Lo)
	}
	return Algebraic{sf, iv}
}

// IrrationalIn returns the only root of p in the open interval, for a p that the
// caller knows to be primitive and irreducible of degree two or more: nothing is
// checked, so that nothing is refined.
func IrrationalIn(p Univariate, iv Interval) Algebraic { return Algebraic{p, iv} }

// Rational returns the value and true when a is rational.
func (a Algebraic) Rational() (Rat, bool) { return a.iv.Lo, a.p == nil }

// Poly is a square-free primitive polynomial with root a.
func (a Algebraic) Poly() Univariate {
	if a.p != nil {
		return a.p
	}
	num, den := a.iv.Lo.NumDenom()
	return Univariate{new(big.Int).Neg(num), den}
}

// Interval contains a: the point itself for a rational, otherwise an open
// interval in which a is the only root of Poly.
func (a Algebraic) Interval() Interval { return a.iv }

// Refine returns a with an interval of half the width.
func (a Algebraic) Refine() Algebraic {
	if a.p == nil {
		return a
	}
	return Algebraic{a.p, a.p.Bisect(a.iv)}
}

// RefineTo returns a with an interval of width at most w > 0.
func (a Algebraic) RefineTo(w Rat) Algebraic {
	for a.p != nil && a.iv.Hi.Sub(a.iv.Lo).Cmp(w) > 0 {
		a = a.Refine()
	}
	return a
}

// Sign is the sign of a.
func (a Algebraic) Sign() int { return a.CmpRat(Rat{}) }

// CmpRat compares a with a rational by one evaluation.
func (a Algebraic) CmpRat(r Rat) int {
	if a.p == nil {
		return a.iv.Lo.Cmp(r)
	}
	switch {
	case r.Cmp(a.iv.Lo) <= 0:
		return 1
	case r.Cmp(a.iv.Hi) >= 0:
		return -1
	case a.p.Sign(r) == a.p.Sign(a.iv.Lo): // no root between Lo and r
		return 1
	}
	return -1
}

// Cmp compares a and b exactly: equal numbers share a root of the greatest
// common divisor of their polynomials, different ones are refined apart.
func (a Algebraic) Cmp(b Algebraic) int {
	if b.p == nil {
		return a.CmpRat(b.iv.Lo)
	}
	if a.p == nil {
		return -b.CmpRat(a.iv.Lo)
	}
	for first := true; ; first = false {
		if a.iv.Hi.Cmp(b.iv.Lo) <= 0 {
			return -1
		}
		if b.iv.Hi.Cmp(a.iv.Lo) <= 0 {
			return 1
		}
		if first {
			// The ends of the overlap are roots of neither polynomial or of at
			// most one, hence not of the divisor.
			g := a.p
			if !a.p.Equal(b.p) {
				g = a.p.GCD(b.p)
			}
			lo, hi := a.iv.Lo, a.iv.Hi
			if b.iv.Lo.Cmp(lo) > 0 {
				lo = b.iv.Lo
			}
			if b.iv.Hi.Cmp(hi) < 0 {
				hi = b.iv.Hi
			}
			if g.Degree() > 0 && g.Sign(lo)*g.Sign(hi) < 0 {
				return 0
			}
		}
		a, b = a.Refine(), b.Refine()
	}
}

// filter is the number of refinements after which SignOf tests for zero.
const filter = 4

// SignOf is the sign of q at a.
func (a Algebraic) SignOf(q Univariate) int {
	if a.p == nil {
		return q.Sign(a.iv.Lo)
	}
	if len(q) == 0 {
		return 0
	}
	for range filter { // most signs need no divisor
		if v, ok := a.iv.signOf(q); ok {
			return v
		}
		a = a.Refine()
	}
	g := a.p.GCD(q)
	if g.Degree() > 0 && g.Sign(a.iv.Lo)*g.Sign(a.iv.Hi) < 0 {
		return 0
	}
	// Refine until q has no root left in the interval.
	for {
		if v, ok := a.iv.signOf(q); ok {
			return v
		}
		a = a.Refine()
	}
}

// SignOn is the sign that p has on the whole closed interval if interval
// arithmetic shows one that is not zero, else 0.
func (p Univariate) SignOn(iv Interval) int {
	s, _ := iv.signOf(p)
	return s
}

// signOf is the sign of q on the whole closed interval, if interval arithmetic
// shows one.
func (iv Interval) signOf(q Univariate) (int, bool) {
	lo, hi := Rat{}, Rat{}
	for k := len(q) - 1; k >= 0; k-- {
		lo, hi = mulInterval(lo, hi, iv.Lo, iv.Hi)
		c := RatBigInt(q[k])
		lo, hi = lo.Add(c), hi.Add(c)
	}
	switch {
	case lo.Sign() > 0:
		return 1, true
	case hi.Sign() < 0:
		return -1, true
	case lo.Sign() == 0 && hi.Sign() == 0:
		return 0, true
	}
	return 0, false
}

// mulInterval multiplies closed intervals.
func mulInterval(a, b, c, d Rat) (lo, hi Rat) {
	p := [4]Rat{a.Mul(c), a.Mul(d), b.Mul(c), b.Mul(d)}
	lo, hi = p[0], p[0]
	for _, x := range p[1:] {
		if x.Cmp(lo) < 0 {
			lo = x
		}
		if x.Cmp(hi) > 0 {
			hi = x
		}
	}
	return lo, hi
}

// Neg returns -a.
func (a Algebraic) Neg() Algebraic {
	iv := Interval{a.iv.Hi.Neg(), a.iv.Lo.Neg()}
	if a.p == nil {
		return Algebraic{iv: iv}
	}
	return Algebraic{a.p.reflect().Primitive(), iv}
}

// Decimal returns a rounded to the given number of digits after the point, and
// whether the digits are all of a. Ties cannot occur for an irrational; for a
// rational they round away from zero.
func (a Algebraic) Decimal(digits int) (string, bool) {
	if a.p == nil {
		r := a.iv.Lo.Big()
		s := r.FloatString(digits)
		back, _ := new(big.Rat).SetString(s)
		return trimZeros(s), back.Cmp(r) == 0
	}
	// An irrational is never a tie, so both ends agree in the end.
	for {
		lo, hi := a.iv.Lo.Big().FloatString(digits), a.iv.Hi.Big().FloatString(digits)
		if lo == hi || strings.Trim(lo, "-0.") == "" && strings.Trim(hi, "-0.") == "" {
			return trimMinus(lo), false
		}
		a = a.Refine()
	}
}

func trimZeros(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return trimMinus(s)
}

func trimMinus(s string) string {
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// String prints a rational as p/q and an irrational as ten digits and "…".
func (a Algebraic) String() string {
	if a.p == nil {
		return a.iv.Lo.String()
	}
	s, _ := a.Decimal(10)
	return s + "…"
}
