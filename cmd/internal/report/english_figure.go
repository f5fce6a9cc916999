package report

import "brink/solver/note"

// englishFigure is the part of english in messages_figure.go.
func englishFigure(c note.Code) string {
	switch c {
	case FigureRound:
		return "round"
	case FigureFrequency:
		return "empirical frequency"
	case FigureExploitability:
		return "exploitability"
	case FigureExploits:
		return "exploitability of {1}"
	case FigureZeros:
		return "lines break where exploitability is 0"
	case FigureRarer:
		return "and {1} rarer actions"
	case FigureNeverPlayed:
		return "{1} actions never played"
	case FigurePrecision:
		return "precision"
	case FigureProbability:
		return "probability (approximate)"
	case FigureFeasible:
		return "feasible"
	case FigureRational:
		return "above the pure minmax"
	case FigureRationalNone:
		return "above the pure minmax: nothing"
	case FigureSet:
		return "equilibrium"
	case FigureSetNone:
		return "equilibrium: none"
	case FigureSetAtMost:
		return "equilibrium at most"
	case FigureSetAtLeast:
		return "equilibrium at least"
	case FigurePaths:
		return "paths without randomisation"
	case FigureStage:
		return "pure stage equilibrium"
	case FigureUnrandomised:
		return "without randomisation, at most"
	case FigureUnrandomisedNone:
		return "without randomisation: none"
	case sayDefaultPoint:
		return "default: {1}"
	case sayTraced:
		return "boundaries traced"
	case sayOthersAt:
		return "at {1}"
	case sayMapBy:
		return "{1}, {2}"
	case sayByUnique:
		return "unique equilibrium"
	case sayByCount:
		return "number of equilibria"
	case sayByRiskDominant:
		return "risk dominance"
	case sayByEfficient:
		return "efficiency"
	case sayByClaim:
		return "claim {1}"
	case sayClassSeveral:
		return "more than one"
	case sayClassCount:
		return "{1}"
	case sayClassAtLeast:
		return "at least {1}"
	case sayClassHolds:
		return "holds"
	case sayClassFails:
		return "fails"
	case sayClassRiskDominant:
		return "{1}; risk-dominant: {2}"
	case sayClassEfficient:
		return "{1}; efficient: {2}"
	case sayNobody:
		return "none"
	case sayPiece:
		return "Piece"
	case sayRegionPiece:
		return "region"
	case sayKnifeEdgePiece:
		return "knife-edge"
	case sayPointPiece:
		return "point"
	case sayBoundaryPiece:
		return "boundary"
	case sayAlongCurve:
		return "{1}, from {2} to {3}"
	case saySides:
		return "{1} below or left, {2} above or right"
	case sayOutside:
		return "not allowed"
	case sayContourOf:
		return "contours of {1}"
	case BranchesTitle:
		return "Branches of equilibria"
	case FigureStrict:
		return "solid where strict, dashed where not"
	case sayFrom:
		return "From"
	case sayTo:
		return "To"
	case sayBranchesOver:
		return "How equilibria move with {1}."
	case sayBranchesAt:
		return "How equilibria move with {1} at {2}."
	case sayNoBranchFormula:
		return "{1}: no formula says what is played there"
	case sayBranchesCaption:
		return "Equilibria as a parameter moves"
	case sayFigureCaption:
		return "What the answer says, as a picture"
	case sayCaptionReplies:
		return "Best replies to each other, and the equilibria"
	case sayCaptionReplicator:
		return "Replicator dynamics: courses, and the rest points, filled where stable"
	case sayCaptionBelief:
		return "Payoffs of the actions over the belief at an information set"
	case sayCaptionCutOffs:
		return "Densities of the private numbers, and the action that is chosen at each"
	case sayCaptionStates:
		return "States, and where play goes from them"
	case sayCaptionReactions:
		return "Reaction curves, and the equilibria"
	case sayCaptionPortrait:
		return "Phase portrait: curves on which a variable stands still, courses, and the rest points, filled where stable"
	case sayCaptionCritical:
		return "Critical discount factors over a parameter"
	case sayCaptionTracks:
		return "How equilibria move with a parameter"
	case FigureEach:
		return "each"
	case FigurePayoffEach:
		return "payoff of each"
	case sayClassInfinite:
		return "infinitely many"
	case sayFigureChart:
		return "Chart"
	case sayFigureSeries:
		return "Series"
	case sayFigureLabel:
		return "Label"
	case sayFigurePart:
		return "Part"
	case sayFigureFrom:
		return "From"
	case sayFigureTo:
		return "To"
	}
	return ""
}
