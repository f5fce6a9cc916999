package main

import (
	"context"
	"math"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) logitCmd() *cobra.Command {
	var lambdas []string
	var everywhere bool
	var plotFile string
	cmd := &cobra.Command{
		Use: "logit GAME...",
		Example: `  brink logit chicken
  brink logit matching-pennies --lambda 1/2,1,2 --format csv`,
		RunE: a.onModels(func(ctx context.Context, gs []games.Model) error {
			wanted, err := precisions(lambdas)
			if err != nil {
				return err
			}
			if plotFile != "" && everywhere {
				return usage("--plot draws the principal branch: it does not go with --all")
			}
			if err := checkPlot(plotFile, gs); err != nil {
				return err
			}
			return a.logit(ctx, gs, ask.Response{Lambdas: wanted, Everywhere: everywhere, Trace: plotFile != ""}, plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "")
	f.StringSliceVar(&lambdas, "lambda", nil, "")
	f.BoolVar(&everywhere, "all", false, "")
	f.StringVar(&plotFile, "plot", "", "")
	return cmd
}

// precisions reads the values of --lambda.
func precisions(texts []string) ([]float64, error) {
	var out []float64
	for _, t := range texts {
		r, err := expr.ParseNumber(t)
		if err != nil {
			return nil, usage("--lambda: %v", err)
		}
		l, _ := r.Float64()
		if r.Sign() < 0 || math.IsInf(l, 0) {
			return nil, usage("--lambda takes numbers from 0, found %s\n\nat 0 every action is equally likely; the larger, the closer to best responses", t)
		}
		out = append(out, l)
	}
	return out, nil
}

func (a *app) logit(ctx context.Context, gs []games.Model, how ask.Response, plotFile string) error {
	var all []answer.Answer
	incomplete := false
	for _, g := range gs {
		point, err := a.point(g)
		if err != nil {
			return err
		}
		got, err := a.answer(ctx, ask.Logit, g, point, ask.Options{Response: how})
		if err != nil {
			return err
		}
		incomplete = incomplete || !got.Finished()
		all = append(all, got)
	}
	doc, err := a.compose(report.LogitTitle, all, report.Show{})
	if err != nil {
		return err
	}
	if plotFile != "" {
		l := all[0].(*answer.Logit)
		scene, err := plot.LogitBranch(a.words, a.title(gs[0]), l.Players, l.Branch, l.Low, l.High)
		if err := a.picture(doc, plotFile, scene, err, a.words.BranchCaption(), l); err != nil {
			return err
		}
	}
	return a.finish(doc, incomplete)
}
