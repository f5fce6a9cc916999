package stability

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/sequential"
)

// treeConcepts are the solution concepts of trees.
func treeConcepts() []Concept {
	on := func(f func(context.Context, *games.Tree) (*concept.Table, error)) func(context.Context, games.Model) (*concept.Table, error) {
		return func(ctx context.Context, m games.Model) (*concept.Table, error) { return f(ctx, m.(*games.Tree)) }
	}
	perfect := func(m games.Model) bool { return m.(*games.Tree).PerfectInformation() }
	return []Concept{
		{"spe", games.TreeForm, on(sequential.SubgamePerfect), perfect},
		{"pbe", games.TreeForm, on(sequential.PerfectBayesian), func(games.Model) bool { return true }},
		{"nash", games.TreeForm, on(sequential.Nash), func(games.Model) bool { return false }},
		{"spe-mixed", games.TreeForm, on(sequential.SubgamePerfectMixed), func(games.Model) bool { return false }},
		{"sequential", games.TreeForm, on(sequential.Sequential), func(games.Model) bool { return false }},
	}
}

// fewProfiles is the number of support profiles up to which those that play as demanded
// are examined on their own.
const fewProfiles = 64

// demandedTable is the rows of a concept of trees that play as demanded, where these
// leave few ways of playing open: it needs no table of all. ok is false elsewhere, and
// where that table is there already.
func (s *claimScope) demandedTable(name string, demands []concept.Demand) (_ *concept.Table, ok bool) {
	t, tree := s.c.model.(*games.Tree)
	with := map[string]func(context.Context, *games.Tree, sequential.Given) (*concept.Table, error){
		"pbe": sequential.PerfectBayesianWith, "sequential": sequential.SequentialWith,
	}[name]
	if !tree || with == nil || s.fatal != nil {
		return nil, false
	}
	s.c.ground.mu.Lock()
	_, there := s.c.ground.concepts.of[name]
	s.c.ground.mu.Unlock()
	given := make(sequential.Given)
	for _, d := range demands {
		h := t.Set(d.Place)
		a := slices.Index(t.Sets[h].Actions, d.Action)
		if b, twice := given[h]; twice && a != b {
			return &concept.Table{Model: t, Concept: name, Complete: true}, true
		}
		given[h] = a
	}
	if there || given.Left(t, fewProfiles+1) > fewProfiles {
		return nil, false
	}
	out, err := with(s.ctx, t, given)
	if err != nil || !out.Complete {
		return nil, false
	}
	return out, true
}

// prior is the parameter for which papers solve the conditions of trees: the first one
// that is a probability of chance; -1 for none.
func prior(t *games.Tree) algebra.Var {
	for _, n := range t.Nodes {
		for _, p := range n.Chance {
			if r, ok := p.Ratio(); ok && len(r.Vars()) == 1 {
				return r.Vars()[0]
			}
		}
	}
	return -1
}

// treePlace reads SET = ACTION.
func treePlace(s *claimScope, cc *expr.Compiler, n *expr.Node, place, action string) ([]concept.Demand, *expr.Error) {
	t := s.c.model.(*games.Tree)
	h := t.Set(place)
	if h < 0 {
		return nil, expr.Fail(n.Args[0], expr.DidYouMean(place, t.SetNames()), "%q is not an information set", place)
	}
	for _, a := range t.Sets[h].Actions {
		if a == action {
			return []concept.Demand{{Place: place, Player: concept.Anyone, Action: action}}, nil
		}
	}
	return nil, expr.Fail(n.Args[1], expr.DidYouMean(action, t.Sets[h].Actions), "%q is not an action at %s", action, place)
}

// everySubgamePerfect compiles every_spe(set = action, …): all subgame-perfect
// equilibria play so, those in mixed strategies included, which the table of spe does
// not list. There always is one.
func everySubgamePerfect(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	demands, err := s.demands(cc, n)
	if err != nil || s.fatal != nil {
		return expr.Result{}, err
	}
	t := s.c.model.(*games.Tree)
	demanded := make(map[int]int)
	for _, d := range demands {
		h := t.Set(d.Place)
		a := slices.Index(t.Sets[h].Actions, d.Action)
		if b, twice := demanded[h]; twice && a != b {
			return expr.Truth(expr.False()), nil
		}
		demanded[h] = a
	}
	f, ok, fail := sequential.SomePlaysOtherwise(s.ctx, t, demanded)
	switch {
	case fail != nil:
		s.fatal = undecidable(note.Text, fail)
		return expr.Result{}, nil
	case !ok:
		s.fatal = undecidable(note.ConceptOpen, "spe-mixed", []note.Note{})
		return expr.Result{}, nil
	}
	return expr.Truth(expr.Not(f)), nil
}

// applyOutcome compiles outcome(LEAF): the probability of the leaves of that name.
func applyOutcome(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, "outcome(leaf)"); err != nil {
		return expr.Result{}, err
	}
	return s.theNumber(cc, named("outcome", text(cc, n.Args[0])))
}

// applyExpected compiles payoff(PLAYER): what she expects at the start.
func applyExpected(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, "payoff(player)"); err != nil {
		return expr.Result{}, err
	}
	return s.theNumber(cc, named("payoff", text(cc, n.Args[0])))
}

// applyTreeProb compiles prob(SET, ACTION) and belief(SET, NODE).
func applyTreeProb(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 2, n.Text+"(set, name)"); err != nil {
		return expr.Result{}, err
	}
	place, name := text(cc, n.Args[0]), text(cc, n.Args[1])
	return s.theNumber(cc, namedNumber{n.Text + " " + place + " " + name, func(r *concept.Row) concept.Amount {
		list, absent := r.Play, concept.Exactly(expr.Value{Cases: []expr.Case{{When: expr.True()}}})
		if n.Text == "belief" {
			list, absent = r.Beliefs, concept.Amount{}
		}
		for _, c := range list {
			if c.Place != place {
				continue
			}
			for i, a := range c.Over {
				if a == name {
					return c.Probs[i]
				}
			}
		}
		return absent
	}})
}
