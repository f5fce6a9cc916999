package ask

import (
	"context"
	"errors"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/answer"
)

// inBehaviour solves an extensive game in behaviour strategies: by the sequence form
// where two players choose and no other method is asked for; otherwise by its reduced
// strategic form, of which every equilibrium has an equivalent one in behaviour
// strategies (Kuhn 1953); and by its agent form where a player forgets.
func inBehaviour(ctx context.Context, g *games.Game, at Point, opt Options) (answer.Answer, error) {
	var a answer.Answer
	var err error
	switch method := opt.Search.Method; {
	case onTree(method):
		return behaviour(ctx, g, at, opt)
	case treeWithout(method):
		if a, err = behaviour(ctx, g, at, opt); !errors.Is(err, ErrMethod) && !errors.Is(err, games.ErrImperfectRecall) {
			return a, err
		}
	}
	e := g.Extensive
	planned, err := e.Reduce()
	switch {
	case errors.Is(err, games.ErrImperfectRecall):
		return agentForm(ctx, g, at, opt)
	case err != nil:
		return nil, err
	}
	planned.Header = g.Header
	opt.Search.Strategies = ""
	if a, err = solve(ctx, planned, at, opt); err != nil {
		return nil, err
	}
	if s, ok := a.(*answer.Solution); ok {
		return fromPlans(planned, s), nil
	}
	return a, nil
}

// fromPlans turns mixtures of reduced strategies into behaviour strategies; those that
// become the same are listed once. Components and their dimensions are of the reduced
// strategic form and left behind.
func fromPlans(g *games.Game, s *answer.Solution) *answer.Behaviour {
	e := g.Extensive
	a := &answer.Behaviour{Base: s.Base, Point: s.Point, Method: s.Method, Players: e.Players, Of: answer.ReducedForm}
	sets, where := answer.SetsOf(e)
	a.Sets = sets
	seen := make(map[string]bool)
	for _, q := range s.Equilibria {
		strategies, payoffs := q.Reals()
		out := answer.BehaviourEquilibrium{Payoffs: payoffs}
		key := ""
		for k, h := range where {
			x := chosenAt(g.Plans[sets[k].Player], strategies[sets[k].Player], h, len(sets[k].Actions))
			out.Probs = append(out.Probs, x)
			for _, v := range x {
				key += v.String() + " "
			}
			key += ";"
		}
		if !seen[key] || q.Irrational != nil {
			seen[key] = true
			a.Equilibria = append(a.Equilibria, out)
		}
	}
	return a
}

// chosenAt is the behaviour at an information set: among the plans that lead there as
// far as the player's own choices go, how probable those are that choose each action.
// It is nil where none is played.
func chosenAt(plans []games.Plan, x []answer.Real, h, actions int) []answer.Real {
	parts := make([][]answer.Real, actions)
	var all []answer.Real
	for i, plan := range plans {
		if a := plan[h]; a >= 0 && !x[i].IsZero() {
			parts[a], all = append(parts[a], x[i]), append(all, x[i])
		}
	}
	if len(all) == 0 {
		return nil
	}
	out := make([]answer.Real, actions)
	for a, part := range parts {
		switch {
		case len(part) == 0:
			out[a] = answer.Real{Rat: new(big.Rat)}
		case len(part) == len(all):
			out[a] = answer.Real{Rat: big.NewRat(1, 1)}
		case len(part) == 1 && len(all) == len(plans) && wholeMass(plans, h):
			out[a] = part[0]
		default:
			out[a] = share(part, all)
		}
	}
	return out
}

// wholeMass reports whether every plan leads to an information set, so that the
// probabilities of all of them add up to 1.
func wholeMass(plans []games.Plan, h int) bool {
	return !slices.ContainsFunc(plans, func(p games.Plan) bool { return p[h] < 0 })
}

// shareWidth is the width to which irrational probabilities are enclosed before they
// are divided.
var shareWidth = new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 80))

// share is the sum of part over that of all, enclosed where a number is irrational.
// Probabilities of equilibria are positive, so that the enclosures are too.
func share(part, all []answer.Real) answer.Real {
	sum := func(xs []answer.Real) (lo, hi *big.Rat) {
		lo, hi = new(big.Rat), new(big.Rat)
		for _, x := range xs {
			l, h := x.Enclose(shareWidth)
			lo.Add(lo, l)
			hi.Add(hi, h)
		}
		return lo, hi
	}
	lo, hi := sum(part)
	from, to := sum(all)
	if from.Sign() <= 0 {
		return answer.Real{Lo: new(big.Rat), Hi: big.NewRat(1, 1)}
	}
	lo.Quo(lo, to)
	hi.Quo(hi, from)
	if lo.Cmp(hi) == 0 {
		return answer.Real{Rat: lo}
	}
	return answer.Real{Lo: lo, Hi: hi}
}

// agentForm solves a game in which a player forgets by its agent form, and says so:
// these are the behaviour strategies from which nobody gains at one information set.
func agentForm(ctx context.Context, g *games.Game, at Point, opt Options) (answer.Answer, error) {
	e := g.Extensive
	s, owner, err := e.AgentForm()
	if err != nil {
		return nil, treeFault(e, err)
	}
	res, err := opt.search(ctx, s)
	if err != nil {
		return nil, err
	}
	a := &answer.Behaviour{
		Base:  answer.Base{Model: g, Complete: res.Complete, Reasons: res.Reasons},
		Point: at, Method: string(res.Method), Players: e.Players, Of: answer.AgentForm,
	}
	a.Sets, _ = answer.SetsOf(e)
	for _, q := range res.Equilibria {
		found := EquilibriumOf(q)
		probs, earned := found.Reals()
		out := answer.BehaviourEquilibrium{Probs: probs[:len(a.Sets)], Payoffs: make([]answer.Real, len(e.Players)), Component: found.Component}
		for k, u := range earned {
			out.Payoffs[owner[k]] = u
		}
		a.Equilibria = append(a.Equilibria, out)
	}
	a.Subsets, a.Components = structure(res)
	return a, nil
}
