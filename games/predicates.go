package games

import "slices"

// Predicate is a predicate of claims, or a number that claims may speak of.
type Predicate struct {
	Name  string
	Kinds []Kind // of the games that have it; nil for all
	// Args are the arguments of a predicate of games in strategic form or of all kinds:
	// a letter for each, p a profile in parentheses, P a player, a an action, b another,
	// s an action of all players, e an expression, x a parameter; or the word profile for
	// one action per player, strategies for one automaton per player. Those of other
	// kinds speak of places of the game, which its form knows.
	Args   string
	Number bool
	Usage  string // how it is written
}

// predicates is the catalogue (contract, section 4 and 8). What the predicates mean is
// defined in solver/stability.
var predicates = []Predicate{
	{"nash", strategicOnly, "profile", false, "nash(a, b)"},
	{"strict", strategicOnly, "profile", false, "strict(a, b)"},
	{"unique", strategicOnly, "profile", false, "unique(a, b)"},
	{"efficient", strategicOnly, "profile", false, "efficient(a, b)"},
	{"no_pure_nash", strategicOnly, "", false, "no_pure_nash()"},
	{"mixed", strategicOnly, "", false, "mixed()"},
	{"dominant", strategicOnly, "Pa", false, "dominant(Player, action)"},
	{"weakly_dominant", strategicOnly, "Pa", false, "weakly_dominant(Player, action)"},
	{"dominates", strategicOnly, "Pab", false, "dominates(Player, action, other)"},
	{"pareto", strategicOnly, "pp", false, "pareto((a, b), (c, d))"},
	{"risk_dominant", strategicOnly, "pp", false, "risk_dominant((a, b), (c, d))"},
	{"ess", strategicOnly, "s", false, "ess(action)"},
	{"payoff", strategicOnly, "Pp", true, "payoff(Player, (a, b))"},
	{"prob", strategicOnly, "Pa", true, "prob(Player, action)"},
	{"increasing", nil, "ex", false, "increasing(expression, parameter)"},
	{"decreasing", nil, "ex", false, "decreasing(expression, parameter)"},
	{"spe", strategicOnly, "strategies", false, "spe(automaton, automaton)"},
	{"repeated_nash", strategicOnly, "strategies", false, "repeated_nash(automaton, automaton)"},

	{"spe", treeOnly, "", false, "spe(set = action, …)"},
	{"pbe", treeOnly, "", false, "pbe(set = action, …)"},
	{"sequential", treeOnly, "", false, "sequential(set = action, …)"},
	{"nash", treeOnly, "", false, "nash(set = action, …)"},
	{"every_spe", treeOnly, "", false, "every_spe(set = action, …)"},
	{"every_pbe", treeOnly, "", false, "every_pbe(set = action, …)"},
	{"outcome", treeOnly, "", true, "outcome(leaf)"},
	{"payoff", []Kind{TreeForm, BayesianForm}, "", true, "payoff(Player)"},
	{"prob", treeOnly, "", true, "prob(set, action)"},
	{"belief", treeOnly, "", true, "belief(set, node)"},

	{"bne", []Kind{BayesianForm}, "", false, "bne(Player.type = action, …)"},
	{"every_bne", []Kind{BayesianForm}, "", false, "every_bne(Player.type = action, …)"},
	{"chance", []Kind{BayesianForm}, "", true, "chance(Player, action)"},
	{"cutoff", []Kind{BayesianForm}, "", true, "cutoff(Player)"},
	{"unique_equilibrium", []Kind{BayesianForm}, "", false, "unique_equilibrium()"},

	{"mpe", []Kind{StochasticForm}, "", false, "mpe(state = (action, action), …)"},
	{"every_mpe", []Kind{StochasticForm}, "", false, "every_mpe(state = (action, action), …)"},
	{"value", []Kind{StochasticForm}, "", true, "value(Player, state)"},
	{"long_run", []Kind{StochasticForm}, "", true, "long_run(state)"},
	{"reach", []Kind{StochasticForm}, "", true, "reach(state)"},
	{"time", []Kind{StochasticForm}, "", true, "time(state)"},

	{"equilibrium", []Kind{ContinuousForm}, "", false, "equilibrium(x = value, …)"},
	{"unique_equilibrium", []Kind{ContinuousForm}, "", false, "unique_equilibrium()"},
	{"no_equilibrium", []Kind{ContinuousForm}, "", false, "no_equilibrium()"},
	{"eq", []Kind{ContinuousForm}, "", true, "eq(variable)"},
	{"effort", []Kind{ContinuousForm}, "", true, "effort(Player)"},
	{"wins", []Kind{ContinuousForm}, "", true, "wins(Player)"},

	{"nash", anonymousOnly, "", false, "nash(action) of all, or nash(action = how many)"},
	{"strict", anonymousOnly, "", false, "strict(action)"},
	{"unique", anonymousOnly, "", false, "unique(action)"},
	{"dominant", anonymousOnly, "", false, "dominant(action)"},
	{"laplacian", anonymousOnly, "", false, "laplacian(action)"},
	{"pareto", anonymousOnly, "", false, "pareto(action, action)"},
	{"mixed", anonymousOnly, "", false, "mixed()"},
	{"payoff", anonymousOnly, "", true, "payoff(action)"},
	{"spe", anonymousOnly, "", false, "spe(grim) or spe(always-action)"},

	{"rest", []Kind{DynamicsForm}, "", false, "rest(x = value, …) or rest(variable)"},
	{"stable", []Kind{DynamicsForm}, "", false, "stable(x = value, …)"},
}

var strategicOnly, treeOnly, anonymousOnly = []Kind{StrategicForm}, []Kind{TreeForm}, []Kind{AnonymousForm}

// Applies reports whether games of a kind have the predicate.
func (p Predicate) Applies(k Kind) bool { return p.Kinds == nil || slices.Contains(p.Kinds, k) }

// Predicates lists the predicates of games of a kind.
func Predicates(k Kind) []Predicate {
	return slices.DeleteFunc(slices.Clone(predicates), func(p Predicate) bool { return !p.Applies(k) })
}

// PredicateNames lists their names.
func PredicateNames(k Kind) []string {
	var names []string
	for _, p := range Predicates(k) {
		names = append(names, p.Name)
	}
	return names
}

// FindPredicate finds the predicate of a name that games of a kind have; else
// elsewhere lists the kinds of games that have it.
func FindPredicate(name string, k Kind) (p Predicate, elsewhere []Kind, ok bool) {
	for _, p := range predicates {
		switch {
		case p.Name != name:
		case p.Applies(k):
			return p, nil, true
		default:
			elsewhere = append(elsewhere, p.Kinds...)
		}
	}
	return Predicate{}, elsewhere, false
}
