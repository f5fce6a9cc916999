package sequential_test

import (
	"math/big"

	"brink/games"
)

// The oracle decides at numbers what the tables say for all parameters. It works
// with plain fractions, its own walk through the tree and Fourier and Motzkin's
// elimination, and shares no code with the solver.

// numeric is a tree at a point.
type numeric struct {
	t      *games.Tree
	chance [][]*big.Rat // by node
	pays   [][]*big.Rat // by node and player; nil inside
}

// at evaluates a tree; false where a payoff is undefined or chance is not one.
func at(t *games.Tree, point []*big.Rat) (*numeric, bool) {
	n := &numeric{t: t, chance: make([][]*big.Rat, len(t.Nodes)), pays: make([][]*big.Rat, len(t.Nodes))}
	for i, node := range t.Nodes {
		sum := new(big.Rat)
		for _, c := range node.Chance {
			v, err := c.Eval(point)
			if err != nil || v.Sign() < 0 {
				return nil, false
			}
			n.chance[i] = append(n.chance[i], v)
			sum.Add(sum, v)
		}
		if node.Chance != nil && sum.Cmp(big.NewRat(1, 1)) != 0 {
			return nil, false
		}
		for _, p := range node.Payoffs {
			v, err := p.Eval(point)
			if err != nil {
				return nil, false
			}
			n.pays[i] = append(n.pays[i], v)
		}
	}
	return n, true
}

// behaviour is the probability of each action at each set.
type behaviour [][]*big.Rat

// pure makes a behaviour of one action a set.
func pure(t *games.Tree, actions []int) behaviour {
	b := make(behaviour, len(t.Sets))
	for h, s := range t.Sets {
		b[h] = make([]*big.Rat, len(s.Actions))
		for a := range b[h] {
			b[h][a] = new(big.Rat)
		}
		b[h][actions[h]].SetInt64(1)
	}
	return b
}

// worth is what a player expects from a node on, when her sets in instead play
// otherwise.
func (n *numeric) worth(b behaviour, node, player int, instead map[int]int) *big.Rat {
	x := &n.t.Nodes[node]
	if x.Children == nil {
		return n.pays[node][player]
	}
	sum := new(big.Rat)
	for k, c := range x.Children {
		var p *big.Rat
		if x.Set < 0 {
			p = n.chance[node][k]
		} else if a, ok := instead[x.Set]; ok {
			if a != k {
				continue
			}
			p = big.NewRat(1, 1)
		} else {
			p = b[x.Set][k]
		}
		if p.Sign() != 0 {
			sum.Add(sum, new(big.Rat).Mul(p, n.worth(b, c, player, instead)))
		}
	}
	return sum
}

// reach is the probability of each node.
func (n *numeric) reach(b behaviour) []*big.Rat {
	r := make([]*big.Rat, len(n.t.Nodes))
	r[0] = big.NewRat(1, 1)
	for i, x := range n.t.Nodes {
		for k, c := range x.Children {
			p := new(big.Rat)
			if x.Set < 0 {
				p = n.chance[i][k]
			} else {
				p = b[x.Set][k]
			}
			r[c] = new(big.Rat).Mul(r[i], p)
		}
	}
	return r
}

// behind lists the sets of a player that can follow one of her sets, itself first.
func behind(t *games.Tree, h int) []int {
	out := []int{h}
	for g := range t.Sets {
		if g == h || t.Sets[g].Player != t.Sets[h].Player {
			continue
		}
		for at := t.Sets[g].Nodes[0]; at > 0; at = t.Nodes[at].Parent {
			if t.Nodes[t.Nodes[at].Parent].Set == h {
				out = append(out, g)
				break
			}
		}
	}
	return out
}

// choices yields every way of choosing an action at each of some sets.
func choices(t *games.Tree, sets []int, yield func(map[int]int)) {
	pick := make(map[int]int, len(sets))
	var walk func(k int)
	walk = func(k int) {
		if k == len(sets) {
			yield(pick)
			return
		}
		for a := range t.Sets[sets[k]].Actions {
			pick[sets[k]] = a
			walk(k + 1)
		}
	}
	walk(0)
}

// perfectBayesian reports whether beliefs make a behaviour a weak perfect Bayesian
// equilibrium; beliefs in pinned, by set, are given. Beliefs at one set do not bear on
// another, so that sets are examined one by one.
func (n *numeric) perfectBayesian(b behaviour, pinned map[int][]*big.Rat) bool {
	r := n.reach(b)
	for h, s := range n.t.Sets {
		total := new(big.Rat)
		for _, x := range s.Nodes {
			total.Add(total, r[x])
		}
		k := len(s.Nodes)
		var sys system
		for i, x := range s.Nodes { // the beliefs are at least 0 and sum to 1, or are Bayes'
			sys.add(unit(k, i), new(big.Rat), false)
			if total.Sign() > 0 {
				sys.equal(unit(k, i), new(big.Rat).Quo(r[x], total))
			}
			if mu := pinned[h]; mu != nil {
				sys.equal(unit(k, i), mu[i])
			}
		}
		sys.equal(ones(k), big.NewRat(1, 1))
		choices(n.t, behind(n.t, h), func(p map[int]int) {
			gain := make([]*big.Rat, k)
			for i, x := range s.Nodes {
				gain[i] = new(big.Rat).Sub(n.worth(b, x, s.Player, nil), n.worth(b, x, s.Player, p))
			}
			sys.add(gain, new(big.Rat), false)
		})
		if !sys.feasible(k) {
			return false
		}
	}
	return true
}

