package report

import "brink/solver/note"

// The words of logit equilibria, with their arguments.
const (
	// Logit equilibria.
	LogitTitle        note.Code = "logit"
	sayAgents         note.Code = "logit-agents"
	sayApproximate    note.Code = "approximate"
	sayAtAction       note.Code = "at-action" // player, action
	sayWithin         note.Code = "within"    // number
	sayRegretOne      note.Code = "regret-one"
	sayAllLogit       note.Code = "all-logit"
	sayTurnsOnce      note.Code = "turns-once"
	sayTurns          note.Code = "turns"           // number
	sayLeadsComponent note.Code = "leads-component" // component
	sayLeadsNowhere   note.Code = "leads-nowhere"
	sayLeadsTo        note.Code = "leads-to"   // equilibrium, payoffs
	sayItsNumber      note.Code = "its-number" // statement, number
	sayBranchCaption  note.Code = "branch-caption"
)
