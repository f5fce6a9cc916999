package answer

import (
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
)

// Tournament is what strategies earn against each other, and which of them can
// invade which.
type Tournament struct {
	Strategies []string
	LongRun    bool // limits of means rather than discounted payoffs
	// Where is where the payoffs and the conditions hold: elsewhere the Markov chain
	// of play falls apart.
	Where expr.Formula
	// Payoffs are what the first earns against the second; nil where that is
	// piecewise. At are the payoffs at the point; nil where they are functions of
	// nothing or have no value there.
	Payoffs [][]*algebra.Ratio
	At      [][]*big.Rat
	// Invades are the pairs in order; Stability has as many strategies as were
	// compared.
	Invades   []Invasion
	Stability []Stability
	Method    note.Note
}

// Invasion says when a few of one strategy do better than a population of another.
type Invasion struct {
	Mutant, Resident int
	When             expr.Formula
}

// Stability says when a strategy is evolutionarily stable among the others, and when
// none of them does better.
type Stability struct{ ESS, Resists expr.Formula }

type tournamentJSON struct {
	Strategies []string    `json:"strategies"`
	LongRun    bool        `json:"limit_of_means"`
	Where      string      `json:"holds_where,omitempty"` // payoffs and conditions
	Payoffs    [][]string  `json:"payoffs"`
	At         [][]string  `json:"payoffs_at,omitempty"` // at the point
	Invades    [][3]string `json:"invades"`              // who, whom, when
	Stable     [][2]string `json:"ess"`                  // who, when
	Resists    [][2]string `json:"neutrally_stable"`     // who, when
	Method     string      `json:"method"`
}

func (t *Tournament) json(g *games.Game, words Words) *tournamentJSON {
	pr, names := g.Printer(), t.Strategies
	j := &tournamentJSON{
		Strategies: names, LongRun: t.LongRun, Invades: [][3]string{}, Stable: [][2]string{}, Resists: [][2]string{}, Method: words(t.Method),
	}
	if !t.Where.IsTrue() {
		j.Where = pr.Formula(t.Where)
	}
	for i, row := range t.Payoffs {
		var texts []string
		for _, r := range row {
			text := "piecewise"
			if r != nil {
				text = pr.Ratio(*r)
			}
			texts = append(texts, text)
		}
		j.Payoffs = append(j.Payoffs, texts)
		if t.At != nil {
			j.At = append(j.At, rats(t.At[i]))
		}
	}
	for _, x := range t.Invades {
		j.Invades = append(j.Invades, [3]string{names[x.Mutant], names[x.Resident], pr.Formula(x.When)})
	}
	for i, s := range t.Stability {
		j.Stable = append(j.Stable, [2]string{names[i], pr.Formula(s.ESS)})
		j.Resists = append(j.Resists, [2]string{names[i], pr.Formula(s.Resists)})
	}
	return j
}
