package stability

import (
	"fmt"

	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/repeated"
)

// predicates lists the predicates of claims (contract, section 4). Each becomes an
// exact formula over the parameters.
func predicates() []predicate {
	return []predicate{
		{"nash", "nash(a, b)", profilePredicate((*claimScope).nash)},
		{"strict", "strict(a, b)", profilePredicate((*claimScope).strictNash)},
		{"unique", "unique(a, b)", profilePredicate((*claimScope).unique)},
		{"efficient", "efficient(a, b)", profilePredicate((*claimScope).efficient)},
		{"no_pure_nash", "no_pure_nash()", applyNoPureNash},
		{"dominant", "dominant(Player, action)", applyDominant},
		{"weakly_dominant", "weakly_dominant(Player, action)", applyWeaklyDominant},
		{"dominates", "dominates(Player, action, other)", applyDominates},
		{"pareto", "pareto((a, b), (c, d))", twoProfiles((*claimScope).pareto)},
		{"risk_dominant", "risk_dominant((a, b), (c, d))", twoProfiles((*claimScope).riskDominant)},
		{"ess", "ess(action)", applyESS},
		{"mixed", "mixed()", applyMixed},
		{"payoff", "payoff(Player, (a, b))", applyPayoff},
		{"prob", "prob(Player, action)", applyProb},
		{"increasing", "increasing(expression, parameter)", applyMonotone},
		{"decreasing", "decreasing(expression, parameter)", applyMonotone},
		{"spe", "spe(automaton, automaton)", applyRepeated},
		{"repeated_nash", "repeated_nash(automaton, automaton)", applyRepeated},
	}
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
			s.fatal = err
			return nil
		}
		s.c.table = t
	}
	return s.c.table
}

// unique is the condition that p is an equilibrium and no other support profile
// carries one. For three or more players the mixed equilibria are not known, so
// the answer is exact only where dominance decides: everywhere, or else the
// claim is undecided.
func (s *claimScope) unique(p []int) expr.Formula {
	g := s.c.game
	if len(g.Players) == 2 {
		t := s.conditions()
		if t == nil {
			return expr.False()
		}
		if !t.Complete {
			s.fatal = fmt.Errorf("%w: the support pairs of the game were not all examined", ErrUndecidable)
			return expr.False()
		}
		all := []expr.Formula{s.nash(p)}
		for _, row := range t.Rows {
			if row.Pure() && row.Support[0][0] == p[0] && row.Support[1][0] == p[1] {
				continue
			}
			all = append(all, expr.Not(row.Exists))
		}
		return expr.And(all...)
	}
	yes := s.dominanceSolvable(p)
	// Certainly not unique where p is no equilibrium or another pure profile is.
	no := []expr.Formula{expr.Not(s.nash(p))}
	s.eachProfile(func(q []int) {
		if !equalInts(p, q) {
			no = append(no, s.nash(q))
		}
	})
	asm := prove.Assume(s.hyps, prove.Options{Prefer: defaults(g), Names: g.Names()})
	open := expr.And(expr.Not(yes), expr.Not(expr.Or(no...)))
	if ans, _ := asm.Satisfiable(s.ctx, open); ans != prove.No {
		s.fatal = fmt.Errorf("%w: unique(…) for %d players needs their mixed equilibria, which have no formula yet; it is decided only where dominance leaves a single profile or another pure equilibrium exists",
			ErrUndecidable, len(g.Players))
	}
	return yes
}

// dominanceSolvable is the condition that each action of p strictly dominates
// every other action of its player, which makes p the only equilibrium.
func (s *claimScope) dominanceSolvable(p []int) expr.Formula {
	var all []expr.Formula
	for i, a := range p {
		all = append(all, s.dominant(i, a))
	}
	return expr.And(all...)
}

