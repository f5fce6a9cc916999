package sequential_test

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/sequential"
)

// The subgame-perfect equilibria of a tree, with the condition of each.
func Example() {
	f, problems := format.Read("game.yaml", []byte(`brink: 1
parameters: {k: 1}
assume: [k > 0]
players: [Entrant, Incumbent]
tree:
  move: Entrant
  set: entry
  actions:
    out: [0, 2]
    in: {move: Incumbent, set: reply, actions: {fight: [-k, 1 - k], share: [1, 1]}}
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	t, err := sequential.SubgamePerfect(context.Background(), f.Model.(*games.Tree))
	if err != nil {
		panic(err)
	}
	pr := f.Model.Head().Printer()
	for _, r := range t.Rows {
		for _, c := range r.Play {
			fmt.Print(c.Place, ": ", c.Over, " ")
		}
		fmt.Println("|", pr.Formula(r.Exists))
	}
	// Output:
	// entry: [in] reply: [share] | true
}
