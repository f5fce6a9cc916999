package games

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// Model is a definition that a file holds: what all kinds of games have (Header)
// and a form, one kind each. It is sealed; the kinds are the types of this package
// that embed Header.
type Model interface {
	Head() *Header
	Kind() Kind
	// Meaning is the condition on the parameters under which nothing of the form
	// divides by zero.
	Meaning() expr.Formula
	sealed()
}

// Hypotheses is what every condition about a model may take for granted: the
// ranges of the parameters, the assumptions, and that the form has a meaning.
func Hypotheses(m Model) expr.Formula { return expr.And(m.Head().Hypotheses(), m.Meaning()) }

// Kind names a form as files and JSON do.
type Kind string

// StrategicForm is the kind of Game.
const StrategicForm Kind = "strategic"

// Kinds lists all kinds.
func Kinds() []Kind {
	return []Kind{StrategicForm, TreeForm, BayesianForm, StochasticForm, ContinuousForm, DynamicsForm, AnonymousForm}
}

func (*Game) Kind() Kind              { return StrategicForm }
func (g *Game) Meaning() expr.Formula { return g.Defined }
func (*Game) sealed()                 {}

// Header is what models of every kind have.
type Header struct {
	ID, Name, Description string
	Source                []string
	Shelf                 string   // of a library model
	Notes                 []string // remarks of the author, shown with the model
	See                   []string // ids of models that belong beside it
	Assertion                      // of a text that the model is about, where it is about one
	// Chinese holds the translations that the file gives, by the English text.
	Chinese map[string]string

	Params  []Parameter // those of the file, then the derived ones
	Defines []Define
	Whole   []algebra.Var // parameters that are whole numbers
	Assume  []Condition   // what every condition may take for granted, ranges not included
	Claims  []Claim
	Known   []Known // published results that verify holds the solvers to

	// Written is what the file says of the form and of known results, a mapping, for
	// the kinds that are written as they were read; nil for the strategic form and for
	// models that no file holds.
	Written *Part
}

// Assertion is what a text says, in words that are not the text's own.
type Assertion struct {
	Number   string // of the statement, such as A01
	Place    string // where the text makes it
	Gist     string
	Firmness Firmness
	Adds     []string // what the model adds that the text does not say
}

// Firmness is how firmly a text says something.
type Firmness string

// How firmly a text says something.
const (
	States     Firmness = "states"
	May        Firmness = "may"        // it thinks that it can happen
	Recommends Firmness = "recommends" // that something should be done
	Asks       Firmness = "asks"       // a question, which claims nothing
	Silent     Firmness = "silent"     // a conclusion that the text does not draw
)

// Firmnesses lists the values of Firmness.
func Firmnesses() []Firmness { return []Firmness{States, May, Recommends, Asks, Silent} }

// Reading is what a claim makes of an assertion.
type Reading string

// Readings of an assertion.
const (
	Possible   Reading = "possible"   // there are parameters for which it is so
	Likelier   Reading = "likelier"   // something rises or falls with a parameter
	Inevitable Reading = "inevitable" // it is so for all parameters
)

// Readings lists the values of Reading.
func Readings() []Reading { return []Reading{Possible, Likelier, Inevitable} }

// In is a text of the model in a language, as far as the file translates it.
func (h *Header) In(language, text string) string {
	if t := h.Chinese[text]; language == "zh" && t != "" {
		return t
	}
	return text
}

// Head is the header itself.
func (h *Header) Head() *Header { return h }

// Parameter is a named unknown of a game.
type Parameter struct {
	Name        string
	Default     *big.Rat // nil when the file gives none
	Range       string   // as written, such as "[0, 1)"; "" when unbounded
	Description string
	// Symbol is how mathematics writes the parameter, in LaTeX, and Unit what its values
	// are counted in; "" for none.
	Symbol, Unit string
	// Within says that the parameter lies in its range; true when unbounded.
	Within expr.Formula
	// Derived is what the parameter stands for where it is no unknown but a value such
	// as exp(-x); nil for the parameters of the file. Within are then facts about it.
	Derived *Term
}

// Define is a name for a sub-expression.
type Define struct {
	Name, Text string
	Value      expr.Value
}

// Condition is a formula with the text it was read from.
type Condition struct {
	Text    string
	Formula expr.Formula
	// Defined is the condition under which Formula divides by zero nowhere.
	Defined expr.Formula
}

