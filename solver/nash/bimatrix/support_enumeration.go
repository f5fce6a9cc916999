package bimatrix

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"sync/atomic"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
)

// supportEnumeration looks at pairs of supports in the order of Porter,
// Nudelman and Shoham ("Simple search methods for finding a Nash equilibrium",
// Games and Economic Behavior 63 (2008) 642-662, Algorithm 1): balanced pairs
// first, then small ones, skipping pairs in which an action is conditionally
// dominated.
//
// In a game without ties at an equilibrium all equilibria have supports of
// equal size and are isolated. The search also goes through pairs of unequal
// size, for these are where ties show: if a strategy turns up with more best
// replies than actions, the game is degenerate and the work goes to vertex
// enumeration, which lists the extreme equilibria of any game. So the answer
// is complete either way. 4^n pairs at worst for n actions each.
func supportEnumeration(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	s := newSupports(b)
	defer method.Report(opt.Progress, func() method.Progress {
		return method.Progress{Bases: s.visited.Load(), Equilibria: s.found.Load()}
	})()
	res := &method.Result{Method: method.Support, Exact: true, Complete: true}
	switch s.search(ctx, opt.Most()) {
	case supportsDegenerate:
		return vertexEnumeration(ctx, b, opt)
	case supportsInterrupted:
		res.Incomplete(method.Cancelled(ctx))
	case supportsLimited:
		res.Incomplete(method.LimitReason(opt))
	}
	res.Stats.Bases = s.visited.Load()
	for k := range s.side {
		res.Stats.Pivots += int64(s.side[k].tab.Pivots())
		res.Stats.Width = widest(res.Stats.Width, s.side[k].tab.Width())
	}
	return s.pool.assemble(ctx, res)
}

// supportsVerdict is how a support search ended.
type supportsVerdict int

const (
	supportsAll supportsVerdict = iota
	supportsDegenerate
	supportsInterrupted
	supportsLimited
)

// supports is the state of a support enumeration.
type supports struct {
	b              *bimatrix
	side           [2]*dictionary // of player 1's and player 2's polytope
	size           [2]int         // m, n
	rank           [2][]int32     // order of own payoffs: see ranks
	pool           *pool
	visited, found atomic.Int64
}

func newSupports(b *bimatrix) *supports {
	s := &supports{b: b, pool: newPool(b, 1), size: [2]int{b.m, b.n}}
	for k := range s.side {
		s.side[k] = newDictionary(&b.poly[k])
		s.rank[k] = ranks(&b.poly[1-k]) // own payoffs are rows of the other's polytope
	}
	return s
}

// ranks replaces each payoff by its rank among the payoffs of the same column:
// dominance asks for nothing else. rank[a*dim+c] belongs to own action a
// against the opponent's action c.
func ranks(p *polytope) []int32 {
	rank := make([]int32, p.rows*p.dim)
	order := make([]int, p.rows)
	for c := range p.dim {
		for a := range order {
			order[a] = a
		}
		slices.SortFunc(order, func(x, y int) int { return p.at(x, c).Cmp(p.at(y, c)) })
		r := int32(0)
		for k, a := range order {
			if k > 0 && p.at(a, c).Cmp(p.at(order[k-1], c)) != 0 {
				r++
			}
			rank[a*p.dim+c] = r
		}
	}
	return rank
}

// dominated says whether another own action of the player is strictly better
// than a against every action in others.
func (s *supports) dominated(player, a int, others sets.Set) bool {
	dim := s.size[1-player]
	rank := s.rank[player]
	for alt := range s.size[player] {
		better := alt != a
		for w, word := range others {
			for ; better && word != 0; word &= word - 1 {
				c := 64*w + bits.TrailingZeros64(word)
				better = rank[alt*dim+c] > rank[a*dim+c]
			}
		}
		if better {
			return true
		}
	}
	return false
}

// anyDominated says whether some action of the set is dominated given others.
func (s *supports) anyDominated(player int, set, others sets.Set) bool {
	for w, word := range set {
		for ; word != 0; word &= word - 1 {
			if s.dominated(player, 64*w+bits.TrailingZeros64(word), others) {
				return true
			}
		}
	}
	return false
}

