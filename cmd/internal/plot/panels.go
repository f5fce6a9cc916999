package plot

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/plane"
)

// DrawFigure draws the data of a figure: its charts above each other, or its graph.
func DrawFigure(w *report.Words, f *answer.Figure) (*figure.Scene, error) {
	d := &figureDrawing{Figure: f, words: w, head: f.Printing()}
	if f.Graph != nil {
		return d.graph()
	}
	if len(f.Panels) == 0 {
		return nil, fmt.Errorf("%w: the figure is empty", ErrNoData)
	}
	var charts []*chart
	for i := range f.Panels {
		charts = append(charts, d.chartOf(&f.Panels[i]))
	}
	s := sheet(w.GameName(f.About()), d.remark(), d.legend(), charts...)
	for i := range f.Panels {
		d.paint(s, charts[i], &f.Panels[i])
	}
	return s, nil
}

// figureDrawing is a figure on its way to paper.
type figureDrawing struct {
	*answer.Figure
	words *report.Words
	head  *games.Header
}

// say is a saying as a label.
func (d *figureDrawing) say(s answer.Saying) figure.Label {
	var out figure.Label
	join := func(l figure.Label) {
		if out != nil && l.Plain() != "" {
			l = figure.Join(figure.Words(" "), l)
		}
		out = figure.Join(out, l)
	}
	if s.Name != "" {
		join(figure.Words(s.Name))
	}
	if s.Row != nil && d.Table != nil {
		join(figure.Words(d.words.TrackName(d.Table, *s.Row)))
	} else if !s.Note.IsZero() {
		join(figure.Words(d.words.Note(s.Note)))
	}
	switch {
	case s.Param != nil:
		join(axisLabel(d.words, d.About(), *s.Param))
	case s.Ratio != nil:
		join(figure.Math(d.head.LaTeX().Ratio(*s.Ratio)))
	case s.Relation != nil:
		join(figure.Math(d.head.LaTeX().Relation(*s.Relation)))
	}
	return out
}

// remark says at which values the figure is, and what else there is to say.
func (d *figureDrawing) remark() figure.Label {
	out := mathWithin(d.words.FixedRemark, valuesLabel(d.About(), d.Point, freeOf(d.About(), d.Point)))
	for _, n := range d.Remarks {
		if out.Plain() != "" {
			out = figure.Join(out, figure.Words(d.words.Stop()))
		}
		out = figure.Join(out, figure.Words(d.words.Note(n)))
	}
	return out
}

// Shapes of panels, in points.
const (
	squareSide = 230
	lowHigh    = 110
	besideHigh = 170
	aboveApex  = 20 // what the name of the upper corner of a simplex takes
)

// chartOf is the chart of a panel, not yet placed.
func (d *figureDrawing) chartOf(p *answer.Panel) *chart {
	c := &chart{wide: chartWide, high: chartHigh}
	switch {
	case p.IsTriangle():
		side := squareSide * 1.1
		if len(d.Panels) > 1 {
			side = squareSide * 0.85
		}
		high := side * math.Sqrt(3) / 2
		c.wide, c.high = side, high+aboveApex
		c.x, c.y = axis{lo: 0, hi: 1}, axis{lo: 0, hi: c.high / side}
		c.foot = textSize + 11
		return c
	case p.Square:
		c.wide, c.high = squareSide, squareSide
	case p.Low && p.Y.Ticks != nil:
		c.high = 16 * float64(len(p.Y.Ticks))
	case p.Low:
		c.high = lowHigh
	case len(d.Panels) > 1:
		c.high = besideHigh
	}
	c.x, c.y = d.axis(p.X), d.axis(p.Y)
	return c
}

func (d *figureDrawing) axis(a answer.Axis) axis {
	label := d.say(a.Says)
	switch {
	case a.Ticks != nil:
		out := axis{label: label, lo: a.Lo, hi: a.Hi}
		for _, t := range a.Ticks {
			out.ticks = append(out.ticks, tick{t.At, d.say(t.Says)})
		}
		return out
	case label == nil:
		return axis{lo: a.Lo, hi: a.Hi}
	case a.Lo == 0 && a.Hi == 1:
		return unit(label)
	}
	return linear(label, a.Lo, a.Hi)
}

