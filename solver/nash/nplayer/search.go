// Package nplayer finds the equilibria of games with any number of players, by a
// search over profiles of supports.
package nplayer

import (
	"context"
	"math/big"
	"slices"
	"sync"
	"sync/atomic"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/nash/pure"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// Solver is the search over profiles of supports, for any number of players.
type Solver struct{}

// Support is Support.
var Support method.Solver = Solver{}

// Name implements method.Solver.
func (Solver) Name() method.Name { return method.Support }

// Applies implements Solver.
func (Solver) Applies(*games.Strategic) error { return nil }

// Run finds all isolated equilibria of a game with any number of players
// and says where there are others.
//
// For every profile of supports that is not ruled out by conditional dominance
// (one representative of those that differ by exchanging exchangeable players),
// an equilibrium with just these supports is a solution of a polynomial system
// (indifference.go). It is solved exactly where at most two players mix, and
// otherwise by subdivision with proofs of existence, uniqueness and absence
// (subdivision.go, krawczyk.go), or, where the system has multiple or infinitely
// many solutions, by elimination (package polynomial).
//
// The number of support profiles is Π (2^k_i - 1) for k_i actions, of which
// dominance removes some; the work per profile grows exponentially with the
// number of unknowns Σ (k_i - 1).
func (Solver) Run(ctx context.Context, g *games.Strategic, opt method.Options) (*method.Result, error) {
	if slices.Max(g.Shape()) > sets.MaxActions || tableSize(g) > maxDifferences {
		res, err := pure.All(ctx, g, opt)
		if err == nil {
			res.Reasons = append(res.Reasons, note.New(note.SearchTooLarge))
		}
		return res, err
	}
	if opt.OneOnly {
		if res, err := pure.All(ctx, g, opt); err != nil || len(res.Equilibria) > 0 {
			return res, err
		}
	}
	e := &supportSearch{m: newManyGame(ctx, g), opt: opt, res: &method.Result{Method: method.Support, Exact: true, Complete: true}}
	if e.m == nil {
		e.res.Incomplete(method.Cancelled(ctx))
		return e.res, nil
	}
	e.twins = twinsOf(g)
	defer method.Report(opt.Progress, func() method.Progress {
		return method.Progress{Bases: e.visited.Load(), Equilibria: e.found.Load()}
	})()
	e.run(ctx)
	return e.assemble(ctx)
}

// maxDifferences bounds the tables of newManyGame.
const maxDifferences = 1 << 24

// tableSize is the number of payoff differences that newManyGame tabulates.
func tableSize(g *games.Strategic) int {
	n := 0
	for _, k := range g.Shape() {
		n += k * g.Profiles()
	}
	return n
}

// supportSearch is a running search.
type supportSearch struct {
	m     *manyGame
	opt   method.Options
	res   *method.Result
	twins []int // see twinsOf

	visited, found, nodes atomic.Int64

	mu         sync.Mutex
	equilibria []placed
	continua   []method.Continuum
	open       []openSupport
}

// openSupport is a support profile that was not settled.
type openSupport struct {
	support [][]int
	why     note.Note
}

// batchSize is how many support profiles a worker takes at a time.
const batchSize = 16

// run walks over the support profiles and lets the workers settle them.
func (e *supportSearch) run(ctx context.Context) {
	batches := make(chan [][]uint64)
	var wg sync.WaitGroup
	workers := e.opt.Cores()
	if e.opt.Most() > 0 {
		workers = 1 // which ones are found first must not depend on scheduling
	}
	for range workers {
		wg.Go(func() {
			for batch := range batches {
				for _, support := range batch {
					if ctx.Err() == nil && !e.done() {
						e.settle(ctx, support)
					}
				}
			}
		})
	}
	var batch [][]uint64
	newSupportTree(e.m, e.twins, func(support []uint64) bool {
		batch = append(batch, slices.Clone(support))
		if len(batch) == batchSize {
			batches <- batch
			batch = nil
		}
		return ctx.Err() == nil && !e.done()
	}).walk()
	if len(batch) > 0 {
		batches <- batch
	}
	close(batches)
	wg.Wait()
}

// done says whether as many equilibria were found as were asked for, or can be
// kept, or as many supports looked at.
func (e *supportSearch) done() bool {
	return e.found.Load() >= e.limit() || e.opt.Nodes > 0 && e.visited.Load() >= e.opt.Nodes
}

// limit is the number of equilibria after which to stop.
func (e *supportSearch) limit() int64 {
	if n := e.opt.Most(); n > 0 {
		return int64(n)
	}
	return method.MostEquilibria
}

// settle looks for the equilibria with the given supports.
func (e *supportSearch) settle(ctx context.Context, support []uint64) {
	e.visited.Add(1)
	s := newIndifference(e.m, support)
	f := s.solve(ctx, &e.nodes)
	if len(f.points) == 0 && f.family == nil && f.unresolved.IsZero() {
		return
	}
	var list []placed
	for _, c := range f.points {
		if p, ok := s.place(c, e.opt.Decimals()); ok {
			list = append(list, p)
		} else {
			f.unresolved = note.New(note.NotRefined)
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	arrangements(support, e.twins, func(from []int) {
		for _, p := range list {
			e.equilibria = append(e.equilibria, p.renamed(from))
		}
		e.found.Add(int64(len(list)))
		if f.family != nil {
			c := s.continuum(f.family)
			e.continua = append(e.continua, renamedContinuum(&c, from))
		}
		if !f.unresolved.IsZero() {
			e.open = append(e.open, openSupport{pick(s.supportLists(), from), f.unresolved})
		}
	})
}

// solve settles the support profile. The cells of subdivisions are added to
// nodes, if not nil.
func (s *indifference) solve(ctx context.Context, nodes *atomic.Int64) finding {
	if len(s.mix) <= 2 {
		return s.solveLinear(ctx)
	}
	return s.solveNonlinear(ctx, nodes)
}

func (s *indifference) supportLists() [][]int {
	out := make([][]int, len(s.support))
	for i, set := range s.support {
		out[i] = sets.List(set)
	}
	return out
}

// inGame puts the strategies of the mixing players into the game.
func (s *indifference) inGame(x [][]*big.Rat) [][]*big.Rat {
	out := make([][]*big.Rat, s.m.n)
	at := 0
	for i, set := range s.support {
		out[i] = make([]*big.Rat, s.m.shape[i])
		for a := range out[i] {
			out[i][a] = new(big.Rat)
		}
		list := sets.List(set)
		if len(list) == 1 {
			out[i][list[0]].SetInt64(1)
			continue
		}
		for k, a := range list {
			out[i][a] = x[at][k]
		}
		at++
	}
	return out
}

func (s *indifference) continuum(f *family) method.Continuum {
	c := method.Continuum{Support: s.supportLists(), Dimension: f.dimension}
	if f.sample != nil {
		c.Sample = s.inGame(f.sample)
	}
	return c
}
