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
	"brink/solver/dynamics"
	"brink/solver/nash"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/sequential"
	"brink/solver/stability"
)

// conceptEngines answer one question for the kinds that have solution concepts of their
// own.
func conceptEngines(run runner) []engine {
	var out []engine
	for _, c := range stability.Concepts() {
		if !slices.ContainsFunc(out, func(e engine) bool { return e.kind == c.Kind }) {
			out = append(out, engine{c.Kind, run})
		}
	}
	return out
}

// Concepts lists the names of the solution concepts of a model's kind, of all kinds
// where m is nil.
func Concepts(m games.Model) []string {
	var names []string
	for _, c := range stability.Concepts() {
		if (m == nil || c.Kind == m.Kind()) && !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}

// conceptConditions is the table of the concept that was asked for, or of the
// default one.
func conceptConditions(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	if at != nil && m.Kind() != games.StochasticForm {
		return nil, fmt.Errorf("the conditions of %s games are not read at numbers\n\nbrink solve lists the equilibria there, of trees with --concept", m.Kind())
	}
	if opt.Check {
		return nil, fmt.Errorf("the rows of %s games are not certified: --check is for games in strategic form", m.Kind())
	}
	c, ok := stability.DefaultConcept(m)
	if opt.Concept != "" {
		all := stability.ConceptsOf(m.Kind())
		i := slices.IndexFunc(all, func(c stability.Concept) bool { return c.Name == opt.Concept })
		if i < 0 {
			return nil, &ConceptError{opt.Concept, m.Kind(), Concepts(m)}
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
	onGraphOf(ctx, m, t)
	out := &answer.Equilibria{Base: answer.Base{Model: m, Complete: t.Complete, Reasons: t.Reasons}, Table: t, Players: Players(m), Granted: granted(ctx, m)}
	if m.Kind() == games.DynamicsForm {
		out.Bifurcations = dynamics.Bifurcations(ctx, t)
	}
	out.Contradictory = len(t.Rows) == 0 && contradictory(ctx, m)
	if tree, ok := m.(*games.Tree); ok && t.Concept == "spe" && len(tree.Sets) > mergedSets {
		if ends, err := sequential.Outcomes(ctx, tree); err == nil && ends.Complete && (len(ends.Rows) < len(t.Rows) || !t.Complete) {
			stability.Finish(ctx, m, ends)
			out.Outcomes = ends
		}
	}
	if g, ok := m.(*games.Stochastic); ok {
		patience(ctx, g, out, at)
	}
	if ctx.Err() != nil && t.Complete {
		out.Incomplete(note.Cause(ctx))
	}
	return out, nil
}

// conceptAt lists the equilibria of a concept at a point: those of the tree in numbers,
// and of other kinds the rows of the table that exist there.
func conceptAt(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	if err := opt.Search.Check(); err != nil {
		return nil, err
	}
	if how := opt.Search.Method; how != "" && how != string(nash.MethodAuto) || opt.Search.AllLabels {
		return nil, fmt.Errorf("%w: %s games are solved by their solution concepts, without one", ErrMethod, m.Kind())
	}
	if at == nil {
		var err error
		if at, err = m.Head().Point(nil); err != nil {
			return nil, err
		}
	}
	asked, there := m, at
	if t, ok := m.(*games.Tree); ok {
		e, err := t.At(at)
		if err != nil {
			return nil, err
		}
		numbers := e.Tree()
		numbers.ID = t.ID
		asked, there = numbers, Point{}
	} else if broken := brokenHypothesis(m, at); broken != "" {
		return nil, fmt.Errorf("the equilibria of %s games are read off their conditions, which take for granted what these values violate: %s", m.Kind(), broken)
	}
	got, err := conceptConditions(ctx, asked, nil, opt)
	if err != nil {
		return nil, err
	}
	a := got.(*answer.Equilibria)
	a.Model, a.Point, a.Table = m, at, a.Table.At(ctx, there)
	limit := opt.Search.Limit
	if opt.Search.One {
		limit = 1
	}
	if limit > 0 && len(a.Table.Rows) > limit {
		a.Table.Rows = a.Table.Rows[:limit]
		a.Incomplete(note.New(note.Text, fmt.Sprintf("limit of %d equilibria reached", limit)))
	}
	return a, nil
}

// TreeOf is the tree of a game in extensive form, in numbers where a point is given.
func TreeOf(m games.Model, at Point) (*games.Tree, error) {
	var t *games.Tree
	switch x := m.(type) {
	case *games.Tree:
		t = x
	case *games.Game:
		if x.Extensive != nil {
			t = x.Tree()
		}
	}
	if t == nil {
		return nil, fmt.Errorf("%w: %s is one of the kind %s and has no tree", ErrKind, m.Head().ID, m.Kind())
	}
	if at == nil {
		return t, nil
	}
	e, err := t.At(at)
	if err != nil {
		return nil, err
	}
	return e.Tree(), nil
}

// brokenHypothesis is what conditions take for granted and a point violates; "" for
// nothing.
func brokenHypothesis(m games.Model, at Point) string {
	h := m.Head()
	for _, p := range h.Free() {
		if !p.Within.Eval(at) {
			return p.Name + " in " + p.Range
		}
	}
	for _, a := range h.Assume {
		if !a.Defined.Eval(at) || !a.Formula.Eval(at) {
			return a.Text
		}
	}
	if f := m.Meaning(); !f.Eval(at) {
		return h.Printer().Formula(f)
	}
	return ""
}

// mergedSets is the number of information sets up to which rows with the same outcome
// are not merged.
const mergedSets = 6

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

// inNumbers is a game at a point, or at the defaults.
func inNumbers(g *games.Game, at Point) (Point, *games.Strategic, error) {
	if at == nil {
		var err error
		if at, err = g.Point(nil); err != nil {
			return nil, nil, err
		}
	}
	s, err := g.At(at)
	return at, s, err
}
