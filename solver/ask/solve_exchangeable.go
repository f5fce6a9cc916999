package ask

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/exact"
	"brink/solver/nash"
	"brink/solver/note"
)

// manyExchangeable is the number of players from which exchangeable players are
// counted once without being asked for: there equilibria number ten thousands that
// differ in who does what only.
const manyExchangeable = 10

// countsOnce reports whether a game is solved by counting exchangeable players.
func countsOnce(g *games.Game, s Search) bool {
	if g.Symmetric == nil || len(g.Symmetric.Actions) != 2 {
		return false
	}
	auto := s.Method == "" || s.Method == string(nash.MethodAuto)
	return s.Method == Exchangeable || auto && !s.AllLabels && !s.One && s.Limit == 0 && g.Symmetric.Players >= manyExchangeable
}

// alikeIsAll is the number of players up to which equilibria whose mixers mix alike
// are all.
const alikeIsAll = 3

// lateOrbits is how many rows are made after the end of the context: their numbers
// can be long.
const lateOrbits = 30

// narrow refines a number to what is shown of it, which is the work of a row, while
// somebody watches the clock.
func narrow(x answer.Real) answer.Real {
	if x.Algebraic != nil {
		a := x.Algebraic.RefineTo(exact.RatFrac(1, 1<<40))
		x.Algebraic = &a
	}
	return x
}

// orbits solves a symmetric game with two actions: equilibria that differ by
// exchanging players are one.
func orbits(ctx context.Context, g *games.Game, at Point, opt Options) (*answer.Orbits, error) {
	s := nash.Symmetric{Players: g.Symmetric.Players}
	for _, list := range g.Symmetric.Payoff {
		var u []*big.Rat
		for _, v := range list {
			r, err := v.Eval(at)
			if err != nil {
				return nil, fmt.Errorf("a payoff: %w", err)
			}
			u = append(u, r)
		}
		s.Payoff = append(s.Payoff, u)
	}
	res, err := nash.TwoActionOrbits(ctx, s, nash.Options{})
	if err != nil {
		return nil, err
	}
	a := &answer.Orbits{
		Base:  answer.Base{Model: g, Complete: res.Complete, Reasons: res.Reasons},
		Point: at, Players: g.Players, Method: Exchangeable,
	}
	if s.Players > alikeIsAll {
		a.Incomplete(note.New(note.OrbitsMiss))
	}
	for k, o := range res.Orbits {
		if k >= lateOrbits && ctx.Err() != nil {
			a.Incomplete(note.New(note.RowsListed, k, len(res.Orbits), note.Cause(ctx)))
			break
		}
		b := answer.Orbit{
			First: o.First, Second: o.Second, Mixing: o.Mixing, Multiplicity: o.Multiplicity,
			Strict: o.Strict, QuasiStrict: o.QuasiStrict, Continuum: o.Continuum,
		}
		for i, u := range o.Payoffs {
			b.Payoffs[i] = narrow(number(u))
		}
		if o.Mixing > 0 {
			b.Probability, b.Rest = narrow(number(o.Probability)), narrow(number(o.Probability.Complement()))
		}
		a.Orbits = append(a.Orbits, b)
	}
	return a, nil
}
