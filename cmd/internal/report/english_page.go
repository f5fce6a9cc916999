package report

import "brink/solver/note"

// englishPage is the part of english in messages_page.go.
func englishPage(c note.Code) string {
	switch c {
	case sayShelfClassics:
		return "Classics: symmetric games of two players"
	case sayShelfEditorial:
		return "Editorial: artificial intelligence and international relations"
	case sayShelfLiterature:
		return "Literature: arms races, deterrence, verification, technology races"
	case sayShelfTextbook:
		return "Textbook: signalling, bargaining, deterrence"
	case sayShelfRegressions:
		return "Regressions: games whose equilibria are known"
	case sayKindStrategic:
		return "game in strategic form"
	case sayKindRepeated:
		return "repeated game"
	case sayKindTree:
		return "game in extensive form"
	case sayKindBayesian:
		return "game of incomplete information"
	case sayKindStochastic:
		return "stochastic game"
	case sayKindContinuous:
		return "game with choices from ranges"
	case sayKindDynamics:
		return "dynamical system"
	case sayKindAnonymous:
		return "game of any number of players"
	case ClassesTask:
		return "dominance, classes and correlated equilibria"
	case PopulationTask:
		return "how imitation spreads strategies in a population"
	case PlayTask:
		return "fictitious play"
	case TrajectoryTask:
		return "trajectories of learning and evolution"
	case LogitTask:
		return "quantal responses"
	case BranchesTask:
		return "branches of equilibria along a parameter"
	case CertifyTask:
		return "certificates of the verdicts that others can check"
	case PageServed:
		return "the page is at {1}\nCtrl-C ends it"
	case PageWritten:
		return "the page is in {1}: any server of files can host it, under any path"
	}
	return ""
}
