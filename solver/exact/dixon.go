package exact

import (
	"context"
	"errors"
	"math"
	"math/big"
	"math/bits"

	"brink/games/algebra"
)

// ErrSingular says that a system of equations has no solution, or several.
var ErrSingular = errors.New("exact: the matrix is singular")

// Solve returns the solution of the n×n system A x = b over the rationals as
// numerators over one positive common denominator; A is given row by row. The error
// is ErrSingular exactly when A is singular, and otherwise the cause for which the
// context ended.
//
// Dixon's method ("Exact solution of linear equations using p-adic
// expansions", Numer. Math. 40 (1982) 137-141): invert A modulo a prime once,
// then every further digit of the p-adic expansion of x costs two products of
// a matrix with a vector; at the end the expansion is turned into rationals.
// O(n³) word operations altogether up to logarithms, where fraction-free
// elimination needs O(n³) operations on numbers of n digits. The result is
// verified. A matrix that is singular modulo the prime is called singular when
// the same method finds a vector of its kernel; else integer pivoting decides.
func Solve(ctx context.Context, n int, a, b []int64) (num []*big.Int, den *big.Int, err error) {
	// Residues stay below n·max|A| + max|b|.
	top := int64(1)
	for _, v := range a {
		top = max(top, v, -v)
	}
	for _, v := range b {
		top = max(top, v, -v)
	}
	if bits.Len64(uint64(top))+bits.Len(uint(n))+1 < 62 {
		s := &padic{ctx: ctx, n: n, a: a, b: b}
		if s.invert() {
			if num, den, ok := s.solve(); ok {
				return num, den, nil
			}
		} else if n > pivotingRows && ctx.Err() == nil && s.singular() && ctx.Err() == nil {
			return nil, nil, ErrSingular
		}
	}
	return solvePivoting(ctx, n, a, b)
}

// pivotingRows is the size up to which pivoting is no slower than a proof that a
// matrix is singular.
const pivotingRows = 32

// solvePivoting is Solve by integer pivoting.
func solvePivoting(ctx context.Context, n int, a, b []int64) ([]*big.Int, *big.Int, error) {
	t := NewTableau(n, n+1, func(i, j int) *big.Int {
		if j == n {
			return big.NewInt(b[i])
		}
		return big.NewInt(a[i*n+j])
	})
	row := make([]int, n) // of each variable
	used := make([]bool, n)
	for c := range n {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		r := 0
		for r < n && (used[r] || t.Sign(r, c) == 0) {
			r++
		}
		if r == n {
			return nil, nil, ErrSingular
		}
		t.Pivot(r, c)
		used[r], row[c] = true, r
	}
	num := make([]*big.Int, n)
	for c := range num {
		num[c] = t.At(row[c], n)
	}
	return num, t.Det(), nil
}

// prime is 2^61-1, whose reductions are shifts.
const prime = algebra.Mersenne61

func toMod(v int64) uint64 {
	v %= prime
	if v < 0 {
		v += prime
	}
	return uint64(v)
}

// padic is one run of Dixon's method.
type padic struct {
	ctx  context.Context
	n    int
	a, b []int64
	inv  []uint64 // A^-1 modulo prime
}

// invert fills in inv by Gauss-Jordan elimination modulo the prime.
func (s *padic) invert() bool {
	n := s.n
	w := make([]uint64, n*n)
	for k, v := range s.a {
		w[k] = toMod(v)
	}
	inv := make([]uint64, n*n)
	for i := range n {
		inv[i*n+i] = 1
	}
	for c := range n {
		r := c
		for r < n && w[r*n+c] == 0 {
			r++
		}
		if r == n || s.ctx.Err() != nil {
			return false
		}
		if r != c {
			for j := range n {
				w[r*n+j], w[c*n+j] = w[c*n+j], w[r*n+j]
				inv[r*n+j], inv[c*n+j] = inv[c*n+j], inv[r*n+j]
			}
		}
		f := algebra.InverseMersenne61(w[c*n+c])
		scaleMod(w[c*n+c:c*n+n], f)
		scaleMod(inv[c*n:c*n+n], f)
		for i := range n {
			if i == c || w[i*n+c] == 0 {
				continue
			}
			f := prime - w[i*n+c]
			addMod(w[i*n+c:i*n+n], w[c*n+c:c*n+n], f)
			addMod(inv[i*n:i*n+n], inv[c*n:c*n+n], f)
		}
	}
	s.inv = inv
	return true
}

