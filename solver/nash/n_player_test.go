package nash

import (
	"context"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash/nashtest"
	"brink/solver/note"
)

func TestKnownManyPlayers(t *testing.T) {
	for _, c := range []struct {
		name string
		game *games.Strategic
		want []string // probabilities, in the order of results
	}{
		{"McKelvey and McLennan", nashtest.MckelveyMcLennan(), []string{
			"1 0 1 0 1 0", "1 0 0 1 0 1", "1/2 1/2 1/2 1/2 1 0", "1/2 1/2 1/3 2/3 1/4 3/4", "1/4 3/4 1 0 1/4 3/4",
			"1/4 3/4 1/2 1/2 1/3 2/3", "0 1 1 0 0 1", "0 1 1/3 2/3 1/3 2/3", "0 1 0 1 1 0"}},
		{"Nau, Canovas and Hansen", nashtest.NauCanovasHansen(), []string{
			// q = (√601 - 13)/24, p = (9q-1)/(7q+2), r = (2-3q)/(q+1)
			"0.6192325795… 0.3807674205… 0.4798042227… 0.5201957773… 0.3788253361… 0.6211746639…"}},
		// Each wants to match the next player, the last to mismatch the first
		// (Jordan, "Three problems in learning mixed-strategy Nash
		// equilibria", Games and Economic Behavior 5 (1993)).
		{"three-player matching pennies", nashtest.ProfileGame([]int{2, 2, 2},
			[]int64{1, 1, -1}, []int64{1, -1, 1}, []int64{-1, -1, -1}, []int64{-1, 1, 1},
			[]int64{-1, 1, 1}, []int64{-1, -1, -1}, []int64{1, -1, 1}, []int64{1, 1, -1}), []string{"1/2 1/2 1/2 1/2 1/2 1/2"}},
		{"van der Laan, Talman and van der Heyden", nashtest.ProfileGame([]int{2, 2, 2},
			[]int64{-1, -4, -4}, []int64{-2, -2, -8}, []int64{-8, -2, -1}, []int64{-5, -6, -8},
			[]int64{-8, -2, -4}, []int64{-8, -1, -2}, []int64{-2, -1, -2}, []int64{-2, -3, -1}), []string{"1/5 4/5 3/7 4/7 2/3 1/3"}},
	} {
		res := MustAll(t, c.game, Options{})
		var got []string
		for _, e := range res.Equilibria {
			got = append(got, nashtest.Numbers(e))
		}
		if !slices.Equal(got, c.want) || !res.Complete || !res.Exact {
			t.Errorf("%s: complete %v %v\n got %q\nwant %q", c.name, res.Complete, res.Reasons, got, c.want)
		}
	}
}

// TestIrrationalNumbersHavePolynomials: the equilibrium of Nau, Canovas and
// Hansen as exact algebraic numbers.
func TestIrrationalNumbersHavePolynomials(t *testing.T) {
	e := MustAll(t, nashtest.NauCanovasHansen(), Options{Digits: 30}).Equilibria[0]
	if e.Strategies != nil || e.Payoffs != nil || e.Irrational == nil {
		t.Fatalf("irrational equilibrium reported as rational: %v", e)
	}
	q := e.Irrational.Strategies[1][0]
	if q.Algebraic == nil || q.Algebraic.Poly().String() != "12*x^2 + 13*x - 9" {
		t.Fatalf("polynomial of %v", q)
	}
	roots, err := exact.Roots(t.Context(), exact.UnivariateInts(-9, 13, 12))
	if err != nil || q.Algebraic.Cmp(roots[1]) != 0 {
		t.Errorf("%v is not (√601-13)/24", q)
	}
	if s, all := q.Decimal(30); s != "0.479804222677605237815994822848" || all {
		t.Errorf("decimal %s", s)
	}
	width := new(big.Rat).Sub(q.Hi, q.Lo)
	if width.Cmp(new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))) > 0 {
		t.Errorf("enclosure of width %v", width)
	}
	for _, x := range slices.Concat(e.Irrational.Strategies...) {
		if x.Algebraic == nil {
			t.Errorf("%v has no polynomial", x)
		}
	}
}

// TestManyPlayerSamples: the numbers of isolated equilibria of sample games.
func TestManyPlayerSamples(t *testing.T) {
	const folder = "../../../shared/games"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no sample games here")
	}
	for name, want := range map[string]int{"2x2x2": 9, "2x2x2x2": 3, "g1": 1, "g2": 1, "coord333": 13, "5x4x3": 3} {
		res := MustAll(t, readNFG(t, filepath.Join(folder, name+".nfg")), Options{})
		if len(res.Equilibria) != want || !res.Complete {
			t.Errorf("%s: %d equilibria, want %d (%v)", name, len(res.Equilibria), want, res.Reasons)
		}
	}
}

