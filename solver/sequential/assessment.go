package sequential

import (
	"context"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// assessment is a candidate: the support at every information set, with unknowns
// for the probabilities of mixed choices and for beliefs that Bayes' rule may leave
// open.
type assessment struct {
	*concept.Calc
	t       *games.Tree
	support [][]int // by set, actions in ascending order
	next    algebra.Var
	prob    [][]expr.Value // by set and action
	belief  [][]expr.Value // by set and node; nil where reach weights do
	reach   []expr.Value   // probability of reaching a node
	value   map[valueKey]expr.Value
	cond    []expr.Formula
}

type valueKey struct{ node, player int }

// newAssessment names the unknowns of a support profile.
func newAssessment(t *games.Tree, support [][]int) *assessment {
	a := &assessment{Calc: &concept.Calc{}, t: t, support: support, next: len(t.Params), value: make(map[valueKey]expr.Value)}
	for h, s := range t.Sets {
		p, positive, next := a.Mixture(len(s.Actions), support[h], a.next)
		a.cond, a.next = append(a.cond, positive...), next
		a.prob = append(a.prob, p)
	}
	a.reach = make([]expr.Value, len(t.Nodes))
	a.reach[0] = concept.One
	for i, n := range t.Nodes {
		for k, c := range n.Children {
			a.reach[c] = a.Mul(a.reach[i], a.step(n, k))
		}
	}
	return a
}

// step is the probability of the k-th branch of a node.
func (a *assessment) step(n games.TreeNode, k int) expr.Value {
	if n.Set >= 0 {
		return a.prob[n.Set][k]
	}
	return n.Chance[k]
}

// expected is what a player expects from a node on.
func (a *assessment) expected(node, player int) expr.Value {
	n := &a.t.Nodes[node]
	if n.Children == nil {
		return n.Payoffs[player]
	}
	key := valueKey{node, player}
	if v, ok := a.value[key]; ok {
		return v
	}
	sum := concept.Zero
	for k, c := range n.Children {
		if p := a.step(*n, k); !concept.IsZero(p) {
			sum = a.Add(sum, a.Mul(p, a.expected(c, player)))
		}
	}
	a.value[key] = sum
	return sum
}

// plan is a player's pure choice at some of her information sets.
type plan map[int]int

// under is what a player expects from a node on when she follows a plan where it
// says something.
func (a *assessment) under(node, player int, p plan) expr.Value {
	n := &a.t.Nodes[node]
	if n.Children == nil {
		return n.Payoffs[player]
	}
	if act, ok := p[n.Set]; n.Set >= 0 && ok {
		return a.under(n.Children[act], player, p)
	}
	sum := concept.Zero
	for k, c := range n.Children {
		if q := a.step(*n, k); !concept.IsZero(q) {
			sum = a.Add(sum, a.Mul(q, a.under(c, player, p)))
		}
	}
	return sum
}

// beliefs makes the weights of the nodes of each set: reach probabilities where
// the set is surely reached, beliefs that obey Bayes' rule otherwise.
func (a *assessment) beliefs(ctx context.Context, s *concept.Settler, way *routes) {
	a.belief = make([][]expr.Value, len(a.t.Sets))
	for h, set := range a.t.Sets {
		if len(set.Nodes) == 1 || way.leads(set.Nodes, a.support) {
			continue // reached: weights need not sum to 1
		}
		total, impossible := concept.Zero, true
		for _, n := range set.Nodes {
			total = a.Add(total, a.reach[n])
			impossible = impossible && concept.IsZero(a.reach[n])
		}
		if !impossible && s.Soon(ctx, expr.And(append(a.cond[:len(a.cond):len(a.cond)], total.Compare(expr.EQ, concept.Zero))...)) == prove.No {
			continue
		}
		mu := make([]expr.Value, len(set.Nodes))
		rest := concept.One
		for i := range mu {
			if i == len(mu)-1 {
				mu[i] = rest
				break
			}
			mu[i] = concept.Variable(a.next)
			a.next++
			rest = a.Sub(rest, mu[i])
		}
		for i, n := range set.Nodes {
			a.cond = append(a.cond, mu[i].Compare(expr.GE, concept.Zero))
			if !impossible {
				a.cond = append(a.cond, a.Mul(mu[i], total).Compare(expr.EQ, a.reach[n]))
			}
		}
		a.belief[h] = mu
	}
}

// weights are the weights of the nodes of a set, up to a positive factor.
func (a *assessment) weights(h int) []expr.Value {
	switch set := a.t.Sets[h]; {
	case len(set.Nodes) == 1:
		return []expr.Value{concept.One}
	case a.belief[h] != nil:
		return a.belief[h]
	default:
		w := make([]expr.Value, len(set.Nodes))
		for i, n := range set.Nodes {
			w[i] = a.reach[n]
		}
		return w
	}
}

// rational demands that no plan does better at set h, whose nodes have the weights w.
func (a *assessment) rational(h int, w []expr.Value) {
	set := a.t.Sets[h]
	weigh := func(value func(node int) expr.Value) expr.Value {
		sum := concept.Zero
		for i, n := range set.Nodes {
			if !concept.IsZero(w[i]) {
				sum = a.Add(sum, a.Mul(w[i], value(n)))
			}
		}
		return sum
	}
	after := make([]expr.Value, len(set.Actions))
	for act := range set.Actions {
		after[act] = weigh(func(n int) expr.Value { return a.expected(a.t.Nodes[n].Children[act], set.Player) })
	}
	best := a.support[h][0]
	for _, act := range a.support[h][1:] {
		a.cond = append(a.cond, after[best].Compare(expr.EQ, after[act]))
	}
	for act := range set.Actions {
		if !contains(a.support[h], act) {
			a.cond = append(a.cond, after[best].Compare(expr.GE, after[act]))
		}
	}
	// Deviations that go on at her own later sets.
	for _, p := range a.plans(h) {
		if len(p) > 1 {
			a.cond = append(a.cond, after[best].Compare(expr.GE, weigh(func(n int) expr.Value { return a.under(n, set.Player, p) })))
		}
	}
}

// plans lists the pure plans of a player at set h and her sets that each plan
// leads to.
func (a *assessment) plans(h int) []plan {
	player := a.t.Sets[h].Player
	var out []plan
	var walk func(p plan, open []int)
	walk = func(p plan, open []int) {
		if len(open) == 0 {
			c := make(plan, len(p))
			for k, v := range p {
				c[k] = v
			}
			out = append(out, c)
			return
		}
		g, rest := open[0], open[1:]
		for act := range a.t.Sets[g].Actions {
			p[g] = act
			next := append([]int(nil), rest...)
			for _, n := range a.t.Sets[g].Nodes {
				a.ownSets(a.t.Nodes[n].Children[act], player, func(x int) {
					if _, done := p[x]; !done && !contains(next, x) {
						next = append(next, x)
					}
				})
			}
			walk(p, next)
		}
		delete(p, g)
	}
	walk(plan{}, []int{h})
	return out
}

// ownSets yields the first sets of a player at or below a node.
func (a *assessment) ownSets(node, player int, yield func(h int)) {
	n := &a.t.Nodes[node]
	if n.Set >= 0 && a.t.Sets[n.Set].Player == player {
		yield(n.Set)
		return
	}
	for _, c := range n.Children {
		a.ownSets(c, player, yield)
	}
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}
