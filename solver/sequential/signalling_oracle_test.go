package sequential_test

import "math/big"

// affine is a number that is linear in the unknowns of a system, the constant last.
type affine []*big.Rat

func constant(k int, r *big.Rat) affine {
	a := make(affine, k+1)
	for i := range a {
		a[i] = new(big.Rat)
	}
	a[k].Set(r)
	return a
}

func (a affine) plus(f *big.Rat, b affine) affine {
	out := make(affine, len(a))
	for i := range a {
		out[i] = combine(big.NewRat(1, 1), a[i], f, b[i])
	}
	return out
}

// atLeast demands a >= 0, or a > 0.
func (s *system) atLeast(a affine, strict bool) {
	k := len(a) - 1
	s.add(a[:k], new(big.Rat).Neg(a[k]), strict)
}

// mixture is one unknown distribution for each of some supports, out of n actions.
func mixture(s *system, supports [][]int, n int) (k int, prob [][]affine) {
	for _, sup := range supports {
		k += len(sup) - 1
	}
	next := 0
	for _, sup := range supports {
		row := make([]affine, n)
		for i := range row {
			row[i] = constant(k, new(big.Rat))
		}
		rest := constant(k, big.NewRat(1, 1))
		for i, a := range sup {
			if i == len(sup)-1 {
				row[a] = rest
				break
			}
			row[a][next].SetInt64(1)
			rest = rest.plus(big.NewRat(-1, 1), row[a])
			next++
		}
		for _, a := range sup {
			s.atLeast(row[a], true)
		}
		prob = append(prob, row)
	}
	return k, prob
}

// signal is a signalling game at numbers: prior by type, and what the sender and the
// receiver get by type, message and reply.
type signal struct {
	prior []*big.Rat
	pays  [][][][2]*big.Rat
}

// equilibrium reports whether some assessment with the given supports, of messages
// by type and of replies by message, is a weak perfect Bayesian equilibrium. The
// sender's conditions are linear in the replies, and the receiver's in the messages.
func (g *signal) equilibrium(messages, replies [][]int) bool {
	types, m, r := len(g.prior), len(g.pays[0]), len(g.pays[0][0])
	var sender system
	k, reply := mixture(&sender, replies, r)
	for t := range types {
		worth := make([]affine, m)
		for j := range worth {
			worth[j] = constant(k, new(big.Rat))
			for a := range r {
				worth[j] = worth[j].plus(g.pays[t][j][a][0], reply[j][a])
			}
		}
		for _, used := range messages[t] {
			for j := range worth {
				sender.atLeast(worth[used].plus(big.NewRat(-1, 1), worth[j]), false)
			}
		}
	}
	if !sender.feasible(k) {
		return false
	}
	var receiver system
	k, message := mixture(&receiver, messages, m)
	for j := range m {
		weight := make([]affine, types)
		reached := false
		for t := range types {
			weight[t] = constant(k, new(big.Rat)).plus(g.prior[t], message[t][j])
			reached = reached || g.prior[t].Sign() > 0 && has(messages[t], j)
		}
		if reached {
			g.best(&receiver, weight, j, replies[j])
			continue
		}
		var belief system
		mu := make([]affine, types)
		rest := constant(types-1, big.NewRat(1, 1))
		for t := range mu {
			if t == types-1 {
				mu[t] = rest
			} else {
				mu[t] = constant(types-1, new(big.Rat))
				mu[t][t].SetInt64(1)
				rest = rest.plus(big.NewRat(-1, 1), mu[t])
			}
			belief.atLeast(mu[t], false)
		}
		g.best(&belief, mu, j, replies[j])
		if !belief.feasible(types - 1) {
			return false
		}
	}
	return receiver.feasible(k)
}

// best demands that replies to message j are optimal under weights of the types.
func (g *signal) best(s *system, weight []affine, j int, replies []int) {
	worth := make([]affine, len(g.pays[0][j]))
	for a := range worth {
		worth[a] = constant(len(weight[0])-1, new(big.Rat))
		for t := range weight {
			worth[a] = worth[a].plus(g.pays[t][j][a][1], weight[t])
		}
	}
	for _, used := range replies {
		for a := range worth {
			s.atLeast(worth[used].plus(big.NewRat(-1, 1), worth[a]), false)
		}
	}
}

