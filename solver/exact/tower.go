package exact

import (
	"math/big"

	"brink/games/algebra"
)

// Tower is a real algebraic point built coordinate by coordinate: each is a
// rational, or a root of a polynomial whose coefficients are polynomials in the
// coordinates before it. No primitive element is ever computed; zero tests are
// greatest common divisors over the part of the tower below (dynamic evaluation:
// Della Dora, Dicrescenzo and Duval 1985), and defining polynomials shrink as
// the tests split them.
//
// A Tower is a stack. Its methods refine intervals and split polynomials behind
// the scenes, so one Tower must not be used by two goroutines at once.
type Tower struct {
	coords []coord
	// Spend, if not nil, is charged units of about a microsecond's work; once it
	// says false, methods return at once with meaningless results and Stopped
	// reports true.
	Spend   func(units int) bool
	stopped bool
}

type coord struct {
	v      algebra.Var
	rat    Rat
	root   *Root  // nil for a rational coordinate
	powers []ball // enclosures of v, v², …
	seen   Interval
}

// Root is a real root of a polynomial over a tower: an exact rational, or the
// only root of P in an open interval at whose ends P does not vanish.
type Root struct {
	x  algebra.Var
	p  algebra.Poly // rational coordinates substituted
	iv Interval
	lo int // sign of p at iv.Lo
	// iso is an early and wide isolating interval. Signs at its ends are cheap,
	// those at the ends of a narrow interval are not.
	iso Interval
}

// Interval contains the root: the point itself when it is known to be rational.
func (r *Root) Interval() Interval { return r.iv }

// Rational returns the value of a root that is known to be rational.
func (r *Root) Rational() (Rat, bool) { return r.iv.Lo, r.iv.Lo.Cmp(r.iv.Hi) == 0 }

// Isolating is an interval with short ends that holds no other root of Poly.
func (r *Root) Isolating() Interval { return r.iso }

// Poly is the polynomial of which r is a root, over the tower's irrational
// coordinates.
func (r *Root) Poly() algebra.Poly { return r.p }

// Stopped reports whether Spend ended a computation; all results since then are
// meaningless.
func (t *Tower) Stopped() bool { return t.stopped }

// halt charges work and reports whether to stop.
func (t *Tower) halt(units int) bool {
	if !t.stopped && t.Spend != nil && !t.Spend(units) {
		t.stopped = true
	}
	return t.stopped
}

// Len is the number of coordinates.
func (t *Tower) Len() int { return len(t.coords) }

// PushRat appends the coordinate v = r.
func (t *Tower) PushRat(v algebra.Var, r Rat) { t.coords = append(t.coords, coord{v: v, rat: r}) }

// PushRoot appends the coordinate v = r for a root over the present tower.
func (t *Tower) PushRoot(v algebra.Var, r *Root) {
	if q, ok := r.Rational(); ok {
		t.PushRat(v, q)
		return
	}
	c := *r
	t.coords = append(t.coords, coord{v: v, root: &c})
}

// Pop removes the last coordinate.
func (t *Tower) Pop() { t.coords = t.coords[:len(t.coords)-1] }

// Coordinate returns coordinate i: its variable, and its value as a rational or
// as a root over the coordinates before it.
func (t *Tower) Coordinate(i int) (v algebra.Var, r Rat, root *Root) {
	c := t.coords[i]
	return c.v, c.rat, c.root
}

// Restrict substitutes the rational coordinates. The result is p times a
// positive number, in the irrational coordinates and variables not in the tower.
func (t *Tower) Restrict(p algebra.Poly) algebra.Poly {
	for _, c := range t.coords {
		if c.root == nil && p.Has(c.v) {
			p = p.At(c.v, c.rat.shared())
		}
	}
	return shrink(p)
}

// shrink divides by the content, which is positive.
func shrink(p algebra.Poly) algebra.Poly {
	q, k := p.Primitive()
	if k.Sign() < 0 {
		return q.Neg()
	}
	return q
}