// singular proves that A, singular modulo the prime, is singular: rows and columns
// of a greatest minor that is not 0 modulo the prime determine how another column
// would depend on these, and A is asked whether it does. False proves nothing: the
// prime may divide minors that are not 0.
func (s *padic) singular() bool {
	n := s.n
	rows, cols, free := s.profile()
	if s.ctx.Err() != nil {
		return false
	}
	sub := &padic{ctx: s.ctx, n: len(rows)}
	for _, i := range rows {
		for _, j := range cols {
			sub.a = append(sub.a, s.a[i*n+j])
		}
		sub.b = append(sub.b, s.a[i*n+free])
	}
	num, den, ok := []*big.Int(nil), big.NewInt(1), true
	if sub.n > 0 {
		if ok = sub.invert(); ok {
			num, den, ok = sub.solve()
		}
	}
	if !ok {
		return false
	}
	kernel := make([]*big.Int, n)
	for j := range kernel {
		kernel[j] = new(big.Int)
	}
	for k, j := range cols {
		kernel[j] = num[k]
	}
	kernel[free] = new(big.Int).Neg(den)
	zero := &padic{ctx: s.ctx, n: n, a: s.a, b: make([]int64, n)}
	return zero.check(kernel, big.NewInt(1))
}

// profile returns rows and columns of a greatest minor of A that is not 0 modulo
// the prime, and the first column outside of it. A must be singular modulo the
// prime.
func (s *padic) profile() (rows, cols []int, free int) {
	n := s.n
	w := make([]uint64, n*n)
	for k, v := range s.a {
		w[k] = toMod(v)
	}
	free = -1
	used := make([]bool, n)
	for c := range n {
		if s.ctx.Err() != nil {
			return nil, nil, c
		}
		r := 0
		for r < n && (used[r] || w[r*n+c] == 0) {
			r++
		}
		if r == n {
			if free < 0 {
				free = c
			}
			continue
		}
		used[r] = true
		rows, cols = append(rows, r), append(cols, c)
		inv := algebra.InverseMersenne61(w[r*n+c])
		for i := range n {
			if !used[i] && w[i*n+c] != 0 {
				addMod(w[i*n+c:i*n+n], w[r*n+c:r*n+n], prime-algebra.MulMersenne61(w[i*n+c], inv))
			}
		}
	}
	return rows, cols, free
}

func scaleMod(x []uint64, f uint64) {
	for j := range x {
		x[j] = algebra.MulMersenne61(x[j], f)
	}
}

// addMod adds f·y to x.
func addMod(x, y []uint64, f uint64) {
	y = y[:len(x)]
	for j := range x {
		z := x[j] + algebra.MulMersenne61(y[j], f)
		if z >= prime {
			z -= prime
		}
		x[j] = z
	}
}

// solve lifts and reconstructs.
func (s *padic) solve() ([]*big.Int, *big.Int, bool) {
	n := s.n
	// Cramer: numerators and denominator are minors of [A | b], below 2^size.
	size := s.minorBits()
	digits := (2*size+4)/61 + 1
	residue := append([]int64(nil), s.b...)
	expansion := make([][]uint64, n) // digits of each variable
	x := make([]uint64, n)
	inversePrime := inverse64(prime)
	for range digits {
		if s.ctx.Err() != nil {
			return nil, nil, false
		}
		for i := range n {
			var hi, lo uint64
			for j, c := range s.inv[i*n : i*n+n] {
				h, l := bits.Mul64(c, toMod(residue[j]))
				var carry uint64
				lo, carry = bits.Add64(lo, l, 0)
				hi += h + carry // each term is below 2^122
				if j&31 == 31 {
					hi, lo = 0, mod128(hi, lo)
				}
			}
			x[i] = mod128(hi, lo)
			expansion[i] = append(expansion[i], x[i])
		}
		for i := range n {
			// (residue - A x)/p is a small integer, so modulo 2^64 is enough.
			t := uint64(residue[i])
			for j, v := range s.a[i*n : i*n+n] {
				t -= uint64(v) * x[j]
			}
			residue[i] = int64(t * inversePrime)
		}
	}
	return s.reconstruct(expansion, size)
}

