package concept

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Candidate is the sentence of one way of playing: there are reals for the
// unknowns such that Holds. The unknowns are the variables behind the parameters.
type Candidate struct {
	Unknowns int
	Holds    expr.Formula
}

// Settled is what is known of a candidate.
type Settled struct {
	Exists    expr.Formula // over the parameters; false where the candidate never is an equilibrium
	KnifeEdge prove.Answer
	// Values are the unknowns as functions of the parameters, where the equations
	// of the sentence pin them down.
	Values []Amount
	// Open says that the elimination went beyond the budget: nothing is known.
	Open bool
}

// Settler eliminates the unknowns of candidates under the assumptions of one
// model. It is safe for concurrent use.
type Settler struct {
	head        *games.Header
	hyps        expr.Formula
	quick, full *prove.Assumptions
	parts       settledParts
	differences differences
}

// Budgets of one question, in the prover's units of about a microsecond.
const (
	quickBudget = 2_000
	fullBudget  = 300_000
)

// NewSettler prepares the hypotheses of a model.
func NewSettler(m games.Model) *Settler { return settlerOf(m.Head(), games.Hypotheses(m)) }

// Under returns a settler for the part of the parameters where f holds.
func (s *Settler) Under(f expr.Formula) *Settler { return settlerOf(s.head, expr.And(s.hyps, f)) }

func settlerOf(h *games.Header, hyps expr.Formula) *Settler {
	s := &Settler{head: h, hyps: hyps}
	opt := prove.Options{Prefer: h.Defaults(), Names: h.Names(), Budget: fullBudget, Roots: h.Roots()}
	s.full = prove.Assume(s.hyps, opt)
	opt.Budget, opt.Shallow = quickBudget, true
	s.quick = prove.Assume(s.hyps, opt)
	return s
}

// Possible reports whether f can hold under the assumptions; f may mention
// unknowns.
func (s *Settler) Possible(ctx context.Context, f expr.Formula) prove.Answer {
	if f.IsFalse() {
		return prove.No
	}
	ans, _ := s.quick.Satisfiable(ctx, f)
	if ans == prove.Unknown {
		ans, _ = s.full.Satisfiable(ctx, f)
	}
	return ans
}

// Soon is Possible by the quick layers alone.
func (s *Settler) Soon(ctx context.Context, f expr.Formula) prove.Answer {
	if f.IsFalse() {
		return prove.No
	}
	ans, _ := s.quick.Satisfiable(ctx, f)
	return ans
}

// Simplify returns a formula equivalent to f under the assumptions.
func (s *Settler) Simplify(ctx context.Context, f expr.Formula) expr.Formula {
	return s.full.Simplify(ctx, f)
}

// Shares of the budget of a question that formulas of one table are simplified with,
// in all and at least each: more rarely makes them shorter.
const (
	sharedBudget = fullBudget
	leastShare   = 3_000
)

// Simplifier is Simplify for the n formulas of one table, which share a budget.
func (s *Settler) Simplifier(n int) func(context.Context, expr.Formula) expr.Formula {
	budget := max(leastShare, sharedBudget/max(n, 1))
	return prove.Assume(s.hyps, prove.Options{Prefer: s.head.Defaults(), Names: s.head.Names(), Budget: budget}).Simplify
}

// Eliminate quantifies variables away, by their bounds where they occur linearly: see
// prove.Assumptions.Eliminate.
func (s *Settler) Eliminate(ctx context.Context, vars []algebra.Var, f expr.Formula) (expr.Formula, prove.Answer) {
	if g, ok := s.linearly(ctx, vars, f); ok {
		return s.Simplify(ctx, g), prove.Yes
	}
	return s.full.Eliminate(ctx, vars, f)
}

// Negligible reports whether f, over the parameters, holds on a set of measure zero.
func (s *Settler) Negligible(ctx context.Context, f expr.Formula) prove.Answer {
	return s.full.Measure0(ctx, f)
}

