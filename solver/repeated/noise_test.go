package repeated

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// same checks that two formulas agree at points drawn by draw.
func same(t *testing.T, what string, got, want expr.Formula, draw func() []*big.Rat) {
	t.Helper()
	yes := 0
	for range 3000 {
		x := draw()
		w := want.Eval(x)
		if w {
			yes++
		}
		if g := got.Eval(x); g != w {
			t.Fatalf("%s: %v at %v, want %v", what, g, x, w)
		}
	}
	if yes == 0 {
		t.Errorf("%s: no sample satisfies the condition", what)
	}
}

// Generous tit-for-tat against itself is a Nash equilibrium iff forgiveness tempts
// neither into defecting for ever nor into alternating. With delta -> 1 this is
// g <= min{1 - (T-R)/(R-S), (R-P)/(T-P)} (Molander 1985; Nowak and Sigmund 1992).
func TestGenerousTitForTat(t *testing.T) {
	g := symmetric(t, []string{"T", "R", "P", "S", "delta", "g"}, "T", "R", "P", "S")
	row, err := Analyse(context.Background(), g, []string{"generous-tit-for-tat(g)", "generous-tit-for-tat(g)"})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	want := formula(t, g, "delta*(1-g)*(T-P) >= T-R and delta*(1-g)*(R-S) >= T-R")
	same(t, "nash", row.Nash, want, func() []*big.Rat {
		return append(dilemma(rng), big.NewRat(int64(rng.IntN(9)), 8))
	})
	if row.Nash.Eval([]*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), rat("9/10"), rat("-1")}) {
		t.Error("a probability below 0 is accepted")
	}
	// Mixing in a subgame needs indifference there, which generosity alone does
	// not give: at these numbers nothing but an equation in delta remains.
	set, err := row.Critical(context.Background(), []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), nil, rat("1/3")})
	if err != nil || !set.Empty() {
		t.Errorf("subgame perfect at %v, %v", set, err)
	}
}

// monitored is a repeated prisoner's dilemma with a bad signal of probability qC
// if both cooperate, qD otherwise; the automaton answers a bad signal by defection
// for ever with probability alpha.
func monitored(t *testing.T, params []string, qC, qD, alpha string) *games.Game {
	g := symmetric(t, params, "T", "R", "P", "S")
	names := expr.Names(params)
	q := func(src string) []algebra.Ratio {
		p := ratio(t, names, src)
		return []algebra.Ratio{one.Sub(p), p}
	}
	g.Repeated.Monitoring = &games.Monitoring{Signals: []string{"good", "bad"},
		Prob: [][]algebra.Ratio{q(qC), q(qD), q(qD), q(qD)}}
	a := ratio(t, names, alpha)
	g.Repeated.Automata = []games.Automaton{{Name: "trigger", Public: true, States: []games.State{
		{Name: "trust", Play: "C", Next: []games.Transition{
			{Actions: []string{"bad"}, To: []games.Branch{{State: 1, Prob: a}, {State: 0, Prob: one.Sub(a)}}},
			{To: surely(0)},
		}},
		{Name: "revert", Play: "D", Next: []games.Transition{{To: surely(1)}}},
	}}}
	return g
}

// A deviation that is noticed with probability m: delta >= (T-R)/((T-R)+m(R-P)),
// whether it is made once or until detected.
func TestImperfectDetection(t *testing.T) {
	g := monitored(t, []string{"T", "R", "P", "S", "delta", "m"}, "0", "m", "1")
	want := formula(t, g, "delta*(T-R+m*(R-P)) >= T-R")
	rng := rand.New(rand.NewPCG(5, 7))
	for _, name := range []string{"trigger", "grim"} {
		row, err := Analyse(context.Background(), g, []string{name, name})
		if err != nil {
			t.Fatal(err)
		}
		draw := func() []*big.Rat { return append(dilemma(rng), big.NewRat(int64(rng.IntN(9)), 8)) }
		same(t, name+" spe", row.SPE, want, draw)
		same(t, name+" nash", row.Nash, want, draw)
	}
}

// Trigger strategies with false alarms: the value of cooperation and its
// incentive constraint (Abreu, Milgrom and Pearce 1991; Green and Porter 1984).
// With the constraint binding the value net of P is R-P - (T-R) qC/(qD-qC).
func TestPublicMonitoring(t *testing.T) {
	params := []string{"T", "R", "P", "S", "delta", "qC", "qD", "alpha"}
	g := monitored(t, params, "qC", "qD", "alpha")
	row, err := Analyse(context.Background(), g, []string{"trigger", "trigger"})
	if err != nil {
		t.Fatal(err)
	}
	v := ratio(t, params, "P + (1-delta)*(R-P)/(1-delta+delta*alpha*qC)")
	if got, _ := row.Values[0].Ratio(); !got.Equal(v) {
		t.Errorf("value %s, want %s", got, v)
	}
	want := formula(t, g, "delta*alpha*(qD-qC)*(R-P) >= (T-R)*(1-delta+delta*alpha*qC)")
	rng := rand.New(rand.NewPCG(5, 8))
	draw := func() []*big.Rat {
		x := dilemma(rng)
		for range 3 {
			x = append(x, big.NewRat(int64(rng.IntN(9)), 8))
		}
		return x
	}
	same(t, "spe", row.SPE, want, draw)
	// (5,3,1,.), qC = .1, qD = .6: at delta = .7142857 = 5/7 and alpha = 1 the
	// constraint binds and the value is 2.6.
	at := []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), rat("5/7"), rat("1/10"), rat("6/10"), rat("1")}
	if x, err := row.Values[0].Eval(at); err != nil || x.Cmp(rat("13/5")) != 0 {
		t.Errorf("value %v, %v; want 13/5", x, err)
	}
	set, err := row.Critical(context.Background(), []*big.Rat{rat("5"), rat("3"), rat("1"), rat("0"), nil, rat("1/10"), rat("6/10"), rat("1")})
	if err != nil || set.String() != "[5/7, 1)" {
		t.Errorf("critical %v, %v", set, err)
	}
}

