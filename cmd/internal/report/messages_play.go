package report

import "brink/solver/note"

// The words of fictitious play, with their arguments.
const (
	// Fictitious play.
	PlayTitle             note.Code = "fictitious-play"
	sayRounds             note.Code = "rounds"    // number, rule
	sayRoundsAt           note.Code = "rounds-at" // number, rule, values
	saySimultaneous       note.Code = "rule simultaneous"
	sayAlternating        note.Code = "rule alternating"
	sayPlayed             note.Code = "played"
	sayFrequency          note.Code = "frequency"
	sayLimit              note.Code = "limit"
	sayLimitNash          note.Code = "limit-nash"
	sayLimitNoNash        note.Code = "limit-no-nash"
	sayLastAction         note.Code = "last-action"
	sayAverage            note.Code = "average"
	sayExploitability     note.Code = "exploitability"
	sayExploitabilityNote note.Code = "exploitability-note"
	sayRegret             note.Code = "regret"
	sayRegretNote         note.Code = "regret-note"
	sayConstantFrom       note.Code = "constant-from" // round
	sayPeriodic           note.Code = "periodic"      // rounds, round
	sayGrowth             note.Code = "growth"        // factor
	sayNoTheorem          note.Code = "no-theorem"
	sayPlayCaption        note.Code = "play-caption"

	// Trajectories of dynamics.
	TrajectoryTitle note.Code = "trajectory"
	sayFromStart    note.Code = "from-start"    // values of the variables
	sayFromStartAt  note.Code = "from-start-at" // values of the variables, and of the parameters
	sayIntegrated   note.Code = "integrated"
	sayIterated     note.Code = "iterated"
	sayClock        note.Code = "the-time"
	sayEndLeft      note.Code = "end left-range" // variable, time
	sayEndUnbounded note.Code = "end unbounded"  // variable, time
	sayEndUndefined note.Code = "end undefined"  // "", time
)
