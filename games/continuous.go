package games

import (
	"brink/games/algebra"
	"brink/games/expr"
)

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
	// Logs are functions of parameters and choices whose logarithms the payoffs mention:
	// that of the j-th is variable LogOfChoice(len(Params), j).
	Logs []algebra.Ratio
}

// LogOfChoice is the variable of a logarithm in the payoffs of a Continuous with so many
// parameters: behind those of the choices.
func LogOfChoice(params, j int) algebra.Var { return params + maxChoices + j }

// maxChoices is more than the variables of a model.
const maxChoices = 110

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
