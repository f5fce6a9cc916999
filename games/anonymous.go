package games

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"brink/games/algebra"
	"brink/games/expr"
)

// AnonymousForm is the kind of Anonymous.
const AnonymousForm Kind = "anonymous"

// Anonymous is a strategic game of exchangeable players with two actions, whose
// number is a formula: what a player gets depends on her action and on how many of the
// others choose the second one. It is immutable once read.
type Anonymous struct {
	Header

	Prefix  string // of the players' names
	Count   algebra.Ratio
	Text    string // Count as it was written
	Actions [2]string
	// Payoff[a] is what a player at action a gets, where the variable Others, the first
	// behind the parameters, is the number of the others at the second action.
	Payoff [2]expr.Value
	Others algebra.Var
	Domain [2]expr.Formula // where the payoffs divide by zero nowhere
	// Defined says that there are at least two players, a whole number of them, as far
	// as a formula over the reals says that here: two, three, or four and more.
	Defined expr.Formula
	// Each is the text of the payoff formula.
	Each string

	Discount     *algebra.Ratio // of repeated play; nil where there is none
	DiscountText string
	Cooperate    int // the action that grim cooperates with
}

func (*Anonymous) Kind() Kind              { return AnonymousForm }
func (g *Anonymous) Meaning() expr.Formula { return g.Defined }
func (*Anonymous) sealed()                 {}

// MaxAnonymous bounds the players of the game of a given number of players.
const MaxAnonymous = 1000

// At is the game of as many players as there are at a point of parameter space, in
// numbers. It fails where that is no whole number of at least 2, and with ErrUndefined
// where a payoff divides by zero.
func (g *Anonymous) At(point []*big.Rat) (*Game, error) {
	n, err := g.Count.Eval(point)
	if err != nil {
		return nil, fmt.Errorf("%w: the number of players", ErrUndefined)
	}
	if !n.IsInt() || n.Cmp(big.NewRat(2, 1)) < 0 || n.Cmp(big.NewRat(MaxAnonymous, 1)) > 0 {
		return nil, fmt.Errorf("%s is no number of players: a whole number from 2 to %d was expected", n.RatString(), MaxAnonymous)
	}
	players := int(n.Num().Int64())
	out := &Game{Header: g.Header, Defined: expr.True(), Symmetric: &Symmetric{Players: players, Actions: g.Actions[:]}}
	for i := range players {
		out.Players = append(out.Players, Player{Name: g.Prefix + strconv.Itoa(i+1), Actions: slices.Clone(g.Actions[:])})
	}
	for a, v := range g.Payoff {
		list := make([]expr.Value, players)
		for k := range players {
			at := append(slices.Clone(point), big.NewRat(int64(k), 1))
			if !g.Domain[a].Eval(at) {
				return nil, fmt.Errorf("%w: the payoff at %s where %d others choose %s", ErrUndefined, g.Actions[a], k, g.Actions[1])
			}
			x, err := v.Eval(at)
			if err != nil {
				return nil, fmt.Errorf("%w: the payoff at %s where %d others choose %s", ErrUndefined, g.Actions[a], k, g.Actions[1])
			}
			list[out.Symmetric.Rank([]int{players - 1 - k, k})] = expr.Plain(algebra.FromRat(x))
		}
		out.Symmetric.Payoff = append(out.Symmetric.Payoff, list)
	}
	return out, nil
}