// coordination pays 1 to everybody when all choose the same action.
func coordination(players, actions int) *games.Strategic {
	shape := slices.Repeat([]int{actions}, players)
	g := &games.Strategic{}
	n := 1
	for range shape {
		g.Players = append(g.Players, games.Player{Actions: make([]string, actions)})
		n *= actions
	}
	var profiles [][]int64
	profile := make([]int, players)
	for idx := range n {
		g.Decode(idx, profile)
		u := int64(1)
		for _, a := range profile {
			if a != profile[0] {
				u = 0
			}
		}
		profiles = append(profiles, slices.Repeat([]int64{u}, players))
	}
	return nashtest.ProfileGame(shape, profiles...)
}

// TestCoordination: the systems of larger supports have multiple solutions on
// the boundary, at pure profiles in which nobody matters, and none near them.
func TestCoordination(t *testing.T) {
	for _, c := range []struct{ players, actions, want int }{{3, 2, 3}, {3, 3, 13}, {4, 2, 9}} {
		res := MustAll(t, coordination(c.players, c.actions), Options{})
		if !res.Complete || len(res.Equilibria) != c.want {
			t.Errorf("%d players, %d actions: %d equilibria, want %d (%v)", c.players, c.actions, len(res.Equilibria), c.want, res.Reasons)
		}
		for _, e := range res.Equilibria {
			if e.Continuum != 0 {
				t.Errorf("%s is isolated", nashtest.Numbers(e))
			}
		}
	}
	// With five players and two on either side, the fifth is free.
	res := MustAll(t, coordination(5, 2), Options{})
	if res.Complete || len(res.Continua) == 0 {
		t.Errorf("five players: complete %v, %v", res.Complete, res.Reasons)
	}
}

// TestContinuumIsReported: player 3 is a bystander to a game of matching
// pennies and indifferent between her two actions.
func TestContinuumIsReported(t *testing.T) {
	g := nashtest.ProfileGame([]int{2, 2, 2},
		[]int64{1, -1, 5}, []int64{1, -1, 5}, []int64{-1, 1, 5}, []int64{-1, 1, 5},
		[]int64{-1, 1, 5}, []int64{-1, 1, 5}, []int64{1, -1, 5}, []int64{1, -1, 5})
	res := MustAll(t, g, Options{Method: MethodSupport})
	if res.Complete || len(res.Continua) != 1 {
		t.Fatalf("complete %v, continua %v, %v", res.Complete, res.Continua, res.Reasons)
	}
	c := res.Continua[0]
	if c.Dimension != 1 || len(c.Support[2]) != 2 {
		t.Errorf("continuum %+v", c)
	}
	if _, err := g.Verify(c.Sample); err != nil {
		t.Error(err)
	}
	for _, e := range res.Equilibria {
		if e.Continuum != 1 {
			t.Errorf("%s is an end of the continuum", nashtest.Numbers(e))
		}
	}
	if len(res.Equilibria) != 2 {
		t.Errorf("%d ends", len(res.Equilibria))
	}
}

// TestRandomManyPlayers: games without ties have an odd number of equilibria
// (Harsanyi 1973; Wilson 1971), all of them quasi-strict, and every one
// reported satisfies the definition to 40 digits.
func TestRandomManyPlayers(t *testing.T) {
	shapes := [][]int{{2, 2, 2}, {3, 2, 2}, {2, 3, 4}, {3, 3, 3}, {2, 2, 2, 2}, {3, 2, 2, 2}, {2, 2, 2, 2, 2}}
	for _, shape := range shapes {
		for seed := range uint64(12) {
			g := nashtest.RandomMany(seed, shape, -999, 999)
			res := MustAll(t, g, Options{Method: MethodSupport, Digits: 40})
			if !res.Complete || len(res.Equilibria)%2 == 0 {
				t.Errorf("%v %d: %d equilibria, complete %v %v", shape, seed, len(res.Equilibria), res.Complete, res.Reasons)
			}
			for _, e := range res.Equilibria {
				if !e.QuasiStrict || e.Continuum != 0 {
					t.Errorf("%v %d: %s has ties", shape, seed, nashtest.Numbers(e))
				}
				if e.Irrational != nil {
					nashtest.VerifyIrrational(t, g, e)
				} else if _, err := g.Verify(e.Strategies); err != nil {
					t.Errorf("%v %d: %v", shape, seed, err)
				}
			}
		}
	}
}

