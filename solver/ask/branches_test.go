package ask_test

import (
	"context"
	"math/big"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
)

func gameOf(t *testing.T, id string) *games.Game {
	t.Helper()
	src, _ := models.Source(id)
	f, ds := format.Read(id+".yaml", src, "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	return f.Model.(*games.Game)
}

// payoff is what a player of a bimatrix game gets when she takes an action, or mixes
// where it is negative.
func payoff(s *games.Strategic, mix [][]*big.Rat, p, own int) *big.Rat {
	sum := new(big.Rat)
	for i := range mix[0] {
		for j := range mix[1] {
			x := [2]*big.Rat{mix[0][i], mix[1][j]}
			a := [2]int{i, j}
			if own >= 0 {
				if a[p] != own {
					continue
				}
				x[p] = big.NewRat(1, 1)
			}
			u := s.Payoffs[p].Rat(s.Index(a[:]))
			u.Mul(u, x[0])
			sum.Add(sum, u.Mul(u, x[1]))
		}
	}
	return sum
}

// TestBranchesAreEquilibria: no deviation pays at any sample of a branch, the payoffs
// are those of the game, and a strict branch loses by every deviation.
func TestBranchesAreEquilibria(t *testing.T) {
	for _, c := range []struct {
		id, over string
		branches int
	}{{"first-strike", "phi", 3}, {"first-strike", "c", 0}, {"ai-race-egt", "s", 3}, {"chicken", "T", 3}, {"deterrence-bk", "q_B", 0}} {
		g := gameOf(t, c.id)
		at, err := g.Point(nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ask.Branches.Run(context.Background(), g, at, ask.Options{Over: []string{c.over}})
		if err != nil {
			t.Fatal(err)
		}
		b := got.(*answer.Branches)
		if len(b.Branches) == 0 || c.branches > 0 && len(b.Branches) != c.branches {
			t.Errorf("%s over %s: %d branches", c.id, c.over, len(b.Branches))
		}
		for _, k := range b.Branches {
			for _, s := range k.Samples {
				point := append([]*big.Rat{}, at...)
				point[b.Over] = s.At
				n, err := g.At(point)
				if err != nil {
					t.Fatal(err)
				}
				for p := range 2 {
					u := payoff(n, s.Strategies, p, -1)
					if u.Cmp(s.Payoffs[p]) != 0 {
						t.Fatalf("%s over %s at %v: payoff %v, the game pays %v", c.id, c.over, s.At, s.Payoffs[p], u)
					}
					for a := range n.Players[p].Actions {
						d := payoff(n, s.Strategies, p, a).Cmp(u)
						if d > 0 || k.Strict && d == 0 && s.Strategies[p][a].Sign() == 0 {
							t.Fatalf("%s over %s at %v: a deviation of player %d to %d compares as %d, strict %v", c.id, c.over, s.At, p, a, d, k.Strict)
						}
					}
				}
			}
		}
	}
}
