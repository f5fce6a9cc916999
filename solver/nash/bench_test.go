package nash

import (
	"context"
	"fmt"
	"testing"

	"brink/solver/nash/corpus"
	"brink/solver/nash/nashtest"
)

func BenchmarkTwoByTwo(b *testing.B) {
	g := nashtest.BimatrixGame([][]int64{{3, 1}, {2, 5}}, [][]int64{{4, 1}, {2, 7}})
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
			g := corpus.Random(1, n, n, 999)
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
			g := corpus.Random(1, n, n, 2)
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
			g := corpus.Coordination(n)
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

func BenchmarkOneOfLarge(b *testing.B) {
	for _, n := range []int{50, 100, 200} {
		g := corpus.Random(1, n, n, 999)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := All(context.Background(), g, Options{OneOnly: true, Method: MethodLemkeHowson}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkZeroSum(b *testing.B) {
	for _, n := range []int{20, 50, 100, 200, 500} {
		g := corpus.ZeroSum(1, n, n, 999)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				res, err := All(context.Background(), g, Options{Method: MethodZeroSum})
				if err != nil || !res.Complete {
					b.Fatal(res, err)
				}
			}
		})
	}
}
