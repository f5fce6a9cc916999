package algebra

import (
	"iter"
	"math/big"
)

// Limits of the factorisation of univariate polynomials. Within them it takes
// milliseconds; BenchmarkFactorize/univariate* measure it.
const (
	maxUnivariateDegree = 150
	maxUnivariateBits   = 6000    // of the modulus that bounds the coefficients of factors
	maxRecombinations   = 1 << 13 // products of modular factors that are tried
	goodPrimes          = 4       // primes compared before one is chosen
)

// splitUnivariate factors a primitive square-free polynomial in v alone by
// Zassenhaus' algorithm ("On Hensel factorization I", J. Number Theory 1, 1969):
// factor modulo a prime, lift, and multiply modular factors together until they
// divide. complete is false when a limit left a factor that may be reducible.
func splitUnivariate(p Poly, v Var, e *Effort) (out []Poly, complete bool) {
	n := p.Degree(v)
	if n == 1 {
		return []Poly{p}, true
	}
	coeffs := make([]Int, n+1)
	for i, c := range p.c {
		coeffs[p.exp[i*p.nv+v]] = c
	}
	if n > maxUnivariateDegree {
		return []Poly{p}, false
	}
	// A factor times lc(p)/lc(factor) has coefficients of at most
	// |lc(p)| · 2^n · ‖p‖ (Mignotte 1974); the modulus must be more than twice that.
	norm := new(big.Int)
	for _, c := range coeffs {
		norm.Add(norm, new(big.Int).Mul(c.Big(), c.Big()))
	}
	bound := norm.Sqrt(norm)
	bound.Add(bound, big.NewInt(1))
	bound.Mul(bound, p.Lead().Abs().Big()).Lsh(bound, uint(n+1))
	if bound.BitLen() > maxUnivariateBits {
		return []Poly{p}, false
	}
	f, parts, irreducible := choosePrime(coeffs, candidates(bound), e)
	if irreducible {
		return []Poly{p}, true
	}
	if parts == nil {
		return []Poly{p}, false
	}
	moduli := []*big.Int{new(big.Int).SetUint64(f.p)}
	for m := moduli[0]; m.Cmp(bound) <= 0; {
		m = new(big.Int).Mul(m, m)
		moduli = append(moduli, m)
	}
	var modular [][]uint64
	for _, s := range parts {
		modular = append(modular, f.irreducibles(s, uint64(n))...)
		if !e.Spend(powerSteps(s.degree*f.bits(), len(s.product))) {
			return []Poly{p}, false
		}
	}
	z := residuePolys{moduli[len(moduli)-1]}
	a := zeros(n + 1)
	for i, c := range coeffs {
		a[i].Mod(c.Big(), z.m)
	}
	lifted := f.hensel(a, modular, moduli, e)
	if e.Spent() {
		return []Poly{p}, false
	}
	return recombine(p, v, lifted, z, e)
}

// wordPrimes are the largest primes below 2^32: factors with coefficients below
// half of that need no lifting.
var wordPrimes = [...]uint64{1<<32 - 5, 1<<32 - 17, 1<<32 - 65, 1<<32 - 99}

// candidates are the primes to try for factors with coefficients below bound/2.
func candidates(bound *big.Int) iter.Seq[field] {
	return func(yield func(field) bool) {
		if bound.BitLen() < 32 {
			for _, p := range wordPrimes {
				if !yield(field{p}) {
					return
				}
			}
		}
		for f := (field{101}); f.p < 2000; f = f.next() {
			if !yield(f) {
				return
			}
		}
	}
}

