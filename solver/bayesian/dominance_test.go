package bayesian

import (
	"context"
	"fmt"
	"testing"
)

// A dominant action of one type decides what another player's types do, and that what
// the first player's other type does, at all parameters: iterated dominance leaves one
// profile. With a type that may have probability 0 the chain breaks, since she may do
// anything then.
func TestIteratedDominance(t *testing.T) {
	const text = `brink: 1
parameters: {b: {default: 1, range: "(0, 1)"}, p: {default: 1/2, range: "%s"}}
players: {A: [l, r], B: [l, r]}
types: {A: {eager: {prob: p, z: 1}, wary: {prob: 1 - p, z: 0}}}
payoffs:
  A: "own(z)*is(l)*2 + (1 - own(z))*is(l)*(others(l)*2 - 1)"
  B: "is(l)*(1 + others(l)*b - others(r)*b)"
`
	for _, c := range []struct{ span, keep string }{{"(0, 1)", "[[0] [0] [0]]"}, {"[0, 1]", "[[0 1] [0 1] [0]]"}} {
		b := read(t, fmt.Sprintf(text, c.span))
		g := newGame(b)
		if got := fmt.Sprint(g.surviving(context.Background())); got != c.keep {
			t.Errorf("p in %s: %s survive, want %s", c.span, got, c.keep)
		}
		tab, err := Equilibria(context.Background(), b)
		if err != nil || !tab.Complete {
			t.Fatal(err)
		}
		if c.span == "(0, 1)" && (len(tab.Rows) != 1 || !tab.Rows[0].Exists.IsTrue()) {
			t.Errorf("%d rows", len(tab.Rows))
		}
	}
}
