package ask_test

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

const stagHunt = `brink: 1
id: stag-hunt
parameters: {s: 3/4}
assume: [0 < s, s < 1]
players: {A: [stag, hare], B: [stag, hare]}
payoffs:
  stag: [[1, 1], [0, s]]
  hare: [[s, 0], [s, s]]
`

// Ask under which conditions each profile is an equilibrium.
func Example() {
	f, diags := format.Read("stag-hunt.yaml", []byte(stagHunt), format.YAML)
	if diags.HasErrors() {
		panic(diags)
	}
	got, err := ask.Conditions.Run(context.Background(), f.Game, nil, ask.Options{})
	if err != nil {
		panic(err)
	}
	table := got.(*answer.Conditions)
	pr := f.Game.Printer()
	for _, r := range table.Rows {
		exists, _ := r.Condition(answer.Exists)
		risk, ok := r.Condition(answer.RiskDominant)
		fmt.Print(answer.Profile(table.Players, r.Support), " exists: ", pr.Formula(exists))
		if ok {
			fmt.Print(", risk dominant: ", pr.Formula(risk))
		}
		fmt.Println()
	}
	fmt.Println("complete:", table.Complete)
	// Output:
	// (stag, stag) exists: true, risk dominant: s < 1/2
	// (hare, hare) exists: true, risk dominant: s > 1/2
	// ({stag, hare}, {stag, hare}) exists: true
	// complete: true
}

// A question that makes no sense for a kind of game says which ones do.
func ExampleQuestion_Run() {
	nothing := ask.Question{Name: "nothing"}
	_, err := nothing.Run(context.Background(), &games.Game{}, nil, ask.Options{})
	fmt.Println(errors.Is(err, ask.ErrKind))
	// Output: true
}
