package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// randomProfile gives a game random automata, grim trigger now and then so that both
// answers occur, and returns their names.
func randomProfile(rng *rand.Rand, g *games.Game, grim, random bool) []string {
	var profile []string
	for p, own := range g.Players {
		var others [][]string
		for q, o := range g.Players {
			if q != p {
				others = append(others, o.Actions)
			}
		}
		a := randomAutomaton(rng, fmt.Sprintf("s%d", p), own.Actions, others, random)
		if grim {
			all := make([]string, len(g.Players))
			for q := range all {
				all[q] = "C"
			}
			a.Start, a.States = 0, []games.State{
				{Name: "t", Play: "C", Next: []games.Transition{{Actions: all, To: surely(0)}, {To: surely(1)}}},
				{Name: "p", Play: "D", Next: []games.Transition{{To: surely(1)}}},
			}
		}
		g.Repeated.Automata = append(g.Repeated.Automata, a)
		profile = append(profile, a.Name)
	}
	return profile
}

// Conditions with a discount factor for each player agree with the definitions at
// random points, at the ends of the critical sets of the players, and with factors
// that are formulas of one parameter or occur in payoffs.
func TestOwnDiscountFactors(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 1))
	params := []string{"d1", "d2", "x"}
	two := []string{"C", "D"}
	agree := map[bool]int{}
	for k := range 60 {
		actions := [][]string{two, two}
		if k%6 == 5 {
			actions = [][]string{two, two, two}
		}
		g := newGame(t, params, "0", actions, func(p int, a []int) string {
			if k%2 == 0 && len(actions) == 2 {
				return [2][2]string{{"3", "0"}, {"4 + x", "1"}}[a[p]][a[1-p]]
			}
			if k%7 == 3 {
				return fmt.Sprintf("%d + d1*%d", rng.IntN(9)-3, rng.IntN(3))
			}
			return fmt.Sprintf("%d + x*%d", rng.IntN(9)-3, rng.IntN(3)-1)
		})
		texts := [][]string{{"d1", "d2", "d1"}, {"d1", "d1^2", "1/2"}, {"(d1 + d2)/2", "d2", "0"}, {"1/3", "d2/(1 + d1)", "d1*d2"}}[k%4]
		g.Repeated.Discount, g.Repeated.DiscountText = algebra.Ratio{}, ""
		for _, text := range texts[:len(actions)] {
			g.Repeated.Own = append(g.Repeated.Own, games.Discount{Factor: ratio(t, params, text), Text: text})
		}
		if k%5 == 4 {
			e := ratio(t, nil, "1/10")
			g.Repeated.Error = &e
		}
		profile := randomProfile(rng, g, k%4 < 2 && k%3 > 0, k%8 == 7)
		row, err := Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatal(err)
		}
		draw := func() []*big.Rat {
			return []*big.Rat{big.NewRat(int64(rng.IntN(24)), 24), big.NewRat(int64(rng.IntN(24)), 24), big.NewRat(int64(rng.IntN(7)-2), 2)}
		}
		points := [][]*big.Rat{draw(), draw(), draw(), draw()}
		if k%4 == 0 { // d1 and d2 themselves: the sets of the players, and their ends
			x := draw()
			for p := range 2 {
				c, err := row.CriticalOf(context.Background(), p, x)
				if err != nil {
					t.Fatal(err)
				}
				for _, i := range c.Set {
					if r, ok := i.Lo.Rational(); ok && r.Big().Cmp(ratOne) < 0 {
						at := slices.Clone(x)
						at[p] = r.Big()
						points = append(points, at)
					}
				}
			}
		}
		for _, x := range points {
			o := numbers(t, g, g.Repeated.Automata, x)
			spe, nash := o.spe(), o.nash()
			agree[spe]++
			if got := row.SPE.Eval(x); got != spe {
				t.Fatalf("case %d, %v at %v: subgame perfect %v, by the definition %v: %s", k, texts, x, got, spe, g.Printer().Formula(row.SPE))
			}
			if got := row.Nash.Eval(x); got != nash {
				t.Fatalf("case %d, %v at %v: Nash %v, by the definition %v: %s", k, texts, x, got, nash, g.Printer().Formula(row.Nash))
			}
			at := atPoint(g, x)
			s, n, ok, err := HoldsAt(context.Background(), at, profile, o.own...)
			if err != nil || ok && (s != spe || n != nash) {
				t.Fatalf("case %d at %v: at numbers %v, %v, %v; by the definition %v, %v", k, x, s, n, err, spe, nash)
			}
			if !ok {
				t.Errorf("case %d at %v: not decided at numbers", k, x)
			}
			// Each player's set by itself tells whether all are deterred.
			if k%4 == 0 && g.Repeated.Error == nil && k%7 != 3 && len(actions) == 2 {
				in := true
				for p := range 2 {
					c, err := row.CriticalOf(context.Background(), p, x)
					if err != nil {
						t.Fatal(err)
					}
					in = in && contains(c, x[p])
				}
				if in != spe {
					t.Fatalf("case %d at %v: in the critical sets %v, subgame perfect %v", k, x, in, spe)
				}
			}
		}
		if _, err := row.Critical(context.Background(), points[0]); !errors.Is(err, ErrOwnDiscounts) {
			t.Errorf("a critical discount factor of all: %v", err)
		}
	}
	if agree[true] < 40 || agree[false] < 40 {
		t.Errorf("%d subgame perfect, %d not: the cases decide nothing", agree[true], agree[false])
	}
}

