package answer

import (
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
)

// Repeated is when profiles of automata sustain each other in repeated play, and
// where that was asked for, what any strategies could do.
type Repeated struct {
	Base
	Point []*big.Rat
	// Discount is the parameter that is the discount factor; -1 where none is it by
	// itself.
	Discount algebra.Var
	// Discounts are the discount factors of the players at the point; nil where one
	// of them is out of bounds there.
	Discounts []*big.Rat
	// Undefined says where payoffs have no value.
	Undefined expr.Formula

	Rows     []*RepeatedRow
	Outcomes []OutcomeNeeds

	// Assumes is what the parts below take for granted though it is not so.
	Assumes      note.Note
	PayoffSet    *PayoffSet
	Bounds       *PayoffBounds
	Unrandomised *Unrandomised
	Stage        *StagePayoffs // where payoff sets of two players were asked for
	Least        *LeastDiscount
	Tournament   *Tournament
}

// Game is the repeated game.
func (a *Repeated) Game() *games.Game { return a.Model.(*games.Game) }

// RepeatedRow is one profile of automata.
type RepeatedRow struct {
	Profile []string
	Outcome string           // the path of play, as in "(C, C)"
	Payoffs []*algebra.Ratio // nil for piecewise ones
	SPE     expr.Formula
	Nash    *expr.Formula // nil where it was too large to compute

	// Critical are the discount factors at the point that work for subgame
	// perfection, CriticalNash those for Nash equilibrium; nil where none does.
	// CriticalOf has those of each player where each has one of her own, whatever
	// those of the others; HasCritical is false where there is none to speak of.
	HasCritical            bool
	Critical, CriticalNash *Critical
	CriticalOf             []*Critical

	Rests *Rests // nil under a finite horizon and for conditions that are too long
	// Unread: the conditions are too long to look into what they rest on.
	Unread bool

	// Deviations are those that the conditions deter; Ranked are joint states of
	// which all prefer one to the other at the point. Both where they were asked for.
	Deviations, NashDeviations []Deviation
	Ranked                     *Ranked
}

// Rests is what the conditions of a row rest on.
type Rests struct {
	KnifeEdge bool
	// Possible: some discount factor works; nil where that was not found.
	Possible *expr.Formula
	// Renegotiation: the profile is weakly renegotiation-proof (Farrell and Maskin
	// 1989), nil where that was not decided, for the reason Open. WhereverPerfect:
	// it is so wherever it is subgame perfect.
	Renegotiation   *expr.Formula
	WhereverPerfect bool
	Open            note.Note
	// LeastPatience: no strategies sustain the outcome with less.
	LeastPatience bool
	// Binding are the deviations that the critical discount factor deters only just.
	Binding []Deviation
	Statics []Static
}

// Critical is a set of discount factors.
type Critical struct {
	Min, Max Real
	Attained bool // the minimum works
	Set      string
}

// Deviation is a deviation that has to be deterred.
type Deviation struct {
	State      []string // of the automata, at its start
	Player     int
	Prescribed string // "" for a random action
	Plan       string // what is done instead
	Period     int    // under a finite horizon, from 1
	Deterred   expr.Formula
	Gain       *big.Rat // at the point; nil where there is none
	Further    int      // deviations with the same condition
}

// Ranked are joint states of which all players prefer one to the other.
type Ranked struct{ Better, Worse []string }

// Static says which way the critical discount factor moves with a parameter.
type Static struct {
	Parameter algebra.Var
	// Sign is "+", "-", "0" or "kink" at the point; "" where no deviation binds there.
	Sign string
	// Everywhere is proved for all parameters: increasing or decreasing (weakly),
	// constant, depends, vacuous where no two values can be compared, or undecided.
	// Existence says the same of whether some discount factor works. Both are "" for
	// a parameter that only moves the discount factor at the point.
	Everywhere, Existence string
	Rises, Falls          *expr.Formula // where it depends
	Why                   note.Note     // it is undecided
}

// OutcomeNeeds is what any strategies need that play an outcome for ever.
type OutcomeNeeds struct {
	Outcome    []int
	Necessary  expr.Formula
	AttainedBy [][]string // profiles that need no more
}

