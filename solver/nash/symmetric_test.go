package nash

import (
	"context"
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash/nashtest"
)

// manyFingers is the first-strike game of n states: peace holds only if all
// hold. A state that strikes while the others hold gains phi, one that holds
// while another strikes loses phi, and war costs c.
func manyFingers(n int, phi, c *big.Rat) Symmetric {
	minus := func(x *big.Rat) *big.Rat { return new(big.Rat).Neg(x) }
	g := Symmetric{Players: n, Payoff: [][]*big.Rat{make([]*big.Rat, n), make([]*big.Rat, n)}}
	for k := range n { // others who hold
		g.Payoff[0][k] = new(big.Rat).Sub(minus(phi), c)
		g.Payoff[1][k] = minus(c)
	}
	g.Payoff[0][n-1] = new(big.Rat)
	g.Payoff[1][n-1] = new(big.Rat).Sub(phi, c)
	return g
}

func symmetricOf(t testing.TB, g Symmetric, opt Options) *SymmetricResult {
	t.Helper()
	res, err := SymmetricEquilibria(context.Background(), g, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestManyFingers: in the symmetric mixed equilibrium every state holds with
// probability (phi/c)^(1/(n-1)); phi = 1/10, c = 1/5.
func TestManyFingers(t *testing.T) {
	for _, n := range []int{2, 3, 5, 17, 50} {
		res := symmetricOf(t, manyFingers(n, big.NewRat(1, 10), big.NewRat(1, 5)), Options{})
		if !res.Complete || len(res.Equilibria) != 3 || !res.Equilibria[0].Strict || !res.Equilibria[2].Strict {
			t.Fatalf("n = %d: %+v", n, res)
		}
		q := res.Equilibria[1].Strategy[0]
		if n == 2 {
			if q.String() != "1/2" {
				t.Errorf("n = 2: %v", q)
			}
			continue
		}
		// q^(n-1) = 1/2
		coeffs := make([]int64, n)
		coeffs[0], coeffs[n-1] = -1, 2
		roots, _ := exact.Roots(t.Context(), exact.UnivariateInts(coeffs...))
		if q.Algebraic == nil || q.Algebraic.Cmp(roots[len(roots)-1]) != 0 {
			t.Errorf("n = %d: holds with %v, want %v", n, q, roots[len(roots)-1])
		}
		if n == 3 && q.String() != "0.7071067812…" || n == 5 && q.String() != "0.8408964153…" {
			t.Errorf("n = %d: %v", n, q)
		}
		if p := res.Equilibria[1].Strategy[1]; p.Algebraic == nil || new(big.Rat).Add(p.Lo, q.Hi).Cmp(big.NewRat(1, 1)) > 0 && p.Lo.Cmp(p.Hi) > 0 {
			t.Errorf("n = %d: strikes with %v", n, p)
		}
	}
	// At phi = c peace is an equilibrium still, not a strict one, and the mixed
	// equilibrium has merged with it.
	res := symmetricOf(t, manyFingers(4, big.NewRat(1, 5), big.NewRat(1, 5)), Options{})
	if len(res.Equilibria) != 2 || res.Equilibria[0].Strict || !res.Equilibria[0].Pure {
		t.Errorf("phi = c: %+v", res.Equilibria)
	}
}

// expand writes a symmetric game as a table.
func expand(g Symmetric) *games.Strategic {
	k := len(g.Payoff)
	form := games.Symmetric{Players: g.Players, Actions: make([]string, k)}
	shape := slices.Repeat([]int{k}, g.Players)
	s := nashtest.TableGame(shape, slices.Repeat([][]*big.Rat{nil}, g.Players))
	pay := make([][]*big.Rat, g.Players)
	profile := make([]int, g.Players)
	for idx := range s.Profiles() {
		s.Decode(idx, profile)
		for p, a := range profile {
			counts := make([]int, k)
			for q, b := range profile {
				if q != p {
					counts[b]++
				}
			}
			pay[p] = append(pay[p], g.Payoff[a][form.Rank(counts)])
		}
	}
	return nashtest.TableGame(shape, pay)
}

func randomSymmetric(t *rapid.T, players, actions int, hi int64) Symmetric {
	g := Symmetric{Players: players}
	for range actions {
		var u []*big.Rat
		for range games.Compositions(players-1, actions) {
			u = append(u, big.NewRat(rapid.Int64Range(0, hi).Draw(t, "payoff"), 1))
		}
		g.Payoff = append(g.Payoff, u)
	}
	return g
}

// TestSymmetricAgreesWithTable: the symmetric equilibria are those of the
// general search in which all players do the same, and the orbits in which
// mixing players mix alike have as many members as it finds.
func TestSymmetricAgreesWithTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		players := rapid.IntRange(3, 4).Draw(t, "players")
		actions := 2
		if players == 3 {
			actions = rapid.IntRange(2, 3).Draw(t, "actions")
		}
		g := randomSymmetric(t, players, actions, rapid.SampledFrom([]int64{3, 99}).Draw(t, "largest payoff"))
		table := expand(g)
		all, err := All(context.Background(), table, Options{Method: MethodSupport, Digits: 20})
		if err != nil {
			t.Fatal(err)
		}
		few, err := SymmetricEquilibria(context.Background(), g, Options{Digits: 20}) // nine digits are compared
		if err != nil {
			t.Fatal(err)
		}
		if !all.Complete || !few.Complete {
			return
		}
		var want, got []string
		alike := 0
		for _, e := range all.Equilibria {
			same := true
			mixing := ""
			like := true
			for p := range players {
				row := ""
				mixes := false
				for a := range actions {
					same = same && approximate(e, p, a) == approximate(e, 0, a)
					row += approximate(e, p, a) + " "
					mixes = mixes || e.Probability(p, a).IsInt() == false
				}
				if mixes {
					like = like && (mixing == "" || mixing == row)
					mixing = row
				}
			}
			if like {
				alike++
			}
			if same {
				var parts []string
				for a := range actions {
					parts = append(parts, approximate(e, 0, a))
				}
				want = append(want, strings.Join(parts, " "))
			}
		}
		for _, e := range few.Equilibria {
			var parts []string
			for _, x := range e.Strategy {
				mid := new(big.Rat).Add(x.Lo, x.Hi)
				parts = append(parts, mid.Quo(mid, big.NewRat(2, 1)).FloatString(9))
			}
			got = append(got, strings.Join(parts, " "))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("symmetric equilibria %q, the general search finds %q", got, want)
		}
		if actions != 2 {
			return
		}
		orbits, err := TwoActionOrbits(context.Background(), g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		total := new(big.Int)
		for _, o := range orbits.Orbits {
			total.Add(total, o.Multiplicity)
		}
		if !orbits.Complete || total.Cmp(big.NewInt(int64(alike))) != 0 {
			t.Fatalf("orbits of %v equilibria, complete %v; the general search finds %d", total, orbits.Complete, alike)
		}
	})
}

