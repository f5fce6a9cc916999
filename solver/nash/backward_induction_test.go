package nash

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brink/games"
	"brink/games/format"
)

// tree reads an extensive form.
func tree(t testing.TB, text string) *games.Extensive {
	t.Helper()
	f, problems := format.ReadTree("test.efg", []byte(text), format.EFG)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return f.Game.Extensive
}

// induce solves a tree and shows each equilibrium as its actions by information
// set and its payoffs.
func induce(t testing.TB, e *games.Extensive, opt Options) (*SubgamePerfect, []string) {
	t.Helper()
	res, err := BackwardInduction(context.Background(), e, opt)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, plan := range res.Equilibria {
		var s []string
		for h, a := range plan.Actions {
			if a >= 0 {
				s = append(s, e.Infosets[h].Actions[a])
			}
		}
		pays := make([]string, len(plan.Payoffs))
		for p, u := range plan.Payoffs {
			pays[p] = u.RatString()
		}
		out = append(out, strings.Join(s, " ")+": "+strings.Join(pays, ", "))
	}
	return res, out
}

// nim is the tree of a pile of n stones from which the players take 1 to k in
// turn; who takes the last wins.
func nim(n, k int) string {
	var b strings.Builder
	b.WriteString("EFG 2 R \"nim\" { \"A\" \"B\" }\n")
	sets := [2]int{}
	var move func(left, player int)
	move = func(left, player int) {
		if left == 0 {
			fmt.Fprintf(&b, "t \"\" %d \"\" { %d %d }\n", 2-player, 2*player-1, 1-2*player)
			return
		}
		sets[player]++
		var names string
		for a := 1; a <= min(k, left); a++ {
			names += fmt.Sprintf(" %q", fmt.Sprint("take ", a))
		}
		fmt.Fprintf(&b, "p \"\" %d %d \"\" {%s } 0\n", player+1, sets[player], names)
		for a := 1; a <= min(k, left); a++ {
			move(left-a, 1-player)
		}
	}
	move(n, 0)
	return b.String()
}

// centipede has n moves at which the players take the larger of two piles in
// turn or double both (Rosenthal 1981; McKelvey and Palfrey 1992: 4 and 1 dimes).
func centipede(n int) string {
	var b strings.Builder
	b.WriteString("EFG 2 R \"centipede\" { \"A\" \"B\" }\n")
	large, small := 4, 1
	for m := range n {
		pays := fmt.Sprintf("%d %d", large, small)
		if m%2 == 1 {
			pays = fmt.Sprintf("%d %d", small, large)
		}
		fmt.Fprintf(&b, "p \"\" %d %d \"\" { \"take\" \"pass\" } 0\nt \"\" %d \"\" { %s }\n", m%2+1, m/2+1, m+1, pays)
		large, small = 2*large, 2*small
	}
	if n%2 == 1 { // A passed last, and B has the larger pile
		large, small = small, large
	}
	fmt.Fprintf(&b, "t \"\" %d \"\" { %d %d }\n", n+1, large, small)
	return b.String()
}

// ultimatum lets A offer 0 to n of n coins; B may refuse, which leaves both
// without.
func ultimatum(n int) string {
	var b strings.Builder
	b.WriteString("EFG 2 R \"ultimatum\" { \"A\" \"B\" }\np \"\" 1 1 \"\" {")
	for k := range n + 1 {
		fmt.Fprintf(&b, " \"offer %d\"", k)
	}
	b.WriteString(" } 0\n")
	for k := range n + 1 {
		fmt.Fprintf(&b, "p \"\" 2 %d \"\" { \"yes\" \"no\" } 0\nt \"\" %d \"\" { %d %d }\nt \"\" 0\n", k+1, k+1, n-k, k)
	}
	return b.String()
}

