package report

import "brink/solver/note"

// The words of studies, with their arguments.
const (
	StudyTitle      note.Code = "study"
	sayStudyDone    note.Code = "study-done" // shards that are there, of how many, points
	sayStudyPoints  note.Code = "study-points"
	sayStudyShares  note.Code = "study-shares" // column
	sayStudyAnswer  note.Code = "study-answer"
	sayStudyNone    note.Code = "study-none"
	sayStudyCount   note.Code = "study-count"
	sayStudyShare   note.Code = "study-share"
	sayStudyRange   note.Code = "study-range"
	sayStudyExact   note.Code = "study-exact"
	sayStudyMore    note.Code = "study-more"    // values that are not listed
	sayStudyNumbers note.Code = "study-numbers" // column, points
	sayStudyLevel   note.Code = "study-level"
	sayStudyValue   note.Code = "study-value"
	sayStudyDecimal note.Code = "study-decimal"
	sayStudyCross   note.Code = "study-cross"   // two columns
	sayStudyAnchor  note.Code = "study-anchor"  // two columns
	sayStudyLost    note.Code = "study-lost"    // points computed, where they are kept
	sayStudyPlanned note.Code = "study-planned" // points, shards, folder
)
