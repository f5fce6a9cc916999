package main

import (
	"context"
	"slices"

	"brink/cmd/internal/report"
	"brink/solver/repeated"
)

type jsonTournament struct {
	Strategies []string    `json:"strategies"`
	Payoffs    [][]string  `json:"payoffs"`
	Invades    [][3]string `json:"invades"` // who, whom, when
}

func (a *app) tournament(ctx context.Context, v *repeatedView, doc *report.Document, list [][]string) error {
	g, pr := v.g, v.g.Printer()
	if len(g.Players) != 2 {
		return usage("%s: --tournament is for two players", g.ID)
	}
	var names []string
	for _, p := range list {
		for _, n := range p {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	tour, err := repeated.RoundRobin(ctx, g, names, false)
	if err != nil {
		if ctx.Err() != nil {
			v.incomplete("the tournament was interrupted")
			return nil
		}
		return usage("%s: --tournament: %v", g.ID, err)
	}
	j := &jsonTournament{Strategies: names, Invades: [][3]string{}}
	t := &report.Table{Title: "Tournament: what the row earns against the column, per period", Header: append([]string{""}, names...)}
	for i, n := range names {
		row := []report.Cell{report.Text(n)}
		var texts []string
		for k := range names {
			text := "piecewise"
			if r, ok := tour.Payoffs[i][k].Ratio(); ok {
				text = pr.Ratio(r)
				row = append(row, function(g, r))
			} else {
				row = append(row, report.Text(text))
			}
			texts = append(texts, text)
		}
		j.Payoffs = append(j.Payoffs, texts)
		t.Rows = append(t.Rows, row)
	}
	inv := &report.Table{Title: "Invasion: when a few players of the first do better than a population of the second", Header: []string{"Strategy", "Can invade", "When"}}
	never := 0
	for i, n := range names {
		for k, m := range names {
			if i == k {
				continue
			}
			f := v.present.Formula(ctx, v.asm.Simplify(ctx, tour.Invades(i, k)))
			j.Invades = append(j.Invades, [3]string{n, m, pr.Formula(f)})
			if f.IsFalse() {
				never++
				continue
			}
			inv.Rows = append(inv.Rows, []report.Cell{report.Text(n), report.Text(m), condition(g, f)})
		}
	}
	if never > 0 {
		inv.Notes = append(inv.Notes, plural(never, "other pair", "other pairs")+": never")
	}
	v.json.Tournament = j
	doc.Blocks = append(doc.Blocks, t, inv)
	return nil
}
