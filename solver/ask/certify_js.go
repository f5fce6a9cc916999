package ask

import (
	"context"
	"errors"
	"io"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/nash"
	"brink/solver/stability"
)

// errNoCertificates is the answer of the page, whose engine is without them.
var errNoCertificates = errors.New("the page writes no certificates: ask the command line")

func written(_ context.Context, j judgement, o answer.Verdict, _ Claims) judgement {
	j.out = o
	j.fail(errNoCertificates)
	return j
}

func certifyRows(context.Context, *games.Game, *stability.Table, map[*stability.Row]*answer.Row, map[*stability.Row]bool) error {
	return errNoCertificates
}

func defineSMT2(io.Writer, games.Model, games.Claim) (bool, error) { return false, nil }

func defineQEPCAD(io.Writer, games.Model, games.Claim, string) (bool, error) { return false, nil }

func certifySolution(context.Context, *games.Strategic, *nash.Result, *answer.Solution) error {
	return errNoCertificates
}
