package stability

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/continuous"
	"brink/solver/dynamics"
	"brink/solver/prove"
)

// pointConcepts are the concepts of models whose equilibria are points: choices
// from ranges, and rest points of dynamics.
func pointConcepts() []Concept {
	always := func(games.Model) bool { return true }
	return []Concept{
		{"nash", games.ContinuousForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
			return continuous.Equilibria(ctx, m.(*games.Continuous))
		}, func(m games.Model) bool { return m.(*games.Continuous).Moves == nil }},
		{"spe", games.ContinuousForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
			return continuous.Sequential(ctx, m.(*games.Continuous))
		}, func(m games.Model) bool { return m.(*games.Continuous).Moves != nil }},
		{"mixed", games.ContinuousForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
			return continuous.Contest(ctx, m.(*games.Continuous))
		}, func(games.Model) bool { return false }},
		{"rest", games.DynamicsForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
			return dynamics.RestPoints(ctx, m.(*games.Dynamics))
		}, always},
	}
}

// point reads VARIABLE = VALUE, …: the variables that are given, with their values.
func (s *claimScope) point(cc *expr.Compiler, n *expr.Node, names []string, vars []algebra.Var) (given []algebra.Var, values []expr.Value, free []algebra.Var, err *expr.Error) {
	seen := make([]bool, len(names))
	for _, a := range n.Args {
		if !a.IsEquation() {
			return nil, nil, nil, expr.Fail(a, "write "+n.Text+"(variable = value, …)", "found %q where VARIABLE = VALUE was expected", a.Source(cc.Src))
		}
		name := text(cc, a.Args[0])
		i := slices.Index(names, name)
		if i < 0 {
			return nil, nil, nil, expr.Fail(a.Args[0], expr.DidYouMean(name, names), "%q is not a variable", name)
		}
		if seen[i] {
			return nil, nil, nil, expr.Fail(a, "", "%s is given twice", name)
		}
		seen[i] = true
		v, err := cc.Value(a.Args[1])
		if err != nil {
			return nil, nil, nil, err
		}
		given, values = append(given, vars[i]), append(values, v)
	}
	for i, ok := range seen {
		if !ok {
			free = append(free, vars[i])
		}
	}
	return given, values, free, nil
}

// at puts a point into a condition on parameters and variables, and quantifies away
// the variables that the point leaves free.
func (s *claimScope) at(f expr.Formula, given []algebra.Var, values []expr.Value, free []algebra.Var) expr.Formula {
	f = concept.Put(f, given, values)
	if len(free) == 0 {
		return f
	}
	g, ans := s.settler().Eliminate(s.ctx, free, f)
	if ans != prove.Yes && s.fatal == nil {
		s.fatal = fmt.Errorf("%w: the variables left free could not be eliminated", ErrUndecidable)
	}
	return g
}

// choices prepares the best replies of a game once for all claims.
func (s *claimScope) choices() *continuous.System {
	if s.fatal != nil {
		return nil
	}
	settler, w := s.settler(), s.c.ground
	w.mu.Lock()
	defer w.mu.Unlock()
	sys, err := w.choices.once(s.ctx, w.model, func() (*continuous.System, error) {
		return continuous.NewSystem(s.ctx, w.model.(*games.Continuous), settler)
	})
	if err != nil {
		s.fatal = fmt.Errorf("%w: %v", ErrUndecidable, err)
		return nil
	}
	return sys
}

// chosen is the condition on parameters and choices that these are an equilibrium, with
// the variables of the choices; nil where it was not found.
func (s *claimScope) chosen() (f expr.Formula, vars []algebra.Var) {
	g := s.c.model.(*games.Continuous)
	if g.Moves == nil {
		sys := s.choices()
		if sys == nil {
			return f, nil
		}
		return sys.Equilibrium(), sys.Vars()
	}
	t := s.conceptTable("spe")
	if t == nil {
		return f, nil
	}
	for i := range g.Variables {
		vars = append(vars, len(g.Params)+i)
	}
	f = expr.False()
	for _, r := range t.Rows {
		f = expr.Or(f, expr.And(r.Exists, r.Sentence.Holds))
	}
	return f, vars
}

// applyEquilibrium compiles equilibrium(x = e, …).
func applyEquilibrium(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	f, vars := s.chosen()
	if vars == nil {
		return expr.Result{}, nil
	}
	g := s.c.model.(*games.Continuous)
	given, values, free, err := s.point(cc, n, g.VariableNames(), vars)
	if err != nil {
		return expr.Result{}, err
	}
	// What is chosen by its exponential or square root is no variable, but a function of one.
	for i, v := range given {
		if rate := g.Variables[slices.Index(vars, v)].Rate; rate != nil {
			if values[i], err = s.exponential(n, values[i], *rate); err != nil {
				return expr.Result{}, err
			}
		}
	}
	for i := len(given) - 1; i >= 0; i-- {
		if v := g.Variables[slices.Index(vars, given[i])]; v.Root != nil {
			f = expr.And(f, expr.Plain(v.Choice(given[i])).Compare(expr.EQ, values[i]))
			free = append(free, given[i])
			given, values = slices.Delete(given, i, i+1), slices.Delete(values, i, i+1)
		}
	}
	return expr.Truth(s.at(f, given, values, free)), nil
}

