package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
)

// solution shows each equilibrium as the mixtures it plays, with the support
// spelled out, and the components where there is more than one equilibrium to a
// component.
func (w *Words) solution(a *answer.Solution) []Block {
	t := &Table{Header: []string{"#"}, Align: []Align{Right}}
	for _, p := range a.Players {
		t.Header = append(t.Header, p.Name)
	}
	t.Header = append(t.Header, w.Say(sayPayoffs), w.Say(sayKind))
	grouped := connected(a)
	if grouped {
		t.Header = append(t.Header, w.Say(sayComponent))
	}
	for i, e := range a.Equilibria {
		row := []Cell{Text(strconv.Itoa(i + 1))}
		mixtures, payoffs := Equilibrium(a.Players, e)
		for _, m := range mixtures {
			row = append(row, mixtureCell(m))
		}
		row = append(row, Text(payoffs), Text(w.Kind(e, a.Degenerate)))
		if grouped {
			row = append(row, Text(strconv.Itoa(e.Component)))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		t.Notes = append(t.Notes, w.Say(sayNoneFound))
	}
	t.Notes = append(t.Notes, w.components(a)...)
	if !a.Degeneracy.IsZero() {
		t.Notes = append(t.Notes, w.Say(sayDegenerate, a.Degeneracy))
	}
	if a.Complete {
		t.Notes = append(t.Notes, w.Say(sayExactBy, w.Say(allThere(a)), a.Method))
	}
	for _, c := range a.Continua {
		t.Notes = append(t.Notes, w.Say(sayContinuum, supports(a.Players, c.Support), c.Dimension))
	}
	if !a.Uncertified.IsZero() {
		t.Notes = append(t.Notes, w.Say(sayNoCertificate, w.Note(a.Uncertified)))
	}
	t.Notes = append(t.Notes, w.missing(a)...)
	blocks := append(w.atPoint(a.About(), a.Point), t)
	if a.Paths != nil {
		blocks = append(blocks, w.paths(a))
	}
	return blocks
}

// allThere says what the equilibria of a complete answer stand for.
func allThere(a *answer.Solution) note.Code {
	switch {
	case len(a.Equilibria) == 1:
		return sayOnlyOne
	case !connected(a):
		return sayTheseAll
	case len(a.Subsets) > len(a.Components):
		return sayExtremeParts
	}
	return sayExtremeAll
}

// connected is whether the equilibria are grouped into components with more than
// one of them.
func connected(a *answer.Solution) bool {
	return len(a.Components) < len(a.Equilibria) && len(a.Components) > 0
}

// maxParts bounds the convex parts that are listed of a component.
const maxParts = 12

// components describes the components of more than one equilibrium.
func (w *Words) components(a *answer.Solution) []string {
	var out []string
	for _, c := range a.Components {
		if len(c.Equilibria) < 2 {
			continue
		}
		var parts []string
		for _, s := range a.Subsets {
			if s.Component == c.ID {
				parts = append(parts, w.ints(s.Extreme))
			}
		}
		text := w.Say(sayComponentConnected, c.ID, c.Dimension)
		if len(parts) < 2 {
			text = w.Say(sayComponentCorners, c.ID, w.ints(c.Equilibria), c.Dimension)
		}
		if c.HasIndex {
			text += w.Say(sayIndex, strconv.Itoa(c.Index))
		}
		if n := len(parts); n > 1 {
			list := strings.Join(parts[:min(n, maxParts)], w.stop)
			if n > maxParts {
				list += w.stop + "…"
			}
			text += w.Say(sayParts, n, list)
		}
		switch {
		case c.SameOutcome == answer.Yes:
			text += w.stop + w.Say(saySameOutcome)
		case c.SamePayoffs:
			text += w.stop + w.Say(saySamePayoffs)
		}
		out = append(out, text)
	}
	return out
}

// Kind says how an equilibrium plays. That every best response is played
// (quasi-strict, Harsanyi 1973) goes without saying unless actions tie.
func (w *Words) Kind(e answer.Equilibrium, degenerate bool) string {
	switch {
	case e.Strict:
		return w.Say(sayPureStrict)
	case e.Pure:
		return w.Say(sayPure)
	case e.QuasiStrict && degenerate:
		return w.Say(sayQuasiStrict)
	}
	return w.Say(sayMixed)
}

// paths lists Lemke-Howson paths by label.
func (w *Words) paths(a *answer.Solution) *Table {
	t := &Table{
		Title:  w.Say(sayPaths),
		Header: []string{w.Say(sayLabel), w.Say(sayPlayer), w.Say(sayAction), w.Say(sayPivots), w.Say(sayEndsAt)},
		Align:  []Align{Right, Left, Left, Right, Right},
		Notes:  []string{w.Say(sayPathNote)},
	}
	for _, p := range a.Paths {
		t.Rows = append(t.Rows, Texts(strconv.Itoa(p.Label), p.Player, p.Action, strconv.Itoa(p.Pivots), strconv.Itoa(p.End)))
	}
	if slices.ContainsFunc(a.Paths, func(p answer.Path) bool { return p.Rounded }) {
		t.Notes = append(t.Notes, w.Say(sayPathsRounded))
	}
	return t
}

// Equilibrium is what each player mixes, and what all earn: hold, or hold 3/4 +
// strike 1/4; with a colon where actions are numbers themselves, 2: 3/4 + 5: 1/4.
func Equilibrium(players []games.Player, e answer.Equilibrium) (mixtures []string, payoffs string) {
	if e.Irrational == nil {
		for p, x := range e.Strategies {
			mixtures = append(mixtures, answer.Mixture(players[p].Actions, len(x), func(a int) answer.Real { return answer.Real{Rat: x[a]} }))
		}
		var parts []string
		for _, u := range e.Payoffs {
			parts = append(parts, u.RatString())
		}
		return mixtures, strings.Join(parts, ", ")
	}
	for p, x := range e.Irrational.Strategies {
		mixtures = append(mixtures, answer.Mixture(players[p].Actions, len(x), func(a int) answer.Real { return x[a] }))
	}
	return mixtures, reals(e.Irrational.Payoffs)
}

// mixtureCell is a mixture in a table, to be broken between actions.
func mixtureCell(text string) Cell {
	c := Text(text)
	for at := range len(text) {
		if strings.HasPrefix(text[at:], "+ ") {
			c.Breaks = append(c.Breaks, at)
		}
	}
	return c
}

// supports is a profile of supports: {hold, strike} × {hold}.
func supports(players []games.Player, support [][]int) string {
	parts := make([]string, len(support))
	for p, s := range support {
		parts[p] = "{" + strings.Join(answer.Names(players[p].Actions, s), ", ") + "}"
	}
	return strings.Join(parts, " × ")
}

func (w *Words) ints(v []int) string {
	s := make([]string, len(v))
	for i, x := range v {
		s[i] = fmt.Sprint(x)
	}
	return w.List(s)
}