// Settle eliminates the unknowns of a candidate. The parts of the sentence that share
// no unknown are settled each for itself: (∃x, y: A(x) and B(y)) is (∃x: A) and
// (∃y: B), and a part comes again in other candidates. In a part, unknowns that the
// equations express by the parameters are put in; the others are quantified away, at
// the cost of quantifier elimination: low for a few unknowns that occur linearly or
// in products of two, doubly exponential in their number in the worst case, and
// bounded by a budget.
func (s *Settler) Settle(ctx context.Context, c Candidate) Settled {
	out := Settled{Exists: expr.False(), Values: make([]Amount, c.Unknowns)}
	vars := s.unknowns(c)
	found, values, ok := s.inParts(ctx, c, vars)
	switch {
	case !ok:
		return Settled{Open: true}
	case found.IsFalse():
		return out
	}
	out.Values = values
	exists := s.Simplify(ctx, found)
	switch s.Possible(ctx, exists) {
	case prove.No:
		return out
	case prove.Yes:
		out.KnifeEdge = s.Negligible(ctx, exists)
	}
	out.Exists = exists
	for i, a := range out.Values {
		out.Values[i] = s.within(ctx, a, exists)
	}
	var open []algebra.Var
	for i, a := range out.Values {
		if !a.Known() {
			open = append(open, vars[i])
		}
	}
	if slices.ContainsFunc(equations(c.Holds), func(p algebra.Poly) bool { return slices.ContainsFunc(open, p.Has) }) {
		// What the parameters must satisfy may pin more unknowns down.
		values, _ := s.solve(ctx, expr.And(c.Holds, exists), vars)
		for i, a := range values {
			if !out.Values[i].Known() && (a.Known() || out.Values[i].Value == nil) {
				out.Values[i] = a
			}
		}
	}
	return out
}

// Exists is the condition on the parameters that a candidate exists, not simplified;
// ok is false where that was not found within the budget.
func (s *Settler) Exists(ctx context.Context, c Candidate) (f expr.Formula, ok bool) {
	f, _, ok = s.inParts(ctx, c, s.unknowns(c))
	return f, ok && ctx.Err() == nil
}

// inParts settles the parts of a sentence that share no unknown; ok is false where one
// is open.
func (s *Settler) inParts(ctx context.Context, c Candidate, vars []algebra.Var) (exists expr.Formula, values []Amount, ok bool) {
	if s.Soon(ctx, c.Holds) == prove.No {
		return expr.False(), nil, true
	}
	values = make([]Amount, c.Unknowns)
	free, parts := separate(c.Holds.Conjuncts(), vars)
	slices.SortStableFunc(parts, func(a, b block) int { return len(a.vars) - len(b.vars) })
	all := []expr.Formula{free}
	for _, p := range parts {
		st := s.settlePart(ctx, p)
		if st.Open {
			return expr.False(), nil, false
		}
		if all = append(all, st.Exists); st.Exists.IsFalse() || s.Soon(ctx, expr.And(all...)) == prove.No {
			return expr.False(), nil, true
		}
		for i, v := range p.vars {
			values[v-vars[0]] = st.Values[i]
		}
	}
	return expr.And(all...), values, true
}

// within drops the cases of an amount that are impossible where f holds.
func (s *Settler) within(ctx context.Context, a Amount, f expr.Formula) Amount {
	if a.Value == nil || len(a.Value.Cases) == 1 && a.Except.IsFalse() {
		return a
	}
	var v expr.Value
	for _, k := range a.Value.Cases {
		if s.Soon(ctx, expr.And(f, k.When)) != prove.No {
			v.Cases = append(v.Cases, k)
		}
	}
	if !a.Except.IsFalse() && s.Soon(ctx, expr.And(f, a.Except)) == prove.No {
		a.Except = expr.False()
	}
	switch {
	case len(v.Cases) == 0:
		return Amount{}
	case len(v.Cases) == 1 && a.Except.IsFalse():
		v.Cases[0].When = expr.True()
	}
	a.Value = &v
	return a
}

// maxSplits bounds how often a sentence is parted by whether the coefficient of an
// unknown vanishes.
const maxSplits = 3

