package report

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
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
	rows := a.Table.Rows
	merged := a.Outcomes != nil && a.Point == nil && !show.AllStrategies
	if merged {
		rows = a.Outcomes.Rows
	}
	main := &Table{Header: []string{w.Say(sayPlay), w.Say(sayExists)}}
	if a.Point != nil {
		main.Header = main.Header[:1]
	}
	columns := chosen(show, a.Columns())
	class := slices.ContainsFunc(rows, func(r *concept.Row) bool { return r.Class != "" })
	if class {
		main.Header = append(main.Header, w.Say(sayClass))
	}
	for _, c := range columns {
		main.Header = append(main.Header, w.Say("column "+note.Code(c)))
	}
	detail := &Table{Title: w.Say(sayNumbers), Header: []string{w.Say(sayPlay)}}
	hidden := 0
	var shown []*concept.Row
	for _, r := range rows {
		if a.Lists(r) && (r.KnifeEdge != prove.Yes || show.KnifeEdges) {
			shown = append(shown, r)
		}
	}
	zero := zeros(shown)
	var details [][]detailCell
	var names []string
	for i, r := range rows {
		if !a.Lists(r) {
			continue
		}
		if r.KnifeEdge == prove.Yes && !show.KnifeEdges {
			hidden++
			continue
		}
		name := w.play(a, r, i)
		if r.Multiplicity > 1 && a.Point == nil {
			name = w.Say(sayTimes, name, r.Multiplicity)
		}
		cells := []Cell{playCell(name, w.stop)}
		if a.Point == nil {
			cells = append(cells, w.Condition(h, r.Exists))
		}
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
				} else if c.Code == code && a.Point != nil {
					cell = Text(w.yesNo(c.When.IsTrue()))
				} else if c.Code == code {
					cell = w.Condition(h, c.When)
				}
			}
			cells = append(cells, cell)
		}
		main.Rows = append(main.Rows, cells)
		if d := w.details(a, r, zero); len(d) > 0 {
			details, names = append(details, d), append(names, name)
		}
	}
	heads := detailHeads(details)
	for _, d := range heads {
		detail.Header = append(detail.Header, w.Say(d))
	}
	for i, ds := range details {
		row := []Cell{playCell(names[i], w.stop)}
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
	nothing, complete := sayNoEquilibrium, sayCompleteKind
	if a.Point != nil {
		nothing, complete = sayNoneThere, sayAllThere
	}
	if a.Contradictory {
		main.Notes = w.vacuous(a)
	} else if len(main.Rows) == 0 && hidden == 0 && a.Complete && a.Table.Concept != "mixed" {
		main.Notes = append(main.Notes, w.Say(nothing))
	}
	if merged {
		main.Notes = append(main.Notes, w.Say(sayMergedRows))
	}
	if hidden > 0 {
		main.Notes = append(main.Notes, w.Say(sayHidden, hidden))
	}
	if u := a.Table.Unique; u != nil && a.Point == nil && a.Complete {
		switch {
		case u.IsTrue():
			main.Notes = append(main.Notes, w.Say(sayUniqueAlways))
		case u.IsFalse():
			main.Notes = append(main.Notes, w.Say(sayUniqueNever))
		default:
			main.Notes = append(main.Notes, w.Say(sayUniqueWhere, h.Printer().Formula(*u)))
		}
	}
	if len(a.Bifurcations) > 0 {
		var at []string
		for _, p := range a.Bifurcations {
			at = append(at, h.Printer().Formula(expr.Sign(p, expr.EQ)))
		}
		main.Notes = append(main.Notes, w.Say(sayBifurcations, strings.Join(at, "; ")))
	}
	switch {
	case a.Complete && a.Table.Concept == "mixed":
		if a.Point == nil {
			main.Notes = append(main.Notes, w.Say(sayCompleteForm))
		}
	case a.Complete:
		main.Notes = append(main.Notes, w.Say(complete))
	default:
		main.Notes = append(main.Notes, w.missing(a)...)
	}
	grants := ""
	if c, ok := a.Model.(*games.Anonymous); ok {
		grants = w.Say(sayWhole, c.Text)
	} else if !a.Granted.IsTrue() {
		grants = w.Say(sayGranted, h.Printer().Formula(a.Granted))
	}
	blocks := []Block{Paragraph{w.sentences(w.conceptOf(a), w.Assumptions(h, expr.False()), grants)}, main}
	if a.Point != nil {
		blocks = append([]Block{Paragraph{w.conceptOf(a)}}, append(w.atPoint(h, a.Point), main)...)
	}
	if len(detail.Rows) > 0 && len(heads) > 0 {
		blocks = append(blocks, detail)
	}
	for _, f := range a.Patience {
		t := w.patience(a, f, show)
		if t == nil {
			continue
		}
		blocks = append(blocks, t)
	}
	return blocks
}

