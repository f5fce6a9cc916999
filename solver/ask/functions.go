package ask

import (
	"context"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/graph"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

// The conditions of models with exp and log are equivalences for all values that obey
// what is known of these by themselves. What holds always or never of their true values
// is decided row by row.

// graphBudget bounds each question about a condition, in the prover's units.
const graphBudget = 50_000

// onGraph drops the rows that exist for no true values of exp and log, and says of how
// many that was not decided. It lists the rows with conditions that hold by what these
// values are, of which there is no evidence.
func onGraph(ctx context.Context, m games.Model, t *stability.Table) (changed map[*stability.Row]bool, why []note.Note) {
	c := graph.NewConditions(m, prove.Options{Budget: graphBudget})
	if c == nil {
		return nil, nil
	}
	changed = make(map[*stability.Row]bool)
	var rows []*stability.Row
	open := 0
	for _, r := range t.Rows {
		switch _, ans := c.Settle(ctx, r.Exists); ans {
		case prove.No:
			continue
		case prove.Unknown:
			open++
		}
		conditions := []*expr.Formula{&r.Exists, &r.Strict}
		for _, f := range r.Further() {
			if *f != nil {
				conditions = append(conditions, *f)
			}
		}
		for _, f := range conditions {
			g, _ := c.Settle(ctx, *f)
			changed[r] = changed[r] || !g.Equal(*f)
			*f = g
		}
		rows = append(rows, r)
	}
	t.Rows = rows
	return changed, undecidedRows(open)
}

// onGraphOf is onGraph for the tables of other kinds.
func onGraphOf(ctx context.Context, m games.Model, t *concept.Table) {
	c := graph.NewConditions(m, prove.Options{Budget: graphBudget})
	if c == nil {
		return
	}
	var rows []*concept.Row
	open := 0
	for _, r := range t.Rows {
		f, ans := c.Settle(ctx, r.Exists)
		if ans == prove.No {
			continue
		}
		if ans == prove.Unknown {
			open++
		}
		r.Exists = f
		for i, col := range r.Columns {
			if !col.Open {
				r.Columns[i].When, _ = c.Settle(ctx, col.When)
			}
		}
		rows = append(rows, r)
	}
	t.Rows = rows
	if why := undecidedRows(open); why != nil {
		t.Complete, t.Reasons = false, append(t.Reasons, why...)
	}
}

func undecidedRows(open int) []note.Note {
	if open == 0 {
		return nil
	}
	return []note.Note{note.New(note.GraphRows, open)}
}
