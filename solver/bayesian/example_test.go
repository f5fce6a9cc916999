package bayesian_test

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/bayesian"
)

// The Bayesian equilibria of a game with types, with the condition of each.
func Example() {
	f, problems := format.Read("game.yaml", []byte(`brink: 1
parameters: {t: 1/2}
assume: [0 < t < 1]
players: {Blue: [hold, strike], Red: [hold, strike]}
types:
  Blue: {tough: {prob: t, c: 0}, weak: {prob: 1 - t, c: 3}}
payoffs: {Blue: "if(is(strike), 1 - own(c), 0)", Red: "if(is(strike), 1 - 2*plays(Blue, strike), 0)"}
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	t, err := bayesian.Equilibria(context.Background(), f.Model.(*games.Bayesian))
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
	// Blue.tough: [strike] Blue.weak: [hold] Red: [hold] | t >= 1/2
	// Blue.tough: [strike] Blue.weak: [hold] Red: [strike] | t <= 1/2
	// Blue.tough: [strike] Blue.weak: [hold] Red: [hold strike] | t = 1/2
}
