package report

import "brink/solver/note"

// englishLogit is the part of english in messages_logit.go.
func englishLogit(c note.Code) string {
	switch c {
	case LogitTitle:
		return "Logit quantal response equilibria (approximate)"
	case sayAgents:
		return "Every information set has an agent of its own, who weighs what her player expects from there on (McKelvey and Palfrey 1998)."
	case sayApproximate:
		return "Every number of the table is approximate."
	case sayAtAction:
		return "{1}: {2}"
	case sayWithin:
		return "approximate: the equations hold within {1} in logarithms of probabilities"
	case sayRegretOne:
		return "regret: the most a player could gain by a best response"
	case sayAllLogit:
		return "these are all logit equilibria at each lambda, as far as floating-point numbers tell them apart"
	case sayTurnsOnce:
		return "the branch turns once: it passes some values of lambda several times, in the order of the rows"
	case sayTurns:
		return "the branch turns {1} times: it passes some values of lambda several times, in the order of the rows"
	case sayLeadsComponent:
		return "the branch leads to component {1} of brink solve, which is a continuum of equilibria"
	case sayLeadsNowhere:
		return "no equilibrium is named as the limit: near the end of the branch none is isolated among those with its support"
	case sayLeadsTo:
		return "the branch leads to the equilibrium {1}, payoffs {2}"
	case sayItsNumber:
		return "{1} (number {2} of brink solve)"
	case sayBranchCaption:
		return "The principal branch of logit equilibria (approximate)"

	case note.AtLambda:
		return "at lambda = {1}"
	case note.LimitNotNumbered:
		return "the equilibrium at the end was not looked up among all: {1}"
	}
	return ""
}
