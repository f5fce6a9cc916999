package nash

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"brink/solver/nash/corpus"
	"brink/solver/nash/nashtest"
	"brink/solver/note"
)

// TestKnownGames lists games whose equilibria are in the literature.
func TestKnownGames(t *testing.T) {
	tests := []struct {
		name, source string
		a, b         [][]int64
		want         []string
		payoffs      string // of the first equilibrium
	}{
		{
			"von Stengel 3x2", "von Stengel (2002), Handbook of Game Theory 3, example 2.1",
			[][]int64{{3, 3}, {2, 5}, {0, 6}}, [][]int64{{3, 2}, {2, 6}, {3, 1}},
			[]string{"1 0 0 1 0", "4/5 1/5 0 2/3 1/3", "0 1/3 2/3 1/3 2/3"}, "3 3",
		},
		{
			"matching pennies", "von Neumann (1928)",
			[][]int64{{1, -1}, {-1, 1}}, [][]int64{{-1, 1}, {1, -1}},
			[]string{"1/2 1/2 1/2 1/2"}, "0 0",
		},
		{
			"rock paper scissors", "von Neumann (1928)",
			[][]int64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}}, [][]int64{{0, 1, -1}, {-1, 0, 1}, {1, -1, 0}},
			[]string{"1/3 1/3 1/3 1/3 1/3 1/3"}, "0 0",
		},
		{
			"Shapley", "Shapley (1964), Advances in Game Theory, 1-29",
			nashtest.Identity(3), [][]int64{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}},
			[]string{"1/3 1/3 1/3 1/3 1/3 1/3"}, "1/3 1/3",
		},
		{
			"prisoner's dilemma", "Tucker (1950)",
			[][]int64{{3, 0}, {5, 1}}, [][]int64{{3, 5}, {0, 1}},
			[]string{"0 1 0 1"}, "1 1",
		},
		{
			"all ties", "every profile is an equilibrium",
			nashtest.Constant(2, 3, 0), nashtest.Constant(2, 3, 0),
			[]string{"1 0 1 0 0", "1 0 0 1 0", "1 0 0 0 1", "0 1 1 0 0", "0 1 0 1 0", "0 1 0 0 1"}, "0 0",
		},
		{
			"single row", "a decision problem with a tie",
			[][]int64{{1, 2, 3}}, [][]int64{{5, 7, 7}},
			[]string{"1 0 1 0", "1 0 0 1"}, "2 7",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := MustAll(t, nashtest.BimatrixGame(tt.a, tt.b), Options{})
			if !res.Complete || !res.Exact {
				t.Errorf("complete %v, exact %v", res.Complete, res.Exact)
			}
			if got := nashtest.ShowAll(res); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q (%s)", got, tt.want, tt.source)
			}
			e := res.Equilibria[0]
			if got := e.Payoffs[0].RatString() + " " + e.Payoffs[1].RatString(); got != tt.payoffs {
				t.Errorf("payoffs %s, want %s", got, tt.payoffs)
			}
		})
	}
}

// TestIdentityCoordination: the n×n identity game has 2^n - 1 equilibria, one
// for each set of actions, with index +1 for odd sizes and -1 for even ones.
func TestIdentityCoordination(t *testing.T) {
	for n := 1; n <= 10; n++ {
		res := MustAll(t, nashtest.BimatrixGame(nashtest.Identity(n), nashtest.Identity(n)), Options{})
		if got := len(res.Equilibria); got != 1<<n-1 || len(res.Components) != got || len(res.Subsets) != got || !res.Complete || res.Degenerate {
			t.Fatalf("n=%d: %d equilibria, %d components, degenerate %v", n, got, len(res.Components), res.Degenerate)
		}
		for k, c := range res.Components {
			size := 0
			for _, p := range res.Equilibria[k].Strategies[0] {
				size += p.Sign()
			}
			if want := 1 - 2*((size+1)%2); c.Index != want || !c.HasIndex || c.Dimension != 0 {
				t.Fatalf("n=%d, support size %d: index %d", n, size, c.Index)
			}
		}
	}
}

