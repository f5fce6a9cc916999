package report

import (
	"strings"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
)

// Assertion says what a text says that the model is about, and what the model adds.
func (w *Words) Assertion(h *games.Header) []Block {
	if h.Gist == "" {
		return nil
	}
	blocks := []Block{Paragraph{w.Say(sayGist, h.In(w.Language, h.Gist))}}
	firm := ""
	if c := "firm " + note.Code(h.Firmness); w.Has(c) {
		firm = w.Say(c)
	}
	switch {
	case h.Place != "":
		blocks = append(blocks, Paragraph{strings.TrimSpace(w.Say(sayPlaced, h.In(w.Language, h.Place), firm))})
	case firm != "":
		blocks = append(blocks, Paragraph{w.Say(sayPlacedOnly, firm)})
	}
	for _, s := range h.Adds {
		blocks = append(blocks, Paragraph{w.Say(sayAdds, h.In(w.Language, s))})
	}
	return blocks
}

// assertions shows, model by model, what a text says and what was found of it.
func (w *Words) assertions(a *answer.Verdicts) []Block {
	var blocks []Block
	var t *Table
	for i, c := range a.Claims {
		h := c.Model.Head()
		if i == 0 || a.Claims[i-1].Model != c.Model {
			blocks = append(append(blocks, Heading{Text: w.statement(h)}), w.Assertion(h)...)
			t = &Table{Header: []string{w.Say(sayReading), w.Say(sayClaim), w.Say(saySays), w.Say(sayFormula), w.Say(sayVerdict), w.Say(sayConditionHead), w.Say(saySourceHead)}}
			if a.Checked {
				t.Header = append(t.Header, w.Say(sayEvidence))
			}
			if a.Solver != "" {
				t.Header = append(t.Header, a.Solver)
			}
			blocks = append(blocks, t)
		}
		row := []Cell{Text(w.reading(c.Claim.Reading)), Text(c.Claim.ID), Text(h.In(w.Language, c.Claim.Says)), Formula(statement(c.Claim), ""),
			Text(w.outcome(c)), w.verdictCondition(c), Text(w.sources(c.Claim))}
		if a.Checked {
			row = append(row, Text(w.evidence(c)))
		}
		if a.Solver != "" {
			row = append(row, Text(w.second(c)))
		}
		t.Rows = append(t.Rows, row)
	}
	return blocks
}

// statement is the name of a model, with the number of the statement that it is about.
func (w *Words) statement(h *games.Header) string {
	if h.Number == "" {
		return w.nameOf(h)
	}
	return w.Say(sayStatement, h.Number, w.nameOf(h))
}

func (w *Words) reading(r games.Reading) string {
	if c := "reading " + note.Code(r); w.Has(c) {
		return w.Say(c)
	}
	return none
}

// sources says where a claim is from.
func (w *Words) sources(c games.Claim) string {
	if len(c.Source) == 0 {
		return w.Say(sayOurs)
	}
	return strings.Join(c.Source, w.stop)
}

// statement is the text of a claim with its hypotheses.
func statement(c games.Claim) string {
	if len(c.Given) == 0 {
		return c.Holds
	}
	return strings.Join(c.Given, " and ") + " => " + c.Holds
}

// outcome is the verdict of a claim; of a reading, whether it holds comes first: that
// something is possible holds already where it is so for some parameters.
func (w *Words) outcome(c *answer.Verdict) string {
	verdict := w.Status(c.Status)
	if c.Status != answer.Undecided && !c.OK() {
		verdict = w.Say(sayExpected, verdict, w.Status(answer.Expected(c.Claim)))
	}
	if c.Claim.Reading == "" {
		return verdict
	}
	says := map[answer.Status]note.Code{
		answer.Proved: sayReadingHolds, answer.Conditional: sayHoldsWhere, answer.Refuted: sayHoldsNot, answer.Vacuous: sayNoCase, answer.Undecided: sayHoldsUnknown,
	}[c.Status]
	if c.Claim.Reading == games.Inevitable && c.Status == answer.Conditional {
		says = sayNotAlways
	}
	return w.Say(sayOfReading, w.Say(says), verdict)
}