// permuted renames player k of g to perm[k] and lists her actions backwards.
func permuted(g *games.Strategic, perm []int) *games.Strategic {
	n := len(g.Players)
	shape := make([]int, n)
	for p, k := range g.Shape() {
		shape[perm[p]] = k
	}
	out := nashtest.TableGame(shape, slices.Repeat([][]*big.Rat{nil}, n))
	pay := make([][]*big.Rat, n)
	profile, old := make([]int, n), make([]int, n)
	for idx := range g.Profiles() {
		out.Decode(idx, profile)
		for p := range n {
			old[p] = shape[perm[p]] - 1 - profile[perm[p]]
		}
		for p := range n {
			pay[perm[p]] = append(pay[perm[p]], g.Payoffs[p].Rat(g.Index(old)))
		}
	}
	return nashtest.TableGame(shape, pay)
}

// TestManyPlayersInvariance: renaming players and actions, and positive affine
// changes of payoffs, change nothing; nor does the number of workers.
func TestManyPlayersInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SampledFrom([][]int{{2, 2, 2}, {3, 2, 2}, {2, 2, 2, 2}, {3, 3, 2}}).Draw(t, "shape")
		hi := rapid.SampledFrom([]int{1, 2, 9, 99}).Draw(t, "largest payoff")
		g := nashtest.RandomMany(rapid.Uint64().Draw(t, "seed"), shape, 0, hi)
		perm := rapid.Permutation([]int{0, 1, 2, 3}[:len(shape)]).Draw(t, "permutation")
		h := permuted(g, perm)
		for p := range h.Payoffs {
			scale := big.NewRat(rapid.Int64Range(1, 5).Draw(t, "scale"), 7)
			shift := big.NewRat(rapid.Int64Range(-9, 9).Draw(t, "shift"), 2)
			var u []*big.Rat
			for i := range h.Payoffs[p].Len() {
				x := h.Payoffs[p].Rat(i)
				u = append(u, x.Add(x.Mul(x, scale), shift))
			}
			h.Payoffs[p] = games.NewTable(u)
		}
		a, err := All(context.Background(), g, Options{Method: MethodSupport, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		b, err := All(context.Background(), h, Options{Method: MethodSupport, Workers: 3})
		if err != nil {
			t.Fatal(err)
		}
		a.Equilibria, b.Equilibria = offContinua(a, shape), offContinua(b, h.Shape())
		if a.Complete != b.Complete || len(a.Equilibria) != len(b.Equilibria) || len(a.Continua) != len(b.Continua) {
			t.Fatalf("%d equilibria, %d continua, complete %v; renamed %d, %d, %v", len(a.Equilibria), len(a.Continua), a.Complete,
				len(b.Equilibria), len(b.Continua), b.Complete)
		}
		var x, y []string
		for _, e := range a.Equilibria {
			var parts []string
			for p := range shape {
				q := slices.Index(perm, p)
				for k := range shape[q] {
					parts = append(parts, approximate(e, q, shape[q]-1-k))
				}
			}
			x = append(x, strings.Join(parts, " "))
		}
		for _, e := range b.Equilibria {
			var parts []string
			for p := range shape {
				for k := range h.Shape()[p] {
					parts = append(parts, approximate(e, p, k))
				}
			}
			y = append(y, strings.Join(parts, " "))
		}
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			t.Fatalf("equilibria %q, renamed %q", x, y)
		}
	})
}

// offContinua leaves out equilibria that have the support of a continuum and may
// lie on it: at which points of it the decomposition into cells stops depends on
// the order of the players.
func offContinua(r *Result, shape []int) []Equilibrium {
	return slices.DeleteFunc(r.Equilibria, func(e Equilibrium) bool {
		return slices.ContainsFunc(r.Continua, func(c Continuum) bool {
			for p, support := range c.Support {
				for a := range shape[p] {
					if (e.Probability(p, a).Sign() > 0) != slices.Contains(support, a) {
						return false
					}
				}
			}
			return true
		})
	})
}

// approximate prints a probability to nine digits.
func approximate(e Equilibrium, p, a int) string {
	return e.Probability(p, a).FloatString(9)
}

