package prove

import (
	"context"
	"errors"
	"math/big"

	"brink/games/expr"
	"brink/solver/exact"
)

// Problem asks whether the claim holds at every real point that satisfies all
// hypotheses.
type Problem struct {
	Hyps   []expr.Formula
	Claim  expr.Formula
	Names  []string   // of the variables
	Prefer []*big.Rat // a point near which counterexamples are sought
}

// Status is the verdict on a claim.
type Status uint8

// The verdicts of the contract, section 7.
const (
	Undecided   Status = iota // out of budget
	Proved                    // true wherever the hypotheses hold
	Refuted                   // false wherever the hypotheses hold
	Conditional               // true somewhere, false somewhere
	Vacuous                   // the hypotheses contradict each other
)

// String is the contract's spelling.
func (s Status) String() string {
	return [...]string{"undecided", "proved", "refuted", "conditional", "vacuous"}[s]
}

// Verdict is what Decide found.
type Verdict struct {
	Status Status
	// Counterexample satisfies the hypotheses and falsifies the claim; set when
	// the claim is refuted or conditional.
	Counterexample *Model
	// Witness satisfies hypotheses and claim; set when the claim is conditional.
	Witness *Model
	// HoldsWhen is equivalent to the claim under the hypotheses.
	HoldsWhen expr.Formula
	// Core lists the hypotheses, by index, of a minimal contradictory set when
	// the claim is vacuous.
	Core []int
	// Method names the layers that decided.
	Method string
	// Reason says why nothing was decided.
	Reason string
}

// ErrSelfCheck says that a counterexample failed its evaluation: a defect of
// this package, never of the problem.
var ErrSelfCheck = errors.New("prove: self-check failed")

// Decide gives the verdict on a problem. Undecided results say why; an error is
// returned only when a self-check fails.
func Decide(ctx context.Context, p Problem, opt Options) (Verdict, error) {
	if opt.Names == nil {
		opt.Names = p.Names
	}
	if opt.Prefer == nil {
		opt.Prefer = p.Prefer
	}
	a := Assume(expr.And(p.Hyps...), opt)
	var v Verdict
	v.HoldsWhen = p.Claim
	fails, counter := a.example(ctx, expr.Not(p.Claim))
	holds, witness := a.example(ctx, p.Claim)
	switch {
	case fails == No && holds == No:
		v.Status = Vacuous
		v.HoldsWhen = expr.True()
		v.Core = minimalCore(ctx, p.Hyps, opt)
	case fails == No && holds == Yes:
		v.Status = Proved
		v.HoldsWhen = expr.True()
		v.Witness = witness
	case fails == No:
		v.Reason = "the claim cannot fail, but whether the hypotheses can hold was not decided within the budget"
	case fails == Yes && holds == No:
		v.Status = Refuted
		v.HoldsWhen = expr.False()
		v.Counterexample = counter
	case fails == Yes && holds == Yes:
		v.Status = Conditional
		v.Counterexample, v.Witness = counter, witness
		v.HoldsWhen = a.Simplify(ctx, p.Claim)
	case fails == Yes:
		v.Counterexample = counter
		v.Reason = "the claim fails somewhere; whether it holds anywhere was not decided within the budget"
	default:
		v.Reason = "no proof and no counterexample within the budget"
	}
	if v.Status == Undecided && ctx.Err() != nil {
		v.Reason += " (" + ctx.Err().Error() + ")"
	}
	v.Method = "sign rules and exact linear reasoning"
	if err := v.recheck(p); err != nil {
		return Verdict{}, err
	}
	return v, nil
}

// example is Satisfiable with a model that reads well: simple rationals close to
// the preferred point.
func (a *Assumptions) example(ctx context.Context, f expr.Formula) (Answer, *Model) {
	if a.contradictory || f.IsFalse() {
		return No, nil
	}
	s := a.query(ctx, f, a.opt.Budget)
	ans := s.solve()
	if ans != Yes {
		return ans, nil
	}
	if at, ok := s.model.Rational(); ok {
		s.work = &budget{ctx: ctx, left: polishBudget}
		point := make([]exact.Rat, len(at))
		for i, r := range at {
			point[i] = exact.RatBig(r)
		}
		s.tryPoint(s.polish(point)) // keeps the model if it fails
	}
	return Yes, s.model
}

// polishBudget bounds the work spent on the looks of a model.
const polishBudget = 200_000

// recheck evaluates the points of a verdict on the original formulas.
func (v Verdict) recheck(p Problem) error {
	hyps := expr.And(p.Hyps...)
	for _, c := range []struct {
		m    *Model
		want bool
	}{{v.Counterexample, false}, {v.Witness, true}} {
		if c.m == nil {
			continue
		}
		if !c.m.Holds(hyps) || c.m.Holds(p.Claim) != c.want {
			return ErrSelfCheck
		}
	}
	return nil
}

// minimalCore drops hypotheses as long as the rest stays contradictory.
func minimalCore(ctx context.Context, hyps []expr.Formula, opt Options) []int {
	var core []int
	for i := range hyps {
		core = append(core, i)
	}
	for i := 0; i < len(core); {
		var rest []expr.Formula
		for j, h := range core {
			if j != i {
				rest = append(rest, hyps[h])
			}
		}
		if ans, _ := Assume(expr.And(rest...), opt).Satisfiable(ctx, expr.True()); ans == No {
			core = append(core[:i], core[i+1:]...)
		} else {
			i++
		}
	}
	return core
}
