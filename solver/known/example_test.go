package known_test

import (
	"context"
	"fmt"

	"brink/games/format"
	"brink/solver/known"
	"brink/solver/nash"
)

// Known results of a file are compared with what the solvers find.
func ExampleCheck() {
	src := `brink: 1
players: {A: [h, t], B: [h, t]}
payoffs: [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]
known:
  - {at: {}, equilibria: [[[1/2, 1/2], [1/2, 1/2]]]}
  - {at: {}, count: 2}
`
	f, problems := format.Read("pennies.yaml", []byte(src), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	results, err := known.Check(context.Background(), f.Model, nash.Options{})
	if err != nil {
		panic(err)
	}
	for _, r := range results {
		fmt.Println(r.Status() == known.Same, r.Findings[0].Expected, r.Findings[0].Found)
	}
	// Output:
	// true [[[1/2, 1/2], [1/2, 1/2]]] [[[1/2, 1/2], [1/2, 1/2]]]
	// false [2] [1]
}
