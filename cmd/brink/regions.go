package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) regionsCmd() *cobra.Command {
	var over, plotFile string
	cmd := &cobra.Command{
		Use:   "regions GAME --over x[,y]",
		Short: "divide parameter space by the equilibria that exist",
		Long: `regions divides the allowed values of one or two parameters, the others held at
--set or their defaults, into cells on which the same equilibria exist. The
boundaries are exact. --plot draws the cells.`,
		Example: `  brink regions first-strike --over phi
  brink regions first-strike --over phi,c`,
		Args: cobra.ExactArgs(1),
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			if err := checkPlot(plotFile, ms); err != nil {
				return err
			}
			at, err := a.point(ms[0])
			if err != nil {
				return err
			}
			var names []string
			for n := range strings.SplitSeq(over, ",") {
				if n = strings.TrimSpace(n); n != "" {
					names = append(names, n)
				}
			}
			got, err := a.answer(ctx, ask.Regions, ms[0], at, ask.Options{Over: names})
			if err != nil {
				return err
			}
			return a.regions(got.(*answer.Regions), plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&over, "over", "", "the parameter or two parameters to vary, `x,y`")
	f.StringArrayVar(&a.set, "set", nil, "value of another parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&plotFile, "plot", "", "draw the cells to `FILE` (.svg or .png)")
	return cmd
}

// regions writes the answer, with a picture where one is asked for.
func (a *app) regions(r *answer.Regions, plotFile string) error {
	doc, err := a.compose(report.RegionsTitle, []answer.Answer{r}, report.Show{})
	if err != nil {
		return err
	}
	if plotFile != "" {
		svg, err := plot.Regions(plotFile, plot.MapOf(r, title(r.Model), func(rows []*answer.Row) string { return a.words.Cell(r, rows) }))
		if err != nil {
			return usage("--plot: %v", err)
		}
		doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Path: plotFile, Caption: a.words.MapCaption()})
	}
	return a.finish(doc, !r.Complete)
}
