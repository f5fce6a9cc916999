package report

import "brink/solver/note"

// englishRepeated is the part of english in messages_repeated.go.
func englishRepeated(c note.Code) string {
	switch c {
	case RepeatedTitle:
		return "Repeated play"
	case sayHorizon:
		return "{1} {1|period|periods}, payoffs added up."
	case sayDiscount:
		return "Discount factor {1}."
	case sayDiscountIn:
		return "Discount factor {1} in {2}."
	case sayDiscountsIn:
		return "Discount factors {1} in {2}."
	case sayDiscountOf:
		return "{1} of {2}"
	case sayUndiscounted:
		return "No discounting."
	case sayNoDiscounting:
		return "no discounting"
	case sayFactor:
		return "discount factor {1}"
	case sayItsNumbers:
		return "the numbers of the game"
	case sayAllOf:
		return "{1} (all)"
	case sayStrategies:
		return "Strategies"
	case sayOutcome:
		return "Outcome"
	case sayPerfect:
		return "Subgame perfect"
	case sayNash:
		return "Nash"
	case sayPerfectName:
		return "subgame perfect"
	case sayCritical:
		return "Critical discount"
	case sayTooLarge:
		return "too large"
	case sayTerms:
		return "{1} terms, in the JSON output"
	case sayNone:
		return "none"
	case sayPerfectNote:
		return "subgame perfect: no one-shot deviation pays after any history"
	case sayPerfectFinite:
		return "subgame perfect: no one-shot deviation pays after any history of the {1} {1|period|periods}, by backward induction"
	case sayCriticalNote:
		return "critical discount: the discount factors below 1 that work at {1}"
	case sayCriticalFinite:
		return "critical discount: the discount factors up to 1 that work at {1}"
	case sayCriticalOwn:
		return "critical discount: the discount factors that work, each by itself, at {1}"
	case sayKnifeEdges:
		return "knife-edge, holds only on a set of measure zero: {1}"
	case sayUnread:
		return "conditions too long to look into what they rest on: {1}"

	case sayRests:
		return "What the conditions rest on"
	case sayRestsOn:
		return "What the conditions rest on: {1}"
	case sayFactorWorks:
		return "Some discount factor works"
	case sayFactorsWork:
		return "Some discount factors work"
	case sayRenegotiation:
		return "Renegotiation-proof"
	case sayBindings:
		return "Binding deviations"
	case sayMorePatience:
		return "More patience with"
	case sayLessPatience:
		return "Less patience with"
	case sayEitherWay:
		return "Either way"
	case sayWhereverPerfect:
		return "wherever subgame perfect"
	case sayNotDecided:
		return "not decided: {1}"
	case sayDeviates:
		return "{1} plays {2} after ({3})"
	case sayDeviatesIn:
		return "{1} plays {2} in {3}"
	case sayBindingNote:
		return "binding: what the least discount factor deters only just"
	case sayRestsNote:
		return "renegotiation-proof: weakly, no state is worse for all than another (Farrell and Maskin 1989); binding: what the critical discount factor deters only just"
	case sayPatienceNote:
		return "more (less) patience with: parameters in which the critical discount factor rises (falls) or stays, proved for all that the assumptions allow; either way: it depends on the others"
	case sayEitherNote:
		return "{1}: the critical discount factor rises in {2} where {3}, and falls where {4}"
	case sayNeeds:
		return "Under any strategies, {1} for ever needs {2}: the pure-action minmax for ever is the worst that can follow a deviation."
	case sayUnsustained:
		return "No strategies sustain {1} for ever: the pure-action minmax for ever is the worst that can follow a deviation."
	case sayUnsustainedAt:
		return "No strategies sustain {1} for ever at {2}: the pure-action minmax for ever is the worst that can follow a deviation."
	case sayNoMoreNeeded:
		return "No more is needed by {1}, so that no penal code does better."

	case sayWhy:
		return "Why: the deviations to deter"
	case sayConcept:
		return "Concept"
	case sayInstead:
		return "Instead"
	case sayDeterred:
		return "Deterred"
	case sayGainAt:
		return "Gain at {1}"
	case sayInPeriod:
		return "{1} in period {2}"
	case sayAndAlike:
		return "{1} (and {2} alike)"
	case sayWhyNote:
		return "subgame perfect: deviate once, then follow the strategy again; Nash: follow a whole other strategy from the start, for ever"
	case sayWhyFinite:
		return "subgame perfect: deviate once, then follow the strategy again; Nash: follow a whole other strategy from the start, to the end"
	case sayRanked:
		return "{1}: at {2} all would rather be at ({3}) than at ({4}), so the strategies are not renegotiation-proof"

	case sayRemark:
		return "Note: {1}."
	case sayPayoffSet:
		return "Payoff set at {1}"
	case sayVertex:
		return "Vertex"
	case sayAttainedBy:
		return "Attained by"
	case sayNoPerfect:
		return "no pure-action subgame-perfect equilibrium exists at this discount factor (proved)"
	case sayExactSet:
		return "exact: these are all extreme points of the payoffs of pure-action subgame-perfect equilibria with public randomisation, per period"
	case sayInexactSet:
		return "not exact: the set contains these points and lies within an enclosing polygon (in the JSON output)"
	case sayGap:
		return "the polygon reaches beyond the points by at most {1} (proved)"
	case sayWorst:
		return "worst equilibrium payoffs: {1}"
	case sayMinmaxes:
		return "minmax by enumeration in pure actions: {1}; by linear programs in mixed actions: {2} (exact)"
	case sayByMixing:
		return "mixing others"
	case sayForEver:
		return "{1} for ever"
	case sayThenAt:
		return "{1}, then ({2})"
	case sayOneStick:
		return "play {1}"
	case sayThenStick:
		return "{1}, then {2}"
	case sayPenal:
		return "worst equilibrium for {1} pays {2}: {3}, then continue at ({4})"
	case sayPenalForEver:
		return "worst equilibrium for {1} pays {2}: {3} for ever"
	case sayPayoffBounds:
		return "Payoff bounds at {1}"
	case sayPayoff:
		return "Payoff"
	case sayInner:
		return "Some equilibrium attains"
	case sayOuter:
		return "No equilibrium beyond"
	case sayNoneSeen:
		return "none found"
	case sayPureMinmax:
		return "minmax in pure actions, by enumeration: {1}"
	case sayBoundsNote:
		return "pure-action subgame-perfect equilibria with public randomisation, per period; both bounds are proved"
	case sayBoundsMeet:
		return "the bounds meet in all {1} directions examined"
	case sayBoundsApart:
		return "the set lies between the bounds and is not known exactly"
	case sayDirections:
		return "{1} further {1|direction|directions}, sums and differences of payoffs, in the JSON output"
	case sayPayoffsFound:
		return "Equilibrium payoffs found"
	case sayMorePayoffs:
		return "and {1} more in the JSON output"
	case sayMixturesToo:
		return "all mixtures of these are equilibrium payoffs too"
	case sayMostFor:
		return "most for {1}"
	case sayLeastFor:
		return "least for {1}"
	case sayMostInSum:
		return "most in sum"
	case sayLeastInSum:
		return "least in sum"
	case sayUnrandomised:
		return "Payoffs without public randomisation at {1}"
	case sayPath:
		return "Path"
	case sayMorePaths:
		return "and {1} more paths in the JSON output"
	case sayPathsNote:
		return "each path is the outcome of a pure-action subgame-perfect equilibrium; payoffs are exact, per period"
	case sayCoverNote:
		return "every equilibrium payoff lies in {1} of the {2} cells of the feasible rectangle (proved); the set need not be convex and is not known exactly"
	case sayRepeating:
		return "{1} repeating"
	case sayLeadThen:
		return "{1}, then {2}"
	case sayLeast:
		return "Least patience: {1}."
	case sayLeastNone:
		return "{1} is the outcome of no pure-action subgame-perfect equilibrium at any discount factor below 1"
	case sayLeastFrom:
		return "{1} is an equilibrium outcome, under any strategies, exactly from {2} = {3} on"
	case sayLeastBetween:
		return "the least {2} for {1} lies between {3} (nothing below works) and {4} (works)"
	case sayLeastAbove:
		return "the least {2} for {1} is at least {3}, and none that works was found"
	case saySetsCaption:
		return "Payoff sets (drawn approximately)"
	case saySetsAt:
		return "{1} at {2}"

	case sayTournament:
		return "Tournament: what the row earns against the column, {1}"
	case sayPerPeriod:
		return "discounted payoffs per period"
	case sayAddedUp:
		return "payoffs added up over {1} {1|period|periods}"
	case sayLongRunAverage:
		return "long-run average payoffs"
	case sayPiecewise:
		return "piecewise"
	case sayElsewhere:
		return "these functions, and the conditions below, hold where {1}; elsewhere play has other cycles, and payoffs jump"
	case saySameAt:
		return "The same at {1}"
	case sayInvasion:
		return "Invasion: when a few players of the first do better than a population of the second"
	case sayStrategy:
		return "Strategy"
	case sayCanInvade:
		return "Can invade"
	case sayWhen:
		return "When"
	case sayNeverInvade:
		return "{1} other {1|pair|pairs}: never"
	case sayStability:
		return "Stability among these strategies"
	case sayEvolutionary:
		return "Evolutionarily stable"
	case sayResists:
		return "Resists every invasion"
	case sayStabilityNote:
		return "evolutionarily stable: every other strategy of the list does worse against it, or as well but worse against itself than it does (Maynard Smith and Price 1973); resists: none does better, though some may drift in"

	case note.StoppedAfter:
		return "stopped after {1} of {2} profiles: {3}"
	case note.NashTooLarge:
		return "{1}: {2}"
	case note.SetNotComputed:
		return "the payoff set was not computed: {1}"
	case note.BoundsNotComputed:
		return "the payoff bounds were not computed: {1}"
	case note.CoverNotComputed:
		return "the payoff set without randomisation was not computed: {1}"
	case note.SetNotExact:
		return "the payoff set is known only up to an inner and an outer polygon"
	case note.LeastNotFound:
		return "the least discount factor was not found: {1}"
	case note.TournamentNotPlayed:
		return "the tournament was not played: {1}"
	case note.InvasionCompared:
		return "invasion was compared for {1} of {2} strategies: {3}"
	case note.ImperfectLeftOut:
		return "payoff sets and least discount factors are those of perfect monitoring without errors, which the file has not"
	case note.ContinuationsOpen:
		return "{1}"
	case note.ByEmptyOperator:
		return "no payoff survives the operator of Abreu, Pearce and Stacchetti: no pure-action equilibrium"
	case note.ByOperator:
		return "enclosed by the operator of Abreu, Pearce and Stacchetti"
	case note.ByExtremePoints:
		return "extreme points by the algorithm of Abreu and Sannikov, verified to generate themselves and to be all"
	case note.ByInnerSet:
		return "inner set verified to generate itself, enclosed by the operator of Abreu, Pearce and Stacchetti"
	case note.ByBounds:
		return "outer: the operator of Abreu, Pearce and Stacchetti (1990) on polytopes, every step of which keeps a superset; inner: payoffs that equilibria of payoffs found before enforce, from the stage equilibria on (Judd, Yeltekin and Conklin 2003); all in rational arithmetic"
	case note.ByCells:
		return "cover: cells that no profile generates from the rest are removed until none is left to remove (Abreu, Pearce and Stacchetti 1990, without convex hulls); points: exact payoffs of paths of a few periods that end in a short cycle, deterred by the worst of them"
	case note.ByChainValues:
		return "normalised discounted values, from the linear system of the Markov chain of joint states, over the parameters (exact)"
	case note.ByChainSums:
		return "discounted sums, from the linear system of the Markov chain of joint states, over the parameters (exact)"
	case note.ByChainMeans:
		return "limits of means, which are the discounted values as the discount factor goes to 1, from the linear system of the Markov chain of joint states, over the parameters (exact)"
	case note.NoMoreThanMinmax:
		return "a player gets no more than the pure-action minmax and could do better today"
	case note.NothingDeters:
		return "even the worst punishment, the pure-action minmax, deters deviations at no discount factor below 1"
	case note.NeededAgainstMinmax:
		return "needed even against the worst punishment, the pure-action minmax, and enough"
	case note.NeededWithWorst:
		return "needed with the worst equilibrium payoffs, which are no worse at lower discount factors, and enough"
	case note.PunishmentsPossible:
		return "the punishments that it needs become possible at this discount factor"
	case note.NotFoundUpTo:
		return "not found up to a discount factor of 1 - 1/{1}"
	case note.PunishmentsBetween:
		return "punishments are known to lie between the pure-action minmax and the worst stage equilibrium"
	case note.BisectionInexact:
		return "bisection of payoff sets, ended where they are not known exactly"
	case note.BisectionBounds:
		return "bisection of payoff bounds"
	case note.BisectionSets:
		return "bisection of payoff sets"
	case note.ProverBudget:
		return "the prover's budget did not suffice"
	case note.LeastNotSeparated:
		return "the good discount factors do not reach up to 1, and the least of them could not be separated"
	case note.LeastNotAttained:
		return "the least discount factor is not always attained"
	}
	return ""
}
