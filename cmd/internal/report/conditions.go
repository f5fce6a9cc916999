package report

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
)

// conditions shows a table of stability conditions: the assumptions, the conditions,
// the payoffs with the mixed probabilities, and the table at numbers.
func (w *Words) conditions(a *answer.Conditions, show Show) []Block {
	h := a.About()
	var shown []*answer.Row
	hidden := 0
	for _, r := range a.Rows {
		if r.KnifeEdge && !show.KnifeEdges {
			hidden++
			continue
		}
		shown = append(shown, r)
	}
	columns := chosen(show, shownColumns(a, shown))
	main := &Table{Header: []string{w.Say(sayProfile)}}
	for _, c := range columns {
		main.Header = append(main.Header, w.Say("column "+note.Code(c)))
	}
	detail := &Table{Title: w.Say(sayDetail), Header: []string{w.Say(sayProfile), w.Say(sayProbabilities), w.Say(sayPayoffs)}}
	for _, r := range shown {
		name := w.row(a.Players, r)
		cells := []Cell{Text(name)}
		if r.KnifeEdge {
			cells[0].Text = w.Say(sayMarked, name, w.Say(sayKnifeEdge))
		}
		for _, c := range columns {
			if f, ok := r.Condition(c); ok {
				cells = append(cells, w.Condition(h, f))
			} else if r.Open(c) {
				cells = append(cells, Text(w.Say(sayOpen)))
			} else {
				cells = append(cells, Text(none))
			}
		}
		main.Rows = append(main.Rows, cells)
		detail.Rows = append(detail.Rows, []Cell{Text(name), w.mixture(h, a.Players, r), w.payoffs(h, a.Players, r)})
	}
	if a.Contradictory {
		main.Notes = w.vacuous(a)
	} else if len(a.Rows) == 0 && a.Complete {
		main.Notes = append(main.Notes, w.Say(sayNothing))
	}
	if hidden > 0 {
		main.Notes = append(main.Notes, w.Say(sayHidden, hidden))
	}
	if a.Complete {
		main.Notes = append(main.Notes, w.Say(sayComplete))
	} else {
		main.Notes = append(main.Notes, w.missing(a)...)
	}
	main.Notes = append(main.Notes, w.notDecided(shown)...)
	main.Notes = append(main.Notes, w.certified(a, show)...)
	blocks := []Block{Paragraph{w.Assumptions(h, a.Undefined)}, main, detail}
	if a.At != nil {
		blocks = append(blocks, w.at(a))
	}
	return blocks
}

// certified counts the rows whose evidence was accepted, and says of the others for
// what it was not.
func (w *Words) certified(a *answer.Conditions, show Show) []string {
	whole, asked := 0, 0
	var not []string
	for _, r := range a.Rows {
		if r.Certified == nil {
			continue
		}
		asked++
		if len(r.Certified.Not) == 0 {
			whole++
			continue
		}
		if r.KnifeEdge && !show.KnifeEdges {
			continue
		}
		var parts []string
		for _, u := range r.Certified.Not {
			parts = append(parts, w.Say(sayMarked, w.Say("column "+note.Code(u.Column)), w.Note(u.Why)))
		}
		not = append(not, w.Say(sayNotCertain, w.row(a.Players, r), strings.Join(parts, "; ")))
	}
	if asked == 0 {
		return nil
	}
	return append([]string{w.Say(sayCertain, whole, asked)}, not...)
}

