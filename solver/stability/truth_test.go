package stability

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"pgregory.net/rapid"
)

// kind is a family of payoff formulas.
type kind struct {
	name   string
	pool   []string // payoffs are drawn from these, or
	make   func(t *rapid.T, params []string) string
	assume []string // one is drawn
}

func linearPayoff(t *rapid.T, params []string) string {
	s := fmt.Sprint(rapid.IntRange(-2, 2).Draw(t, "k"))
	for _, p := range params {
		if c := rapid.SampledFrom([]int{0, 0, 1, -1, 2}).Draw(t, "c"); c != 0 {
			s += fmt.Sprintf(" + (%d)*%s", c, p)
		}
	}
	return s
}

func quadraticPayoff(t *rapid.T, params []string) string {
	s := linearPayoff(t, params)
	x, y := rapid.SampledFrom(params).Draw(t, "x"), rapid.SampledFrom(params).Draw(t, "y")
	if c := rapid.IntRange(-1, 1).Draw(t, "q"); c != 0 {
		s += fmt.Sprintf(" + (%d)*%s*%s", c, x, y)
	}
	return s
}

var kinds = []kind{
	{name: "linear", make: linearPayoff, assume: []string{"", "p > 0", "0 <= p <= 1"}},
	{name: "quadratic", make: quadraticPayoff, assume: []string{"", "p > 0"}},
	{name: "ties", pool: []string{"0", "0", "1", "p", "p", "-p", "1 - p", "2*p"}, assume: []string{"", "p > 0", "p >= 0"}},
	{name: "few", pool: []string{"0", "p"}, assume: []string{""}},
	{name: "piecewise", pool: []string{"0", "1", "p", "max(p, 0)", "min(p, 1)", "if(p > 1, 0, p)", "abs(p)"}, assume: []string{""}},
	{name: "rational", pool: []string{"0", "1", "p", "p/(1 + p^2)", "1/(1 + p^2)"}, assume: []string{""}},
	{name: "fractions", pool: []string{"0", "1", "p", "1/p", "(1 + p)/p", "-p"}, assume: []string{"p > 0", "p != 0"}},
	{name: "two-fractions", pool: []string{"0", "1", "p/q", "q/(p + q)", "p"}, assume: []string{"p > 0; q > 0"}},
}

// drawGame draws a two-player game of a family.
func drawGame(t *rapid.T, k kind, shapes [][]int) written {
	w := written{shape: rapid.SampledFrom(shapes).Draw(t, "shape")}
	w.params = []string{"p", "q", "r"}[:rapid.IntRange(1, 3).Draw(t, "parameters")]
	if k.name == "two-fractions" {
		w.params = []string{"p", "q"}
	}
	if a := rapid.SampledFrom(k.assume).Draw(t, "assume"); a != "" {
		w.assume = []string{a}
		if k.name == "two-fractions" {
			w.assume = []string{"p > 0", "q > 0"}
		}
	}
	pool := k.pool
	if len(w.params) > 1 && k.name == "ties" {
		pool = append(slices.Clone(pool), "q", "p + q", "p - q")
	}
	if len(w.params) > 1 && k.name == "piecewise" {
		pool = append(slices.Clone(pool), "max(p, q)", "q")
	}
	payoff := func() string {
		if pool != nil {
			return rapid.SampledFrom(pool).Draw(t, "payoff")
		}
		return k.make(t, w.params)
	}
	m, n := w.shape[0], w.shape[1]
	symmetric := m == n && rapid.Bool().Draw(t, "symmetric")
	for range m * n {
		w.cells = append(w.cells, []string{payoff(), payoff()})
	}
	if symmetric {
		for i := range m {
			for j := range n {
				w.cells[j*n+i][1] = w.cells[i*n+j][0]
			}
		}
	}
	return w
}

// drawPoint draws a point that satisfies the hypotheses, half of the time on the
// edge of some condition.
func drawPoint(t *rapid.T, g *games.Game, edges []algebra.Poly) ([]*big.Rat, bool) {
	point := make([]*big.Rat, len(g.Params))
	for v := range point {
		point[v] = big.NewRat(rapid.Int64Range(-12, 12).Draw(t, "n"), rapid.Int64Range(1, 4).Draw(t, "d"))
	}
	if len(edges) > 0 {
		for range rapid.IntRange(0, 2).Draw(t, "edges") {
			p := rapid.SampledFrom(edges).Draw(t, "edge")
			ontoEdge(p, rapid.SampledFrom(p.Vars()).Draw(t, "along"), point)
		}
	}
	return point, g.Hypotheses().Eval(point)
}

