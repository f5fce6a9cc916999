package check

import (
	"math/big"
	"slices"
)

// point is a real algebraic point, one coordinate after the other. All that is
// asked of it is answered by Sturm sequences (Sturm 1829; Tarski 1951; Basu,
// Pollack and Roy 2006, section 2.2): their coefficients are polynomials in the
// coordinates before, of which only signs are needed, which are found in the same
// way.
type point struct {
	*meter
	coords []coordinate
	signs  []map[string]int // by the number of coordinates that matter
}

type coordinate struct {
	v    int
	root *root
}

// root is a real number over a point: a rational, or the only root of a
// polynomial in an open interval at whose ends it does not vanish.
type root struct {
	rat    *big.Rat
	p      poly   // as it was given, in the variables of the point and v
	f      []poly // its coefficients after the rational coordinates, the last not 0
	chain  [][]poly
	v      int
	lo, hi *big.Rat
	atLo   int // the sign at lo
	simple bool
	same   *root // an equal root of another polynomial
}

func rational(r *big.Rat) *root { return &root{rat: r} }

// rep is the root that stands for all equal ones met.
func (r *root) rep() *root {
	for r.same != nil {
		r = r.same
	}
	return r
}

func newPoint(m *meter) *point { return &point{meter: m, signs: make([]map[string]int, 1)} }

func (pt *point) push(v int, r *root) {
	pt.coords = append(pt.coords, coordinate{v, r.rep()})
	for len(pt.signs) <= len(pt.coords) {
		pt.signs = append(pt.signs, nil)
	}
	pt.signs[len(pt.coords)] = nil
}

func (pt *point) pop() { pt.coords = pt.coords[:len(pt.coords)-1] }

// substitute puts the rational ones of the first n coordinates into p.
func (pt *point) substitute(p poly, n int) poly {
	for _, c := range pt.coords[:n] {
		if c.root.rat != nil {
			p = pt.at(p, c.v, c.root.rat)
		}
	}
	return p
}

// sign of p at the first n coordinates, which are all that p depends on.
func (pt *point) sign(p poly, n int) int {
	if k, ok := p.constant(); ok {
		return k.Sign()
	}
	if pt.signs[n] == nil {
		pt.signs[n] = map[string]int{}
	}
	key := p.key()
	if s, ok := pt.signs[n][key]; ok {
		return s
	}
	s := pt.signOf(pt.substitute(p, n), n)
	pt.signs[n][key] = s
	return s
}

// signOf is sign after the rational coordinates are in.
func (pt *point) signOf(p poly, n int) int {
	if k, ok := p.constant(); ok {
		return k.Sign()
	}
	for range 3 {
		lo, hi := pt.enclose(p, n)
		switch {
		case lo.Sign() > 0:
			return 1
		case hi.Sign() < 0:
			return -1
		}
		for k, c := range pt.coords[:n] {
			if c.root.rat == nil && p.degree(c.v) > 0 {
				for range 8 {
					pt.refine(c.root, k)
				}
			}
		}
		p = pt.substitute(p, n) // a refinement may have found a rational
		if k, ok := p.constant(); ok {
			return k.Sign()
		}
	}
	// Tarski's query: over the roots of f in the interval, of which there is one,
	// the signs of p add up to the sign variations lost by the sequence of f and
	// f'·p.
	k := n - 1
	for k >= 0 && p.degree(pt.coords[k].v) == 0 {
		k--
	}
	if k < 0 {
		panic(gaveUp{"a sign depends on a coordinate that is not there"})
	}
	r := pt.coords[k].root
	g := pt.rem(p.coeffs(r.v), r.f, k)
	if len(g) == 0 {
		return 0
	}
	d := derivative(r.f)
	chain := pt.sequence(r.f, pt.rem(pt.product(d, g), r.f, k), k)
	return pt.variations(chain, r.lo, k) - pt.variations(chain, r.hi, k)
}

// enclose evaluates p on the intervals of the coordinates, times a power of 2. The
// ends are rounded outwards to multiples of a power of 1/2 that is small against
// every interval, so that no fraction has to be cancelled.
func (pt *point) enclose(p poly, n int) (lo, hi *big.Int) {
	pt.spend(4 * len(p))
	var ends [][2]*big.Int // by coordinate; nil where p does not depend on it
	bits, degree := uint(8), 0
	for _, c := range pt.coords[:n] {
		if d := p.degree(c.v); d > 0 {
			degree += d
			w := new(big.Rat).Sub(c.root.hi, c.root.lo)
			bits = max(bits, uint(max(8+w.Denom().BitLen()-w.Num().BitLen(), 0)))
		}
	}
	for _, c := range pt.coords[:n] {
		if p.degree(c.v) == 0 {
			ends = append(ends, [2]*big.Int{})
			continue
		}
		down := func(x *big.Rat) *big.Int {
			k := new(big.Int).Lsh(x.Num(), bits)
			return k.Div(k, x.Denom()) // rounds down, as the denominator is positive
		}
		up := down(c.root.hi)
		ends = append(ends, [2]*big.Int{down(c.root.lo), up.Add(up, big.NewInt(1))})
	}
	lo, hi = new(big.Int), new(big.Int)
	for _, t := range p {
		a, b, rest := t.c, t.c, degree
		for k, c := range pt.coords[:n] {
			for range exponent(t.mono, c.v) {
				a, b = times(a, b, ends[k][0], ends[k][1])
				rest--
			}
		}
		lo.Add(lo, new(big.Int).Lsh(a, bits*uint(rest)))
		hi.Add(hi, new(big.Int).Lsh(b, bits*uint(rest)))
	}
	return lo, hi
}

