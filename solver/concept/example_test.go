package concept_test

import (
	"context"
	"fmt"

	"brink/games/expr"
	"brink/games/format"
	"brink/solver/concept"
)

// The sentence of a candidate: there is a probability q of striking at which the other
// is indifferent. What is left of it is a condition on the parameters.
func ExampleSettler_Settle() {
	f, problems := format.Read("chicken.yaml", []byte(`brink: 1
parameters: {gain: 1, crash: 3}
assume: [gain > 0]
players: {A: [yield, strike], B: [yield, strike]}
payoffs: {each: "if(is(strike), if(others(strike) = 1, -crash, gain), 0)"}
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	h := f.Model.Head()
	names := expr.Names(append(h.Names(), "q")) // unknowns come behind the parameters
	holds, _, err := expr.CompileFormula("0 < q and q < 1 and (1 - q)*gain - q*crash = 0", names)
	if err != nil {
		panic(err)
	}
	s := concept.NewSettler(f.Model)
	settled := s.Settle(context.Background(), concept.Candidate{Unknowns: 1, Holds: holds})
	fmt.Println(h.Printer().Formula(settled.Exists))
	// Output:
	// crash > 0
}
