package certificate

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// definition writes a predicate out.
type definition func(s *statement, c *call) (expr.Result, error)

// definitions are those of the predicates of claims about strategic forms.
var definitions map[string]definition

func init() {
	// Set here: the definition of increasing compiles what may use the others.
	definitions = map[string]definition{
		"nash":            ofProfile(func(s *statement, p []int) expr.Formula { return s.deviations(p, expr.GE) }),
		"strict":          ofProfile(func(s *statement, p []int) expr.Formula { return s.deviations(p, expr.GT) }),
		"efficient":       ofProfile((*statement).efficient),
		"unique":          ofProfile((*statement).unique),
		"no_pure_nash":    noPureNash,
		"pareto":          ofProfiles((*statement).pareto),
		"risk_dominant":   ofProfiles((*statement).riskDominant),
		"dominant":        dominance(false),
		"weakly_dominant": dominance(true),
		"dominates":       dominates,
		"payoff":          payoff,
		"mixed":           mixed,
		"prob":            prob,
		"ess":             ess,
		"increasing":      monotone,
		"decreasing":      monotone,
	}
}

func ofProfile(f func(*statement, []int) expr.Formula) definition {
	return func(s *statement, c *call) (expr.Result, error) {
		p, err := s.profile(c, c.n.Args...)
		if err != nil {
			return expr.Result{}, err
		}
		return expr.Truth(f(s, p)), nil
	}
}

func ofProfiles(f func(s *statement, p, q []int) (expr.Formula, error)) definition {
	return func(s *statement, c *call) (expr.Result, error) {
		p, err := s.profile(c, c.arg(0))
		if err != nil {
			return expr.Result{}, err
		}
		q, err := s.profile(c, c.arg(1))
		if err != nil {
			return expr.Result{}, err
		}
		g, err := f(s, p, q)
		return expr.Truth(g), err
	}
}

// deviations says that no player does better, or as well, by another action.
func (s *statement) deviations(p []int, op expr.Op) expr.Formula {
	var all []expr.Formula
	for i, own := range p {
		for a := range s.g.Players[i].Actions {
			if a != own {
				all = append(all, s.g.Payoff(i, p).Compare(op, s.g.Payoff(i, with(p, i, a))))
			}
		}
	}
	return expr.And(all...)
}

// with is a profile with another action of player i.
func with(p []int, i, a int) []int {
	q := slices.Clone(p)
	q[i] = a
	return q
}

// profiles lists all pure profiles, the last player's action changing fastest.
func (s *statement) profiles() [][]int {
	out := [][]int{{}}
	for _, pl := range s.g.Players {
		var next [][]int
		for _, p := range out {
			for a := range pl.Actions {
				next = append(next, append(slices.Clone(p), a))
			}
		}
		out = next
	}
	return out
}

func (s *statement) pareto(p, q []int) (expr.Formula, error) {
	var all, any []expr.Formula
	for i := range p {
		u, v := s.g.Payoff(i, p), s.g.Payoff(i, q)
		all = append(all, u.Compare(expr.GE, v))
		any = append(any, u.Compare(expr.GT, v))
	}
	return expr.And(expr.And(all...), expr.Or(any...)), nil
}

func (s *statement) efficient(p []int) expr.Formula {
	var all []expr.Formula
	for _, q := range s.profiles() {
		f, _ := s.pareto(q, p)
		all = append(all, expr.Not(f))
	}
	return expr.And(all...)
}

func noPureNash(s *statement, _ *call) (expr.Result, error) {
	var all []expr.Formula
	for _, p := range s.profiles() {
		all = append(all, expr.Not(s.deviations(p, expr.GE)))
	}
	return expr.Truth(expr.And(all...)), nil
}

// riskDominant compares the products of the losses from deviating (Harsanyi and
// Selten 1988).
func (s *statement) riskDominant(p, q []int) (expr.Formula, error) {
	if len(p) != 2 || s.g.Profiles(4) != 4 || p[0] == q[0] || p[1] == q[1] {
		return expr.Formula{}, errUnwritten
	}
	product := func(p []int) (expr.Value, error) {
		var loss [2]expr.Value
		for i := range loss {
			v, err := s.g.Payoff(i, p).Combine(s.g.Payoff(i, with(p, i, 1-p[i])), minus)
			if err != nil {
				return v, err
			}
			loss[i] = v
		}
		return loss[0].Combine(loss[1], times)
	}
	x, err := product(p)
	if err != nil {
		return expr.Formula{}, err
	}
	y, err := product(q)
	if err != nil {
		return expr.Formula{}, err
	}
	return expr.And(s.deviations(p, expr.GT), s.deviations(q, expr.GT), x.Compare(expr.GT, y)), nil
}

func plus(a, b algebra.Ratio) (algebra.Ratio, error)  { return a.Add(b), nil }
func minus(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Sub(b), nil }
func times(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Mul(b), nil }

// compareActions relates action a of player p to b, at every profile of the others.
func (s *statement) compareActions(p, a, b int, op expr.Op) []expr.Formula {
	var out []expr.Formula
	for _, q := range s.profiles() {
		if q[p] == a {
			out = append(out, s.g.Payoff(p, q).Compare(op, s.g.Payoff(p, with(q, p, b))))
		}
	}
	return out
}

// dominance says that an action does better than every other, or never worse and
// sometimes better.
func dominance(weakly bool) definition {
	return func(s *statement, c *call) (expr.Result, error) {
		p, a, err := s.playerAction(c)
		if err != nil {
			return expr.Result{}, err
		}
		var all []expr.Formula
		for b := range s.g.Players[p].Actions {
			switch better := s.compareActions(p, a, b, expr.GT); {
			case b == a:
			case weakly:
				all = append(append(all, s.compareActions(p, a, b, expr.GE)...), expr.Or(better...))
			default:
				all = append(all, better...)
			}
		}
		return expr.Truth(expr.And(all...)), nil
	}
}

func dominates(s *statement, c *call) (expr.Result, error) {
	p, a, err := s.playerAction(c)
	if err != nil {
		return expr.Result{}, err
	}
	b, err := s.action(c, c.arg(2), p)
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Truth(expr.And(s.compareActions(p, a, b, expr.GT)...)), nil
}

func payoff(s *statement, c *call) (expr.Result, error) {
	p, err := s.player(c, c.arg(0))
	if err != nil {
		return expr.Result{}, err
	}
	q, err := s.profile(c, c.arg(1))
	if err != nil {
		return expr.Result{}, err
	}
	return expr.Number(s.g.Payoff(p, q)), nil
}
