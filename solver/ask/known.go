package ask

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/known"
	"brink/solver/markov"
	"brink/solver/nash"
)

// ErrNoKnown says that an answer is none that a known result states.
var ErrNoKnown = errors.New("a known result lists equilibria one by one, at a point")

// KnownOf makes of an answer of Solve the known result that a file may state. Trees
// are asked with Search.Stated.
func KnownOf(ctx context.Context, a answer.Answer) (games.Known, error) {
	switch a := a.(type) {
	case *answer.Solution:
		return knownOf(a)
	case *answer.Equilibria:
		if a.Point != nil {
			return known.OfTable(ctx, a.Model, a.Table, a.Point, a.Complete), nil
		}
	case *answer.Stationary:
		var list []markov.Equilibrium
		for _, e := range a.Equilibria {
			var q markov.Equilibrium
			for _, state := range e.Strategies {
				q.Strategies = append(q.Strategies, numbersBack(state))
			}
			q.Values = numbersBack(e.Values)
			list = append(list, q)
		}
		return known.OfStationary(a.Game(), a.Point, list, a.Complete), nil
	}
	return games.Known{}, ErrNoKnown
}

// numbersBack is what numbers makes of exact ones.
func numbersBack(lists [][]answer.Real) [][]nash.Number {
	out := make([][]nash.Number, len(lists))
	for i, list := range lists {
		for _, x := range list {
			if x.Rat != nil {
				out[i] = append(out[i], nash.RationalNumber(x.Rat))
			} else {
				out[i] = append(out[i], nash.Number{Lo: x.Lo, Hi: x.Hi, Algebraic: x.Algebraic})
			}
		}
	}
	return out
}

// knownOf is the known result of a game in strategic form.
func knownOf(s *answer.Solution) (games.Known, error) {
	res := &nash.Result{Complete: s.Complete, Components: make([]nash.Component, len(s.Components))}
	for _, e := range s.Equilibria {
		found := nash.Equilibrium{Strategies: e.Strategies, Payoffs: e.Payoffs}
		if e.Irrational != nil {
			found.Irrational = &nash.Irrational{Strategies: numbersBack(e.Irrational.Strategies)}
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
