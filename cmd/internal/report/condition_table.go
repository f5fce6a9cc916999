package report

import (
	"slices"

	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// ConditionTable is a table of conditions for who sets it himself, such as a page that
// marks what holds at a point: what Blocks shows, with the formulas beside their texts.
type ConditionTable struct {
	Intro   string // what the conditions take for granted
	Columns []ConditionColumn
	Rows    []ConditionRow
	Notes   []string
}

// ConditionColumn is a column by its name in JSON.
type ConditionColumn struct{ ID, Title string }

// ConditionRow is a row of a table of conditions.
type ConditionRow struct {
	Index     int // of the row in the answer; -1 of rows that are merged
	Label     Cell
	KnifeEdge bool
	Cells     []ConditionCell // by column
	Details   []Detail
}

// ConditionCell is a condition; Formula is nil where there is none, and Applies false
// where there cannot be one.
type ConditionCell struct {
	Cell
	Formula *expr.Formula
	Applies bool
}

// Detail is what is known of a row beside its conditions, under its title.
type Detail struct {
	ID, Title string
	Cell
}

// ConditionTable makes the table of an answer about conditions; ok is false for other
// answers.
func (w *Words) ConditionTable(a answer.Answer) (t *ConditionTable, ok bool) {
	t = &ConditionTable{}
	switch a := a.(type) {
	case *answer.Conditions:
		w.strategicTable(t, a)
		t.remarks(w.conditions(a, Show{KnifeEdges: true}))
	case *answer.Equilibria:
		w.conceptTable(t, a)
		t.remarks(w.equilibria(a, Show{KnifeEdges: true}))
	default:
		return nil, false
	}
	return t, true
}

// remarks takes what stands above and below the table from the document.
func (t *ConditionTable) remarks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			t.Intro = b.Text
		case *Table:
			t.Notes = b.Notes
			return
		}
	}
}

func (w *Words) column(id string) ConditionColumn {
	return ConditionColumn{id, w.Say("column " + note.Code(id))}
}

func (w *Words) strategicTable(t *ConditionTable, a *answer.Conditions) {
	h := a.About()
	columns := shownColumns(a, a.Rows)
	for _, c := range columns {
		t.Columns = append(t.Columns, w.column(string(c)))
	}
	for i, r := range a.Rows {
		row := ConditionRow{Index: i, Label: Text(w.row(a.Players, r)), KnifeEdge: r.KnifeEdge}
		for _, c := range columns {
			cell := ConditionCell{Cell: Text(none)}
			if f, ok := r.Condition(c); ok {
				cell = ConditionCell{w.Condition(h, f), &f, true}
			} else if r.Open(c) {
				cell = ConditionCell{Text(w.Say(sayOpen)), nil, true}
			}
			row.Cells = append(row.Cells, cell)
		}
		row.Details = []Detail{
			{"strategies", w.Say(sayProbabilities), w.mixture(h, a.Players, r)},
			{"payoffs", w.Say(sayPayoffs), w.payoffs(h, a.Players, r)},
		}
		t.Rows = append(t.Rows, row)
	}
}

func (w *Words) conceptTable(t *ConditionTable, a *answer.Equilibria) {
	h := a.About()
	rows := a.Table.Rows
	merged := a.Outcomes != nil && a.Point == nil
	if merged {
		rows = a.Outcomes.Rows
	}
	t.Columns = []ConditionColumn{w.column(string(answer.Exists))}
	for _, c := range a.Columns() {
		t.Columns = append(t.Columns, w.column(c))
	}
	zero := zeros(rows)
	for i, r := range rows {
		if !a.Lists(r) {
			continue
		}
		name := w.play(a, r, i)
		if r.Multiplicity > 1 {
			name = w.Say(sayTimes, name, r.Multiplicity)
		}
		row := ConditionRow{Index: i, Label: playCell(name, w.stop), KnifeEdge: r.KnifeEdge == prove.Yes}
		if merged {
			row.Index = -1
		}
		row.Cells = []ConditionCell{{w.Condition(h, r.Exists), &r.Exists, true}}
		for _, c := range t.Columns[1:] {
			cell := ConditionCell{Cell: Text(none)}
			if k := slices.IndexFunc(r.Columns, func(x concept.Column) bool { return x.Code == c.ID }); k >= 0 && r.Columns[k].Open {
				cell = ConditionCell{Text(w.Say(sayOpen)), nil, true}
			} else if k >= 0 {
				cell = ConditionCell{w.Condition(h, r.Columns[k].When), &r.Columns[k].When, true}
			}
			row.Cells = append(row.Cells, cell)
		}
		if r.Class != "" {
			row.Details = append(row.Details, Detail{"class", w.Say(sayClass), Text(w.Say("class " + note.Code(r.Class)))})
		}
		for _, d := range w.details(a, r, zero) {
			row.Details = append(row.Details, Detail{detailID(d.head), w.Say(d.head), d.cell})
		}
		t.Rows = append(t.Rows, row)
	}
}

// detailID names what a row has beside its conditions.
func detailID(head note.Code) string {
	switch head {
	case sayProbabilities:
		return "strategies"
	case sayNumPayoff:
		return "payoffs"
	}
	return string(head)
}
