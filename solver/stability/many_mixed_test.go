package stability

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/nash"
	"brink/solver/prove"
	"pgregory.net/rapid"
)

// supportKey describes a support profile by how many players of each class use
// each set of actions, which is equal for the profiles of one orbit.
func supportKey(classes [][]int, support [][]int) string {
	out := ""
	for _, class := range classes {
		var sets []string
		for _, p := range class {
			sets = append(sets, fmt.Sprint(support[p]))
		}
		slices.Sort(sets)
		out += fmt.Sprint(sets)
	}
	return out
}

// checkMixed compares the rows of a table with the equilibria that the solver for
// numbers finds at a point, support by support. Where that solver is not sure the
// system of the support is decided as a sentence at the point.
func checkMixed(t rapid.TB, table *Table, point []*big.Rat) {
	t.Helper()
	ctx := context.Background()
	g := table.Game
	classes := exchangeable(g)
	s, err := g.At(point)
	if err != nil {
		t.Fatal(err)
	}
	res, err := nash.All(ctx, s, nash.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]bool)
	sure := res.Complete
	for _, sub := range res.Subsets {
		sure = sure && sub.Dimension == 0 // dominance left two players; extreme equilibria are listed
	}
	for _, e := range res.Equilibria {
		found[supportKey(classes, supportOf(e))] = true
	}
	for _, c := range res.Continua {
		found[supportKey(classes, c.Support)] = true
	}
	skip := make(map[string]bool)
	for _, left := range table.LeftOut {
		skip[supportKey(classes, left)] = true
	}
	rows := make(map[string]bool)
	for _, r := range table.Rows {
		key := supportKey(classes, r.Support)
		if skip[key] {
			t.Fatalf("%s is left out and has a row", r.Profile(g))
		}
		rows[key] = rows[key] || r.Exists.Eval(point)
		// The strategies are those of the equilibrium where there is just one.
		x, ok := evaluate(r, point)
		var alone []nash.Equilibrium
		for _, e := range res.Equilibria {
			if compareSupports(supportOf(e), r.Support) == 0 {
				alone = append(alone, e)
			}
		}
		if r.Root != nil && sure && r.Exists.Eval(point) && r.Root.Where.Eval(point) && len(res.Continua) == 0 {
			for _, e := range alone {
				checkRoot(t, r, e, point)
			}
			if r.Efficient != nil && len(alone) > 0 {
				payoffs := make([]*big.Rat, len(r.Payoffs))
				for p, v := range r.Payoffs {
					var err error
					if payoffs[p], err = v.Eval(point); err != nil {
						t.Fatal(err)
					}
					if e := alone[0]; e.Irrational == nil && e.Payoffs[p].Cmp(payoffs[p]) != 0 {
						t.Fatalf("%s at %v: payoffs %v, want %v", r.Profile(g), point, payoffs, e.Payoffs)
					}
				}
				if want := efficientAt(s, payoffs); r.Efficient.Eval(point) != want {
					t.Fatalf("%s at %v: efficient: %v, want %v", r.Profile(g), point, !want, want)
				}
			}
		}
		if ok && sure && r.Exists.Eval(point) && len(alone) == 1 && len(res.Continua) == 0 && alone[0].Irrational == nil &&
			fmt.Sprint(x) != fmt.Sprint(alone[0].Strategies) {
			t.Fatalf("%s at %v: strategies %v, want %v", r.Profile(g), point, x, alone[0].Strategies)
		}
		if ok && sure && r.Exists.Eval(point) && len(alone) == 1 && len(res.Continua) == 0 && alone[0].Irrational == nil && r.Efficient != nil {
			if want := efficientAt(s, alone[0].Payoffs); r.Efficient.Eval(point) != want {
				t.Fatalf("%s at %v: efficient: %v, want %v", r.Profile(g), point, !want, want)
			}
		}
	}
	checkAbsent(t, table, point)
	if !sure {
		return
	}
	eachSupport(g, func(support [][]int) {
		key := supportKey(classes, support)
		if !skip[key] && rows[key] != found[key] {
			t.Fatalf("%v at %v: carries an equilibrium: %v, want %v\n%v", support, point, rows[key], found[key], printed(table))
		}
	})
}

