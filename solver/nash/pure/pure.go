// Package pure finds pure equilibria, of games with any number of players.
package pure

import (
	"context"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// Solver is Pure.
type Solver struct{}

// Name implements method.Solver.
func (Solver) Name() method.Name { return method.Pure }

// Applies implements Solver.
func (Solver) Applies(*games.Strategic) error { return nil }

// Run implements Solver.
func (Solver) Run(ctx context.Context, g *games.Strategic, opt method.Options) (*method.Result, error) {
	return All(ctx, g, opt)
}

// All lists the pure equilibria of a game with any number of players:
// O(profiles · total number of actions) comparisons.
func All(ctx context.Context, g *games.Strategic, opt method.Options) (*method.Result, error) {
	res := &method.Result{Method: method.Pure, Exact: true, Complete: true, Stats: method.Stats{Width: 64}}
	profile := make([]int, len(g.Players))
	stride := method.Strides(g)
	done := false
	for idx := range g.Profiles() {
		if idx&4095 == 0 && ctx.Err() != nil {
			res.Incomplete(method.Cancelled(ctx))
			break
		}
		res.Stats.Bases++
		g.Decode(idx, profile)
		strict, quasi, ok := pureBest(g, profile, idx, stride)
		if !ok {
			continue
		}
		res.Equilibria = append(res.Equilibria, pureEquilibrium(g, profile, idx, strict, quasi))
		if limit := opt.Most(); limit > 0 && len(res.Equilibria) >= limit {
			res.Incomplete(method.LimitReason(opt))
			done = true
			break
		}
	}
	// Profiles come with first actions first: descending lexicographic.
	if err := method.VerifySmall(g, res.Equilibria); err != nil {
		return nil, err
	}
	if !done {
		if len(res.Equilibria) == 0 && len(res.Reasons) == 0 {
			res.Incomplete(note.New(note.NoPure))
		} else {
			res.Incomplete(note.New(note.OnlyPure))
		}
	}
	return res, nil
}

// pureBest says whether every player's action is a best reply, and whether it
// is the only one (for all players).
func pureBest(g *games.Strategic, profile []int, idx int, stride []int) (strict, quasi, ok bool) {
	strict = true
	for p, a := range profile {
		for k := range g.Players[p].Actions {
			if k == a {
				continue
			}
			switch c := g.Payoffs[p].Compare(idx+(k-a)*stride[p], idx); {
			case c > 0:
				return false, false, false
			case c == 0:
				strict = false
			}
		}
	}
	return strict, strict, true
}

// At returns the equilibrium at a profile of actions, without a
// component, and whether there is one. O(number of actions).
func At(g *games.Strategic, profile []int) (method.Equilibrium, bool) {
	idx := g.Index(profile)
	strict, quasi, ok := pureBest(g, profile, idx, method.Strides(g))
	if !ok {
		return method.Equilibrium{}, false
	}
	return pureEquilibrium(g, profile, idx, strict, quasi), true
}

func pureEquilibrium(g *games.Strategic, profile []int, idx int, strict, quasi bool) method.Equilibrium {
	e := method.Equilibrium{Pure: true, Strict: strict, QuasiStrict: quasi}
	zero := new(big.Rat)
	for p, a := range profile {
		s := make([]*big.Rat, len(g.Players[p].Actions))
		for k := range s {
			s[k] = zero
		}
		s[a] = big.NewRat(1, 1)
		e.Strategies = append(e.Strategies, s)
		e.Payoffs = append(e.Payoffs, g.Payoffs[p].Rat(idx))
	}
	return e
}
