package report

import (
	"strconv"
	"strings"

	"brink/solver/answer"
)

// maxSetColumns is up to how many information sets stand beside each other.
const maxSetColumns = 6

// behaviour shows equilibria in behaviour strategies: a column for each information
// set where these are few, otherwise what is chosen at each of them in a table of its
// own.
func (w *Words) behaviour(a *answer.Behaviour) []Block {
	group := &answer.Solution{Equilibria: make([]answer.Equilibrium, len(a.Equilibria)), Subsets: a.Subsets, Components: a.Components}
	list := &Table{Header: []string{"#"}, Align: []Align{Right}}
	beside := len(a.Sets) <= maxSetColumns
	if beside {
		for _, s := range a.Sets {
			list.Header = append(list.Header, s.Name)
		}
	}
	list.Header = append(list.Header, w.Say(sayPayoffs))
	if connected(group) {
		list.Header = append(list.Header, w.Say(sayComponent))
	}
	free := false
	mixture := func(e answer.BehaviourEquilibrium, h int) Cell {
		x := e.Probs[h]
		if x == nil {
			free = true
			return Text(none)
		}
		return mixtureCell(answer.Mixture(a.Sets[h].Actions, len(x), func(k int) answer.Real { return x[k] }))
	}
	for k, e := range a.Equilibria {
		row := []Cell{Text(strconv.Itoa(k + 1))}
		if beside {
			for h := range a.Sets {
				row = append(row, mixture(e, h))
			}
		}
		row = append(row, Text(reals(e.Payoffs)))
		if connected(group) {
			row = append(row, Text(strconv.Itoa(e.Component)))
		}
		list.Rows = append(list.Rows, row)
	}
	blocks := append(w.atPoint(a.About(), a.Point), list)
	last := list
	if !beside && len(a.Equilibria) > 0 {
		last = &Table{Title: w.Say(sayChoices), Header: []string{w.Say(sayInfoset), w.Say(sayPlayer)}}
		shown := a.Equilibria[:min(len(a.Equilibria), maxChoiceColumns)]
		if len(shown) == 1 {
			last.Header = append(last.Header, w.Say(sayChoice))
		} else {
			for k := range shown {
				last.Header = append(last.Header, w.Say(sayInNumber, k+1))
			}
		}
		for h, s := range a.Sets {
			if h == maxChoiceRows {
				last.Notes = append(last.Notes, w.Say(sayMoreSets, len(a.Sets)-h))
				break
			}
			row := Texts(s.Name, a.Players[s.Player])
			for _, e := range shown {
				row = append(row, mixture(e, h))
			}
			last.Rows = append(last.Rows, row)
		}
		if len(shown) < len(a.Equilibria) {
			last.Notes = append(last.Notes, w.Say(sayMoreBeside, len(shown)))
		}
		blocks = append(blocks, last)
	}
	if free {
		last.Notes = append(last.Notes, w.Say(sayOffPath))
	}
	if len(list.Rows) == 0 {
		list.Notes = append(list.Notes, w.Say(sayNoneFound))
	}
	list.Notes = append(list.Notes, w.components(group)...)
	switch a.Of {
	case answer.ReducedForm:
		list.Notes = append(list.Notes, w.Say(sayReducedForm))
	case answer.AgentForm:
		list.Notes = append(list.Notes, w.Say(sayAgentForm))
	}
	if a.Value != nil {
		list.Notes = append(list.Notes, w.Say(sayValueOf, a.Players[a.FirstChooser()], a.Value.RatString()))
	}
	if a.Complete {
		list.Notes = append(list.Notes, w.Say(sayExactBy, w.Say(allThere(group)), a.Method))
	}
	list.Notes = append(list.Notes, w.missing(a)...)
	return blocks
}

// reals is a list of numbers, irrational ones as decimals.
func reals(x []answer.Real) string {
	parts := make([]string, len(x))
	for i, v := range x {
		parts[i] = v.Long()
	}
	return strings.Join(parts, ", ")
}
