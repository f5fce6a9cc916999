package continuous_test

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/continuous"
)

// The pure equilibria of a game of choices from ranges, with the condition of each.
func Example() {
	f, problems := format.Read("game.yaml", []byte(`brink: 1
parameters: {a: 1, b: 1}
assume: [a > 0, b > 0]
players: {A: {chooses: x, range: "[0, 1]"}, B: {chooses: y, range: "[0, 1]"}}
payoffs: {A: "a*x - x^2", B: "b*y - y^2 + x*y"}
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	t, err := continuous.Equilibria(context.Background(), f.Model.(*games.Continuous))
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
	// x: [high] y: [high] | b >= 1 and a >= 2
	// x: [high] y: [interior] | b < 1 and a >= 2
	// x: [interior] y: [high] | a < 2 and a + 2*b >= 4
	// x: [interior] y: [interior] | a < 2 and a + 2*b < 4
}
