package report

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// equilibria shows the table of conditions of a model that is not in strategic form,
// and what is known of each row: probabilities, beliefs, numbers.
func (w *Words) equilibria(a *answer.Equilibria, show Show) []Block {
	h := a.About()
	main := &Table{Header: []string{w.Say(sayPlay), w.Say(sayExists)}}
	columns := a.Columns()
	class := slices.ContainsFunc(a.Table.Rows, func(r *concept.Row) bool { return r.Class != "" })
	if class {
		main.Header = append(main.Header, w.Say(sayClass))
	}
	for _, c := range columns {
		main.Header = append(main.Header, w.Say("column "+note.Code(c)))
	}
	detail := &Table{Title: w.Say(sayNumbers), Header: []string{w.Say(sayPlay)}}
	hidden := 0
	var details [][]detailCell
	var names []string
	for i, r := range a.Table.Rows {
		if r.KnifeEdge == prove.Yes && !show.KnifeEdges {
			hidden++
			continue
		}
		name := w.play(a, r, i)
		cells := []Cell{Text(name), w.Condition(h, r.Exists)}
		if r.KnifeEdge == prove.Yes {
			cells[0].Text = w.Say(sayMarked, name, w.Say(sayKnifeEdge))
		}
		if class {
			if r.Class == "" {
				cells = append(cells, Text(none))
			} else {
				cells = append(cells, Text(w.Say("class "+note.Code(r.Class))))
			}
		}
		for _, code := range columns {
			cell := Text(none)
			for _, c := range r.Columns {
				if c.Code == code && c.Open {
					cell = Text(w.Say(sayOpen))
				} else if c.Code == code {
					cell = w.Condition(h, c.When)
				}
			}
			cells = append(cells, cell)
		}
		main.Rows = append(main.Rows, cells)
		details, names = append(details, w.details(a, r)), append(names, name)
	}
	heads := detailHeads(details)
	for _, d := range heads {
		detail.Header = append(detail.Header, w.Say(d))
	}
	for i, ds := range details {
		row := []Cell{Text(names[i])}
		for _, head := range heads {
			cell := Text(none)
			for _, d := range ds {
				if d.head == head {
					cell = d.cell
				}
			}
			row = append(row, cell)
		}
		detail.Rows = append(detail.Rows, row)
	}
	if len(main.Rows) == 0 && hidden == 0 && a.Complete {
		main.Notes = append(main.Notes, w.Say(sayNoEquilibrium))
	}
	if hidden > 0 {
		main.Notes = append(main.Notes, w.Say(sayHidden, hidden))
	}
	if a.Complete {
		main.Notes = append(main.Notes, w.Say(sayCompleteKind))
	} else {
		main.Notes = append(main.Notes, w.missing(a)...)
	}
	which := "concept " + note.Code(a.Table.Concept)
	if which == sayConceptNash && a.Model.Kind() == games.TreeForm {
		which = sayConceptMixed
	}
	blocks := []Block{Paragraph{w.sentences(w.Say(which), w.Assumptions(h, expr.False()))}, main}
	if len(detail.Rows) > 0 && len(heads) > 0 {
		blocks = append(blocks, detail)
	}
	return blocks
}

// play names a row: what is chosen at every place.
func (w *Words) play(a *answer.Equilibria, r *concept.Row, i int) string {
	if len(r.Play) == 0 {
		return w.Say(sayPoint, i+1)
	}
	var parts []string
	for k := 0; k < len(r.Play); k++ {
		c := r.Play[k]
		what := strings.Join(c.Over, " / ")
		if a.Model.Kind() == games.StochasticForm {
			var acts []string
			for ; k < len(r.Play) && r.Play[k].Place == c.Place; k++ {
				acts = append(acts, r.Play[k].Over[0])
			}
			k--
			what = "(" + strings.Join(acts, ", ") + ")"
		}
		if a.Model.Kind() == games.ContinuousForm {
			what = w.Say("place " + note.Code(c.Over[0]))
		}
		if c.At == "" && hasCutoff(r, c.Place) {
			what = w.Say(sayCutoff, c.Over[0], c.Over[1])
		}
		parts = append(parts, c.Place+": "+what)
	}
	if b, ok := a.Model.(*games.Bayesian); ok {
		parts = allAlike(b, parts)
	}
	return strings.Join(parts, w.stop)
}

