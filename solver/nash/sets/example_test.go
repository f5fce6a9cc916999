package sets_test

import (
	"context"
	"fmt"

	"brink/solver/nash/sets"
)

// Best replies to each other: the maximal sets of strategies of both players in which
// every pair is related are the maximal Nash subsets.
func ExampleBicliques() {
	related := [][]int{{0, 1}, {1}, {1, 2}}
	rows := make([]sets.Set, len(related))
	for i, list := range related {
		rows[i] = sets.New(3)
		for _, k := range list {
			rows[i].Add(k)
		}
	}
	sets.Bicliques(context.Background(), rows, 3, func(set, common sets.Set) bool {
		fmt.Println(set.Slice(), common.Slice())
		return true
	})
	// Output:
	// [0] [0 1]
	// [0 1 2] [1]
	// [2] [1 2]
}
