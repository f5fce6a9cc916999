package repeated

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/expr"
)

// Accidental escalation in the iterated prisoner's dilemma (5,3,1,0): long-run
// payoffs with execution errors (Molander 1985; Nowak and Sigmund 1992, 1993).
func TestNoisyDilemma(t *testing.T) {
	g := symmetric(t, []string{"T", "R", "P", "S", "delta", "eps"}, "T", "R", "P", "S")
	e := ratio(t, expr.Names(g.Names()), "eps")
	g.Repeated.Error = &e
	names := []string{"tit-for-tat", "generous-tit-for-tat(1/3)", "win-stay-lose-shift", "always-D"}
	tour, err := RoundRobin(context.Background(), g, names, true)
	if err != nil {
		t.Fatal(err)
	}
	// Errors echo: tit-for-tat against itself earns (T+R+P+S)/4 at every eps.
	if v, _ := tour.Payoffs[0][0].Ratio(); !v.Equal(ratio(t, g.Names(), "(T+R+P+S)/4")) {
		t.Errorf("tit-for-tat against itself: %s", g.Printer().Ratio(v))
	}
	for _, c := range []struct {
		eps  string
		i, j int
		want float64
	}{
		{"1/100", 1, 1, 2.9703217}, {"1/100", 2, 2, 2.9510920}, {"1/100", 3, 1, 2.3593680}, {"1/100", 1, 3, 0.6933680},
		{"1/100", 3, 2, 2.985}, {"1/100", 2, 3, 0.535}, {"1/100", 3, 3, 1.0299},
		{"1/1000", 1, 1, 2.9970030}, {"1/1000", 2, 2, 2.9950110},
	} {
		m, err := tour.At([]*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), rat("0"), rat(c.eps)})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := m[c.i][c.j].Float64(); math.Abs(got-c.want) > 1e-7 {
			t.Errorf("eps %s: %s against %s earns %v, want %v", c.eps, names[c.i], names[c.j], got, c.want)
		}
	}
}

// Without errors tit-for-tat earns R against itself; at any rate of errors the mean
// of all payoffs. The function of the latter does not hold at 0, and At knows.
func TestLongRunWithoutErrors(t *testing.T) {
	g := symmetric(t, []string{"T", "R", "P", "S", "delta", "eps"}, "T", "R", "P", "S")
	e := ratio(t, expr.Names(g.Names()), "eps")
	g.Repeated.Error = &e
	tour, err := RoundRobin(context.Background(), g, []string{"tit-for-tat", "win-stay-lose-shift", "always-D"}, true)
	if err != nil {
		t.Fatal(err)
	}
	plain := generic(t)
	exact, err := RoundRobin(context.Background(), plain, tour.Names, true)
	if err != nil {
		t.Fatal(err)
	}
	x := []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), rat("1/2"), rat("0")}
	if tour.Where.Eval(x) {
		t.Error("the functions are said to hold without errors")
	}
	got, err := tour.At(x)
	if err != nil {
		t.Fatal(err)
	}
	want, err := exact.At(x[:5])
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		for j := range want {
			if got[i][j].Cmp(want[i][j]) != 0 {
				t.Errorf("%s against %s: %v, want %v", tour.Names[i], tour.Names[j], got[i][j], want[i][j])
			}
		}
	}
	if want[0][0].Cmp(rat("3")) != 0 {
		t.Errorf("tit-for-tat against itself: %v", want[0][0])
	}
	// Where the functions hold they agree with At, and with values of the patient.
	for _, eps := range []string{"1/100", "1/3", "1"} {
		x[5] = rat(eps)
		if !tour.Where.Eval(x) {
			continue
		}
		m, err := tour.At(x)
		if err != nil {
			t.Fatal(err)
		}
		for i := range m {
			for j := range m {
				if v, err := tour.Payoffs[i][j].Eval(x); err != nil || v.Cmp(m[i][j]) != 0 {
					t.Errorf("eps %s, %d against %d: %v %v, want %v", eps, i, j, v, err, m[i][j])
				}
			}
		}
	}
}

// Memory-one strategies are the automata they describe.
func TestMemoryOne(t *testing.T) {
	g := generic(t)
	for _, c := range [][2]string{
		{"memory-one(1, 0, 1, 0)", "tit-for-tat"},
		{"memory-one(1, 0, 0, 1)", "win-stay-lose-shift"},
		{"memory-one(1, 1/3, 1, 1/3)", "generous-tit-for-tat(1/3)"},
	} {
		for _, other := range []string{"always-D", "win-stay-lose-shift", "memory-one(1/2, 1/3, 1/4, 1/5)"} {
			a, err := discounted(context.Background(), g, []string{c[0], other})
			if err != nil {
				t.Fatal(err)
			}
			b, err := discounted(context.Background(), g, []string{c[1], other})
			if err != nil {
				t.Fatal(err)
			}
			x, _ := a[0].Ratio()
			y, _ := b[0].Ratio()
			if !x.Equal(y) {
				t.Errorf("%s and %s differ against %s", c[0], c[1], other)
			}
		}
	}
}

