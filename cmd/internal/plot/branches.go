package plot

import (
	"fmt"
	"math"
	"math/big"
	"slices"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
)

// maxPanels is how many players' choices, and how many players' payoffs, are drawn.
const maxPanels = 2

// Branches draws a bifurcation diagram: over the parameter the probability with which
// the first players take their first action, and what these players get, in the colours
// of the equilibria, solid where an equilibrium is strict.
func Branches(w *report.Words, a *answer.Branches) (*figure.Scene, error) {
	if len(a.Branches) == 0 {
		return nil, fmt.Errorf("%w: no equilibrium has a formula", ErrNoData)
	}
	h := a.About()
	x := linear(axisLabel(w, h, a.Over), rounded(a.Lo), rounded(a.Hi))
	colour := RowColours(a)
	var charts []*chart
	var lines [][]drawnLine
	panel := func(y axis, value func(s answer.BranchSample) *big.Rat) {
		c := &chart{x: x, y: y, wide: chartWide, high: 95}
		var ls []drawnLine
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, b := range a.Branches {
			l := drawnLine{stroke: figure.Stroke{Colour: figure.Palette(colour[b.Row]), Width: 1.8}}
			if !b.Strict {
				l.stroke.Dash = []float64{5, 3}
			}
			for _, s := range b.Samples {
				p := figure.Point{X: rounded(s.At), Y: rounded(value(s))}
				lo, hi = min(lo, p.Y), max(hi, p.Y)
				l.at = append(l.at, p)
			}
			ls = append(ls, l)
		}
		if y.ticks == nil {
			lo, hi = widened(lo, hi)
			c.y = linear(y.label, lo, hi)
		}
		charts, lines = append(charts, c), append(lines, ls)
	}
	same := func(value func(s answer.BranchSample, p int) *big.Rat) bool {
		for _, b := range a.Branches {
			for _, s := range b.Samples {
				for p := range a.Players {
					if value(s, p).Cmp(value(s, 0)) != 0 {
						return false
					}
				}
			}
		}
		return true
	}
	// Players who do the same, or get the same, have one panel.
	first := func(s answer.BranchSample, p int) *big.Rat { return s.Strategies[p][0] }
	alike := same(first) && !slices.ContainsFunc(a.Players, func(p games.Player) bool { return p.Actions[0] != a.Players[0].Actions[0] })
	for p := range panels(a, alike) {
		name := a.Players[p].Name
		if alike {
			name = w.Say(report.FigureEach)
		}
		panel(unit(figure.Words(w.Say(note.FigurePlays, name, a.Players[p].Actions[0]))), func(s answer.BranchSample) *big.Rat { return first(s, p) })
	}
	if !slices.ContainsFunc(a.Branches, func(b answer.Branch) bool { return len(b.Samples[0].Payoffs) != len(a.Players) }) {
		pay := func(s answer.BranchSample, p int) *big.Rat { return s.Payoffs[p] }
		alike := same(pay)
		for p := range panels(a, alike) {
			label := w.Say(note.FigurePayoffOf, a.Players[p].Name)
			if alike {
				label = w.Say(report.FigurePayoffEach)
			}
			panel(axis{label: figure.Words(label)}, func(s answer.BranchSample) *big.Rat { return pay(s, p) })
		}
	}
	for _, c := range charts[:len(charts)-1] {
		c.x.label = nil
	}
	var l legend
	seen := make(map[int]bool)
	for _, b := range a.Branches {
		if !seen[b.Row] {
			seen[b.Row] = true
			l = append(l, entry{lineSample(figure.Stroke{Colour: figure.Palette(colour[b.Row]), Width: 1.8}), figure.Words(w.BranchName(a, b.Row))})
		}
	}
	l = append(l, entry{label: figure.Words(w.Say(report.FigureStrict))})
	remark := mathWithin(w.FixedRemark, valuesLabel(h, a.Point, a.Fixed()))
	s := sheet(w.GameName(h), remark, l, charts...)
	for i, c := range charts {
		c.draw(s, lines[i])
	}
	return s, nil
}

// panels is how many players have a panel of their own.
func panels(a *answer.Branches, alike bool) int {
	if alike {
		return 1
	}
	return min(len(a.Players), maxPanels)
}
