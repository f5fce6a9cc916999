package sequential

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// maxSearch bounds the partial support profiles that are visited.
const maxSearch = 1 << 20

// pruner lists support profiles set by set and drops those of which a part cannot be
// in equilibrium: because no belief about the nodes to which the supports lead makes
// the actions of a later set optimal, or because an action in use pays less than
// another at all of them, whatever the mixtures behind both. What it drops is proved
// to be an equilibrium nowhere; what is left is still to be settled.
type pruner struct {
	t *games.Tree
	s *concept.Settler

	*routes
	only    choose
	choices [][][]int // by set: the supports that may be at all
	// What can be checked once a set has its support, by set.
	reached [][]int
	pairs   [][]comparison

	support [][]int // of the sets so far
	masks   []uint64
	known   map[string]bool
	visited int
}

// choose leaves out, unless it is 0, mixtures, and all choices but one at sets that a
// player's own choices before exclude: on those depends only what she and others might do
// at sets that are not reached.
type choose int

const (
	first choose = 1 + iota
	last
)

// comparison is of two actions at a set, with the sets behind both at each node.
type comparison struct {
	set, action, other int
	after              [][]int
}

// newPruner prepares the checks. They need information sets of up to 63 actions.
func newPruner(t *games.Tree, s *concept.Settler, way *routes) *pruner {
	p := &pruner{
		t: t, s: s, routes: way, choices: make([][][]int, len(t.Sets)),
		reached: make([][]int, len(t.Sets)), pairs: make([][]comparison, len(t.Sets)),
		support: make([][]int, len(t.Sets)), masks: make([]uint64, len(t.Sets)), known: make(map[string]bool),
	}
	for h, set := range t.Sets {
		last := h
		for _, n := range set.Nodes {
			for _, x := range p.steps[n] {
				last = max(last, x.set)
			}
		}
		if len(set.Nodes) > 1 {
			p.reached[last] = append(p.reached[last], h)
		}
		for a := range set.Actions {
			for b := range set.Actions {
				if a == b {
					continue
				}
				c, last := comparison{set: h, action: a, other: b}, last
				for _, n := range set.Nodes {
					var after []int
					p.behind(t.Nodes[n].Children[a], &after)
					p.behind(t.Nodes[n].Children[b], &after)
					for _, g := range after {
						last = max(last, g)
					}
					c.after = append(c.after, after)
				}
				p.pairs[last] = append(p.pairs[last], c)
			}
		}
	}
	return p
}

// behind collects the sets at and below a node.
func (p *pruner) behind(node int, sets *[]int) {
	n := &p.t.Nodes[node]
	if n.Set >= 0 && !slices.Contains(*sets, n.Set) {
		*sets = append(*sets, n.Set)
	}
	for _, c := range n.Children {
		p.behind(c, sets)
	}
}

// profiles lists the support profiles that are left and choose what is given; false
// when they, or the work, are too many.
func (p *pruner) profiles(ctx context.Context, given Given) (out [][][]int, ok bool) {
	limit := MaxProfiles
	if p.only != 0 {
		limit = maxPure
	}
	for h, set := range p.t.Sets {
		for mask := 1; mask < 1<<len(set.Actions); mask++ {
			var sup []int
			for a := range set.Actions {
				if mask>>a&1 == 1 {
					sup = append(sup, a)
				}
			}
			if a, ok := given[h]; ok && !slices.Equal(sup, []int{a}) || p.only != 0 && len(sup) > 1 {
				continue
			}
			if optimal(ctx, p.t, p.s, h, sup, set.Nodes) != prove.No {
				p.choices[h] = append(p.choices[h], sup)
			}
		}
		slices.SortStableFunc(p.choices[h], func(a, b []int) int { return len(a) - len(b) })
	}
	var walk func(h int) bool
	walk = func(h int) bool {
		if ctx.Err() != nil {
			return true // what is left is not settled either
		}
		if h == len(p.t.Sets) {
			out = append(out, slices.Clone(p.support))
			return len(out) <= limit
		}
		list := p.choices[h]
		if p.only != 0 && len(list) > 0 && excluded(p.t, p.routes, p.support, h) {
			if list = list[:1]; p.only == last {
				list = p.choices[h][len(p.choices[h])-1:]
			}
		}
		for _, sup := range list {
			if p.visited++; p.visited > maxSearch {
				return false
			}
			p.support[h], p.masks[h] = sup, 0
			for _, a := range sup {
				p.masks[h] |= 1 << a
			}
			if p.may(ctx, h) && !walk(h+1) {
				return false
			}
		}
		return true
	}
	ok = walk(0)
	return out, ok
}

