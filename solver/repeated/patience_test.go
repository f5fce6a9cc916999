package repeated

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whether patience suffices: 2R > T + P for win-stay lose-shift (Nowak and Sigmund
// 1993), L(R-P) > T-R for punishment of L periods, always for grim.
func TestPatient(t *testing.T) {
	g := generic(t)
	rng := rand.New(rand.NewPCG(3, 9))
	for _, c := range []struct{ strategy, want string }{
		{"grim", "true"},
		{"win-stay-lose-shift", "2*R > T + P"},
		{"limited-punishment(3)", "3*(R - P) > T - R"},
		{"penance", "2*R > T + S"},
		{"tit-for-tat", "false"},
		{"always-D", "true"},
		{"always-C", "false"},
	} {
		row, err := Analyse(context.Background(), g, []string{c.strategy, c.strategy})
		if err != nil {
			t.Fatal(err)
		}
		got, want := row.Patient(), formula(t, g, c.want)
		for range 2000 {
			x := dilemma(rng)
			if got.Eval(x) != want.Eval(x) {
				t.Fatalf("%s: %v at %v, want %s", c.strategy, got.Eval(x), x, c.want)
			}
			// By definition it agrees with the condition itself just below 1.
			x[4] = new(big.Rat).Sub(ratOne, big.NewRat(1, 1_000_000))
			if got.Eval(x) != row.SPE.Eval(x) {
				t.Fatalf("%s: just below 1 it is %v at %v", c.strategy, row.SPE.Eval(x), x)
			}
		}
	}
}

// What no strategies can do without: grim needs no more in the prisoner's dilemma,
// where mutual defection is the minmax (Friedman 1971); in chicken it is reversion
// to the deviator's own worst equilibrium that needs no more.
func TestDeterrable(t *testing.T) {
	g := generic(t)
	bound, err := Deterrable(g, []int{0, 0})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 10))
	same(t, "prisoner's dilemma", bound, formula(t, g, "delta*(T-P) >= T-R"), func() []*big.Rat { return dilemma(rng) })
	same(t, "chicken", bound, formula(t, g, "delta*(T-S) >= T-R"), func() []*big.Rat {
		x := dilemma(rng)
		x[2], x[3] = x[3], x[2]
		return x
	})
	// It agrees with the search over all strategies at numbers, where the minmax
	// is an equilibrium payoff.
	x := []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), rat("0")}
	s, err := g.At(x)
	if err != nil {
		t.Fatal(err)
	}
	least, err := LeastDelta(context.Background(), s, []int{0, 0}, LeastOptions{})
	if err != nil || least.Value == nil {
		t.Fatalf("%v %v", least, err)
	}
	set, err := CriticalSet(context.Background(), g, bound, x)
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := set.Min().Rational(); !ok || r.Big().Cmp(least.Value) != 0 {
		t.Errorf("bound %v, least %v", set, least.Value)
	}
	e := ratio(t, g.Names(), "S")
	g.Repeated.Error = &e
	if _, err := Deterrable(g, []int{0, 0}); err == nil {
		t.Error("a bound with errors")
	}
	if _, err := Deterrable(generic(t), []int{0}); err == nil {
		t.Error("a bound for half a profile")
	}
}

// Steady outcomes, and the states that make a profile renegotiate.
func TestSteadyAndParetoRanked(t *testing.T) {
	g := generic(t)
	x := []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), rat("4/5")}
	for _, c := range []struct {
		profile       [2]string
		steady        []int
		better, worse []string
	}{
		{[2]string{"grim", "grim"}, []int{0, 0}, []string{"trust", "trust"}, []string{"punish", "punish"}},
		{[2]string{"penance", "penance"}, []int{0, 0}, nil, nil},
		{[2]string{"tit-for-tat", "always-D"}, nil, nil, nil},
		{[2]string{"memory-one(1/2, 1/2, 1/2, 1/2)", "always-D"}, nil, nil, nil},
	} {
		row, err := Analyse(context.Background(), g, c.profile[:])
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := row.Steady(); ok != (c.steady != nil) || !slices.Equal(got, c.steady) {
			t.Errorf("%v: steady %v %v", c.profile, got, ok)
		}
		better, worse, err := row.ParetoRanked(context.Background(), x)
		if err != nil {
			t.Fatal(err)
		}
		if c.steady != nil && (!slices.Equal(better, c.better) || !slices.Equal(worse, c.worse)) {
			t.Errorf("%v: %v better for all than %v", c.profile, better, worse)
		}
	}
}
