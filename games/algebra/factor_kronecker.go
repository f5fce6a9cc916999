package algebra

import "math/big"

// Limits of Kronecker's method. The image of a polynomial of degree 3 in each of
// three variables has degree 63.
const (
	maxKroneckerDegree  = maxUnivariateDegree
	maxKroneckerFactors = 12
	irreducibilityTries = 6
)

// splitKronecker factors a square-free polynomial that is primitive in each of
// its variables. It first looks for a proof that the polynomial is irreducible:
// values for all variables but one that keep the degree and leave an irreducible
// polynomial. Then it factors the image under x_i → t^(D_i), with D_i so large
// that images of different monomials of p differ (Kronecker 1882), and takes
// products of factors of the image back. complete is false when a limit was met.
func splitKronecker(p Poly, e *Effort) (out []Poly, complete bool) {
	if irreducibleImage(p, e) {
		return []Poly{p}, true
	}
	vars := p.Vars()
	weight, n := make([]int, len(vars)), 1
	for i, v := range vars {
		weight[i] = n
		if n *= p.Degree(v) + 1; n-1 > maxKroneckerDegree {
			return []Poly{p}, false
		}
	}
	image := func(p Poly) Poly {
		out := Poly{nv: 1}
		for i, c := range p.c {
			e := 0
			for k, v := range vars {
				e += weight[k] * int(p.exp[i*p.nv+v])
			}
			out.exp, out.c = append(out.exp, uint16(e)), append(out.c, c)
		}
		return collect(1, out.exp, out.c)
	}
	back := func(q Poly) Poly {
		nv := vars[len(vars)-1] + 1
		out := Poly{nv: nv, exp: make([]uint16, nv*len(q.c)), c: q.c}
		for i := range q.c {
			e := int(q.exp[i])
			for k := len(vars) - 1; k >= 0; k-- {
				out.exp[i*nv+vars[k]] = uint16(e / weight[k])
				e %= weight[k]
			}
		}
		return collect(nv, out.exp, out.c)
	}
	// The image may have repeated and monomial factors though p has none.
	f := factorizer{complete: true, effort: e}
	var parts []Poly
	for _, x := range f.all(image(p)).List {
		for range x.N {
			parts = append(parts, x.P)
		}
	}
	if !f.complete || len(parts) > maxKroneckerFactors {
		return []Poly{p}, false
	}
	for size := 1; 2*size <= len(parts); {
		pick := make([]int, size)
		for i := range pick {
			pick[i] = i
		}
		found := false
		for ok := true; ok && !found; ok = nextSubset(pick, len(parts)) {
			if !e.Spend(large) {
				return nil, false
			}
			q := IntPoly(1)
			for _, i := range pick {
				q = q.Mul(parts[i])
			}
			cand := positive(back(q))
			if rest, ok := p.divExact(cand, e); ok && !cand.IsConst() {
				out = append(out, cand)
				p = rest
				for i := len(pick) - 1; i >= 0; i-- {
					parts = append(parts[:pick[i]:pick[i]], parts[pick[i]+1:]...)
				}
				found = true
				break
			}
		}
		if !found {
			size++
		}
	}
	return append(out, p), true
}

// irreducibleImage reports whether some substitution of small integers for all
// variables but one proves p irreducible: p is primitive in the variable left
// over, and its image has the same degree there and is irreducible.
func irreducibleImage(p Poly, e *Effort) bool {
	vars := p.Vars()
	for try := range irreducibilityTries {
		v := vars[try%len(vars)]
		q := p
		for _, u := range vars {
			if u != v {
				q = q.At(u, big.NewRat(int64(Mix(uint64(try)<<8^uint64(u))%19)-9, 1))
			}
		}
		if q.Degree(v) != p.Degree(v) {
			continue
		}
		q, _ = q.Primitive()
		coeffs := make([]Int, q.Degree(v)+1)
		for i, c := range q.c {
			coeffs[q.exp[i*q.nv+v]] = c
		}
		if _, _, irreducible := choosePrime(coeffs, candidates(big.NewInt(0)), e); irreducible {
			return true
		}
	}
	return false
}
