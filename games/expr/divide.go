package expr

import "slices"

// DivExact returns p / q and true when q divides p over the integers. It is
// long division by leading terms: O(terms(p/q) · (terms(p)+terms(q))).
func (p Poly) DivExact(q Poly) (Poly, bool) {
	if q.IsZero() {
		return Poly{}, false
	}
	if p.IsZero() {
		return Poly{}, true
	}
	if k, ok := q.Const(); ok {
		c := make([]Int, len(p.c))
		for i := range c {
			if !k.Divides(p.c[i]) {
				return Poly{}, false
			}
			c[i] = p.c[i].Quo(k)
		}
		return Poly{nv: p.nv, exp: p.exp, c: c}, true
	}
	for v := range q.nv {
		if q.Degree(v) > p.Degree(v) {
			return Poly{}, false
		}
	}
	nv := max(p.nv, q.nv)
	p, q = p.widen(nv), q.widen(nv)
	lead, lc := q.row(0), q.c[0]
	var exp []uint16
	var c []Int
	for r := p; !r.IsZero(); {
		top := r.row(0)
		if !lc.Divides(r.c[0]) {
			return Poly{}, false
		}
		e := make([]uint16, nv)
		for v := range e {
			if top[v] < lead[v] {
				return Poly{}, false
			}
			e[v] = top[v] - lead[v]
		}
		k := r.c[0].Quo(lc)
		exp, c = append(exp, e...), append(c, k)
		r = r.Sub(q.Mul(Poly{nv: nv, exp: e, c: []Int{k}}))
	}
	return Poly{nv: nv, exp: exp, c: c}, true
}

// mustDiv divides where the theory says the division is exact.
func (p Poly) mustDiv(q Poly) Poly {
	r, ok := p.DivExact(q)
	if !ok {
		panic("expr: inexact division")
	}
	return r
}

// PseudoRem returns lc(q)^(deg p - deg q + 1) · p mod q, both read as
// polynomials in v (Knuth, TAOCP 2, section 4.6.1, Algorithm R). The degree of q
// in v must be at least 1.
func (p Poly) PseudoRem(q Poly, v Var) Poly {
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
			a[j] = a[j].Mul(lc)
			if j >= k {
				a[j] = a[j].Sub(top.Mul(b[j-k]))
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
	if k.IsOne() {
		return p, k
	}
	return p.mustDiv(Constant(k)), k
}

// ContentIn is the greatest common divisor of the coefficients of p read as a
// polynomial in v.
func (p Poly) ContentIn(v Var) Poly {
	var g Poly
	for _, c := range p.Coeffs(v) {
		g = GCD(g, c)
		if k, ok := g.Const(); ok && k.IsOne() {
			break
		}
	}
	return g
}
