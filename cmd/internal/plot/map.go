package plot

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/plane"
)

// Map draws a map with its legend.
func Map(w *report.Words, m *answer.Map) *figure.Scene {
	d := newMapDrawing(w, m)
	var fixed []algebra.Var
	for _, v := range m.Fixed() {
		if m.Point[v] != nil && m.About().Params[v].Derived == nil {
			fixed = append(fixed, v)
		}
	}
	remark := mathWithin(func(values string) string { return w.MapRemark(m, values) }, valuesLabel(m.About(), m.Point, fixed))
	return d.draw(func() *figure.Scene { return sheet(w.MapTitle(m), remark, d.legend(), d.chart) })
}

// draw paints a map on a sheet, and on another where its legend has to take in equations
// that found no room.
func (d *mapDrawing) draw(sheet func() *figure.Scene) *figure.Scene {
	s := sheet()
	d.paint(s)
	if len(d.crowded) > 0 {
		s, d.inked = sheet(), nil
		d.paint(s)
	}
	return s
}

// newMapDrawing chooses the axes, colours and dashes of a map.
func newMapDrawing(w *report.Words, m *answer.Map) *mapDrawing {
	win := m.Plane.Window
	d := &mapDrawing{Map: m, words: w, labeller: labeller{chart: &chart{wide: chartWide, high: chartHigh}}}
	d.chart.x = linear(axisLabel(w, m.About(), m.Over[0]), rounded(win.XLo), rounded(win.XHi))
	if len(m.Over) == 2 {
		d.chart.y = linear(axisLabel(w, m.About(), m.Over[1]), rounded(win.YLo), rounded(win.YHi))
	} else {
		d.chart.y = axis{lo: 0, hi: 1}
		d.chart.high = 50
	}
	for i, a := range []*axis{&d.chart.x, &d.chart.y} {
		if i < len(m.Over) && games.Whole(m.Model, m.Over[i]) {
			a.ticks = slices.DeleteFunc(a.ticks, func(t tick) bool { return t.at != math.Round(t.at) })
		}
	}
	d.number()
	d.dashes = make(map[string]int)
	for c := range d.Classes {
		if name := w.MapClass(m, c); d.onLines(c) && d.alone(c) < 0 {
			if _, ok := d.dashes[name]; !ok {
				d.dashes[name] = len(d.dashes)
			}
		}
	}
	return d
}

// valuesLabel writes the values of parameters as mathematics.
func valuesLabel(h *games.Header, point []*big.Rat, of []algebra.Var) string {
	names := h.LaTeX().Names
	parts := make([]string, len(of))
	for i, v := range of {
		parts[i] = parameterName(h, v, names) + " = " + expr.Printer{LaTeX: true}.Ratio(algebra.FromRat(point[v]))
	}
	return strings.Join(parts, `,\; `)
}

// freeOf lists the parameters of a game that have values.
func freeOf(h *games.Header, point []*big.Rat) []algebra.Var {
	var out []algebra.Var
	for v, p := range h.Params {
		if p.Derived == nil && v < len(point) && point[v] != nil {
			out = append(out, v)
		}
	}
	return out
}

// parameterName is a parameter as mathematics.
func parameterName(h *games.Header, v algebra.Var, names []string) string {
	return expr.Printer{Names: names, LaTeX: true}.Poly(algebra.Variable(v))
}

// mathWithin sets a text around mathematics.
func mathWithin(text func(string) string, latex string) figure.Label {
	if latex == "" {
		return figure.Words(text(""))
	}
	before, after, _ := strings.Cut(text("\x00"), "\x00")
	return figure.Join(figure.Words(before), figure.Math(latex), figure.Words(after))
}

// longDescription is the number of letters beyond which a description is no name of an
// axis.
const longDescription = 45

// axisLabel names the axis of a parameter: by what it is, its symbol and its unit.
func axisLabel(w *report.Words, h *games.Header, v algebra.Var) figure.Label {
	p := h.Params[v]
	var l figure.Label
	if what := h.In(w.Language, p.Description); what != "" && len([]rune(what)) <= longDescription {
		l = figure.Words(strings.TrimRight(what, ".。") + " ")
	}
	l = figure.Join(l, figure.Math(parameterName(h, v, h.LaTeX().Names)))
	if p.Unit != "" {
		l = figure.Join(l, figure.Words(" ("+p.Unit+")"))
	}
	return l
}

