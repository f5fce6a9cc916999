package sequence_test

import (
	"context"
	"fmt"

	"brink/games/format"
	"brink/solver/nash/sequence"
)

// A game of perfect information in its sequence form: the first player enters, and is
// let in, or stays out for fear of a fight.
func ExampleAll() {
	f, problems := format.ReadTree("entry.efg", []byte(`EFG 2 R "entry" { "Entrant" "Incumbent" }
p "" 1 1 "entry" { "in" "out" } 0
p "" 2 1 "reply" { "fight" "share" } 0
t "" 1 "" { -1, -1 }
t "" 2 "" { 1, 1 }
t "" 3 "" { 0, 2 }
`), format.EFG)
	if problems.HasErrors() {
		panic(problems)
	}
	res, err := sequence.All(context.Background(), f.Game.Extensive)
	if err != nil {
		panic(err)
	}
	for _, e := range res.Equilibria {
		fmt.Println(e.Behaviour, e.Payoffs)
	}
	fmt.Println(len(res.Components), "components")
	// Output:
	// [[1/1 0/1] [0/1 1/1]] [1/1 1/1]
	// [[0/1 1/1] [1/1 0/1]] [0/1 2/1]
	// [[0/1 1/1] [1/2 1/2]] [0/1 2/1]
	// 2 components
}
