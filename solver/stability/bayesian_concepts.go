package stability

import (
	"context"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/bayesian"
	"brink/solver/concept"
	"brink/solver/note"
)

// bayesianConcepts are the solution concepts of games with types.
func bayesianConcepts() []Concept {
	return []Concept{{"bne", games.BayesianForm, func(ctx context.Context, m games.Model) (*concept.Table, error) {
		return bayesian.Equilibria(ctx, m.(*games.Bayesian))
	}, func(games.Model) bool { return true }}}
}

// bayesianPlace reads Blue.tough = action; each.tough stands for that type of every
// player who has it, a player alone for all her types, each for all types of all.
func bayesianPlace(s *claimScope, cc *expr.Compiler, n *expr.Node, place, action string) ([]concept.Demand, *expr.Error) {
	b := s.c.model.(*games.Bayesian)
	who, typ, named := strings.Cut(place, ".")
	var out []concept.Demand
	for p, pl := range b.Players {
		if who != "each" && who != pl.Name {
			continue
		}
		for t, ty := range b.Types[p] {
			if named && ty.Name != typ {
				continue
			}
			if !slices.Contains(pl.Actions, action) {
				return nil, expr.Fail(n.Args[1], expr.DidYouMean(action, pl.Actions), "%q is not an action of %s", action, pl.Name)
			}
			out = append(out, concept.Demand{Place: b.Agent(p, t), Player: p, Action: action})
		}
	}
	if out == nil {
		return nil, expr.Fail(n.Args[0], "write PLAYER.TYPE, PLAYER, each.TYPE or each", "%q is no type of a player", place)
	}
	return out, nil
}

// applyChance compiles chance(PLAYER, ACTION).
func applyChance(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 2, "chance(player, action)"); err != nil {
		return expr.Result{}, err
	}
	return s.theNumber(cc, named("chance", text(cc, n.Args[0])+" "+text(cc, n.Args[1])))
}

// applyCutoff compiles cutoff(PLAYER): the number at which her types change actions.
func applyCutoff(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 1, "cutoff(player)"); err != nil {
		return expr.Result{}, err
	}
	return s.theNumber(cc, named("cutoff", text(cc, n.Args[0])))
}

// applyOnlyEquilibrium compiles unique_equilibrium(): there is exactly one.
func applyOnlyEquilibrium(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if err := arity(n, 0, n.Text+"()"); err != nil {
		return expr.Result{}, err
	}
	c, _ := DefaultConcept(s.c.model)
	t := s.conceptTable(c.Name)
	if t == nil {
		return expr.Result{}, nil
	}
	f, ok := s.settler().Unique(s.ctx, t)
	if !ok {
		s.fatal = undecidable(note.SeveralInRow)
		return expr.Result{}, nil
	}
	return expr.Truth(f), nil
}
