package ask

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/exact"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// Bounds on what is looked into: rows of a table, and terms of a condition whose
// comparative statics are proved.
const (
	patienceRows = 200
	staticsRows  = 10
	staticsTerms = 40
)

// patience adds what the rows of a game with states need of each discount factor, the
// other parameters at their defaults where no point is given. Nothing is added where a
// discount factor is no parameter.
func patience(ctx context.Context, g *games.Stochastic, out *answer.Equilibria, at Point) {
	factors := discountParameters(g)
	if factors == nil || len(out.Table.Rows) == 0 || len(out.Table.Rows) > patienceRows || len(g.Terms()) > 0 {
		return
	}
	if at == nil {
		var err error
		if at, err = g.Point(nil); err != nil {
			return
		}
	}
	out.PatienceAt = at
	for _, v := range factors {
		out.Patience = append(out.Patience, answer.Patiences{Factor: v, Shared: len(factors) == 1, Rows: patienceOf(ctx, g, out, at, v)})
	}
}

// patienceOf is what the rows need of one discount factor.
func patienceOf(ctx context.Context, g *games.Stochastic, out *answer.Equilibria, at Point, delta algebra.Var) []*answer.Patience {
	hyps := games.Hypotheses(g)
	rows, _ := concept.Parallel(ctx, len(out.Table.Rows), 0, nil, func(i int) *answer.Patience {
		r := out.Table.Rows[i]
		c, err := repeated.CriticalIn(ctx, expr.And(r.Exists, hyps), delta, at)
		if err != nil || c.Empty() {
			return nil
		}
		p := &answer.Patience{Critical: criticalOf(c), Binding: binding(ctx, g, r, c.Min(), delta, at)}
		if len(out.Table.Rows) <= staticsRows {
			p.Statics = patienceStatics(ctx, g, r, delta)
		}
		return p
	})
	return rows
}

// discountParameters lists the parameters that are discount factors; nil where one is
// none.
func discountParameters(g *games.Stochastic) []algebra.Var {
	var out []algebra.Var
	for _, d := range g.Discount {
		v := -1
		for i := range g.Params {
			if r, ok := d.Ratio(); ok && r.Equal(algebra.FromPoly(algebra.Variable(i))) {
				v = i
			}
		}
		if v < 0 {
			return nil
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// binding lists the deviations that pay just below the least discount factor that
// works, or at it where that does not work itself.
func binding(ctx context.Context, g *games.Stochastic, r *concept.Row, least exact.Algebraic, delta algebra.Var, at Point) []answer.StateDeviation {
	if least.Sign() == 0 {
		return nil
	}
	var out []answer.StateDeviation
	for _, d := range r.Deterred {
		c, err := repeated.CriticalIn(ctx, d.When, delta, at)
		if err == nil && slices.ContainsFunc(c.Set, func(i repeated.Interval) bool { return i.Lo.Cmp(least) == 0 }) {
			out = append(out, answer.StateDeviation{State: d.Place, Player: g.Players[d.Player], Action: d.Action})
		}
	}
	return out
}

// patienceStatics says how the least discount factor moves with the parameters. The
// condition of a row is meant under the assumptions: those on the discount factor
// alone are part of it, and where others tie it to parameters nothing is said.
func patienceStatics(ctx context.Context, g *games.Stochastic, r *concept.Row, delta algebra.Var) []answer.Static {
	f := r.Exists
	for _, c := range games.Hypotheses(g).Conjuncts() {
		switch vars := c.Vars(); {
		case !slices.Contains(vars, delta):
		case len(vars) > 1:
			return nil
		default:
			f = expr.And(f, c)
		}
	}
	if answer.Terms(f) > staticsTerms || !slices.Contains(r.Exists.Vars(), delta) {
		return nil
	}
	all, err := stability.CriticalStatics(ctx, g, f, delta)
	if err != nil {
		return nil
	}
	var out []answer.Static
	for _, s := range all {
		out = append(out, answer.Static{Parameter: s.Parameter, Everywhere: s.Direction.String(), Existence: s.Existence.String(), Rises: s.Rises, Falls: s.Falls, Why: s.Reason})
	}
	return out
}
