package stability

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
	"pgregory.net/rapid"
)

// symmetricGame builds a game of exchangeable players whose payoff at an action
// against a count vector is drawn from a pool; the same game with its payoffs
// tabulated comes second.
func symmetricGame(t *rapid.T) (declared, tabulated *games.Game) {
	n, k := rapid.IntRange(3, 4).Draw(t, "players"), rapid.IntRange(2, 3).Draw(t, "actions")
	pool := []string{"0", "1", "p", "q", "-p", "p - q", "p^2 - q", "max(p, q)", "if(p > 1, q, 1)"}
	names := []string{"a", "b", "c"}[:k]
	g := &games.Game{Defined: expr.True()}
	for _, v := range []string{"p", "q"} {
		g.Params = append(g.Params, games.Parameter{Name: v, Within: expr.True()})
	}
	for p := range n {
		g.Players = append(g.Players, games.NewPlayer(fmt.Sprintf("P%d", p+1), names))
	}
	h := *g
	g.Symmetric = &games.Symmetric{Players: n, Actions: names}
	for range k {
		var row []expr.Value
		for range games.Compositions(n-1, k) {
			v, _, err := expr.CompileValue(rapid.SampledFrom(pool).Draw(t, "payoff"), expr.Names{"p", "q"})
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, v)
		}
		g.Symmetric.Payoff = append(g.Symmetric.Payoff, row)
	}
	h.Payoffs = make([][]expr.Value, n)
	profile := make([]int, n)
	for i := range h.Profiles(1 << 20) {
		decode(&h, i, profile)
		for p := range n {
			h.Payoffs[p] = append(h.Payoffs[p], g.Payoff(p, profile))
		}
	}
	return g, &h
}

// checkOrbits compares the pure rows of a table with every pure profile at a
// point.
func checkOrbits(t rapid.TB, table *Table, point []*big.Rat) {
	t.Helper()
	s, err := table.Game.At(point)
	if err != nil {
		t.Fatal(err)
	}
	u := truths{s}
	classes := exchangeable(table.Game)
	// orbit describes a profile by its class counts.
	orbit := func(q []int) string {
		out := ""
		for _, class := range classes {
			counts := make([]int, 8)
			for _, p := range class {
				counts[q[p]]++
			}
			out += fmt.Sprint(counts)
		}
		return out
	}
	rows := make(map[string]*Row)
	for _, r := range table.Rows {
		if !r.Pure() {
			continue
		}
		q := make([]int, len(r.Support))
		for p := range q {
			q[p] = r.Support[p][0]
		}
		if rows[orbit(q)] != nil {
			t.Fatalf("two rows for the orbit of %v", q)
		}
		rows[orbit(q)] = r
	}
	total := make(map[string]int)
	u.profiles(func(q []int) {
		key := orbit(q)
		total[key]++
		r := rows[key]
		want := u.nash(q, false)
		if got := r != nil && r.Exists.Eval(point); got != want {
			t.Fatalf("%v at %v: an equilibrium: %v, want %v", q, point, got, want)
		}
		if r == nil {
			return
		}
		if got, want := r.Strict.Eval(point), u.nash(q, true); got != want {
			t.Fatalf("%v at %v: strict: %v, want %v", q, point, got, want)
		}
		if got, want := r.Efficient.Eval(point), want && u.efficient(q); got != want {
			t.Fatalf("%v at %v: efficient: %v, want %v", q, point, got, want)
		}
	})
	for key, r := range rows {
		if r.Multiplicity != total[key] {
			t.Fatalf("%s stands for %d profiles, want %d", r.Profile(table.Game), r.Multiplicity, total[key])
		}
	}
}

// TestOrbits: the rows of games with exchangeable players say of one profile of
// every orbit what is true of each, whether the symmetry was declared or found.
func TestOrbits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, h := symmetricGame(t)
		// No mixed profiles.
		opt := Options{MaxProfiles: games.Compositions(len(g.Players), len(g.Players[0].Actions))}
		table, err := Conditions(context.Background(), g, opt)
		if err != nil {
			t.Fatal(err)
		}
		found, err := Conditions(context.Background(), h, opt)
		if err != nil {
			t.Fatal(err)
		}
		if printed(table) != printed(found) {
			t.Fatalf("declared symmetric:\n%s\ntabulated:\n%s", printed(table), printed(found))
		}
		var edges []algebra.Poly
		for _, r := range table.Rows {
			r.Exists.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
			if r.Efficient != nil {
				r.Efficient.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
			}
		}
		for range 4 {
			point, _ := drawPoint(t, g, edges)
			checkOrbits(t, table, point)
		}
	})
}

