package bimatrix

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/solver/nash/corpus"
	"brink/solver/nash/method"
	"brink/solver/nash/nashtest"
)

// TestRoundedPaths: in games without ties the floating-point path is the exact
// one, and leads to the same equilibrium.
func TestRoundedPaths(t *testing.T) {
	for seed := range uint64(20) {
		b, _ := newBimatrix(corpus.Random(seed, 7, 9, 999))
		for k := range b.labels() {
			sides := [2]*dictionary{newDictionary(&b.poly[0]), newDictionary(&b.poly[1])}
			want, _ := lhPath(context.Background(), &sides, k)
			r := newRounded(b)
			got, ok := r.follow(context.Background(), k, b.longestPath())
			if !ok || got != want {
				t.Fatalf("seed %d label %d: %d pivots, exactly %d", seed, k, got, want)
			}
			x, y, ok := r.strategies(context.Background())
			if !ok {
				t.Fatalf("seed %d label %d: no equilibrium", seed, k)
			}
			for side, w := range []weights{x, y} {
				exact := sides[side].values()
				for a := range w.len() { // proportional
					for c := range w.len() {
						p := new(big.Int).Mul(w.big(a), exact.big(c))
						if p.Cmp(new(big.Int).Mul(w.big(c), exact.big(a))) != 0 {
							t.Fatalf("seed %d label %d: another strategy", seed, k)
						}
					}
				}
			}
		}
	}
}

func allPaths(t *testing.T, g *games.Strategic) []Path {
	t.Helper()
	paths, err := LemkeHowsonPaths(t.Context(), g, 0)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(g.Players[0].Actions) + len(g.Players[1].Actions); len(paths) != want {
		t.Fatalf("%d paths for %d labels", len(paths), want)
	}
	return paths
}

// TestRoundedTies: ties do not keep the floating-point passes from an exact
// answer, with or without the help of exact pivoting.
func TestRoundedTies(t *testing.T) {
	for seed := range uint64(5) {
		for _, top := range []int64{1, 3, 999} {
			g := corpus.Random(seed, 25, 30, top)
			for _, p := range allPaths(t, g) {
				if _, err := g.Verify(p.Equilibrium.Strategies); err != nil {
					t.Fatalf("seed %d top %d label %d: %v", seed, top, p.Label, err)
				}
			}
			g = corpus.ZeroSum(seed, 25, 25, top)
			rounded := solve(t, g, method.Options{Method: method.ZeroSum})
			b, _ := newBimatrix(g)
			lp := b.gameLP()
			sol, err := lp.Solve(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			// value of the shifted game = 1 / optimum
			shift := new(big.Rat).SetInt(new(big.Int).Sub(lp.A[0][0], g.Payoffs[0].Num(0)))
			value := new(big.Rat).Inv(sol.Value)
			if value.Sub(value, shift).Cmp(rounded.Equilibria[0].Payoffs[0]) != 0 {
				t.Fatalf("seed %d top %d: value %v, exactly %v", seed, top, rounded.Equilibria[0].Payoffs[0], value)
			}
		}
	}
}

// TestOneOfLarge: one equilibrium of large games is found on a short path,
// whatever the path of the first label; in this game that takes more than a
// hundred thousand pivots.
func TestOneOfLarge(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	g := corpus.Bimatrix("large", corpus.Matrix(rng, 200, 200, 999), corpus.Matrix(rng, 200, 200, 999))
	b, _ := newBimatrix(g)
	if n, ended := newRounded(b).follow(t.Context(), 0, 2000); ended {
		t.Errorf("the first path ends after %d pivots", n)
	}
	x, y, pivots, ok := b.shortPath(t.Context())
	if !ok || !b.isEquilibrium(x, y) {
		t.Fatalf("nothing found in %d pivots", pivots)
	}
	if pivots > 100*b.labels() {
		t.Errorf("%d pivots", pivots)
	}
}

// TestAutoZeroSum: large zero-sum games are solved completely where the solution
// is unique, and a search for all finds the same.
func TestAutoZeroSum(t *testing.T) {
	for seed := range uint64(3) {
		res := solve(t, corpus.ZeroSum(seed, 100, 100, 999), method.Options{})
		if !res.Complete || res.Method != method.ZeroSum || len(res.Equilibria) != 1 || res.Components[0].Index != 1 {
			t.Errorf("seed %d: %d equilibria by %s, complete %v", seed, len(res.Equilibria), res.Method, res.Complete)
		}
		g := corpus.ZeroSum(seed, 21, 25, 999)
		auto, search := solve(t, g, method.Options{}), solve(t, g, method.Options{Method: method.EEE})
		if !slices.Equal(nashtest.ShowAll(auto), nashtest.ShowAll(search)) {
			t.Errorf("seed %d: %v, but the search finds %v", seed, nashtest.ShowAll(auto), nashtest.ShowAll(search))
		}
	}
}
