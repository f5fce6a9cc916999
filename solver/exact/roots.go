package exact

import (
	"math/big"
	"slices"
)

// Interval is an open interval with rational ends, or a single point when the
// ends are equal.
type Interval struct{ Lo, Hi Rat }

// Mul returns the interval of the products of points of iv and o.
func (iv Interval) Mul(o Interval) Interval {
	ends := [4]Rat{iv.Lo.Mul(o.Lo), iv.Lo.Mul(o.Hi), iv.Hi.Mul(o.Lo), iv.Hi.Mul(o.Hi)}
	out := Interval{ends[0], ends[0]}
	for _, e := range ends[1:] {
		if e.Cmp(out.Lo) < 0 {
			out.Lo = e
		}
		if e.Cmp(out.Hi) > 0 {
			out.Hi = e
		}
	}
	return out
}

// stopped says that work is to end, and that nobody will look at the outcome; nil
// never does.
type stopped func() bool

func (s stopped) now() bool { return s != nil && s() }

// isolateRoots returns disjoint intervals, ascending, each with exactly one real
// root of p and all real roots covered: a point where the root is rational, an
// open interval with ends that are not roots otherwise. It is the bisection
// method by Descartes' rule of signs (Collins and Akritas 1976), followed by
// the rational root test, which it does without when the leading coefficient is
// longer than the given number of bits: the test takes that many steps. p must not
// be zero.
func isolateRoots(p Univariate, bits int, stop stopped) []Interval {
	switch p.Degree() {
	case 1:
		r := RatBigInt(p[0]).Quo(RatBigInt(p[1])).Neg()
		return []Interval{{r, r}}
	case 2:
		return quadraticRoots(p)
	}
	p = p.squareFree(stop)
	full := p
	var out []Interval
	if len(p) > 0 && p[0].Sign() == 0 {
		out = append(out, Interval{})
		p = NewUnivariate(p[1:])
	}
	if p.Degree() < 1 {
		return out
	}
	for _, neg := range [2]bool{false, true} {
		q, f := p, full
		if neg {
			q, f = p.reflect(), full.reflect()
		}
		for _, iv := range positiveRoots(q, stop) {
			iv = f.settle(iv, bits, stop) // of full: 0 must not stay an end
			if neg {
				iv = Interval{iv.Hi.Neg(), iv.Lo.Neg()}
			}
			out = append(out, iv)
		}
	}
	slices.SortFunc(out, func(a, b Interval) int { return a.Lo.Cmp(b.Lo) })
	return out
}

// quadraticRoots solves a polynomial of degree 2: with an integer s such that
// s < √D < s+1 the roots lie between (-b ± s)/2a and (-b ± (s+1))/2a.
func quadraticRoots(p Univariate) []Interval {
	a, b, c := p[2], p[1], p[0]
	d := new(big.Int).Mul(b, b)
	d.Sub(d, new(big.Int).Lsh(new(big.Int).Mul(a, c), 2))
	if d.Sign() < 0 {
		return nil
	}
	s := new(big.Int).Sqrt(d)
	root := func(shift *big.Int, minus bool) Rat {
		n := new(big.Int).Neg(b)
		if minus {
			n.Sub(n, shift)
		} else {
			n.Add(n, shift)
		}
		return demote(new(big.Rat).SetFrac(n, new(big.Int).Lsh(a, 1)))
	}
	x, y := root(s, true), root(s, false)
	if d.Sign() == 0 {
		return []Interval{{x, x}}
	}
	var out []Interval
	if new(big.Int).Mul(s, s).Cmp(d) == 0 {
		out = []Interval{{x, x}, {y, y}}
	} else {
		s1 := new(big.Int).Add(s, big.NewInt(1))
		out = []Interval{{root(s1, true), x}, {y, root(s1, false)}}
	}
	if a.Sign() < 0 {
		out[0], out[1] = Interval{out[1].Hi, out[1].Lo}, Interval{out[0].Hi, out[0].Lo}
	}
	return out
}

// reflect returns p(-x).
func (p Univariate) reflect() Univariate {
	out := make([]*big.Int, len(p))
	for k, c := range p {
		out[k] = c
		if k%2 == 1 {
			out[k] = new(big.Int).Neg(c)
		}
	}
	return out
}

// rootBound returns k such that all positive roots are below 2^k (Cauchy's bound
// in the form of Kioustelidis: 2·max |a_i/a_n|^(1/(n-i)) over negative a_i).
func (p Univariate) rootBound() int {
	n := p.Degree()
	lead := p.Lead().BitLen() - 1 // |a_n| >= 2^lead
	k := 0
	first := true
	for i, c := range p[:n] {
		if c.Sign() == 0 || c.Sign() == p.Lead().Sign() {
			continue
		}
		e := c.BitLen() - lead // |a_i/a_n| < 2^e
		d := n - i
		b := e / d
		if e > 0 && e%d != 0 {
			b++
		}
		if first || b > k {
			k, first = b, false
		}
	}
	return k + 1
}

// node01 is a polynomial whose roots in (0,1) are those of the original in
// (c/2^k, (c+1)/2^k)·2^bound.
type node01 struct {
	q []*big.Int
	c *big.Int
	k int
}

