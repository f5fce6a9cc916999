package stability

import (
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
)

// meaning is what a predicate of the catalogue (games.Predicates) becomes: an exact
// formula over the parameters, or a number.
type meaning struct {
	name  string
	kinds []games.Kind // of games in which the name means this; nil for all
	apply apply
}

// meanings has one for every predicate of every kind.
func meanings() []meaning {
	strategic, tree := []games.Kind{games.StrategicForm}, []games.Kind{games.TreeForm}
	types, states := []games.Kind{games.BayesianForm}, []games.Kind{games.StochasticForm}
	choices, flow := []games.Kind{games.ContinuousForm}, []games.Kind{games.DynamicsForm}
	return append([]meaning{
		{"nash", strategic, profilePredicate((*claimScope).nash)},
		{"strict", strategic, profilePredicate((*claimScope).strictNash)},
		{"unique", strategic, profilePredicate((*claimScope).unique)},
		{"efficient", strategic, profilePredicate((*claimScope).efficient)},
		{"no_pure_nash", strategic, applyNoPureNash},
		{"dominant", strategic, applyDominant},
		{"weakly_dominant", strategic, applyWeaklyDominant},
		{"dominates", strategic, applyDominates},
		{"pareto", strategic, twoProfiles((*claimScope).pareto)},
		{"risk_dominant", strategic, twoProfiles((*claimScope).riskDominant)},
		{"ess", strategic, applyESS},
		{"mixed", strategic, applyMixed},
		{"payoff", strategic, applyPayoff},
		{"prob", strategic, applyProb},
		{"increasing", nil, applyMonotone},
		{"decreasing", nil, applyMonotone},
		{"spe", strategic, applyRepeated},
		{"repeated_nash", strategic, applyRepeated},
		{"spe", tree, someEquilibrium},
		{"pbe", tree, someEquilibrium},
		{"sequential", tree, someEquilibrium},
		{"nash", tree, someEquilibrium},
		{"every_spe", tree, everySubgamePerfect},
		{"every_pbe", tree, everyEquilibrium},
		{"bne", types, someEquilibrium},
		{"every_bne", types, everyEquilibrium},
		{"chance", types, applyChance},
		{"cutoff", types, applyCutoff},
		{"unique_equilibrium", types, applyOnlyEquilibrium},
		{"mpe", states, someEquilibrium},
		{"every_mpe", states, everyEquilibrium},
		{"value", states, applyStateValue},
		{"long_run", states, applyOfState("long_run")},
		{"reach", states, applyOfState("reach")},
		{"time", states, applyOfState("time")},
		{"equilibrium", choices, applyEquilibrium},
		{"unique_equilibrium", choices, applyNumberOfEquilibria},
		{"no_equilibrium", choices, applyNumberOfEquilibria},
		{"eq", choices, applyChoice},
		{"effort", choices, applyContest},
		{"wins", choices, applyContest},
		{"rest", flow, applyRest},
		{"stable", flow, applyStable},
		{"outcome", tree, applyOutcome},
		{"payoff", []games.Kind{games.TreeForm, games.BayesianForm}, applyExpected},
		{"prob", tree, applyTreeProb},
		{"belief", tree, applyTreeProb},
	}, anonymousMeanings()...)
}

// meaningOf is what a name means in games of a kind; nil for nothing.
func meaningOf(name string, k games.Kind) apply {
	for _, m := range meanings() {
		if m.name == name && (m.kinds == nil || slices.Contains(m.kinds, k)) {
			return m.apply
		}
	}
	return nil
}

type apply = func(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error)

// profilePredicate reads one profile.
func profilePredicate(f func(*claimScope, []int) expr.Formula) apply {
	return func(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
		args := n.Args
		if len(args) == 1 && args[0].Kind == expr.NTuple {
			args = args[0].Args
		}
		p, err := s.profile(cc, n, args)
		if err != nil {
			return expr.Result{}, err
		}
		return expr.Truth(f(s, p)), nil
	}
}

