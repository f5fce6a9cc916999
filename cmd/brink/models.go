package main

import (
	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) modelsCmd() *cobra.Command {
	var shelf string
	cmd := &cobra.Command{
		Use:   "models [WORD...]",
		Short: "list the built-in models",
		Long: `models lists the library: games from the literature on arms races and first strikes,
each with its source and claims. With words it lists the models in which all of them
are found, in English or in Chinese: in names, descriptions, sources, parameters and
claims. Models about the statements of a text come first, in the order of the text.

--format bibtex prints the sources of the models as a bibliography.`,
		Example: `  brink models
  brink models --shelf editorial
  brink models preventive war
  brink models 威慑
  brink models --format bibtex`,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			l, err := ask.Library(shelf, args, ask.Options{Workers: a.jobs})
			if err != nil {
				return failed(err)
			}
			doc, err := a.compose(report.LibraryTitle, []answer.Answer{l}, report.Show{})
			if err != nil {
				return err
			}
			return a.write(doc)
		},
	}
	cmd.Flags().StringVar(&shelf, "shelf", "", "only the models of this `SHELF`")
	return cmd
}

func (a *app) showCmd() *cobra.Command {
	var source bool
	cmd := &cobra.Command{
		Use:   "show GAME",
		Short: "print one game: its source, parameters, payoffs or tree, conditions and claims",
		Long: `show prints what is known of a game before it is analysed, and its table: where it
comes from, its parameters, the payoffs of two players or the tree in lines and
corners, the conditions, the claims. An .efg file is shown as a tree, with its
subgame-perfect or perfect Bayesian equilibria.`,
		Example: `  brink show first-strike
  brink show entry-commitment
  brink show first-strike --file > my-game.yaml`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			if source {
				_, data, err := a.read(args[0])
				if err != nil {
					return err
				}
				return a.writeText(data)
			}
			ms, err := a.models(args, format.ReadTreeAlone)
			if err != nil {
				return err
			}
			if err := checkTreePlot(a.treePlot, ms, false); err != nil {
				return err
			}
			s, err := ask.Sheet(ctx, ms[0], args[0], ask.Options{Workers: a.jobs})
			if err != nil {
				return a.refused(ms[0], err)
			}
			doc, err := a.compose("", []answer.Answer{s}, report.Show{})
			if err != nil {
				return err
			}
			if err := a.plotTree(doc, a.treePlot, ms[0], nil, s); err != nil {
				return err
			}
			return a.finish(doc, !s.Finished())
		},
	}
	cmd.Flags().StringVar(&a.treePlot, "plot", "", "draw the tree of a game in extensive form to `FILE` (.svg, .pdf, .png or .tex)")
	cmd.Flags().BoolVar(&source, "file", false, "print the game file itself, to start your own from")
	return cmd
}

// library lists the built-in models, all or those of one shelf.
func (a *app) library(shelf string) ([]games.Model, error) {
	l, err := ask.Library(shelf, nil, ask.Options{Workers: a.jobs})
	if err != nil {
		return nil, failed(err)
	}
	var out []games.Model
	for _, e := range l.Entries {
		out = append(out, e.Model)
	}
	return out, nil
}
