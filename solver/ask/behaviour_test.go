package ask

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
)

// randomTree is a Gambit file of a random tree, the players moving in turn and knowing
// the last move only: one who moves a second time forgets.
func randomTree(rng *rand.Rand, players, depth int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "EFG 2 R \"t\" {")
	for p := range players {
		fmt.Fprintf(&b, " \"P%d\"", p+1)
	}
	b.WriteString(" }\n")
	outcome := 0
	sets := make([]int, players)
	var grow func(level int, path string)
	known := make(map[string]int)
	grow = func(level int, path string) {
		if level == depth {
			outcome++
			fmt.Fprintf(&b, "t \"\" %d \"\" {", outcome)
			for range players {
				fmt.Fprintf(&b, " %d", rng.IntN(7))
			}
			b.WriteString(" }\n")
			return
		}
		p := level % players
		key := fmt.Sprint(level) + path[max(0, len(path)-1):]
		h, ok := known[key]
		if !ok {
			sets[p]++
			h = sets[p]
			known[key] = h
		}
		fmt.Fprintf(&b, "p \"\" %d %d \"\" { \"l\" \"r\" } 0\n", p+1, h)
		grow(level+1, path+"l")
		grow(level+1, path+"r")
	}
	grow(0, "")
	return b.String()
}

func solved(t *testing.T, text string) (*games.Extensive, *answer.Behaviour) {
	t.Helper()
	f, ds := format.ReadTreeAlone("t.efg", []byte(text), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	a, err := Solve.Run(context.Background(), f.Model, nil, Options{Search: Search{Strategies: BehaviourStrategies}})
	if err != nil {
		t.Fatal(err)
	}
	return f.Game.Extensive, a.(*answer.Behaviour)
}

// rationalAt is the behaviour at all information sets; ok where it is rational.
func rationalAt(e *games.Extensive, q answer.BehaviourEquilibrium) (probs [][]*big.Rat, ok bool) {
	_, at := answer.SetsOf(e)
	probs = make([][]*big.Rat, len(e.Infosets))
	for k, h := range at {
		for _, v := range q.Probs[k] {
			if v.Rat == nil {
				return nil, false
			}
			probs[h] = append(probs[h], v.Rat)
		}
	}
	return probs, true
}

// eachRational calls check for the rational equilibria of random trees of so many
// players, which are of a form.
func eachRational(t *testing.T, seed rand.Source, players int, of answer.Form, check func(*games.Extensive, answer.BehaviourEquilibrium, [][]*big.Rat)) {
	t.Helper()
	rng := rand.New(seed)
	checked := 0
	for range 25 {
		e, a := solved(t, randomTree(rng, players, 3))
		if a.Of != of {
			t.Fatalf("equilibria of %q", a.Of)
		}
		for _, q := range a.Equilibria {
			if probs, ok := rationalAt(e, q); ok {
				checked++
				check(e, q, probs)
			}
		}
	}
	if checked < 25 {
		t.Fatalf("only %d equilibria", checked)
	}
}

// TestBehaviourOfReducedForm holds the equilibria of trees of three players to the
// definition, at every information set.
func TestBehaviourOfReducedForm(t *testing.T) {
	eachRational(t, rand.NewPCG(7, 9), 3, answer.ReducedForm, func(e *games.Extensive, q answer.BehaviourEquilibrium, probs [][]*big.Rat) {
		pays, err := e.VerifyBehaviour(probs)
		if err != nil {
			t.Fatal(err)
		}
		for p, u := range pays {
			if u.Cmp(q.Payoffs[p].Rat) != 0 {
				t.Fatalf("player %d is paid %s, not %s", p, u, q.Payoffs[p])
			}
		}
	})
}

// TestAgentForm compares the equilibria of trees with forgetful players with what each
// agent could get instead, along the tree.
func TestAgentForm(t *testing.T) {
	eachRational(t, rand.NewPCG(3, 5), 2, answer.AgentForm, func(e *games.Extensive, q answer.BehaviourEquilibrium, probs [][]*big.Rat) {
		for h, set := range e.Infosets {
			now := expectedAlong(e, probs, 0)[set.Player]
			if now.Cmp(q.Payoffs[set.Player].Rat) != 0 {
				t.Fatalf("%s is paid %s, not %s", e.Players[set.Player], now, q.Payoffs[set.Player])
			}
			own := probs[h]
			for act := range set.Actions {
				probs[h] = make([]*big.Rat, len(set.Actions))
				for k := range probs[h] {
					probs[h][k] = new(big.Rat)
				}
				probs[h][act].SetInt64(1)
				if expectedAlong(e, probs, 0)[set.Player].Cmp(now) > 0 {
					t.Fatalf("at set %d action %d is better", h, act)
				}
			}
			probs[h] = own
		}
	})
}

// expectedAlong is what the players expect from a node on.
func expectedAlong(e *games.Extensive, probs [][]*big.Rat, i int) []*big.Rat {
	n := e.Nodes[i]
	sum := make([]*big.Rat, len(e.Players))
	for p := range sum {
		sum[p] = new(big.Rat)
		if n.Outcome >= 0 {
			sum[p].Set(e.Outcomes[n.Outcome].Payoffs[p])
		}
	}
	for a, c := range n.Children {
		for p, v := range expectedAlong(e, probs, c) {
			sum[p].Add(sum[p], new(big.Rat).Mul(v, probs[n.Infoset][a]))
		}
	}
	return sum
}
