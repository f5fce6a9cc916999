package report

import (
	"strings"

	"brink/games"
	"brink/solver/answer"
)

// maxPayoffCells bounds the tables of payoffs that a sheet shows.
const maxPayoffCells = 36

// sheet shows what is known of a model without numbers.
func (w *Words) sheet(a *answer.Sheet) ([]Block, error) {
	h := a.About()
	var out []Block
	if h.Description != "" {
		out = append(out, Paragraph{strings.TrimSpace(h.Description)})
	}
	for _, s := range h.Source {
		out = append(out, Paragraph{w.Say(saySource, s)})
	}
	if len(h.Params) > 0 {
		t := &Table{Title: w.Say(sayFree), Header: []string{w.Say(sayName), w.Say(sayDefault), w.Say(sayRange), w.Say(sayMeaning)}}
		for _, p := range h.Free() {
			def := none
			if p.Default != nil {
				def = p.Default.RatString()
			}
			t.Rows = append(t.Rows, []Cell{Text(p.Name), Text(def), Formula(p.Range, ""), Text(p.Description)})
		}
		out = append(out, t)
	}
	if g, ok := a.Model.(*games.Game); ok && len(g.Players) == 2 && len(g.Players[0].Actions)*len(g.Players[1].Actions) <= maxPayoffCells {
		out = append(out, w.payoffTable(g))
	}
	if t, ok := a.Model.(*games.Tree); ok {
		out = append(out, w.Drawing(t)...)
	}
	for _, n := range h.Notes {
		out = append(out, Paragraph{w.Say(sayAuthorNote, n)})
	}
	blocks, err := w.Blocks(a.Conditions, Show{})
	if err != nil {
		return nil, err
	}
	out = append(out, blocks...)
	if len(h.Claims) > 0 {
		out = append(out, w.claims(h, a.Called))
	}
	return out, nil
}

// payoffTable is the payoffs of two players, both in a cell.
func (w *Words) payoffTable(g *games.Game) *Table {
	t := &Table{
		Title:  w.Say(sayPayoffTable, g.Players[0].Name, g.Players[1].Name),
		Header: append([]string{""}, g.Players[1].Actions...),
	}
	for i, name := range g.Players[0].Actions {
		row := []Cell{Text(name)}
		for j := range g.Players[1].Actions {
			r, ok1 := g.Payoff(0, []int{i, j}).Ratio()
			s, ok2 := g.Payoff(1, []int{i, j}).Ratio()
			if ok1 && ok2 {
				row = append(row, w.Function(&g.Header, r, s))
			} else {
				row = append(row, Text(w.Say(sayPiecewise)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// claims lists the claims of a model that the reader calls by a name.
func (w *Words) claims(h *games.Header, name string) *Table {
	t := &Table{
		Title:  w.Say(sayClaimsTitle),
		Header: []string{w.Say(sayClaim), w.Say(saySays), w.Say(sayHolds), w.Say(sayExpectedHead)},
		Notes:  []string{w.Say(sayDecides, name)},
	}
	for _, c := range h.Claims {
		holds := c.Holds
		if len(c.Given) > 0 {
			holds = w.Say(sayGivenHolds, strings.Join(c.Given, " and "), holds)
		}
		t.Rows = append(t.Rows, []Cell{Text(c.ID), Text(c.Says), Formula(holds, ""), Text(w.Status(answer.Expected(c)))})
	}
	return t
}
