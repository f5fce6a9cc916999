package sequential

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// What is asked of the equilibria of a subgame is often less than how they play: at
// which ends, or whether they play as demanded. Continuations that agree on that and on
// the payoffs, by which alone they bear on what is best before, are then one, with the
// disjunction of their conditions; and the probabilities that no payoff mentions are
// eliminated at once. That keeps what is carried up the tree small where ties, and
// ways of mixing over them, are many.

// merge joins the continuations of a subgame that have the same tag and payoffs.
func (b *induction) merge(ctx context.Context, all []continuation) []continuation {
	var out []continuation
	for _, c := range all {
		c.when = b.reduce(ctx, c)
		k := slices.IndexFunc(out, func(o continuation) bool {
			return o.tag == c.tag && slices.EqualFunc(o.payoffs, c.payoffs, expr.Value.Equal)
		})
		if k < 0 {
			out = append(out, c)
			continue
		}
		out[k].when = expr.Or(out[k].when, c.when)
		out[k].joined = true
	}
	for k, c := range out {
		if c.joined && c.when.Size() > 1 {
			out[k].when = b.settler.Simplify(ctx, c.when)
		}
	}
	return out
}

// reduce eliminates the probabilities in the condition of a continuation that its
// payoffs do not mention; where that goes beyond the budget they stay.
func (b *induction) reduce(ctx context.Context, c continuation) expr.Formula {
	free := slices.DeleteFunc(c.when.Vars(), func(v algebra.Var) bool {
		return v < len(b.t.Params) || slices.ContainsFunc(c.payoffs, func(u expr.Value) bool { return mentions(u, v) })
	})
	if len(free) == 0 {
		return c.when
	}
	if f, ans := b.settler.Eliminate(ctx, free, c.when); ans == prove.Yes {
		return f
	}
	return c.when
}

func mentions(u expr.Value, v algebra.Var) bool {
	return slices.ContainsFunc(u.Cases, func(c expr.Case) bool {
		return slices.Contains(c.Is.Vars(), v) || slices.Contains(c.When.Vars(), v)
	})
}

// SomePlaysOtherwise is the condition that some subgame-perfect equilibrium, mixed
// ones included, does not choose the demanded action with certainty at one of the sets.
// It is false with ok unset where that was not found within the budget.
func SomePlaysOtherwise(ctx context.Context, t *games.Tree, demanded map[int]int) (f expr.Formula, ok bool, err error) {
	b := newInduction(t, true)
	b.tag = func(_ int, play map[int]choice, after map[int]continuation) string {
		for h, c := range play {
			if a, asked := demanded[h]; asked && (len(c.support) > 1 || c.support[0] != a) {
				return otherwise
			}
		}
		for _, c := range after {
			if c.tag == otherwise {
				return otherwise
			}
		}
		return ""
	}
	if err := b.induce(ctx); err != nil {
		return expr.False(), false, err
	}
	f = expr.False()
	for _, c := range b.at(0) {
		if c.tag != otherwise {
			continue
		}
		c.payoffs = nil
		when := b.reduce(ctx, c)
		if slices.ContainsFunc(when.Vars(), func(v algebra.Var) bool { return v >= len(t.Params) }) {
			return expr.False(), false, nil
		}
		f = expr.Or(f, when)
	}
	return b.settler.Simplify(ctx, f), ctx.Err() == nil, nil
}

// otherwise is the tag of continuations that do not play as demanded.
const otherwise = "otherwise"

// Outcomes lists the outcomes of the pure subgame-perfect equilibria: for every way of
// ending, the condition that some equilibrium ends so. The rows say what is chosen at
// the sets that are reached.
func Outcomes(ctx context.Context, t *games.Tree) (*concept.Table, error) {
	b := newInduction(t, false)
	b.tag = func(root int, play map[int]choice, after map[int]continuation) string {
		var ends []string
		var walk func(i int)
		walk = func(i int) {
			n := &t.Nodes[i]
			switch c, ok := after[i]; {
			case ok:
				ends = append(ends, c.tag)
			case n.Children == nil:
				ends = append(ends, strconv.Itoa(i))
			case n.Set >= 0:
				walk(n.Children[play[n.Set].support[0]])
			default:
				for k, c := range n.Children {
					if !concept.IsZero(n.Chance[k]) {
						walk(c)
					}
				}
			}
		}
		walk(root)
		return strings.Join(ends, ",")
	}
	if err := b.induce(ctx); err != nil {
		return nil, err
	}
	out, err := b.table(ctx, "spe")
	if err != nil {
		return nil, err
	}
	for _, r := range out.Rows {
		come := reached(t, r)
		var play []concept.Choice
		for h, c := range r.Play {
			if come[h] {
				play = append(play, c)
			}
		}
		r.Play = play
	}
	return out, nil
}

// reached marks the sets to which play comes as in a row that lists all of them.
func reached(t *games.Tree, r *concept.Row) []bool {
	out := make([]bool, len(t.Sets))
	var walk func(node int)
	walk = func(node int) {
		n := &t.Nodes[node]
		if n.Set >= 0 {
			out[n.Set] = true
		}
		for k, c := range n.Children {
			if n.Set >= 0 && t.Sets[n.Set].Actions[k] != r.Play[n.Set].Over[0] || n.Set < 0 && concept.IsZero(n.Chance[k]) {
				continue
			}
			walk(c)
		}
	}
	walk(0)
	return out
}

// table settles the continuations of the whole game as rows.
func (b *induction) table(ctx context.Context, name string) (*concept.Table, error) {
	out := &concept.Table{Model: b.t, Concept: name, Complete: ctx.Err() == nil}
	if !out.Complete {
		out.Reasons = []note.Note{note.Cause(ctx)}
		return out, nil
	}
	all := b.at(0)
	if len(all) > MaxContinuations {
		return nil, fmt.Errorf("%w: it has more than %d equilibria", ErrTooLarge, MaxContinuations)
	}
	out.Collect(ctx, len(all), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		r, open := b.row(ctx, all[i])
		if open {
			return nil, concept.LeftOut(profileName(b.t, supportsOf(b.t, all[i])))
		}
		return r, nil
	})
	return out, nil
}
