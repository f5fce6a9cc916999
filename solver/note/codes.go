package note

// Codes, with their arguments.
const (
	// Text is a text that has no code: the message of a file's author, or of an
	// error. Argument: the text.
	Text Code = "text"

	// All says several notes, one after the other. Argument: []Note or List.
	All Code = "all"

	// Why work ended early.
	Interrupted   Code = "interrupted"
	TimeLimit     Code = "time-limit"      // reached
	TimeLimitOf   Code = "time-limit-of"   // the limit
	WorkLimit     Code = "work-limit"      // so many units of work, about so many seconds
	StoppedBefore Code = "stopped-before"  // every support profile was examined; why
	NotInNumbers  Code = "not-in-numbers"  // the table could not be read at the point; why
	SmallestPairs Code = "smallest-pairs"  // support pairs examined, the exponent of 2 of about how many
	FirstProfiles Code = "first-profiles"  // pure profiles examined
	TooLargeMixed Code = "too-large-mixed" // the mixed support profiles were not examined
	PureOnly      Code = "pure-only"       // of too many support profiles, the pure ones were examined; one choice at sets that one's own choices exclude
	ManySupports  Code = "many-supports"   // more than so many; the mixed ones were not examined
	TooManySteps  Code = "too-many-steps"  // of a trajectory, or too small ones
	Traced        Code = "traced"          // boundaries with sqrt, exp or log, at so many values of a parameter
	ManyPolicies  Code = "many-policies"   // more than so many; those that were tried first
	// More than so many at the defaults alone; those that were met first.
	ManyEquilibria Code = "many-equilibria"
	SupportsTried  Code = "supports-tried"  // mixed equilibria were looked for on so many combinations of supports
	SupportsOpen   Code = "supports-open"   // so many combinations of supports were not settled
	NotIsolated    Code = "not-isolated"    // supports, dimension at least
	LimitAsked     Code = "limit-asked"     // so many
	MixedNotDone   Code = "mixed-not-done"  // mixed support profiles were not examined; why
	NoCondition    Code = "no-condition"    // found within the budget; for these profiles
	NoConditionOf  Code = "no-condition-of" // the same, and so many more
	NotMonotone    Code = "not-monotone"    // the gain of an action in the number of others at it
	TwoChanges     Code = "two-changes"     // of the sign of the gain: mixtures there were not examined; where
	NotLinear      Code = "not-linear"      // the gain of an action in the number of others at it
	OpenCells      Code = "open-cells"      // so many could not be proved empty or inhabited
	FlatCells      Code = "flat-cells"      // so many may have a smaller dimension than shown

	// OfRoot says why a condition is not given: probabilities solve an equation.
	OfRoot Code = "of-root"

	// Why a column of a row is not certified.
	BeyondBudget Code = "beyond-budget"  // the evidence
	TooManyTerms Code = "too-many-terms" // to write out
	ManyRegimes  Code = "many-regimes"   // cases of payoffs
	NoWitness    Code = "no-witness"     // mixtures that show that the row exists, or fails, were not found
	OthersToo    Code = "others-too"     // for some parameters the support carries other equilibria too
	OfEnclosures Code = "of-enclosures"  // the verdict rests on those of exp and log
	NoSingle     Code = "no-single"      // where the support carries one equilibrium only is not examined

	// Why equilibria have no certificate.
	ManyLabels Code = "many-labels" // the cover of the supports has more than so many parts
	NotAll     Code = "not-all"     // they may not be all

	// How a claim was decided: the deepest reasoning that it took. JSON has the codes.
	BySigns      Code = "signs"
	ByLinear     Code = "linear arithmetic"
	BySums       Code = "sums of products"
	ByBernstein  Code = "Bernstein coefficients"
	ByCovering   Code = "cylindrical covering"
	ByEnclosures Code = "enclosures" // of sqrt, exp and log

	// Why a claim is undecided.
	WholeNumbers    Code = "whole-numbers"     // the parameter, so many points at which it is none
	InTime          Code = "in-time"           // not so; why
	WithinUnits     Code = "within-units"      // not within so many units of work
	ContradictBoth  Code = "contradict-both"   // the hypotheses, with the claim and its negation
	CannotFail      Code = "cannot-fail"       // whether the hypotheses can hold is open; limit
	FailsSomewhere  Code = "fails-somewhere"   // whether it holds anywhere is open; limit
	HoldsSomewhere  Code = "holds-somewhere"   // whether it always does is open; limit
	NeitherFound    Code = "neither-found"     // proof nor counterexample; limit
	SecondPoint     Code = "second-point"      // not eliminated; predicate, limit
	MonotoneOfRoot  Code = "monotone-of-root"  // a probability that is no rational function; predicate, parameter
	MonotoneOfTerm  Code = "monotone-of-term"  // of sqrt, exp or log in pieces, or where they bound the parameter; predicate, parameter
	NoMixture       Code = "no-mixture"        // where there is a completely mixed equilibrium was not found
	NoProbability   Code = "no-probability"    // no formula for those of the completely mixed equilibrium
	SeveralRoots    Code = "several-roots"     // not excluded, of the equation of the completely mixed equilibrium
	HiddenNumber    Code = "hidden-number"     // a probability was not eliminated; limit
	DefinedNowhere  Code = "defined-nowhere"   // numbers of a claim without a value under its hypotheses; texts
	MistakenClaim   Code = "mistaken-claim"    // place and what is wrong with the text
	NotAllPairs     Code = "not-all-pairs"     // of supports were examined
	ManyProfiles    Code = "many-profiles"     // more than so many
	PredicateOfMany Code = "predicate-of-many" // predicate, number of players, why
	ConceptOpen     Code = "concept-open"      // the table of the concept is not complete; why
	SeveralInRow    Code = "several-in-row"    // whether a row holds more than one equilibrium is open
	NoSuchConcept   Code = "no-such-concept"   // concept, kind of game
	NoNumber        Code = "no-number"         // no form of the number was found where this holds
	NoConcept       Code = "no-concept"        // of the game
	ManyTies        Code = "many-ties"         // more actions than so many may earn as much as the equilibrium
	OpenSupport     Code = "open-support"      // support profile, where it carries an equilibrium
	OpenSupportAll  Code = "open-support-all"  // support profile that may carry one anywhere

	GraphRounds   Code = "graph-rounds"   // of refining exp and log; how many
	GraphEvidence Code = "graph-evidence" // is not derived for bounds of exp and log
	GraphRows     Code = "graph-rows"     // may exist nowhere for the values of exp and log; how many

	// What a support profile of exchangeable players is called.
	AllPlay  Code = "all-play"  // action
	SomePlay Code = "some-play" // players, of how many, action
	Play     Code = "play"      // players, actions: each uses the one
	Mix      Code = "mix"       // players, actions: each mixes over them

	// Equilibria at numbers.
	BestActionsTie Code = "best-actions-tie" // []Note: for whom, where
	MoveAtStart    Code = "move-at-start"    // player
	MoveAfter      Code = "move-after"       // player, actions
	More           Code = "more"             // so many
	PathsMiss      Code = "paths-miss"       // Lemke-Howson paths do not reach every equilibrium
	OrbitsMiss     Code = "orbits-miss"      // mixtures that are not alike were not looked for
	RowsListed     Code = "rows-listed"      // so many, of how many that were found, why
	BasesVisited   Code = "bases-visited"    // bases, equilibria found
	NodesVisited   Code = "nodes-visited"    // nodes, of how many

	// Repeated play.
	StoppedAfter        Code = "stopped-after"         // so many, of how many profiles, why
	NashTooLarge        Code = "nash-too-large"        // profile, error
	SetNotComputed      Code = "set-not-computed"      // the payoff set; why
	BoundsNotComputed   Code = "bounds-not-computed"   // of payoffs; why
	CoverNotComputed    Code = "cover-not-computed"    // of payoffs without randomisation; why
	SetNotExact         Code = "set-not-exact"         // the payoff set lies between polygons
	LeastNotFound       Code = "least-not-found"       // the least discount factor; why
	TournamentNotPlayed Code = "tournament-not-played" // why
	InvasionCompared    Code = "invasion-compared"     // strategies, of how many, why
	ImperfectLeftOut    Code = "imperfect-left-out"    // errors and imperfect monitoring
	ContinuationsOpen   Code = "continuations-open"    // renegotiation-proofness; error

	// How payoff sets are found.
	ByEmptyOperator Code = "by-empty-operator"
	ByOperator      Code = "by-operator"
	ByExtremePoints Code = "by-extreme-points"
	ByInnerSet      Code = "by-inner-set"
	ByBounds        Code = "by-bounds"
	ByCells         Code = "by-cells"
	ByChainValues   Code = "by-chain-values" // of joint states, discounted
	ByChainSums     Code = "by-chain-sums"   // likewise, of so many periods
	ByChainMeans    Code = "by-chain-means"  // likewise, limits of means

	// Why a least discount factor is that.
	NoMoreThanMinmax    Code = "no-more-than-minmax"
	NothingDeters       Code = "nothing-deters"
	NeededAgainstMinmax Code = "needed-against-minmax"
	NeededWithWorst     Code = "needed-with-worst"
	PunishmentsPossible Code = "punishments-possible"
	NotFoundUpTo        Code = "not-found-up-to" // 1 - 1/so many
	PunishmentsBetween  Code = "punishments-between"
	BisectionInexact    Code = "bisection-inexact"
	BisectionBounds     Code = "bisection-bounds"
	BisectionSets       Code = "bisection-sets"

	// Why it is not decided which way a critical discount factor moves.
	ProverBudget      Code = "prover-budget"
	LeastNotSeparated Code = "least-not-separated"
	LeastNotAttained  Code = "least-not-attained"

	// Populations.
	NothingComputed    Code = "nothing-computed"    // why
	StoppedAfterPairs  Code = "stopped-after-pairs" // so many, of how many, why
	SharesNotComputed  Code = "shares-not-computed" // of time; why
	ConditionsFound    Code = "conditions-found"    // for so many, of how many pairs, why
	SelectionTooStrong Code = "selection-too-strong"

	// Why fictitious play converges, and where it was stopped.
	DominanceSolvable    Code = "dominance-solvable" // rounds of elimination
	IdenticalInterests   Code = "identical-interests"
	ExactPotential       Code = "exact-potential"
	WeightedPotential    Code = "weighted-potential" // player, weight, player
	OrdinalPotential     Code = "ordinal-potential"
	DiminishingReturns   Code = "diminishing-returns" // order
	ThreeByThree         Code = "three-by-three"      // order
	InListedOrder        Code = "in-listed-order"
	OneReversed          Code = "one-reversed"
	TwoByTwo             Code = "two-by-two"
	TwoByMany            Code = "two-by-many"            // player, the other
	ConstantSum          Code = "constant-sum"           // total
	StrategicallyZeroSum Code = "strategically-zero-sum" // player, weight, player
	StoppedAfterRounds   Code = "stopped-after-rounds"   // so many, of how many, why
	StoppedAfterMoves    Code = "stopped-after-moves"    // so many, why
	PeriodNotTraced      Code = "period-not-traced"      // why

	// Logit equilibria.
	AtLambda         Code = "at-lambda"          // how far the branch was followed
	LimitNotNumbered Code = "limit-not-numbered" // among all equilibria; why

	// Studies.
	StudyOpen Code = "study-open" // points at which something is not known

	// Descriptions.
	Stopped              Code = "stopped"               // why
	CorrelatedNotLooked  Code = "correlated-not-looked" // more than so many profiles
	ClassZeroSum         Code = "class-zero-sum"
	ClassConstantSum     Code = "class-constant-sum"
	ClassStrategicallyZS Code = "class-strategically-zero-sum"
	ClassSymmetric       Code = "class-symmetric"
	ClassIdentical       Code = "class-identical-interests"
	ClassPotential       Code = "class-exact-potential"
	ClassPerfectInfo     Code = "class-perfect-information"
	ClassSupermodular    Code = "class-supermodular"
	ClassSubmodular      Code = "class-submodular"

	// Patterns of payoffs in 2×2 games, after Bruns (2015).
	PatternPrisonersDilemma Code = "pattern-prisoners-dilemma"
	PatternChicken          Code = "pattern-chicken"
	PatternBattle           Code = "pattern-battle"
	PatternHero             Code = "pattern-hero"
	PatternCompromise       Code = "pattern-compromise"
	PatternDeadlock         Code = "pattern-deadlock"
	PatternConcord          Code = "pattern-concord"
	PatternStagHunt         Code = "pattern-stag-hunt"
	PatternAssurance        Code = "pattern-assurance"
	PatternCoordination     Code = "pattern-coordination"
	PatternPeace            Code = "pattern-peace"
	PatternHarmony          Code = "pattern-harmony"

	Deviation Code = "deviation" // player, action, instead of which
)
