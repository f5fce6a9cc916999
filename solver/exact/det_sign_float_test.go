package exact

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestDetSignFloat holds what floating point claims to be proved against integer
// pivoting, on random matrices and on ones that miss being singular by one unit
// in one entry, or not at all.
func TestDetSignFloat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 10).Draw(t, "k")
		top := int64(1) << rapid.IntRange(1, 61).Draw(t, "bits")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		a := make([]*big.Int, k*k)
		for i := range a {
			a[i] = big.NewInt(rng.Int64N(2*top+1) - top)
		}
		if rapid.Bool().Draw(t, "nearly singular") && k > 1 {
			last := a[(k-1)*k:]
			for c := range last {
				last[c] = new(big.Int)
				for r := range k - 1 {
					last[c].Add(last[c], a[r*k+c])
				}
			}
			last[0].Add(last[0], big.NewInt(int64(rapid.IntRange(-1, 1).Draw(t, "off by"))))
		}
		f := make([]float64, k*k)
		for i, v := range a {
			f[i], _ = new(big.Float).SetInt(v).Float64()
		}
		want := detSignExact(k, func(i, j int) *big.Int { return a[i*k+j] })
		if got := detSignFloat(k, f); got != 0 && got != want {
			t.Fatalf("claims %d, but the sign is %d", got, want)
		}
	})
}

// TestDetSignFloatDecides counts how often floating point is enough: nearly
// always on random matrices, never on singular ones.
func TestDetSignFloatDecides(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, k := range []int{1, 2, 5, 14, 40} {
		decided := 0
		for range 100 {
			a := make([]float64, k*k)
			for i := range a {
				a[i] = float64(1 + rng.IntN(1000))
			}
			if detSignFloat(k, a) != 0 {
				decided++
			}
			if k > 1 {
				copy(a[k:2*k], a[:k])
				if s := detSignFloat(k, a); s != 0 {
					t.Fatalf("k = %d: sign %d of a singular matrix", k, s)
				}
			}
		}
		if decided < 99 {
			t.Errorf("k = %d: decided %d of 100", k, decided)
		}
	}
}

func BenchmarkDetSign(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	const k = 14
	a := make([]int64, k*k)
	for i := range a {
		a[i] = rng.Int64N(1000)
	}
	b.Run("float", func(b *testing.B) {
		for b.Loop() {
			DetSignWords(k, a)
		}
	})
	b.Run("exact", func(b *testing.B) {
		for b.Loop() {
			detSignExact(k, func(i, j int) *big.Int { return big.NewInt(a[i*k+j]) })
		}
	})
}
