package nash

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"brink/games"
	"brink/solver/exact"
)

// profileGame builds a game from the payoffs of all players at each profile, the
// last player changing fastest.
func profileGame(shape []int, profiles ...[]int64) *games.Strategic {
	pay := make([][]*big.Rat, len(shape))
	for _, u := range profiles {
		for p := range pay {
			pay[p] = append(pay[p], big.NewRat(u[p], 1))
		}
	}
	return tableGame(shape, pay)
}

// randomMany is a game with independent uniform integers.
func randomMany(seed uint64, shape []int, lo, hi int) *games.Strategic {
	rng := rand.New(rand.NewPCG(seed, 7))
	n := 1
	for _, k := range shape {
		n *= k
	}
	pay := make([][]*big.Rat, len(shape))
	for p := range pay {
		for range n {
			pay[p] = append(pay[p], big.NewRat(int64(lo+rng.IntN(hi-lo+1)), 1))
		}
	}
	return tableGame(shape, pay)
}

// numbers prints the probabilities of an equilibrium.
func numbers(e Equilibrium) string {
	if e.Irrational == nil {
		return show(e)
	}
	var out []string
	for _, x := range e.Irrational.Strategies {
		for _, v := range x {
			out = append(out, v.String())
		}
	}
	return strings.Join(out, " ")
}

// mckelveyMcLennan is the game of McKelvey and McLennan, "The maximal number of
// regular totally mixed Nash equilibria", J. Economic Theory 72 (1997): as many
// equilibria as a 2×2×2 game without ties can have.
func mckelveyMcLennan() *games.Strategic {
	return profileGame([]int{2, 2, 2},
		[]int64{9, 8, 12}, []int64{0, 0, 0}, []int64{0, 0, 0}, []int64{3, 4, 6},
		[]int64{0, 0, 0}, []int64{3, 4, 4}, []int64{9, 8, 2}, []int64{0, 0, 0})
}

// nauCanovasHansen has a unique equilibrium, in irrational numbers: Nau, Gomez
// Canovas and Hansen, "On the geometry of Nash equilibria and correlated
// equilibria", Int. J. Game Theory 32 (2004).
func nauCanovasHansen() *games.Strategic {
	return profileGame([]int{2, 2, 2},
		[]int64{3, 0, 2}, []int64{1, 0, 0}, []int64{0, 2, 0}, []int64{0, 1, 0},
		[]int64{0, 1, 0}, []int64{0, 3, 0}, []int64{1, 0, 0}, []int64{2, 0, 3})
}

func TestKnownManyPlayers(t *testing.T) {
	for _, c := range []struct {
		name string
		game *games.Strategic
		want []string // probabilities, in the order of results
	}{
		{"McKelvey and McLennan", mckelveyMcLennan(), []string{
			"1 0 1 0 1 0", "1 0 0 1 0 1", "1/2 1/2 1/2 1/2 1 0", "1/2 1/2 1/3 2/3 1/4 3/4", "1/4 3/4 1 0 1/4 3/4",
			"1/4 3/4 1/2 1/2 1/3 2/3", "0 1 1 0 0 1", "0 1 1/3 2/3 1/3 2/3", "0 1 0 1 1 0"}},
		{"Nau, Canovas and Hansen", nauCanovasHansen(), []string{
			// q = (√601 - 13)/24, p = (9q-1)/(7q+2), r = (2-3q)/(q+1)
			"0.6192325795… 0.3807674205… 0.4798042227… 0.5201957773… 0.3788253361… 0.6211746639…"}},
		// Each wants to match the next player, the last to mismatch the first
		// (Jordan, "Three problems in learning mixed-strategy Nash
		// equilibria", Games and Economic Behavior 5 (1993)).
		{"three-player matching pennies", profileGame([]int{2, 2, 2},
			[]int64{1, 1, -1}, []int64{1, -1, 1}, []int64{-1, -1, -1}, []int64{-1, 1, 1},
			[]int64{-1, 1, 1}, []int64{-1, -1, -1}, []int64{1, -1, 1}, []int64{1, 1, -1}), []string{"1/2 1/2 1/2 1/2 1/2 1/2"}},
		{"van der Laan, Talman and van der Heyden", profileGame([]int{2, 2, 2},
			[]int64{-1, -4, -4}, []int64{-2, -2, -8}, []int64{-8, -2, -1}, []int64{-5, -6, -8},
			[]int64{-8, -2, -4}, []int64{-8, -1, -2}, []int64{-2, -1, -2}, []int64{-2, -3, -1}), []string{"1/5 4/5 3/7 4/7 2/3 1/3"}},
	} {
		res := mustAll(t, c.game, Options{})
		var got []string
		for _, e := range res.Equilibria {
			got = append(got, numbers(e))
		}
		if !slices.Equal(got, c.want) || !res.Complete || !res.Exact {
			t.Errorf("%s: complete %v %v\n got %q\nwant %q", c.name, res.Complete, res.Reasons, got, c.want)
		}
	}
}

