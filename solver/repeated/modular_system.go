package repeated

import (
	"context"
	"math/big"
	"math/bits"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"brink/games/algebra"
)

// modularSystem solves a·x = det·b over the polynomials by images: modulo primes of
// 62 bits the system is solved at the points of a grid, the solutions are
// interpolated, and the images joined by the Chinese remainder theorem (McClellan
// 1973, JACM 20:563-588). Degrees and coefficients are bounded by the rows and
// columns of the matrix (Leibniz), so that the result is exact. It costs
// grid·(n³/3 + n²·m) products of words a prime, where fraction-free elimination
// computes with minors of every size.
type modularSystem struct {
	a, b    [][]algebra.Poly
	n, m    int
	vars    []algebra.Var // the innermost of the grid first
	size    []int         // points in each variable: the degree bound and one more
	grid    int           // points
	bits    int           // of the largest coefficient, at most
	entries int           // det, then x row by row
}

// Limits of the method: from how many rows on it pays, and how many products of
// words it may take before elimination, whose intermediate results may be small, is
// tried instead.
const (
	modularRows  = 5
	modularLimit = 1 << 34
)

// newModularSystem prepares a system; false where elimination is to be preferred.
func newModularSystem(a, b [][]algebra.Poly) (*modularSystem, bool) {
	s := &modularSystem{a: a, b: b, n: len(a)}
	if s.n < modularRows {
		return nil, false
	}
	s.m = len(b[0])
	s.entries = 1 + s.n*s.m
	seen := map[algebra.Var]bool{}
	for i := range a {
		for _, p := range slices.Concat(a[i], b[i]) {
			for _, v := range p.Vars() {
				seen[v] = true
			}
		}
	}
	for v := range seen {
		s.vars = append(s.vars, v)
	}
	slices.Sort(s.vars)
	s.grid = 1
	sum := 0
	for _, v := range s.vars {
		d := s.degree(v) + 1
		s.size = append(s.size, d)
		sum += d
		if s.grid *= d; s.grid > 1<<22 {
			return nil, false
		}
	}
	for i := range a {
		norm := new(big.Int)
		for _, p := range a[i] {
			norm.Add(norm, oneNorm(p))
		}
		most := new(big.Int)
		for _, p := range b[i] {
			if x := oneNorm(p); x.Cmp(most) > 0 {
				most = x
			}
		}
		s.bits += norm.Add(norm, most).BitLen()
	}
	s.bits += 2 // both signs
	work := float64(s.grid) * float64(s.n*s.n*s.n/3+s.n*s.n*s.m+s.entries*sum) * float64(s.bits/61+1)
	return s, work <= modularLimit && float64(s.grid)*float64(s.entries) <= 1<<23
}

// degree bounds the degrees in v of det and x: every product of the Leibniz formula
// has one factor of each row, and one of each column.
func (s *modularSystem) degree(v algebra.Var) int {
	rows, columns := 0, make([]int, s.n)
	right := 0
	for i := range s.a {
		most := 0
		for j, p := range s.a[i] {
			d := p.Degree(v)
			most, columns[j] = max(most, d), max(columns[j], d)
		}
		for _, p := range s.b[i] {
			d := p.Degree(v)
			most, right = max(most, d), max(right, d)
		}
		rows += most
	}
	sum := 0
	for _, d := range columns {
		sum += d
	}
	// In x one column of the matrix is replaced by one of b.
	return min(rows, max(sum, sum-slices.Min(columns)+right))
}

// oneNorm is the sum of the absolute values of the coefficients.
func oneNorm(p algebra.Poly) *big.Int {
	sum := new(big.Int)
	for i := range p.Terms() {
		c, _ := p.Term(i)
		sum.Add(sum, new(big.Int).Abs(c.Big()))
	}
	return sum
}

// solve returns x and det; false if an unlucky prime or a singular matrix got in the
// way.
func (s *modularSystem) solve(ctx context.Context) ([][]algebra.Poly, algebra.Poly, bool, error) {
	var primes []uint64
	for candidate := uint64(1)<<62 - 1; len(primes)*61 < s.bits; candidate -= 2 {
		if new(big.Int).SetUint64(candidate).ProbablyPrime(0) {
			primes = append(primes, candidate)
		}
	}
	images := make([][]uint64, len(primes)) // by prime: coefficients, entry by entry
	lucky := make([]bool, len(primes))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range primes {
		group.Go(func() error {
			var err error
			images[i], lucky[i], err = s.image(ctx, newResidues(p))
			return err
		})
	}
	if err := group.Wait(); err != nil || slices.Contains(lucky, false) {
		return nil, algebra.Poly{}, false, err
	}
	polys := s.join(images, primes)
	x := make([][]algebra.Poly, s.n)
	for i := range x {
		x[i] = polys[1+i*s.m : 1+(i+1)*s.m]
	}
	return x, polys[0], true, nil
}

