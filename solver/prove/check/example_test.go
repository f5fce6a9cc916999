package check_test

import (
	"context"
	"fmt"

	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

// The evidence of a proof is checked by an algebra of its own: it refutes the
// hypotheses together with the negation of the claim, and nothing else.
func ExampleRefutes() {
	names := expr.Names{"x", "y"}
	read := func(s string) expr.Formula {
		f, _, err := expr.CompileFormula(s, names)
		if err != nil {
			panic(err)
		}
		return f
	}
	v, err := prove.Decide(context.Background(), prove.Problem{
		Hyps: []expr.Formula{read("x > 0"), read("y > x")}, Claim: read("y^2 > x^2"), Names: names,
	}, prove.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Println(v.Status)
	fmt.Println(check.Refutes(context.Background(), v.Target, v.Evidence, check.DefaultSteps))
	other := []expr.Formula{read("x > 0"), read("y > x"), read("y^2 <= 2*x^2")} // can hold
	fmt.Println(check.Refutes(context.Background(), other, v.Evidence, check.DefaultSteps) != nil)
	// Output:
	// proved
	// <nil>
	// true
}
