package refine_test

import (
	"math/big"
	"testing"

	"brink/games"
	"brink/solver/nash/refine"
)

// ranked is a 2×2 game in ranks by profile.
func ranked(row, col [4]int) *games.Strategic {
	g := dilemma()
	for p, ranks := range [][4]int{row, col} {
		values := make([]*big.Rat, len(ranks))
		for k, r := range ranks {
			values[k] = big.NewRat(int64(r), 1)
		}
		g.Payoffs[p] = games.NewTable(values)
	}
	return g
}

// strictOrders are the 24 ways to rank four outcomes without ties.
func strictOrders() (out [][4]int) {
	for a := 1; a <= 4; a++ {
		for b := 1; b <= 4; b++ {
			for c := 1; c <= 4; c++ {
				if d := 10 - a - b - c; a != b && a != c && b != c {
					out = append(out, [4]int{a, b, c, d})
				}
			}
		}
	}
	return out
}

// TestOrdinalClassCounts enumerates the 576 games of strict ranks. Relabelling actions
// joins them into classes of four, 144 in all (Robinson and Goforth 2005), exchanging the
// players too into 78 (Rapoport and Guyer 1966); equilibria and dominance are counted
// here from the definitions.
func TestOrdinalClassCounts(t *testing.T) {
	type class [2]refine.Pattern
	type facts struct {
		members, pure, dominant int
		best, deficient         bool
	}
	classes := map[class]facts{}
	for _, a := range strictOrders() {
		for _, b := range strictOrders() {
			o := refine.OrdinalClass(ranked(a, b))
			if o == nil || o.Tied || o.Patterns[0] == "" || o.Patterns[1] == "" {
				t.Fatalf("%v, %v: %+v", a, b, o)
			}
			f := facts{members: classes[o.Patterns].members + 1}
			var equilibrium int
			for k := range 4 {
				if a[k] > a[k^2] && b[k] > b[k^1] {
					f.pure, equilibrium = f.pure+1, k
				}
				f.best = f.best || a[k] == 4 && b[k] == 4
			}
			if (a[0] > a[2]) == (a[1] > a[3]) {
				f.dominant++
			}
			if (b[0] > b[1]) == (b[2] > b[3]) {
				f.dominant++
			}
			for k := range 4 {
				f.deficient = f.deficient || f.pure == 1 && a[k] > a[equilibrium] && b[k] > b[equilibrium]
			}
			if old, ok := classes[o.Patterns]; ok {
				if old.members = f.members; old != f {
					t.Fatalf("%v joins games that differ: %+v, %+v", o.Patterns, old, f)
				}
			}
			classes[o.Patterns] = f
		}
	}
	type counts struct {
		games, best, deficient int
		pure, dominant         [3]int
	}
	var of144, of78, symmetric counts
	for c, f := range classes {
		if f.members != 4 {
			t.Errorf("%v has %d members, want 4", c, f.members)
		}
		add := func(n *counts) {
			n.games++
			n.pure[f.pure]++
			n.dominant[f.dominant]++
			if f.best {
				n.best++
			}
			if f.deficient {
				n.deficient++
			}
		}
		add(&of144)
		if c[0] <= c[1] {
			add(&of78)
		}
		if c[0] == c[1] {
			add(&symmetric)
		}
	}
	for _, c := range []struct {
		name      string
		got, want counts
	}{
		{"144", of144, counts{144, 36, 7, [3]int{18, 108, 18}, [3]int{36, 72, 36}}},
		{"78", of78, counts{78, 21, 4, [3]int{9, 57, 12}, [3]int{21, 36, 21}}},
		{"symmetric", symmetric, counts{12, 6, 1, [3]int{0, 6, 6}, [3]int{6, 0, 6}}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}

func TestOrdinalClassOfKnownGames(t *testing.T) {
	for _, c := range []struct {
		row, col [4]int
		want     [2]refine.Pattern
	}{
		{[4]int{3, 1, 4, 2}, [4]int{3, 4, 1, 2}, [2]refine.Pattern{refine.PrisonersDilemma, refine.PrisonersDilemma}},
		{[4]int{3, 2, 4, 1}, [4]int{3, 4, 2, 1}, [2]refine.Pattern{refine.Chicken, refine.Chicken}},
		{[4]int{4, 1, 3, 2}, [4]int{4, 3, 1, 2}, [2]refine.Pattern{refine.StagHunt, refine.StagHunt}},
		{[4]int{4, 1, 2, 3}, [4]int{4, 2, 1, 3}, [2]refine.Pattern{refine.Assurance, refine.Assurance}},
		// One side would rather be exploited than fight, the other would not.
		{[4]int{3, 1, 4, 2}, [4]int{3, 4, 2, 1}, [2]refine.Pattern{refine.PrisonersDilemma, refine.Chicken}},
	} {
		if o := refine.OrdinalClass(ranked(c.row, c.col)); o == nil || o.Patterns != c.want {
			t.Errorf("%v, %v: %+v, want %v", c.row, c.col, o, c.want)
		}
	}
	if o := refine.OrdinalClass(ranked([4]int{3, 1, 3, 2}, [4]int{3, 4, 1, 2})); o == nil || !o.Tied {
		t.Errorf("two outcomes alike for one player: %+v, want tied", o)
	}
}
