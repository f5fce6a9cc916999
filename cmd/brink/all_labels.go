package main

import (
	"context"
	"fmt"
	"slices"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/nash"
)

// jsonPath is a Lemke-Howson path from the artificial equilibrium.
type jsonPath struct {
	Label       int    `json:"label"`
	Player      string `json:"player,omitempty"`
	Action      string `json:"action,omitempty"`
	Pivots      int    `json:"pivots"`
	Equilibrium int    `json:"equilibrium"`
	Rounded     bool   `json:"rounded,omitempty"`
}

// labelPath is a path and the position, from 1, of the equilibrium it ends at.
type labelPath struct {
	nash.Path
	end int
}

// allLabels follows the Lemke-Howson path of every label; the result holds the
// equilibria at their ends, in the order of the labels that lead there first.
func allLabels(ctx context.Context, s *games.Strategic, workers int) (*nash.Result, []labelPath, error) {
	paths, err := nash.LemkeHowsonPaths(ctx, s, workers)
	if err != nil && ctx.Err() == nil {
		return nil, nil, err
	}
	res := &nash.Result{Method: nash.MethodLemkeHowson, Exact: true}
	if ctx.Err() != nil {
		res.Reasons = append(res.Reasons, context.Cause(ctx).Error())
	}
	res.Reasons = append(res.Reasons, "Lemke-Howson paths do not reach every equilibrium of every game")
	out := make([]labelPath, len(paths))
	for i, p := range paths {
		same := func(e nash.Equilibrium) bool { return equalProfiles(e.Strategies, p.Equilibrium.Strategies) }
		at := slices.IndexFunc(res.Equilibria, same)
		if at < 0 {
			at = len(res.Equilibria)
			res.Equilibria = append(res.Equilibria, p.Equilibrium)
		}
		out[i] = labelPath{p, at + 1}
	}
	return res, out, nil
}

// player and action are what the label of a path stands for, "" for the dummy
// opponent of a single player.
func (p labelPath) player(g *games.Game) string {
	if p.Player < 0 {
		return ""
	}
	return g.Players[p.Player].Name
}

func (p labelPath) action(g *games.Game) string {
	if p.Player < 0 {
		return ""
	}
	return g.Players[p.Player].Actions[p.Action]
}

func pathsJSON(g *games.Game, paths []labelPath) []jsonPath {
	var out []jsonPath
	for _, p := range paths {
		out = append(out, jsonPath{p.Label, p.player(g), p.action(g), p.Pivots, p.end, p.Rounded})
	}
	return out
}

// pathsTable lists the paths by label.
func pathsTable(g *games.Game, paths []labelPath) *report.Table {
	t := &report.Table{
		Title:  "Lemke-Howson paths",
		Header: []string{"Label", "Player", "Action", "Pivots", "Ends at #"},
		Align:  []report.Align{report.Right, report.Left, report.Left, report.Right, report.Right},
		Notes:  []string{"a path starts at the artificial equilibrium and drops its label: the action of a player"},
	}
	for _, p := range paths {
		t.Rows = append(t.Rows, report.Texts(fmt.Sprint(p.Label), p.player(g), p.action(g), fmt.Sprint(p.Pivots), fmt.Sprint(p.end)))
	}
	if slices.ContainsFunc(paths, func(p labelPath) bool { return p.Rounded }) {
		t.Notes = append(t.Notes, "the game is so large that paths were followed in floating point: their lengths are approximate, their ends exact")
	}
	return t
}
