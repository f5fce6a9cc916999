package main

import (
	"context"

	"github.com/spf13/cobra"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
)

func (a *app) branchesCmd() *cobra.Command {
	var over, plotFile string
	cmd := &cobra.Command{
		Use: "branches GAME --over x",
		Example: `  brink branches first-strike --over phi
  brink branches first-strike --over c=0..1 --set phi=1/4 --plot branches.pdf`,
		Args: cobra.ExactArgs(1),
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			if err := checkPlot(plotFile, ms); err != nil {
				return err
			}
			at, err := a.point(ms[0])
			if err != nil {
				return err
			}
			names, ranges, err := stretches(over)
			if err != nil {
				return err
			}
			got, err := a.answer(ctx, ask.Branches, ms[0], at, ask.Options{Over: names, Chart: ask.Chart{Ranges: ranges}})
			if err != nil {
				return err
			}
			doc, err := a.compose(report.BranchesTitle, []answer.Answer{got}, report.Show{})
			if err != nil {
				return err
			}
			if plotFile != "" {
				scene, err := a.branchesScene(got)
				if err := a.picture(doc, plotFile, scene, err, a.words.BranchesCaption(), got); err != nil {
					return err
				}
			}
			return a.finish(doc, !got.Finished())
		}),
	}
	f := cmd.Flags()
	f.StringVar(&over, "over", "", "")
	f.StringArrayVar(&a.set, "set", nil, "")
	f.StringVar(&plotFile, "plot", "", "")
	return cmd
}

// branchesScene draws how equilibria move with a parameter.
func (a *app) branchesScene(got answer.Answer) (*figure.Scene, error) {
	if t, ok := got.(*answer.Tracks); ok {
		f, err := figures.Tracks(t)
		if err != nil {
			return nil, err
		}
		return plot.DrawFigure(a.words, f)
	}
	return plot.Branches(a.words, got.(*answer.Branches))
}
