package algebra

import (
	"cmp"
	"slices"
)

const errDegree = "expr: degree too large"

// Neg returns -p.
func (p Poly) Neg() Poly {
	c := make([]Int, len(p.c))
	for i := range c {
		c[i] = p.c[i].Neg()
	}
	return Poly{nv: p.nv, exp: p.exp, c: c}
}

// Scale returns k·p.
func (p Poly) Scale(k Int) Poly {
	if k.Sign() == 0 {
		return Poly{}
	}
	if k.IsOne() {
		return p
	}
	c := make([]Int, len(p.c))
	for i := range c {
		c[i] = p.c[i].Mul(k)
	}
	return Poly{nv: p.nv, exp: p.exp, c: c}
}

// Add returns p + q in O(terms(p) + terms(q)).
func (p Poly) Add(q Poly) Poly { return merge(p, q, false) }

// Sub returns p - q in O(terms(p) + terms(q)).
func (p Poly) Sub(q Poly) Poly { return merge(p, q, true) }

func merge(p, q Poly, minus bool) Poly {
	if p.IsZero() {
		if minus {
			return q.Neg()
		}
		return q
	}
	if q.IsZero() {
		return p
	}
	nv := max(p.nv, q.nv)
	exp := make([]uint16, 0, nv*(len(p.c)+len(q.c)))
	c := make([]Int, 0, len(p.c)+len(q.c))
	push := func(row []uint16, k Int) {
		c = append(c, k)
		exp = append(exp, row...)
		for len(exp) < nv*len(c) {
			exp = append(exp, 0)
		}
	}
	i, j := 0, 0
	for i < len(p.c) && j < len(q.c) {
		switch order := compareRows(p.row(i), q.row(j)); {
		case order > 0:
			push(p.row(i), p.c[i])
			i++
		case order < 0:
			k := q.c[j]
			if minus {
				k = k.Neg()
			}
			push(q.row(j), k)
			j++
		default:
			k := p.c[i]
			if minus {
				k = k.Sub(q.c[j])
			} else {
				k = k.Add(q.c[j])
			}
			if k.Sign() != 0 {
				push(p.row(i), k)
			}
			i++
			j++
		}
	}
	for ; i < len(p.c); i++ {
		push(p.row(i), p.c[i])
	}
	for ; j < len(q.c); j++ {
		k := q.c[j]
		if minus {
			k = k.Neg()
		}
		push(q.row(j), k)
	}
	return Poly{nv: nv, exp: exp, c: c}
}

// mulBlock bounds the products of terms that Mul holds at a time, 24 bytes each
// and twice: larger products are split in two and added, which keeps memory near
// the size of the result. BenchmarkPolyMul/220x220 takes 2.6 ms with 1<<12, 2.2
// with 1<<14, 1.4 with 1<<16, and no less beyond.
const mulBlock = 1 << 16

// Mul returns p · q. It panics with a constant string if an exponent would pass
// MaxDegree; the parser bounds degrees long before that.
//
// The rows of the multiplication table are sorted already, so they are merged
// pairwise: O(n·m·log n) for n <= m terms.
func (p Poly) Mul(q Poly) Poly { return p.times(q, nil) }

// times is Mul for a caller who has paid for the product: it charges the effort next
// to nothing, and stops when that is spent.
func (p Poly) times(q Poly, e *Effort) Poly {
	if p.IsZero() || q.IsZero() {
		return Poly{}
	}
	if k, ok := p.Const(); ok {
		return q.Scale(k)
	}
	if k, ok := q.Const(); ok {
		return p.Scale(k)
	}
	if len(p.c) > len(q.c) {
		p, q = q, p
	}
	var bufP, bufQ [16]uint16
	degs, dq := p.degrees(bufP[:0]), q.degrees(bufQ[:0])
	for len(degs) < len(dq) {
		degs = append(degs, 0)
	}
	for v, d := range dq {
		if degs[v] += d; degs[v] > MaxDegree {
			panic(errDegree)
		}
	}
	if len(p.c) == 1 {
		return q.mulMonomial(p.row(0), p.c[0], len(degs))
	}
	var l layout
	if !l.plan(degs) {
		return mulRows(p, q, len(degs))
	}
	return mulPacked(p, q, &l, e)
}

// mulMonomial multiplies by a monomial, which keeps the order of terms.
func (p Poly) mulMonomial(row []uint16, k Int, nv int) Poly {
	exp := make([]uint16, nv*len(p.c))
	c := p.c
	for i := range p.c {
		out := exp[i*nv : (i+1)*nv]
		copy(out, p.row(i))
		for v, e := range row {
			out[v] += e
		}
	}
	if !k.IsOne() {
		c = make([]Int, len(p.c))
		for i := range c {
			c[i] = p.c[i].Mul(k)
		}
	}
	return Poly{nv: nv, exp: exp, c: c}
}

