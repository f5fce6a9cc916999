package report

import "brink/solver/note"

// englishLibrary is the part of english in messages_library.go.
func englishLibrary(c note.Code) string {
	switch c {
	case LibraryTitle:
		return "Built-in models"
	case sayLibraryNote:
		return "brink show MODEL prints one; brink conditions MODEL its table"
	case sayModel:
		return "Model"
	case sayName:
		return "Name"
	case sayPlayerCount:
		return "Players"
	case sayFree:
		return "Parameters"
	case sayClaimCount:
		return "Claims"
	case saySource:
		return "Source: {1}"
	case sayAuthorNote:
		return "Note: {1}"
	case sayDefault:
		return "Default"
	case sayRange:
		return "Range"
	case sayMeaning:
		return "Meaning"
	case sayPayoffTable:
		return "Payoffs ({1} chooses the row, {2} the column)"
	case sayClaimsTitle:
		return "Claims"
	case sayHolds:
		return "Holds"
	case sayExpectedHead:
		return "Expected"
	case sayDecides:
		return "brink verify {1} decides them"
	case sayGivenHolds:
		return "{1} => {2}"
	case FilesTitle:
		return "Files checked"
	case sayFile:
		return "File"
	case sayFormat:
		return "Format"
	case sayProfiles:
		return "Profiles"
	case sayResult:
		return "Result"
	case sayMany:
		return "many"
	case sayProblems:
		return "{1} {1|problem|problems}"
	case sayFine:
		return "ok"
	case sayFineBut:
		return "ok, {1} {1|warning|warnings}"
	}
	return ""
}
