package stability

import (
	"context"
	"slices"

	"brink/games/expr"
	"brink/solver/nash"
)

// settleInNumbers gives the support profiles left out of a game without parameters
// their rows by the solver for numbers, where that finds all equilibria and all of
// them are isolated.
func (t *Table) settleInNumbers(ctx context.Context, orbits []supportOrbit, workers int) {
	numbers, err := t.Game.At(nil)
	if err != nil {
		return
	}
	res, err := nash.All(ctx, numbers, nash.Options{Workers: workers})
	if err != nil || !res.Complete || len(res.Continua) > 0 ||
		slices.ContainsFunc(res.Subsets, func(s nash.Subset) bool { return s.Dimension > 0 }) {
		return
	}
	for _, o := range orbits {
		if !slices.ContainsFunc(t.LeftOut, func(s [][]int) bool { return compareSupports(s, o.support) == 0 }) {
			continue
		}
		row := &Row{Support: o.support, Label: o.label, Multiplicity: o.size, Exists: expr.True()}
		found := 0
		for _, e := range res.Equilibria {
			// With an equilibrium its images under exchange of players are listed too.
			if compareSupports(supportOf(e), o.support) != 0 {
				continue
			}
			if found++; e.Irrational != nil {
				continue
			}
			for p, x := range e.Strategies {
				var s []expr.Ratio
				for _, r := range x {
					s = append(s, expr.FromRat(r))
				}
				row.Strategies = append(row.Strategies, s)
				row.Payoffs = append(row.Payoffs, expr.FromRat(e.Payoffs[p]))
			}
		}
		if found > 1 {
			row.Strategies, row.Payoffs = nil, nil // several equilibria
		}
		if found > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	t.LeftOut = nil
}