// exponential is exp(rate*v), of which the file must have the terms.
func (s *claimScope) exponential(n *expr.Node, v expr.Value, rate algebra.Ratio) (expr.Value, *expr.Error) {
	out := expr.Value{}
	for _, c := range v.Cases {
		e, err := s.c.model.Head().Function("exp", c.Is.Mul(rate))
		if err != nil {
			return v, expr.Fail(n, "", "%v", err)
		}
		out.Cases = append(out.Cases, expr.Case{When: c.When, Is: e})
	}
	return out, nil
}

// applyNumberOfEquilibria compiles unique_equilibrium(), exactly one, and
// no_equilibrium(). A row whose place is a formula is one point; of others it is
// asked whether there are two.
func applyNumberOfEquilibria(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 0, n.Text+"()"); err != nil {
		return expr.Result{}, err
	}
	c, _ := DefaultConcept(s.c.model)
	t := s.conceptTable(c.Name)
	if t == nil {
		return expr.Result{}, nil
	}
	some := t.Some(nil)
	if n.Text == "no_equilibrium" {
		return expr.Truth(expr.Not(some)), nil
	}
	var twice []expr.Formula
	for i, r := range t.Rows {
		if slices.ContainsFunc(r.Numbers, func(x concept.Number) bool { return x.Code == "eq" && !x.Is.Known() }) {
			two := s.two()
			if s.fatal != nil {
				return expr.Result{}, nil
			}
			twice = append(twice, two)
			return expr.Truth(expr.And(some, expr.Not(expr.Or(twice...)))), nil
		}
		for _, q := range t.Rows[:i] {
			twice = append(twice, expr.And(r.Exists, q.Exists))
		}
	}
	return expr.Truth(expr.And(some, expr.Not(expr.Or(twice...)))), nil
}

// two is the condition that there are two different equilibria.
func (s *claimScope) two() expr.Formula {
	one, vars := s.chosen()
	if vars == nil {
		return expr.False()
	}
	first := vars[len(vars)-1] + 4 // beyond the deviation
	other, differ := one, expr.False()
	all := slices.Clone(vars)
	for i, v := range vars {
		w := first + i
		other = concept.Rename(w+1, v, w).Formula(other)
		differ = expr.Or(differ, expr.Sign(algebra.Variable(v).Sub(algebra.Variable(w)), expr.NE))
		all = append(all, w)
	}
	both := expr.And(one, other, differ)
	if s.settler().Possible(s.ctx, both) == prove.No {
		return expr.False()
	}
	return s.at(both, nil, nil, all)
}

// applyChoice compiles eq(x): what is chosen in the only equilibrium.
func applyChoice(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, "eq(variable)"); err != nil {
		return expr.Result{}, err
	}
	return s.theNumber(cc, named("eq", text(cc, n.Args[0])))
}

// applyContest compiles effort(P) and wins(P), numbers of the mixed equilibrium of a
// contest.
func applyContest(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, n.Text+"(player)"); err != nil {
		return expr.Result{}, err
	}
	return s.numberOf(cc, "mixed", named(n.Text, text(cc, n.Args[0])))
}

// applyRest compiles rest(x = e, …), a predicate, and rest(x), a number.
func applyRest(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if len(n.Args) == 1 && n.Args[0].Kind != expr.NCompare {
		return s.theNumber(cc, named("rest", text(cc, n.Args[0])))
	}
	d := s.c.model.(*games.Dynamics)
	sys := dynamics.NewSystem(d)
	given, values, free, err := s.point(cc, n, d.VariableNames(), sys.Vars())
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Truth(s.at(sys.Rest(), given, values, free)), nil
}

// applyStable compiles stable(x = e, …): a rest point that is locally
// asymptotically stable. The linearisation decides, except where an eigenvalue lies
// on the axis or the circle and the system is neither affine nor of one dimension: a
// claim about such parameters is undecided.
func applyStable(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	d := s.c.model.(*games.Dynamics)
	sys := dynamics.NewSystem(d)
	given, values, free, err := s.point(cc, n, d.VariableNames(), sys.Vars())
	if err != nil {
		return expr.Result{}, err
	}
	if len(free) > 0 {
		return expr.Result{}, expr.Fail(n, "give every variable", "stable is about one point")
	}
	rest := s.at(sys.Rest(), given, values, nil)
	stable := s.at(sys.Stable(), given, values, nil)
	if !sys.Decided() {
		unstable, unknowns := sys.Unstable()
		there := s.at(unstable, given, values, nil)
		gone, ans := there, prove.Yes
		if len(unknowns) > 0 {
			gone, ans = s.settler().Eliminate(s.ctx, unknowns, there)
		}
		if ans != prove.Yes {
			gone = expr.False()
		}
		open := expr.And(s.hyps, rest, expr.Not(stable), expr.Not(gone))
		if s.settler().Possible(s.ctx, open) != prove.No {
			s.fatal = fmt.Errorf("%w: the linearisation does not decide stability where an eigenvalue has real part 0", ErrUndecidable)
			return expr.Result{}, nil
		}
	}
	return expr.Truth(expr.And(rest, stable)), nil
}
