package games_test

import (
	"fmt"
	"math/big"

	"brink/games"
)

// A game in numbers checks a profile exactly, without any solver.
func ExampleStrategic_Verify() {
	r := func(a, b int64) *big.Rat { return big.NewRat(a, b) }
	g := &games.Strategic{
		Players: []games.Player{{Name: "A", Actions: []string{"h", "t"}}, {Name: "B", Actions: []string{"h", "t"}}},
		Payoffs: []games.Table{
			games.NewTable([]*big.Rat{r(1, 1), r(-1, 1), r(-1, 1), r(1, 1)}),
			games.NewTable([]*big.Rat{r(-1, 1), r(1, 1), r(1, 1), r(-1, 1)}),
		},
	}
	payoffs, err := g.Verify([][]*big.Rat{{r(1, 2), r(1, 2)}, {r(1, 2), r(1, 2)}})
	fmt.Println(payoffs, err)
	_, err = g.Verify([][]*big.Rat{{r(1, 1), r(0, 1)}, {r(1, 2), r(1, 2)}})
	fmt.Println(err != nil)
	// Output:
	// [0/1 0/1] <nil>
	// true
}
