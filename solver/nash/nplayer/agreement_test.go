package nplayer

import (
	"context"
	"testing"

	"brink/solver/nash/nashtest"
	"brink/solver/nash/polynomial"
)

// TestManyCells: the full supports of this game take some 60,000 cells, though
// all solutions are simple.
func TestManyCells(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	m := newManyGame(t.Context(), nashtest.RandomMany(166, []int{3, 3, 3, 3}, 0, 999))
	f := newIndifference(m, []uint64{7, 7, 7, 7}).solve(t.Context(), nil)
	if !f.unresolved.IsZero() || f.family != nil {
		t.Fatalf("not settled: %v", f.unresolved)
	}
	for _, c := range f.points {
		if len(c.replies) != 4 {
			t.Errorf("best replies of %d players", len(c.replies))
		}
	}
}

// TestEliminationAgreesWithSubdivision: two methods that share no code find the
// same number of solutions of the same systems.
func TestEliminationAgreesWithSubdivision(t *testing.T) {
	for _, c := range []struct {
		shape []int
		hi    int
	}{{[]int{2, 2, 2}, 99}, {[]int{2, 2, 2}, 3}, {[]int{3, 2, 2}, 99}, {[]int{3, 2, 2}, 3}, {[]int{3, 3, 2}, 9}, {[]int{2, 2, 2, 2}, 9}} {
		compared, solutions := 0, 0
		for seed := range uint64(30) {
			m := newManyGame(t.Context(), nashtest.RandomMany(seed, c.shape, 0, c.hi))
			support := make([]uint64, m.n)
			for i, k := range m.shape {
				support[i] = 1<<k - 1
			}
			s := newIndifference(m, support)
			d := newSubdivision(s)
			if d.run(context.Background()) != searchComplete {
				continue
			}
			f, ok := s.judgeZeros(t.Context(), d.zeros)
			g, done := s.newElimination(context.Background(), polynomial.Effort).run()
			if !ok || !done {
				continue
			}
			compared++
			solutions += len(f.points)
			if len(f.points) != len(g.points) || g.family != nil {
				t.Errorf("%v up to %d, seed %d: subdivision %d, elimination %d", c.shape, c.hi, seed, len(f.points), len(g.points))
			}
		}
		if compared < 10 || solutions == 0 {
			t.Errorf("%v up to %d: %d systems compared, %d solutions", c.shape, c.hi, compared, solutions)
		}
	}
}
