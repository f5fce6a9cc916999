package report

import (
	"strings"

	"brink/solver/answer"
	"brink/solver/note"
)

// known shows published results beside what was found; nil where there are none.
func (w *Words) known(a *answer.Verdicts) *Table {
	t := &Table{Header: []string{w.Say(sayKnownResult), w.Say(sayKnownAt), w.Say(sayKnownExpected), w.Say(sayKnownFound), w.Say(sayKnownOutcome)}}
	different, open := 0, 0
	for _, k := range a.Known {
		var at []string
		for _, s := range k.Known.At {
			at = append(at, s.Name+" = "+s.Value.RatString())
		}
		for _, f := range k.Findings {
			what := w.Say(note.Code("known " + f.Statement))
			if f.Of != "" {
				what += " " + f.Of
			}
			if a.Several {
				what = k.Model.Head().ID + ": " + what
			}
			outcome := w.Say(sayAsKnown)
			switch f.Agrees {
			case answer.No:
				different++
				outcome = w.difference(f)
			case answer.NoAnswer:
				open++
				outcome = w.Say(sayUndecided)
				if len(f.Why) > 0 {
					outcome += ": " + w.Note(note.Join(f.Why))
				}
			}
			t.Rows = append(t.Rows, Texts(what, w.List(at), w.knownSide(f, f.Expected), w.knownSide(f, f.Found), outcome))
		}
	}
	switch {
	case len(t.Rows) == 0:
		return nil
	case different > 0:
		t.Notes = append(t.Notes, w.Say(sayKnownDiffer, different))
	case open == 0:
		t.Notes = append(t.Notes, w.Say(sayKnownAll, len(t.Rows)))
	}
	return t
}

// knownSide is a number, or how many profiles there are.
func (w *Words) knownSide(f answer.KnownFinding, texts []string) string {
	switch {
	case f.List():
		return w.Say(sayKnownProfiles, len(texts))
	case len(texts) == 0:
		return none
	}
	return texts[0]
}

// difference says how a finding differs: the first profiles that one side lacks.
func (w *Words) difference(f answer.KnownFinding) string {
	const most = 3
	var parts []string
	for _, side := range []struct {
		say  note.Code
		list []string
	}{{sayKnownMissing, f.Missing}, {sayKnownSurplus, f.Surplus}} {
		if n := len(side.list); n > most {
			parts = append(parts, w.Say(side.say, strings.Join(side.list[:most], ", ")+", … ("+w.Say(sayKnownProfiles, n)+")"))
		} else if n > 0 {
			parts = append(parts, w.Say(side.say, strings.Join(side.list, ", ")))
		}
	}
	if f.NotZeroSum {
		parts = append(parts, w.Say(sayNotZeroSum))
	}
	if len(parts) == 0 {
		return w.Say(sayKnownDiffers)
	}
	return w.Say(sayKnownDiffers) + ": " + strings.Join(parts, "; ")
}
