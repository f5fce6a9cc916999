package report

import (
	"strconv"
	"strings"

	"brink/solver/answer"
)

// orbits shows the equilibria of exchangeable players, a row for all that differ in
// who does what.
func (w *Words) orbits(a *answer.Orbits) []Block {
	t := &Table{
		Header: []string{"#", w.Say(sayHowMany), w.Say(sayPayoffs), w.Say(sayKind), w.Say(sayAlike)},
		Align:  []Align{Right, Left, Left, Left, Right},
		Notes:  []string{w.Say(sayOrbitNote)},
	}
	names := a.Players[0].Actions
	for k, o := range a.Orbits {
		row := []Cell{Text(strconv.Itoa(k + 1)), mixtureCell(w.orbit(names, o))}
		t.Rows = append(t.Rows, append(row, Texts(w.orbitPayoffs(names, o), w.orbitKind(o), o.Multiplicity.String())...))
	}
	if a.Complete {
		t.Notes = append(t.Notes, w.Say(sayExactBy, w.Say(sayTheseAll), a.Method))
	}
	t.Notes = append(t.Notes, w.missing(a)...)
	return append(w.atPoint(a.About(), a.Point), t)
}

// orbit is 3 hold, 2 race, 7 mix hold 7/11 + race 4/11.
func (w *Words) orbit(names []string, o answer.Orbit) string {
	var parts []string
	for k, n := range []int{o.First, o.Second} {
		if n > 0 {
			parts = append(parts, w.Say(sayGroup, n, names[k]))
		}
	}
	if o.Mixing > 0 {
		mix := names[0] + answer.WeightSeparator(names[0]) + o.Probability.Long() + " + " + names[1]
		if o.Rest.Rat != nil {
			mix += answer.WeightSeparator(names[1]) + o.Rest.Rat.RatString()
		}
		text := w.Say(sayMixingGroup, o.Mixing, mix)
		if o.Continuum {
			text = w.Say(sayMarked, text, w.Say(sayOtherProportions))
		}
		parts = append(parts, text)
	}
	return w.List(parts)
}

// orbitPayoffs names the payoffs of the groups.
func (w *Words) orbitPayoffs(names []string, o answer.Orbit) string {
	var who, pay []string
	for k, n := range []int{o.First, o.Second, o.Mixing} {
		if n > 0 {
			who = append(who, []string{names[0], names[1], w.Say(sayMixing)}[k])
			pay = append(pay, o.Payoffs[k].Long())
		}
	}
	if len(who) == 1 {
		who[0] = w.Say(sayEach)
	}
	parts := make([]string, len(who))
	for i := range who {
		parts[i] = who[i] + ": " + pay[i]
	}
	return strings.Join(parts, ", ")
}

func (w *Words) orbitKind(o answer.Orbit) string {
	switch {
	case o.Strict:
		return w.Say(sayPureStrict)
	case o.Mixing == 0:
		return w.Say(sayPure)
	case o.QuasiStrict:
		return w.Say(sayQuasiStrict)
	}
	return w.Say(sayMixed)
}
