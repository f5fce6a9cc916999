package nash

import (
	"context"
	"slices"
	"testing"

	"brink/games/format"
	"brink/solver/nash/nashtest"
)

// TestVonStengel75 is the game with the most equilibria known of its size: von
// Stengel, "New maximal numbers of equilibria in bimatrix games", Discrete and
// Computational Geometry 21 (1999) 557-568. Quint and Shubik had conjectured
// that a 6×6 game without ties has 2^6 - 1 = 63 at most.
func TestVonStengel75(t *testing.T) {
	g := nashtest.BimatrixGame([][]int64{
		{9504, -660, 19976, -20526, 1776, -8976},
		{-111771, 31680, -130944, 168124, -8514, 52764},
		{397584, -113850, 451176, -586476, 29216, -178761},
		{171204, -45936, 208626, -263076, 14124, -84436},
		{1303104, -453420, 1227336, -1718376, 72336, -461736},
		{737154, -227040, 774576, -1039236, 48081, -300036},
	}, [][]int64{
		{72336, 48081, 29216, 14124, 1776, -8514},
		{-461736, -300036, -178761, -84436, -8976, 52764},
		{1227336, 774576, 451176, 208626, 19976, -130944},
		{-1718376, -1039236, -586476, -263076, -20526, 168124},
		{1303104, 737154, 397584, 171204, 9504, -111771},
		{-453420, -227040, -113850, -45936, -660, 31680},
	})
	for _, m := range []Method{MethodEEE, MethodVertex, MethodSupport} {
		res := MustAll(t, g, Options{Method: m})
		sum := 0
		for _, c := range res.Components {
			sum += c.Index
		}
		if len(res.Equilibria) != 75 || len(res.Components) != 75 || !res.Complete || res.Degenerate || sum != 1 {
			t.Errorf("%s: %d equilibria in %d components, indices sum to %d", m, len(res.Equilibria), len(res.Components), sum)
		}
	}
}

// TestIdentity15 has 2^15 - 1 equilibria, one for each set of actions.
func TestIdentity15(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	res := MustAll(t, nashtest.BimatrixGame(nashtest.Identity(15), nashtest.Identity(15)), Options{})
	if len(res.Equilibria) != 32767 || len(res.Components) != 32767 || !res.Complete {
		t.Errorf("%d equilibria in %d components, complete %v", len(res.Equilibria), len(res.Components), res.Complete)
	}
}

// TestShapley1974 is the game by which Shapley, "A note on the Lemke-Howson
// algorithm", Mathematical Programming Study 1 (1974) 175-189, shows that the
// paths of all labels may end in the same equilibrium of three (an example by
// Wilson): the strict one, of index +1.
func TestShapley1974(t *testing.T) {
	g := nashtest.BimatrixGame([][]int64{{0, 3, 0}, {2, 2, 0}, {3, 0, 1}}, [][]int64{{0, 2, 3}, {3, 2, 0}, {0, 0, 1}})
	res := MustAll(t, g, Options{})
	want := []string{"1/3 2/3 0 1/3 2/3 0", "1/6 1/3 1/2 1/6 1/3 1/2", "0 0 1 0 0 1"}
	if got := nashtest.ShowAll(res); !slices.Equal(got, want) || !res.Complete {
		t.Fatalf("got %q, want %q", got, want)
	}
	for k, index := range []int{-1, 1, 1} {
		if res.Components[k].Index != index {
			t.Errorf("equilibrium %d has index %d", k+1, res.Components[k].Index)
		}
	}
	paths, err := LemkeHowsonPaths(context.Background(), g, 1)
	if err != nil || len(paths) != 6 {
		t.Fatal(len(paths), err)
	}
	for _, p := range paths {
		if nashtest.Show(p.Equilibrium) != want[2] {
			t.Errorf("the path of label %d ends in %s", p.Label, nashtest.Show(p.Equilibrium))
		}
	}
}

// beerQuiche is the signalling game of Cho and Kreps, "Signaling games and stable
// equilibria", Quarterly Journal of Economics 102 (1987) 179-221: a sender, weak
// with probability 1/10, has breakfast; the receiver sees which and fights or
// not. The right breakfast, beer for the strong, is worth 1 to the sender, peace
// 2; the receiver earns 1 by fighting the weak alone.
const beerQuiche = `EFG 2 R "beer and quiche" { "sender" "receiver" }
c "" 1 "" { "weak" 1/10 "strong" 9/10 } 0
p "" 1 1 "weak" { "beer" "quiche" } 0
p "" 2 1 "after beer" { "fight" "peace" } 0
t "" 1 "" { 0 1 }
t "" 2 "" { 2 0 }
p "" 2 2 "after quiche" { "fight" "peace" } 0
t "" 3 "" { 1 1 }
t "" 4 "" { 3 0 }
p "" 1 2 "strong" { "beer" "quiche" } 0
p "" 2 1 "after beer" { "fight" "peace" } 0
t "" 5 "" { 1 0 }
t "" 6 "" { 3 1 }
p "" 2 2 "after quiche" { "fight" "peace" } 0
t "" 7 "" { 0 0 }
t "" 8 "" { 2 1 }
`

// TestBeerQuiche: both types have beer, or both quiche, and the receiver fights
// after the other breakfast with probability 1/2 at least.
func TestBeerQuiche(t *testing.T) {
	f, problems := format.Read("beer-quiche.efg", []byte(beerQuiche), "")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	g, err := f.Game.At(nil)
	if err != nil {
		t.Fatal(err)
	}
	res := MustAll(t, g, Options{})
	// Sender: beer-beer, beer-quiche (weak, strong), quiche-beer, quiche-quiche;
	// receiver: fight-fight, fight-peace (after beer, after quiche), ….
	want := []string{
		"1 0 0 0 0 0 1 0", "1 0 0 0 0 0 1/2 1/2",
		"0 0 0 1 0 1 0 0", "0 0 0 1 0 1/2 0 1/2",
	}
	if got := nashtest.ShowAll(res); !slices.Equal(got, want) || len(res.Subsets) != 2 || len(res.Components) != 2 || !res.Complete {
		t.Fatalf("%q in %d subsets and %d components, want %q", got, len(res.Subsets), len(res.Components), want)
	}
	// Beer is stable, quiche is not: its index is 0.
	for k, index := range []int{1, 0} {
		c := res.Components[k]
		if c.Index != index || c.Dimension != 1 || !c.SamePayoffs {
			t.Errorf("component %+v, want index %d", c, index)
		}
	}
	if u := res.Equilibria[0].Payoffs; u[0].RatString() != "29/10" || u[1].RatString() != "9/10" {
		t.Errorf("beer pays %v", u)
	}
	if u := res.Equilibria[2].Payoffs; u[0].RatString() != "21/10" || u[1].RatString() != "9/10" {
		t.Errorf("quiche pays %v", u)
	}
}
