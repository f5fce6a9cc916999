package exact

import (
	"brink/games/algebra"
)

// subresultant is a member of the chain of two polynomials f and g in x over a
// ring, s = u·f + v·g.
type subresultant struct {
	s algebra.Poly // of a degree j at which its coefficient of x^j is psc_j
	// below is the cofactor of g, or of f, in the next member, which has degree
	// less than j. Where that member vanishes and s does not lose degree, s is a
	// greatest common divisor and below is f/s, or g/s, up to units.
	below algebra.Poly
}

// subresultants lists the members of the chain of f and g with their own
// degrees, largest first, the last one g itself or of degree 0 unless f and g
// have a common factor (Brown and Traub 1971). deg f >= deg g >= 1 in x. The
// cofactors below are those of one of the two, for which vp and vq say 1 and the
// other 0. Nil when the work runs out.
//
// algebra.Resultant runs the same recurrence; it needs neither members nor
// cofactors, which double the work, and takes contents out first, which would change
// the members.
func (t *Tower) subresultants(f, g algebra.Poly, x algebra.Var, vp, vq algebra.Poly) []subresultant {
	p, q := f, g
	lead, h := algebra.IntPoly(1), algebra.IntPoly(1)
	own := g // the member with the degree of q
	var out []subresultant
	for {
		if q.Degree(x) == 0 {
			return append(out, subresultant{s: own})
		}
		delta := p.Degree(x) - q.Degree(x)
		if t.halt(1 + p.Terms()*q.Terms()*(delta+1)*(1+(p.Lead().BitLen()+q.Lead().BitLen())/256)/8) {
			return nil
		}
		// lc^(delta+1)·p = quo·q + r
		lc := q.LeadCoeff(x)
		r := p.PseudoRem(q, x)
		power := lc.Pow(delta + 1)
		quo, exact := power.Mul(p).Sub(r).DivExact(q)
		div := lead.Mul(h.Pow(delta))
		if !exact || t.halt(1+(quo.Terms()*vq.Terms()+power.Terms()*vp.Terms()+r.Terms()*div.Terms())/8) {
			return nil
		}
		v := power.Mul(vp).Sub(quo.Mul(vq))
		r, okr := r.DivExact(div)
		v, okv := v.DivExact(div)
		if !okr || !okv {
			return nil
		}
		out = append(out, subresultant{s: own, below: v})
		if r.IsZero() {
			return out
		}
		p, q, vp, vq = q, r, vq, v
		lead = p.LeadCoeff(x)
		if delta > 0 {
			h, _ = lead.Pow(delta).DivExact(h.Pow(delta - 1))
		}
		// A member that lost degree stands for another one further down.
		own = q
		if gap := p.Degree(x) - q.Degree(x); gap > 1 {
			if own, exact = q.LeadCoeff(x).Pow(gap - 1).Mul(q).DivExact(h.Pow(gap - 1)); !exact {
				return nil
			}
		}
	}
}

// gcdCofactor returns a greatest common divisor of a and b in x over the field of
// the first n coordinates, up to a unit, and a divided by it. The leading
// coefficient of a does not vanish there. Subresultants of the polynomials as
// they are have short coefficients; remainders modulo the coordinates double
// their length at each step.
func (t *Tower) gcdCofactor(a, b algebra.Poly, x algebra.Var, n int) (g, rest algebra.Poly) {
	b = t.normalise(t.strip(b, x, n), x)
	switch {
	case b.IsZero():
		return a, algebra.IntPoly(1)
	case b.Degree(x) == 0:
		return algebra.IntPoly(1), a
	}
	var chain []subresultant
	if b.Degree(x) > a.Degree(x) {
		chain = t.subresultants(b, a, x, algebra.IntPoly(1), algebra.Poly{})
	} else {
		chain = t.subresultants(a, b, x, algebra.Poly{}, algebra.IntPoly(1))
	}
	for k := len(chain) - 1; k >= 0 && !t.stopped; k-- {
		s := chain[k].s
		if t.vanishes(s.LeadCoeff(x), n) {
			continue
		}
		if s.Degree(x) == 0 {
			return algebra.IntPoly(1), a
		}
		g = t.monic(t.normalise(t.reduce(s, n, false), x), x, n)
		rest = t.strip(t.reduce(chain[k].below, n, false), x, n)
		if rest.Degree(x) == a.Degree(x)-s.Degree(x) {
			return g, t.monic(t.normalise(rest, x), x, n)
		}
		break
	}
	if t.stopped {
		return algebra.IntPoly(1), a
	}
	g = t.gcd(a, b, x, n)
	if g.Degree(x) == 0 {
		return g, a
	}
	return g, t.quotient(a, g, x, n)
}

