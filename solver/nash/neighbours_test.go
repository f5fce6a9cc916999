package nash

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// table builds a two-player game from integer matrices.
func table(a, b [][]int64) *games.Strategic {
	g := &games.Strategic{}
	var u, v []*big.Rat
	for i := range a {
		for j := range a[i] {
			u = append(u, big.NewRat(a[i][j], 1))
			v = append(v, big.NewRat(b[i][j], 1))
		}
	}
	names := func(n int) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprint(i))
		}
		return out
	}
	g.Players = []games.Player{{Name: "A", Actions: names(len(a))}, {Name: "B", Actions: names(len(a[0]))}}
	g.Payoffs = []games.Table{games.NewTable(u), games.NewTable(v)}
	return g
}

func TestEliminationByMixture(t *testing.T) {
	// Textbook example: the middle row is dominated by half top, half bottom and
	// by no pure row; then the right column goes.
	g := table([][]int64{{4, 0}, {1, 1}, {0, 4}}, [][]int64{{2, 1}, {0, 3}, {2, 1}})
	e, err := Eliminate(context.Background(), g, StrictDominance)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(e.Left) != "[[0] [0]]" || e.Rounds != 3 {
		t.Fatalf("left %v after %d rounds: %v", e.Left, e.Rounds, e.Steps)
	}
	by := e.Steps[0].By
	if e.Steps[0].Action != 1 || by[1].Sign() != 0 {
		t.Fatalf("first step %+v", e.Steps[0])
	}
	for j := range 2 { // the certificate, checked by hand
		u := new(big.Rat)
		for k := range by {
			u.Add(u, new(big.Rat).Mul(by[k], g.Payoffs[0].Rat(k*2+j)))
		}
		if u.Cmp(g.Payoffs[0].Rat(1*2+j)) <= 0 {
			t.Fatalf("%v does not dominate at column %d", by, j)
		}
	}
}

// TestEliminationKeepsEquilibria: iterated strict dominance removes no action
// that an equilibrium uses, on random games; every step's mixture dominates.
func TestEliminationKeepsEquilibria(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n, m := 1+r.IntN(4), 1+r.IntN(4)
		a, b := make([][]int64, n), make([][]int64, n)
		for i := range n {
			for range m {
				a[i], b[i] = append(a[i], int64(r.IntN(6))), append(b[i], int64(r.IntN(6)))
			}
		}
		g := table(a, b)
		e, err := Eliminate(context.Background(), g, StrictDominance)
		if err != nil {
			t.Fatal(err)
		}
		res, err := All(context.Background(), g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		gone := map[[2]int]bool{}
		for _, s := range e.Steps {
			gone[[2]int{s.Player, s.Action}] = true
		}
		for _, q := range res.Equilibria {
			for p, x := range q.Strategies {
				for k, w := range x {
					if w.Sign() > 0 && gone[[2]int{p, k}] {
						t.Fatalf("%v %v: eliminated action %d of player %d is used in equilibrium", a, b, k, p)
					}
				}
			}
		}
	}
}

func TestWeakEliminationAndPerfection(t *testing.T) {
	// (1, 1) is an equilibrium in weakly dominated actions.
	g := table([][]int64{{1, 0}, {0, 0}}, [][]int64{{1, 0}, {0, 0}})
	e, err := Eliminate(context.Background(), g, WeakDominance)
	if err != nil || fmt.Sprint(e.Left) != "[[0] [0]]" {
		t.Fatal(e.Left, err)
	}
	if s, _ := Eliminate(context.Background(), g, StrictDominance); len(s.Steps) != 0 {
		t.Fatal("a weakly dominated action was taken for strictly dominated")
	}
	one, zero := big.NewRat(1, 1), new(big.Rat)
	for want, x := range map[bool][]*big.Rat{true: {one, zero}, false: {zero, one}} {
		if got, err := Undominated(context.Background(), g, [][]*big.Rat{x, x}); err != nil || got != want {
			t.Errorf("%v: undominated %v, %v", x, got, err)
		}
	}
	half := big.NewRat(1, 2)
	if ok, _ := Undominated(context.Background(), g, [][]*big.Rat{{half, half}, {one, zero}}); ok {
		t.Error("a mixture with a dominated action is dominated")
	}
}