// TestIrrationalNumbersHavePolynomials: the equilibrium of Nau, Canovas and
// Hansen as exact algebraic numbers.
func TestIrrationalNumbersHavePolynomials(t *testing.T) {
	e := mustAll(t, nauCanovasHansen(), Options{Digits: 30}).Equilibria[0]
	if e.Strategies != nil || e.Payoffs != nil || e.Irrational == nil {
		t.Fatalf("irrational equilibrium reported as rational: %v", e)
	}
	q := e.Irrational.Strategies[1][0]
	if q.Algebraic == nil || q.Algebraic.Poly().String() != "12*x^2 + 13*x - 9" {
		t.Fatalf("polynomial of %v", q)
	}
	want := exact.Roots(exact.UnivariateInts(-9, 13, 12))[1]
	if q.Algebraic.Cmp(want) != 0 {
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
		res := mustAll(t, readNFG(t, filepath.Join(folder, name+".nfg")), Options{})
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
	return profileGame(shape, profiles...)
}

// TestCoordination: the systems of larger supports have multiple solutions on
// the boundary, at pure profiles in which nobody matters, and none near them.
func TestCoordination(t *testing.T) {
	for _, c := range []struct{ players, actions, want int }{{3, 2, 3}, {3, 3, 13}, {4, 2, 9}} {
		res := mustAll(t, coordination(c.players, c.actions), Options{})
		if !res.Complete || len(res.Equilibria) != c.want {
			t.Errorf("%d players, %d actions: %d equilibria, want %d (%v)", c.players, c.actions, len(res.Equilibria), c.want, res.Reasons)
		}
		for _, e := range res.Equilibria {
			if e.Continuum != 0 {
				t.Errorf("%s is isolated", numbers(e))
			}
		}
	}
	// With five players and two on either side, the fifth is free.
	res := mustAll(t, coordination(5, 2), Options{})
	if res.Complete || len(res.Continua) == 0 {
		t.Errorf("five players: complete %v, %v", res.Complete, res.Reasons)
	}
}

// TestContinuumIsReported: player 3 is a bystander to a game of matching
// pennies and indifferent between her two actions.
func TestContinuumIsReported(t *testing.T) {
	g := profileGame([]int{2, 2, 2},
		[]int64{1, -1, 5}, []int64{1, -1, 5}, []int64{-1, 1, 5}, []int64{-1, 1, 5},
		[]int64{-1, 1, 5}, []int64{-1, 1, 5}, []int64{1, -1, 5}, []int64{1, -1, 5})
	res := mustAll(t, g, Options{Method: MethodSupport})
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
			t.Errorf("%s is an end of the continuum", numbers(e))
		}
	}
	if len(res.Equilibria) != 2 {
		t.Errorf("%d ends", len(res.Equilibria))
	}
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// verifyIrrational checks an equilibrium in irrational numbers against the
// definition, in intervals with rational ends, from the payoff tables alone.
func verifyIrrational(t failer, g *games.Strategic, e Equilibrium) {
	t.Helper()
	width := big.NewRat(1, 1)
	profile := make([]int, len(g.Players))
	type interval struct{ lo, hi *big.Rat }
	for p := range g.Players {
		sum := interval{new(big.Rat), new(big.Rat)}
		u := make([]interval, len(g.Players[p].Actions))
		for a := range u {
			u[a] = interval{new(big.Rat), new(big.Rat)}
			x := e.Irrational.Strategies[p][a]
			if x.Lo.Sign() < 0 || x.Lo.Cmp(x.Hi) > 0 {
				t.Fatalf("probability in [%v, %v]", x.Lo, x.Hi)
			}
			sum.lo.Add(sum.lo, x.Lo)
			sum.hi.Add(sum.hi, x.Hi)
		}
		if sum.lo.Cmp(width) > 0 || sum.hi.Cmp(width) < 0 {
			t.Fatalf("probabilities of player %d sum to [%v, %v]", p+1, sum.lo, sum.hi)
		}
		for idx := range g.Profiles() {
			g.Decode(idx, profile)
			lo, hi := big.NewRat(1, 1), big.NewRat(1, 1)
			for q, a := range profile {
				if q != p {
					lo.Mul(lo, e.Irrational.Strategies[q][a].Lo)
					hi.Mul(hi, e.Irrational.Strategies[q][a].Hi)
				}
			}
			pay := g.Payoffs[p].Rat(idx)
			if pay.Sign() < 0 {
				lo, hi = hi, lo
			}
			u[profile[p]].lo.Add(u[profile[p]].lo, lo.Mul(lo, pay))
			u[profile[p]].hi.Add(u[profile[p]].hi, hi.Mul(hi, pay))
		}
		v := e.Irrational.Payoffs[p]
		for a, x := range e.Irrational.Strategies[p] {
			if x.Lo.Sign() > 0 && (u[a].hi.Cmp(v.Lo) < 0 || u[a].lo.Cmp(v.Hi) > 0) {
				t.Fatalf("player %d uses action %d for [%v, %v], payoff %v", p+1, a+1, u[a].lo, u[a].hi, v)
			}
			if u[a].lo.Cmp(v.Hi) > 0 {
				t.Fatalf("player %d should use action %d", p+1, a+1)
			}
			if x.Algebraic != nil && (x.Algebraic.CmpRat(exact.RatBig(x.Lo)) < 0 || x.Algebraic.CmpRat(exact.RatBig(x.Hi)) > 0) {
				t.Fatalf("%v is not in its interval", x)
			}
		}
	}
}

