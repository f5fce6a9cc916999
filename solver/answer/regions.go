package answer

import (
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// Regions divides the allowed values of some parameters, the others fixed, into
// cells on which the same rows of a table exist.
type Regions struct {
	Base
	Players []games.Player
	Over    []algebra.Var // the parameters that vary
	Point   []*big.Rat    // the values of the others
	// Undefined holds where a payoff divides by zero; no cell contains such a point.
	Undefined expr.Formula
	Cells     []Cell
	// Rows are those of the table.
	Rows []*Row
	// Map has the places of regions and boundaries, nil where it was not asked for.
	Map *Map
}

// Cell is a set of points on which the same rows exist.
type Cell struct {
	Where  expr.Formula
	Sample []Real // a value for each parameter of Over
	// Dimension is that of Over for an open cell, less one for each equation that
	// defines it otherwise.
	Dimension int
	Rows      []*Row
}

// Fixed lists the parameters that do not vary.
func (r *Regions) Fixed() []algebra.Var {
	var out []algebra.Var
	for v := range r.About().Params {
		if !slices.Contains(r.Over, v) {
			out = append(out, v)
		}
	}
	return out
}

type regionsJSON struct {
	Game  string            `json:"game"`
	Over  []string          `json:"over"`
	Fixed map[string]string `json:"fixed"`
	reasonsJSON
	Undefined string     `json:"undefined,omitempty"`
	Cells     []cellJSON `json:"cells"`
	Map       any        `json:"map,omitempty"`
}

type cellJSON struct {
	Where      string         `json:"where"`
	Sample     map[string]any `json:"sample"`
	Dimension  int            `json:"dimension"`
	Equilibria []string       `json:"equilibria"`
}

// JSON is the contract's object.
func (r *Regions) JSON(words Words) any {
	h := r.About()
	pr := h.Printer()
	j := &regionsJSON{Game: h.ID, Over: []string{}, Fixed: map[string]string{}, reasonsJSON: r.reasonsJSON(words), Cells: []cellJSON{}}
	for _, v := range r.Over {
		j.Over = append(j.Over, h.Params[v].Name)
	}
	for _, v := range r.Fixed() {
		j.Fixed[h.Params[v].Name] = r.Point[v].RatString()
	}
	if !r.Undefined.IsFalse() {
		j.Undefined = pr.Formula(r.Undefined)
	}
	for _, c := range r.Cells {
		cell := cellJSON{Where: pr.Formula(c.Where), Sample: map[string]any{}, Dimension: c.Dimension, Equilibria: []string{}}
		for i, v := range r.Over {
			cell.Sample[h.Params[v].Name] = c.Sample[i].JSON()
		}
		for _, row := range c.Rows {
			cell.Equilibria = append(cell.Equilibria, Profile(r.Players, row.Support))
		}
		j.Cells = append(j.Cells, cell)
	}
	if r.Map != nil {
		j.Map = r.Map.JSON(words)
	}
	return j
}
