package bayesian

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/solver/concept"
)

// Players who are alike, and types who are, have rows under one condition: those of
// the copies hold at numbers as those of the first do, and the first count them all.
func TestOrbitsAgainstLinearPrograms(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, c := range []struct {
		types string
		most  int // ways of playing in an orbit
	}{
		{"each: {low: {prob: p, c: 0}, high: {prob: 1 - p, c: 1}}", 2},
		{"A: {one: {prob: 1/2, c: 1/2}, two: {prob: 1/2, c: 1/2}}\n  B: {only: {prob: 1, c: p}}", 2},
		{"each: {one: {prob: 1/2, c: p}, two: {prob: 1/2, c: p}}", 8},
	} {
		text := "brink: 1\nparameters: {p: {range: \"[0, 1]\"}, x: {range: \"[-2, 2]\"}}\n" +
			"players: {A: [l, r], B: [l, r]}\ntypes:\n  " + c.types +
			"\npayoffs: {each: \"is(l)*(x*others(l) + others(r)/2 - own(c))\"}\n"
		g, tab := solved(t, text)
		rows := make(map[string]*concept.Row)
		counted, copies, most := 0, 0, 0
		for _, row := range tab.Rows {
			rows[fmt.Sprint(supportOf(g, row))] = row
			switch {
			case row.Copy:
				copies++
			case row.Multiplicity > 1:
				counted += row.Multiplicity - 1
				most = max(most, row.Multiplicity)
			}
		}
		if len(rows) != len(tab.Rows) || counted != copies || most != c.most {
			t.Errorf("%d rows of %d ways of playing; %d copies, %d counted, at most %d in an orbit, want %d\n%s",
				len(tab.Rows), len(rows), copies, counted, most, c.most, text)
		}
		for range 6 {
			point := randomPoint(r)
			n := numbersAt(t, g, point)
			for _, s := range everySupport(n) {
				row := rows[fmt.Sprint(s)]
				got, want := row != nil && row.Exists.Eval(point), n.carried(s)
				if got != want {
					t.Fatalf("at %v the supports %v: got %v, want %v\n%s", point, s, got, want, text)
				}
				if got {
					checkNumbers(t, g, n, row, point, text)
				}
			}
		}
	}
}

// Red does not know whether Blue is tough and strikes: by hand, knowing it she would
// strike the weak one only.
func TestCostOfIgnorance(t *testing.T) {
	g, tab := solved(t, `brink: 1
parameters: {p: {range: "(0, 1)"}, c: {range: "(0, 1)"}}
players: {Blue: [hold, strike], Red: [hold, strike]}
types: {Blue: {tough: {prob: p, good: 1}, weak: {prob: 1 - p, good: 0}}}
payoffs:
  Blue: "is(strike)*(own(good) - c)"
  Red: "is(strike)*(plays(Blue, hold) - plays(Blue, strike)*c)"
`)
	Ignorance(context.Background(), g, tab)
	seen := 0
	for _, row := range tab.Rows {
		for _, c := range []struct{ p, c, blue, red *big.Rat }{
			{big.NewRat(1, 2), big.NewRat(1, 2), new(big.Rat), big.NewRat(1, 4)}, // Red strikes, and pays p·c
			{big.NewRat(4, 5), big.NewRat(1, 2), new(big.Rat), big.NewRat(1, 5)}, // Red holds, and forgoes 1 - p
			{big.NewRat(2, 3), big.NewRat(1, 2), new(big.Rat), big.NewRat(1, 3)}, // Red is indifferent
		} {
			point := []*big.Rat{c.p, c.c}
			if !row.Exists.Eval(point) || numberOf(row, "payoff", "Red").Value == nil {
				continue // or how Red mixes is not pinned down
			}
			for i, want := range []*big.Rat{c.blue, c.red} {
				a := numberOf(row, "ignorance", g.Players[i].Name)
				if a.Value == nil || a.Except.Eval(point) {
					t.Fatalf("no cost of %s at %v", g.Players[i].Name, point)
				}
				if v, err := a.Value.Eval(point); err != nil || v.Cmp(want) != 0 {
					t.Errorf("at %v ignorance costs %s %v, want %v", point, g.Players[i].Name, v, want)
				}
				seen++
			}
		}
	}
	if seen < 8 {
		t.Fatalf("%d costs", seen)
	}
	// Where the informed have several equilibria there is no cost.
	g, tab = solved(t, `brink: 1
parameters: {p: {range: "(0, 1)"}}
players: {A: [l, r], B: [l, r]}
types: {A: {low: {prob: p, c: 0}, high: {prob: 1 - p, c: 1/2}}}
payoffs: {A: "is(l)*(others(l) - own(c)/2)", B: "is(l)*(2*others(l) - 1)"}
`)
	Ignorance(context.Background(), g, tab)
	for _, row := range tab.Rows {
		if a := numberOf(row, "ignorance", "B"); a.Value != nil && !a.Except.Eval([]*big.Rat{big.NewRat(1, 2)}) {
			t.Errorf("%v: ignorance is said to cost B %v", row.Play, a.Value)
		}
	}
}
