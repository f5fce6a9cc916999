package ask

import (
	"math/big"

	"brink/solver/repeated"
)

// Learning steers Play.
type Learning struct {
	Rounds int
	Start  []int  // the profile of the first round; nil for everybody's first action
	Rule   string // simultaneous or alternating
	Trace  bool   // sample the course, for a picture
}

// Imitation steers Population.
type Imitation struct {
	Size      int      // players, from 2 to MaxPopulation
	Intensity *big.Rat // of selection, at least 0
	// Strategies are automata that compete instead of the actions; LongRun counts
	// their limits of means.
	Strategies []string
	LongRun    bool
}

// MaxPopulation bounds Imitation.Size.
const MaxPopulation = repeated.MaxPopulation

// Course steers Trajectory.
type Course struct {
	// Start is where the variables start; nil for a point inside of their ranges.
	Start []*big.Rat
	// Until is the time at the end, from 0; nil for 100.
	Until *big.Rat
	// Samples is about how many states are listed after the first; 0 for 20.
	Samples int
}

// Response steers Logit.
type Response struct {
	Lambdas    []float64 // precisions, from 0; nil for a choice that shows the branch
	Everywhere bool      // 2×2 games: all equilibria at each, not those of the branch only
	Trace      bool      // follow the branch closely, for a picture
}
