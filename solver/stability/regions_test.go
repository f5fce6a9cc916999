package stability

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"pgregory.net/rapid"
)

// regionsText lists the cells of a partition, a line each, and where it is
// undefined.
func regionsText(t rapid.TB, g *games.Game, over []algebra.Var, point []*big.Rat) (cells []string, undefined string) {
	t.Helper()
	p := regions(t, conditions(t, g), over, point)
	pr := g.Printer()
	for _, c := range p.Cells {
		line := pr.Formula(c.Where) + ":"
		for _, r := range c.Rows {
			line += " " + r.Profile(g)
		}
		cells = append(cells, line)
	}
	return cells, pr.Formula(p.Undefined)
}

func regions(t rapid.TB, table *Table, over []algebra.Var, point []*big.Rat) *Partition {
	t.Helper()
	p, err := Regions(context.Background(), table, over, point)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestRegionsAreCut: a cell ends where nothing is allowed and where payoffs are
// undefined, though the same rows exist on both sides.
func TestRegionsAreCut(t *testing.T) {
	game := func(assume, a, b string) written {
		return bimatrixGame("x y", assume, []string{a + ", 1", "0, 0"}, []string{"0, 1", b + ", 0"})
	}
	for _, c := range []struct {
		name      string
		game      written
		over      []algebra.Var
		cells     []string
		undefined string
	}{
		{"gap", game("x < 0 or x > 1", "x", "0"), []algebra.Var{0}, []string{"x < 0: (b, a)", "x > 1: (a, a)"}, "false"},
		{"gap of a constant", game("x < 0 or x > 1", "1", "0"), []algebra.Var{0}, []string{"x < 0: (a, a)", "x > 1: (a, a)"}, "false"},
		{"range", game("0 <= x <= 1", "1 + x", "0"), []algebra.Var{0}, []string{"true: (a, a)"}, "false"},
		{"pole", game("", "1/x", "0"), []algebra.Var{0}, []string{"x < 0: (b, a)", "x > 0: (a, a)"}, "x = 0"},
		{"pole of a constant", game("", "1", "1/x"), []algebra.Var{0}, []string{"x < 0: (a, a)", "x > 0: (a, a)"}, "x = 0"},
		{"two poles", game("x >= 0", "1", "1/(x^2 - 3*x + 2)"), []algebra.Var{0}, []string{"x < 1: (a, a)", "x > 1 and x < 2: (a, a)", "x > 2: (a, a)"}, "x = 1 or x = 2"},
		{"irrational pole", game("0 <= x <= 2", "1", "1/(x^2 - 2)"), []algebra.Var{0}, []string{"x^2 < 2: (a, a)", "x^2 > 2: (a, a)"}, "x^2 = 2"},
		{"pole outside the range", game("x > 0", "1", "1/(x + 1)"), []algebra.Var{0}, []string{"true: (a, a)"}, "false"},
		{"pole of a piece", game("", "1", "if(x > 0,1/(x - 1),0)"), []algebra.Var{0}, []string{"x < 1: (a, a)", "x > 1: (a, a)"}, "x = 1"},
		{"line of poles", game("", "1", "1/(x - y)"), []algebra.Var{0, 1}, []string{"x < y: (a, a)", "x > y: (a, a)"}, "x = y"},
		{"two lines of poles", game("x > 0", "1", "1/(x*y)"), []algebra.Var{0, 1}, []string{"y < 0: (a, a)", "y > 0: (a, a)"}, "y = 0"},
		{"poles of a piece", game("", "1", "if(y > 0,1/x,0)"), []algebra.Var{0, 1}, []string{"y <= 0 or x != 0: (a, a)"}, "y > 0 and x = 0"},
	} {
		cells, undefined := regionsText(t, c.game.must(t), c.over, at("1", "1"))
		if !slices.Equal(cells, c.cells) || undefined != c.undefined {
			t.Errorf("%s: %q undefined where %s, want %q, %s", c.name, cells, undefined, c.cells, c.undefined)
		}
	}
}

// TestRegionsAgainstTruth: at every point that the hypotheses allow one cell
// holds, and its rows are the supports that carry an equilibrium; where a payoff
// is undefined none does; and a cell of one parameter does not reach over a point
// that belongs to none.
func TestRegionsAgainstTruth(t *testing.T) {
	pool := []string{"0", "1", "p", "q", "1/p", "1/(p - 1)", "q/(p^2 - 2)", "1/(p - q)", "if(p > 0, 1/(q - 1), 0)", "max(p, q)"}
	assumptions := []string{"", "", "p < 0 or p > 1", "0 <= p <= 2", "q != 1"}
	rapid.Check(t, func(t *rapid.T) {
		w := written{params: []string{"p", "q"}, shape: []int{2, 2}}
		if a := rapid.SampledFrom(assumptions).Draw(t, "assume"); a != "" {
			w.assume = []string{a}
		}
		over := rapid.SampledFrom([][]algebra.Var{{0}, {1}, {0, 1}}).Draw(t, "over")
		odd := len(over)
		for range 4 {
			var cell []string
			for range 2 {
				f := rapid.SampledFrom(pool).Draw(t, "payoff")
				if len(f) > 1 {
					if odd++; odd > 2 { // more take long
						f = "1"
					}
				}
				cell = append(cell, f)
			}
			w.cells = append(w.cells, cell)
		}
		t.Log(w)
		g := w.must(t)
		table := conditions(t, g)
		fixed := []*big.Rat{big.NewRat(rapid.Int64Range(-4, 4).Draw(t, "p"), 2), big.NewRat(rapid.Int64Range(-4, 4).Draw(t, "q"), 2)}
		parts := regions(t, table, over, fixed)
		for _, c := range parts.Cells {
			if sample, ok := rational(c); ok && !(g.Hypotheses().Eval(sample) && c.Where.Eval(sample)) {
				t.Fatalf("the sample %v is not in the cell %v", sample, c.Where)
			}
		}
		edges := edgesOf(table)
		g.Defined.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		type visit struct {
			x    *big.Rat
			cell int // -1 for none
		}
		var visits []visit
		for range 20 {
			point, _ := drawPoint(t, g, edges)
			for v := range point {
				if !slices.Contains(over, v) {
					point[v] = fixed[v]
				}
			}
			cell := checkCells(t, table, parts, point)
			visits = append(visits, visit{point[over[0]], cell})
		}
		if len(over) > 1 {
			return
		}
		slices.SortFunc(visits, func(a, b visit) int { return a.x.Cmp(b.x) })
		last := map[int]int{}
		for i, v := range visits {
			if j, ok := last[v.cell]; ok && v.cell >= 0 {
				for _, between := range visits[j:i] {
					if between.cell != v.cell {
						t.Fatalf("the cell %v reaches from %v to %v over %v", parts.Cells[v.cell].Where, visits[j].x, v.x, between.x)
					}
				}
			}
			last[v.cell] = i
		}
	})
}

// rational is the sample of a cell where it is rational.
func rational(c Cell) ([]*big.Rat, bool) {
	var out []*big.Rat
	for _, x := range c.Sample {
		if x.Rat == nil {
			return nil, false
		}
		out = append(out, x.Rat)
	}
	return out, true
}

// checkCells holds the cells to the equilibria at a point and returns the cell that
// contains it, -1 for none.
func checkCells(t rapid.TB, table *Table, parts *Partition, point []*big.Rat) int {
	t.Helper()
	g := table.Game
	if !g.Header.Hypotheses().Eval(point) {
		return -1
	}
	cell := -1
	for i, c := range parts.Cells {
		if c.Where.Eval(point) {
			if cell >= 0 {
				t.Fatalf("%v is in two cells: %v, %v", point, parts.Cells[cell].Where, c.Where)
			}
			cell = i
		}
	}
	defined := g.Defined.Eval(point)
	if parts.Undefined.Eval(point) == defined || table.Undefined.Eval(point) == defined {
		t.Fatalf("at %v payoffs are defined: %v; said to be undefined where %v", point, defined, parts.Undefined)
	}
	switch {
	case !defined && cell >= 0:
		t.Fatalf("payoffs are undefined at %v, which is in the cell %v", point, parts.Cells[cell].Where)
	case !defined:
		return -1
	case cell < 0:
		t.Fatalf("%v is in no cell", point)
	}
	s, err := g.At(point)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, I := range subsets(2) {
		for _, J := range subsets(2) {
			if carries(s, I, J) {
				want = append(want, fmt.Sprint([][]int{I, J}))
			}
		}
	}
	for _, r := range parts.Cells[cell].Rows {
		got = append(got, fmt.Sprint(r.Support))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Fatalf("at %v, in the cell %v: equilibria %v, want %v", point, parts.Cells[cell].Where, got, want)
	}
	return cell
}
