// Package ask holds the questions that brink answers. A question takes a model, a
// point of its parameter space where it needs numbers, and options; it chooses the
// engine, the budget and what is eliminated, and returns a typed answer (package
// answer) that says whether it is complete. Terminal, page and sweep are callers.
//
//	a, err := ask.Conditions.Run(ctx, model, nil, ask.Options{})
//
// A question is one file and one line in Questions; a kind of game that a question
// applies to is one line in the question.
package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/nash"
	"brink/solver/note"
)

// Point is a value for every parameter, in their order; nil where a question is
// asked for all of them.
type Point []*big.Rat

// Options steers all questions; the zero value is useful, and each question reads
// what concerns it.
type Options struct {
	// Workers is the number of goroutines; 0 means GOMAXPROCS. No answer depends
	// on it.
	Workers int
	// Concept is the solution concept that conditions are of; "" for the default of
	// the kind of game.
	Concept string
	// Progress is told how far the work is; nil for nobody.
	Progress Progress
	// Grace is how long a single step may go on after the end of the context before
	// it is given up; 0 means Grace.
	Grace time.Duration

	// Over names the parameters that Regions lets vary.
	Over []string
	// Chart says what Regions draws.
	Chart Chart
	// Claims says which claims Verify decides, and how.
	Claims Claims
	// Check has Conditions certify its rows.
	Check bool
	// Search says how Solve looks for equilibria.
	Search Search
	// Repetition says what Repeated is to find out.
	Repetition Repetition
	// Imitation says how the players of Population imitate each other.
	Imitation Imitation
	// Learning says how Play plays.
	Learning Learning
	// Course says where Trajectory starts and ends.
	Course Course
	// Objective is what Describe chooses correlated equilibria for, a formula in the
	// players' payoffs u1, u2, ..., also by the players' names; "" for their sum.
	Objective string
	// Response says which quantal responses Logit computes.
	Response Response

	// table is the table of conditions of the model, of its default concept, where that
	// has been derived; nil where it has not.
	table answer.Answer
	// bare asks for no more of conditions than where rows exist, and the column with.
	bare bool
	with answer.Column
}

// Progress hears of running work: how many steps of how many are done, and, where
// that cannot be said (total is 0), a note.
type Progress func(done, total int, n note.Note)

// steps is the progress of work that counts its steps.
func (p Progress) steps() func(done, total int) {
	if p == nil {
		return nil
	}
	return func(done, total int) { p(done, total, note.Note{}) }
}

// Question is something that can be asked of a model.
type Question struct {
	Name string
	by   []engine
}

// engine answers a question about one kind of model.
type engine struct {
	kind games.Kind // "" for every kind
	run  runner
}

type runner = func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error)

// strategic is the engine for games in strategic form.
func strategic[A answer.Answer](run func(context.Context, *games.Game, Point, Options) (A, error)) engine {
	return engine{games.StrategicForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
		a, err := run(ctx, m.(*games.Game), at, opt)
		if err != nil {
			return nil, err
		}
		return a, nil
	}}
}

// everyKind is the engine of a question that makes sense for all models.
func everyKind(run func(context.Context, games.Model, Point, Options) (answer.Answer, error)) []engine {
	return []engine{{run: run}}
}

// AppliesTo reports whether the question makes sense for a kind of model.
func (q Question) AppliesTo(k games.Kind) bool {
	for _, e := range q.by {
		if e.kind == k || e.kind == "" {
			return true
		}
	}
	return false
}

// Run answers the question. A context that ends is not an error: the answer then
// holds what was found and says that it is not complete. Errors are about the model
// or the options: a *KindError where the question does not apply.
func (q Question) Run(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	for _, e := range q.by {
		if e.kind == m.Kind() || e.kind == "" {
			return e.run(ctx, m, at, opt)
		}
	}
	err := &KindError{Question: q.Name, Kind: m.Kind()}
	for _, other := range Questions() {
		if other.AppliesTo(m.Kind()) {
			err.Instead = append(err.Instead, other.Name)
		}
	}
	return nil, err
}

// ErrKind is what every KindError wraps.
var ErrKind = errors.New("the question does not apply to this kind of game")

// ErrSelfCheck is wrapped when an engine found its own answer wrong.
var ErrSelfCheck = nash.ErrSelfCheck

// ErrOver is wrapped when the parameters of Options.Over are no such.
var ErrOver = errors.New("parameters to vary")

// KindError says that a question makes no sense for a kind of model, and which
// questions do.
type KindError struct {
	Question string
	Kind     games.Kind
	Instead  []string
}

func (e *KindError) Error() string {
	out := fmt.Sprintf("%s does not apply to %s games", e.Question, e.Kind)
	if len(e.Instead) > 0 {
		out += "\n\nuse " + strings.Join(e.Instead, ", ")
	}
	return out
}

func (e *KindError) Unwrap() error { return ErrKind }
