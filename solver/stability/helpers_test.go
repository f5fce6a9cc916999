package stability

import (
	"context"
	"flag"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"pgregory.net/rapid"
)

// TestMain keeps properties to 12 cases, with which the package takes well under
// a minute; -rapid.checks asks for more.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "12"); err != nil {
		panic(err)
	}
	m.Run()
}

// written is a game as text: parameters, assumptions and a cell per profile
// (first player slowest) with one payoff formula a player.
type written struct {
	params []string
	assume []string
	shape  []int
	cells  [][]string
}

// bimatrixGame writes a two-player game row by row, each cell as "u1, u2".
func bimatrixGame(params, assume string, rows ...[]string) written {
	w := written{params: split(params), shape: []int{len(rows), len(rows[0])}}
	if assume != "" {
		w.assume = splitAt(assume)
	}
	for _, row := range rows {
		for _, cell := range row {
			w.cells = append(w.cells, strings.Split(cell, ", "))
		}
	}
	return w
}

func split(s string) []string { return strings.Fields(s) }

func (w written) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "parameters %v, assume %v, shape %v\n", w.params, w.assume, w.shape)
	n := w.shape[len(w.shape)-1]
	for i, c := range w.cells {
		fmt.Fprintf(&b, "[%s]", strings.Join(c, ", "))
		if i%n == n-1 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// game compiles the text; actions are a, b, c, … for every player.
func (w written) game() (*games.Game, error) {
	g := &games.Game{Header: games.Header{ID: "test"}, Defined: expr.True()}
	for _, name := range w.params {
		g.Params = append(g.Params, games.Parameter{Name: name, Within: expr.True()})
	}
	names := expr.Names(w.params)
	for _, a := range w.assume {
		f, d, err := expr.CompileFormula(a, names)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a, err)
		}
		g.Assume = append(g.Assume, games.Condition{Text: a, Formula: f, Defined: d})
	}
	for p, n := range w.shape {
		var actions []string
		for a := range n {
			actions = append(actions, string(rune('a'+a)))
		}
		g.Players = append(g.Players, games.NewPlayer(fmt.Sprintf("P%d", p+1), actions))
	}
	g.Payoffs = make([][]expr.Value, len(w.shape))
	for _, cell := range w.cells {
		for p := range w.shape {
			v, d, err := expr.CompileValue(cell[p], names)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", cell[p], err)
			}
			g.Payoffs[p] = append(g.Payoffs[p], v)
			g.Defined = expr.And(g.Defined, d)
		}
	}
	return g, nil
}