// times multiplies two intervals.
func times(a, b, c, d *big.Int) (lo, hi *big.Int) {
	for _, x := range [2]*big.Int{a, b} {
		for _, y := range [2]*big.Int{c, d} {
			z := new(big.Int).Mul(x, y)
			if lo == nil || z.Cmp(lo) < 0 {
				lo = z
			}
			if hi == nil || z.Cmp(hi) > 0 {
				hi = z
			}
		}
	}
	return lo, hi
}

// trim drops leading coefficients that vanish at the first n coordinates.
func (pt *point) trim(f []poly, n int) []poly {
	for len(f) > 0 && pt.sign(f[len(f)-1], n) == 0 {
		f = f[:len(f)-1]
	}
	return f
}

func derivative(f []poly) []poly {
	out := make([]poly, 0, len(f))
	for k := 1; k < len(f); k++ {
		out = append(out, f[k].scale(big.NewInt(int64(k))))
	}
	return out
}

func (pt *point) product(f, g []poly) []poly {
	out := make([]poly, len(f)+len(g)-1)
	for i := range f {
		for j := range g {
			out[i+j] = pt.add(out[i+j], pt.mul(f[i], g[j]), 1)
		}
	}
	return out
}

// rem is a positive multiple of the remainder of f by g, whose last coefficient
// does not vanish at the first n coordinates; nothing when that is 0.
func (pt *point) rem(f, g []poly, n int) []poly {
	f = pt.trim(slices.Clone(f), n)
	lead := g[len(g)-1]
	sign := pt.sign(lead, n)
	for len(f) >= len(g) {
		top := f[len(f)-1]
		shift := len(f) - len(g)
		next := make([]poly, len(f)-1)
		for i := range next {
			next[i] = pt.mul(f[i], lead)
			if j := i - shift; j >= 0 {
				next[i] = pt.add(next[i], pt.mul(top, g[j]), -1)
			}
			if sign < 0 {
				next[i] = next[i].neg()
			}
		}
		f = pt.trim(pt.reduce(next, n), n)
	}
	return f
}

// reduce replaces coefficients by others with the same values at the first n
// coordinates, but for a common positive factor: of lower degree, and shorter.
func (pt *point) reduce(f []poly, n int) []poly {
	for k := n - 1; k >= 0; k-- {
		r := pt.coords[k].root
		if r.rat != nil {
			continue
		}
		lead, ok := r.f[len(r.f)-1].constant()
		if !ok {
			continue
		}
		most := 0
		for _, c := range f {
			most = max(most, c.degree(r.v))
		}
		times := most - len(r.f) + 2
		if times <= 0 {
			continue
		}
		g := pt.fromCoeffs(r.f, r.v)
		for i, c := range f {
			// c·lead^times minus a multiple of g.
			left := times
			for d := c.degree(r.v); d >= len(r.f)-1; d = c.degree(r.v) {
				top := c.coeffs(r.v)[d]
				c = pt.add(c.scale(lead), pt.mul(pt.mul(top, variable(r.v, d-len(r.f)+1)), g), -1)
				left--
			}
			c = c.scale(new(big.Int).Exp(lead, big.NewInt(int64(left)), nil))
			if lead.Sign() < 0 && times%2 == 1 {
				c = c.neg()
			}
			f[i] = c
		}
	}
	content := new(big.Int)
	for _, c := range f {
		for _, t := range c {
			content.GCD(nil, nil, content, new(big.Int).Abs(t.c))
		}
	}
	if content.Sign() == 0 || content.IsInt64() && content.Int64() == 1 {
		return f
	}
	for i, c := range f {
		out := make(poly, len(c))
		for j, t := range c {
			out[j] = term{t.mono, new(big.Int).Quo(t.c, content)}
		}
		f[i] = out
	}
	return f
}

