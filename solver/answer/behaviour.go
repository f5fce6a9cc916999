package answer

import (
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
	Sets    []PlayerSet
	// Equilibria have the probabilities at Sets.
	Equilibria []BehaviourEquilibrium
	Subsets    []Subset // complete answers only
	Components []Component
	// Value is what the first of the two players who choose gets in every equilibrium
	// of a constant-sum game; nil for others.
	Value *big.Rat
}

// PlayerSet is an information set at which a player has a choice.
type PlayerSet struct {
	Name    string
	Player  int
	Actions []string
}

// BehaviourEquilibrium is a probability vector at every set; nil where the player's
// own choices keep her from getting there, and anything goes.
type BehaviourEquilibrium struct {
	Probs     [][]*big.Rat
	Payoffs   []*big.Rat
	Component int // Component.ID; 0 for none
}

// Pure reports whether nothing is left to chance where the players get.
func (e *BehaviourEquilibrium) Pure() bool {
	for _, x := range e.Probs {
		for _, v := range x {
			if !v.IsInt() {
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
// and where they are in it.
func SetsOf(e *games.Extensive) (sets []PlayerSet, at []int) {
	for h, s := range e.Infosets {
		if s.Player != games.Chance && len(s.Actions) > 1 {
			sets, at = append(sets, PlayerSet{s.Label, s.Player, s.Actions}), append(at, h)
		}
	}
	return sets, at
}

// Profiles lists the equilibria for Gambit's lines, players in order and the sets of
// each in order; where anything goes, the first action is put.
func (b *Behaviour) Profiles() (list [][][]*big.Rat, rounded []int) {
	list = make([][][]*big.Rat, len(b.Equilibria))
	for k, e := range b.Equilibria {
		for p := range b.Players {
			for h, s := range b.Sets {
				if s.Player != p {
					continue
				}
				x := e.Probs[h]
				if x == nil {
					for a := range s.Actions {
						v := new(big.Rat)
						if a == 0 {
							v.SetInt64(1)
						}
						x = append(x, v)
					}
				}
				list[k] = append(list[k], x)
			}
		}
	}
	return list, nil
}

// behaviourJSON is an equilibrium in behaviour strategies.
type behaviourJSON struct {
	// Strategies has probabilities by information set and action; sets where anything
	// goes are left out.
	Strategies map[string]map[string]string `json:"strategies"`
	Payoffs    []any                        `json:"payoffs"`
	Pure       bool                         `json:"pure"`
	Component  int                          `json:"component,omitempty"`
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
	}{solutionJSON: j, Equilibria: []behaviourJSON{}, Sets: []playerSetJSON{}}
	for _, s := range b.Sets {
		out.Sets = append(out.Sets, playerSetJSON{s.Name, b.Players[s.Player], s.Actions})
	}
	if b.Value != nil {
		out.Value = b.Value.RatString()
	}
	for _, e := range b.Equilibria {
		q := behaviourJSON{Strategies: make(map[string]map[string]string), Payoffs: ratsJSON(e.Payoffs), Pure: e.Pure(), Component: e.Component}
		for h, x := range e.Probs {
			if x == nil {
				continue
			}
			probs := make(map[string]string)
			for a, v := range x {
				probs[b.Sets[h].Actions[a]] = v.RatString()
			}
			q.Strategies[b.Sets[h].Name] = probs
		}
		out.Equilibria = append(out.Equilibria, q)
	}
	return out
}
