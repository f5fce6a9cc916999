package corpus_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"brink/games"
	"brink/solver/nash"
	"brink/solver/nash/corpus"
)

// TestFamilies: every family has the equilibria its description promises.
func TestFamilies(t *testing.T) {
	tests := []struct {
		game *games.Strategic
		want func(*nash.Result) bool
	}{
		{corpus.Coordination(6), func(r *nash.Result) bool { return len(r.Equilibria) == 63 && !r.Degenerate }},
		{corpus.NearCoordination(1, 6), func(r *nash.Result) bool { return len(r.Equilibria) == 63 && !r.Degenerate }},
		{corpus.Random(1, 4, 5, 999), func(r *nash.Result) bool { return !r.Degenerate }},
		{corpus.Duplicates(4, 6, 5, 999, 2), func(r *nash.Result) bool { return len(r.Equilibria) > len(r.Components) }},
		{corpus.ZeroSum(1, 5, 5, 99), func(r *nash.Result) bool {
			e := r.Equilibria[0]
			return len(r.Equilibria) == 1 && e.Payoffs[0].Cmp(e.Payoffs[1].Neg(e.Payoffs[1])) == 0
		}},
	}
	for _, tt := range tests {
		res, err := nash.All(context.Background(), tt.game, nash.Options{})
		if err != nil || !res.Complete || !tt.want(res) {
			t.Errorf("%s: %d equilibria, %d components, degenerate %v, %v", tt.game.Name, len(res.Equilibria), len(res.Components), res.Degenerate, err)
		}
	}
}

func TestRepeatable(t *testing.T) {
	x, y := corpus.Random(7, 3, 4, 9), corpus.Random(7, 3, 4, 9)
	if d := cmp.Diff(x.Payoffs[1].Small, y.Payoffs[1].Small); d != "" {
		t.Error(d)
	}
	if cmp.Equal(x.Payoffs[1].Small, corpus.Random(8, 3, 4, 9).Payoffs[1].Small) {
		t.Error("seeds do not matter")
	}
}