// place takes a point of a panel to the paper.
func place(c *chart, p *answer.Panel, v plane.Vec) figure.Point {
	if p.IsTriangle() {
		third := 1 - v.X - v.Y
		return c.at(v.Y+third/2, third*math.Sqrt(3)/2)
	}
	return c.at(v.X, v.Y)
}

func placed(c *chart, p *answer.Panel, o answer.Outline) []figure.Point {
	vs := o.Vecs()
	out := make([]figure.Point, len(vs))
	for i, v := range vs {
		out[i] = place(c, p, v)
	}
	return out
}

// stroke is how the lines of a key are drawn.
func stroke(k *answer.Key) figure.Stroke {
	out := figure.Stroke{Colour: figure.Black, Width: 1.8}
	if k.Colour != answer.Ink {
		out.Colour = figure.Palette(k.Colour)
	}
	switch {
	case k.Broad:
		out.Width, out.Colour = 4, figure.Tint(max(k.Colour, 0))
	case k.Thin:
		out.Width = 0.9
		if k.Colour == answer.Ink {
			out.Colour = figure.Grey(0.35)
		}
	}
	if k.Dashed {
		out.Dash = figure.Dash(1)
		if k.Thin {
			out.Dash = figure.Dash(2)
		}
	}
	return out
}

// fill is the colour of the areas of a key.
func fill(k *answer.Key) figure.Colour {
	if k.Shade != nil {
		return figure.Shade(*k.Shade)
	}
	if k.Colour == answer.Ink {
		return figure.Grey(0.88)
	}
	return figure.Tint(k.Colour)
}

// spot draws a mark.
func spot(s *figure.Scene, k *answer.Key, at figure.Point) {
	colour := figure.Black
	if k.Colour != answer.Ink {
		colour = figure.Palette(k.Colour)
	}
	inner := colour
	if k.Hollow {
		inner = figure.White
	}
	edge := figure.Stroke{Colour: figure.Black, Width: 0.8}
	if k.Hollow {
		edge = figure.Stroke{Colour: colour, Width: 1.2}
	}
	s.Draw(figure.Disc(at, 3.2), inner, edge)
}

// arrow draws a line with a head.
func arrow(s *figure.Scene, from, to figure.Point, k figure.Stroke, head float64) {
	s.Stroke(figure.Polyline(from, to), k)
	arrowHead(s, from, to, k.Colour, head)
}

// arrowHead is a head at the end of a line.
func arrowHead(s *figure.Scene, from, to figure.Point, c figure.Colour, size float64) {
	dx, dy := to.X-from.X, to.Y-from.Y
	l := math.Hypot(dx, dy)
	if l == 0 {
		return
	}
	dx, dy = dx/l*size, dy/l*size
	s.Fill(figure.Polygon(to,
		figure.Point{X: to.X - dx - dy*0.45, Y: to.Y - dy + dx*0.45},
		figure.Point{X: to.X - dx*0.75, Y: to.Y - dy*0.75},
		figure.Point{X: to.X - dx + dy*0.45, Y: to.Y - dy - dx*0.45}), c)
}