// Tit-for-tat against unconditional defection (Axelrod 1984): defection invades iff
// the future is short.
func TestInvasion(t *testing.T) {
	g := generic(t)
	tour, err := RoundRobin(context.Background(), g, []string{"tit-for-tat", "always-D"}, false)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(51, 52))
	draw := func() []*big.Rat { return dilemma(rng) }
	same(t, "always-D invades tit-for-tat", tour.Invades(1, 0), formula(t, g, "delta*(T-P) <= T-R"), draw)
	same(t, "tit-for-tat is stable", tour.Stable(0), formula(t, g, "delta*(T-P) > T-R"), draw)
	same(t, "tit-for-tat resists", tour.Resists(0), formula(t, g, "delta*(T-P) > T-R"), draw)
	// Unconditional cooperation drifts into tit-for-tat: it resists, and is not
	// stable. At the threshold defection earns as much and more against itself.
	drift, err := RoundRobin(context.Background(), g, []string{"tit-for-tat", "always-D", "always-C"}, false)
	if err != nil {
		t.Fatal(err)
	}
	if f := drift.Stable(0); f.Eval(dilemma(rng)) {
		t.Error("tit-for-tat is stable beside unconditional cooperation")
	}
	same(t, "tit-for-tat resists both", drift.Resists(0), formula(t, g, "delta*(T-P) > T-R"), draw)
}

// Han, Pereira, Santos and Lenaerts (2020), the race of AI developers: strategies
// safe, unsafe and conditionally safe in a population of 100.
func TestSmallMutation(t *testing.T) {
	matrix := func(pr string) [][]*big.Rat {
		b, c, s, B, W, pfo := rat("4"), rat("1"), rat("3/2"), rat("10000"), rat("100"), rat("1/2")
		p := sub(ratOne, rat(pr))
		quo := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }
		s1 := add(s, ratOne)
		half := rat("1/2")
		pi11 := sub(mul(b, half), c)
		free := sub(ratOne, pfo)
		pi12 := add(sub(quo(mul(free, b), s1), c), mul(pfo, b))
		pi21 := quo(mul(free, mul(s, b)), s1)
		pi22 := mul(sub(ratOne, mul(pfo, pfo)), mul(b, half))
		safe := add(quo(B, mul(rat("2"), W)), pi11)
		ws := sub(quo(W, s), ratOne)
		return [][]*big.Rat{
			{safe, pi12, safe},
			{mul(p, add(quo(mul(s, B), W), pi21)), mul(p, add(quo(mul(s, B), mul(rat("2"), W)), pi22)),
				mul(p, add(quo(mul(s, B), W), mul(quo(s, W), add(pi21, mul(ws, pi22)))))},
			{safe, mul(quo(s, W), add(pi12, mul(ws, pi22))), safe},
		}
	}
	for _, c := range []struct {
		pr, beta string
		want     [3]float64
	}{
		{"3/5", "1/1000", [3]float64{.1118, .7776, .1106}},
		{"9/10", "1/1000", [3]float64{.448, .105, .447}},
		{"4/5", "1/100", [3]float64{.4900, .0203, .4897}},
	} {
		m := matrix(c.pr)
		got, err := SmallMutation(context.Background(), m, 100, rat(c.beta))
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if math.Abs(got[i].Float()-c.want[i]) > 6e-4 {
				t.Errorf("p_r = %s: %v, want %v", c.pr, got, c.want)
				break
			}
		}
	}
	// The quotient of the fixation probabilities is the exponential it should be.
	for _, pr := range []string{"0.6", "0.7681", "0.9"} {
		f, err := Fix(context.Background(), matrix(pr), 0, 1, 100, rat("1/100"))
		if err != nil {
			t.Fatal(err)
		}
		back, err := Fix(context.Background(), matrix(pr), 1, 0, 100, rat("1/100"))
		if err != nil {
			t.Fatal(err)
		}
		e, _ := f.Exponent.Float64()
		if math.Abs(math.Log(f.Approximate.Float()/back.Approximate.Float())-e/100) > 1e-9 {
			t.Errorf("quotient of fixation probabilities %v, exponent %v", f.Approximate.Float()/back.Approximate.Float(), e)
		}
	}
	// Neutral mutants fix with probability 1/Z; strong selection does not overflow.
	flat := [][]*big.Rat{{rat("1"), rat("1")}, {rat("1"), rat("1")}}
	if f, err := Fix(context.Background(), flat, 0, 1, 50, rat("3")); err != nil || math.Abs(f.Approximate.Float()-0.02) > 1e-12 || f.Favoured != 0 {
		t.Errorf("neutral: %v %v", f, err)
	}
	steep := [][]*big.Rat{{rat("1000"), rat("0")}, {rat("1000000"), rat("500000")}}
	if f, err := Fix(context.Background(), steep, 0, 1, 1000, rat("1000")); err != nil || f.Approximate != nil || f.Favoured != -1 {
		t.Errorf("hopeless: %v %v", f, err)
	}
	if _, err := Fix(context.Background(), flat, 0, 0, 50, rat("1")); err == nil {
		t.Error("a mutant like the residents")
	}
	if _, err := SmallMutation(context.Background(), flat, 1, rat("1")); err == nil {
		t.Error("a population of one")
	}
}
