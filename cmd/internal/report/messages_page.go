package report

import "brink/solver/note"

// The words of the page that brink explore shows, beside those of tables.
const (
	sayShelfClassics    note.Code = "shelf classics"
	sayShelfEditorial   note.Code = "shelf editorial"
	sayShelfLiterature  note.Code = "shelf literature"
	sayShelfTextbook    note.Code = "shelf textbook"
	sayShelfRegressions note.Code = "shelf regressions"

	sayKindStrategic  note.Code = "kind strategic"
	sayKindRepeated   note.Code = "kind repeated"
	sayKindTree       note.Code = "kind tree"
	sayKindBayesian   note.Code = "kind bayesian"
	sayKindStochastic note.Code = "kind stochastic"
	sayKindContinuous note.Code = "kind continuous"
	sayKindDynamics   note.Code = "kind dynamics"
	sayKindAnonymous  note.Code = "kind anonymous"

	// What the command line can ask of a game and the page cannot.
	ClassesTask    note.Code = "task describe"
	PopulationTask note.Code = "task population"
	PlayTask       note.Code = "task play"
	TrajectoryTask note.Code = "task trajectory"
	LogitTask      note.Code = "task logit"
	BranchesTask   note.Code = "task branches"
	CertifyTask    note.Code = "task certify"

	PageServed  note.Code = "page served"  // address
	PageWritten note.Code = "page written" // folder
)
