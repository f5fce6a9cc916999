package ask_test

import (
	"context"
	"testing"

	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

// TestUndecidedClaimFailsSomewhere: four players around a table, of whom three want
// to do as their neighbour does and one otherwise, mix for every stake; for the weights
// of four players no formula is sought, but a point refutes that they never mix.
func TestUndecidedClaimFailsSomewhere(t *testing.T) {
	f, diags := format.Read("ring.yaml", []byte(`
brink: 1
name: ring
parameters: {x: 2}
assume: [x > 1]
players: {A: [l, r], B: [l, r], C: [l, r], D: [l, r]}
payoffs:
  profiles:
    - [l, l, l, l, [x, x, x, 0]]
    - [l, l, l, r, [x, x, 0, x]]
    - [l, l, r, l, [x, 0, 0, 0]]
    - [l, l, r, r, [x, 0, x, x]]
    - [l, r, l, l, [0, 0, x, 0]]
    - [l, r, l, r, [0, 0, 0, x]]
    - [l, r, r, l, [0, x, 0, 0]]
    - [l, r, r, r, [0, x, x, x]]
    - [r, l, l, l, [0, x, x, x]]
    - [r, l, l, r, [0, x, 0, 0]]
    - [r, l, r, l, [0, 0, 0, x]]
    - [r, l, r, r, [0, 0, x, 0]]
    - [r, r, l, l, [x, 0, x, x]]
    - [r, r, l, r, [x, 0, 0, 0]]
    - [r, r, r, l, [x, x, 0, x]]
    - [r, r, r, r, [x, x, x, 0]]
claims:
  - {id: never, says: They never mix., holds: not mixed()}
`), "")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	a, err := ask.Verify.Run(context.Background(), f.Model, nil, ask.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := a.(*answer.Verdicts).Claims[0]
	if v.Status != answer.Undecided || len(v.Counterexample) != 1 || v.Counterexample[0].Rat.Sign() <= 0 {
		t.Errorf("%v, fails at %v (%v), want an undecided claim with a point", v.Status, v.Counterexample, v.Why)
	}
}
