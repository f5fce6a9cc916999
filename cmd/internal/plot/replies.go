package plot

import (
	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/solver/answer"
)

// Replies draws the best responses of the players of a 2×2 game against each other,
// with the equilibria where they meet.
func Replies(w *report.Words, a *answer.Solution, replies *answer.Replies) *figure.Scene {
	axis := func(p int) axis {
		return unit(figure.Words(w.Say(report.FigurePlays, a.Players[p].Name, a.Players[p].Actions[0])))
	}
	c := &chart{x: axis(0), y: axis(1), wide: 230, high: 230}
	strokes := [2]figure.Stroke{{Colour: figure.Tint(0), Width: 4}, {Colour: figure.Palette(4), Width: 1.8}}
	var l legend
	for p := range a.Players {
		label := figure.Words(w.Say(report.FigureReplies, a.Players[p].Name))
		if replies.Players[p].Always() {
			l = append(l, entry{func(s *figure.Scene, x, y, w, h float64) { s.Fill(figure.Rect(x, y, w, h), figure.Tint(3*p)) }, label})
		} else {
			l = append(l, entry{lineSample(strokes[p]), label})
		}
	}
	l = append(l, entry{func(s *figure.Scene, x, y, w, h float64) {
		s.Fill(figure.Disc(figure.Point{X: x + w/2, Y: y + h/2}, 3), figure.Black)
	}, figure.Words(w.Say(report.FigureEquilibria))})
	remark := mathWithin(w.FixedRemark, valuesLabel(a.About(), a.Point, freeOf(a.About(), a.Point)))
	s := sheet(w.GameName(a.About()), remark, l, c)
	var lines []drawnLine
	for p := range a.Players {
		r := &replies.Players[p]
		if r.Always() { // everything is a best response
			s.Fill(c.area(), figure.Tint(3*p))
			continue
		}
		line := drawnLine{stroke: strokes[p]}
		for _, k := range r.Corners() {
			at := figure.Point{X: rounded(k[1]), Y: rounded(k[0])}
			if p == 1 {
				at = figure.Point{X: rounded(k[0]), Y: rounded(k[1])}
			}
			line.at = append(line.at, at)
		}
		lines = append(lines, line)
	}
	c.draw(s, lines)
	// Extreme equilibria of one maximal Nash subset have a line or an area between them.
	for _, set := range a.Subsets {
		var at []figure.Point
		for _, i := range set.Extreme {
			x := a.Equilibria[i-1].Rounded()
			at = append(at, c.at(rounded(x[0][0]), rounded(x[1][0])))
		}
		if len(at) == 2 {
			s.Stroke(figure.Polyline(at...), figure.Stroke{Colour: figure.Black, Width: 2.2})
		}
	}
	for i := range a.Equilibria {
		x := a.Equilibria[i].Rounded()
		s.Fill(figure.Disc(c.at(rounded(x[0][0]), rounded(x[1][0])), 3), figure.Black)
	}
	return s
}
