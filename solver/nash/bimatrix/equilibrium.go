package bimatrix

import (
	"fmt"
	"math/big"
	"strings"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
)

// equilibrium puts two strategies, already judged, into the full game.
func (b *bimatrix) equilibrium(x, y *point) method.Equilibrium {
	g := b.game
	e := method.Equilibrium{
		Strategies: make([][]*big.Rat, len(g.Players)),
		Payoffs:    make([]*big.Rat, len(g.Players)),
	}
	for p := range g.Players {
		switch p {
		case b.who[0]:
			e.Strategies[p], e.Payoffs[p] = x.prob, y.value
		case b.who[1]:
			e.Strategies[p], e.Payoffs[p] = y.prob, x.value
		default:
			e.Strategies[p] = []*big.Rat{big.NewRat(1, 1)}
			e.Payoffs[p] = b.bystander(p, x, y)
		}
	}
	own := [2]int{x.support.Count(), y.support.Count()}
	replies := [2]int{y.replies.Count(), x.replies.Count()}
	e.Pure = own == [2]int{1, 1}
	e.QuasiStrict = own == replies
	e.Strict = e.Pure && e.QuasiStrict
	return e
}

// bystander is the payoff of a player without a choice: x'Cy.
func (b *bimatrix) bystander(player int, x, y *point) *big.Rat {
	var sum, term big.Int
	table := &b.game.Payoffs[player]
	x.support.Each(func(i int) {
		y.support.Each(func(j int) {
			term.Mul(x.big(i), y.big(j))
			sum.Add(&sum, term.Mul(&term, table.Num(b.cell[i*b.n+j])))
		})
	})
	den := new(big.Int).Mul(x.bigSum(), y.bigSum())
	return new(big.Rat).SetFrac(&sum, den.Mul(den, table.Den))
}

// degeneracy says in one sentence which best replies tie at (x, y).
func (b *bimatrix) degeneracy(x, y *point) string {
	if !y.simple() {
		return b.tie(b.who[1], y, b.who[0])
	}
	return b.tie(b.who[0], x, b.who[1])
}

func (b *bimatrix) tie(player int, pt *point, opponent int) string {
	if player < 0 { // a single player faces nobody
		return fmt.Sprintf("%s is indifferent between %s", method.Called(b.game.Players[opponent]), b.names(opponent, pt.replies))
	}
	how := "plays"
	if pt.support.Count() > 1 {
		how = "mixes"
	}
	return fmt.Sprintf("when %s %s %s, %s is indifferent between %s",
		method.Called(b.game.Players[player]), how, b.names(player, pt.support),
		method.Called(b.game.Players[opponent]), b.names(opponent, pt.replies))
}

// names lists actions as "a, b and c".
func (b *bimatrix) names(player int, set sets.Set) string {
	var names []string
	set.Each(func(a int) { names = append(names, b.game.Players[player].Actions[a]) })
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