// TestComponents checks grouping on games small enough to do by hand.
func TestComponents(t *testing.T) {
	// Wink (Gambit's wink3): here an L-shaped component by hand. Player 1's
	// rows tie against column 1; player 2's columns tie against row 1.
	res := MustAll(t, nashtest.BimatrixGame([][]int64{{1, 1}, {1, 0}}, [][]int64{{1, 1}, {1, 0}}), Options{})
	if got, want := nashtest.ShowAll(res), []string{"1 0 1 0", "1 0 0 1", "0 1 1 0"}; !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	if len(res.Components) != 1 || len(res.Subsets) != 2 {
		t.Fatalf("%d components, %d subsets", len(res.Components), len(res.Subsets))
	}
	c := res.Components[0]
	if c.Index != 1 || c.Dimension != 1 || !c.SamePayoffs {
		t.Errorf("component %+v", c)
	}
	if s := res.Subsets[0]; !slices.Equal(s.Extreme, []int{1, 2}) || s.Dimension != 1 || !slices.Equal(s.X, []int{1}) || !slices.Equal(s.Y, []int{1, 2}) {
		t.Errorf("first subset %+v", s)
	}
	if s := res.Subsets[1]; !slices.Equal(s.Extreme, []int{1, 3}) || s.Dimension != 1 || !slices.Equal(s.X, []int{1, 3}) || !slices.Equal(s.Y, []int{1}) {
		t.Errorf("second subset %+v", s)
	}
	if !res.Degenerate || !res.Degeneracy.Equal(note.New(note.IndifferentWhenPlays, "P2", note.Names{"b1"}, "P1", note.Names{"a1", "a2"})) {
		t.Errorf("degeneracy %v", res.Degeneracy)
	}

	// The 3×3 zero game is one product of triangles.
	res = MustAll(t, nashtest.BimatrixGame(nashtest.Constant(3, 3, 7), nashtest.Constant(3, 3, 7)), Options{})
	if len(res.Equilibria) != 9 || len(res.Subsets) != 1 || res.Subsets[0].Dimension != 4 || res.Components[0].Index != 1 {
		t.Errorf("zero game: %d equilibria, subsets %+v", len(res.Equilibria), res.Subsets)
	}
}

// TestOneActivePlayers: players without a choice do not make a game hard.
func TestOneActivePlayers(t *testing.T) {
	r := func(v ...int64) []*big.Rat {
		var out []*big.Rat
		for _, x := range v {
			out = append(out, big.NewRat(x, 1))
		}
		return out
	}
	tests := []struct {
		shape []int
		pay   [][]*big.Rat
		want  string
	}{
		{[]int{3}, [][]*big.Rat{r(1, 5, 5)}, "[0 1 0 0 0 1]"},
		{[]int{1}, [][]*big.Rat{r(4)}, "[1]"},
		{[]int{1, 1, 1}, [][]*big.Rat{r(4), r(5), r(6)}, "[1 1 1]"},
		{[]int{1, 3, 1}, [][]*big.Rat{r(0, 1, 2), r(3, 9, 3), r(1, 2, 3)}, "[1 0 1 0 1]"},
		{[]int{2, 1, 2}, [][]*big.Rat{r(1, -1, -1, 1), r(1, 2, 3, 4), r(-1, 1, 1, -1)}, "[1/2 1/2 1 1/2 1/2]"},
	}
	for _, tt := range tests {
		res := MustAll(t, nashtest.TableGame(tt.shape, tt.pay), Options{})
		got := ""
		for _, s := range nashtest.ShowAll(res) {
			got += " " + s
		}
		if got = "[" + got[1:] + "]"; got != tt.want || !res.Complete {
			t.Errorf("shape %v: got %s, want %s (complete %v, %v)", tt.shape, got, tt.want, res.Complete, res.Reasons)
		}
	}
	// The bystander's payoff: the mean of 1, 2, 3, 4.
	res := MustAll(t, nashtest.TableGame(tests[4].shape, tests[4].pay), Options{})
	if got := res.Equilibria[0].Payoffs[1].RatString(); got != "5/2" {
		t.Errorf("bystander gets %s", got)
	}
}

// TestDominanceSolvable: three players in a prisoner's dilemma are solved
// completely, and so is a game that dominance leaves to two players.
func TestDominanceSolvable(t *testing.T) {
	dilemma, pennies := make([][]*big.Rat, 3), make([][]*big.Rat, 3)
	for k := range 8 {
		x := [3]int{k >> 2 & 1, k >> 1 & 1, k & 1} // 1 is defection
		for p := range 3 {
			v := int64(3*(3-x[0]-x[1]-x[2]) + 4*x[p])
			dilemma[p] = append(dilemma[p], big.NewRat(v, 1))
			// The first player's second action is dominated; the others play
			// matching pennies.
			v = int64(-x[0])
			if p > 0 {
				v = int64(1 - 2*(x[1]^x[2]))
			}
			if p == 2 {
				v = -v
			}
			pennies[p] = append(pennies[p], big.NewRat(v, 1))
		}
	}
	for want, pay := range map[string][][]*big.Rat{"0 1 0 1 0 1": dilemma, "1 0 1/2 1/2 1/2 1/2": pennies} {
		g := nashtest.TableGame([]int{2, 2, 2}, pay)
		res := MustAll(t, g, Options{})
		if got := nashtest.ShowAll(res); len(got) != 1 || got[0] != want || !res.Complete {
			t.Errorf("got %q, complete %v, want %q", got, res.Complete, want)
			continue
		}
		if u, err := g.Verify(res.Equilibria[0].Strategies); err != nil || u[2].Cmp(res.Equilibria[0].Payoffs[2]) != 0 {
			t.Errorf("payoffs %v, %v", u, err)
		}
	}
}

// TestTooLarge: a game beyond the reach of a complete search gets one
// equilibrium and says so.
func TestTooLarge(t *testing.T) {
	g := corpus.Random(1, 700, 700, 999)
	res := MustAll(t, g, Options{})
	if len(res.Equilibria) != 1 || res.Complete || len(res.Reasons) != 1 {
		t.Errorf("%d equilibria, complete %v, %q", len(res.Equilibria), res.Complete, res.Reasons)
	}
}