func rounded(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// mapDrawing is a map on its way to paper.
type mapDrawing struct {
	*answer.Map
	labeller
	words  *report.Words
	colour map[int]int    // of rows of the table
	names  []string       // of rows of the table
	dashes map[string]int // of classes of lines, by what they are called
	bare   bool           // without the marker
	// crowded are the boundaries whose equations have no room beside them: a letter stands
	// there, and the equation in the legend.
	crowded []*plane.Curve
}

// onLines reports whether a class is one of lines and of no area.
func (d *mapDrawing) onLines(class int) bool {
	return slices.ContainsFunc(d.Plane.Curves, func(k plane.Curve) bool { return k.Class == class && k.KnifeEdge() }) &&
		!slices.ContainsFunc(d.Plane.Regions, func(r plane.Region) bool { return r.Class == class })
}

// marker is where the parameters have their defaults.
func (d *mapDrawing) marker() (figure.Point, bool) {
	at := [2]float64{0, 0.5}
	for i, v := range d.Over {
		if d.bare || d.Point[v] == nil {
			return figure.Point{}, false
		}
		at[i] = rounded(d.Point[v])
	}
	c := d.chart
	in := at[0] >= c.x.lo && at[0] <= c.x.hi && at[1] >= c.y.lo && at[1] <= c.y.hi
	return c.at(at[0], at[1]), in
}

// cross is the marker: a plus on a white disc.
func cross(s *figure.Scene, p figure.Point) {
	s.Draw(figure.Disc(p, 3.6), figure.White, figure.Stroke{Colour: figure.Black, Width: 0.8})
	s.Stroke(figure.Polyline(figure.Point{X: p.X - 3.6, Y: p.Y}, figure.Point{X: p.X + 3.6, Y: p.Y}), figure.Stroke{Colour: figure.Black, Width: 0.8})
	s.Stroke(figure.Polyline(figure.Point{X: p.X, Y: p.Y - 3.6}, figure.Point{X: p.X, Y: p.Y + 3.6}), figure.Stroke{Colour: figure.Black, Width: 0.8})
}

// curve takes a line of the plane to the paper.
func (d *mapDrawing) curve(l []plane.Vec) []figure.Point {
	out := make([]figure.Point, len(l))
	for i, p := range l {
		out[i] = d.chart.at(p.X, p.Y)
	}
	return out
}

var contourStroke = figure.Stroke{Colour: figure.Grey(0.3), Width: 0.5}

func (d *mapDrawing) paint(s *figure.Scene) {
	for i := range d.Plane.Regions {
		r := &d.Plane.Regions[i]
		var outline figure.Path
		for _, l := range r.Loops {
			outline.Add(figure.Polygon(d.curve(l)...))
		}
		d.area(s, r.Class, outline, 9)
	}
	s.Within(d.chart.area(), func(s *figure.Scene) {
		for _, c := range d.Contours {
			for i := range c.Curves {
				s.Stroke(figure.Polyline(d.curve(c.Curves[i].Points)...), contourStroke)
			}
		}
		for i := range d.Plane.Curves {
			k := &d.Plane.Curves[i]
			path := figure.Polyline(d.curve(k.Points)...)
			switch {
			case k.Class != plane.Outside && k.Sides == [2]int{plane.Outside, plane.Outside} && d.hasArea(k.Class):
				d.ribbon(s, k.Class, d.curve(k.Points))
			case k.Bound:
				s.Stroke(path, figure.Stroke{Colour: figure.Grey(0.45), Width: 0.8})
			case k.KnifeEdge():
				d.along(s, k.Class, path)
			default:
				s.Stroke(path, figure.Stroke{Colour: figure.Black, Width: 0.9})
			}
		}
	})
	d.chart.axes(s)
	for _, p := range d.Plane.Dots {
		d.dot(s, p.Class, d.chart.at(p.At.X, p.At.Y))
	}
	p, ok := d.marker()
	if ok {
		d.inked = append(d.inked, ink{at: p, wide: 9, high: 9})
	}
	d.labels(s)
	if ok {
		cross(s, p)
	}
}

// area fills a region in the colours of its class: of one equilibrium plainly, of
// several in stripes, broad ones for pure equilibria, and of those that are chosen;
// equilibria of which there are many at once are dots.
func (d *mapDrawing) area(s *figure.Scene, class int, outline figure.Path, period float64) {
	c := d.Classes[class]
	switch {
	case d.By == answer.ByClaim && c.Holds:
		s.Fill(outline, figure.Tint(0))
		return
	case d.By == answer.ByClaim:
		s.Fill(outline, figure.Grey(0.88))
		return
	case d.By == answer.ByCount && c.Infinite:
		s.Fill(outline, figure.Grey(0.8))
		return
	case d.By == answer.ByCount:
		s.Fill(outline, figure.Tint(c.Count))
		return
	case len(c.Rows) == 0:
		s.Fill(outline, figure.Grey(0.93))
		return
	}
	var broad, thin, dots []int
	for _, r := range c.Rows {
		chosen := slices.Contains(c.Chosen, r)
		switch {
		case d.Continuum(r):
			dots = append(dots, r)
		case chosen || len(c.Chosen) == 0 && !d.Mixed(r):
			broad = append(broad, r)
		default:
			thin = append(thin, r)
		}
	}
	if len(broad) == 0 {
		broad, thin = thin, nil
	}
	ground := figure.Grey(0.97)
	if len(broad) > 0 {
		ground = figure.Tint(d.colour[broad[0]])
	}
	s.Fill(outline, ground)
	if len(broad)+len(thin)+len(dots) < 2 && len(dots) == 0 {
		return
	}
	s.Within(outline, func(s *figure.Scene) {
		lo, hi := outline.Bounds()
		n := max(len(broad), 1)
		step := period * float64(n)
		// Lines rise by 45 degrees; k counts them along the upper left diagonal.
		each := func(offset, width float64, colour figure.Colour) {
			var lines figure.Path
			for x := lo.X - hi.Y - 2*step; x < hi.X-lo.Y+2*step; x += step * math.Sqrt2 {
				// Begin at a multiple of the step, so that neighbours line up.
				x0 := math.Floor(x/(step*math.Sqrt2))*step*math.Sqrt2 + offset*math.Sqrt2
				lines.Add(figure.Polyline(figure.Point{X: x0 + lo.Y - 2, Y: lo.Y - 2}, figure.Point{X: x0 + hi.Y + 2, Y: hi.Y + 2}))
			}
			s.Stroke(lines, figure.Stroke{Colour: colour, Width: width})
		}
		for i, r := range broad[min(1, len(broad)):] {
			each(period*float64(i+1), period, figure.Tint(d.colour[r]))
		}
		for i, r := range thin {
			each(period*(float64(i+1)/float64(len(thin)+1)-0.5), min(1.3, period/4), figure.Palette(d.colour[r]))
		}
		for i, r := range dots {
			var all figure.Path
			for x := math.Floor(lo.X/5) * 5; x < hi.X+5; x += 5 {
				for y := math.Floor(lo.Y/5) * 5; y < hi.Y+5; y += 5 {
					shift := float64(i) * 2.5
					all.Add(figure.Disc(figure.Point{X: x + shift, Y: y + shift}, 0.9))
				}
			}
			s.Fill(all, figure.Palette(d.colour[r]))
		}
	})
}

// along draws a knife-edge: where an equilibrium exists there and not beside it, as a
// broad line in its colour, else in black, in a dash of its own.
func (d *mapDrawing) along(s *figure.Scene, class int, path figure.Path) {
	if r := d.alone(class); r >= 0 {
		s.Stroke(path, figure.Stroke{Colour: figure.Black, Width: 3})
		s.Stroke(path, figure.Stroke{Colour: figure.Palette(d.colour[r]), Width: 2})
		return
	}
	s.Stroke(path, figure.Stroke{Colour: figure.Black, Width: 1, Dash: figure.Dash(d.dashes[d.words.MapClass(d.Map, class)])})
}

// ribbon draws a line that is all there is about it, such as a whole number between two
// others, as the areas of its class are drawn.
func (d *mapDrawing) ribbon(s *figure.Scene, class int, line []figure.Point) {
	const half = 2.5
	n := len(line)
	outline := make([]figure.Point, 2*n)
	for i, p := range line {
		before, after := line[max(i-1, 0)], line[min(i+1, n-1)]
		dx, dy := after.X-before.X, after.Y-before.Y
		if l := math.Hypot(dx, dy); l > 0 {
			dx, dy = half*dx/l, half*dy/l
		}
		outline[i], outline[2*n-1-i] = figure.Point{X: p.X - dy, Y: p.Y + dx}, figure.Point{X: p.X + dy, Y: p.Y - dx}
	}
	path := figure.Polygon(outline...)
	d.area(s, class, path, 9)
	s.Stroke(path, figure.Stroke{Colour: figure.Black, Width: 0.5})
}

// alone is an equilibrium of a class of lines or points that does not exist beside
// them; -1 for none.
func (d *mapDrawing) alone(class int) int {
	for _, r := range d.Classes[class].Rows {
		beside := false
		for _, g := range d.Plane.Regions {
			beside = beside || slices.ContainsFunc(d.Classes[g.Class].Rows, func(k int) bool { return d.colour[k] == d.colour[r] })
		}
		if !beside {
			return r
		}
	}
	return -1
}

// dot draws a point that is unlike everything around.
func (d *mapDrawing) dot(s *figure.Scene, class int, p figure.Point) {
	colour := figure.Grey(0.2)
	if r := d.alone(class); r >= 0 {
		colour = figure.Palette(d.colour[r])
	}
	s.Draw(figure.Disc(p, 2.6), colour, figure.Stroke{Colour: figure.Black, Width: 0.8})
}