// search runs through sizes and supports: Algorithm 1 of the paper, with its
// step numbers, for all equilibria instead of the first.
func (s *supports) search(ctx context.Context, limit int) supportsVerdict {
	var sizes [][2]int
	for k := 1; k <= s.b.m; k++ {
		for l := 1; l <= s.b.n; l++ {
			sizes = append(sizes, [2]int{k, l})
		}
	}
	slices.SortFunc(sizes, func(x, y [2]int) int { // step 1
		return cmp.Or(
			cmp.Compare(max(x[0], x[1])-min(x[0], x[1]), max(y[0], y[1])-min(y[0], y[1])),
			cmp.Compare(x[0]+x[1], y[0]+y[1]),
			cmp.Compare(x[0], y[0]))
	})
	rows := sets.New(s.b.m).Complement(s.b.m)
	verdict := supportsAll
	for _, size := range sizes {
		eachSubset(rows, size[0], func(s1 sets.Set) bool { // step 2
			if ctx.Err() != nil {
				verdict = supportsInterrupted
				return false
			}
			useful := sets.New(s.b.n) // step 3: not conditionally dominated
			for j := range s.b.n {
				if !s.dominated(1, j, s1) {
					useful.Add(j)
				}
			}
			if useful.Count() < size[1] || s.anyDominated(0, s1, useful) { // step 4
				return true
			}
			eachSubset(useful, size[1], func(s2 sets.Set) bool { // step 5
				if ctx.Err() != nil {
					verdict = supportsInterrupted
					return false
				}
				if s.anyDominated(0, s1, s2) || s.anyDominated(1, s2, s1) { // step 6
					return true
				}
				s.visited.Add(1)
				if s.try(s1, s2) { // step 7
					verdict = supportsDegenerate
				} else if n := int(s.found.Load()); limit > 0 && n >= limit {
					verdict = supportsLimited
				}
				return verdict == supportsAll
			})
			return verdict == supportsAll
		})
		if verdict != supportsAll {
			break
		}
	}
	return verdict
}

// eachSubset calls f with the subsets of the given size in lexicographic order
// until f returns false. f must not keep its argument.
func eachSubset(within sets.Set, size int, f func(sets.Set) bool) {
	elements := within.Slice()
	if size > len(elements) {
		return
	}
	at := make([]int, size)
	for k := range at {
		at[k] = k
	}
	set := make(sets.Set, len(within))
	for {
		clear(set)
		for _, k := range at {
			set.Add(elements[k])
		}
		if !f(set) {
			return
		}
		k := size - 1
		for k >= 0 && at[k] == len(elements)-size+k {
			k--
		}
		if k < 0 {
			return
		}
		at[k]++
		for l := k + 1; l < size; l++ {
			at[l] = at[l-1] + 1
		}
	}
}

// try solves for strategies with exactly these supports. It returns true when
// it meets a tie: a strategy with more best replies than actions.
func (s *supports) try(s1, s2 sets.Set) (degenerate bool) {
	k, l := s1.Count(), s2.Count()
	if k != l {
		// An equilibrium needs the smaller support to have at least as many
		// best replies as the larger has actions.
		if k < l {
			return s.solve(0, s1, s2) != supportInfeasible
		}
		return s.solve(1, s2, s1) != supportInfeasible
	}
	y := s.solve(1, s2, s1)
	if y == supportInfeasible {
		return false
	}
	x := s.solve(0, s1, s2)
	if x == supportInfeasible {
		return false
	}
	if x == supportTied || y == supportTied {
		return true
	}
	s.pool.add(s.side[0], s.side[1])
	s.found.Add(1)
	return false
}

type supportOutcome int

const (
	supportInfeasible supportOutcome = iota
	supportUnique                    // one strategy, and its best replies are exactly those asked for
	supportTied                      // or a continuum, or more best replies than asked for
)

// solve looks for a strategy of one player with support own against which all
// actions in replies are best; |own| <= |replies|.
func (s *supports) solve(side int, own, replies sets.Set) supportOutcome {
	d := s.side[side]
	rhs := d.tab.Cols() - 1
	// mayBePositive tells the variables of the support and the slacks of
	// unwanted replies from those that must be zero.
	mayBePositive := func(label int) bool {
		if a := label - d.poly.firstVar; a >= 0 && a < d.poly.dim {
			return own.Has(a)
		}
		return !replies.Has(label - d.poly.firstSlack)
	}
	var free []int // columns that may be positive but depend on the others
	for c := range d.cob {
		if !mayBePositive(d.cob[c]) {
			continue
		}
		row := 0
		for row < len(d.basic) && (mayBePositive(d.basic[row]) || d.tab.Sign(row, c) == 0) {
			row++
		}
		if row < len(d.basic) {
			d.pivot(row, c)
		} else {
			free = append(free, c)
		}
	}
	tied := len(free) > 0 || own.Count() < replies.Count()
	for r, label := range d.basic {
		sign := d.tab.Sign(r, rhs)
		inSupport := label >= d.poly.firstVar && label < d.poly.firstVar+d.poly.dim
		switch {
		case !mayBePositive(label):
			// Free columns have no entry in this row, so its value stands.
			if sign != 0 {
				return supportInfeasible
			}
		case sign < 0 || sign == 0 && inSupport:
			// Only a free variable could mend this; then a continuum is
			// possible, and the tie is for vertex enumeration to look into.
			if !slices.ContainsFunc(free, func(c int) bool { return d.tab.Sign(r, c) != 0 }) {
				return supportInfeasible
			}
		case sign == 0:
			tied = true
		}
	}
	if tied {
		return supportTied
	}
	return supportUnique
}
