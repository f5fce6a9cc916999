package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/nash"
)

// exchangeableMethod is the value of --method for games of exchangeable players
// with two actions, who are counted once.
const exchangeableMethod = "exchangeable"

// manyExchangeable is the number of players from which --method auto counts
// exchangeable players once: there equilibria number ten thousands that
// differ in who does what only.
const manyExchangeable = 10

// lateOrbits is how many rows are written after the end of the context: their
// numbers can be long.
const lateOrbits = 30

// countsOnce reports whether a game is solved by counting exchangeable players.
func countsOnce(g *games.Game, opt nash.Options, labels bool) bool {
	if g.Symmetric == nil || len(g.Symmetric.Actions) != 2 {
		return false
	}
	return opt.Method == exchangeableMethod ||
		opt.Method == nash.MethodAuto && !labels && !opt.OneOnly && opt.Limit == 0 && g.Symmetric.Players >= manyExchangeable
}

// exchangeable solves a symmetric game with two actions: equilibria that differ
// by exchanging players are one row.
func (a *app) exchangeable(ctx context.Context, g *games.Game, doc *report.Document) (*jsonSolve, error) {
	point, err := a.point(g)
	if err != nil {
		return nil, err
	}
	s := nash.Symmetric{Players: g.Symmetric.Players}
	for _, list := range g.Symmetric.Payoff {
		var u []*big.Rat
		for _, v := range list {
			r, err := v.Eval(point)
			if err != nil {
				return nil, usage("%s: a payoff: %v", g.ID, err)
			}
			u = append(u, r)
		}
		s.Payoff = append(s.Payoff, u)
	}
	bar := a.startProgress("solving " + g.ID)
	res, err := nash.TwoActionOrbits(ctx, s, nash.Options{})
	bar.Done()
	if err != nil {
		return nil, solverError(g, err)
	}
	complete := res.Complete
	if s.Players > 3 {
		complete = false
		res.Reasons = append(res.Reasons, "these are all pure and all symmetric equilibria, and all in which those who mix, mix alike; others were not looked for")
	}
	names := g.Symmetric.Actions
	t := &report.Table{
		Header: []string{"#", "How many play", "Payoffs", "Kind", "Equilibria alike"},
		Align:  []report.Align{report.Right, report.Left, report.Left, report.Left, report.Right},
		Notes:  []string{"players are exchangeable: equilibria that differ in who plays what are counted in the last column"},
	}
	j := &jsonSolve{
		Game: g.ID, Parameters: map[string]string{}, Method: exchangeableMethod, Exact: true, Complete: complete,
		Reasons: append([]string{}, res.Reasons...), Equilibria: []jsonEquilibrium{}, Subsets: []jsonSubset{}, Components: []jsonComponent{},
	}
	for i, v := range point {
		j.Parameters[g.Params[i].Name] = v.RatString()
	}
	for _, p := range g.Players {
		j.Players = append(j.Players, jsonPlayer{p.Name, p.Actions})
	}
	for k, o := range res.Orbits {
		if k >= lateOrbits && ctx.Err() != nil {
			res.Reasons = append(res.Reasons, fmt.Sprintf("%d of the %d rows found are listed: %v", k, len(res.Orbits), context.Cause(ctx)))
			complete, j.Complete, j.Reasons = false, false, res.Reasons
			res.Orbits = res.Orbits[:k]
			break
		}
		if a.tables() {
			t.Rows = append(t.Rows, append(report.Texts(fmt.Sprint(k+1)), append([]report.Cell{mixtureCell(orbitText(names, o))},
				report.Texts(orbitPayoffs(names, o), orbitKind(o), o.Multiplicity.String())...)...))
		} else {
			j.Equilibria = append(j.Equilibria, orbitJSON(o))
		}
	}
	if complete {
		t.Notes = append(t.Notes, "complete: these are all (exact, method "+exchangeableMethod+")")
	}
	for _, r := range res.Reasons {
		t.Notes = append(t.Notes, "not complete: "+r)
	}
	list := make([]report.Profile, len(res.Orbits))
	for k, o := range res.Orbits {
		list[k] = orbitProfile(o)
	}
	doc.NE = append(doc.NE, list)
	if len(point) > 0 {
		doc.Blocks = append(doc.Blocks, report.Paragraph{Text: "At " + pointText(g, point) + "."})
	}
	doc.Blocks = append(doc.Blocks, t)
	return j, nil
}

// orbitText is 3 hold, 2 race, 7 mix hold 7/11 + race 4/11.
func orbitText(names []string, o nash.Orbit) string {
	var parts []string
	for k, n := range []int{o.First, o.Second} {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, names[k]))
		}
	}
	if o.Mixing > 0 {
		p := o.Probability
		text := fmt.Sprintf("%d mix %s%s%s + %s", o.Mixing, names[0], weightSeparator(names[0]), p, names[1])
		if r, ok := p.Rational(); ok {
			text += weightSeparator(names[1]) + new(big.Rat).Sub(big.NewRat(1, 1), r).RatString()
		}
		if o.Continuum {
			text += " (or in other proportions)"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// orbitPayoffs names the payoffs of the groups.
func orbitPayoffs(names []string, o nash.Orbit) string {
	var parts []string
	for k, n := range []int{o.First, o.Second, o.Mixing} {
		if n > 0 {
			parts = append(parts, []string{names[0], names[1], "mixing"}[k]+": "+o.Payoffs[k].String())
		}
	}
	if len(parts) == 1 {
		_, pay, _ := strings.Cut(parts[0], ": ")
		return "each: " + pay
	}
	return strings.Join(parts, ", ")
}

func orbitKind(o nash.Orbit) string {
	switch {
	case o.Strict:
		return "pure, strict"
	case o.Mixing == 0:
		return "pure"
	case o.QuasiStrict:
		return "mixed, quasi-strict"
	}
	return "mixed"
}

// orbitJSON is one equilibrium of an orbit: the first players take the first
// action, the last ones mix.
func orbitJSON(o nash.Orbit) jsonEquilibrium {
	q := jsonEquilibrium{Pure: o.Mixing == 0, Strict: o.Strict, Quasi: o.QuasiStrict, Multiplicity: json.Number(o.Multiplicity.String())}
	groups := []struct {
		n        int
		strategy []any
	}{{o.First, []any{"1", "0"}}, {o.Second, []any{"0", "1"}}, {o.Mixing, nil}}
	if o.Mixing > 0 {
		groups[2].strategy = []any{numberJSON(o.Probability), numberJSON(o.Probability.Complement())}
	}
	for k, g := range groups {
		for range g.n {
			q.Strategies = append(q.Strategies, g.strategy)
			q.Payoffs = append(q.Payoffs, numberJSON(o.Payoffs[k]))
		}
	}
	return q
}

// orbitProfile is the same equilibrium for Gambit's lines, irrational
// probabilities rounded.
func orbitProfile(o nash.Orbit) report.Profile {
	zero, one := new(big.Rat), big.NewRat(1, 1)
	groups := []struct {
		n        int
		strategy []*big.Rat
	}{{o.First, []*big.Rat{one, zero}}, {o.Second, []*big.Rat{zero, one}}, {o.Mixing, nil}}
	if o.Mixing > 0 {
		p := roundedProfile(&nash.Irrational{Strategies: [][]nash.Number{{o.Probability}}})[0][0]
		groups[2].strategy = []*big.Rat{p, new(big.Rat).Sub(one, p)}
	}
	var out report.Profile
	for _, g := range groups {
		for range g.n {
			out = append(out, g.strategy)
		}
	}
	return out
}
