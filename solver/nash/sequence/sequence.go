package sequence

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// Equilibrium is a Nash equilibrium in behaviour strategies.
type Equilibrium struct {
	// Behaviour has the probabilities of the actions at each information set of the
	// tree; nil at those of chance, at those with one action, and where the player's
	// own choices keep her from getting there, where anything goes.
	Behaviour [][]*big.Rat
	Payoffs   []*big.Rat // by player
	Component int        // method.Component.ID, where all were asked for
}

// Result is what One, ZeroSum and All found; Subsets and Components are those of
// complete answers of All. Two equilibria are the same here when they differ only
// where a player's own choices keep her from getting.
type Result struct {
	Complete   bool
	Reasons    []note.Note
	Equilibria []Equilibrium
	Subsets    []method.Subset
	Components []method.Component
	// ConstantSum says that the payoffs of the two players always add up to the same:
	// what they get is then the value of the game.
	ConstantSum bool
	Sequences   [2]int // of the players who choose
	Pivots      int
}

// Incomplete notes why the result lacks something.
func (r *Result) Incomplete(reason note.Note) {
	r.Complete = false
	r.Reasons = append(r.Reasons, reason)
}

// add enters an equilibrium, which must pass the check.
func (r *Result) add(f *form, x [2]plan) error {
	if !f.equilibrium(x) {
		return fmt.Errorf("%w: plans that are not best replies", method.ErrSelfCheck)
	}
	e := Equilibrium{Behaviour: make([][]*big.Rat, len(f.e.Infosets)), Payoffs: f.payoffs(x)}
	for k := range f.side {
		f.behaviour(k, x[k], e.Behaviour)
	}
	r.Equilibria = append(r.Equilibria, e)
	return nil
}

func newResult(f *form) *Result {
	return &Result{Complete: true, ConstantSum: f.constantSum(), Sequences: [2]int{len(f.side[0].seqs), len(f.side[1].seqs)}}
}

// All lists the extreme equilibria of a tree in which two players choose, grouped
// into maximal Nash subsets and components: those at pairs of plans that are vertices
// of the subdivisions of the sets of plans by best replies. The number of vertices is
// exponential in the number of sequences; where they are too many the result is not
// complete and holds one equilibrium at least. The error is a *games.RecallError, or
// wraps method.Err.
func All(ctx context.Context, e *games.Extensive) (*Result, error) {
	f, err := newForm(e)
	if err != nil {
		return nil, err
	}
	res := newResult(f)
	if err := f.all(ctx, res); err != nil {
		return nil, err
	}
	if len(res.Equilibria) > 0 {
		return res, nil
	}
	if res.Complete {
		return nil, fmt.Errorf("%w: no equilibrium found, but every finite game has one (Nash 1951)", method.ErrSelfCheck)
	}
	one, err := One(context.WithoutCancel(ctx), e)
	if err != nil {
		return nil, err
	}
	res.Equilibria = one.Equilibria
	return res, nil
}

// ZeroSum finds a pair of optimal strategies of a constant-sum tree by linear
// programming; the answer is complete where they are proved to be the only ones.
// The error wraps method.Err where the payoffs do not add up to a constant.
func ZeroSum(ctx context.Context, e *games.Extensive) (*Result, error) {
	f, err := newForm(e)
	if err != nil {
		return nil, err
	}
	res := newResult(f)
	if !res.ConstantSum {
		return nil, fmt.Errorf("%w %s: the payoffs do not add up to a constant", method.Err, method.ZeroSum)
	}
	x, unique, err := f.zeroSum(ctx)
	switch {
	case errors.Is(err, method.ErrSelfCheck):
		return nil, err
	case err != nil:
		res.Incomplete(method.Cancelled(ctx))
		return res, nil
	case !unique:
		res.Incomplete(note.New(note.OneOptimalPair))
	}
	return res, res.add(f, x)
}

// Sizes, in sequences of both players, up to which dictionaries are exact from the
// start, and up to which there are dictionaries at all.
const (
	exactSize = 60
	mostSize  = 5000
)

// ErrTooLarge says that a subgame has too many sequences.
var ErrTooLarge = fmt.Errorf("%w: a subgame has more than %d sequences", games.ErrTooLarge, mostSize)

// solve finds one equilibrium of a form, that of Lemke's algorithm from the uniform
// prior. Large forms are followed in floating point, and solved exactly at the end of
// the path; where that fails, which only rounding makes happen, in exact arithmetic.
func (f *form) solve(ctx context.Context, res *Result) (x [2]plan, ok bool, err error) {
	n := len(f.side[0].seqs) + len(f.side[1].seqs)
	if n > mostSize {
		return x, false, ErrTooLarge
	}
	l := newLemke(f, [2]plan{f.side[0].uniform(), f.side[1].uniform()})
	if n > exactSize {
		if basic, pivots, ok := l.rounded(ctx, 50*n); ok {
			if x, ok := l.plans(ctx, basic); ok {
				res.Pivots += pivots
				return x, true, nil
			}
		}
	}
	basic, pivots, ok := l.follow(ctx)
	if !ok {
		return x, false, nil
	}
	res.Pivots += pivots
	switch x, ok = l.plans(ctx, basic); {
	case ctx.Err() != nil:
		return x, false, nil
	case !ok:
		return x, false, fmt.Errorf("%w: the path ends at no equilibrium", method.ErrSelfCheck)
	}
	return x, true, nil
}