// TestSomeExchangeable: two of three players are exchangeable, or none is.
func TestSomeExchangeable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawThreePlayers(t)
		if w.shape[2] == 2 && rapid.Bool().Draw(t, "exchangeable") {
			for j := range 2 { // players 2 and 3 become alike
				for i := range 2 {
					x, y := w.cells[4*i+2*j], w.cells[4*i+j]
					copy(w.cells[4*i+2*j], []string{x[0], x[1], x[2]})
					w.cells[4*i+j] = []string{x[0], x[2], x[1]}
					if j == 0 {
						w.cells[4*i] = []string{y[0], y[1], y[1]}
					}
				}
			}
			for i := range 2 {
				c := w.cells[4*i+3]
				w.cells[4*i+3] = []string{c[0], c[1], c[1]}
				d := w.cells[4*i+2]
				w.cells[4*i+1] = []string{d[0], d[2], d[1]}
			}
		}
		t.Log(w)
		g := mustGame(t, w)
		table, err := Conditions(context.Background(), g, Options{MaxProfiles: 12}) // no mixed profiles
		if err != nil {
			t.Fatal(err)
		}
		edges := edgesOf(table)
		for range 5 {
			point, _ := drawPoint(t, g, edges)
			checkOrbits(t, table, point)
		}
	})
}

// TestMultinomial: the number of profiles of an orbit, and what is too many.
func TestMultinomial(t *testing.T) {
	for _, c := range []struct {
		n, k int
		want int64
	}{{0, 0, 1}, {5, 2, 10}, {40, 20, 137846528820}, {60, 30, 118264581564861424}, {100, 50, -1}, {100, 1, 100}} {
		want := c.want
		if want > math.MaxInt {
			want = -1
		}
		if got := timesBinomial(1, c.n, c.k); int64(got) != want {
			t.Errorf("C(%d, %d) = %d, want %d", c.n, c.k, got, want)
		}
	}
	if got := timesBinomial(math.MaxInt, 2, 1); got != -1 {
		t.Errorf("an overflow gives %d", got)
	}
}

// TestLargeClass: a thousand exchangeable players with five actions are cut off
// at the limit, and said to be.
func TestLargeClass(t *testing.T) {
	n, actions := 1000, []string{"a", "b", "c", "d", "e"}
	count := 0
	distribute(n, len(actions), func([]int) bool { count++; return count < 50 })
	if count != 50 {
		t.Errorf("%d distributions after the limit of 50", count)
	}
}

// library reads a model.
func library(t testing.TB, id string) *games.Game {
	t.Helper()
	data, ok := models.Source(id)
	if !ok {
		t.Fatalf("no model %s", id)
	}
	f, diags := format.Read(id+models.Extension, data, "")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return f.Game
}

// TestManyPlayerModels checks the models of three and more states profile by
// profile, at the numbers and knife-edges of their sources.
func TestManyPlayerModels(t *testing.T) {
	for _, c := range []struct {
		id     string
		points [][]string
		counts []string // for each point: how many of the last action, in equilibrium
	}{
		// Existence of peace does not depend on the number of states: phi <= c.
		{"five-fingers", [][]string{{"1/10", "1/5"}, {"1/5", "1/5"}, {"1/4", "1/5"}, {"-1/10", "1/5"}, {"0", "1/5"}},
			[]string{"0 5", "0 5", "5", "0", "0 2 3 4 5"}},
		// Palfrey and Rosenthal (1984): nobody, or exactly as many as it takes.
		{"threshold-good", [][]string{{"8", "3"}}, []string{"1 3"}},
		// n = 4, l = 1/2, H = 16: thresholds 8 and 1, no interior equilibrium.
		{"weakest-link-leak", [][]string{{"1/2", "1/2", "16"}, {"4", "1/2", "16"}, {"9", "1/2", "16"}, {"1", "1/2", "16"}, {"8", "1/2", "16"}},
			[]string{"0", "0 4", "4", "0 4", "0 4"}},
	} {
		g := library(t, c.id)
		table := conditions(t, g)
		for i, numbers := range c.points {
			point := at(numbers...)
			if !g.Hypotheses().Eval(point) {
				t.Errorf("%s: %v violates the hypotheses", c.id, numbers)
				continue
			}
			checkOrbits(t, table, point)
			got := ""
			for n := 0; n <= len(g.Players); n++ {
				for _, r := range table.Rows {
					last := 0
					for _, s := range r.Support {
						last += s[0]
					}
					if r.Pure() && last == n && r.Exists.Eval(point) {
						got += fmt.Sprintf(" %d", n)
					}
				}
			}
			if got != " "+c.counts[i] {
				t.Errorf("%s at %v: equilibria with%s, want %s", c.id, numbers, got, c.counts[i])
			}
		}
	}
}
