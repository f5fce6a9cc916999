package algebra

import "slices"

// GCD returns the greatest common divisor over the integers, with positive
// leading coefficient. Contents are split off first and variables that occur in
// one operand only are removed; images modulo a prime then bound the degree of
// the divisor in every variable, which settles coprime operands and divisors
// that are one of the operands, the common cases. What remains goes to the
// sparse modular algorithm (sparseGCD), which always ends.
func GCD(p, q Poly) Poly {
	g, _ := gcd(p, q, nil)
	return g
}

// gcd is GCD within an effort; ok is false when that ran out.
func gcd(p, q Poly, e *Effort) (_ Poly, ok bool) {
	switch {
	case p.IsZero():
		return positive(q), true
	case q.IsZero():
		return positive(p), true
	}
	if w := min(words(p), words(q)); e != nil && !e.Spend((len(p.c)+len(q.c))*(1+w*w/16)) {
		return Poly{}, false
	}
	kp, kq := p.Content(), q.Content()
	k := kp.GCD(kq)
	if p.IsConst() || q.IsConst() {
		return Constant(k), true
	}
	pp, qq := p.divSigned(kp), q.divSigned(kq)
	if pp.Equal(qq) {
		return pp.Scale(k), true
	}
	// Monomials: the common one is part of the divisor, the rest is not.
	mp, mq := pp.monomial(), qq.monomial()
	common := mp.meet(mq)
	pp, qq = pp.divMonomial(mp), qq.divMonomial(mq)
	r := IntPoly(1)
	if !pp.IsConst() && !qq.IsConst() {
		if r, ok = primitiveGCD(pp, qq, e); !ok {
			return Poly{}, false
		}
	}
	return r.Mul(common).Scale(k), true
}

// positive returns p or -p, whichever has a positive leading coefficient.
func positive(p Poly) Poly {
	if p.Lead().Sign() < 0 {
		return p.Neg()
	}
	return p
}

// divSigned divides by the content k and makes the leading coefficient positive.
func (p Poly) divSigned(k Int) Poly {
	if p.Lead().Sign() < 0 {
		k = k.Neg()
	}
	q, _ := p.divInt(k)
	return q
}

// monomial returns the greatest monomial that divides p.
func (p Poly) monomial() Poly {
	n := len(p.c)
	low := p.row(n - 1)
	any := false
	for _, e := range low {
		any = any || e != 0
	}
	if !any {
		return Poly{c: one}
	}
	low = slices.Clone(low)
	for i := range n - 1 {
		for v, e := range p.row(i) {
			low[v] = min(low[v], e)
		}
	}
	return Poly{nv: p.nv, exp: low, c: one}
}

// meet returns the greatest common divisor of two monomials.
func (p Poly) meet(q Poly) Poly {
	e := slices.Clone(p.exp[:min(len(p.exp), len(q.exp))])
	for v := range e {
		e[v] = min(e[v], q.exp[v])
	}
	return Poly{nv: len(e), exp: e, c: one}
}

// divMonomial divides by a monomial that divides p.
func (p Poly) divMonomial(m Poly) Poly {
	if m.IsConst() {
		return p
	}
	exp := slices.Clone(p.exp)
	for i := range exp {
		exp[i] -= m.exp[i%p.nv]
	}
	return Poly{nv: p.nv, exp: exp, c: p.c}
}

// fewTerms bounds the polynomials that are divided before any modular image is
// looked at. A division that fails mostly does so at once; at worst, for a
// remainder in the last term of 20, it takes 1.5 µs where images take 0.5 µs.
const fewTerms = 32

