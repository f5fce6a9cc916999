package stability

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/anonymous"
	"brink/solver/concept"
	"brink/solver/note"
)

// anonymousConcepts are the solution concepts of players whose number is a formula.
func anonymousConcepts() []Concept {
	return []Concept{
		{"nash", games.AnonymousForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
			return anonymous.Nash(ctx, m.(*games.Anonymous))
		}, func(games.Model) bool { return true }},
		{"spe", games.AnonymousForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
			return anonymous.Repeated(ctx, m.(*games.Anonymous))
		}, func(games.Model) bool { return false }},
	}
}

// anonymousMeanings are the predicates of players whose number is a formula.
func anonymousMeanings() []meaning {
	crowd := []games.Kind{games.AnonymousForm}
	action := func(between bool, f func(g *anonymous.Gains, a int) expr.Formula) apply {
		return func(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
			g := s.gains(between)
			if g == nil {
				return expr.Result{}, nil
			}
			a, err := s.crowdAction(cc, n, 0)
			if err != nil {
				return expr.Result{}, err
			}
			return expr.Truth(f(g, a)), nil
		}
	}
	return []meaning{
		{"nash", crowd, applyCrowdNash},
		{"strict", crowd, action(false, func(g *anonymous.Gains, a int) expr.Formula { return g.All(a, true) })},
		{"unique", crowd, action(true, (*anonymous.Gains).Only)},
		{"dominant", crowd, action(true, (*anonymous.Gains).Dominant)},
		{"laplacian", crowd, applyLaplacian},
		{"pareto", crowd, applyCrowdPareto},
		{"mixed", crowd, applyCrowdMixed},
		{"payoff", crowd, applyCrowdPayoff},
		{"spe", crowd, applyCrowdSPE},
	}
}

// gains prepares the game once for all claims; with between set, the claim needs the
// gains for all numbers of others.
func (s *claimScope) gains(between bool) *anonymous.Gains {
	settler, w := s.settler(), s.c.ground
	w.mu.Lock()
	defer w.mu.Unlock()
	g, err := w.gains.once(s.ctx, w.model, func() (*anonymous.Gains, error) {
		return anonymous.NewGains(s.ctx, w.model.(*games.Anonymous), settler)
	})
	if err != nil {
		s.fatal = undecidable(note.Text, err)
		return nil
	}
	if between && g.Open() {
		s.fatal = undecidable(note.NotMonotone, s.c.model.(*games.Anonymous).Actions[1])
		return nil
	}
	return g
}

// crowdAction reads argument i, an action.
func (s *claimScope) crowdAction(cc *expr.Compiler, n *expr.Node, i int) (int, *expr.Error) {
	names := s.c.model.(*games.Anonymous).Actions[:]
	if i >= len(n.Args) {
		return 0, expr.Fail(n, "", "%s lacks an action", n.Text)
	}
	name := text(cc, n.Args[i])
	a := slices.Index(names, name)
	if a < 0 {
		return 0, expr.Fail(n.Args[i], expr.DidYouMean(name, names), "%q is not an action of the players", name)
	}
	return a, nil
}

// applyCrowdNash compiles nash(action), everybody at it, and nash(action = k), k of
// them, the others at the other one.
func applyCrowdNash(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.gains(false)
	if err := arity(n, 1, "nash(action) or nash(action = how many)"); err != nil || g == nil {
		return expr.Result{}, err
	}
	if !n.Args[0].IsEquation() {
		a, err := s.crowdAction(cc, n, 0)
		if err != nil {
			return expr.Result{}, err
		}
		return expr.Truth(g.All(a, false)), nil
	}
	a, err := s.crowdAction(cc, n.Args[0], 0)
	if err != nil {
		return expr.Result{}, err
	}
	k, err := cc.Value(n.Args[0].Args[1])
	if err != nil {
		return expr.Result{}, err
	}
	r, ok := k.Ratio()
	if !ok {
		return expr.Result{}, expr.Fail(n.Args[0].Args[1], "", "how many is a formula without cases")
	}
	f, e := g.Exactly(a, r)
	if e != nil {
		s.fatal = undecidable(note.Text, fmt.Errorf("nash: %w", e))
	}
	return expr.Truth(f), nil
}

func applyLaplacian(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.gains(true)
	if err := arity(n, 1, "laplacian(action)"); err != nil || g == nil {
		return expr.Result{}, err
	}
	a, err := s.crowdAction(cc, n, 0)
	if err != nil {
		return expr.Result{}, err
	}
	f, ok := g.Laplacian(a)
	if !ok {
		s.fatal = undecidable(note.NotLinear)
	}
	return expr.Truth(f), nil
}

func applyCrowdPareto(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.gains(false)
	if err := arity(n, 2, "pareto(action, action)"); err != nil || g == nil {
		return expr.Result{}, err
	}
	a, err := s.crowdAction(cc, n, 0)
	if err != nil {
		return expr.Result{}, err
	}
	b, err := s.crowdAction(cc, n, 1)
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Truth(g.Payoff(a).Compare(expr.GT, g.Payoff(b))), nil
}

// applyCrowdMixed compiles mixed(): there is a symmetric equilibrium in which all mix.
func applyCrowdMixed(s *claimScope, _ *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 0, "mixed()"); err != nil {
		return expr.Result{}, err
	}
	if t := s.conceptTable("nash"); t == nil {
		return expr.Result{}, nil
	}
	g := s.gains(true)
	if g == nil {
		return expr.Result{}, nil
	}
	return expr.Truth(g.Mixed()), nil
}

func applyCrowdPayoff(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.gains(false)
	if err := arity(n, 1, "payoff(action)"); err != nil || g == nil {
		return expr.Result{}, err
	}
	a, err := s.crowdAction(cc, n, 0)
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Number(g.Payoff(a)), nil
}

// applyCrowdSPE compiles spe(grim): all players following it is subgame perfect.
func applyCrowdSPE(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.gains(false)
	if err := arity(n, 1, "spe(grim)"); err != nil || g == nil {
		return expr.Result{}, err
	}
	m := s.c.model.(*games.Anonymous)
	name := text(cc, n.Args[0])
	if names := anonymous.Strategies(m); !slices.Contains(names, name) {
		return expr.Result{}, expr.Fail(n.Args[0], expr.DidYouMean(name, names), "%q is not a strategy of all players", name)
	}
	if m.Discount == nil {
		return expr.Result{}, expr.Fail(n, "add repeated: {discount: delta}", "the game is not repeated")
	}
	return expr.Truth(g.SubgamePerfect(name)), nil
}
