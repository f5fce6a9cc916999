package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/repeated"
)

type jsonLeast struct {
	Profile  string   `json:"profile"`
	Value    string   `json:"value,omitempty"`
	Interval []string `json:"interval,omitempty"`
	None     bool     `json:"none,omitempty"`
	Reason   string   `json:"reason"`
}

func (a *app) leastDelta(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, text string) error {
	g := v.g
	profile, err := actionProfile(g, "--least-delta", text)
	if err != nil {
		return err
	}
	bar := a.startProgress("least discount factor of " + g.ID)
	l, err := repeated.LeastDelta(ctx, s, profile, repeated.LeastOptions{})
	bar.Done()
	if err != nil && ctx.Err() == nil {
		return usage("%s: --least-delta: %v", g.ID, err)
	}
	if err != nil {
		v.incomplete(fmt.Sprintf("the search for the least discount factor stopped: %v", context.Cause(ctx)))
		return nil
	}
	j := &jsonLeast{Profile: g.ProfileName(profile), None: l.None, Reason: l.Reason}
	sentence := ""
	switch {
	case l.None:
		sentence = fmt.Sprintf("%s for ever is the outcome of no pure-action subgame-perfect equilibrium at any discount factor below 1", j.Profile)
	case l.Value != nil:
		j.Value = l.Value.RatString()
		sentence = fmt.Sprintf("%s for ever is an equilibrium outcome, under any strategies, exactly from %s = %s on", j.Profile, g.Repeated.DiscountText, j.Value)
	case l.Lo != nil && l.Hi != nil:
		j.Interval = []string{l.Lo.RatString(), l.Hi.RatString()}
		sentence = fmt.Sprintf("the least %s for %s for ever lies between %s (does not work) and %s (works)", g.Repeated.DiscountText, j.Profile, l.Lo.RatString(), l.Hi.RatString())
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

// actionProfile reads an action of each player, separated by commas.
func actionProfile(g *games.Game, flag, text string) ([]int, error) {
	names := strings.Split(text, ",")
	if len(names) != len(g.Players) {
		return nil, usage("%s: found %d actions for the %d players of %s", flag, len(names), len(g.Players), g.ID)
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
