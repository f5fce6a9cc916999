package stability

import (
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/prove"
)

// applyMonotone compiles increasing(e, x) and decreasing(e, x) as a condition on
// a point. Where the allowed values of x form an interval whatever the other
// parameters are, and e is one rational function, it is the sign of the
// derivative. Elsewhere points are compared, the second one quantified away; for
// a continuous e in pieces, over an interval, the derivative of each piece says
// where that is too much to ask. Either way the condition holds wherever the
// hypotheses do exactly when e is weakly monotone there.
func applyMonotone(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 2, n.Text+"(expression, parameter)"); err != nil {
		return expr.Result{}, err
	}
	e, err := cc.Value(n.Args[0])
	if err != nil {
		return expr.Result{}, err
	}
	h := s.c.model.Head()
	name := text(cc, n.Args[1])
	x := -1
	for i, p := range h.Free() {
		if p.Name == name {
			x = i
		}
	}
	if x < 0 {
		return expr.Result{}, expr.Fail(n.Args[1], expr.DidYouMean(name, h.FreeNames()), "%q is not a parameter", name)
	}
	op := expr.GE
	if n.Text == "decreasing" {
		op = expr.LE
	}
	hyps := s.withoutIdle(s.withDefined(cc.Defined()), x)
	r, plain := e.Ratio()
	if h.Moves(hyps.Vars(), x) || !(plain && intervalIn(hyps, x)) && h.Moves(varsOf(e), x) {
		// Terms at another value of x are other terms.
		s.fatal = undecidable(note.MonotoneOfTerm, n.Text, h.Params[x].Name)
		return expr.Result{}, nil
	}
	if plain && intervalIn(hyps, x) {
		slope, ok := s.slope(r, x)
		if !ok {
			s.fatal = undecidable(note.MonotoneOfRoot, n.Text, h.Params[x].Name)
			return expr.Result{}, nil
		}
		f := expr.Compare(slope, op, algebra.Ratio{})
		if alone := and(stuck(hyps, x, 1), stuck(hyps, x, -1)); !s.judge().refutes(s.ctx, alone) {
			f = expr.Or(f, alone) // a single allowed value of x
		}
		return expr.Truth(f), nil
	}
	return s.monotoneByPoints(n, e, x, op, hyps)
}

// varsOf lists the variables of the cases of a value.
func varsOf(e expr.Value) []algebra.Var {
	var out []algebra.Var
	for _, c := range e.Cases {
		out = append(append(out, c.When.Vars()...), c.Is.Vars()...)
	}
	return out
}

// withDefined adds to the hypotheses the conditions of definedness that they do
// not imply already: T - P != 0 adds nothing to T > P, and would make the form
// of the hypotheses look less simple than it is.
func (s *claimScope) withDefined(defined expr.Formula) expr.Formula {
	h := s.c.model.Head()
	asm := prove.Assume(s.hyps, prove.Options{Prefer: h.Defaults(), Names: h.Names(), Budget: fullBudget})
	hyps := s.hyps
	for _, c := range defined.Conjuncts() {
		if asm.Implies(s.ctx, c) != prove.Yes {
			hyps = expr.And(hyps, c)
		}
	}
	return hyps
}

// withoutIdle drops the facts about terms, and of the hypotheses that would keep x
// from moving in an interval (c != 0, 1 + exp(-x) != 0) those that the others imply.
func (s *claimScope) withoutIdle(hyps expr.Formula, x algebra.Var) expr.Formula {
	h := s.c.model.Head()
	kept := hyps.Conjuncts()
	for i := 0; i < len(kept); i++ {
		c := kept[i]
		if !h.Moves(c.Vars(), x) && intervalIn(c, x) {
			continue
		}
		others := expr.And(append(append([]expr.Formula(nil), kept[:i]...), kept[i+1:]...)...)
		asm := prove.Assume(others, prove.Options{Prefer: h.Defaults(), Names: h.Names(), Budget: fullBudget})
		if asm.Implies(s.ctx, c) == prove.Yes {
			kept = append(append([]expr.Formula(nil), kept[:i]...), kept[i+1:]...)
			i--
		}
	}
	return h.WithoutFacts(expr.And(kept...))
}

// intervalIn reports whether f confines x to an interval by its form: a
// conjunction whose conditions on x are linear in x and no inequations.
func intervalIn(f expr.Formula, x algebra.Var) bool {
	for _, c := range f.Conjuncts() {
		if c.Kind != expr.KAtom {
			for _, v := range c.Vars() {
				if v == x {
					return false
				}
			}
			continue
		}
		if a := c.Atom; a.P.Has(x) && (a.P.Degree(x) > 1 || a.Op == expr.NE) {
			return false
		}
	}
	return true
}

