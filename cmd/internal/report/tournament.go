package report

import (
	"math/big"

	"brink/games/algebra"
	"brink/solver/answer"
)

// tournament shows what strategies earn against each other, as functions and at the
// point, which of them can invade which, and which are stable.
func (w *Words) tournament(a *answer.Repeated) []Block {
	h, t := a.About(), a.Tournament
	names := t.Strategies
	what := w.Say(sayPerPeriod)
	if n := a.Game().Repeated.Horizon; n > 0 {
		what = w.Say(sayAddedUp, n)
	}
	if t.LongRun {
		what = w.Say(sayLongRunAverage)
	}
	payoffs := &Table{Title: w.Say(sayTournament, what), Header: append([]string{""}, names...)}
	for i, row := range t.Payoffs {
		payoffs.Rows = append(payoffs.Rows, append([]Cell{Text(names[i])}, w.functions(a, row)...))
	}
	if !t.Where.IsTrue() {
		payoffs.Notes = append(payoffs.Notes, w.Say(sayElsewhere, h.Printer().Formula(t.Where)))
	}
	payoffs.Notes = append(payoffs.Notes, w.Say(sayMethodNote, t.Method))
	blocks := []Block{payoffs}
	if t.At != nil {
		at := []string{w.otherValues(a)}
		if !t.LongRun {
			at = append([]string{w.DiscountAt(a)}, at...)
		}
		blocks = append(blocks, payoffMatrix(w.Say(saySameAt, at), names, t.At))
	}
	invasion := &Table{Title: w.Say(sayInvasion), Header: []string{w.Say(sayStrategy), w.Say(sayCanInvade), w.Say(sayWhen)}}
	never := 0
	for _, x := range t.Invades {
		if x.When.IsFalse() {
			never++
			continue
		}
		invasion.Rows = append(invasion.Rows, []Cell{Text(names[x.Mutant]), Text(names[x.Resident]), w.Condition(h, x.When)})
	}
	if never > 0 {
		invasion.Notes = append(invasion.Notes, w.Say(sayNeverInvade, never))
	}
	blocks = append(blocks, invasion)
	if len(names) < 2 {
		return blocks
	}
	stable := &Table{Title: w.Say(sayStability), Header: []string{w.Say(sayStrategy), w.Say(sayEvolutionary), w.Say(sayResists)}, Notes: []string{w.Say(sayStabilityNote)}}
	for i, s := range t.Stability {
		stable.Rows = append(stable.Rows, []Cell{Text(names[i]), w.Condition(h, s.ESS), w.Condition(h, s.Resists)})
	}
	return append(blocks, stable)
}

// functions are cells of payoffs.
func (w *Words) functions(a *answer.Repeated, row []*algebra.Ratio) []Cell {
	var out []Cell
	for _, r := range row {
		if r == nil {
			out = append(out, Text(w.Say(sayPiecewise)))
		} else {
			out = append(out, w.Function(a.About(), *r))
		}
	}
	return out
}

// payoffMatrix shows what the row earns against the column.
func payoffMatrix(title string, names []string, payoffs [][]*big.Rat) *Table {
	t := &Table{Title: title, Header: append([]string{""}, names...), Align: []Align{Left}}
	for i, n := range names {
		t.Align = append(t.Align, Right)
		t.Rows = append(t.Rows, Texts(append([]string{n}, shown(payoffs[i], shortRat)...)...))
	}
	return t
}