func has(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// intuitive reports whether a behaviour survives the intuitive criterion.
func (g *signal) intuitive(n *numeric, b behaviour) bool {
	reach := n.reach(b)
	types := make([]int, len(g.prior))
	for t := range types {
		types[t] = t
	}
	for j := range g.pays[0] {
		sent := new(big.Rat)
		for _, typ := range n.t.Nodes[0].Children {
			sent.Add(sent, reach[n.t.Nodes[typ].Children[j]])
		}
		if sent.Sign() > 0 {
			continue
		}
		// whether what a type gets now compares so to every supported reply
		against := func(t, sign int, among []int) bool {
			now := n.worth(b, n.t.Nodes[0].Children[t], 0, nil)
			for a := range g.pays[t][j] {
				if g.believed(j, []int{a}, among) && now.Cmp(g.pays[t][j][a][0]) != sign {
					return false
				}
			}
			return true
		}
		var left []int
		for _, t := range types {
			if !against(t, 1, types) {
				left = append(left, t)
			}
		}
		for _, t := range left {
			if against(t, -1, left) {
				return false
			}
		}
	}
	return true
}

// divine reports whether some belief that D1 admits supports the replies to every
// message that is not sent: one that leaves out type t where another gains under all
// mixtures of replies that are best under one belief and do not make t lose, and under
// some. The mixtures are drawn from all faces, by elimination.
func (g *signal) divine(n *numeric, b behaviour, replies [][]int) bool {
	reach := n.reach(b)
	types, r := len(g.prior), len(g.pays[0][0])
	for j := range g.pays[0] {
		sent := new(big.Rat)
		now := make([]*big.Rat, types)
		for t, node := range n.t.Nodes[0].Children {
			sent.Add(sent, reach[n.t.Nodes[node].Children[j]])
			now[t] = n.worth(b, node, 0, nil)
		}
		if sent.Sign() > 0 {
			continue
		}
		all := make([]int, types)
		for t := range all {
			all[t] = t
		}
		// whether under some best mixture l gains; or, apart, k does not lose and l does not gain
		some := func(k, l int, apart bool) bool {
			for mask := 1; mask < 1<<r; mask++ {
				var face []int
				for a := range r {
					if mask>>a&1 == 1 {
						face = append(face, a)
					}
				}
				if !g.believed(j, face, all) {
					continue
				}
				var s system
				k1, prob := mixture(&s, [][]int{face}, r)
				gain := func(t int) affine {
					sum := constant(k1, new(big.Rat).Neg(now[t]))
					for a := range r {
						sum = sum.plus(g.pays[t][j][a][0], prob[0][a])
					}
					return sum
				}
				if apart {
					s.atLeast(gain(k), false)
					s.atLeast(constant(k1, new(big.Rat)).plus(big.NewRat(-1, 1), gain(l)), false)
				} else {
					s.atLeast(gain(l), true)
				}
				if s.feasible(k1) {
					return true
				}
			}
			return false
		}
		var left []int
		for t := range types {
			out := false
			for l := range types {
				out = out || l != t && some(t, l, false) && !some(t, l, true)
			}
			if !out {
				left = append(left, t)
			}
		}
		if len(left) > 0 && !g.believed(j, replies[j], left) {
			return false
		}
	}
	return true
}

// believed reports whether some belief about the types listed makes all of some replies
// to message j optimal.
func (g *signal) believed(j int, replies, types []int) bool {
	var s system
	k := len(types)
	s.equal(ones(k), big.NewRat(1, 1))
	for i := range types {
		s.add(unit(k, i), new(big.Rat), false)
	}
	for _, a := range replies {
		for other := range g.pays[0][j] {
			gain := make([]*big.Rat, k)
			for i, t := range types {
				gain[i] = new(big.Rat).Sub(g.pays[t][j][a][1], g.pays[t][j][other][1])
			}
			s.add(gain, new(big.Rat), false)
		}
	}
	return s.feasible(k)
}
