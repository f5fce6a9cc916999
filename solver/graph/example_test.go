package graph_test

import (
	"context"
	"fmt"

	"brink/games/format"
	"brink/solver/graph"
	"brink/solver/prove"
	"brink/solver/stability"
)

// Claims with exp and log are decided on the graphs of the functions, by bounds that
// are theorems.
func ExampleDecide() {
	f, problems := format.Read("growth.yaml", []byte(`brink: 1
parameters: {x: 1}
players: {A: [a]}
payoffs: {each: 1}
claims:
  - {id: tangent, holds: "exp(x) >= 1 + x"}
  - {id: steep, given: [0 <= x <= 1], holds: "exp(x) <= 1 + 2*x"}
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	h := f.Model.Head()
	ctx := context.Background()
	c := stability.NewCompiler(f.Model)
	for _, claim := range h.Claims {
		compiled, err := c.Compile(ctx, claim)
		if err != nil {
			panic(err)
		}
		v, err := graph.Decide(ctx, h, compiled.Terms(f.Model), compiled.Problem(f.Model), prove.Options{})
		if err != nil {
			panic(err)
		}
		fmt.Println(claim.ID, v.Status)
	}
	// Output:
	// tangent proved
	// steep proved
}
