package stability

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"brink/games"
	"brink/solver/prove"
	"pgregory.net/rapid"
)

// divided is the table of a game whose parameter space is divided as far as that
// lets actions go, which tables of small games are not.
func divided(t rapid.TB, g *games.Game) *Table {
	t.Helper()
	table, err := Conditions(context.Background(), g, Options{split: 1})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// oneIn keeps properties that take long to a part of the cases.
func oneIn(n int, t *rapid.T) bool { return rapid.IntRange(1, n).Draw(t, "one in some") == 1 }

// TestDividedTableAgainstTruth: the rows are right, cell by cell.
func TestDividedTableAgainstTruth(t *testing.T) {
	for _, k := range kinds {
		switch k.name {
		case "quadratic", "piecewise": // take seconds each
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				if !oneIn(4, t) {
					return
				}
				w := drawGame(t, k, [][]int{{2, 2}, {2, 3}, {3, 2}, {2, 4}})
				t.Log(w)
				table := divided(t, w.must(t))
				edges := edgesOf(table)
				for range 6 {
					if point, ok := drawPoint(t, table.Game, edges); ok {
						checkTable(t, table, point)
					}
				}
			})
		})
	}
}

// TestDividedMixedRows: the same for three players.
func TestDividedMixedRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if !oneIn(4, t) {
			return
		}
		w := drawManyPlayers(t)
		t.Log(w)
		table := divided(t, mustGame(t, w))
		edges := edgesOf(table)
		for range 4 {
			if point, ok := drawPoint(t, table.Game, edges); ok {
				checkMixed(t, table, point)
			}
		}
	})
}

// travellers is the traveller's dilemma (Basu 1994) with claims from 2 to top.
func travellers(top int, assume string) written {
	w := written{params: []string{"R"}, shape: []int{top - 1, top - 1}, assume: []string{assume}}
	for a := 2; a <= top; a++ {
		for b := 2; b <= top; b++ {
			pay := func(own, other int) string {
				switch {
				case own < other:
					return fmt.Sprint(own, " + R")
				case own > other:
					return fmt.Sprint(other, " - R")
				}
				return fmt.Sprint(own)
			}
			w.cells = append(w.cells, []string{pay(a, b), pay(b, a)})
		}
	}
	return w
}

// TestTravellers: of millions of support pairs one survives where R > 1, although
// no pure action dominates another; where R < 1 the highest claims are an
// equilibrium too.
func TestTravellers(t *testing.T) {
	g := travellers(12, "R > 1").must(t)
	table := conditions(t, g)
	if !table.Complete || len(table.Rows) != 1 || !table.Rows[0].Exists.IsTrue() {
		t.Errorf("%d rows, complete %v %v", len(table.Rows), table.Complete, table.Reasons)
	}
	g = travellers(12, "R > 0").must(t)
	for _, c := range []struct {
		holds string
		given []string
		want  prove.Status
	}{
		{"unique(a, a)", []string{"R > 1"}, prove.Proved},
		{"unique(a, a)", []string{"R < 1"}, prove.Refuted},
		{"unique(a, a) <=> R > 1", nil, prove.Proved},
		{"unique(a, a)", nil, prove.Conditional},
		{"unique(b, a)", nil, prove.Refuted},
	} {
		v, _, ok := verdict(t, g, c.holds, c.given...)
		if !ok || v.Status != c.want {
			t.Errorf("%s given %v: %v, want %v", c.holds, c.given, v.Status, c.want)
		}
	}
}

// TestPublicGood: contributions of three levels by four players are dominated but
// where the return is 1, and there everything is an equilibrium.
func TestPublicGood(t *testing.T) {
	w := written{params: []string{"r"}, assume: []string{"r > 0"}, shape: []int{3, 3, 3, 3}}
	for i := range 81 {
		at := []int{i / 27, i / 9 % 3, i / 3 % 3, i % 3}
		var cell []string
		for p := range 4 {
			cell = append(cell, fmt.Sprintf("r*%d/4 - %d", at[0]+at[1]+at[2]+at[3], at[p]))
		}
		w.cells = append(w.cells, cell)
	}
	table := conditions(t, w.must(t))
	if !table.Complete {
		t.Fatal(table.Reasons)
	}
	for _, r := range table.Rows {
		if pure := compareSupports(r.Support, pureSupport([]int{0, 0, 0, 0})) == 0 || compareSupports(r.Support, pureSupport([]int{2, 2, 2, 2})) == 0; r.KnifeEdge == pure {
			t.Errorf("%s: knife-edge %v, %v", r.Profile(table.Game), r.KnifeEdge, r.Exists)
		}
		if !r.Exists.Eval(at("4")) || r.KnifeEdge && (r.Exists.Eval(at("3")) || r.Exists.Eval(at("5"))) {
			t.Errorf("%s: %v", r.Profile(table.Game), r.Exists)
		}
	}
	if n := len(table.Rows); n != 210 { // orbits of support profiles
		t.Errorf("%d rows", n)
	}
}