// legend has a line for every key: areas, lines, arrows, marks and remarks, in the order
// of their colours.
func (d *figureDrawing) legend() legend {
	var l legend
	order := make([]*answer.Key, 0, len(d.Keys))
	for i := range d.Keys {
		if !d.Keys[i].Quiet {
			order = append(order, &d.Keys[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *answer.Key) int {
		if a.Form != b.Form {
			return cmp.Compare(a.Form, b.Form)
		}
		return cmp.Compare(uint(a.Colour), uint(b.Colour)) // ink comes last
	})
	for _, k := range order {
		e := entry{label: d.say(k.Says)}
		switch k.Form {
		case answer.KeyArea:
			e.sample = func(s *figure.Scene, x, y, w, h float64) {
				s.Draw(figure.Rect(x, y, w, h), fill(k), figure.Stroke{Colour: figure.Grey(0.3), Width: 0.4})
			}
		case answer.KeyLine:
			e.sample = lineSample(stroke(k))
		case answer.KeyMark:
			e.sample = func(s *figure.Scene, x, y, w, h float64) { spot(s, k, figure.Point{X: x + w/2, Y: y + h/2}) }
		case answer.KeyArrow:
			e.sample = func(s *figure.Scene, x, y, w, h float64) {
				arrow(s, figure.Point{X: x + 2, Y: y + h/2}, figure.Point{X: x + w - 2, Y: y + h/2}, arrowStroke(k), 4.5)
			}
		}
		l = append(l, e)
	}
	return l
}

func arrowStroke(k *answer.Key) figure.Stroke {
	out := figure.Stroke{Colour: figure.Black, Width: 1}
	if k.Thin {
		out = figure.Stroke{Colour: figure.Grey(0.6), Width: 0.6}
	}
	return out
}

// paint draws a panel.
func (d *figureDrawing) paint(s *figure.Scene, c *chart, p *answer.Panel) {
	frame := c.area()
	if p.IsTriangle() {
		frame = figure.Polygon(place(c, p, plane.Vec{X: 1}), place(c, p, plane.Vec{Y: 1}), place(c, p, plane.Vec{}))
	} else if p.Areas == nil {
		c.grid(s)
	}
	l := &labeller{chart: c, upright: true}
	s.Within(frame, func(s *figure.Scene) {
		for _, a := range p.Areas {
			var outline figure.Path
			for _, loop := range a.Loops {
				outline.Add(figure.Polygon(placed(c, p, loop)...))
			}
			s.Draw(outline, fill(&d.Keys[a.Key]), figure.Stroke{Colour: figure.Grey(0.3), Width: 0.5})
		}
	})
	for _, a := range p.Arrows {
		d.way(s, c, p, a)
	}
	s.Within(widen(frame), func(s *figure.Scene) {
		for _, line := range p.Lines {
			k := &d.Keys[line.Key]
			at := placed(c, p, line.Outline)
			for _, part := range within(at, frame) {
				s.Stroke(figure.Polyline(part...), stroke(k))
				if line.Arrow {
					d.headsAlong(s, part, stroke(k).Colour)
				}
				if !k.Approximate {
					l.lines = append(l.lines, part)
				}
			}
		}
	})
	if p.IsTriangle() {
		d.simplex(s, c, p, frame)
	} else {
		c.axes(s)
	}
	for _, m := range p.Marks {
		at := place(c, p, plane.Vec{X: m.X.Float(), Y: m.Y.Float()})
		l.inked = append(l.inked, ink{at: at, wide: 8, high: 8})
	}
	for _, line := range p.Lines {
		if line.Says != nil && !onEdge(c, placed(c, p, line.Outline)) {
			if parts := within(placed(c, p, line.Outline), frame); parts != nil {
				longest := slices.MaxFunc(parts, func(a, b []figure.Point) int { return cmp.Compare(lengthOf(a), lengthOf(b)) })
				text := d.say(*line.Says)
				place, _ := l.place(longest, text, smallSize)
				l.label(s, place, text, smallSize, false)
			}
		}
	}
	for _, m := range p.Marks {
		spot(s, &d.Keys[m.Key], place(c, p, plane.Vec{X: m.X.Float(), Y: m.Y.Float()}))
	}
}

// onEdge reports whether a line lies on the frame of a chart.
func onEdge(c *chart, l []figure.Point) bool {
	all := func(off func(figure.Point) float64) bool {
		return !slices.ContainsFunc(l, func(p figure.Point) bool { return math.Abs(off(p)) > 0.1 })
	}
	return all(func(p figure.Point) float64 { return p.X - c.left }) || all(func(p figure.Point) float64 { return p.X - c.left - c.wide }) ||
		all(func(p figure.Point) float64 { return p.Y - c.low }) || all(func(p figure.Point) float64 { return p.Y - c.low - c.high })
}

// widen is a little more than a frame, so that lines along its edge are whole.
func widen(frame figure.Path) figure.Path {
	low, high := frame.Bounds()
	return figure.Rect(low.X-2, low.Y-2, high.X-low.X+4, high.Y-low.Y+4)
}

// within are the parts of a line in the rectangle around a frame: what lies far outside is
// nothing for renderers (Liang and Barsky 1984).
func within(l []figure.Point, frame figure.Path) [][]figure.Point {
	low, high := widen(frame).Bounds()
	var out [][]figure.Point
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		t0, t1 := 0.0, 1.0
		dx, dy := b.X-a.X, b.Y-a.Y
		seen := true
		for _, e := range [][2]float64{{-dx, a.X - low.X}, {dx, high.X - a.X}, {-dy, a.Y - low.Y}, {dy, high.Y - a.Y}} {
			switch {
			case e[0] == 0:
				seen = seen && e[1] >= 0
			case e[0] < 0:
				t0 = max(t0, e[1]/e[0])
			default:
				t1 = min(t1, e[1]/e[0])
			}
		}
		if !seen || t0 > t1 {
			continue
		}
		from, to := figure.Point{X: a.X + t0*dx, Y: a.Y + t0*dy}, figure.Point{X: a.X + t1*dx, Y: a.Y + t1*dy}
		if n := len(out); n == 0 || t0 > 0 || out[n-1][len(out[n-1])-1] != from {
			out = append(out, []figure.Point{from})
		}
		out[len(out)-1] = append(out[len(out)-1], to)
	}
	return out
}

// simplex draws the edges and the names of the corners.
func (d *figureDrawing) simplex(s *figure.Scene, c *chart, p *answer.Panel, frame figure.Path) {
	s.Stroke(frame, figure.Stroke{Colour: figure.Grey(0.25), Width: 0.8})
	for i, corner := range []plane.Vec{{X: 1}, {Y: 1}, {}} {
		at := place(c, p, corner)
		t := figure.Text{At: figure.Point{X: at.X, Y: at.Y - 8}, Label: d.say(p.Triangle[i]), Size: textSize, V: figure.Top}
		switch i {
		case 1:
			t.H = figure.End
		case 2:
			t.At.Y, t.H, t.V = at.Y+8, figure.Middle, figure.Baseline
		}
		s.Text(t)
	}
}

// way draws an arrow of a panel.
func (d *figureDrawing) way(s *figure.Scene, c *chart, p *answer.Panel, a answer.Arrow) {
	k := &d.Keys[a.Key]
	at := place(c, p, a.At)
	const eps = 1e-6
	to := place(c, p, plane.Vec{X: a.At.X + eps*a.Way.X*(c.x.hi-c.x.lo), Y: a.At.Y + eps*a.Way.Y*(c.y.hi-c.y.lo)})
	if p.IsTriangle() {
		to = place(c, p, plane.Vec{X: a.At.X + eps*a.Way.X, Y: a.At.Y + eps*a.Way.Y})
	}
	dx, dy := to.X-at.X, to.Y-at.Y
	l := math.Hypot(dx, dy)
	if l == 0 {
		return
	}
	length := 5 + 9*min(1, math.Hypot(a.Way.X, a.Way.Y))
	if !k.Thin {
		length = 22
	}
	dx, dy = dx/l*length/2, dy/l*length/2
	up := 0.0
	if !k.Thin {
		up = 7
	}
	arrow(s, figure.Point{X: at.X - dx, Y: at.Y - dy + up}, figure.Point{X: at.X + dx, Y: at.Y + dy + up}, arrowStroke(k), 4)
}

// headsAlong puts a head on a course, a third along it.
func (d *figureDrawing) headsAlong(s *figure.Scene, l []figure.Point, c figure.Colour) {
	total := lengthOf(l)
	if total < 12 {
		return
	}
	left := total / 3
	for i := 1; i < len(l); i++ {
		step := math.Hypot(l[i].X-l[i-1].X, l[i].Y-l[i-1].Y)
		if left <= step && step > 0 {
			at := figure.Point{X: l[i-1].X + (l[i].X-l[i-1].X)*left/step, Y: l[i-1].Y + (l[i].Y-l[i-1].Y)*left/step}
			arrowHead(s, l[i-1], at, c, 5)
			return
		}
		left -= step
	}
}
