package refine

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash/method"
)

// Correlated is a correlated or coarse correlated equilibrium that maximises or
// minimises an objective.
type Correlated struct {
	// Weights are the probabilities of the profiles, in profile order.
	Weights  []*big.Rat
	Payoffs  []*big.Rat // expected payoffs of the players
	Value    *big.Rat   // of the objective
	Complete bool       // false when the context ended first; the rest is then unset
}

// Objective is what a correlated equilibrium is chosen for.
type Objective struct {
	Values   []*big.Rat // what each profile is worth, in profile order; nil for the sum of all payoffs
	Minimise bool       // the worst rather than the best
}

// maxCorrelated bounds the profiles of games whose correlated equilibria are
// computed.
const maxCorrelated = 4096

// CorrelatedEquilibrium solves for a correlated equilibrium (Aumann 1974): a
// distribution over profiles such that no player gains by deviating from any
// recommended action. With coarse, players commit before they are told (Moulin
// and Vial 1978). One exact linear program with a variable for each profile and a
// row for each player and deviation.
func CorrelatedEquilibrium(ctx context.Context, g *games.Strategic, coarse bool, objective Objective) (*Correlated, error) {
	n := g.Profiles()
	if n > maxCorrelated {
		return nil, fmt.Errorf("correlated equilibria are computed for at most %d profiles; the game has %d", maxCorrelated, n)
	}
	var lp exact.LP
	profile := make([]int, len(g.Players))
	zero := new(big.Int)
	incentive := func(p int, applies func(own int) bool, to int) {
		row := make([]*big.Int, n)
		for i := range row {
			row[i] = zero
			g.Decode(i, profile)
			if !applies(profile[p]) || profile[p] == to {
				continue
			}
			profile[p] = to
			// Gain of the deviation, which must not be positive in expectation.
			row[i] = new(big.Int).Sub(g.Payoffs[p].Num(g.Index(profile)), g.Payoffs[p].Num(i))
		}
		lp.A = append(lp.A, row)
		lp.B = append(lp.B, zero)
	}
	for p, actions := range g.Shape() {
		for to := range actions {
			if coarse {
				incentive(p, func(int) bool { return true }, to)
				continue
			}
			for from := range actions {
				if from != to {
					incentive(p, func(own int) bool { return own == from }, to)
				}
			}
		}
	}
	up, down := make([]*big.Int, n), make([]*big.Int, n)
	for i := range up {
		up[i], down[i] = big.NewInt(1), big.NewInt(-1)
	}
	lp.A = append(lp.A, up, down)
	lp.B = append(lp.B, big.NewInt(1), big.NewInt(-1))
	values := objective.Values
	if values == nil {
		values = sumOfPayoffs(g)
	} else if len(values) != n {
		return nil, fmt.Errorf("an objective of %d values for %d profiles", len(values), n)
	}
	scale := big.NewInt(1)
	for _, v := range values {
		scale.Mul(scale, new(big.Int).Quo(v.Denom(), new(big.Int).GCD(nil, nil, scale, v.Denom())))
	}
	lp.C = make([]*big.Int, n)
	for i, v := range values {
		c := new(big.Int).Mul(v.Num(), new(big.Int).Quo(scale, v.Denom()))
		if objective.Minimise {
			c.Neg(c)
		}
		lp.C[i] = c
	}
	res, err := lp.Solve(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return &Correlated{}, nil
		}
		return nil, err
	}
	if res.Status != exact.LPOptimal { // Nash equilibria are correlated ones
		return nil, fmt.Errorf("%w: the correlated equilibria form no bounded non-empty set", method.ErrSelfCheck)
	}
	out := &Correlated{Weights: res.X, Complete: true, Value: new(big.Rat).Quo(res.Value, new(big.Rat).SetInt(scale))}
	if objective.Minimise {
		out.Value.Neg(out.Value)
	}
	for _, t := range g.Payoffs {
		u := new(big.Rat)
		for i, w := range res.X {
			u.Add(u, new(big.Rat).Mul(w, t.Rat(i)))
		}
		out.Payoffs = append(out.Payoffs, u)
	}
	return out, nil
}

// sumOfPayoffs is the sum of all players' payoffs at each profile.
func sumOfPayoffs(g *games.Strategic) []*big.Rat {
	out := make([]*big.Rat, g.Profiles())
	for i := range out {
		out[i] = new(big.Rat)
		for _, t := range g.Payoffs {
			out[i].Add(out[i], t.Rat(i))
		}
	}
	return out
}
