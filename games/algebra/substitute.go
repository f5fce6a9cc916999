package algebra

import (
	"math/big"
	"slices"
)

// At substitutes the rational r for v and multiplies by the positive integer
// denominator(r)^Degree(v), so that the result is an integer polynomial with
// the same sign as p at v = r.
func (p Poly) At(v Var, r *big.Rat) Poly {
	d := p.Degree(v)
	if d == 0 {
		return p
	}
	t := ratPowers(nil, r, d)
	exp := slices.Clone(p.exp)
	c := make([]Int, len(p.c))
	for i := range p.c {
		e := &exp[i*p.nv+v]
		c[i] = p.c[i].Mul(t[*e])
		*e = 0
	}
	return collect(p.nv, exp, c)
}

// ratPowers appends num^k · den^(d-k) for k = 0, …, d and r = num/den.
func ratPowers(dst []Int, r *big.Rat, d int) []Int {
	num, den := intOf(r.Num()), NewInt(1)
	if !r.IsInt() {
		den = intOf(r.Denom())
	}
	at := len(dst)
	dst = append(dst, NewInt(1))
	for k := 1; k <= d; k++ {
		dst = append(dst, dst[at+k-1].Mul(num))
	}
	if !den.IsOne() {
		f := den
		for k := d - 1; k >= 0; k-- {
			dst[at+k] = dst[at+k].Mul(f)
			f = f.Mul(den)
		}
	}
	return dst
}

// intOf returns b, copied if it does not fit a word, so that the caller of the
// package may change b later.
func intOf(b *big.Int) Int {
	if b.IsInt64() {
		return Int{w: b.Int64()}
	}
	return Int{b: new(big.Int).Set(b)}
}

// Substitute replaces v by the polynomial q (Horner's rule in v).
func (p Poly) Substitute(v Var, q Poly) Poly {
	if !p.Has(v) {
		return p
	}
	cs := p.Coeffs(v)
	r := cs[len(cs)-1]
	for k := len(cs) - 2; k >= 0; k-- {
		r = r.Mul(q).Add(cs[k])
	}
	return r
}

// SubstituteRatio replaces v by num/den and multiplies by den^Degree(v): the
// numerator of the substituted polynomial over that power of den.
func (p Poly) SubstituteRatio(v Var, num, den Poly) Poly {
	if !p.Has(v) {
		return p
	}
	cs := p.Coeffs(v)
	r := cs[len(cs)-1]
	dp := den
	for k := len(cs) - 2; k >= 0; k-- {
		r = r.Mul(num).Add(cs[k].Mul(dp))
		if k > 0 {
			dp = dp.Mul(den)
		}
	}
	return r
}

// Rename replaces variable v by to[v] for every v; variables that are sent to one
// become one, as in x·y to x². It panics as Mul does if an exponent would pass
// MaxDegree.
func (p Poly) Rename(to []Var) Poly {
	nv := 0
	for _, v := range p.Vars() {
		nv = max(nv, to[v]+1)
	}
	exp := make([]uint16, nv*len(p.c))
	for i := range p.c {
		for v, e := range p.row(i) {
			if e > 0 {
				if at := &exp[i*nv+to[v]]; int(*at)+int(e) > MaxDegree {
					panic(errDegree)
				} else {
					*at += e
				}
			}
		}
	}
	return collect(nv, exp, slices.Clone(p.c))
}
