package report

import (
	"strconv"
	"strings"

	"brink/solver/answer"
	"brink/solver/note"
)

// trajectory shows where a system was at some times.
func (w *Words) trajectory(a *answer.Trajectory) []Block {
	var start []string
	for i, v := range a.Variables {
		start = append(start, v+" = "+a.Start[i].RatString())
	}
	intro := w.Say(sayFromStart, strings.Join(start, w.comma))
	if len(a.About().Free()) > 0 {
		intro = w.Say(sayFromStartAt, strings.Join(start, w.comma), w.Point(a.About(), a.Point))
	}
	how := sayIntegrated
	if a.Discrete {
		how = sayIterated
	}
	t := &Table{Header: append([]string{w.Say(sayClock)}, a.Variables...), Align: []Align{Right}}
	for range a.Variables {
		t.Align = append(t.Align, Right)
	}
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', 7, 64) }
	for _, s := range a.Course.Samples {
		row := []string{number(s.Time)}
		for _, x := range s.At {
			row = append(row, number(x))
		}
		t.Rows = append(t.Rows, Texts(row...))
	}
	if c := note.Code("end " + a.Ending()); w.Has(c) {
		last := a.Course.Samples[len(a.Course.Samples)-1]
		t.Notes = append(t.Notes, w.Say(c, a.Variables[a.Course.Variable], number(last.Time)))
	}
	t.Notes = append(t.Notes, w.missing(a)...)
	return []Block{Paragraph{w.sentences(intro, w.Say(how))}, t}
}