// Sign is the sign of p at the point, which must cover the variables of p.
func (t *Tower) Sign(p algebra.Poly) int {
	if s, ok := t.ballSign(p); ok {
		return s
	}
	t.halt(1 + p.Terms()*len(t.coords)/4)
	return t.sign(t.Restrict(p), len(t.coords))
}

// ballSign evaluates p in floating point with error bounds.
func (t *Tower) ballSign(p algebra.Poly) (int, bool) {
	var sum ball
	shift := scaleOf(p)
	for i := range p.Terms() {
		c, e := p.Term(i)
		m := ballInt(c, shift)
		for k := range t.coords {
			if co := &t.coords[k]; co.v < len(e) && e[co.v] > 0 {
				m = m.mul(co.power(int(e[co.v])))
			}
		}
		sum = sum.add(m)
	}
	return sum.sign()
}

// power encloses v^n, n > 0.
func (c *coord) power(n int) ball {
	iv := Interval{c.rat, c.rat}
	if c.root != nil {
		iv = c.root.iv
	}
	if len(c.powers) == 0 || c.seen != iv {
		c.powers, c.seen = append(c.powers[:0], ballInterval(iv)), iv
	}
	for len(c.powers) < n {
		c.powers = append(c.powers, c.powers[len(c.powers)-1].mul(c.powers[0]))
	}
	return c.powers[n-1]
}

// top is the highest irrational coordinate below n that p depends on, or -1.
func (t *Tower) top(p algebra.Poly, n int) int {
	for k := n - 1; k >= 0; k-- {
		if c := &t.coords[k]; c.root != nil && p.Has(c.v) {
			return k
		}
	}
	return -1
}

// narrow is the width in bits to which intervals are refined in the hope that
// floating point decides, before the exact zero test is made.
const narrow = 40

func (t *Tower) sign(p algebra.Poly, n int) int {
	if k, ok := p.Const(); ok {
		return k.Sign()
	}
	if s, ok := t.intervalSign(p); ok {
		return s
	}
	t.halt(1 + p.Terms())
	for bits := narrow / 2; bits <= narrow; bits += narrow / 2 {
		t.refineAll(p, bits)
		if s, ok := t.intervalSign(p); ok {
			return s
		}
	}
	if t.deep(p) {
		if s, ok := t.evidence(p); ok {
			return s
		}
	}
	if t.isZero(p, n) {
		return 0
	}
	for bits := 2 * narrow; !t.halt(1 + p.Terms()*(1+bits/512)); bits *= 2 {
		t.refineAll(p, bits)
		if s, ok := t.wideSign(p, uint(2*bits)); ok {
			return s
		}
	}
	return 0
}

// evidence looks for the sign of p numerically, with the more digits the longer
// the coefficients are: where the zero test is dear, most tests that are not met
// with zero should not get there.
func (t *Tower) evidence(p algebra.Poly) (int, bool) {
	limit := 8*narrow + 2*p.CoefficientBits()
	for bits := 2 * narrow; bits <= limit && !t.halt(1+p.Terms()*(1+bits/512)); bits *= 2 {
		t.refineAll(p, bits)
		if s, ok := t.wideSign(p, uint(2*bits)); ok {
			return s, true
		}
	}
	return 0, false
}

// deep reports whether p depends on an irrational coordinate that is itself
// defined over another.
func (t *Tower) deep(p algebra.Poly) bool {
	n := 0
	for k := range t.coords {
		if c := &t.coords[k]; c.root != nil && p.Has(c.v) {
			if n++; n > 1 || !onlyVar(c.root.p, c.v) {
				return true
			}
		}
	}
	return false
}

// refineAll narrows the intervals of the coordinates that p depends on to width
// 2^-bits.
func (t *Tower) refineAll(p algebra.Poly, bits int) {
	w := dyadic(big.NewInt(1), -bits)
	for k := range t.coords {
		if c := &t.coords[k]; c.root != nil && p.Has(c.v) {
			t.RefineCoordinate(k, w)
		}
	}
}

