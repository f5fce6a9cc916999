package exact

import "math/big"

// SquareFree returns the primitive polynomial with the same roots, each simple.
func (p Univariate) SquareFree() Univariate {
	if len(p) < 2 || p.simpleModulo() {
		return p.Primitive()
	}
	g := p.GCD(p.Derivative())
	if g.Degree() <= 0 {
		return p.Primitive()
	}
	return p.Quo(g)
}

// simpleModulo reports whether p is square-free modulo 2^61-1 without losing
// degree. Then it is square-free: a square that divides p divides it modulo the
// prime too. Almost all square-free polynomials pass, whatever the length of
// their coefficients.
func (p Univariate) simpleModulo() bool {
	m := new(big.Int).SetUint64(prime)
	a := make([]uint64, len(p))
	r := new(big.Int)
	for k, c := range p {
		a[k] = r.Mod(c, m).Uint64()
	}
	if a[len(a)-1] == 0 {
		return false
	}
	b := make([]uint64, len(a)-1)
	for k := range b {
		b[k] = mulMod(a[k+1], uint64(k+1))
	}
	for {
		for len(b) > 0 && b[len(b)-1] == 0 {
			b = b[:len(b)-1]
		}
		switch len(b) {
		case 0:
			return false
		case 1:
			return true
		}
		// a mod b
		inv := powMod(b[len(b)-1], prime-2)
		for len(a) >= len(b) {
			f := mulMod(a[len(a)-1], inv)
			addMod(a[len(a)-len(b):], b, prime-f)
			a = a[:len(a)-1]
		}
		a, b = b, a
	}
}
