package prove

import (
	"context"
	"errors"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/note"
	"brink/solver/prove/check"
)

// Problem asks whether the claim holds at every real point that satisfies all
// hypotheses.
type Problem struct {
	Hyps   []expr.Formula
	Claim  expr.Formula
	Names  []string   // of the variables
	Prefer []*big.Rat // a point near which counterexamples are sought
	// Whole lists variables that are whole numbers. WriteSMT2 says so; Decide does not
	// know, and its caller cuts off points at which they are not.
	Whole []algebra.Var
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
	// Core lists the hypotheses, by index, of a contradictory set when the claim is
	// vacuous, without those of which it was proved that the others suffice.
	Core []int
	// Evidence refutes the hypotheses together with the negated claim when it is
	// proved, with the claim when it is refuted, and by themselves when it is
	// vacuous; check.Refutes verifies it on Target.
	Evidence *check.Evidence
	Target   []expr.Formula
	// Method names the layers that decided.
	Method note.Code
	// Reason says why nothing was decided.
	Reason note.Note
	// Units is the work spent.
	Units int
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
	v := Verdict{HoldsWhen: p.Claim}
	fails := a.inquire(ctx, p.Hyps, expr.Not(p.Claim))
	holds := a.inquire(ctx, p.Hyps, p.Claim)
	v.Units = fails.units + holds.units
	v.Method = a.method(fails.s, holds.s)
	refuted := func(status Status, by inquiry) {
		v.Status, v.Evidence, v.Target = status, by.evidence, by.target
	}
	switch {
	case fails.ans == No && holds.ans == No:
		v.HoldsWhen = expr.True()
		v.Core = smallCore(ctx, p.Hyps, opt)
		var core []expr.Formula
		for _, i := range v.Core {
			core = append(core, p.Hyps[i])
		}
		all := Assume(expr.And(core...), opt).inquire(ctx, core, expr.True())
		if all.ans != No { // the hypotheses alone are harder than with the claim
			v.Core = nil
			v.Reason = note.New(note.ContradictBoth)
			break
		}
		refuted(Vacuous, all)
	case fails.ans == No && holds.ans == Yes:
		refuted(Proved, fails)
		v.HoldsWhen = expr.True()
		v.Witness = holds.model
	case fails.ans == No:
		v.Reason = note.New(note.CannotFail, a.Limit(ctx))
	case fails.ans == Yes && holds.ans == No:
		refuted(Refuted, holds)
		v.HoldsWhen = expr.False()
		v.Counterexample = fails.model
	case fails.ans == Yes && holds.ans == Yes:
		v.Status = Conditional
		v.Counterexample, v.Witness = fails.model, holds.model
		v.HoldsWhen = a.Simplify(ctx, p.Claim)
	case fails.ans == Yes:
		v.Counterexample = fails.model
		v.Reason = note.New(note.FailsSomewhere, a.Limit(ctx))
	case holds.ans == Yes:
		v.Witness = holds.model
		v.Reason = note.New(note.HoldsSomewhere, a.Limit(ctx))
	default:
		v.Reason = note.New(note.NeitherFound, a.Limit(ctx))
	}
	if err := v.recheck(p); err != nil {
		return Verdict{}, err
	}
	return v, nil
}

// Limit says what ran out when an answer is Unknown: the time or the units of work.
func (a *Assumptions) Limit(ctx context.Context) note.Note {
	if ctx.Err() != nil {
		return note.New(note.InTime, note.Cause(ctx))
	}
	return note.New(note.WithinUnits, a.opt.Budget)
}

// inquiry is what a search for a point of hypotheses and a formula found.
type inquiry struct {
	s        *search
	ans      Answer
	model    *Model
	evidence *check.Evidence
	target   []expr.Formula
	units    int
}

// inquire is Satisfiable with evidence, or with a model that reads well: simple
// rationals close to the preferred point.
func (a *Assumptions) inquire(ctx context.Context, hyps []expr.Formula, f expr.Formula) inquiry {
	s := a.query(ctx, f, a.opt.Budget)
	q := inquiry{s: s, ans: No}
	if !a.contradictory {
		q.ans = s.solve()
	}
	q.units = a.opt.Budget - max(s.work.left, 0)
	switch q.ans {
	case Yes:
		if at, ok := s.model.Rational(); ok {
			s.work = newBudget(ctx, polishBudget)
			point := make([]exact.Rat, len(at))
			for i, r := range at {
				point[i] = exact.RatBig(r)
			}
			s.tryPoint(s.polish(point)) // keeps the model if it fails
		}
		q.model = s.model
	case No:
		q.target = append(append([]expr.Formula(nil), hyps...), f)
		q.evidence = s.evidence(q.target)
	}
	return q
}

// method names the deepest layer that the searches used.
func (a *Assumptions) method(searches ...*search) note.Code {
	rank := 0
	for _, s := range searches {
		for i := range s.lemmas {
			r := 1
			switch l := &s.lemmas[i]; {
			case l.cells != nil:
				r = 4
			case l.box != nil:
				r = 3
			case slices.ContainsFunc(l.sum, func(x summand) bool { return s.lib.degree(x) > 1 }):
				r = 2
			}
			rank = max(rank, r)
		}
		if s.model != nil && s.model.tower != nil {
			rank = 4
		}
	}
	return [...]note.Code{note.BySigns, note.ByLinear, note.BySums, note.ByBernstein, note.ByCovering}[rank]
}

func (l *library) degree(x summand) int {
	d := 0
	for _, p := range x.prod {
		d += p.n * l.factor(p.id).deg
	}
	return d
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

// smallCore drops hypotheses as long as the rest is proved contradictory.
func smallCore(ctx context.Context, hyps []expr.Formula, opt Options) []int {
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