type repeatedJSON struct {
	Game     string `json:"game"`
	Discount string `json:"discount"`
	Horizon  int    `json:"horizon,omitempty"`
	reasonsJSON
	Rows []repeatedRowJSON `json:"rows"`
	Any  []needsJSON       `json:"any_strategies,omitempty"`

	Assumes      string            `json:"assumes,omitempty"` // by the payoff sets and the least discount factor
	PayoffSet    *payoffSetJSON    `json:"payoff_set,omitempty"`
	Unrandomised *unrandomisedJSON `json:"payoff_set_without_randomisation,omitempty"`
	Least        *leastJSON        `json:"least_delta,omitempty"`
	Tournament   *tournamentJSON   `json:"tournament,omitempty"`
}

type repeatedRowJSON struct {
	Profile       []string                 `json:"profile"`
	Outcome       string                   `json:"outcome"`
	Payoffs       []string                 `json:"payoffs,omitempty"`
	SPE           string                   `json:"spe"`
	Nash          string                   `json:"nash,omitempty"`
	KnifeEdge     bool                     `json:"knife_edge"`
	Possible      *string                  `json:"possible_when,omitempty"` // some discount factor works
	Renegotiable  *string                  `json:"renegotiation_proof,omitempty"`
	LeastPatience bool                     `json:"least_patience_of_any,omitempty"`
	Critical      *criticalJSON            `json:"critical,omitempty"`
	CriticalOf    map[string]*criticalJSON `json:"critical_of,omitempty"`
	CriticalNash  *criticalJSON            `json:"critical_nash,omitempty"`
	Binding       []bindingJSON            `json:"binding,omitempty"`
	Statics       []staticJSON             `json:"statics,omitempty"`

	Deviations     []deviationJSON `json:"deviations,omitempty"`
	NashDeviations []deviationJSON `json:"nash_deviations,omitempty"`
	Ranked         *rankedJSON     `json:"pareto_ranked,omitempty"`
}

type criticalJSON struct {
	Min      any      `json:"min"`
	Max      any      `json:"max"`
	Attained bool     `json:"attained"`
	Set      []string `json:"set"`
}

type bindingJSON struct {
	State      []string `json:"state"`
	Player     string   `json:"player"`
	Prescribed string   `json:"prescribed,omitempty"`
	Plan       string   `json:"plan"`
}

type deviationJSON struct {
	bindingJSON
	Period  int    `json:"period,omitempty"`
	Deters  string `json:"deterred_when"`
	Gain    string `json:"gain,omitempty"` // at the point
	Further int    `json:"further_with_same_condition,omitempty"`
}

type rankedJSON struct {
	Better []string `json:"better"`
	Worse  []string `json:"worse"`
}

