package repeated

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// ratio compiles a formula of the given names.
func ratio(t testing.TB, names expr.Names, src string) algebra.Ratio {
	t.Helper()
	v, _, err := expr.CompileValue(src, names)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	r, ok := v.Ratio()
	if !ok {
		t.Fatalf("%s has cases", src)
	}
	return r
}

// newGame builds a game from the names of its parameters, its players' actions
// and a payoff formula for every player and profile.
func newGame(t testing.TB, params []string, discount string, actions [][]string, payoff func(player int, profile []int) string) *games.Game {
	t.Helper()
	g := &games.Game{Header: games.Header{ID: "test", Name: "test"}, Defined: expr.True()}
	for _, n := range params {
		g.Params = append(g.Params, games.Parameter{Name: n, Within: expr.True()})
	}
	names := expr.Names(params)
	for i, a := range actions {
		g.Players = append(g.Players, games.Player{Name: fmt.Sprintf("P%d", i+1), Actions: a})
	}
	s, err := newStage(g)
	if err != nil {
		t.Fatal(err)
	}
	g.Payoffs = make([][]expr.Value, len(actions))
	for p := range actions {
		g.Payoffs[p] = make([]expr.Value, len(s.profiles))
		for i, profile := range s.profiles {
			v, _, err := expr.CompileValue(payoff(p, profile), names)
			if err != nil {
				t.Fatal(err)
			}
			g.Payoffs[p][i] = v
		}
	}
	g.Repeated = &games.Repeated{Discount: ratio(t, names, discount), DiscountText: discount}
	return g
}

var twoByTwo = [][]string{{"C", "D"}, {"C", "D"}}

// symmetric builds SYM(T,R,P,S) from formulas of the payoffs.
func symmetric(t testing.TB, params []string, T, R, P, S string) *games.Game {
	t.Helper()
	return newGame(t, params, "delta", twoByTwo, func(p int, a []int) string {
		return [2][2]string{{R, S}, {T, P}}[a[p]][a[1-p]]
	})
}

// generic is SYM with symbols.
func generic(t testing.TB) *games.Game {
	return symmetric(t, []string{"T", "R", "P", "S", "delta"}, "T", "R", "P", "S")
}

// numeric is SYM with numbers, given as "5 3 1 0".
func numeric(t testing.TB, trps string) *games.Game {
	v := strings.Fields(trps)
	return symmetric(t, []string{"delta"}, v[0], v[1], v[2], v[3])
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// formula compiles a condition over the parameters of a game.
func formula(t testing.TB, g *games.Game, src string) expr.Formula {
	t.Helper()
	f, _, err := expr.CompileFormula(src, expr.Names(g.Names()))
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return f
}
