// Package study asks the same questions at many points: of one game along axes of its
// parameters, or of random games. What a study is stands in package games, its file in
// games/format; here it is run, on this machine or in shards that know of each other
// by the files of a shared folder alone.
//
// The answer at point k depends on the study and k only: not on the order, the number
// of workers or the shard. So shards can be computed anywhere, twice or again, and
// merged bytes are the same as those of one process.
package study

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
)

// Source is the text of a file.
type Source struct {
	Name string
	Data []byte
}

// Study is a definition with its game, ready to be asked. It is safe for concurrent
// use.
type Study struct {
	Def    *games.Study
	Model  games.Model
	Points int64
	// Fields are the columns of the table of answers.
	Fields []Field

	spec    Source
	game    *games.Game // the model in strategic form; nil for other kinds
	base    map[string]*big.Rat
	assumed bool // the model takes something for granted
	columns []column
}

// column is a compiled question.
type column struct {
	field Field
	ask   func(ctx context.Context, h *here) (cell, error)
}

// New readies a study. The model is what def.Game names; nil where the games are
// random. What does not fit the model is reported at its place in spec.
func New(ctx context.Context, def *games.Study, spec Source, model games.Model) (*Study, error) {
	s := &Study{Def: def, Model: model, spec: spec}
	if def.Random != nil {
		s.Model = randomModel(def)
	}
	s.game, _ = s.Model.(*games.Game)
	s.Points, _ = def.Points()
	s.assumed = !games.Hypotheses(s.Model).IsTrue()
	if err := s.axes(); err != nil {
		return nil, err
	}
	s.Fields = append(s.Fields, Field{"point", Whole})
	for _, a := range def.Axes {
		s.Fields = append(s.Fields, Field{a.Name, Exact})
	}
	if s.assumed {
		s.Fields = append(s.Fields, Field{"assumed", Truth})
	}
	var faults format.Diagnostics
	for _, c := range def.Columns {
		ask, kind, err := s.compile(ctx, c)
		var d *fault
		switch {
		case errors.As(err, &d):
			faults = append(faults, s.diagnostic(c.At, d))
		case err != nil:
			return nil, err
		default:
			s.columns = append(s.columns, column{Field{c.Name, kind}, ask})
			s.Fields = append(s.Fields, Field{c.Name, kind})
		}
	}
	if faults != nil {
		return nil, faults
	}
	s.Fields = append(s.Fields, Field{"complete", Truth})
	return s, nil
}

// axes looks the parameters of the axes up in the model.
func (s *Study) axes() error {
	h := s.Model.Head()
	names := h.FreeNames()
	if s.Def.Random != nil {
		names = nil // those that stand for payoffs are nobody's names
	}
	s.base = make(map[string]*big.Rat)
	var faults format.Diagnostics
	for _, a := range s.Def.Axes {
		if !slices.Contains(names, a.Name) {
			f := &fault{summary: fmt.Sprintf("%q is not a parameter of %s", a.Name, h.ID), hint: expr.DidYouMean(a.Name, names), width: utf8.RuneCountInString(a.Name)}
			faults = append(faults, s.diagnostic(a.At, f))
			continue
		}
		s.base[a.Name] = new(big.Rat)
	}
	if faults != nil {
		return faults
	}
	return nil
}

// fault is what is wrong with a question, at its text or behind its start.
type fault struct {
	summary, hint string
	offset, width int // in characters
}

func (f *fault) Error() string { return f.summary }

func faultf(hint, format string, args ...any) error {
	return &fault{summary: fmt.Sprintf(format, args...), hint: hint}
}

// diagnostic is a fault at its place in the file of the study.
func (s *Study) diagnostic(at games.Place, f *fault) format.Diagnostic {
	d := format.Diagnostic{Severity: format.Error, File: s.spec.Name, Line: at.Line, Column: at.Column, Summary: f.summary, Hint: f.hint}
	if lines := strings.Split(string(s.spec.Data), "\n"); at.Line >= 1 && at.Line <= len(lines) {
		d.Snippet = strings.TrimRight(lines[at.Line-1], "\r")
	}
	if in := []rune(d.Snippet); f.offset > 0 && at.Column >= 1 && at.Column <= len(in) && strings.ContainsRune(`"'`, in[at.Column-1]) {
		d.Column++ // a quotation mark precedes the text
	}
	d.Column += f.offset
	d.EndColumn = d.Column + max(f.width, 1)
	return d
}

// point is the values of the parameters where the axes have the given ones.
func (s *Study) point(values []*big.Rat) ([]*big.Rat, error) {
	set := make(map[string]*big.Rat, len(values))
	for i, a := range s.Def.Axes {
		set[a.Name] = values[i]
	}
	return s.Model.Head().Point(set)
}
