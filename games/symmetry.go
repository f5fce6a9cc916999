package games

import (
	"slices"

	"brink/games/expr"
)

// Exchangeable returns the classes of exchangeable players: swapping two members
// of a class leaves every payoff as it is, up to the swap, and the members have
// the same actions in the same order. Each player is in one class; classes and
// members ascend. Payoffs are compared as formulas, so two players whose payoffs
// agree only under the assumptions, or only after their cases are rearranged,
// count as different. The cost is O(players · profiles) to number the payoffs
// and O(players² · classes · profiles) comparisons of numbers.
func (g *Game) Exchangeable() [][]int {
	if g.Symmetric != nil {
		all := make([]int, len(g.Players))
		for p := range all {
			all[p] = p
		}
		return [][]int{all}
	}
	ids := g.payoffNumbers()
	var classes [][]int
next:
	for p := range g.Players {
		for c := range classes {
			// Exchangeability is transitive: transpositions with one member
			// generate those with all.
			if g.swappable(ids, classes[c][0], p) {
				classes[c] = append(classes[c], p)
				continue next
			}
		}
		classes = append(classes, []int{p})
	}
	return classes
}

// payoffNumbers gives equal payoffs equal numbers: ids[p][i] stands for
// Payoffs[p][i].
func (g *Game) payoffNumbers() [][]int32 {
	type entry struct {
		v  expr.Value
		id int32
	}
	seen := make(map[uint64][]entry)
	next := int32(0)
	ids := make([][]int32, len(g.Payoffs))
	for p, list := range g.Payoffs {
		ids[p] = make([]int32, len(list))
		for i, v := range list {
			h := v.Hash()
			at := slices.IndexFunc(seen[h], func(e entry) bool { return e.v.Equal(v) })
			if at < 0 {
				at = len(seen[h])
				seen[h] = append(seen[h], entry{v, next})
				next++
			}
			ids[p][i] = seen[h][at].id
		}
	}
	return ids
}

// swappable reports whether swapping players p < q, with their actions, maps the
// payoffs to themselves.
func (g *Game) swappable(ids [][]int32, p, q int) bool {
	if !slices.Equal(g.Players[p].Actions, g.Players[q].Actions) {
		return false
	}
	// The swap moves the actions of p and q by these strides.
	strides := make([]int, len(g.Players))
	for r, n := len(g.Players)-1, 1; r >= 0; r-- {
		strides[r] = n
		n *= len(g.Players[r].Actions)
	}
	profile := make([]int, len(g.Players))
	for i := range ids[p] {
		g.decode(i, profile)
		j := i + (profile[q]-profile[p])*(strides[p]-strides[q])
		for r := range ids {
			s := r
			switch r {
			case p:
				s = q
			case q:
				s = p
			}
			if ids[r][i] != ids[s][j] {
				return false
			}
		}
	}
	return true
}

// decode writes into profile the action profile with the given index.
func (g *Game) decode(index int, profile []int) {
	for p := len(g.Players) - 1; p >= 0; p-- {
		n := len(g.Players[p].Actions)
		profile[p] = index % n
		index /= n
	}
}