// sequence is the signed remainder sequence of f and g, up to positive factors.
func (pt *point) sequence(f, g []poly, n int) [][]poly {
	out := [][]poly{f}
	for len(g) > 0 {
		out = append(out, g)
		r := pt.rem(f, g, n)
		for i := range r {
			r[i] = r[i].neg()
		}
		f, g = g, r
	}
	return out
}

// value is f at a rational, times a positive number.
func (pt *point) value(f []poly, x *big.Rat) poly {
	if x.Sign() == 0 {
		return f[0]
	}
	var out poly
	scale := big.NewInt(1)
	for k := len(f) - 1; k >= 0; k-- {
		out = pt.add(out.scale(x.Num()), f[k].scale(scale), 1)
		scale = new(big.Int).Mul(scale, x.Denom())
	}
	return out
}

func (pt *point) signAt(f []poly, x *big.Rat, n int) int { return pt.sign(pt.value(f, x), n) }

// variations counts the sign changes of a sequence at a rational.
func (pt *point) variations(chain [][]poly, x *big.Rat, n int) int {
	return changes(chain, func(f []poly) int { return pt.signAt(f, x, n) })
}

// atInfinity counts them at -∞ (side < 0) or +∞.
func (pt *point) atInfinity(chain [][]poly, side, n int) int {
	return changes(chain, func(f []poly) int {
		s := pt.sign(f[len(f)-1], n)
		if side < 0 && len(f)%2 == 0 {
			s = -s
		}
		return s
	})
}

func changes(chain [][]poly, sign func([]poly) int) int {
	n, last := 0, 0
	for _, f := range chain {
		s := sign(f)
		if s != 0 && last != 0 && s != last {
			n++
		}
		if s != 0 {
			last = s
		}
	}
	return n
}

// roots isolates the real roots of p in v over the point, in rising order. A
// polynomial that vanishes for all values of v has none.
func (pt *point) roots(p poly, v int) []*root {
	n := len(pt.coords)
	f := pt.trim(pt.substitute(p, n).coeffs(v), n)
	if len(f) < 2 {
		return nil
	}
	f = pt.reduce(slices.Clone(f), n)
	if len(f) == 2 {
		a, okA := f[0].constant()
		b, okB := f[1].constant()
		if okA && okB {
			r := new(big.Rat).SetFrac(a, b)
			return []*root{rational(r.Neg(r))}
		}
	}
	is := &isolation{pt: pt, n: n, r: root{p: p, f: f, v: v, chain: pt.sequence(f, derivative(f), n)}}
	left, right := pt.atInfinity(is.r.chain, -1, n), pt.atInfinity(is.r.chain, 1, n)
	if left == right {
		return nil
	}
	for b := big.NewInt(1); ; b = new(big.Int).Lsh(b, 1) {
		lo, hi := new(big.Rat).SetInt(new(big.Int).Neg(b)), new(big.Rat).SetInt(b)
		if pt.signAt(f, lo, n) != 0 && pt.signAt(f, hi, n) != 0 &&
			pt.variations(is.r.chain, lo, n) == left && pt.variations(is.r.chain, hi, n) == right {
			is.between(lo, hi, left, right)
			return is.out
		}
	}
}

// isolation collects the roots of one polynomial.
type isolation struct {
	pt  *point
	n   int
	r   root
	out []*root
}

// between isolates the roots in an interval whose ends are none.
func (is *isolation) between(lo, hi *big.Rat, atLo, atHi int) {
	pt, f := is.pt, is.r.f
	switch atLo - atHi {
	case 0:
		return
	case 1:
		r := is.r
		r.lo, r.hi = lo, hi
		r.atLo = pt.signAt(f, lo, is.n)
		r.simple = r.atLo*pt.signAt(f, hi, is.n) < 0
		pt.rationalRoot(&r, is.n)
		is.out = append(is.out, &r)
		return
	}
	mid := middle(lo, hi)
	if pt.signAt(f, mid, is.n) != 0 {
		at := pt.variations(is.r.chain, mid, is.n)
		is.between(lo, mid, atLo, at)
		is.between(mid, hi, at, atHi)
		return
	}
	// Step aside from the root in the middle.
	for w := new(big.Rat).Sub(mid, lo); ; {
		w.Mul(w, big.NewRat(1, 4))
		a, b := new(big.Rat).Sub(mid, w), new(big.Rat).Add(mid, w)
		if pt.signAt(f, a, is.n) == 0 || pt.signAt(f, b, is.n) == 0 {
			continue
		}
		atA, atB := pt.variations(is.r.chain, a, is.n), pt.variations(is.r.chain, b, is.n)
		if atA-atB != 1 {
			continue
		}
		is.between(lo, a, atLo, atA)
		is.out = append(is.out, rational(mid))
		is.between(b, hi, atB, atHi)
		return
	}
}

func middle(a, b *big.Rat) *big.Rat {
	m := new(big.Rat).Add(a, b)
	return m.Mul(m, big.NewRat(1, 2))
}

