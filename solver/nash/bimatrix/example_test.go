package bimatrix_test

import (
	"context"
	"fmt"

	"brink/solver/nash/bimatrix"
	"brink/solver/nash/corpus"
)

// The Lemke-Howson paths of the 3×3 coordination game end at its pure equilibria.
func ExampleLemkeHowsonPath() {
	g := corpus.Coordination(3)
	for label := 1; label <= 3; label++ {
		p, err := bimatrix.LemkeHowsonPath(context.Background(), g, label)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("label", p.Label, "pivots", p.Pivots, p.Equilibrium.Strategies)
	}
	// Output:
	// label 1 pivots 2 [[1/1 0/1 0/1] [1/1 0/1 0/1]]
	// label 2 pivots 2 [[0/1 1/1 0/1] [0/1 1/1 0/1]]
	// label 3 pivots 2 [[0/1 0/1 1/1] [0/1 0/1 1/1]]
}
