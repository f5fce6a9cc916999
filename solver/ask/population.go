//go:build !js

package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// Population asks which strategies take over a finite population of players who
// imitate each other, at a point, the defaults where none is given, by
// Options.Imitation. The answer is an *answer.Population.
var Population = Question{"population", []engine{strategic(population)}}

// WishStrategies is the wish for automata in place of actions.
const WishStrategies Wish = "strategies"

func population(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Population, error) {
	how := opt.Imitation
	if at == nil {
		var err error
		if at, err = g.Point(nil); err != nil {
			return nil, err
		}
	}
	out := &answer.Population{
		Base: answer.Base{Model: g, Complete: true}, Point: at, Size: how.Size, Intensity: how.Intensity,
		Strategies: []string{}, Where: expr.True(), Undefined: expr.False(),
	}
	tour, err := contest(ctx, g, how)
	if err != nil {
		if ctx.Err() != nil {
			out.Incomplete(note.New(note.NothingComputed, note.Cause(ctx)))
			return out, nil
		}
		return nil, err
	}
	m, err := tour.At(at)
	if err != nil {
		return nil, fmt.Errorf("payoffs: %w", err)
	}
	if len(m) < 2 {
		return nil, fmt.Errorf("a population needs two strategies to choose from, found %d", len(m))
	}
	out.Strategies, out.Payoffs = tour.Names, m
	pairs := len(m) * (len(m) - 1)
	tooStrong := false
	for k := range pairs {
		f, err := fixation(ctx, m, k, how)
		switch {
		case err != nil && ctx.Err() != nil:
			out.Incomplete(note.New(note.StoppedAfterPairs, k, pairs, note.Cause(ctx)))
			return out, nil
		case err != nil:
			return nil, err
		}
		tooStrong = tooStrong || f.Probability == nil
		out.Fixation = append(out.Fixation, f)
		if opt.Progress != nil {
			opt.Progress(k+1, pairs, note.Note{})
		}
	}
	stopped := note.Note{}
	out.Shares, err = repeated.SmallMutation(ctx, m, how.Size, how.Intensity)
	switch {
	case err != nil && ctx.Err() != nil:
		stopped = note.New(note.SharesNotComputed, note.Cause(ctx))
	case errors.Is(err, repeated.ErrTooStrong):
		tooStrong = true
	case err != nil:
		return nil, err
	}
	if stopped.IsZero() && len(g.Params) > 0 {
		if err := takeovers(ctx, g, tour, out); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			stopped = note.New(note.ConditionsFound, len(out.Conditions), pairs, note.Cause(ctx))
		}
	}
	if tooStrong {
		out.Incomplete(note.New(note.SelectionTooStrong))
	}
	if !stopped.IsZero() {
		out.Incomplete(stopped)
	}
	return out, nil
}

// contest is the tournament whose payoffs the population plays for.
func contest(ctx context.Context, g *games.Game, how Imitation) (*repeated.Tournament, error) {
	if how.Strategies == nil {
		return repeated.StageTournament(g)
	}
	if g.Repeated == nil {
		return nil, &WishError{WishStrategies, repeated.ErrNotRepeated}
	}
	for _, n := range how.Strategies {
		for p := range g.Players {
			if _, err := repeated.Resolve(g, n, p); err != nil {
				return nil, &WishError{WishStrategies, err}
			}
		}
	}
	tour, err := repeated.RoundRobin(ctx, g, how.Strategies, how.LongRun)
	if err != nil {
		err = &WishError{WishStrategies, err}
	}
	return tour, err
}

// fixation is that of the k-th pair of a mutant and a resident.
func fixation(ctx context.Context, m [][]*big.Rat, k int, how Imitation) (answer.Fixation, error) {
	mutant, resident := k/(len(m)-1), k%(len(m)-1)
	if resident >= mutant {
		resident++
	}
	f, err := repeated.Fix(ctx, m, mutant, resident, how.Size, how.Intensity)
	if err != nil {
		return answer.Fixation{}, err
	}
	return answer.Fixation{
		Mutant: mutant, Resident: resident, Probability: f.Approximate, Neutral: f.Neutral, Reverse: f.Favoured,
		LogQuotient: new(big.Rat).Mul(f.Exponent, how.Intensity),
	}, nil
}

// takeovers adds the conditions on the parameters.
func takeovers(ctx context.Context, g *games.Game, tour *repeated.Tournament, out *answer.Population) error {
	v := newView(g, out.Point)
	if out.Where = v.asm.Simplify(ctx, tour.Where); !out.Where.IsTrue() {
		v = v.given(out.Where)
		out.Where = v.present.Formula(ctx, out.Where)
	}
	for i := range tour.Names {
		for r := range tour.Names {
			if i == r || ctx.Err() != nil {
				continue
			}
			favoured, err := tour.Favoured(i, r, out.Size)
			if err != nil {
				return err
			}
			weakly, err := tour.WeaklyFavoured(i, r, out.Size)
			if err != nil {
				return err
			}
			out.Conditions = append(out.Conditions, answer.Takeover{Mutant: i, Resident: r, Favoured: v.simple(ctx, favoured), Weakly: v.simple(ctx, weakly)})
		}
	}
	out.Undefined = stability.Undefined(ctx, g)
	return nil
}
