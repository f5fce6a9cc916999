package games

import "brink/games/expr"

// DynamicsForm is the kind of Dynamics.
const DynamicsForm Kind = "dynamics"

// Dynamics is a system of differential equations, or of difference equations. It is
// immutable once read.
type Dynamics struct {
	Header

	Discrete  bool
	Variables []Variable
	// Rates[i] is the time derivative of variable i, or its next value when time is
	// discrete.
	Rates []expr.Value
	// Shares lists groups of variables that sum to 1, if there are any: the shares of
	// the actions in a population. The rates of a group sum to 0.
	Shares [][]int
	// Replies are the payoffs of the actions whose shares a group has, of best-response
	// dynamics, nil for others: a group moves towards best replies. Rates are then those
	// of the replicator dynamics, and the variables rest where these rest and no action
	// pays more than the average, as Domain says.
	Replies [][]expr.Value
	// Domain is the condition on parameters and variables under which the rates are
	// defined.
	Domain  expr.Formula
	Defined expr.Formula
}

func (*Dynamics) Kind() Kind              { return DynamicsForm }
func (d *Dynamics) Meaning() expr.Formula { return d.Defined }
func (*Dynamics) sealed()                 {}

// VariableNames lists the variables.
func (d *Dynamics) VariableNames() []string { return variableNames(d.Variables) }

func variableNames(vs []Variable) []string {
	names := make([]string, len(vs))
	for i, v := range vs {
		names[i] = v.Name
	}
	return names
}