// stuck is the condition that x cannot move in a direction, 1 or -1, without
// leaving the interval to which f confines it: some condition binds. Open ends
// never do.
func stuck(f expr.Formula, x algebra.Var, direction int) expr.Formula {
	var any []expr.Formula
	for _, c := range f.Conjuncts() {
		if c.Kind != expr.KAtom || !c.Atom.P.Has(x) {
			continue
		}
		slope := c.Atom.P.LeadCoeff(x)
		if direction < 0 {
			slope = slope.Neg()
		}
		var blocked expr.Formula
		switch c.Atom.Op {
		case expr.EQ:
			blocked = expr.Sign(slope, expr.NE)
		case expr.LE:
			blocked = expr.Sign(slope, expr.GT)
		case expr.GE:
			blocked = expr.Sign(slope, expr.LT)
		}
		any = append(any, and(expr.Sign(c.Atom.P, expr.EQ), blocked))
	}
	return expr.Or(any...)
}

// monotoneByPoints is the condition on a point that no allowed point with a
// larger x has a value on the wrong side; where there is none with a larger x, that
// those just before it have not: that no allowed point with a smaller x is on the
// wrong side without one between that is not.
func (s *claimScope) monotoneByPoints(n *expr.Node, e expr.Value, x algebra.Var, op expr.Op, hyps expr.Formula) (expr.Result, *expr.Error) {
	h := s.c.model.Head()
	if len(s.hidden) > 0 {
		s.fatal = undecidable(note.MonotoneOfRoot, n.Text, h.Params[x].Name)
		return expr.Result{}, nil
	}
	y, z := len(h.Params), len(h.Params)+1 // fresh variables: other values of x
	later := expr.And(hyps, moved(hyps, x, y), expr.Sign(algebra.Variable(y).Sub(algebra.Variable(x)), expr.GT))
	worse := expr.And(later, movedValue(e, x, y).Compare(op.Negate(), e))
	asm := prove.Assume(expr.True(), prove.Options{Prefer: h.Defaults(), Names: h.Names()})
	if ans, _ := asm.Satisfiable(s.ctx, worse); ans == prove.No {
		return expr.Truth(expr.True()), nil // no such pair of points: monotone everywhere
	}
	project := func(v algebra.Var, f expr.Formula) expr.Formula {
		g, ans := asm.Eliminate(s.ctx, []algebra.Var{v}, f)
		if ans != prove.Yes && s.fatal == nil {
			s.fatal = undecidable(note.SecondPoint, n.Text, asm.Limit(s.ctx))
		}
		return g
	}
	bad, more := project(y, worse), project(y, later)
	last := expr.And(hyps, expr.Not(more))
	if s.fatal == nil && !s.judge().refutes(s.ctx, last) {
		earlier := func(v algebra.Var, op expr.Op) expr.Formula {
			return expr.And(moved(hyps, x, v), expr.Sign(algebra.Variable(v).Sub(algebra.Variable(x)), expr.LT), e.Compare(op, movedValue(e, x, v)))
		}
		between := project(z, expr.And(hyps, earlier(z, op), expr.Sign(algebra.Variable(z).Sub(algebra.Variable(y)), expr.GT)))
		bad = expr.Or(bad, project(y, expr.And(last, earlier(y, op.Negate()), expr.Not(between))))
	}
	if s.fatal != nil {
		return expr.Result{}, nil
	}
	f := expr.Not(bad)
	if intervalIn(hyps, x) && s.continuous(e, hyps) {
		slopes := expr.True()
		for _, c := range e.Cases {
			slopes = expr.And(slopes, expr.Implies(closure(c.When), expr.Compare(c.Is.Derivative(x), op, algebra.Ratio{})))
		}
		f = expr.Or(slopes, f) // f for the points where pieces meet
	}
	return expr.Truth(f), nil
}

// moved is a formula about the point at which x has the value of another variable.
func moved(f expr.Formula, x, to algebra.Var) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		return expr.Sign(a.P.SubstituteRatio(x, algebra.Variable(to), algebra.IntPoly(1)), a.Op)
	})
}

func movedValue(e expr.Value, x, to algebra.Var) expr.Value {
	var out expr.Value
	one, other := algebra.IntPoly(1), algebra.Variable(to)
	for _, c := range e.Cases {
		is := algebra.RatioOf(c.Is.Num().SubstituteRatio(x, other, one), c.Is.Den().SubstituteRatio(x, other, one))
		out.Cases = append(out.Cases, expr.Case{When: moved(c.When, x, to), Is: is})
	}
	return out
}

// continuous reports whether e is proved to be continuous where the hypotheses
// hold: any two pieces agree wherever both come close.
func (s *claimScope) continuous(e expr.Value, hyps expr.Formula) bool {
	asm := s.judge()
	for i, c := range e.Cases {
		if !asm.refutes(s.ctx, expr.And(closure(c.When), expr.Sign(c.Is.Den(), expr.EQ))) {
			return false
		}
		for _, d := range e.Cases[:i] {
			if !asm.refutes(s.ctx, and(closure(c.When), closure(d.When), expr.Compare(c.Is, expr.NE, d.Is))) {
				return false
			}
		}
	}
	return true
}

// closure relaxes the strict comparisons of f; what f describes lies in it with
// its limit points.
func closure(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula {
		switch a.Op {
		case expr.LT:
			return expr.Sign(a.P, expr.LE)
		case expr.GT:
			return expr.Sign(a.P, expr.GE)
		case expr.NE:
			return expr.True()
		}
		return expr.Sign(a.P, a.Op)
	})
}