// TestOrbitsOfEntryGame: an entry game with 24 firms and 10 places, 3 to each
// who enters a market that is not crowded, -1 to each in a crowded one, against
// 0 for staying out. In equilibrium 10 enter, or fewer for sure and more with
// some probability.
func TestOrbitsOfEntryGame(t *testing.T) {
	const n, places = 24, 10
	g := Symmetric{Players: n, Payoff: [][]*big.Rat{make([]*big.Rat, n), make([]*big.Rat, n)}}
	for k := range n {
		g.Payoff[0][k], g.Payoff[1][k] = big.NewRat(3, 1), new(big.Rat)
		if k >= places {
			g.Payoff[0][k] = big.NewRat(-1, 1)
		}
	}
	res, err := TwoActionOrbits(context.Background(), g, Options{})
	if err != nil || !res.Complete {
		t.Fatal(err, res)
	}
	pure, mixed := 0, 0
	for _, o := range res.Orbits {
		if o.First+o.Second+o.Mixing != n {
			t.Fatalf("%+v", o)
		}
		switch {
		case o.Mixing == 0:
			pure++
			if o.First != places || !o.Strict || o.Multiplicity.Cmp(new(big.Int).Binomial(n, places)) != 0 {
				t.Errorf("%+v", o)
			}
		default:
			mixed++
			if o.First >= places || o.First+o.Mixing <= places {
				t.Errorf("%+v", o)
			}
			// Those who mix earn what those outside do.
			if v := o.Payoffs[2]; v.Lo.Sign() > 0 || v.Hi.Sign() < 0 {
				t.Errorf("payoff %v", v)
			}
		}
	}
	// Who enters for sure must not regret it, who stays out for sure neither:
	// both hold whenever the mixing players are indifferent.
	if pure != 1 || mixed != places*(n-places) {
		t.Errorf("%d pure orbits, %d mixed", pure, mixed)
	}
}

// TestSymmetricContinuum: players who do not care what they do.
func TestSymmetricContinuum(t *testing.T) {
	g := Symmetric{Players: 4, Payoff: [][]*big.Rat{
		{big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(3, 1), big.NewRat(4, 1)},
		{big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(3, 1), big.NewRat(4, 1)}}}
	res := symmetricOf(t, g, Options{})
	if res.Complete || len(res.Continua) != 1 || len(res.Equilibria) != 2 {
		t.Errorf("%+v", res)
	}
}

func TestSymmetricErrors(t *testing.T) {
	for _, g := range []Symmetric{
		{},
		{Players: 3},
		{Players: 3, Payoff: [][]*big.Rat{{nil, nil, nil}}},
		{Players: 2, Payoff: [][]*big.Rat{{big.NewRat(1, 1)}, {big.NewRat(1, 1)}}},
		{Players: 1, Payoff: [][]*big.Rat{{nil}, {big.NewRat(1, 1)}}},
	} {
		if _, err := SymmetricEquilibria(context.Background(), g, Options{}); !errors.Is(err, ErrSymmetric) {
			t.Errorf("%+v: %v", g, err)
		}
	}
	if _, err := TwoActionOrbits(context.Background(), Symmetric{Players: 1, Payoff: [][]*big.Rat{{big.NewRat(1, 1)}}}, Options{}); !errors.Is(err, ErrSymmetric) {
		t.Error(err)
	}
}