// allAlike says once what the same types of all players do: each.low: strike.
func allAlike(b *games.Bayesian, parts []string) []string {
	n := len(b.Types[0])
	if len(b.Players) < 2 || len(parts) != n*len(b.Players) {
		return parts
	}
	out := make([]string, n)
	for k, part := range parts {
		p, t := k/n, k%n
		if len(b.Types[p]) != n || b.Types[p][t].Name != b.Types[0][t].Name {
			return parts
		}
		what := "each" + strings.TrimPrefix(part, b.Players[p].Name)
		if p == 0 {
			out[t] = what
		} else if out[t] != what {
			return parts
		}
	}
	return out
}

// hasCutoff reports whether what is chosen at a place depends on a number.
func hasCutoff(r *concept.Row, place string) bool {
	return slices.ContainsFunc(r.Numbers, func(n concept.Number) bool { return n.Code == "cutoff" && n.Name == place })
}

// detailCell is a cell of the second table under its head.
type detailCell struct {
	head note.Code
	cell Cell
}

// detailHeads lists the heads that rows have, in the order of their first use.
func detailHeads(all [][]detailCell) []note.Code {
	var out []note.Code
	for _, ds := range all {
		for _, d := range ds {
			if !slices.Contains(out, d.head) {
				out = append(out, d.head)
			}
		}
	}
	return out
}

// details shows probabilities of mixed choices, beliefs and numbers.
func (w *Words) details(a *answer.Equilibria, r *concept.Row) []detailCell {
	var out []detailCell
	add := func(head note.Code, names []string, amounts []concept.Amount) {
		if c, ok := w.amounts(a.About(), names, amounts); ok {
			out = append(out, detailCell{head, c})
		}
	}
	choices := func(cs []concept.Choice, skipPure bool) (names []string, amounts []concept.Amount) {
		for _, c := range cs {
			if skipPure && (c.Pure() || hasCutoff(r, c.Place)) {
				continue
			}
			for i, x := range c.Over {
				names, amounts = append(names, c.Place+": "+x), append(amounts, c.Probs[i])
			}
		}
		return names, amounts
	}
	if a.Model.Kind() != games.ContinuousForm {
		names, amounts := choices(r.Play, true)
		add(sayProbabilities, names, amounts)
		names, amounts = choices(r.Beliefs, false)
		add(sayBeliefs, names, amounts)
	}
	for _, code := range []string{"cutoff", "eq", "rest", "value", "payoff", "outcome", "chance", "long_run"} {
		var names []string
		var amounts []concept.Amount
		for _, n := range r.Numbers {
			if n.Code == code {
				names, amounts = append(names, n.Name), append(amounts, n.Is)
			}
		}
		add("number "+note.Code(code), names, amounts)
	}
	return out
}

// amounts shows named numbers, those that are known; false where none is.
func (w *Words) amounts(h *games.Header, names []string, amounts []concept.Amount) (Cell, bool) {
	text := func(pr expr.Printer, word func(string) string) string {
		var parts []string
		for i, a := range amounts {
			if a.Shown() {
				parts = append(parts, word(names[i])+" = "+amountText(pr, *a.Value))
			}
		}
		if pr.LaTeX {
			return strings.Join(parts, `;\; `)
		}
		return strings.Join(parts, "; ")
	}
	plain := text(h.Printer(), func(s string) string { return s })
	if plain == "" {
		return Cell{}, false
	}
	cell := Formula(plain, text(latexPrinter(h), mathText))
	for i := range plain {
		if strings.HasPrefix(plain[i:], "; ") {
			cell.Breaks = append(cell.Breaks, i+2)
		}
	}
	return cell, true
}

// amountText is a number with its cases.
func amountText(pr expr.Printer, v expr.Value) string {
	if r, ok := v.Ratio(); ok {
		return pr.Ratio(r)
	}
	if !pr.LaTeX {
		return answer.Piecewise(pr, v)
	}
	var rows []string
	for _, c := range v.Cases {
		rows = append(rows, pr.Ratio(c.Is)+` & `+pr.Formula(c.When))
	}
	return `\begin{cases} ` + strings.Join(rows, ` \\ `) + ` \end{cases}`
}
