package algebra

// Resultant returns the resultant of p and q with respect to v by the
// subresultant algorithm (Brown and Traub 1971; Cohen 1993, Algorithm 3.3.7).
// It is zero exactly when p and q have a common root in v over the algebraic
// closure or their leading coefficients vanish together.
func Resultant(p, q Poly, v Var) Poly {
	r, _ := (*Effort)(nil).Resultant(p, q, v)
	return r
}

// Resultant is the function of that name within an effort; ok is false when that
// runs out.
func (e *Effort) Resultant(p, q Poly, v Var) (_ Poly, ok bool) {
	if p.IsZero() || q.IsZero() {
		return Poly{}, true
	}
	a, b := p, q
	m, n := a.Degree(v), b.Degree(v)
	switch {
	case m == 0 && n == 0:
		return IntPoly(1), true
	case n == 0:
		return b.Pow(m), true
	case m == 0:
		return a.Pow(n), true
	}
	free := e.prepaid()
	ca, cb := a.contentIn(v, free), b.contentIn(v, free)
	if e.Spent() {
		return Poly{}, false
	}
	a, b = a.over(ca, e), b.over(cb, e)
	negative := false
	if m < n {
		a, b = b, a
		negative = m&n&1 == 1
	}
	g, h := IntPoly(1), IntPoly(1)
	for b.Degree(v) > 0 {
		da, db := a.Degree(v), b.Degree(v)
		delta := da - db
		if da&db&1 == 1 {
			negative = !negative
		}
		bits := 1 + (a.Lead().BitLen()+b.Lead().BitLen())/256
		if !e.Spend(productSteps + len(a.c)*len(b.c)*(delta+1)*bits) {
			return Poly{}, false
		}
		r := a.pseudoRem(b, v, e)
		div := g.times(h.Pow(delta), e)
		if !e.Spend(productSteps + len(r.c)*len(div.c)) {
			return Poly{}, false
		}
		a, b = b, e.mustDiv(r, div)
		if e.Spent() {
			return Poly{}, false
		}
		if b.IsZero() {
			return Poly{}, true
		}
		g = a.LeadCoeff(v)
		h = nextH(g, h, delta)
	}
	h = nextH(b, h, a.Degree(v))
	r := ca.Pow(n).times(cb.Pow(m), e).times(h, e)
	if negative {
		r = r.Neg()
	}
	return r, !e.Spent()
}

// Discriminant returns (-1)^(d(d-1)/2) · res(p, ∂p/∂v)/lc(p) for degree d in v;
// 1 for degree 1 and 0 for degree 0.
func Discriminant(p Poly, v Var) Poly {
	d, _ := (*Effort)(nil).Discriminant(p, v)
	return d
}

// Discriminant is the function of that name within an effort; ok is false when that
// runs out.
func (e *Effort) Discriminant(p Poly, v Var) (_ Poly, ok bool) {
	d := p.Degree(v)
	switch d {
	case 0:
		return Poly{}, true
	case 1:
		return IntPoly(1), true
	case 2:
		c := p.Coeffs(v)
		if !e.Spend(len(c[1].c)*len(c[1].c) + len(c[0].c)*len(c[2].c)) {
			return Poly{}, false
		}
		r := c[1].times(c[1], e).Sub(c[0].times(c[2], e).Scale(NewInt(4)))
		return r, !e.Spent()
	}
	r, ok := e.Resultant(p, p.Derivative(v), v)
	if !ok {
		return Poly{}, false
	}
	r = e.mustDiv(r, p.LeadCoeff(v))
	if d*(d-1)/2%2 == 1 {
		r = r.Neg()
	}
	return r, !e.Spent()
}

// nextH returns h^(1-delta) · g^delta, which is a polynomial.
func nextH(g, h Poly, delta int) Poly {
	switch delta {
	case 0:
		return h
	case 1:
		return g
	}
	return g.Pow(delta).mustDiv(h.Pow(delta - 1))
}
