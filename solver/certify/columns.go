package certify

import (
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove/check"
)

// profile is the row's, where it is pure.
func (s *session) profile() []int {
	out := make([]int, len(s.row.Support))
	for p, sup := range s.row.Support {
		out[p] = sup[0]
	}
	return out
}

// single are the mixtures where the row is a single equilibrium with a formula,
// and where that is defined; ok is false for other rows.
func (s *session) single(a *check.Arithmetic) (mix []mixture, there expr.Formula, ok bool) {
	switch {
	case pure(s.row.Support):
		return s.certainly(a, s.profile()), expr.True(), true
	case s.row.Strategies != nil:
		mix, there = s.printed(a, s.row.Strategies)
		return mix, there, true
	}
	return nil, expr.False(), false
}

// large reports whether the products of probabilities are too many to write out.
func (s *session) large() bool {
	total := 1
	for p, sup := range s.row.Support {
		if total *= len(sup) * len(s.g.Players[p].Actions); total > maxProfiles {
			return true
		}
	}
	return false
}

// exists: where the support carries an equilibrium the condition holds, and where
// it holds the support carries one.
func (s *session) exists(a *check.Arithmetic, e *Evidence) error {
	for _, f := range s.defined {
		if err := s.must(f, e); err != nil {
			return err
		}
	}
	if s.large() {
		return leave(note.TooManyTerms)
	}
	mix, _ := s.unknown(a, len(s.g.Params))
	holds := s.equilibrium(a, mix)
	somewhere := expr.Or(append([]expr.Formula{s.row.Exists}, s.row.Others...)...)
	if pure(s.row.Support) {
		return s.must(expr.Iff(somewhere, holds), e)
	}
	if err := s.must(expr.Implies(holds, somewhere), e); err != nil {
		return err
	}
	if s.row.Root != nil {
		return s.rootExists(a, e)
	}
	return s.witnessed(a, e)
}

// probabilities: where the printed ones are defined and the row exists they are an
// equilibrium, and the only one with this support.
func (s *session) probabilities(a *check.Arithmetic, e *Evidence) error {
	if s.large() {
		return leave(note.TooManyTerms)
	}
	if s.row.Root != nil {
		return s.rootProbabilities(a, e)
	}
	mix, there := s.printed(a, s.row.Strategies)
	if err := s.generically(expr.Implies(expr.And(there, s.row.Exists), s.equilibrium(a, mix)), e); err != nil {
		return err
	}
	other, _ := s.unknown(a, len(s.g.Params))
	same := s.same(a, mix, other)
	switch ok, err := s.implied(expr.Implies(expr.And(there, s.row.Exists, s.equilibrium(a, other)), same), e); {
	case err != nil && s.ctx.Err() == nil:
		return leave(note.OthersToo) // a factor that cancels in the formulas vanishes
	case err != nil || !ok:
		return leave(note.BeyondBudget)
	}
	return nil
}

// same says that mixtures agree.
func (s *session) same(a *check.Arithmetic, x, y []mixture) expr.Formula {
	var all []expr.Formula
	for p := range x {
		for k := range x[p] {
			all = append(all, a.Compare(x[p][k], expr.EQ, y[p][k]))
		}
	}
	return expr.And(all...)
}

// payoffs: where the row exists and its probabilities are defined they are the
// expected payoffs.
func (s *session) payoffs(a *check.Arithmetic, e *Evidence) error {
	if s.large() {
		return leave(note.TooManyTerms)
	}
	mix, there, ok := s.single(a)
	if s.row.Root != nil {
		// At each root with which the mixtures are an equilibrium.
		var vanishes expr.Formula
		vanishes, there, mix = s.rootAt(a)
		there, ok = expr.And(vanishes, there, s.equilibrium(a, mix)), true
	}
	if !ok {
		return leave(note.NoWitness)
	}
	var all []expr.Formula
	for p, u := range s.row.Payoffs {
		all = append(all, a.Compare(a.Read(u), expr.EQ, s.expected(a, p, mix, -1)))
	}
	return s.generically(expr.Implies(expr.And(there, s.row.Exists), expr.And(all...)), e)
}

// strict: every deviation loses. A mixed strategy never is: an action of its
// support does as well.
func (s *session) strict(a *check.Arithmetic, e *Evidence) error {
	if !pure(s.row.Support) {
		return s.must(expr.Not(s.row.Strict), e)
	}
	return s.must(expr.Iff(s.row.Strict, s.strictAt(a, s.profile())), e)
}

func (s *session) strictAt(a *check.Arithmetic, profile []int) expr.Formula {
	var all []expr.Formula
	mix := s.certainly(a, profile)
	for p, k := range profile {
		here := s.expected(a, p, mix, k)
		for other := range s.g.Players[p].Actions {
			if other != k {
				all = append(all, a.Compare(here, expr.GT, s.expected(a, p, mix, other)))
			}
		}
	}
	return expr.And(all...)
}

// efficient: the row exists, as a single equilibrium, and no pure profile is at
// least as good for all and better for one. Of probabilities that solve an equation the
// payoffs are those of the row, which are certified by themselves.
func (s *session) efficient(a *check.Arithmetic, e *Evidence) error {
	mix, there, ok := s.single(a)
	if s.row.Root != nil && s.row.Payoffs != nil {
		there, ok = s.row.Root.Where, true
	}
	if !ok {
		if s.row.Efficient.IsFalse() {
			return leave(note.NoSingle)
		}
		return leave(note.NoWitness)
	}
	if s.large() {
		return leave(note.TooManyTerms)
	}
	here := make([]check.Fraction, len(s.g.Players))
	for p := range here {
		if s.row.Root != nil {
			here[p] = a.Read(s.row.Payoffs[p])
		} else {
			here[p] = s.expected(a, p, mix, -1)
		}
	}
	var all []expr.Formula
	for q := range tuples(s.g.Shape()) {
		var better, worse []expr.Formula
		for p := range here {
			u := s.payoff(a, p, q)
			better = append(better, a.Compare(u, expr.GT, here[p]))
			worse = append(worse, a.Compare(u, expr.LT, here[p]))
		}
		all = append(all, expr.Or(append(worse, expr.Not(expr.Or(better...)))...))
	}
	says := *s.row.Efficient
	undominated := expr.And(all...)
	if err := s.generically(expr.Implies(expr.And(there, s.row.Exists, undominated), says), e); err != nil {
		return err
	}
	return s.generically(expr.Implies(says, expr.And(there, s.row.Exists, undominated)), e)
}

// riskDominant: the profile and the opposite corner of a 2×2 game are strict
// equilibria, and the product of what deviating unilaterally costs is larger here
// (Harsanyi and Selten 1988).
func (s *session) riskDominant(a *check.Arithmetic, e *Evidence) error {
	here := s.profile()
	there := make([]int, len(here))
	for p, k := range here {
		there[p] = 1 - k
	}
	loss := func(profile []int) check.Fraction {
		mix := s.certainly(a, profile)
		out := a.Int(1)
		for p, k := range profile {
			out = a.Mul(out, a.Sub(s.expected(a, p, mix, k), s.expected(a, p, mix, 1-k)))
		}
		return out
	}
	claim := expr.And(s.strictAt(a, here), s.strictAt(a, there), a.Compare(loss(here), expr.GT, loss(there)))
	return s.must(expr.Iff(*s.row.RiskDominant, claim), e)
}
