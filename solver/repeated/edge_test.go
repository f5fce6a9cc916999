package repeated

import (
	"context"
	"math/big"
	"testing"

	"brink/games"
)

// Games with nothing to choose, and payoffs that never change.
func TestDegenerateStageGames(t *testing.T) {
	for _, rows := range [][]string{
		{"2,3"}, {"1,1 1,1", "1,1 1,1"}, {"1,2 3,4 5,6"}, {"1,2", "3,4"}, {"0,0 0,1", "1,0 0,0"}, {"5,1 5,2", "5,3 5,4"},
	} {
		s := bimatrixGame(rows...)
		for _, d := range []string{"0", "1/3", "9/10"} {
			set, err := Payoffs(context.Background(), s, rat(d))
			if err != nil {
				t.Fatal(err)
			}
			if set.Empty || !set.Exact {
				t.Errorf("%q at %s: empty %v, exact %v", rows, d, set.Empty, set.Exact)
			}
			set.PenalCodes()
			if _, err := PayoffsUnrandomised(context.Background(), s, rat(d), UnrandomisedOptions{Cells: 16, Paths: 200}); err != nil {
				t.Error(err)
			}
			if d != "0" {
				if _, err := PayoffBounds(context.Background(), s, rat(d), BoundsOptions{}); err != nil {
					t.Error(err)
				}
			}
		}
		for i := range s.Players[0].Actions {
			if _, err := LeastDelta(context.Background(), s, []int{i, 0}, LeastOptions{}); err != nil {
				t.Error(err)
			}
		}
		if _, err := Minmaxes(context.Background(), s); err != nil {
			t.Error(err)
		}
	}
}

func TestRefusals(t *testing.T) {
	s := bimatrixGame("1,1 1,1", "1,1 1,1")
	three := &games.Strategic{Players: make([]games.Player, 3), Payoffs: make([]games.Table, 3)}
	for _, d := range []*big.Rat{nil, rat("-1/2"), rat("1"), rat("3/2")} {
		if _, err := Payoffs(context.Background(), s, d); err == nil {
			t.Errorf("discount factor %v", d)
		}
		if _, err := PayoffsUnrandomised(context.Background(), s, d, UnrandomisedOptions{}); err == nil {
			t.Errorf("discount factor %v", d)
		}
		if _, err := PayoffBounds(context.Background(), s, d, BoundsOptions{}); err == nil {
			t.Errorf("discount factor %v", d)
		}
	}
	if _, err := Payoffs(context.Background(), three, rat("1/2")); err == nil {
		t.Error("three players")
	}
	if _, err := LeastDelta(context.Background(), s, []int{0, 2}, LeastOptions{}); err == nil {
		t.Error("a profile outside the game")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Payoffs(ctx, s, rat("1/2")); err == nil {
		t.Error("cancelled")
	}
	if _, err := LongRun(context.Background(), &games.Game{}, nil); err == nil {
		t.Error("not repeated")
	}
	if _, err := Resolve(&games.Game{}, "grim", 0); err == nil {
		t.Error("a game without players")
	}
}

// FuzzResolve reads names of strategies: whatever they are, an answer or an error.
func FuzzResolve(f *testing.F) {
	for _, s := range []string{"grim", "grim(D)", "limited-punishment(3)", "generous-tit-for-tat(T/(T+R))", "nash-reversion(C, D; D, C)",
		"nash-reversion((C, D))", "memory-one(1, 0, min(T, 1), 1)", "always-", "always-C", "(", "grim(", ")", "penance()", "memory-one(,,,)"} {
		f.Add(s)
	}
	g := generic(f)
	f.Fuzz(func(t *testing.T, name string) {
		for p := range 2 {
			m, err := Resolve(g, name, p)
			if (m == nil) == (err == nil) {
				t.Errorf("%q: %v, %v", name, m, err)
			}
		}
	})
}