// Errors with symbols: a deviation changes only what is intended. A deviation
// from always-D gains (1-2·eps) times the payoff difference, averaged over the
// other's errors.
func TestErrorsWithSymbols(t *testing.T) {
	g := symmetric(t, []string{"T", "R", "P", "S", "delta", "eps"}, "T", "R", "P", "S")
	e := ratio(t, expr.Names(g.Names()), "eps")
	g.Repeated.Error = &e
	rng := rand.New(rand.NewPCG(5, 9))
	draw := func() []*big.Rat { return append(dilemma(rng), big.NewRat(int64(rng.IntN(9)), 8)) }
	row, err := Analyse(context.Background(), g, []string{"always-D", "always-D"})
	if err != nil {
		t.Fatal(err)
	}
	want := formula(t, g, "(1-2*eps)*((1-eps)*(P-S) + eps*(T-R)) >= 0")
	same(t, "always-D spe", row.SPE, want, draw)
	same(t, "always-D nash", row.Nash, want, draw)
	// Grim leaves trust for ever with the first error of anybody, so trust is
	// worth (1-delta)·u(C) + delta·((1-eps)^2·v + (1-(1-eps)^2)·w).
	row, err = Analyse(context.Background(), g, []string{"grim", "grim"})
	if err != nil {
		t.Fatal(err)
	}
	stay := "(1-eps)^2"
	u := "((1-eps)^2*R + eps*(1-eps)*(T+S) + eps^2*P)"
	w := "((1-eps)^2*P + eps*(1-eps)*(T+S) + eps^2*R)"
	v := ratio(t, g.Names(), "((1-delta)*"+u+" + delta*(1-"+stay+")*"+w+")/(1-delta*"+stay+")")
	if got, _ := row.Values[0].Ratio(); !got.Equal(v) {
		t.Errorf("value of grim with errors: %s, want %s", g.Printer().Ratio(got), g.Printer().Ratio(v))
	}
	for _, f := range row.SPE.Conjuncts() {
		if f.Atom.P.Degree(4) > 1 { // the determinant of the chain must be gone
			t.Errorf("condition %s", g.Printer().Formula(f))
		}
	}
}

// Weak renegotiation-proofness: penance passes wherever it is subgame perfect,
// grim never does in a prisoner's dilemma (van Damme 1989; Farrell and Maskin 1989).
func TestWeakRenegotiationProofness(t *testing.T) {
	g := generic(t)
	rng := rand.New(rand.NewPCG(5, 10))
	draw := func() []*big.Rat { return dilemma(rng) }
	row, err := Analyse(context.Background(), g, []string{"penance", "penance"})
	if err != nil {
		t.Fatal(err)
	}
	proof, err := row.Renegotiation(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "penance", proof, row.SPE, draw)
	row, err = Analyse(context.Background(), g, []string{"grim", "grim"})
	if err != nil {
		t.Fatal(err)
	}
	if proof, err = row.Renegotiation(context.Background()); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if x := dilemma(rng); proof.Eval(x) {
			t.Fatalf("grim is renegotiation-proof at %v", x)
		}
	}
}

// TestSignalThatNeverComes: a state that only an impossible signal leads to is
// reached by no history, so that deviations there do not matter.
func TestSignalThatNeverComes(t *testing.T) {
	g := numeric(t, "5 3 1 0")
	always := [][]algebra.Ratio{{one, {}}, {one, {}}, {one, {}}, {one, {}}}
	g.Repeated.Monitoring = &games.Monitoring{Signals: []string{"usual", "never"}, Prob: always}
	g.Repeated.Automata = []games.Automaton{{Name: "a", States: []games.State{
		{Name: "race", Play: "D", Next: []games.Transition{{Actions: []string{"usual"}, To: surely(0)}, {To: surely(1)}}},
		{Name: "folly", Play: "C", Next: []games.Transition{{To: surely(1)}}},
	}}}
	row, err := Analyse(context.Background(), g, []string{"a", "a"})
	if err != nil {
		t.Fatal(err)
	}
	if !row.SPE.IsTrue() || !row.Nash.IsTrue() {
		t.Errorf("subgame perfect iff %s, Nash iff %s; want both always", row.SPE, row.Nash)
	}
}