// Claim is a statement about the game that brink can decide.
type Claim struct {
	ID, Says string
	Source   []string
	Given    []string // hypotheses beyond Assume
	Holds    string   // the statement, with the predicates of claims
	Verdict  string   // what is expected; "" means proved
	Reading  Reading  // of the model's assertion; "" for other claims
	Notes    []string
	// GivenAt and HoldsAt are where the texts stand, for messages about them.
	GivenAt []Place
	HoldsAt Place
	// Mistake says what is wrong with the texts, with the place; "" for nothing.
	// Games with such claims are read by those who ask for them (format.ReadClaims).
	Mistake string
}

// Place is a position in an input file; the zero value means unknown.
type Place struct {
	File         string
	Line, Column int // from 1; the column counts characters
}

// Names lists the parameter names in variable order.
func (h *Header) Names() []string {
	names := make([]string, len(h.Params))
	for i, p := range h.Params {
		names[i] = p.Name
	}
	return names
}

// Printer prints formulas of this model.
func (h *Header) Printer() expr.Printer { return expr.Printer{Names: h.Names()} }

// LaTeX prints formulas of this model as mathematics: parameters by their symbols, and
// terms with sqrt, exp and log as what they are.
func (h *Header) LaTeX() expr.Printer {
	pr := expr.Printer{Names: h.Names(), LaTeX: true}
	for i, p := range h.Params {
		if p.Symbol != "" {
			pr.Names[i] = p.Symbol
		}
	}
	for i, p := range h.Params {
		if p.Derived == nil {
			continue
		}
		switch arg := pr.Ratio(p.Derived.Arg); p.Derived.Func {
		case "sqrt":
			pr.Names[i] = `\sqrt{` + arg + `}`
		case "exp", "log":
			pr.Names[i] = `\` + p.Derived.Func + `(` + arg + `)`
		}
	}
	return pr
}

// Hypotheses is the conjunction of the assumptions: ranges and assume.
func (h *Header) Hypotheses() expr.Formula {
	var fs []expr.Formula
	for _, p := range h.Params {
		fs = append(fs, p.Within)
	}
	for _, a := range h.Assume {
		fs = append(fs, a.Formula, a.Defined)
	}
	return expr.And(fs...)
}

// Defaults lists the default values, nil where there is none.
func (h *Header) Defaults() []*big.Rat {
	point := make([]*big.Rat, len(h.Params))
	for i, p := range h.Params {
		point[i] = p.Default
	}
	return point
}

// ErrMissing says that a parameter has no value.
var ErrMissing = errors.New("parameter without a value")

// ErrIrrational says that a term has no rational value.
var ErrIrrational = errors.New("no rational value")

// Point returns a value for every parameter: from set, else the default. It
// fails with ErrMissing when neither gives one, and with ErrIrrational when a derived
// one has no rational value there.
func (h *Header) Point(set map[string]*big.Rat) ([]*big.Rat, error) {
	point, err := h.Values(set)
	if err != nil {
		return nil, err
	}
	for i, p := range h.Params {
		if point[i] == nil {
			_, err := p.Derived.at(point)
			return nil, err
		}
	}
	return point, nil
}

// Values is Point with nil for the derived parameters without a rational value.
func (h *Header) Values(set map[string]*big.Rat) ([]*big.Rat, error) {
	names := h.FreeNames()
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("%q is not a parameter of %s; %s", name, h.ID, expr.DidYouMean(name, names))
		}
	}
	point := make([]*big.Rat, len(h.Params))
	for i, p := range h.Params {
		switch v := set[p.Name]; {
		case p.Derived != nil:
			point[i], _ = p.Derived.at(point)
		case v != nil:
			point[i] = v
		case p.Default != nil:
			point[i] = p.Default
		default:
			return nil, fmt.Errorf("%w: %s has no default; give one with --set %s=VALUE", ErrMissing, p.Name, p.Name)
		}
	}
	return point, nil
}

// Scope gives meaning to what Printer prints: the parameters and their terms.
func (h *Header) Scope() expr.FunctionScope { return headScope{expr.Names(h.Names()), h} }

type headScope struct {
	expr.Names
	h *Header
}

// Root implements expr.RootScope.
func (s headScope) Root(p algebra.Poly, low, high *big.Rat) (algebra.Ratio, error) {
	return s.h.Root(p, low, high)
}

// Function implements expr.FunctionScope.
func (s headScope) Function(name string, arg algebra.Ratio) (algebra.Ratio, error) {
	return s.h.Function(name, arg)
}
