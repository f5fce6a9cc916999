package nplayer

import (
	"math/bits"

	"brink/solver/nash/sets"
)

// supportTree walks over the support profiles of a game that may carry an
// equilibrium. It fixes the supports of player 1, then of player 2, and so on,
// and at every step removes actions that are conditionally dominated: strictly
// worse than another action whatever the others play within the supports fixed
// so far and the actions not yet removed (Porter, Nudelman and Shoham, "Simple
// search methods for finding a Nash equilibrium", Games and Economic Behavior
// 63 (2008), Algorithm 2). No equilibrium is lost: an action in the support of
// an equilibrium is a best reply.
//
// Supports are sets of actions in one word each.
type supportTree struct {
	m *manyGame
	// twins[j] is an earlier player exchangeable with j, or -1: only profiles
	// in which j's support is at most the twin's, as a number, are visited.
	twins []int
	yield func(support []uint64) bool // returns false to stop the walk

	opp  []sets.Set // scratch, one a player
	cand [][]uint64 // scratch, one a depth
}

func newSupportTree(m *manyGame, twins []int, yield func([]uint64) bool) *supportTree {
	t := &supportTree{m: m, twins: twins, yield: yield}
	for i := range m.n {
		t.opp = append(t.opp, sets.New(m.opp[i]))
	}
	t.cand = make([][]uint64, m.n+1)
	for d := range t.cand {
		t.cand[d] = make([]uint64, m.n)
	}
	return t
}

// walk visits the support profiles; it returns false when yield stopped it.
func (t *supportTree) walk() bool {
	for i, k := range t.m.shape {
		t.cand[0][i] = 1<<k - 1
	}
	return t.descend(0)
}

func (t *supportTree) descend(depth int) bool {
	cand := t.cand[depth]
	if !t.reduce(cand, depth) {
		return true
	}
	if depth == t.m.n {
		if !t.plausible(cand) {
			return true
		}
		return t.yield(cand)
	}
	all := cand[depth]
	below := t.cand[depth+1]
	for s := all & -all; s != 0; s = (s - all) & all { // ascending, small ones early
		if tw := t.twins[depth]; tw >= 0 && s > cand[tw] {
			continue
		}
		copy(below, cand)
		below[depth] = s
		if !t.descend(depth + 1) {
			return false
		}
	}
	return true
}

// reduce removes conditionally dominated actions until none is left. It returns
// false when a player below depth, whose support is fixed, would lose one.
func (t *supportTree) reduce(cand []uint64, depth int) bool {
	for again := true; again; {
		again = false
		for i := range t.m.n {
			t.opponents(i, cand)
			for s := cand[i]; s != 0; s &= s - 1 {
				a := bits.TrailingZeros64(s)
				if !t.dominated(i, a) {
					continue
				}
				if i < depth {
					return false
				}
				cand[i] &^= 1 << a
				again = true
			}
			if cand[i] == 0 {
				return false
			}
		}
	}
	return true
}

// opponents sets opp[i] to the profiles of i's opponents within the candidates.
func (t *supportTree) opponents(i int, cand []uint64) {
	opp := t.opp[i]
	for w := range opp {
		all := ^uint64(0)
		for j, s := range cand {
			if j == i {
				continue
			}
			var any uint64
			for ; s != 0; s &= s - 1 {
				any |= t.m.slab[i][j][bits.TrailingZeros64(s)][w]
			}
			all &= any
		}
		opp[w] = all
	}
}

// dominated says whether some action is strictly better than a at all of opp[i].
func (t *supportTree) dominated(i, a int) bool {
	k := t.m.shape[i]
	for b := range k {
		if b != a && t.opp[i].Subset(t.m.more[i][b*k+a]) {
			return true
		}
	}
	return false
}

// plausible looks at a complete profile of supports, at which every player's
// opponents play every profile of opp[i] with positive probability. There two
// actions of a support earn the same, so unless they pay the same at every
// profile each must be better somewhere; and no action outside the support is
// better than one inside at some profiles and worse at none.
func (t *supportTree) plausible(support []uint64) bool {
	for i, s := range support {
		k := t.m.shape[i]
		for in := s; in != 0; in &= in - 1 {
			a := bits.TrailingZeros64(in)
			for c := range k {
				if c != a && t.opp[i].Meets(t.m.more[i][c*k+a]) && !t.opp[i].Meets(t.m.more[i][a*k+c]) {
					return false
				}
			}
		}
	}
	return true
}
