package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

// conceptEngines answer for the kinds that have solution concepts of their own.
func conceptEngines() []engine {
	var out []engine
	for _, c := range stability.Concepts() {
		if !slices.ContainsFunc(out, func(e engine) bool { return e.kind == c.Kind }) {
			out = append(out, engine{c.Kind, conceptConditions})
		}
	}
	return out
}

// conceptConditions is the table of the concept that was asked for, or of the
// default one.
func conceptConditions(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	if at != nil {
		return nil, fmt.Errorf("the conditions of %s games are not read at numbers", m.Kind())
	}
	if opt.Check {
		return nil, fmt.Errorf("the rows of %s games are not certified: --check is for games in strategic form", m.Kind())
	}
	c, ok := stability.DefaultConcept(m)
	if opt.Concept != "" {
		all := stability.ConceptsOf(m.Kind())
		i := slices.IndexFunc(all, func(c stability.Concept) bool { return c.Name == opt.Concept })
		if i < 0 {
			var names []string
			for _, c := range all {
				names = append(names, c.Name)
			}
			return nil, &ConceptError{opt.Concept, m.Kind(), names}
		}
		c, ok = all[i], true
	}
	if !ok {
		return nil, &KindError{Question: "conditions", Kind: m.Kind()}
	}
	t, err := c.Conditions(ctx, m)
	switch {
	case errors.Is(err, concept.ErrTooLarge):
		t = &concept.Table{Model: m, Concept: c.Name, Reasons: []note.Note{note.New(note.Text, err)}}
	case err != nil:
		return nil, err
	}
	stability.Finish(ctx, m, t)
	out := &answer.Equilibria{Base: answer.Base{Model: m, Complete: t.Complete, Reasons: t.Reasons}, Table: t, Players: Players(m), Granted: granted(ctx, m)}
	out.Contradictory = len(t.Rows) == 0 && contradictory(ctx, m)
	if ctx.Err() != nil && t.Complete {
		out.Incomplete(note.Cause(ctx))
	}
	return out, nil
}

// Players lists the names of the players of a model.
func Players(m games.Model) []string {
	switch m := m.(type) {
	case *games.Game:
		names := make([]string, len(m.Players))
		for i, p := range m.Players {
			names[i] = p.Name
		}
		return names
	case *games.Tree:
		return m.Players
	case *games.Stochastic:
		return m.Players
	case *games.Continuous:
		return m.Players
	case *games.Anonymous:
		return []string{m.Prefix}
	case *games.Bayesian:
		names := make([]string, len(m.Players))
		for i, p := range m.Players {
			names[i] = p.Name
		}
		return names
	}
	return nil
}

// ConceptError says that a kind of game does not have a solution concept.
type ConceptError struct {
	Concept string
	Kind    games.Kind
	Known   []string
}

func (e *ConceptError) Error() string {
	return fmt.Sprintf("%q is not a concept of %s games; known are %v", e.Concept, e.Kind, e.Known)
}

// granted is the condition that the form of a model has a meaning, as far as the
// assumptions do not imply it.
func granted(ctx context.Context, m games.Model) expr.Formula {
	h := m.Head()
	return prove.Assume(h.Hypotheses(), prove.Options{Prefer: h.Defaults(), Names: h.Names(), Budget: grantedBudget}).Simplify(ctx, m.Meaning())
}

// grantedBudget bounds the work on what is taken for granted, in the prover's units.
const grantedBudget = 200_000
