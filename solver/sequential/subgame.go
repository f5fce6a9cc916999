package sequential

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// MaxContinuations bounds the ways of playing a subgame that are kept, and the
// combinations of them that are tried.
const MaxContinuations = 10_000

// continuation is a subgame-perfect way of playing a subgame: where it is one, what
// is chosen at its information sets, and what the players expect.
type continuation struct {
	when    expr.Formula
	action  map[int]int // by set
	payoffs []expr.Value
}

// SubgamePerfect lists the pure subgame-perfect equilibria of a tree of perfect
// recall (Selten 1965) by backward induction over its subgames: for each subgame
// from the last to the first, every choice at the sets that lie in no smaller
// subgame is combined with every continuation of the smaller ones, and kept with
// the condition that no player gains in the subgame by another plan. With perfect
// information that is Kuhn's (1953) backward induction, ties included.
func SubgamePerfect(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	b := &induction{Calc: &concept.Calc{}, t: t, settler: concept.NewSettler(t), roots: subgameRoots(t), found: make(map[int][]continuation)}
	for r := len(t.Nodes) - 1; r >= 0; r-- {
		if !b.roots[r] {
			continue
		}
		if err := b.solve(ctx, r); err != nil {
			return nil, err
		}
	}
	out := &concept.Table{Model: t, Concept: "spe", Complete: ctx.Err() == nil}
	if !out.Complete {
		out.Reasons = []note.Note{note.Cause(ctx)}
		return out, nil
	}
	for _, c := range b.at(0) {
		if r := b.row(ctx, c); r != nil {
			out.Rows = append(out.Rows, r)
		}
	}
	return out, nil
}

// subgameRoots marks the nodes at which subgames begin: moves of chance or of a
// player who knows where she is, below which no information set reaches outside.
func subgameRoots(t *games.Tree) []bool {
	last := make([]int, len(t.Nodes)) // the last node of each subtree, which are numbered in one piece
	for i := len(t.Nodes) - 1; i >= 0; i-- {
		last[i] = i
		for _, c := range t.Nodes[i].Children {
			last[i] = max(last[i], last[c])
		}
	}
	roots := make([]bool, len(t.Nodes))
	for i, n := range t.Nodes {
		if n.Children == nil || n.Set >= 0 && len(t.Sets[n.Set].Nodes) > 1 {
			continue
		}
		roots[i] = !slices.ContainsFunc(t.Nodes[i:last[i]+1], func(m games.TreeNode) bool {
			return m.Set >= 0 && slices.ContainsFunc(t.Sets[m.Set].Nodes, func(k int) bool { return k < i || k > last[i] })
		})
	}
	roots[0] = true
	return roots
}

type induction struct {
	*concept.Calc
	t       *games.Tree
	settler *concept.Settler
	roots   []bool
	found   map[int][]continuation
}

// at lists the continuations at a node that is a leaf or begins a subgame.
func (b *induction) at(node int) []continuation {
	if n := &b.t.Nodes[node]; n.Children == nil {
		return []continuation{{when: expr.True(), payoffs: n.Payoffs}}
	}
	return b.found[node]
}

