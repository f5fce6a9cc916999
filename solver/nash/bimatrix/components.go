package bimatrix

import (
	"cmp"
	"context"
	"math/big"
	"slices"

	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// mostCorners bounds the lengths of the lists of extreme equilibria of all
// subsets together: a game of many ties can have exponentially many subsets.
const mostCorners = 1 << 23

// group fills in Subsets and Components from the compatible pairs. It returns
// false, with the reason in the result and neither of them, when the context ends
// or the subsets get out of hand.
//
// Two maximal Nash subsets that meet share an extreme equilibrium, because
// their intersection is a product of faces of the best-response polytopes, so
// the components of the solution set are those of the graph whose vertices are
// the strategies and whose edges are the extreme equilibria.
func (p *pool) group(ctx context.Context, res *method.Result) bool {
	// Pairs are sorted, so components come up in order of their first one.
	list := make([]int, len(p.pairs)) // carved up among the components
	component := [2][]int{make([]int, len(p.points[0])), make([]int, len(p.points[1]))}
	var members [][2][]int32 // by component: the points of both sides
	for _, pair := range p.pairs {
		if component[0][pair[0]] == 0 {
			members = append(members, p.reach(pair[0], component, len(members)+1))
		}
	}
	res.Components = make([]method.Component, len(members))
	for k := range res.Components {
		res.Components[k] = method.Component{ID: k + 1, HasIndex: true, SamePayoffs: true}
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
	res.Subsets = make([]method.Subset, 0, len(members))
	corners := 0
	for k, m := range members {
		if len(m[0]) == 1 && len(m[1]) == 1 { // an isolated equilibrium
			at := res.Components[k].Equilibria
			res.Subsets = append(res.Subsets, method.Subset{Extreme: at, Component: k + 1, X: at, Y: at})
			continue
		}
		all := p.bicliques(ctx, m, func(c biclique) bool {
			if corners += len(c[0]) * len(c[1]); corners > p.corners {
				return false
			}
			s := p.subset(c)
			s.Component = k + 1
			res.Subsets = append(res.Subsets, s)
			res.Components[k].Dimension = max(res.Components[k].Dimension, s.Dimension)
			return true
		})
		if !all {
			res.Incomplete(note.New(note.NotConnectedWhy, p.ungrouped(ctx)))
			p.scatter(res)
			return false
		}
	}
	slices.SortFunc(res.Subsets, func(a, b method.Subset) int {
		if a.Component != b.Component {
			return a.Component - b.Component
		}
		return slices.Compare(a.Extreme, b.Extreme)
	})
	return true
}

// ungrouped is why the grouping was given up.
func (p *pool) ungrouped(ctx context.Context) note.Note {
	if ctx.Err() != nil {
		return method.Cancelled(ctx)
	}
	return note.New(note.ManySubsets)
}

// scatter takes back what group has begun.
func (p *pool) scatter(res *method.Result) {
	res.Subsets, res.Components = nil, nil
	for k := range res.Equilibria {
		res.Equilibria[k].Component = 0
	}
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

// bicliques gives the maximal bicliques of one component to emit, until that
// returns false; it says whether these were all. Points of the side with fewer are
// added one by one.
func (p *pool) bicliques(ctx context.Context, members [2][]int32, emit func(biclique) bool) bool {
	side := 0
	if len(members[1]) < len(members[0]) {
		side = 1
	}
	xs, ys := members[side], members[1-side]
	if len(xs) == 1 {
		return emit(biclique{members[0], members[1]})
	}
	at := map[int32]int{}
	for k, y := range ys {
		at[y] = k
	}
	rows := make([]sets.Set, len(xs)) // compatible ys of each x
	for k, x := range xs {
		rows[k] = sets.New(len(ys))
		for _, y := range p.points[side][x].links {
			rows[k].Add(at[y])
		}
	}
	return sets.Bicliques(ctx, rows, len(ys), func(set, common sets.Set) bool {
		var c biclique
		set.Each(func(k int) { c[side] = append(c[side], xs[k]) })
		common.Each(func(k int) { c[1-side] = append(c[1-side], ys[k]) })
		return emit(c)
	})
}

// subset describes a maximal biclique.
func (p *pool) subset(c biclique) method.Subset {
	var s method.Subset
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
