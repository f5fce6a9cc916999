package report

import "brink/solver/note"

// englishDossier is the part of english in messages_dossier.go.
func englishDossier(c note.Code) string {
	switch c {
	case ReportsTitle:
		return "Reports"
	case sayTheGame:
		return "The game"
	case sayTheConditions:
		return "Conditions of stability"
	case sayTheClaims:
		return "Claims"
	case sayMeansProved:
		return "It is so for all parameter values that the assumptions allow."
	case sayMeansRefuted:
		return "It is so for no parameter values that the assumptions allow."
	case sayMeansRefutedAt:
		return "It is so for no parameter values that the assumptions allow; at {1}, for instance, it fails."
	case sayMeansWhere:
		return "It is so exactly where {1}."
	case sayMeansWhereAt:
		return "It is so exactly where {1}; it fails at {2}, for instance."
	case sayMeansVacuous:
		return "No parameter values satisfy its hypotheses, {1}, so that it says nothing."
	case sayMeansUndecided:
		return "It was neither proved nor refuted: {1}."
	case sayVerdictLine:
		return "Verdict: {1}. {2}"
	case sayEvidenceLine:
		return "Evidence: {1}."
	case sayClaimSource:
		return "Source: {1}."
	case sayEvidenceSummary:
		return "The evidence of {1} of {2} verdicts was accepted by a checker with an algebra of its own."
	case sayHowMade:
		return "How this was made"
	case sayMadeBy:
		return "Made by brink {1}, in exact arithmetic."
	case sayInput:
		return "SHA-256 of the input:"
	}
	return ""
}
