package report

import (
	"strconv"
	"strings"

	"brink/solver/answer"
)

// stationary shows each equilibrium by the mixtures it plays in every state, and
// what all may expect from there on.
func (w *Words) stationary(a *answer.Stationary) []Block {
	g := a.Game()
	t := &Table{Header: []string{"#", w.Say(sayState)}, Align: []Align{Right}}
	t.Header = append(append(t.Header, g.Players...), w.Say(sayValues), w.Say(sayKind))
	for k, e := range a.Equilibria {
		for i, s := range g.States {
			row := Texts("", s.Name)
			if i == 0 {
				row = Texts(strconv.Itoa(k+1), s.Name)
			}
			var values []string
			for p, pl := range s.Players {
				x := e.Strategies[i][p]
				row = append(row, mixtureCell(answer.Mixture(pl.Actions, len(x), func(a int) answer.Real { return x[a] })))
				values = append(values, e.Values[p][i].Long())
			}
			kind := w.Say(sayMixed)
			if e.Pure {
				kind = w.Say(sayPure)
			}
			if i > 0 {
				kind = ""
			}
			t.Rows = append(t.Rows, append(row, Texts(strings.Join(values, ", "), kind)...))
		}
	}
	if len(t.Rows) == 0 {
		t.Notes = append(t.Notes, w.Say(sayNoneFound))
	}
	if a.Complete {
		all := sayTheseAll
		if len(a.Equilibria) == 1 {
			all = sayOnlyOne
		}
		t.Notes = append(t.Notes, w.Say(sayExactBy, w.Say(all), answer.StationaryMethod))
	}
	t.Notes = append(t.Notes, w.missing(a)...)
	return append(append([]Block{Paragraph{w.Say(sayStationary)}}, w.atPoint(a.About(), a.Point)...), t)
}
