package ask

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

// Conditions asks under which conditions on the parameters each way of playing is
// an equilibrium; given a point, the table is also read there. The answer is an
// *answer.Conditions.
var Conditions = Question{"conditions", append([]engine{
	strategic(strategicConditions),
}, conceptEngines(conceptConditions)...)}

// strategicConditions is the table of a game in strategic form, or of the tree that it
// was read from.
func strategicConditions(ctx context.Context, g *games.Game, at Point, opt Options) (answer.Answer, error) {
	if opt.Concept == "" || opt.Concept == "nash" {
		a, err := nashConditions(ctx, g, at, opt)
		if err != nil {
			return nil, err
		}
		return a, nil
	}
	t, err := treeFor(g, opt.Concept)
	if err != nil {
		return nil, err
	}
	return conceptConditions(ctx, t, at, opt)
}

// treeFor is the tree of an extensive game, for a solution concept that its strategic
// form does not have.
func treeFor(g *games.Game, concept string) (*games.Tree, error) {
	if g.Extensive == nil {
		return nil, &ConceptError{concept, g.Kind(), []string{"nash"}}
	}
	t := g.Tree()
	if h, bad := t.RecallFault(); bad {
		return nil, fmt.Errorf("at %q a player does not know what she knew or did earlier: %s is for perfect recall", t.Sets[h].Name, concept)
	}
	return t, nil
}

// nashConditions is the table of Nash equilibria of a game in strategic form.
func nashConditions(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Conditions, error) {
	t, err := stability.Conditions(ctx, g, stability.Options{Progress: opt.Progress.steps(), Workers: opt.Workers, Bare: opt.bare, With: string(opt.with)})
	if err != nil {
		return nil, err
	}
	changed, why := onGraph(ctx, g, t)
	a, rows := conditionsOf(t)
	if why != nil {
		a.Incomplete(why...)
	}
	a.Contradictory = len(t.Rows) == 0 && contradictory(ctx, g)
	if opt.Check {
		if err := certifyRows(ctx, g, t, rows, changed); err != nil {
			return nil, err
		}
	}
	if at == nil {
		return a, nil
	}
	read, err := stability.AtPoint(ctx, t, at)
	switch {
	case ctx.Err() != nil:
		a.Incomplete(note.New(note.NotInNumbers, note.Cause(ctx)))
	case err != nil:
		return nil, err
	default:
		a.At = atOf(read, rows)
	}
	return a, nil
}

// conditionsOf is a table as an answer, and where each row of it went.
func conditionsOf(t *stability.Table) (*answer.Conditions, map[*stability.Row]*answer.Row) {
	a := &answer.Conditions{
		Base:    answer.Base{Model: t.Game, Complete: t.Complete, Reasons: t.Reasons},
		Concept: "nash", Players: t.Game.Players, LeftOut: t.LeftOut, Undefined: t.Undefined,
	}
	rows := make(map[*stability.Row]*answer.Row, len(t.Rows))
	used := make(map[answer.Column]bool)
	for _, r := range t.Rows {
		row := &answer.Row{
			Support: r.Support, Label: r.Label, Strategies: r.Strategies, Root: (*answer.Root)(r.Root), Continuum: r.Continuum,
			Payoffs: r.Payoffs, KnifeEdge: r.KnifeEdge, Multiplicity: r.Multiplicity,
		}
		for _, u := range r.NotDecided {
			row.NotDecided = append(row.NotDecided, answer.NotDecided{Column: answer.Column(u.Column), Why: u.Why})
			used[answer.Column(u.Column)] = true
		}
		for _, c := range columns() {
			if f := c.of(r); f != nil && !row.Open(c.column) {
				row.Conditions = append(row.Conditions, answer.Condition{Column: c.column, Formula: *f})
				used[c.column] = true
			}
		}
		a.Rows = append(a.Rows, row)
		rows[r] = row
	}
	for _, c := range columns() {
		if used[c.column] || c.always {
			a.Columns = append(a.Columns, c.column)
		}
	}
	return a, rows
}

// column says where the rows of a table have a condition.
type column struct {
	column answer.Column
	always bool // shown even where no row has it
	of     func(*stability.Row) *expr.Formula
}

// columns lists the columns in the order in which tables show them.
func columns() []column {
	return []column{
		{answer.Exists, true, func(r *stability.Row) *expr.Formula { return &r.Exists }},
		{answer.Strict, true, func(r *stability.Row) *expr.Formula { return &r.Strict }},
		{answer.Efficient, false, func(r *stability.Row) *expr.Formula { return r.Efficient }},
		{answer.RiskDominant, false, func(r *stability.Row) *expr.Formula { return r.RiskDominant }},
		{answer.ESS, false, func(r *stability.Row) *expr.Formula { return r.ESS }},
	}
}

func atOf(at *stability.At, rows map[*stability.Row]*answer.Row) *answer.At {
	out := &answer.At{Point: at.Point}
	for _, r := range at.Rows {
		row := answer.AtRow{Row: rows[r.Row], Exists: r.Exists, Strict: r.Strict, Slack: r.Slack, Player: r.Player, From: r.From, To: r.To}
		for _, f := range r.Flips {
			row.Flips = append(row.Flips, answer.Flip{Param: f.Param, Value: answer.RealOf(f.Value), Below: f.Below, At: f.At, Above: f.Above})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// contradictory reports whether the assumptions of a model are proved to hold nowhere.
func contradictory(ctx context.Context, m games.Model) bool {
	h := m.Head()
	ans, _ := prove.Assume(games.Hypotheses(m), prove.Options{Prefer: h.Defaults(), Names: h.Names()}).Satisfiable(ctx, expr.True())
	return ans == prove.No
}
