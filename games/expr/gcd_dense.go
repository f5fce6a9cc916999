package expr

import (
	"math/big"
	"slices"
)

// denseGCD computes the greatest common divisor of primitive polynomials in the
// same variables by evaluation and interpolation, after Brown, "On Euclid's
// algorithm and the computation of polynomial greatest common divisors", J. ACM
// 18 (1971).
//
// With g the leading coefficient of gcd(p, q) in a main variable, and γ the gcd
// of the leading coefficients of p and q, the multiple (γ/g)·gcd(p, q) is
// determined by its images in one variable at a grid of points for the others,
// each scaled to have leading coefficient γ. It is interpolated modulo primes of
// 61 bits and lifted by the Chinese remainder theorem; its primitive part is
// accepted when it divides p and q. Since an image is never of smaller degree
// than the gcd, a divisor of that degree is the gcd.
//
// A grid has Π (bound[v] + deg γ in v + 1) points over the other variables v,
// and each costs O(terms + degree²); ok is false when the effort runs out.
func denseGCD(p, q Poly, bound []uint16, e *effort) (_ Poly, ok bool) {
	// The variable of highest degree is main: it multiplies no points.
	main := 0
	for v, d := range bound {
		if d > bound[main] {
			main = v
		}
	}
	content, ok := gcdAll(Poly{}, append(p.Coeffs(main), q.Coeffs(main)...), e)
	if !ok {
		return Poly{}, false
	}
	if !content.isOne() {
		p, q = p.mustDiv(content), q.mustDiv(content)
		bound = slices.Clone(bound)
		for v := range bound {
			bound[v] -= min(bound[v], uint16(content.Degree(v)))
		}
	}
	lead, ok := gcd(p.LeadCoeff(main), q.LeadCoeff(main), e)
	if !ok {
		return Poly{}, false
	}
	g := grid{main: main, deg: int(bound[main])}
	size := 1
	for v, d := range bound {
		// A variable of the operands that the gcd lacks still needs a value.
		if n := int(d) + lead.Degree(v) + 1; v != main && (n > 1 || p.Has(v) || q.Has(v)) {
			g.vars, g.nodes = append(g.vars, v), append(g.nodes, n)
			if size *= n; size > 1<<30 {
				return Poly{}, false
			}
		}
	}
	g.p, g.q, g.lead = g.prepare(p), g.prepare(q), g.prepare(lead)
	var sum residues
	for f, attempt := (field{mersenne61}), 0; ; attempt++ {
		if attempt == maxAttempts {
			f, attempt = f.previous(), 0
		}
		if !e.spend(size * (len(p.c) + len(q.c) + (g.deg+1)*(g.deg+1))) {
			return Poly{}, false
		}
		deg := g.deg
		image, ok := g.image(f, attempt)
		if g.deg < deg { // a smaller degree proves the earlier images unlucky
			sum = residues{}
		}
		if g.deg == 0 {
			return content, true
		}
		if !ok {
			continue
		}
		first := sum.modulus == nil
		stable := sum.join(f, image)
		attempt = maxAttempts - 1 // this prime has served
		if !first && !stable {
			continue
		}
		cand, ok := g.poly(sum.values).primitiveIn(main, e)
		if !ok {
			return Poly{}, false
		}
		if _, ok := p.DivExact(cand); ok {
			if _, ok := q.DivExact(cand); ok {
				return cand.Mul(content), true
			}
		}
	}
}

// maxAttempts is how many grids are tried modulo one prime. A grid is unlucky
// with probability below points · degree / 2^61, so a second attempt is already
// a sign that the prime itself divides something it should not.
const maxAttempts = 3

// primitiveIn divides by the content in v and makes the leading coefficient
// positive.
func (p Poly) primitiveIn(v Var, e *effort) (Poly, bool) {
	c, ok := gcdAll(Poly{}, p.Coeffs(v), e)
	if !ok {
		return Poly{}, false
	}
	if p.Lead().Sign() < 0 {
		c = c.Neg()
	}
	return p.mustDiv(c), true
}

