package pure_test

import (
	"context"
	"fmt"

	"brink/games"
	"brink/solver/nash/corpus"
	"brink/solver/nash/method"
	"brink/solver/nash/pure"
)

// The pure equilibria of a game, of which matching pennies has none.
func ExampleAll() {
	pennies := corpus.Bimatrix("pennies", [][]int64{{1, -1}, {-1, 1}}, [][]int64{{-1, 1}, {1, -1}})
	for _, g := range []*games.Strategic{corpus.Coordination(3), pennies} {
		res, err := pure.All(context.Background(), g, method.Options{})
		if err != nil {
			panic(err)
		}
		fmt.Println(len(res.Equilibria))
	}
	// Output:
	// 3
	// 0
}