// onPath names a profile by its choices at the sets that are not excluded.
func (p *pruner) onPath(support [][]int) string {
	kept := slices.Clone(support)
	for h := range kept {
		if excluded(p.t, p.routes, support, h) {
			kept[h] = nil
		}
	}
	return profileName(p.t, kept)
}

// excluded reports whether a player's own choices before keep her from a set: with
// perfect recall they lead to all of its nodes or to none.
func excluded(t *games.Tree, way *routes, support [][]int, h int) bool {
	set := t.Sets[h]
	return slices.ContainsFunc(way.steps[set.Nodes[0]], func(x step) bool {
		return t.Sets[x.set].Player == set.Player && !contains(support[x.set], x.action)
	})
}

// may says whether the supports of the sets up to h can be part of an equilibrium,
// by the checks that the last of them made possible.
func (p *pruner) may(ctx context.Context, h int) bool {
	for _, g := range p.reached[h] {
		if !p.believable(ctx, g) {
			return false
		}
	}
	for _, c := range p.pairs[h] {
		if p.masks[c.set]>>c.action&1 == 0 {
			continue
		}
		led, sure := p.led(c.set)
		some := false
		for i := range p.t.Sets[c.set].Nodes {
			some = some || (!sure || slices.Contains(led, i)) && p.pays(ctx, c, i)
		}
		if !some {
			return false
		}
	}
	return true
}

// believable says whether the support of a set is optimal under some belief about
// the nodes to which the supports lead, where they surely lead to one.
func (p *pruner) believable(ctx context.Context, h int) bool {
	led, sure := p.led(h)
	if !sure || len(led) == len(p.t.Sets[h].Nodes) {
		return true
	}
	var nodes []int
	key := []rune{'b', rune(h), rune(p.masks[h])}
	for _, i := range led {
		nodes, key = append(nodes, p.t.Sets[h].Nodes[i]), append(key, rune(i))
	}
	return p.remember(string(key), func() bool { return optimal(ctx, p.t, p.s, h, p.support[h], nodes) != prove.No })
}

// led lists the nodes of a set to which the supports lead, by their places in it, and
// says whether they surely lead to one: then beliefs are about these alone.
func (p *pruner) led(h int) (nodes []int, sure bool) {
	for i, n := range p.t.Sets[h].Nodes {
		if !slices.ContainsFunc(p.steps[n], func(x step) bool { return p.masks[x.set]>>x.action&1 == 0 }) {
			nodes, sure = append(nodes, i), sure || p.sure[n]
		}
	}
	return nodes, sure
}

// pays says whether an action can pay as much as another at the i-th node.
func (p *pruner) pays(ctx context.Context, c comparison, i int) bool {
	key := []rune{'p', rune(c.set), rune(c.action), rune(c.other), rune(i)}
	for _, g := range c.after[i] {
		key = append(key, rune(p.masks[g]))
	}
	return p.remember(string(key), func() bool {
		calc := &concept.Calc{}
		next := algebra.Var(len(p.t.Params))
		probs := make(map[int][]expr.Value, len(c.after[i]))
		var all []expr.Formula
		for _, g := range c.after[i] {
			x, positive, after := calc.Mixture(len(p.t.Sets[g].Actions), p.support[g], next)
			probs[g], next = x, after
			all = append(all, positive...)
		}
		player := p.t.Sets[c.set].Player
		var value func(node int) expr.Value
		value = func(node int) expr.Value {
			n := &p.t.Nodes[node]
			if n.Children == nil {
				return n.Payoffs[player]
			}
			weights := n.Chance
			if n.Set >= 0 {
				weights = probs[n.Set]
			}
			sum := concept.Zero
			for k, child := range n.Children {
				if !concept.IsZero(weights[k]) {
					sum = calc.Add(sum, calc.Mul(weights[k], value(child)))
				}
			}
			return sum
		}
		children := p.t.Nodes[p.t.Sets[c.set].Nodes[i]].Children
		all = append(all, value(children[c.action]).Compare(expr.GE, value(children[c.other])))
		return calc.Err != nil || p.s.Soon(ctx, expr.And(all...)) != prove.No
	})
}

// remember computes what is not known yet.
func (p *pruner) remember(key string, find func() bool) bool {
	v, ok := p.known[key]
	if !ok {
		v = find()
		p.known[key] = v
	}
	return v
}
