package algebra

import (
	"math/big"
	"math/bits"
)

// Mersenne61 is the prime 2^61 - 1, for which residues multiply without division.
const Mersenne61 = 1<<61 - 1

const mersenne61 = Mersenne61

// MulMersenne61 multiplies residues modulo that prime.
func MulMersenne61(x, y uint64) uint64 {
	// 2^61 = 1: add the two halves of the product.
	hi, lo := bits.Mul64(x, y)
	s := lo&mersenne61 + (hi<<3 | lo>>61)
	if s >= mersenne61 {
		s -= mersenne61
	}
	return s
}

// InverseMersenne61 inverts a residue other than 0 modulo that prime.
func InverseMersenne61(x uint64) uint64 { return field{mersenne61}.inv(x) }

// ProvedSquareFree reports whether a polynomial, given by its coefficients, constant
// term first, is square-free modulo 2^61-1 without losing degree. Then it is
// square-free: a square that divides it divides it modulo the prime too. Almost all
// square-free polynomials pass, whatever the length of their coefficients.
func ProvedSquareFree(coeffs []*big.Int) bool {
	f := field{mersenne61}
	a := f.residues(coeffs)
	return len(a) > 0 && len(a) == len(coeffs) && f.squareFree(a)
}

// ProvedCoprime reports whether two polynomials, given by their coefficients, constant
// term first, are coprime modulo 2^61-1, and one of them keeps its degree there. Then
// they are coprime: a common divisor would keep its degree, too. Almost all coprime
// polynomials pass, whatever the length of their coefficients.
func ProvedCoprime(p, q []*big.Int) bool {
	f := field{mersenne61}
	a, b := f.residues(p), f.residues(q)
	return (len(a) == len(p) || len(b) == len(q)) && len(f.common(a, b)) == 1
}

// residues are the coefficients of a polynomial in the field, without leading zeros.
func (f field) residues(coeffs []*big.Int) []uint64 {
	out := make([]uint64, len(coeffs))
	var r, m big.Int
	m.SetUint64(f.p)
	for k, c := range coeffs {
		out[k] = r.Mod(c, &m).Uint64()
	}
	return trim(out)
}

// field is the field of integers modulo a prime p below 2^62; residues are
// 0, …, p-1.
type field struct{ p uint64 }

func (f field) add(a, b uint64) uint64 {
	if s := a + b; s < f.p {
		return s
	}
	return a + b - f.p
}

func (f field) sub(a, b uint64) uint64 {
	if a >= b {
		return a - b
	}
	return a + f.p - b
}

func (f field) mul(a, b uint64) uint64 {
	if f.p < 1<<32 {
		return a * b % f.p
	}
	if f.p == mersenne61 {
		return MulMersenne61(a, b)
	}
	hi, lo := bits.Mul64(a, b)
	return bits.Rem64(hi, lo, f.p)
}

func (f field) pow(a, n uint64) uint64 {
	r := uint64(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r = f.mul(r, a)
		}
		a = f.mul(a, a)
	}
	return r
}

// inv returns 1/a for a != 0 by Fermat's little theorem.
func (f field) inv(a uint64) uint64 { return f.pow(a, f.p-2) }

// of returns the residue of x.
func (f field) of(x Int) uint64 {
	if x.b != nil {
		var m big.Int
		return m.Mod(x.b, m.SetUint64(f.p)).Uint64()
	}
	r := absWord(x.w) % f.p
	if x.w < 0 && r != 0 {
		r = f.p - r
	}
	return r
}

// all returns the residues of a list.
func (f field) all(c []Int) []uint64 {
	out := make([]uint64, len(c))
	for i, x := range c {
		out[i] = f.of(x)
	}
	return out
}

// previous returns the field of the next smaller prime.
func (f field) previous() field {
	p := f.p - 2
	for !new(big.Int).SetUint64(p).ProbablyPrime(0) { // exact below 2^64
		p -= 2
	}
	return field{p}
}

// lift returns the integer nearest to 0 with residue a.
func (f field) lift(a uint64) Int {
	if a > f.p/2 {
		return NewInt(-int64(f.p - a))
	}
	return NewInt(int64(a))
}

// trim drops leading zeros of a dense univariate polynomial, constant term first.
func trim(a []uint64) []uint64 {
	for len(a) > 0 && a[len(a)-1] == 0 {
		a = a[:len(a)-1]
	}
	return a
}

// gcd returns a greatest common divisor of two dense univariate polynomials,
// not normalised, and overwrites both. The remainders are pseudo-remainders, so
// that no inverse is needed.
func (f field) gcd(a, b []uint64) []uint64 {
	a, b = trim(a), trim(b)
	for len(b) > 0 {
		lb := b[len(b)-1]
		for len(a) >= len(b) {
			la, shift := a[len(a)-1], len(a)-len(b)
			for i := range a[:shift] {
				a[i] = f.mul(a[i], lb)
			}
			for i, c := range b {
				a[shift+i] = f.sub(f.mul(a[shift+i], lb), f.mul(la, c))
			}
			a = trim(a)
		}
		a, b = b, a
	}
	return a
}

// point returns a fixed, irregular residue for variable v, the same in every
// run. No answer depends on these points; unlucky ones only cost time.
func (f field) point(v Var, attempt int) uint64 {
	return Mix(Mix(uint64(v))^uint64(attempt))%(f.p-1) + 1
}
