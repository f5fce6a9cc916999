package report

import (
	"fmt"
	"strconv"
	"strings"

	"brink/solver/answer"
)

// logit shows quantal response equilibria and where they lead.
func (w *Words) logit(a *answer.Logit) []Block {
	intro := w.Say(sayApproximate)
	if a.Agents {
		intro = w.sentences(w.Say(sayAgents), intro)
	}
	if len(a.Point) > 0 {
		intro = w.sentences(w.Say(sayAtPoint, w.Point(a.About(), a.Point)), intro)
	}
	t := &Table{Header: []string{"lambda"}, Align: []Align{Right}}
	for _, pl := range a.Players {
		for _, act := range pl.Actions {
			t.Header, t.Align = append(t.Header, w.Say(sayAtAction, pl.Name, act)), append(t.Align, Right)
		}
	}
	t.Header, t.Align = append(t.Header, w.Say(sayRegret)), append(t.Align, Right)
	for _, pt := range a.Rows {
		row := append([]string{strconv.FormatFloat(pt.Lambda, 'g', 6, 64)}, a.Probabilities(pt)...)
		t.Rows = append(t.Rows, Texts(append(row, strconv.FormatFloat(pt.Regret, 'f', answer.DigitsLogit, 64))...))
	}
	t.Notes = []string{w.Say(sayWithin, fmt.Sprintf("%g", a.Residual())), w.Say(sayRegretOne)}
	switch {
	case a.Everywhere:
		t.Notes = append(t.Notes, w.Say(sayAllLogit))
	case a.Turns == 1:
		t.Notes = append(t.Notes, w.Say(sayTurnsOnce))
	case a.Turns > 0:
		t.Notes = append(t.Notes, w.Say(sayTurns, a.Turns))
	}
	if a.Followed {
		t.Notes = append(t.Notes, w.leadsTo(a))
	}
	t.Notes = append(t.Notes, w.missing(a)...)
	return []Block{Paragraph{intro}, t}
}

// leadsTo says where the branch ends.
func (w *Words) leadsTo(a *answer.Logit) string {
	switch {
	case a.Selected == nil && a.Component > 0:
		return w.Say(sayLeadsComponent, a.Component)
	case a.Selected == nil:
		return w.Say(sayLeadsNowhere)
	}
	mixtures, payoffs := Equilibrium(a.Players, *a.Selected)
	for p := range mixtures {
		mixtures[p] = "(" + a.Players[p].Name + ") " + mixtures[p]
	}
	out := w.Say(sayLeadsTo, strings.Join(mixtures, w.stop), payoffs)
	if a.Number > 0 {
		return w.Say(sayItsNumber, out, a.Number)
	}
	return out
}

// BranchCaption stands below the picture of a branch.
func (w *Words) BranchCaption() string { return w.Say(sayBranchCaption) }
