package repeated

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
)

// A chain in which every state of a small one has several copies: lumping finds the
// small one, and the measures satisfy W = (1-δ)·E + δ·P·W state by state.
func TestLumping(t *testing.T) {
	rng := rand.New(rand.NewPCG(141, 142))
	const delta = 0
	for range 20 {
		small, copies := 3+rng.IntN(3), 1+rng.IntN(3)
		n := small * copies
		emit, move := make([][]weighted, n), make([][]weighted, n)
		base := make([][]int64, small)
		for i := range base {
			for range small {
				base[i] = append(base[i], 1+int64(rng.IntN(4)))
			}
		}
		for s := range n {
			i := s % small
			emit[s] = []weighted{{i, one}} // each plays a profile of its own
			sum := int64(0)
			for _, x := range base[i] {
				sum += x
			}
			var to []weighted
			for j, x := range base[i] {
				to = append(to, weighted{j + small*rng.IntN(copies), algebra.FromRat(big.NewRat(x, sum))})
			}
			move[s] = merge(to)
		}
		class, count := lump(emit, move)
		if count != small {
			t.Fatalf("%d classes, want %d", count, small)
		}
		for s := range n {
			if class[s] != class[s%small] {
				t.Fatalf("state %d is in class %d", s, class[s])
			}
		}
		w, err := solveFlows(context.Background(), clock{delta: delta}, emit, move)
		if err != nil {
			t.Fatal(err)
		}
		d := algebra.Variable(delta)
		for s := range n {
			parts := []weightedMeasure{{algebra.IntPoly(1).Sub(d), algebra.IntPoly(1), point(emit[s][0].at)}, {algebra.IntPoly(-1), algebra.IntPoly(1), w[s]}}
			for _, x := range move[s] {
				parts = append(parts, weightedMeasure{d.Mul(x.p.Num()), x.p.Den(), w[x.at]})
			}
			for p, x := range combine(parts).num {
				if !x.IsZero() {
					t.Fatalf("state %d, profile %d: off by %s", s, p, x)
				}
			}
		}
	}
}
