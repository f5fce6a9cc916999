package answer

import (
	"bytes"
	"encoding/json"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
)

// Conditions is the table of stability conditions: a row for every way of playing
// that is an equilibrium somewhere.
type Conditions struct {
	Base
	// Concept is the solution concept, such as "nash".
	Concept string
	Players []games.Player
	// Columns lists the conditions that apply to some row, in the order in which
	// they are shown: Exists first.
	Columns []Column
	Rows    []*Row
	// Undefined holds where a payoff divides by zero although the assumptions hold:
	// nothing is said there.
	Undefined expr.Formula
	// LeftOut lists the profiles of supports that may carry equilibria under
	// conditions that were not found.
	LeftOut [][][]int
	// At is the table read at a point, where one was asked for.
	At *At
}

// Column is one of the conditions of a row, by its name in JSON.
type Column string

// The columns of strategic games. A column that does not apply to a row is absent
// from it.
const (
	Exists       Column = "exists"        // it is an equilibrium
	Strict       Column = "strict"        // every deviation loses
	Efficient    Column = "efficient"     // no pure profile Pareto-dominates it
	RiskDominant Column = "risk_dominant" // Harsanyi and Selten, 2×2
	ESS          Column = "ess"           // evolutionarily stable
)

// Strategies is no column of conditions: rows whose strategies were not found have it
// among the columns that are not decided.
const Strategies Column = "strategies"

// Condition is the formula of a row in a column.
type Condition struct {
	Column  Column
	Formula expr.Formula
}

// NotDecided is a column of a row without its condition, and why.
type NotDecided struct {
	Column Column
	Why    note.Note
}

// Row is a profile of supports with the conditions under which it carries an
// equilibrium.
type Row struct {
	// Support lists the actions each player uses, as indices.
	Support [][]int
	// Label replaces the profile in tables; empty for none.
	Label []note.Note
	// Strategies are the probabilities as functions of the parameters; nil where
	// the support carries more than one equilibrium.
	Strategies [][]algebra.Ratio
	// Root gives them by a polynomial where they are no rational functions.
	Root *Root
	// Continuum is set where the support carries many equilibria, but for a
	// negligible set of parameters, wherever it carries one.
	Continuum  bool
	Payoffs    []algebra.Ratio // nil where there is no single formula
	Conditions []Condition
	// NotDecided are the columns whose conditions were not found, and why.
	NotDecided []NotDecided
	// KnifeEdge is set when the row exists only on a set of measure zero.
	KnifeEdge bool
	// Certified says, where it was asked, for which columns evidence was derived from
	// the definitions and accepted; nil elsewhere.
	Certified *Certified
	// Multiplicity counts the profiles this row stands for when players are
	// exchangeable; 1 otherwise, -1 beyond an int.
	Multiplicity int
}

// Certified lists what a row says: what evidence was accepted for, and what it was
// not, with the reason. Beside the conditions these are Probabilities and Payoffs.
type Certified struct {
	Columns []Column
	Not     []NotDecided
}

// What a row says beside its conditions.
const (
	Probabilities Column = "probabilities"
	Payoffs       Column = "payoffs"
)

// Root describes the equilibria of a support by one number with which a polynomial
// vanishes.
type Root struct {
	// Where is the condition, beside that of existence, under which this is so. It
	// fails on a negligible set only, where there may be other equilibria.
	Where expr.Formula
	// Unknown is the variable of that number; it follows the parameters.
	Unknown algebra.Var
	Poly    algebra.Poly
	// Player plays Action with that probability where Probability is set, else that
	// many times as often as Other.
	Player, Action, Other int
	Probability           bool
	// Strategies are the probabilities as functions of the parameters and the
	// unknown.
	Strategies [][]algebra.Ratio
}

// Names are those of the parameters and of the unknown: x, or another that no
// parameter has.
func (r *Root) Names(h *games.Header) []string {
	x := "x"
	for slices.Contains(h.Names(), x) {
		x += "_"
	}
	return append(h.Names(), x)
}

// Condition is the formula in a column; ok is false where it does not apply.
func (r *Row) Condition(c Column) (f expr.Formula, ok bool) {
	for _, k := range r.Conditions {
		if k.Column == c {
			return k.Formula, true
		}
	}
	return expr.Formula{}, false
}

// Open reports whether what stands in a column was not found.
func (r *Row) Open(c Column) bool {
	return slices.ContainsFunc(r.NotDecided, func(u NotDecided) bool { return u.Column == c })
}

