package sequence

import (
	"context"
	"errors"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// One finds one equilibrium, which is subgame perfect: it solves the subgames from
// the last to the first, each by Lemke's algorithm on its own sequence form, and
// puts what they pay in their place. In each subgame, smaller ones apart, two players
// may choose. The cost is that of the largest subgame without those inside it:
// linear for perfect information. The error is a *games.RecallError, or wraps
// method.Err or games.ErrTooLarge.
func One(ctx context.Context, e *games.Extensive) (*Result, error) {
	res := &Result{Complete: true}
	var fault *games.RecallError
	switch whole, err := newForm(e); {
	case errors.As(err, &fault):
		return nil, err
	case err == nil:
		res.ConstantSum = whole.constantSum()
		res.Sequences = [2]int{len(whole.side[0].seqs), len(whole.side[1].seqs)}
	}
	roots := subgames(e)
	out := Equilibrium{Behaviour: make([][]*big.Rat, len(e.Infosets))}
	worth := make([][]*big.Rat, len(e.Nodes)) // of subgames
	for i := len(e.Nodes) - 1; i >= 0; i-- {
		if !roots[i] || e.Nodes[i].Infoset < 0 && i > 0 {
			continue
		}
		if ctx.Err() != nil {
			res.Incomplete(method.Cancelled(ctx))
			return res, nil
		}
		c := newCore(e, roots, worth, i)
		if c.simple(worth, out.Behaviour) {
			continue
		}
		f, err := newForm(c.tree)
		if err != nil {
			return nil, err
		}
		x, ok, err := f.solve(ctx, res)
		if err != nil {
			return nil, err
		}
		if !ok {
			res.Incomplete(method.Cancelled(ctx))
			return res, nil
		}
		worth[i] = f.payoffs(x)
		inside := make([][]*big.Rat, len(c.sets))
		for k := range f.side {
			f.behaviour(k, x[k], inside)
		}
		for h, probs := range inside {
			if probs != nil {
				out.Behaviour[c.sets[h]] = probs
			}
		}
	}
	out.Payoffs = worth[0]
	res.Equilibria = []Equilibrium{out}
	res.Incomplete(note.New(note.OneAsked))
	return res, nil
}

// subgames marks the nodes at which subgames begin: those below which no
// information set reaches outside. O(nodes).
func subgames(e *games.Extensive) []bool {
	// Nodes in the order of a walk, in which subtrees are of one piece.
	number, end := make([]int, len(e.Nodes)), make([]int, len(e.Nodes))
	next := 0
	type frame struct{ node, child int }
	stack := []frame{{0, 0}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		n := &e.Nodes[top.node]
		if top.child == 0 {
			number[top.node] = next
			next++
		}
		if top.child == len(n.Children) {
			end[top.node] = next - 1
			stack = stack[:len(stack)-1]
			continue
		}
		top.child++
		stack = append(stack, frame{n.Children[top.child-1], 0})
	}
	first, last := make([]int, len(e.Infosets)), make([]int, len(e.Infosets))
	for h := range first {
		first[h], last[h] = len(e.Nodes), -1
	}
	for i, n := range e.Nodes {
		if n.Infoset >= 0 && e.Infosets[n.Infoset].Player != games.Chance {
			first[n.Infoset], last[n.Infoset] = min(first[n.Infoset], number[i]), max(last[n.Infoset], number[i])
		}
	}
	from, to := make([]int, len(e.Nodes)), make([]int, len(e.Nodes)) // how far the sets of a subtree reach
	out := make([]bool, len(e.Nodes))
	for i := len(e.Nodes) - 1; i >= 0; i-- {
		n := &e.Nodes[i]
		from[i], to[i] = number[i], number[i]
		if n.Infoset >= 0 && e.Infosets[n.Infoset].Player != games.Chance {
			from[i], to[i] = first[n.Infoset], last[n.Infoset]
		}
		for _, c := range n.Children {
			from[i], to[i] = min(from[i], from[c]), max(to[i], to[c])
		}
		out[i] = from[i] >= number[i] && to[i] <= end[i]
	}
	return out
}

// core is a subgame in which what smaller ones pay stands in their place.
type core struct {
	e    *games.Extensive
	root int
	tree *games.Extensive
	sets []int // the information sets of tree in e
}

func newCore(e *games.Extensive, roots []bool, worth [][]*big.Rat, root int) *core {
	c := &core{e: e, root: root, tree: &games.Extensive{Players: e.Players}}
	known := make(map[int]int)
	var nodes []int // of e
	put := func(i int) int {
		n := &e.Nodes[i]
		out := games.Node{Infoset: -1, Outcome: -1}
		pays := []*big.Rat(nil)
		switch {
		case i != root && worth[i] != nil:
			pays = worth[i]
		case n.Outcome >= 0:
			pays = e.Outcomes[n.Outcome].Payoffs
		}
		if pays != nil {
			out.Outcome = len(c.tree.Outcomes)
			c.tree.Outcomes = append(c.tree.Outcomes, games.Outcome{Payoffs: pays})
		}
		if n.Infoset >= 0 && (i == root || worth[i] == nil) {
			h, ok := known[n.Infoset]
			if !ok {
				h = len(c.sets)
				known[n.Infoset] = h
				c.sets = append(c.sets, n.Infoset)
				c.tree.Infosets = append(c.tree.Infosets, e.Infosets[n.Infoset])
			}
			out.Infoset = h
		}
		c.tree.Nodes = append(c.tree.Nodes, out)
		nodes = append(nodes, i)
		return len(nodes) - 1
	}
	put(root)
	for k := 0; k < len(nodes); k++ {
		if c.tree.Nodes[k].Infoset < 0 {
			continue
		}
		for _, child := range e.Nodes[nodes[k]].Children {
			at := put(child)
			c.tree.Nodes[k].Children = append(c.tree.Nodes[k].Children, at)
		}
	}
	return c
}

// simple solves a core of one move.
func (c *core) simple(worth [][]*big.Rat, behaviour [][]*big.Rat) bool {
	t := c.tree
	if len(c.sets) > 1 || len(t.Nodes) > 1+len(t.Nodes[0].Children) {
		return false
	}
	total := make([]*big.Rat, len(t.Players))
	for p := range total {
		if total[p] = new(big.Rat); t.Nodes[0].Outcome >= 0 {
			total[p].Set(t.Outcomes[t.Nodes[0].Outcome].Payoffs[p])
		}
	}
	pay := func(child, p int) *big.Rat {
		if o := t.Nodes[child].Outcome; o >= 0 {
			return t.Outcomes[o].Payoffs[p]
		}
		return new(big.Rat)
	}
	add := func(weight *big.Rat, child int) {
		for p := range total {
			total[p].Add(total[p], new(big.Rat).Mul(weight, pay(child, p)))
		}
	}
	worth[c.root] = total
	if len(c.sets) == 0 {
		return true
	}
	set := &t.Infosets[0]
	if set.Player == games.Chance {
		for a, child := range t.Nodes[0].Children {
			add(set.Probs[a], child)
		}
		return true
	}
	best := 0
	for a, child := range t.Nodes[0].Children {
		if pay(child, set.Player).Cmp(pay(t.Nodes[0].Children[best], set.Player)) > 0 {
			best = a
		}
	}
	add(big.NewRat(1, 1), t.Nodes[0].Children[best])
	if len(set.Actions) > 1 {
		probs := make([]*big.Rat, len(set.Actions))
		for a := range probs {
			if probs[a] = new(big.Rat); a == best {
				probs[a].SetInt64(1)
			}
		}
		behaviour[c.sets[0]] = probs
	}
	return true
}
