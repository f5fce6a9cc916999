package answer

import (
	"math/big"
	"strings"

	"brink/games"
	"brink/solver/note"
)

// Description is what is known about a game at numbers beyond its equilibria.
type Description struct {
	Base
	Point     []*big.Rat
	Classes   []note.Code // nil where they were not reached
	Potential []*big.Rat  // by profile; nil where there is none
	Ordinal   *Ordinal    // of 2×2 games
	Theorems  []Theorem   // by which fictitious play converges

	Strict, Weak *Elimination // nil where it was not reached, like what follows
	Equilibria   []Equilibrium
	Perfect      []bool // of two players: trembling-hand perfect
	Degenerate   bool
	Welfare      *Welfare
	Thresholds   []Threshold
	// Objective is what correlated equilibria are chosen for; "" for the sum of
	// payoffs.
	Objective  string
	Correlated []Correlated
}

// Game is the game.
func (a *Description) Game() *games.Game { return a.Model.(*games.Game) }

// Ordinal is the ordinal class of a 2×2 game: each player's pattern of payoffs as
// a code, none where outcomes tie.
type Ordinal struct {
	Patterns []note.Code
}

// Elimination is iterated elimination of dominated actions.
type Elimination struct {
	Steps []EliminationStep
	Left  [][]int
}

// EliminationStep is an action that is dominated by a mixture.
type EliminationStep struct {
	Round, Player, Action int
	By                    []*big.Rat
}

// Threshold is the p-dominance of a strict equilibrium of two players with two
// actions: the beliefs at which its actions are best responses.
type Threshold struct {
	Profile      []int
	Level        []*big.Rat
	RiskDominant bool
}

// Welfare compares equilibria with the largest sum of payoffs; the prices are nil
// where they are not defined or not known.
type Welfare struct {
	Best               *big.Rat
	Profile            []int
	Anarchy, Stability *big.Rat
}

// Correlated is a correlated equilibrium, or a coarse one, that is best or worst.
type Correlated struct {
	Coarse, Worst bool
	Value, Sum    *big.Rat // of the objective, of the payoffs
	Payoffs       []*big.Rat
	Weights       []*big.Rat // by profile
}

type descriptionJSON struct {
	Game       string            `json:"game"`
	Parameters map[string]string `json:"parameters"`
	Classes    []string          `json:"classes"`
	Potential  map[string]string `json:"potential,omitempty"`
	Ordinal    *ordinalJSON      `json:"ordinal,omitempty"`
	Strict     *eliminationJSON  `json:"strict_elimination,omitempty"`
	Weak       *eliminationJSON  `json:"weak_elimination,omitempty"`
	Thresholds []thresholdJSON   `json:"p_dominance,omitempty"`
	Equilibria []refinedJSON     `json:"equilibria"`
	reasonsJSON
	Correlated []correlatedJSON `json:"correlated,omitempty"`
	Welfare    *welfareJSON     `json:"welfare,omitempty"`
	Theorems   []theoremJSON    `json:"fictitious_play"`
}

type ordinalJSON struct {
	Tied     bool     `json:"tied"`
	Patterns []string `json:"patterns,omitempty"` // by player, as codes
}

type eliminationJSON struct {
	Steps []eliminationStepJSON `json:"steps"`
	Left  [][]string            `json:"left"`
}

type eliminationStepJSON struct {
	Round  int    `json:"round"`
	Player string `json:"player"`
	Action string `json:"action"`
	By     string `json:"dominated_by"`
}

type thresholdJSON struct {
	Profile      string   `json:"profile"`
	Level        []string `json:"level"`
	RiskDominant bool     `json:"risk_dominant"`
}

type refinedJSON struct {
	Strategies [][]any `json:"strategies"`
	Payoffs    []any   `json:"payoffs"`
	Perfect    *bool   `json:"perfect,omitempty"`
}

