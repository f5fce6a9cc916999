package main

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/stability"
)

func (a *app) regionsCmd() *cobra.Command {
	var over, plotFile string
	cmd := &cobra.Command{
		Use:   "regions GAME --over x[,y]",
		Short: "divide parameter space by the equilibria that exist",
		Long: `regions divides the allowed values of one or two parameters, the others held at
--set or their defaults, into cells on which the same equilibria exist. The
boundaries are exact. --plot draws the cells.`,
		Example: `  brink regions first-strike --over phi
  brink regions first-strike --over phi,c`,
		Args: cobra.ExactArgs(1),
		RunE: a.onGames(func(ctx context.Context, gs []*games.Game) error {
			if err := checkPlot(plotFile, gs); err != nil {
				return err
			}
			vars, err := parseOver(gs[0], over)
			if err != nil {
				return err
			}
			return a.regions(ctx, gs[0], vars, plotFile)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&over, "over", "", "the parameter or two parameters to vary, `x,y`")
	f.StringArrayVar(&a.set, "set", nil, "value of another parameter, `NAME=VALUE` (repeatable; others at their defaults)")
	f.StringVar(&plotFile, "plot", "", "draw the cells to `FILE` (.svg or .png)")
	return cmd
}

func parseOver(g *games.Game, over string) ([]algebra.Var, error) {
	if strings.TrimSpace(over) == "" {
		return nil, usage("--over is missing\n\nname one or two parameters of %s: %s", g.ID, join(g.Names()))
	}
	var out []algebra.Var
	for _, n := range strings.Split(over, ",") {
		n = strings.TrimSpace(n)
		v := slices.Index(g.Names(), n)
		if v < 0 {
			return nil, usage("--over: %q is not a parameter of %s\n\n%s", n, g.ID, expr.DidYouMean(n, g.Names()))
		}
		if slices.Contains(out, v) {
			return nil, usage("--over names %s twice", n)
		}
		out = append(out, v)
	}
	if len(out) > 2 {
		return nil, usage("--over takes one or two parameters, found %d", len(out))
	}
	return out, nil
}

type jsonRegions struct {
	Game     string            `json:"game"`
	Over     []string          `json:"over"`
	Fixed    map[string]string `json:"fixed"`
	Complete bool              `json:"complete"`
	Reasons  []string          `json:"reasons"`
	// Undefined is where a payoff divides by zero.
	Undefined string     `json:"undefined,omitempty"`
	Cells     []jsonCell `json:"cells"`
}

type jsonCell struct {
	Where      string         `json:"where"`
	Sample     map[string]any `json:"sample"`
	Dimension  int            `json:"dimension"`
	Equilibria []string       `json:"equilibria"`
}

func (a *app) regions(ctx context.Context, g *games.Game, over []algebra.Var, plotFile string) error {
	point, err := a.point(g)
	if err != nil {
		return err
	}
	bar := a.startProgress("regions of " + g.ID)
	t, err := stability.Conditions(ctx, g, stability.Options{Progress: bar.Update})
	if err != nil {
		bar.Done()
		return usage("%s: %v", g.ID, err)
	}
	p, err := stability.Regions(ctx, t, over, point)
	bar.Done()
	if err != nil && ctx.Err() == nil {
		return usage("%s: %v", g.ID, err)
	}
	if ctx.Err() != nil {
		p.Complete = false
		p.Reasons = append(p.Reasons, note.Cause(ctx))
	}
	j := &jsonRegions{Game: g.ID, Fixed: map[string]string{}, Complete: p.Complete, Reasons: []string{}, Cells: []jsonCell{}}
	if !p.Undefined.IsFalse() {
		j.Undefined = g.Printer().Formula(p.Undefined)
	}
	for _, n := range p.Reasons {
		j.Reasons = append(j.Reasons, report.English().Note(n))
	}
	var fixedText []string
	for i, prm := range g.Params {
		if slices.Contains(over, i) {
			continue
		}
		j.Fixed[prm.Name] = point[i].RatString()
		fixedText = append(fixedText, prm.Name+" = "+point[i].RatString())
	}
	for _, v := range over {
		j.Over = append(j.Over, g.Params[v].Name)
	}
	table := &report.Table{Header: []string{"Where", "Equilibria", "Sample"}}
	for _, c := range p.Cells {
		cell := jsonCell{Where: g.Printer().Formula(c.Where), Sample: map[string]any{}, Dimension: c.Dimension, Equilibria: []string{}}
		var names, sample []string
		for _, r := range c.Rows {
			cell.Equilibria = append(cell.Equilibria, r.Profile(g))
			names = append(names, rowName(g, r))
		}
		for _, v := range over {
			cell.Sample[g.Params[v].Name] = coordinateJSON(c.Sample[v])
			sample = append(sample, g.Params[v].Name+" = "+coordinateText(c.Sample[v]))
		}
		j.Cells = append(j.Cells, cell)
		where := condition(g, c.Where)
		if c.Where.IsTrue() {
			where = report.Text("everywhere")
		}
		if len(names) == 0 {
			names = []string{"none of the table"}
		}
		table.Rows = append(table.Rows, []report.Cell{where, report.Text(strings.Join(names, "; ")), report.Text(join(sample))})
	}
	for _, r := range j.Reasons {
		table.Notes = append(table.Notes, "not complete: "+r)
	}
	intro := "Varying " + join(j.Over) + "."
	if len(fixedText) > 0 {
		intro = "Varying " + join(j.Over) + " at " + join(fixedText) + "."
	}
	if where := report.English().Undefined(&g.Header, p.Undefined); where != "" {
		intro += " " + where
	}
	doc := &report.Document{Title: "Regions: " + title(g), Blocks: []report.Block{report.Paragraph{Text: intro}, table}, JSON: j}
	if plotFile != "" {
		svg, err := a.plotRegions(g, t, over, point, plotFile)
		if err != nil {
			return usage("--plot: %v", err)
		}
		doc.Blocks = append(doc.Blocks, report.Image{SVG: svg, Path: plotFile, Caption: "Equilibria by parameter (cell boundaries drawn approximately)"})
	}
	return a.finish(doc, !p.Complete)
}

// Resolution of a drawn map.
const mapColumns, mapRows = 241, 163 // primes: grid points seldom fall on a boundary

// plotRegions evaluates the table on a grid of rational points.
func (a *app) plotRegions(g *games.Game, t *stability.Table, over []algebra.Var, point []*big.Rat, file string) ([]byte, error) {
	xlo, xhi := drawRange(g.Params[over[0]])
	m := &plot.Map{Title: title(g), X: axis(g.Params[over[0]].Name, xlo, xhi), Y: axis("", new(big.Rat), big.NewRat(1, 1))}
	rows := 1
	var ylo, yhi *big.Rat
	if len(over) == 2 {
		ylo, yhi = drawRange(g.Params[over[1]])
		m.Y = axis(g.Params[over[1]].Name, ylo, yhi)
		rows = mapRows
	}
	hyps := g.Hypotheses()
	labels := make(map[string]int)
	at := slices.Clone(point)
	for y := range rows {
		line := make([]int, mapColumns)
		if len(over) == 2 {
			at[over[1]] = between(ylo, yhi, y, rows)
		}
		for x := range mapColumns {
			at[over[0]] = between(xlo, xhi, x, mapColumns)
			if !hyps.Eval(at) {
				line[x] = -1
				continue
			}
			var names []string
			for _, r := range t.Rows {
				if !r.KnifeEdge && r.Exists.Eval(at) {
					names = append(names, rowName(g, r))
				}
			}
			key := strings.Join(names, "; ")
			if key == "" {
				key = "none of the table"
			}
			id, ok := labels[key]
			if !ok {
				id = len(m.Labels)
				labels[key] = id
				m.Labels = append(m.Labels, key)
			}
			line[x] = id
		}
		m.Cells = append(m.Cells, line)
	}
	return plot.Regions(file, m)
}

// between is the middle of cell i of n between lo and hi.
func between(lo, hi *big.Rat, i, n int) *big.Rat {
	d := new(big.Rat).Sub(hi, lo)
	return d.Mul(d, big.NewRat(int64(2*i+1), int64(2*n))).Add(d, lo)
}

func axis(name string, lo, hi *big.Rat) plot.Axis {
	l, _ := lo.Float64()
	h, _ := hi.Float64()
	return plot.Axis{Label: name, Min: l, Max: h}
}

// drawRange is the range of a parameter for drawing: its own where both ends are
// numbers, else a stretch around the default.
func drawRange(p games.Parameter) (lo, hi *big.Rat) {
	ends := strings.Split(strings.Trim(p.Range, "[]() "), ",")
	if len(ends) == 2 {
		l, err1 := expr.ParseNumber(ends[0])
		h, err2 := expr.ParseNumber(ends[1])
		if err1 == nil && err2 == nil {
			return l, h
		}
		if err1 == nil && p.Default != nil && p.Default.Cmp(l) > 0 {
			return l, new(big.Rat).Sub(new(big.Rat).Add(p.Default, p.Default), l)
		}
	}
	d := new(big.Rat)
	if p.Default != nil {
		d.Set(p.Default)
	}
	width := big.NewRat(1, 1)
	if d.Sign() != 0 {
		width.Abs(d)
	}
	return new(big.Rat).Sub(d, width), new(big.Rat).Add(d, width)
}
