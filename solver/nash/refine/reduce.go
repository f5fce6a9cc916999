package refine

import (
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
)

// Reduced is a game without the actions that iterated strict dominance by pure
// actions removes. No equilibrium plays one of those, and every equilibrium of
// the reduced game is one of the full game.
type Reduced struct {
	full *games.Strategic
	Game *games.Strategic
	keep [][]int // by player: the full game's numbers of the actions kept
}

// Reduce removes strictly dominated actions until none is left, in rounds
// over all players; the order does not matter (Gilboa, Kalai, Zemel 1990). A
// round costs O(profiles · actions) comparisons a player.
func Reduce(g *games.Strategic) *Reduced {
	r := &Reduced{full: g}
	for _, p := range g.Players {
		all := make([]int, len(p.Actions))
		for a := range all {
			all[a] = a
		}
		r.keep = append(r.keep, all)
	}
	stride := method.Strides(g)
	for changed := true; changed; {
		changed = false
		for p := range r.keep {
			for k := 0; k < len(r.keep[p]); {
				if r.dominated(p, r.keep[p][k], stride) {
					r.keep[p] = append(r.keep[p][:k:k], r.keep[p][k+1:]...)
					changed = true
				} else {
					k++
				}
			}
		}
	}
	r.Game = r.restrict()
	return r
}

// dominated says whether another kept action of p is better than a against all
// kept actions of the others.
func (r *Reduced) dominated(p, a int, stride []int) bool {
	table := &r.full.Payoffs[p]
	for _, alt := range r.keep[p] {
		if alt == a {
			continue
		}
		better := true
		r.eachProfile(p, stride, func(base int) bool {
			better = table.Compare(base+alt*stride[p], base+a*stride[p]) > 0
			return better
		})
		if better {
			return true
		}
	}
	return false
}

// eachProfile calls f with the profile index, player p's action left at 0, of
// all kept actions of the others, in order, until f returns false. p may be -1
// for the profiles of everybody.
func (r *Reduced) eachProfile(p int, stride []int, f func(base int) bool) {
	at := make([]int, len(r.keep))
	for {
		base := 0
		for q, k := range at {
			if q != p {
				base += r.keep[q][k] * stride[q]
			}
		}
		if !f(base) {
			return
		}
		q := len(at) - 1
		for ; q >= 0; q-- {
			if q == p {
				continue
			}
			if at[q]++; at[q] < len(r.keep[q]) {
				break
			}
			at[q] = 0
		}
		if q < 0 {
			return
		}
	}
}

// restrict builds the reduced game.
func (r *Reduced) restrict() *games.Strategic {
	small := &games.Strategic{Name: r.full.Name}
	stride := method.Strides(r.full)
	for p, player := range r.full.Players {
		kept := games.Player{Name: player.Name}
		for _, a := range r.keep[p] {
			kept.Actions = append(kept.Actions, player.Actions[a])
		}
		small.Players = append(small.Players, kept)
		from := r.full.Payoffs[p]
		to := games.Table{Den: from.Den}
		r.eachProfile(-1, stride, func(idx int) bool {
			if from.Small != nil {
				to.Small = append(to.Small, from.Small[idx])
			} else {
				to.Big = append(to.Big, from.Big[idx])
			}
			return true
		})
		small.Payoffs = append(small.Payoffs, to)
	}
	return small
}

// Expand puts strategies of the reduced game into the full one.
func (r *Reduced) Expand(res *method.Result) {
	for k := range res.Equilibria {
		e := &res.Equilibria[k]
		for p, s := range e.Strategies {
			full := make([]*big.Rat, len(r.full.Players[p].Actions))
			for a := range full {
				full[a] = new(big.Rat)
			}
			for i, a := range r.keep[p] {
				full[a] = s[i]
			}
			e.Strategies[p] = full
		}
	}
}
