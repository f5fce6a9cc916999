package games

import (
	"fmt"
	"slices"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"

	"pgregory.net/rapid"
)

func TestExchangeable(t *testing.T) {
	two := players("A B", "c", "d")
	three := players("A B C", "c", "d")
	for _, c := range []struct {
		name    string
		players []Player
		params  string
		payoffs []string
		want    string
	}{
		{"symmetric", two, "T R P S", []string{"R; S; T; P", "R; T; S; P"}, "[[0 1]]"},
		{"one payoff differs", two, "T R P S", []string{"R; S; T; P", "R; T; S; R"}, "[[0] [1]]"},
		{"transposed the wrong way", two, "T R P S", []string{"R; S; T; P", "R; S; T; P"}, "[[0] [1]]"},
		{"equal after simplification", two, "x", []string{"x*(x+1); 0; 1/2; 2/4", "x^2 + x; 0.5; 0; 1/2"}, "[[0 1]]"},
		{"equal only where x = 1", two, "x", []string{"x; 0; 0; 0", "1; 0; 0; 0"}, "[[0] [1]]"},
		{"with cases", two, "x", []string{"max(x, 0); 0; 1; 0", "max(x, 0); 1; 0; 0"}, "[[0 1]]"},
		{"different actions", append(players("A", "c", "d"), players("B", "c", "e")...), "", []string{"1; 1; 1; 1", "1; 1; 1; 1"}, "[[0] [1]]"},
		{"different numbers of actions", append(players("A", "c", "d"), players("B", "c")...), "", []string{"1; 1", "1; 1"}, "[[0] [1]]"},
		{"two of three", three, "x y", []string{
			"0; x; x; 1; 2; y; y; 3",
			"0; x; 2; y; x; 1; y; 3",
			"5; 6; 7; 8; 7; 8; 9; 5"}, "[[0 1] [2]]"},
		{"ends of three", three, "", []string{
			"1; 0; 0; 0; 0; 0; 0; 0",
			"2; 0; 0; 0; 0; 0; 0; 0",
			"1; 0; 0; 0; 0; 0; 0; 0"}, "[[0 2] [1]]"},
		{"all three", three, "", []string{
			"0; 1; 1; 2; 3; 4; 4; 5",
			"0; 1; 3; 4; 1; 2; 4; 5",
			"0; 3; 1; 4; 1; 4; 2; 5"}, "[[0 1 2]]"},
	} {
		g := formulas(t, c.params, c.players, c.payoffs...)
		if got := fmt.Sprint(g.Exchangeable()); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// A game built from classes by symmetric formulas has at least these classes,
// and relabelling players moves the classes along.
func TestExchangeableClassesFollowThePlayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 4).Draw(t, "players")
		class := make([]int, n)
		for p := range class {
			class[p] = rapid.IntRange(0, 1).Draw(t, "class")
		}
		g := &Game{Players: players("A B C D", "x", "y")[:n], Defined: expr.True()}
		// A payoff depends on class, own action and the count of each class at y.
		seed := rapid.Int64Range(1, 1000).Draw(t, "seed")
		profile := make([]int, n)
		total := 1 << n
		for p := range n {
			list := make([]expr.Value, total)
			for i := range list {
				g.decode(i, profile)
				at := [2]int{}
				for q, a := range profile {
					at[class[q]] += a
				}
				h := seed * int64(1+class[p]*7+profile[p]*3+at[0]*11+at[1]*29) % 13
				list[i] = expr.Plain(algebra.FromInt(h))
			}
			g.Payoffs = append(g.Payoffs, list)
		}
		classOf := func(g *Game) []int {
			out := make([]int, n)
			for k, members := range g.Exchangeable() {
				if !slices.IsSorted(members) {
					t.Fatalf("members %v", members)
				}
				for _, p := range members {
					out[p] = k
				}
			}
			return out
		}
		got := classOf(g)
		for p := range n {
			for q := range n {
				if class[p] == class[q] && got[p] != got[q] {
					t.Fatalf("players %d and %d of class %d were told apart: %v", p, q, class[p], got)
				}
			}
		}
		// Reverse the players.
		r := &Game{Players: g.Players, Defined: g.Defined, Payoffs: make([][]expr.Value, n)}
		for p := range n {
			r.Payoffs[n-1-p] = make([]expr.Value, total)
			for i := range total {
				g.decode(i, profile)
				slices.Reverse(profile)
				r.Payoffs[n-1-p][r.Index(profile)] = g.Payoffs[p][i]
			}
		}
		back := classOf(r)
		for p := range n {
			for q := range n {
				if (got[p] == got[q]) != (back[n-1-p] == back[n-1-q]) {
					t.Fatalf("classes %v become %v", got, back)
				}
			}
		}
	})
}

func BenchmarkExchangeable(b *testing.B) {
	g := &Game{Players: players("A B C D E F G H", "x", "y"), Defined: expr.True()}
	profile := make([]int, 8)
	for p := range 8 {
		var list []expr.Value
		for i := range 256 {
			g.decode(i, profile)
			n := 0
			for _, a := range profile {
				n += a
			}
			list = append(list, expr.Plain(algebra.FromPoly(algebra.Variable(0).Scale(algebra.NewInt(int64(n+10*profile[p]))))))
		}
		g.Payoffs = append(g.Payoffs, list)
	}
	b.ReportAllocs()
	for b.Loop() {
		g.Exchangeable()
	}
}
