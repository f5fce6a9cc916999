package stability

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/markov"
)

// stochasticConcepts are the solution concepts of games with states.
func stochasticConcepts() []Concept {
	return []Concept{{"mpe", games.StochasticForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
		return markov.Equilibria(ctx, m.(*games.Stochastic))
	}, func(games.Model) bool { return true }}}
}

// stochasticPlace reads STATE = (action, action), the actions in player order.
func stochasticPlace(s *claimScope, cc *expr.Compiler, n *expr.Node, place, _ string) ([]concept.Demand, *expr.Error) {
	m := s.c.model.(*games.Stochastic)
	i := m.State(place)
	if i < 0 {
		return nil, expr.Fail(n.Args[0], expr.DidYouMean(place, m.StateNames()), "%q is not a state", place)
	}
	acts := []*expr.Node{n.Args[1]}
	if n.Args[1].Kind == expr.NTuple {
		acts = n.Args[1].Args
	}
	if len(acts) != len(m.Players) {
		return nil, expr.Fail(n.Args[1], "write (action, action) in player order", "found %d actions where %d were expected", len(acts), len(m.Players))
	}
	var out []concept.Demand
	for p, a := range acts {
		name := text(cc, a)
		if !slices.Contains(m.States[i].Players[p].Actions, name) {
			return nil, expr.Fail(a, expr.DidYouMean(name, m.States[i].Players[p].Actions), "%q is not an action of %s in the state %s", name, m.Players[p], place)
		}
		out = append(out, concept.Demand{Place: place, Player: p, Action: name})
	}
	return out, nil
}

// applyStateValue compiles value(PLAYER, STATE).
func applyStateValue(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 2, "value(player, state)"); err != nil {
		return expr.Result{}, err
	}
	return s.theNumber(cc, named("value", text(cc, n.Args[0])+" "+text(cc, n.Args[1])))
}

// applyOfState compiles the numbers that belong to a state: long_run(STATE), the share
// of time that play spends there in the long run; reach(STATE), how probable it is
// that play is ever there; time(STATE), the expected number of periods until it is,
// which exists where that is certain.
func applyOfState(code string) func(*claimScope, *expr.Compiler, *expr.Node) (expr.Result, *expr.Error) {
	return func(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
		if err := arity(n, 1, code+"(state)"); err != nil {
			return expr.Result{}, err
		}
		return s.theNumber(cc, named(code, text(cc, n.Args[0])))
	}
}
