package bayesian

import (
	"fmt"
	"slices"

	"brink/games"
	"brink/solver/concept"
)

// classes says who is exchangeable: players[p] is the first player whose place p can
// take, with all her types, and types[p][t] the first type of p whose place t can take,
// without the game being another.
type classes struct {
	players []int
	types   [][]int
}

// exchangeable compares the game with itself where two players, or two types of one,
// have changed places. Players and types that can change places two by two can do so
// in any order.
func exchangeable(b *games.Bayesian) classes {
	var c classes
	for p := range b.Players {
		c.players = append(c.players, p)
		for q := range p {
			if c.players[q] == q && slices.Equal(b.Players[p].Actions, b.Players[q].Actions) && len(b.Types[p]) == len(b.Types[q]) && invariant(b, p, q, 0, 0) {
				c.players[p] = q
				break
			}
		}
		var types []int
		for t := range b.Types[p] {
			types = append(types, t)
			for u := range t {
				if types[u] == u && invariant(b, p, p, t, u) {
					types[t] = u
					break
				}
			}
		}
		c.types = append(c.types, types)
	}
	return c
}

// invariant reports whether prior and payoffs stay the same when players p and q change
// places or, where p is q, her types t and u.
func invariant(b *games.Bayesian, p, q, t, u int) bool {
	actions := make([]int, len(b.Players))
	for i, pl := range b.Players {
		actions[i] = len(pl.Actions)
	}
	swap := func(shape, at []int) int {
		index := 0
		for i, n := range shape {
			x := at[i]
			switch i {
			case p:
				x = at[q]
			case q:
				x = at[p]
			}
			index = index*n + x
		}
		return index
	}
	same := true
	games.EachIndex(b.TypeShape(), func(k int, at []int) {
		if !same {
			return
		}
		other := slices.Clone(at)
		if p == q {
			switch at[p] {
			case t:
				other[p] = u
			case u:
				other[p] = t
			}
		}
		j := swap(b.TypeShape(), other)
		if same = b.Prior[k].Equal(b.Prior[j]); !same || k == j && p == q {
			return
		}
		games.EachIndex(actions, func(i int, acts []int) {
			for r := range b.Players {
				s := r
				switch r {
				case p:
					s = q
				case q:
					s = p
				}
				same = same && b.Payoffs[k][r][i].Equal(b.Payoffs[j][s][swap(actions, acts)])
			}
		})
	})
	return same
}

// orbit is the support profiles that exchanging players and types makes of one. By
// profile, agents lists who does what the agents of the others do in the same place.
type orbit struct {
	profiles [][][]int
	agents   [][]int
}

// orbits sorts support profiles into orbits, in the order of the first of each, and
// says to which of them a profile belongs, by its name.
func (g *game) orbits(c classes, supports [][][]int) (out []orbit, of map[string]int) {
	known := make(map[string]int)
	of = make(map[string]int)
	for _, s := range supports {
		agents, key := g.order(c, s)
		at, ok := known[key]
		if !ok {
			at = len(out)
			known[key], out = at, append(out, orbit{})
		}
		out[at].profiles, out[at].agents = append(out[at].profiles, s), append(out[at].agents, agents)
		of[g.name(s)] = at
	}
	return out, of
}

// supportOf reads the supports of a row, by agent.
func (g *game) supportOf(r *concept.Row) [][]int {
	out := make([][]int, len(r.Play))
	for k, c := range r.Play {
		for _, a := range c.Over {
			out[k] = append(out[k], slices.Index(g.Players[c.Player].Actions, a))
		}
	}
	return out
}

// order lists the agents of a support profile such that profiles which differ only in
// the places of exchangeable players and types list the same supports, and says what
// supports these are.
func (g *game) order(c classes, support [][]int) (agents []int, key string) {
	first := make([]int, len(g.Players))
	for k := len(g.agents) - 1; k >= 0; k-- {
		first[g.agents[k].player] = k
	}
	type one struct {
		agents []int
		key    string
	}
	players := make([]one, len(g.Players))
	for p, class := range c.types {
		list := make([]one, len(class))
		for t := range class {
			k := first[p] + t
			list[t] = one{[]int{k}, fmt.Sprint(support[k])}
		}
		list = arranged(class, list, func(x one) string { return x.key })
		for _, x := range list {
			players[p].agents = append(players[p].agents, x.agents...)
			players[p].key += x.key
		}
	}
	for _, x := range arranged(c.players, players, func(x one) string { return x.key }) {
		agents = append(agents, x.agents...)
		key += x.key + ";"
	}
	return agents, key
}

// arranged sorts the members of each class among the places that the class has.
func arranged[T any](class []int, list []T, key func(T) string) []T {
	out := slices.Clone(list)
	for first := range class {
		var places []int
		for i, c := range class {
			if c == first {
				places = append(places, i)
			}
		}
		members := make([]T, len(places))
		for i, at := range places {
			members[i] = list[at]
		}
		slices.SortStableFunc(members, func(x, y T) int {
			switch a, b := key(x), key(y); {
			case a < b:
				return -1
			case a > b:
				return 1
			}
			return 0
		})
		for i, at := range places {
			out[at] = members[i]
		}
	}
	return out
}

// moved is the row of a support profile in which agents to[i] do what agents from[i] do
// in row r.
func (g *game) moved(r *concept.Row, from, to []int) *concept.Row {
	out := *r
	out.Copy, out.Multiplicity = true, 0
	out.Play = make([]concept.Choice, len(r.Play))
	names := make(map[string]string)
	for i, k := range from {
		a, b := g.agents[k], g.agents[to[i]]
		c := r.Play[k]
		c.Player, c.Place = b.player, g.Agent(b.player, b.typ)
		out.Play[to[i]] = c
		names[g.Agent(a.player, a.typ)] = g.Agent(b.player, b.typ)
		names[g.Players[a.player].Name] = g.Players[b.player].Name
		for _, act := range g.Players[a.player].Actions {
			names[g.Players[a.player].Name+" "+act] = g.Players[b.player].Name + " " + act
		}
	}
	out.Numbers = slices.Clone(r.Numbers)
	for i, n := range out.Numbers {
		out.Numbers[i].Name = names[n.Name]
	}
	place := func(n concept.Number) int {
		return slices.IndexFunc(r.Numbers, func(m concept.Number) bool { return m.Code == n.Code && m.Name == n.Name })
	}
	slices.SortStableFunc(out.Numbers, func(x, y concept.Number) int { return place(x) - place(y) })
	return &out
}