type staticJSON struct {
	Parameter  string `json:"parameter"`
	Sign       string `json:"sign,omitempty"`
	Everywhere string `json:"everywhere,omitempty"`
	Existence  string `json:"existence,omitempty"`
	Rises      string `json:"rises_when,omitempty"`
	Falls      string `json:"falls_when,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

type needsJSON struct {
	Outcome    string     `json:"outcome"`
	Necessary  string     `json:"necessary"`
	AttainedBy [][]string `json:"attained_by"`
}

// JSON is the contract's object.
func (a *Repeated) JSON(words Words) any {
	g := a.Game()
	pr := g.Printer()
	out := &repeatedJSON{
		Game: g.ID, Discount: g.Repeated.DiscountName(), Horizon: g.Repeated.Horizon, reasonsJSON: a.reasonsJSON(words), Rows: []repeatedRowJSON{},
	}
	for _, r := range a.Rows {
		out.Rows = append(out.Rows, r.json(g, words))
	}
	for _, x := range a.Outcomes {
		j := needsJSON{g.ProfileName(x.Outcome), pr.Formula(x.Necessary), x.AttainedBy}
		if j.AttainedBy == nil {
			j.AttainedBy = [][]string{}
		}
		out.Any = append(out.Any, j)
	}
	if !a.Assumes.IsZero() {
		out.Assumes = words(a.Assumes)
	}
	switch {
	case a.PayoffSet != nil:
		out.PayoffSet = a.PayoffSet.json(words)
	case a.Bounds != nil:
		out.PayoffSet = a.Bounds.json(words)
	}
	if a.Unrandomised != nil {
		out.Unrandomised = a.Unrandomised.json(g, words)
	}
	if a.Least != nil {
		out.Least = a.Least.json(g, words)
	}
	if a.Tournament != nil {
		out.Tournament = a.Tournament.json(g, words)
	}
	return out
}

func (r *RepeatedRow) json(g *games.Game, words Words) repeatedRowJSON {
	pr := g.Printer()
	j := repeatedRowJSON{
		Profile: r.Profile, Outcome: r.Outcome, SPE: pr.Formula(r.SPE), Critical: r.Critical.json(), CriticalNash: r.CriticalNash.json(),
		Deviations: deviationsJSON(g, r.Deviations), NashDeviations: deviationsJSON(g, r.NashDeviations),
	}
	for _, p := range r.Payoffs {
		if p != nil {
			j.Payoffs = append(j.Payoffs, pr.Ratio(*p))
		}
	}
	if r.Nash != nil {
		j.Nash = pr.Formula(*r.Nash)
	}
	if r.CriticalOf != nil {
		j.CriticalOf = make(map[string]*criticalJSON)
		for p, c := range r.CriticalOf {
			if c != nil {
				j.CriticalOf[g.Players[p].Name] = c.json()
			}
		}
	}
	if r.Ranked != nil {
		j.Ranked = &rankedJSON{r.Ranked.Better, r.Ranked.Worse}
	}
	x := r.Rests
	if x == nil {
		return j
	}
	j.KnifeEdge, j.LeastPatience = x.KnifeEdge, x.LeastPatience
	j.Possible, j.Renegotiable = formulaJSON(pr, x.Possible), formulaJSON(pr, x.Renegotiation)
	for _, d := range x.Binding {
		j.Binding = append(j.Binding, d.binding(g))
	}
	j.Statics = staticsJSON(&g.Header, x.Statics, words)
	return j
}

func staticsJSON(h *games.Header, all []Static, words Words) (list []staticJSON) {
	pr := h.Printer()
	for _, s := range all {
		out := staticJSON{Parameter: h.Params[s.Parameter].Name, Sign: s.Sign, Everywhere: s.Everywhere, Existence: s.Existence}
		if s.Rises != nil {
			out.Rises = pr.Formula(*s.Rises)
		}
		if s.Falls != nil {
			out.Falls = pr.Formula(*s.Falls)
		}
		if !s.Why.IsZero() {
			out.Reason = words(s.Why)
		}
		list = append(list, out)
	}
	return list
}

func (c *Critical) json() *criticalJSON {
	if c == nil {
		return nil
	}
	return &criticalJSON{c.Min.JSON(), c.Max.JSON(), c.Attained, []string{c.Set}}
}

func (d *Deviation) binding(g *games.Game) bindingJSON {
	return bindingJSON{d.State, g.Players[d.Player].Name, d.Prescribed, d.Plan}
}

func deviationsJSON(g *games.Game, all []Deviation) []deviationJSON {
	var out []deviationJSON
	for _, d := range all {
		j := deviationJSON{bindingJSON: d.binding(g), Period: d.Period, Deters: g.Printer().Formula(d.Deterred), Further: d.Further}
		if d.Gain != nil {
			j.Gain = d.Gain.RatString()
		}
		out = append(out, j)
	}
	return out
}

// formulaJSON is a formula; absent where there is none.
func formulaJSON(pr expr.Printer, f *expr.Formula) *string {
	if f == nil {
		return nil
	}
	s := pr.Formula(*f)
	return &s
}

// HugeTerms is how many terms a condition may have before nobody reads it.
const HugeTerms = 3_000

// Terms counts the terms of all comparisons of a condition.
func Terms(f expr.Formula) int {
	terms := 0
	f.Atoms(func(a expr.Atom) { terms += a.P.Terms() })
	return terms
}