func TestParseMethod(t *testing.T) {
	for in, want := range map[string]Method{"": MethodAuto, "vertex": MethodVertex, "Zero-Sum": MethodZeroSum} {
		if got, err := ParseMethod(in); err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	_, err := ParseMethod("suport")
	if want := `unknown method "suport"; did you mean "support"?`; fmt.Sprint(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestLemkeHowsonPaths follows every label of von Stengel's game: labels 1
// and 4 start towards the pure equilibrium or not, as drawn in his Figure 2.2,
// and each path ends at an equilibrium.
func TestLemkeHowsonPaths(t *testing.T) {
	g := nashtest.BimatrixGame([][]int64{{3, 3}, {2, 5}, {0, 6}}, [][]int64{{3, 2}, {2, 6}, {3, 1}})
	ends := map[string]int{}
	for label := 1; label <= 5; label++ {
		p, err := LemkeHowsonPath(t.Context(), g, label)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := g.Verify(p.Equilibrium.Strategies); err != nil || p.Pivots < 2 {
			t.Errorf("label %d: %d pivots, %v", label, p.Pivots, err)
		}
		ends[nashtest.Show(p.Equilibrium)]++
	}
	// Paths connect the artificial equilibrium with one of index +1: never
	// with the middle equilibrium, whose index is -1.
	if ends["4/5 1/5 0 2/3 1/3"] != 0 {
		t.Errorf("ends %v", ends)
	}
	for _, label := range []int{0, 6} {
		if _, err := LemkeHowsonPath(t.Context(), g, label); !errors.Is(err, ErrMethod) {
			t.Errorf("label %d: %v", label, err)
		}
	}
}

// TestZeroSum: value and uniqueness of games with known solutions.
func TestZeroSum(t *testing.T) {
	rps := [][]int64{{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}}
	tests := []struct {
		name     string
		a, b     [][]int64
		value    string
		complete bool
	}{
		{"rock paper scissors", rps, nashtest.Negate(rps), "0", true},
		// Payoffs that add up to 9 after doubling the first player's.
		{"constant after scaling", [][]int64{{4, 1}, {2, 3}}, [][]int64{{1, 7}, {5, 3}}, "5/2", true},
		{"two optimal columns", [][]int64{{1, 1}, {0, 0}}, nashtest.Negate([][]int64{{1, 1}, {0, 0}}), "1", false},
		// The smallest game on which a floating-point LP hung (gonum, tol 0).
		{"value 1/3", [][]int64{{1, -1, 1}, {0, 1, 0}, {0, 1, 0}}, nashtest.Negate([][]int64{{1, -1, 1}, {0, 1, 0}, {0, 1, 0}}), "1/3", false},
	}
	for _, tt := range tests {
		res := MustAll(t, nashtest.BimatrixGame(tt.a, tt.b), Options{Method: MethodZeroSum})
		if len(res.Equilibria) != 1 || res.Equilibria[0].Payoffs[0].RatString() != tt.value || res.Complete != tt.complete {
			t.Errorf("%s: %q, complete %v, want value %s, complete %v", tt.name, nashtest.ShowAll(res), res.Complete, tt.value, tt.complete)
		}
	}
	if _, err := All(t.Context(), nashtest.BimatrixGame(nashtest.Identity(2), nashtest.Identity(2)), Options{Method: MethodZeroSum}); !errors.Is(err, ErrMethod) {
		t.Errorf("coordination is not zero-sum: %v", err)
	}
}

// TestIncomplete: a limit, one equilibrium on request and a cancelled context
// give what is known and say so.
func TestIncomplete(t *testing.T) {
	g := nashtest.BimatrixGame(nashtest.Identity(6), nashtest.Identity(6))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, m := range []Method{MethodAuto, MethodVertex, MethodSupport, MethodLemkeHowson} {
		for name, opt := range map[string]Options{"limit": {Method: m, Limit: 3}, "one": {Method: m, OneOnly: true}} {
			res := MustAll(t, g, opt)
			if n := len(res.Equilibria); n != opt.Most() || res.Complete || len(res.Reasons) == 0 {
				t.Errorf("%s %s: %d equilibria, complete %v, %q", m, name, n, res.Complete, res.Reasons)
			}
		}
		res, err := All(cancelled, nashtest.BimatrixGame(nashtest.Identity(12), nashtest.Identity(12)), Options{Method: m})
		if err != nil || res.Complete || len(res.Reasons) == 0 {
			t.Errorf("%s cancelled: %+v, %v", m, res, err)
		}
	}
}

// TestInterruptedLargeGame: a search that ends before it finds anything gives the
// equilibrium that was looked for first.
func TestInterruptedLargeGame(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	g := corpus.Random(6, 60, 60, 999)
	res, err := All(ctx, g, Options{})
	if err != nil || res.Complete || len(res.Reasons) != 1 {
		t.Fatalf("%+v %v", res, err)
	}
	if len(res.Equilibria) == 0 {
		t.Fatal("no equilibrium")
	}
	if _, err := g.Verify(res.Equilibria[0].Strategies); err != nil {
		t.Error(err)
	}
}
