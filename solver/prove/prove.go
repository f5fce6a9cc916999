package prove

import (
	"context"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// Answer is the answer to a question about all or some reals.
type Answer uint8

// The answers. Unknown means that the budget or the methods did not suffice.
const (
	Unknown Answer = iota
	Yes
	No
)

// String is "unknown", "yes" or "no".
func (a Answer) String() string { return [...]string{"unknown", "yes", "no"}[a] }

// DefaultBudget is the number of work units a question may spend when Options
// do not say; a unit is about a microsecond.
const DefaultBudget = 2_000_000

// Options are the wishes of a caller. The zero value is useful.
type Options struct {
	// Prefer is a point, such as the defaults of the parameters, near which
	// models are sought. Missing coordinates are 0.
	Prefer []*big.Rat
	// Budget bounds the work of one question; 0 stands for DefaultBudget.
	Budget int
	// Names of the variables, for messages.
	Names []string
	// Shallow leaves out the complete last layer (cylindrical coverings): answers
	// come quickly and are Unknown more often.
	Shallow bool
	// Roots are the variables that equations among the hypotheses define as functions of
	// the others, where they are defined, with these equations: Measure0 measures the
	// others.
	Roots map[algebra.Var]algebra.Poly
}

// Assumptions are hypotheses prepared once: normalised, with the table of known
// signs and the linear rows. They are immutable and safe for concurrent use.
type Assumptions struct {
	lib  *library
	base *search // after propagation; never changed, cloned for each question
	hyps []expr.Formula
	opt  Options
	// contradictory says that propagation alone refuted the hypotheses
	contradictory bool
	open          opened
}

// Assume prepares hypotheses. The work is small and not interruptible.
func Assume(hyps expr.Formula, opt Options) *Assumptions {
	if opt.Budget == 0 {
		opt.Budget = DefaultBudget
	}
	lib := newLibrary()
	s := newSearch(lib, newBudget(context.Background(), 100_000))
	for _, r := range opt.Prefer {
		if r == nil {
			r = new(big.Rat)
		}
		s.prefer = append(s.prefer, exact.RatBig(r))
	}
	s.nvars = max(len(opt.Names), len(opt.Prefer))
	s.shallow = opt.Shallow
	a := &Assumptions{lib: lib, base: s, opt: opt}
	a.extend(hyps)
	return a
}

// extend adds a hypothesis to a that nobody else uses yet.
func (a *Assumptions) extend(f expr.Formula) {
	a.hyps = append(a.hyps, f.Conjuncts()...)
	s := a.base
	s.addRoot(f)
	if !a.contradictory && !s.propagate() {
		a.contradictory = true
	}
	s.settle()
}

// settle forgets how the current domains came about and drops the roots that
// hold already.
func (s *search) settle() {
	s.trail = s.trail[:0]
	s.synced = 0
	s.lp.trail = s.lp.trail[:0]
}

// And returns assumptions with one more hypothesis. It costs about as much as a
// question.
func (a *Assumptions) And(f expr.Formula) *Assumptions {
	c := &Assumptions{lib: a.lib, opt: a.opt, contradictory: a.contradictory, hyps: append([]expr.Formula(nil), a.hyps...)}
	c.base = a.base.clone(newBudget(context.Background(), 100_000))
	c.extend(f)
	return c
}

// addRoot requires f.
func (s *search) addRoot(f expr.Formula) {
	for _, v := range f.Vars() {
		s.nvars = max(s.nvars, v+1)
	}
	if n := s.lib.compile(s.work.ctx, f); n.kind == nAnd {
		s.roots = append(s.roots, n.args...)
	} else {
		s.roots = append(s.roots, n)
	}
}

// query prepares a search for a point of hyps and f.
func (a *Assumptions) query(ctx context.Context, f expr.Formula, units int) *search {
	s := a.base.clone(newBudget(ctx, units))
	s.addRoot(f)
	return s
}

// Satisfiable reports whether hypotheses and f hold together at some real point,
// and such a point when the answer is Yes.
func (a *Assumptions) Satisfiable(ctx context.Context, f expr.Formula) (Answer, *Model) {
	if a.contradictory || f.IsFalse() {
		return No, nil
	}
	s := a.query(ctx, f, a.opt.Budget)
	ans := s.solve()
	return ans, s.model
}

// Implies reports whether f holds at every real point that satisfies the
// hypotheses: Yes with proof only, No with a counterexample only.
func (a *Assumptions) Implies(ctx context.Context, f expr.Formula) Answer {
	if f.IsTrue() {
		return Yes
	}
	switch ans, _ := a.Satisfiable(ctx, expr.Not(f)); ans {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// Sign returns the signs that p can have under the hypotheses, at least: a sign
// is left out only when it is proved impossible.
func (a *Assumptions) Sign(ctx context.Context, p algebra.Poly) SignSet {
	if k, ok := p.Const(); ok {
		return SignOf(k.Sign())
	}
	if a.contradictory {
		return 0
	}
	out := a.quickSign(ctx, p)
	if out.single() {
		return out
	}
	for _, s := range [3]SignSet{Neg, Zero, Pos} {
		if out&s == 0 {
			continue
		}
		if ans, _ := a.Satisfiable(ctx, expr.Sign(p, s.Op())); ans == No {
			out &^= s
		}
	}
	return out
}

// quickSign multiplies the known signs of the factors of p.
func (a *Assumptions) quickSign(ctx context.Context, p algebra.Poly) SignSet {
	fs := a.lib.factorise(ctx, p)
	out := SignOf(fs.Constant.Sign())
	for _, f := range fs.List {
		out = out.Mul(a.base.domain(a.lib.polyID(f.P)).Pow(f.N))
	}
	return out
}