// term is a coefficient modulo a prime with the exponents of all variables.
type modularTerm struct {
	c   uint64
	exp []int
}

// image solves the system modulo a prime and returns the coefficients of det and x.
func (s *modularSystem) image(ctx context.Context, f residues) ([]uint64, bool, error) {
	width := s.n + s.m
	terms := make([][]modularTerm, s.n*width)
	for i := range s.n {
		for j, p := range slices.Concat(s.a[i], s.b[i]) {
			for k := range p.Terms() {
				c, e := p.Term(k)
				t := modularTerm{c: f.of(c.Big()), exp: make([]int, len(s.vars))}
				for q, v := range s.vars {
					if v < len(e) {
						t.exp[q] = int(e[v])
					}
				}
				terms[i*width+j] = append(terms[i*width+j], t)
			}
		}
	}
	// The nodes of a variable are consecutive residues from an arbitrary one on.
	nodes := make([][]uint64, len(s.vars))
	powers := make([][][]uint64, len(s.vars)) // by variable, node and exponent
	for q, d := range s.size {
		x := f.of(new(big.Int).SetUint64(0x9e3779b97f4a7c15 * uint64(q+1) >> 3))
		for range d {
			nodes[q] = append(nodes[q], x)
			row := make([]uint64, d)
			row[0] = f.one
			for e := 1; e < d; e++ {
				row[e] = f.mul(row[e-1], x)
			}
			powers[q] = append(powers[q], row)
			x = f.add(x, f.one)
		}
	}
	values := make([]uint64, s.entries*s.grid)
	at := make([]int, len(s.vars))
	matrix := make([][]uint64, s.n)
	for i := range matrix {
		matrix[i] = make([]uint64, width)
	}
	inner := make([][]uint64, s.n*width) // coefficients in the innermost variable
	first := 1
	if len(s.vars) > 0 {
		first = s.size[0]
	}
	for k := range s.grid {
		if k%first == 0 {
			if err := ctx.Err(); err != nil {
				return nil, false, err
			}
			for j, ts := range terms {
				inner[j] = inner[j][:0]
				for _, t := range ts {
					c, e := t.c, 0
					for q := range s.vars {
						switch {
						case q == 0:
							e = t.exp[0]
						case t.exp[q] > 0:
							c = f.mul(c, powers[q][at[q]][t.exp[q]])
						}
					}
					for len(inner[j]) <= e {
						inner[j] = append(inner[j], 0)
					}
					inner[j][e] = f.add(inner[j][e], c)
				}
			}
		}
		for j, c := range inner {
			v := uint64(0)
			for e := len(c) - 1; e >= 0; e-- {
				if len(s.vars) > 0 {
					v = f.mul(v, nodes[0][at[0]])
				}
				v = f.add(v, c[e])
			}
			matrix[j/width][j%width] = v
		}
		det := f.eliminate(matrix, s.n)
		if det == 0 {
			return nil, false, nil
		}
		values[k] = det
		for i := range s.n {
			for j := range s.m {
				values[(1+i*s.m+j)*s.grid+k] = f.mul(det, matrix[i][s.n+j])
			}
		}
		for q := range at {
			if at[q]++; at[q] < s.size[q] {
				break
			}
			at[q] = 0
		}
	}
	s.interpolate(f, values, nodes)
	return values, true, nil
}

// interpolate turns values at the grid into coefficients, variable by variable.
func (s *modularSystem) interpolate(f residues, values []uint64, nodes [][]uint64) {
	stride := 1
	for q, d := range s.size {
		inverses := make([]uint64, d)
		k := uint64(0)
		for i := range inverses {
			if i > 0 {
				inverses[i] = f.inverse(k)
			}
			k = f.add(k, f.one)
		}
		c, p := make([]uint64, d), make([]uint64, d)
		for base := 0; base < len(values); base += stride * d {
			for off := range stride {
				any := uint64(0)
				for i := range d {
					c[i] = values[base+off+i*stride]
					any |= c[i]
				}
				if any == 0 {
					continue
				}
				// Newton's differences, then Horner's rule.
				for j := 1; j < d; j++ {
					for i := d - 1; i >= j; i-- {
						c[i] = f.mul(f.sub(c[i], c[i-1]), inverses[j])
					}
				}
				clear(p)
				for i := d - 1; i >= 0; i-- {
					for e := min(d-1, d-1-i); e > 0; e-- {
						p[e] = f.sub(p[e-1], f.mul(p[e], nodes[q][i]))
					}
					p[0] = f.sub(c[i], f.mul(p[0], nodes[q][i]))
				}
				for i := range d {
					values[base+off+i*stride] = p[i]
				}
			}
		}
		stride *= d
	}
	for i, v := range values {
		values[i] = f.plain(v)
	}
}

