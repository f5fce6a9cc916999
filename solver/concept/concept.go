// Package concept turns solution concepts of games of any kind into conditions.
//
// Every concept is the same sentence: there are unknowns (probabilities, beliefs,
// values, actions) that satisfy equations such that no deviation pays. A concept
// lists candidates, ways of playing with the sentence of each (Candidate); Settler
// eliminates the unknowns, and what is left is the condition on the parameters
// under which the candidate is an equilibrium (Row). What differs between Nash,
// perfect Bayesian, Markov-perfect equilibrium and rest points is the enumeration
// and the sentence, nothing else.
package concept

import (
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/note"
	"brink/solver/prove"
)

// Table lists the conditions of one solution concept of a model.
type Table struct {
	Model   games.Model
	Concept string // as --concept spells it
	Rows    []*Row
	// Complete says that every way of playing without a row is proved to be an
	// equilibrium nowhere under the assumptions.
	Complete bool
	// Variables is what numbers of the rows may mention beyond the parameters.
	Variables []games.Parameter
	Reasons   []note.Note // why not, where it is not complete
	// Unique is where there is exactly one equilibrium, where that was asked for and found.
	Unique *expr.Formula
}

// Printing is the header of the model with the variables of the numbers.
func (t *Table) Printing() *games.Header {
	h := *t.Model.Head()
	h.Params = append(h.Params[:len(h.Params):len(h.Params)], t.Variables...)
	return &h
}

// Row is the condition under which an equilibrium exists that plays as Play says.
type Row struct {
	Play   []Choice
	Exists expr.Formula
	// KnifeEdge is Yes when Exists is proved to hold on a set of measure zero only.
	KnifeEdge prove.Answer
	Beliefs   []Choice // where they are pinned down
	Numbers   []Number // payoffs, values, probabilities of outcomes
	Columns   []Column // further conditions, each "it exists and …"
	// Deterred are the single deviations that Exists rules out, where a concept has
	// such.
	Deterred []Deterred
	Class    string // a code such as "pooling"; "" where there is none
	// Sentence is what was settled, where it has unknowns.
	Sentence Candidate
	// Multiplicity counts the ways of playing that differ from this one in the places of
	// exchangeable players and types, where there are several; they have rows of their
	// own, with Copy set.
	Multiplicity int
	Copy         bool
	// Place, of a row of a table at a point, is its number in an order that keeps to the
	// table of conditions (Places): pictures colour equilibria by it.
	Place int
}

// Places numbers rows by whether they are knife-edges: those that exist on an area come
// first.
func Places(edges []bool) []int {
	out := make([]int, len(edges))
	n := 0
	for _, edge := range []bool{false, true} {
		for i, e := range edges {
			if e == edge {
				out[i] = n
				n++
			}
		}
	}
	return out
}

// Deterred is another action of a player at a place, once, and where it does not pay.
type Deterred struct {
	Place  string
	Player int
	Action string
	When   expr.Formula
}

// Choice is what happens at one place: the actions chosen with positive
// probability at an information set, by a type, in a state, and how probable they
// are; or the nodes that a belief is about.
type Choice struct {
	Place  string // the name of the place: information set, type, state, player
	Player int    // who chooses; -1 where nobody does
	Over   []string
	Probs  []Amount // one for each of Over; nil where nothing pins them down
	At     string   // a code for where a cut-off lies that is not in the interior
}

// Pure reports whether one action is chosen with certainty.
func (c Choice) Pure() bool { return len(c.Over) == 1 }

// Number is a named number of a row.
type Number struct {
	Code, Name string // such as "payoff" of "Blue"
	Is         Amount
}

// Column is a further condition of a row.
type Column struct {
	Code string
	When expr.Formula
	// Open says that the condition was not found; When is then nothing.
	Open bool
}

// Amount is a number of a row as a function of the parameters: Value, except where
// Except holds and nothing pins the number down or no form was found. A number
// without any Value may be the root of a polynomial over the parameters: Poly, in
// the variable Unknown.
type Amount struct {
	Value   *expr.Value
	Except  expr.Formula
	Poly    algebra.Poly
	Unknown algebra.Var
	// Form is the root in closed form, where that is known: a function of the parameters
	// and of Table.Variables.
	Form *algebra.Ratio
	// Thin says that Except is proved to hold on a set of measure zero only.
	Thin bool
	// Where is where the number exists at all, if Partial: the time until what need
	// not happen does not.
	Partial bool
	Where   expr.Formula
	// Raw is the number as a function of the parameters and of the unknowns of the
	// row's sentence, where there are unknowns.
	Raw *expr.Value
	// Numbers is what is known of the number in a table at a point where it is not one
	// rational number: it is one of these.
	Numbers []exact.Algebraic
}

// Formula is an amount that is one rational function.
func Formula(r algebra.Ratio) Amount { v := expr.Plain(r); return Amount{Value: &v} }

// Exactly wraps a value.
func Exactly(v expr.Value) Amount { return Amount{Value: &v} }

// Shown reports whether the amount is a function of the parameters wherever it is
// pinned down, save at most on a set of measure zero.
func (a Amount) Shown() bool { return a.Known() || a.Value != nil && a.Thin && !a.Partial }

// Known reports whether the amount is a function of the parameters wherever the row
// exists.
func (a Amount) Known() bool { return a.Value != nil && a.Except.IsFalse() && !a.Partial }
