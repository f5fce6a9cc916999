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
		Use:   "conditions GAME...",
		Short: "the table of stability conditions, in the parameters",
		Long: `conditions prints, for every way of playing the game, the exact condition on the
parameters under which it is an equilibrium, is strict, is efficient (no pure
profile Pareto-dominates it), is risk dominant (2x2) and is evolutionarily
stable (symmetric two-player games). Each column says that the equilibrium exists
and what its name says, under the assumptions printed above the table.

With --set, or with --at-defaults, the table is also read at numbers: by how
much each equilibrium holds (slack), the deviation that binds, and the value of
each parameter at which the answer flips.

With --check everything that the rows of a game in strategic form say is certified,
as printed, from the definitions: that the equilibrium exists where the row says and
nowhere else, its probabilities and payoffs, and every further column. A program
part with an algebra of its own writes the definitions out and accepts the
evidence. A row for which that is not done in full is named, with the reason.

The rows of a tree are its pure subgame-perfect equilibria when information is
perfect, else its weak perfect Bayesian ones; of a game with types its Bayesian
equilibria; of a stochastic game its pure stationary Markov-perfect ones; of
choices from ranges the pure Nash equilibria, the subgame-perfect ones where
moves: gives an order; of dynamics the rest points.
--concept chooses another solution concept. The pure equilibria of a tree with more
than six information sets are merged by outcome. A row of a tree is efficient where
no profile of pure strategies pays all players as much and one of them more.

Of each equilibrium of a stochastic game it also says what players may expect from
every state on, how often play is in it in the long run, whether it ever gets there
and after what expected time; and, where the discount factor is one parameter, which
discount factors work at --set (others at their defaults), the deviation that binds,
and in which parameters the least of them rises.`,
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
	cmd.Flags().StringArrayVar(&a.set, "set", nil, "also read the table at `NAME=VALUE` (repeatable; other parameters at their defaults)")
	cmd.Flags().BoolVar(&atDefaults, "at-defaults", false, "also read the table with every parameter at its default")
	cmd.Flags().BoolVar(&check, "check", false, "derive evidence for every column from the definitions and have it checked independently")
	cmd.Flags().StringVar(&concept, "concept", "", "the solution `CONCEPT` of trees: spe, spe-mixed, pbe, sequential or nash")
	cmd.Flags().StringVar(&a.treePlot, "plot", "", "draw the tree of a game in extensive form to `FILE` (.svg, .pdf, .png or .tex)")
	cmd.Flags().BoolVar(&apart, "all-strategies", false, "show the pure equilibria of large trees apart that have the same outcome")
	cmd.Flags().BoolVar(&knife, "knife-edges", false, "show the rows that exist only on a set of measure zero")
	return cmd
}
