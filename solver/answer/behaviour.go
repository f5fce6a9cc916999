package answer

import (
	"fmt"
	"math/big"

	"brink/games"
)

// Behaviour is Nash equilibria of a game in extensive form in behaviour strategies:
// the extreme ones of two players, or one.
type Behaviour struct {
	Base
	Point   []*big.Rat
	Method  string
	Players []string
	// Of is the form of the game whose equilibria these are.
	Of   Form
	Sets []PlayerSet
	// Equilibria have the probabilities at Sets.
	Equilibria []BehaviourEquilibrium
	Subsets    []Subset // complete answers only
	Components []Component
	// Value is what the first of the two players who choose gets in every equilibrium
	// of a constant-sum game; nil for others.
	Value *big.Rat
}

// Form is a form of a game in extensive form.
type Form string

// The sequence form, the reduced strategic form, whose equilibria are given as
// behaviour strategies, and the agent form, in whose equilibria nobody gains at one
// information set alone: those of games in which a player forgets.
const (
	SequenceForm Form = ""
	ReducedForm  Form = "reduced"
	AgentForm    Form = "agent"
)

// PlayerSet is an information set at which a player has a choice.
type PlayerSet struct {
	Name    string
	Player  int
	Actions []string
}

// BehaviourEquilibrium is a probability vector at every set; nil where the player's
// own choices keep her from getting there, and anything goes.
type BehaviourEquilibrium struct {
	Probs     [][]Real
	Payoffs   []Real
	Component int // Component.ID; 0 for none
}

// Pure reports whether nothing is left to chance where the players get.
func (e *BehaviourEquilibrium) Pure() bool {
	for _, x := range e.Probs {
		for _, v := range x {
			if v.Rat == nil || !v.Rat.IsInt() {
				return false
			}
		}
	}
	return true
}

// FirstChooser is the first player who has a choice.
func (b *Behaviour) FirstChooser() int {
	first := len(b.Players) - 1
	for _, s := range b.Sets {
		first = min(first, s.Player)
	}
	return first
}

// SetsOf lists the information sets of a tree at which a player has a choice,
// and where they are in it. Their names differ: labels that players share stand behind
// the name of the player, and a set without one is called by the number of its player
// and its own among hers, as Gambit does.
func SetsOf(e *games.Extensive) (sets []PlayerSet, at []int) {
	times := make(map[string]int)
	for _, s := range e.Infosets {
		if s.Player != games.Chance {
			times[s.Label]++
		}
	}
	number := make([]int, len(e.Players))
	for h, s := range e.Infosets {
		if s.Player == games.Chance {
			continue
		}
		number[s.Player]++
		name := s.Label
		if times[name] > 1 && name != "" {
			name = e.Players[s.Player] + ": " + name
		}
		if name == "" || name != s.Label && times[name] > 0 {
			name = fmt.Sprintf("(%d,%d)", s.Player+1, number[s.Player])
			for times[name] > 0 {
				name += "'"
			}
		}
		if len(s.Actions) > 1 {
			sets, at = append(sets, PlayerSet{name, s.Player, s.Actions}), append(at, h)
		}
	}
	return sets, at
}

// Profiles lists the equilibria for Gambit's lines, players in order and the sets of
// each in order; where anything goes, the first action is put.
func (b *Behaviour) Profiles() (list [][][]*big.Rat, rounded []int) {
	list = make([][][]*big.Rat, len(b.Equilibria))
	for k, e := range b.Equilibria {
		exact := true
		for p := range b.Players {
			for h, s := range b.Sets {
				if s.Player != p {
					continue
				}
				x := make([]*big.Rat, len(s.Actions))
				for a := range x {
					switch {
					case e.Probs[h] != nil:
						x[a] = e.Probs[h][a].Round(RoundedDigits)
						exact = exact && e.Probs[h][a].Rat != nil
					case a == 0:
						x[a] = big.NewRat(1, 1)
					default:
						x[a] = new(big.Rat)
					}
				}
				list[k] = append(list[k], x)
			}
		}
		if !exact {
			rounded = append(rounded, k+1)
		}
	}
	return list, rounded
}

// behaviourJSON is an equilibrium in behaviour strategies.
type behaviourJSON struct {
	// Strategies has probabilities by information set and action; sets where anything
	// goes are left out.
	Strategies map[string]map[string]any `json:"strategies"`
	Payoffs    []any                     `json:"payoffs"`
	Pure       bool                      `json:"pure"`
	Component  int                       `json:"component,omitempty"`
}

type playerSetJSON struct {
	Name    string   `json:"name"`
	Player  string   `json:"player"`
	Actions []string `json:"actions"`
}

// JSON is the contract's object, with strategies by information set.
func (b *Behaviour) JSON(words Words) any {
	j := b.newSolutionJSON(words, b.Point, b.Method)
	for _, p := range b.Players {
		j.Players = append(j.Players, playerJSON{p, []string{}})
	}
	for _, c := range b.Components {
		j.Components = append(j.Components, componentJSON{ID: c.ID, Equilibria: c.Equilibria, Dimension: c.Dimension, SamePayoffs: c.SamePayoffs})
	}
	for _, s := range b.Subsets {
		j.Subsets = append(j.Subsets, subsetJSON(s))
	}
	out := struct {
		*solutionJSON
		Equilibria []behaviourJSON `json:"equilibria"`
		Sets       []playerSetJSON `json:"sets"`
		Value      string          `json:"value,omitempty"`
		Form       Form            `json:"form,omitempty"`
	}{solutionJSON: j, Form: b.Of, Equilibria: []behaviourJSON{}, Sets: []playerSetJSON{}}
	for _, s := range b.Sets {
		out.Sets = append(out.Sets, playerSetJSON{s.Name, b.Players[s.Player], s.Actions})
	}
	if b.Value != nil {
		out.Value = b.Value.RatString()
	}
	for _, e := range b.Equilibria {
		q := behaviourJSON{Strategies: make(map[string]map[string]any), Payoffs: realsJSON(e.Payoffs), Pure: e.Pure(), Component: e.Component}
		for h, x := range e.Probs {
			if x == nil {
				continue
			}
			probs := make(map[string]any)
			for a, v := range x {
				probs[b.Sets[h].Actions[a]] = v.JSON()
			}
			q.Strategies[b.Sets[h].Name] = probs
		}
		out.Equilibria = append(out.Equilibria, q)
	}
	return out
}
