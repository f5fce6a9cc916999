package certify_test

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/certify"
	"brink/solver/prove"
	"brink/solver/stability"
)

// A row of a table of conditions is derived again from the definitions, column by
// column; a forged condition is not certified.
func Example() {
	f, problems := format.Read("staghunt.yaml", []byte(`brink: 1
parameters: {c: 1}
players: {A: [stag, hare], B: [stag, hare]}
payoffs:
  stag: [[2, 2], [0, c]]
  hare: [[c, 0], [c, c]]
`), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	g := f.Model.(*games.Game)
	ctx := context.Background()
	table, err := stability.Conditions(ctx, g, stability.Options{})
	if err != nil {
		panic(err)
	}
	r := table.Rows[0]
	row := certify.Row{Support: r.Support, Strategies: r.Strategies, Payoffs: r.Payoffs, Exists: r.Exists, Strict: r.Strict}
	forged := row
	forged.Exists = r.Strict
	c := certify.Rows(ctx, g, certify.Options{})
	for _, x := range []certify.Row{row, forged} {
		list, err := c.Certify(ctx, x)
		if errors.Is(err, prove.ErrSelfCheck) {
			fmt.Println("refused:", g.Printer().Formula(x.Exists)) // false at some point
			continue
		}
		if err != nil {
			panic(err)
		}
		fmt.Println(list[0].Column, g.Printer().Formula(x.Exists)+":", list[0].Accepted)
	}
	// Output:
	// exists c <= 2: yes
	// refused: c < 2
}
