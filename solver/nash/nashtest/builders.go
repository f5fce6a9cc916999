package nashtest

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash/method"
)

// ProfileGame builds a game from the payoffs of all players at each profile, the
// last player changing fastest.
func ProfileGame(shape []int, profiles ...[]int64) *games.Strategic {
	pay := make([][]*big.Rat, len(shape))
	for _, u := range profiles {
		for p := range pay {
			pay[p] = append(pay[p], big.NewRat(u[p], 1))
		}
	}
	return TableGame(shape, pay)
}

// RandomMany is a game with independent uniform integers.
func RandomMany(seed uint64, shape []int, lo, hi int) *games.Strategic {
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
	return TableGame(shape, pay)
}

// Numbers prints the probabilities of an equilibrium.
func Numbers(e method.Equilibrium) string {
	if e.Irrational == nil {
		return Show(e)
	}
	var out []string
	for _, x := range e.Irrational.Strategies {
		for _, v := range x {
			out = append(out, v.String())
		}
	}
	return strings.Join(out, " ")
}

// MckelveyMcLennan is the game of McKelvey and McLennan, "The maximal number of
// regular totally mixed Nash equilibria", J. Economic Theory 72 (1997): as many
// equilibria as a 2×2×2 game without ties can have.
func MckelveyMcLennan() *games.Strategic {
	return ProfileGame([]int{2, 2, 2},
		[]int64{9, 8, 12}, []int64{0, 0, 0}, []int64{0, 0, 0}, []int64{3, 4, 6},
		[]int64{0, 0, 0}, []int64{3, 4, 4}, []int64{9, 8, 2}, []int64{0, 0, 0})
}

// NauCanovasHansen has a unique equilibrium, in irrational numbers: Nau, Gomez
// Canovas and Hansen, "On the geometry of Nash equilibria and correlated
// equilibria", Int. J. Game Theory 32 (2004).
func NauCanovasHansen() *games.Strategic {
	return ProfileGame([]int{2, 2, 2},
		[]int64{3, 0, 2}, []int64{1, 0, 0}, []int64{0, 2, 0}, []int64{0, 1, 0},
		[]int64{0, 1, 0}, []int64{0, 3, 0}, []int64{1, 0, 0}, []int64{2, 0, 3})
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// VerifyIrrational checks an equilibrium in irrational numbers against the
// definition, in intervals with rational ends, from the payoff tables alone.
func VerifyIrrational(t failer, g *games.Strategic, e method.Equilibrium) {
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

// SameSolution compares everything but payoffs.
func SameSolution(t failer, got, want *method.Result) {
	if g, w := ShowAll(got), ShowAll(want); !slices.Equal(g, w) {
		t.Fatalf("equilibria %q, want %q", g, w)
	}
	if len(got.Components) != len(want.Components) || len(got.Subsets) != len(want.Subsets) {
		t.Fatalf("%d components and %d subsets, want %d and %d", len(got.Components), len(got.Subsets), len(want.Components), len(want.Subsets))
	}
	for k, c := range got.Components {
		w := want.Components[k]
		if !slices.Equal(c.Equilibria, w.Equilibria) || c.Dimension != w.Dimension || c.Index != w.Index {
			t.Fatalf("component %+v, want %+v", c, w)
		}
	}
	for k, s := range got.Subsets {
		if w := want.Subsets[k]; !slices.Equal(s.Extreme, w.Extreme) || s.Dimension != w.Dimension {
			t.Fatalf("subset %+v, want %+v", s, w)
		}
	}
}
