package bayesian

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/solver/concept"
	"brink/solver/prove"
)

// fixedPoints counts the cut-offs of player 0 that are best against the best reply to
// them, two for any number above one: that reply is linear between the points where
// one of the players comes to an end of her range.
func (d duel) fixedPoints() int {
	at := []*big.Rat{new(big.Rat), d.high[0]}
	// line is the reply of player i before it is cut off at the ends, base + slope·other.
	line := func(i int) (base, slope *big.Rat) {
		base = d.stay[i]
		slope = new(big.Rat).Sub(d.clash[i], d.stay[i])
		return base, slope.Quo(slope, d.high[1-i])
	}
	meets := func(i int, value *big.Rat) (*big.Rat, bool) {
		base, slope := line(i)
		if slope.Sign() == 0 {
			return nil, false
		}
		x := new(big.Rat).Sub(value, base)
		return x.Quo(x, slope), true
	}
	add := func(i int, value *big.Rat) (*big.Rat, bool) {
		x, ok := meets(i, value)
		return x, ok && x.Sign() >= 0 && x.Cmp(d.high[1-i]) <= 0
	}
	for _, end := range []*big.Rat{new(big.Rat), d.high[1]} {
		if x, ok := add(1, end); ok {
			at = append(at, x)
		}
	}
	for _, end := range []*big.Rat{new(big.Rat), d.high[0]} {
		if y, ok := add(0, end); ok {
			if x, ok := add(1, y); ok {
				at = append(at, x)
			}
		}
	}
	slices.SortFunc(at, (*big.Rat).Cmp)
	count := 0
	sign := func(x *big.Rat) int { return d.reply(0, d.reply(1, x)).Cmp(x) }
	for k, x := range at {
		if k > 0 && x.Cmp(at[k-1]) == 0 {
			continue
		}
		if sign(x) == 0 {
			count++
		}
		if k > 0 && sign(at[k-1])*sign(x) < 0 {
			count++
		}
	}
	return min(count, 2)
}

// The condition of uniqueness is that of counting.
func TestUniqueAgainstReplies(t *testing.T) {
	g := read(t, duelText)
	tab, err := Equilibria(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	Unique(context.Background(), g, tab)
	if tab.Unique == nil {
		t.Fatal("not found")
	}
	r := rand.New(rand.NewPCG(4, 2))
	counts := make(map[int]int)
	for range 400 {
		var d duel
		for i := range 2 {
			d.stay[i], d.clash[i] = big.NewRat(r.Int64N(9)-3, 2), big.NewRat(r.Int64N(9)-3, 2)
			d.high[i] = big.NewRat(r.Int64N(4)+1, 2)
		}
		point := []*big.Rat{d.stay[0], d.stay[1], d.clash[0], d.clash[1], d.high[0], d.high[1]}
		n := d.fixedPoints()
		if counts[n]++; tab.Unique.Eval(point) != (n == 1) {
			t.Fatalf("at %v: %d equilibria, unique is %v", point, n, n != 1)
		}
	}
	if counts[0] > 0 || counts[1] < 20 || counts[2] < 20 {
		t.Errorf("the test is weak: %v", counts)
	}
}

// A square root that a file defines and that no payoff uses, and that has no value
// everywhere, makes no knife-edge of what holds on an area; two cut-offs at which all are
// indifferent are two equilibria.
func TestDefinedRootIsNoKnifeEdge(t *testing.T) {
	g := read(t, `brink: 1
parameters: {phi: {default: 9/100, range: "(0, 1)"}}
define: {low: (1 - sqrt(1 - 4*phi))/2}
players: {Blue: [hold, strike], Red: [hold, strike]}
types: {each: {c: {uniform: [0, 1]}}}
payoffs: {each: "if(is(strike), if(others(strike) = 1, -own(c), phi - own(c)), if(others(strike) = 1, -phi - own(c), 0))"}
claims: [{id: a, holds: low > 0}]
`)
	tab, err := Equilibria(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	Unique(context.Background(), g, tab)
	at := func(a, b int64) []*big.Rat { return []*big.Rat{big.NewRat(a, b), new(big.Rat)} }
	if tab.Unique == nil || tab.Unique.Eval(at(1, 5)) || tab.Unique.Eval(at(1, 4)) || !tab.Unique.Eval(at(3, 10)) {
		t.Errorf("unique: %v", tab.Unique)
	}
	areas := 0
	for _, r := range tab.Rows {
		if r.KnifeEdge == prove.No {
			areas++
		}
	}
	if areas != 2 || len(tab.Rows) != 2 {
		t.Errorf("%d of %d rows exist on an area, not both", areas, len(tab.Rows))
	}
}

// Of listed types one of probability 0 may do anything: with a choice that others are
// indifferent to there are many equilibria then.
func TestUniqueOfListedTypes(t *testing.T) {
	g := read(t, `brink: 1
parameters: {v: 1, q: {default: 1/2, range: "[0, 1]"}}
players: {A: [l, r], B: [l, r]}
types: {A: {fond: {prob: q, z: 1}, cold: {prob: 1 - q, z: -1}}}
payoffs: {A: "own(z)*is(l)", B: "v*is(l)*others(l) + is(r)*others(r)"}
`)
	tab, err := Equilibria(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	f, ok := concept.NewSettler(g).Unique(context.Background(), tab)
	if !ok {
		t.Fatal("not found")
	}
	one := big.NewRat(1, 1)
	for _, v := range []*big.Rat{big.NewRat(-1, 1), new(big.Rat), big.NewRat(1, 2), one, big.NewRat(2, 1)} {
		for _, q := range []*big.Rat{new(big.Rat), big.NewRat(1, 3), big.NewRat(1, 2), big.NewRat(2, 3), one} {
			// B gains v·q by l and 1 - q by r.
			tie := new(big.Rat).Mul(v, q).Cmp(new(big.Rat).Sub(one, q)) == 0
			if want := q.Sign() > 0 && q.Cmp(one) < 0 && !tie; f.Eval([]*big.Rat{v, q}) != want {
				t.Errorf("v = %v, q = %v: unique is %v", v, q, !want)
			}
		}
	}
}
