package games

import (
	"math/big"
	"strings"
	"testing"

	"brink/games/expr"
)

// rats reads exact numbers separated by spaces.
func rats(t testing.TB, s string) []*big.Rat {
	t.Helper()
	var out []*big.Rat
	for _, f := range strings.Fields(s) {
		r, err := expr.ParseNumber(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// bimatrix builds a two-player game of numbers from the rows of payoffs to each.
func bimatrix(t testing.TB, m, n int, a, b string) *Strategic {
	t.Helper()
	actions := func(k int) []string { return strings.Split("abcdefgh"[:k], "") }
	return &Strategic{
		Players: []Player{NewPlayer("Row", actions(m)), NewPlayer("Column", actions(n))},
		Payoffs: []Table{NewTable(rats(t, a)), NewTable(rats(t, b))},
	}
}

// formulas builds a game in the given parameters from the payoffs of each player
// in profile order, separated by semicolons.
func formulas(t testing.TB, params string, players []Player, payoffs ...string) *Game {
	t.Helper()
	g := &Game{Header: Header{ID: "test"}, Players: players, Defined: expr.True()}
	for _, name := range strings.Fields(params) {
		g.Params = append(g.Params, Parameter{Name: name, Within: expr.True()})
	}
	for _, list := range payoffs {
		var values []expr.Value
		for _, src := range strings.Split(list, ";") {
			v, defined, err := expr.CompileValue(src, expr.Names(g.Names()))
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			values = append(values, v)
			g.Defined = expr.And(g.Defined, defined)
		}
		g.Payoffs = append(g.Payoffs, values)
	}
	return g
}

func players(names string, actions ...string) []Player {
	var out []Player
	for _, n := range strings.Fields(names) {
		out = append(out, NewPlayer(n, actions))
	}
	return out
}