// Pure reports whether every player uses a single action.
func (r *Row) Pure() bool {
	for _, s := range r.Support {
		if len(s) != 1 {
			return false
		}
	}
	return true
}

// At is a table read at a point of parameter space.
type At struct {
	Point []*big.Rat
	Rows  []AtRow
}

// AtRow is one row at a point.
type AtRow struct {
	Row            *Row
	Exists, Strict bool
	// Slack is what the least attractive deviation loses: negative when it gains,
	// zero at a knife-edge. It is nil for rows without a single equilibrium here.
	Slack *big.Rat
	// Player, From and To name that deviation; they have no meaning without Slack.
	Player, From, To int
	// Flips are the values of one parameter, the others held, at which the
	// existence of the row changes.
	Flips []Flip
}

// Flip is a value of a parameter at which a row begins or ceases to exist.
type Flip struct {
	Param            algebra.Var
	Value            Real
	Below, At, Above bool // whether the row exists there
}

type conditionsJSON struct {
	Game       string            `json:"game"`
	Kind       games.Kind        `json:"kind"`
	Concept    string            `json:"concept"`
	Parameters []string          `json:"parameters"`
	Ranges     map[string]string `json:"ranges,omitempty"`
	Assume     []string          `json:"assume"`
	Undefined  string            `json:"undefined,omitempty"`
	reasonsJSON
	LeftOut [][][]string `json:"left_out,omitempty"`
	Rows    []rowJSON    `json:"rows"`
	At      *atJSON      `json:"at,omitempty"`
}

type rowJSON struct {
	Profile      string            `json:"profile"`
	Label        string            `json:"label,omitempty"`
	Multiplicity int               `json:"multiplicity,omitempty"`
	Support      [][]string        `json:"support"`
	Strategies   [][]string        `json:"strategies,omitempty"`
	Root         *rootJSON         `json:"root,omitempty"`
	Continuum    bool              `json:"continuum,omitempty"`
	Payoffs      []string          `json:"payoffs,omitempty"`
	Conditions   conditionsList    `json:"-"`
	KnifeEdge    bool              `json:"knife_edge"`
	Certified    *bool             `json:"certified,omitempty"` // in every column
	By           []Column          `json:"certified_columns,omitempty"`
	NotCertified map[Column]string `json:"not_certified,omitempty"` // why, by column
	NotDecided   map[Column]string `json:"not_decided,omitempty"`   // why, by column
}

// rootJSON names the unknown, the polynomial that vanishes with it, and of what
// action it is the probability, or the ratio to the probability of another.
type rootJSON struct {
	Unknown    string     `json:"unknown"`
	Poly       string     `json:"poly"`
	Player     string     `json:"player"`
	Action     string     `json:"action"`
	Other      string     `json:"other,omitempty"`
	Where      string     `json:"where,omitempty"` // fails on a negligible set only
	Strategies [][]string `json:"strategies"`
}

func (c *Conditions) rootJSON(r *Root) *rootJSON {
	if r == nil {
		return nil
	}
	pr := expr.Printer{Names: r.Names(c.About())}
	pl := c.Players[r.Player]
	j := &rootJSON{Unknown: pr.Names[r.Unknown], Poly: expr.Printer{Names: pr.Names, Plain: true}.Ratio(algebra.FromPoly(r.Poly)), Player: pl.Name, Action: pl.Actions[r.Action]}
	if !r.Probability {
		j.Other = pl.Actions[r.Other]
	}
	if !r.Where.IsTrue() {
		j.Where = pr.Formula(r.Where)
	}
	for _, s := range r.Strategies {
		j.Strategies = append(j.Strategies, ratiosJSON(pr, s))
	}
	return j
}

// conditionsList is written as fields beside those of the row.
type conditionsList []struct {
	name  Column
	value string
}

// MarshalJSON puts the conditions before knife_edge, under the names of their
// columns.
func (r rowJSON) MarshalJSON() ([]byte, error) {
	type plain rowJSON
	b, err := marshal(plain(r))
	if err != nil {
		return nil, err
	}
	at := bytes.LastIndex(b, []byte(`"knife_edge"`))
	var mid []byte
	for _, c := range r.Conditions {
		name, err := marshal(c.name)
		if err != nil {
			return nil, err
		}
		value, err := marshal(c.value)
		if err != nil {
			return nil, err
		}
		mid = append(append(append(append(mid, name...), ':'), value...), ',')
	}
	return append(append(append([]byte{}, b[:at]...), mid...), b[at:]...), nil
}

// marshal leaves the signs of comparisons as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