// monic divides p by its leading coefficient in x and clears denominators, where
// that coefficient lies in an extension by one coordinate and the result is
// shorter. The leading coefficient does not vanish.
func (t *Tower) monic(p algebra.Poly, x algebra.Var, n int) algebra.Poly {
	lc := p.LeadCoeff(x)
	k := t.top(lc, n)
	if k < 0 || t.stopped {
		return p
	}
	m, y := t.coords[k].root.p, t.coords[k].v
	if !onlyVar(m, y) || !onlyVar(lc, y) || lc.Degree(y) >= m.Degree(y) {
		return p
	}
	// u·m + v·lc is a number, so v is the inverse up to a unit.
	chain := t.subresultants(m, lc, y, algebra.Poly{}, algebra.IntPoly(1))
	if len(chain) < 2 || chain[len(chain)-1].s.Degree(y) > 0 {
		return p
	}
	q := t.normalise(t.reduce(chain[len(chain)-2].below.Mul(p), n, false), x)
	if q.Degree(x) != p.Degree(x) || q.CoefficientBits() >= p.CoefficientBits() {
		return p
	}
	return q
}

// gcd is a greatest common divisor in x over the field of the first n
// coordinates, up to a unit.
func (t *Tower) gcd(a, b algebra.Poly, x algebra.Var, n int) algebra.Poly {
	a, b = t.strip(a, x, n), t.strip(b, x, n)
	if a.Degree(x) < b.Degree(x) {
		a, b = b, a
	}
	for !b.IsZero() && !t.halt(1+a.Terms()*b.Terms()*(1+(a.Lead().BitLen()+b.Lead().BitLen())/200)/8) {
		if b.Degree(x) == 0 { // a nonzero constant of the field
			return algebra.IntPoly(1)
		}
		r := t.reduce(shrink(t.pseudoRem(a, b, x)), n, false)
		a, b = b, t.normalise(t.strip(r, x, n), x)
	}
	return a
}

// normalise divides by the content of a polynomial in x; its leading coefficient
// does not vanish, hence neither does the content.
func (t *Tower) normalise(p algebra.Poly, x algebra.Var) algebra.Poly {
	if p.IsZero() {
		return p
	}
	q, _ := p.Primitive()
	if c := q.ContentIn(x); !c.IsConst() {
		q, _ = q.DivExact(c)
	}
	return q
}

// quotient is p/g over the field of the first n coordinates, up to a unit, for a
// g that divides p there.
func (t *Tower) quotient(p, g algebra.Poly, x algebra.Var, n int) algebra.Poly {
	lc := g.LeadCoeff(x)
	dg := g.Degree(x)
	quo := make([]algebra.Poly, p.Degree(x)-dg+1)
	r := p
	for k := len(quo) - 1; k >= 0 && !t.halt(1+mulCost(r, lc)); k-- {
		var top algebra.Poly
		if cs := r.Coeffs(x); len(cs) > dg+k {
			top = cs[dg+k]
		}
		for i := k + 1; i < len(quo); i++ {
			quo[i] = quo[i].Mul(lc)
		}
		quo[k] = top
		shift := make([]algebra.Poly, k+1)
		shift[k] = top
		r = r.Mul(lc).Sub(g.Mul(algebra.FromCoeffs(x, shift)))
	}
	return t.normalise(t.strip(t.reduce(algebra.FromCoeffs(x, quo), n, false), x, n), x)
}
