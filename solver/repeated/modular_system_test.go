package repeated

import (
	"context"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
)

// The modular method returns what fraction-free elimination returns, up to the sign
// of both sides: large coefficients, zeros, variables that occur on one side only.
func TestModularSystemAgreesWithElimination(t *testing.T) {
	rng := rand.New(rand.NewPCG(111, 112))
	ctx := context.Background()
	for k := range 60 {
		n, m, vars := modularRows+rng.IntN(2), 1+rng.IntN(3), k%4
		entry := func() algebra.Poly {
			var p algebra.Poly
			for range rng.IntN(3) {
				c := big.NewInt(int64(rng.IntN(2001) - 1000))
				if rng.IntN(6) == 0 {
					c.Lsh(c, uint(rng.IntN(90)))
				}
				q := algebra.Constant(algebra.IntFromBig(c))
				for v := range vars {
					q = q.Mul(algebra.Variable(2 * v).Pow(rng.IntN(2)))
				}
				p = p.Add(q)
			}
			return p
		}
		a, b := make([][]algebra.Poly, n), make([][]algebra.Poly, n)
		for i := range a {
			for range n {
				a[i] = append(a[i], entry())
			}
			a[i][i] = a[i][i].Add(algebra.IntPoly(7))
			for range m {
				b[i] = append(b[i], entry())
			}
		}
		s, ok := newModularSystem(a, b)
		if !ok {
			t.Fatalf("case %d is refused", k)
		}
		x, det, ok, err := s.solve(ctx)
		if err != nil {
			t.Fatal(err)
		}
		// a·x = det·b, with the matrix as it was.
		if ok {
			for i := range a {
				for c := range m {
					sum := det.Mul(b[i][c]).Neg()
					for j := range a {
						sum = sum.Add(a[i][j].Mul(x[j][c]))
					}
					if !sum.IsZero() {
						t.Fatalf("case %d: row %d, column %d: off by %s", k, i, c, sum)
					}
				}
			}
		}
		want, by, err := solveLinear(ctx, a, b)
		if err != nil {
			if ok {
				t.Fatalf("case %d: singular, but the modular determinant is %s", k, det)
			}
			continue
		}
		if !ok || !det.Equal(by) {
			t.Fatalf("case %d: determinants %s and %s", k, det, by)
		}
		for i := range want {
			for c := range want[i] {
				if !x[i][c].Equal(want[i][c]) {
					t.Fatalf("case %d: %s, want %s", k, x[i][c], want[i][c])
				}
			}
		}
	}
}

// Residue arithmetic against that of integers.
func TestResidues(t *testing.T) {
	rng := rand.New(rand.NewPCG(113, 114))
	for _, p := range []uint64{1<<62 - 57, 1<<62 - 87, 1000003, 3} {
		if !new(big.Int).SetUint64(p).ProbablyPrime(0) {
			t.Fatalf("%d is not prime", p)
		}
		f := newResidues(p)
		for range 2000 {
			x, y := rng.Uint64N(p), rng.Uint64N(p)
			a, b := f.from(x), f.from(y)
			hi, lo := bits.Mul64(x, y)
			_, want := bits.Div64(hi%p, lo, p)
			if got := f.plain(f.mul(a, b)); got != want {
				t.Fatalf("%d·%d mod %d: %d", x, y, p, got)
			}
			if got := f.plain(f.sub(f.add(a, b), b)); got != x {
				t.Fatalf("%d+%d-%d mod %d: %d", x, y, y, p, got)
			}
			if x > 0 && f.mul(a, f.inverse(a)) != f.one {
				t.Fatalf("1/%d mod %d", x, p)
			}
		}
	}
}
