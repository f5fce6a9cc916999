package nplayer

import (
	"math/bits"

	"brink/games/algebra"
	"brink/solver/nash/sets"
)

// indifference is the polynomial system of a support profile. Its unknowns are
// the strategies of the mixing players, those with two or more actions in
// their supports; the others play their one action. With x_j(a) for the
// probability that mixing player j plays a, it says
//
//	u_i(a, x) - u_i(r_i, x) = 0   for i mixing, a ≠ r_i in her support,
//	u_i(c, x) - u_i(r_i, x) <= 0  for every player i and c outside her support,
//
// where r_i is the first action of the support. Every function is linear in
// each player's strategy and does not depend on the owner's, so that its
// extremes over a product of simplices are among its values at profiles of
// corners; those values are what is stored.
//
// A profile of the mixing players' support actions is a number v, the last
// player changing fastest; a profile of those other than the owner of a
// function is numbered the same way.
type indifference struct {
	m       *manyGame
	support []uint64
	mix     []int   // mixing players
	act     [][]int // their support actions, ascending
	size    []int   // their numbers of support actions
	dim     int     // number of unknowns: Σ (size - 1)
	full    int     // number of profiles v

	// Blocks 0..len(mix)-1 belong to the mixing players, one more to each
	// player who does not mix but has another action.
	blocks []block
}

// block holds the functions of one player.
type block struct {
	player int // in the game
	owner  int // position in mix, or -1 for a player who does not mix
	eqs    int // rows 0..eqs-1 are equations, the others inequalities
	rows   int
	verts  int   // values in a row
	step   []int // by how much the next action of mixing player j moves v; 0 for the owner
	act    []int // the action of each row
	base   int   // r_i
	over   []int // number of the opponents' profile in the game, for each v
	part   []int // for each full profile, the v of the owner's opponents
	at     int   // offset of the block in a cell's values
}

// newIndifference sets up the system of a support profile, which is copied.
func newIndifference(m *manyGame, support []uint64) *indifference {
	s := &indifference{m: m, support: append([]uint64(nil), support...), full: 1}
	for i, set := range support {
		if set&(set-1) == 0 {
			continue
		}
		s.mix = append(s.mix, i)
		s.act = append(s.act, sets.List(set))
		k := bits.OnesCount64(set)
		s.size = append(s.size, k)
		s.dim += k - 1
		s.full *= k
	}
	at := 0
	add := func(player, owner int) {
		b := s.newBlock(player, owner)
		b.at = at
		at += b.rows * b.verts
		s.blocks = append(s.blocks, b)
	}
	for o, i := range s.mix {
		add(i, o)
	}
	for i, set := range support {
		if set&(set-1) == 0 && m.shape[i] > 1 {
			add(i, -1)
		}
	}
	return s
}

func (s *indifference) newBlock(player, owner int) block {
	set := s.support[player]
	b := block{player: player, owner: owner, base: bits.TrailingZeros64(set), verts: 1}
	for a := range s.m.shape[player] {
		if set>>a&1 != 0 && a != b.base {
			b.act = append(b.act, a)
		}
	}
	b.eqs = len(b.act)
	for a := range s.m.shape[player] {
		if set>>a&1 == 0 {
			b.act = append(b.act, a)
		}
	}
	b.rows = len(b.act)
	b.step = make([]int, len(s.mix))
	for j := len(s.mix) - 1; j >= 0; j-- {
		if j != owner {
			b.step[j] = b.verts
			b.verts *= s.size[j]
		}
	}
	fixed := 0 // the part of the opponents' profile that does not vary
	for j, other := range s.support {
		if j != player && other&(other-1) == 0 {
			fixed += bits.TrailingZeros64(other) * s.m.step[player][j]
		}
	}
	b.over = make([]int, b.verts)
	for v := range b.over {
		b.over[v] = fixed
		for j, i := range s.mix {
			if j != owner {
				b.over[v] += s.act[j][v/b.step[j]%s.size[j]] * s.m.step[player][i]
			}
		}
	}
	b.part = make([]int, s.full)
	stride := s.full
	for j, k := range s.size {
		stride /= k
		if j == owner {
			continue
		}
		for v := range b.part {
			b.part[v] += v / stride % k * b.step[j]
		}
	}
	return b
}

// value is the exact value of a function at a profile of corners.
func (s *indifference) value(b *block, row, v int) algebra.Int {
	pay := s.m.pay[b.player]
	o := b.over[v]
	return pay[b.act[row]][o].Sub(pay[b.base][o])
}

// floats returns the values of a function as the rounded differences of the
// game, at the opponents' profiles over.
func (s *indifference) floats(b *block, row int) []float64 {
	return s.m.diff[b.player][b.act[row]*s.m.shape[b.player]+b.base]
}
