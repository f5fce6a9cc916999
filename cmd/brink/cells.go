package main

import (
	"fmt"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
)

// function is a rational function as a cell.
func function(g *games.Game, rs ...algebra.Ratio) report.Cell {
	return report.English().Function(&g.Header, rs...)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

type jsonPlayer struct {
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}
