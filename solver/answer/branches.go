package answer

import (
	"math/big"

	"brink/games"
	"brink/games/algebra"
)

// Branches is how the equilibria of a game move as one parameter does, the others
// fixed: a branch for every row of the table of conditions that says what is played.
type Branches struct {
	Base
	Over    algebra.Var
	Point   []*big.Rat
	Lo, Hi  *big.Rat // what is shown of the parameter
	Players []games.Player
	// Rows are those of the table.
	Rows     []*Row
	Branches []Branch
	// Left are positions of rows that exist there, and of which no formula says what is
	// played.
	Left []int
}

// Branch is a row on a stretch on which it exists and is strict, or not.
type Branch struct {
	Row     int // position in Rows
	From    Real
	To      Real
	Strict  bool
	Samples []BranchSample
}

// BranchSample is an equilibrium at a value of the parameter inside the stretch, or as
// near to its end as to be its limit.
type BranchSample struct {
	At         *big.Rat
	Strategies [][]*big.Rat
	Payoffs    []*big.Rat
}

type branchesJSON struct {
	Game  string            `json:"game"`
	Over  string            `json:"over"`
	Range [2]string         `json:"range"`
	Fixed map[string]string `json:"fixed"`
	reasonsJSON
	Branches []branchJSON `json:"branches"`
}

type branchJSON struct {
	Profile    string     `json:"profile"`
	From       any        `json:"from"`
	To         any        `json:"to"`
	Strict     bool       `json:"strict"`
	Strategies [][]string `json:"strategies"` // in the parameters
	Payoffs    []string   `json:"payoffs"`
}

// JSON is the branches with their formulas.
func (b *Branches) JSON(words Words) any {
	h := b.About()
	pr := h.Printer()
	j := &branchesJSON{Game: h.ID, Over: h.Params[b.Over].Name, Range: [2]string{b.Lo.RatString(), b.Hi.RatString()}, Fixed: map[string]string{}, reasonsJSON: b.reasonsJSON(words), Branches: []branchJSON{}}
	for _, v := range b.Fixed() {
		j.Fixed[h.Params[v].Name] = b.Point[v].RatString()
	}
	for _, k := range b.Branches {
		row := b.Rows[k.Row]
		out := branchJSON{Profile: Profile(b.Players, row.Support), From: k.From.JSON(), To: k.To.JSON(), Strict: k.Strict}
		for _, s := range row.Strategies {
			var mix []string
			for _, r := range s {
				mix = append(mix, pr.Ratio(r))
			}
			out.Strategies = append(out.Strategies, mix)
		}
		for _, r := range row.Payoffs {
			out.Payoffs = append(out.Payoffs, pr.Ratio(r))
		}
		j.Branches = append(j.Branches, out)
	}
	return j
}

// Fixed lists the parameters that do not vary and have values.
func (b *Branches) Fixed() []algebra.Var {
	var out []algebra.Var
	for v, p := range b.About().Params {
		if v != b.Over && p.Derived == nil && v < len(b.Point) && b.Point[v] != nil {
			out = append(out, v)
		}
	}
	return out
}
