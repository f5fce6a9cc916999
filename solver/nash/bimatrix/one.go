package bimatrix

import (
	"context"
	"time"

	"brink/solver/nash/method"
	"brink/solver/nash/pure"
)

// one finds a single equilibrium as fast as it can: a pure one where there is
// one, optimal strategies of a zero-sum game, else the end of a
// Lemke-Howson path: of the first label in small games, of one with a short path
// in large ones.
func one(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	pure, err := pure.All(ctx, b.game, opt)
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

// Games with so many labels take eee seconds, and one little of that; its time
// is bounded, for Lemke-Howson paths can be long.
const (
	slowLabels = 56
	oneTime    = time.Second
)

// allOrOne searches for all equilibria. When that is interrupted before it has
// found any, the answer is an equilibrium that was looked for first.
func allOrOne(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	var first *method.Result
	if b.labels() >= slowLabels && opt.Most() == 0 {
		soon, cancel := context.WithTimeout(ctx, oneTime)
		defer cancel()
		var err error
		if first, err = one(soon, b, method.Options{Method: method.Auto, Workers: opt.Workers, OneOnly: true}); err != nil || first.Complete {
			return first, err
		}
	}
	res, err := eee(ctx, b, opt)
	if err != nil || res.Complete || len(res.Equilibria) > 0 || first == nil || len(first.Equilibria) == 0 {
		return res, err
	}
	first.Complete, first.Reasons = false, res.Reasons
	return first, nil
}
