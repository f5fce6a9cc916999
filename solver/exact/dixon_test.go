package exact

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestSolve compares Dixon's lifting with integer pivoting, and both with the
// system, on matrices that are often singular and sometimes ill scaled.
func TestSolve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		top := rapid.SampledFrom([]int64{1, 5, 999, 1 << 40, 1 << 61}).Draw(t, "top")
		draw := func(k int) []int64 {
			return rapid.SliceOfN(rapid.Int64Range(-top, top), k, k).Draw(t, "v")
		}
		a, b := draw(n*n), draw(n)
		num, den, err := Solve(t.Context(), n, a, b)
		singular := DetSign(n, func(i, j int) *big.Int { return big.NewInt(a[i*n+j]) }) == 0
		if errors.Is(err, ErrSingular) != singular {
			t.Fatalf("singular %v, solving: %v", singular, err)
		}
		if err != nil {
			return
		}
		s := padic{ctx: t.Context(), n: n, a: a, b: b}
		if !s.check(num, den) || den.Sign() <= 0 {
			t.Fatalf("%v over %v is no solution", num, den)
		}
	})
}

// TestSolveLarge has rows long enough for the partial sums to be reduced.
func TestSolveLarge(t *testing.T) {
	const n = 70
	rng := rand.New(rand.NewPCG(3, n))
	s := padic{ctx: t.Context(), n: n, a: make([]int64, n*n), b: make([]int64, n)}
	for k := range s.a {
		s.a[k] = rng.Int64N(2_000_001) - 1_000_000
	}
	for k := range s.b {
		s.b[k] = rng.Int64N(1000)
	}
	num, den, err := Solve(t.Context(), n, s.a, s.b)
	if err != nil || !s.check(num, den) {
		t.Fatal("not solved")
	}
	copy(s.a[n:2*n], s.a[:n]) // singular
	if _, _, err := Solve(t.Context(), n, s.a, s.b); !errors.Is(err, ErrSingular) {
		t.Fatal("solved a singular system")
	}
}

// TestSolveSingularModuloThePrime: the determinant is the prime itself, or 0 and the
// rank modulo the prime the true one or smaller still, in sizes on both sides of
// the limit of pivoting.
func TestSolveSingularModuloThePrime(t *testing.T) {
	for _, n := range []int{4, pivotingRows + 2} {
		build := func() ([]int64, []int64) {
			a, b := make([]int64, n*n), make([]int64, n)
			for i := range n {
				a[i*n+i], b[i] = 1, 1
			}
			a[0], a[1], a[n], a[n+1] = 1<<31, 1, 1, 1<<30
			return a, b
		}
		a, b := build()
		num, den, err := Solve(t.Context(), n, a, b)
		if s := (padic{ctx: t.Context(), n: n, a: a, b: b}); err != nil || !s.check(num, den) {
			t.Errorf("n = %d: a matrix of determinant 2^61-1 is called singular", n)
		}
		copy(a[3*n:], a[2*n:3*n])
		if _, _, err := Solve(t.Context(), n, a, b); !errors.Is(err, ErrSingular) {
			t.Errorf("n = %d: a singular matrix of smaller rank modulo the prime is solved", n)
		}
		a, b = make([]int64, n*n), make([]int64, n)
		if _, _, err := Solve(t.Context(), n, a, b); !errors.Is(err, ErrSingular) {
			t.Errorf("n = %d: the zero matrix is solved", n)
		}
	}
}

// TestSingularIsProved: matrices of every rank, with dependencies that are not
// between equal rows.
func TestSingularIsProved(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 34))
	const n = pivotingRows + 2
	for _, rank := range []int{0, 1, 17, n - 1} {
		left, right := make([]int64, n*rank), make([]int64, rank*n)
		for k := range left {
			left[k], right[k] = rng.Int64N(19)-9, rng.Int64N(19)-9
		}
		a := make([]int64, n*n)
		for i := range n {
			for j := range n {
				for k := range rank {
					a[i*n+j] += left[i*rank+k] * right[k*n+j]
				}
			}
		}
		if s := (padic{ctx: t.Context(), n: n, a: a}); !s.singular() {
			t.Errorf("no proof that a matrix of rank %d is singular", rank)
		}
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, n := range []int{20, 100, 250} {
		rng := rand.New(rand.NewPCG(1, uint64(n)))
		a, rhs := make([]int64, n*n), make([]int64, n)
		for k := range a {
			a[k] = rng.Int64N(1000)
		}
		for k := range rhs {
			rhs[k] = 1
		}
		b.Run(big.NewInt(int64(n)).String(), func(b *testing.B) {
			for b.Loop() {
				if _, _, err := Solve(context.Background(), n, a, rhs); err != nil {
					b.Fatal("singular")
				}
			}
		})
	}
}
