package stability_test

import (
	"context"
	"fmt"

	"brink/games/format"
	"brink/solver/stability"
)

// The table of stability conditions of a game: for every profile of supports, when it
// carries an equilibrium.
func ExampleConditions() {
	src := `brink: 1
parameters: {V: 2, C: 3}
assume: [V > 0, C > 0]
players: {A: [hawk, dove], B: [hawk, dove]}
payoffs:
  hawk: [[(V - C)/2, (V - C)/2], [V, 0]]
  dove: [[0, V], [V/2, V/2]]
`
	f, problems := format.Read("hawk-dove.yaml", []byte(src), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	t, err := stability.Conditions(context.Background(), f.Game, stability.Options{})
	if err != nil {
		panic(err)
	}
	pr := f.Game.Printer()
	for _, r := range t.Rows {
		fmt.Println(r.Profile(f.Game), "|", pr.Formula(r.Exists), "|", pr.Formula(r.Strict))
	}
	fmt.Println(t.Complete)
	// Output:
	// (hawk, hawk) | V >= C | V > C
	// (hawk, dove) | V <= C | V < C
	// (dove, hawk) | V <= C | V < C
	// (hawk, {hawk, dove}) | V = C | false
	// ({hawk, dove}, hawk) | V = C | false
	// ({hawk, dove}, {hawk, dove}) | V < C | false
	// true
}
