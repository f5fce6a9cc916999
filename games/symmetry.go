package games

import "brink/games/expr"

// Exchangeable returns the classes of exchangeable players: swapping two members
// of a class leaves every payoff as it is, up to the swap. Each player is in one
// class; classes and members ascend. Payoffs are compared as formulas, so two
// players whose payoffs agree only under the assumptions count as different.
// The cost is O(players² · profiles) comparisons.
func (g *Game) Exchangeable() [][]int {
	if g.Symmetric != nil {
		all := make([]int, len(g.Players))
		for p := range all {
			all[p] = p
		}
		return [][]int{all}
	}
	var classes [][]int
next:
	for p := range g.Players {
		for c := range classes {
			// Exchangeability is transitive: transpositions with one member
			// generate those with all.
			if g.swappable(classes[c][0], p) {
				classes[c] = append(classes[c], p)
				continue next
			}
		}
		classes = append(classes, []int{p})
	}
	return classes
}

func (g *Game) swappable(p, q int) bool {
	a, b := g.Players[p].Actions, g.Players[q].Actions
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	n := g.Profiles(MaxProfiles)
	if n < 0 {
		return false
	}
	profile, swapped := make([]int, len(g.Players)), make([]int, len(g.Players))
	for i := range n {
		g.decode(i, profile)
		copy(swapped, profile)
		swapped[p], swapped[q] = swapped[q], swapped[p]
		j := g.Index(swapped)
		for r := range g.Players {
			s := r
			switch r {
			case p:
				s = q
			case q:
				s = p
			}
			if !sameValue(g.Payoffs[r][i], g.Payoffs[s][j]) {
				return false
			}
		}
	}
	return true
}

func sameValue(v, w expr.Value) bool {
	if len(v.Cases) != len(w.Cases) {
		return false
	}
	for i := range v.Cases {
		if !v.Cases[i].Is.Equal(w.Cases[i].Is) || v.Cases[i].When.Key() != w.Cases[i].When.Key() {
			return false
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