// mod128 reduces modulo the prime.
func mod128(hi, lo uint64) uint64 {
	// 2^64 = 8 modulo the prime.
	h, l := bits.Mul64(hi, 8)
	l, carry := bits.Add64(l, lo, 0)
	h += carry
	z := l&prime + (h<<3 | l>>61)
	for z >= prime {
		z -= prime
	}
	return z
}

// minorBits is Hadamard's bound for the minors of [A | b].
func (s *padic) minorBits() int {
	total := 0.0
	for i := range s.n {
		sum := 1 + float64(s.b[i])*float64(s.b[i])
		for _, v := range s.a[i*s.n : (i+1)*s.n] {
			sum += float64(v) * float64(v)
		}
		total += math.Log2(sum) / 2
	}
	return int(total*(1+1e-9)) + 2
}

// reconstruct turns p-adic expansions into fractions with one denominator,
// which grows by what each variable needs (few variables need anything). The
// outcome is checked against the system.
func (s *padic) reconstruct(expansion [][]uint64, size int) ([]*big.Int, *big.Int, bool) {
	modulus := new(big.Int).Exp(big.NewInt(prime), big.NewInt(int64(len(expansion[0]))), nil)
	half := new(big.Int).Rsh(modulus, 1)
	limit := new(big.Int).Lsh(big.NewInt(1), uint(size))
	den := big.NewInt(1)
	num := make([]*big.Int, s.n)
	centred := func(v *big.Int) *big.Int {
		v.Mod(v, modulus)
		if v.Cmp(half) > 0 {
			v.Sub(v, modulus)
		}
		return v
	}
	p := new(big.Int).SetUint64(prime)
	for i, digits := range expansion {
		if s.ctx.Err() != nil {
			return nil, nil, false
		}
		num[i] = fromDigits(digits, p)
		v := centred(new(big.Int).Mul(num[i], den))
		if v.CmpAbs(limit) <= 0 {
			continue
		}
		_, d, ok := rationalFrom(v.Mod(v, modulus), modulus, limit)
		if !ok {
			return nil, nil, false
		}
		den.Mul(den, d)
	}
	for i := range num {
		num[i] = centred(num[i].Mul(num[i], den))
	}
	return num, den, s.check(num, den)
}

// fromDigits evaluates an expansion by halves, so that the products stay
// balanced.
func fromDigits(digits []uint64, p *big.Int) *big.Int {
	if len(digits) == 1 {
		return new(big.Int).SetUint64(digits[0])
	}
	half := len(digits) / 2
	high := fromDigits(digits[half:], p)
	high.Mul(high, new(big.Int).Exp(p, big.NewInt(int64(half)), nil))
	return high.Add(high, fromDigits(digits[:half], p))
}

// rationalFrom finds r/t = v modulo m with |r| and 0 < t at most limit (Wang
// 1981): the extended Euclidean algorithm stopped half way.
func rationalFrom(v, m, limit *big.Int) (r, t *big.Int, ok bool) {
	r0, r1 := new(big.Int).Set(m), new(big.Int).Set(v)
	t0, t1 := new(big.Int), big.NewInt(1)
	var q, u big.Int
	for r1.Cmp(limit) > 0 {
		q.QuoRem(r0, r1, &u)
		r0, r1, u = r1, new(big.Int).Set(&u), *r0
		q.Mul(&q, t1)
		q.Sub(t0, &q)
		t0, t1 = t1, new(big.Int).Set(&q)
	}
	if t1.Sign() < 0 {
		t1.Neg(t1)
		r1.Neg(r1)
	}
	return r1, t1, t1.Sign() > 0 && t1.Cmp(limit) <= 0
}

// check says whether A num = b den.
func (s *padic) check(num []*big.Int, den *big.Int) bool {
	var left, term, v big.Int
	for i := range s.n {
		left.SetInt64(0)
		for j, c := range s.a[i*s.n : (i+1)*s.n] {
			if c != 0 {
				left.Add(&left, term.Mul(num[j], v.SetInt64(c)))
			}
		}
		if left.Cmp(term.Mul(den, v.SetInt64(s.b[i]))) != 0 {
			return false
		}
	}
	return true
}