// TestCorrelated: chicken (7, 6, 0, 2) has a correlated equilibrium that pays
// 21/4 to each (Aumann 1974 gives the idea; the numbers are re-derived).
func TestCorrelated(t *testing.T) {
	g := table([][]int64{{6, 2}, {7, 0}}, [][]int64{{6, 7}, {2, 0}})
	c, err := CorrelatedEquilibrium(context.Background(), g, false, Objective{})
	if err != nil || c.Value.RatString() != "21/2" {
		t.Fatalf("best sum %v, %v", c, err)
	}
	worst, err := CorrelatedEquilibrium(context.Background(), g, false, Objective{Minimise: true})
	if err != nil || worst.Value.Cmp(big.NewRat(28, 3)) > 0 {
		t.Fatalf("worst sum %v is above that of the mixed equilibrium, %v", worst.Value, err)
	}
	coarse, err := CorrelatedEquilibrium(context.Background(), g, true, Objective{})
	if err != nil || coarse.Value.Cmp(c.Value) < 0 {
		t.Fatalf("the best coarse sum %v is below the best correlated one", coarse.Value)
	}
}

// TestCorrelatedBrackets: between the worst and the best correlated equilibrium
// lie all Nash equilibria, on random games; the weights satisfy the incentive
// constraints by their definition.
func TestCorrelatedBrackets(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		n, m := 1+r.IntN(3), 1+r.IntN(3)
		a, b := make([][]int64, n), make([][]int64, n)
		for i := range n {
			for range m {
				a[i], b[i] = append(a[i], int64(r.IntN(7)-3)), append(b[i], int64(r.IntN(7)-3))
			}
		}
		g := table(a, b)
		first := make([]*big.Rat, g.Profiles())
		for i := range first {
			first[i] = g.Payoffs[0].Rat(i)
		}
		best, err := CorrelatedEquilibrium(context.Background(), g, false, Objective{Values: first})
		if err != nil {
			t.Fatal(err)
		}
		worst, err := CorrelatedEquilibrium(context.Background(), g, false, Objective{Values: first, Minimise: true})
		if err != nil {
			t.Fatal(err)
		}
		res, err := All(context.Background(), g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range res.Equilibria {
			if e.Payoffs[0].Cmp(best.Value) > 0 || e.Payoffs[0].Cmp(worst.Value) < 0 {
				t.Fatalf("%v %v: payoff %v outside [%v, %v]", a, b, e.Payoffs[0], worst.Value, best.Value)
			}
		}
		for from := range n {
			for to := range n {
				gain := new(big.Rat)
				for j := range m {
					d := big.NewRat(a[to][j]-a[from][j], 1)
					gain.Add(gain, d.Mul(d, best.Weights[from*m+j]))
				}
				if gain.Sign() > 0 {
					t.Fatalf("%v %v: recommended %d, %d gains %v", a, b, from, to, gain)
				}
			}
		}
	}
}