func mulPacked(p, q Poly, l *layout, e *Effort) Poly {
	if len(p.c)*len(q.c) > mulBlock && len(p.c) > 1 {
		if !e.Spend(mulBlock / paid) {
			return Poly{}
		}
		h := len(p.c) / 2
		low := Poly{nv: p.nv, exp: p.exp[:h*p.nv], c: p.c[:h]}
		high := Poly{nv: p.nv, exp: p.exp[h*p.nv:], c: p.c[h:]}
		return mulPacked(low, q, l, e).Add(mulPacked(high, q, l, e))
	}
	// Most products have a handful of terms; they need no heap.
	const small = 64
	var stackA, stackB, stackQ [small]term
	var stackEnds [small]int
	a, b, qt, ends := stackA[:], stackB[:], stackQ[:0], stackEnds[:0]
	if n := len(p.c) * len(q.c); n > small {
		a, b = make([]term, n), make([]term, n)
	}
	qt = l.terms(q, qt)
	n := 0
	for i, c := range p.c {
		k := l.pack(p.row(i))
		for _, t := range qt {
			a[n] = term{k + t.k, c.Mul(t.c)}
			n++
		}
		ends = append(ends, n)
	}
	for len(ends) > 1 {
		start, size, out := 0, 0, 0
		for r := 0; r < len(ends); r += 2 {
			mid := ends[r]
			end := mid
			if r+1 < len(ends) {
				end = ends[r+1]
			}
			size = mergeTerms(b, size, a[start:mid], a[mid:end])
			start = end
			ends[out] = size
			out++
		}
		ends = ends[:out]
		a, b = b, a
	}
	return l.poly(a[:ends[0]])
}

// mergeTerms writes the sum of two sorted lists to out[n:] and returns the new n.
func mergeTerms(out []term, n int, x, y []term) int {
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0].k > y[0].k:
			out[n] = x[0]
			x = x[1:]
		case x[0].k < y[0].k:
			out[n] = y[0]
			y = y[1:]
		default:
			c := x[0].c.Add(y[0].c)
			out[n] = term{x[0].k, c}
			x, y = x[1:], y[1:]
			if c.Sign() == 0 {
				continue
			}
		}
		n++
	}
	n += copy(out[n:], x)
	return n + copy(out[n:], y)
}

// mulRows multiplies when exponents do not pack, with nv exponents per term.
func mulRows(p, q Poly, nv int) Poly {
	var sum Poly
	for i, c := range p.c {
		sum = sum.Add(q.mulMonomial(p.row(i), c, nv))
	}
	return sum
}

// collect sorts terms, adds up equal ones and drops zeros. It takes over exp and c.
func collect(nv int, exp []uint16, c []Int) Poly {
	p := Poly{nv: nv, exp: exp, c: c}
	if p.sorted() {
		return p
	}
	var buf [16]uint16
	var l layout
	if l.plan(p.degrees(buf[:0])) {
		var stack [64]term
		ts := l.terms(p, stack[:0])
		slices.SortFunc(ts, func(a, b term) int { return cmp.Compare(b.k, a.k) })
		n := 0
		for i := 0; i < len(ts); {
			s := ts[i]
			for i++; i < len(ts) && ts[i].k == s.k; i++ {
				s.c = s.c.Add(ts[i].c)
			}
			if s.c.Sign() != 0 {
				ts[n] = s
				n++
			}
		}
		return l.poly(ts[:n])
	}
	idx := make([]int, len(c))
	for i := range idx {
		idx[i] = i
	}
	slices.SortFunc(idx, func(a, b int) int { return compareRows(p.row(b), p.row(a)) })
	out := Poly{nv: nv}
	for k := 0; k < len(idx); {
		i := idx[k]
		s := c[i]
		for k++; k < len(idx) && compareRows(p.row(i), p.row(idx[k])) == 0; k++ {
			s = s.Add(c[idx[k]])
		}
		if s.Sign() != 0 {
			out.exp, out.c = append(out.exp, p.row(i)...), append(out.c, s)
		}
	}
	return out
}

// sorted reports whether terms descend strictly and none is zero.
func (p Poly) sorted() bool {
	for i, c := range p.c {
		if c.Sign() == 0 || i > 0 && compareRows(p.row(i-1), p.row(i)) <= 0 {
			return false
		}
	}
	return true
}
