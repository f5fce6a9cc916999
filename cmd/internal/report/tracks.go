package report

import (
	"strings"

	"brink/solver/answer"
)

// tracks lists where each row of a table exists as a parameter moves, whether it is stable
// there, and its numbers.
func (w *Words) tracks(a *answer.Tracks) []Block {
	h := a.About()
	t := &Table{Header: []string{w.Say(sayEquilibrium), w.Say(sayFrom), w.Say(sayTo)}}
	judged := false
	for i := range a.Tracks {
		judged = judged || a.Tracks[i].Judged
	}
	if judged {
		t.Header = append(t.Header, w.Say(sayStable))
	}
	for i := range a.Tracks {
		k := &a.Tracks[i]
		row := []Cell{Text(w.TrackName(a.Equilibria, k.Row)), Text(k.From.String()), Text(k.To.String())}
		if judged {
			row = append(row, Text(w.stableOf(k)))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(append(t.Notes, w.vacuous(a)...), w.missing(a)...)
	return []Block{Paragraph{w.over(h.Params[a.Over].Name, h, a.Point, a.Fixed())}, t}
}

// stableOf says whether a row is stable on a stretch: of several rest points each, in the
// order of their numbers.
func (w *Words) stableOf(k *answer.Track) string {
	each := k.Samples[len(k.Samples)/2].Stable
	if each == nil {
		return w.yesNo(k.Stable)
	}
	parts := make([]string, len(each))
	for i, s := range each {
		if parts[i] = "?"; s != answer.NoAnswer {
			parts[i] = w.yesNo(s == answer.Yes)
		}
	}
	return strings.Join(parts, " | ")
}

// TrackName names a row of a table of equilibria as the table does.
func (w *Words) TrackName(a *answer.Equilibria, row int) string {
	return w.play(a, a.Table.Rows[row], row)
}
