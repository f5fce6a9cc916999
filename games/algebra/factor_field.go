package algebra

import (
	"math/big"
	"math/bits"
)

// Factorisation of dense univariate polynomials over a prime field of odd
// characteristic, constant terms first (Cantor and Zassenhaus, "A new algorithm
// for factoring polynomials over finite fields", Math. Comp. 36, 1981).

// monic divides by the leading coefficient; a must not be zero.
func (f field) monic(a []uint64) []uint64 {
	k := f.inv(a[len(a)-1])
	out := make([]uint64, len(a))
	for i, c := range a {
		out[i] = f.mul(c, k)
	}
	return out
}

// divide returns quotient and remainder by a monic b, and overwrites a.
func (f field) divide(a, b []uint64) (quo, rem []uint64) {
	a = trim(a)
	if len(a) < len(b) {
		return nil, a
	}
	quo = make([]uint64, len(a)-len(b)+1)
	for k := len(quo) - 1; k >= 0; k-- {
		c := a[k+len(b)-1]
		quo[k] = c
		if c == 0 {
			continue
		}
		for i, x := range b {
			a[k+i] = f.sub(a[k+i], f.mul(c, x))
		}
	}
	return quo, trim(a[:len(b)-1])
}

func (f field) product(a, b []uint64) []uint64 {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	out := make([]uint64, len(a)+len(b)-1)
	for i, x := range a {
		for j, y := range b {
			out[i+j] = f.add(out[i+j], f.mul(x, y))
		}
	}
	return out
}

// power returns a^n modulo a monic m of degree at least 1, for a of smaller
// degree.
func (f field) power(a []uint64, n *big.Int, m []uint64) []uint64 {
	r := append(make([]uint64, 0, 2*len(m)), 1)
	room := make([]uint64, 0, 2*len(m))
	for i := n.BitLen() - 1; i >= 0; i-- {
		r, room = f.mulMod(r, r, m, room), r
		if n.Bit(i) == 1 {
			r, room = f.mulMod(r, a, m, room), r
		}
	}
	return r
}

// mulMod returns a·b modulo a monic m, in the memory of room.
func (f field) mulMod(a, b, m, room []uint64) []uint64 {
	if len(a) == 0 || len(b) == 0 {
		return room[:0]
	}
	out := room[:len(a)+len(b)-1]
	clear(out)
	for i, x := range a {
		for j, y := range b {
			out[i+j] = f.add(out[i+j], f.mul(x, y))
		}
	}
	for n := len(out); n >= len(m); n-- {
		if c := out[n-1]; c != 0 {
			for i, x := range m {
				out[n-len(m)+i] = f.sub(out[n-len(m)+i], f.mul(c, x))
			}
		}
	}
	return trim(out[:min(len(out), len(m)-1)])
}

// common is the monic gcd, and keeps its arguments.
func (f field) common(a, b []uint64) []uint64 {
	g := f.gcd(append([]uint64(nil), a...), append([]uint64(nil), b...))
	if len(g) == 0 {
		return nil
	}
	return f.monic(g)
}

// minus returns a - b.
func (f field) minus(a, b []uint64) []uint64 {
	out := make([]uint64, max(len(a), len(b)))
	copy(out, a)
	for i, c := range b {
		out[i] = f.sub(out[i], c)
	}
	return trim(out)
}

// squareFree reports whether a and its derivative are coprime.
func (f field) squareFree(a []uint64) bool {
	d := make([]uint64, len(a)-1)
	for i := range d {
		d[i] = f.mul(a[i+1], uint64(i+1)%f.p)
	}
	return len(f.common(a, trim(d))) == 1
}

// bits is the length of the characteristic.
func (f field) bits() int { return bits.Len64(f.p) }

// powerSteps is the price of a power modulo a polynomial of n coefficients, the
// exponent being of so many bits.
func powerSteps(bits, n int) int { return bits * n * n / 4 }

// sameDegree is a product of irreducible factors of one degree.
type sameDegree struct {
	product []uint64
	degree  int
}

// distinctDegree splits a square-free monic a by the degrees of its factors: the
// gcd with x^(p^d) - x holds those of degree d. The parts mean nothing once the effort
// is spent.
func (f field) distinctDegree(a []uint64, e *Effort) []sameDegree {
	var out []sameDegree
	p := new(big.Int).SetUint64(f.p)
	x := []uint64{0, 1}
	_, h := f.divide(append([]uint64(nil), x...), a)
	for d := 1; len(a)-1 >= 2*d && e.Spend(powerSteps(f.bits(), len(a))); d++ {
		h = f.power(h, p, a)
		if g := f.common(f.minus(h, x), a); len(g) > 1 {
			out = append(out, sameDegree{g, d})
			a, _ = f.divide(append([]uint64(nil), a...), g)
			_, h = f.divide(h, a)
		}
	}
	if len(a) > 1 {
		out = append(out, sameDegree{a, len(a) - 1})
	}
	return out
}

// irreducibles splits a product of factors of one degree into them. Half of all
// polynomials separate two given factors; seed makes the choice repeatable.
func (f field) irreducibles(s sameDegree, seed uint64) [][]uint64 {
	n := len(s.product) - 1
	if n == s.degree {
		return [][]uint64{s.product}
	}
	half := new(big.Int).Exp(new(big.Int).SetUint64(f.p), big.NewInt(int64(s.degree)), nil)
	half.Rsh(half, 1) // (p^d - 1)/2
	for {
		a := make([]uint64, n)
		for i := range a {
			seed = Mix(seed)
			a[i] = seed % f.p
		}
		b := f.minus(f.power(trim(a), half, s.product), []uint64{1})
		if g := f.common(b, s.product); len(g) > 1 && len(g) < len(s.product) {
			h, _ := f.divide(append([]uint64(nil), s.product...), g)
			return append(f.irreducibles(sameDegree{g, s.degree}, Mix(seed)), f.irreducibles(sameDegree{h, s.degree}, ^seed)...)
		}
	}
}
