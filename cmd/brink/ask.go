package main

import (
	"context"
	"errors"
	"fmt"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
)

// asked is a question about one model: at which point, nil for none, and how.
type asked func(m games.Model) (ask.Point, ask.Options, error)

// ask puts a question about every model and writes the answers.
func (a *app) ask(ctx context.Context, ms []games.Model, q ask.Question, how asked, title note.Code, show report.Show) error {
	if err := a.drawing.check(ms, q); err != nil {
		return err
	}
	var all []answer.Answer
	var point ask.Point // of the last model
	incomplete := false
	for _, m := range ms {
		at, opt, err := how(m)
		if err != nil {
			return err
		}
		point = at
		ans, err := a.answer(ctx, q, m, at, opt)
		if err != nil {
			return err
		}
		incomplete = incomplete || !ans.Finished()
		all = append(all, ans)
	}
	doc, err := a.compose(title, all, show)
	if err != nil {
		return err
	}
	if err := a.draw(ctx, doc, a.drawing, q, ms[0], point, all[0]); err != nil {
		return err
	}
	if s, ok := all[0].(*answer.Solution); ok && s.Certificate != nil {
		if err := writeFile(a.certify, s.Certificate); err != nil {
			return err
		}
	}
	return a.finish(doc, incomplete)
}

// compose makes the document of answers. What they hold is found: from here on it is
// waited for.
func (a *app) compose(title note.Code, all []answer.Answer, show report.Show) (*report.Document, error) {
	a.stage.write()
	return report.Compose(a.words, report.Format(a.format), title, all, show)
}

// answer asks about one model, showing progress.
func (a *app) answer(ctx context.Context, q ask.Question, m games.Model, at ask.Point, opt ask.Options) (answer.Answer, error) {
	bar := a.startProgress(m.Head().ID + ": " + q.Name)
	defer bar.Done()
	opt.Workers, opt.Grace = a.jobs, grace
	opt.Progress = func(done, total int, n note.Note) {
		if total > 0 {
			bar.Update(done, total)
		} else {
			bar.Note(a.words.Note(n))
		}
	}
	ans, err := q.Run(ctx, m, at, opt)
	if err != nil {
		return nil, a.refused(ctx, m, err)
	}
	return ans, nil
}

// refused gives the error of a question its exit code.
func (a *app) refused(ctx context.Context, m games.Model, err error) error {
	return failedWithin(ctx, fmt.Errorf("%s: %w", m.Head().ID, err))
}

// failedWithin is refused for errors that name the model themselves.
func failedWithin(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx))) {
		return &exit{exitIncomplete, fmt.Errorf("%w\n\nnothing is printed", ended(context.Cause(ctx)))}
	}
	return failed(err)
}

// failed is failedWithin for work without a context.
func failed(err error) error {
	if errors.Is(err, ask.ErrSelfCheck) {
		return &exit{exitSelfCheck, fmt.Errorf("%w\n\nthis is a defect of brink: please report it with the game", err)}
	}
	return &exit{exitUsage, err}
}