// settle eliminates the unknowns of one part.
func (s *Settler) settle(ctx context.Context, c Candidate, splits int) Settled {
	out := Settled{Exists: expr.False(), Values: make([]Amount, c.Unknowns)}
	if s.Soon(ctx, c.Holds) == prove.No {
		return out
	}
	f := c.Holds
	vars := s.unknowns(c)
	values, pivot := s.solve(ctx, c.Holds, vars)
	if splits > 0 && !pivot.IsZero() {
		return s.join(ctx, c, pivot, splits-1)
	}
	out.Values = values
	var left []algebra.Var
	for i, v := range vars {
		if a := out.Values[i]; a.Known() {
			r, _ := a.Value.Ratio()
			f = Substitute(f, v, r)
		} else {
			left = append(left, v)
		}
	}
	if len(left) > 0 {
		if s.Possible(ctx, f) == prove.No {
			return out
		}
		if g, ok := s.linearly(ctx, left, f); ok {
			f = g
		} else if g, ans := s.full.Eliminate(ctx, left, f); ans == prove.Yes {
			f = g
		} else {
			return Settled{Open: true}
		}
	}
	if f = s.Simplify(ctx, f); s.Possible(ctx, f) != prove.No {
		out.Exists = f
	}
	return out
}

// join settles a sentence apart where a coefficient vanishes and where it does not.
func (s *Settler) join(ctx context.Context, c Candidate, pivot algebra.Poly, splits int) Settled {
	zero := expr.Sign(pivot, expr.EQ)
	a := s.settle(ctx, Candidate{c.Unknowns, expr.And(c.Holds, expr.Not(zero))}, splits)
	b := s.settle(ctx, Candidate{c.Unknowns, expr.And(c.Holds, zero)}, splits)
	switch {
	case a.Open || b.Open:
		return Settled{Open: true}
	case a.Exists.IsFalse():
		return b
	case b.Exists.IsFalse():
		return a
	}
	out := Settled{Exists: s.Simplify(ctx, expr.Or(a.Exists, b.Exists)), Values: make([]Amount, c.Unknowns)}
	for i := range out.Values {
		x, y := a.Values[i], b.Values[i]
		if x.Value == nil && y.Value == nil {
			continue
		}
		v := &out.Values[i]
		v.Value = &expr.Value{}
		for _, part := range []struct {
			when expr.Formula
			of   Amount
		}{{expr.Not(zero), x}, {zero, y}} {
			if part.of.Value == nil {
				v.Except = expr.Or(v.Except, part.when)
				continue
			}
			v.Except = expr.Or(v.Except, expr.And(part.when, part.of.Except))
			for _, k := range part.of.Value.Cases {
				v.Value.Cases = append(v.Value.Cases, expr.Case{When: expr.And(part.when, k.When), Is: k.Is})
			}
		}
	}
	return out
}

func (s *Settler) unknowns(c Candidate) []algebra.Var {
	out := make([]algebra.Var, c.Unknowns)
	for i := range out {
		out[i] = len(s.head.Params) + i
	}
	return out
}

// Substitute puts a rational function in for a variable; the denominator must not
// vanish where the result is used, and is demanded not to.
func Substitute(f expr.Formula, v algebra.Var, r algebra.Ratio) expr.Formula {
	den := r.Den()
	g := f.Map(func(at expr.Atom) expr.Formula {
		d := at.P.Degree(v)
		if d == 0 {
			return expr.Formula{Kind: expr.KAtom, Atom: at}
		}
		p := at.P.SubstituteRatio(v, r.Num(), den) // times den^d
		if d%2 == 1 {
			p = p.Mul(den)
		}
		return expr.Sign(p, at.Op)
	})
	return expr.And(g, expr.Sign(den, expr.NE))
}