// checkRoot: an equilibrium has its number among the zeros of the polynomial, and
// where that is rational the strategies of the row are its strategies.
func checkRoot(t rapid.TB, r *Row, e nash.Equilibrium, point []*big.Rat) {
	t.Helper()
	root := r.Root
	poly := root.Poly
	for v, x := range point {
		poly = poly.At(v, x)
	}
	if e.Irrational == nil {
		own := e.Strategies[root.Player]
		x := new(big.Rat).Set(own[root.Action])
		if !root.Probability {
			x.Quo(x, own[root.Other])
		}
		full := append(slices.Clone(point), x)
		if !poly.At(root.Unknown, x).IsZero() {
			t.Fatalf("at %v: %v is no zero of %v", point, x, root.Poly)
		}
		for p, s := range root.Strategies {
			for a, f := range s {
				if got, err := f.Eval(full); err != nil || got.Cmp(e.Strategies[p][a]) != 0 {
					t.Fatalf("at %v: player %d, action %d: %v (%v), want %v", point, p, a, got, err, e.Strategies[p][a])
				}
			}
		}
		return
	}
	if !root.Probability {
		return
	}
	near := e.Irrational.Strategies[root.Player][root.Action]
	found, _ := exact.Roots(context.Background(), univariate(poly, root.Unknown))
	for _, z := range found {
		for range 80 {
			z = z.Refine()
		}
		if iv := z.Interval(); iv.Lo.Big().Cmp(near.Hi) <= 0 && iv.Hi.Big().Cmp(near.Lo) >= 0 {
			return
		}
	}
	t.Fatalf("at %v: no zero of %v between %v and %v", point, root.Poly, near.Lo, near.Hi)
}

// TestSolutions: what the rows of three and more players say of their mixtures.
func TestSolutions(t *testing.T) {
	text := func(w written) string {
		g := w.must(t)
		return solutionsOf(conditions(t, g))
	}
	pennies := cube("w b", "w > 0; 0 <= b < 1/2", func(p int, q []int) string {
		sign := "w"
		if (q[p] == q[(p+1)%3]) == (p == 2) {
			sign = "-w"
		}
		if p == 2 && q[2] == 0 {
			sign += " + b"
		}
		return sign
	})
	// All gain where just one of them acts: the others' chances solve a quadratic.
	one := cube("v c", "v > c; c > 0", func(p int, q []int) string {
		out := "0"
		if sum := q[0] + q[1] + q[2]; sum == 2 {
			out = "v"
		}
		if q[p] == 1 {
			out += " - c"
		}
		return out
	})
	// The second player never minds; the others do, beyond a share of a half.
	idle := cube("a", "", func(p int, q []int) string {
		switch {
		case p == 1:
			return "0"
		case q[p] == 0:
			return "1"
		}
		return []string{"a", "0"}[q[1]]
	})
	for _, c := range []struct {
		name string
		game written
		want []string // some of the lines
	}{
		{"pennies", pennies, []string{"[[0 1] [0 1] [0 1]] rational"}},
		{"one of three", one, []string{"[[0 1] [0 1] [0 1]] x0 of degree 2"}},
		{"idle", idle, []string{"[[0] [0 1] [0]] continuum"}},
	} {
		got := text(c.game)
		for _, line := range c.want {
			if !strings.Contains(got, line+"\n") {
				t.Errorf("%s: got\n%swant %s", c.name, got, line)
			}
		}
	}
}

// cube is a game of three players with two actions each.
func cube(params, assume string, u func(p int, q []int) string) written {
	w := written{params: split(params), shape: []int{2, 2, 2}}
	if assume != "" {
		w.assume = splitAt(assume)
	}
	for i := range 8 {
		q := []int{i / 4, i / 2 % 2, i % 2}
		w.cells = append(w.cells, []string{u(0, q), u(1, q), u(2, q)})
	}
	return w
}

// solutionsOf lists what the mixed rows of a table say of their strategies.
func solutionsOf(table *Table) string {
	out := ""
	for _, r := range table.Rows {
		says := "nothing"
		switch {
		case r.Pure():
			continue
		case r.Strategies != nil:
			says = "rational"
		case r.Root != nil:
			says = fmt.Sprintf("x%d of degree %d", r.Root.Player, r.Root.Poly.Degree(r.Root.Unknown))
		case r.Continuum:
			says = "continuum"
		}
		out += fmt.Sprintln(r.Support, says)
	}
	return out
}

func eachSupport(g *games.Game, yield func([][]int)) {
	support := make([][]int, len(g.Players))
	var walk func(p int)
	walk = func(p int) {
		if p == len(g.Players) {
			yield(support)
			return
		}
		for _, set := range subsets(len(g.Players[p].Actions)) {
			support[p] = set
			walk(p + 1)
		}
	}
	walk(0)
}

