package main

import (
	"context"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) playCmd() *cobra.Command {
	var rounds int
	var start, rule, plotFile string
	cmd := &cobra.Command{
		Use:   "play GAME...",
		Short: "fictitious play, round by round, exactly",
		Long: `play runs fictitious play (Brown 1951): round 1 plays --start; in every later
round each player plays a best response to what the others have played so far,
ties going to the action listed first. Arithmetic is exact. The result says how
far from equilibrium the empirical frequencies are, whether play has settled
into a cycle, and which convergence theorem covers the game, if any.`,
		Example: `  brink play chicken --rounds 1000
  brink play pd --rounds 100 --start hold,race --rule alternating`,
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			if rounds < 1 {
				return usage("--rounds takes a number from 1, found %d", rounds)
			}
			if err := checkPlot(plotFile, gs); err != nil {
				return err
			}
			return a.play(ctx, gs, ask.Learning{Rounds: rounds, Rule: rule, Trace: plotFile != ""}, start, plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.IntVar(&rounds, "rounds", 1000, "number of rounds")
	f.StringVar(&start, "start", "", "profile of round 1, `A,B` (default: everybody's first action)")
	f.StringVar(&rule, "rule", "simultaneous", "simultaneous or alternating")
	f.StringVar(&plotFile, "plot", "", "draw frequencies and exploitability to `FILE` (.svg, .pdf, .png or .tex)")
	return cmd
}

func (a *app) play(ctx context.Context, gs []*games.Game, how ask.Learning, start, plotFile string) error {
	var all []answer.Answer
	incomplete := false
	for _, g := range gs {
		point, err := a.point(g)
		if err != nil {
			return err
		}
		if how.Start, err = startProfile(g, start); err != nil {
			return err
		}
		got, err := a.answer(ctx, ask.Play, g, point, ask.Options{Learning: how})
		if err != nil {
			return err
		}
		incomplete = incomplete || !got.Finished()
		all = append(all, got)
	}
	doc, err := a.compose(report.PlayTitle, all, report.Show{})
	if err != nil {
		return err
	}
	if plotFile != "" {
		scene, err := plot.FictitiousPlay(a.words, a.title(gs[0]), gs[0].Players, all[0].(*answer.Play).Trace)
		if err := a.picture(doc, plotFile, scene, err, a.words.PlayCaption()); err != nil {
			return err
		}
	}
	return a.finish(doc, incomplete)
}

// startProfile reads --start: an action of each player, separated by commas.
func startProfile(g *games.Game, start string) ([]int, error) {
	if start == "" {
		return nil, nil
	}
	return actionProfile(g, "--start", start)
}