// refine halves the interval of a root over the first n coordinates.
func (t *Tower) refine(r *Root, n int) {
	t.narrowTo(r, n, r.iv.Hi.Sub(r.iv.Lo).Mul(half))
}

var half = RatFrac(1, 2)

// intervalSign looks for the sign of p on the box of intervals in floating point
// and, where the coordinates of p are all rational by now, exactly.
func (t *Tower) intervalSign(p algebra.Poly) (int, bool) {
	if s, ok := t.ballSign(p); ok {
		return s, true
	}
	for k := range t.coords {
		if c := &t.coords[k]; c.root != nil && p.Has(c.v) {
			if _, ok := c.root.Rational(); !ok {
				return 0, false
			}
		}
	}
	return t.exactSign(p)
}

// exactSign evaluates p where all its coordinates are rational.
func (t *Tower) exactSign(p algebra.Poly) (int, bool) {
	var sum Rat
	for i := range p.Terms() {
		c, e := p.Term(i)
		m := ratOf(c)
		for k := range t.coords {
			co := &t.coords[k]
			if co.v < len(e) && e[co.v] > 0 {
				v := co.rat
				if co.root != nil {
					v = co.root.iv.Lo
				}
				m = m.Mul(powRat(v, int(e[co.v])))
			}
		}
		sum = sum.Add(m)
	}
	return sum.Sign(), true
}

func ratOf(n algebra.Int) Rat {
	if w, ok := n.Int64(); ok {
		return RatInt(w)
	}
	return RatBigInt(n.Big())
}

func powRat(x Rat, n int) Rat {
	r := RatInt(1)
	for range n {
		r = r.Mul(x)
	}
	return r
}

// isZero decides p = 0 over the first n coordinates.
func (t *Tower) isZero(p algebra.Poly, n int) bool {
	if p.IsConst() {
		return p.IsZero()
	}
	k := t.top(p, n)
	if k < 0 || t.halt(1) {
		return false
	}
	r := t.coords[k].root
	if q, ok := r.Rational(); ok { // refinement found the value
		t.coords[k] = coord{v: t.coords[k].v, rat: q}
		return t.isZero(shrink(p.At(r.x, q.shared())), n)
	}
	var g, rest algebra.Poly
	if t.top(p, k) < 0 && t.top(r.p, k) < 0 && onlyVar(p, r.x) && onlyVar(r.p, r.x) {
		t.halt(1 + p.Terms() + r.p.Terms())
		g = algebra.GCD(p, r.p)
		rest, _ = r.p.DivExact(g)
	} else {
		g, rest = t.gcdCofactor(r.p, p, r.x, k)
	}
	if g.Degree(r.x) == 0 || t.stopped {
		return false
	}
	if t.changes(g, r.x, r.iso, k) {
		t.replace(r, g, k)
		return true
	}
	t.replace(r, rest, k)
	return false
}

func onlyVar(p algebra.Poly, x algebra.Var) bool {
	vs := p.Vars()
	return len(vs) == 1 && vs[0] == x
}

// replace gives a root another defining polynomial.
func (t *Tower) replace(r *Root, p algebra.Poly, n int) {
	if lo := t.sign(shrink(p.At(r.x, r.iso.Lo.shared())), n); !t.stopped {
		r.p, r.lo = p, lo // no root between the lower ends
	}
}

// changes reports whether p, which has no root at the ends, has different signs
// there.
func (t *Tower) changes(p algebra.Poly, x algebra.Var, iv Interval, n int) bool {
	return t.sign(shrink(p.At(x, iv.Lo.shared())), n)*t.sign(shrink(p.At(x, iv.Hi.shared())), n) < 0
}

