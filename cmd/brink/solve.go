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
	var method, concept string
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

Games with states (states: in the file) are solved for stationary Markov-perfect
equilibria, mixed ones included: probabilities and values are exact, rational or
algebraic. It says so where a combination of supports could not be settled.

--method backward-induction takes an extensive game of perfect information
and lists its subgame-perfect equilibria in pure strategies.

A tree in which two players choose (a tree: file, or a Gambit .efg file with
--method sequence-form) is solved by its sequence form, which is as small as the
tree (Koller, Megiddo and von Stengel 1996): all extreme equilibria in behaviour
strategies, one with --method lemke or --one, optimal strategies and the value
of a zero-sum game with --method zero-sum, by linear programming. Information
sets to which a player's own choices never lead are left out. Large trees, of
10^5 leaves and thousands of information sets, take --one. Other methods, and
more players, go by the reduced strategic form.

--concept spe, pbe, … lists the equilibria of a tree in that sense at the point,
with strategies and beliefs by information set. Games with types, states, choices
from ranges and dynamics are solved by their own concepts: the rows of their
conditions that exist at the point, with their numbers there.`,
		Example: `  brink solve first-strike --set phi=3/20
  brink solve pd --format json
  brink solve pd chicken stag-hunt --format ne`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			search := ask.Search{Method: method, One: one, Limit: limit, AllLabels: labels, Stated: report.Format(a.format) == report.FormatKnown}
			if err := search.Check(); err != nil {
				return usage("--%w", err)
			}
			read, title := format.Read, report.SolutionTitle
			switch {
			case method == ask.BackwardInduction:
				read, title = format.ReadTree, report.PlansTitle
			case ask.NeedsTreeAlone(method):
				read = format.ReadTreeAlone
			case ask.MakesDoWithTree(method):
				read = format.ReadTree // too large a tree goes by its sequence form
			}
			ms, err := a.models(args, read)
			if err != nil {
				return err
			}
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
	f.StringArrayVar(&a.set, "set", nil, "value of a parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&method, "method", "auto", "one of "+strings.Join(ask.Methods(), ", "))
	f.StringVar(&concept, "concept", "", "of trees, the solution `CONCEPT`: spe, spe-mixed, pbe or sequential")
	f.StringVar(&a.treePlot, "plot", "", "draw the tree of a game in extensive form, or the best responses of a 2x2 game, to `FILE` (.svg, .pdf, .png or .tex)")
	f.BoolVar(&one, "one", false, "stop at the first equilibrium")
	f.BoolVar(&labels, "all-labels", false, "follow the Lemke-Howson path of every label: its length and where it ends")
	f.IntVar(&limit, "limit", 0, "stop after this many equilibria (0: no limit)")
	return cmd
}
