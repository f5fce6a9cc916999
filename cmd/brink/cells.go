package main

import (
	"fmt"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/stability"
)

func actionNames(g *games.Game, p int, support []int) []string {
	out := make([]string, len(support))
	for i, a := range support {
		out[i] = g.Players[p].Actions[a]
	}
	return out
}

func ratios(pr expr.Printer, rs []algebra.Ratio) []string {
	var out []string
	for _, r := range rs {
		out = append(out, pr.Ratio(r))
	}
	return out
}

func optional(pr expr.Printer, f *expr.Formula) string {
	if f == nil {
		return ""
	}
	return pr.Formula(*f)
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

// rowName names a row in tables: the profile, shorter where all players mix over
// the same actions, or over all they have.
func rowName(g *games.Game, r *stability.Row) string {
	if len(r.Label) > 0 {
		return report.English().Note(note.Join(r.Label))
	}
	if s := r.Support[0]; len(s) > 1 && sameForAll(g, func(p int) string { return join(actionNames(g, p, r.Support[p])) }) {
		who := "both mix "
		switch n := len(g.Players); {
		case n == 1:
			who = "mixes "
		case n > 2:
			who = "all mix "
		}
		return who + join(actionNames(g, 0, s))
	}
	for p, s := range r.Support {
		if len(s) == 1 || len(s) < len(g.Players[p].Actions) {
			return r.Profile(g)
		}
	}
	return "completely mixed"
}

// sameForAll reports whether f gives the same text for every player.
func sameForAll(g *games.Game, f func(p int) string) bool {
	for p := range g.Players {
		if f(p) != f(0) {
			return false
		}
	}
	return true
}
