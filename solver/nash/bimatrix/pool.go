package bimatrix

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// pool collects the strategies and pairs a method found and turns them into a
// Result. All methods for two players end here, so all agree on order,
// grouping and checks.
type pool struct {
	b       *bimatrix
	workers int
	points  [2][]*point
	byLabel [2]*sets.Table // tight label sets, numbered as points
	pairs   [][2]int32
	// Bounds for what comes after the equilibria: the bases near the points of a
	// component, and the lengths of all subsets together.
	bases, corners int
}

func newPool(b *bimatrix, workers int) *pool {
	p := &pool{b: b, workers: workers, bases: mostBases, corners: mostCorners}
	for k := range p.byLabel {
		p.byLabel[k] = sets.NewTable(sets.Words(b.labels()))
	}
	return p
}

// vertex returns the number of the point with the given tight labels; when it
// is new, values gives its coordinates, which the pool takes over. A vertex is
// determined by its tight labels.
func (p *pool) vertex(side int, tight sets.Set, values func() weights) int32 {
	at, fresh := p.byLabel[side].Insert(tight)
	if fresh {
		p.points[side] = append(p.points[side], &point{weights: values()})
	}
	return int32(at)
}

// add enters an equilibrium given by two vertices of the polytopes at which
// dictionaries stand.
func (p *pool) add(x, y *dictionary) {
	tight := sets.New(p.b.labels())
	x.tight(tight)
	a := p.vertex(0, tight, x.values)
	y.tight(tight)
	p.addPair(a, p.vertex(1, tight, y.values))
}

// addStrategies enters an equilibrium, of which there is to be only one.
func (p *pool) addStrategies(x, y weights) {
	none := sets.New(p.b.labels())
	p.addPair(
		p.vertex(0, none, func() weights { return x }),
		p.vertex(1, none, func() weights { return y }))
}

func (p *pool) addPair(x, y int32) { p.pairs = append(p.pairs, [2]int32{x, y}) }

// assemble checks everything, sorts, groups and fills in the result. What the end
// of the context leaves undone is left out of the result, which says so.
func (p *pool) assemble(ctx context.Context, res *method.Result) (*method.Result, error) {
	few := max(1, method.PartialCells/p.b.labels())
	if len(p.pairs) > few && !p.judgeAll(ctx) {
		res.Incomplete(method.Cancelled(ctx))
		res.Incomplete(note.New(note.FoundListed, few, len(p.pairs)))
		p.keep(few)
	}
	if len(p.pairs) <= few {
		p.judgeAll(context.WithoutCancel(ctx))
	}
	p.inParallel(len(p.points), 1, p.rank)
	slices.SortFunc(p.pairs, p.comparePairs)
	p.pairs = slices.Compact(p.pairs)
	res.Equilibria = make([]method.Equilibrium, len(p.pairs))
	var bad atomic.Pointer[error]
	p.inParallel(len(p.pairs), 64, func(k int) {
		x, y := p.points[0][p.pairs[k][0]], p.points[1][p.pairs[k][1]]
		if err := p.b.check(x, y); err != nil {
			bad.Store(&err)
			return
		}
		res.Equilibria[k] = p.b.equilibrium(x, y)
	})
	if err := bad.Load(); err != nil {
		return nil, *err
	}
	for _, pair := range p.pairs {
		x, y := p.points[0][pair[0]], p.points[1][pair[1]]
		x.links = append(x.links, pair[1])
		y.links = append(y.links, pair[0])
		if !res.Degenerate && !(x.simple() && y.simple()) {
			res.Degenerate = true
			res.Degeneracy = p.b.degeneracy(x, y)
		}
	}
	if err := method.VerifySmall(p.b.game, res.Equilibria); err != nil {
		return nil, err
	}
	if res.Complete {
		if len(res.Equilibria) == 0 {
			return nil, fmt.Errorf("%w: no equilibrium found, but every finite game has one (Nash 1951)", method.ErrSelfCheck)
		}
		if !p.group(ctx, res) {
			return res, nil
		}
		if err := p.indices(ctx, res); err != nil {
			return nil, err
		}
	}
	return res, nil
}

// judgeAll judges all points; it returns false when the context ended first.
func (p *pool) judgeAll(ctx context.Context) bool {
	var ended atomic.Bool
	for side, points := range p.points {
		p.inParallel(len(points), 64, func(k int) {
			if ended.Load() {
				return
			}
			if k&63 == 0 && ctx.Err() != nil {
				ended.Store(true)
				return
			}
			points[k].normalise()
			p.b.judge(side, points[k])
		})
	}
	return !ended.Load() && ctx.Err() == nil
}

// keep drops all but the first n pairs, and the points of the others. The label
// sets of the points are forgotten.
func (p *pool) keep(n int) {
	p.pairs = slices.Clone(p.pairs[:n])
	for side := range p.points {
		var kept []*point
		place := map[int32]int32{}
		for k := range p.pairs {
			at := &p.pairs[k][side]
			to, ok := place[*at]
			if !ok {
				to = int32(len(kept))
				place[*at] = to
				kept = append(kept, p.points[side][*at])
			}
			*at = to
		}
		p.points[side], p.byLabel[side] = kept, nil
	}
}

// rank orders the points of a side.
func (p *pool) rank(side int) {
	points := p.points[side]
	order := make([]int32, len(points))
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortFunc(order, func(a, b int32) int { return points[a].compare(points[b]) })
	for rank, k := range order {
		points[k].rank = rank
	}
}

// inParallel calls f(0), …, f(n-1) on the pool's workers, in blocks.
func (p *pool) inParallel(n, block int, f func(k int)) {
	if p.workers <= 1 || n <= block {
		for k := range n {
			f(k)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range p.workers {
		wg.Go(func() {
			for {
				from := int(next.Add(int64(block))) - block
				if from >= n {
					return
				}
				for k := from; k < min(n, from+block); k++ {
					f(k)
				}
			}
		})
	}
	wg.Wait()
}
