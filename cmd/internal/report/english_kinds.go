package report

import "brink/solver/note"

// englishKinds is the part of english about kinds of figures, in note/codes_figure.go.
func englishKinds(c note.Code) string {
	switch c {
	case note.FigurePlays:
		return "{1}: probability of {2}"
	case note.FigurePayoffOf:
		return "payoff of {1}"
	case note.FigureReplies:
		return "best responses of {1}"
	case note.FigureEquilibria:
		return "equilibria"
	case note.FigureReplyOf:
		return "best response of {1}: {2}"
	case note.FigureBestReply:
		return "best response: {1}"
	case note.FigureIndifferent:
		return "{1} is indifferent"
	case note.FigureGains:
		return "direction in which {1} gains"
	case note.FigureContinuum:
		return "continuum of equilibria"
	case note.FigureStill:
		return "{1} at rest"
	case note.FigureAllRest:
		return "rest points"
	case note.FigureDirections:
		return "direction"
	case note.FigureCourses:
		return "trajectories (approximate)"
	case note.FigureStable:
		return "stable rest point"
	case note.FigureUnstable:
		return "rest point, not asymptotically stable"
	case note.FigureUndecidedRest:
		return "rest point, stability undecided"
	case note.FigureNumberOf:
		return "{1} of {2}"
	case note.FigureObserved:
		return "{1}, observed with vanishing noise"
	case note.FigureDensity:
		return "density"
	case note.FigureCutoff:
		return "cut-off"
	case note.FigureCutoffOf:
		return "cut-off of equilibrium {1}"
	case note.FigureChoose:
		return "choose {1}"
	case note.FigureEquilibrium:
		return "equilibrium"
	case note.FigureEquilibriumNo:
		return "equilibrium {1}"
	case note.FigureNoEquilibrium:
		return "no equilibrium"
	case note.FigureChoice:
		return "{1} chooses {2}"
	case note.FigureLeftOut:
		return "an equilibrium whose place is one of several numbers is not drawn"
	case note.FigureBelief:
		return "at {1}: belief in {2}"
	case note.FigureBeliefOf:
		return "belief of equilibrium {1}"
	case note.FigureTransitions:
		return "transition after actions, with its probability where it is not 1"
	case note.FigureTaken:
		return "transition in equilibrium, with its probability"
	case note.FigureNotTaken:
		return "transition after other actions"
	case note.FigureFirstOf:
		return "the first of {1} equilibria"
	case note.FigureSolidStable:
		return "solid where stable, dashed where not"
	case note.FigureRow:
		return "row {1}"
	case note.FigurePayoffs:
		return "payoff of {1}"
	case note.FigureCutoffs:
		return "cut-off of {1}"
	case note.FigureValues:
		return "value of {1}"
	case note.FigureSustained:
		return "{1} is subgame perfect"
	case note.FigureCritical:
		return "critical discount factor of {1}"
	case note.FigureNoMore:
		return "not sustained beyond"
	case note.FigureNowhere:
		return "{1}: nowhere"
	case note.FigureAllOthers:
		return "over all values of the other axes"
	case note.FigureNoAnswer:
		return "no answer"
	case note.FigureShare:
		return "share of each answer to {1}"
	case note.FigureShareOf:
		return "share"
	case note.FigureInterval:
		return "95 % interval"
	case note.FigureMiddle:
		return "middle {1} %"
	case note.FigureMedian:
		return "median"
	case note.FigureLevel:
		return "{1} from {2} to {3}"
	}
	return ""
}
