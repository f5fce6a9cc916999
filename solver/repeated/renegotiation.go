package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// MaxContinuations bounds the different continuation values that are compared
// pairwise for renegotiation-proofness.
const MaxContinuations = 32

// ErrTooManyContinuations says that renegotiation-proofness was not decided
// because there are too many continuation values to compare.
var ErrTooManyContinuations = errors.New("too many continuation values to compare")

// Renegotiation is the condition of weak renegotiation-proofness (Farrell and
// Maskin 1989, section 3): the profile is subgame perfect, and no joint state is
// strictly better for all players than another, so that for every ordered pair
// somebody does not gain by moving from one to the other. It fails with
// ErrTooManyContinuations, and with ErrFinite under a finite horizon, where the
// concept is another (Benoît and Krishna 1993); O(states²) inequalities for every
// player.
func (r *Row) Renegotiation(ctx context.Context) (expr.Formula, error) {
	if r.an.ends {
		return expr.Formula{}, ErrFinite
	}
	f, err := r.an.renegotiation(ctx)
	if err != nil {
		return expr.Formula{}, err
	}
	return expr.And(r.SPE, f), nil
}

// ParetoRanked looks for two joint states of which one is strictly better for all
// players at a full point, so that all would rather move from worse to better: a
// profile with such states is not weakly renegotiation-proof there. Both are nil
// if there are none. O(states² × players).
func (r *Row) ParetoRanked(ctx context.Context, point []*big.Rat) (better, worse []string, err error) {
	an := r.an
	if an.ends {
		return nil, nil, ErrFinite
	}
	values := make([][]*big.Rat, len(an.w))
	for s, m := range an.w {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		for p := range an.shape {
			v, err := an.value(m, p)
			if err != nil {
				return nil, nil, err
			}
			x, err := v.Eval(point)
			if err != nil {
				return nil, nil, err
			}
			values[s] = append(values[s], x)
		}
	}
	for s := range values {
		for t := range values {
			all := true
			for p := range an.shape {
				all = all && values[s][p].Cmp(values[t][p]) > 0
			}
			if all {
				return an.chain.names(s), an.chain.names(t), nil
			}
		}
	}
	return nil, nil, nil
}

// renegotiation compares the joint states, over the parameters.
func (an *analysis) renegotiation(ctx context.Context) (expr.Formula, error) {
	var reps []int
	seen := map[string]bool{}
	for s, w := range an.w {
		key := w.den.Key()
		for _, p := range w.sortedProfiles() {
			key += fmt.Sprintf("#%d:%s", p, w.num[p].Key())
		}
		if !seen[key] {
			seen[key] = true
			reps = append(reps, s)
		}
	}
	if len(reps) > MaxContinuations {
		return expr.Formula{}, fmt.Errorf("%w: %d", ErrTooManyContinuations, len(reps))
	}
	var all []expr.Formula
	for _, s := range reps {
		if err := ctx.Err(); err != nil {
			return expr.Formula{}, err
		}
		for _, t := range reps {
			if s == t {
				continue
			}
			m := combine([]weightedMeasure{
				{algebra.IntPoly(1), algebra.IntPoly(1), an.w[s]},
				{algebra.IntPoly(-1), algebra.IntPoly(1), an.w[t]},
			})
			var any []expr.Formula
			for p := range an.shape {
				ts, err := an.cases(m, p)
				if err != nil {
					return expr.Formula{}, err
				}
				any = append(any, an.outside(an.nonPositive(m, ts), p))
			}
			all = append(all, expr.Or(any...))
		}
	}
	return expr.And(all...), nil
}
