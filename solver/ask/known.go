package ask

import (
	"context"
	"fmt"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/known"
	"brink/solver/nash"
)

// KnownOf makes of a solution the known result that a file may state.
func KnownOf(s *answer.Solution) (games.Known, error) {
	res := &nash.Result{Complete: s.Complete, Components: make([]nash.Component, len(s.Components))}
	number := func(x answer.Real) nash.Number {
		if x.Rat != nil {
			return nash.RationalNumber(x.Rat)
		}
		return nash.Number{Lo: x.Lo, Hi: x.Hi, Algebraic: x.Algebraic}
	}
	for _, e := range s.Equilibria {
		found := nash.Equilibrium{Strategies: e.Strategies, Payoffs: e.Payoffs}
		if e.Irrational != nil {
			found.Irrational = &nash.Irrational{}
			for _, x := range e.Irrational.Strategies {
				list := make([]nash.Number, len(x))
				for i, v := range x {
					list[i] = number(v)
				}
				found.Irrational.Strategies = append(found.Irrational.Strategies, list)
			}
		}
		res.Equilibria = append(res.Equilibria, found)
	}
	return known.Of(s.Model.(*games.Game), s.Point, res)
}

// knownResults compares the known results of the models with what is found.
func knownResults(ctx context.Context, ms []games.Model, opt Options) ([]*answer.KnownResult, error) {
	var out []*answer.KnownResult
	for _, m := range ms {
		results, err := known.Check(ctx, m, nash.Options{Workers: opt.Workers})
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrClaims, err)
		}
		for _, r := range results {
			k := &answer.KnownResult{Model: m, Known: r.Known}
			for _, f := range r.Findings {
				x := answer.KnownFinding{
					Statement: string(f.Kind), Of: f.Of, Expected: f.Expected, Found: f.Found,
					Missing: f.Missing, Surplus: f.Surplus, NotZeroSum: f.NotZeroSum,
					Agrees: map[known.Status]answer.Tri{known.Same: answer.Yes, known.Different: answer.No}[f.Status],
				}
				if f.Status == known.Undecided {
					x.Why = append(x.Why, f.Why...)
					x.Why = append(x.Why, f.Reasons...)
				}
				k.Findings = append(k.Findings, x)
			}
			out = append(out, k)
		}
	}
	return out, nil
}
