package sequential

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// MaxContinuations bounds the ways of playing a subgame that are kept, and the
// combinations of them that are tried.
const MaxContinuations = 10_000

// continuation is a subgame-perfect way of playing a subgame: where it is one, what
// is chosen at its information sets, and what the players expect. Where choices are
// mixed, the condition and the payoffs mention their probabilities.
type continuation struct {
	when    expr.Formula
	choice  map[int]choice // by set, of those in no smaller subgame
	below   []continuation // of the smaller subgames
	payoffs []expr.Value
	tag     string // of induction.tag
	joined  bool   // it stands for several
}

// choice is what is chosen at a set: the actions with positive probability, and the
// probabilities of all.
type choice struct {
	support []int
	prob    []expr.Value
}

// SubgamePerfect lists the pure subgame-perfect equilibria of a tree of perfect
// recall (Selten 1965) by backward induction over its subgames: for each subgame
// from the last to the first, every choice at the sets that lie in no smaller
// subgame is combined with every continuation of the smaller ones, and kept with
// the condition that no player gains in the subgame by another plan. With perfect
// information that is Kuhn's (1953) backward induction, ties included.
func SubgamePerfect(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	return subgamePerfect(ctx, t, "spe", false)
}

// SubgamePerfectMixed is SubgamePerfect with the equilibria in behaviour strategies
// that are not pure: where a player is indifferent she may mix, and how she does may
// decide what is best before. The probabilities are unknowns of the conditions until
// they are settled for the whole game.
func SubgamePerfectMixed(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	return subgamePerfect(ctx, t, "spe-mixed", true)
}

func subgamePerfect(ctx context.Context, t *games.Tree, name string, mixed bool) (*concept.Table, error) {
	b := newInduction(t, mixed)
	if err := b.induce(ctx); err != nil {
		return nil, err
	}
	return b.table(ctx, name)
}

// choices writes what a continuation of the whole game chooses, by set.
func (c continuation) choices(t *games.Tree) []choice {
	out := make([]choice, len(t.Sets))
	var walk func(c continuation)
	walk = func(c continuation) {
		for h, x := range c.choice {
			out[h] = x
		}
		for _, b := range c.below {
			walk(b)
		}
	}
	walk(c)
	return out
}

// supportsOf are the supports of a continuation of the whole game, by set.
func supportsOf(t *games.Tree, c continuation) [][]int {
	var out [][]int
	for _, x := range c.choices(t) {
		out = append(out, x.support)
	}
	return out
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
	mixed   bool
	first   []algebra.Var // unknown probability of each set
	next    algebra.Var   // behind all unknowns
	// tag says what is asked of a way of playing a subgame, where that is less than the
	// way itself; see merge. It is nil where all ways are told apart.
	tag func(root int, play map[int]choice, after map[int]continuation) string
}

func newInduction(t *games.Tree, mixed bool) *induction {
	b := &induction{
		Calc: &concept.Calc{}, t: t, settler: concept.NewSettler(t), roots: subgameRoots(t), found: make(map[int][]continuation),
		mixed: mixed, first: make([]algebra.Var, len(t.Sets)), next: len(t.Params),
	}
	for h, s := range t.Sets {
		b.first[h] = b.next
		b.next += len(s.Actions) - 1
	}
	return b
}