func structures(t *testing.T, g *games.Strategic) *Structure {
	t.Helper()
	s, err := Structures(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStructures(t *testing.T) {
	pennies := table([][]int64{{1, -1}, {-1, 1}}, [][]int64{{-1, 1}, {1, -1}})
	s := structures(t, pennies)
	if !s.ZeroSum || s.Potential != nil || s.Symmetric || s.Supermodular {
		t.Errorf("matching pennies: %+v", s)
	}
	pd := table([][]int64{{3, 0}, {5, 1}}, [][]int64{{3, 5}, {0, 1}})
	s = structures(t, pd)
	if s.ConstantSum != nil || !s.Symmetric || s.Potential == nil || !s.Submodular || s.Supermodular {
		t.Errorf("prisoner's dilemma: %+v", s)
	}
	if s.Potential[3].RatString() != "3" { // gains 2 then 1
		t.Errorf("potential %v", s.Potential)
	}
	stag := table([][]int64{{4, 1}, {3, 2}}, [][]int64{{4, 3}, {1, 2}})
	s = structures(t, stag)
	if !s.Supermodular || s.Potential == nil {
		t.Errorf("stag hunt: %+v", s)
	}
	th := Thresholds(stag)
	if len(th) != 2 || th[0].Level[0].RatString() != "1/2" || th[0].RiskDominant || th[1].RiskDominant {
		t.Errorf("stag hunt (3, 4, 2, 1) is on the knife-edge: %+v", th)
	}
	w := WelfareOf(pd, []Equilibrium{{Payoffs: []*big.Rat{big.NewRat(1, 1), big.NewRat(1, 1)}}})
	if w.Anarchy.RatString() != "3" || w.Stability.RatString() != "3" {
		t.Errorf("welfare %+v", w)
	}
}

// TestStrategicallyZeroSum: a zero-sum game stays strategically so when one
// player's payoffs are scaled and functions of the other's action are added, and
// keeps its equilibria; changing one payoff of a 3×3 game ends it.
func TestStrategicallyZeroSum(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1978))
	for range 60 {
		m, n := 2+rng.IntN(3), 2+rng.IntN(3)
		zero, twisted := nashtest.Constant(m, n, 0), [2][][]int64{nashtest.Constant(m, n, 0), nashtest.Constant(m, n, 0)}
		scale := [2]int64{1 + rng.Int64N(4), 1 + rng.Int64N(4)}
		columns, rows := rng.Perm(n), rng.Perm(m)
		for i := range m {
			for j := range n {
				zero[i][j] = rng.Int64N(7) - 3
				twisted[0][i][j] = scale[0]*zero[i][j] + int64(columns[j])
				twisted[1][i][j] = -scale[1]*zero[i][j] + 10*int64(rows[i])
			}
		}
		g, h := table(zero, nashtest.Negate(zero)), table(twisted[0], twisted[1])
		if !structures(t, g).StrategicallyZeroSum || !structures(t, h).StrategicallyZeroSum {
			t.Fatalf("%v and %v: not recognised", zero, twisted)
		}
		a, b := MustAll(t, g, Options{}), MustAll(t, h, Options{})
		if fmt.Sprint(nashtest.ShowAll(a)) != fmt.Sprint(nashtest.ShowAll(b)) {
			t.Errorf("equilibria %v became %v", nashtest.ShowAll(a), nashtest.ShowAll(b))
		}
		if len(b.Components) != 1 || len(b.Subsets) != 1 {
			t.Errorf("%d components, %d subsets; optimal strategies are a product of polytopes", len(b.Components), len(b.Subsets))
		}
	}
	three := [][]int64{{0, 1, -1}, {-1, 0, 1}, {1, -1, 0}}
	other := nashtest.Negate(three)
	other[2][2] = 5
	for name, g := range map[string]*games.Strategic{
		"rock-paper-scissors, one payoff changed": table(three, other),
		"chicken":       table([][]int64{{6, 2}, {7, 0}}, [][]int64{{6, 7}, {2, 0}}),
		"one dependent": table([][]int64{{1, 0}, {0, 1}}, [][]int64{{1, 0}, {1, 0}}),
		"three players": nashtest.RandomMany(1, []int{2, 2, 2}, 0, 0),
	} {
		if structures(t, g).StrategicallyZeroSum {
			t.Errorf("%s is not strategically zero-sum", name)
		}
	}
	// Any 2×2 game in which one wants to match and the other does not; and one in
	// which neither choice depends on the other's.
	for name, g := range map[string]*games.Strategic{
		"inspection":         table([][]int64{{-1, -1}, {0, -4}}, [][]int64{{0, -3}, {0, 2}}),
		"prisoner's dilemma": table([][]int64{{2, 0}, {3, 1}}, [][]int64{{2, 3}, {0, 1}}),
	} {
		if !structures(t, g).StrategicallyZeroSum {
			t.Errorf("%s is strategically zero-sum", name)
		}
	}
}
