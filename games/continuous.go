package games

import "brink/games/expr"

// ContinuousForm is the kind of Continuous.
const ContinuousForm Kind = "continuous"

// Continuous is a game in which every player chooses a number from a range. It is
// immutable once read.
type Continuous struct {
	Header

	Players   []string
	Variables []Variable // what player i chooses
	Payoffs   []expr.Value
	// Domain[i] is the condition on parameters and choices under which the payoff of
	// player i is defined.
	Domain  []expr.Formula
	Defined expr.Formula
	// Alike is set for players who are all alike, their number a formula: there is
	// then one player, whose payoff depends on her own choice, variable 0, and on
	// that of every other, variable 1.
	Alike *Alike
	// Moves lists the players in the order in which they choose, each knowing what was
	// chosen before; nil where all choose at once.
	Moves []int
}

// Alike describes players whose number is a formula.
type Alike struct {
	Count expr.Value
	Text  string
}

func (*Continuous) Kind() Kind              { return ContinuousForm }
func (c *Continuous) Meaning() expr.Formula { return c.Defined }
func (*Continuous) sealed()                 {}

// VariableNames lists what the players choose.
func (c *Continuous) VariableNames() []string { return variableNames(c.Variables) }
