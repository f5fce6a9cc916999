package games

import (
	"slices"

	"brink/games/expr"
)

// StochasticForm is the kind of Stochastic.
const StochasticForm Kind = "stochastic"

// Stochastic is a game that moves between finitely many states (Shapley 1953): what
// is played in a state pays and says where play goes on. It is immutable once read.
type Stochastic struct {
	Header

	Players  []string
	Discount []expr.Value // by player
	States   []GameState
	Start    int
	// Defined is the condition under which nothing divides by zero, transition
	// probabilities are probabilities, and discount factors lie in [0, 1).
	Defined expr.Formula
}

// GameState is a state of a Stochastic.
type GameState struct {
	Name    string
	Players []Player // with the actions they have here
	// Payoffs[p][i] is what player p gets when the actions are those of index i, and
	// Next[i][s] the probability that play goes on in state s.
	Payoffs [][]expr.Value
	Next    [][]expr.Value
	// Instant says that the move takes no time: what follows is not discounted.
	Instant bool
}

func (*Stochastic) Kind() Kind              { return StochasticForm }
func (s *Stochastic) Meaning() expr.Formula { return s.Defined }
func (*Stochastic) sealed()                 {}

// Shape lists the number of actions of each player in a state.
func (s *GameState) Shape() []int {
	shape := make([]int, len(s.Players))
	for p, pl := range s.Players {
		shape[p] = len(pl.Actions)
	}
	return shape
}

// Actions lists the action of each player in the profile of an index.
func (s *GameState) Actions(profile int) []int {
	acts := make([]int, len(s.Players))
	for p := len(acts) - 1; p >= 0; p-- {
		n := len(s.Players[p].Actions)
		acts[p], profile = profile%n, profile/n
	}
	return acts
}

// Profiles is the number of action profiles.
func (s *GameState) Profiles() int { return len(s.Next) }

// StateNames lists the states.
func (s *Stochastic) StateNames() []string {
	names := make([]string, len(s.States))
	for i, st := range s.States {
		names[i] = st.Name
	}
	return names
}

// State returns the index of a state by its name, or -1.
func (s *Stochastic) State(name string) int { return slices.Index(s.StateNames(), name) }