// TestRandomManyPlayers: games without ties have an odd number of equilibria
// (Harsanyi 1973; Wilson 1971), all of them quasi-strict, and every one
// reported satisfies the definition to 40 digits.
func TestRandomManyPlayers(t *testing.T) {
	shapes := [][]int{{2, 2, 2}, {3, 2, 2}, {2, 3, 4}, {3, 3, 3}, {2, 2, 2, 2}, {3, 2, 2, 2}, {2, 2, 2, 2, 2}}
	for _, shape := range shapes {
		for seed := range uint64(12) {
			g := randomMany(seed, shape, -999, 999)
			res := mustAll(t, g, Options{Method: MethodSupport, Digits: 40})
			if !res.Complete || len(res.Equilibria)%2 == 0 {
				t.Errorf("%v %d: %d equilibria, complete %v %v", shape, seed, len(res.Equilibria), res.Complete, res.Reasons)
			}
			for _, e := range res.Equilibria {
				if !e.QuasiStrict || e.Continuum != 0 {
					t.Errorf("%v %d: %s has ties", shape, seed, numbers(e))
				}
				if e.Irrational != nil {
					verifyIrrational(t, g, e)
				} else if _, err := g.Verify(e.Strategies); err != nil {
					t.Errorf("%v %d: %v", shape, seed, err)
				}
			}
		}
	}
}

// TestManyCells: the full supports of this game take some 60,000 cells, though
// all solutions are simple.
func TestManyCells(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	m := newManyGame(t.Context(), randomMany(166, []int{3, 3, 3, 3}, 0, 999))
	f := newIndifference(m, []uint64{7, 7, 7, 7}).solve(t.Context(), nil)
	if f.unresolved != "" || f.family != nil {
		t.Fatalf("not settled: %s", f.unresolved)
	}
	for _, c := range f.points {
		if len(c.replies) != 4 {
			t.Errorf("best replies of %d players", len(c.replies))
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
	out := tableGame(shape, slices.Repeat([][]*big.Rat{nil}, n))
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
	return tableGame(shape, pay)
}

// TestManyPlayersInvariance: renaming players and actions, and positive affine
// changes of payoffs, change nothing; nor does the number of workers.
func TestManyPlayersInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SampledFrom([][]int{{2, 2, 2}, {3, 2, 2}, {2, 2, 2, 2}, {3, 3, 2}}).Draw(t, "shape")
		hi := rapid.SampledFrom([]int{1, 2, 9, 99}).Draw(t, "largest payoff")
		g := randomMany(rapid.Uint64().Draw(t, "seed"), shape, 0, hi)
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
					if (e.probability(p, a).Sign() > 0) != slices.Contains(support, a) {
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
	return e.probability(p, a).FloatString(9)
}

// TestDummyPlayers: a game for two with a third player who matters to nobody
// and prefers one action has the equilibria of the game for two, which other
// methods find.
func TestDummyPlayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(2, 3).Draw(t, "m"), rapid.IntRange(2, 3).Draw(t, "n")
		seed := rapid.Uint64().Draw(t, "seed")
		g := randomMany(seed, []int{m, n}, 0, 999)
		pay := make([][]*big.Rat, 3)
		for i := range m * n {
			for c := range int64(2) {
				pay[0] = append(pay[0], g.Payoffs[0].Rat(i))
				pay[1] = append(pay[1], g.Payoffs[1].Rat(i))
				pay[2] = append(pay[2], big.NewRat(c, 1))
			}
		}
		h := tableGame([]int{m, n, 2}, pay)
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
			x = append(x, show(e)+" 0 1")
		}
		for _, e := range b.Equilibria {
			y = append(y, show(e))
		}
		if !slices.Equal(x, y) {
			t.Fatalf("two players %q, with a dummy %q", x, y)
		}
	})
}

