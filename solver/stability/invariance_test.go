package stability

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/solver/note"
	"pgregory.net/rapid"
)

// atPoint lists what a table says at a point: for every support pair that
// exists, the columns named.
func atPoint(t rapid.TB, table *Table, p *At, columns string) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for _, r := range table.Rows {
		if !r.Exists.Eval(p.Point) {
			continue
		}
		key := fmt.Sprint(r.Support)
		if _, twice := out[key]; twice {
			t.Fatalf("two rows for %s at %v", key, p.Point)
		}
		says := ""
		for _, c := range columns {
			var f *expr.Formula
			switch c {
			case 's':
				f = &r.Strict
			case 'e':
				f = r.Efficient
			case 'r':
				f = r.RiskDominant
			case 'x':
				f = r.ESS
			}
			if f != nil {
				says += fmt.Sprintf(" %c %v", c, f.Eval(p.Point))
			}
		}
		out[key] = says
	}
	return out
}

// mapSupports renames the actions in the keys of atPoint.
func mapSupports(t rapid.TB, said map[string]string, table *Table, p *At, rename func(support [][]int) [][]int) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for _, r := range table.Rows {
		if says, ok := said[fmt.Sprint(r.Support)]; ok && r.Exists.Eval(p.Point) {
			out[fmt.Sprint(rename(r.Support))] = says
		}
	}
	return out
}

// TestInvariance: relabelling actions, exchanging the players, positive affine
// maps of payoffs and an additional action that is strictly dominated change
// nothing in a table.
func TestInvariance(t *testing.T) {
	type variant struct {
		name    string
		change  func(t *rapid.T, w written) written
		rename  func(w written, support [][]int) [][]int // from the original to the variant
		columns string
	}
	var order []int // of the first player's actions, drawn by relabel
	identity := func(_ written, s [][]int) [][]int { return s }
	variants := []variant{
		{"relabel", func(t *rapid.T, w written) written {
			m, n := w.shape[0], w.shape[1]
			order = rapid.Permutation(first(m)).Draw(t, "order")
			v := w
			v.cells = nil
			for _, i := range order { // new action k is old action order[k]
				v.cells = append(v.cells, w.cells[i*n:(i+1)*n]...)
			}
			return v
		}, func(w written, s [][]int) [][]int {
			var rows []int
			for _, i := range s[0] {
				rows = append(rows, slices.Index(order, i))
			}
			slices.Sort(rows)
			return [][]int{rows, s[1]}
		}, "ser"},
		{"exchange", func(_ *rapid.T, w written) written {
			m, n := w.shape[0], w.shape[1]
			v := w
			v.shape = []int{n, m}
			v.cells = nil
			for j := range n {
				for i := range m {
					c := w.cells[i*n+j]
					v.cells = append(v.cells, []string{c[1], c[0]})
				}
			}
			return v
		}, func(_ written, s [][]int) [][]int { return [][]int{s[1], s[0]} }, "serx"},
		{"affine", func(_ *rapid.T, w written) written {
			v := w
			v.cells = nil
			for _, c := range w.cells {
				v.cells = append(v.cells, []string{"3*(" + c[0] + ")/2 - p", "(1 + p^2)*(" + c[1] + ") + 7"})
			}
			return v
		}, identity, "ser"},
		{"dominated", func(_ *rapid.T, w written) written {
			n := w.shape[1]
			v := w
			v.shape = []int{w.shape[0] + 1, n}
			v.cells = slices.Clone(w.cells)
			for j := range n {
				v.cells = append(v.cells, []string{"(" + w.cells[j][0] + ") - 1", "p"})
			}
			return v
		}, identity, "s"},
	}
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				shapes := [][]int{{2, 2}, {2, 3}}
				k := rapid.SampledFrom([]kind{kinds[0], kinds[2], kinds[2], kinds[4], kinds[6]}).Draw(t, "kind")
				if v.name != "dominated" && k.name == "ties" {
					shapes = append(shapes, []int{3, 3})
				}
				w := drawGame(t, k, shapes)
				x := v.change(t, w)
				t.Log(w, x)
				g, h := mustGame(t, w), mustGame(t, x)
				before, after := conditions(t, g), conditions(t, h)
				edges := edgesOf(before)
				for range 8 {
					point, ok := drawPoint(t, g, edges)
					if !ok {
						continue
					}
					p := &At{Point: point}
					said := atPoint(t, before, p, v.columns)
					want := mapSupports(t, said, before, p, func(s [][]int) [][]int { return v.rename(w, s) })
					if got := atPoint(t, after, p, v.columns); fmt.Sprint(got) != fmt.Sprint(want) {
						t.Fatalf("at %v: %v, want %v", point, got, want)
					}
				}
			})
		})
	}
}

