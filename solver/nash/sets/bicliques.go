package sets

import (
	"context"
	"slices"
)

// Bicliques gives the maximal bicliques of a binary relation to emit, until that
// returns false or the context ends; it says whether these were all. rows[k] holds
// what is related to k, among the integers below n. They are the concepts (closed
// pairs) of the relation, listed without repetition by the Close-by-One algorithm
// (Kuznetsov 1993): a closed set is extended by one element and closed again, and
// kept only when the closure adds no earlier one. O(len(rows)²·n/64) per biclique.
func Bicliques(ctx context.Context, rows []Set, n int, emit func(set, common Set) bool) bool {
	// close adds to set everything that is related to all of common. It returns
	// false when some of it stands before k.
	close := func(set, common Set, k int) bool {
		for j, row := range rows {
			if !set.Has(j) && common.Subset(row) {
				if j < k {
					return false
				}
				set.Add(j)
			}
		}
		return true
	}
	smaller := New(n)
	var extend func(set, common Set, from int) bool
	extend = func(set, common Set, from int) bool {
		if !set.Empty() && !emit(set, common) {
			return false
		}
		for k := from; k < len(rows); k++ {
			if set.Has(k) {
				continue
			}
			if ctx.Err() != nil {
				return false
			}
			copy(smaller, common)
			smaller.And(rows[k])
			if smaller.Empty() {
				continue
			}
			closed := slices.Clone(set)
			if close(closed, smaller, k) && !extend(closed, slices.Clone(smaller), k+1) {
				return false
			}
		}
		return true
	}
	everything := New(n)
	for k := range n {
		everything.Add(k)
	}
	whole := New(len(rows))
	close(whole, everything, 0)
	return extend(whole, everything, 0)
}