// previous returns the field of the next smaller prime.
func (f field) previous() field {
	p := f.p - 2
	for !new(big.Int).SetUint64(p).ProbablyPrime(0) { // exact below 2^64
		p -= 2
	}
	return field{p}
}

// grid is the plan of the evaluations: coordinate i of a point belongs to
// vars[i] and takes nodes[i] consecutive values.
type grid struct {
	main       Var
	deg        int // of the gcd in main, as far as known
	vars       []Var
	nodes      []int
	p, q, lead staged

	f     field
	start []uint64 // first value of each coordinate
	inv   []uint64 // inverses of 1, 2, …
}

// staged is a polynomial ready to be evaluated one variable at a time: stage i
// holds for each of its terms the exponent of vars[i] and the index of the term
// it joins once that variable has a value. After the last stage, terms are
// indexed by the exponent of the main variable.
type staged struct {
	c      []Int
	stages []stage
	deg    int // in the main variable
}

type stage struct {
	exp  []uint16
	to   []int32
	size int // number of terms after the stage
}

func (g *grid) prepare(p Poly) staged {
	at := func(i int, v Var) uint16 {
		if v >= p.nv {
			return 0
		}
		return p.exp[i*p.nv+v]
	}
	// Last variable first, so that terms that will join are neighbours.
	idx := make([]int, len(p.c))
	for i := range idx {
		idx[i] = i
	}
	slices.SortFunc(idx, func(a, b int) int {
		if x, y := at(a, g.main), at(b, g.main); x != y {
			return int(x) - int(y)
		}
		for k := len(g.vars) - 1; k >= 0; k-- {
			if x, y := at(a, g.vars[k]), at(b, g.vars[k]); x != y {
				return int(x) - int(y)
			}
		}
		return 0
	})
	s := staged{deg: p.Degree(g.main)}
	for _, i := range idx {
		s.c = append(s.c, p.c[i])
	}
	for k, v := range g.vars {
		st := stage{exp: make([]uint16, len(idx)), to: make([]int32, len(idx))}
		var kept []int
		for n, i := range idx {
			same := n > 0 && at(i, g.main) == at(idx[n-1], g.main)
			for _, u := range g.vars[k+1:] {
				same = same && at(i, u) == at(idx[n-1], u)
			}
			if !same {
				kept = append(kept, i)
			}
			st.exp[n], st.to[n] = at(i, v), int32(len(kept)-1)
		}
		st.size = len(kept)
		s.stages = append(s.stages, st)
		idx = kept
	}
	// The last index is the exponent of the main variable itself.
	last := stage{to: make([]int32, len(idx)), size: s.deg + 1}
	for n, i := range idx {
		last.to[n] = int32(at(i, g.main))
	}
	s.stages = append(s.stages, last)
	return s
}

// residues of the coefficients, one stage further, at value x.
func (st stage) at(f field, c []uint64, x uint64) []uint64 {
	out := make([]uint64, st.size)
	if st.exp == nil {
		for i, t := range c {
			out[st.to[i]] = t
		}
		return out
	}
	powers := make([]uint64, 1, 8)
	powers[0] = 1
	for i, t := range c {
		for int(st.exp[i]) >= len(powers) {
			powers = append(powers, f.mul(powers[len(powers)-1], x))
		}
		if e := st.exp[i]; e > 0 {
			t = f.mul(t, powers[e])
		}
		out[st.to[i]] = f.add(out[st.to[i]], t)
	}
	return out
}

// image returns the coefficients modulo f of the multiple of the gcd, over the
// exponents of the grid's variables, first variable slowest, and main fastest.
// It lowers g.deg and fails when an image has smaller degree, and fails when a
// point is unlucky.
func (g *grid) image(f field, attempt int) ([]uint64, bool) {
	g.f = f
	g.start = g.start[:0]
	longest := 1
	for i, v := range g.vars {
		g.start = append(g.start, f.point(v, attempt+1))
		longest = max(longest, g.nodes[i])
	}
	g.inv = append(g.inv[:0], 0, 1)
	for i := uint64(2); int(i) < longest; i++ {
		g.inv = append(g.inv, f.mul(f.p-f.p/i, g.inv[f.p%i]))
	}
	size := g.deg + 1
	for _, n := range g.nodes {
		size *= n
	}
	out := make([]uint64, size)
	ok := g.fill(0, f.all(g.p.c), f.all(g.q.c), f.all(g.lead.c), out)
	return out, ok
}

