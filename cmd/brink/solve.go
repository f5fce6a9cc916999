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
	var method string
	var one, labels bool
	var limit int
	cmd := &cobra.Command{
		Use:   "solve GAME...",
		Short: "all Nash equilibria at numbers, exactly",
		Long: `solve computes the Nash equilibria of the game at a point of parameter space, in
exact rational arithmetic. For two players it lists every extreme equilibrium
and groups them into maximal Nash subsets and connected components; it says
complete only when the algorithm proves that nothing is missing. For more
players see the reasons it prints.

Several games may be named, such as the files of a collection: they are solved
in this order, and the JSON is an array. A call for many small games is far
quicker than a call for each.

Symmetric players with two actions are exchangeable: from ten of them on, and
with --method exchangeable, equilibria that differ in who does what are one row.

--method backward-induction takes an extensive game of perfect information (a
Gambit .efg file) and lists its subgame-perfect equilibria in pure strategies.`,
		Example: `  brink solve first-strike --set phi=3/20
  brink solve pd --format json
  brink solve pd chicken stag-hunt --format ne`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			search := ask.Search{Method: method, One: one, Limit: limit, AllLabels: labels}
			if err := search.Check(); err != nil {
				return usage("--%w", err)
			}
			read, title := format.Read, report.SolutionTitle
			if method == ask.BackwardInduction {
				read, title = format.ReadTree, report.PlansTitle
			}
			ms, err := a.models(args, read)
			if err != nil {
				return err
			}
			return a.ask(ctx, ms, ask.Solve, func(m games.Model) (ask.Point, ask.Options, error) {
				at, err := a.point(m)
				return at, ask.Options{Search: search}, err
			}, title, report.Show{})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&method, "method", "auto", "one of "+strings.Join(ask.Methods(), ", "))
	f.BoolVar(&one, "one", false, "stop at the first equilibrium")
	f.BoolVar(&labels, "all-labels", false, "follow the Lemke-Howson path of every label: its length and where it ends")
	f.IntVar(&limit, "limit", 0, "stop after this many equilibria (0: no limit)")
	return cmd
}
