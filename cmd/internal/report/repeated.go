package report

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/stability"
)

// repeated shows profiles of automata: the conditions, what these rest on, what any
// strategies need, the deviations, and what else was asked for.
func (w *Words) repeated(a *answer.Repeated) []Block {
	blocks := []Block{Paragraph{w.sentences(w.repetition(a), w.Assumptions(a.About(), a.Undefined))}, w.automata(a)}
	if t := w.rests(a); len(t.Rows) > 0 {
		blocks = append(blocks, t)
	}
	for _, x := range a.Outcomes {
		blocks = append(blocks, Paragraph{w.needs(a, x)})
	}
	if t := w.why(a); len(t.Rows) > 0 {
		blocks = append(blocks, t)
	}
	if !a.Assumes.IsZero() {
		blocks = append(blocks, Paragraph{w.Say(sayRemark, a.Assumes)})
	}
	if a.PayoffSet != nil {
		blocks = append(blocks, w.payoffSet(a))
	}
	if a.Bounds != nil {
		blocks = append(blocks, w.payoffBounds(a)...)
	}
	if a.Unrandomised != nil {
		blocks = append(blocks, w.unrandomised(a))
	}
	if a.Least != nil {
		blocks = append(blocks, Paragraph{w.least(a)})
	}
	if a.Tournament != nil {
		blocks = append(blocks, w.tournament(a)...)
	}
	return blocks
}

// repetition says how long is played and how the future counts.
func (w *Words) repetition(a *answer.Repeated) string {
	g := a.Game()
	r := g.Repeated
	long, unit := "", "[0, 1)"
	if r.Horizon > 0 {
		long, unit = w.Say(sayHorizon, r.Horizon), "[0, 1]"
	}
	counts := w.Say(sayDiscountIn, r.DiscountText, unit)
	switch d := a.Discount; {
	case r.Own != nil:
		var of note.List
		for p, d := range r.Own {
			of = append(of, note.New(sayDiscountOf, d.Text, g.Players[p].Name))
		}
		counts = w.Say(sayDiscountsIn, of, unit)
	case r.DiscountText == "":
		counts = w.Say(sayUndiscounted)
	case d >= 0 && g.Params[d].Name == r.DiscountText && g.Params[d].Range != "":
		counts = w.Say(sayDiscount, r.DiscountText)
	}
	return w.sentences(long, counts)
}

// DiscountAt says what the discount factors are at the point: "delta = 4/5".
func (w *Words) DiscountAt(a *answer.Repeated) string {
	r := a.Game().Repeated
	if a.Discounts == nil {
		return r.DiscountName()
	}
	text := func(name string, player int) string {
		switch d := a.Discounts[player].RatString(); name {
		case "":
			return w.Say(sayNoDiscounting)
		case d:
			return w.Say(sayFactor, d)
		default:
			return name + " = " + d
		}
	}
	if r.Own == nil {
		return text(r.DiscountText, 0)
	}
	var parts []string
	for p, d := range r.Own {
		if t := text(d.Text, p); !slices.Contains(parts, t) {
			parts = append(parts, t)
		}
	}
	return w.List(parts)
}

// otherValues lists the values of the parameters other than the discount factors.
func (w *Words) otherValues(a *answer.Repeated) string {
	g := a.Game()
	var parts []string
	for i, x := range a.Point {
		name := g.Params[i].Name
		if g.Params[i].Derived == nil && algebra.Var(i) != a.Discount && !slices.ContainsFunc(g.Repeated.Own, func(d games.Discount) bool { return d.Text == name }) {
			parts = append(parts, name+" = "+x.RatString())
		}
	}
	if parts == nil {
		return w.Say(sayItsNumbers)
	}
	return w.List(parts)
}

// strategies names a profile of automata, a symmetric one by one name.
func (w *Words) strategies(names []string) string {
	if alike(len(names), func(p int) string { return names[p] }) && len(names) > 1 {
		return w.Say(sayAllOf, names[0])
	}
	return w.List(names)
}

