//go:build !js

package ask

import (
	"context"
	"errors"
	"fmt"
	"io"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/certificate"
	"brink/solver/graph"
	"brink/solver/nash"
	"brink/solver/note"
)

// written adds the certificate of a verdict to an answer, or why there is none.
func written(ctx context.Context, j judgement, o answer.Verdict, opt Claims) judgement {
	j.out = o
	if graph.Transcendental(o.Model.Head(), j.claim.Terms(o.Model)) {
		j.out.Uncertified = note.New(note.OfEnclosures)
		return j
	}
	in := certificate.Input{Model: o.Model, Claim: o.Claim, Problem: j.claim.Problem(o.Model), Verdict: j.verdict.Verdict}
	if o.Status == answer.Conditional {
		in.HoldsWhen = o.Model.Head().Printer().Formula(o.HoldsWhen)
	}
	c, err := certificate.Make(ctx, in, certificate.Options{Budget: certificateBudget})
	switch {
	case errors.Is(err, certificate.ErrNone):
		j.out.Uncertified = note.New(note.BeyondBudget)
		return j
	case err != nil:
		j.fail(fmt.Errorf("%w: %v", ErrSelfCheck, err))
		return j
	}
	data, err := c.Encode()
	if err != nil {
		j.fail(err)
		return j
	}
	j.out.Certificate = &answer.Certificate{Name: c.Name(), From: c.From, Data: data, ProofName: c.ProofName()}
	proof, err := certificate.Coq(ctx, in, c, certificate.Options{Budget: certificateBudget})
	if err != nil {
		j.out.Certificate.Unproved = note.New(note.Text, err)
	}
	j.out.Certificate.Proof = proof
	return j
}

// certifySolution adds the certificate of equilibria to an answer, or why there is none.
func certifySolution(ctx context.Context, s *games.Strategic, res *nash.Result, a *answer.Solution) error {
	c, err := certificate.MakeEquilibria(ctx, s, res)
	switch {
	case errors.Is(err, certificate.ErrNotAll):
		a.Uncertified = note.New(note.NotAll)
		return nil
	case errors.Is(err, certificate.ErrLarge):
		a.Uncertified = note.New(note.ManyLabels, certificate.MaxLabels)
		return nil
	case err != nil && ctx.Err() != nil:
		a.Uncertified = note.Cause(ctx)
		return nil
	case err != nil:
		return err
	}
	c.About, c.At = a.About().ID, map[string]string{}
	for i, name := range a.About().FreeNames() {
		c.At[name] = a.Point[i].RatString()
	}
	a.Certificate, err = c.Encode()
	return err
}

// certificateBudget bounds each proof of a certificate, in the prover's units.
const certificateBudget = 4_000_000

// defineSMT2 and defineQEPCAD write a claim with the definitions of what it speaks of;
// false where there is no such form.
func defineSMT2(w io.Writer, m games.Model, c games.Claim) (bool, error) {
	return certificate.WriteSMT2(w, m, c)
}

func defineQEPCAD(w io.Writer, m games.Model, c games.Claim, title string) (bool, error) {
	return certificate.WriteQEPCAD(w, m, c, title)
}
