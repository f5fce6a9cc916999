package nash

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

// skeleton is what a walk over a polytope or a face of it has seen: the bases
// of the perturbed polytope and the vertices of the true one, as label sets.
// Number 0 is where the walk began.
type skeleton struct {
	poly     *polytope
	bases    *setTable // cobasic label sets
	vertices *setTable // tight label sets
	basisOf  []int32   // by vertex: one of its bases
	complete bool
	full     bool // more bases than there may be
	pivots   int64
	width    int
}

// walkOptions restrict a walk. The zero value is a walk over everything.
type walkOptions struct {
	fixed bitset        // labels that stay cobasic: the walk is over a face
	stay  bool          // keep to the bases near one vertex of the true polytope, which are connected
	most  int           // bases after which to stop; default what fits in skeletonMemory
	seen  *atomic.Int64 // counts bases; default none
}

// skeletonMemory is about how many bytes the bases of a polytope may take.
const skeletonMemory = 1 << 28

// walk visits every basis of the perturbed polytope by depth-first search over
// its edges, from a basis that is feasible there. Every vertex of the true
// polytope is a limit of perturbed ones, so all are found. O(bases · dim · rows)
// for the ratio tests plus two pivots a basis.
func walk(ctx context.Context, d *dictionary, opt walkOptions, labels int) *skeleton {
	words := wordsFor(labels)
	most := opt.most
	if most <= 0 {
		most = skeletonMemory / (32 * words)
	}
	if opt.seen == nil {
		opt.seen = new(atomic.Int64)
	}
	s := &skeleton{poly: d.poly, bases: newSetTable(words), vertices: newSetTable(words), width: d.tab.Width()}

	cobasis, neighbour, tight := newBitset(labels), newBitset(labels), newBitset(labels)
	record := func() {
		d.tight(tight)
		_, fresh := s.vertices.insert(tight)
		if fresh {
			s.basisOf = append(s.basisOf, int32(s.bases.len()-1))
		}
	}
	d.cobasis(cobasis)
	s.bases.insert(cobasis)
	record()

	type step struct{ row, col int32 }
	var path []step
	c := 0
	for {
		if c < len(d.cob) && opt.fixed != nil && opt.fixed.has(d.cob[c]) {
			c++
			continue
		}
		if c == len(d.cob) {
			if len(path) == 0 {
				s.complete = true
				break
			}
			back := path[len(path)-1]
			path = path[:len(path)-1]
			d.pivot(int(back.row), int(back.col))
			d.cobasis(cobasis)
			c = int(back.col) + 1
			if ctx.Err() != nil { // pivots of unlimited width take their time
				break
			}
			continue
		}
		r := d.leaving(c)
		if opt.stay && d.tab.Sign(r, d.tab.Cols()-1) != 0 {
			c++
			continue
		}
		copy(neighbour, cobasis)
		neighbour.del(d.cob[c])
		neighbour.add(d.basic[r])
		if _, fresh := s.bases.insert(neighbour); !fresh {
			c++
			continue
		}
		d.pivot(r, c)
		copy(cobasis, neighbour)
		path = append(path, step{int32(r), int32(c)})
		record()
		c = 0
		opt.seen.Add(1)
		if s.full = s.bases.len() > most; s.full || ctx.Err() != nil {
			break
		}
	}
	opt.seen.Add(1)
	s.pivots = int64(d.tab.Pivots())
	return s
}

// vertexEnumeration lists the vertices of both polytopes, one on each of two
// cores, and matches them by their labels.
func vertexEnumeration(ctx context.Context, b *bimatrix, opt Options) (*Result, error) {
	var seen atomic.Int64
	stop := report(opt.Progress, func() Progress { return Progress{Bases: seen.Load()} })
	defer stop()

	var sides [2]*skeleton
	if opt.workers() > 1 {
		var wg sync.WaitGroup
		for k := range sides {
			wg.Go(func() { sides[k] = walk(ctx, newDictionary(&b.poly[k]), walkOptions{seen: &seen}, b.labels()) })
		}
		wg.Wait()
	} else {
		for k := range sides {
			sides[k] = walk(ctx, newDictionary(&b.poly[k]), walkOptions{seen: &seen}, b.labels())
		}
	}
	res := &Result{Method: MethodVertex, Exact: true, Complete: true}
	res.Stats.Bases = seen.Load()
	for k, s := range sides {
		res.Stats.Pivots += s.pivots
		res.Stats.Vertices[k] = s.vertices.len() - 1 // without 0
		res.Stats.Width = widest(res.Stats.Width, s.width)
		switch {
		case s.full:
			res.incomplete(fmt.Sprintf("more than %d bases of a best-response polytope", s.bases.len()-1))
		case !s.complete:
			res.incomplete(cancelled(ctx))
		}
	}
	found := matchVertices(ctx, sides[0], sides[1], b.labels(), opt.limit())
	if found.limited {
		res.incomplete(limitReason(opt))
	} else if found.interrupted {
		res.incomplete(cancelled(ctx))
	}
	pool := newPool(b, opt.workers())
	movers := [2]*dictionary{newDictionary(&b.poly[0]), newDictionary(&b.poly[1])}
	at := func(side int, vertex int32) int32 {
		s := sides[side]
		return pool.vertex(side, s.vertices.at(int(vertex)), func() weights {
			movers[side].moveTo(s.bases.at(int(s.basisOf[vertex])))
			return movers[side].values()
		})
	}
	for _, e := range found.pairs {
		pool.addPair(at(0, e[0]), at(1, e[1]))
	}
	return pool.assemble(ctx, res)
}

// incomplete notes why the result lacks something; repeated reasons count once.
func (r *Result) incomplete(reason string) {
	r.Complete = false
	for _, known := range r.Reasons {
		if known == reason {
			return
		}
	}
	r.Reasons = append(r.Reasons, reason)
}

// widest compares word widths, where 0 is unlimited.
func widest(a, b int) int {
	if a == 0 && b == 0 {
		return 0
	}
	return max(a, b)
}