func TestBackwardInductionKnown(t *testing.T) {
	for _, c := range []struct {
		name, game string
		want       []string
		ties       []int
	}{
		// Selten (1978): the entrant enters and the monopolist cooperates; staying
		// out, a Nash equilibrium by a threat, is not among them.
		{"chain store", `EFG 2 R "chain store" { "entrant" "monopolist" }
p "" 1 1 "" { "out" "in" } 0
t "" 1 "" { 1 5 }
p "" 2 1 "" { "cooperate" "fight" } 0
t "" 2 "" { 2 2 }
t "" 3 "" { 0 0 }`, []string{"in cooperate: 2, 2"}, nil},
		// Rosenthal (1981): taken at once, for passing unravels from the end.
		{"centipede", centipede(4), []string{"take take take take: 4, 1"}, nil},
		{"odd centipede", centipede(7), []string{"take take take take take take take: 4, 1"}, nil},
		// Güth, Schmittberger and Schwarze (1982): all or all but one coin.
		{"ultimatum", ultimatum(3), []string{"offer 0 yes yes yes yes: 3, 0", "offer 1 no yes yes yes: 2, 1"}, []int{1}},
		// Chance decides with 1/3 whether a second mover can answer; 0 counts at
		// inner nodes too: entering costs 1.
		{"chance", `EFG 2 R "chance" { "A" "B" }
p "" 1 1 "" { "out" "in" } 0
t "" 1 "" { 1 1 }
c "" 1 "" { "weak" 2/3 "strong" 1/3 } 2 "cost" { -1 0 }
t "" 3 "" { 4 0 }
p "" 2 1 "" { "fight" "yield" } 0
t "" 4 "" { -1 2 }
t "" 5 "" { 4 1 }`, []string{"in fight: 4/3, 2/3"}, nil},
		// The same players meeting a third who does not care: her tie decides
		// whether A dares.
		{"indifferent third", `EFG 2 R "third" { "A" "B" "C" }
p "" 1 1 "" { "safe" "risk" } 0
t "" 1 "" { 1 0 0 }
p "" 3 1 "" { "help" "hinder" } 0
t "" 2 "" { 2 1 0 }
t "" 3 "" { 0 2 0 }`, []string{"safe hinder: 1, 0, 0", "risk help: 2, 1, 0"}, []int{1}},
		{"no choice", `EFG 2 R "none" { "A" }
t "" 1 "" { 7 }`, []string{": 7"}, nil},
	} {
		res, got := induce(t, tree(t, c.game), Options{})
		if !slices.Equal(got, c.want) || !slices.Equal(res.Ties, c.ties) {
			t.Errorf("%s: %q with ties %v, want %q with ties %v", c.name, got, res.Ties, c.want, c.ties)
		}
		if unique := len(c.want) == 1; res.Complete != unique || unique == (len(res.Reasons) > 0) || res.Count.Cmp(big.NewInt(int64(len(c.want)))) != 0 {
			t.Errorf("%s: complete %v %v, count %v", c.name, res.Complete, res.Reasons, res.Count)
		}
	}
}

// TestBackwardInductionNim: with moves of 1 to k stones the first player wins
// unless k+1 divides the pile (Bouton 1901).
func TestBackwardInductionNim(t *testing.T) {
	for k := 1; k <= 3; k++ {
		for n := 1; n <= 9; n++ {
			res, _ := induce(t, tree(t, nim(n, k)), Options{OneOnly: true})
			want := int64(1)
			if n%(k+1) == 0 {
				want = -1
			}
			if len(res.Payoffs) != 1 || res.Payoffs[0][0].Cmp(big.NewRat(want, 1)) != 0 {
				t.Errorf("%d stones, moves to %d: payoffs %v", n, k, res.Payoffs)
			}
			if single := res.Count.Cmp(bigOne) == 0; single != (len(res.Ties) == 0) || res.Complete != single {
				t.Errorf("%d stones, moves to %d: %v equilibria, ties %v, complete %v", n, k, res.Count, res.Ties, res.Complete)
			}
		}
	}
}

// randomTree draws a tree of perfect information for two players and chance,
// with payoffs that tie often, also at inner nodes.
func randomTree(t *rapid.T, depth int) string {
	var b strings.Builder
	b.WriteString("EFG 2 R \"random\" { \"A\" \"B\" }\n")
	sets, outcomes := [3]int{}, 0
	outcome := func() string {
		outcomes++
		return fmt.Sprintf("%d \"\" { %d %d }", outcomes, rapid.IntRange(0, 2).Draw(t, "u"), rapid.IntRange(0, 2).Draw(t, "v"))
	}
	var grow func(depth int)
	grow = func(depth int) {
		if depth == 0 || rapid.IntRange(0, 5).Draw(t, "end") == 0 {
			b.WriteString("t \"\" " + outcome() + "\n")
			return
		}
		at := "0"
		if rapid.IntRange(0, 3).Draw(t, "inner") == 0 {
			at = outcome()
		}
		player := rapid.IntRange(0, 4).Draw(t, "player") % 3
		sets[player]++
		if player == 0 {
			fmt.Fprintf(&b, "c \"\" %d \"\" { \"l\" 1/3 \"r\" 2/3 } %s\n", sets[0], at)
		} else {
			fmt.Fprintf(&b, "p \"\" %d %d \"\" { \"l\" \"r\" } %s\n", player, sets[player], at)
		}
		grow(depth - 1)
		grow(depth - 1)
	}
	grow(depth)
	return b.String()
}