// choosePrime returns a prime modulo which the polynomial stays square-free and
// of its degree, with its distinct-degree factors there, or nil when it finds
// none. Of several it takes the one with the fewest factors; and when no degree
// of a proper factor is possible modulo all of them, it reports that the
// polynomial is irreducible.
func choosePrime(coeffs []Int, primes iter.Seq[field], e *Effort) (best field, parts []sameDegree, irreducible bool) {
	n := len(coeffs) - 1
	possible := new(big.Int).Lsh(big.NewInt(1), uint(n+1))
	possible.Sub(possible, big.NewInt(1)) // bit d: a factor of degree d may exist
	fewest, good := n+1, 0
	for f := range primes {
		if good == goodPrimes {
			break
		}
		a := f.all(coeffs)
		if !e.Spend(n * n) {
			return best, nil, false
		}
		if a[n] == 0 || !f.squareFree(a) {
			continue
		}
		good++
		split := f.distinctDegree(f.monic(a), e)
		if e.Spent() {
			return best, nil, false
		}
		count := 0
		degrees := big.NewInt(1)
		for _, s := range split {
			for k := (len(s.product) - 1) / s.degree; k > 0; k-- {
				degrees.Or(degrees, new(big.Int).Lsh(degrees, uint(s.degree)))
				count++
			}
		}
		possible.And(possible, degrees)
		if onlyEnds(possible, n) {
			return f, split, true
		}
		if count < fewest {
			best, parts, fewest = f, split, count
		}
	}
	return best, parts, false
}

// onlyEnds reports whether of the bits 0 to n only the first and last are set.
func onlyEnds(x *big.Int, n int) bool {
	for d := 1; d < n; d++ {
		if x.Bit(d) == 1 {
			return false
		}
	}
	return true
}

// next returns the field of the next larger prime, by trial division.
func (f field) next() field {
search:
	for p := f.p + 2; ; p += 2 {
		for d := uint64(3); d*d <= p; d += 2 {
			if p%d == 0 {
				continue search
			}
		}
		return field{p}
	}
}

// recombine finds the factors of p over the integers from its monic factors
// modulo z.m, trying products of one, two, … of them.
func recombine(p Poly, v Var, modular [][]*big.Int, z residuePolys, e *Effort) (out []Poly, complete bool) {
	tried := 0
	for size := 1; 2*size <= len(modular); {
		found := false
		pick := make([]int, size)
		for i := range pick {
			pick[i] = i
		}
		for ok := true; ok; ok = nextSubset(pick, len(modular)) {
			if tried++; tried > maxRecombinations || !e.Spend(productSteps*size) {
				return append(out, p), false
			}
			q, divides := combined(p, v, modular, pick, z, e)
			if !divides {
				continue
			}
			out = append(out, q)
			p = p.mustDiv(q)
			for i := len(pick) - 1; i >= 0; i-- {
				modular = append(modular[:pick[i]:pick[i]], modular[pick[i]+1:]...)
			}
			found = true
			break
		}
		if !found {
			size++
		}
	}
	return append(out, p), true
}

// combined multiplies the picked factors with the leading coefficient of p,
// takes the primitive part and reports whether it divides p.
func combined(p Poly, v Var, modular [][]*big.Int, pick []int, z residuePolys, e *Effort) (Poly, bool) {
	lead := p.Lead().Big()
	// The constant term alone rules most products out.
	c := new(big.Int).Set(lead)
	for _, i := range pick {
		c.Mod(c.Mul(c, modular[i][0]), z.m)
	}
	first := IntFromBig(centred(c, z.m))
	if !first.Divides(p.ConstTerm().Mul(p.Lead())) {
		return Poly{}, false
	}
	q := []*big.Int{new(big.Int).Mod(lead, z.m)}
	for _, i := range pick {
		q = z.mul(q, modular[i])
	}
	coeffs := make([]Poly, len(q))
	for i, c := range q {
		coeffs[i] = Constant(IntFromBig(centred(c, z.m)))
	}
	cand, _ := FromCoeffs(v, coeffs).Primitive()
	_, ok := p.divExact(cand, e)
	return cand, ok
}

// centred returns the representative of c modulo m nearest to 0.
func centred(c, m *big.Int) *big.Int {
	if twice := new(big.Int).Lsh(c, 1); twice.Cmp(m) > 0 {
		return new(big.Int).Sub(c, m)
	}
	return new(big.Int).Set(c)
}

// nextSubset steps to the next subset of 0, …, n-1 in lexicographic order.
func nextSubset(pick []int, n int) bool {
	for i := len(pick) - 1; i >= 0; i-- {
		if pick[i] < n-len(pick)+i {
			pick[i]++
			for j := i + 1; j < len(pick); j++ {
				pick[j] = pick[j-1] + 1
			}
			return true
		}
	}
	return false
}