// rationalRoot finds out whether a root of a polynomial with small integer
// coefficients is rational: a multiple of 1 over the last one.
func (pt *point) rationalRoot(r *root, n int) {
	var lead *big.Int
	for k, c := range r.f {
		c, ok := c.constant()
		if !ok {
			return
		}
		if lead = c; k == len(r.f)-1 && c.BitLen() > 32 {
			return
		}
	}
	width := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Abs(lead))
	for r.rat == nil && new(big.Rat).Sub(r.hi, r.lo).Cmp(width) >= 0 {
		pt.refine(r, n)
	}
	if r.rat != nil {
		return
	}
	// The only multiple in the interval is the first above lo.
	x := new(big.Rat).Mul(r.lo, new(big.Rat).SetInt(new(big.Int).Abs(lead)))
	k := new(big.Int).Div(x.Num(), x.Denom())
	x.SetFrac(k.Add(k, big.NewInt(1)), new(big.Int).Abs(lead))
	if x.Cmp(r.hi) < 0 && pt.signAt(r.f, x, n) == 0 {
		r.rat = x
	}
}

// refine halves the interval of a root over the first n coordinates.
func (pt *point) refine(r *root, n int) {
	if r.rat != nil {
		return
	}
	mid := middle(r.lo, r.hi)
	s := pt.signAt(r.f, mid, n)
	switch {
	case s == 0:
		r.rat = mid
	case pt.before(r, mid, s, n):
		r.hi = mid
	default:
		r.lo, r.atLo = mid, s
	}
}

// before reports whether a root lies before x, which is in its interval and at
// which its polynomial has sign s, not 0.
func (pt *point) before(r *root, x *big.Rat, s, n int) bool {
	if r.simple {
		return s != r.atLo
	}
	return pt.variations(r.chain, r.lo, n) != pt.variations(r.chain, x, n)
}

// cmpRat compares a root over the first n coordinates with a rational.
func (pt *point) cmpRat(r *root, x *big.Rat, n int) int {
	if r = r.rep(); r.rat != nil {
		return r.rat.Cmp(x)
	}
	switch {
	case x.Cmp(r.lo) <= 0:
		return 1
	case x.Cmp(r.hi) >= 0:
		return -1
	}
	s := pt.signAt(r.f, x, n)
	switch {
	case s == 0:
		r.rat = x
		return 0
	case pt.before(r, x, s, n):
		r.hi = x
		return -1
	}
	r.lo, r.atLo = x, s
	return 1
}

// cmp compares two roots over the point.
func (pt *point) cmp(a, b *root) int {
	n := len(pt.coords)
	a, b = a.rep(), b.rep()
	if a == b {
		return 0
	}
	if b.rat != nil {
		return pt.cmpRat(a, b.rat, n)
	}
	if a.rat != nil {
		return -pt.cmpRat(b, a.rat, n)
	}
	common := false // whether a is a root of b's polynomial too
	for round := 0; ; round++ {
		switch {
		case a.rat != nil:
			return -pt.cmpRat(b, a.rat, n)
		case b.rat != nil:
			return pt.cmpRat(a, b.rat, n)
		case a.hi.Cmp(b.lo) <= 0:
			return -1
		case b.hi.Cmp(a.lo) <= 0:
			return 1
		case common && a.lo.Cmp(b.lo) >= 0 && a.hi.Cmp(b.hi) <= 0:
			a.same = b
			return 0
		}
		if round == 6 {
			pt.push(a.v, a)
			common = pt.sign(b.p, n+1) == 0
			pt.pop()
			if a.rat != nil || b.rat != nil {
				continue
			}
		}
		pt.refine(a, n)
		if !common {
			pt.refine(b, n)
		}
	}
}

// between returns a rational between two roots over the point; nil is infinite.
func (pt *point) between(lo, hi *root) *big.Rat {
	n := len(pt.coords)
	switch {
	case lo == nil && hi == nil:
		return new(big.Rat)
	case lo == nil:
		return new(big.Rat).Sub(floor(hi.rep()), big.NewRat(1, 1))
	case hi == nil:
		return new(big.Rat).Add(ceiling(lo.rep()), big.NewRat(1, 1))
	}
	lo, hi = lo.rep(), hi.rep()
	for {
		a, b := ceiling(lo), floor(hi)
		switch d := a.Cmp(b); {
		case d < 0:
			return middle(a, b)
		case d == 0 && lo.rat == nil && hi.rat == nil:
			return a
		}
		pt.refine(lo, n)
		pt.refine(hi, n)
	}
}

func floor(r *root) *big.Rat {
	if r.rat != nil {
		return r.rat
	}
	return r.lo
}

func ceiling(r *root) *big.Rat {
	if r.rat != nil {
		return r.rat
	}
	return r.hi
}
