package report

import "brink/solver/note"

// The words of repeated play, with their arguments.
const (
	// Repeated play.
	RepeatedTitle     note.Code = "repeated"
	sayHorizon        note.Code = "horizon"      // periods
	sayDiscount       note.Code = "discount"     // name
	sayDiscountIn     note.Code = "discount-in"  // name, range
	sayDiscountsIn    note.Code = "discounts-in" // note.List, range
	sayDiscountOf     note.Code = "discount-of"  // name, player
	sayUndiscounted   note.Code = "undiscounted"
	sayNoDiscounting  note.Code = "no-discounting"
	sayFactor         note.Code = "factor" // number
	sayItsNumbers     note.Code = "its-numbers"
	sayAllOf          note.Code = "all-of" // strategy
	sayStrategies     note.Code = "strategies"
	sayOutcome        note.Code = "outcome"
	sayPerfect        note.Code = "perfect"
	sayNash           note.Code = "nash"
	sayPerfectName    note.Code = "perfect-name"
	sayCritical       note.Code = "critical"
	sayTooLarge       note.Code = "too-large"
	sayTerms          note.Code = "terms" // number
	sayNone           note.Code = "none"
	sayPerfectNote    note.Code = "perfect-note"
	sayPerfectFinite  note.Code = "perfect-finite"  // periods
	sayCriticalNote   note.Code = "critical-note"   // values
	sayCriticalFinite note.Code = "critical-finite" // values
	sayCriticalOwn    note.Code = "critical-own"    // values
	sayKnifeEdges     note.Code = "knife-edges"     // profiles
	sayUnread         note.Code = "unread"          // profiles

	// What the conditions rest on.
	sayRests           note.Code = "rests"
	sayRestsOn         note.Code = "rests-on"
	sayFactorWorks     note.Code = "factor-works"
	sayFactorsWork     note.Code = "factors-work"
	sayRenegotiation   note.Code = "renegotiation"
	sayDeviatesIn      note.Code = "deviates-in" // player, action, state
	sayBindingNote     note.Code = "binding-note"
	sayBindings        note.Code = "bindings"
	sayMorePatience    note.Code = "more-patience"
	sayLessPatience    note.Code = "less-patience"
	sayEitherWay       note.Code = "either-way"
	sayWhereverPerfect note.Code = "wherever-perfect"
	sayNotDecided      note.Code = "not-decided" // why
	sayDeviates        note.Code = "deviates"    // player, plan, states
	sayRestsNote       note.Code = "rests-note"
	sayPatienceNote    note.Code = "patience-note"
	sayEitherNote      note.Code = "either-note"    // profile, parameter, where it rises, where it falls
	sayNeeds           note.Code = "needs"          // outcome, condition
	sayUnsustained     note.Code = "unsustained"    // outcome
	sayUnsustainedAt   note.Code = "unsustained-at" // outcome, discount factor
	sayNoMoreNeeded    note.Code = "no-more-needed" // profiles

	// Deviations.
	sayWhy       note.Code = "why"
	sayConcept   note.Code = "concept"
	sayInstead   note.Code = "instead"
	sayDeterred  note.Code = "deterred"
	sayGainAt    note.Code = "gain-at"   // discount factor
	sayInPeriod  note.Code = "in-period" // states, period
	sayAndAlike  note.Code = "and-alike" // states, number
	sayWhyNote   note.Code = "why-note"
	sayWhyFinite note.Code = "why-finite"
	sayRanked    note.Code = "ranked" // profile, discount factor, better states, worse states

	// Payoff sets.
	sayRemark       note.Code = "remark"     // what
	sayPayoffSet    note.Code = "payoff-set" // discount factor
	sayVertex       note.Code = "vertex"
	sayAttainedBy   note.Code = "attained-by"
	sayNoPerfect    note.Code = "no-perfect"
	sayExactSet     note.Code = "exact-set"
	sayInexactSet   note.Code = "inexact-set"
	sayGap          note.Code = "gap"      // numbers
	sayWorst        note.Code = "worst"    // numbers
	sayMinmaxes     note.Code = "minmaxes" // pure, mixed
	sayByMixing     note.Code = "by-mixing"
	sayForEver      note.Code = "for-ever"       // profile
	sayThenAt       note.Code = "then-at"        // profile, payoffs
	sayOneStick     note.Code = "one-stick"      // profile
	sayThenStick    note.Code = "then-stick"     // sticks, profile
	sayPenal        note.Code = "penal"          // player, payoff, sticks, payoffs
	sayPenalForEver note.Code = "penal-for-ever" // player, payoff, sticks
	sayPayoffBounds note.Code = "payoff-bounds"  // discount factor
	sayPayoff       note.Code = "payoff"
	sayInner        note.Code = "inner"
	sayOuter        note.Code = "outer"
	sayNoneSeen     note.Code = "none-seen"
	sayPureMinmax   note.Code = "pure-minmax" // numbers
	sayBoundsNote   note.Code = "bounds-note"
	sayBoundsMeet   note.Code = "bounds-meet" // directions
	sayBoundsApart  note.Code = "bounds-apart"
	sayDirections   note.Code = "directions" // number
	sayPayoffsFound note.Code = "payoffs-found"
	sayMorePayoffs  note.Code = "more-payoffs" // number
	sayMixturesToo  note.Code = "mixtures-too"
	sayMostFor      note.Code = "most-for"  // player
	sayLeastFor     note.Code = "least-for" // player
	sayMostInSum    note.Code = "most-in-sum"
	sayLeastInSum   note.Code = "least-in-sum"
	sayUnrandomised note.Code = "unrandomised" // discount factor
	sayPath         note.Code = "path"
	sayMorePaths    note.Code = "more-paths" // number
	sayPathsNote    note.Code = "paths-note"
	sayCoverNote    note.Code = "cover-note"    // cells kept, of how many
	sayRepeating    note.Code = "repeating"     // profiles
	sayLeadThen     note.Code = "lead-then"     // profiles, path
	sayLeast        note.Code = "least"         // what was found
	sayLeastNone    note.Code = "least-none"    // path
	sayLeastFrom    note.Code = "least-from"    // path, discount factor, number
	sayLeastBetween note.Code = "least-between" // path, discount factor, number, number
	sayLeastAbove   note.Code = "least-above"   // path, discount factor, number
	saySetsCaption  note.Code = "sets-caption"
	saySetsAt       note.Code = "sets-at" // game, discount factor

	// Tournaments.
	sayTournament     note.Code = "tournament" // what is counted
	sayPerPeriod      note.Code = "per-period"
	sayAddedUp        note.Code = "added-up" // periods
	sayLongRunAverage note.Code = "long-run-average"
	sayPiecewise      note.Code = "piecewise"
	sayElsewhere      note.Code = "elsewhere" // condition
	saySameAt         note.Code = "same-at"   // values
	sayInvasion       note.Code = "invasion"
	sayStrategy       note.Code = "strategy"
	sayCanInvade      note.Code = "can-invade"
	sayWhen           note.Code = "when"
	sayNeverInvade    note.Code = "never-invade" // pairs
	sayStability      note.Code = "stability"
	sayEvolutionary   note.Code = "evolutionary"
	sayResists        note.Code = "resists"
	sayStabilityNote  note.Code = "stability-note"
)
