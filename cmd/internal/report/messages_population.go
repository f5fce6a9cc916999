package report

import "brink/solver/note"

// The words of populations, with their arguments.
const (
	// Populations of imitators.
	PopulationTitle        note.Code = "population"
	sayImitators           note.Code = "imitators"  // players, intensity
	sayParameters          note.Code = "parameters" // values
	sayPayoffMatrix        note.Code = "payoff-matrix"
	sayShares              note.Code = "shares"
	sayShare               note.Code = "share"
	sayShareNote           note.Code = "share-note"
	sayTakeovers           note.Code = "takeovers"
	sayMutant              note.Code = "mutant"
	sayResident            note.Code = "resident"
	sayLikelierThanReverse note.Code = "likelier-than-reverse"
	sayLikelierThanChance  note.Code = "likelier-than-chance"
	sayHoldWhere           note.Code = "hold-where" // condition
	sayTakeoverNote        note.Code = "takeover-note"
	sayMissingPart         note.Code = "missing-part" // why
	sayFixation            note.Code = "fixation"     // residents
	sayTakesOver           note.Code = "takes-over"
	sayAgainstChance       note.Code = "against-chance" // players
	sayAgainstReverse      note.Code = "against-reverse"
	sayLogQuotient         note.Code = "log-quotient"
	sayFixationNote        note.Code = "fixation-note"
	sayGreater             note.Code = "greater"
	sayLess                note.Code = "less"
	sayEqual               note.Code = "equal"
)
