package report

import (
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
)

// verdicts shows the decisions about claims: of models that are about what a text
// says, model by model, and then of the others.
func (w *Words) verdicts(a *answer.Verdicts) []Block {
	var about, rest []*answer.Verdict
	for _, c := range a.Claims {
		if c.Model.Head().Gist != "" {
			about = append(about, c)
		} else {
			rest = append(rest, c)
		}
	}
	if len(about) == 0 {
		return w.plainVerdicts(a)
	}
	part := *a
	part.Claims = about
	blocks := w.assertions(&part)
	for _, n := range w.verdictNotes(&part) {
		blocks = append(blocks, Paragraph{n})
	}
	if len(rest) > 0 || len(a.Known) > 0 {
		part.Claims = rest
		if len(rest) > 0 {
			blocks = append(blocks, Heading{Text: w.Say(sayBeside)})
		}
		blocks = append(blocks, w.plainVerdicts(&part)...)
	}
	return blocks
}

// plainVerdicts shows the decisions about claims in one table.
func (w *Words) plainVerdicts(a *answer.Verdicts) []Block {
	// One method for all is said below the table.
	var methods []note.Code
	for _, c := range a.Claims {
		if c.Method != "" && !slices.Contains(methods, c.Method) {
			methods = append(methods, c.Method)
		}
	}
	t := &Table{}
	column := func(head string, align Align) {
		t.Header, t.Align = append(t.Header, head), append(t.Align, align)
	}
	if a.Several {
		column(w.Say(sayGame), Left)
	}
	column(w.Say(sayClaim), Left)
	column(w.Say(saySays), Left)
	column(w.Say(sayVerdict), Left)
	column(w.Say(sayConditionHead), Left)
	if len(methods) > 1 {
		column(w.Say(sayMethod), Left)
	}
	column(w.Say(sayTime), Right)
	if a.Checked {
		column(w.Say(sayEvidence), Left)
	}
	if a.Solver != "" {
		column(a.Solver, Left)
	}
	for _, c := range a.Claims {
		var row []Cell
		if a.Several {
			row = append(row, Text(c.Model.Head().ID))
		}
		verdict := w.Status(c.Status)
		if c.Status != answer.Undecided && !c.OK() {
			verdict = w.Say(sayExpected, verdict, w.Status(answer.Expected(c.Claim)))
		}
		row = append(row, Text(c.Claim.ID), Text(c.Model.Head().In(w.Language, c.Claim.Says)), Text(verdict), w.verdictCondition(c))
		if len(methods) > 1 {
			row = append(row, Text(w.Say(c.Method)))
		}
		row = append(row, Text(fmt.Sprintf("%.3f s", c.Seconds)))
		if a.Checked {
			row = append(row, Text(w.evidence(c)))
		}
		if a.Solver != "" {
			row = append(row, Text(w.second(c)))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = w.verdictNotes(a)
	if len(methods) == 1 {
		t.Notes = append(t.Notes, w.Say(sayMethodNote, note.New(methods[0])))
	}
	blocks := []Block{t}
	if k := w.known(a); k != nil {
		blocks = append(blocks, k)
	}
	if len(a.Claims) == 0 && len(blocks) > 1 {
		blocks = blocks[1:]
	}
	return blocks
}

// verdictNotes says whether the verdicts are as expected, and what a reader has to
// know of them.
func (w *Words) verdictNotes(a *answer.Verdicts) []string {
	var notes []string
	wrong, undecided, _ := a.CountClaims()
	switch {
	case wrong == 0 && undecided == 0:
		notes = append(notes, w.Say(sayAllExpected, len(a.Claims)))
	case wrong > 0:
		notes = append(notes, w.Say(sayDiffer, wrong))
	}
	for _, c := range a.Claims {
		for _, warning := range c.Warnings {
			notes = append(notes, w.Say(sayWarning, c.Claim.ID, w.Note(warning)))
		}
	}
	if undecided > 0 {
		notes = append(notes, w.Say(sayUndecidedNote, undecided))
	}
	return append(notes, w.certificates(a)...)
}

// Status is a verdict in words.
func (w *Words) Status(s answer.Status) string {
	if c := "verdict " + note.Code(s); w.Has(c) {
		return w.Say(c)
	}
	return string(s)
}

// verdictCondition is where a claim holds or fails, or why that is not known.
func (w *Words) verdictCondition(c *answer.Verdict) Cell {
	h := c.Model.Head()
	switch c.Status {
	case answer.Conditional:
		cell := w.Condition(h, c.HoldsWhen)
		if !cell.Formula { // too long to be shown
			return cell
		}
		cell.Text, cell.Breaks = w.Say(sayIff, cell.Text), nil
		if cell.LaTeX != "" {
			cell.LaTeX = mathText(w.Say(sayIff, "")) + " " + cell.LaTeX
		}
		return cell
	case answer.Refuted:
		if len(c.Counterexample) == 0 {
			return Text(w.Say(sayFails))
		}
		values := w.point(h, c.Counterexample)
		cell := Formula(w.Say(sayFailsAt, values), "")
		cell.Breaks = []int{strings.Index(cell.Text, values[0])}
		return cell
	case answer.Vacuous:
		return Text(w.Say(sayContradictory, c.Contradictory))
	case answer.Undecided:
		return Text(w.whyUndecided(c))
	}
	return Cell{}
}

// whyUndecided is a point at which an undecided claim fails, where there is one, and
// why it is undecided.
func (w *Words) whyUndecided(c *answer.Verdict) string {
	if len(c.Counterexample) == 0 {
		return w.Note(c.Why)
	}
	return w.Say(sayFailsAtWhy, w.point(c.Model.Head(), c.Counterexample), c.Why)
}

// point is the values of the parameters at a point.
func (w *Words) point(h *games.Header, at []answer.Real) []string {
	var values []string
	for i, x := range at {
		values = append(values, w.value(h.Params[i].Name, x))
	}
	return values
}

func (w *Words) evidence(c *answer.Verdict) string {
	switch c.Evidence {
	case answer.Yes:
		return w.Say(sayCheckedLemmas, c.Lemmas)
	case answer.No:
		return w.Say(sayNoEvidence)
	}
	return none
}

func (w *Words) second(c *answer.Verdict) string {
	switch {
	case c.Second == nil:
		return none
	case c.Second.Agrees == answer.Yes:
		return w.Say(sayAgrees)
	case c.Second.Agrees == answer.No:
		return w.Say(sayDisagrees)
	}
	return w.Say(sayNoAnswer)
}

// Mistaken says which claims were not decided because their texts are wrong.
func (w *Words) Mistaken(ids []string) string { return w.Say(sayMistaken, ids) }

// Dispute says that another solver disagrees.
func (w *Words) Dispute(solver string, claims int) string { return w.Say(sayDispute, solver, claims) }
