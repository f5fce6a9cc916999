package main

import (
	"fmt"
	"math/big"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/nash"
)

func actionNames(g *games.Game, p int, support []int) []string {
	out := make([]string, len(support))
	for i, a := range support {
		out[i] = g.Players[p].Actions[a]
	}
	return out
}

// condition is a formula as a cell; the constants read as words.
func condition(g *games.Game, f expr.Formula) report.Cell {
	return report.English().Condition(&g.Header, f)
}

// function is a rational function as a cell.
func function(g *games.Game, rs ...algebra.Ratio) report.Cell {
	return report.English().Function(&g.Header, rs...)
}

// assumptionsText states what the conditions take for granted, and where payoffs
// are undefined.
func assumptionsText(g *games.Game, undefined expr.Formula) string {
	return report.English().Assumptions(&g.Header, undefined)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func rats(v []*big.Rat) []string {
	out := make([]string, len(v))
	for i, r := range v {
		out[i] = r.RatString()
	}
	return out
}

func join(s []string) string {
	out := ""
	for i, x := range s {
		if i > 0 {
			out += ", "
		}
		out += x
	}
	return out
}

func ints(v []int) string {
	s := make([]string, len(v))
	for i, x := range v {
		s[i] = fmt.Sprint(x)
	}
	return join(s)
}

// mixtureText shows the actions a mixture uses.
func mixtureText(g *games.Game, p int, x []*big.Rat) string {
	out, _ := report.Equilibrium(g.Players[p:p+1], answer.Equilibrium{Strategies: [][]*big.Rat{x}})
	return out[0]
}

// equilibriumText is what each player mixes and what all earn, for a table.
func equilibriumText(g *games.Game, e nash.Equilibrium) (mixtures []string, payoffs string) {
	return report.Equilibrium(g.Players, ask.EquilibriumOf(e))
}

// kind says how an equilibrium plays.
func kind(res *nash.Result, e nash.Equilibrium) string {
	return report.English().Kind(ask.EquilibriumOf(e), res.Degenerate)
}

// equilibriumJSON is the strategies and payoffs of an equilibrium in JSON.
func equilibriumJSON(e nash.Equilibrium) (strategies [][]any, payoffs []any) {
	out := ask.EquilibriumOf(e)
	return out.NumbersJSON()
}

// solverError gives the error of a solver its exit code.
func solverError(g *games.Game, err error) error { return failed(fmt.Errorf("%s: %w", g.ID, err)) }

type jsonPlayer struct {
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}
