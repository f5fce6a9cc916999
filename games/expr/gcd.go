package expr

import "math/big"

// GCD returns the greatest common divisor over the integers, with positive
// leading coefficient. Methods, cheapest first: variables that occur in one
// operand only are removed by taking contents; trial division; the heuristic
// algorithm of Char, Geddes and Gonnet (1989) with its exact check; and the
// subresultant sequence of Collins (1967) and Brown (1971), which always ends.
func GCD(p, q Poly) Poly {
	if p.IsZero() {
		return positive(q)
	}
	if q.IsZero() {
		return positive(p)
	}
	if k, ok := p.Const(); ok {
		return Constant(k.GCD(q.Content()))
	}
	if k, ok := q.Const(); ok {
		return Constant(k.GCD(p.Content()))
	}
	// A variable in only one operand: the divisor divides every coefficient.
	for v := range max(p.nv, q.nv) {
		switch inP, inQ := p.Has(v), q.Has(v); {
		case inP && !inQ:
			return gcdAll(q, p.Coeffs(v))
		case inQ && !inP:
			return gcdAll(p, q.Coeffs(v))
		}
	}
	pp, kp := p.Primitive()
	qq, kq := q.Primitive()
	k := Constant(kp.GCD(kq))
	if pp.Equal(qq) {
		return pp.Mul(k)
	}
	if len(pp.c) >= len(qq.c) {
		if _, ok := pp.DivExact(qq); ok {
			return qq.Mul(k)
		}
	} else if _, ok := qq.DivExact(pp); ok {
		return pp.Mul(k)
	}
	if g, ok := heuristicGCD(pp, qq, 0); ok {
		return positive(g).Mul(k)
	}
	return subresultantGCD(pp, qq).Mul(k)
}

func positive(p Poly) Poly {
	if p.Lead().Sign() < 0 {
		return p.Neg()
	}
	return p
}

func gcdAll(g Poly, ps []Poly) Poly {
	g = positive(g)
	for _, p := range ps {
		g = GCD(g, p)
		if k, ok := g.Const(); ok && k.IsOne() {
			return g
		}
	}
	return g
}

// heuristicBits bounds the size of the integers the heuristic works with;
// beyond it the subresultant sequence is the better bet.
const heuristicBits = 4000

// heuristicGCD evaluates one variable at a large integer, takes the gcd there
// and reads the coefficients back from its balanced digits. The candidate is
// accepted only if it divides both operands, which proves it.
func heuristicGCD(p, q Poly, depth int) (Poly, bool) {
	if p.IsZero() {
		return positive(q), true
	}
	if q.IsZero() {
		return positive(p), true
	}
	v := -1
	for u := range max(p.nv, q.nv) {
		if p.Has(u) || q.Has(u) {
			v = u
			break
		}
	}
	if v < 0 {
		a, _ := p.Const()
		b, _ := q.Const()
		return Constant(a.GCD(b)), true
	}
	cont := p.Content().GCD(q.Content())
	if !cont.IsOne() {
		p, q = p.mustDiv(Constant(cont)), q.mustDiv(Constant(cont))
	}
	bitsP, bitsQ := maxBits(p), maxBits(q)
	xi := new(big.Int).Lsh(big.NewInt(1), uint(min(bitsP, bitsQ)+2))
	xi.Add(xi, big.NewInt(29))
	deg := max(p.Degree(v), q.Degree(v))
	for range 6 {
		if (deg+1)*xi.BitLen()+max(bitsP, bitsQ) > heuristicBits {
			return Poly{}, false
		}
		at := new(big.Rat).SetInt(xi)
		g, ok := heuristicGCD(p.At(v, at), q.At(v, at), depth+1)
		if !ok {
			return Poly{}, false
		}
		cand, _ := digits(g, v, xi).Primitive()
		if _, ok := p.DivExact(cand); ok {
			if _, ok := q.DivExact(cand); ok {
				return cand.Scale(cont), true
			}
		}
		// The next point follows the paper: grow by about 2.7 and be odd.
		xi.Mul(xi, big.NewInt(73794))
		xi.Quo(xi, big.NewInt(27011))
	}
	return Poly{}, false
}

func maxBits(p Poly) int {
	n := 0
	for _, c := range p.c {
		n = max(n, c.BitLen())
	}
	return n
}

// digits writes every coefficient of g in balanced base xi; digit k becomes the
// coefficient of v^k.
func digits(g Poly, v Var, xi *big.Int) Poly {
	x := IntFromBig(new(big.Int).Set(xi))
	half := IntFromBig(new(big.Int).Rsh(xi, 1))
	var coeffs []Poly
	for !g.IsZero() {
		low := make([]Int, len(g.c))
		next := make([]Int, len(g.c))
		for i, c := range g.c {
			m := IntFromBig(new(big.Int).Mod(c.Big(), xi))
			if m.Cmp(half) > 0 {
				m = m.Sub(x)
			}
			low[i] = m
			next[i] = c.Sub(m).Quo(x)
		}
		coeffs = append(coeffs, collect(g.nv, g.exp, low))
		g = collect(g.nv, g.exp, next)
	}
	return FromCoeffs(v, coeffs)
}

// subresultantGCD is the Euclidean algorithm on primitive parts with the
// subresultant divisors that keep coefficients small.
func subresultantGCD(p, q Poly) Poly {
	// The variable of least degree gives the shortest sequence.
	v, best := -1, 0
	for u := range max(p.nv, q.nv) {
		if d := min(p.Degree(u), q.Degree(u)); d > 0 && (v < 0 || d < best) {
			v, best = u, d
		}
	}
	if v < 0 { // no common variable
		return Constant(p.Content().GCD(q.Content()))
	}
	cp, cq := p.ContentIn(v), q.ContentIn(v)
	cont := GCD(cp, cq)
	a, b := p.mustDiv(cp), q.mustDiv(cq)
	if a.Degree(v) < b.Degree(v) {
		a, b = b, a
	}
	g, h := IntPoly(1), IntPoly(1)
	for {
		delta := a.Degree(v) - b.Degree(v)
		r := a.PseudoRem(b, v)
		if r.IsZero() {
			break
		}
		if !r.Has(v) {
			return positive(cont)
		}
		a, b = b, r.mustDiv(g.Mul(h.Pow(delta)))
		g = a.LeadCoeff(v)
		h = nextH(g, h, delta)
	}
	b = b.mustDiv(b.ContentIn(v))
	return positive(b.Mul(cont))
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