// checkTable compares every column of a two-player table with its definition at
// a point.
func checkTable(t rapid.TB, table *Table, point []*big.Rat) {
	t.Helper()
	g := table.Game
	s, err := g.At(point)
	if err != nil {
		t.Fatalf("at %v: %v", point, err)
	}
	for _, I := range subsets(len(g.Players[0].Actions)) {
		for _, J := range subsets(len(g.Players[1].Actions)) {
			want := carries(s, I, J)
			var hits []*Row
			for _, r := range table.Rows {
				if slices.Equal(r.Support[0], I) && slices.Equal(r.Support[1], J) && r.Exists.Eval(point) {
					hits = append(hits, r)
				}
			}
			if len(hits) > 1 {
				t.Fatalf("at %v: %v rows for the supports %v %v", point, len(hits), I, J)
			}
			if want != (len(hits) == 1) {
				t.Fatalf("at %v: the supports %v %v carry an equilibrium: %v, the table says %v", point, I, J, want, !want)
			}
			if want {
				checkRow(t, g, s, hits[0], point)
			}
		}
	}
	checkAbsent(t, table, point)
}

// checkAbsent: no column of a row holds where the row does not exist.
func checkAbsent(t rapid.TB, table *Table, point []*big.Rat) {
	t.Helper()
	for _, r := range table.Rows {
		if r.Exists.Eval(point) {
			continue
		}
		for name, f := range map[string]*expr.Formula{"strict": &r.Strict, "efficient": r.Efficient, "risk dominant": r.RiskDominant, "evolutionarily stable": r.ESS} {
			if f != nil && f.Eval(point) {
				t.Fatalf("at %v: %s is %s but does not exist", point, r.Profile(table.Game), name)
			}
		}
	}
}

// checkRow compares a row with the definitions at a point where it exists.
func checkRow(t rapid.TB, g *games.Game, s *games.Strategic, r *Row, point []*big.Rat) {
	t.Helper()
	name := r.Profile(g)
	I, J := r.Support[0], r.Support[1]
	if want := r.Pure() && strictAt(s, I[0], J[0]); r.Strict.Eval(point) != want {
		t.Fatalf("at %v: %s strict: %v, want %v", point, name, !want, want)
	}
	if !sole(s, I, J) {
		if r.Efficient != nil && r.Efficient.Eval(point) || r.ESS != nil && r.ESS.Eval(point) {
			t.Fatalf("at %v: %s has many equilibria, and is called efficient or evolutionarily stable", point, name)
		}
		return
	}
	if r.Strategies == nil {
		if len(I) == len(J) {
			t.Fatalf("at %v: %s has a single equilibrium but no strategies", point, name)
		}
		return
	}
	strategies, ok := evaluate(r, point)
	if !ok {
		t.Fatalf("at %v: the strategies of %s are not defined", point, name)
	}
	payoffs, err := s.Verify(strategies)
	if err != nil {
		t.Fatalf("at %v: %s: %v", point, name, err)
	}
	for p, support := range r.Support {
		for a, x := range strategies[p] {
			if (x.Sign() > 0) != slices.Contains(support, a) {
				t.Fatalf("at %v: %s: probabilities %v", point, name, strategies[p])
			}
		}
		if r.Payoffs != nil {
			if v, err := r.Payoffs[p].Eval(point); err != nil || v.Cmp(payoffs[p]) != 0 {
				t.Fatalf("at %v: %s pays %v (%v), want %v", point, name, v, err, payoffs[p])
			}
		}
	}
	if want := efficientAt(s, payoffs); r.Efficient.Eval(point) != want {
		t.Fatalf("at %v: %s efficient: %v, want %v", point, name, !want, want)
	}
	if r.RiskDominant != nil {
		if want := riskDominantAt(s, I[0], J[0]); r.RiskDominant.Eval(point) != want {
			t.Fatalf("at %v: %s risk dominant: %v, want %v", point, name, !want, want)
		}
	}
	if r.ESS != nil {
		checkESS(t, s, strategies[0], r.ESS.Eval(point), fmt.Sprintf("at %v: %s", point, name))
	}
}

func strictAt(s *games.Strategic, i, j int) bool {
	for k := range s.Players[0].Actions {
		if k != i && s.Payoffs[0].Compare(s.Index([]int{k, j}), s.Index([]int{i, j})) >= 0 {
			return false
		}
	}
	for k := range s.Players[1].Actions {
		if k != j && s.Payoffs[1].Compare(s.Index([]int{i, k}), s.Index([]int{i, j})) >= 0 {
			return false
		}
	}
	return true
}

func efficientAt(s *games.Strategic, payoffs []*big.Rat) bool {
	for i := range s.Profiles() {
		all, some := true, false
		for p := range payoffs {
			c := s.Payoffs[p].Rat(i).Cmp(payoffs[p])
			all = all && c >= 0
			some = some || c > 0
		}
		if all && some {
			return false
		}
	}
	return true
}