// TestDummyPlayers: a game for two with a third player who matters to nobody
// and prefers one action has the equilibria of the game for two, which other
// methods find.
func TestDummyPlayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 3).Draw(t, "m"), rapid.IntRange(2, 3).Draw(t, "n")
		seed := rapid.Uint64().Draw(t, "seed")
		g := nashtest.RandomMany(seed, []int{m, n}, 0, 999)
		pay := make([][]*big.Rat, 3)
		for i := range m * n {
			for c := range int64(2) {
				pay[0] = append(pay[0], g.Payoffs[0].Rat(i))
				pay[1] = append(pay[1], g.Payoffs[1].Rat(i))
				pay[2] = append(pay[2], big.NewRat(c, 1))
			}
		}
		h := nashtest.TableGame([]int{m, n, 2}, pay)
		a, err := All(context.Background(), g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		b, err := All(context.Background(), h, Options{Method: MethodSupport})
		if err != nil {
			t.Fatal(err)
		}
		if a.Degenerate {
			return
		}
		var x, y []string
		for _, e := range a.Equilibria {
			x = append(x, nashtest.Show(e)+" 0 1")
		}
		for _, e := range b.Equilibria {
			y = append(y, nashtest.Show(e))
		}
		if !slices.Equal(x, y) {
			t.Fatalf("two players %q, with a dummy %q", x, y)
		}
	})
}

// TestManyPlayersInterrupted: what was found is returned, and marked.
func TestManyPlayersInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := All(ctx, nashtest.RandomMany(1, []int{3, 3, 3}, 0, 99), Options{})
	if err != nil || res.Complete || len(res.Reasons) == 0 {
		t.Errorf("%v, %v", res, err)
	}
	ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	res, err = All(ctx, nashtest.RandomMany(1, []int{5, 5, 5, 4}, 0, 99), Options{})
	if err != nil || res.Complete || len(res.Reasons) != 1 || res.Reasons[0].Code != note.TimeLimit {
		t.Errorf("%v, %v", res, err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("interrupted after %v", d)
	}
}

func TestManyPlayersLimits(t *testing.T) {
	res := MustAll(t, nashtest.MckelveyMcLennan(), Options{OneOnly: true})
	if len(res.Equilibria) == 0 || res.Complete {
		t.Errorf("one: %v", res)
	}
	if _, err := All(context.Background(), nashtest.MckelveyMcLennan(), Options{Method: MethodLemkeHowson}); !errors.Is(err, ErrMethod) {
		t.Errorf("Lemke-Howson for three players: %v", err)
	}
}

// TestManyPlayersHugePayoffs: the same game with payoffs of 400 digits and tiny
// differences between them.
func TestManyPlayersHugePayoffs(t *testing.T) {
	g := nashtest.NauCanovasHansen()
	huge := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(400), nil))
	for p := range g.Payoffs {
		var u []*big.Rat
		for i := range g.Payoffs[p].Len() {
			x := g.Payoffs[p].Rat(i)
			u = append(u, x.Add(x, huge))
		}
		g.Payoffs[p] = games.NewTable(u)
	}
	res := MustAll(t, g, Options{})
	if !res.Complete || len(res.Equilibria) != 1 || res.Equilibria[0].Irrational.Strategies[1][0].Algebraic == nil {
		t.Fatalf("%v %v", res.Complete, res.Reasons)
	}
}

// TestPayoffsOfIrrationalEquilibria: payoffs are recognised as rational where
// they are, zero and negative ones included, though the probabilities are not.
func TestPayoffsOfIrrationalEquilibria(t *testing.T) {
	for _, shift := range []*big.Rat{new(big.Rat), big.NewRat(3, 20), big.NewRat(1, 1)} {
		g := manyFingers(5, big.NewRat(1, 10), big.NewRat(1, 5))
		for a := range g.Payoff {
			for k, u := range g.Payoff[a] {
				g.Payoff[a][k] = new(big.Rat).Add(u, shift)
			}
		}
		want := new(big.Rat).Add(big.NewRat(-3, 20), shift)
		found := false
		for _, e := range MustAll(t, expand(g), Options{}).Equilibria {
			if e.Irrational == nil {
				continue
			}
			found = true
			for p, x := range e.Irrational.Payoffs {
				if r, ok := x.Rational(); !ok || r.Cmp(want) != 0 {
					t.Errorf("player %d gets %v, want %v", p+1, x, want)
				}
			}
			if x := e.Irrational.Strategies[0][0]; x.Algebraic == nil || x.Algebraic.Poly().String() != "2*x^4 - 1" {
				t.Errorf("holds with %v", x)
			}
		}
		if !found {
			t.Error("no mixed equilibrium")
		}
	}
}
