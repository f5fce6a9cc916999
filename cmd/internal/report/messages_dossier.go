package report

import "brink/solver/note"

// The words of reports, with their arguments.
const (
	ReportsTitle       note.Code = "reports"
	sayTheGame         note.Code = "the-game"
	sayTheConditions   note.Code = "the-conditions"
	sayTheClaims       note.Code = "the-claims"
	sayMeansProved     note.Code = "means-proved"
	sayMeansRefuted    note.Code = "means-refuted"
	sayMeansWhere      note.Code = "means-where"      // condition
	sayMeansWhereAt    note.Code = "means-where-at"   // condition, point
	sayMeansRefutedAt  note.Code = "means-refuted-at" // point
	sayMeansVacuous    note.Code = "means-vacuous"    // formulas
	sayMeansUndecided  note.Code = "means-undecided"  // note
	sayVerdictLine     note.Code = "verdict-line"     // verdict, meaning
	sayEvidenceLine    note.Code = "evidence-line"    // evidence
	sayClaimSource     note.Code = "claim-source"     // source
	sayEvidenceSummary note.Code = "evidence-summary" // so many, of so many
	sayHowMade         note.Code = "how-made"
	sayMadeBy          note.Code = "made-by" // version
	sayInput           note.Code = "input-hash"
)
