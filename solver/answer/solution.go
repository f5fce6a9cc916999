package answer

import (
	"math/big"

	"brink/games"
	"brink/solver/note"
)

// Solution is the Nash equilibria of a game at a point of parameter space: the
// extreme ones of two players, the isolated ones of more.
type Solution struct {
	Base
	Point   []*big.Rat
	Players []games.Player
	Method  string
	// Degeneracy says which actions tie in some equilibrium, where some do.
	Degenerate bool
	Degeneracy note.Note

	Equilibria []Equilibrium
	Subsets    []Subset    // two players, complete answers only
	Components []Component // likewise
	Continua   []Continuum // more players: where equilibria are not isolated
	Paths      []Path      // Lemke-Howson paths, where they were asked for

	// Certificate shows that these are all, where it was asked for; Uncertified says why
	// there is none.
	Certificate []byte
	Uncertified note.Note
}

// Finished is false too where a certificate was asked for and there is none.
func (s *Solution) Finished() bool { return s.Complete && s.Uncertified.IsZero() }

// Equilibrium is one equilibrium.
type Equilibrium struct {
	// Strategies has a probability vector for each player, Payoffs a number; both
	// are nil where a probability is irrational, and Irrational has them.
	Strategies [][]*big.Rat
	Payoffs    []*big.Rat
	Irrational *Irrational

	// Strict: every player's action is the only best reply. QuasiStrict: every best
	// reply is played (Harsanyi 1973).
	Pure, Strict, QuasiStrict bool

	Component int // Component.ID; 0 for none
}

// Irrational is the probabilities and payoffs of an equilibrium that has irrational
// ones.
type Irrational struct {
	Strategies [][]Real
	Payoffs    []Real
}

// RoundedDigits is the precision of irrational probabilities where only rational
// numbers have a form.
const RoundedDigits = 12

// Rounded is the strategies, irrational probabilities rounded.
func (e *Equilibrium) Rounded() [][]*big.Rat {
	if e.Irrational == nil {
		return e.Strategies
	}
	out := make([][]*big.Rat, len(e.Irrational.Strategies))
	for p, x := range e.Irrational.Strategies {
		for _, v := range x {
			out[p] = append(out[p], v.Round(RoundedDigits))
		}
	}
	return out
}

// Reals is the strategies and the payoffs, rational or not.
func (e *Equilibrium) Reals() (strategies [][]Real, payoffs []Real) {
	if e.Irrational != nil {
		return e.Irrational.Strategies, e.Irrational.Payoffs
	}
	for _, x := range e.Strategies {
		strategies = append(strategies, Rationals(x))
	}
	return strategies, Rationals(e.Payoffs)
}

// Subset is a maximal Nash subset: every mixture of its strategies of one player is
// an equilibrium with every mixture of those of the other.
type Subset struct {
	Extreme   []int // positions of equilibria, from 1
	Component int
	Dimension int
}

// Component is a maximal connected set of equilibria.
type Component struct {
	ID         int   // from 1
	Equilibria []int // positions, from 1
	Dimension  int
	Index      int // where HasIndex
	HasIndex   bool
	// SamePayoffs: all of it pays the same. SameOutcome: all of it ends at the nodes
	// of the extensive game with the same probabilities.
	SamePayoffs bool
	SameOutcome Tri
}

// Continuum is a set of equilibria of positive dimension with the same supports.
type Continuum struct {
	Support   [][]int
	Dimension int // at least this
}

// Path is a Lemke-Howson path from the artificial equilibrium.
type Path struct {
	Label          int
	Player, Action string // what the label stands for; "" for a dummy player
	Pivots         int
	End            int // position of the equilibrium, from 1
	// Rounded: followed in floating point, so that Pivots is approximate.
	Rounded bool
}

// Profiles lists the equilibria for Gambit's lines; rounded has the positions,
// from 1, of those with irrational probabilities.
func (s *Solution) Profiles() (list [][][]*big.Rat, rounded []int) {
	list = make([][][]*big.Rat, len(s.Equilibria))
	for i, e := range s.Equilibria {
		if list[i] = e.Rounded(); e.Irrational != nil {
			rounded = append(rounded, i+1)
		}
	}
	return list, rounded
}

// solutionJSON is the contract's object, shared by all ways to solve.
type solutionJSON struct {
	Game       string            `json:"game"`
	Players    []playerJSON      `json:"players"`
	Parameters map[string]string `json:"parameters"`
	Method     string            `json:"method"`
	Exact      bool              `json:"exact"`
	reasonsJSON
	Degenerate bool              `json:"degenerate"`
	Degeneracy string            `json:"degeneracy,omitempty"`
	Equilibria []equilibriumJSON `json:"equilibria"`
	Subsets    []subsetJSON      `json:"subsets"`
	Components []componentJSON   `json:"components"`
	Paths      []pathJSON        `json:"paths,omitempty"`
	Nodes      []nodeJSON        `json:"nodes,omitempty"`
	Count      string            `json:"count,omitempty"`
	Values     [][]string        `json:"values,omitempty"`
	// Uncertified says why there is no certificate, where one was asked for.
	Uncertified string `json:"uncertified,omitempty"`
}

