package main

import (
	"context"
	"errors"
	"math/big"
	"slices"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/repeated"
)

func (a *app) populationCmd() *cobra.Command {
	var opt populationOptions
	cmd := &cobra.Command{
		Use: "population GAME",
		Example: `  brink population stag-hunt --size 10 --intensity 1/10
  brink population ai-race-rounds --size 100 --intensity 1/1000 --set p_r=3/5
  brink population pd --strategies tit-for-tat,always-race,always-hold`,
		Args: cobra.ExactArgs(1),
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			var err error
			if opt.beta, err = expr.ParseNumber(opt.intensity); err != nil {
				return usage("--intensity: %v", err)
			}
			if opt.beta.Sign() < 0 {
				return usage("--intensity is a number from 0, found %s", opt.intensity)
			}
			if opt.size < 2 || opt.size > ask.MaxPopulation {
				return usage("--size is a number of players from 2 to %d, found %d", ask.MaxPopulation, opt.size)
			}
			if opt.longRun && opt.strategies == "" {
				return usage("--limit-of-means is about repeated play\n\nname automaton strategies with --strategies")
			}
			return a.population(ctx, gs[0], opt)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "")
	f.IntVar(&opt.size, "size", 100, "")
	f.StringVar(&opt.intensity, "intensity", "1/10", "")
	f.StringVar(&opt.strategies, "strategies", "", "")
	f.BoolVar(&opt.longRun, "limit-of-means", false, "")
	return cmd
}

type populationOptions struct {
	size       int
	intensity  string
	beta       *big.Rat
	strategies string
	longRun    bool
}

// imitation reads the flags.
func (o populationOptions) imitation() (ask.Imitation, error) {
	out := ask.Imitation{Size: o.size, Intensity: o.beta, LongRun: o.longRun}
	if o.strategies == "" {
		return out, nil
	}
	out.Strategies = repeated.SplitNames(o.strategies)
	for i, n := range out.Strategies {
		if slices.Contains(out.Strategies[:i], n) {
			return out, usage("--strategies names %s twice", n)
		}
	}
	return out, nil
}

func (a *app) population(ctx context.Context, g *games.Game, opt populationOptions) error {
	point, err := a.point(g)
	if err != nil {
		return err
	}
	how, err := opt.imitation()
	if err != nil {
		return err
	}
	got, err := a.answer(ctx, ask.Population, g, point, ask.Options{Imitation: how})
	var w *ask.WishError
	switch {
	case errors.As(err, &w) && errors.Is(err, repeated.ErrNotRepeated):
		return usage("%s: --strategies: %v\n\nwithout --strategies the actions compete", g.ID, w.Err)
	case errors.As(err, &w):
		return usage("%s: --strategies: %v", g.ID, w.Err)
	case errors.Is(err, repeated.ErrNotSymmetric):
		return usage("%v\n\nin a population every player can meet every other, in either role", err)
	case err != nil:
		return err
	}
	doc, err := a.compose(report.PopulationTitle, []answer.Answer{got}, report.Show{})
	if err != nil {
		return err
	}
	return a.finish(doc, !got.Finished())
}
