package stability_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/stability"
)

// mazeGame is a repeated game whose automaton moves to the state that the other's
// action names, so that the stationary strategies against it are the ways
// through a complete graph.
func mazeGame(t *testing.T, states int) *games.Game {
	t.Helper()
	var actions, automaton strings.Builder
	for i := range states {
		fmt.Fprintf(&actions, "a%d, ", i)
		fmt.Fprintf(&automaton, "        s%d: {play: a0, next: {", i)
		for j := range states {
			fmt.Fprintf(&automaton, "a0 a%d: s%d, ", j, j)
		}
		fmt.Fprintf(&automaton, "else: s%d}}\n", i)
	}
	src := fmt.Sprintf(`
brink: 1
id: maze
parameters: {delta: {default: 1/2, range: "[0, 1)"}, t: {default: 5, range: "(3, inf)"}}
players: {A: [%[1]s], B: [%[1]s]}
payoffs: {each: "if(is(a1), t, others(a2))"}
repeated:
  discount: delta
  automata:
    wander:
      start: s0
      states:
%s`, strings.TrimSuffix(actions.String(), ", "), automaton.String())
	f, problems := format.Read("maze.yaml", []byte(src), "")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return f.Game
}

// TestTooManyStrategies: a condition of Nash equilibrium that was not computed
// leaves the claim open; it once counted as never.
func TestTooManyStrategies(t *testing.T) {
	if testing.Short() {
		t.Skip("walks over 20000 strategies")
	}
	g := mazeGame(t, 8)
	_, err := stability.NewCompiler(g).Compile(t.Context(), games.Claim{Holds: "not repeated_nash(wander, wander)"})
	if !errors.Is(err, stability.ErrUndecidable) {
		t.Errorf("found %v, want an undecided claim", err)
	}
}
