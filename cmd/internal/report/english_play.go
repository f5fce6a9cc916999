package report

import "brink/solver/note"

// englishPlay is the part of english in messages_play.go.
func englishPlay(c note.Code) string {
	switch c {
	case PlayTitle:
		return "Fictitious play"
	case sayRounds:
		return "{1} rounds, {2}."
	case sayRoundsAt:
		return "{1} rounds, {2}, at {3}."
	case saySimultaneous:
		return "simultaneous"
	case sayAlternating:
		return "alternating"
	case sayPlayed:
		return "Played"
	case sayFrequency:
		return "Frequency"
	case sayLimit:
		return "Limit"
	case sayLimitNash:
		return "limit: where the frequencies converge to, a Nash equilibrium (proved)"
	case sayLimitNoNash:
		return "limit: where the frequencies converge to, which is not a Nash equilibrium (proved)"
	case sayLastAction:
		return "Last action"
	case sayAverage:
		return "Average payoff"
	case sayExploitability:
		return "Exploitability"
	case sayExploitabilityNote:
		return "exploitability: what the player could gain by a best response to the others' frequencies; 0 for all means a Nash equilibrium"
	case sayRegret:
		return "Regret"
	case sayRegretNote:
		return "regret: what the best fixed action would have earned more per round than the play did"
	case sayConstantFrom:
		return "play is constant from round {1} on (proved)"
	case sayPeriodic:
		return "play repeats every {1} rounds from round {2} on (proved)"
	case sayGrowth:
		return "run lengths grow by a factor of about {1} each (observed, approximate)"
	case sayNoTheorem:
		return "no convergence theorem known to brink covers this game"
	case sayPlayCaption:
		return "Empirical frequencies and exploitability (drawn approximately)"
	case TrajectoryTitle:
		return "Trajectory"
	case sayFromStart:
		return "From {1}."
	case sayFromStartAt:
		return "From {1}, at {2}."
	case sayIntegrated:
		return "Approximate: integrated in floating point (Dormand and Prince 1980, orders 5 and 4, step by step within 1e-10). Rest points and their stability are exact in brink conditions."
	case sayIterated:
		return "Approximate: iterated in floating point. Rest points and their stability are exact in brink conditions."
	case sayClock:
		return "Time"
	case sayEndLeft:
		return "{1} leaves its range at about time {2}, where the trajectory ends"
	case sayEndUnbounded:
		return "{1} is beyond 10^9 at about time {2}, where the trajectory ends"
	case sayEndUndefined:
		return "the rates are not defined after about time {2}, where the trajectory ends"
	case note.Traced:
		return "boundaries with sqrt, exp or log are traced at {1} values of a parameter: what is narrower than the steps between them can be missed"
	case note.TooManySteps:
		return "steps became too many or too small for the trajectory to go on"

	case note.DominanceSolvable:
		return "The game is dominance solvable ({1} {1|round|rounds} of elimination of strictly dominated actions); every adaptive process, fictitious play included, converges to the remaining profile."
	case note.IdenticalInterests:
		return "Both players have the same payoff at every profile; fictitious play of such games converges in beliefs."
	case note.ExactPotential:
		return "The game has an exact potential: both players' double differences are equal at every profile; fictitious play of such games converges in beliefs."
	case note.WeightedPotential:
		return "The game has a weighted potential (the double differences of {1} are {2} times those of {3}); fictitious play of such games converges in beliefs."
	case note.OrdinalPotential:
		return "The game has no ties and no cycle of unilateral improvements, hence an ordinal potential; alternating fictitious play of such games converges to a pure equilibrium."
	case note.DiminishingReturns:
		return "Differences are increasing {1}, returns are strictly diminishing and there are no ties; fictitious play of such games converges in beliefs."
	case note.ThreeByThree:
		return "Each player has three actions, differences are increasing {1} and there are no ties; fictitious play of such games converges in beliefs."
	case note.InListedOrder:
		return "in the listed order of actions"
	case note.OneReversed:
		return "when one player's order of actions is reversed"
	case note.TwoByTwo:
		return "Each player has two actions and a unique best response to each action of the other; fictitious play of such games converges in beliefs."
	case note.TwoByMany:
		return "{1} has two actions and the game is nondegenerate (best responses to actions are unique, and no mixture of hers leaves {2} more than two); fictitious play of such games converges in beliefs."
	case note.ConstantSum:
		return "The payoffs sum to {1} at every profile; fictitious play of such games converges in beliefs to the optimal strategies."
	case note.StrategicallyZeroSum:
		return "The game has the best responses of a zero-sum game (the double differences of {1} are {2} times those of {3}), and fictitious play of zero-sum games converges in beliefs."
	case note.StoppedAfterRounds:
		return "stopped after {1} of {2} rounds: {3}"
	case note.StoppedAfterMoves:
		return "stopped after {1} moves: {2}"
	case note.PeriodNotTraced:
		return "play has become periodic, but there was no time to trace the period: {1}"
	case note.Stopped:
		return "stopped: {1}"
	}
	return ""
}
