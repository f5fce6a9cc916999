package main

import (
	"fmt"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
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