// contains reports whether a discount factor is in a set.
func contains(c *Critical, x *big.Rat) bool {
	for _, i := range c.Set {
		lo, hi := -i.Lo.CmpRat(exact.RatBig(x)), i.Hi.CmpRat(exact.RatBig(x))
		if (lo > 0 || lo == 0 && i.LoClosed) && (hi > 0 || hi == 0 && i.HiClosed) {
			return true
		}
	}
	return false
}

// atPoint is a game with numbers in place of its parameters.
func atPoint(g *games.Game, x []*big.Rat) *games.Game {
	out, r := *g, *g.Repeated
	out.Repeated = &r
	number := func(f algebra.Ratio) algebra.Ratio {
		v, err := f.Eval(x)
		if err != nil {
			panic(err)
		}
		return algebra.FromRat(v)
	}
	out.Payoffs = nil
	for _, us := range g.Payoffs {
		var row []expr.Value
		for _, u := range us {
			v, err := u.Eval(x)
			if err != nil {
				panic(err)
			}
			row = append(row, expr.Plain(algebra.FromRat(v)))
		}
		out.Payoffs = append(out.Payoffs, row)
	}
	r.Discount = number(r.Discount)
	r.Own = slices.Clone(r.Own)
	for p := range r.Own {
		r.Own[p].Factor = number(r.Own[p].Factor)
	}
	return &out
}

// finite decides finitely repeated play by backward induction on histories: the
// oracle of a game of some periods, payoffs added up.
type finite struct {
	*oracle
	periods int
	memo    map[string]*big.Rat
}

// value is what a player gets from a period on when all follow their automata from a
// joint state, or, where she is free, when she does as well as she can against the
// others'.
func (f *finite) value(player, period int, key string, free bool) *big.Rat {
	if period == f.periods {
		return new(big.Rat)
	}
	at := fmt.Sprint(player, period, key, free)
	if v, ok := f.memo[at]; ok {
		return v
	}
	var v *big.Rat
	if !free {
		v = f.playing(player, period, key, nil, false)
	}
	for a := range f.shape[player] {
		if free {
			if x := f.playing(player, period, key, unit(a, f.shape[player]), true); v == nil || x.Cmp(v) > 0 {
				v = x
			}
		}
	}
	f.memo[at] = v
	return v
}

// playing is the value of intending a mix now.
func (f *finite) playing(player, period int, key string, mix []*big.Rat, free bool) *big.Rat {
	q := decode(key)
	mixes := make([][]*big.Rat, len(q))
	for p := range q {
		mixes[p] = f.play[p][q[p]]
	}
	if mix != nil {
		mixes[player] = mix
	}
	skip := -1
	if free {
		skip = player
	}
	sum := new(big.Rat)
	for i := range f.profiles {
		w := f.profileProb(mixes, i)
		if w.Sign() == 0 {
			continue
		}
		x := add(new(big.Rat), f.u[player][i])
		for to, pr := range f.jointNext(q, i, skip) {
			x.Add(x, mul(f.delta, mul(pr, f.value(player, period+1, to, free))))
		}
		sum.Add(sum, mul(w, x))
	}
	return sum
}

// decide goes through all histories, a set of joint states in every period.
func (f *finite) decide() (spe, nash bool) {
	spe, nash = true, true
	for p := range f.shape {
		f.patience(p)
		f.memo = map[string]*big.Rat{}
		now := map[string]bool{encode(f.start): true}
		for period := range f.periods {
			next := map[string]bool{}
			for key := range now {
				for a := range f.shape[p] {
					if f.playing(p, period, key, unit(a, f.shape[p]), false).Cmp(f.value(p, period, key, false)) > 0 {
						spe = false
					}
				}
				for i := range f.profiles {
					for to, w := range f.jointNext(decode(key), i, -1) {
						next[to] = next[to] || w.Sign() > 0
					}
				}
			}
			now = next
		}
		nash = nash && f.value(p, 0, encode(f.start), true).Cmp(f.value(p, 0, encode(f.start), false)) <= 0
	}
	return spe, nash
}

