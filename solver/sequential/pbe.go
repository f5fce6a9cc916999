package sequential

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// MaxProfiles bounds the support profiles that are examined, MaxNodes the trees. Larger
// ones are solved at numbers, by their sequence form.
const (
	MaxProfiles = 20_000
	MaxNodes    = 20_000
	// maxPure bounds the pure profiles that are examined where all are too many.
	maxPure = 2_000
)

// ErrTooLarge says that a tree has more ways of playing than are examined.
var ErrTooLarge = concept.ErrTooLarge

// PerfectBayesian lists the weak perfect Bayesian equilibria of a tree of perfect
// recall, mixed ones included: for each support profile (the actions chosen with
// positive probability at every information set) the condition under which some
// assessment with these supports is sequentially rational, its beliefs following
// from Bayes' rule at every set that is reached. Sequentially rational means that
// at no set any plan for it and the player's own later sets does better.
//
// The number of support profiles is the product of 2^k - 1 over the sets, k the
// number of actions, less what the pruner drops; each that is left costs a quantifier
// elimination. Where they are more than MaxProfiles the pure ones are examined, with
// one choice at sets that a player's own choices before exclude, and the table is not
// complete.
func PerfectBayesian(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	return PerfectBayesianWith(ctx, t, nil)
}

// PerfectBayesianWith lists those that choose, at some sets, given actions with
// certainty: only profiles that do are examined, which may be few in a large tree.
func PerfectBayesianWith(ctx context.Context, t *games.Tree, given Given) (*concept.Table, error) {
	return perfectBayesian(ctx, t, "pbe", given, func(*assessment, context.Context) bool { return true })
}

// Given is an action by information set.
type Given map[int]int

// Left is the number of support profiles that choose what is given, limit if it is more.
func (g Given) Left(t *games.Tree, limit int) int {
	n := 1
	for h, s := range t.Sets {
		if _, ok := g[h]; !ok {
			if n *= 1<<min(len(s.Actions), 32) - 1; n > limit {
				return limit
			}
		}
	}
	return n
}

// fits is an error where a tree is too large for conditions.
func fits(t *games.Tree) error {
	if len(t.Nodes) > MaxNodes {
		return fmt.Errorf("%w: it has more than %d nodes", ErrTooLarge, MaxNodes)
	}
	return nil
}

// perfectBayesian lists the weak perfect Bayesian equilibria that choose what is given
// and that restrict admits by further conditions; it is false where it does not know
// them.
func perfectBayesian(ctx context.Context, t *games.Tree, name string, given Given, restrict func(*assessment, context.Context) bool) (*concept.Table, error) {
	if err := fits(t); err != nil {
		return nil, err
	}
	s := concept.NewSettler(t)
	c := &collection{
		table: &concept.Table{Model: t, Concept: name, Complete: true}, t: t, settler: s,
		way: newRoutes(ctx, t, s), restrict: restrict,
	}
	if profiles, ok := newPruner(t, s, c.way).profiles(ctx, given); ok {
		c.settle(ctx, profiles)
		return c.table, nil
	}
	if err := c.pure(ctx, given); err != nil {
		return nil, err
	}
	return c.table, nil
}

// collection gathers the rows of a table.
type collection struct {
	table    *concept.Table
	t        *games.Tree
	settler  *concept.Settler
	way      *routes
	restrict func(*assessment, context.Context) bool
}

// settle adds the rows of some support profiles, and says which of these have one.
func (c *collection) settle(ctx context.Context, profiles [][][]int) (has []bool) {
	all := orbits(c.t, profiles)
	rows := make([]*concept.Row, len(all))
	c.table.Collect(ctx, len(all), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		a := newAssessment(c.t, profiles[all[i].profiles[0]])
		a.beliefs(ctx, c.settler, c.way)
		for h := range c.t.Sets {
			a.rational(h, a.weights(h))
		}
		if a.Err == nil && c.restrict(a, ctx) {
			if r, open := a.row(ctx, c.settler); !open {
				rows[i] = r
				return r, nil
			}
		}
		var names []string
		for _, k := range all[i].profiles {
			names = append(names, profileName(c.t, profiles[k]))
		}
		return nil, concept.LeftOut(names...)
	})
	has = make([]bool, len(profiles))
	for i, o := range all {
		r := rows[i]
		if r == nil || !slices.Contains(c.table.Rows, r) {
			continue
		}
		for _, k := range o.profiles {
			has[k] = true
		}
		if len(o.profiles) > 1 {
			r.Multiplicity = len(o.profiles)
			for _, s := range o.by[1:] {
				c.table.Rows = append(c.table.Rows, moved(c.t, r, s))
			}
		}
	}
	return has
}

// pure adds the rows of pure profiles where all are too many. At sets that a player's
// own choices before exclude she does what comes first among what she may, or what comes
// last where that is no equilibrium.
func (c *collection) pure(ctx context.Context, given Given) error {
	done := make(map[string]bool) // ways of playing at the other sets that have a row
	for _, only := range [...]choose{first, last} {
		p := newPruner(c.t, c.settler, c.way)
		p.only = only
		profiles, ok := p.profiles(ctx, given)
		if !ok {
			return fmt.Errorf("%w: it has more than %d support profiles", ErrTooLarge, MaxProfiles)
		}
		profiles = slices.DeleteFunc(profiles, func(x [][]int) bool { return done[p.onPath(x)] })
		for k, has := range c.settle(ctx, profiles) {
			if has {
				done[p.onPath(profiles[k])] = true
			}
		}
	}
	c.table.Complete = false
	c.table.Reasons = append(c.table.Reasons, note.New(note.PureOnly))
	return nil
}

