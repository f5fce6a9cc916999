package bimatrix

import (
	"math/big"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// singleChoice handles two-player games in which only one player has a choice:
// her best actions, and all mixtures of them, are the equilibria.
func singleChoice(b *bimatrix, opt method.Options) (*method.Result, error) {
	side, n := 0, b.m
	if b.m == 1 {
		side, n = 1, b.n
	}
	res := &method.Result{Method: method.Pure, Exact: true, Complete: true, Stats: method.Stats{Bases: int64(n), Width: 64}}
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
	tied := sets.New(n)
	for _, a := range best {
		tied.Add(a)
	}
	if limit := opt.Most(); limit > 0 && limit <= len(best) {
		best = best[:limit]
		res.Incomplete(method.LimitReason(opt))
	}
	all := method.Subset{Component: 1, Dimension: len(best) - 1}
	for k, a := range best {
		e := method.Equilibrium{Pure: true, Strict: tied.Count() == 1, QuasiStrict: tied.Count() == 1, Component: 1}
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
	if err := method.VerifySmall(b.game, res.Equilibria); err != nil {
		return nil, err
	}
	if tied.Count() > 1 {
		res.Degenerate = true
		res.Degeneracy = note.New(note.Indifferent, method.Called(b.game.Players[b.who[side]]), b.names(b.who[side], tied))
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
	res.Subsets = []method.Subset{all}
	res.Components = []method.Component{{
		ID: 1, Equilibria: all.Extreme, Dimension: all.Dimension, Index: 1, HasIndex: true, SamePayoffs: same,
	}}
	return res, nil
}