// Conditions of finitely repeated play agree with backward induction, at discount
// factors up to 1, without any, and with one for each player.
func TestFiniteHorizon(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 2))
	params := []string{"delta", "x"}
	two := []string{"C", "D"}
	agree, agreeNash := map[bool]int{}, map[bool]int{}
	for k := range 90 {
		actions := [][]string{two, two}
		switch {
		case k%10 == 9:
			actions = [][]string{two, two, two}
		case k%5 == 3:
			actions = [][]string{{"C", "D", "E"}, two}
		}
		discount := []string{"delta", "1", "delta", "delta^2", "3/4"}[k%5]
		if k%10 == 6 {
			discount = "(1 + delta)/2"
		}
		g := newGame(t, params, discount, actions, func(p int, a []int) string {
			if k%3 == 0 && len(actions) == 2 && len(actions[0]) == 2 { // a stag hunt: both answers occur
				return [2][2]string{{"3 + x", "0"}, {"2", "1"}}[a[p]][a[1-p]]
			}
			if k%4 == 1 {
				return fmt.Sprint(rng.IntN(7) - 3)
			}
			return fmt.Sprintf("%d + x*%d", rng.IntN(7)-3, rng.IntN(3)-1)
		})
		g.Repeated.Horizon = 1 + rng.IntN(4)
		if k%10 == 4 {
			for p := range actions {
				text := []string{"delta", "1", "1/2"}[p]
				g.Repeated.Own = append(g.Repeated.Own, games.Discount{Factor: ratio(t, params, text), Text: text})
			}
		}
		if k%7 == 2 {
			e := ratio(t, nil, []string{"1/10", "0", "1"}[k%3])
			g.Repeated.Error = &e
		}
		profile := randomProfile(rng, g, k%3 == 0 && k%2 == 0 && len(actions[0]) == 2, k%8 == 7)
		row, err := Analyse(context.Background(), g, profile)
		if err != nil {
			t.Fatalf("case %d: %v", k, err)
		}
		for j := range 6 {
			x := []*big.Rat{big.NewRat(int64(rng.IntN(9)), 8), big.NewRat(int64(rng.IntN(9)-4), 2)}
			if j == 0 {
				x[0] = big.NewRat(1, 1)
			}
			o := numbers(t, g, g.Repeated.Automata, x)
			spe, nash := (&finite{oracle: o, periods: g.Repeated.Horizon}).decide()
			agree[spe]++
			agreeNash[nash]++
			if got := row.SPE.Eval(x); got != spe {
				t.Fatalf("case %d, %d periods at %v: subgame perfect %v, by backward induction %v: %s", k, g.Repeated.Horizon, x, got, spe, g.Printer().Formula(row.SPE))
			}
			if got := row.Nash.Eval(x); got != nash {
				t.Fatalf("case %d, %d periods at %v: Nash %v, by backward induction %v: %s", k, g.Repeated.Horizon, x, got, nash, g.Printer().Formula(row.Nash))
			}
			deltas := o.own
			if deltas == nil {
				deltas = []*big.Rat{o.delta}
			}
			s, n, ok, err := HoldsAt(context.Background(), atPoint(g, x), profile, deltas...)
			if err != nil || !ok || s != spe || n != nash {
				t.Fatalf("case %d at %v: at numbers %v, %v, decided %v, %v; by backward induction %v, %v", k, x, s, n, ok, err, spe, nash)
			}
			if discount == "delta" && g.Repeated.Own == nil {
				c, err := CriticalSet(context.Background(), g, row.SPE, x)
				if err != nil || contains(c, x[0]) != spe {
					t.Fatalf("case %d at %v: critical set %v, %v; subgame perfect %v", k, x, c, err, spe)
				}
			}
		}
	}
	if min(agree[true], agree[false], agreeNash[true], agreeNash[false]) < 40 {
		t.Errorf("subgame perfect %v, Nash %v: the cases decide nothing", agree, agreeNash)
	}
}

