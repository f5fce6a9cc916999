package bimatrix

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"sync/atomic"

	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
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
//
// A point with many ties can have exponentially many bases near it. They are
// listed with a budget, which grows while several components exceed it; the
// index of the only one that does follows from the others.
func (p *pool) indices(ctx context.Context, res *method.Result) error {
	if len(p.pairs) == 1 && p.points[0][p.pairs[0][0]].support.Count() > largeSupport {
		res.Components[0].Index = 1 // by the theorem; a check would cost more than the answer
		return nil
	}
	s := &indexSum{p: p, dicts: [2]*dictionary{newDictionary(&p.b.poly[0]), newDictionary(&p.b.poly[1])}}
	var open []int // components whose index is not known yet
	for c := range res.Components {
		open = append(open, c)
	}
	for s.budget = firstBases; s.budget <= p.bases; s.budget *= 16 {
		open = slices.DeleteFunc(open, func(c int) bool { return s.add(ctx, &res.Components[c]) })
		if len(open) <= 1 || ctx.Err() != nil {
			break
		}
		s.facets = true
	}
	switch {
	case len(open) == 1:
		res.Components[open[0]].Index = 1 - s.sum
	case len(open) > 1:
		why := note.New(note.ManyPerturbed)
		if ctx.Err() != nil {
			why = method.Cancelled(ctx)
		}
		for _, c := range open {
			res.Components[c].HasIndex = false
		}
		res.Incomplete(note.New(note.IndicesOpen, len(open), why))
	case s.sum != 1 || s.count%2 == 0:
		return fmt.Errorf("%w: %d equilibria near this game with indices summing to %d instead of an odd number summing to 1", method.ErrSelfCheck, s.count, s.sum)
	}
	return nil
}

// Bounds for the bases near the points of one component, which are all in memory
// at once.
const (
	firstBases = 1 << 10
	mostBases  = 1 << 22
)

// largeSupport is from which support size on the index of an only equilibrium
// is not computed: the determinants take longer than finding it.
const largeSupport = 50

// indexSum adds up the indices of the equilibria of a game near the given one.
type indexSum struct {
	p          *pool
	dicts      [2]*dictionary
	budget     int // bases that may be listed for a component
	count, sum int

	// facets: of the bases near a point only those are listed that can be
	// complementary to one near the other, which has to be done for every pair.
	facets bool
}

// add computes the index of a component. It returns false, and adds nothing, when
// that would take more than the budget or the context ends.
func (s *indexSum) add(ctx context.Context, c *method.Component) bool {
	p := s.p
	signs := make([]int, len(c.Equilibria)) // sums over the pairs near each
	counts := make([]int, len(c.Equilibria))
	var ties []int
	for k, e := range c.Equilibria {
		if x, y := p.ends(e - 1); !x.simple() || !y.simple() {
			ties = append(ties, k)
		}
	}
	var stopped atomic.Bool
	p.inParallel(len(c.Equilibria), 64, func(k int) {
		if stopped.Load() || ctx.Err() != nil {
			stopped.Store(true)
			return
		}
		if x, y := p.ends(c.Equilibria[k] - 1); x.simple() && y.simple() {
			signs[k], counts[k] = p.b.index(x.support, y.support), 1
		}
	})
	if stopped.Load() {
		return false
	}
	left := s.budget
	var near [2]map[int32]*sets.Table // by point: the bases near it
	for _, k := range ties {
		if near[0] == nil || s.facets {
			near = [2]map[int32]*sets.Table{{}, {}}
		}
		pair := p.pairs[c.Equilibria[k]-1]
		for side, at := range pair {
			if near[side][at] != nil {
				continue
			}
			var zero sets.Set
			if s.facets { // what the other point lacks
				zero = p.byLabel[1-side].At(int(pair[1-side])).Complement(p.b.labels())
			}
			bases, ok := basesAt(ctx, s.dicts[side], p.byLabel[side].At(int(at)), zero, left)
			if !ok {
				return false
			}
			left -= bases.Len()
			near[side][at] = bases
		}
		bx, by := near[0][pair[0]], near[1][pair[1]]
		for i := range bx.Len() {
			rest := bx.At(i).Complement(p.b.labels())
			if by.Find(rest) >= 0 {
				signs[k] += p.b.index(p.b.supports(bx.At(i), rest))
				counts[k]++
			}
		}
		if ctx.Err() != nil {
			return false
		}
	}
	for k := range signs {
		c.Index += signs[k]
		s.count += counts[k]
	}
	s.sum += c.Index
	return true
}

// ends are the two strategies of a pair.
func (p *pool) ends(pair int) (x, y *point) {
	return p.points[0][p.pairs[pair][0]], p.points[1][p.pairs[pair][1]]
}

// supports translates complementary cobases into the actions that are basic.
func (b *bimatrix) supports(p, q sets.Set) (own, other sets.Set) {
	own, other = sets.New(b.m), sets.New(b.n)
	for i := range b.m {
		if !p.Has(i) {
			own.Add(i)
		}
	}
	for j := range b.n {
		if !q.Has(b.m + j) {
			other.Add(j)
		}
	}
	return own, other
}

// index is (-1)^(k+1) sign det A_IJ sign det B_IJ for the sets I and J of k
// actions each (Shapley 1974; von Stengel, Game Theory Basics, 2022, chapter
// 12). The shifted matrices serve: adding constants to the columns of A
// multiplies det A_IJ by a positive factor while the equilibrium payoff stays
// positive.
func (b *bimatrix) index(own, other sets.Set) int {
	rows, cols := own.Slice(), other.Slice()
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
// given tight labels; with zero, a subset of those, only the bases that have all of
// zero cobasic. It starts from the basis d stands at, which must be one of the
// perturbed polytope, and leaves d at another. It returns false when there are more
// than the given number or the context ends.
func basesAt(ctx context.Context, d *dictionary, tight, zero sets.Set, most int) (*sets.Table, bool) {
	labels := 64 * len(tight)
	if !d.lower(ctx, tight) || zero != nil && !d.lower(ctx, zero) {
		return nil, false
	}
	if zero != nil && slices.ContainsFunc(d.basic, zero.Has) {
		return sets.NewTable(len(tight)), true
	}
	s := walk(ctx, d, walkOptions{fixed: zero, stay: true, most: most}, labels)
	return s.bases, s.complete
}

// lower minimises the sum of the variables of some labels over the perturbed
// polytope by the lexicographic simplex method. From a vertex where all of them are
// zero but for the perturbation it does not leave the bases near that vertex: a
// column that lowers the sum has a positive entry in one of their rows. It returns
// false when the context ends.
func (d *dictionary) lower(ctx context.Context, set sets.Set) bool {
	var rows []int
	for {
		if ctx.Err() != nil {
			return false
		}
		rows = rows[:0]
		for r, l := range d.basic {
			if set.Has(l) {
				rows = append(rows, r)
			}
		}
		c := slices.IndexFunc(d.cob, func(l int) bool {
			own := 0
			if set.Has(l) {
				own = 1
			}
			return d.tab.ColumnSumSign(rows, -1-d.place[l], own) > 0
		})
		if c < 0 {
			return true
		}
		d.pivot(d.leaving(c), c)
	}
}
