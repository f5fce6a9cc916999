package sequential

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// Bounds of Efficiency: what pure profiles may pay, and comparisons with rows.
const (
	maxEndings     = 256
	maxComparisons = 20_000
	maxCompared    = 64 // ends that are compared with each other
)

// Efficiency adds to the rows of a table the condition that an equilibrium of the row
// exists and no profile of pure strategies pays all players as much and one of them
// more. Where pure strategies have too many different ends there is no such column; it
// is open for rows that do not say what the players expect.
func Efficiency(ctx context.Context, t *games.Tree, tab *concept.Table) {
	if len(tab.Rows) == 0 {
		return
	}
	ends, ok := endings(t)
	if !ok || len(ends)*len(tab.Rows) > maxComparisons {
		return
	}
	s := concept.NewSettler(t)
	ends = maximal(ctx, s, ends)
	for _, r := range tab.Rows {
		col := concept.Column{Code: "efficient"}
		var own []expr.Value
		for _, n := range r.Numbers {
			if n.Code == "payoff" && n.Is.Known() {
				own = append(own, *n.Is.Value)
			}
		}
		if col.Open = len(own) != len(t.Players) || ctx.Err() != nil; !col.Open {
			col.When = undominated(ctx, s, r.Exists, own, ends)
			col.Open = ctx.Err() != nil
		}
		r.Columns = append(r.Columns, col)
	}
}

// maximal leaves out what another end pays all players at least as much as, at all
// parameters: whatever the one dominates the other does.
func maximal(ctx context.Context, s *concept.Settler, ends [][]expr.Value) [][]expr.Value {
	if len(ends) > maxCompared {
		return ends
	}
	atLeast := func(v, w []expr.Value) bool {
		for p := range v {
			if s.Soon(ctx, v[p].Compare(expr.LT, w[p])) != prove.No {
				return false
			}
		}
		return true
	}
	for i := 0; i < len(ends); {
		rest := append(slices.Clone(ends[:i]), ends[i+1:]...)
		if slices.ContainsFunc(rest, func(v []expr.Value) bool { return atLeast(v, ends[i]) }) {
			ends = rest
		} else {
			i++
		}
	}
	return ends
}

// undominated is the condition that exists holds and none of the ends dominates own.
func undominated(ctx context.Context, s *concept.Settler, exists expr.Formula, own []expr.Value, ends [][]expr.Value) expr.Formula {
	all := []expr.Formula{exists}
	for _, v := range ends {
		var noWorse, better []expr.Formula
		for p := range own {
			noWorse = append(noWorse, v[p].Compare(expr.GE, own[p]))
			better = append(better, v[p].Compare(expr.GT, own[p]))
		}
		dominates := expr.And(append(noWorse, expr.Or(better...))...)
		if dominates.IsFalse() || s.Soon(ctx, expr.And(exists, dominates)) == prove.No {
			continue
		}
		if dominates.IsTrue() {
			return expr.False()
		}
		all = append(all, expr.Not(dominates))
	}
	if len(all) == 1 {
		return exists
	}
	f := s.Simplify(ctx, expr.And(all...))
	if s.Possible(ctx, f) == prove.No {
		return expr.False()
	}
	return f
}

// endings lists what the players expect of profiles of pure strategies, each vector
// once; false where there are more than maxEndings. Actions are chosen as sets are come
// to, so that profiles that differ where play does not come count once.
func endings(t *games.Tree) ([][]expr.Value, bool) {
	calc := &concept.Calc{}
	type open struct {
		node   int
		weight expr.Value
	}
	zero := make([]expr.Value, len(t.Players))
	for p := range zero {
		zero[p] = concept.Zero
	}
	var out [][]expr.Value
	chosen := make(map[int]int)
	work := 0
	var walk func(todo []open, sum []expr.Value) bool
	walk = func(todo []open, sum []expr.Value) bool {
		if work++; work > 16*maxEndings+len(t.Nodes) || calc.Err != nil {
			return false
		}
		if len(todo) == 0 {
			if !slices.ContainsFunc(out, func(o []expr.Value) bool { return slices.EqualFunc(o, sum, expr.Value.Equal) }) {
				out = append(out, sum)
			}
			return len(out) <= maxEndings
		}
		at, rest := todo[0], todo[1:]
		n := &t.Nodes[at.node]
		switch a, known := chosen[n.Set]; {
		case n.Children == nil:
			next := make([]expr.Value, len(sum))
			for p := range sum {
				next[p] = calc.Add(sum[p], calc.Mul(at.weight, n.Payoffs[p]))
			}
			return walk(rest, next)
		case n.Set < 0:
			more := slices.Clone(rest)
			for k, c := range n.Children {
				if w := calc.Mul(at.weight, n.Chance[k]); !concept.IsZero(w) {
					more = append(more, open{c, w})
				}
			}
			return walk(more, sum)
		case known:
			return walk(append([]open{{n.Children[a], at.weight}}, rest...), sum)
		}
		for a, c := range n.Children {
			chosen[n.Set] = a
			if !walk(append([]open{{c, at.weight}}, rest...), sum) {
				return false
			}
		}
		delete(chosen, n.Set)
		return true
	}
	ok := walk([]open{{0, concept.One}}, zero)
	return out, ok && calc.Err == nil
}
