package report

import (
	"fmt"
	"math/big"
	"strconv"

	"brink/solver/answer"
	"brink/solver/note"
)

// fictitiousPlay shows a course of fictitious play: the frequencies, and how far they are from
// an equilibrium.
func (w *Words) fictitiousPlay(a *answer.Play) []Block {
	rule := a.Rule
	if c := note.Code("rule " + a.Rule); w.Has(c) {
		rule = w.Say(c)
	}
	intro := w.Say(sayRounds, a.Rounds, rule)
	if len(a.Point) > 0 {
		intro = w.Say(sayRoundsAt, a.Rounds, rule, w.Point(a.About(), a.Point))
	}
	return []Block{Paragraph{intro}, w.frequencies(a), w.distance(a)}
}

// frequencies is the table of what was played. Where a cycle is proved the limit is
// known, and shown unless it is reached.
func (w *Words) frequencies(a *answer.Play) *Table {
	t := &Table{
		Header: []string{w.Say(sayPlayer), w.Say(sayAction), w.Say(sayPlayed), w.Say(sayFrequency)},
		Align:  []Align{Left, Left, Right, Right},
	}
	limits := a.Cycle != nil && !a.Settled()
	if limits {
		t.Header, t.Align = append(t.Header, w.Say(sayLimit)), append(t.Align, Right)
		t.Notes = []string{w.Say(sayLimitNoNash)}
		if a.Cycle.LimitIsNash {
			t.Notes = []string{w.Say(sayLimitNash)}
		}
	}
	for p, pl := range a.Players {
		for act, name := range pl.Actions {
			who := ""
			if act == 0 {
				who = pl.Name
			}
			row := Texts(who, name, strconv.FormatInt(a.Counts[p][act], 10), a.Frequencies[p][act].RatString())
			if limits {
				row = append(row, Text(a.Cycle.Limits[p][act].RatString()))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// distance is the table of payoffs and of what players could gain.
func (w *Words) distance(a *answer.Play) *Table {
	t := &Table{
		Header: []string{w.Say(sayPlayer), w.Say(sayLastAction), w.Say(sayAverage), w.Say(sayExploitability)},
		Align:  []Align{Left, Left, Right, Right},
		Notes:  []string{w.Say(sayExploitabilityNote)},
	}
	// The regret says something of its own where actions were correlated, as in
	// play that keeps missing the other.
	regret := a.RegretsDiffer()
	if regret {
		t.Header, t.Align = append(t.Header, w.Say(sayRegret)), append(t.Align, Right)
		t.Notes = append(t.Notes, w.Say(sayRegretNote))
	}
	for p, pl := range a.Players {
		row := Texts(pl.Name, pl.Actions[a.LastProfile[p]], withDecimal(a.Realised[p]), withDecimal(a.Exploitability[p]))
		if regret {
			row = append(row, Text(withDecimal(a.Regret[p])))
		}
		t.Rows = append(t.Rows, row)
	}
	if c := a.Cycle; c != nil && c.Period == 1 {
		t.Notes = append(t.Notes, w.Say(sayConstantFrom, c.From))
	} else if c != nil {
		t.Notes = append(t.Notes, w.Say(sayPeriodic, c.Period, c.From))
	}
	if a.Growth != nil {
		t.Notes = append(t.Notes, w.Say(sayGrowth, fmt.Sprintf("%.6g", a.Growth.Factor)))
	}
	if len(a.Theorems) == 0 {
		t.Notes = append(t.Notes, w.Say(sayNoTheorem))
	}
	for _, x := range a.Theorems {
		t.Notes = append(t.Notes, w.theorem(x))
	}
	t.Notes = append(t.Notes, w.missing(a)...)
	return t
}

func (w *Words) theorem(x answer.Theorem) string { return w.Say(sayMarked, x.Statement, x.Source) }

// withDecimal shows a rational, with a decimal beside it when it is not short.
func withDecimal(r *big.Rat) string {
	if len(r.RatString()) <= 8 {
		return r.RatString()
	}
	f, _ := r.Float64()
	return fmt.Sprintf("%s ≈ %.6g", r.RatString(), f)
}

// PlayCaption stands below the picture of a course of play.
func (w *Words) PlayCaption() string { return w.Say(sayPlayCaption) }