// primitiveGCD is the greatest common divisor of primitive polynomials of
// positive leading coefficient that no monomial divides.
func primitiveGCD(p, q Poly, e *Effort) (Poly, bool) {
	// An irreducible operand is the divisor or shares none.
	if len(p.c) <= fewTerms && len(q.c) <= fewTerms {
		if len(p.c) < len(q.c) {
			p, q = q, p
		}
		for range 2 {
			if q.single() >= 0 {
				if _, ok := p.divExact(q, e); ok {
					return q, true
				}
				return IntPoly(1), !e.Spent()
			}
			p, q = q, p
		}
	}
	var bufP, bufQ [16]uint16
	degP, degQ := p.degrees(bufP[:0]), q.degrees(bufQ[:0])
	for v := range max(len(degP), len(degQ)) {
		inP, inQ := v < len(degP) && degP[v] > 0, v < len(degQ) && degQ[v] > 0
		switch {
		case inP && !inQ: // the divisor divides every coefficient in v
			return gcdAll(q, p.Coeffs(v), e)
		case inQ && !inP:
			return gcdAll(p, q.Coeffs(v), e)
		}
	}
	bound := imageDegrees(p, q, degP, degQ)
	isP, isQ := true, true
	for v, d := range bound {
		isP, isQ = isP && d == degP[v], isQ && d == degQ[v]
	}
	if !slices.ContainsFunc(bound, func(d uint16) bool { return d > 0 }) {
		return IntPoly(1), true
	}
	if isQ {
		if _, ok := p.divExact(q, e); ok {
			return q, true
		}
	}
	if isP {
		if _, ok := q.divExact(p, e); ok {
			return p, true
		}
	}
	if e.Spent() {
		return Poly{}, false
	}
	for v, d := range bound {
		if d == 0 && degP[v] > 0 {
			g, ok := gcdAll(Poly{}, p.Coeffs(v), e)
			if !ok || g.isOne() {
				return g, ok
			}
			return gcdAll(g, q.Coeffs(v), e)
		}
	}
	return sparseGCD(p, q, bound, e)
}

// gcdAll is the greatest common divisor of g and all of ps, the shortest first.
func gcdAll(g Poly, ps []Poly, e *Effort) (Poly, bool) {
	slices.SortFunc(ps, func(a, b Poly) int { return len(a.c) - len(b.c) })
	for _, p := range ps {
		var ok bool
		if g, ok = gcd(g, p, e); !ok {
			return Poly{}, false
		}
		if g.isOne() {
			break
		}
	}
	return g, true
}

// imageDegrees bounds the degree of gcd(p, q) in each variable: for v it is the
// degree of the gcd of the images in one variable when all others get values
// modulo a prime. It can only be too large, provided one of the images keeps its
// degree. Scaling v by its value as well changes no degree, and lets one product
// per term serve all variables.
func imageDegrees(p, q Poly, degP, degQ []uint16) []uint16 {
	f := field{mersenne61}
	var bufP, bufQ [64]uint64
	n := min(len(degP), len(degQ))
	pv, qv := f.values(p, degP, 0, bufP[:0]), f.values(q, degQ, 0, bufQ[:0])
	bound := make([]uint16, n)
	var bufA, bufB [32]uint64
	for v := range n {
		if degP[v] == 0 || degQ[v] == 0 {
			continue
		}
		a, b := p.image(f, pv, v, int(degP[v]), bufA[:]), q.image(f, qv, v, int(degQ[v]), bufB[:])
		if a[degP[v]] == 0 && b[degQ[v]] == 0 {
			bound[v] = min(degP[v], degQ[v])
			continue
		}
		bound[v] = uint16(len(f.gcd(a, b)) - 1) // one is not 0, so neither is the gcd
		bound[v] = min(bound[v], degP[v], degQ[v])
	}
	return bound
}

// values appends the value of each term at one of the field's points.
func (f field) values(p Poly, degs []uint16, attempt int, out []uint64) []uint64 {
	var stack [48]uint64
	var stackAt [16]int
	table, at := stack[:0], stackAt[:0]
	for v, d := range degs {
		at = append(at, len(table))
		if d == 0 {
			continue
		}
		x, y := f.point(v, attempt), uint64(1)
		for range d + 1 {
			table = append(table, y)
			y = f.mul(y, x)
		}
	}
	for i, c := range p.c {
		t := f.of(c)
		for v, e := range p.row(i) {
			if e > 0 {
				t = f.mul(t, table[at[v]+int(e)])
			}
		}
		out = append(out, t)
	}
	return out
}

// image adds up term values by the exponent of v.
func (p Poly) image(f field, values []uint64, v Var, deg int, buf []uint64) []uint64 {
	if deg+1 > len(buf) {
		buf = make([]uint64, deg+1)
	}
	buf = buf[:deg+1]
	clear(buf)
	for i, t := range values {
		e := p.exp[i*p.nv+v]
		buf[e] = f.add(buf[e], t)
	}
	return buf
}
