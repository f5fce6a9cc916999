package nash

import (
	"cmp"
	"math/big"
	"slices"

	"brink/solver/exact"
)

// group fills in Subsets and Components from the compatible pairs.
//
// Two maximal Nash subsets that meet share an extreme equilibrium, because
// their intersection is a product of faces of the best-response polytopes, so
// the components of the solution set are those of the graph whose vertices are
// the strategies and whose edges are the extreme equilibria.
func (p *pool) group(res *Result) {
	// Pairs are sorted, so components come up in order of their first one.
	list := make([]int, len(p.pairs)) // carved up among the components
	component := [2][]int{make([]int, len(p.points[0])), make([]int, len(p.points[1]))}
	var members [][2][]int32 // by component: the points of both sides
	for _, pair := range p.pairs {
		if component[0][pair[0]] == 0 {
			members = append(members, p.reach(pair[0], component, len(members)+1))
		}
	}
	res.Components = make([]Component, len(members))
	for k := range res.Components {
		res.Components[k] = Component{ID: k + 1, HasIndex: true, SamePayoffs: true}
	}
	size := make([]int, len(members))
	for _, pair := range p.pairs {
		size[component[0][pair[0]]-1]++
	}
	for k, n := range size {
		res.Components[k].Equilibria, list = list[:0:n], list[n:]
	}
	for k, pair := range p.pairs {
		c := &res.Components[component[0][pair[0]]-1]
		c.Equilibria = append(c.Equilibria, k+1)
		e := &res.Equilibria[k]
		e.Component = c.ID
		for q, u := range res.Equilibria[c.Equilibria[0]-1].Payoffs {
			c.SamePayoffs = c.SamePayoffs && u.Cmp(e.Payoffs[q]) == 0
		}
	}
	res.Subsets = make([]Subset, 0, len(members))
	for k, m := range members {
		if len(m[0]) == 1 && len(m[1]) == 1 { // an isolated equilibrium
			at := res.Components[k].Equilibria
			res.Subsets = append(res.Subsets, Subset{Extreme: at, Component: k + 1, X: at, Y: at})
			continue
		}
		for _, clique := range p.bicliques(m) {
			s := p.subset(clique)
			s.Component = k + 1
			res.Subsets = append(res.Subsets, s)
			res.Components[k].Dimension = max(res.Components[k].Dimension, s.Dimension)
		}
	}
	slices.SortFunc(res.Subsets, func(a, b Subset) int {
		if a.Component != b.Component {
			return a.Component - b.Component
		}
		return slices.Compare(a.Extreme, b.Extreme)
	})
}

// reach marks everything connected to player 1's point x with component id.
func (p *pool) reach(x int32, component [2][]int, id int) [2][]int32 {
	var found [2][]int32
	component[0][x] = id
	found[0] = append(found[0], x)
	for done := [2]int{}; done[0] < len(found[0]) || done[1] < len(found[1]); {
		side := 0
		if done[0] == len(found[0]) {
			side = 1
		}
		for _, other := range p.points[side][found[side][done[side]]].links {
			if component[1-side][other] == 0 {
				component[1-side][other] = id
				found[1-side] = append(found[1-side], other)
			}
		}
		done[side]++
	}
	return found
}

// biclique is a set of points on each side, all compatible.
type biclique [2][]int32

// bicliques lists the maximal bicliques of one component. They are the
// concepts (closed pairs) of a binary relation, listed without repetition by
// the Close-by-One algorithm (Kuznetsov 1993): a closed set of player-1 points
// is extended by one point and closed again, and kept only when the closure
// adds no earlier point. O(|X|²·|Y|/64) per biclique.
func (p *pool) bicliques(members [2][]int32) []biclique {
	xs, ys := members[0], members[1]
	if len(xs) == 1 || len(ys) == 1 {
		return []biclique{{xs, ys}}
	}
	at := map[int32]int{}
	for k, y := range ys {
		at[y] = k
	}
	rows := make([]bitset, len(xs)) // compatible ys of each x
	for k, x := range xs {
		rows[k] = newBitset(len(ys))
		for _, y := range p.points[0][x].links {
			rows[k].add(at[y])
		}
	}
	closure := func(extent bitset) bitset { // every x compatible with all of extent
		c := newBitset(len(xs))
		for k, row := range rows {
			if extent.subset(row) {
				c.add(k)
			}
		}
		return c
	}
	var out []biclique
	emit := func(set, common bitset) {
		var c biclique
		set.each(func(k int) { c[0] = append(c[0], xs[k]) })
		common.each(func(k int) { c[1] = append(c[1], ys[k]) })
		out = append(out, c)
	}
	var extend func(set, common bitset, from int)
	extend = func(set, common bitset, from int) {
		if !set.empty() {
			emit(set, common)
		}
		for k := from; k < len(xs); k++ {
			if set.has(k) {
				continue
			}
			smaller := slices.Clone(common)
			smaller.and(rows[k])
			if smaller.empty() {
				continue
			}
			closed := closure(smaller)
			if !samePrefix(set, closed, k) {
				continue
			}
			extend(closed, smaller, k+1)
		}
	}
	everything := newBitset(len(ys))
	for k := range ys {
		everything.add(k)
	}
	extend(closure(everything), everything, 0)
	return out
}

// samePrefix says whether s and t agree below k.
func samePrefix(s, t bitset, k int) bool {
	for w := 0; w < k/64; w++ {
		if s[w] != t[w] {
			return false
		}
	}
	return k%64 == 0 || (s[k/64]^t[k/64])<<(64-k%64) == 0
}

// subset describes a maximal biclique.
func (p *pool) subset(c biclique) Subset {
	var s Subset
	for side := range c {
		slices.SortFunc(c[side], func(a, b int32) int { return p.points[side][a].rank - p.points[side][b].rank })
		s.Dimension += p.dimension(side, c[side])
	}
	for _, x := range c[0] {
		for _, y := range c[1] {
			s.Extreme = append(s.Extreme, p.position(x, y))
		}
	}
	for _, x := range c[0] {
		first := slices.MinFunc(p.points[0][x].links, func(a, b int32) int { return p.points[1][a].rank - p.points[1][b].rank })
		s.X = append(s.X, p.position(x, first))
	}
	for _, y := range c[1] {
		first := slices.MinFunc(p.points[1][y].links, func(a, b int32) int { return p.points[0][a].rank - p.points[0][b].rank })
		s.Y = append(s.Y, p.position(first, y))
	}
	return s
}

// position is the place of a compatible pair among the equilibria, from 1.
func (p *pool) position(x, y int32) int {
	k, _ := slices.BinarySearchFunc(p.pairs, [2]int32{x, y}, p.comparePairs)
	return k + 1
}

// comparePairs orders pairs as equilibria are ordered.
func (p *pool) comparePairs(a, b [2]int32) int {
	return cmp.Or(
		cmp.Compare(p.points[0][a[0]].rank, p.points[0][b[0]].rank),
		cmp.Compare(p.points[1][a[1]].rank, p.points[1][b[1]].rank))
}

// dimension is the affine dimension of the convex hull of strategies. They are
// probability vectors, so it is the linear rank less one.
func (p *pool) dimension(side int, points []int32) int {
	if len(points) <= 2 {
		return len(points) - 1 // distinct vertices
	}
	first := p.points[side][points[0]]
	t := exact.NewTableau(len(points), first.len()+1, func(i, j int) *big.Int {
		if j == first.len() {
			return new(big.Int)
		}
		return p.points[side][points[i]].big(j)
	})
	return t.Rank() - 1
}
