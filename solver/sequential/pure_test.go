package sequential_test

import (
	"context"
	"math/big"
	"slices"
	"testing"

	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/sequential"
)

// TestTwoSpeakers: where both players have types and talk there are too many support
// profiles. Of the pure ones babbling is found, and that the trusty hold after a word
// that all say is an equilibrium where they trust each other enough and no other word
// pays, conditions derived by hand; the table says that it is not complete.
func TestTwoSpeakers(t *testing.T) {
	tree := read(t, `brink: 1
parameters: {t: {default: 1/2, range: "(0, 1)"}, P: {default: 2, range: "(0, inf)"}}
players: {Blue: [hold, race], Red: [hold, race]}
types: {each: {trusty: {prob: t, T: 3}, greedy: {prob: 1 - t, T: 5}}}
talk: {Blue: [m1, m2], Red: [m1, m2]}
payoffs:
  each: "if(is(hold), if(others(hold) = 1, 4, 0), if(others(hold) = 1, own(T), P))"
`)
	tab, err := sequential.PerfectBayesian(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	if tab.Complete || !slices.ContainsFunc(tab.Reasons, func(n note.Note) bool { return n.Code == note.PureOnly }) {
		t.Errorf("complete: %v, reasons %v", tab.Complete, tab.Reasons)
	}
	play := func(r *concept.Row, place string) string {
		k := slices.IndexFunc(r.Play, func(c concept.Choice) bool { return c.Place == place })
		return r.Play[k].Over[0]
	}
	babbling, trusting := 0, 0
	for _, r := range tab.Rows {
		pool := play(r, "Blue.greedy") == play(r, "Blue.trusty") && play(r, "Red.greedy") == play(r, "Red.trusty")
		if !pool || play(r, "Blue.greedy") != "m1" || play(r, "Red.greedy") != "m1" {
			continue
		}
		for _, at := range [][]*big.Rat{pair(1, 2, 1, 2), pair(1, 2, 1, 1), pair(1, 2, 3, 2), pair(3, 4, 3, 1), pair(3, 4, 7, 2), pair(1, 4, 1, 2)} {
			x, p := at[0], at[1]
			enough := new(big.Rat).Mul(new(big.Rat).Sub(big.NewRat(1, 1), x), p).Cmp(x) <= 0 // (1 - t)*P <= t
			pays := new(big.Rat).Mul(big.NewRat(4, 1), x).Cmp(p) >= 0
			switch first, second := play(r, "Blue.trusty.m1.m1"), play(r, "Red.trusty.m1.m1"); {
			case first == "race" && second == "race" && play(r, "Blue.trusty.m1.m2") == "race" && play(r, "Red.trusty.m2.m1") == "race":
				babbling++
				if !r.Exists.Eval(at) {
					t.Errorf("babbling does not exist at %v", at)
				}
			case first == "hold" && second == "hold":
				trusting++
				if r.Exists.Eval(at) != (enough && pays) {
					t.Errorf("the trusty hold at %v: %v", at, r.Exists.Eval(at))
				}
			}
		}
	}
	if babbling == 0 || trusting == 0 {
		t.Errorf("%d and %d rows", babbling, trusting)
	}
}

func pair(a, b, c, d int64) []*big.Rat { return []*big.Rat{big.NewRat(a, b), big.NewRat(c, d)} }
