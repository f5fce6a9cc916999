package sequential_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/solver/sequential"
)

// someMixed draws a behaviour with probabilities from few numbers, pure at most sets.
func someMixed(r *rand.Rand, t *games.Tree) (behaviour, [][]int) {
	b := pure(t, make([]int, len(t.Sets)))
	sup := make([][]int, len(t.Sets))
	shares := []*big.Rat{big.NewRat(1, 4), big.NewRat(1, 3), big.NewRat(1, 2), big.NewRat(2, 3), big.NewRat(3, 4)}
	for h, s := range t.Sets {
		b[h][0].SetInt64(0)
		x, y := r.IntN(len(s.Actions)), r.IntN(len(s.Actions))
		if x == y || r.IntN(2) == 0 {
			b[h][x].SetInt64(1)
			sup[h] = []int{x}
			continue
		}
		b[h][x].Set(shares[r.IntN(len(shares))])
		b[h][y].Sub(big.NewRat(1, 1), b[h][x])
		sup[h] = []int{min(x, y), max(x, y)}
	}
	return b, sup
}

// The table with mixed equilibria is what an equilibrium of every subgame is, at ties
// and in subgames without pure ones; and what every_spe asks is read off it.
func TestMixedSubgamePerfectIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	pures, mixes, others, held := 0, 0, 0, 0
	for i := range 9 {
		var tree *games.Tree
		ok := false
		for !ok {
			text := perfect(r, 2+r.IntN(2), 3)
			if i%3 == 0 {
				text = blind(r, 2, 3)
			}
			tree, ok = tryRead(text)
			ok = ok && len(tree.Sets) <= 5 && len(tree.Sets) >= 2
		}
		tab := table(t, tree, sequential.SubgamePerfectMixed)
		h := r.IntN(len(tree.Sets))
		a := r.IntN(len(tree.Sets[h].Actions))
		otherwise, ok, err := sequential.SomePlaysOtherwise(context.Background(), tree, map[int]int{h: a})
		if err != nil || !ok {
			t.Fatal(err)
		}
		for range 6 {
			p := point(r)
			n, _ := at(tree, p)
			rows := rowsAt(tab, tree, p)
			violated := false
			for _, row := range rows {
				sup := supportOf(tree, row)[h]
				violated = violated || !slices.Equal(sup, []int{a})
				if b, ok := behaviourOf(tree, row, p); ok {
					held++
					if !n.subgamePerfect(b) {
						t.Fatalf("%v is not subgame perfect at %v", b, p)
					}
				}
			}
			if violated != otherwise.Eval(p) {
				t.Fatalf("set %d does otherwise than %d at %v: %v, by the rows %v\n%v", h, a, p, otherwise.Eval(p), violated, expr.Printer{}.Formula(otherwise))
			}
			profiles(tree, func(actions []int) {
				want := n.subgamePerfect(pure(tree, actions))
				if want != (rows[fmt.Sprint(singles(actions))] != nil) {
					t.Fatalf("%v at %v: subgame perfect is %v", actions, p, want)
				}
				if want {
					pures++
				}
			})
			for range 60 {
				b, sup := someMixed(r, tree)
				if n.subgamePerfect(b) {
					mixes++
					if rows[fmt.Sprint(sup)] == nil {
						t.Fatalf("%v at %v is subgame perfect without a row", b, p)
					}
				} else {
					others++
				}
			}
		}
	}
	if pures < 100 || mixes < 100 || others < 100 || held < 100 {
		t.Errorf("the test is weak: %d pure, %d mixed, %d others, %d held", pures, mixes, others, held)
	}
}

// A tie makes mixed equilibria whose outcome no pure one has: B does not care, and how
// she mixes decides whether C lets her choose and A begins.
func TestMixingOverATieDecides(t *testing.T) {
	tree := read(t, `brink: 1
parameters: {x: 0, q: 1/2}
players: [A, B, C]
tree:
  move: A
  set: a
  actions:
    out: [3, 0, 0]
    in:
      move: C
      set: c
      actions:
        stop: [0, 0, 1]
        go: {move: B, set: b, actions: {l: [10, x, 0], r: [0, 0, 2]}}
`)
	for demanded, want := range map[int]string{0: "x != 0", 1: "x < 0", 2: "x < 0"} {
		a := map[int]int{0: 0, 1: 1, 2: 1}[demanded]
		f, ok, err := sequential.SomePlaysOtherwise(context.Background(), tree, map[int]int{demanded: a})
		if err != nil || !ok {
			t.Fatal(err)
		}
		for x := int64(-1); x <= 1; x++ {
			every := map[string]bool{"x != 0": x != 0, "x < 0": x < 0}[want]
			if f.Eval([]*big.Rat{big.NewRat(x, 1), big.NewRat(1, 2)}) == every {
				t.Errorf("x = %d: every equilibrium plays %d at set %d: want %s, got not (%s)", x, a, demanded, want, tree.Printer().Formula(f))
			}
		}
	}
}

// The outcomes are those of the pure equilibria, at ties too.
func TestOutcomesAreThoseOfTheRows(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	seen, merged := 0, 0
	for i := range 12 {
		var tree *games.Tree
		ok := false
		for !ok {
			text := perfect(r, 2+r.IntN(2), 3)
			if i%4 == 0 {
				text = blind(r, 2, 3)
			}
			tree, ok = tryRead(text)
			ok = ok && len(tree.Sets) <= 7 && len(tree.Sets) >= 2
		}
		rows, ends := table(t, tree, sequential.SubgamePerfect), table(t, tree, sequential.Outcomes)
		if len(ends.Rows) < len(rows.Rows) {
			merged++
		}
		for range 8 {
			p := point(r)
			n, _ := at(tree, p)
			// Ends that play comes to, of every equilibrium.
			want := make(map[string]bool)
			profiles(tree, func(actions []int) {
				if b := pure(tree, actions); n.subgamePerfect(b) {
					key := ""
					for h, s := range tree.Sets {
						if reachable(tree, actions, s.Nodes) {
							key += fmt.Sprint(h, "=", actions[h], " ")
						}
					}
					want[key] = true
				}
			})
			got := make(map[string]bool)
			for _, row := range ends.Rows {
				if row.Exists.Eval(p) {
					key := ""
					for h, s := range supportOf(tree, row) {
						if len(s) > 0 {
							key += fmt.Sprint(h, "=", s[0], " ")
						}
					}
					got[key] = true
				}
			}
			if fmt.Sprint(want) != fmt.Sprint(got) {
				t.Fatalf("outcomes at %v: %v, by brute force %v", p, got, want)
			}
			seen += len(want)
		}
	}
	if seen < 100 || merged < 5 {
		t.Errorf("the test is weak: %d outcomes, %d tables smaller", seen, merged)
	}
}

// reachable reports whether pure play comes to one of the nodes, if chance has it.
func reachable(t *games.Tree, actions []int, nodes []int) bool {
	return slices.ContainsFunc(nodes, func(at int) bool {
		for ; at > 0; at = t.Nodes[at].Parent {
			up := t.Nodes[t.Nodes[at].Parent]
			if up.Set >= 0 && up.Children[actions[up.Set]] != at {
				return false
			}
		}
		return true
	})
}
