package main

import (
	"context"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/ask"
)

func (a *app) conditionsCmd() *cobra.Command {
	var knife, atDefaults, check, apart bool
	var concept string
	cmd := &cobra.Command{
		Use: "conditions GAME...",
		Example: `  brink conditions first-strike
  brink conditions first-strike --set phi=3/20 --format markdown`,
		RunE: a.onModels(func(ctx context.Context, ms []games.Model) error {
			return a.ask(ctx, ms, ask.Conditions, func(m games.Model) (at ask.Point, opt ask.Options, err error) {
				opt.Check = check
				opt.Concept = concept
				if atDefaults || len(a.set) > 0 {
					at, err = a.point(m)
				}
				return at, opt, err
			}, report.ConditionsTitle, report.Show{KnifeEdges: knife, AllStrategies: apart})
		}),
	}
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "")
	cmd.Flags().BoolVar(&atDefaults, "at-defaults", false, "")
	cmd.Flags().BoolVar(&check, "check", false, "")
	cmd.Flags().StringVar(&concept, "concept", "", "")
	a.drawing.flags(cmd.Flags())
	cmd.Flags().BoolVar(&apart, "all-strategies", false, "")
	cmd.Flags().BoolVar(&knife, "knife-edges", false, "")
	return cmd
}
