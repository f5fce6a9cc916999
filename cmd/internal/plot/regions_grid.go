package plot

import (
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
)

// Resolution of a map: primes, so that grid points seldom fall on a boundary.
const mapColumns, mapRows = 241, 163

// MapOf draws regions by evaluating the rows of the table on a grid of rational
// points; name is what the legend calls the rows that exist at a point.
func MapOf(a *answer.Regions, title string, name func([]*answer.Row) string) *Map {
	params := a.About().Params
	xlo, xhi := drawRange(params[a.Over[0]])
	m := &Map{Title: title, X: axis(params[a.Over[0]].Name, xlo, xhi), Y: axis("", new(big.Rat), big.NewRat(1, 1))}
	rows := 1
	var ylo, yhi *big.Rat
	if len(a.Over) == 2 {
		ylo, yhi = drawRange(params[a.Over[1]])
		m.Y = axis(params[a.Over[1]].Name, ylo, yhi)
		rows = mapRows
	}
	hyps := games.Hypotheses(a.Model)
	labels := make(map[string]int)
	at := slices.Clone(a.Point)
	for y := range rows {
		line := make([]int, mapColumns)
		if len(a.Over) == 2 {
			at[a.Over[1]] = between(ylo, yhi, y, rows)
		}
		for x := range mapColumns {
			at[a.Over[0]] = between(xlo, xhi, x, mapColumns)
			if !hyps.Eval(at) {
				line[x] = -1
				continue
			}
			var exist []*answer.Row
			for _, r := range a.Rows {
				if exists, _ := r.Condition(answer.Exists); !r.KnifeEdge && exists.Eval(at) {
					exist = append(exist, r)
				}
			}
			key := name(exist)
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
	return m
}

// between is the middle of cell i of n between lo and hi.
func between(lo, hi *big.Rat, i, n int) *big.Rat {
	d := new(big.Rat).Sub(hi, lo)
	return d.Mul(d, big.NewRat(int64(2*i+1), int64(2*n))).Add(d, lo)
}

func axis(name string, lo, hi *big.Rat) Axis {
	l, _ := lo.Float64()
	h, _ := hi.Float64()
	return Axis{Label: name, Min: l, Max: h}
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
