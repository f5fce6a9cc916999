package report

import "brink/solver/note"

// English is the language of the documentation and the default.
func English() *Words {
	return &Words{"en", parts(english, englishRepeated, englishPopulation, englishPlay, englishDescription, englishLogit, englishFigure, englishKinds, englishLibrary, englishAssertion, englishNash, englishStudy, englishDossier, englishCertificates, englishHelp, englishPage), ", ", " and ", "; ", " ", nil}
}

func english(c note.Code) string {
	switch c {
	case note.Text:
		return "{1}"
	case note.All:
		return "{1}"

	case note.Interrupted:
		return "interrupted"
	case note.TimeLimit:
		return "time limit reached"
	case note.TimeLimitOf:
		return "--timeout {1} passed"
	case note.WorkLimit:
		return "not settled within {1} units of work, about {2} s; --timeout 60s allows more"
	case note.StoppedBefore:
		return "stopped before every support profile was examined: {1}"
	case note.NotInNumbers:
		return "the table was not read at the point: {1}"
	case note.SmallestPairs:
		return "only the {1} smallest of about 2^{2} support pairs were examined"
	case note.FirstProfiles:
		return "only the first {1} pure profiles were examined"
	case note.TooLargeMixed:
		return "the game is too large to examine its mixed support profiles"
	case note.PureOnly:
		return "the game is too large to examine its mixed support profiles; of the pure ones those were examined that choose one action where a player's own choices keep her from going"
	case note.ManySupports:
		return "the game has more than {1} support profiles; mixed ones were not examined"
	case note.ManyPolicies:
		return "more than {1} policies, on some of the states or all, would have to be tried; the equilibria of those that were are listed"
	case note.ManyEquilibria:
		return "there are {1} equilibria or more at the defaults alone; those that were met first are listed"
	case note.SupportsTried:
		return "mixed equilibria were looked for on the first {1} combinations of supports only"
	case note.SupportsOpen:
		return "whether {1} {1|combination of supports carries|combinations of supports carry} an equilibrium was not decided"
	case note.NotIsolated:
		return "equilibria with the supports {1} form a set of dimension at least {2}"
	case note.LimitAsked:
		return "{1} {1|was|were} asked for"
	case note.MixedNotDone:
		return "mixed support profiles were not examined: {1}"
	case note.NoCondition:
		return "no condition was found within the budget for {1}"
	case note.NoConditionOf:
		return "no condition was found within the budget for {1} and {2} more support profiles"
	case note.WholeNumbers:
		return "it is open over the reals, and {2} points at which {1} is not a whole number were ruled out"
	case note.NotMonotone:
		return "what {1} gains may rise and fall with the number of others at it, or change its form between 1 and n - 2 of them; equilibria in which not all choose the same were not examined"
	case note.TwoChanges:
		return "what an action gains changes its sign twice with the number of others at it where {1}; whether there are symmetric mixed equilibria there was not examined"
	case note.NotLinear:
		return "the gain is not linear in the number of others at the action"
	case note.OpenCells:
		return "{1} possible {1|cell|cells} could not be proved empty or inhabited"
	case note.FlatCells:
		return "whether {1} {1|cell has|cells have} a smaller dimension than shown was not decided"

	case note.AllPlay:
		return "all {1}"
	case note.SomePlay:
		return "{1} of {2} {3}"
	case note.Play:
		return "{1} {2}"
	case note.Mix:
		return "{1} {1|mixes|mix} {2}"
	case note.Deviation:
		return "{1}: {2} instead of {3}"

	case sayAnError:
		return "error"
	case sayAWarning:
		return "warning"
	case sayAHint:
		return "hint"
	case sayTitle:
		return "{1}: {2}"
	case sayTableNo:
		return "table {1}"
	case sayFigure:
		return "figure {1}"
	case sayCaption:
		return "{1}: {2}"
	case sayComplete:
		return "complete: every support profile not listed is never an equilibrium under the assumptions"
	case sayMissing:
		return "not complete: {1}"
	case sayImpossible:
		return "the assumptions contradict each other: no value of the parameters satisfies them"
	case sayNothing:
		return "no pure profile is an equilibrium anywhere under the assumptions"
	case sayHidden:
		return "{1} further {1|row exists|rows exist} only on a set of measure zero (knife-edge); --knife-edges shows them"
	case sayCertain:
		return "certified as printed, from the definitions: {1} of {2} rows in all that they say (probabilities, payoffs and every column)"
	case sayNotCertain:
		return "not certified, {1}: {2}"
	case sayEach:
		return "each"
	case saySpan:
		return "{1} to {2}"
	case sayAnd:
		return "{1}, {2}"

	case sayNoParameters:
		return "The game has no parameters."
	case sayForAll:
		return "For all real {1}."
	case sayForAllOther:
		return "For all other real {1}."
	case sayUndefined:
		return "Undefined, since a payoff divides by zero, where {1}."
	case sayAssuming:
		return "Assuming {1}."
	case sayIn:
		return "{1} in {2}"

	case sayAlways:
		return "always"
	case sayNever:
		return "never"
	case sayLong:
		return "if one condition in {1} comparisons holds (--format json prints it)"
	case sayManyTerms:
		return "a function of {1} terms (--format json prints it)"

	case ConditionsTitle:
		return "Stability conditions"
	case sayProfile:
		return "Profile"
	case sayExists:
		return "Exists"
	case sayStrict:
		return "Strict"
	case sayEfficient:
		return "Efficient"
	case sayRiskDominant:
		return "Risk dominant"
	case sayESS:
		return "ESS"
	case sayMixtures:
		return "Probabilities"
	case sayDetail:
		return "Probabilities and payoffs"
	case sayProbabilities:
		return "Probabilities"
	case sayPayoffs:
		return "Payoffs"
	case sayPure:
		return "pure"
	case sayWarning:
		return "warning, {1}: {2}"
	case sayNoFormula:
		return "no formula found"
	case sayRootOf:
		return "by a root of a polynomial of degree {1} (--format json prints it)"
	case sayWith:
		return "with"
	case sayNotOnePoint:
		return "not a single point"
	case sayKnifeEdge:
		return "knife-edge"
	case sayMarked:
		return "{1} ({2})"
	case sayOneMixes:
		return "mixes {1}"
	case sayBothMix:
		return "both mix {1}"
	case sayAllMix:
		return "all mix {1}"
	case sayFullyMixed:
		return "completely mixed"

	case sayAt:
		return "At {1}"
	case sayEquilibrium:
		return "Equilibrium"
	case saySlack:
		return "Slack"
	case sayBinding:
		return "Binding deviation"
	case sayFlips:
		return "Flips at"
	case saySlackNote:
		return "slack: what the least costly deviation loses (negative: it gains; 0: knife-edge); flips at: one parameter moved, the others fixed"
	case sayYes:
		return "yes"
	case sayYesStrict:
		return "yes, strict"
	case sayNo:
		return "no"

	case RegionsTitle:
		return "Regions"
	case sayWhere:
		return "Where"
	case sayEquilibria:
		return "Equilibria"
	case saySample:
		return "Sample"
	case sayEverywhere:
		return "everywhere"
	case sayNoneOfTable:
		return "none of the table"
	case sayVarying:
		return "Varying {1}."
	case sayVaryingAt:
		return "Varying {1} at {2}."
	case sayMapCaption:
		return "Equilibria by parameter"

	case VerdictsTitle:
		return "Claims"
	case sayGame:
		return "Game"
	case sayClaim:
		return "Claim"
	case saySays:
		return "Says"
	case sayVerdict:
		return "Verdict"
	case sayConditionHead:
		return "Condition"
	case sayMethod:
		return "Method"
	case sayTime:
		return "Time"
	case sayEvidence:
		return "Evidence"
	case sayProved:
		return "proved"
	case sayRefuted:
		return "refuted"
	case sayConditional:
		return "conditional"
	case sayVacuous:
		return "vacuous"
	case sayUndecided:
		return "undecided"
	case sayExpected:
		return "{1} (expected {2})"
	case sayIff:
		return "iff {1}"
	case sayFails:
		return "fails"
	case sayFailsAt:
		return "fails at {1}"
	case sayFailsAtWhy:
		return "fails at {1}; {2}"
	case sayContradictory:
		return "contradictory: {1}"
	case sayCheckedLemmas:
		return "checked, {1} {1|lemma|lemmas}"
	case sayNoEvidence:
		return "none within the budget"
	case sayAgrees:
		return "agrees"
	case sayDisagrees:
		return "DISAGREES"
	case sayNoAnswer:
		return "no answer"
	case sayAllExpected:
		return "{1} {1|claim|claims}: every verdict is as expected"
	case sayDiffer:
		return "{1} {1|verdict differs|verdicts differ} from what the file expects"
	case sayUndecidedNote:
		return "{1} {1|claim is|claims are} undecided, which says nothing about the truth"
	case sayMethodNote:
		return "method: {1}"
	case sayDispute:
		return "{1} disagrees about {2} {2|claim|claims}"
	case sayMistaken:
		return "not decided, because the text of the claim is wrong: {1}"

	case sayKnownResult:
		return "Known result"
	case sayKnownAt:
		return "At"
	case sayKnownExpected:
		return "Expected"
	case sayKnownFound:
		return "Found"
	case sayKnownOutcome:
		return "Result"
	case sayKnownEquilibria:
		return "all equilibria"
	case sayKnownContains:
		return "contains"
	case sayKnownCount:
		return "number of equilibria"
	case sayKnownComponents:
		return "components"
	case sayKnownValue:
		return "value"
	case sayKnownCritical:
		return "critical discount factor"
	case sayAsKnown:
		return "as known"
	case sayKnownDiffers:
		return "differs"
	case sayKnownMissing:
		return "not found: {1}"
	case sayKnownSurplus:
		return "not known: {1}"
	case sayNotZeroSum:
		return "the game is not zero-sum, so it has no value"
	case sayKnownProfiles:
		return "{1} {1|equilibrium|equilibria}"
	case sayKnownDiffer:
		return "{1} known {1|result differs|results differ} from what was found"
	case sayKnownAll:
		return "{1} known {1|result|results}: all as known"

	case note.BySigns:
		return "signs"
	case note.ByLinear:
		return "linear arithmetic"
	case note.BySums:
		return "sums of products"
	case note.ByBernstein:
		return "Bernstein coefficients"
	case note.ByCovering:
		return "cylindrical covering"
	case note.ByEnclosures:
		return "enclosures"
	case note.InTime:
		return "in time ({1})"
	case note.GraphRows:
		return "whether {1} {1|row exists|rows exist} for any values of exp and log was not decided"
	case note.GraphEvidence:
		return "it rests on bounds for exp and log, for which no evidence is derived"
	case note.GraphRounds:
		return "within {1} rounds of bounds for exp and log"
	case note.WithinUnits:
		return "within {1} units of work"
	case note.ContradictBoth:
		return "the hypotheses contradict each other both with the claim and with its negation, but not within the budget by themselves"
	case note.CannotFail:
		return "the claim cannot fail; whether the hypotheses can hold was not decided {1}"
	case note.FailsSomewhere:
		return "whether it holds anywhere was not decided {1}"
	case note.HoldsSomewhere:
		return "the claim holds somewhere; whether it always does was not decided {1}"
	case note.NeitherFound:
		return "neither a proof nor a counterexample was found {1}"
	case note.SecondPoint:
		return "could not eliminate the second point of {1} {2}"
	case note.MonotoneOfTerm:
		return "{1} compares values of {2} in pieces, or in a range bounded by sqrt, exp or log; that is decided for rational functions"
	case note.MonotoneOfRoot:
		return "{1} of a probability that is no rational function is decided over an interval of {2} only"
	case note.OthersToo:
		return "for some parameters the support carries other equilibria too"
	case note.OfRoot:
		return "it is not examined of probabilities that solve an equation"
	case note.BeyondBudget:
		return "the evidence is beyond the budget"
	case note.TooManyTerms:
		return "too many profiles to write out"
	case note.ManyRegimes:
		return "too many cases of payoffs to write out"
	case note.NoWitness:
		return "no formula for mixtures that show it was found"
	case note.OfEnclosures:
		return "the verdict rests on enclosures of exp and log, which have no certificate"
	case note.ManyLabels:
		return "more than {1} combinations of supports have to be told apart"
	case note.NotAll:
		return "the equilibria may not be all, or their components are not known"
	case note.NoSingle:
		return "it is not examined where the support carries a single equilibrium"
	case note.NoMixture:
		return "where there is a completely mixed equilibrium was not found within the budget"
	case note.NoProbability:
		return "no formula was found for the probabilities of the completely mixed equilibrium"
	case note.SeveralRoots:
		return "it was not proved that the equation of the completely mixed equilibrium has one solution"
	case note.HiddenNumber:
		return "could not eliminate the probability {1}"
	case note.DefinedNowhere:
		return "{1}: no value anywhere under the hypotheses; what the claim says of it says nothing"
	case note.MistakenClaim:
		return "the text is wrong: {1}"
	case note.NotAllPairs:
		return "the support pairs of the game were not all examined"
	case note.ManyProfiles:
		return "the game has more than {1} profiles"
	case note.PredicateOfMany:
		return "{1} for {2} players: {3}"
	case note.ConceptOpen:
		return "the table of {1} equilibria is not complete: {2}"
	case note.SeveralInRow:
		return "how many equilibria a row of the table holds was not found within the budget"
	case note.NoSuchConcept:
		return "{1} is not a concept of games of the kind {2}"
	case note.NoConcept:
		return "the game has no solution concept"
	case note.ManyTies:
		return "evolutionary stability is decided where at most {1} other actions can earn as much as the equilibrium"
	case note.OpenSupport:
		return "the parameters at which {1} carries an equilibrium were not found within the budget; it does at {2}"
	case note.OpenSupportAll:
		return "the parameters at which {1} carries an equilibrium were not found within the budget; whether it does anywhere was not decided"

	case note.NoNumber:
		return "no form of the number was found where {1}"

	case sayPlay:
		return "Play"
	case sayClass:
		return "Class"
	case sayNumbers:
		return "Probabilities, beliefs and numbers"
	case sayBeliefs:
		return "Beliefs"
	case sayOpen:
		return "not found"
	case sayPoint:
		return "point {1}"
	case sayNoEquilibrium:
		return "no equilibrium of this concept exists anywhere under the assumptions"
	case EquilibriaTitle:
		return "Equilibria"
	case sayChance:
		return "chance"
	case saySharedSets:
		return "In braces: information sets of several nodes, which the player cannot tell apart."
	case sayDrawn:
		return "{1} of {2} nodes are drawn; the others are counted where they follow."
	case sayNodesBelow:
		return "{1} {1|node|nodes}"
	case sayTreeCaption:
		return "The game in extensive form"
	case sayTreeMarked:
		return "The game in extensive form, with the way of its equilibrium"
	case sayMergedRows:
		return "rows say what is chosen where play comes; ways of playing with the same outcome are merged, --all-strategies shows them apart"
	case sayNoneThere:
		return "there is no equilibrium of this concept here"
	case sayAllThere:
		return "complete: there are no others here"
	case sayCompleteKind:
		return "complete: every way of playing that is not listed is never an equilibrium under the assumptions"
	case sayStable:
		return "Stable"
	case sayNode:
		return "Node"
	case sayFocus:
		return "Focus (spiral)"
	case saySaddle:
		return "Saddle"
	case sayCentre:
		return "Centre"
	case sayGlobal:
		return "Globally stable"
	case sayUniqueWhere:
		return "there is exactly one equilibrium where {1}"
	case sayUniqueAlways:
		return "there is exactly one equilibrium"
	case sayUniqueNever:
		return "there is nowhere exactly one equilibrium"
	case sayContracts:
		return "Globally stable (contraction)"
	case sayBifurcations:
		return "rest points appear, vanish or change stability at: {1}"
	case sayStabilityOpen:
		return "Not decided by eigenvalues"
	case sayIntuitive:
		return "Intuitive"
	case sayD1:
		return "D1"
	case sayNumCutoff:
		return "Cut-offs"
	case sayCutoff:
		return "{1} below the cut-off, {2} above"
	case sayNumEq:
		return "Choices"
	case sayNumCDF:
		return "Distributions"
	case sayNumTop:
		return "Up to"
	case sayNumEffort:
		return "Expected choice"
	case sayNumLength:
		return "Expected length"
	case sayNumWins:
		return "Chooses more with"
	case sayNumRest:
		return "At"
	case sayNumValue:
		return "Values"
	case sayTimes:
		return "{1} (× {2})"
	case sayNumInterim:
		return "Interim payoffs"
	case sayNumIgnorance:
		return "Cost of ignorance"
	case sayNumPayoff:
		return "Payoffs"
	case sayNumOutcome:
		return "Outcomes"
	case sayNumChance:
		return "Chances"
	case sayNumReach:
		return "Ever there"
	case sayNumTime:
		return "Expected time until"
	case sayNumLongRun:
		return "Long run"
	case sayConceptSPE:
		return "Pure subgame-perfect equilibria."
	case sayConceptSPEMix:
		return "Subgame-perfect equilibria, mixed ones included."
	case sayConceptPBE:
		return "Weak perfect Bayesian equilibria."
	case sayConceptSeq:
		return "Sequential equilibria."
	case sayConceptBNE:
		return "Bayesian Nash equilibria."
	case sayConceptMPE:
		return "Pure stationary Markov-perfect equilibria."
	case sayGranted:
		return "It is taken for granted that {1}, so that payoffs and probabilities are defined."
	case sayCompleteForm:
		return "elsewhere under the assumptions the closed form is no equilibrium"
	case sayConceptForm:
		return "Mixed equilibrium of a contest, known in closed form and proved to be one; others are not looked for."
	case sayConceptMoves:
		return "Pure subgame-perfect equilibria; the order of moves is {1}. A choice to which no reply is best is not compared."
	case sayConceptAlike:
		return "Symmetric pure Nash equilibria, of any number of players; asymmetric ones are not looked for."
	case sayConceptNash:
		return "Pure Nash equilibria."
	case sayConceptMixed:
		return "Nash equilibria in behaviour strategies."
	case sayConceptRest:
		return "Rest points."
	case sayConceptCrowd:
		return "Pure Nash equilibria, and the symmetric mixed ones; equilibria in which some mix and others do not are not looked for."
	case sayConceptCrowdR:
		return "Strategies that, followed by all, are subgame perfect in the repeated game; others are not looked for."
	case sayWhole:
		return "For every whole number {1} of players, at least 2."
	case saySomeEach:
		return "some {1}, some {2}"
	case sayMixAlike:
		return "all mix {1}, {2} alike"
	case sayLaplacian:
		return "Laplacian"
	case sayNumFewest:
		return "At least"
	case sayNumMost:
		return "At most"
	case sayNumNone:
		return "Chance that no other does"
	case sayNumOthers:
		return "Chance that all others do"
	case sayPlaceLow:
		return "lower end"
	case sayPlaceHigh:
		return "upper end"
	case sayPlaceMixed:
		return "mixed"
	case sayPlaceInterior:
		return "interior"
	case sayPooling:
		return "pooling"
	case saySeparating:
		return "separating"
	case saySemi:
		return "semi-separating"

	case note.BestActionsTie:
		return "best actions tie for {1}"
	case note.MoveAtStart:
		return "{1} at the start"
	case note.MoveAfter:
		return "{1} after {2}"
	case note.More:
		return "{1} more"
	case note.PathsMiss:
		return "Lemke-Howson paths do not reach every equilibrium of every game"
	case note.OrbitsMiss:
		return "these are all pure and all symmetric equilibria, and all in which those who mix, mix alike; others were not looked for"
	case note.BasesVisited:
		return "{1} bases visited, {2} equilibria found"
	case note.NodesVisited:
		return "{1} of {2} nodes visited"

	case SolutionTitle:
		return "Nash equilibria"
	case PlansTitle:
		return "Subgame-perfect equilibria"
	case sayAtPoint:
		return "At {1}."
	case sayKind:
		return "Kind"
	case sayComponent:
		return "Component"
	case sayPureStrict:
		return "pure, strict"
	case sayQuasiStrict:
		return "mixed, quasi-strict"
	case sayMixed:
		return "mixed"
	case sayNoneFound:
		return "no equilibrium was found by the search that was made"
	case sayDegenerate:
		return "degenerate: {1}, so that equilibria may form continua"
	case sayExactBy:
		return "{1} (exact, method {2})"
	case sayOnlyOne:
		return "complete: this is the only equilibrium"
	case sayTheseAll:
		return "complete: these are all"
	case sayExtremeParts:
		return "complete: these are all extreme equilibria; every other one is a mixture of the corners of a convex part"
	case sayExtremeAll:
		return "complete: these are all extreme equilibria; every other one is a mixture of those of its component"
	case sayStationary:
		return "Stationary Markov-perfect equilibria: what is played depends on the state alone, and no one gains by another action in any state."
	case sayState:
		return "State"
	case sayValues:
		return "Values"
	case sayOnlyPerfect:
		return "complete: this is the only subgame-perfect equilibrium"
	case sayContinuum:
		return "equilibria with the supports {1} form a set of dimension at least {2}"
	case sayComponentConnected:
		return "component {1}: a connected set of dimension {2}"
	case sayComponentCorners:
		return "component {1}: equilibria {2} are the corners of a connected set of dimension {3}"
	case sayIndex:
		return ", index {1}"
	case sayParts:
		return ", of {1} convex parts with the corners {2}"
	case saySameOutcome:
		return "all of it leads to the same outcome"
	case saySamePayoffs:
		return "all of it pays the same"
	case sayRounded:
		return "warning: {1}: equilibrium {2} has irrational probabilities, rounded to {3} digits in these lines"
	case sayPaths:
		return "Lemke-Howson paths"
	case sayLabel:
		return "Label"
	case sayPlayer:
		return "Player"
	case sayAction:
		return "Action"
	case sayPivots:
		return "Pivots"
	case sayEndsAt:
		return "Ends at #"
	case sayPathNote:
		return "a path starts at the artificial equilibrium and drops its label: the action of a player"
	case sayPathsRounded:
		return "the game is so large that paths were followed in floating point: their lengths are approximate, their ends exact"

	case sayHowMany:
		return "How many play"
	case sayAlike:
		return "Equilibria alike"
	case sayOrbitNote:
		return "players are exchangeable: equilibria that differ in who plays what are counted in the last column"
	case sayGroup:
		return "{1} {2}"
	case sayMixingGroup:
		return "{1} mix {2}"
	case sayOtherProportions:
		return "or in other proportions"
	case sayMixing:
		return "mixing"

	case sayCourse:
		return "Play"
	case sayChoices:
		return "Choices"
	case sayAfter:
		return "After"
	case sayChoice:
		return "Choice"
	case sayPayoffsOn:
		return "Payoffs from there on"
	case sayInNumber:
		return "in #{1}"
	case sayStart:
		return "the start"
	case sayMoreNodes:
		return "and {1} further nodes, which --format json lists"
	case sayInfoset:
		return "Information set"
	case sayMoreSets:
		return "and {1} further information sets, which --format json lists"
	case sayMoreBeside:
		return "the information sets of the first {1} equilibria; --format json lists all"
	case sayReducedForm:
		return "these are equilibria of the reduced strategic form, by information set"
	case sayAgentForm:
		return "these are equilibria of the agent form, since a player forgets: nobody gains by another choice at one information set"
	case sayOffPath:
		return "– is where a player never gets by her own choices: anything may be chosen there"
	case sayValueOf:
		return "the payoffs add up to a constant: every equilibrium pays {1} the value {2}"
	case sayIfChance:
		return "if {1}: "
	case sayEnd:
		return "end"
	case sayEveryPays:
		return "every equilibrium in pure strategies pays {1}"
	case sayDifferentPayoffs:
		return "the equilibria in pure strategies have {1} different payoffs: {2}"

	case note.RowsListed:
		return "{1} of the {2} rows found are listed: {3}"
	}
	return ""
}
