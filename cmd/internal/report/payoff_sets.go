package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
)

// payoffSet shows the payoffs of two players with public randomisation.
func (w *Words) payoffSet(a *answer.Repeated) *Table {
	g, p := a.Game(), a.PayoffSet
	t := &Table{
		Title:  w.Say(sayPayoffSet, w.DiscountAt(a)),
		Header: []string{w.Say(sayVertex), g.Players[0].Name, g.Players[1].Name, w.Say(sayAttainedBy)},
		Align:  []Align{Right, Right, Right},
	}
	show := shortRat
	if !p.Exact {
		show = roundedRat // the fraction says nothing that the gap does not blur
	}
	for i, x := range p.Vertices {
		how := none
		if p.Exact {
			how = w.attained(g, x)
		}
		t.Rows = append(t.Rows, Texts(strconv.Itoa(i+1), show(x.At[0]), show(x.At[1]), how))
	}
	switch {
	case p.Empty:
		t.Notes = append(t.Notes, w.Say(sayNoPerfect))
	case p.Exact:
		t.Notes = append(t.Notes, w.Say(sayExactSet))
	default:
		t.Notes = append(t.Notes, w.Say(sayInexactSet))
		if p.Gap != nil {
			t.Notes = append(t.Notes, w.Say(sayGap, shown(p.Gap, shortRat)))
		}
	}
	if p.Worst != nil {
		t.Notes = append(t.Notes, w.Say(sayWorst, shown(p.Worst, show)))
	}
	t.Notes = append(t.Notes, w.Say(sayMinmaxes, shown(p.Pure, (*big.Rat).RatString), shown(p.Mixed, (*big.Rat).RatString)))
	for _, c := range p.Codes {
		t.Notes = append(t.Notes, w.penal(g, c))
	}
	t.Notes = append(t.Notes, w.Say(sayMethodNote, p.Method))
	return t
}

// attained says how a vertex is attained.
func (w *Words) attained(g *games.Game, x answer.Vertex) string {
	switch {
	case x.Profile == nil:
		return w.Say(sayByMixing)
	case x.Next[0].Cmp(x.At[0]) == 0 && x.Next[1].Cmp(x.At[1]) == 0:
		return w.Say(sayForEver, g.ProfileName(x.Profile))
	}
	return w.Say(sayThenAt, g.ProfileName(x.Profile), tuple(shown(x.Next[:], shortRat)))
}

// penal describes an optimal penal code in one sentence.
func (w *Words) penal(g *games.Game, c answer.PenalCode) string {
	sticks := w.Say(sayOneStick, g.ProfileName(c.Sticks[0]))
	for _, p := range c.Sticks[1:] {
		sticks = w.Say(sayThenStick, sticks, g.ProfileName(p))
	}
	who, pays := g.Players[c.Player].Name, shortRat(c.Payoff)
	if c.Forever {
		return w.Say(sayPenalForEver, who, pays, sticks)
	}
	return w.Say(sayPenal, who, pays, sticks, tuple(shown(c.Carrot[:], shortRat)))
}

// maxPointsShown is how many equilibrium payoffs a table lists.
const maxPointsShown = 24

// payoffBounds shows the bounds for three players and more.
func (w *Words) payoffBounds(a *answer.Repeated) []Block {
	g, b := a.Game(), a.Bounds
	t := &Table{
		Title:  w.Say(sayPayoffBounds, w.DiscountAt(a)),
		Header: []string{w.Say(sayPayoff), w.Say(sayInner), w.Say(sayOuter)},
		Align:  []Align{Left, Right, Right},
		Notes:  []string{w.Say(sayPureMinmax, shown(b.Pure, (*big.Rat).RatString))},
	}
	method := w.Say(sayMethodNote, b.Method)
	if b.Empty {
		t.Notes = append(t.Notes, w.Say(sayNoPerfect), method)
		return []Block{t}
	}
	for _, x := range b.Bounds {
		name, sign := w.direction(g, x.Direction)
		if name == "" {
			continue
		}
		cell := func(x *big.Rat) string {
			if x == nil {
				return w.Say(sayNoneSeen)
			}
			return shortRat(new(big.Rat).Mul(x, big.NewRat(sign, 1)))
		}
		t.Rows = append(t.Rows, Texts(name, cell(x.Inner), cell(x.Outer)))
	}
	slices.SortStableFunc(t.Rows, func(x, y []Cell) int { return strings.Compare(x[0].Text, y[0].Text) })
	t.Notes = append(t.Notes, w.Say(sayBoundsNote))
	if b.Tight() {
		t.Notes = append(t.Notes, w.Say(sayBoundsMeet, len(b.Bounds)))
	} else {
		t.Notes = append(t.Notes, w.Say(sayBoundsApart))
	}
	t.Notes = append(t.Notes, w.Say(sayDirections, len(b.Bounds)-len(t.Rows)), method)
	if len(b.Points) == 0 {
		return []Block{t}
	}
	found := &Table{Title: w.Say(sayPayoffsFound)}
	for _, p := range g.Players {
		found.Header, found.Align = append(found.Header, p.Name), append(found.Align, Right)
	}
	for _, p := range b.Points[:min(len(b.Points), maxPointsShown)] {
		found.Rows = append(found.Rows, Texts(shown(p, shortRat)...))
	}
	if n := len(b.Points) - maxPointsShown; n > 0 {
		found.Notes = append(found.Notes, w.Say(sayMorePayoffs, n))
	}
	found.Notes = append(found.Notes, w.Say(sayMixturesToo))
	return []Block{t, found}
}

