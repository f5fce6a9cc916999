package report

import "brink/solver/note"

// englishNash is the part of english in codes_nash.go of package note.
func englishNash(c note.Code) string {
	switch c {
	case note.OneAsked:
		return "one equilibrium was asked for"
	case note.LimitEquilibria:
		return "limit of {1} {1|equilibrium|equilibria} reached"
	case note.OnlyPure:
		return "only pure equilibria were looked for"
	case note.NoPure:
		return "the game has no pure equilibrium, so its equilibria are all mixed, and mixed ones were not looked for"
	case note.EveryMixture:
		return "continuum: every mixture is an equilibrium"
	case note.ActionsTooLarge:
		return "support of actions {1} is undecided: its equations are too large to be solved"
	case note.ActionsSampled:
		return "support of actions {1}: a set of equilibria was found but not searched for isolated ones"
	case note.ActionsContinuum:
		return "continuum of dimension {1} on the support of actions {2}"
	case note.OrbitContinuum:
		return "continuum where {1} players choose the first action, {2} the second and {3} mix"
	case note.BranchFork:
		return "the branch could not be followed further: it may have a fork here"
	case note.LimitSteps:
		return "limit of {1} steps reached"
	case note.ManySubgameValues:
		return "a subgame has more than {1} different equilibrium payoffs: one equilibrium was computed, ties going to the action listed first"
	case note.TiesLeave:
		return "ties leave a continuum of equilibria in mixed strategies"
	case note.AllPureTies:
		return "these are all equilibria in pure strategies; ties leave a continuum of others in mixed strategies"
	case note.PureListed:
		return "{1} of {2} equilibria in pure strategies are listed"
	case note.PureListedOfMany:
		return "{1} of more than 2^64 equilibria in pure strategies are listed"
	case note.ManyVertices:
		return "the sequence form has too many vertices to list all equilibria"
	case note.NotConnected:
		return "the extreme equilibria are all listed, but not how they are connected"
	case note.NotConnectedWhy:
		return "the extreme equilibria are all listed, but not how they are connected: {1}"
	case note.ManySubsets:
		return "there are too many maximal Nash subsets"
	case note.OneOptimalPair:
		return "one pair of optimal strategies; there may be others"
	case note.OneOptimalPairOf:
		return "one pair of optimal strategies; there may be others, which method eee lists"
	case note.SearchTooLarge:
		return "the game is too large for a search over supports"
	case note.NotInCells:
		return "its equations were not solved within {1} cells, and are too large to be solved algebraically"
	case note.ManySolutions:
		return "its equations have multiple solutions or infinitely many, and are too large to be solved algebraically"
	case note.ProofsDisagree:
		return "subdivision and elimination disagree"
	case note.NotRefined:
		return "enclosures could not be refined"
	case note.SetNotSearched:
		return "a set of equilibria was found but not searched for isolated ones"
	case note.FoundListed:
		return "{1} of the {2} equilibria found until then are listed"
	case note.LimitSupports:
		return "limit of {1} supports reached"
	case note.MoreUndecided:
		return "{1} more support profiles are undecided"
	case note.SupportUndecided:
		return "support {1} is undecided: {2}"
	case note.MoreContinua:
		return "continua on {1} more support profiles"
	case note.SupportContinuum:
		return "continuum of dimension {1} on support {2}"
	case note.IsolatedComplete:
		return "isolated equilibria complete; {1}"
	case note.ManyBases:
		return "more than {1} bases of a best-response polytope"
	case note.TooLargeForAll:
		return "a game of {1}×{2} actions is too large for a search of all equilibria; one was looked for"
	case note.IndicesOpen:
		return "the equilibria are complete, but not the indices of {1} components: {2}"
	case note.ManyPerturbed:
		return "too many perturbed equilibria near them"
	case note.OnePath:
		return "one path"
	case note.SearchMemory:
		return "the search needs too much memory"
	case note.LimitNodes:
		return "limit of {1} nodes of the search reached"
	case note.Indifferent:
		return "{1} is indifferent between {2}"
	case note.IndifferentWhenPlays:
		return "when {1} plays {2}, {3} is indifferent between {4}"
	case note.IndifferentWhenMixes:
		return "when {1} mixes {2}, {3} is indifferent between {4}"
	case note.IndifferentOnSupport:
		return "at the equilibrium on support {1}, {2} is indifferent between {3}"
	case note.NumberedPlayer:
		return "player {1}"
	}
	return ""
}
