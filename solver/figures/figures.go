// Package figures makes the data of pictures: what a kind of figure shows of an answer,
// computed exactly wherever the answer is. A kind is one file and one line in Kinds; the
// formats, the words and the paint are elsewhere.
//
//	k, err := figures.Find(model, ask.Solve, "")
//	f, err := k.Make(ctx, figures.Request{Model: model, At: point, Answer: solution})
package figures

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
	"brink/solver/plane"
)

// Request is what a figure is made of.
type Request struct {
	Model games.Model
	At    ask.Point // values of the parameters
	// Answer is what was found at the point.
	Answer answer.Answer
	// Over is the parameter that varies, Range what is shown of it, where a kind has one.
	Over  string
	Range ask.Range
	// Workers is the number of goroutines; 0 means GOMAXPROCS.
	Workers int
}

// Kind is a kind of figure.
type Kind struct {
	Name string // as --figure spells it
	// Of are the questions whose answers it draws.
	Of []ask.Question
	// AppliesTo says whether a model has such a figure.
	AppliesTo func(games.Model) bool
	Make      func(context.Context, Request) (*answer.Figure, error)
	// Suits says whether reports about a model show it also where another kind comes
	// first; nil for never.
	Suits func(games.Model) bool
}

// Kinds lists the kinds. The first that applies to a model is drawn where none is named,
// and in reports.
func Kinds() []Kind {
	return []Kind{
		{"best-replies", []ask.Question{ask.Solve}, hasReplies, bestReplies, nil},
		{"replicator", []ask.Question{ask.Solve, ask.Trajectory}, hasReplicator, replicator, evolves},
		{"belief-line", []ask.Question{ask.Solve, ask.Conditions}, hasBeliefLine, beliefLine, nil},
		{"cut-offs", []ask.Question{ask.Solve}, hasCutoffs, cutoffs, nil},
		{"states", []ask.Question{ask.Solve, ask.Conditions}, hasStates, states, nil},
		{"reactions", []ask.Question{ask.Solve}, hasReactions, reactions, nil},
		{"phase-portrait", []ask.Question{ask.Solve, ask.Trajectory}, hasPortrait, portrait, nil},
	}
}

var (
	// ErrKind is wrapped when a model has no figure as it was asked for.
	ErrKind = errors.New("no such figure")
	// ErrFigure is wrapped when a figure cannot be drawn.
	ErrFigure = errors.New("the figure cannot be drawn")
)

// For lists the kinds that draw the answer to a question about a model.
func For(m games.Model, q ask.Question) []Kind {
	var out []Kind
	for _, k := range Kinds() {
		if slices.ContainsFunc(k.Of, func(o ask.Question) bool { return o.Name == q.Name }) && k.AppliesTo(m) {
			out = append(out, k)
		}
	}
	return out
}

// Names lists the names of kinds.
func Names(ks []Kind) []string {
	out := make([]string, len(ks))
	for i, k := range ks {
		out[i] = k.Name
	}
	return out
}

// figureOf is a figure of a kind, not yet filled.
func (r Request) figureOf(kind string) *answer.Figure {
	return &answer.Figure{Base: answer.Base{Model: r.Model, Complete: true}, Kind: kind, Point: r.At}
}

// add adds a key and returns its number.
func add(f *answer.Figure, k answer.Key) int {
	f.Keys = append(f.Keys, k)
	return len(f.Keys) - 1
}

// says is a note as a saying.
func says(c note.Code, args ...any) answer.Saying {
	return answer.Saying{Note: note.New(c, args...)}
}

// at puts the values of the parameters into a formula.
func at(f expr.Formula, point []*big.Rat) expr.Formula {
	for v, r := range point {
		if r != nil {
			f = f.At(v, r)
		}
	}
	return f
}

// fixed puts the values of the parameters into a function.
func fixed(r algebra.Ratio, point []*big.Rat) (algebra.Ratio, error) {
	for v, x := range point {
		if x == nil {
			continue
		}
		var err error
		if r, err = r.Substitute(v, algebra.FromRat(x)); err != nil {
			return r, fmt.Errorf("%w: %w", ErrFigure, err)
		}
	}
	return r, nil
}

// fixedValue puts the values of the parameters into a function in cases; those that
// never apply are gone.
func fixedValue(v expr.Value, point []*big.Rat) (expr.Value, error) {
	var out expr.Value
	for _, c := range v.Cases {
		when := at(c.When, point)
		if when.IsFalse() {
			continue
		}
		is, err := fixed(c.Is, point)
		if err != nil {
			return out, err
		}
		out.Cases = append(out.Cases, expr.Case{When: when, Is: is})
	}
	return out, nil
}

// refused says in the words of figures that a division is too much work.
func refused(err error) error {
	if errors.Is(err, plane.ErrEffort) {
		return fmt.Errorf("%w: its curves are polynomials of too high degrees", ErrFigure)
	}
	return err
}

// plain refuses models with functions that no polynomial stands for.
func plain(h *games.Header) error {
	for _, i := range h.Terms() {
		return fmt.Errorf("%w: %s has no exact curves", ErrFigure, h.Params[i].Name)
	}
	return nil
}

// axisOf is an axis of probabilities.
func unitAxis(s answer.Saying) answer.Axis { return answer.Axis{Says: s, Lo: 0, Hi: 1} }

func list(names []string) string { return strings.Join(names, ", ") }

var one = big.NewRat(1, 1)
