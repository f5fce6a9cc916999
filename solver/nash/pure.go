package nash

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
)

// reasonPure is given when only pure equilibria were looked for.
const reasonPure = "only pure equilibria were looked for"

// allPure lists the pure equilibria of a game with any number of players:
// O(profiles · total number of actions) comparisons.
func allPure(ctx context.Context, g *games.Strategic, opt Options) (*Result, error) {
	res := &Result{Method: MethodPure, Exact: true, Complete: true, Stats: Stats{Width: 64}}
	profile := make([]int, len(g.Players))
	stride := strides(g)
	done := false
	for idx := range g.Profiles() {
		if idx&4095 == 0 && ctx.Err() != nil {
			res.incomplete(cancelled(ctx))
			break
		}
		res.Stats.Bases++
		g.Decode(idx, profile)
		strict, quasi, ok := pureBest(g, profile, idx, stride)
		if !ok {
			continue
		}
		res.Equilibria = append(res.Equilibria, pureEquilibrium(g, profile, idx, strict, quasi))
		if limit := opt.limit(); limit > 0 && len(res.Equilibria) >= limit {
			res.incomplete(limitReason(opt))
			done = true
			break
		}
	}
	// Profiles come with first actions first: descending lexicographic.
	if err := verifySmall(g, res.Equilibria); err != nil {
		return nil, err
	}
	if !done {
		if len(res.Equilibria) == 0 && len(res.Reasons) == 0 {
			res.incomplete("the game has no pure equilibrium, so its equilibria are all mixed, and mixed ones were not looked for")
		} else {
			res.incomplete(reasonPure)
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

// strides is by how much a player's next action moves the profile index.
func strides(g *games.Strategic) []int {
	s := make([]int, len(g.Players))
	step := 1
	for p := len(s) - 1; p >= 0; p-- {
		s[p] = step
		step *= len(g.Players[p].Actions)
	}
	return s
}

// manyPlayers handles games in which three or more players have a choice. If
// iterated strict dominance leaves a choice to at most two of them, the game is
// solved as a game for two; otherwise all profiles of supports are gone through.
func manyPlayers(ctx context.Context, g *games.Strategic, opt Options) (*Result, error) {
	if opt.Method == MethodSupport {
		return nPlayers(ctx, g, opt)
	}
	if opt.Method != MethodAuto {
		return nil, fmt.Errorf("%w %s is for two players; in this game more have a choice", ErrMethod, opt.Method)
	}
	r := eliminate(g)
	b, ok := newBimatrix(r.game)
	if !ok {
		return nPlayers(ctx, g, opt)
	}
	res, err := twoPlayers(ctx, b, opt)
	if err != nil {
		return nil, err
	}
	r.expand(res)
	if err := verifySmall(g, res.Equilibria); err != nil {
		return nil, err
	}
	return res, nil
}

// PureEquilibrium returns the equilibrium at a profile of actions, without a
// component, and whether there is one. O(number of actions).
func PureEquilibrium(g *games.Strategic, profile []int) (Equilibrium, bool) {
	idx := g.Index(profile)
	strict, quasi, ok := pureBest(g, profile, idx, strides(g))
	if !ok {
		return Equilibrium{}, false
	}
	return pureEquilibrium(g, profile, idx, strict, quasi), true
}

func pureEquilibrium(g *games.Strategic, profile []int, idx int, strict, quasi bool) Equilibrium {
	e := Equilibrium{Pure: true, Strict: strict, QuasiStrict: quasi}
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
