// Package nashtest makes and prints games and equilibria for the tests of the rooms
// of equilibria.
package nashtest

import (
	"fmt"
	"math/big"
	"strings"

	"brink/games"
	"brink/solver/nash/method"
)

// BimatrixGame builds a two-player game from rows of integers.
func BimatrixGame(a, b [][]int64) *games.Strategic {
	m, n := len(a), len(a[0])
	ra, rb := make([]*big.Rat, 0, m*n), make([]*big.Rat, 0, m*n)
	for i := range m {
		for j := range n {
			ra = append(ra, big.NewRat(a[i][j], 1))
			rb = append(rb, big.NewRat(b[i][j], 1))
		}
	}
	return TableGame([]int{m, n}, [][]*big.Rat{ra, rb})
}

// TableGame builds a game from one payoff list a player, in profile order.
func TableGame(shape []int, payoffs [][]*big.Rat) *games.Strategic {
	g := &games.Strategic{Name: "test"}
	for p, n := range shape {
		player := games.Player{Name: fmt.Sprintf("P%d", p+1)}
		for a := range n {
			player.Actions = append(player.Actions, fmt.Sprintf("%c%d", 'a'+p, a+1))
		}
		g.Players = append(g.Players, player)
		g.Payoffs = append(g.Payoffs, games.NewTable(payoffs[p]))
	}
	return g
}

// Show prints the strategies of an equilibrium, all players in a row.
func Show(e method.Equilibrium) string {
	var parts []string
	for _, s := range e.Strategies {
		for _, p := range s {
			parts = append(parts, p.RatString())
		}
	}
	return strings.Join(parts, " ")
}

// ShowAll prints all equilibria of a result.
func ShowAll(res *method.Result) []string {
	var out []string
	for _, e := range res.Equilibria {
		out = append(out, Show(e))
	}
	return out
}

// Identity is the n×n identity matrix.
func Identity(n int) [][]int64 {
	a := make([][]int64, n)
	for i := range a {
		a[i] = make([]int64, n)
		a[i][i] = 1
	}
	return a
}

// Constant is the m×n matrix of one value.
func Constant(m, n int, v int64) [][]int64 {
	a := make([][]int64, m)
	for i := range a {
		a[i] = make([]int64, n)
		for j := range a[i] {
			a[i][j] = v
		}
	}
	return a
}

// Negate is -a.
func Negate(a [][]int64) [][]int64 {
	out := make([][]int64, len(a))
	for i := range a {
		for _, v := range a[i] {
			out[i] = append(out[i], -v)
		}
	}
	return out
}