// positiveRoots isolates the positive roots of a square-free p with p(0) != 0.
func positiveRoots(p Univariate, stop stopped) []Interval {
	if variations(p) == 0 {
		return nil
	}
	b := p.rootBound()
	var out []Interval
	stack := []node01{{scaleArg(p, b), new(big.Int), 0}}
	for len(stack) > 0 && !stop.now() {
		nd := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch variations(toInfinity(nd.q)) {
		case 0:
			continue
		case 1:
			out = append(out, Interval{dyadic(nd.c, b-nd.k), dyadic(new(big.Int).Add(nd.c, big.NewInt(1)), b-nd.k)})
			continue
		}
		left := halve(nd.q)
		right := shift1(left)
		c2 := new(big.Int).Lsh(nd.c, 1)
		c3 := new(big.Int).Add(c2, big.NewInt(1))
		if right[0].Sign() == 0 { // the midpoint is a root
			m := dyadic(c3, b-nd.k-1)
			out = append(out, Interval{m, m})
			right = right[1:]
		}
		stack = append(stack, node01{right, c3, nd.k + 1}, node01{left, c2, nd.k + 1})
	}
	return out
}

// dyadic is c·2^e.
func dyadic(c *big.Int, e int) Rat {
	if e >= 0 {
		return RatBigInt(new(big.Int).Lsh(c, uint(e)))
	}
	return demote(new(big.Rat).SetFrac(c, new(big.Int).Lsh(big.NewInt(1), uint(-e))))
}

// variations counts the sign changes in a list of coefficients.
func variations(q []*big.Int) int {
	n, last := 0, 0
	for _, c := range q {
		if s := c.Sign(); s != 0 {
			if last != 0 && s != last {
				n++
			}
			last = s
		}
	}
	return n
}

// scaleArg returns p(2^b·x) times a power of two that keeps it integral.
func scaleArg(p Univariate, b int) []*big.Int {
	out := make([]*big.Int, len(p))
	for k, c := range p {
		e := b * k
		if b < 0 {
			e = -b * (len(p) - 1 - k)
		}
		out[k] = new(big.Int).Lsh(c, uint(e))
	}
	return out
}

// halve returns 2^n·q(x/2).
func halve(q []*big.Int) []*big.Int {
	out := make([]*big.Int, len(q))
	for k, c := range q {
		out[k] = new(big.Int).Lsh(c, uint(len(q)-1-k))
	}
	return out
}

// shift1 returns q(x+1), O(n²) additions.
func shift1(q []*big.Int) []*big.Int {
	out := make([]*big.Int, len(q))
	for k, c := range q {
		out[k] = new(big.Int).Set(c)
	}
	for i := range len(out) - 1 {
		for k := len(out) - 2; k >= i; k-- {
			out[k].Add(out[k], out[k+1])
		}
	}
	return out
}

// toInfinity returns (x+1)^n·q(1/(x+1)), which maps (0,1) to (0,∞).
func toInfinity(q []*big.Int) []*big.Int {
	r := slices.Clone(q)
	slices.Reverse(r)
	return shift1(r)
}

// OneInUnit reports that Descartes' rule of signs proves p to have exactly one root,
// and a simple one, between 0 and 1.
func (p Univariate) OneInUnit() bool { return variations(toInfinity(p)) == 1 }

// settle makes the ends of an isolating interval differ from other roots and, if
// that is cheap, recognises a rational root.
func (p Univariate) settle(iv Interval, bits int, stop stopped) Interval {
	if p.Lead().BitLen() <= bits {
		return p.recogniseRational(iv, stop)
	}
	for iv.Lo.Cmp(iv.Hi) != 0 && (p.Sign(iv.Lo) == 0 || p.Sign(iv.Hi) == 0) {
		iv = p.Bisect(iv)
	}
	return iv
}

// recogniseRational shrinks an isolating interval of p until it holds at most
// one fraction whose denominator divides the leading coefficient, tests that
// one, and moves ends that happen to be other roots.
func (p Univariate) recogniseRational(iv Interval, stop stopped) Interval {
	if iv.Lo.Cmp(iv.Hi) == 0 {
		return iv
	}
	lead := RatBigInt(p.Lead()).Abs()
	for p.Sign(iv.Lo) == 0 || p.Sign(iv.Hi) == 0 || iv.Hi.Sub(iv.Lo).Mul(lead).Cmp(RatInt(1)) >= 0 {
		if stop.now() {
			return iv
		}
		if iv = p.Bisect(iv); iv.Lo.Cmp(iv.Hi) == 0 {
			return iv
		}
	}
	// The only candidate is floor(Hi·lead)/lead.
	num, den := iv.Hi.Mul(lead).NumDenom()
	c := RatBigInt(new(big.Int).Div(num, den)).Quo(lead)
	if c.Cmp(iv.Lo) > 0 && c.Cmp(iv.Hi) < 0 && p.Sign(c) == 0 {
		return Interval{c, c}
	}
	return iv
}

// Bisect halves an interval with exactly one root of a square-free p inside; an
// end may be another root.
func (p Univariate) Bisect(iv Interval) Interval {
	m := iv.Lo.Add(iv.Hi).Mul(RatFrac(1, 2))
	sm := p.Sign(m)
	if sm == 0 {
		return Interval{m, m}
	}
	lo := p.signRightOf(iv.Lo)
	if lo != sm {
		return Interval{iv.Lo, m}
	}
	return Interval{m, iv.Hi}
}

// signRightOf is the sign of p just above r: that of the first derivative that
// does not vanish there.
func (p Univariate) signRightOf(r Rat) int {
	for q := p; len(q) > 0; q = q.Derivative() {
		if s := q.Sign(r); s != 0 {
			return s
		}
	}
	return 0
}
