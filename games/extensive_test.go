package games

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestEndProbabilities: under mixtures of plans they sum to one and, times the
// payoffs on the way to each end, give the payoffs of the reduced strategic form.
func TestEndProbabilities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gen := &treeGen{t: t, e: &Extensive{Players: []string{"A", "B"}}, sets: make(map[[3]int][]int)}
		gen.grow(rapid.IntRange(1, 4).Draw(t, "depth"), [2]move{start(0), start(1)})
		e := gen.e
		g, err := e.Reduce()
		if errors.Is(err, ErrTooLarge) {
			t.Skip("too large")
		}
		if err != nil {
			t.Fatal(err)
		}
		s, err := g.At(nil)
		if err != nil {
			t.Fatal(err)
		}
		strategies := make([][]*big.Rat, 2)
		for p, pl := range g.Players {
			sum := int64(0)
			for range pl.Actions {
				w := rapid.Int64Range(0, 3).Draw(t, "weight")
				sum += w
				strategies[p] = append(strategies[p], big.NewRat(w, 1))
			}
			if sum == 0 {
				strategies[p][0].SetInt64(1)
				sum = 1
			}
			for _, x := range strategies[p] {
				x.Quo(x, big.NewRat(sum, 1))
			}
		}
		ends := e.EndProbabilities(g.Plans, strategies)
		// What is paid on the way to each node.
		paid := make([][2]*big.Rat, len(e.Nodes))
		paid[0] = [2]*big.Rat{new(big.Rat), new(big.Rat)}
		total := new(big.Rat)
		var pays [2]big.Rat
		for i, n := range e.Nodes {
			for p := range pays {
				if n.Outcome >= 0 {
					paid[i][p].Add(paid[i][p], e.Outcomes[n.Outcome].Payoffs[p])
				}
				if n.Infoset >= 0 && ends[i].Sign() != 0 {
					t.Fatalf("play ends at inner node %d", i)
				}
				pays[p].Add(&pays[p], new(big.Rat).Mul(ends[i], paid[i][p]))
			}
			total.Add(total, ends[i])
			for _, child := range n.Children {
				paid[child] = [2]*big.Rat{new(big.Rat).Set(paid[i][0]), new(big.Rat).Set(paid[i][1])}
			}
		}
		if total.Cmp(big.NewRat(1, 1)) != 0 {
			t.Fatalf("probabilities sum to %s", total)
		}
		for p := range pays {
			want := new(big.Rat)
			for a, u := range s.Expected(p, strategies) {
				want.Add(want, u.Mul(u, strategies[p][a]))
			}
			if want.Cmp(&pays[p]) != 0 {
				t.Fatalf("player %d earns %s, the reduced form says %s", p+1, &pays[p], want)
			}
		}
	})
}

// TestVerifySubgamePerfect: what is wrong is said.
func TestVerifySubgamePerfect(t *testing.T) {
	pay := func(u, v int64) Outcome { return Outcome{Payoffs: []*big.Rat{big.NewRat(u, 1), big.NewRat(v, 1)}} }
	e := &Extensive{
		Players:  []string{"entrant", "monopolist"},
		Infosets: []Infoset{{Player: 0, Label: "entry", Actions: []string{"out", "in"}}, {Player: 1, Label: "reply", Actions: []string{"share", "fight"}}},
		Outcomes: []Outcome{pay(1, 5), pay(2, 2), pay(0, 0)},
		Nodes: []Node{
			{Infoset: 0, Outcome: -1, Children: []int{1, 2}}, {Infoset: -1, Outcome: 0},
			{Infoset: 1, Outcome: -1, Children: []int{3, 4}}, {Infoset: -1, Outcome: 1}, {Infoset: -1, Outcome: 2},
		},
	}
	values, err := e.VerifySubgamePerfect([]int{1, 0})
	if err != nil || values[0][1].RatString() != "2" {
		t.Errorf("%v %v", values, err)
	}
	for want, actions := range map[string][]int{
		`at "reply" monopolist plays fight for 0 but share pays 2`: {0, 1},
		`at "entry" entrant plays out for 1 but in pays 2`:         {0, 0},
		"1 actions for 2 information sets":                         {0},
		"no action at information set":                             {0, 2},
	} {
		if _, err := e.VerifySubgamePerfect(actions); !errors.Is(err, ErrNotEquilibrium) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", actions, err)
		}
	}
	e.Nodes[2].Infoset, e.Nodes[2].Children = 0, []int{3, 4}
	if h, ok := e.PerfectInformation(); ok || h != 0 {
		t.Errorf("information set %d, perfect %v", h, ok)
	}
	if _, err := e.VerifySubgamePerfect([]int{1, 0}); !errors.Is(err, ErrNotEquilibrium) {
		t.Error(err)
	}
}
