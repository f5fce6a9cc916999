package sequential_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/concept"
	"brink/solver/sequential"
)

// supportOf is what a row chooses, by set, as action numbers.
func supportOf(t *games.Tree, r *concept.Row) [][]int {
	out := make([][]int, len(t.Sets))
	for _, c := range r.Play {
		h := t.Set(c.Place)
		for a, name := range t.Sets[h].Actions {
			for _, o := range c.Over {
				if o == name {
					out[h] = append(out[h], a)
				}
			}
		}
	}
	return out
}

// rowsAt are the supports of the rows that exist at a point.
func rowsAt(tab *concept.Table, t *games.Tree, at []*big.Rat) map[string]*concept.Row {
	out := make(map[string]*concept.Row)
	for _, r := range tab.Rows {
		if r.Exists.Eval(at) {
			out[fmt.Sprint(supportOf(t, r))] = r
		}
	}
	return out
}

// table makes a complete table, or fails.
func table(t *testing.T, tree *games.Tree, make func(context.Context, *games.Tree) (*concept.Table, error)) *concept.Table {
	t.Helper()
	tab, err := make(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	if !tab.Complete {
		t.Fatalf("not complete: %v", tab.Reasons)
	}
	return tab
}

// profiles yields all pure profiles.
func profiles(t *games.Tree, yield func(actions []int)) {
	all := make([]int, len(t.Sets))
	for h := range all {
		all[h] = h
	}
	choices(t, all, func(p map[int]int) {
		actions := make([]int, len(all))
		for h := range actions {
			actions[h] = p[h]
		}
		yield(actions)
	})
}

func singles(actions []int) [][]int {
	out := make([][]int, len(actions))
	for h, a := range actions {
		out[h] = []int{a}
	}
	return out
}

// value evaluates an amount where it is known.
func value(a concept.Amount, at []*big.Rat) (*big.Rat, bool) {
	if a.Value == nil || a.Except.Eval(at) {
		return nil, false
	}
	v, err := a.Value.Eval(at)
	return v, err == nil
}

// behaviourOf is how a row plays at a point, where all of it is known.
func behaviourOf(t *games.Tree, r *concept.Row, at []*big.Rat) (behaviour, bool) {
	b := pure(t, make([]int, len(t.Sets)))
	for _, c := range r.Play {
		h := t.Set(c.Place)
		b[h][0].SetInt64(0)
		for i, o := range c.Over {
			v, ok := value(c.Probs[i], at)
			if !ok {
				return nil, false
			}
			for a, name := range t.Sets[h].Actions {
				if name == o {
					b[h][a].Set(v)
				}
			}
		}
	}
	return b, true
}

// held examines what a row says at a point where it exists: probabilities, beliefs,
// payoffs and outcomes.
func held(t *testing.T, n *numeric, r *concept.Row, at []*big.Rat) bool {
	t.Helper()
	b, ok := behaviourOf(n.t, r, at)
	if !ok {
		return false
	}
	support := supportOf(n.t, r)
	for h := range b {
		sum := new(big.Rat)
		for a, p := range b[h] {
			sum.Add(sum, p)
			if p.Sign() < 0 || has(support[h], a) != (p.Sign() > 0) {
				t.Fatalf("%v: probability %v of action %d at set %d", support, p, a, h)
			}
		}
		if sum.Cmp(big.NewRat(1, 1)) != 0 {
			t.Fatalf("%v: probabilities at set %d sum to %v", support, h, sum)
		}
	}
	pinned := make(map[int][]*big.Rat)
	for _, c := range r.Beliefs {
		var mu []*big.Rat
		for _, p := range c.Probs {
			if v, ok := value(p, at); ok {
				mu = append(mu, v)
			}
		}
		if len(mu) == len(c.Probs) {
			pinned[n.t.Set(c.Place)] = mu
		}
	}
	if !n.perfectBayesian(b, pinned) {
		t.Fatalf("%v: not an equilibrium: play %v beliefs %v at %v", support, b, pinned, at)
	}
	reach := n.reach(b)
	for _, num := range r.Numbers {
		v, ok := value(num.Is, at)
		if !ok {
			continue
		}
		want := new(big.Rat)
		switch num.Code {
		case "payoff":
			for p, name := range n.t.Players {
				if name == num.Name {
					want = n.worth(b, 0, p, nil)
				}
			}
		case "outcome":
			for i, x := range n.t.Nodes {
				if x.Name == num.Name {
					want = new(big.Rat).Add(want, reach[i])
				}
			}
		}
		if v.Cmp(want) != 0 {
			t.Fatalf("%v: %s %s is %v, not %v", support, num.Code, num.Name, v, want)
		}
	}
	return true
}

// supportsOf yields all products of supports.
func supportsOf(t *games.Tree, yield func([][]int)) {
	sup := make([][]int, len(t.Sets))
	var walk func(h int)
	walk = func(h int) {
		if h == len(sup) {
			yield(sup)
			return
		}
		for mask := 1; mask < 1<<len(t.Sets[h].Actions); mask++ {
			sup[h] = nil
			for a := range t.Sets[h].Actions {
				if mask>>a&1 == 1 {
					sup[h] = append(sup[h], a)
				}
			}
			walk(h + 1)
		}
	}
	walk(0)
}

// Backward induction at random points is what the table says of every pure profile.
func TestSubgamePerfectIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	found, missed := 0, 0
	for i := range 36 {
		var tree *games.Tree
		ok := false
		for !ok {
			text := perfect(r, 2+r.IntN(2), 3)
			if i%3 == 0 {
				text = blind(r, 2+r.IntN(2), 3)
			}
			tree, ok = tryRead(text)
			ok = ok && len(tree.Sets) <= 7
		}
		tab := table(t, tree, sequential.SubgamePerfect)
		for range 6 {
			p := point(r)
			n, ok := at(tree, p)
			if !ok {
				t.Fatal("the tree means nothing at", p)
			}
			rows := rowsAt(tab, tree, p)
			profiles(tree, func(actions []int) {
				want := n.subgamePerfect(pure(tree, actions))
				row := rows[fmt.Sprint(singles(actions))]
				if want != (row != nil) {
					t.Fatalf("%v at %v: subgame perfect is %v\n%+v", actions, p, want, tree.Sets)
				}
				if want {
					found++
				} else {
					missed++
				}
			})
		}
	}
	if found < 100 || missed < 100 {
		t.Errorf("the test is weak: %d equilibria, %d others", found, missed)
	}
}

