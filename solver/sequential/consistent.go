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

// Sequential lists the sequential equilibria of a tree of perfect recall (Kreps and
// Wilson 1982): the weak perfect Bayesian ones whose beliefs are limits of those that
// follow from strategies in which every action has positive probability. Such limits
// are reached along trembles c·ε^k, an order k and a coefficient c > 0 for each action
// that is not used: at a set that is not reached the nodes of the least order have
// beliefs in proportion to the products of the coefficients and probabilities on the
// way to them, and the others none. Where each node of every such set has a tremble
// to itself, all beliefs are limits and the concept is the weak perfect Bayesian one.
func Sequential(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	return SequentialWith(ctx, t, nil)
}

// SequentialWith lists those that choose, at some sets, given actions with certainty.
func SequentialWith(ctx context.Context, t *games.Tree, given Given) (*concept.Table, error) {
	return perfectBayesian(ctx, t, "sequential", given, (*assessment).consistent)
}

// MaxOrders bounds the combinations of nodes of least order that are examined.
const MaxOrders = 256

// trembles finds, for every node, the actions on the way to it that are not used.
func (a *assessment) trembles(node int) []tremble {
	var out []tremble
	for at := node; a.t.Nodes[at].Parent >= 0; {
		parent := a.t.Nodes[at].Parent
		if h := a.t.Nodes[parent].Set; h >= 0 {
			if act := slices.Index(a.t.Nodes[parent].Children, at); !contains(a.support[h], act) {
				out = append(out, tremble{h, act})
			}
		}
		at = parent
	}
	return out
}

// tremble is an action that is not used, at its set.
type tremble struct{ set, action int }

// consistent demands that the beliefs at the sets that are not reached are limits;
// false when there are too many combinations of orders.
func (a *assessment) consistent(ctx context.Context) bool {
	var sets []int
	for h := range a.t.Sets {
		if a.belief[h] != nil && a.unreached(h) {
			sets = append(sets, h)
		}
	}
	sets = slices.DeleteFunc(sets, func(h int) bool { return a.unrestricted(h, sets) })
	if len(sets) == 0 {
		return true
	}
	index := make(map[tremble]int) // of orders, and of coefficients behind the unknowns
	var all []tremble
	for _, h := range sets {
		for _, n := range a.t.Sets[h].Nodes {
			for _, x := range a.trembles(n) {
				if _, ok := index[x]; !ok {
					index[x] = len(all)
					all = append(all, x)
				}
			}
		}
	}
	first := a.next
	a.next += algebra.Var(len(all))
	for i := range all {
		a.cond = append(a.cond, expr.Sign(algebra.Variable(first+i), expr.GT))
	}
	var any []expr.Formula
	combinations := 0
	orders := prove.Assume(expr.True(), prove.Options{Budget: 50_000})
	least := make([][]int, len(sets)) // the nodes of least order, by their place in the set
	var walk func(k int) bool
	walk = func(k int) bool {
		if k == len(sets) {
			if combinations++; combinations > MaxOrders {
				return false
			}
			switch ans, _ := orders.Satisfiable(ctx, a.orders(sets, least, index)); ans {
			case prove.Yes:
				any = append(any, a.limits(sets, least, index, first))
			case prove.Unknown:
				return false
			}
			return true
		}
		n := len(a.t.Sets[sets[k]].Nodes)
		for mask := 1; mask < 1<<n; mask++ {
			least[k] = nil
			for i := range n {
				if mask>>i&1 == 1 {
					least[k] = append(least[k], i)
				}
			}
			if !walk(k + 1) {
				return false
			}
		}
		return true
	}
	if n := len(a.t.Sets); n > 60 || !walk(0) {
		return false
	}
	a.cond = append(a.cond, expr.Or(any...))
	return true
}

// unreached reports whether the actions in use lead to no node of a set.
func (a *assessment) unreached(h int) bool {
	return !slices.ContainsFunc(a.t.Sets[h].Nodes, func(n int) bool { return !concept.IsZero(a.reach[n]) })
}

// unrestricted reports whether every node of a set has a tremble on the way to it
// that is on the way to no other node of the sets that are not reached, so that any
// belief at the set is a limit, whatever it is elsewhere.
func (a *assessment) unrestricted(h int, sets []int) bool {
	for _, n := range a.t.Sets[h].Nodes {
		alone := slices.ContainsFunc(a.trembles(n), func(x tremble) bool {
			for _, g := range sets {
				for _, m := range a.t.Sets[g].Nodes {
					if m != n && slices.Contains(a.trembles(m), x) {
						return false
					}
				}
			}
			return true
		})
		if !alone {
			return false
		}
	}
	return true
}

// orders demands of the orders of trembles, positive numbers, that at each set the
// given nodes have the least sum. A common factor does not matter, so that less means
// less by 1.
func (a *assessment) orders(sets []int, least [][]int, index map[tremble]int) expr.Formula {
	var all []expr.Formula
	one := algebra.IntPoly(1)
	for _, i := range index {
		all = append(all, expr.Sign(algebra.Variable(i).Sub(one), expr.GE))
	}
	sum := func(n int) algebra.Poly {
		var p algebra.Poly
		for _, x := range a.trembles(n) {
			p = p.Add(algebra.Variable(index[x]))
		}
		return p
	}
	for k, h := range sets {
		nodes := a.t.Sets[h].Nodes
		min := sum(nodes[least[k][0]])
		for i, n := range nodes {
			if contains(least[k], i) {
				all = append(all, expr.Sign(sum(n).Sub(min), expr.EQ))
			} else {
				all = append(all, expr.Sign(sum(n).Sub(min).Sub(one), expr.GE))
			}
		}
	}
	return expr.And(all...)
}

// limits says that the beliefs are those of nodes of least order in proportion to
// the products on the way to them.
func (a *assessment) limits(sets []int, least [][]int, index map[tremble]int, first algebra.Var) expr.Formula {
	var all []expr.Formula
	for k, h := range sets {
		weights := make([]expr.Value, len(a.t.Sets[h].Nodes))
		total := concept.Zero
		for i, n := range a.t.Sets[h].Nodes {
			if weights[i] = concept.Zero; contains(least[k], i) {
				weights[i] = a.product(n, index, first)
				total = a.Add(total, weights[i])
			}
		}
		for i := range weights {
			all = append(all, a.Mul(a.belief[h][i], total).Compare(expr.EQ, weights[i]))
		}
	}
	return expr.And(all...)
}

// product multiplies what leads to a node: probabilities of chance and of actions in
// use, coefficients of trembles.
func (a *assessment) product(node int, index map[tremble]int, first algebra.Var) expr.Value {
	out := concept.One
	for at := node; a.t.Nodes[at].Parent >= 0; {
		parent := a.t.Nodes[at].Parent
		n := a.t.Nodes[parent]
		k := slices.Index(n.Children, at)
		if n.Set >= 0 && !contains(a.support[n.Set], k) {
			out = a.Mul(out, concept.Variable(first+index[tremble{n.Set, k}]))
		} else {
			out = a.Mul(out, a.step(n, k))
		}
		at = parent
	}
	return out
}
