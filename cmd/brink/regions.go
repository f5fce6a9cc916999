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
		Use:   "regions GAME --over x[,y]",
		Short: "divide parameter space by the equilibria that exist",
		Long: `regions divides the allowed values of one or two parameters, the others held at
--set or their defaults, into cells on which the same equilibria exist. The
boundaries are exact. --plot draws the cells: regions in the colours of their
equilibria (stripes where there are several), every boundary with its equation,
knife-edges as lines and points, the defaults as a marker. The ending of the file
says the format: .svg, .pdf (with its fonts), .png (300 dots per inch) or .tex
(TikZ, in the fonts of the document).

--over phi=-1/10..3/10,c draws a stretch of phi; without one the picture shows
every region that there is. --by says what is told apart:

  nash            the Nash equilibria that exist (the default of strategic forms)
  unique          the equilibrium that is the only one
  count           how many there are
  risk-dominant   the equilibria, and which of them is risk-dominant
  efficient       the equilibria, and which of them are Pareto-efficient
  spe, pbe, ...   the equilibria of another solution concept of the game
  claim:ID        whether a claim of the file holds

--contour 'prob(Blue, hold)' adds lines along which a number of the claims'
language has round values. With --format json the places of the picture are
features as GeoJSON has them.`,
		Example: `  brink regions first-strike --over phi
  brink regions first-strike --over phi,c
  brink regions first-strike --over phi=-1/10..3/10,c --by risk-dominant --plot regions.pdf`,
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
	f.StringVar(&over, "over", "", "the parameter or two parameters to vary, `x,y`; x=LO..HI draws a stretch of one")
	f.StringArrayVar(&a.set, "set", nil, "value of another parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&chart.By, "by", "", "what tells points apart: nash, unique, count, risk-dominant, efficient, a `CONCEPT`, or claim:ID")
	f.StringVar(&chart.Contour, "contour", "", "draw lines along which a `NUMBER` such as 'prob(Blue, hold)' has round values")
	f.StringVar(&plotFile, "plot", "", "draw the cells to `FILE` (.svg, .pdf, .png or .tex)")
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
			if err := a.picture(doc, plotFile, plot.Map(a.words, m), nil, a.words.MapCaption()); err != nil {
				return err
			}
		}
	}
	return a.finish(doc, !got.Finished())
}
