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
		Use:   "logit GAME...",
		Short: "logit quantal response equilibria, approximately, and the equilibrium they lead to",
		Long: `logit follows the principal branch of the logit quantal response equilibria
(McKelvey and Palfrey 1995): every player plays action a with probability
proportional to exp(lambda*u(a)), u(a) being what it earns against the others.
The branch starts where all actions are equally likely, lambda = 0, and for
almost all games leads to one Nash equilibrium as lambda grows; it is traced by
the predictor-corrector method of Turocy (2005). In a symmetric game it keeps
to strategies that treat the players alike. For a tree it is the branch of the
agent form (McKelvey and Palfrey 1998): at every information set a player weighs
what she expects from there on; it leads to a sequential equilibrium. For a Gambit
.efg file it is the branch of the reduced strategic form.

The probabilities are approximate: they solve transcendental equations, in
floating point. The equilibrium at the end is found and printed exactly.`,
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
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringSliceVar(&lambdas, "lambda", nil, "precisions `L,...` at which to print the branch (repeatable; default: 0 and 1, 2, 5 times powers of ten)")
	f.BoolVar(&everywhere, "all", false, "2x2 games: all logit equilibria at each precision, not only the principal branch")
	f.StringVar(&plotFile, "plot", "", "draw the probabilities along the branch to `FILE` (.svg, .pdf, .png or .tex)")
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
		if err := a.picture(doc, plotFile, scene, err, a.words.BranchCaption()); err != nil {
			return err
		}
	}
	return a.finish(doc, incomplete)
}
