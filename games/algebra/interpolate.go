package algebra

import "math/big"

// Interpolation modulo a prime, and from residues modulo primes to integers.

// inverses returns the inverses of 1, …, n-1 at their indices.
func (f field) inverses(n int) []uint64 {
	inv := append(make([]uint64, 0, n), 0, 1)
	for i := uint64(2); int(i) < n; i++ {
		// i·⌊p/i⌋ + p mod i = 0
		inv = append(inv, f.mul(f.p-f.p/i, inv[f.p%i]))
	}
	return inv
}

// interpolate replaces the values at start, start+1, … of a polynomial of degree
// below their number by its coefficients, constant term first: Newton's divided
// differences, then expansion into powers. inv holds the inverses of 1, 2, ….
func (f field) interpolate(y []uint64, start uint64, inv []uint64) {
	n := len(y)
	for k := 1; k < n; k++ {
		for j := n - 1; j >= k; j-- {
			y[j] = f.mul(f.sub(y[j], y[j-1]), inv[k])
		}
	}
	for k := n - 2; k >= 0; k-- {
		x := f.add(start, uint64(k))
		for j := k; j < n-1; j++ {
			y[j] = f.sub(y[j], f.mul(x, y[j+1]))
		}
	}
}

// solveVandermonde returns c with Σ c_i · roots_i^s = y_s for s = 1, …, len(roots);
// y may be longer. It fails when two roots coincide or one is 0. With
// M = Π (x - roots_i) and M_i = M/(x - roots_i), the sum Σ_s [x^s]M_i · y_(s+1) is
// c_i · roots_i · M_i(roots_i), since M_i vanishes at the other roots (Zippel 1990,
// "Interpolating polynomials from their values"): O(n²).
func (f field) solveVandermonde(roots, y []uint64) ([]uint64, bool) {
	n := len(roots)
	if n == 1 && roots[0] == 1 {
		return []uint64{y[0]}, true
	}
	m := append(make([]uint64, 0, n+1), 1) // M, leading coefficient last
	for _, r := range roots {
		m = append(m, m[len(m)-1])
		for k := len(m) - 2; k > 0; k-- {
			m[k] = f.sub(m[k-1], f.mul(r, m[k]))
		}
		m[0] = f.mul(f.sub(0, r), m[0])
	}
	out := make([]uint64, n)
	for i, r := range roots {
		// Synthetic division gives the coefficients of M_i from the top.
		q, sum, at := uint64(0), uint64(0), uint64(0)
		for s := n - 1; s >= 0; s-- {
			q = f.add(m[s+1], f.mul(q, r))
			sum = f.add(sum, f.mul(q, y[s]))
			at = f.add(f.mul(at, r), q)
		}
		if at = f.mul(at, r); at == 0 {
			return nil, false
		}
		out[i] = f.mul(sum, f.inv(at))
	}
	return out, true
}

// residues is a polynomial known modulo a product of primes, each coefficient
// the representative nearest to 0.
type residues struct {
	primes  int
	modulus Int
	value   Poly
}

// join takes in the polynomial modulo one more prime, by the Chinese remainder
// theorem, and reports whether it agreed with the value already there.
func (r *residues) join(f field, image Poly) bool {
	p := IntFromBig(new(big.Int).SetUint64(f.p))
	r.primes++
	if r.primes == 1 {
		r.modulus, r.value = p, Poly{nv: image.nv, exp: image.exp}
		for _, c := range image.c {
			r.value.c = append(r.value.c, f.lift(f.of(c)))
		}
		return false
	}
	// value + modulus · ((image - value)/modulus mod p), the last factor nearest
	// to 0.
	diff := image.Sub(r.value)
	inv := f.inv(f.of(r.modulus))
	step := Poly{nv: diff.nv}
	for i, c := range diff.c {
		if k := f.of(c); k != 0 {
			step.exp = append(step.exp, diff.row(i)...)
			step.c = append(step.c, f.lift(f.mul(k, inv)))
		}
	}
	r.value = r.value.Add(step.Scale(r.modulus))
	r.modulus = r.modulus.Mul(p)
	return step.IsZero()
}