// profileName lists the supports of a profile by set.
func profileName(t *games.Tree, support [][]int) string {
	out := ""
	for h, s := range t.Sets {
		if h > 0 {
			out += "; "
		}
		out += s.Name + ": "
		for i, a := range support[h] {
			if i > 0 {
				out += ", "
			}
			out += s.Actions[a]
		}
	}
	return out
}

// supportProfiles lists the products of the supports that may be; false when there
// are more than MaxProfiles.
func supportProfiles(t *games.Tree, may func(h int, sup []int) bool) ([][][]int, bool) {
	choices := make([][][]int, len(t.Sets))
	total := 1
	for h, set := range t.Sets {
		for mask := 1; mask < 1<<len(set.Actions); mask++ {
			var sup []int
			for a := range set.Actions {
				if mask>>a&1 == 1 {
					sup = append(sup, a)
				}
			}
			if may(h, sup) {
				choices[h] = append(choices[h], sup)
			}
		}
		slices.SortStableFunc(choices[h], func(a, b []int) int { return len(a) - len(b) })
		if total *= len(choices[h]); total > MaxProfiles {
			return nil, false
		}
	}
	out := [][][]int{nil}
	for h := range t.Sets {
		var next [][][]int
		for _, p := range out {
			for _, sup := range choices[h] {
				next = append(next, append(slices.Clip(slices.Clone(p)), sup))
			}
		}
		out = next
	}
	return out, true
}

// optimal reports whether some belief about the given nodes makes all actions of a
// support optimal at a set behind which nobody moves; Unknown at other sets.
func optimal(ctx context.Context, t *games.Tree, s *concept.Settler, h int, sup, nodes []int) prove.Answer {
	set := t.Sets[h]
	c := &concept.Calc{}
	var cond []expr.Formula
	after := make([]expr.Value, len(set.Actions))
	for a := range after {
		after[a] = concept.Zero
	}
	sum := concept.Zero
	for i, n := range nodes {
		mu := concept.Variable(len(t.Params) + i)
		cond = append(cond, mu.Compare(expr.GE, concept.Zero))
		sum = c.Add(sum, mu)
		for a, child := range t.Nodes[n].Children {
			v, ok := afterChance(c, t, child, set.Player)
			if !ok {
				return prove.Unknown
			}
			after[a] = c.Add(after[a], c.Mul(mu, v))
		}
	}
	cond = append(cond, sum.Compare(expr.EQ, concept.One))
	for a := range after {
		op := expr.GE
		if contains(sup, a) {
			op = expr.EQ
		}
		cond = append(cond, after[sup[0]].Compare(op, after[a]))
	}
	if c.Err != nil {
		return prove.Unknown
	}
	return s.Possible(ctx, expr.And(cond...))
}

// afterChance is what a player expects from a node behind which only chance moves.
func afterChance(c *concept.Calc, t *games.Tree, node, player int) (expr.Value, bool) {
	n := &t.Nodes[node]
	switch {
	case n.Children == nil:
		return n.Payoffs[player], true
	case n.Set >= 0:
		return expr.Value{}, false
	}
	sum := concept.Zero
	for k, child := range n.Children {
		v, ok := afterChance(c, t, child, player)
		if !ok {
			return v, false
		}
		sum = c.Add(sum, c.Mul(n.Chance[k], v))
	}
	return sum, true
}

// row settles the sentence; open says that this went beyond the budget.
func (a *assessment) row(ctx context.Context, s *concept.Settler) (row *concept.Row, open bool) {
	c := concept.Candidate{Unknowns: a.next - len(a.t.Params), Holds: expr.And(a.cond...)}
	st := s.Settle(ctx, c)
	if st.Open || ctx.Err() != nil {
		return nil, true
	}
	if st.Exists.IsFalse() {
		return nil, false
	}
	r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: c}
	put := func(v expr.Value) concept.Amount { return a.Settled(v, len(a.t.Params), st.Values) }
	for h, set := range a.t.Sets {
		ch := concept.Choice{Place: set.Name, Player: set.Player}
		for _, act := range a.support[h] {
			ch.Over = append(ch.Over, set.Actions[act])
			ch.Probs = append(ch.Probs, put(a.prob[h][act]))
		}
		r.Play = append(r.Play, ch)
		if len(set.Nodes) > 1 {
			r.Beliefs = append(r.Beliefs, a.beliefAt(h, put))
		}
	}
	for p, name := range a.t.Players {
		r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name, Is: put(a.expected(0, p))})
	}
	for _, name := range a.t.Outcomes() {
		sum := concept.Zero
		for i, n := range a.t.Nodes {
			if n.Name == name {
				sum = a.Add(sum, a.reach[i])
			}
		}
		r.Numbers = append(r.Numbers, concept.Number{Code: "outcome", Name: name, Is: put(sum)})
	}
	return r, false
}

// beliefAt is what the player believes at a set.
func (a *assessment) beliefAt(h int, put func(expr.Value) concept.Amount) concept.Choice {
	set := a.t.Sets[h]
	ch := concept.Choice{Place: set.Name, Player: set.Player, Over: set.Labels}
	total := concept.Zero
	for _, n := range set.Nodes {
		total = a.Add(total, a.reach[n])
	}
	for i := range set.Nodes {
		if a.belief[h] != nil {
			ch.Probs = append(ch.Probs, put(a.belief[h][i]))
			continue
		}
		share := put(a.reach[set.Nodes[i]])
		whole := put(total)
		amount := concept.Amount{}
		if share.Known() && whole.Known() {
			v, err := share.Value.Combine(*whole.Value, func(x, y algebra.Ratio) (algebra.Ratio, error) { return x.Div(y) })
			if err == nil {
				amount = concept.Exactly(v)
			}
		}
		ch.Probs = append(ch.Probs, amount)
	}
	return ch
}
