package answer

import (
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/note"
)

// PayoffSet is the payoffs per period of the pure-action subgame-perfect equilibria
// of two players with public randomisation.
type PayoffSet struct {
	Delta    *big.Rat
	Vertices []Vertex // counter-clockwise; all of the set where it is Exact
	Exact    bool
	Empty    bool // proved
	Outer    [][2]*big.Rat
	// Gap is how far the set may reach beyond the vertices and Worst what is worst
	// for each player, both nil without vertices.
	Gap, Worst []*big.Rat
	// Pure and Mixed are the minmax payoffs.
	Pure, Mixed []*big.Rat
	Codes       []PenalCode
	Method      note.Note
}

// Vertex is an equilibrium payoff: Profile is played, and payoffs Next follow.
// Profile is nil where it is attained by mixing others.
type Vertex struct {
	At      [2]*big.Rat
	Profile []int
	Next    [2]*big.Rat
}

// PenalCode is an optimal penal code (Abreu 1988): the sticks are played in turn,
// then payoffs Carrot follow, or the last stick for ever.
type PenalCode struct {
	Player  int
	Payoff  *big.Rat
	Sticks  [][]int
	Carrot  [2]*big.Rat
	Forever bool
}

// PayoffBounds encloses the same payoffs of three players and more.
type PayoffBounds struct {
	Delta  *big.Rat
	Empty  bool
	Bounds []PayoffBound
	Points [][]*big.Rat // of equilibria
	Pure   []*big.Rat   // minmax
	Method note.Note
}

// PayoffBound says about the sum of payoffs with the weights of Direction that no
// equilibrium exceeds Outer and that one attains Inner, nil where none was found.
type PayoffBound struct {
	Direction    []int
	Outer, Inner *big.Rat
}

// Tight reports whether the bounds meet in all directions.
func (b *PayoffBounds) Tight() bool {
	return !slices.ContainsFunc(b.Bounds, func(x PayoffBound) bool { return x.Inner == nil || x.Inner.Cmp(x.Outer) != 0 })
}

// Unrandomised is the payoffs of two players without public randomisation.
type Unrandomised struct {
	Delta *big.Rat
	Empty bool
	// Cells divide the rectangle of feasible payoffs in each direction; Kept of them
	// may hold equilibrium payoffs and Cover joins these: left, right, lower and
	// upper ends.
	Cells, Kept int
	Cover       [][4]*big.Rat
	Points      []PathPayoff // short paths first
	Method      note.Note
}

// PathPayoff is the payoff of an equilibrium path.
type PathPayoff struct {
	Payoff      [2]*big.Rat
	Lead, Cycle [][]int
}

// StagePayoffs are payoffs of two players in one period: the corners of the feasible
// ones and of those above the pure minmax, and the pure equilibria.
type StagePayoffs struct {
	Feasible, Rational, Equilibria [][2]*big.Rat
}

// LeastDiscount is the least discount factor at which a path is the outcome of an
// equilibrium under any strategies: Value, or between Lo, below which nothing works,
// and Hi, which works; Hi is nil where none that works was found.
type LeastDiscount struct {
	Lead, Cycle [][]int
	Value       *Real
	Lo, Hi      *big.Rat
	None        bool // proved: no discount factor works
	Why         note.Note
}

type payoffSetJSON struct {
	Delta    string      `json:"delta"`
	Vertices [][]string  `json:"vertices"`
	Exact    bool        `json:"exact"`
	Empty    bool        `json:"empty,omitempty"`
	Outer    [][]string  `json:"outer,omitempty"`
	Gap      []string    `json:"gap,omitempty"`
	Bounds   []boundJSON `json:"bounds,omitempty"` // three players and more
	Minmax   []string    `json:"minmax"`           // in pure actions
	Mixed    []string    `json:"minmax_mixed,omitempty"`
	Worst    []string    `json:"worst,omitempty"`
	Method   string      `json:"method"`
}

type boundJSON struct {
	Direction []int  `json:"direction"`
	Outer     string `json:"outer"`
	Inner     string `json:"inner,omitempty"`
}

