package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
)

func (a *app) verifyCmd() *cobra.Command {
	var claims []string
	var shelf, second, folder string
	var all, check bool
	cmd := &cobra.Command{
		Use: "verify [GAME...]",
		Example: `  brink verify first-strike
  brink verify pd --check --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			limit := a.timeout
			a.timeout = 0 // --timeout is per claim here
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			ms, err := a.claimed(ctx, args, all, shelf)
			if err != nil {
				return err
			}
			return a.verify(ctx, ms, ask.Claims{IDs: claims, Limit: limit, Check: check, Certify: folder != "", Solver: second}, folder)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&claims, "claim", nil, "")
	f.StringVar(&shelf, "shelf", "", "")
	f.BoolVar(&all, "all", false, "")
	f.BoolVar(&check, "check", false, "")
	f.StringVar(&folder, "certify", "", "")
	f.StringVar(&second, "cross-check", "", "")
	return cmd
}

// claimed are the models whose claims are asked for.
func (a *app) claimed(ctx context.Context, args []string, all bool, shelf string) ([]games.Model, error) {
	switch {
	case (all || shelf != "") && len(args) > 0:
		return nil, usage("name games or use --all or --shelf, not both")
	case all || shelf != "":
		return a.library(shelf)
	}
	return a.models(ctx, args, format.Reading.ReadClaims)
}

// verify decides the claims of all models together, and writes their certificates to
// a folder if there is one.
func (a *app) verify(ctx context.Context, ms []games.Model, claims ask.Claims, folder string) error {
	bar := a.startProgress("verifying")
	v, err := ask.VerifyAll(ctx, ms, ask.Options{
		Workers: a.jobs, Grace: grace, Claims: claims,
		Progress: func(done, total int, _ note.Note) { bar.Update(done, total) },
	})
	bar.Done()
	switch {
	case errors.Is(err, ask.ErrNoSolver):
		return usage("--cross-check: %s is not installed\n\non Debian: apt-get install %s", claims.Solver, claims.Solver)
	case err != nil && len(ms) == 1 && errors.Is(err, ask.ErrClaims):
		return a.refused(ctx, ms[0], err)
	case err != nil:
		return failedWithin(ctx, err)
	}
	if folder != "" {
		if err := a.writeCertificates(folder, v); err != nil {
			return err
		}
	}
	doc, err := a.compose(report.VerdictsTitle, []answer.Answer{v}, report.Show{})
	if err != nil {
		return err
	}
	if err := a.write(doc); err != nil {
		return err
	}
	switch wrong, undecided, disputed := v.Count(); {
	case disputed > 0:
		return &exit{exitSelfCheck, fmt.Errorf("%s\n\nplease report this with the game", a.words.Dispute(claims.Solver, disputed))}
	case len(v.Mistaken) > 0:
		return usage("%s", a.words.Mistaken(v.Mistaken))
	case wrong > 0:
		return &exit{code: exitClaim}
	case undecided > 0:
		return &exit{code: exitIncomplete}
	}
	return nil
}
