package report

import "brink/solver/note"

// englishAssertion is the part of english in messages_assertion.go.
func englishAssertion(c note.Code) string {
	switch c {
	case sayStatement:
		return "{1} · {2}"
	case sayGist:
		return "Gist: {1}"
	case sayPlaced:
		return "Place: {1}. {2}"
	case sayPlacedOnly:
		return "{1}"
	case sayAdds:
		return "Added by the model: {1}"
	case sayReading:
		return "Reading"
	case sayFormula:
		return "Formula"
	case saySourceHead:
		return "Source"
	case sayOurs:
		return "ours"
	case sayBeside:
		return "Beside the text: claims that it does not make"
	case saySee:
		return "See also: {1}"
	case sayOfReading:
		return "{1} ({2})"
	case sayReadingHolds:
		return "holds"
	case sayHoldsWhere:
		return "holds, and here is where"
	case sayNotAlways:
		return "not inevitable, and here is where it holds"
	case sayHoldsNot:
		return "fails"
	case sayHoldsUnknown:
		return "open"
	case sayNoCase:
		return "no case"
	case firmlyStates:
		return "The text states this."
	case firmlyMay:
		return "The text says that this may be so."
	case firmlyRecommend:
		return "The text recommends this."
	case firmlyAsks:
		return "This is a question in the text; what follows is the model's answer."
	case firmlySilent:
		return "The text does not say this; it is a corollary of ours."
	case readPossible:
		return "possible"
	case readLikelier:
		return "likelier"
	case readInevitable:
		return "inevitable"
	}
	return ""
}
