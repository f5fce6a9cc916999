package nash

import "context"

// one finds a single equilibrium as fast as it can: a pure one where there is
// one, optimal strategies of a zero-sum game, else the end of a
// Lemke-Howson path: of the first label in small games, of one with a short path
// in large ones.
func one(ctx context.Context, b *bimatrix, opt Options) (*Result, error) {
	pure, err := allPure(ctx, b.game, opt)
	if err != nil {
		return nil, err
	}
	if len(pure.Equilibria) > 0 {
		return pure, nil
	}
	if b.constantSum() {
		return zeroSum(ctx, b, opt)
	}
	return lemkeHowsonAll(ctx, b, opt)
}