// automata is the table of conditions.
func (w *Words) automata(a *answer.Repeated) *Table {
	h, r := a.About(), a.Game().Repeated
	t := &Table{Header: []string{w.Say(sayStrategies), w.Say(sayOutcome), w.Say(sayPerfect), w.Say(sayNash), w.Say(sayCritical)}}
	var knife, unread []string
	for _, x := range a.Rows {
		name := w.strategies(x.Profile)
		nash := Text(w.Say(sayTooLarge))
		if x.Nash != nil {
			nash = w.conditionOrSize(h, *x.Nash)
		}
		t.Rows = append(t.Rows, []Cell{Text(name), Text(x.Outcome), w.conditionOrSize(h, x.SPE), nash, Text(w.critical(r, x))})
		if x.Rests != nil && x.Rests.KnifeEdge {
			knife = append(knife, name)
		}
		if x.Unread {
			unread = append(unread, name)
		}
	}
	says := w.Say(sayPerfectNote)
	if r.Horizon > 0 {
		says = w.Say(sayPerfectFinite, r.Horizon)
	}
	values := w.otherValues(a)
	switch {
	case r.Own != nil:
		says += w.stop + w.Say(sayCriticalOwn, values)
	case r.Horizon > 0 && r.DiscountText == "":
	case r.Horizon > 0:
		says += w.stop + w.Say(sayCriticalFinite, values)
	default:
		says += w.stop + w.Say(sayCriticalNote, values)
	}
	t.Notes = append([]string{says}, w.missing(a)...)
	if knife != nil {
		t.Notes = append(t.Notes, w.Say(sayKnifeEdges, knife))
	}
	if unread != nil {
		t.Notes = append(t.Notes, w.Say(sayUnread, unread))
	}
	return t
}

// critical is the discount factors that work, or those of each player.
func (w *Words) critical(r *games.Repeated, x *answer.RepeatedRow) string {
	switch {
	case !x.HasCritical:
		return none
	case x.CriticalOf != nil:
		var parts []string
		for p, c := range x.CriticalOf {
			if c == nil {
				return w.Say(sayNone)
			}
			parts = append(parts, w.Say(sayIn, r.Own[p].Text, c.Set))
		}
		return w.List(parts)
	case x.Critical == nil:
		return w.Say(sayNone)
	}
	return x.Critical.Set
}

// conditionOrSize is a condition, or how long it is when nobody would read it.
func (w *Words) conditionOrSize(h *games.Header, f expr.Formula) Cell {
	if n := answer.Terms(f); n > answer.HugeTerms {
		return Text(w.Say(sayTerms, n))
	}
	return w.Condition(h, f)
}

