package report

import (
	"slices"
	"strings"

	"brink/games"
	"brink/solver/answer"
)

// maxPayoffCells bounds the tables of payoffs that a sheet shows.
const maxPayoffCells = 36

// sheet shows what is known of a model without numbers.
func (w *Words) sheet(a *answer.Sheet) ([]Block, error) {
	h := a.About()
	out := slices.Concat(w.story(h), w.setting(a.Model), w.remarks(h))
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

// story is what the author says of a model.
func (w *Words) story(h *games.Header) []Block {
	out := w.Assertion(h)
	if h.Description != "" {
		out = append(out, Paragraph{strings.TrimSpace(h.In(w.Language, h.Description))})
	}
	for _, s := range h.Source {
		out = append(out, Paragraph{w.Say(saySource, s)})
	}
	return out
}

// setting is the parameters of a model and what players get, as far as a page shows it.
func (w *Words) setting(m games.Model) []Block {
	var out []Block
	h := m.Head()
	if len(h.Params) > 0 {
		t := &Table{Title: w.Say(sayFree), Header: []string{w.Say(sayName), w.Say(sayDefault), w.Say(sayRange), w.Say(sayMeaning)}}
		for _, p := range h.Free() {
			def := none
			if p.Default != nil {
				def = p.Default.RatString()
			}
			t.Rows = append(t.Rows, []Cell{Text(p.Name), Text(def), Formula(p.Range, ""), Text(h.In(w.Language, p.Description))})
		}
		out = append(out, t)
	}
	if g, ok := m.(*games.Game); ok && len(g.Players) == 2 && len(g.Players[0].Actions)*len(g.Players[1].Actions) <= maxPayoffCells {
		out = append(out, w.payoffTable(g))
	}
	if t, ok := m.(*games.Tree); ok {
		out = append(out, w.Drawing(t)...)
	}
	return out
}

// remarks are the notes of the author, and which models are near.
func (w *Words) remarks(h *games.Header) []Block {
	var out []Block
	for _, n := range h.Notes {
		out = append(out, Paragraph{w.Say(sayAuthorNote, h.In(w.Language, n))})
	}
	if len(h.See) > 0 {
		out = append(out, Paragraph{w.Say(saySee, w.List(h.See))})
	}
	return out
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

// claims lists the claims of a model that the reader calls by a name: with what they
// make of a text, where the model is about one, and with their sources, where they have
// some.
func (w *Words) claims(h *games.Header, name string) *Table {
	about := h.Gist != ""
	sources := about || slices.ContainsFunc(h.Claims, func(c games.Claim) bool { return len(c.Source) > 0 })
	t := &Table{Title: w.Say(sayClaimsTitle), Notes: []string{w.Say(sayDecides, name)}}
	if about {
		t.Header = append(t.Header, w.Say(sayReading))
	}
	t.Header = append(t.Header, w.Say(sayClaim), w.Say(saySays), w.Say(sayHolds), w.Say(sayExpectedHead))
	if sources {
		t.Header = append(t.Header, w.Say(saySourceHead))
	}
	for _, c := range h.Claims {
		var row []Cell
		if about {
			row = append(row, Text(w.reading(c.Reading)))
		}
		holds := c.Holds
		if len(c.Given) > 0 {
			holds = w.Say(sayGivenHolds, strings.Join(c.Given, " and "), holds)
		}
		row = append(row, Text(c.ID), Text(h.In(w.Language, c.Says)), Formula(holds, ""), Text(w.Status(answer.Expected(c))))
		if sources {
			row = append(row, Text(w.sources(c)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
