package prove

import (
	"context"
	"errors"
	"fmt"

	"brink/games/expr"
	"brink/solver/prove/check"
)

// Certificate is what a verdict rests on: sets of formulas that cannot hold
// together, each with evidence. Points that go with the verdict are checked by
// evaluation and need none.
type Certificate struct {
	Refuted []Refutation
}

// Refutation is a set of formulas with evidence that they contradict each other.
type Refutation struct {
	Formulas []expr.Formula
	Evidence *check.Evidence
}

// Lemmas counts the lemmas of all refutations.
func (c *Certificate) Lemmas() int {
	n := 0
	for _, r := range c.Refuted {
		n += len(r.Evidence.Lemmas)
	}
	return n
}

// Check has package check, which computes with an algebra of its own, go through
// every refutation; see check.Refutes for the steps. Yes says that all are
// accepted, Unknown that checking was given up. Evidence that is rejected is a
// defect of this package; the error wraps check.ErrRejected.
func (c *Certificate) Check(ctx context.Context, steps int) (Answer, error) {
	for _, r := range c.Refuted {
		switch err := check.Refutes(ctx, r.Formulas, r.Evidence, steps); {
		case errors.Is(err, check.ErrGaveUp):
			return Unknown, nil
		case err != nil:
			return No, err
		}
	}
	return Yes, nil
}

// Certify derives the evidence for a verdict of Decide on the same problem:
//
//   - proved: the hypotheses contradict the negated claim;
//   - refuted: they contradict the claim;
//   - vacuous: they contradict each other;
//   - conditional: they contradict that claim and HoldsWhen differ.
//
// It returns nil with an answer of Unknown when the budget does not suffice.
func Certify(ctx context.Context, p Problem, v Verdict, opt Options) (*Certificate, error) {
	if opt.Names == nil {
		opt.Names = p.Names
	}
	if opt.Prefer == nil {
		opt.Prefer = p.Prefer
	}
	var goals []expr.Formula
	switch v.Status {
	case Proved:
		goals = []expr.Formula{expr.Not(p.Claim)}
	case Refuted:
		goals = []expr.Formula{p.Claim}
	case Vacuous:
		goals = []expr.Formula{expr.True()}
	case Conditional:
		goals = []expr.Formula{expr.And(p.Claim, expr.Not(v.HoldsWhen)), expr.And(v.HoldsWhen, expr.Not(p.Claim))}
	default:
		return nil, nil
	}
	a := Assume(expr.And(p.Hyps...), opt)
	c := &Certificate{}
	for _, goal := range goals {
		if goal.IsFalse() {
			continue // the claim's own form decides
		}
		q := a.inquire(ctx, p.Hyps, goal)
		switch q.ans {
		case No:
			c.Refuted = append(c.Refuted, Refutation{q.target, q.evidence})
		case Yes:
			return nil, fmt.Errorf("%w: a verdict of %v, yet a point contradicts it", ErrSelfCheck, v.Status)
		default:
			return nil, nil
		}
	}
	return c, nil
}