type unrandomisedJSON struct {
	Delta  string           `json:"delta"`
	Empty  bool             `json:"empty"`
	Exact  bool             `json:"exact"`
	Cells  int              `json:"cells"` // in each direction
	Cover  [][4]string      `json:"cover"` // left, right, lower and upper end of rectangles
	Points []pathPayoffJSON `json:"points"`
	Method string           `json:"method"`
}

type pathPayoffJSON struct {
	Payoff []string `json:"payoff"`
	Lead   []string `json:"lead,omitempty"`
	Cycle  []string `json:"cycle"`
}

type leastJSON struct {
	Profile  string   `json:"profile"`         // or the path, where it is longer
	Value    any      `json:"value,omitempty"` // p/q or an irrational number
	Interval []string `json:"interval,omitempty"`
	None     bool     `json:"none,omitempty"`
	Reason   string   `json:"reason"`
}

func (p *PayoffSet) json(words Words) *payoffSetJSON {
	j := &payoffSetJSON{
		Delta: p.Delta.RatString(), Vertices: [][]string{}, Exact: p.Exact, Empty: p.Empty, Gap: rats(p.Gap),
		Minmax: rats(p.Pure), Mixed: rats(p.Mixed), Worst: rats(p.Worst), Method: words(p.Method),
	}
	for _, x := range p.Vertices {
		j.Vertices = append(j.Vertices, rats(x.At[:]))
	}
	for _, x := range p.Outer {
		j.Outer = append(j.Outer, rats(x[:]))
	}
	return j
}

func (b *PayoffBounds) json(words Words) *payoffSetJSON {
	j := &payoffSetJSON{
		Delta: b.Delta.RatString(), Vertices: [][]string{}, Empty: b.Empty, Exact: b.Empty, Minmax: rats(b.Pure), Method: words(b.Method),
	}
	for _, p := range b.Points {
		j.Vertices = append(j.Vertices, rats(p))
	}
	for _, x := range b.Bounds {
		out := boundJSON{Direction: x.Direction, Outer: x.Outer.RatString()}
		if x.Inner != nil {
			out.Inner = x.Inner.RatString()
		}
		j.Bounds = append(j.Bounds, out)
	}
	return j
}

func (u *Unrandomised) json(g *games.Game, words Words) *unrandomisedJSON {
	j := &unrandomisedJSON{
		Delta: u.Delta.RatString(), Empty: u.Empty, Exact: u.Empty, Cells: u.Cells,
		Cover: [][4]string{}, Points: []pathPayoffJSON{}, Method: words(u.Method),
	}
	for _, r := range u.Cover {
		j.Cover = append(j.Cover, [4]string(rats(r[:])))
	}
	for _, p := range u.Points {
		j.Points = append(j.Points, pathPayoffJSON{rats(p.Payoff[:]), profileNames(g, p.Lead), profileNames(g, p.Cycle)})
	}
	return j
}

func (l *LeastDiscount) json(g *games.Game, words Words) *leastJSON {
	j := &leastJSON{Profile: PathNotation(g, l.Lead, l.Cycle), None: l.None}
	if !l.Why.IsZero() {
		j.Reason = words(l.Why)
	}
	switch {
	case l.None:
	case l.Value != nil:
		j.Value = l.Value.JSON()
	case l.Lo != nil && l.Hi != nil:
		j.Interval = rats([]*big.Rat{l.Lo, l.Hi})
	case l.Lo != nil:
		j.Interval = rats([]*big.Rat{l.Lo, big.NewRat(1, 1)})
	}
	return j
}

// PathNotation is a path for programs: "(C, C)", or
// "(C, D), then (D, C), (C, D) repeating".
func PathNotation(g *games.Game, lead, cycle [][]int) string {
	out := ""
	for _, p := range lead {
		out += g.ProfileName(p) + ", "
	}
	if lead != nil {
		out += "then "
	}
	for i, p := range cycle {
		if i > 0 {
			out += ", "
		}
		out += g.ProfileName(p)
	}
	if len(cycle) > 1 {
		out += " repeating"
	}
	return out
}

func profileNames(g *games.Game, all [][]int) []string {
	var out []string
	for _, p := range all {
		out = append(out, g.ProfileName(p))
	}
	return out
}
