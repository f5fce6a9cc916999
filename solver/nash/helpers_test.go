package nash

import (
	"context"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"brink/games"
)

// bimatrixGame builds a two-player game from rows of integers.
func bimatrixGame(a, b [][]int64) *games.Strategic {
	m, n := len(a), len(a[0])
	ra, rb := make([]*big.Rat, 0, m*n), make([]*big.Rat, 0, m*n)
	for i := range m {
		for j := range n {
			ra = append(ra, big.NewRat(a[i][j], 1))
			rb = append(rb, big.NewRat(b[i][j], 1))
		}
	}
	return tableGame([]int{m, n}, [][]*big.Rat{ra, rb})
}

// tableGame builds a game from one payoff list a player, in profile order.
func tableGame(shape []int, payoffs [][]*big.Rat) *games.Strategic {
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

func mustAll(t testing.TB, g *games.Strategic, opt Options) *Result {
	t.Helper()
	res, err := All(context.Background(), g, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// show prints the strategies of an equilibrium, all players in a row.
func show(e Equilibrium) string {
	var parts []string
	for _, s := range e.Strategies {
		for _, p := range s {
			parts = append(parts, p.RatString())
		}
	}
	return strings.Join(parts, " ")
}

func showAll(res *Result) []string {
	var out []string
	for _, e := range res.Equilibria {
		out = append(out, show(e))
	}
	return out
}

func identity(n int) [][]int64 {
	a := make([][]int64, n)
	for i := range a {
		a[i] = make([]int64, n)
		a[i][i] = 1
	}
	return a
}

func constant(m, n int, v int64) [][]int64 {
	a := make([][]int64, m)
	for i := range a {
		a[i] = make([]int64, n)
		for j := range a[i] {
			a[i][j] = v
		}
	}
	return a
}

func negate(a [][]int64) [][]int64 {
	out := make([][]int64, len(a))
	for i := range a {
		for _, v := range a[i] {
			out[i] = append(out[i], -v)
		}
	}
	return out
}
