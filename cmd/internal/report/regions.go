package report

import (
	"strings"

	"brink/games/algebra"
	"brink/solver/answer"
)

// regions shows cells of parameter space with the equilibria on each.
func (w *Words) regions(a *answer.Regions) []Block {
	h := a.About()
	t := &Table{Header: []string{w.Say(sayWhere), w.Say(sayEquilibria), w.Say(saySample)}}
	for _, c := range a.Cells {
		where := w.Condition(h, c.Where)
		if c.Where.IsTrue() {
			where = Text(w.Say(sayEverywhere))
		}
		var sample []string
		for i, v := range a.Over {
			sample = append(sample, w.value(h.Params[v].Name, c.Sample[i]))
		}
		t.Rows = append(t.Rows, []Cell{where, Text(w.Cell(a, c.Rows)), Text(w.List(sample))})
	}
	t.Notes = append(w.vacuous(a), w.missing(a)...)
	over := make([]string, len(a.Over))
	for i, v := range a.Over {
		over[i] = h.Params[v].Name
	}
	fixed := a.Fixed()
	intro := w.Say(sayVarying, over)
	if len(fixed) > 0 {
		intro = w.Say(sayVaryingAt, over, w.values(a, fixed))
	}
	return []Block{Paragraph{w.sentences(intro, w.Undefined(h, a.Undefined))}, t}
}

// values lists the values of parameters at the point of an answer.
func (w *Words) values(a *answer.Regions, of []algebra.Var) []string {
	out := make([]string, len(of))
	for i, v := range of {
		out[i] = w.value(a.About().Params[v].Name, answer.Real{Rat: a.Point[v]})
	}
	return out
}

// value is a parameter with its value: phi = 1/4, or phi in (1/4, 1/3).
func (w *Words) value(name string, x answer.Real) string {
	if x.IsInterval() {
		return w.Say(sayIn, name, x.String())
	}
	return name + " = " + x.String()
}

// Cell names the rows that exist on a cell of parameter space. What separates them
// stands in no name of a row.
func (w *Words) Cell(a *answer.Regions, rows []*answer.Row) string {
	if len(rows) == 0 {
		return w.Say(sayNoneOfTable)
	}
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = w.row(a.Players, r)
	}
	return strings.Join(names, " | ")
}