type playerJSON struct {
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}

type equilibriumJSON struct {
	Strategies [][]any `json:"strategies"`
	Payoffs    []any   `json:"payoffs"`
	Pure       bool    `json:"pure"`
	Strict     bool    `json:"strict"`
	Quasi      bool    `json:"quasi_strict"`
	Component  int     `json:"component,omitempty"`
	// Multiplicity is how many equilibria there are that differ from this one by
	// exchanging exchangeable players.
	Multiplicity *big.Int `json:"multiplicity,omitempty"`
	// Choices are the actions of a subgame-perfect equilibrium, in the order of
	// solutionJSON.Nodes.
	Choices []string `json:"choices,omitempty"`
}

type subsetJSON struct {
	Extreme   []int `json:"extreme"`
	Component int   `json:"component"`
	Dimension int   `json:"dimension"`
}

type componentJSON struct {
	ID          int   `json:"id"`
	Equilibria  []int `json:"equilibria"`
	Dimension   int   `json:"dimension"`
	Index       *int  `json:"index,omitempty"`
	SamePayoffs bool  `json:"same_payoffs"`
	SameOutcome *bool `json:"same_outcome,omitempty"`
}

type pathJSON struct {
	Label       int    `json:"label"`
	Player      string `json:"player,omitempty"`
	Action      string `json:"action,omitempty"`
	Pivots      int    `json:"pivots"`
	Equilibrium int    `json:"equilibrium"`
	Rounded     bool   `json:"rounded,omitempty"`
}

// newSolutionJSON is what all ways to solve have.
func (b *Base) newSolutionJSON(words Words, point []*big.Rat, method string) *solutionJSON {
	h := b.About()
	return &solutionJSON{
		Game: h.ID, Parameters: pointJSON(h, point), Method: method, Exact: true, reasonsJSON: b.reasonsJSON(words),
		Equilibria: []equilibriumJSON{}, Subsets: []subsetJSON{}, Components: []componentJSON{},
	}
}

func playersJSON(players []games.Player) []playerJSON {
	var out []playerJSON
	for _, p := range players {
		out = append(out, playerJSON{p.Name, p.Actions})
	}
	return out
}

// JSON is the contract's object.
func (s *Solution) JSON(words Words) any {
	j := s.newSolutionJSON(words, s.Point, s.Method)
	j.Players, j.Degenerate = playersJSON(s.Players), s.Degenerate
	if !s.Degeneracy.IsZero() {
		j.Degeneracy = words(s.Degeneracy)
	}
	for _, e := range s.Equilibria {
		j.Equilibria = append(j.Equilibria, e.json())
	}
	for _, u := range s.Subsets {
		j.Subsets = append(j.Subsets, subsetJSON(u))
	}
	for _, c := range s.Components {
		k := componentJSON{ID: c.ID, Equilibria: c.Equilibria, Dimension: c.Dimension, SamePayoffs: c.SamePayoffs, SameOutcome: c.SameOutcome.pointer()}
		if c.HasIndex {
			k.Index = &c.Index
		}
		j.Components = append(j.Components, k)
	}
	if !s.Uncertified.IsZero() {
		j.Uncertified = words(s.Uncertified)
	}
	for _, p := range s.Paths {
		j.Paths = append(j.Paths, pathJSON{p.Label, p.Player, p.Action, p.Pivots, p.End, p.Rounded})
	}
	return j
}

func (e *Equilibrium) json() equilibriumJSON {
	q := equilibriumJSON{Pure: e.Pure, Strict: e.Strict, Quasi: e.QuasiStrict, Component: e.Component}
	q.Strategies, q.Payoffs = e.NumbersJSON()
	return q
}

// NumbersJSON is the strategies and payoffs in JSON.
func (e *Equilibrium) NumbersJSON() (strategies [][]any, payoffs []any) {
	if e.Irrational == nil {
		for _, x := range e.Strategies {
			strategies = append(strategies, ratsJSON(x))
		}
		return strategies, ratsJSON(e.Payoffs)
	}
	for _, x := range e.Irrational.Strategies {
		strategies = append(strategies, realsJSON(x))
	}
	return strategies, realsJSON(e.Irrational.Payoffs)
}

func ratsJSON(x []*big.Rat) []any {
	out := make([]any, len(x))
	for i, v := range x {
		out[i] = v.RatString()
	}
	return out
}

func realsJSON(x []Real) []any {
	out := make([]any, len(x))
	for i, v := range x {
		out[i] = v.JSON()
	}
	return out
}