// conceptOf says what the rows are.
func (w *Words) conceptOf(a *answer.Equilibria) string {
	which := "concept " + note.Code(a.Table.Concept)
	switch m := a.Model.(type) {
	case *games.Tree:
		if which == sayConceptNash {
			which = sayConceptMixed
		}
	case *games.Anonymous:
		if which == sayConceptNash {
			which = sayConceptCrowd
		} else {
			which = sayConceptCrowdR
		}
	case *games.Continuous:
		if a.Table.Concept == "mixed" {
			which = sayConceptForm
		}
		if which == sayConceptSPE {
			order := make([]string, len(m.Moves))
			for i, p := range m.Moves {
				order[i] = m.Players[p]
			}
			return w.Say(sayConceptMoves, strings.Join(order, ", "))
		}
		if m.Alike != nil {
			which = sayConceptAlike
		}
	}
	return w.Say(which)
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
		if c.At == "some" {
			what = w.Say(saySomeEach, c.Over[0], c.Over[1])
		} else if a.Model.Kind() == games.AnonymousForm && len(c.Over) == 2 {
			what = w.Say(sayMixAlike, c.Over[0], c.Over[1])
		}
		if c.At == "" && hasCutoff(r, c.Place) {
			what = w.Say(sayCutoff, c.Over[0], c.Over[1])
		}
		parts = append(parts, c.Place+": "+what)
	}
	if b, ok := a.Model.(*games.Bayesian); ok {
		parts = w.allAlike(b, parts)
	}
	return strings.Join(parts, w.stop)
}