func (w written) must(t rapid.TB) *games.Game {
	t.Helper()
	g, err := w.game()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func conditions(t rapid.TB, g *games.Game) *Table {
	t.Helper()
	table, err := Conditions(context.Background(), g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// claim compiles a claim; the hypotheses come back as one formula.
func compileClaim(t rapid.TB, g *games.Game, holds string, given ...string) (hyps, claim expr.Formula) {
	t.Helper()
	cl, err := NewCompiler(g).Compile(context.Background(), games.Claim{ID: "c", Holds: holds, Given: given})
	if err != nil {
		t.Fatalf("%s: %v", holds, err)
	}
	hyps = expr.True()
	for _, h := range cl.Hypotheses {
		hyps = expr.And(hyps, h.Defined, h.Formula)
	}
	return hyps, cl.Holds
}

// carries decides by linear programming whether the support pair (I, J) of a
// two-player game in numbers carries an equilibrium: the opponent of each player
// can mix over exactly her support and keep the player indifferent on his,
// tempted by nothing else.
func carries(s *games.Strategic, I, J []int) bool {
	u := func(p, i, j int) *big.Int { return s.Payoffs[p].Num(s.Index([]int{i, j})) }
	m, n := len(s.Players[0].Actions), len(s.Players[1].Actions)
	return canMix(func(k, j int) *big.Int { return u(0, k, j) }, m, I, J) &&
		canMix(func(k, i int) *big.Int { return u(1, i, k) }, n, J, I)
}

// canMix maximises the least weight t of a mixture y = t + z over mix.
func canMix(u func(k, j int) *big.Int, actions int, best, mix []int) bool {
	var lp exact.LP
	width := len(mix) + 1 // z and t
	row := func(k int, sign int64) []*big.Int {
		out := make([]*big.Int, width)
		sum := new(big.Int)
		for c, j := range mix {
			d := new(big.Int).Sub(u(k, j), u(best[0], j))
			out[c] = d.Mul(d, big.NewInt(sign))
			sum.Add(sum, d)
		}
		out[width-1] = sum
		return out
	}
	add := func(r []*big.Int, b int64) {
		lp.A = append(lp.A, r)
		lp.B = append(lp.B, big.NewInt(b))
	}
	for k := range actions {
		add(row(k, 1), 0)
		if slices.Contains(best, k) {
			add(row(k, -1), 0)
		}
	}
	all := make([]*big.Int, width)
	lp.C = make([]*big.Int, width)
	for c := range all {
		all[c], lp.C[c] = big.NewInt(1), new(big.Int)
	}
	all[width-1] = big.NewInt(int64(len(mix)))
	lp.C[width-1] = big.NewInt(1)
	add(all, 1)
	r, err := lp.Solve(context.Background())
	if err != nil || r.Status != exact.LPOptimal {
		panic(fmt.Sprint("linear program: ", err, r))
	}
	return r.Value.Sign() > 0
}

// sole reports whether the equilibrium with supports (I, J) is the only one with
// them: both indifference systems have full rank.
func sole(s *games.Strategic, I, J []int) bool {
	u := func(p, i, j int) *big.Int { return s.Payoffs[p].Num(s.Index([]int{i, j})) }
	return rank(len(I)-1, len(J), func(k, j int) *big.Int {
		return new(big.Int).Sub(u(0, I[k+1], J[j]), u(0, I[0], J[j]))
	}) == len(J)-1 && rank(len(J)-1, len(I), func(k, i int) *big.Int {
		return new(big.Int).Sub(u(1, I[i], J[k+1]), u(1, I[i], J[0]))
	}) == len(I)-1
}

func rank(rows, cols int, entry func(i, j int) *big.Int) int {
	a := make([][]*big.Rat, rows)
	for i := range a {
		for j := range cols {
			a[i] = append(a[i], new(big.Rat).SetInt(entry(i, j)))
		}
	}
	r := 0
	for c := range cols {
		p := slices.IndexFunc(a[r:], func(row []*big.Rat) bool { return row[c].Sign() != 0 })
		if p < 0 {
			continue
		}
		a[r], a[r+p] = a[r+p], a[r]
		for i := r + 1; i < rows; i++ {
			q := new(big.Rat).Quo(a[i][c], a[r][c])
			for k := range cols {
				a[i][k] = new(big.Rat).Sub(a[i][k], new(big.Rat).Mul(q, a[r][k]))
			}
		}
		if r++; r == rows {
			break
		}
	}
	return r
}

// subsets lists the non-empty subsets of {0, …, n-1}.
func subsets(n int) [][]int {
	var out [][]int
	for set := 1; set < 1<<n; set++ {
		var s []int
		for k := range n {
			if set>>k&1 == 1 {
				s = append(s, k)
			}
		}
		out = append(out, s)
	}
	return out
}

// point reads exact numbers.
func at(numbers ...string) []*big.Rat {
	var out []*big.Rat
	for _, n := range numbers {
		r, err := expr.ParseNumber(n)
		if err != nil {
			panic(err)
		}
		out = append(out, r)
	}
	return out
}

// edgesOf collects the polynomials at whose roots the truth of a table of g can
// change at all that its author can see: payoff differences, case guards and the
// atoms of the rows.
func edgesOf(t *Table) []algebra.Poly {
	g := t.Game
	seen := map[string]bool{}
	var out []algebra.Poly
	add := func(p algebra.Poly) {
		if !p.IsConst() && !seen[p.Key()] {
			seen[p.Key()] = true
			out = append(out, p)
		}
	}
	atom := func(a expr.Atom) { add(a.P) }
	for _, values := range g.Payoffs {
		for _, v := range values {
			for _, w := range values {
				v.Compare(expr.GE, w).Atoms(atom)
			}
		}
	}
	for _, r := range t.Rows {
		r.Exists.Atoms(atom)
		r.Strict.Atoms(atom)
		for _, f := range []*expr.Formula{r.Efficient, r.RiskDominant, r.ESS} {
			if f != nil {
				f.Atoms(atom)
			}
		}
	}
	return out
}

// ontoEdge moves one coordinate of the point to a rational root of p, if there
// is one.
func ontoEdge(p algebra.Poly, v algebra.Var, point []*big.Rat) bool {
	q := p
	for w, r := range point {
		if w != v {
			q = q.At(w, r)
		}
	}
	if !q.Has(v) {
		return false
	}
	found, _ := exact.Roots(context.Background(), univariate(q, v))
	for _, root := range found {
		if r, ok := root.Rational(); ok {
			point[v] = r.Big()
			return true
		}
	}
	return false
}

// splitAt splits a list of assumptions at semicolons.
func splitAt(s string) []string {
	parts := strings.Split(s, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