// rests is the table of what the conditions rest on.
func (w *Words) rests(a *answer.Repeated) *Table {
	g := a.Game()
	h, own := a.About(), g.Repeated.Own != nil
	t := &Table{Title: w.Say(sayRests), Header: []string{w.Say(sayStrategies)}}
	for _, c := range []note.Code{sayFactorWorks, sayRenegotiation, sayBinding, sayMorePatience, sayLessPatience, sayEitherWay} {
		t.Header = append(t.Header, w.Say(c))
	}
	if own {
		t.Header = []string{w.Say(sayStrategies), w.Say(sayFactorsWork), w.Say(sayRenegotiation), w.Say(sayBindings)}
	}
	var either []string
	for _, row := range a.Rows {
		x := row.Rests
		if x == nil {
			continue
		}
		name := w.strategies(row.Profile)
		possible, renegotiation := Text(none), Text(none)
		if x.Possible != nil {
			possible = w.Condition(h, *x.Possible)
		}
		switch {
		case x.WhereverPerfect:
			renegotiation = Text(w.Say(sayWhereverPerfect))
		case x.Renegotiation != nil:
			renegotiation = w.Condition(h, *x.Renegotiation)
		case !x.Open.IsZero():
			renegotiation = Text(w.Say(sayNotDecided, x.Open))
		}
		var binding []string
		for _, d := range x.Binding {
			binding = append(binding, w.Say(sayDeviates, g.Players[d.Player].Name, d.Plan, tuple(d.State)))
		}
		cells := []Cell{Text(name), possible, renegotiation, Text(orNone(strings.Join(binding, w.stop)))}
		if !own {
			up, down, both := w.directions(h, x.Statics)
			cells = append(cells, Text(orNone(w.List(up))), Text(orNone(w.List(down))), Text(orNone(w.List(both))))
			for _, s := range x.Statics {
				if s.Everywhere == stability.Depends.String() && s.Rises != nil && s.Falls != nil {
					either = append(either, w.Say(sayEitherNote, name, h.Params[s.Parameter].Name, h.Printer().Formula(*s.Rises), h.Printer().Formula(*s.Falls)))
				}
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Notes = []string{w.Say(sayRestsNote)}
	if !own {
		t.Notes = append(append(t.Notes, w.Say(sayPatienceNote)), either...)
	}
	return t
}

// directions sorts the parameters by the way in which the critical discount factor
// moves.
func (w *Words) directions(h *games.Header, statics []answer.Static) (up, down, both []string) {
	for _, s := range statics {
		name := h.Params[s.Parameter].Name
		switch s.Everywhere {
		case stability.Increasing.String():
			up = append(up, name)
		case stability.Decreasing.String():
			down = append(down, name)
		case stability.Depends.String():
			both = append(both, name)
		case stability.Undecided.String():
			both = append(both, w.Say(sayMarked, name, w.Say(sayUndecided)))
		}
	}
	return up, down, both
}

// needs says what any strategies need for an outcome.
func (w *Words) needs(a *answer.Repeated, x answer.OutcomeNeeds) string {
	g := a.Game()
	outcome := g.ProfileName(x.Outcome)
	text := w.Say(sayNeeds, outcome, g.Printer().Formula(x.Necessary))
	switch {
	case x.Necessary.IsFalse() && len(g.Repeated.DiscountVars()) == 0:
		text = w.Say(sayUnsustainedAt, outcome, w.DiscountAt(a))
	case x.Necessary.IsFalse():
		text = w.Say(sayUnsustained, outcome)
	}
	if len(x.AttainedBy) == 0 {
		return text
	}
	var names []string
	for _, p := range x.AttainedBy {
		names = append(names, w.strategies(p))
	}
	return w.sentences(text, w.Say(sayNoMoreNeeded, names))
}

// why is the table of deviations.
func (w *Words) why(a *answer.Repeated) *Table {
	g := a.Game()
	h := a.About()
	t := &Table{Title: w.Say(sayWhy), Header: []string{
		w.Say(sayStrategies), w.Say(sayConcept), w.Say(sayAfter), w.Say(sayPlayer), w.Say(sayInstead), w.Say(sayDeterred),
	}}
	gains := a.Discounts != nil
	if gains {
		t.Header = append(t.Header, w.Say(sayGainAt, w.DiscountAt(a)))
	}
	t.Notes = []string{w.Say(sayWhyNote)}
	if g.Repeated.Horizon > 0 {
		t.Notes = []string{w.Say(sayWhyFinite)}
	}
	for _, row := range a.Rows {
		add := func(concept note.Code, all []answer.Deviation) {
			for _, d := range all {
				after := tuple(d.State)
				if d.Period > 0 {
					after = w.Say(sayInPeriod, after, d.Period)
				}
				if d.Further > 0 {
					after = w.Say(sayAndAlike, after, d.Further)
				}
				cells := []Cell{
					Text(w.strategies(row.Profile)), Text(w.Say(concept)), Text(after), Text(g.Players[d.Player].Name), Text(d.Plan), w.Condition(h, d.Deterred),
				}
				if gains {
					gain := none
					if d.Gain != nil {
						gain = d.Gain.RatString()
					}
					cells = append(cells, Text(gain))
				}
				t.Rows = append(t.Rows, cells)
			}
		}
		add(sayPerfectName, row.Deviations)
		add(sayNash, row.NashDeviations)
		if x := row.Ranked; x != nil {
			t.Notes = append(t.Notes, w.Say(sayRanked, w.strategies(row.Profile), w.DiscountAt(a), tuple(x.Better), tuple(x.Worse)))
		}
	}
	return t
}

// orNone is a dash for an empty text.
func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

// SetsCaption stands below the picture of payoff sets.
func (w *Words) SetsCaption() string { return w.Say(saySetsCaption) }

// SetsTitle stands above it.
func (w *Words) SetsTitle(a *answer.Repeated) string {
	return w.Say(saySetsAt, w.nameOf(a.About()), w.DiscountAt(a))
}
