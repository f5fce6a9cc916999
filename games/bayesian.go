package games

import "brink/games/expr"

// BayesianForm is the kind of Bayesian.
const BayesianForm Kind = "bayesian"

// Bayesian is a model of incomplete information: a strategic form whose payoffs
// depend on types, of which each player knows her own (Harsanyi 1967). It is
// immutable once read.
type Bayesian struct {
	Header

	Players []Player
	Types   [][]Type // by player; a player about whom nothing is private has one
	// Prior[k] is the probability of the type profile of index k, the last player's
	// type changing fastest.
	Prior []expr.Value
	// Payoffs[k][p][i] is what player p gets at the type profile of index k when the
	// actions are those of profile index i.
	Payoffs [][][]expr.Value
	// Defined is the condition under which nothing divides by zero and the prior is
	// a probability.
	Defined expr.Formula

	// Densities is set where types are numbers from ranges, drawn independently: by
	// player, nil for one about whom nothing is private. Every player then has one
	// type in Types, and payoffs mention the number of player p as the variable
	// len(Params)+p.
	Densities []*Density
	// Common is set where the players observe one number, payoffs' variable
	// len(Params), each with noise of her own that vanishes (Carlsson and van Damme
	// 1993). It excludes Densities.
	Common *Density
}

// Density is the distribution of a private number.
type Density struct {
	Attr      string
	Low, High expr.Value // the ends of its range
	Range     string     // as written
	// At is the density as a function of the number, the variable that stands for it
	// in payoffs; polynomial in it.
	At expr.Value
}

// Type is what a player may be.
type Type struct {
	Name string
	Prob *expr.Value // nil when the prior is joint
	Attr map[string]expr.Value
}

func (*Bayesian) Kind() Kind              { return BayesianForm }
func (b *Bayesian) Meaning() expr.Formula { return b.Defined }
func (*Bayesian) sealed()                 {}

// Agent names what type t of player p does in claims and tables: Blue.tough, or Red
// for a player with one type.
func (b *Bayesian) Agent(p, t int) string {
	if len(b.Types[p]) == 1 {
		return b.Players[p].Name
	}
	return b.Players[p].Name + "." + b.Types[p][t].Name
}

// TypeShape lists the number of types of each player.
func (b *Bayesian) TypeShape() []int {
	shape := make([]int, len(b.Types))
	for p, ts := range b.Types {
		shape[p] = len(ts)
	}
	return shape
}

// Shape lists the number of actions of each player.
func (b *Bayesian) Shape() []int {
	shape := make([]int, len(b.Players))
	for p, pl := range b.Players {
		shape[p] = len(pl.Actions)
	}
	return shape
}

// EachIndex calls yield for all vectors below shape, the last place changing
// fastest; the slice is reused. The index counts the calls.
func EachIndex(shape []int, yield func(index int, at []int)) {
	at := make([]int, len(shape))
	for index := 0; ; index++ {
		yield(index, at)
		p := len(shape) - 1
		for ; p >= 0; p-- {
			if at[p]++; at[p] < shape[p] {
				break
			}
			at[p] = 0
		}
		if p < 0 {
			return
		}
	}
}
