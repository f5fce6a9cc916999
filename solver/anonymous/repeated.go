package anonymous

import (
	"context"
	"errors"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
)

// ErrNotRepeated says that the model has no discount factor.
var ErrNotRepeated = errors.New("the game is not repeated: it has no discount factor")

// Repeated lists the strategies of repeated play under which, all players following
// one, play is subgame perfect: grim, and each action for ever.
func Repeated(ctx context.Context, g *games.Anonymous) (*concept.Table, error) {
	if g.Discount == nil {
		return nil, ErrNotRepeated
	}
	settler := concept.NewSettler(g)
	s, err := NewGains(ctx, g, settler)
	if err != nil {
		return nil, err
	}
	out := &concept.Table{Model: g, Concept: "spe", Complete: true}
	for _, name := range Strategies(g) {
		r := &concept.Row{
			Exists: s.SubgamePerfect(name),
			Play:   []concept.Choice{{Place: g.Prefix, Over: []string{name}, Probs: []concept.Amount{concept.Formula(algebra.FromInt(1))}}},
		}
		out.Rows = append(out.Rows, r)
	}
	return s.kept(ctx, out), s.calc.Err
}

// Strategies names the strategies of repeated play.
func Strategies(g *games.Anonymous) []string {
	return []string{"grim", "always-" + g.Actions[0], "always-" + g.Actions[1]}
}

// SubgamePerfect is the condition that all players following a strategy is subgame
// perfect. Grim cooperates until anybody has not, and then never again: the punishment
// must be an equilibrium of the stage, and the gain of one period at most what is lost in
// all later ones (Friedman 1971).
func (s *Gains) SubgamePerfect(name string) expr.Formula {
	d := expr.Plain(*s.g.Discount)
	for a, action := range s.g.Actions {
		if name == "always-"+action {
			return s.All(a, false)
		}
	}
	c := s.g.Cooperate
	stay, punished := s.Payoff(c), s.Payoff(1-c)
	away := s.g.Payoff[1-c]
	if c == 0 {
		away = s.at(away, algebra.Ratio{})
	} else {
		away = s.at(away, s.last)
	}
	leave := s.calc.Add(s.calc.Mul(s.calc.Sub(concept.One, d), away), s.calc.Mul(d, punished))
	patient := expr.And(compare(d, expr.GE), d.Compare(expr.LT, concept.One))
	return expr.And(patient, s.All(1-c, false), leave.Compare(expr.LE, stay))
}