// Weak perfect Bayesian equilibria of random trees: every pure profile and random
// mixed ones are equilibria exactly where the table has a row, and what rows say of
// mixed ones is one.
func TestPerfectBayesianIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	pureFound, mixedFound, mixedRows := 0, 0, 0
	for range 6 {
		var tree *games.Tree
		ok := false
		for !ok {
			tree, ok = tryRead(blind(r, 2+r.IntN(2), 3))
			ok = ok && len(tree.Sets) <= 5 && len(tree.Sets) >= 2
		}
		tab := table(t, tree, sequential.PerfectBayesian)
		seq := table(t, tree, sequential.Sequential)
		nash := table(t, tree, sequential.Nash)
		for range 6 {
			p := point(r)
			n, _ := at(tree, p)
			rows := rowsAt(tab, tree, p)
			for key := range rowsAt(seq, tree, p) {
				if rows[key] == nil {
					t.Fatalf("%s is sequential and not perfect Bayesian at %v", key, p)
				}
			}
			ways := rowsAt(nash, tree, p)
			for key, row := range ways {
				if b, ok := behaviourOf(tree, row, p); ok && !n.nash(b) {
					t.Fatalf("%s: %v is no Nash equilibrium at %v", key, b, p)
				}
			}
			profiles(tree, func(actions []int) {
				if want := n.nash(pure(tree, actions)); want != (ways[fmt.Sprint(singles(actions))] != nil) {
					t.Fatalf("%v at %v: Nash is %v\n%+v", actions, p, want, tree.Sets)
				}
				want := n.perfectBayesian(pure(tree, actions), nil)
				if want != (rows[fmt.Sprint(singles(actions))] != nil) {
					t.Fatalf("%v at %v: equilibrium is %v\n%+v", actions, p, want, tree.Sets)
				}
				if want {
					pureFound++
				}
			})
			for _, row := range rows {
				if held(t, n, row, p) {
					mixedRows++
				}
			}
			for range 40 {
				b, sup := mixed(r, tree)
				if n.nash(b) && ways[fmt.Sprint(sup)] == nil {
					t.Fatalf("%v at %v is a Nash equilibrium without a row\n%+v", b, p, tree.Sets)
				}
				if n.perfectBayesian(b, nil) {
					mixedFound++
					if rows[fmt.Sprint(sup)] == nil {
						t.Fatalf("%v at %v is an equilibrium without a row\n%+v", b, p, tree.Sets)
					}
				}
			}
		}
	}
	if pureFound < 30 || mixedFound < 15 || mixedRows < 30 {
		t.Errorf("the test is weak: %d pure, %d mixed, %d rows", pureFound, mixedFound, mixedRows)
	}
}

