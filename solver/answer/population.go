package answer

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"

	"brink/games/expr"
	"brink/solver/repeated"
)

// Population is which strategies take over a finite population of imitators.
type Population struct {
	Base
	Point      []*big.Rat
	Size       int
	Intensity  *big.Rat // of selection
	Strategies []string
	Payoffs    [][]*big.Rat // at the point
	Fixation   []Fixation
	// Shares are the shares of time at each strategy when mutations are rare; nil
	// where they were not computed.
	Shares []repeated.Probability
	// Conditions hold where Where does; Undefined says where payoffs have no value.
	Conditions []Takeover
	Where      expr.Formula
	Undefined  expr.Formula
}

// Fixation is what becomes of one mutant among residents.
type Fixation struct {
	Mutant, Resident int
	Probability      *repeated.Probability // approximate; nil where it is out of reach
	// Neutral compares the probability with 1/Size, Reverse with that of the resident
	// as the mutant, and LogQuotient is the logarithm of the quotient of the latter
	// two; all exact.
	Neutral, Reverse int
	LogQuotient      *big.Rat
}

// Takeover says when a mutant is more likely to take over than the resident would be,
// and when more likely than by chance under weak selection.
type Takeover struct {
	Mutant, Resident int
	Favoured, Weakly expr.Formula
}

type populationJSON struct {
	Game       string            `json:"game"`
	Parameters map[string]string `json:"parameters"`
	Size       int               `json:"size"`
	Intensity  string            `json:"intensity"`
	Strategies []string          `json:"strategies"`
	Payoffs    [][]string        `json:"payoffs"` // at the parameters, exact
	Fixation   []fixationJSON    `json:"fixation"`
	Conditions []takeoverJSON    `json:"conditions"`
	Stationary []json.Number     `json:"stationary,omitempty"`
	// OneMinus is what the shares lack to 1, where one of them is so close that its
	// number does not tell.
	OneMinus []json.Number `json:"one_minus_stationary,omitempty"`
	Where    string        `json:"holds_where,omitempty"` // the conditions
	// Approximate names the fields that contain exponentials.
	Approximate []string `json:"approximate"`
	reasonsJSON
}

type fixationJSON struct {
	Mutant      string      `json:"mutant"`
	Resident    string      `json:"resident"`
	Probability json.Number `json:"probability,omitempty"`           // absent where it is out of reach
	OneMinus    json.Number `json:"one_minus_probability,omitempty"` // where the probability is close to 1
	Neutral     string      `json:"against_neutral"`                 // greater, equal or less than 1/N, exact
	Reverse     string      `json:"against_reverse"`                 // than the resident's probability as the mutant, exact
	LogQuotient string      `json:"log_quotient"`                    // of the two probabilities, exact
}

type takeoverJSON struct {
	Mutant   string `json:"mutant"`
	Resident string `json:"resident"`
	Favoured string `json:"favoured_when"`
	Weakly   string `json:"above_neutral_under_weak_selection_when"`
}

// JSON is the contract's object.
func (a *Population) JSON(words Words) any {
	h := a.About()
	pr, names := h.Printer(), a.Strategies
	out := &populationJSON{
		Game: h.ID, Parameters: pointJSON(h, a.Point), Size: a.Size, Intensity: a.Intensity.RatString(), Strategies: names,
		Fixation: []fixationJSON{}, Conditions: []takeoverJSON{}, Approximate: []string{"probability", "stationary"}, reasonsJSON: a.reasonsJSON(words),
	}
	for _, row := range a.Payoffs {
		out.Payoffs = append(out.Payoffs, rats(row))
	}
	for _, f := range a.Fixation {
		j := fixationJSON{
			Mutant: names[f.Mutant], Resident: names[f.Resident], Neutral: comparison(f.Neutral), Reverse: comparison(f.Reverse), LogQuotient: f.LogQuotient.RatString(),
		}
		if f.Probability != nil {
			j.Probability, j.OneMinus = probabilityJSON(*f.Probability)
		}
		out.Fixation = append(out.Fixation, j)
	}
	out.shares(a.Shares)
	for _, c := range a.Conditions {
		out.Conditions = append(out.Conditions, takeoverJSON{names[c.Mutant], names[c.Resident], pr.Formula(c.Favoured), pr.Formula(c.Weakly)})
	}
	if !a.Where.IsTrue() {
		out.Where = pr.Formula(a.Where)
	}
	return out
}

func comparison(sign int) string {
	switch {
	case sign > 0:
		return "greater"
	case sign < 0:
		return "less"
	}
	return "equal"
}

// digitsProbability is the precision of probabilities in JSON: they contain
// exponentials, and are computed to ten digits at least.
const digitsProbability = 10

// probabilityJSON is a probability as a number, and what it lacks to 1 where its
// digits do not tell.
func probabilityJSON(p repeated.Probability) (number, lacks json.Number) {
	x := p.Float()
	if x < math.SmallestNonzeroFloat64*(1<<52) { // beyond floating point with all its digits
		return json.Number(p.Text(digitsProbability)), ""
	}
	number = json.Number(strconv.FormatFloat(x, 'g', -1, 64))
	if 1-x < 1e-6 {
		lacks = json.Number(repeated.Probability{P: p.Rest, Rest: p.P}.Text(digitsProbability))
	}
	return number, lacks
}

// shares puts down the shares of time.
func (j *populationJSON) shares(pi []repeated.Probability) {
	near := false
	for _, p := range pi {
		number, lacks := probabilityJSON(p)
		j.Stationary = append(j.Stationary, number)
		near = near || lacks != ""
	}
	for _, p := range pi {
		if near {
			lacks, _ := probabilityJSON(repeated.Probability{P: p.Rest, Rest: p.P})
			j.OneMinus = append(j.OneMinus, lacks)
		}
	}
}
