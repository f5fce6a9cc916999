package exact

import (
	"math/big"
	"slices"

	"brink/games/algebra"
)

// Effective returns p with the rational coordinates substituted and without the
// leading coefficients in x that vanish at the point: its degree in x is the
// degree of p there; zero means that p vanishes identically in x.
func (t *Tower) Effective(p algebra.Poly, x algebra.Var) algebra.Poly {
	return t.strip(t.Restrict(p), x, len(t.coords))
}

// Roots returns the distinct real roots in x of p at the point, ascending, or
// none and false when p vanishes identically there.
func (t *Tower) Roots(p algebra.Poly, x algebra.Var) ([]*Root, bool) {
	q := t.Effective(p, x)
	if q.IsZero() {
		return nil, false
	}
	if q.Degree(x) == 0 || t.stopped {
		return nil, true
	}
	if u, ok := ToUnivariate(q, x); ok {
		t.halt(5 * u.Degree() * u.Degree() * (1 + q.CoefficientBits()/256))
		return t.rationalRoots(u, x), true
	}
	if rs, ok := t.descartesRoots(q, x, little); ok || t.stopped {
		return rs, true
	}
	return t.sturmRoots(q, x), true
}

// ToUnivariate converts a polynomial in x alone.
func ToUnivariate(p algebra.Poly, x algebra.Var) (Univariate, bool) {
	u := make([]*big.Int, p.Degree(x)+1)
	for i := range u {
		u[i] = new(big.Int)
	}
	for i := range p.Terms() {
		c, e := p.Term(i)
		k := 0
		for v, n := range e {
			if v == x {
				k = int(n)
			} else if n > 0 {
				return nil, false
			}
		}
		u[k].Set(c.Big())
	}
	return NewUnivariate(u), true
}

// FromUnivariate is the inverse of ToUnivariate.
func FromUnivariate(u Univariate, x algebra.Var) algebra.Poly {
	cs := make([]algebra.Poly, len(u))
	for k, c := range u {
		cs[k] = algebra.Constant(algebra.IntFromBig(new(big.Int).Set(c)))
	}
	return algebra.FromCoeffs(x, cs)
}

// rationalRoots isolates the roots of a polynomial with rational coefficients; none
// once the tower has stopped.
func (t *Tower) rationalRoots(u Univariate, x algebra.Var) []*Root {
	step := u.Degree() * u.Degree() / 64 // additions of a shift, in microseconds
	stop := func() bool { return t.halt(step) }
	sf := u.squareFree(stop)
	ivs := isolateRoots(sf, 24, stop)
	if t.stopped {
		return nil
	}
	p := FromUnivariate(sf, x)
	out := make([]*Root, len(ivs))
	for i, iv := range ivs {
		out[i] = &Root{x: x, p: p, iv: iv, lo: sf.Sign(iv.Lo), iso: iv}
	}
	return out
}

// sturmRoots isolates the roots of a polynomial with irrational coefficients by
// Sturm's theorem. Its leading coefficient does not vanish at the point.
func (t *Tower) sturmRoots(p algebra.Poly, x algebra.Var) []*Root {
	n := len(t.coords)
	p = t.reduce(p, n, false)
	_, p = t.gcdCofactor(p, p.Derivative(x), x, n)
	p = t.normalise(t.strip(p, x, n), x)
	if rs, ok := t.descartesRoots(p, x, much); ok || t.stopped {
		return rs
	}
	chain := t.sturmChain(p, x)
	if t.stopped {
		return nil
	}
	vary := func(r Rat) (count int, zero bool) {
		last := 0
		for i, q := range chain {
			s := t.sign(shrink(q.At(x, r.shared())), n)
			if i == 0 && s == 0 {
				zero = true
			}
			if s != 0 {
				if last != 0 && s != last {
					count++
				}
				last = s
			}
		}
		return count, zero
	}
	b := t.rootBound(p, x)
	type piece struct {
		iv     Interval
		vl, vh int
	}
	vl, _ := vary(b.Neg())
	vh, _ := vary(b)
	stack := []piece{{Interval{b.Neg(), b}, vl, vh}}
	var out []*Root
	for len(stack) > 0 && !t.halt(2) {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch pc.vl - pc.vh {
		case 0:
			continue
		case 1:
			lo := t.sign(shrink(p.At(x, pc.iv.Lo.shared())), n)
			out = append(out, &Root{x: x, p: p, iv: pc.iv, lo: lo, iso: pc.iv})
			continue
		}
		m, vm := t.cut(pc.iv, vary)
		if t.stopped {
			break
		}
		stack = append(stack, piece{Interval{pc.iv.Lo, m}, pc.vl, vm}, piece{Interval{m, pc.iv.Hi}, vm, pc.vh})
	}
	slices.SortFunc(out, func(a, b *Root) int { return a.iv.Lo.Cmp(b.iv.Lo) })
	for _, r := range out {
		t.guess(r)
	}
	return out
}

// cut finds a point near the middle of an interval that is not a root.
func (t *Tower) cut(iv Interval, vary func(Rat) (int, bool)) (Rat, int) {
	w := iv.Hi.Sub(iv.Lo)
	f := half
	for {
		m := iv.Lo.Add(w.Mul(f))
		if v, zero := vary(m); !zero || t.stopped {
			return m, v
		}
		f = f.Mul(RatFrac(3, 4))
	}
}