func equalInts(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// maxClaimProfiles bounds the profiles that a predicate about all of them walks.
const maxClaimProfiles = 1 << 14

// eachProfile calls yield for every pure profile; the slice is reused.
func (s *claimScope) eachProfile(yield func([]int)) {
	g := s.c.game
	n := g.Profiles(maxClaimProfiles)
	if n < 0 {
		s.fatal = fmt.Errorf("%w: the game has more than %d profiles", ErrUndecidable, maxClaimProfiles)
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
		return s.must(g.Payoff(i, p).Combine(g.Payoff(i, dev), func(a, b expr.Ratio) (expr.Ratio, error) { return a.Sub(b), nil }))
	}
	product := func(p []int) expr.Value {
		return s.must(loss(p, 0).Combine(loss(p, 1), func(a, b expr.Ratio) (expr.Ratio, error) { return a.Mul(b), nil }))
	}
	return expr.And(s.strictNash(p), s.strictNash(q), product(p).Compare(expr.GT, product(q))), nil
}

func (s *claimScope) must(v expr.Value, err error) expr.Value {
	if err != nil && s.fatal == nil {
		s.fatal = fmt.Errorf("%w: %v", ErrUndecidable, err)
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

// bimatrices returns the game regime by regime, for predicates that need its
// matrices.
func (s *claimScope) bimatrices(n *expr.Node) ([]*bimatrix, *expr.Error) {
	if len(s.c.game.Players) != 2 {
		return nil, expr.Fail(n, "", "%s is defined for two players", n.Text)
	}
	t := s.conditions()
	if t == nil {
		return nil, expr.Fail(n, "", "%v", s.fatal)
	}
	rs, err := regimes(s.ctx, s.c.game, t.judge)
	if err != nil {
		return nil, expr.Fail(n, "", "%v", err)
	}
	out := make([]*bimatrix, len(rs))
	for i, r := range rs {
		out[i] = newBimatrix(s.ctx, t, r)
	}
	return out, nil
}

func applyESS(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, "ess(action)"); err != nil {
		return expr.Result{}, err
	}
	bs, err := s.bimatrices(n)
	if err != nil {
		return expr.Result{}, err
	}
	a, err := s.action(cc, n.Args[0], 0)
	if err != nil {
		return expr.Result{}, err
	}
	var any []expr.Formula
	for _, b := range bs {
		if !b.symmetric {
			return expr.Result{}, expr.Fail(n, "", "ess is defined for symmetric games; this one is not")
		}
		f, ok := b.ess([]int{a}, []expr.Poly{expr.IntPoly(1)})
		if !ok {
			return expr.Result{}, expr.Fail(n, "", "ess is decided for at most %d actions", maxTied+1)
		}
		any = append(any, expr.And(b.regime.when, s.nash([]int{a, a}), f))
	}
	return expr.Truth(expr.Or(any...)), nil
}

func applyMixed(s *claimScope, _ *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 0, "mixed()"); err != nil {
		return expr.Result{}, err
	}
	bs, err := s.bimatrices(n)
	if err != nil {
		return expr.Result{}, err
	}
	var any []expr.Formula
	for _, b := range bs {
		qs := b.questions(first(len(b.u[0])), first(len(b.u[0][0])))
		any = append(any, expr.And(b.regime.when, qs[0].answer(s.ctx, b.asm).exists, qs[1].answer(s.ctx, b.asm).exists))
	}
	return expr.Truth(expr.Or(any...)), nil
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

// applyProb is the probability of an action in the completely mixed equilibrium:
// its weight over the sum of the weights, defined where the sum is not zero.
func applyProb(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	p, a, err := s.playerAction(cc, n)
	if err != nil {
		return expr.Result{}, err
	}
	bs, err := s.bimatrices(n)
	if err != nil {
		return expr.Result{}, err
	}
	var v expr.Value
	for _, b := range bs {
		qs := b.questions(first(len(b.u[0])), first(len(b.u[0][0])))
		// Question 1-p is about the mixture of player p.
		m := qs[1-p].answer(s.ctx, b.asm)
		if m.weights == nil {
			return expr.Result{}, expr.Fail(n, "", "the game has no unique completely mixed equilibrium")
		}
		probs, ok := normalise(m.weights, first(len(m.weights)), len(m.weights))
		if !ok {
			return expr.Result{}, expr.Fail(n, "", "the game has no unique completely mixed equilibrium")
		}
		cc.Require(expr.Implies(b.regime.when, expr.Sign(probs[a].Den(), expr.NE)))
		v.Cases = append(v.Cases, expr.Case{When: b.regime.when, Is: probs[a]})
	}
	return expr.Number(v), nil
}

// applyMonotone compiles increasing(e, x) and decreasing(e, x). Where the
// allowed values of x form an interval whatever the other parameters are, and e
// is one rational function, monotonicity is the sign of the derivative.
// Otherwise it is the comparison of two points, with the second one quantified
// away.
func applyMonotone(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 2, n.Text+"(expression, parameter)"); err != nil {
		return expr.Result{}, err
	}
	e, err := cc.Value(n.Args[0])
	if err != nil {
		return expr.Result{}, err
	}
	g := s.c.game
	name := text(cc, n.Args[1])
	x := -1
	for i, p := range g.Params {
		if p.Name == name {
			x = i
		}
	}
	if x < 0 {
		return expr.Result{}, expr.Fail(n.Args[1], expr.DidYouMean(name, g.Names()), "%q is not a parameter", name)
	}
	op := expr.GE
	if n.Text == "decreasing" {
		op = expr.LE
	}
	hyps := s.withDefined(cc.Defined())
	if r, ok := e.Ratio(); ok && intervalIn(hyps, x) {
		return expr.Truth(expr.Compare(r.Derivative(x), op, expr.Ratio{})), nil
	}
	return s.monotoneByPoints(n, e, x, op, hyps)
}

// withDefined adds to the hypotheses the conditions of definedness that they do
// not imply already: T - P != 0 adds nothing to T > P, and would make the form
// of the hypotheses look less simple than it is.
func (s *claimScope) withDefined(defined expr.Formula) expr.Formula {
	g := s.c.game
	asm := prove.Assume(s.hyps, prove.Options{Prefer: defaults(g), Names: g.Names(), Budget: fullBudget})
	hyps := s.hyps
	for _, c := range defined.Conjuncts() {
		if asm.Implies(s.ctx, c) != prove.Yes {
			hyps = expr.And(hyps, c)
		}
	}
	return hyps
}

// intervalIn reports whether f confines x to an interval by its form: a
// conjunction whose conditions on x are linear in x and no inequations.
func intervalIn(f expr.Formula, x expr.Var) bool {
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

// monotoneByPoints is the condition on a point that no allowed point with a
// larger x has a value on the wrong side.
func (s *claimScope) monotoneByPoints(n *expr.Node, e expr.Value, x expr.Var, op expr.Op, hyps expr.Formula) (expr.Result, *expr.Error) {
	g := s.c.game
	y := len(g.Params) // a fresh variable: the larger value of x
	to := make([]expr.Var, len(g.Params))
	for v := range to {
		to[v] = v
	}
	to[x] = y
	move := func(f expr.Formula) expr.Formula {
		return f.Map(func(a expr.Atom) expr.Formula { return expr.Sign(a.P.Rename(to), a.Op) })
	}
	var shifted expr.Value
	for _, c := range e.Cases {
		shifted.Cases = append(shifted.Cases, expr.Case{When: move(c.When), Is: expr.RatioOf(c.Is.Num().Rename(to), c.Is.Den().Rename(to))})
	}
	later := expr.Sign(expr.Variable(y).Sub(expr.Variable(x)), expr.GT)
	worse := expr.And(hyps, move(hyps), later, shifted.Compare(op.Negate(), e))
	asm := prove.Assume(expr.True(), prove.Options{Prefer: defaults(g), Names: g.Names()})
	if ans, _ := asm.Satisfiable(s.ctx, worse); ans == prove.No {
		return expr.Truth(expr.True()), nil // no such pair of points: monotone everywhere
	}
	f, ans := asm.Eliminate(s.ctx, []expr.Var{y}, worse)
	if ans != prove.Yes {
		s.fatal = fmt.Errorf("%w: could not eliminate the second point of %s", ErrUndecidable, n.Text)
		return expr.Result{}, nil
	}
	return expr.Truth(expr.Not(f)), nil
}

// applyRepeated compiles spe and repeated_nash.
func applyRepeated(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.c.game
	if g.Repeated == nil {
		return expr.Result{}, expr.Fail(n, "add repeated: {discount: delta}", "%s needs a repeated game", n.Text)
	}
	if err := arity(n, len(g.Players), n.Text+"(one automaton for each player)"); err != nil {
		return expr.Result{}, err
	}
	names := make([]string, len(n.Args))
	for p, a := range n.Args {
		names[p] = text(cc, a)
		if _, err := repeated.Resolve(g, names[p], p); err != nil {
			return expr.Result{}, expr.Fail(a, "", "%v", err)
		}
	}
	row, err := repeated.Analyse(s.ctx, g, names)
	if err != nil {
		return expr.Result{}, expr.Fail(n, "", "%v", err)
	}
	if n.Text == "spe" {
		return expr.Truth(row.SPE), nil
	}
	return expr.Truth(row.Nash), nil
}
