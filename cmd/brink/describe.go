package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) describeCmd() *cobra.Command {
	var objective string
	cmd := &cobra.Command{
		Use: "describe GAME",
		Example: `  brink describe chicken
  brink describe stag-hunt --set S=0
  brink describe chicken --objective Blue`,
		Args: cobra.ExactArgs(1),
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			return a.describe(ctx, gs[0], objective)
		}),
	}
	cmd.Flags().StringVar(&objective, "objective", "", "")
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "")
	return cmd
}

func (a *app) describe(ctx context.Context, g *games.Game, objective string) error {
	point, err := a.point(g)
	if err != nil {
		return err
	}
	got, err := a.answer(ctx, ask.Describe, g, point, ask.Options{Objective: objective})
	if errors.Is(err, ask.ErrObjective) {
		return usage("%v\n\n--objective takes a formula in u1, u2, ... and the names of the players", err)
	}
	if err != nil {
		return err
	}
	doc, err := a.compose("", []answer.Answer{got}, report.Show{})
	if err != nil {
		return err
	}
	return a.finish(doc, !got.Finished())
}
