package repeated

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"
)

// The thresholds of restraint in the repeated prisoner's dilemma, from generic
// payoffs T > R > P > S: Friedman (1971) for grim, Axelrod (1981) for tit-for-tat
// as Nash, Kalai, Samet and Stanford (1988) for tit-for-tat as subgame perfect,
// van Damme (1989) for penance.
var thresholds = []struct {
	strategy, spe, nash string
}{
	{"grim", "delta*(T-P) >= T-R", "delta*(T-P) >= T-R"},
	{"limited-punishment(1)", "delta*(R-P) >= T-R", "delta*(R-P) >= T-R"},
	{"limited-punishment(2)", "(R-P)*(delta+delta^2) >= T-R", "(R-P)*(delta+delta^2) >= T-R"},
	{"limited-punishment(5)", "(R-P)*(delta+delta^2+delta^3+delta^4+delta^5) >= T-R", ""},
	{"win-stay-lose-shift", "delta*(R-P) >= T-R", ""},
	{"tit-for-tat", "delta*(R-S) = T-R and delta*(T-P) = P-S and T+S = R+P", "delta*(T-P) >= T-R and delta*(R-S) >= T-R"},
	{"penance", "delta*(R-S) >= T-R and delta*(R-S) >= P-S", ""},
	{"nash-reversion(D, D)", "delta*(T-P) >= T-R", "delta*(T-P) >= T-R"},
	{"always-D", "true", "true"},
	{"always-C", "false", "false"},
}

func TestThresholdsFromGenericPayoffs(t *testing.T) {
	g := generic(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range thresholds {
		row, err := Analyse(context.Background(), g, []string{c.strategy, c.strategy})
		if err != nil {
			t.Fatalf("%s: %v", c.strategy, err)
		}
		t.Logf("%s: %s: spe %s", c.strategy, row.Outcome, g.Printer().Formula(row.SPE))
		spe := formula(t, g, c.spe)
		yes := 0
		for range 4000 {
			x := dilemma(rng)
			want := spe.Eval(x)
			if want {
				yes++
			}
			if got := row.SPE.Eval(x); got != want {
				t.Fatalf("%s: spe is %v at %v, want %s", c.strategy, got, x, c.spe)
			}
			if c.nash != "" {
				if got, want := row.Nash.Eval(x), formula(t, g, c.nash).Eval(x); got != want {
					t.Fatalf("%s: nash is %v at %v, want %s", c.strategy, got, x, c.nash)
				}
			}
		}
		if yes == 0 && c.spe != "false" {
			t.Errorf("%s: no sample satisfies the condition", c.strategy)
		}
	}
}

// dilemma draws T > R > P > S with delta, on a coarse grid so that equalities are
// met often, and donation games half of the time.
func dilemma(rng *rand.Rand) []*big.Rat {
	s := int64(rng.IntN(3))
	p := s + 1 + int64(rng.IntN(3))
	r := p + 1 + int64(rng.IntN(3))
	x := r + 1 + int64(rng.IntN(3))
	if rng.IntN(2) == 0 {
		x = r + p - s
	}
	d := big.NewRat(int64(rng.IntN(12)), 12)
	return []*big.Rat{big.NewRat(x, 1), big.NewRat(r, 1), big.NewRat(p, 1), big.NewRat(s, 1), d}
}

// Critical discount factors of the catalogue's cardinal defaults.
func TestCriticalDiscountFactors(t *testing.T) {
	for _, c := range []struct {
		game, strategy string
		nash           bool
		want           string
	}{
		{"5 3 1 0", "grim", false, "[1/2, 1)"},
		{"5 3 1 0", "tit-for-tat", true, "[2/3, 1)"},
		{"5 3 1 0", "tit-for-tat", false, "none"},
		{"5 3 1 0", "win-stay-lose-shift", false, "none"},
		{"5 3 1 0", "limited-punishment(2)", false, "[0.6180340…, 1)"},
		{"5 3 1 0", "limited-punishment(3)", false, "[0.5436890…, 1)"},
		{"5 3 1 0", "limited-punishment(5)", false, "[0.5086604…, 1)"},
		{"5 3 1 0", "limited-punishment(10)", false, "[0.5002455…, 1)"},
		{"5 3 1 0", "penance", false, "[2/3, 1)"},
		{"5 3 1 0", "always-D", false, "[0, 1)"},
		{"4 3 2 1", "grim", false, "[1/2, 1)"},
		{"4 3 2 1", "tit-for-tat", false, "{1/2}"},
		{"4 3 2 1", "penance", false, "[1/2, 1)"},
		{"3 2 0 -1", "grim", false, "[1/3, 1)"},
		{"3 2 0 -1", "tit-for-tat", false, "{1/3}"},
		{"3 2 0 -1", "win-stay-lose-shift", false, "[1/2, 1)"},
		{"3 2 0 -1", "penance", false, "[1/3, 1)"},
		{"7 6 0 2", "nash-reversion(C, D; D, C)", false, "[1/5, 1)"},
	} {
		g := numeric(t, c.game)
		row, err := Analyse(context.Background(), g, []string{c.strategy, c.strategy})
		if err != nil {
			t.Fatalf("%s: %v", c.strategy, err)
		}
		f := row.SPE
		if c.nash {
			f = row.Nash
		}
		set, err := CriticalSet(context.Background(), g, f, make([]*big.Rat, 1))
		if err != nil {
			t.Fatal(err)
		}
		if got := set.String(); got != c.want {
			t.Errorf("(%s) %s: %s, want %s", c.game, c.strategy, got, c.want)
		}
	}
}

func TestOutcomes(t *testing.T) {
	g := generic(t)
	for _, c := range []struct{ a, b, want string }{
		{"grim", "grim", "(C, C)"},
		{"grim", "always-D", "(C, D), then (D, D) for ever"},
		{"tit-for-tat", "always-D", "(C, D), then (D, D) for ever"},
		{"win-stay-lose-shift", "always-D", "(C, D), (D, D) repeating"},
		{"generous-tit-for-tat(1/3)", "always-D", "random"},
	} {
		row, err := Analyse(context.Background(), g, []string{c.a, c.b})
		if err != nil {
			t.Fatal(err)
		}
		if row.Outcome != c.want {
			t.Errorf("%s against %s: %s, want %s", c.a, c.b, row.Outcome, c.want)
		}
	}
}
