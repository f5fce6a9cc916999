package report

import "brink/solver/note"

// The words in pictures, with their arguments, and those of maps.
const (
	FigureRound            note.Code = "figure-round"
	FigureFrequency        note.Code = "figure-frequency"
	FigureExploitability   note.Code = "figure-exploitability"
	FigureExploits         note.Code = "figure-exploits" // player
	FigureZeros            note.Code = "figure-zeros"
	FigureRarer            note.Code = "figure-rarer" // number
	FigureNeverPlayed      note.Code = "figure-never" // number
	FigurePrecision        note.Code = "figure-precision"
	FigureProbability      note.Code = "figure-probability"
	FigureFeasible         note.Code = "figure-feasible"
	FigureRational         note.Code = "figure-rational"
	FigureRationalNone     note.Code = "figure-rational-none"
	FigureSet              note.Code = "figure-set"
	FigureSetNone          note.Code = "figure-set-none"
	FigureSetAtMost        note.Code = "figure-set-most"
	FigureSetAtLeast       note.Code = "figure-set-least"
	FigurePaths            note.Code = "figure-paths"
	FigureStage            note.Code = "figure-stage"
	FigureUnrandomised     note.Code = "figure-unrandomised"
	FigureUnrandomisedNone note.Code = "figure-unrandomised-none"
	sayDefaultPoint        note.Code = "figure-default" // values
	sayOthersAt            note.Code = "figure-others"  // values of the other parameters
	sayMapBy               note.Code = "figure-by"      // title, what is drawn
	sayByUnique            note.Code = "by-unique"
	sayByCount             note.Code = "by-count"
	sayByRiskDominant      note.Code = "by-risk-dominant"
	sayByEfficient         note.Code = "by-efficient"
	sayByClaim             note.Code = "by-claim" // id
	sayClassSeveral        note.Code = "class-several"
	sayClassCount          note.Code = "class-count"    // number
	sayClassAtLeast        note.Code = "class-at-least" // number
	sayClassHolds          note.Code = "class-holds"
	sayClassFails          note.Code = "class-fails"
	sayClassRiskDominant   note.Code = "class-risk-dominant" // equilibria, the chosen ones
	sayClassEfficient      note.Code = "class-efficient"     // equilibria, the chosen ones
	sayNobody              note.Code = "class-nobody"
	sayPiece               note.Code = "map-piece"
	sayRegionPiece         note.Code = "map-region"
	sayKnifeEdgePiece      note.Code = "map-knife-edge"
	sayPointPiece          note.Code = "map-point"
	sayBoundaryPiece       note.Code = "map-boundary"
	sayAlongCurve          note.Code = "map-along" // equation, points
	saySides               note.Code = "map-sides" // classes
	sayOutside             note.Code = "map-outside"
	sayContourOf           note.Code = "map-contour" // number
	BranchesTitle          note.Code = "branches"
	FigureStrict           note.Code = "figure-strict"
	sayFrom                note.Code = "branch-from"
	sayTo                  note.Code = "branch-to"
	sayBranchesOver        note.Code = "branches-over"     // parameter
	sayBranchesAt          note.Code = "branches-at"       // parameter, values
	sayNoBranchFormula     note.Code = "branch-no-formula" // equilibrium
	sayBranchesCaption     note.Code = "branches-caption"
	sayFigureCaption       note.Code = "figure-caption"
	FigureEach             note.Code = "figure-each"
	FigurePayoffEach       note.Code = "figure-payoff-each"
	sayClassInfinite       note.Code = "class-infinite"
	sayFigureChart         note.Code = "figure-chart"
	sayFigureSeries        note.Code = "figure-series"
	sayFigureLabel         note.Code = "figure-label"
	sayFigurePart          note.Code = "figure-part"
	sayFigureFrom          note.Code = "figure-from"
	sayFigureTo            note.Code = "figure-to"
)
