package nash

import "math/big"

// singleChoice handles two-player games in which only one player has a choice:
// her best actions, and all mixtures of them, are the equilibria.
func singleChoice(b *bimatrix, opt Options) (*Result, error) {
	side, n := 0, b.m
	if b.m == 1 {
		side, n = 1, b.n
	}
	res := &Result{Method: MethodPure, Exact: true, Complete: true, Stats: Stats{Bases: int64(n), Width: 64}}
	// Only the chooser's actions change the profile.
	best := []int{0}
	if who := b.who[side]; who >= 0 {
		table := &b.game.Payoffs[who]
		for a := 1; a < n; a++ {
			switch c := table.Compare(a, best[0]); {
			case c > 0:
				best = append(best[:0], a)
			case c == 0:
				best = append(best, a)
			}
		}
	}
	tied := newBitset(n)
	for _, a := range best {
		tied.add(a)
	}
	if limit := opt.limit(); limit > 0 && limit <= len(best) {
		best = best[:limit]
		res.incomplete(limitReason(opt))
	}
	all := Subset{Component: 1, Dimension: len(best) - 1}
	for k, a := range best {
		e := Equilibrium{Pure: true, Strict: tied.count() == 1, QuasiStrict: tied.count() == 1, Component: 1}
		for p := range b.game.Players {
			s := make([]*big.Rat, len(b.game.Players[p].Actions))
			for i := range s {
				s[i] = new(big.Rat)
			}
			chosen := 0
			if p == b.who[side] {
				chosen = a
			}
			s[chosen].SetInt64(1)
			e.Strategies = append(e.Strategies, s)
			e.Payoffs = append(e.Payoffs, b.game.Payoffs[p].Rat(a))
		}
		res.Equilibria = append(res.Equilibria, e)
		all.Extreme = append(all.Extreme, k+1)
	}
	if err := verifySmall(b.game, res.Equilibria); err != nil {
		return nil, err
	}
	if tied.count() > 1 {
		res.Degenerate = true
		res.Degeneracy = called(b.game.Players[b.who[side]]) + " is indifferent between " + b.names(b.who[side], tied)
	}
	if !res.Complete {
		for k := range res.Equilibria {
			res.Equilibria[k].Component = 0
		}
		return res, nil
	}
	chooser, other := all.Extreme, []int{1}
	all.X, all.Y = chooser, other
	if side == 1 {
		all.X, all.Y = other, chooser
	}
	same := true
	for p := range b.game.Players {
		for _, e := range res.Equilibria {
			same = same && e.Payoffs[p].Cmp(res.Equilibria[0].Payoffs[p]) == 0
		}
	}
	res.Subsets = []Subset{all}
	res.Components = []Component{{
		ID: 1, Equilibria: all.Extreme, Dimension: all.Dimension, Index: 1, HasIndex: true, SamePayoffs: same,
	}}
	return res, nil
}
