package games

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// treeGen grows a random tree of two players and chance with perfect recall.
// Information sets join nodes that follow the same last own move of their owner
// and differ in what others did.
type treeGen struct {
	t    *rapid.T
	e    *Extensive
	sets map[[3]int][]int // information sets by owner and last own move
}

func (g *treeGen) grow(depth int, last [2]move) int {
	t, e := g.t, g.e
	here := len(e.Nodes)
	e.Nodes = append(e.Nodes, Node{Infoset: -1, Outcome: -1})
	if rapid.IntRange(0, 3).Draw(t, "outcome") == 0 || depth == 0 {
		pays := []*big.Rat{big.NewRat(rapid.Int64Range(-9, 9).Draw(t, "u"), 2), big.NewRat(rapid.Int64Range(-9, 9).Draw(t, "v"), 3)}
		e.Nodes[here].Outcome = len(e.Outcomes)
		e.Outcomes = append(e.Outcomes, Outcome{Payoffs: pays})
	}
	kind := rapid.IntRange(-2, 1).Draw(t, "kind")
	if depth == 0 || kind == -2 && here > 0 {
		return here
	}
	h := g.infoset(max(kind, Chance), last)
	e.Nodes[here].Infoset = h
	children := make([]int, len(e.Infosets[h].Actions))
	for a := range children {
		next := last
		if p := e.Infosets[h].Player; p >= 0 && len(children) > 1 {
			next[p] = move{h, a}
		}
		children[a] = g.grow(depth-1, next)
	}
	e.Nodes[here].Children = children
	return here
}

func (g *treeGen) infoset(p int, last [2]move) int {
	t, e := g.t, g.e
	key := [3]int{p}
	if p >= 0 {
		key[1], key[2] = last[p].infoset, last[p].action
		if sets := g.sets[key]; len(sets) > 0 && rapid.Bool().Draw(t, "join") {
			return rapid.SampledFrom(sets).Draw(t, "set")
		}
	}
	set := Infoset{Player: p, Actions: []string{"l", "r", "m"}[:rapid.IntRange(1, 3).Draw(t, "actions")]}
	if p == Chance {
		for range set.Actions {
			set.Probs = append(set.Probs, big.NewRat(1, int64(len(set.Actions))))
		}
	}
	e.Infosets = append(e.Infosets, set)
	h := len(e.Infosets) - 1
	g.sets[key] = append(g.sets[key], h)
	return h
}

// expected walks the tree under two plans.
func (e *Extensive) expected(node int, plans []Plan) []*big.Rat {
	n := e.Nodes[node]
	sum := []*big.Rat{new(big.Rat), new(big.Rat)}
	add := func(k *big.Rat, u []*big.Rat) {
		for p := range sum {
			sum[p].Add(sum[p], new(big.Rat).Mul(k, u[p]))
		}
	}
	one := big.NewRat(1, 1)
	if n.Outcome >= 0 {
		add(one, e.Outcomes[n.Outcome].Payoffs)
	}
	switch {
	case n.Infoset < 0:
	case e.Infosets[n.Infoset].Player == Chance:
		for a, c := range n.Children {
			add(e.Infosets[n.Infoset].Probs[a], e.expected(c, plans))
		}
	case len(n.Children) == 1:
		add(one, e.expected(n.Children[0], plans))
	default:
		add(one, e.expected(n.Children[plans[e.Infosets[n.Infoset].Player][n.Infoset]], plans))
	}
	return sum
}

// TestReduceAgreesWithPlay holds the reduced strategic form to the definition:
// the payoffs of a profile of plans are those of playing them, plans are
// distinct, and a plan says what to do exactly where its owner can get.
func TestReduceAgreesWithPlay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := &treeGen{t: rt, e: &Extensive{Players: []string{"A", "B"}}, sets: make(map[[3]int][]int)}
		g.grow(rapid.IntRange(1, 4).Draw(rt, "depth"), [2]move{start(0), start(1)})
		game, err := g.e.Reduce()
		if err != nil {
			rt.Fatal(err)
		}
		r := &reducer{Extensive: g.e, before: make([]move, len(g.e.Infosets)), after: make(map[move][]int)}
		for h := range r.before {
			r.before[h] = unseen
		}
		if err := r.visit(0, []move{start(0), start(1)}, big.NewRat(1, 1), make([]*big.Rat, 2)); err != nil {
			rt.Fatal(err)
		}
		plans := make([][]Plan, 2)
		for p := range plans {
			plans[p] = r.plans(start(p))
			slices.SortFunc(plans[p], func(a, b Plan) int { return slices.CompareFunc(a, b, comparePlanned) })
			if len(plans[p]) != len(game.Players[p].Actions) || len(slices.CompactFunc(slices.Clone(plans[p]), slices.Equal)) != len(plans[p]) {
				rt.Fatalf("%d plans, names %q", len(plans[p]), game.Players[p].Actions)
			}
			names := slices.Clone(game.Players[p].Actions)
			slices.Sort(names)
			if len(slices.Compact(names)) != len(names) {
				rt.Fatalf("names repeat: %q", names)
			}
		}
		for i, a := range plans[0] {
			for j, b := range plans[1] {
				want := g.e.expected(0, []Plan{a, b})
				for p := range want {
					got, _ := game.Payoff(p, []int{i, j}).Ratio()
					if k, _ := got.Rat(); k.Cmp(want[p]) != 0 {
						rt.Fatalf("plans %v and %v pay player %d %v, want %v", a, b, p, k, want[p])
					}
				}
			}
		}
	})
}

// TestReduceTooLarge refuses a game whose strategies cannot be listed without
// trying to list them.
func TestReduceTooLarge(t *testing.T) {
	e := &Extensive{Players: []string{"A", "B"}}
	// Chance picks one of 100 information sets with two actions: 2^100 plans.
	deal := Infoset{Player: Chance}
	e.Nodes = []Node{{Infoset: 0, Outcome: -1}}
	for i := range 100 {
		deal.Actions = append(deal.Actions, "x")
		deal.Probs = append(deal.Probs, big.NewRat(1, 100))
		n := len(e.Nodes)
		e.Nodes[0].Children = append(e.Nodes[0].Children, n)
		e.Nodes = append(e.Nodes, Node{Infoset: i + 1, Outcome: -1, Children: []int{n + 1, n + 2}}, Node{Infoset: -1, Outcome: -1}, Node{Infoset: -1, Outcome: -1})
	}
	e.Infosets = append(e.Infosets, deal)
	for range 100 {
		e.Infosets = append(e.Infosets, Infoset{Player: 0, Actions: []string{"l", "r"}})
	}
	if _, err := e.Reduce(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}