// drawManyPlayers draws a game of three players with two actions each, the third
// perhaps with three, and payoffs in one or two parameters.
func drawManyPlayers(t *rapid.T) written {
	w := written{shape: []int{2, 2, rapid.SampledFrom([]int{2, 2, 2, 3}).Draw(t, "third")}, params: []string{"p"}}
	if w.shape[2] == 2 && rapid.IntRange(0, 5).Draw(t, "two") == 0 {
		w.params = []string{"p", "q"}
	}
	pool := []string{"0", "0", "1", "2", "3", "-1", "p", "p", "1 - p", "2*p"}
	if len(w.params) > 1 {
		pool = append(pool, "q", "p + q", "q - p")
	}
	if len(w.params) == 1 && rapid.IntRange(0, 3).Draw(t, "odd") == 0 {
		pool = append(pool, "p^2", "max(p, 1)", "1/(1 + p^2)")
	}
	if a := rapid.SampledFrom([]string{"", "p > 0", "0 <= p <= 1", "p != 0"}).Draw(t, "assume"); a != "" {
		w.assume = []string{a}
	}
	for range w.shape[0] * w.shape[1] * w.shape[2] {
		var cell []string
		for range 3 {
			cell = append(cell, rapid.SampledFrom(pool).Draw(t, "payoff"))
		}
		w.cells = append(w.cells, cell)
	}
	return w
}

// TestMixedRows: every row of a three-player game exists exactly where the solver
// for numbers finds an equilibrium with its supports.
func TestMixedRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if !oneIn(2, t) {
			return
		}
		w := drawManyPlayers(t)
		t.Log(w)
		g := mustGame(t, w)
		table := conditions(t, g)
		edges := edgesOf(table)
		for range 6 {
			if point, ok := drawPoint(t, g, edges); ok {
				checkMixed(t, table, point)
			}
		}
	})
}

// TestMixedRowsOfSymmetricGames: the same for exchangeable players, whose rows
// stand for orbits.
func TestMixedRowsOfSymmetricGames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if !oneIn(2, t) {
			return
		}
		g, _ := symmetricGame(t)
		if len(g.Players)*len(g.Players[0].Actions) > 6 {
			t.Skip("takes long")
		}
		table := conditions(t, g)
		edges := edgesOf(table)
		for range 4 {
			if point, ok := drawPoint(t, g, edges); ok {
				checkMixed(t, table, point)
			}
		}
	})
}

// TestMixedModels: the mixed rows of the models of many states, with the
// conditions their sources give.
func TestMixedModels(t *testing.T) {
	for _, c := range []struct {
		id, support, exists string
	}{
		// Each holds with probability q, q^4 = phi/c.
		{"five-fingers", "[[0 1] [0 1] [0 1] [0 1] [0 1]]", "0 < phi < c"},
		// Palfrey and Rosenthal (1984): 2q(1 - q) = c/v has a solution up to c/v = 1/2.
		{"threshold-good", "[[0 1] [0 1] [0 1]]", "v >= 2*c"},
		{"moat", "[[0 1] [0 1] [0 1]]", "b > 0 and m > d + b"},
		{"weakest-link-leak", "[[0 1] [0 1] [0 1] [0 1]]", "l*H*(1 - l)^3 < k < l*H"},
	} {
		g := library(t, c.id)
		table := conditions(t, g)
		if !table.Complete {
			t.Errorf("%s: not complete: %v", c.id, table.Reasons)
		}
		want, _, err := expr.CompileFormula(c.exists, expr.Names(g.Names()))
		if err != nil {
			t.Fatal(err)
		}
		seen := false
		for _, r := range table.Rows {
			if fmt.Sprint(r.Support) == c.support {
				seen = true
				same := prove.Assume(g.Hypotheses(), prove.Options{}).Implies(context.Background(), expr.Iff(r.Exists, want))
				if same != prove.Yes {
					t.Errorf("%s: exists where %v, want %s", c.id, g.Printer().Formula(r.Exists), c.exists)
				}
			}
		}
		if !seen {
			t.Errorf("%s: no row for %s", c.id, c.support)
		}
	}
}