// notDecided says why cells are empty, once for every reason.
func (w *Words) notDecided(shown []*answer.Row) []string {
	var out []string
	for _, r := range shown {
		for _, u := range r.NotDecided {
			text := w.Say(sayMarked, w.Say(sayOpen), w.Say("column "+note.Code(u.Column))) + ": " + w.Note(u.Why)
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// HasColumn reports whether some table of conditions has a column of that name.
func (w *Words) HasColumn(name string) bool { return w.Has("column " + note.Code(name)) }

// chosen are the columns that were asked for.
func chosen[C ~string](s Show, columns []C) []C {
	if s.Columns == nil {
		return columns
	}
	var out []C
	for _, c := range s.Columns {
		if slices.Contains(columns, C(c)) {
			out = append(out, C(c))
		}
	}
	return out
}

// shownColumns leaves out the columns that apply only to rows that are not shown.
func shownColumns(a *answer.Conditions, shown []*answer.Row) []answer.Column {
	var out []answer.Column
	for _, c := range a.Columns {
		used := c == answer.Exists || c == answer.Strict
		for _, r := range shown {
			_, has := r.Condition(c)
			used = used || has || r.Open(c)
		}
		if used {
			out = append(out, c)
		}
	}
	return out
}

// row names a row in tables: the profile, shorter where all players mix over the
// same actions, or over all they have.
func (w *Words) row(players []games.Player, r *answer.Row) string {
	if len(r.Label) > 0 {
		return w.Note(note.Join(r.Label))
	}
	if s := r.Support[0]; len(s) > 1 && alike(len(players), func(p int) string {
		return strings.Join(answer.Names(players[p].Actions, r.Support[p]), ", ")
	}) {
		who := sayBothMix
		switch n := len(players); {
		case n == 1:
			who = sayOneMixes
		case n > 2:
			who = sayAllMix
		}
		return w.Say(who, answer.Names(players[0].Actions, s))
	}
	for p, s := range r.Support {
		if len(s) == 1 || len(s) < len(players[p].Actions) {
			return answer.Profile(players, r.Support)
		}
	}
	return w.Say(sayFullyMixed)
}

// mixture shows the mixed strategies of a row as formulas; pure ones need none.
func (w *Words) mixture(h *games.Header, players []games.Player, r *answer.Row) Cell {
	switch {
	case r.Pure():
		return Text(w.Say(sayPure))
	case r.Open(answer.Strategies):
		return Text(w.Say(sayOpen))
	case r.Root != nil:
		return w.root(h, players, r)
	case r.Strategies != nil:
		return w.mixtures(h, players, r, r.Strategies, h.Names())
	case r.Continuum || len(players) <= 2:
		return Text(w.Say(sayNotOnePoint))
	}
	return Text(w.Say(sayNoFormula))
}

// root shows mixed strategies as functions of an unknown, and the equation that it
// solves.
func (w *Words) root(h *games.Header, players []games.Player, r *answer.Row) Cell {
	names, poly := r.Root.Names(h), algebra.FromPoly(r.Root.Poly)
	cell := w.mixtures(h, players, r, r.Root.Strategies, names)
	equation := expr.Printer{Names: names}.Ratio(poly) + " = 0"
	if len(cell.Text)+len(equation) > maxCondition {
		return Text(w.Say(sayRootOf, r.Root.Poly.Degree(r.Root.Unknown)))
	}
	with := w.Say(sayWith)
	cell.Breaks = append(cell.Breaks, len(cell.Text))
	cell.Text += " " + with + " " + equation
	cell.LaTeX += `\; ` + mathText(with) + `\; ` + expr.Printer{Names: names, LaTeX: true}.Ratio(poly) + " = 0"
	return cell
}

// mixtures shows mixed strategies as functions of the named variables.
func (w *Words) mixtures(h *games.Header, players []games.Player, r *answer.Row, strategies [][]algebra.Ratio, names []string) Cell {
	return w.each(h, players, func(p int, pr expr.Printer) string {
		pr.Names = names
		name, space := func(s string) string { return s }, " "
		if pr.LaTeX {
			name, space = mathText, `\; `
		}
		actions := players[p].Actions
		if len(r.Support[p]) == 1 {
			return name(actions[r.Support[p][0]])
		}
		var parts []string
		for _, a := range r.Support[p] {
			between := answer.WeightSeparator(actions[a])
			if between == " " {
				between = space
			}
			parts = append(parts, name(actions[a])+between+w.ratio(pr, strategies[p][a]))
		}
		return strings.Join(parts, ", ")
	})
}

// payoffs shows the payoffs of a row.
func (w *Words) payoffs(h *games.Header, players []games.Player, r *answer.Row) Cell {
	if r.Payoffs == nil {
		return Text(none)
	}
	names := h.Names()
	if r.Root != nil {
		names = r.Root.Names(h) // of the unknown, whose equation stands with the probabilities
	}
	cell := w.each(h, players, func(p int, pr expr.Printer) string {
		pr.Names = names
		return w.ratio(pr, r.Payoffs[p])
	})
	if r.Root != nil && len(cell.Text) > maxCondition {
		return Text(w.Say(sayRootOf, r.Root.Poly.Degree(r.Root.Unknown)))
	}
	return cell
}

// at shows the table at numbers. Rows that neither hold nor could are left out.
func (w *Words) at(a *answer.Conditions) *Table {
	h := a.About()
	t := &Table{
		Title:  w.Say(sayAt, w.Point(h, a.At.Point)),
		Header: []string{w.Say(sayProfile), w.Say(sayEquilibrium), w.Say(saySlack), w.Say(sayBinding), w.Say(sayFlips)},
		Notes:  []string{w.Say(saySlackNote)},
	}
	for _, r := range a.At.Rows {
		if r.Row.KnifeEdge && !r.Exists {
			continue
		}
		holds := w.Say(sayNo)
		switch {
		case r.Strict:
			holds = w.Say(sayYesStrict)
		case r.Exists:
			holds = w.Say(sayYes)
		}
		slack, binding := none, none
		if r.Slack != nil {
			slack, binding = r.Slack.RatString(), w.Note(a.Binding(r))
			if r.Slack.Sign() == 0 {
				holds = w.Say(sayMarked, holds, w.Say(sayKnifeEdge))
			}
		}
		var parts []string
		for _, f := range r.Flips {
			parts = append(parts, h.Params[f.Param].Name+" = "+f.Value.String())
		}
		t.Rows = append(t.Rows, Texts(w.row(a.Players, r.Row), holds, slack, binding, w.List(parts)))
	}
	return t
}
