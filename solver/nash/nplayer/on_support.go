package nplayer

import (
	"context"

	"brink/games"
	"brink/solver/nash/method"
)

// OnSupport finds the equilibria with just the given supports, a set of actions for
// each player. It returns false when they are not isolated, are too hard to find, or
// the context ends first.
func OnSupport(ctx context.Context, g *games.Strategic, support []uint64) ([]method.Equilibrium, bool) {
	m := newManyGame(ctx, g)
	if m == nil {
		return nil, false
	}
	s := newIndifference(m, support)
	f := s.solve(ctx, nil)
	if f.family != nil || !f.unresolved.IsZero() {
		return nil, false
	}
	var out []method.Equilibrium
	for _, c := range f.points {
		e, ok := s.place(c, method.DefaultDigits)
		if !ok {
			return nil, false
		}
		out = append(out, e.Equilibrium)
	}
	return out, true
}
