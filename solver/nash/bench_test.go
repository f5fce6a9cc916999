package nash

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"brink/games"
)

// randomGame has integer payoffs drawn from 0..top.
func randomGame(seed uint64, m, n int, top int64) *games.Strategic {
	rng := rand.New(rand.NewPCG(seed, uint64(m*1000+n)))
	draw := func() [][]int64 {
		a := constant(m, n, 0)
		for i := range a {
			for j := range a[i] {
				a[i][j] = rng.Int64N(top + 1)
			}
		}
		return a
	}
	return bimatrixGame(draw(), draw())
}

func BenchmarkTwoByTwo(b *testing.B) {
	g := bimatrixGame([][]int64{{3, 1}, {2, 5}}, [][]int64{{4, 1}, {2, 7}})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := All(context.Background(), g, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRandom(b *testing.B) {
	for _, method := range []Method{MethodEEE, MethodVertex, MethodSupport} {
		for _, n := range []int{3, 4, 6, 8, 10, 12, 14, 16, 18} {
			if method == MethodSupport && n > 8 || method == MethodVertex && n > 12 {
				continue
			}
			g := randomGame(1, n, n, 999)
			b.Run(fmt.Sprintf("%s/n=%d", method, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := All(context.Background(), g, Options{Method: method}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkTies(b *testing.B) {
	for _, method := range []Method{MethodEEE, MethodVertex} {
		for _, n := range []int{6, 8, 10} {
			g := randomGame(1, n, n, 2)
			b.Run(fmt.Sprintf("%s/n=%d", method, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := All(context.Background(), g, Options{Method: method}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkIdentity(b *testing.B) {
	for _, method := range []Method{MethodEEE, MethodVertex} {
		for _, n := range []int{8, 11, 14} {
			g := bimatrixGame(identity(n), identity(n))
			b.Run(fmt.Sprintf("%s/n=%d", method, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := All(context.Background(), g, Options{Method: method}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