// TestEfficientOfManyMixtures: at p = 1, q = 0 a continuum of mixtures over all
// actions are equilibria of this game, some better than others, so that its row
// has no equilibrium there that could be called efficient; payoffs in other units
// change nothing.
func TestEfficientOfManyMixtures(t *testing.T) {
	w := written{params: []string{"p", "q"}, assume: []string{"p >= 0"}, shape: []int{3, 3}, cells: [][]string{
		{"1", "1"}, {"0", "1 - p"}, {"2*p", "0"},
		{"1 - p", "0"}, {"p", "p"}, {"1", "p + q"},
		{"0", "2*p"}, {"p + q", "1"}, {"p - q", "p - q"},
	}}
	other := w
	other.cells = nil
	for _, c := range w.cells {
		other.cells = append(other.cells, []string{"3*(" + c[0] + ")/2 - p", "(1 + p^2)*(" + c[1] + ") + 7"})
	}
	at := &At{Point: []*big.Rat{big.NewRat(1, 1), new(big.Rat)}}
	for _, w := range []written{w, other} {
		if got := atPoint(t, conditions(t, mustGame(t, w)), at, "e")["[[0 1 2] [0 1 2]]"]; got != " e false" {
			t.Errorf("%v: all actions mixed:%s", w, got)
		}
	}
}

func mustGame(t rapid.TB, w written) *games.Game {
	t.Helper()
	g, err := w.game()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestWorkers: the table does not depend on the number of goroutines.
func TestWorkers(t *testing.T) {
	for _, bg := range benchGames[:5] {
		g := bg.game.must(t)
		var texts []string
		for _, workers := range []int{1, 2, 7} {
			table, err := Conditions(t.Context(), g, Options{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, printed(table))
		}
		if texts[0] != texts[1] || texts[0] != texts[2] {
			t.Errorf("%s: the table depends on the number of workers:\n%s\n%s\n%s", bg.name, texts[0], texts[1], texts[2])
		}
	}
}

// labelText is the label of a row as text.
func labelText(label []note.Note) string {
	out := ""
	for i, l := range label {
		if i > 0 {
			out += ";"
		}
		switch a := l.Args; l.Code {
		case note.AllPlay:
			out += fmt.Sprintf(" all %v", a[0])
		case note.SomePlay:
			out += fmt.Sprintf(" %v of %v %v", a...)
		case note.Play:
			out += fmt.Sprintf(" %v %s", a[0], strings.Join(a[1].([]string), ", "))
		case note.Mix:
			verb := "mix"
			if a[0] == 1 {
				verb = "mixes"
			}
			out += fmt.Sprintf(" %v %s %s", a[0], verb, strings.Join(a[1].([]string), ", "))
		default: // one statement in parts
			var parts []string
			for _, n := range a[0].(note.List) {
				parts = append(parts, strings.TrimSpace(labelText([]note.Note{n})))
			}
			out += " " + strings.Join(parts, ", ")
		}
	}
	return out
}

// printed is a table as text, a line for each condition.
func printed(table *Table) string {
	g := table.Game
	pr := g.Printer()
	out := ""
	for _, r := range table.Rows {
		out += r.Profile(g)
		out += labelText(r.Label)
		if r.Multiplicity != 1 {
			out += fmt.Sprintf(" x%d", r.Multiplicity)
		}
		if r.KnifeEdge {
			out += " knife-edge"
		}
		out += "\n  exists " + pr.Formula(r.Exists) + "\n"
		if !r.Strict.IsFalse() {
			out += "  strict " + pr.Formula(r.Strict) + "\n"
		}
		for _, c := range []struct {
			name string
			f    *expr.Formula
		}{{"efficient", r.Efficient}, {"risk dominant", r.RiskDominant}, {"ess", r.ESS}} {
			if c.f != nil && !c.f.IsFalse() {
				out += "  " + c.name + " " + pr.Formula(*c.f) + "\n"
			}
		}
		if !r.Pure() && r.Strategies != nil {
			for p, s := range r.Strategies {
				out += "  " + g.Players[p].Name
				for a, x := range s {
					if !x.IsZero() {
						out += " " + g.Players[p].Actions[a] + " " + pr.Ratio(x)
					}
				}
				out += ", pays " + pr.Ratio(r.Payoffs[p]) + "\n"
			}
		}
	}
	return out
}
