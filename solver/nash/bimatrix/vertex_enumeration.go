package bimatrix

import (
	"context"
	"sync"
	"sync/atomic"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// skeleton is what a walk over a polytope or a face of it has seen: the bases
// of the perturbed polytope and the vertices of the true one, as label sets.
// Number 0 is where the walk began.
type skeleton struct {
	poly     *polytope
	bases    *sets.Table // cobasic label sets
	vertices *sets.Table // tight label sets
	basisOf  []int32     // by vertex: one of its bases
	complete bool
	full     bool // more bases than there may be
	pivots   int64
	width    int
}

// walkOptions restrict a walk. The zero value is a walk over everything.
type walkOptions struct {
	fixed sets.Set      // labels that stay cobasic: the walk is over a face
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
	words := sets.Words(labels)
	most := opt.most
	if most <= 0 {
		most = skeletonMemory / (32 * words)
	}
	if opt.seen == nil {
		opt.seen = new(atomic.Int64)
	}
	s := &skeleton{poly: d.poly, bases: sets.NewTable(words), vertices: sets.NewTable(words), width: d.tab.Width()}

	cobasis, neighbour, tight := sets.New(labels), sets.New(labels), sets.New(labels)
	record := func() {
		d.tight(tight)
		_, fresh := s.vertices.Insert(tight)
		if fresh {
			s.basisOf = append(s.basisOf, int32(s.bases.Len()-1))
		}
	}
	d.cobasis(cobasis)
	s.bases.Insert(cobasis)
	record()

	type step struct{ row, col int32 }
	var path []step
	c := 0
	for {
		if c < len(d.cob) && opt.fixed != nil && opt.fixed.Has(d.cob[c]) {
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
		if r < 0 || opt.stay && d.tab.Sign(r, d.tab.Cols()-1) != 0 {
			c++
			continue
		}
		copy(neighbour, cobasis)
		neighbour.Del(d.cob[c])
		neighbour.Add(d.basic[r])
		if _, fresh := s.bases.Insert(neighbour); !fresh {
			c++
			continue
		}
		d.pivot(r, c)
		copy(cobasis, neighbour)
		path = append(path, step{int32(r), int32(c)})
		record()
		c = 0
		opt.seen.Add(1)
		if s.full = s.bases.Len() > most; s.full || ctx.Err() != nil {
			break
		}
	}
	opt.seen.Add(1)
	s.pivots = int64(d.tab.Pivots())
	return s
}

// vertexEnumeration lists the vertices of both polytopes, one on each of two
// cores, and matches them by their labels.
func vertexEnumeration(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	var seen atomic.Int64
	stop := method.Report(opt.Progress, func() method.Progress { return method.Progress{Bases: seen.Load()} })
	defer stop()

	var sides [2]*skeleton
	if opt.Cores() > 1 {
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
	res := &method.Result{Method: method.Vertex, Exact: true, Complete: true}
	res.Stats.Bases = seen.Load()
	for k, s := range sides {
		res.Stats.Pivots += s.pivots
		res.Stats.Vertices[k] = s.vertices.Len() - 1 // without 0
		res.Stats.Width = widest(res.Stats.Width, s.width)
		switch {
		case s.full:
			res.Incomplete(note.New(note.ManyBases, int(s.bases.Len()-1)))
		case !s.complete:
			res.Incomplete(method.Cancelled(ctx))
		}
	}
	found := matchVertices(ctx, sides[0], sides[1], b.labels(), opt.Most())
	if found.limited {
		res.Incomplete(method.LimitReason(opt))
	} else if found.interrupted {
		res.Incomplete(method.Cancelled(ctx))
	}
	pool := newPool(b, opt.Cores())
	movers := [2]*dictionary{newDictionary(&b.poly[0]), newDictionary(&b.poly[1])}
	at := func(side int, vertex int32) int32 {
		s := sides[side]
		return pool.vertex(side, s.vertices.At(int(vertex)), func() weights {
			movers[side].moveTo(s.bases.At(int(s.basisOf[vertex])))
			return movers[side].values()
		})
	}
	for _, e := range found.pairs {
		pool.addPair(at(0, e[0]), at(1, e[1]))
	}
	return pool.assemble(ctx, res)
}

// widest compares word widths, where 0 is unlimited.
func widest(a, b int) int {
	if a == 0 && b == 0 {
		return 0
	}
	return max(a, b)
}
