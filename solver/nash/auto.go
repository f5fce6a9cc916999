package nash

import (
	"context"

	"brink/games"
	"brink/solver/nash/bimatrix"
	"brink/solver/nash/method"
	"brink/solver/nash/nplayer"
	"brink/solver/nash/refine"
)

// autoSolver is MethodAuto. If iterated strict dominance leaves a choice to at most
// two players, the game is solved as a game for two; otherwise all profiles of
// supports are gone through.
type autoSolver struct{}

func (autoSolver) Name() Method { return MethodAuto }

// Applies implements Solver.
func (autoSolver) Applies(*games.Strategic) error { return nil }

// Run implements Solver.
func (autoSolver) Run(ctx context.Context, g *games.Strategic, opt Options) (*Result, error) {
	if bimatrix.Auto.Applies(g) == nil {
		return bimatrix.Auto.Run(ctx, g, opt)
	}
	r := refine.Reduce(g)
	if bimatrix.Auto.Applies(r.Game) != nil {
		return nplayer.Support.Run(ctx, g, opt)
	}
	res, err := bimatrix.Auto.Run(ctx, r.Game, opt)
	if err != nil {
		return nil, err
	}
	r.Expand(res)
	if err := method.VerifySmall(g, res.Equilibria); err != nil {
		return nil, err
	}
	return res, nil
}
