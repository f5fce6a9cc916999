package repeated

import (
	"context"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// trembles is the condition of Nash equilibrium for deterministic automata whose
// intended actions are replaced with probability eps. For 0 < eps < 1 every history
// has positive probability, so that for δ > 0 a one-shot deviation that gains after
// any history gains from the start: the Nash equilibria are the subgame-perfect ones.
// For δ = 0 only the first period counts. The ends of eps are cases of their own. It
// costs no more than the one-shot deviations where comparing strategies costs a
// solution for each; false where it does not apply or few strategies are to be
// compared. The conditions are in δ, by group, with that of probabilities.
func (an *analysis) trembles(ctx context.Context, g *games.Game, profile []string, shots *deviations) ([]expr.Formula, bool, error) {
	if an.chain.err == nil || an.seen != nil || !an.manyPolicies() {
		return nil, false, nil
	}
	for _, m := range an.chain.machines {
		for i := range m.States {
			if _, pure := m.States[i].Pure(); !pure {
				return nil, false, nil
			}
			for _, to := range m.States[i].Next {
				if len(to) != 1 {
					return nil, false, nil
				}
			}
		}
	}
	eps := *an.chain.err
	inside := expr.And(expr.Compare(eps, expr.GT, algebra.Ratio{}), expr.Compare(eps, expr.LT, one))
	start, err := an.oneShots(ctx, 1)
	if err != nil {
		return nil, false, err
	}
	impatient := expr.Sign(algebra.Variable(an.delta), expr.LE)
	cases := make([][]expr.Formula, an.groups())
	for k := range cases {
		all, first := shots.formula(an.delta, k), start.formula(an.delta, k)
		cases[k] = []expr.Formula{expr.And(inside, first, expr.Or(impatient, all))}
	}
	for _, end := range []int64{0, 1} {
		here := expr.Compare(eps, expr.EQ, algebra.FromInt(end))
		if here.IsFalse() {
			continue
		}
		at := *g
		r := *g.Repeated
		at.Repeated, r.Error = &r, nil
		if e := algebra.FromInt(end); end > 0 {
			r.Error = &e
		}
		plain, err := newAnalysis(ctx, &at, profile)
		if err != nil {
			return nil, false, err
		}
		if err := plain.solve(ctx); err != nil {
			return nil, false, err
		}
		var list deviations
		for _, p := range plain.watch {
			if err := plain.bestResponses(ctx, p, &list); err != nil {
				return nil, false, err
			}
		}
		for k := range cases {
			cases[k] = append(cases[k], expr.And(here, list.formula(an.delta, k)))
		}
	}
	proper := an.chain.proper()
	out := make([]expr.Formula, len(cases))
	for k := range out {
		out[k] = expr.And(proper, expr.Or(cases[k]...))
	}
	return out, true, nil
}

// manyPolicies reports whether a player has many stationary strategies against the
// automata of the others.
func (an *analysis) manyPolicies() bool {
	for _, p := range an.watch {
		count := max(1, an.chain.horizon)
		for q, m := range an.chain.machines {
			if q == p {
				continue
			}
			if count *= len(m.States); count > sweepAbove {
				return true
			}
		}
		policies := 1
		for range count {
			if policies *= an.shape[p]; policies > sweepAbove {
				return true
			}
		}
	}
	return false
}