// allAlike says once what the same types of all players do: each.low: strike.
func (w *Words) allAlike(b *games.Bayesian, parts []string) []string {
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
		what := w.Say(sayEach) + strings.TrimPrefix(part, b.Players[p].Name)
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

// playCell is the name of a row, to be broken between places.
func playCell(name, stop string) Cell {
	c := Text(name)
	for i := range name {
		if strings.HasPrefix(name[i:], stop) {
			c.Breaks = append(c.Breaks, i+len(stop))
		}
	}
	return c
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

// details shows probabilities of mixed choices, beliefs and numbers; zero reports
// numbers that are 0 in every row and go without saying.
func (w *Words) details(a *answer.Equilibria, r *concept.Row, zero func(code, name string) bool) []detailCell {
	var out []detailCell
	add := func(head note.Code, groups []group) {
		if c, ok := w.amounts(a.Table.Printing(), a.Players, groups); ok {
			out = append(out, detailCell{head, c})
		}
	}
	choices := func(cs []concept.Choice, skipPure bool) (out []group) {
		for _, c := range cs {
			if !skipPure || !c.Pure() && !hasCutoff(r, c.Place) {
				out = append(out, group{c.Place, c.Over, c.Probs})
			}
		}
		return out
	}
	if a.Model.Kind() != games.ContinuousForm {
		add(sayProbabilities, choices(r.Play, true))
		add(sayBeliefs, choices(r.Beliefs, false))
	}
	for _, code := range numberCodes() {
		var groups []group
		for _, n := range r.Numbers {
			if n.Code != code || zero(n.Code, n.Name) || startsThere(a.Model, n) {
				continue
			}
			who, what := ofPlayer(a.Players, n.Name)
			if k := slices.IndexFunc(groups, func(g group) bool { return who != "" && g.place == who }); k >= 0 {
				groups[k].names, groups[k].amounts = append(groups[k].names, what), append(groups[k].amounts, n.Is)
				continue
			}
			groups = append(groups, group{who, []string{what}, []concept.Amount{n.Is}})
		}
		add("number "+note.Code(code), groups)
	}
	return out
}

// startsThere reports that a number says when play is where it starts.
func startsThere(m games.Model, n concept.Number) bool {
	g, ok := m.(*games.Stochastic)
	return ok && (n.Code == "reach" || n.Code == "time") && n.Name == g.States[g.Start].Name
}

// ofPlayer splits the name of a number that belongs to a player: Blue, calm for the
// value of Blue in the state calm.
func ofPlayer(players []string, name string) (player, rest string) {
	for _, p := range players {
		if rest, ok := strings.CutPrefix(name, p); ok && (rest == "" || rest[0] == ' ') && len(p) > len(player) {
			player = p
		}
	}
	return player, strings.TrimSpace(name[len(player):])
}

// numberCodes lists the codes of numbers in the order of their columns.
func numberCodes() []string {
	return []string{"cutoff", "eq", "rest", "value", "cdf", "top", "effort", "length", "wins", "payoff", "interim", "ignorance", "outcome", "chance", "long_run", "reach", "time", "fewest", "most", "none_of_others", "all_others"}
}

// zeros finds the probabilities of outcomes, actions and states that are 0 in all of
// several rows.
func zeros(rows []*concept.Row) func(code, name string) bool {
	other := make(map[[2]string]bool)
	for _, r := range rows {
		for _, n := range r.Numbers {
			ratio, plain := algebra.Ratio{}, false
			if n.Is.Known() {
				ratio, plain = n.Is.Value.Ratio()
			}
			if !plain || !ratio.IsZero() {
				other[[2]string{n.Code, n.Name}] = true
			}
		}
	}
	return func(code, name string) bool {
		return (code == "outcome" || code == "chance" || code == "long_run" || code == "reach") && len(rows) > 1 && !other[[2]string{code, name}]
	}
}

// group is what is shown of one place: its name, "" for none, and named numbers.
type group struct {
	place   string
	names   []string
	amounts []concept.Amount
}

// amount is a number as a formula or, at a point, as one of several.
func (w *Words) amount(pr expr.Printer, a concept.Amount) string {
	if len(a.Numbers) == 0 {
		return pr.Value(*a.Value)
	}
	list := make([]string, len(a.Numbers))
	for i, x := range a.Numbers {
		list[i] = answer.RealOf(x).String()
	}
	return strings.Join(list, " | ")
}

func (w *Words) yesNo(yes bool) string {
	if yes {
		return w.Say(sayYes)
	}
	return w.Say(sayNo)
}

// amounts shows named numbers, those that are known: war = q, and by place or player
// answer: fight p, concede 1 - p, once where it is the same at several. It is
// false where none is known.
func (w *Words) amounts(h *games.Header, players []string, groups []group) (Cell, bool) {
	text := func(pr expr.Printer, word func(string) string, space string) string {
		lists := make([]string, len(groups))
		for k, g := range groups {
			var parts []string
			for i, a := range g.amounts {
				if a.Form != nil {
					v := expr.Plain(*a.Form)
					a.Value, a.Thin = &v, true
				}
				if !a.Shown() && len(a.Numbers) == 0 && (!a.Partial || a.Where.IsFalse()) {
					continue
				}
				between := " = "
				switch {
				case g.place == "":
				case answer.WeightSeparator(g.names[i]) != " ":
					between = answer.WeightSeparator(g.names[i])
				default:
					between = space
				}
				part := w.amount(pr, a)
				if g.names[i] != "" {
					part = word(g.names[i]) + between + part
				}
				if a.Partial {
					part += " (" + pr.Formula(a.Where) + ")"
				}
				parts = append(parts, part)
			}
			lists[k] = strings.Join(parts, ", ")
		}
		var all []string
		for k, list := range lists {
			switch {
			case list == "" || groups[k].place != "" && slices.Contains(lists[:k], list):
			case groups[k].place == "":
				all = append(all, list)
			default:
				var places []string
				for i, g := range groups {
					if lists[i] == list {
						places = append(places, g.place)
					}
				}
				who := w.List(places)
				if len(places) > 1 && slices.Equal(places, players) {
					who = w.Say(sayEach)
				}
				all = append(all, word(who+": ")+list)
			}
		}
		if pr.LaTeX {
			return strings.Join(all, `;\; `)
		}
		return strings.Join(all, "; ")
	}
	plain := text(h.Printer(), func(s string) string { return s }, " ")
	if plain == "" {
		return Cell{}, false
	}
	cell := Formula(plain, text(h.LaTeX(), mathText, `\; `))
	for i := range plain {
		if strings.HasPrefix(plain[i:], "; ") {
			cell.Breaks = append(cell.Breaks, i+2)
		}
	}
	return cell, true
}
