package note

// What the solvers of games at numbers have to say, with their arguments.
const (
	OneAsked             Code = "one-asked"
	LimitEquilibria      Code = "limit-equilibria" // so many
	OnlyPure             Code = "only-pure"
	NoPure               Code = "no-pure"
	EveryMixture         Code = "every-mixture"
	ActionsTooLarge      Code = "actions-too-large" // numbers of the actions of a support
	ActionsSampled       Code = "actions-sampled"   // likewise
	ActionsContinuum     Code = "actions-continuum" // dimension, likewise
	OrbitContinuum       Code = "orbit-continuum"   // players at the first action, at the second, who mix
	BranchFork           Code = "branch-fork"
	LimitSteps           Code = "limit-steps"         // so many
	ManySubgameValues    Code = "many-subgame-values" // so many
	TiesLeave            Code = "ties-leave"
	AllPureTies          Code = "all-pure-ties"
	PureListed           Code = "pure-listed"         // so many, of how many
	PureListedOfMany     Code = "pure-listed-of-many" // so many
	ManyVertices         Code = "many-vertices"
	NotConnected         Code = "not-connected"
	NotConnectedWhy      Code = "not-connected-why" // why
	ManySubsets          Code = "many-subsets"
	OneOptimalPair       Code = "one-optimal-pair"
	OneOptimalPairOf     Code = "one-optimal-pair-of"
	SearchTooLarge       Code = "search-too-large"
	NotInCells           Code = "not-in-cells" // so many
	ManySolutions        Code = "many-solutions"
	ProofsDisagree       Code = "proofs-disagree"
	NotRefined           Code = "not-refined"
	SetNotSearched       Code = "set-not-searched"
	FoundListed          Code = "found-listed"      // so many, of how many
	LimitSupports        Code = "limit-supports"    // so many
	MoreUndecided        Code = "more-undecided"    // so many
	SupportUndecided     Code = "support-undecided" // support profile, why
	MoreContinua         Code = "more-continua"     // so many
	SupportContinuum     Code = "support-continuum" // dimension, support profile
	IsolatedComplete     Code = "isolated-complete" // what else there is
	ManyBases            Code = "many-bases"        // so many
	TooLargeForAll       Code = "too-large-for-all" // numbers of actions
	IndicesOpen          Code = "indices-open"      // so many, why
	ManyPerturbed        Code = "many-perturbed"
	OnePath              Code = "one-path"
	SearchMemory         Code = "search-memory"
	LimitNodes           Code = "limit-nodes"            // so many
	Indifferent          Code = "indifferent"            // player, actions
	IndifferentWhenPlays Code = "indifferent-when-plays" // other player, action, player, actions
	IndifferentWhenMixes Code = "indifferent-when-mixes" // other player, actions, player, actions
	IndifferentOnSupport Code = "indifferent-on-support" // support profile, player, actions
	NumberedPlayer       Code = "numbered-player"        // name, a number
)
