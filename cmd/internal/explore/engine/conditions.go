package engine

import (
	"strconv"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/solver/answer"
	"brink/solver/ask"
)

type conditionsAnswer struct {
	common
	Intro     string     `json:"intro,omitempty"`
	Columns   []column   `json:"columns"`
	Rows      []row      `json:"rows"`
	Undefined *condition `json:"undefined,omitempty"` // where payoffs have no value
}

type column struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type row struct {
	ID         string       `json:"id"`
	Label      string       `json:"label"`
	Strategies string       `json:"strategies,omitempty"`
	Payoffs    string       `json:"payoffs,omitempty"`
	Details    []detail     `json:"details,omitempty"`
	KnifeEdge  bool         `json:"knife_edge,omitempty"`
	Colour     *int         `json:"colour,omitempty"` // of pictures
	Tint       string       `json:"tint,omitempty"`
	Cells      []*condition `json:"cells"`
}

type detail struct {
	Title string `json:"title"`
	HTML  string `json:"html"`
}

// condition is the condition of a cell: as text, as markup, and as a test.
type condition struct {
	Text   string `json:"text"`
	MathML string `json:"mathml,omitempty"`
	Test   test   `json:"test"`
}

// conditions is the table of stability conditions.
func (q *question) conditions() (any, error) {
	a, err := q.conditionTable()
	if err != nil {
		return nil, err
	}
	h := a.About()
	out := conditionsAnswer{common: q.of(a, q.command("conditions")), Columns: []column{}, Rows: []row{}}
	if c, ok := a.(*answer.Conditions); ok && !c.Undefined.IsFalse() {
		cell := q.w.Condition(h, c.Undefined)
		out.Undefined = &condition{cell.Text, cell.MathML(), compiled(h, c.Undefined)}
	}
	t, ok := q.w.ConditionTable(a)
	if !ok {
		out.HTML, err = q.blocks(a)
		return out, err
	}
	out.Intro, out.Notes = t.Intro, t.Notes
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, column{c.ID, c.Title})
	}
	colours := plot.RowColours(a)
	for i, r := range t.Rows {
		x := row{ID: rowID(i, r.Index), Label: r.Label.Markup(), KnifeEdge: r.KnifeEdge}
		if k, ok := colours[r.Index]; ok {
			x.Colour, x.Tint = &k, figure.Tint(k).Hex()
		}
		for _, d := range r.Details {
			switch d.ID {
			case "strategies":
				x.Strategies = d.Markup()
			case "payoffs":
				x.Payoffs = d.Markup()
			default:
				x.Details = append(x.Details, detail{d.Title, d.Markup()})
			}
		}
		for _, c := range r.Cells {
			x.Cells = append(x.Cells, q.cell(a, c))
		}
		out.Rows = append(out.Rows, x)
	}
	return out, nil
}

func (q *question) cell(a answer.Answer, c report.ConditionCell) *condition {
	if !c.Applies {
		return nil
	}
	out := &condition{Text: c.Text, MathML: c.MathML()}
	if c.Formula != nil {
		out.Test = compiled(a.About(), *c.Formula)
	}
	return out
}

// rowID names a row by its position in the answer; rows that are merged have no
// position there.
func rowID(i, index int) string {
	if index < 0 {
		return "m" + strconv.Itoa(i)
	}
	return "r" + strconv.Itoa(index)
}

// conditionTable asks for the conditions of the model, unless it was just done.
func (q *question) conditionTable() (answer.Answer, error) {
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	if q.table != nil {
		return q.table, nil
	}
	a, err := ask.Conditions.Run(q.ctx, m, nil, q.ask())
	if err != nil {
		return nil, err
	}
	if q.ctx.Err() == nil {
		q.table = a
	}
	return a, nil
}

type holdAnswer struct {
	common
	Rows []holdRow `json:"rows"`
}

type holdRow struct {
	ID    string      `json:"id"`
	Cells []*Standing `json:"cells"`
}

// hold says how every condition of the table stands at the point.
func (q *question) hold() (any, error) {
	a, err := q.conditionTable()
	if err != nil {
		return nil, err
	}
	p, err := q.place(a.About())
	if err != nil {
		return nil, err
	}
	out := holdAnswer{common: q.of(a, q.command("conditions", q.sets()...)), Rows: []holdRow{}}
	t, ok := q.w.ConditionTable(a)
	if !ok {
		return out, nil
	}
	for i, r := range t.Rows {
		x := holdRow{ID: rowID(i, r.Index)}
		for _, c := range r.Cells {
			var s *Standing
			if c.Applies {
				s = new(Standing)
				*s = Unknown
				if c.Formula != nil {
					*s = p.standing(q.ctx, *c.Formula)
				}
			}
			x.Cells = append(x.Cells, s)
		}
		out.Rows = append(out.Rows, x)
	}
	return out, nil
}
