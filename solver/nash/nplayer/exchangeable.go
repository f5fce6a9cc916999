package nplayer

import (
	"slices"

	"brink/games"
	"brink/solver/nash/method"
)

// Two players are exchangeable when swapping them changes no payoff but theirs,
// which are swapped. The search over supports looks at one representative of
// the profiles of supports that differ by exchanging players, and copies what
// it finds to the others.

// twinsOf returns, for each player, the last one before her who is exchangeable
// with her, or -1: O(players² · profiles).
func twinsOf(g *games.Strategic) []int {
	twins := make([]int, len(g.Players))
	last := make([]int, len(g.Players)) // of the class that starts at a player
	for p := range twins {
		twins[p] = -1
		last[p] = p
		for q := range p {
			// Transpositions with one member of a class generate all.
			if twins[q] < 0 && swappable(g, q, p) {
				twins[p] = last[q]
				last[q] = p
				break
			}
		}
	}
	return twins
}

func swappable(g *games.Strategic, p, q int) bool {
	if len(g.Players[p].Actions) != len(g.Players[q].Actions) {
		return false
	}
	stride := method.Strides(g)
	k := len(g.Players[p].Actions)
	for i := range g.Profiles() {
		a, b := i/stride[p]%k, i/stride[q]%k
		j := i + (b-a)*stride[p] + (a-b)*stride[q]
		for r := range g.Players {
			s := r
			switch r {
			case p:
				s = q
			case q:
				s = p
			}
			if j < i && r == s {
				continue // compared before
			}
			if !samePayoff(&g.Payoffs[r], i, &g.Payoffs[s], j) {
				return false
			}
		}
	}
	return true
}

func samePayoff(t *games.Table, i int, u *games.Table, j int) bool {
	if t.Den.Cmp(u.Den) == 0 {
		if t.Small != nil && u.Small != nil {
			return t.Small[i] == u.Small[j]
		}
		return t.Num(i).Cmp(u.Num(j)) == 0
	}
	return t.Rat(i).Cmp(u.Rat(j)) == 0
}

// arrangements calls f with a renaming of players for every profile of supports
// that exchanging players makes of the given one, that one first: player p of
// the renamed profile is from[p] of the original.
func arrangements(support []uint64, twins []int, f func(from []int)) {
	from := make([]int, len(support))
	used := make([]bool, len(support))
	root := make([]int, len(support)) // first member of each class
	for p, t := range twins {
		root[p] = p
		if t >= 0 {
			root[p] = root[t]
		}
	}
	var place func(p int)
	place = func(p int) {
		if p == len(support) {
			f(from)
			return
		}
		var tried []uint64
		for q := range support {
			if used[q] || root[q] != root[p] || slices.Contains(tried, support[q]) {
				continue
			}
			tried = append(tried, support[q])
			used[q], from[p] = true, q
			place(p + 1)
			used[q] = false
		}
	}
	place(0)
}

// renamed is the equilibrium after an exchange of players.
func (p *placed) renamed(from []int) placed {
	out := *p
	out.support, out.replies = pick(p.support, from), pick(p.replies, from)
	if p.Irrational == nil {
		out.Strategies, out.Payoffs = pick(p.Strategies, from), pick(p.Payoffs, from)
	} else {
		out.Irrational = &method.Irrational{Strategies: pick(p.Irrational.Strategies, from), Payoffs: pick(p.Irrational.Payoffs, from)}
	}
	return out
}

// renamedContinuum is a continuum after an exchange of players.
func renamedContinuum(c *method.Continuum, from []int) method.Continuum {
	out := method.Continuum{Support: pick(c.Support, from), Dimension: c.Dimension}
	if c.Sample != nil {
		out.Sample = pick(c.Sample, from)
	}
	return out
}

// pick returns list[from[0]], list[from[1]], …
func pick[T any](list []T, from []int) []T {
	out := make([]T, len(from))
	for i, k := range from {
		out[i] = list[k]
	}
	return out
}
