package algebra

import "slices"

// DivExact returns p / q and true when q divides p over the integers, by heap
// division (Monagan and Pearce 2007): O(n·m·log m) for n terms of the quotient
// and m of q. It stops at the first term that the degrees or coefficients of an
// exact quotient rule out.
func (p Poly) DivExact(q Poly) (Poly, bool) { return p.divExact(q, nil) }

// divExact is DivExact within an effort: false when that runs out as well.
func (p Poly) divExact(q Poly, e *Effort) (Poly, bool) {
	if q.IsZero() {
		return Poly{}, false
	}
	if p.IsZero() {
		return Poly{}, true
	}
	if k, ok := q.Const(); ok {
		return p.divInt(k)
	}
	var bufP, bufQ, bufBox [16]uint16
	degs, dq := p.degrees(bufP[:0]), q.degrees(bufQ[:0])
	box := append(bufBox[:0], degs...) // the degrees of an exact quotient
	for v, d := range dq {
		if d == 0 {
			continue
		}
		if v >= len(box) || box[v] < d {
			return Poly{}, false
		}
		box[v] -= d
	}
	// The smallest terms must divide as the greatest do; it costs little to
	// look first.
	last, lastQ := len(p.c)-1, len(q.c)-1
	if !q.c[0].Divides(p.c[0]) || !q.c[lastQ].Divides(p.c[last]) {
		return Poly{}, false
	}
	for v, e := range q.row(lastQ) {
		if e != 0 && p.row(last)[v] < e {
			return Poly{}, false
		}
	}
	var l layout
	if !l.plan(degs) {
		return divRows(p, q, box, e)
	}
	return divPacked(p, q, &l, l.pack(box), e)
}

// divInt divides by a constant.
func (p Poly) divInt(k Int) (Poly, bool) {
	if k.IsOne() {
		return p, true
	}
	c := make([]Int, len(p.c))
	for i := range c {
		if !k.Divides(p.c[i]) {
			return Poly{}, false
		}
		c[i] = p.c[i].Quo(k)
	}
	return Poly{nv: p.nv, exp: p.exp, c: c}, true
}

// product stands for the product of term i of the divisor and term j of the
// quotient.
type product struct {
	k    uint64
	i, j int32
}

// divPacked divides p by a q of at least one variable whose degrees leave the
// packed box for the quotient.
func divPacked(p, q Poly, l *layout, box uint64, e *Effort) (Poly, bool) {
	const small = 32
	var stackP, stackQ, stackQuo [small]term
	var stackHeap [small]product
	var stackNext [small]int32
	pt, qt := l.terms(p, stackP[:0]), l.terms(q, stackQ[:0])
	quo, heap, next := stackQuo[:0], stackHeap[:0], stackNext[:0]
	for range qt {
		next = append(next, 0) // the quotient term that meets divisor term i next
	}
	lead := qt[0]
	steps := 0
	for len(pt) > 0 || len(heap) > 0 {
		if steps++; steps >= large {
			if !e.Spend(steps) {
				return Poly{}, false
			}
			steps = 0
		}
		k := uint64(0)
		if len(heap) > 0 {
			k = heap[0].k
		}
		var c Int
		if len(pt) > 0 && pt[0].k >= k {
			k, c = pt[0].k, pt[0].c
			pt = pt[1:]
		}
		for len(heap) > 0 && heap[0].k == k {
			i, j := heap[0].i, heap[0].j
			c = c.Sub(qt[i].c.Mul(quo[j].c))
			next[i]++
			steps++
			if j++; int(j) < len(quo) {
				heap[0] = product{qt[i].k + quo[j].k, i, j}
			} else {
				heap[0] = heap[len(heap)-1]
				heap = heap[:len(heap)-1]
			}
			siftDown(heap)
		}
		if c.Sign() == 0 {
			continue
		}
		if !l.divides(lead.k, k) || !l.divides(k-lead.k, box) || !lead.c.Divides(c) {
			return Poly{}, false
		}
		t := term{k - lead.k, c.Quo(lead.c)}
		for i := 1; i < len(qt); i++ {
			if int(next[i]) == len(quo) {
				heap = siftUp(append(heap, product{qt[i].k + t.k, int32(i), int32(len(quo))}))
			}
		}
		quo = append(quo, t)
	}
	return l.poly(quo), true
}