// TestEliminationAgreesWithSubdivision: two methods that share no code find the
// same number of solutions of the same systems.
func TestEliminationAgreesWithSubdivision(t *testing.T) {
	for _, c := range []struct {
		shape []int
		hi    int
	}{{[]int{2, 2, 2}, 99}, {[]int{2, 2, 2}, 3}, {[]int{3, 2, 2}, 99}, {[]int{3, 2, 2}, 3}, {[]int{3, 3, 2}, 9}, {[]int{2, 2, 2, 2}, 9}} {
		compared, solutions := 0, 0
		for seed := range uint64(30) {
			m := newManyGame(t.Context(), randomMany(seed, c.shape, 0, c.hi))
			support := make([]uint64, m.n)
			for i, k := range m.shape {
				support[i] = 1<<k - 1
			}
			s := newIndifference(m, support)
			d := newSubdivision(s)
			if d.run(context.Background()) != searchComplete {
				continue
			}
			f, ok := s.judgeZeros(t.Context(), d.zeros)
			g, done := s.newElimination(context.Background(), eliminationLimit).run()
			if !ok || !done {
				continue
			}
			compared++
			solutions += len(f.points)
			if len(f.points) != len(g.points) || g.family != nil {
				t.Errorf("%v up to %d, seed %d: subdivision %d, elimination %d", c.shape, c.hi, seed, len(f.points), len(g.points))
			}
		}
		if compared < 10 || solutions == 0 {
			t.Errorf("%v up to %d: %d systems compared, %d solutions", c.shape, c.hi, compared, solutions)
		}
	}
}

// TestManyPlayersInterrupted: what was found is returned, and marked.
func TestManyPlayersInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := All(ctx, randomMany(1, []int{3, 3, 3}, 0, 99), Options{})
	if err != nil || res.Complete || len(res.Reasons) == 0 {
		t.Errorf("%v, %v", res, err)
	}
	ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	res, err = All(ctx, randomMany(1, []int{5, 5, 5, 4}, 0, 99), Options{})
	if err != nil || res.Complete || !slices.Contains(res.Reasons, "time limit reached") {
		t.Errorf("%v, %v", res, err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("interrupted after %v", d)
	}
}

func TestManyPlayersLimits(t *testing.T) {
	res := mustAll(t, mckelveyMcLennan(), Options{OneOnly: true})
	if len(res.Equilibria) == 0 || res.Complete {
		t.Errorf("one: %v", res)
	}
	if _, err := All(context.Background(), mckelveyMcLennan(), Options{Method: MethodLemkeHowson}); !errors.Is(err, ErrMethod) {
		t.Errorf("Lemke-Howson for three players: %v", err)
	}
}

// TestManyPlayersHugePayoffs: the same game with payoffs of 400 digits and tiny
// differences between them.
func TestManyPlayersHugePayoffs(t *testing.T) {
	g := nauCanovasHansen()
	huge := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(400), nil))
	for p := range g.Payoffs {
		var u []*big.Rat
		for i := range g.Payoffs[p].Len() {
			x := g.Payoffs[p].Rat(i)
			u = append(u, x.Add(x, huge))
		}
		g.Payoffs[p] = games.NewTable(u)
	}
	res := mustAll(t, g, Options{})
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
		for _, e := range mustAll(t, expand(g), Options{}).Equilibria {
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
