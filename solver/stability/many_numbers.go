package stability

import (
	"context"

	"brink/games/algebra"
	"brink/games/expr"
)

// settleInNumbers gives the support profiles left out of a game without parameters
// their rows by the solver for numbers, where that finds all equilibria and all of
// them are isolated.
func (t *Table) settleInNumbers(ctx context.Context, orbits []supportOrbit, workers int) {
	all, ok := isolatedEquilibria(ctx, t.Game, nil, workers)
	if !ok {
		return
	}
	for _, o := range orbits {
		if !t.leftOut(o.support) {
			continue
		}
		row := &Row{Support: o.support, Label: o.label, Multiplicity: o.size, Exists: expr.True()}
		found := 0
		for _, e := range all {
			// With an equilibrium its images under exchange of players are listed too.
			if compareSupports(supportOf(e), o.support) != 0 {
				continue
			}
			if found++; e.Irrational != nil {
				continue
			}
			for p, x := range e.Strategies {
				var s []algebra.Ratio
				for _, r := range x {
					s = append(s, algebra.FromRat(r))
				}
				row.Strategies = append(row.Strategies, s)
				row.Payoffs = append(row.Payoffs, algebra.FromRat(e.Payoffs[p]))
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
