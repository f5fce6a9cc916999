package report

import "brink/solver/note"

// englishDescription is the part of english in messages_description.go.
func englishDescription(c note.Code) string {
	switch c {
	case sayClasses:
		return "Classes: {1}."
	case sayNoClass:
		return "Classes: none of zero-sum, symmetric, potential, supermodular, submodular."
	case sayOrdinal:
		return "Ordinal class: {1}, by both players' order of payoffs (Robinson and Goforth 2005, named as in Bruns 2015)."
	case sayOrdinals:
		return "Ordinal class: {1} for {2} and {3} for {4}, by their orders of payoffs (Robinson and Goforth 2005, named as in Bruns 2015)."
	case sayOrdinalTied:
		return "Ordinal class: tied, as some player is indifferent between two outcomes."
	case sayNotStrictly:
		return "No action is strictly dominated."
	case sayNotWeakly:
		return "No action is weakly dominated."
	case sayEliminateStrictly:
		return "Elimination of strictly dominated actions"
	case sayEliminateWeakly:
		return "Elimination of weakly dominated actions"
	case sayRound:
		return "Round"
	case sayDominatedBy:
		return "Dominated by"
	case sayOf:
		return "{1}: {2}"
	case sayLeft:
		return "left: {1}"
	case sayOrderMatters:
		return "with weak dominance another order of elimination may leave other actions"
	case sayRationalizable:
		return "these are the rationalizable actions"
	case sayTremblingHand:
		return "Perfect"
	case sayDominated:
		return "no: dominated"
	case sayLargestSum:
		return "largest sum of payoffs: {1} at {2}"
	case sayPrices:
		return "price of anarchy {1}, price of stability {2}"
	case sayStrictOne:
		return "Equilibrium"
	case sayThresholds:
		return "p-dominance of the strict equilibria"
	case sayBeliefOf:
		return "Belief needed by {1}"
	case sayBeliefToo:
		return "by {1}"
	case sayBeliefNote:
		return "belief needed: the least probability of the other's part at which one's own is a best response; 0 for a dominant action"
	case sayCorrelatedTitle:
		return "Correlated equilibria"
	case saySumOfPayoffs:
		return "Sum of payoffs"
	case sayWeights:
		return "Profiles and probabilities"
	case sayCorrelated:
		return "correlated"
	case sayCoarse:
		return "coarse correlated"
	case sayBest:
		return "{1}, best"
	case sayWorstOf:
		return "{1}, worst"

	case note.CorrelatedNotLooked:
		return "correlated equilibria were not computed: the game has more than {1} profiles"
	case note.ClassZeroSum:
		return "zero-sum"
	case note.ClassConstantSum:
		return "constant-sum"
	case note.ClassStrategicallyZS:
		return "strategically zero-sum"
	case note.ClassSymmetric:
		return "symmetric"
	case note.ClassIdentical:
		return "identical interests"
	case note.ClassPotential:
		return "exact potential game"
	case note.ClassPerfectInfo:
		return "perfect information"
	case note.ClassSupermodular:
		return "supermodular in the order of the actions"
	case note.ClassSubmodular:
		return "submodular in the order of the actions"
	case note.PatternPrisonersDilemma:
		return "prisoner's dilemma"
	case note.PatternChicken:
		return "chicken"
	case note.PatternBattle:
		return "battle"
	case note.PatternHero:
		return "hero"
	case note.PatternCompromise:
		return "compromise"
	case note.PatternDeadlock:
		return "deadlock"
	case note.PatternConcord:
		return "concord"
	case note.PatternStagHunt:
		return "stag hunt"
	case note.PatternAssurance:
		return "assurance"
	case note.PatternCoordination:
		return "coordination"
	case note.PatternPeace:
		return "peace"
	case note.PatternHarmony:
		return "harmony"
	}
	return ""
}
