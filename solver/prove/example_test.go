package prove_test

import (
	"context"
	"fmt"

	"brink/games/expr"
	"brink/solver/prove"
)

// Decide says whether hypotheses imply a claim at all real points, and if not, where it
// fails and when it holds.
func ExampleDecide() {
	names := expr.Names{"x", "y"}
	read := func(s string) expr.Formula {
		f, _, err := expr.CompileFormula(s, names)
		if err != nil {
			panic(err)
		}
		return f
	}
	for _, claim := range []string{"x*y > 0", "x^2 + y^2 >= 2*x*y", "x > y"} {
		v, err := prove.Decide(context.Background(), prove.Problem{Hyps: []expr.Formula{read("x > 0")}, Claim: read(claim), Names: names}, prove.Options{})
		if err != nil {
			panic(err)
		}
		fmt.Println(v.Status, expr.Printer{Names: names}.Formula(v.HoldsWhen), v.Counterexample)
	}
	// Output:
	// conditional y > 0 (1, 0)
	// proved true <nil>
	// conditional x > y (1/3, 1/3)
}
