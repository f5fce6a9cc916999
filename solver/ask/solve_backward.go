package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/nash"
	"brink/solver/note"
)

// maxReduced bounds the probabilities of the equilibria in the reduced form.
const maxReduced = 1 << 22

// backwardInduction lists the subgame-perfect equilibria of an extensive game, and
// checks that they are Nash equilibria of the reduced strategic form.
func backwardInduction(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Plans, error) {
	if g.Extensive == nil {
		return nil, fmt.Errorf("%w %s is for extensive games\n\nit reads Gambit .efg files; a strategic form does not say who moves first", ErrMethod, BackwardInduction)
	}
	var progress func(nash.Progress)
	if opt.Progress != nil {
		progress = func(p nash.Progress) {
			opt.Progress(0, 0, note.New(note.NodesVisited, int(p.Bases), len(g.Extensive.Nodes)))
		}
	}
	res, err := nash.BackwardInduction(ctx, g.Extensive, nash.Options{Limit: opt.Search.Limit, OneOnly: opt.Search.One, Progress: progress})
	if errors.Is(err, nash.ErrImperfectInformation) {
		return nil, fmt.Errorf("%w\n\nwithout this method, brink solve lists the Nash equilibria of the reduced strategic form", err)
	}
	if err != nil {
		return nil, err
	}
	a := &answer.Plans{
		Base:  answer.Base{Model: g, Complete: res.Complete, Reasons: res.Reasons},
		Point: at, Method: BackwardInduction, Tree: g.Extensive, Ties: res.Ties, Count: res.Count, Values: res.Payoffs,
	}
	for p, name := range g.Extensive.Players {
		pl := games.Player{Name: name, Actions: []string{}}
		if g.Payoffs != nil {
			pl.Actions = g.Players[p].Actions
		}
		a.Players = append(a.Players, pl)
	}
	for i, n := range g.Extensive.Nodes {
		if n.Infoset >= 0 && g.Extensive.Infosets[n.Infoset].Player != games.Chance && len(n.Children) > 1 {
			a.Nodes = append(a.Nodes, i)
		}
	}
	for _, e := range res.Equilibria {
		a.Equilibria = append(a.Equilibria, answer.Plan{Actions: e.Actions, Payoffs: e.Payoffs})
	}
	if a.Nash, err = reduced(g, at, res); err != nil {
		return nil, err
	}
	return a, nil
}

// reduced is the equilibria in the reduced strategic form, where they must be Nash
// equilibria; nil where that is too large.
func reduced(g *games.Game, at Point, res *nash.SubgamePerfect) ([]answer.Equilibrium, error) {
	size := 0
	for _, pl := range g.Players {
		size += len(pl.Actions)
	}
	if g.Payoffs == nil || size*len(res.Equilibria) > maxReduced {
		return nil, nil
	}
	s, err := g.At(at)
	if err != nil {
		return nil, err
	}
	out := []answer.Equilibrium{}
	for _, plan := range res.Equilibria {
		profile := make([]int, len(g.Players))
		for p, plans := range g.Plans {
			profile[p] = slices.IndexFunc(plans, func(reduced games.Plan) bool { return agrees(reduced, plan.Actions) })
		}
		if slices.Contains(profile, -1) {
			return nil, fmt.Errorf("%w: a subgame-perfect equilibrium has no reduced strategy", ErrSelfCheck)
		}
		e, ok := nash.PureEquilibrium(s, profile)
		if !ok {
			return nil, fmt.Errorf("%w: a subgame-perfect equilibrium is not a Nash equilibrium", ErrSelfCheck)
		}
		out = append(out, EquilibriumOf(e))
	}
	return out, nil
}

// agrees reports whether a reduced strategy takes the given actions.
func agrees(reduced games.Plan, actions []int) bool {
	for h, a := range reduced {
		if a >= 0 && a != actions[h] {
			return false
		}
	}
	return true
}