// direction names the directions worth a line, a single player's payoff and the sum
// of all, with the sign in which they are read; "" for the others.
func (w *Words) direction(g *games.Game, d []int) (string, int64) {
	var plus, minus []string
	for p, k := range d {
		switch k {
		case 1:
			plus = append(plus, g.Players[p].Name)
		case -1:
			minus = append(minus, g.Players[p].Name)
		}
	}
	n := len(d)
	switch {
	case len(plus) == 1 && len(minus) == 0:
		return w.Say(sayMostFor, plus), 1
	case len(minus) == 1 && len(plus) == 0:
		return w.Say(sayLeastFor, minus), -1
	case len(plus) == n:
		return w.Say(sayMostInSum), 1
	case len(minus) == n:
		return w.Say(sayLeastInSum), -1
	}
	return "", 0
}

// unrandomised shows the payoffs of two players without public randomisation.
func (w *Words) unrandomised(a *answer.Repeated) *Table {
	g, u := a.Game(), a.Unrandomised
	t := &Table{
		Title:  w.Say(sayUnrandomised, w.DiscountAt(a)),
		Header: []string{w.Say(sayPath), g.Players[0].Name, g.Players[1].Name},
		Align:  []Align{Left, Right, Right},
	}
	method := w.Say(sayMethodNote, u.Method)
	if u.Empty {
		t.Notes = append(t.Notes, w.Say(sayNoPerfect), method)
		return t
	}
	for _, p := range u.Points[:min(len(u.Points), maxPointsShown)] {
		t.Rows = append(t.Rows, Texts(w.path(g, p.Lead, p.Cycle), p.Payoff[0].RatString(), p.Payoff[1].RatString()))
	}
	if n := len(u.Points) - maxPointsShown; n > 0 {
		t.Notes = append(t.Notes, w.Say(sayMorePaths, n))
	}
	t.Notes = append(t.Notes, w.Say(sayPathsNote), w.Say(sayCoverNote, u.Kept, u.Cells*u.Cells), method)
	return t
}

// path describes a path: "(C, C) for ever", or
// "(C, D), then (D, C), (C, D) repeating".
func (w *Words) path(g *games.Game, lead, cycle [][]int) string {
	names := func(ps [][]int) []string {
		var out []string
		for _, p := range ps {
			out = append(out, g.ProfileName(p))
		}
		return out
	}
	out := w.Say(sayRepeating, names(cycle))
	if len(cycle) == 1 {
		out = w.Say(sayForEver, g.ProfileName(cycle[0]))
	}
	if lead == nil {
		return out
	}
	return w.Say(sayLeadThen, names(lead), out)
}

// least says from which discount factor on a path is an equilibrium outcome.
func (w *Words) least(a *answer.Repeated) string {
	l, delta := a.Least, a.Game().Repeated.DiscountText
	path := w.path(a.Game(), l.Lead, l.Cycle)
	var found note.Note
	switch {
	case l.None:
		found = note.New(sayLeastNone, path)
	case l.Value != nil:
		found = note.New(sayLeastFrom, path, delta, *l.Value)
	case l.Lo != nil && l.Hi != nil:
		found = note.New(sayLeastBetween, path, delta, shortRat(l.Lo), shortRat(l.Hi))
	case l.Lo != nil:
		found = note.New(sayLeastAbove, path, delta, shortRat(l.Lo))
	default:
		return w.Say(sayLeast, note.New(note.LeastNotFound, l.Why))
	}
	if l.Why.IsZero() {
		return w.Say(sayLeast, found)
	}
	return w.Say(sayLeast, note.New(sayMarked, found, l.Why))
}

// maxRatWidth is how many characters an exact fraction may take in a table.
const maxRatWidth = 24

// shortRat is a number in a table: exact, or where that is long a decimal that is
// marked as rounded; JSON has the exact one.
func shortRat(x *big.Rat) string {
	if s := x.RatString(); len(s) <= maxRatWidth {
		return s
	}
	return roundedRat(x)
}

// roundedRat is a number in a table, marked as rounded.
func roundedRat(x *big.Rat) string {
	f, _ := x.Float64()
	return "≈ " + strconv.FormatFloat(f, 'g', 9, 64)
}

// tuple is a list in the notation of mathematics, which is no language's own.
func tuple(xs []string) string { return strings.Join(xs, ", ") }

// shown lists numbers.
func shown(xs []*big.Rat, show func(*big.Rat) string) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = show(x)
	}
	return out
}
