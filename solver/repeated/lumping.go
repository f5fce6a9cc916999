package repeated

import (
	"fmt"
	"slices"
	"strings"

	"brink/games/algebra"
)

// lump partitions the states of a chain into classes that nothing visible tells
// apart: states of a class play alike and move to every class with the same
// probability, so their values are equal (lumpability: Kemeny and Snell 1960, Finite
// Markov Chains, 6.3). It is the coarsest such partition, by refinement of "play
// alike": O(states × branches) sums a round, at most as many rounds as classes. It
// returns the class of every state and how many there are.
func lump(emit, move [][]weighted) ([]int, int) {
	names := map[string]int{}
	number := func(r algebra.Ratio) int {
		key := r.Num().Key() + "/" + r.Den().Key()
		if _, ok := names[key]; !ok {
			names[key] = len(names)
		}
		return names[key]
	}
	class, count := make([]int, len(emit)), 0
	assign := func(keyOf func(s int) string) int {
		seen := map[string]int{}
		next := make([]int, len(class))
		for s := range class {
			key := keyOf(s)
			if _, ok := seen[key]; !ok {
				seen[key] = len(seen)
			}
			next[s] = seen[key]
		}
		copy(class, next)
		return len(seen)
	}
	list := func(ws []weighted) string {
		var b strings.Builder
		for _, w := range ws {
			fmt.Fprintf(&b, " %d:%d", w.at, number(w.p))
		}
		return b.String()
	}
	count = assign(func(s int) string { return list(emit[s]) })
	for count < len(class) {
		more := assign(func(s int) string { return fmt.Sprint(class[s]) + list(toClasses(move[s], class)) })
		if more == count {
			break
		}
		count = more
	}
	return class, count
}

// toClasses adds up the probabilities of the states of each class.
func toClasses(ws []weighted, class []int) []weighted {
	out := slices.Clone(ws)
	for i := range out {
		out[i].at = class[out[i].at]
	}
	return merge(out)
}
