package main

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/repeated"
)

// actionPath reads a path: a profile to be played for ever, or profiles separated
// by semicolons to be repeated, behind others that lead to them:
// "hold,race then race,hold; hold,race".
func actionPath(g *games.Game, flag, text string) (repeated.Path, error) {
	profiles := func(text string) ([][]int, error) {
		var out [][]int
		for _, part := range strings.Split(text, ";") {
			p, err := actionProfile(g, flag, part)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
		return out, nil
	}
	var path repeated.Path
	var err error
	lead, cycle, has := strings.Cut(text, " then ")
	if !has {
		lead, cycle = "", text
	}
	if has {
		if path.Lead, err = profiles(lead); err != nil {
			return path, err
		}
	}
	path.Cycle, err = profiles(cycle)
	return path, err
}

// actionProfile reads an action of each player, separated by commas.
func actionProfile(g *games.Game, flag, text string) ([]int, error) {
	names := strings.Split(text, ",")
	if len(names) != len(g.Players) {
		return nil, usage("%s: found %s for the %d players of %s: %q\n\nname one action per player, separated by commas", flag, plural(len(names), "action", "actions"), len(g.Players), g.ID, strings.TrimSpace(text))
	}
	out := make([]int, len(names))
	for p, n := range names {
		n = strings.TrimSpace(n)
		a := slices.Index(g.Players[p].Actions, n)
		if a < 0 {
			return nil, usage("%s: %q is not an action of %s\n\n%s", flag, n, g.Players[p].Name, expr.DidYouMean(n, g.Players[p].Actions))
		}
		out[p] = a
	}
	return out, nil
}