type atJSON struct {
	Parameters map[string]string `json:"parameters"`
	Rows       []atRowJSON       `json:"rows"`
}

type atRowJSON struct {
	Profile string     `json:"profile"`
	Exists  bool       `json:"exists"`
	Strict  bool       `json:"strict"`
	Slack   string     `json:"slack,omitempty"`
	Binding string     `json:"binding,omitempty"`
	Flips   []flipJSON `json:"flips"`
}

type flipJSON struct {
	Parameter string `json:"parameter"`
	Value     any    `json:"value"`
	Below     bool   `json:"below"`
	At        bool   `json:"at"`
	Above     bool   `json:"above"`
}

// JSON is the contract's object.
func (c *Conditions) JSON(words Words) any {
	h := c.About()
	pr := h.Printer()
	j := &conditionsJSON{
		Game: h.ID, Kind: c.Model.Kind(), Concept: c.Concept, Parameters: append([]string{}, h.FreeNames()...), Assume: []string{},
		reasonsJSON: c.reasonsJSON(words), Rows: []rowJSON{},
	}
	for _, p := range h.Free() {
		if p.Range != "" {
			if j.Ranges == nil {
				j.Ranges = make(map[string]string)
			}
			j.Ranges[p.Name] = p.Range
		}
	}
	for _, a := range h.Assume {
		j.Assume = append(j.Assume, a.Text)
	}
	if !c.Undefined.IsFalse() {
		j.Undefined = pr.Formula(c.Undefined)
	}
	for _, s := range c.LeftOut {
		j.LeftOut = append(j.LeftOut, c.names(s))
	}
	for _, r := range c.Rows {
		row := rowJSON{Profile: Profile(c.Players, r.Support), Support: c.names(r.Support), Root: c.rootJSON(r.Root), Continuum: r.Continuum, KnifeEdge: r.KnifeEdge}
		of := pr
		if r.Root != nil {
			of.Names = r.Root.Names(h)
		}
		row.Payoffs = ratiosJSON(of, r.Payoffs)
		if len(r.Label) > 0 {
			row.Label = words(note.Join(r.Label))
		}
		if r.Certified != nil {
			whole := len(r.Certified.Not) == 0
			row.Certified, row.By = &whole, r.Certified.Columns
			for _, u := range r.Certified.Not {
				if row.NotCertified == nil {
					row.NotCertified = make(map[Column]string)
				}
				row.NotCertified[u.Column] = words(u.Why)
			}
		}
		for _, u := range r.NotDecided {
			if row.NotDecided == nil {
				row.NotDecided = make(map[Column]string)
			}
			row.NotDecided[u.Column] = words(u.Why)
		}
		if r.Multiplicity > 1 {
			row.Multiplicity = r.Multiplicity
		}
		for _, s := range r.Strategies {
			row.Strategies = append(row.Strategies, ratiosJSON(pr, s))
		}
		for _, k := range r.Conditions {
			row.Conditions = append(row.Conditions, struct {
				name  Column
				value string
			}{k.Column, pr.Formula(k.Formula)})
		}
		j.Rows = append(j.Rows, row)
	}
	if c.At != nil {
		j.At = c.atJSON(words)
	}
	return j
}

// names are those of the actions of a profile of supports.
func (c *Conditions) names(support [][]int) [][]string {
	out := make([][]string, len(support))
	for p, s := range support {
		out[p] = Names(c.Players[p].Actions, s)
	}
	return out
}

func (c *Conditions) atJSON(words Words) *atJSON {
	h := c.About()
	j := &atJSON{Parameters: pointJSON(h, c.At.Point), Rows: []atRowJSON{}}
	for _, r := range c.At.Rows {
		row := atRowJSON{Profile: Profile(c.Players, r.Row.Support), Exists: r.Exists, Strict: r.Strict, Flips: []flipJSON{}}
		if r.Slack != nil {
			row.Slack = r.Slack.RatString()
			row.Binding = words(c.Binding(r))
		}
		for _, f := range r.Flips {
			row.Flips = append(row.Flips, flipJSON{h.Params[f.Param].Name, f.Value.JSON(), f.Below, f.At, f.Above})
		}
		j.Rows = append(j.Rows, row)
	}
	return j
}

// Binding names the deviation of a row that loses least, where Slack is not nil.
func (c *Conditions) Binding(r AtRow) note.Note {
	p := c.Players[r.Player]
	return note.New(note.Deviation, p.Name, p.Actions[r.To], p.Actions[r.From])
}
