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
		Use: "models [WORD...]",
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
	cmd.Flags().StringVar(&shelf, "shelf", "", "")
	return cmd
}

func (a *app) showCmd() *cobra.Command {
	var source bool
	cmd := &cobra.Command{
		Use: "show GAME",
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
			ms, err := a.models(ctx, args, format.Reading.ReadTreeAlone)
			if err != nil {
				return err
			}
			if err := a.drawing.check(ms, ask.Conditions); err != nil {
				return err
			}
			s, err := ask.Sheet(ctx, ms[0], args[0], ask.Options{Workers: a.jobs})
			if err != nil {
				return a.refused(ctx, ms[0], err)
			}
			doc, err := a.compose("", []answer.Answer{s}, report.Show{})
			if err != nil {
				return err
			}
			if err := a.draw(ctx, doc, a.drawing, ask.Conditions, ms[0], nil, s); err != nil {
				return err
			}
			return a.finish(doc, !s.Finished())
		},
	}
	a.drawing.flags(cmd.Flags())
	cmd.Flags().BoolVar(&source, "file", false, "")
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