// TestDominatedActionsAdded: actions that a mixture dominates, by an amount that
// depends on a parameter, change no row.
func TestDominatedActionsAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawGame(t, kinds[2], [][]int{{2, 2}, {2, 3}})
		w.params = append(w.params, "s")
		w.assume = append(slices.DeleteFunc(w.assume, func(a string) bool { return a == "" }), "s > 0")
		m, n := w.shape[0], w.shape[1]
		more := written{params: w.params, assume: w.assume, shape: []int{m + 1, n}}
		more.cells = append(slices.Clone(w.cells), make([][]string, n)...)
		for j := range n {
			more.cells[m*n+j] = []string{fmt.Sprintf("(%s)/3 + 2*(%s)/3 - s", w.cells[j][0], w.cells[n+j][0]), "s"}
		}
		t.Log(more)
		small, large := conditions(t, w.must(t)), divided(t, more.must(t))
		edges := edgesOf(small)
		for range 4 {
			point, ok := drawPoint(t, small.Game, edges)
			if !ok {
				continue
			}
			a, b := map[string]bool{}, map[string]bool{}
			for _, r := range small.Rows {
				if r.Exists.Eval(point) {
					a[fmt.Sprint(r.Support)] = true
				}
			}
			for _, r := range large.Rows {
				if r.Exists.Eval(point) {
					b[fmt.Sprint(r.Support)] = true
				}
			}
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Fatalf("at %v: %v, with a dominated action %v", point, a, b)
			}
		}
	})
}

// TestStrictESS: a strict equilibrium is evolutionarily stable, however many actions
// there are, and against which nothing ties is decided case by case, also where one
// equation makes all others tie.
func TestStrictESS(t *testing.T) {
	w := written{params: []string{"h"}, shape: []int{7, 7}}
	for i := range 7 {
		for j := range 7 {
			pay := "0"
			if i == j {
				pay = "1"
			}
			if i == 0 && j == 0 {
				pay = "h"
			}
			w.cells = append(w.cells, []string{pay, pay})
		}
	}
	g := w.must(t)
	for _, c := range []struct {
		holds string
		want  prove.Status
	}{
		{"ess(b)", prove.Proved},
		{"ess(a) <=> h > 0", prove.Proved},
	} {
		v, _, ok := verdict(t, g, c.holds)
		if !ok || v.Status != c.want {
			t.Errorf("%s: %v, want %v", c.holds, v.Status, c.want)
		}
	}
}

// TestNineVolunteers: nine players who mix alike have one weight, and a row.
func TestNineVolunteers(t *testing.T) {
	const n = 9
	w := written{params: []string{"b", "c"}, assume: []string{"0 < c", "c < b"}}
	for range n {
		w.shape = append(w.shape, 2)
	}
	for i := range 1 << n {
		var cell []string
		for p := range n {
			switch {
			case i>>(n-1-p)&1 == 0: // volunteers
				cell = append(cell, "b - c")
			case i == 1<<n-1:
				cell = append(cell, "0")
			default:
				cell = append(cell, "b")
			}
		}
		w.cells = append(w.cells, cell)
	}
	table := conditions(t, w.must(t))
	if !table.Complete {
		t.Fatal(table.Reasons)
	}
	last := table.Rows[len(table.Rows)-1]
	if supportCount(last.Support, [][]int{{0}}) != 3 || !last.Exists.IsTrue() {
		t.Errorf("%s: %v", last.Profile(table.Game), last.Exists)
	}
}

// TestPartsAreNotSeen: a row examined in one part of parameter space alone does not
// show where the parts meet. The game is a contest on a grid (Tullock 1980).
func TestPartsAreNotSeen(t *testing.T) {
	grid := []string{"0", "1/2", "1", "3/2"}
	var rows [][]string
	for _, x := range grid {
		var row []string
		for _, y := range grid {
			if x == "0" && y == "0" {
				row = append(row, "V/2, V/2")
				continue
			}
			row = append(row, fmt.Sprintf("V*(%[1]s)/((%[1]s)+(%[2]s))-(%[1]s), V*(%[2]s)/((%[1]s)+(%[2]s))-(%[2]s)", x, y))
		}
		rows = append(rows, row)
	}
	g := bimatrixGame("V", "V > 0", rows...).must(t)
	want := []string{"V <= 1", "V >= 1 and V <= 3", "V >= 3 and V <= 5", "V >= 5"}
	found := 0
	for _, r := range divided(t, g).Rows {
		if i := r.Support[0][0]; r.Pure() && i == r.Support[1][0] {
			found++
			if got := g.Printer().Formula(r.Exists); got != want[i] {
				t.Errorf("(%s, %s) exists for %s, want %s", grid[i], grid[i], got, want[i])
			}
		}
	}
	if found != len(want) {
		t.Errorf("found %d rows of the diagonal, want %d", found, len(want))
	}
}
