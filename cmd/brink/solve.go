package main

import (
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/solver/ask"
)

func (a *app) solveCmd() *cobra.Command {
	var method, concept, strategies, certify string
	var one, labels bool
	var limit int
	cmd := &cobra.Command{
		Use: "solve GAME...",
		Example: `  brink solve first-strike --set phi=3/20
  brink solve pd --format json
  brink solve pd chicken stag-hunt --format ne
  brink solve pd --certify pd.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			search := ask.Search{Method: method, Strategies: strategies, One: one, Limit: limit, AllLabels: labels, Certify: certify != "", Stated: report.Format(a.format) == report.FormatKnown}
			if err := search.Check(); err != nil {
				return usage("--%w", err)
			}
			read, title := format.Reading.Read, report.SolutionTitle
			switch {
			case method == ask.BackwardInduction:
				read, title = format.Reading.ReadTree, report.PlansTitle
			case ask.NeedsTreeAlone(method) || strategies == ask.BehaviourStrategies:
				read = format.Reading.ReadTreeAlone
			case ask.MakesDoWithTree(method):
				read = format.Reading.ReadTree // too large a tree goes by its sequence form
			}
			ms, err := a.models(ctx, args, read)
			if err != nil {
				return err
			}
			if certify != "" && len(ms) > 1 {
				return usage("--certify writes the certificate of one game, found %d games\n\ncall brink for each", len(ms))
			}
			a.certify = certify
			if k := ms[0].Kind(); concept != "" || k != games.StrategicForm && k != games.TreeForm && k != games.AnonymousForm {
				title = report.EquilibriaTitle
			}
			return a.ask(ctx, ms, ask.Solve, func(m games.Model) (ask.Point, ask.Options, error) {
				at, err := a.point(m)
				return at, ask.Options{Search: search, Concept: concept}, err
			}, title, report.Show{})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "")
	f.StringVar(&method, "method", "auto", strings.Join(ask.Methods(), ", "))
	f.StringVar(&concept, "concept", "", "")
	f.StringVar(&strategies, "strategies", "", "")
	f.StringVar(&certify, "certify", "", "")
	a.drawing.flags(f)
	f.BoolVar(&one, "one", false, "")
	f.BoolVar(&labels, "all-labels", false, "")
	f.IntVar(&limit, "limit", 0, "")
	return cmd
}