// twoProfiles reads two profiles in parentheses of their own.
func twoProfiles(f func(*claimScope, *expr.Node, []int, []int) (expr.Formula, *expr.Error)) apply {
	return func(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
		if err := arity(n, 2, n.Text+"((a, b), (c, d))"); err != nil {
			return expr.Result{}, err
		}
		p, err := s.tuple(cc, n.Args[0])
		if err != nil {
			return expr.Result{}, err
		}
		q, err := s.tuple(cc, n.Args[1])
		if err != nil {
			return expr.Result{}, err
		}
		fm, err := f(s, n, p, q)
		return expr.Truth(fm), err
	}
}

// deviations is the conjunction over all unilateral deviations from p of
// "staying op deviating".
func (s *claimScope) deviations(p []int, op expr.Op) expr.Formula {
	g := s.c.game
	var all []expr.Formula
	dev := append([]int(nil), p...)
	for i := range p {
		for a := range g.Players[i].Actions {
			if a == p[i] {
				continue
			}
			dev[i] = a
			all = append(all, g.Payoff(i, p).Compare(op, g.Payoff(i, dev)))
		}
		dev[i] = p[i]
	}
	return expr.And(all...)
}

func (s *claimScope) nash(p []int) expr.Formula       { return s.deviations(p, expr.GE) }
func (s *claimScope) strictNash(p []int) expr.Formula { return s.deviations(p, expr.GT) }

// conditions returns the table of the game, made once.
func (s *claimScope) conditions() *Table {
	if s.c.table == nil && s.fatal == nil {
		t, err := Conditions(s.ctx, s.c.game, Options{})
		if err != nil {
			s.fatal = undecidable(note.Text, err)
			return nil
		}
		s.c.table = t
	}
	return s.c.table
}

// conditionsGiven returns the table of the game under the hypotheses of the claim.
func (s *claimScope) conditionsGiven() *Table {
	t, err := conditionsUnder(s.ctx, s.c.game, s.hyps, Options{})
	if err != nil {
		s.fatal = undecidable(note.Text, err)
		return nil
	}
	return t
}

// maxClaimProfiles bounds the profiles that a predicate about all of them walks.
const maxClaimProfiles = 1 << 14

// eachProfile calls yield for every pure profile; the slice is reused.
func (s *claimScope) eachProfile(yield func([]int)) {
	g := s.c.game
	n := g.Profiles(maxClaimProfiles)
	if n < 0 {
		s.fatal = undecidable(note.ManyProfiles, maxClaimProfiles)
		return
	}
	q := make([]int, len(g.Players))
	for i := range n {
		decode(g, i, q)
		yield(q)
	}
}

func (s *claimScope) efficient(p []int) expr.Formula {
	var all []expr.Formula
	s.eachProfile(func(q []int) {
		all = append(all, expr.Not(s.dominatesProfile(q, p)))
	})
	return expr.And(all...)
}

// dominatesProfile is Pareto dominance of p over q.
func (s *claimScope) dominatesProfile(p, q []int) expr.Formula {
	g := s.c.game
	var all, any []expr.Formula
	for i := range p {
		u, v := g.Payoff(i, p), g.Payoff(i, q)
		all = append(all, u.Compare(expr.GE, v))
		any = append(any, u.Compare(expr.GT, v))
	}
	return expr.And(append(all, expr.Or(any...))...)
}

func (s *claimScope) pareto(_ *expr.Node, p, q []int) (expr.Formula, *expr.Error) {
	return s.dominatesProfile(p, q), nil
}

