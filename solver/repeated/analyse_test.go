package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// With an expression for the discount factor the conditions are over the
// parameters, and the critical set is about the expression.
func TestDiscountExpression(t *testing.T) {
	g := newGame(t, []string{"p", "r"}, "p/(1+r)", twoByTwo, func(p int, a []int) string {
		return [2][2]string{{"3", "0"}, {"5", "1"}}[a[p]][a[1-p]]
	})
	row, err := Analyse(context.Background(), g, []string{"grim", "grim"})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	same(t, "grim", row.SPE, formula(t, g, "2*p >= 1+r"), func() []*big.Rat {
		return []*big.Rat{big.NewRat(int64(rng.IntN(9)), 8), big.NewRat(int64(1+rng.IntN(9)), 8)}
	})
	set, err := row.Critical(context.Background(), []*big.Rat{rat("1/2"), rat("1/10")})
	if err != nil || set.String() != "[1/2, 1)" {
		t.Errorf("critical %v, %v", set, err)
	}
	if _, err := CriticalSet(context.Background(), g, row.SPE, []*big.Rat{rat("1/2"), rat("1/10")}); !errors.Is(err, ErrDiscountExpression) {
		t.Errorf("CriticalSet: %v", err)
	}
	// The survival probability that grim needs at an interest rate of 1/10.
	if set, err = CriticalIn(context.Background(), row.SPE, 0, []*big.Rat{nil, rat("1/10")}); err != nil || set.String() != "[11/20, 1)" {
		t.Errorf("critical p %v, %v", set, err)
	}
}

// Payoffs with cases give formulas with cases.
func TestPiecewisePayoffs(t *testing.T) {
	g := symmetric(t, []string{"delta", "x"}, "max(4, x)", "3", "1", "0")
	row, err := Analyse(context.Background(), g, []string{"grim", "grim"})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	want := formula(t, g, "delta*(max(4,x)-1) >= max(4,x)-3")
	same(t, "grim", row.SPE, want, func() []*big.Rat {
		return []*big.Rat{big.NewRat(int64(rng.IntN(24)), 24), big.NewRat(int64(rng.IntN(20)), 2)}
	})
}

// A payoff with a denominator of unknown sign.
func TestPayoffWithDenominator(t *testing.T) {
	g := symmetric(t, []string{"delta", "c"}, "3 + 1/c", "3", "1", "1 - 1/c")
	row, err := Analyse(context.Background(), g, []string{"grim", "grim"})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 3))
	want := formula(t, g, "delta*(2+1/c) >= 1/c and 1/c >= 0")
	same(t, "grim", row.SPE, want, func() []*big.Rat {
		c := int64(rng.IntN(16) - 8)
		if c >= 0 {
			c++
		}
		return []*big.Rat{big.NewRat(int64(rng.IntN(12)), 12), big.NewRat(c, 4)}
	})
}

// Full restraint with n exchangeable players, racing for g and harming each other
// player by h: delta >= g/((n-1)h), for numbers of players that are tabulated and
// for one that is not.
func TestManyPlayers(t *testing.T) {
	for _, n := range []int{3, 5, 100} {
		names := expr.Names{"g", "h", "delta"}
		sym := &games.Symmetric{Players: n, Actions: []string{"hold", "race"}, Payoff: make([][]expr.Value, 2)}
		g := &games.Game{Header: games.Header{ID: "many"}, Symmetric: sym, Defined: expr.True(), Repeated: &games.Repeated{Discount: ratio(t, names, "delta")}}
		for _, name := range names {
			g.Params = append(g.Params, games.Parameter{Name: name, Within: expr.True()})
		}
		for i := range n {
			g.Players = append(g.Players, games.Player{Name: fmt.Sprint("S", i), Actions: sym.Actions})
		}
		for a := range 2 {
			sym.Payoff[a] = make([]expr.Value, n)
			for racing := range n {
				u := ratio(t, names, fmt.Sprintf("%d*g - %d*h", a, racing))
				sym.Payoff[a][sym.Rank([]int{n - 1 - racing, racing})] = expr.Plain(u)
			}
		}
		profile := make([]string, n)
		for i := range profile {
			profile[i] = "grim"
		}
		row, err := Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatalf("%d players: %v", n, err)
		}
		rng := rand.New(rand.NewPCG(1, 4))
		want := formula(t, g, fmt.Sprintf("delta*%d*h >= g and g >= 0", n-1))
		draw := func() []*big.Rat {
			return []*big.Rat{big.NewRat(int64(rng.IntN(20)), 2), big.NewRat(int64(1+rng.IntN(6)), 4), big.NewRat(int64(rng.IntN(12)), 12)}
		}
		same(t, fmt.Sprint(n, " players, spe"), row.SPE, want, draw)
		if len(row.Values) != n {
			t.Errorf("%d values for %d players", len(row.Values), n)
		}
		if DefaultProfiles(g) == nil {
			t.Errorf("%d players: no profiles", n)
		}
	}
}

