package answer

import (
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/dynamics"
	"brink/solver/note"
)

// Play is a course of fictitious play.
type Play struct {
	Base
	Point       []*big.Rat
	Players     []games.Player
	Rule        string
	Rounds      int // played
	Counts      [][]int64
	Frequencies [][]*big.Rat
	LastProfile []int
	// Per player: the average payoff of a round, what a best response to the others'
	// frequencies would gain, and how much more the best fixed action would have
	// earned.
	Realised, Exploitability, Regret []*big.Rat

	Cycle    *PlayCycle // where play has become periodic, proved
	Growth   *Growth    // of run lengths, where it was observed
	Theorems []Theorem
	Trace    []dynamics.Sample // where it was asked for
}

// PlayCycle is play that repeats itself.
type PlayCycle struct {
	From, Period int64
	Limits       [][]*big.Rat // of the frequencies
	LimitIsNash  bool
}

// Settled reports whether the frequencies are those to which they converge.
func (a *Play) Settled() bool {
	return a.Cycle != nil && slices.EqualFunc(a.Cycle.Limits, a.Frequencies, equalRats)
}

// RegretsDiffer reports whether regret says more than exploitability.
func (a *Play) RegretsDiffer() bool { return !equalRats(a.Regret, a.Exploitability) }

func equalRats(x, y []*big.Rat) bool {
	return slices.EqualFunc(x, y, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}

// Growth is how run lengths grow.
type Growth struct {
	Ratios []*big.Rat
	Factor float64 // approximate
}

// Theorem is a theorem by which fictitious play converges.
type Theorem struct {
	Class     string
	Statement note.Note
	Source    string
}

type playJSON struct {
	Game           string            `json:"game"`
	Parameters     map[string]string `json:"parameters"`
	Rule           string            `json:"rule"`
	Rounds         int               `json:"rounds"`
	Counts         [][]int64         `json:"counts"`
	Frequencies    [][]string        `json:"frequencies"`
	Realised       []string          `json:"realised_payoffs"`
	Exploitability []string          `json:"exploitability"`
	Regret         []string          `json:"hindsight_regret"`
	LastProfile    []string          `json:"last_profile"`
	Cycle          *playCycleJSON    `json:"cycle"`
	Growth         *growthJSON       `json:"growth,omitempty"`
	Theorems       []theoremJSON     `json:"theorems"`
	reasonsJSON
}

type playCycleJSON struct {
	From   int64      `json:"from"`
	Period int64      `json:"period"`
	Limits [][]string `json:"limits"`
	IsNash bool       `json:"limit_is_nash"`
}

type growthJSON struct {
	Ratios []string `json:"ratios"`
	Factor float64  `json:"factor_approximate"`
}

type theoremJSON struct {
	Class     string `json:"class"`
	Statement string `json:"statement"`
	Source    string `json:"source"`
}

// JSON is the contract's object.
func (a *Play) JSON(words Words) any {
	h := a.About()
	out := &playJSON{
		Game: h.ID, Parameters: pointJSON(h, a.Point), Rule: a.Rule, Rounds: a.Rounds, Counts: a.Counts,
		Realised: rats(a.Realised), Exploitability: rats(a.Exploitability), Regret: rats(a.Regret),
		Theorems: theoremsJSON(a.Theorems, words), reasonsJSON: a.reasonsJSON(words),
	}
	for p, x := range a.Frequencies {
		out.Frequencies = append(out.Frequencies, rats(x))
		out.LastProfile = append(out.LastProfile, a.Players[p].Actions[a.LastProfile[p]])
	}
	if c := a.Cycle; c != nil {
		out.Cycle = &playCycleJSON{From: c.From, Period: c.Period, IsNash: c.LimitIsNash}
		for _, x := range c.Limits {
			out.Cycle.Limits = append(out.Cycle.Limits, rats(x))
		}
	}
	if g := a.Growth; g != nil {
		out.Growth = &growthJSON{rats(g.Ratios), g.Factor}
	}
	return out
}

func theoremsJSON(all []Theorem, words Words) []theoremJSON {
	out := []theoremJSON{}
	for _, t := range all {
		out = append(out, theoremJSON{t.Class, words(t.Statement), t.Source})
	}
	return out
}
