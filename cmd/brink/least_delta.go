package main

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/repeated"
)

type jsonLeast struct {
	Profile  string   `json:"profile"`         // or the path, where it is longer
	Value    any      `json:"value,omitempty"` // p/q or an irrational number
	Interval []string `json:"interval,omitempty"`
	None     bool     `json:"none,omitempty"`
	Reason   string   `json:"reason"`
}

// leastDelta adds the least discount factor at which a path is an equilibrium
// outcome under any strategies.
func (a *app) leastDelta(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, text string) error {
	g := v.g
	if err := v.endless("--least-delta"); err != nil {
		return err
	}
	path, err := actionPath(g, "--least-delta", text)
	if err != nil {
		return err
	}
	name := describedPath(g, path)
	bar := a.startProgress("least discount factor of " + g.ID)
	l, err := repeated.LeastDeltaPath(ctx, s, path, repeated.LeastOptions{})
	bar.Done()
	if err != nil && ctx.Err() == nil {
		return usage("%s: --least-delta: %v", g.ID, err)
	}
	if err != nil {
		v.stopped(ctx, doc, "the least discount factor was not found")
		return nil
	}
	j := &jsonLeast{Profile: strings.TrimSuffix(name, " for ever"), None: l.None, Reason: l.Reason}
	delta := g.Repeated.DiscountText
	sentence := ""
	switch {
	case l.None:
		sentence = name + " is the outcome of no pure-action subgame-perfect equilibrium at any discount factor below 1"
	case l.Value != nil:
		j.Value = l.Value.RatString()
		sentence = fmt.Sprintf("%s is an equilibrium outcome, under any strategies, exactly from %s = %s on", name, delta, j.Value)
	case l.Root != nil:
		j.Value = algebraicJSON(*l.Root)
		sentence = fmt.Sprintf("%s is an equilibrium outcome, under any strategies, exactly from %s = %s on", name, delta, algebraicText(*l.Root))
	case l.Lo != nil && l.Hi != nil:
		j.Interval = rats([]*big.Rat{l.Lo, l.Hi})
		sentence = fmt.Sprintf("the least %s for %s lies between %s (nothing below works) and %s (works)", delta, name, shortRat(l.Lo), shortRat(l.Hi))
	case l.Lo != nil:
		j.Interval = rats([]*big.Rat{l.Lo, big.NewRat(1, 1)})
		sentence = fmt.Sprintf("the least %s for %s is at least %s, and none that works was found", delta, name, shortRat(l.Lo))
		v.incomplete("the least discount factor was not found: " + l.Reason)
	default:
		v.incomplete("the least discount factor was not found: " + l.Reason)
	}
	v.json.LeastDelta = j
	if sentence != "" {
		if l.Reason != "" {
			sentence += " (" + l.Reason + ")"
		}
		doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "Least patience: " + sentence + "."})
	}
	return nil
}

// describedPath is a path for people: "(C, C) for ever", or
// "(C, D), then (D, C), (C, D) repeating".
func describedPath(g *games.Game, p repeated.Path) string {
	names := func(profiles [][]int) []string {
		var out []string
		for _, x := range profiles {
			out = append(out, g.ProfileName(x))
		}
		return out
	}
	return pathText(jsonPayoffPath{Lead: names(p.Lead), Cycle: names(p.Cycle)})
}

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