func (f field) all(c []Int) []uint64 {
	out := make([]uint64, len(c))
	for i, x := range c {
		out[i] = f.of(x)
	}
	return out
}

func (g *grid) fill(i int, p, q, lead []uint64, out []uint64) bool {
	f := g.f
	if i == len(g.vars) {
		p, q, lead = g.p.stages[i].at(f, p, 0), g.q.stages[i].at(f, q, 0), g.lead.stages[i].at(f, lead, 0)
		if lead[0] == 0 {
			return false
		}
		h := f.gcd(p, q)
		if d := len(h) - 1; d != g.deg {
			g.deg = min(g.deg, max(d, 0))
			return false
		}
		k := f.mul(lead[0], f.inv(h[g.deg]))
		for j, c := range h {
			out[j] = f.mul(c, k)
		}
		return true
	}
	n, stride := g.nodes[i], len(out)/g.nodes[i]
	node := func(j int) uint64 { return f.add(g.start[i], uint64(j)) }
	for j := range n {
		x := node(j)
		if !g.fill(i+1, g.p.stages[i].at(f, p, x), g.q.stages[i].at(f, q, x), g.lead.stages[i].at(f, lead, x), out[j*stride:(j+1)*stride]) {
			return false
		}
	}
	// Newton's interpolation on consecutive nodes: divided differences, then
	// expansion into powers.
	for k := 1; k < n; k++ {
		for j := n - 1; j >= k; j-- {
			a, b := out[j*stride:(j+1)*stride], out[(j-1)*stride:j*stride]
			for s := range a {
				a[s] = f.mul(f.sub(a[s], b[s]), g.inv[k])
			}
		}
	}
	for k := n - 2; k >= 0; k-- {
		x := node(k)
		for j := k; j < n-1; j++ {
			a, b := out[j*stride:(j+1)*stride], out[(j+1)*stride:(j+2)*stride]
			for s := range a {
				a[s] = f.sub(a[s], f.mul(x, b[s]))
			}
		}
	}
	return true
}

// poly assembles the polynomial with the given coefficients.
func (g *grid) poly(values []Int) Poly {
	nv := g.main + 1
	for _, v := range g.vars {
		nv = max(nv, v+1)
	}
	out := Poly{nv: nv}
	row := make([]uint16, nv)
	for i, c := range values {
		if c.Sign() == 0 {
			continue
		}
		row[g.main] = uint16(i % (g.deg + 1))
		rest := i / (g.deg + 1)
		for k := len(g.vars) - 1; k >= 0; k-- {
			row[g.vars[k]] = uint16(rest % g.nodes[k])
			rest /= g.nodes[k]
		}
		out.exp, out.c = append(out.exp, row...), append(out.c, c)
	}
	return collect(nv, out.exp, out.c)
}

// residues is a list of integers known modulo a product of primes, each the
// representative nearest to 0.
type residues struct {
	modulus *big.Int // nil before the first prime
	values  []Int
}

// join takes in the residues modulo one more prime, by the Chinese remainder
// theorem, and reports whether they agreed with the values already there.
func (r *residues) join(f field, image []uint64) bool {
	p := new(big.Int).SetUint64(f.p)
	if r.modulus == nil {
		r.modulus, r.values = p, make([]Int, len(image))
		for i, a := range image {
			r.values[i] = f.lift(a)
		}
		return false
	}
	stable := true
	m := IntFromBig(r.modulus)
	inv := f.inv(f.of(m))
	for i, a := range image {
		if d := f.sub(a, f.of(r.values[i])); d != 0 {
			stable = false
			r.values[i] = r.values[i].Add(m.Mul(f.lift(f.mul(d, inv))))
		}
	}
	r.modulus = new(big.Int).Mul(r.modulus, p)
	return stable
}