// join builds the polynomials from their coefficients modulo the primes, by Garner's
// algorithm (1959).
func (s *modularSystem) join(images [][]uint64, primes []uint64) []algebra.Poly {
	fields := make([]residues, len(primes))
	below := make([][]uint64, len(primes)) // inverses of earlier primes
	modulus := big.NewInt(1)
	for i, p := range primes {
		fields[i] = newResidues(p)
		for _, q := range primes[:i] {
			below[i] = append(below[i], fields[i].inverse(fields[i].of(new(big.Int).SetUint64(q))))
		}
		modulus.Mul(modulus, new(big.Int).SetUint64(p))
	}
	half := new(big.Int).Rsh(modulus, 1)
	digits := make([]uint64, len(primes))
	integer := func(at int) algebra.Int {
		zero := true
		for i, im := range images {
			f := fields[i]
			v := f.from(im[at])
			for j := range i {
				v = f.mul(f.sub(v, f.from(digits[j]%primes[i])), below[i][j])
			}
			digits[i] = f.plain(v)
			zero = zero && digits[i] == 0
		}
		if zero {
			return algebra.Int{}
		}
		x := new(big.Int)
		for i := len(digits) - 1; i >= 0; i-- {
			x.Mul(x, new(big.Int).SetUint64(primes[i]))
			x.Add(x, new(big.Int).SetUint64(digits[i]))
		}
		if x.Cmp(half) > 0 {
			x.Sub(x, modulus)
		}
		return algebra.IntFromBig(x)
	}
	out := make([]algebra.Poly, s.entries)
	for e := range out {
		level := make([]algebra.Poly, s.grid)
		for k := range level {
			if c := integer(e*s.grid + k); c.Sign() != 0 {
				level[k] = algebra.Constant(c)
			}
		}
		for q, d := range s.size {
			next := make([]algebra.Poly, len(level)/d)
			for i := range next {
				next[i] = algebra.FromCoeffs(s.vars[q], level[i*d:(i+1)*d])
			}
			level = next
		}
		out[e] = level[0]
	}
	return out
}

// residues is arithmetic modulo an odd prime below 2^63, for many primes and millions
// of products each, which the one fixed prime of algebra.MulMersenne61 does not
// serve, on residues in the form of
// Montgomery (1985).
type residues struct {
	p, neg, one, square uint64
}

func newResidues(p uint64) residues {
	f := residues{p: p, neg: 1}
	for range 6 { // Newton's iteration for the inverse modulo 2^64
		f.neg *= 2 - p*f.neg
	}
	f.neg = -f.neg
	_, f.one = bits.Div64(1, 0, p)
	hi, lo := bits.Mul64(f.one, f.one)
	_, f.square = bits.Div64(hi%p, lo, p)
	return f
}

func (f residues) mul(x, y uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	h, l := bits.Mul64(lo*f.neg, f.p)
	_, carry := bits.Add64(lo, l, 0)
	if hi += h + carry; hi >= f.p {
		hi -= f.p
	}
	return hi
}

func (f residues) add(x, y uint64) uint64 {
	if x += y; x >= f.p {
		x -= f.p
	}
	return x
}

func (f residues) sub(x, y uint64) uint64 {
	if x < y {
		x += f.p
	}
	return x - y
}

// from converts a residue below p, plain back.
func (f residues) from(x uint64) uint64  { return f.mul(x, f.square) }
func (f residues) plain(x uint64) uint64 { return f.mul(x, 1) }

// of converts an integer.
func (f residues) of(x *big.Int) uint64 {
	return f.from(new(big.Int).Mod(x, new(big.Int).SetUint64(f.p)).Uint64())
}

// inverse is x^(p-2) (Fermat).
func (f residues) inverse(x uint64) uint64 {
	out := f.one
	for e := f.p - 2; e > 0; e >>= 1 {
		if e&1 == 1 {
			out = f.mul(out, x)
		}
		x = f.mul(x, x)
	}
	return out
}

// eliminate turns the first n columns of a matrix of n rows into the identity and
// returns their determinant; 0 if they are singular.
func (f residues) eliminate(m [][]uint64, n int) uint64 {
	det := f.one
	for k := range n {
		pivot := k
		for pivot < n && m[pivot][k] == 0 {
			pivot++
		}
		if pivot == n {
			return 0
		}
		if pivot != k {
			m[pivot], m[k] = m[k], m[pivot]
			det = f.sub(0, det)
		}
		top := m[k]
		det = f.mul(det, top[k])
		inv := f.inverse(top[k])
		for j := k; j < len(top); j++ {
			if top[j] != 0 {
				top[j] = f.mul(top[j], inv)
			}
		}
		for i := range n {
			row := m[i]
			if i == k || row[k] == 0 {
				continue
			}
			by := row[k]
			for j := k; j < len(row); j++ {
				if top[j] != 0 {
					row[j] = f.sub(row[j], f.mul(by, top[j]))
				}
			}
		}
	}
	return det
}
