package nash

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"sync/atomic"

	"brink/solver/exact"
)

// indices computes the index of every component of a complete answer and
// checks that they sum to +1.
//
// The game with right-hand sides 1+ε, 1+ε², … in both polytopes, for a small
// ε > 0, has the same equilibria as one with slightly different payoffs, and
// no ties. Its equilibria are the complementary pairs of bases, each near one
// extreme equilibrium of the true game, so the index of a component is the sum
// over the pairs near it (Shapley 1974; von Schemde 2005, Index and Stability
// in Bimatrix Games, section 2.2). A vertex with no more labels than
// dimensions is its own only basis.
func (p *pool) indices(res *Result) error {
	if len(p.pairs) == 1 && p.points[0][p.pairs[0][0]].support.count() > largeSupport {
		res.Components[0].Index = 1 // by the theorem; a check would cost more than the answer
		return nil
	}
	var near [2][]*setTable // by point with ties: the bases near it
	for side := range near {
		near[side] = make([]*setTable, len(p.points[side]))
	}
	dicts := [2]*dictionary{newDictionary(&p.b.poly[0]), newDictionary(&p.b.poly[1])}
	simple := func(k int) (x, y *point, ok bool) {
		x, y = p.points[0][p.pairs[k][0]], p.points[1][p.pairs[k][1]]
		return x, y, x.simple() && y.simple()
	}
	sign := make([]int8, len(p.pairs)) // the indices of equilibria without ties
	p.inParallel(len(p.pairs), 64, func(k int) {
		if x, y, ok := simple(k); ok {
			sign[k] = int8(p.b.index(x.support, y.support))
		}
	})
	count, sum := 0, 0
	enter := func(equilibrium, index int) {
		res.Components[res.Equilibria[equilibrium].Component-1].Index += index
		sum += index
		count++
	}
	for k, pair := range p.pairs {
		if _, _, ok := simple(k); ok {
			enter(k, int(sign[k]))
			continue
		}
		for side, at := range pair {
			if near[side][at] == nil {
				near[side][at] = basesAt(dicts[side], p.byLabel[side].at(int(at)))
			}
		}
		bx, by := near[0][pair[0]], near[1][pair[1]]
		for i := range bx.len() {
			rest := bx.at(i).complement(p.b.labels())
			if by.find(rest) >= 0 {
				enter(k, p.b.index(p.b.supports(bx.at(i), rest)))
			}
		}
	}
	if sum != 1 || count%2 == 0 {
		return fmt.Errorf("%w: %d equilibria near this game with indices summing to %d instead of an odd number summing to 1", ErrSelfCheck, count, sum)
	}
	return nil
}

// largeSupport is from which support size on the index of an only equilibrium
// is not computed: the determinants take longer than finding it.
const largeSupport = 50

// supports translates complementary cobases into the actions that are basic.
func (b *bimatrix) supports(p, q bitset) (own, other bitset) {
	own, other = newBitset(b.m), newBitset(b.n)
	for i := range b.m {
		if !p.has(i) {
			own.add(i)
		}
	}
	for j := range b.n {
		if !q.has(b.m + j) {
			other.add(j)
		}
	}
	return own, other
}

// index is (-1)^(k+1) sign det A_IJ sign det B_IJ for the sets I and J of k
// actions each (Shapley 1974; von Stengel, Game Theory Basics, 2022, chapter
// 12). The shifted matrices serve: adding constants to the columns of A
// multiplies det A_IJ by a positive factor while the equilibrium payoff stays
// positive.
func (b *bimatrix) index(own, other bitset) int {
	rows, cols := own.slice(), other.slice()
	k := len(rows)
	if k == 1 {
		return 1
	}
	sign := 1 - 2*((k+1)%2)
	sign *= b.poly[1].detSign(rows, cols)
	sign *= b.poly[0].detSign(cols, rows) // the transpose
	return sign
}

// detSign is the sign of a minor of the matrix.
func (p *polytope) detSign(rows, cols []int) int {
	k := len(rows)
	if p.word == nil {
		return exact.DetSign(k, func(i, j int) *big.Int { return p.at(rows[i], cols[j]) })
	}
	a := make([]int64, k*k)
	for i, r := range rows {
		for j, c := range cols {
			a[i*k+j] = p.word[r*p.dim+c]
		}
	}
	return exact.DetSignWords(k, a)
}

// basesAt lists the bases of the perturbed polytope near the vertex with the
// given tight labels. The lexicographic simplex method goes to one by
// minimising the sum of the variables that are zero at the vertex and nowhere
// else all at once. It starts from the basis d stands at, which must be one of
// the perturbed polytope, and leaves d at another.
func basesAt(d *dictionary, tight bitset) *setTable {
	var rows []int
	for c := 0; c >= 0; {
		rows = rows[:0]
		for r, l := range d.basic {
			if tight.has(l) {
				rows = append(rows, r)
			}
		}
		c = slices.IndexFunc(d.cob, func(l int) bool {
			own := 0
			if tight.has(l) {
				own = 1
			}
			return d.tab.ColumnSumSign(rows, -1-d.place[l], own) > 0
		})
		if c >= 0 {
			d.pivot(d.leaving(c), c)
		}
	}
	var seen atomic.Int64
	return walk(context.Background(), d, nil, true, 64*len(tight), &seen).bases
}
