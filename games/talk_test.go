package games

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
)

// What players expect of pure strategies in the tree is what adding up the payoffs
// by types, messages and actions gives.
func TestWithTalkPaysWhatTheGamePays(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 20 {
		b := &Bayesian{
			Players: []Player{NewPlayer("A", []string{"l", "r"}), NewPlayer("B", []string{"x", "y", "z"}), NewPlayer("C", []string{"wait"})},
			Types:   [][]Type{{{Name: "low"}, {Name: "high"}}, {{}}, {{Name: "s"}, {Name: "t"}}},
			Defined: expr.True(),
		}
		odds := []int64{1 + r.Int64N(4), r.Int64N(2), 1 + r.Int64N(4), 1 + r.Int64N(4)}
		total := odds[0] + odds[1] + odds[2] + odds[3]
		for _, o := range odds {
			b.Prior = append(b.Prior, expr.Plain(algebra.FromRat(big.NewRat(o, total))))
			var pays [][]expr.Value
			for range b.Players {
				var list []expr.Value
				for range 6 {
					list = append(list, expr.Plain(algebra.FromInt(r.Int64N(9))))
				}
				pays = append(pays, list)
			}
			b.Payoffs = append(b.Payoffs, pays)
		}
		talk := []Talk{{0, []string{"yes", "no"}}, {2, []string{"1", "2", "3"}}}
		tree := b.WithTalk(talk)
		e, err := tree.At(nil)
		if err != nil {
			t.Fatal(err)
		}
		if h, bad := tree.RecallFault(); bad {
			t.Fatalf("imperfect recall at %s", tree.Sets[h].Name)
		}
		choice := make([]int, len(e.Infosets))
		for h, s := range e.Infosets {
			choice[h] = r.IntN(len(s.Actions))
		}
		does := func(name string) int {
			h := tree.Set(name)
			if h < 0 {
				t.Fatalf("no set %q among %q", name, tree.SetNames())
			}
			return choice[h]
		}
		sum := []*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat)}
		EachIndex(b.TypeShape(), func(k int, at []int) {
			if odds[k] == 0 {
				return
			}
			a, c := b.Types[0][at[0]].Name, b.Types[2][at[2]].Name
			heard := strings.Join([]string{"", talk[0].Messages[does("A."+a)], talk[1].Messages[does("C."+c)]}, ".")
			i := does("A."+a+heard)*3 + does("B"+heard)
			for p := range sum {
				u, _ := b.Payoffs[k][p][i].Eval(nil)
				sum[p].Add(sum[p], u.Mul(u, big.NewRat(odds[k], total)))
			}
		})
		for p, v := range e.Values(choice)[0] {
			if v.Cmp(sum[p]) != 0 {
				t.Fatalf("player %d: %s in the tree, %s in the game", p, v.RatString(), sum[p].RatString())
			}
		}
	}
}