// TestEfficiencyOfRoots: three players of whom each gets one number at one action and at
// the other what depends on how many chose it. A mixture solves an equation, and its
// payoff is that number, which some profile betters: else nobody would choose the other
// action.
func TestEfficiencyOfRoots(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	seen := 0
	for range 4 {
		var of [3]string // by how many others are at the first action
		for i := range of {
			of[i] = fmt.Sprintf("%d*p + %d", rng.IntN(3)-1, rng.IntN(9)-4)
		}
		w := written{params: []string{"p", "q"}, shape: []int{2, 2, 2}}
		for cell := range 8 {
			var payoffs []string
			first := 3 - bits.OnesCount(uint(cell))
			for player := range 3 {
				if cell>>(2-player)&1 == 0 {
					payoffs = append(payoffs, of[first-1])
				} else {
					payoffs = append(payoffs, "q")
				}
			}
			w.cells = append(w.cells, payoffs)
		}
		g := mustGame(t, w)
		table := conditions(t, g)
		for range 30 {
			point := []*big.Rat{big.NewRat(rng.Int64N(17)-8, 3), big.NewRat(rng.Int64N(33)-16, 3)}
			checkMixed(t, table, point)
			for _, r := range table.Rows {
				if r.Root != nil && r.Efficient != nil && r.Exists.Eval(point) && r.Root.Where.Eval(point) {
					seen++
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("%d rows", seen)
	}
}

// TestMixedClaims: mixed() holds exactly where the solver for numbers finds a
// completely mixed equilibrium, and the lemmas it rests on contradict the
// hypotheses.
func TestMixedClaims(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		w := drawManyPlayers(t)
		if len(w.params) > 1 || w.shape[2] > 2 {
			t.Skip("takes long")
		}
		t.Log(w)
		g := mustGame(t, w)
		cl, err := NewCompiler(g).Compile(ctx, games.Claim{Holds: "mixed()"})
		if errors.Is(err, ErrUndecidable) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range cl.Lemmas {
			if ans, at := prove.Assume(g.Hypotheses(), prove.Options{Budget: 20_000}).Satisfiable(ctx, l); ans == prove.Yes {
				t.Fatalf("the lemma %v is false at %v", l, at)
			}
		}
		var edges []algebra.Poly
		cl.Holds.Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		for range 4 {
			point, ok := drawPoint(t, g, edges)
			if !ok {
				continue
			}
			s, err := g.At(point)
			if err != nil {
				t.Fatal(err)
			}
			res, err := nash.All(ctx, s, nash.Options{Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			if !res.Complete || len(res.Continua) > 0 || slices.ContainsFunc(res.Subsets, func(s nash.Subset) bool { return s.Dimension > 0 }) {
				continue
			}
			want := slices.ContainsFunc(res.Equilibria, func(e nash.Equilibrium) bool {
				return len(slices.Concat(supportOf(e)...)) == w.shape[0]+w.shape[1]+w.shape[2]
			})
			if got := cl.Holds.Eval(point); got != want {
				t.Fatalf("at %v: completely mixed: %v, want %v", point, got, want)
			}
		}
	})
}

// TestClaimsInNumbers: where the hypotheses fix every payoff the solver for numbers
// answers. The game has one equilibrium, in which everybody mixes irrationally
// unless x pays.
func TestClaimsInNumbers(t *testing.T) {
	w := written{params: []string{"x", "y"}, shape: []int{2, 2, 2}}
	for i := range 8 {
		a, b, c := i/4, i/2%2, i%2
		// Each player wants to match the next one, but the last to differ.
		pay := func(win bool, extra string) string {
			if win {
				return "1 + " + extra
			}
			return extra
		}
		w.cells = append(w.cells, []string{pay(a == b, fmt.Sprintf("%d*x", a)), pay(b == c, "0"), pay(c != a, fmt.Sprintf("%d*%d*x/2", b, c))})
	}
	g := w.must(t)
	for _, c := range []struct {
		given, holds string
		x            *big.Rat // what the hypothesis says that x is; y is 3
		want         bool
	}{
		{"x = 0", "mixed()", new(big.Rat), true}, {"x = 0", "unique(a, a, a)", new(big.Rat), false},
		{"2*x = 1", "mixed()", big.NewRat(1, 2), true}, {"x = y and y = 3", "mixed()", big.NewRat(3, 1), false},
		{"x = 3", "unique(b, b, b)", big.NewRat(3, 1), false}, {"x = 3", "mixed()", big.NewRat(3, 1), false},
	} {
		_, holds := compileClaim(t, g, c.holds, c.given)
		if got := holds.Eval([]*big.Rat{c.x, big.NewRat(3, 1)}); got != c.want {
			t.Errorf("given %s: %s is %v, which is %v there, want %v", c.given, c.holds, holds, got, c.want)
		}
	}
}

// TestNumbersComplete: a game of three players with three actions each and no
// parameters has every mixed equilibrium in its table. Players who want to agree on
// an action have one for each set of actions: all of them mix equally over it.
func TestNumbersComplete(t *testing.T) {
	w := written{shape: []int{3, 3, 3}}
	for i := range 27 {
		pay := "0"
		if i/9 == i/3%3 && i/3%3 == i%3 {
			pay = "1"
		}
		w.cells = append(w.cells, []string{pay, pay, pay})
	}
	table := conditions(t, w.must(t))
	if !table.Complete {
		t.Fatalf("not complete: %v", table.Reasons)
	}
	for _, set := range subsets(3) {
		seen := false
		for _, r := range table.Rows {
			seen = seen || compareSupports(r.Support, [][]int{set, set, set}) == 0
		}
		if !seen {
			t.Errorf("no equilibrium in which everybody mixes over %v", set)
		}
	}
}