// The deviations that bind at the critical discount factor: with the payoffs
// (5,3,1,0) penance fails first where the punisher's victim refuses to atone.
func TestBinding(t *testing.T) {
	g := numeric(t, "5 3 1 0")
	for _, c := range []struct{ strategy, state, plan string }{
		{"grim", "trust, trust", "D"},
		{"penance", "trust, trust", "D"},
		{"limited-punishment(2)", "trust, trust", "D"},
	} {
		row, err := Analyse(context.Background(), g, []string{c.strategy, c.strategy})
		if err != nil {
			t.Fatal(err)
		}
		devs, err := row.Binding(context.Background(), []*big.Rat{nil})
		if err != nil || len(devs) == 0 {
			t.Fatalf("%s: %v %v", c.strategy, devs, err)
		}
		if got := strings.Join(devs[0].State, ", "); got != c.state || devs[0].Plan != c.plan {
			t.Errorf("%s: %s at %s binds, want %s at %s", c.strategy, devs[0].Plan, got, c.plan, c.state)
		}
	}
	row, err := Analyse(context.Background(), g, []string{"tit-for-tat", "tit-for-tat"})
	if err != nil {
		t.Fatal(err)
	}
	d, gain, err := Tightest(row.NashDeviations, []*big.Rat{rat("1/2")})
	if err != nil {
		t.Fatal(err)
	}
	// Against tit-for-tat at 1/2, alternating earns (5 + 0)/(1 + 1/2) = 10/3,
	// defecting for ever 3.
	if d.Plan != "D, C repeating" || gain.Cmp(rat("1/3")) != 0 {
		t.Errorf("best deviation %s gains %s", d.Plan, gain.RatString())
	}
}

func TestErrorsOfUsers(t *testing.T) {
	g := generic(t)
	three := newGame(t, []string{"delta"}, "delta", [][]string{{"a", "b", "c"}, {"a", "b", "c"}}, func(int, []int) string { return "0" })
	auto := func(a games.Automaton) *games.Game {
		h := *g
		r := *g.Repeated
		r.Automata = []games.Automaton{a}
		h.Repeated = &r
		return &h
	}
	for _, c := range []struct {
		g    *games.Game
		name string
		want string
	}{
		{g, "grimm", "did you mean grim"},
		{g, "always-E", `has no action "E"`},
		{g, "limited-punishment", "write limited-punishment(L)"},
		{g, "limited-punishment(0)", "from 1 to"},
		{g, "penance(2)", "takes no argument"},
		{g, "generous-tit-for-tat(2)", "between 0 and 1"},
		{g, "generous-tit-for-tat(x)", "x"},
		{g, "nash-reversion(C)", "one for each player"},
		{three, "grim", "as in grim(c)"},
		{three, "win-stay-lose-shift", "two actions"},
		{auto(games.Automaton{Name: "s", States: []games.State{{Name: "q", Play: "E"}}}), "s", "not an action"},
		{auto(games.Automaton{Name: "s", States: []games.State{{Name: "q", Play: "C", Next: []games.Transition{{Actions: []string{"C", "C"}, To: surely(0)}}}}}), "s", "no transition from state q after (C, D)"},
		{auto(games.Automaton{Name: "s", States: []games.State{{Name: "q", Play: "C", Next: []games.Transition{{To: surely(1)}}}}}), "s", "missing state"},
		{auto(games.Automaton{Name: "s", States: []games.State{{Name: "q", Play: "C", Next: []games.Transition{{To: []games.Branch{{State: 0, Prob: algebra.FromRat(rat("1/2"))}}}}}}}), "s", "sum to 1/2"},
		{auto(games.Automaton{Name: "s", Start: 3, States: []games.State{{Name: "q", Play: "C"}}}), "s", "no start state"},
	} {
		_, err := Analyse(context.Background(), c.g, []string{c.name, c.name})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	bad := numeric(t, "5 3 1 0")
	bad.Repeated.Discount = ratio(t, nil, "6/5")
	if _, err := Analyse(context.Background(), bad, []string{"grim", "grim"}); err == nil || !strings.Contains(err.Error(), "[0, 1)") {
		t.Errorf("discount 6/5: %v", err)
	}
	if _, err := Analyse(context.Background(), &games.Game{}, nil); !errors.Is(err, ErrNotRepeated) {
		t.Errorf("not repeated: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Analyse(ctx, g, []string{"grim", "grim"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for _, name := range games.AutomatonNames(g) {
		if strings.ContainsAny(name, "(") {
			continue
		}
		if _, err := Resolve(g, name, 1); err != nil {
			t.Errorf("%s is offered but: %v", name, err)
		}
	}
}

// Comparative statics of the critical discount factor at (5,3,1,0). Grim's
// (T-R)/(T-P) rises with T and P and falls with R; limited punishment's is
// irrational, and moves the same way.
func TestStatics(t *testing.T) {
	g := generic(t)
	point := []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), nil}
	for _, name := range []string{"grim", "limited-punishment(2)"} {
		row, err := Analyse(context.Background(), g, []string{name, name})
		if err != nil {
			t.Fatal(err)
		}
		ss, err := row.Statics(context.Background(), point)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, s := range ss {
			got[g.Params[s.Parameter].Name] = s.Sign
			if s.Kink {
				t.Errorf("%s: kink in %s", name, g.Params[s.Parameter].Name)
			}
		}
		if len(got) != 3 || got["T"] != 1 || got["R"] != -1 || got["P"] != 1 {
			t.Errorf("%s: %v", name, got)
		}
	}
	// Penance at (4,3,2,1): both conditions bind at 1/2. All payoffs but R move
	// only one of them, or the two differently.
	row, err := Analyse(context.Background(), g, []string{"penance", "penance"})
	if err != nil {
		t.Fatal(err)
	}
	ss, err := row.Statics(context.Background(), []*big.Rat{rat("4"), rat("3"), rat("2"), rat("1"), nil})
	if err != nil || len(ss) != 4 {
		t.Fatalf("%v %v", ss, err)
	}
	for _, s := range ss {
		name := g.Params[s.Parameter].Name
		if s.Kink != (name != "R") || name == "R" && s.Sign != -1 {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