// mixed draws a behaviour, pure at most sets.
func mixed(r *rand.Rand, t *games.Tree) (behaviour, [][]int) {
	b := pure(t, make([]int, len(t.Sets)))
	sup := make([][]int, len(t.Sets))
	for h := range b {
		a := r.IntN(2)
		if r.IntN(2) == 0 {
			b[h][0].SetFrac64(int64(1+r.IntN(3)), 4)
			b[h][1].Sub(big.NewRat(1, 1), b[h][0])
			sup[h] = []int{0, 1}
			continue
		}
		b[h][0].SetInt64(int64(1 - a))
		b[h][1].SetInt64(int64(a))
		sup[h] = []int{a}
	}
	return b, sup
}

// Signalling games are decided in full: all supports, at points that include ties,
// priors of 0 and 1.
func TestSignallingIsLinearProgramming(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	sizes := [][3]int{{2, 2, 2}, {2, 2, 2}, {2, 2, 3}, {3, 2, 2}, {2, 3, 2}}
	found, several, refined := 0, 0, 0
	for i, size := range sizes {
		tree := read(t, signalling(r, size[0], size[1], size[2]))
		tab := table(t, tree, sequential.PerfectBayesian)
		if i != 1 {
			sequential.Refine(context.Background(), tree, tab)
		}
		for range 4 {
			p := point(r)
			n, _ := at(tree, p)
			g := signalAt(n)
			rows := rowsAt(tab, tree, p)
			supportsOf(tree, func(sup [][]int) {
				var messages, replies [][]int
				for h, s := range tree.Sets {
					if s.Player == 0 {
						messages = append(messages, sup[h])
					}
				}
				for m := range size[1] {
					replies = append(replies, sup[tree.Set(fmt.Sprint("after", m))])
				}
				want := g.equilibrium(messages, replies)
				row := rows[fmt.Sprint(sup)]
				if want != (row != nil) {
					t.Fatalf("%v: %v at %v: equilibrium is %v", size, sup, p, want)
				}
				if !want {
					return
				}
				found++
				if held(t, n, row, p) {
					several++
				}
				if b, ok := behaviourOf(tree, row, p); ok {
					for _, c := range row.Columns {
						if c.Open {
							continue
						}
						want := false
						switch c.Code {
						case "intuitive":
							want = g.intuitive(n, b)
						case "d1":
							want = g.divine(n, b, replies)
						}
						if refined++; want != c.When.Eval(p) {
							t.Fatalf("%v: %v at %v: %s is %v", size, sup, p, c.Code, want)
						}
					}
				}
			})
		}
	}
	if found < 40 || several < 20 || refined < 50 {
		t.Errorf("the test is weak: %d equilibria, %d examined, %d refined", found, several, refined)
	}
}
