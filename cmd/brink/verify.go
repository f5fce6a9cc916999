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
		Use:   "verify [GAME...]",
		Short: "decide the claims in the files, for all parameter values",
		Long: `verify decides each claim for every parameter value that the assumptions allow:
proved (always true), refuted (always false, with a counterexample), conditional
(true at some and false at some: the condition and a counterexample), vacuous
(no parameter value satisfies the hypotheses) or undecided (out of budget, or
beyond what brink has a formula for).

--check derives evidence for every verdict (sums of products that cannot be
negative, signs on boxes cut in halves, coverings of the parameter space by
cells), for the condition as it is printed and read again, and for what the compiled
claim rests on, such as dominated actions that were left out; a separate program part
with an algebra of its own accepts it, within a budget and --timeout. It shares with
the prover the reading of the file and the formula that the claim was compiled to, and
the types of both; brink conditions --check does the same for the rows of the table,
from the definitions. --certify DIR writes certificates that programs of others
can check (brink help certify). --cross-check asks another solver. --timeout is for each
claim; without it a claim gets an amount of work of about six seconds, the same on every
machine. Of an undecided claim a point is shown at which it fails, where one is met.

Known results in the files (known:) are compared with what the solvers find:
equilibria at numbers, their count and components, values of zero-sum games and
critical discount factors; of trees, types, states, choices and dynamics the rows of
the table of conditions at numbers. A difference is shown.

brink help claims lists what a claim can say.

A claim whose text is wrong is reported at its place, and the others are decided.

The exit code is 0 when every claim has the verdict it expects (proved, where
the file gives none) and every known result is found, 1 when one is not, 2 when
the text of one is wrong, 4 when one is undecided.`,
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
			ms, err := a.claimed(args, all, shelf)
			if err != nil {
				return err
			}
			return a.verify(ctx, ms, ask.Claims{IDs: claims, Limit: limit, Check: check, Certify: folder != "", Solver: second}, folder)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&claims, "claim", nil, "only the claim with this `ID` (repeatable)")
	f.StringVar(&shelf, "shelf", "", "the claims of all built-in models of this `SHELF`")
	f.BoolVar(&all, "all", false, "the claims of all built-in models")
	f.BoolVar(&check, "check", false, "derive evidence for every verdict and have it checked independently")
	f.StringVar(&folder, "certify", "", "write certificates that others can check to the folder `DIR`")
	f.StringVar(&second, "cross-check", "", "ask z3 or cvc5 too, and report whether it agrees")
	return cmd
}

// claimed are the models whose claims are asked for.
func (a *app) claimed(args []string, all bool, shelf string) ([]games.Model, error) {
	switch {
	case (all || shelf != "") && len(args) > 0:
		return nil, usage("name games or use --all or --shelf, not both")
	case all || shelf != "":
		return a.library(shelf)
	}
	return a.models(args, format.ReadClaims)
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
		return a.refused(ms[0], err)
	case err != nil:
		return failed(err)
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
