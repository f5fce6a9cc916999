package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/dynamics"
	"brink/solver/note"
)

// Trajectory asks for the course of a system of dynamics at a point, the defaults where
// none is given, by Options.Course: approximate. The answer is an *answer.Trajectory.
var Trajectory = Question{"trajectory", []engine{{games.DynamicsForm, func(ctx context.Context, m games.Model, at Point, opt Options) (answer.Answer, error) {
	return trajectory(ctx, m.(*games.Dynamics), at, opt.Course)
}}}}

// ErrNoRates is returned for best-response dynamics, which jump.
var ErrNoRates = errors.New("best-response dynamics have no rates to follow; brink play follows them round by round")

// ErrStart is wrapped when a trajectory cannot start where it should.
var ErrStart = errors.New("the start")

func trajectory(ctx context.Context, d *games.Dynamics, at Point, how Course) (answer.Answer, error) {
	if d.Replies != nil {
		return nil, ErrNoRates
	}
	if at == nil {
		var err error
		if at, err = d.Point(nil); err != nil {
			return nil, err
		}
	}
	if broken := brokenHypothesis(d, at); broken != "" {
		return nil, fmt.Errorf("%w: %s does not hold at these values", games.ErrUndefined, broken)
	}
	start := how.Start
	if start == nil {
		start = startInside(d, at)
	}
	if err := checkStart(d, at, start); err != nil {
		return nil, err
	}
	until := 100.0
	if how.Until != nil {
		until, _ = how.Until.Float64()
	}
	samples := how.Samples
	if samples == 0 {
		samples = 20
	}
	out := &answer.Trajectory{
		Base: answer.Base{Model: d, Complete: true}, Point: at, Variables: d.VariableNames(), Discrete: d.Discrete,
		Start: start, Course: dynamics.Follow(ctx, d, at, start, until, samples),
	}
	switch out.Course.End {
	case dynamics.Stopped:
		out.Incomplete(note.Cause(ctx))
	case dynamics.Stiff:
		out.Incomplete(note.New(note.TooManySteps))
	}
	return out, nil
}

// startInside is a point that is in general none at which a system rests: shares that
// fall from the first to the last, a third into a bounded range, 1 from the end of others.
func startInside(d *games.Dynamics, at Point) []*big.Rat {
	out := make([]*big.Rat, len(d.Variables))
	for i, v := range d.Variables {
		low, high := endAt(v.Low, at), endAt(v.High, at)
		one := big.NewRat(1, 1)
		switch {
		case low != nil && high != nil:
			out[i] = new(big.Rat).Sub(high, low)
			out[i].Add(low, out[i].Mul(out[i], big.NewRat(1, 3)))
		case low != nil:
			out[i] = one.Add(low, one)
		case high != nil:
			out[i] = one.Sub(high, one)
		default:
			out[i] = one
		}
	}
	for _, group := range d.Shares {
		n := len(group)
		for k, i := range group {
			out[i] = big.NewRat(int64(2*(n-k)), int64(n*(n+1)))
		}
	}
	return out
}

// endAt is an end of a range at a point; nil where there is none.
func endAt(e *games.End, at Point) *big.Rat {
	if e == nil {
		return nil
	}
	r, err := e.At.Eval(at)
	if err != nil {
		return nil
	}
	return r
}

// checkStart refuses a start outside of the ranges, or with shares that do not sum to 1.
func checkStart(d *games.Dynamics, at Point, start []*big.Rat) error {
	all := append(at[:len(at):len(at)], start...)
	for i, v := range d.Variables {
		if !v.Within.Eval(all) {
			return fmt.Errorf("%w: %s = %s is not in %s", ErrStart, v.Name, start[i].RatString(), v.Range)
		}
	}
	for _, group := range d.Shares {
		sum := new(big.Rat)
		for _, i := range group {
			sum.Add(sum, start[i])
		}
		if sum.Cmp(big.NewRat(1, 1)) != 0 {
			return fmt.Errorf("%w: the shares sum to %s, not to 1", ErrStart, sum.RatString())
		}
	}
	if f := expr.And(d.Domain, d.Defined); !f.Eval(all) {
		return fmt.Errorf("%w: the rates are not defined there", ErrStart)
	}
	return nil
}