func riskDominantAt(s *games.Strategic, i, j int) bool {
	product := func(i, j int) *big.Rat {
		u := func(p, i, j int) *big.Rat { return s.Payoffs[p].Rat(s.Index([]int{i, j})) }
		a := new(big.Rat).Sub(u(0, i, j), u(0, 1-i, j))
		return a.Mul(a, new(big.Rat).Sub(u(1, i, j), u(1, i, 1-j)))
	}
	return strictAt(s, i, j) && strictAt(s, 1-i, 1-j) && product(i, j).Cmp(product(1-i, 1-j)) > 0
}

// checkESS compares with the definition of Maynard Smith and Price against
// mutants on a grid, and for two or three actions with the exact second-order
// condition.
func checkESS(t rapid.TB, s *games.Strategic, x []*big.Rat, got bool, where string) {
	t.Helper()
	n := len(x)
	a := func(i, j int) *big.Rat { return s.Payoffs[0].Rat(s.Index([]int{i, j})) }
	against := func(x, y []*big.Rat) *big.Rat {
		sum := new(big.Rat)
		for i := range n {
			for j := range n {
				v := new(big.Rat).Mul(x[i], y[j])
				sum.Add(sum, v.Mul(v, a(i, j)))
			}
		}
		return sum
	}
	stay := against(x, x)
	if got {
		distribute(6, n, func(counts []int) bool {
			y := make([]*big.Rat, n)
			same := true
			for i, c := range counts {
				y[i] = big.NewRat(int64(c), 6)
				same = same && y[i].Cmp(x[i]) == 0
			}
			if same {
				return true
			}
			c := stay.Cmp(against(y, x))
			if c < 0 || c == 0 && against(x, y).Cmp(against(y, y)) <= 0 {
				t.Fatalf("%s is said to be evolutionarily stable, but %v invades %v", where, y, x)
			}
			return true
		})
	}
	if n > 3 {
		return
	}
	if want := stable(s, x); got != want {
		t.Fatalf("%s evolutionarily stable: %v, want %v", where, got, want)
	}
}

// stable decides for two or three actions whether the equilibrium strategy x of
// a symmetric game is evolutionarily stable: minus the quadratic form of the
// payoffs is positive in every direction towards other best replies.
func stable(s *games.Strategic, x []*big.Rat) bool {
	n := len(x)
	a := func(i, j int) *big.Rat { return s.Payoffs[0].Rat(s.Index([]int{i, j})) }
	u := s.Expected(0, [][]*big.Rat{x, x})
	best := slices.MaxFunc(u, (*big.Rat).Cmp)
	// Directions are free within the support, and lead towards the other best
	// replies only.
	var inner, outer []int
	for i := range n {
		if x[i].Sign() > 0 {
			inner = append(inner, i)
		} else if u[i].Cmp(best) == 0 {
			outer = append(outer, i)
		}
	}
	o := inner[0]
	// form is minus the bilinear form on the directions e_i - e_o, e_j - e_o,
	// made symmetric.
	form := func(i, j int) *big.Rat {
		half := func(i, j int) *big.Rat {
			v := new(big.Rat).Sub(a(i, o), a(i, j))
			v.Add(v, a(o, j))
			return v.Sub(v, a(o, o))
		}
		v := half(i, j)
		v.Add(v, half(j, i))
		return v.Quo(v, big.NewRat(2, 1))
	}
	dirs := append(slices.Clone(inner[1:]), outer...)
	switch len(dirs) {
	case 0:
		return true
	case 1:
		return form(dirs[0], dirs[0]).Sign() > 0
	}
	p, q, r := form(dirs[0], dirs[0]), form(dirs[0], dirs[1]), form(dirs[1], dirs[1])
	det := new(big.Rat).Sub(new(big.Rat).Mul(p, r), new(big.Rat).Mul(q, q))
	return p.Sign() > 0 && r.Sign() > 0 && (det.Sign() > 0 || len(inner) == 1 && q.Sign() >= 0)
}

// TestTableAgainstTruth holds every column of the table to its definition in
// numbers, at random points and on the edges of its own conditions.
func TestTableAgainstTruth(t *testing.T) {
	shapes := [][]int{{2, 2}, {2, 2}, {2, 3}, {3, 2}, {3, 3}, {2, 4}, {1, 3}, {1, 1}}
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				sh := shapes
				switch k.name {
				case "piecewise":
					sh = shapes[:3]
				case "quadratic": // larger ones take up to a minute
					sh = [][]int{{2, 2}, {2, 2}, {2, 2}, {1, 4}}
				}
				w := drawGame(t, k, sh)
				t.Log(w)
				g, err := w.game()
				if err != nil {
					t.Fatal(err)
				}
				table := conditions(t, g)
				edges := edgesOf(table)
				for range 12 {
					if point, ok := drawPoint(t, g, edges); ok {
						checkTable(t, table, point)
					}
				}
			})
		})
	}
}
