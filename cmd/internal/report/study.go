package report

import (
	"math/big"
	"strconv"

	"brink/solver/answer"
)

// StudyDone says how many shards of a study are there.
func (w *Words) StudyDone(s *answer.StudyStatus) string {
	return w.Say(sayStudyDone, s.Shards-len(s.Missing), s.Shards, int(s.Points))
}

// StudyKept says where the work of a study that was ended early is kept.
func (w *Words) StudyKept(points int64, folder string) string {
	return w.Say(sayStudyLost, int(points), folder)
}

// StudyPlanned says what was planned.
func (w *Words) StudyPlanned(points int64, shards int, folder string) string {
	return w.Say(sayStudyPlanned, int(points), shards, folder)
}

// studyStatus shows how far a study is.
func (w *Words) studyStatus(a *answer.StudyStatus) []Block {
	return []Block{Pre{a.List}}
}

// studySummary shows what the table of answers of a study says as a whole.
func (w *Words) studySummary(a *answer.StudySummary) []Block {
	blocks := []Block{Paragraph{w.Say(sayStudyPoints, int(a.Points))}}
	for _, c := range a.Shares {
		t := &Table{
			Title:  w.Say(sayStudyShares, c.Column),
			Header: []string{w.Say(sayStudyAnswer), w.Say(sayStudyCount), w.Say(sayStudyShare)},
			Align:  []Align{Left, Right, Right, Left},
		}
		ranged := false
		for _, v := range c.Values {
			row := Texts(w.studyAnswer(v.Value), strconv.FormatInt(v.Count, 10), v.Share.FloatString(4))
			if v.Low != nil {
				ranged = true
				row = append(row, Text("["+intervalEnd(v.Low)+", "+intervalEnd(v.High)+"]"))
			}
			t.Rows = append(t.Rows, row)
		}
		if ranged {
			t.Header = append(t.Header, w.Say(sayStudyRange))
		}
		if c.More > 0 {
			t.Notes = append(t.Notes, w.Say(sayStudyMore, c.More))
		}
		blocks = append(blocks, t)
	}
	if a.Random && len(a.Shares) > 0 {
		blocks = append(blocks, Paragraph{w.Say(sayStudyExact)})
	}
	for _, c := range a.Numbers {
		t := &Table{
			Title:  w.Say(sayStudyNumbers, c.Column, int(c.Of)),
			Header: []string{w.Say(sayStudyLevel), w.Say(sayStudyValue), w.Say(sayStudyDecimal)},
			Align:  []Align{Right, Left, Left},
		}
		for _, q := range c.Quantiles {
			t.Rows = append(t.Rows, Texts(q.At.FloatString(2), q.Value, q.Near))
		}
		blocks = append(blocks, t)
	}
	for _, c := range a.Crosses {
		t := &Table{Title: w.Say(sayStudyCross, c.Rows, c.Columns), Header: []string{w.Say(sayStudyAnchor, c.Rows, c.Columns)}, Align: []Align{Left}}
		for _, h := range c.Heads {
			t.Header, t.Align = append(t.Header, w.studyAnswer(h)), append(t.Align, Right)
		}
		for i, r := range c.RowValues {
			row := Texts(w.studyAnswer(r))
			for _, n := range c.Counts[i] {
				row = append(row, Text(strconv.FormatInt(n, 10)))
			}
			t.Rows = append(t.Rows, row)
		}
		blocks = append(blocks, t)
	}
	for _, n := range w.missing(a) {
		blocks = append(blocks, Paragraph{n})
	}
	return blocks
}

// intervalEnd is the end of an interval, with the digits to which it is rounded.
func intervalEnd(x *big.Rat) string { return x.FloatString(6) }

func (w *Words) studyAnswer(v string) string {
	if v == "" {
		return w.Say(sayStudyNone)
	}
	return v
}
