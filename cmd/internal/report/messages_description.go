package report

import "brink/solver/note"

// The words of descriptions, with their arguments.
const (
	// Descriptions.
	sayClasses           note.Code = "classes" // note.List
	sayNoClass           note.Code = "no-class"
	sayOrdinal           note.Code = "ordinal"  // pattern
	sayOrdinals          note.Code = "ordinals" // pattern, player, pattern, player
	sayOrdinalTied       note.Code = "ordinal-tied"
	sayNotStrictly       note.Code = "not-strictly"
	sayNotWeakly         note.Code = "not-weakly"
	sayEliminateStrictly note.Code = "eliminate-strictly"
	sayEliminateWeakly   note.Code = "eliminate-weakly"
	sayRound             note.Code = "round"
	sayDominatedBy       note.Code = "dominated-by"
	sayOf                note.Code = "of"   // player, actions
	sayLeft              note.Code = "left" // actions
	sayOrderMatters      note.Code = "order-matters"
	sayRationalizable    note.Code = "rationalizable"
	sayTremblingHand     note.Code = "trembling-hand"
	sayDominated         note.Code = "dominated"
	sayLargestSum        note.Code = "largest-sum" // number, profile
	sayPrices            note.Code = "prices"      // anarchy, stability
	sayStrictOne         note.Code = "strict-one"
	sayThresholds        note.Code = "thresholds"
	sayBeliefOf          note.Code = "belief-of"  // player
	sayBeliefToo         note.Code = "belief-too" // player
	sayBeliefNote        note.Code = "belief-note"
	sayCorrelatedTitle   note.Code = "correlated-title"
	saySumOfPayoffs      note.Code = "sum-of-payoffs"
	sayWeights           note.Code = "weights"
	sayCorrelated        note.Code = "correlated"
	sayCoarse            note.Code = "coarse"
	sayBest              note.Code = "best"     // kind
	sayWorstOf           note.Code = "worst-of" // kind
)
