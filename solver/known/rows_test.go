package known_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"brink/games/format"
	"brink/solver/known"
	"brink/solver/nash"
)

const states = `brink: 1
parameters: {delta: {default: 1/2, range: "[0, 1)"}}
players: {A: [stay, go], B: [rest]}
discount: delta
start: calm
states:
  calm:
    payoffs: {A: "if(is(stay), 1, 0)", B: "0"}
    next: {"go rest": high, else: calm}
  high: {actions: {A: [take]}, payoffs: {A: "3", B: "1"}, next: {else: high}}
`

const cutoffs = `brink: 1
players: {Blue: [hold, strike], Red: [hold, strike]}
types: {each: {c: {uniform: [0, 1]}}}
payoffs: {each: "if(is(strike), 1/2 - own(c), 0)"}
`

const roots = `brink: 1
dynamics: {time: continuous, variables: {x: "[0, inf)"}, rates: {x: "2 - x^2"}}
`

// TestRows compares rows of games of all kinds with what is known of them.
func TestRows(t *testing.T) {
	for _, c := range []struct {
		game, known string
		want        known.Status
	}{
		{states, "{equilibria: {strategies: {calm: [go, rest]}, values: {calm: [3, 1], high: {A: 6}}, long_run: {high: 1}}}", known.Same},
		{states, "{equilibria: {strategies: {calm: [go, rest]}, values: {calm: [4, 1]}}}", known.Different},
		{states, "{at: {delta: 1/4}, equilibria: {strategies: {calm: {A: stay}}}}", known.Same},
		{states, "{at: {delta: 1/4}, equilibria: {strategies: {calm: {A: go}}}}", known.Different},
		{states, "{at: {delta: 1/3}, count: 2}", known.Same}, // indifferent
		{states, "{at: {delta: 1/3}, equilibria: {strategies: {calm: {A: go}}}}", known.Different},
		{states, "{at: {delta: 1/3}, contains: {strategies: {calm: {A: go}}}}", known.Same},
		{states, "{count: 2}", known.Different},
		{cutoffs, "{equilibria: {cutoffs: {Blue: 1/2, Red: 1/2}, below: {Blue: strike}}}", known.Same},
		{cutoffs, "{equilibria: {cutoffs: {Blue: 1/3}}}", known.Different},
		{cutoffs, "{equilibria: {cutoffs: {Blue: all}}}", known.Different},
		{roots, "{equilibria: {at: {x: \"root('x^2 - 2', 0, 2)\"}, stable: true}}", known.Same},
		{roots, "{equilibria: {at: {x: 1}}}", known.Different},
		{roots, "{equilibria: {stable: false}}", known.Different},
	} {
		f, diags := format.Read("g.yaml", []byte(c.game+"known: ["+c.known+"]\n"), "")
		if len(diags) > 0 {
			t.Errorf("%s: %v", c.known, diags)
			continue
		}
		results, err := known.Check(context.Background(), f.Model, nash.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.known, err)
			continue
		}
		if got := results[0].Status(); got != c.want {
			t.Errorf("%s: %v, not %v: %+v", c.known, got, c.want, results[0].Findings)
		}
	}
}

// TestRowsMisplaced: known results that cannot be read say where and why.
func TestRowsMisplaced(t *testing.T) {
	for known, line := range map[string]string{
		"{value: 3}": "value is about games in strategic form and repeated play, found it in a game of the kind stochastic",
		"{equilibria: {strategies: {calme: [go]}}}":    `"calme" is not a state`,
		"{equilibria: {strategies: {calm: [go]}}}":     "found 1 value where 2, one per player, were expected",
		"{equilibria: {strategies: {calm: {A: run}}}}": `"run" is not an action of A in calm`,
		"{equilibria: {values: {calm: [x, 1]}}}":       `found "x" where an exact number was expected`,
		"{at: {delta: 1/2}}":                           "the known result states nothing",
		"{equilibria: {stable: true}}":                 `"stable" is not a key of an equilibrium`,
	} {
		_, diags := format.Read("g.yaml", []byte(states+"known: ["+known+"]\n"), "")
		if !slices.ContainsFunc(diags, func(d format.Diagnostic) bool { return strings.HasPrefix(d.Summary, line) }) {
			t.Errorf("%s: %v", known, diags)
		}
	}
	for text, want := range map[string]error{
		"{at: {delta: 1/2}, concept: pbe, count: 1}": known.ErrConcept,
	} {
		f, diags := format.Read("g.yaml", []byte(states+"known: ["+text+"]\n"), "")
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		if _, err := known.Check(context.Background(), f.Model, nash.Options{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