// nash reports whether no player has a better plan from the start.
func (n *numeric) nash(b behaviour) bool {
	for p := range n.t.Players {
		var own []int
		for h, s := range n.t.Sets {
			if s.Player == p {
				own = append(own, h)
			}
		}
		now, good := n.worth(b, 0, p, nil), true
		choices(n.t, own, func(dev map[int]int) { good = good && now.Cmp(n.worth(b, 0, p, dev)) >= 0 })
		if !good {
			return false
		}
	}
	return true
}

// subgamePerfect reports whether a behaviour is an equilibrium of every subgame.
func (n *numeric) subgamePerfect(b behaviour) bool {
	for root, x := range n.t.Nodes {
		if x.Children == nil || x.Set >= 0 && len(n.t.Sets[x.Set].Nodes) > 1 {
			continue
		}
		inside := make(map[int]bool)
		for i := range n.t.Nodes {
			for at := i; at >= 0; at = n.t.Nodes[at].Parent {
				if at == root {
					inside[i] = true
				}
			}
		}
		whole := true
		sets := make([][]int, len(n.t.Players))
		for h, s := range n.t.Sets {
			in := 0
			for _, y := range s.Nodes {
				if inside[y] {
					in++
				}
			}
			if in > 0 {
				whole = whole && in == len(s.Nodes)
				sets[s.Player] = append(sets[s.Player], h)
			}
		}
		if !whole {
			continue
		}
		for p, own := range sets {
			now := n.worth(b, root, p, nil)
			good := true
			choices(n.t, own, func(dev map[int]int) { good = good && now.Cmp(n.worth(b, root, p, dev)) >= 0 })
			if !good {
				return false
			}
		}
	}
	return true
}

// system is a list of inequalities coefficients·x >= least, or > it.
type system []inequality

type inequality struct {
	c      []*big.Rat
	least  *big.Rat
	strict bool
}

func (s *system) add(c []*big.Rat, least *big.Rat, strict bool) {
	*s = append(*s, inequality{c, least, strict})
}

func (s *system) equal(c []*big.Rat, to *big.Rat) {
	minus := make([]*big.Rat, len(c))
	for i := range c {
		minus[i] = new(big.Rat).Neg(c[i])
	}
	s.add(c, to, false)
	s.add(minus, new(big.Rat).Neg(to), false)
}

// feasible decides a system in k unknowns by eliminating them (Fourier, Motzkin).
func (s system) feasible(k int) bool {
	for v := k - 1; v >= 0; v-- {
		var next, up, down system
		for _, q := range s {
			switch q.c[v].Sign() {
			case 0:
				next = append(next, q)
			case 1:
				down = append(down, q)
			default:
				up = append(up, q)
			}
		}
		for _, p := range down {
			for _, q := range up {
				x, y := new(big.Rat).Neg(q.c[v]), p.c[v] // both positive
				sum := inequality{c: make([]*big.Rat, v), strict: p.strict || q.strict}
				for i := range sum.c {
					sum.c[i] = combine(x, p.c[i], y, q.c[i])
				}
				sum.least = combine(x, p.least, y, q.least)
				next = append(next, sum)
			}
		}
		s = next.distinct(v)
	}
	for _, q := range s {
		if q.least.Sign() > 0 || q.strict && q.least.Sign() == 0 {
			return false
		}
	}
	return true
}

// distinct drops repeated inequalities, of v unknowns, scaled to the same size.
func (s system) distinct(v int) system {
	seen := make(map[string]bool)
	var out system
	for _, q := range s {
		scale := new(big.Rat).SetInt64(1)
		for _, c := range q.c[:v] {
			if c.Sign() != 0 {
				scale.Abs(c)
				break
			}
		}
		key := ""
		for _, c := range append(q.c[:v:v], q.least) {
			key += new(big.Rat).Quo(c, scale).RatString() + " "
		}
		if q.strict {
			key += ">"
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, q)
		}
	}
	return out
}

func combine(x, a, y, b *big.Rat) *big.Rat {
	return new(big.Rat).Add(new(big.Rat).Mul(x, a), new(big.Rat).Mul(y, b))
}

func unit(k, i int) []*big.Rat {
	c := make([]*big.Rat, k)
	for j := range c {
		c[j] = new(big.Rat)
	}
	c[i].SetInt64(1)
	return c
}

func ones(k int) []*big.Rat {
	c := make([]*big.Rat, k)
	for j := range c {
		c[j] = big.NewRat(1, 1)
	}
	return c
}
