package report

import (
	"strings"

	"brink/solver/answer"
	"brink/solver/prove"
	"brink/solver/stability"
)

// patience is the table of what the equilibria of a game with states need of a discount
// factor; nil where there is nothing to say.
func (w *Words) patience(a *answer.Equilibria, f answer.Patiences, show Show) *Table {
	h := a.About()
	title := w.Say(sayRests)
	if !f.Shared {
		title = w.Say(sayRestsOn, h.Params[f.Factor].Name)
	}
	t := &Table{Title: title, Header: []string{w.Say(sayPlay), w.Say(sayCritical), w.Say(sayBindings), w.Say(sayMorePatience), w.Say(sayLessPatience), w.Say(sayEitherWay)}}
	statics, matters := false, false
	var either []string
	for i, p := range f.Rows {
		r := a.Table.Rows[i]
		if p == nil || r.KnifeEdge == prove.Yes && !show.KnifeEdges {
			continue
		}
		matters = matters || p.Statics != nil || p.Critical.Set != "[0, 1)" && p.Critical.Set != "(0, 1)"
		name := w.play(a, r, i)
		var binding []string
		for _, d := range p.Binding {
			binding = append(binding, w.Say(sayDeviatesIn, d.Player, d.Action, d.State))
		}
		up, down, both := w.directions(h, p.Statics)
		statics = statics || p.Statics != nil
		for _, s := range p.Statics {
			if s.Everywhere == stability.Depends.String() && s.Rises != nil && s.Falls != nil {
				either = append(either, w.Say(sayEitherNote, name, h.Params[s.Parameter].Name, h.Printer().Formula(*s.Rises), h.Printer().Formula(*s.Falls)))
			}
		}
		t.Rows = append(t.Rows, append([]Cell{playCell(name, w.stop)},
			Texts(p.Critical.Set, orNone(strings.Join(binding, w.stop)), orNone(w.List(up)), orNone(w.List(down)), orNone(w.List(both)))...))
	}
	if !matters {
		return nil
	}
	t.Notes = []string{w.Say(sayCriticalNote, w.Point(h, a.PatienceAt)), w.Say(sayBindingNote)}
	if statics {
		t.Notes = append(append(t.Notes, w.Say(sayPatienceNote)), either...)
	}
	return t
}