// core lists the information sets between a root and the smaller subgames, and the
// roots of these.
func (b *induction) core(root int) (sets, below []int) {
	var walk func(i int)
	walk = func(i int) {
		n := &b.t.Nodes[i]
		if n.Children == nil {
			return
		}
		if i != root && b.roots[i] {
			below = append(below, i)
			return
		}
		if n.Set >= 0 && !slices.Contains(sets, n.Set) {
			sets = append(sets, n.Set)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(root)
	return sets, below
}

func (b *induction) solve(ctx context.Context, root int) error {
	sets, below := b.core(root)
	choice := make(map[int]continuation, len(below)) // of the smaller subgames
	action := make(map[int]int, len(sets))
	tried := 0
	var out []continuation
	var fail error
	var pick func(k int, when expr.Formula)
	var play func(k int, when expr.Formula)
	pick = func(k int, when expr.Formula) {
		if fail != nil || ctx.Err() != nil {
			return
		}
		if k == len(below) {
			play(0, when)
			return
		}
		for _, c := range b.at(below[k]) {
			both := expr.And(when, c.when)
			if k > 0 && !c.when.IsTrue() && b.settler.Soon(ctx, both) == prove.No {
				continue
			}
			choice[below[k]] = c
			pick(k+1, both)
		}
	}
	play = func(k int, when expr.Formula) {
		if fail != nil || ctx.Err() != nil {
			return
		}
		if k < len(sets) {
			for a := range b.t.Sets[sets[k]].Actions {
				action[sets[k]] = a
				play(k+1, when)
			}
			return
		}
		if tried++; tried > MaxContinuations {
			fail = fmt.Errorf("%w: a subgame has more than %d combinations of continuations", ErrTooLarge, MaxContinuations)
			return
		}
		c := continuation{when: expr.And(when, b.best(root, sets, action, choice)), action: make(map[int]int)}
		if b.Err != nil {
			fail = fmt.Errorf("%w: %v", ErrTooLarge, b.Err)
			return
		}
		if c.when.IsFalse() || b.settler.Soon(ctx, c.when) == prove.No {
			return
		}
		for p := range b.t.Players {
			c.payoffs = append(c.payoffs, b.value(root, p, action, choice, nil))
		}
		for _, x := range below {
			for h, a := range choice[x].action {
				c.action[h] = a
			}
		}
		for h, a := range action {
			c.action[h] = a
		}
		out = append(out, c)
	}
	pick(0, expr.True())
	b.found[root] = out
	return fail
}

// value is what a player expects at a node of the core when the sets play action,
// those in other excepted.
func (b *induction) value(node, player int, action map[int]int, choice map[int]continuation, other map[int]int) expr.Value {
	n := &b.t.Nodes[node]
	if n.Children == nil {
		return n.Payoffs[player]
	}
	if c, ok := choice[node]; ok {
		return c.payoffs[player]
	}
	if n.Set >= 0 {
		a, ok := other[n.Set]
		if !ok {
			a = action[n.Set]
		}
		return b.value(n.Children[a], player, action, choice, other)
	}
	sum := concept.Zero
	for k, c := range n.Children {
		if !concept.IsZero(n.Chance[k]) {
			sum = b.Add(sum, b.Mul(n.Chance[k], b.value(c, player, action, choice, other)))
		}
	}
	return sum
}

// best is the condition that no player gains by other choices at her sets of the
// core.
func (b *induction) best(root int, sets []int, action map[int]int, choice map[int]continuation) expr.Formula {
	var all []expr.Formula
	for p := range b.t.Players {
		own := slices.DeleteFunc(slices.Clone(sets), func(h int) bool { return b.t.Sets[h].Player != p })
		if len(own) == 0 {
			continue
		}
		now := b.value(root, p, action, choice, nil)
		other := make(map[int]int, len(own))
		var walk func(k int)
		walk = func(k int) {
			if k == len(own) {
				all = append(all, now.Compare(expr.GE, b.value(root, p, action, choice, other)))
				return
			}
			for a := range b.t.Sets[own[k]].Actions {
				other[own[k]] = a
				walk(k + 1)
			}
		}
		walk(0)
	}
	return expr.And(all...)
}

// row writes a continuation of the whole game as a row, or nil where it is an
// equilibrium nowhere.
func (b *induction) row(ctx context.Context, c continuation) *concept.Row {
	r := &concept.Row{}
	if r.Exists = b.settler.Simplify(ctx, c.when); b.settler.Possible(ctx, r.Exists) == prove.No {
		return nil
	}
	r.KnifeEdge = b.settler.Negligible(ctx, r.Exists)
	reach := make([]expr.Value, len(b.t.Nodes))
	reach[0] = concept.One
	for i, n := range b.t.Nodes {
		for k, child := range n.Children {
			switch {
			case n.Set < 0:
				reach[child] = b.Mul(reach[i], n.Chance[k])
			case c.action[n.Set] == k:
				reach[child] = reach[i]
			default:
				reach[child] = concept.Zero
			}
		}
	}
	for h, s := range b.t.Sets {
		r.Play = append(r.Play, concept.Choice{Place: s.Name, Player: s.Player, Over: []string{s.Actions[c.action[h]]}, Probs: []concept.Amount{concept.Exactly(concept.One)}})
	}
	for p, name := range b.t.Players {
		r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name, Is: concept.Exactly(c.payoffs[p])})
	}
	for _, name := range b.t.Outcomes() {
		sum := concept.Zero
		for i, n := range b.t.Nodes {
			if n.Name == name {
				sum = b.Add(sum, reach[i])
			}
		}
		r.Numbers = append(r.Numbers, concept.Number{Code: "outcome", Name: name, Is: concept.Exactly(sum)})
	}
	return r
}