// strip removes the leading coefficients in x that vanish over the first n
// coordinates.
func (t *Tower) strip(p algebra.Poly, x algebra.Var, n int) algebra.Poly {
	for p.Degree(x) > 0 || !p.IsZero() {
		cs := p.Coeffs(x)
		d := len(cs) - 1
		if _, ok := cs[d].Const(); ok && !cs[d].IsZero() {
			return p
		}
		if !t.vanishes(cs[d], n) || t.stopped {
			return p
		}
		p = algebra.FromCoeffs(x, cs[:d])
	}
	return p
}

// vanishes is a zero test that tries intervals first.
func (t *Tower) vanishes(p algebra.Poly, n int) bool {
	if s, ok := t.intervalSign(p); ok {
		return s == 0
	}
	if t.deep(p) {
		if s, ok := t.evidence(p); ok {
			return s == 0
		}
	}
	return t.isZero(shrink(p), n)
}

// reduce replaces p by a multiple modulo the defining polynomials of the first n
// coordinates. The factor is not zero; it is positive if keepSign.
func (t *Tower) reduce(p algebra.Poly, n int, keepSign bool) algebra.Poly {
	for k := n - 1; k >= 0; k-- {
		r := t.coords[k].root
		if r == nil {
			if p.Has(t.coords[k].v) {
				p = p.At(t.coords[k].v, t.coords[k].rat.shared())
			}
			continue
		}
		if q, ok := r.Rational(); ok {
			p = p.At(r.x, q.shared())
			continue
		}
		d, m := r.p.Degree(r.x), p.Degree(r.x)
		if m < d {
			continue
		}
		lc := r.p.LeadCoeff(r.x)
		p = t.pseudoRem(p, r.p, r.x)
		if keepSign && (m-d+1)%2 == 1 && t.sign(shrink(lc), k) < 0 {
			p = p.Neg()
		}
		p = shrink(p)
	}
	return p
}

// pseudoRem is lc(q)^(deg p - deg q + 1)·p modulo q in x. The coefficients may
// grow to any size on the way, so every step is charged.
func (t *Tower) pseudoRem(p, q algebra.Poly, x algebra.Var) algebra.Poly {
	a, b := p.Coeffs(x), q.Coeffs(x)
	n := len(b) - 1
	lc := b[n]
	for m := len(a) - 1; m >= n; m-- {
		top := a[m]
		a = a[:m]
		for j := range a {
			if t.halt(mulCost(a[j], lc)) {
				return algebra.Poly{}
			}
			a[j] = a[j].Mul(lc)
			if i := j - (m - n); i >= 0 {
				if t.halt(mulCost(top, b[i])) {
					return algebra.Poly{}
				}
				a[j] = a[j].Sub(top.Mul(b[i]))
			}
		}
	}
	return algebra.FromCoeffs(x, a)
}

// mulCost is the cost of a product in microseconds, to charge for it; small
// products are free, they are part of the work charged elsewhere.
func mulCost(p, q algebra.Poly) int {
	if p.IsZero() || q.IsZero() {
		return 0
	}
	words := (1 + p.Lead().BitLen()/64) * (1 + q.Lead().BitLen()/64)
	return p.Terms() * q.Terms() * (20 + words) / 1000
}

// RatRoot returns the rational r as a root.
func RatRoot(r Rat) *Root { return &Root{iv: Interval{r, r}} }

// RefineCoordinate narrows the interval of irrational coordinate k to width at
// most w > 0 and returns it; a rational coordinate is a point.
func (t *Tower) RefineCoordinate(k int, w Rat) Interval {
	c := t.coords[k]
	if c.root == nil {
		return Interval{c.rat, c.rat}
	}
	t.narrowTo(c.root, k, w)
	return c.root.iv
}

// Without returns a copy of the tower without the coordinate of v, on which no
// other coordinate may depend.
func (t *Tower) Without(v algebra.Var) *Tower {
	c := &Tower{}
	for _, x := range t.coords {
		switch {
		case x.v == v:
		case x.root == nil:
			c.PushRat(x.v, x.rat)
		default:
			c.PushRoot(x.v, x.root)
		}
	}
	return c
}
