package repeated_test

import (
	"context"
	"fmt"

	"brink/games/format"
	"brink/solver/repeated"
)

// Analyse finds for which discount factors a profile of automata is subgame perfect.
func ExampleAnalyse() {
	src := `brink: 1
parameters: {T: 5, R: 3, P: 1, S: 0, delta: {default: 4/5, range: "[0, 1)"}}
assume: [T > R, R > P, P > S]
players: {A: [C, D], B: [C, D]}
payoffs: [[[R, R], [S, T]], [[T, S], [P, P]]]
repeated: {discount: delta}
`
	f, problems := format.Read("pd.yaml", []byte(src), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	r, err := repeated.Analyse(context.Background(), f.Game, []string{"grim", "grim"})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Outcome)
	fmt.Println(f.Game.Printer().Formula(r.SPE))
	// Output:
	// (C, C)
	// T*delta + R >= P*delta + T and P >= S
}