// The textbook: no cooperation in a prisoner's dilemma of any length (Luce and Raiffa
// 1957); with a second equilibrium of the stage to punish with there is, before the
// last period (Benoît and Krishna 1985).
func TestFiniteHorizonTextbook(t *testing.T) {
	for _, periods := range []int{1, 2, 8} {
		g := numeric(t, "5 3 1 0")
		g.Repeated.Horizon = periods
		for _, c := range []struct {
			name string
			want bool
		}{{"grim", false}, {"tit-for-tat", false}, {"always-D", true}} {
			row, err := Analyse(context.Background(), g, []string{c.name, c.name})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range []string{"1/10", "9/10", "1"} {
				if got := row.SPE.Eval([]*big.Rat{rat(d)}); got != c.want {
					t.Errorf("%s, %d periods at %s: %v", c.name, periods, d, got)
				}
			}
		}
	}
	// Stage: C, D and E; (D, D) and (E, E) are equilibria, 3 and 1; C earns 4 and
	// tempts with 5. Twice: C, then D, or E for ever after a deviation, if δ·(3-1) >= 1.
	stage := [3][3]string{{"4", "0", "0"}, {"5", "3", "0"}, {"0", "0", "1"}}
	three := []string{"C", "D", "E"}
	g := newGame(t, []string{"delta"}, "delta", [][]string{three, three}, func(p int, a []int) string { return stage[a[p]][a[1-p]] })
	g.Repeated.Horizon = 2
	g.Repeated.Automata = []games.Automaton{{Name: "reward", States: []games.State{
		{Name: "first", Play: "C", Next: []games.Transition{{Actions: []string{"C", "C"}, To: surely(1)}, {To: surely(2)}}},
		{Name: "reward", Play: "D", Next: []games.Transition{{To: surely(1)}}},
		{Name: "punish", Play: "E", Next: []games.Transition{{To: surely(2)}}},
	}}}
	row, err := Analyse(context.Background(), g, []string{"reward", "reward"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := row.Critical(context.Background(), make([]*big.Rat, 1))
	if err != nil || c.String() != "[1/2, 1]" || row.Outcome != "(C, C), then (D, D)" {
		t.Errorf("critical %v (%v), outcome %s", c, err, row.Outcome)
	}
	if v, _ := row.Values[0].Ratio(); !v.Equal(ratio(t, expr.Names{"delta"}, "4 + 3*delta")) {
		t.Errorf("values %v", row.Values)
	}
	for _, question := range []func() error{
		func() error { _, err := row.Renegotiation(context.Background()); return err },
		func() error { _, err := LongRun(context.Background(), g, row.Profile); return err },
		func() error { _, err := Deterrable(g, []int{0, 0}); return err },
	} {
		if err := question(); !errors.Is(err, ErrFinite) {
			t.Errorf("a question about play without end: %v", err)
		}
	}
}

// A probability that depends on the discount factor: the denominator 4δ-1 changes its
// sign inside [0, 1).
func TestProbabilityOfTheDiscountFactor(t *testing.T) {
	names := expr.Names{"delta"}
	g := newGame(t, names, "delta", twoByTwo, func(p int, a []int) string {
		if p == 1 {
			return "0"
		}
		return [2][2]string{{"3", "1"}, {"5", "1"}}[a[0]][a[1]]
	})
	// The second player answers D with D for ever, with that probability.
	g.Repeated.Automata = []games.Automaton{
		{Name: "kind", States: []games.State{{Name: "k", Play: "C", Next: []games.Transition{{To: surely(0)}}}}},
		{Name: "stern", States: []games.State{
			{Name: "t", Play: "C", Next: []games.Transition{{Actions: []string{"*", "C"}, To: surely(0)}, {To: []games.Branch{
				{State: 1, Prob: ratio(t, names, "delta^2/(4*delta - 1)")}, {State: 0, Prob: ratio(t, names, "1 - delta^2/(4*delta - 1)")}}}}},
			{Name: "p", Play: "D", Next: []games.Transition{{To: surely(1)}}},
		}},
	}
	row, err := Analyse(context.Background(), g, []string{"kind", "stern"})
	if err != nil {
		t.Fatal(err)
	}
	both := map[bool]int{}
	for k := range int64(40) {
		x := []*big.Rat{big.NewRat(k, 40)}
		if k == 0 || k == 10 {
			continue // an impossible transition counts as possible; 1/0
		}
		p := new(big.Rat).Quo(mul(x[0], x[0]), sub(mul(rat("4"), x[0]), ratOne))
		want := false
		if p.Sign() >= 0 && p.Cmp(ratOne) <= 0 {
			want = numbers(t, g, g.Repeated.Automata, x).spe()
		}
		both[want]++
		if got := row.SPE.Eval(x); got != want {
			t.Errorf("at %v, probability %v: %v, by the definition %v", x[0], p, got, want)
		}
	}
	if both[true] == 0 || both[false] == 0 {
		t.Errorf("answers %v", both)
	}
}

// Interrupted work stops: critical sets are no answer then.
func TestCriticalInterrupted(t *testing.T) {
	row, err := Analyse(context.Background(), numeric(t, "5 3 1 0"), []string{"limited-punishment(5)", "grim"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	point := make([]*big.Rat, 1)
	if c, err := row.Critical(ctx, point); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", c, err)
	}
	if d, err := row.Binding(ctx, point); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", d, err)
	}
}