// TestBackwardInductionByDefinition compares with all profiles of pure
// strategies that are Nash equilibria of every subgame, by trying all strategies
// of each player in each.
func TestBackwardInductionByDefinition(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		e := tree(t, randomTree(r, 3))
		var sets []int // of players
		for h, set := range e.Infosets {
			if set.Player != games.Chance {
				sets = append(sets, h)
			}
		}
		profiles := make([][]int, 1<<len(sets))
		values := make([][][]*big.Rat, len(profiles))
		for k := range profiles {
			profiles[k] = make([]int, len(e.Infosets))
			for h, set := range e.Infosets {
				if set.Player == games.Chance {
					profiles[k][h] = -1
				}
			}
			for bit, h := range sets {
				profiles[k][h] = k >> bit & 1
			}
			values[k] = e.Values(profiles[k])
		}
		want := make(map[string]bool)
		for k, profile := range profiles {
			perfect := true
			for l := range profiles {
				// l deviates for one player, anywhere.
				mover := -2
				for bit, h := range sets {
					switch {
					case (k^l)>>bit&1 == 0:
					case mover == -2 || mover == e.Infosets[h].Player:
						mover = e.Infosets[h].Player
					default:
						mover = -3
					}
				}
				for node := range e.Nodes {
					if mover >= 0 && values[l][node][mover].Cmp(values[k][node][mover]) > 0 {
						perfect = false
					}
				}
			}
			if perfect {
				want[fmt.Sprint(profile)] = true
			}
		}
		res, err := BackwardInduction(context.Background(), e, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, plan := range res.Equilibria {
			if !want[fmt.Sprint(plan.Actions)] {
				t.Fatalf("%v is no subgame-perfect equilibrium, or twice in the list", plan.Actions)
			}
			delete(want, fmt.Sprint(plan.Actions))
		}
		if len(want) > 0 || res.Count.Cmp(big.NewInt(int64(len(res.Equilibria)))) != 0 {
			t.Fatalf("missing %v; count %v", want, res.Count)
		}
		if res.Complete != (len(res.Equilibria) == 1) || res.Complete != (len(res.Ties) == 0) {
			t.Fatalf("complete %v with ties %v", res.Complete, res.Ties)
		}
	})
}

func TestBackwardInductionLimits(t *testing.T) {
	e := tree(t, nim(8, 2))
	all, _ := induce(t, e, Options{})
	some, _ := induce(t, e, Options{Limit: 3})
	if len(some.Equilibria) != 3 || some.Complete || len(all.Equilibria) <= 3 || all.Count.Cmp(some.Count) != 0 {
		t.Errorf("%d of %d listed", len(some.Equilibria), len(all.Equilibria))
	}
	for k, plan := range some.Equilibria {
		if !slices.Equal(plan.Actions, all.Equilibria[k].Actions) {
			t.Errorf("equilibrium %d depends on the limit", k+1)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := BackwardInduction(ctx, e, Options{})
	if err != nil || res.Complete || len(res.Reasons) == 0 {
		t.Errorf("cancelled: %+v %v", res, err)
	}
	imperfect := tree(t, "EFG 2 R \"\" { \"A\" \"B\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\n"+
		strings.Repeat("p \"\" 2 1 \"blind\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 1 1 }\nt \"\" 1\n", 2))
	if _, err := BackwardInduction(context.Background(), imperfect, Options{}); !errors.Is(err, ErrImperfectInformation) || !strings.Contains(err.Error(), "blind") {
		t.Error(err)
	}
}

// TestBackwardInductionHuge: a deep tree in which everything ties has too many
// equilibria to count, and one in which every payoff differs too many values.
func TestBackwardInductionHuge(t *testing.T) {
	deep := func(pay func(k int) (int, int)) *games.Extensive {
		var b strings.Builder
		b.WriteString("EFG 2 R \"deep\" { \"A\" \"B\" }\n")
		const depth = 6000
		for k := range depth {
			u, v := pay(k)
			fmt.Fprintf(&b, "p \"\" %d %d \"\" { \"stop\" \"go\" } 0\nt \"\" %d \"\" { %d %d }\n", k%2+1, k/2+1, k+1, u, v)
		}
		fmt.Fprintf(&b, "t \"\" %d \"\" { 0 0 }\n", depth+1)
		return tree(t, b.String())
	}
	res, _ := induce(t, deep(func(int) (int, int) { return 0, 0 }), Options{Limit: 2})
	if len(res.Equilibria) != 2 || res.Count != nil || len(res.Payoffs) != 1 || res.Complete {
		t.Errorf("%d equilibria, count %v, %d payoffs", len(res.Equilibria), res.Count, len(res.Payoffs))
	}
	// The mover does not care, the other does.
	res, _ = induce(t, deep(func(k int) (int, int) {
		if k%2 == 0 {
			return 0, k
		}
		return k, 0
	}), Options{Limit: 2})
	if len(res.Equilibria) == 0 || res.Complete {
		t.Errorf("%d equilibria, %v", len(res.Equilibria), res.Reasons)
	}
}