// induce goes through the subgames from the last to the first.
func (b *induction) induce(ctx context.Context) error {
	if err := fits(b.t); err != nil {
		return err
	}
	for r := len(b.t.Nodes) - 1; r >= 0; r-- {
		if b.roots[r] {
			if err := b.solve(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
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

// choices lists what may be chosen at a set, with the conditions that the actions of a
// mixture are all chosen.
func (b *induction) choices(h int) (list []choice, positive [][]expr.Formula) {
	n := len(b.t.Sets[h].Actions)
	for mask := 1; mask < 1<<n; mask++ {
		var support []int
		for a := range n {
			if mask>>a&1 == 1 {
				support = append(support, a)
			}
		}
		if len(support) > 1 && !b.mixed {
			continue
		}
		prob, pos, _ := b.Mixture(n, support, b.first[h])
		list, positive = append(list, choice{support, prob}), append(positive, pos)
	}
	return list, positive
}

func (b *induction) solve(ctx context.Context, root int) error {
	sets, below := b.core(root)
	after := make(map[int]continuation, len(below)) // of the smaller subgames
	play := make(map[int]choice, len(sets))
	tried := 0
	var out []continuation
	var fail error
	var pick func(k int, when expr.Formula)
	var choose func(k int, when expr.Formula)
	pick = func(k int, when expr.Formula) {
		if fail != nil || ctx.Err() != nil {
			return
		}
		if k == len(below) {
			choose(0, when)
			return
		}
		for _, c := range b.at(below[k]) {
			both := expr.And(when, c.when)
			if k > 0 && !c.when.IsTrue() && b.settler.Soon(ctx, both) == prove.No {
				continue
			}
			after[below[k]] = c
			pick(k+1, both)
		}
	}
	choose = func(k int, when expr.Formula) {
		if fail != nil || ctx.Err() != nil {
			return
		}
		if k < len(sets) {
			list, positive := b.choices(sets[k])
			for i, c := range list {
				play[sets[k]] = c
				choose(k+1, expr.And(append(positive[i], when)...))
			}
			return
		}
		if tried++; tried > MaxContinuations {
			fail = fmt.Errorf("%w: a subgame has more than %d combinations of continuations", ErrTooLarge, MaxContinuations)
			return
		}
		c := continuation{when: expr.And(when, b.best(root, sets, play, after)), choice: maps.Clone(play)}
		if b.Err != nil {
			fail = fmt.Errorf("%w: %v", ErrTooLarge, b.Err)
			return
		}
		if c.when.IsFalse() || b.settler.Soon(ctx, c.when) == prove.No || b.impossible(ctx, c.when) {
			return
		}
		for p := range b.t.Players {
			c.payoffs = append(c.payoffs, b.value(root, p, play, after, nil))
		}
		for _, x := range below {
			c.below = append(c.below, after[x])
		}
		if b.tag != nil {
			c.tag = b.tag(root, play, after)
		}
		out = append(out, c)
	}
	pick(0, expr.True())
	if b.tag != nil {
		out = b.merge(ctx, out)
	}
	b.found[root] = out
	return fail
}

// impossible reports whether a condition on probabilities cannot hold. The ways of
// mixing over ties would multiply at every subgame if those that contradict each other
// were not found out at once.
func (b *induction) impossible(ctx context.Context, f expr.Formula) bool {
	unknown := slices.ContainsFunc(f.Vars(), func(v algebra.Var) bool { return v >= len(b.t.Params) })
	return unknown && b.settler.Possible(ctx, f) == prove.No
}

// value is what a player expects at a node of the core, where the sets are played as
// in play, those in other by the action there.
func (b *induction) value(node, player int, play map[int]choice, after map[int]continuation, other map[int]int) expr.Value {
	n := &b.t.Nodes[node]
	if n.Children == nil {
		return n.Payoffs[player]
	}
	if c, ok := after[node]; ok {
		return c.payoffs[player]
	}
	probs := n.Chance
	if n.Set >= 0 {
		if a, ok := other[n.Set]; ok {
			return b.value(n.Children[a], player, play, after, other)
		}
		probs = play[n.Set].prob
	}
	sum := concept.Zero
	for k, c := range n.Children {
		if !concept.IsZero(probs[k]) {
			sum = b.Add(sum, b.Mul(probs[k], b.value(c, player, play, after, other)))
		}
	}
	return sum
}

// best is the condition that no player gains by other choices at her sets of the
// core: that what she mixes over does equally well, and nothing better. At a set of
// her own alone that is said action by action, without the probabilities.
func (b *induction) best(root int, sets []int, play map[int]choice, after map[int]continuation) expr.Formula {
	var all []expr.Formula
	for p := range b.t.Players {
		own := slices.DeleteFunc(slices.Clone(sets), func(h int) bool { return b.t.Sets[h].Player != p })
		if len(own) == 0 {
			continue
		}
		var now expr.Value
		if len(own) == 1 {
			now = b.value(root, p, play, after, map[int]int{own[0]: play[own[0]].support[0]})
		} else {
			now = b.value(root, p, play, after, nil)
		}
		other := make(map[int]int, len(own))
		var walk func(k int)
		walk = func(k int) {
			if k == len(own) {
				op := expr.GE
				if len(own) == 1 && contains(play[own[0]].support, other[own[0]]) {
					op = expr.EQ
				}
				all = append(all, now.Compare(op, b.value(root, p, play, after, other)))
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
// equilibrium nowhere; open says that this went beyond the budget.
func (b *induction) row(ctx context.Context, c continuation) (row *concept.Row, open bool) {
	r := &concept.Row{}
	chosen := c.choices(b.t)
	put := concept.Exactly
	if pure := !slices.ContainsFunc(supportsOf(b.t, c), func(s []int) bool { return len(s) > 1 }); pure {
		if r.Exists = b.settler.Simplify(ctx, c.when); b.settler.Possible(ctx, r.Exists) == prove.No {
			return nil, false
		}
		r.KnifeEdge = b.settler.Negligible(ctx, r.Exists)
	} else {
		r.Sentence = concept.Candidate{Unknowns: b.next - len(b.t.Params), Holds: c.when}
		st := b.settler.Settle(ctx, r.Sentence)
		if st.Open {
			return nil, true
		}
		if st.Exists.IsFalse() {
			return nil, false
		}
		r.Exists, r.KnifeEdge = st.Exists, st.KnifeEdge
		put = func(v expr.Value) concept.Amount { return b.Settled(v, len(b.t.Params), st.Values) }
	}
	for h, s := range b.t.Sets {
		x := concept.Choice{Place: s.Name, Player: s.Player}
		for _, a := range chosen[h].support {
			x.Over, x.Probs = append(x.Over, s.Actions[a]), append(x.Probs, put(chosen[h].prob[a]))
		}
		r.Play = append(r.Play, x)
	}
	for p, name := range b.t.Players {
		r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name, Is: put(c.payoffs[p])})
	}
	calc := &concept.Calc{}
	reach := make([]expr.Value, len(b.t.Nodes))
	reach[0] = concept.One
	ends := make(map[string]expr.Value)
	for i, n := range b.t.Nodes {
		for k, child := range n.Children {
			if n.Set < 0 {
				reach[child] = calc.Mul(reach[i], n.Chance[k])
			} else {
				reach[child] = calc.Mul(reach[i], chosen[n.Set].prob[k])
			}
		}
		if n.Name != "" {
			if sum, ok := ends[n.Name]; ok {
				ends[n.Name] = calc.Add(sum, reach[i])
			} else {
				ends[n.Name] = reach[i]
			}
		}
	}
	for _, name := range b.t.Outcomes() {
		r.Numbers = append(r.Numbers, concept.Number{Code: "outcome", Name: name, Is: put(ends[name])})
	}
	return r, calc.Err != nil
}