func siftDown(h []product) {
	for i := 0; ; {
		m := 2*i + 1
		if m >= len(h) {
			return
		}
		if m+1 < len(h) && h[m+1].k > h[m].k {
			m++
		}
		if h[i].k >= h[m].k {
			return
		}
		h[i], h[m] = h[m], h[i]
		i = m
	}
}

func siftUp(h []product) []product {
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if h[up].k >= h[i].k {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
	return h
}

// divRows divides when exponents do not pack.
func divRows(p, q Poly, box []uint16, effort *Effort) (Poly, bool) {
	lead, lc := q.row(0), q.c[0]
	out := Poly{nv: p.nv}
	for r := p; !r.IsZero(); {
		if !effort.Spend(len(r.c)) {
			return Poly{}, false
		}
		e := slices.Clone(r.row(0))
		for v, d := range lead {
			if d == 0 {
				continue
			}
			if e[v] < d {
				return Poly{}, false
			}
			e[v] -= d
		}
		for v := range e {
			if e[v] > box[v] {
				return Poly{}, false
			}
		}
		if !lc.Divides(r.c[0]) {
			return Poly{}, false
		}
		k := r.c[0].Quo(lc)
		out.exp, out.c = append(out.exp, e...), append(out.c, k)
		r = r.Sub(q.mulMonomial(e, k, p.nv))
	}
	return out, true
}

// mustDiv divides where the theory says the division is exact.
func (p Poly) mustDiv(q Poly) Poly { return (*Effort)(nil).mustDiv(p, q) }

// PseudoRem returns lc(q)^(deg p - deg q + 1) · p mod q, both read as
// polynomials in v (Knuth, TAOCP 2, section 4.6.1, Algorithm R). The degree of q
// in v must be at least 1.
func (p Poly) PseudoRem(q Poly, v Var) Poly { return p.pseudoRem(q, v, nil) }

// pseudoRem is PseudoRem for a caller who has paid for it, as times is Mul.
func (p Poly) pseudoRem(q Poly, v Var, e *Effort) Poly {
	a, b := p.Coeffs(v), q.Coeffs(v)
	m, n := len(a)-1, len(b)-1
	if m < n {
		return p
	}
	a = slices.Clone(a)
	lc := b[n]
	for k := m - n; k >= 0; k-- {
		top := a[n+k]
		for j := n + k - 1; j >= 0; j-- {
			products := len(a[j].c) * len(lc.c)
			if j >= k {
				products += len(top.c) * len(b[j-k].c)
			}
			if !e.Spend(products / paid) {
				return Poly{}
			}
			a[j] = a[j].times(lc, e)
			if j >= k {
				a[j] = a[j].Sub(top.times(b[j-k], e))
			}
		}
	}
	return FromCoeffs(v, a[:n])
}

// Content is the non-negative greatest common divisor of the coefficients.
func (p Poly) Content() Int {
	var g Int
	for _, c := range p.c {
		g = g.GCD(c)
		if g.IsOne() {
			break
		}
	}
	return g
}

// Primitive returns p divided by its content and by the sign of its leading
// coefficient, so that associates over the rationals become equal, together
// with the integer k such that p = k · primitive.
func (p Poly) Primitive() (Poly, Int) {
	if p.IsZero() {
		return p, NewInt(1)
	}
	k := p.Content()
	if p.Lead().Sign() < 0 {
		k = k.Neg()
	}
	q, _ := p.divInt(k)
	return q, k
}

// ContentIn is the greatest common divisor of the coefficients of p read as a
// polynomial in v.
func (p Poly) ContentIn(v Var) Poly { return p.contentIn(v, nil) }

// contentIn is ContentIn within an effort; it means nothing when that runs out.
func (p Poly) contentIn(v Var, e *Effort) Poly {
	var g Poly
	for _, c := range p.Coeffs(v) {
		g, _ = gcd(g, c, e)
		if g.isOne() || e.Spent() {
			break
		}
	}
	return g
}
