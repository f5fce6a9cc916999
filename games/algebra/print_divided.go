package algebra

import "strings"

// minDividedTerms is the length from which a numerator is divided by its
// denominator.
const minDividedTerms = 5

// divided writes r as a polynomial and a proper fraction where that is shorter by
// a quarter: 1/2 - c + phi_B*phi_R/(phi_R + c - phi_B).
func (pr Printer) divided(r Ratio) (string, bool) {
	if n := r.num.Terms(); n < minDividedTerms || n > maxGroupedTerms || r.den.Terms() < 2 || pr.Plain {
		return "", false
	}
	if _, product := factored(r.num); product {
		return "", false
	}
	plain := toRead(func(pr Printer) string { return pr.fraction(r) })
	best := plain
	var sum func(Printer) string
	for _, v := range r.den.Vars() {
		q, p, k := divideBy(r.num, r.den, v)
		if q.IsZero() || p.IsZero() {
			continue
		}
		whole, rest := RatioOf(q, Constant(k)), RatioOf(p, r.den.Scale(k)).Reading(r.positive...)
		print := func(pr Printer) string {
			a, b := pr.Ratio(whole), pr.fraction(rest)
			if a == "1" { // a probability is what another one leaves
				if c := pr.fraction(rest.Neg().Reading(r.positive...)); !strings.HasPrefix(c, "-") && len(c) <= len(b) {
					return "1 - " + c
				}
			}
			if strings.HasPrefix(a, "-") && !strings.HasPrefix(b, "-") {
				a, b = b, a
			}
			return sumOf(a, b)
		}
		if c := toRead(print); 4*c <= 3*plain && c < best {
			sum, best = print, c
		}
	}
	if sum == nil {
		return "", false
	}
	return sum(pr), true
}

// costOf is the cost of a sum of functions.
func costOf(pieces ...Ratio) int {
	return toRead(func(pr Printer) string { return pr.total(pieces...) })
}

// divideBy divides k*p by d with v before the other variables: k*p = q*d + r, and no
// term of r is divisible by the first term of d.
func divideBy(p, d Poly, v Var) (q, r Poly, k Int) {
	k = NewInt(1)
	lead, at := d.first(v)
	for !p.IsZero() {
		c, row := p.first(v)
		term := Poly{nv: p.nv, exp: row, c: []Int{c}}
		quo, ok := monomialQuotient(row, at)
		if !ok {
			r, p = r.Add(term), p.Sub(term)
			continue
		}
		if up := lead.Quo(lead.GCD(c)).Abs(); !up.IsOne() {
			p, q, r, k, c = p.Scale(up), q.Scale(up), r.Scale(up), k.Mul(up), c.Mul(up)
		}
		t := Constant(c.Quo(lead))
		for x, e := range quo {
			t = t.Mul(Variable(x).Pow(int(e)))
		}
		q, p = q.Add(t), p.Sub(t.Mul(d))
	}
	return q, r, k
}

// first is the first term of p when v goes before the other variables.
func (p Poly) first(v Var) (Int, []uint16) {
	best, degree := 0, -1
	for i := range p.c {
		e := 0
		if row := p.row(i); v < len(row) {
			e = int(row[v])
		}
		if e > degree {
			best, degree = i, e
		}
	}
	return p.c[best], p.row(best)
}

// monomialQuotient subtracts exponents; false where one would be negative.
func monomialQuotient(a, b []uint16) ([]uint16, bool) {
	out := make([]uint16, max(len(a), len(b)))
	copy(out, a)
	for v, e := range b {
		if out[v] < e {
			return nil, false
		}
		out[v] -= e
	}
	return out, true
}
