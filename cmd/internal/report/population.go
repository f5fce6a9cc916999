package report

import (
	"strconv"

	"brink/solver/answer"
	"brink/solver/note"
)

// digitsProbability is the precision of probabilities in tables.
const digitsProbability = 7

// population shows who takes over a finite population: the payoffs, fixation, shares
// of time, and conditions on the parameters.
func (w *Words) population(a *answer.Population) []Block {
	h, names := a.About(), a.Strategies
	intro := w.Say(sayImitators, a.Size, a.Intensity)
	if len(a.Point) > 0 {
		intro = w.sentences(intro, w.Say(sayParameters, w.Point(h, a.Point)))
	}
	blocks := []Block{Paragraph{intro}}
	if a.Payoffs != nil {
		blocks = append(blocks, payoffMatrix(w.Say(sayPayoffMatrix), names, a.Payoffs), w.fixation(a))
	}
	if a.Shares != nil {
		t := &Table{Title: w.Say(sayShares), Header: []string{w.Say(sayStrategy), w.Say(sayShare)}, Align: []Align{Left, Right}, Notes: []string{w.Say(sayShareNote)}}
		for i, p := range a.Shares {
			t.Rows = append(t.Rows, Texts(names[i], p.Text(digitsProbability)))
		}
		blocks = append(blocks, t)
	}
	if len(a.Conditions) > 0 {
		t := &Table{Title: w.Say(sayTakeovers), Header: []string{w.Say(sayMutant), w.Say(sayResident), w.Say(sayLikelierThanReverse), w.Say(sayLikelierThanChance)}}
		for _, c := range a.Conditions {
			t.Rows = append(t.Rows, []Cell{Text(names[c.Mutant]), Text(names[c.Resident]), w.Condition(h, c.Favoured), w.Condition(h, c.Weakly)})
		}
		t.Notes = []string{w.Assumptions(h, a.Undefined)}
		if !a.Where.IsTrue() {
			t.Notes = append(t.Notes, w.Say(sayHoldWhere, h.Printer().Formula(a.Where)))
		}
		t.Notes = append(t.Notes, w.Say(sayTakeoverNote))
		blocks = append(blocks, t)
	}
	for _, n := range a.Why() {
		blocks = append(blocks, Paragraph{w.Say(sayMissingPart, n)})
	}
	return blocks
}

// fixation is the table of what becomes of one mutant.
func (w *Words) fixation(a *answer.Population) *Table {
	t := &Table{
		Title: w.Say(sayFixation, a.Size-1),
		Header: []string{
			w.Say(sayMutant), w.Say(sayResident), w.Say(sayTakesOver), w.Say(sayAgainstChance, strconv.Itoa(a.Size)), w.Say(sayAgainstReverse), w.Say(sayLogQuotient),
		},
		Align: []Align{Left, Left, Right, Left, Left, Right},
		Notes: []string{w.Say(sayFixationNote)},
	}
	for _, f := range a.Fixation {
		p := none
		if f.Probability != nil {
			p = f.Probability.Text(digitsProbability)
		}
		t.Rows = append(t.Rows, Texts(a.Strategies[f.Mutant], a.Strategies[f.Resident], p, w.comparison(f.Neutral), w.comparison(f.Reverse), shortRat(f.LogQuotient)))
	}
	return t
}

func (w *Words) comparison(sign int) string {
	says := map[int]note.Code{-1: sayLess, 0: sayEqual, 1: sayGreater}
	return w.Say(says[sign])
}
