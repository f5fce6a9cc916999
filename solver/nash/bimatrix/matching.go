package bimatrix

import (
	"context"

	"brink/solver/nash/sets"
)

// matches are the complementary pairs of two skeletons.
type matches struct {
	pairs       [][2]int32 // vertex numbers: the extreme equilibria
	limited     bool
	interrupted bool
}

// matchVertices finds the pairs of vertices whose labels together are all
// labels. The pair (0, 0) is left out; 0 pairs with nothing else.
//
// A vertex without ties has exactly as many labels as its polytope has
// dimensions. For untied x an untied partner has exactly the missing labels
// and is found by hash; other partners are found by intersecting, over the
// missing labels, the sets of vertices that have them. O(V) look-ups without
// ties, O(V² · labels / 64) word operations at worst.
func matchVertices(ctx context.Context, p, q *skeleton, labels, limit int) matches {
	var out matches
	var all, tied []int32
	for y := 1; y < q.vertices.Len(); y++ {
		all = append(all, int32(y))
		if q.vertices.At(y).Count() > q.poly.dim {
			tied = append(tied, int32(y))
		}
	}
	anyone, tiedOnly := labelIndex{list: all}, labelIndex{list: tied}
	for x := 1; x < p.vertices.Len(); x++ {
		if x&63 == 0 && ctx.Err() != nil {
			out.interrupted = true
			return out
		}
		missing := p.vertices.At(x).Complement(labels)
		partners := &anyone
		if p.vertices.At(x).Count() == p.poly.dim {
			partners = &tiedOnly
			if y := q.vertices.Find(missing); y > 0 && q.vertices.At(y).Count() == q.poly.dim {
				out.pairs = append(out.pairs, [2]int32{int32(x), int32(y)})
			}
		}
		partners.having(missing, q, labels, func(y int32) {
			out.pairs = append(out.pairs, [2]int32{int32(x), y})
		})
		if limit > 0 && len(out.pairs) >= limit {
			out.limited = true
			out.pairs = out.pairs[:limit]
			return out
		}
	}
	return out
}

// labelIndex finds the vertices of a list that have given labels.
type labelIndex struct {
	list    []int32
	byLabel []sets.Set // by label: positions in list; built on first use
	hits    sets.Set
}

// having calls f for each vertex of the list that has all the labels.
func (x *labelIndex) having(want sets.Set, q *skeleton, labels int, f func(y int32)) {
	if len(x.list) == 0 {
		return
	}
	if x.byLabel == nil {
		x.byLabel = make([]sets.Set, labels)
		for l := range x.byLabel {
			x.byLabel[l] = sets.New(len(x.list))
		}
		for k, y := range x.list {
			q.vertices.At(int(y)).Each(func(l int) { x.byLabel[l].Add(k) })
		}
		x.hits = sets.New(len(x.list))
	}
	for k := range x.hits {
		x.hits[k] = ^uint64(0)
	}
	if r := len(x.list) % 64; r != 0 {
		x.hits[len(x.hits)-1] = 1<<r - 1
	}
	want.Each(func(l int) { x.hits.And(x.byLabel[l]) })
	x.hits.Each(func(k int) { f(x.list[k]) })
}
