//go:build !js

package ask

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/certify"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

// certifyRows derives evidence for what the rows of a table say and has it checked;
// those that were changed since are not looked at.
func certifyRows(ctx context.Context, g *games.Game, t *stability.Table, rows map[*stability.Row]*answer.Row, changed map[*stability.Row]bool) error {
	c := certify.Rows(ctx, g, certify.Options{})
	for _, r := range t.Rows {
		if ctx.Err() != nil {
			break // what was cut short says less
		}
		if changed[r] {
			rows[r].Certified = &answer.Certified{Not: []answer.NotDecided{{Column: answer.Exists, Why: note.New(note.GraphEvidence)}}}
			continue
		}
		ev, err := c.Certify(ctx, certify.Row{
			Support: r.Support, Strategies: r.Strategies, Root: (*certify.Root)(r.Root), Payoffs: r.Payoffs,
			Exists: r.Exists, Others: others(t, r), Strict: r.Strict, Efficient: r.Efficient, RiskDominant: r.RiskDominant, ESS: r.ESS,
		})
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrSelfCheck, r.Profile(g), err)
		}
		rows[r].Certified = certificates(ev)
	}
	return nil
}

// others are the conditions of the other rows with the support of r.
func others(t *stability.Table, r *stability.Row) []expr.Formula {
	var out []expr.Formula
	for _, q := range t.Rows {
		if q != r && slices.EqualFunc(q.Support, r.Support, slices.Equal) {
			out = append(out, q.Exists)
		}
	}
	return out
}

// certificates are the columns of a row with the evidence for each.
func certificates(list []certify.Evidence) *answer.Certified {
	out := &answer.Certified{}
	for _, e := range list {
		if e.Accepted == prove.Yes {
			out.Columns = append(out.Columns, answer.Column(e.Column))
		} else {
			out.Not = append(out.Not, answer.NotDecided{Column: answer.Column(e.Column), Why: e.Why})
		}
	}
	return out
}