// riskDominant is the Harsanyi-Selten (1988) comparison in a 2×2 game.
func (s *claimScope) riskDominant(n *expr.Node, p, q []int) (expr.Formula, *expr.Error) {
	g := s.c.game
	if len(p) != 2 || len(g.Players[0].Actions) != 2 || len(g.Players[1].Actions) != 2 {
		return expr.Formula{}, expr.Fail(n, "", "risk_dominant is defined for two players with two actions each")
	}
	if p[0] == q[0] || p[1] == q[1] {
		return expr.Formula{}, expr.Fail(n, "compare opposite corners such as (hold, hold) and (strike, strike)", "the two profiles must differ in both actions")
	}
	loss := func(p []int, i int) expr.Value {
		dev := append([]int(nil), p...)
		dev[i] = 1 - dev[i]
		return s.must(g.Payoff(i, p).Combine(g.Payoff(i, dev), func(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Sub(b), nil }))
	}
	product := func(p []int) expr.Value {
		return s.must(loss(p, 0).Combine(loss(p, 1), func(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Mul(b), nil }))
	}
	return expr.And(s.strictNash(p), s.strictNash(q), product(p).Compare(expr.GT, product(q))), nil
}

func (s *claimScope) must(v expr.Value, err error) expr.Value {
	if err != nil && s.fatal == nil {
		s.fatal = undecidable(note.Text, err)
	}
	return v
}

func applyNoPureNash(s *claimScope, _ *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 0, "no_pure_nash()"); err != nil {
		return expr.Result{}, err
	}
	var all []expr.Formula
	s.eachProfile(func(p []int) { all = append(all, expr.Not(s.nash(p))) })
	return expr.Truth(expr.And(all...)), nil
}

// compareActions relates two actions of a player at every profile of the
// others.
func (s *claimScope) compareActions(p, a, b int, op expr.Op) []expr.Formula {
	g := s.c.game
	var out []expr.Formula
	s.eachProfile(func(q []int) {
		if q[p] != a {
			return
		}
		other := append([]int(nil), q...)
		other[p] = b
		out = append(out, g.Payoff(p, q).Compare(op, g.Payoff(p, other)))
	})
	return out
}

func (s *claimScope) dominant(p, a int) expr.Formula {
	var all []expr.Formula
	for b := range s.c.game.Players[p].Actions {
		if b != a {
			all = append(all, s.compareActions(p, a, b, expr.GT)...)
		}
	}
	return expr.And(all...)
}

func (s *claimScope) playerAction(cc *expr.Compiler, n *expr.Node) (p, a int, err *expr.Error) {
	if err := arity(n, 2, n.Text+"(Player, action)"); err != nil {
		return 0, 0, err
	}
	if p, err = s.player(cc, n.Args[0]); err != nil {
		return 0, 0, err
	}
	a, err = s.action(cc, n.Args[1], p)
	return p, a, err
}

func applyDominant(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	p, a, err := s.playerAction(cc, n)
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Truth(s.dominant(p, a)), nil
}

func applyWeaklyDominant(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	p, a, err := s.playerAction(cc, n)
	if err != nil {
		return expr.Result{}, err
	}
	var all []expr.Formula
	for b := range s.c.game.Players[p].Actions {
		if b != a {
			all = append(all, s.compareActions(p, a, b, expr.GE)...)
			all = append(all, expr.Or(s.compareActions(p, a, b, expr.GT)...))
		}
	}
	return expr.Truth(expr.And(all...)), nil
}

func applyDominates(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 3, "dominates(Player, action, other)"); err != nil {
		return expr.Result{}, err
	}
	p, err := s.player(cc, n.Args[0])
	if err != nil {
		return expr.Result{}, err
	}
	a, err := s.action(cc, n.Args[1], p)
	if err != nil {
		return expr.Result{}, err
	}
	b, err := s.action(cc, n.Args[2], p)
	if err != nil {
		return expr.Result{}, err
	}
	if a == b {
		return expr.Truth(expr.False()), nil
	}
	return expr.Truth(expr.And(s.compareActions(p, a, b, expr.GT)...)), nil
}

func applyPayoff(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 2, "payoff(Player, (a, b))"); err != nil {
		return expr.Result{}, err
	}
	p, err := s.player(cc, n.Args[0])
	if err != nil {
		return expr.Result{}, err
	}
	q, err := s.tuple(cc, n.Args[1])
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Number(s.c.game.Payoff(p, q)), nil
}
