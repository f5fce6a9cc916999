package ask

import (
	"context"
	"errors"
	"fmt"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/nash"
	"brink/solver/nash/sequence"
	"brink/solver/note"
)

// solveTree solves a tree at a point: by the sequence form where two players choose,
// by its reduced strategic form otherwise or where the method is one for that.
func solveTree(ctx context.Context, t *games.Tree, at Point, opt Options) (answer.Answer, error) {
	if err := opt.Search.Check(); err != nil {
		return nil, err
	}
	if at == nil {
		var err error
		if at, err = t.Point(nil); err != nil {
			return nil, err
		}
	}
	e, err := t.At(at)
	if err != nil {
		return nil, err
	}
	bare := &games.Game{Header: t.Header, Extensive: e}
	if opt.Search.Strategies == BehaviourStrategies {
		return inBehaviour(ctx, bare, at, opt)
	}
	switch method := opt.Search.Method; {
	case onTree(method) || method == string(nash.MethodZeroSum):
		return behaviour(ctx, bare, at, opt)
	case opt.Search.Strategies == MixedStrategies || opt.Search.Certify:
	case method == "" || method == string(nash.MethodAuto):
		a, err := behaviour(ctx, bare, at, opt)
		if !errors.Is(err, ErrMethod) {
			return a, err
		}
	}
	g, err := e.Reduce()
	switch {
	case errors.Is(err, games.ErrTooLarge) && opt.Search.Method == BackwardInduction:
		return backwardInduction(ctx, bare, at, opt)
	case err != nil:
		return nil, treeFault(e, err)
	}
	g.Header = t.Header
	return solve(ctx, g, at, opt)
}

// onTree says whether a method is one of the sequence form.
func onTree(method string) bool { return method == SequenceForm || method == Lemke }

// NeedsTreeAlone says whether a method needs no strategic form of an extensive game,
// and MakesDoWithTree whether it can do without one that is too large.
func NeedsTreeAlone(method string) bool  { return onTree(method) }
func MakesDoWithTree(method string) bool { return treeWithout(method) }

// treeWithout says whether a method has a way to go where the reduced strategic form
// of an extensive game is too large.
func treeWithout(method string) bool {
	return method == "" || method == string(nash.MethodAuto) || method == string(nash.MethodZeroSum)
}

// behaviour solves an extensive game by its sequence form.
func behaviour(ctx context.Context, g *games.Game, at Point, opt Options) (answer.Answer, error) {
	e, how := g.Extensive, opt.Search
	method, find := SequenceForm, sequence.All
	switch {
	case how.Method == string(nash.MethodZeroSum):
		method, find = how.Method, sequence.ZeroSum
	case how.Method == Lemke || how.One || how.Limit == 1:
		method, find = Lemke, sequence.One
	}
	res, err := find(ctx, e)
	if err != nil {
		return nil, treeFault(e, err)
	}
	if most := how.Limit; most > 0 && len(res.Equilibria) > most {
		res.Equilibria, res.Components, res.Subsets = res.Equilibria[:most], nil, nil
		res.Incomplete(note.New(note.LimitEquilibria, most))
	}
	a := &answer.Behaviour{
		Base:  answer.Base{Model: g, Complete: res.Complete, Reasons: res.Reasons},
		Point: at, Method: method, Players: e.Players,
	}
	var sets []int
	a.Sets, sets = answer.SetsOf(e)
	for _, q := range res.Equilibria {
		if len(e.Nodes) <= verifiedNodes {
			if _, err := e.VerifyBehaviour(q.Behaviour); err != nil {
				return nil, fmt.Errorf("%w: %v", ErrSelfCheck, err)
			}
		}
		probs := make([][]answer.Real, len(sets))
		for k, h := range sets {
			if q.Behaviour[h] != nil {
				probs[k] = answer.Rationals(q.Behaviour[h])
			}
		}
		a.Equilibria = append(a.Equilibria, answer.BehaviourEquilibrium{Probs: probs, Payoffs: answer.Rationals(q.Payoffs), Component: q.Component})
	}
	for _, s := range res.Subsets {
		a.Subsets = append(a.Subsets, answer.Subset{Extreme: s.Extreme, Component: s.Component, Dimension: s.Dimension})
	}
	for _, c := range res.Components {
		a.Components = append(a.Components, answer.Component{ID: c.ID, Equilibria: c.Equilibria, Dimension: c.Dimension, SamePayoffs: c.SamePayoffs})
	}
	if res.ConstantSum && len(a.Equilibria) > 0 {
		a.Value = a.Equilibria[0].Payoffs[a.FirstChooser()].Rat
	}
	return a, nil
}

// verifiedNodes bounds the trees whose equilibria are also checked in fractions,
// node by node.
const verifiedNodes = 20_000

// treeFault says where a player forgets.
func treeFault(e *games.Extensive, err error) error {
	var fault *games.RecallError
	if errors.As(err, &fault) {
		return fmt.Errorf("information set %q: %w\n\nthe sequence form and the reduced strategic form are for perfect recall; --strategies behaviour looks for equilibria of the agents at the information sets", e.Infosets[fault.Infoset].Label, err)
	}
	return err
}
