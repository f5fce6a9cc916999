package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) regionsCmd() *cobra.Command {
	var over, plotFile string
	var chart ask.Chart
	cmd := &cobra.Command{
		Use: "regions GAME --over x[,y]",
		Example: `  brink regions first-strike --over phi
  brink regions first-strike --over phi,c
  brink regions first-strike --over phi=-1/10..3/10,c --by risk-dominant --plot regions.pdf`,
		Args: cobra.ExactArgs(1),
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			if err := checkPlot(plotFile, ms); err != nil {
				return err
			}
			at, err := a.values(ms[0])
			if err != nil {
				return err
			}
			var names []string
			if names, chart.Ranges, err = stretches(over); err != nil {
				return err
			}
			chart.Draw = plotFile != "" || chart.Contour != "" || chart.Ranges != nil
			got, err := a.answer(ctx, ask.Regions, ms[0], at, ask.Options{Over: names, Chart: chart})
			if errors.Is(err, ask.ErrChart) {
				return usage("%v", err)
			}
			if err != nil {
				return err
			}
			return a.regions(got, plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&over, "over", "", "")
	f.StringArrayVar(&a.set, "set", nil, "")
	f.StringVar(&chart.By, "by", "", "")
	f.StringVar(&chart.Contour, "contour", "", "")
	f.StringVar(&plotFile, "plot", "", "")
	return cmd
}

// stretches reads --over: names, and for those that have them the ends of what is
// drawn.
func stretches(over string) (names []string, ranges []ask.Range, err error) {
	any := false
	for n := range strings.SplitSeq(over, ",") {
		if n = strings.TrimSpace(n); n == "" {
			continue
		}
		name, ends, given := strings.Cut(n, "=")
		var r ask.Range
		if given {
			any = true
			lo, hi, ok := strings.Cut(ends, "..")
			var bad error
			if r.Lo, bad = expr.ParseNumber(strings.TrimSpace(lo)); bad == nil && ok {
				r.Hi, bad = expr.ParseNumber(strings.TrimSpace(hi))
			}
			switch {
			case !ok || bad != nil:
				return nil, nil, usage("--over takes NAME=LO..HI, found %q\n\nfor example --over phi=-1/10..3/10", n)
			case r.Lo.Cmp(r.Hi) >= 0:
				return nil, nil, usage("--over %s: the stretch from %s to %s is empty", strings.TrimSpace(name), r.Lo.RatString(), r.Hi.RatString())
			}
		}
		names, ranges = append(names, strings.TrimSpace(name)), append(ranges, r)
	}
	if !any {
		ranges = nil
	}
	return names, ranges, nil
}

// regions writes the answer, with a picture where one is asked for.
func (a *app) regions(got answer.Answer, plotFile string) error {
	doc, err := a.compose(report.RegionsTitle, []answer.Answer{got}, report.Show{})
	if err != nil {
		return err
	}
	if plotFile != "" {
		m, ok := got.(*answer.Map)
		if r, is := got.(*answer.Regions); is {
			m, ok = r.Map, true
		}
		if ok {
			if err := a.picture(doc, plotFile, plot.Map(a.words, m), nil, a.words.MapCaption(), got); err != nil {
				return err
			}
		}
	}
	return a.finish(doc, !got.Finished())
}
