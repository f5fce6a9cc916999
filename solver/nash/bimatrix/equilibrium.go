package bimatrix

import (
	"math/big"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
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
func (b *bimatrix) degeneracy(x, y *point) note.Note {
	if !y.simple() {
		return b.tie(b.who[1], y, b.who[0])
	}
	return b.tie(b.who[0], x, b.who[1])
}

func (b *bimatrix) tie(player int, pt *point, opponent int) note.Note {
	tied := b.names(opponent, pt.replies)
	if player < 0 { // a single player faces nobody
		return note.New(note.Indifferent, method.Called(b.game.Players[opponent]), tied)
	}
	how := note.IndifferentWhenPlays
	if pt.support.Count() > 1 {
		how = note.IndifferentWhenMixes
	}
	return note.New(how, method.Called(b.game.Players[player]), b.names(player, pt.support), method.Called(b.game.Players[opponent]), tied)
}

// names lists actions.
func (b *bimatrix) names(player int, set sets.Set) note.Names {
	var names note.Names
	set.Each(func(a int) { names = append(names, b.game.Players[player].Actions[a]) })
	return names
}
