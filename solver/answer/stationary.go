package answer

import (
	"math/big"

	"brink/games"
)

// Stationary is the stationary Markov-perfect equilibria of a game that moves between
// states, at a point of parameter space.
type Stationary struct {
	Base
	Point      []*big.Rat
	Equilibria []StationaryEquilibrium
	Continua   []StationaryContinuum
}

// StationaryEquilibrium is one of them.
type StationaryEquilibrium struct {
	Strategies [][][]Real // by state, player and action
	Values     [][]Real   // by player and state
	Pure       bool
}

// StationaryContinuum is a set of equilibria of positive dimension with the same
// supports.
type StationaryContinuum struct {
	Support   [][][]int // by state and player
	Dimension int       // at least
}

// Game is the game.
func (s *Stationary) Game() *games.Stochastic { return s.Model.(*games.Stochastic) }

// Supports is what may be played in every state: parity: ({hold, race}, hold).
func (c *StationaryContinuum) Supports(g *games.Stochastic) []string {
	var out []string
	for i, s := range g.States {
		out = append(out, s.Name+": "+Profile(s.Players, c.Support[i]))
	}
	return out
}

type stateJSON struct {
	Name    string     `json:"name"`
	Actions [][]string `json:"actions"`
}

type stationaryJSON struct {
	Strategies map[string][][]any `json:"strategies"`
	Values     map[string][]any   `json:"values"`
	Pure       bool               `json:"pure"`
}

type continuumJSON struct {
	Support   map[string][][]string `json:"support"`
	Dimension int                   `json:"dimension"`
}

// JSON has strategies and values by state, each by player.
func (s *Stationary) JSON(words Words) any {
	h, g := s.About(), s.Game()
	states := make([]stateJSON, len(g.States))
	for i, st := range g.States {
		states[i].Name = st.Name
		for _, p := range st.Players {
			states[i].Actions = append(states[i].Actions, p.Actions)
		}
	}
	list := []stationaryJSON{}
	for _, e := range s.Equilibria {
		j := stationaryJSON{make(map[string][][]any), make(map[string][]any), e.Pure}
		for i, st := range g.States {
			for p := range g.Players {
				j.Strategies[st.Name] = append(j.Strategies[st.Name], realsJSON(e.Strategies[i][p]))
				j.Values[st.Name] = append(j.Values[st.Name], e.Values[p][i].JSON())
			}
		}
		list = append(list, j)
	}
	continua := []continuumJSON{}
	for _, c := range s.Continua {
		j := continuumJSON{make(map[string][][]string), c.Dimension}
		for i, st := range g.States {
			for p := range g.Players {
				j.Support[st.Name] = append(j.Support[st.Name], Names(st.Players[p].Actions, c.Support[i][p]))
			}
		}
		continua = append(continua, j)
	}
	var players []map[string]string
	for _, p := range g.Players {
		players = append(players, map[string]string{"name": p})
	}
	return struct {
		Game       string              `json:"game"`
		Kind       games.Kind          `json:"kind"`
		Concept    string              `json:"concept"`
		Players    []map[string]string `json:"players"`
		States     []stateJSON         `json:"states"`
		Parameters map[string]string   `json:"parameters"`
		Method     string              `json:"method"`
		Exact      bool                `json:"exact"`
		reasonsJSON
		Equilibria []stationaryJSON `json:"equilibria"`
		Continua   []continuumJSON  `json:"continua"`
	}{h.ID, g.Kind(), "mpe", players, states, pointJSON(h, s.Point), StationaryMethod, true, s.reasonsJSON(words), list, continua}
}

// StationaryMethod is how stationary equilibria are found.
const StationaryMethod = "support"
