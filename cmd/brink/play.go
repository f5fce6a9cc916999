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
		Use: "play GAME...",
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
	f.StringArrayVar(&a.set, "set", nil, "")
	f.IntVar(&rounds, "rounds", 1000, "")
	f.StringVar(&start, "start", "", "")
	f.StringVar(&rule, "rule", "simultaneous", "")
	f.StringVar(&plotFile, "plot", "", "")
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
		if err := a.picture(doc, plotFile, scene, err, a.words.PlayCaption(), all[0]); err != nil {
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