// guess recognises a rational root of small denominator where the polynomial
// vanishes there for algebraic reasons alone, and makes an interval smaller
// otherwise.
func (t *Tower) guess(r *Root) {
	for range 4 {
		if _, ok := r.Rational(); ok || t.halt(2) {
			return
		}
		c := Simplest(&r.iv.Lo, &r.iv.Hi)
		p := r.p.At(r.x, c.shared())
		if p.IsZero() {
			r.iv = Interval{c, c}
			return
		}
		t.refineAll(p, narrow)
		s, ok := t.intervalSign(shrink(p))
		if !ok {
			s, ok = t.wideSign(p, 4*narrow)
		}
		switch {
		case !ok:
			return
		case s == 0:
			r.iv = Interval{c, c}
		case s == r.lo:
			r.iv.Lo = c
		default:
			r.iv.Hi = c
		}
	}
}

// sturmChain returns the signed remainder sequence of p and its derivative at
// the point, up to positive factors.
func (t *Tower) sturmChain(p algebra.Poly, x algebra.Var) []algebra.Poly {
	n := len(t.coords)
	chain := []algebra.Poly{p, t.strip(t.reduce(p.Derivative(x), n, true), x, n)}
	for !t.halt(10) {
		a, b := chain[len(chain)-2], chain[len(chain)-1]
		if b.Degree(x) == 0 {
			break
		}
		lc := t.sign(shrink(b.LeadCoeff(x)), n)
		r := t.pseudoRem(a, b, x) // lc^(δ+1)·a - q·b
		if lc > 0 || (a.Degree(x)-b.Degree(x)+1)%2 == 0 {
			r = r.Neg()
		}
		r = t.strip(t.reduce(shrink(r), n, true), x, n)
		if r.IsZero() {
			break
		}
		chain = append(chain, r)
	}
	return chain
}

// rootBound is a power of two above the absolute values of all roots (Cauchy).
func (t *Tower) rootBound(p algebra.Poly, x algebra.Var) Rat {
	for bits := narrow; !t.halt(p.Terms()); bits *= 2 {
		cs := t.wideCoeffs(p, x, bits, uint(2*bits))
		lead := cs[len(cs)-1]
		low := newRadius().SetMode(big.ToZero).Abs(lead.mid)
		if low.Sub(low, lead.rad).Sign() <= 0 {
			continue
		}
		high := newRadius()
		for _, c := range cs[:len(cs)-1] {
			if m := newRadius().Add(upper(c.mid), c.rad); m.Cmp(high) > 0 {
				high = m
			}
		}
		k := 1
		if q := newRadius().Quo(high, low); q.Sign() > 0 {
			k = max(q.MantExp(nil), 0) + 1 // 1 + q <= 2^k
		}
		return dyadic(big.NewInt(1), k)
	}
	return RatInt(1)
}

// CmpRat compares a root over the present tower with a rational.
func (t *Tower) CmpRat(r *Root, q Rat) int {
	switch {
	case r.iv.Lo.Cmp(r.iv.Hi) == 0:
		return r.iv.Lo.Cmp(q)
	case q.Cmp(r.iv.Lo) <= 0:
		return 1
	case q.Cmp(r.iv.Hi) >= 0:
		return -1
	}
	switch s := t.sign(shrink(r.p.At(r.x, q.shared())), len(t.coords)); s {
	case 0:
		r.iv = Interval{q, q}
		return 0
	case r.lo:
		r.iv.Lo = q
		return 1
	}
	r.iv.Hi = q
	return -1
}

// Cmp compares two roots over the present tower.
func (t *Tower) Cmp(a, b *Root) int {
	if a == b {
		return 0
	}
	if q, ok := b.Rational(); ok {
		return t.CmpRat(a, q)
	}
	if q, ok := a.Rational(); ok {
		return -t.CmpRat(b, q)
	}
	n := len(t.coords)
	tested := false
	for !t.halt(2) {
		if a.iv.Hi.Cmp(b.iv.Lo) <= 0 {
			return -1
		}
		if b.iv.Hi.Cmp(a.iv.Lo) <= 0 {
			return 1
		}
		if !tested {
			tested = true
			g := t.gcd(a.p, b.p, a.x, n)
			if g.Degree(a.x) > 0 {
				// In either isolating interval g has at most the root that is
				// isolated, and the ends of the overlap are not roots of both.
				if t.changes(g, a.x, a.iso.overlap(b.iso), n) {
					return 0
				}
			}
		}
		t.refine(a, n)
		t.refine(b, n)
		if _, ok := a.Rational(); ok {
			return t.Cmp(a, b)
		}
		if _, ok := b.Rational(); ok {
			return t.Cmp(a, b)
		}
	}
	return 0
}

// Refine halves the interval of a root over the present tower.
func (t *Tower) Refine(r *Root) { t.refine(r, len(t.coords)) }

// Between returns a simple rational strictly between two roots a < b over the
// present tower; nil is infinite.
func (t *Tower) Between(a, b *Root) Rat {
	if a == nil || b == nil {
		var lo, hi *Rat
		if a != nil {
			lo = &a.iv.Hi
		}
		if b != nil {
			hi = &b.iv.Lo
		}
		return Simplest(lo, hi)
	}
	for !t.halt(2) {
		gap := b.iv.Lo.Sub(a.iv.Hi)
		if gap.Sign() > 0 && gap.Mul(RatInt(4)).Cmp(b.iv.Hi.Sub(a.iv.Lo)) >= 0 {
			return Simplest(&a.iv.Hi, &b.iv.Lo)
		}
		t.refine(a, len(t.coords))
		t.refine(b, len(t.coords))
	}
	return Rat{}
}

// overlap is the intersection of two intervals that share a point.
func (iv Interval) overlap(o Interval) Interval {
	if o.Lo.Cmp(iv.Lo) > 0 {
		iv.Lo = o.Lo
	}
	if o.Hi.Cmp(iv.Hi) < 0 {
		iv.Hi = o.Hi
	}
	return iv
}
