package ask

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

// Regions asks where in the space of one or two parameters (Options.Over), the
// others at the point, which equilibria exist. The answer is an *answer.Regions for the
// Nash equilibria of games in strategic form, with a map where Chart.Draw asks for it,
// and else an *answer.Map.
var Regions = Question{"regions", everyKind(func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	g, ok := m.(*games.Game)
	if by := answer.By(opt.Chart.By); !ok || len(g.Terms()) > 0 || by != "" && by != answer.ByNash {
		return MapOf(ctx, m, at, opt)
	}
	a, table, err := nashRegions(ctx, g, at, opt)
	if err != nil {
		return nil, err
	}
	if !opt.Chart.Draw {
		return a, nil
	}
	opt.table = table
	a.Map, err = MapOf(ctx, m, at, opt)
	return a, err
})}

// maxOver is the number of parameters that may vary.
const maxOver = 2

// nashRegions divides by the Nash equilibria of a game; with the table that says so.
func nashRegions(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Regions, *answer.Conditions, error) {
	over, err := varying(&g.Header, opt.Over)
	if err != nil {
		return nil, nil, err
	}
	t, err := stability.Conditions(ctx, g, stability.Options{Progress: opt.Progress.steps(), Workers: opt.Workers, Bare: true})
	if err != nil {
		return nil, nil, err
	}
	p, err := stability.Regions(ctx, t, over, at)
	if err != nil && ctx.Err() == nil {
		return nil, nil, err
	}
	table, rows := conditionsOf(t)
	a := &answer.Regions{
		Base:    answer.Base{Model: g, Complete: p.Complete, Reasons: p.Reasons},
		Players: g.Players, Over: over, Point: at, Undefined: p.Undefined, Rows: table.Rows,
	}
	a.Contradictory = len(t.Rows) == 0 && contradictory(ctx, g)
	table.Contradictory = a.Contradictory
	if ctx.Err() != nil && t.Complete {
		a.Incomplete(note.Cause(ctx))
	}
	for _, c := range p.Cells {
		cell := answer.Cell{Where: c.Where, Dimension: c.Dimension}
		for _, v := range over {
			cell.Sample = append(cell.Sample, realOf(c.Sample[v]))
		}
		for _, r := range c.Rows {
			cell.Rows = append(cell.Rows, rows[r])
		}
		a.Cells = append(a.Cells, cell)
	}
	return a, table, nil
}

// varying finds the parameters that are to vary.
func varying(h *games.Header, names []string) ([]algebra.Var, error) {
	var out []algebra.Var
	for _, n := range names {
		v := slices.Index(h.FreeNames(), n)
		switch {
		case v < 0:
			return nil, fmt.Errorf("%w: %q is not a parameter\n\n%s", ErrOver, n, expr.DidYouMean(n, h.FreeNames()))
		case slices.Contains(out, v):
			return nil, fmt.Errorf("%w: %s is named twice", ErrOver, n)
		}
		out = append(out, v)
	}
	if len(out) == 0 || len(out) > maxOver {
		return nil, fmt.Errorf("%w: name one or two, found %d\n\nthe parameters are %s", ErrOver, len(out), strings.Join(h.FreeNames(), ", "))
	}
	return out, nil
}

// withoutTerms refuses games whose conditions are no polynomials.
func withoutTerms(h *games.Header) error {
	if len(h.Terms()) > 0 {
		return fmt.Errorf("%w: branches are followed where conditions are polynomials; this game has sqrt, exp or log", ErrOver)
	}
	return nil
}

// realOf is a coordinate of a point that the prover found.
func realOf(c prove.Coordinate) answer.Real {
	switch {
	case c.Rat != nil:
		return answer.Real{Rat: c.Rat}
	case len(c.Poly) == 0:
		return answer.Real{Lo: c.Lo, Hi: c.Hi}
	}
	return answer.RealOf(c.Algebraic())
}
