package sequential_test

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/concept"
	"brink/solver/sequential"
)

// The column of efficiency is what comparing an equilibrium with all profiles of pure
// strategies at numbers says.
func TestEfficiencyIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	yes, no := 0, 0
	for i := range 14 {
		var tree *games.Tree
		ok := false
		for !ok {
			text, most := perfect(r, 2+r.IntN(2), 3), 6
			if i%3 == 0 {
				text, most = blind(r, 2, 3), 4
			}
			tree, ok = tryRead(text)
			ok = ok && len(tree.Sets) <= most && len(tree.Sets) >= 2
		}
		solve := sequential.SubgamePerfect
		if i%6 == 0 {
			solve = sequential.PerfectBayesian
		}
		tab := table(t, tree, solve)
		sequential.Efficiency(context.Background(), tree, tab)
		for range 6 {
			p := point(r)
			n, _ := at(tree, p)
			var pays [][]*big.Rat // of all pure profiles
			profiles(tree, func(actions []int) {
				var v []*big.Rat
				for player := range tree.Players {
					v = append(v, n.worth(pure(tree, actions), 0, player, nil))
				}
				pays = append(pays, v)
			})
			for _, row := range tab.Rows {
				col := columnOf(t, row, "efficient")
				if !row.Exists.Eval(p) {
					if !col.Open && col.When.Eval(p) {
						t.Fatalf("a row is efficient where it does not exist, at %v", p)
					}
					continue
				}
				b, ok := behaviourOf(tree, row, p)
				if !ok || col.Open {
					continue
				}
				want := true
				for _, v := range pays {
					noWorse, better := true, false
					for player := range v {
						c := v[player].Cmp(n.worth(b, 0, player, nil))
						noWorse, better = noWorse && c >= 0, better || c > 0
					}
					want = want && !(noWorse && better)
				}
				if got := col.When.Eval(p); got != want {
					t.Fatalf("%v at %v: efficient is %v, by brute force %v", supportOf(tree, row), p, got, want)
				}
				if want {
					yes++
				} else {
					no++
				}
			}
		}
	}
	if yes < 40 || no < 40 {
		t.Errorf("the test is weak: %d efficient rows, %d others", yes, no)
	}
}

func columnOf(t *testing.T, r *concept.Row, code string) concept.Column {
	t.Helper()
	for _, c := range r.Columns {
		if c.Code == code {
			return c
		}
	}
	t.Fatalf("no column %s", code)
	return concept.Column{}
}
