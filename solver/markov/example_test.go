package markov_test

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/markov"
)

// The pure stationary Markov-perfect equilibria of a game with states, with the
// condition of each.
func Example() {
	f, problems := format.Read("game.yaml", []byte(`brink: 1
parameters: {g: 1, d: 1/2}
assume: [0 < d < 1]
players: {A: [wait, invest], B: [watch]}
discount: d
states:
  poor: {payoffs: {wait: [[0, 0]], invest: [[-1, 0]]}, next: {"wait watch": poor, "invest watch": rich}}
  rich: {actions: {A: [wait]}, payoffs: {wait: [[g, 0]]}, next: {else: rich}}
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	t, err := markov.Equilibria(context.Background(), f.Model.(*games.Stochastic))
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
	// poor: [wait] poor: [watch] rich: [wait] rich: [watch] | d*(g + 1) <= 1
	// poor: [invest] poor: [watch] rich: [wait] rich: [watch] | d*(g + 1) >= 1
}