// solve reads the unknowns off the equations of a sentence: one after another is
// expressed by the others where an equation, freed of the factors that cannot
// vanish, is linear in it and its coefficient cannot vanish; what is left over is
// the root of an equation in one unknown, or free. Where nothing could be solved
// for an unknown because a coefficient may vanish, pivot is that coefficient.
func (s *Settler) solve(ctx context.Context, f expr.Formula, vars []algebra.Var) (out []Amount, pivot algebra.Poly) {
	eqs := equations(f)
	assume := func(more ...expr.Formula) *prove.Assumptions {
		all := expr.And(append(more, s.hyps, f)...)
		return prove.Assume(all, prove.Options{Prefer: s.head.Defaults(), Names: s.head.Names(), Budget: quickBudget * 10})
	}
	given := assume()
	nonzero := func(p algebra.Poly) bool {
		ans, _ := given.Satisfiable(ctx, expr.Sign(p, expr.EQ))
		return ans == prove.No
	}
	mentions := func(p algebra.Poly) int {
		n := 0
		for _, v := range vars {
			if p.Has(v) {
				n++
			}
		}
		return n
	}
	for i, p := range eqs {
		eqs[i] = freed(p, nonzero)
	}
	solved := make(map[algebra.Var]algebra.Ratio)
	var order []algebra.Var // in which they were solved
	for {
		// Take the equation of least degree with the fewest unknowns that can be
		// solved for one.
		best, bestVar, bestCost := -1, 0, 0
		for i, p := range eqs {
			for _, v := range vars {
				if p.Degree(v) != 1 {
					continue
				}
				lead := p.LeadCoeff(v)
				n := mentions(p)
				cost := Degree(p, vars)*len(vars) + n
				if (best < 0 || cost < bestCost) && mentions(lead) < n && nonzero(lead) {
					best, bestVar, bestCost = i, v, cost
				}
			}
		}
		if best < 0 {
			if one, ok := common(eqs, mentions, func(p, q algebra.Poly) bool {
				ans, _ := given.Satisfiable(ctx, expr.And(expr.Sign(p, expr.EQ), expr.Sign(q, expr.EQ)))
				return ans == prove.No
			}); ok {
				eqs = one
				continue
			}
			if lower, ok := combine(eqs, vars, nonzero); ok {
				for i, p := range lower {
					lower[i] = freed(p, nonzero)
				}
				eqs = slices.DeleteFunc(lower, func(q algebra.Poly) bool { return mentions(q) == 0 })
				var follows []expr.Formula
				for _, q := range eqs {
					follows = append(follows, expr.Sign(q, expr.EQ))
				}
				given = assume(follows...) // what cannot vanish is easier to see from them
				continue
			}
			if q, v, ok := resolve(eqs, vars, solved, mentions, nonzero); ok {
				eqs = append(eqs, q)
				if q.Degree(v) == 1 && nonzero(q.LeadCoeff(v)) {
					continue
				}
			}
			break
		}
		p := eqs[best]
		lead := p.LeadCoeff(bestVar)
		rest := p.Sub(lead.Mul(algebra.Variable(bestVar)))
		r := algebra.RatioOf(rest.Neg(), lead)
		solved[bestVar], order = r, append(order, bestVar)
		eqs = slices.Delete(eqs, best, best+1)
		for i, q := range eqs {
			eqs[i] = freed(q.SubstituteRatio(bestVar, r.Num(), r.Den()), nonzero)
		}
		eqs = slices.DeleteFunc(eqs, func(q algebra.Poly) bool { return mentions(q) == 0 })
	}
	// Later ones stand in earlier ones.
	for i := len(order) - 1; i >= 0; i-- {
		for _, w := range order[i+1:] {
			if r, err := solved[order[i]].Substitute(w, solved[w]); err == nil {
				solved[order[i]] = r
			}
		}
	}
	for _, p := range eqs {
		for _, v := range vars {
			if p.Degree(v) == 1 && mentions(p.LeadCoeff(v)) == 0 && pivot.IsZero() {
				pivot = p.LeadCoeff(v)
			}
		}
	}
	out = make([]Amount, len(vars))
	for i, v := range vars {
		r, ok := solved[v]
		switch {
		case ok && mentions(r.Num()) == 0 && mentions(r.Den()) == 0:
			out[i] = Formula(r)
		case ok:
			out[i] = through(eqs, v, r, vars, mentions)
		case !ok:
			for _, q := range eqs {
				if q.Has(v) && mentions(q) == 1 {
					out[i] = Amount{Poly: q, Unknown: v}
				}
			}
		}
	}
	return out, pivot
}