type correlatedJSON struct {
	Coarse bool `json:"coarse"`
	Worst  bool `json:"worst"`
	// Objective is absent for the sum of payoffs, Value the expectation of it.
	Objective string            `json:"objective,omitempty"`
	Value     string            `json:"value,omitempty"`
	Sum       string            `json:"sum"`
	Payoffs   []string          `json:"payoffs"`
	Weights   map[string]string `json:"weights"`
}

type welfareJSON struct {
	Best      string `json:"best"`
	Anarchy   string `json:"price_of_anarchy,omitempty"`
	Stability string `json:"price_of_stability,omitempty"`
}

// JSON is the contract's object.
func (a *Description) JSON(words Words) any {
	g := a.Game()
	out := &descriptionJSON{
		Game: g.ID, Parameters: pointJSON(a.About(), a.Point), Classes: []string{}, Strict: a.Strict.json(g), Weak: a.Weak.json(g),
		Equilibria: []refinedJSON{}, reasonsJSON: a.reasonsJSON(words), Theorems: theoremsJSON(a.Theorems, words),
	}
	for _, c := range a.Classes {
		out.Classes = append(out.Classes, words(note.New(c)))
	}
	if a.Potential != nil {
		out.Potential = byProfile(g, a.Potential, true)
	}
	if o := a.Ordinal; o != nil {
		out.Ordinal = &ordinalJSON{Tied: o.Patterns == nil}
		for _, c := range o.Patterns {
			out.Ordinal.Patterns = append(out.Ordinal.Patterns, strings.TrimPrefix(string(c), "pattern-"))
		}
	}
	for _, t := range a.Thresholds {
		out.Thresholds = append(out.Thresholds, thresholdJSON{g.ProfileName(t.Profile), rats(t.Level), t.RiskDominant})
	}
	for i, e := range a.Equilibria {
		var q refinedJSON
		q.Strategies, q.Payoffs = e.NumbersJSON()
		if a.Perfect != nil {
			q.Perfect = &a.Perfect[i]
		}
		out.Equilibria = append(out.Equilibria, q)
	}
	for _, c := range a.Correlated {
		q := correlatedJSON{Coarse: c.Coarse, Worst: c.Worst, Sum: c.Sum.RatString(), Payoffs: rats(c.Payoffs), Weights: byProfile(g, c.Weights, false)}
		if a.Objective != "" {
			q.Objective, q.Value = a.Objective, c.Value.RatString()
		}
		out.Correlated = append(out.Correlated, q)
	}
	if w := a.Welfare; w != nil {
		out.Welfare = &welfareJSON{Best: w.Best.RatString()}
		if w.Anarchy != nil {
			out.Welfare.Anarchy, out.Welfare.Stability = w.Anarchy.RatString(), w.Stability.RatString()
		}
	}
	return out
}

func (e *Elimination) json(g *games.Game) *eliminationJSON {
	if e == nil {
		return nil
	}
	out := &eliminationJSON{Steps: []eliminationStepJSON{}}
	for _, s := range e.Steps {
		pl := g.Players[s.Player]
		out.Steps = append(out.Steps, eliminationStepJSON{s.Round, pl.Name, pl.Actions[s.Action], RationalMixture(pl.Actions, s.By)})
	}
	for p, l := range e.Left {
		out.Left = append(out.Left, Names(g.Players[p].Actions, l))
	}
	return out
}

// byProfile names numbers by profile, those that are zero only if asked.
func byProfile(g *games.Game, v []*big.Rat, zeros bool) map[string]string {
	out := make(map[string]string)
	for i, x := range v {
		if zeros || x.Sign() != 0 {
			out[g.ProfileName(ProfileAt(g.Players, i))] = x.RatString()
		}
	}
	return out
}

// ProfileAt is the i-th profile.
func ProfileAt(players []games.Player, i int) []int {
	out := make([]int, len(players))
	(&games.Strategic{Players: players}).Decode(i, out)
	return out
}
