package games

import (
	"math/big"
	"math/bits"
)

// Study asks the same questions at many points: of one game whose parameters run along
// axes, or of games with random payoffs.
type Study struct {
	ID, Name, Description string
	// Game is the id of a built-in model, or a file beside that of the study; "" where
	// the games are Random.
	Game   string
	Random *RandomGame
	Axes   []Axis
	// Draws is how many random points there are at each point of the lists; at least 1.
	Draws int64
	Seed  uint64
	// Columns are the questions, in the order in which the answers stand.
	Columns []StudyColumn
	// GameAt is where the game is named.
	GameAt Place
}

// Axis is a parameter with the values that it takes: those of a list one after the
// other, or random ones.
type Axis struct {
	Name   string
	Values []*big.Rat // in the order of the file; nil for a random axis
	Draw   *Draw
	At     Place
}

// RandomGame is a game in strategic form whose payoffs are drawn.
type RandomGame struct {
	Players []Player
	// Payoffs are independent draws; nil where each player's are a random ranking of the
	// profiles, from 1 to their number.
	Payoffs *Draw
}

// Draw is an exact distribution: each of finitely many values with the same
// probability.
type Draw struct {
	Values []*big.Rat // nil for Low, Low+Step, ...
	Low    *big.Rat
	Step   *big.Rat
	Count  uint64 // how many values; at least 1
}

// Value is the i-th value.
func (d *Draw) Value(i uint64) *big.Rat {
	if d.Values != nil {
		return d.Values[i]
	}
	x := new(big.Rat).SetInt(new(big.Int).SetUint64(i))
	return x.Add(x.Mul(x, d.Step), d.Low)
}

// StudyColumn is a question with the name of its answer.
type StudyColumn struct {
	Name     string
	Question StudyQuestion
	// Args are what is asked about: one text, or the automata of Critical.
	Args []string
	// Is is the column of the table of conditions that StudyRow reads; "" for exists.
	Is string
	At Place // of the first argument
}

// StudyQuestion is what a column asks at every point.
type StudyQuestion string

// The questions of columns.
const (
	StudyCount    StudyQuestion = "count"    // how many equilibria, all or of a sort
	StudyHolds    StudyQuestion = "holds"    // whether a formula of claims is true
	StudyRow      StudyQuestion = "row"      // whether a row of the table of conditions exists
	StudyCritical StudyQuestion = "critical" // the least discount factor of a profile of automata
	StudyVerdict  StudyQuestion = "verdict"  // of a claim, the parameters off the axes left open
	StudyPayoff   StudyQuestion = "payoff"   // of a player, where all equilibria agree
	StudyValue    StudyQuestion = "value"    // of an expression
)

// StudyQuestions lists the questions.
func StudyQuestions() []StudyQuestion {
	return []StudyQuestion{StudyCount, StudyHolds, StudyRow, StudyCritical, StudyVerdict, StudyPayoff, StudyValue}
}

// Sorts of equilibria that StudyCount counts.
const (
	CountAll        = "equilibria"
	CountPure       = "pure"
	CountMixed      = "mixed"
	CountStrict     = "strict"
	CountComponents = "components"
)

// Counts lists what StudyCount counts.
func Counts() []string {
	return []string{CountAll, CountPure, CountMixed, CountStrict, CountComponents}
}

// Points is the number of points; ok is false beyond an int64.
func (s *Study) Points() (n int64, ok bool) {
	n = s.Draws
	for _, a := range s.Axes {
		if a.Draw != nil {
			continue
		}
		hi, lo := bits.Mul64(uint64(n), uint64(len(a.Values)))
		if hi != 0 || lo > 1<<62 {
			return 0, false
		}
		n = int64(lo)
	}
	return n, true
}

// IsRandom reports whether anything is drawn.
func (s *Study) IsRandom() bool {
	if s.Random != nil {
		return true
	}
	for _, a := range s.Axes {
		if a.Draw != nil {
			return true
		}
	}
	return false
}
