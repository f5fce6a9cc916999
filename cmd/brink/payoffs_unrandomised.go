package main

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/repeated"
)

// jsonUnrandomised is the payoff set without public randomisation: rectangles
// that cover it, and payoffs of equilibrium paths in it.
type jsonUnrandomised struct {
	Delta  string           `json:"delta"`
	Empty  bool             `json:"empty"`
	Exact  bool             `json:"exact"`
	Cells  int              `json:"cells"` // in each direction
	Cover  [][4]string      `json:"cover"` // left, right, lower and upper end of rectangles
	Points []jsonPayoffPath `json:"points"`
	Method string           `json:"method"`
}

type jsonPayoffPath struct {
	Payoff []string `json:"payoff"`
	Lead   []string `json:"lead,omitempty"`
	Cycle  []string `json:"cycle"`
}

// payoffsUnrandomised adds the payoff set without public randomisation; nil if
// interrupted.
func (a *app) payoffsUnrandomised(ctx context.Context, v *repeatedView, doc *report.Document, s *games.Strategic, delta *big.Rat) (*repeated.Unrandomised, error) {
	g := v.g
	bar := a.startProgress("payoff set of " + g.ID + " without randomisation")
	u, err := repeated.PayoffsUnrandomised(ctx, s, delta, repeated.UnrandomisedOptions{})
	bar.Done()
	if err != nil {
		if ctx.Err() != nil {
			v.stopped(ctx, doc, "the payoff set without randomisation was not computed")
			return nil, nil
		}
		return nil, usage("%s: --without-randomisation: %v", g.ID, err)
	}
	const method = "cover: cells that no profile generates from the rest are removed until none is left to remove (Abreu, Pearce and Stacchetti 1990, without convex hulls); points: exact payoffs of paths of a few periods that end in a short cycle, deterred by the worst of them"
	j := &jsonUnrandomised{Delta: delta.RatString(), Empty: u.Empty, Exact: u.Empty, Cells: u.Cells, Cover: [][4]string{}, Points: []jsonPayoffPath{}, Method: method}
	v.json.Unrandomised = j
	t := &report.Table{
		Title:  "Payoffs without public randomisation at " + v.discountText(),
		Header: []string{"Path", g.Players[0].Name, g.Players[1].Name},
		Align:  []report.Align{report.Left, report.Right, report.Right},
	}
	doc.Blocks = append(doc.Blocks, t)
	if u.Empty {
		t.Notes = append(t.Notes, "no pure-action subgame-perfect equilibrium exists at this discount factor (proved)", "method: "+method)
		return u, nil
	}
	kept := 0
	for _, r := range coverRectangles(u) {
		j.Cover = append(j.Cover, [4]string{r[0].RatString(), r[1].RatString(), r[2].RatString(), r[3].RatString()})
	}
	for _, column := range u.Kept {
		for _, k := range column {
			if k {
				kept++
			}
		}
	}
	points := slices.Clone(u.Points)
	slices.SortStableFunc(points, func(x, y repeated.PathPayoff) int { return len(x.Lead) + len(x.Cycle) - len(y.Lead) - len(y.Cycle) })
	for i, p := range points {
		path := jsonPayoffPath{Payoff: rats(p.Payoff[:]), Lead: profileNames(g, p.Lead), Cycle: profileNames(g, p.Cycle)}
		j.Points = append(j.Points, path)
		if i < maxPointsShown {
			t.Rows = append(t.Rows, report.Texts(pathText(path), path.Payoff[0], path.Payoff[1]))
		}
	}
	if n := len(points) - maxPointsShown; n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("and %d more paths in the JSON output", n))
	}
	t.Notes = append(t.Notes,
		"each path is the outcome of a pure-action subgame-perfect equilibrium; payoffs are exact, per period",
		fmt.Sprintf("every equilibrium payoff lies in %d of the %d cells of the feasible rectangle (proved); the set need not be convex and is not known exactly", kept, u.Cells*u.Cells),
		"method: "+method)
	v.limited("the payoff set without randomisation is known only up to cells that cover it and points in it")
	return u, nil
}

// coverRectangles joins the kept cells of each column into rectangles: left,
// right, lower and upper ends.
func coverRectangles(u *repeated.Unrandomised) [][4]*big.Rat {
	at := func(p, k int) *big.Rat {
		x := new(big.Rat).Sub(u.High[p], u.Low[p])
		x.Mul(x, big.NewRat(int64(k), int64(u.Cells)))
		return x.Add(x, u.Low[p])
	}
	var out [][4]*big.Rat
	for i, column := range u.Kept {
		for j := 0; j < len(column); j++ {
			if !column[j] {
				continue
			}
			from := j
			for j < len(column) && column[j] {
				j++
			}
			out = append(out, [4]*big.Rat{at(0, i), at(0, i+1), at(1, from), at(1, j)})
		}
	}
	return out
}

func profileNames(g *games.Game, ps [][2]int) []string {
	var out []string
	for _, p := range ps {
		out = append(out, g.ProfileName(p[:]))
	}
	return out
}

// pathText describes a path: "(C, D), then (D, C), (C, D) repeating".
func pathText(p jsonPayoffPath) string {
	out := ""
	if p.Lead != nil {
		out = strings.Join(p.Lead, ", ") + ", then "
	}
	out += strings.Join(p.Cycle, ", ")
	if len(p.Cycle) == 1 {
		return out + " for ever"
	}
	return out + " repeating"
}
