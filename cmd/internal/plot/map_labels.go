package plot

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"brink/cmd/internal/figure"
	"brink/solver/plane"
)

// labels writes the equation of every boundary along it, once for each polynomial, on
// its longest piece, where nothing else is.
func (d *mapDrawing) labels(s *figure.Scene) {
	d.lines = nil
	for i := range d.Plane.Curves {
		d.lines = append(d.lines, d.curve(d.Plane.Curves[i].Points))
	}
	best := make(map[string]*plane.Curve)
	var order []string
	for i := range d.Plane.Curves {
		k := &d.Plane.Curves[i]
		key := k.P.Key()
		if len(d.Over) == 1 { // each root of it
			key = strconv.Itoa(i)
		}
		if best[key] == nil {
			order = append(order, key)
			best[key] = k
		} else if lengthOf(d.curve(k.Points)) > lengthOf(d.curve(best[key].Points)) {
			best[key] = k
		}
	}
	for _, key := range order {
		k := best[key]
		if !k.KnifeEdge() && d.onFrame(k) {
			continue
		}
		text, letter := d.equation(k), d.letter(k)
		if letter != nil {
			text = letter
		}
		if place, cost := d.place(d.curve(k.Points), text, textSize); letter == nil && cost >= crowdedCost {
			d.crowded = append(d.crowded, k)
		} else {
			d.label(s, place, text, textSize, k.Bound)
		}
	}
	for _, c := range d.Contours {
		longest := slices.MaxFunc(c.Curves, func(a, b plane.Curve) int {
			return cmp.Compare(lengthOf(d.curve(a.Points)), lengthOf(d.curve(b.Points)))
		})
		place, _ := d.place(d.curve(longest.Points), decimal(c.Level), 6.5)
		d.label(s, place, decimal(c.Level), 6.5, false)
	}
}

// equation is what is written at a boundary: its equation, and across a strip of one
// parameter that has no room for it where it is, rounded.
func (d *mapDrawing) equation(k *plane.Curve) figure.Label {
	l := figure.Math(d.words.MapEquation(d.Map, k).LaTeX)
	if len(d.Over) == 2 || k.P.Degree(d.Over[0]) == 1 && l.Width(textSize) < d.chart.high {
		return l
	}
	h := d.About()
	name := parameterName(h, d.Over[0], h.LaTeX().Names)
	return figure.Math(name + ` \approx ` + strconv.FormatFloat(k.Points[0].X, 'g', 4, 64))
}

// onFrame reports whether a curve lies on an edge of the window.
func (d *mapDrawing) onFrame(k *plane.Curve) bool {
	c := d.chart
	on := func(get func(plane.Vec) float64, edge, span float64) bool {
		return !slices.ContainsFunc(k.Points, func(p plane.Vec) bool { return math.Abs(get(p)-edge) > 1e-6*span })
	}
	x, y := func(p plane.Vec) float64 { return p.X }, func(p plane.Vec) float64 { return p.Y }
	return on(x, c.x.lo, c.x.hi-c.x.lo) || on(x, c.x.hi, c.x.hi-c.x.lo) || on(y, c.y.lo, c.y.hi-c.y.lo) || on(y, c.y.hi, c.y.hi-c.y.lo)
}

func lengthOf(l []figure.Point) float64 {
	sum := 0.0
	for i := 1; i < len(l); i++ {
		sum += math.Hypot(l[i].X-l[i-1].X, l[i].Y-l[i-1].Y)
	}
	return sum
}

// along is the point at a distance along a line, and the direction of the chord around
// it over a width, upright enough to be read.
func along(l []figure.Point, distance, width float64) (p figure.Point, angle float64) {
	at := func(d float64) figure.Point {
		for i := 1; i < len(l); i++ {
			step := math.Hypot(l[i].X-l[i-1].X, l[i].Y-l[i-1].Y)
			if d <= step && step > 0 {
				return figure.Point{X: l[i-1].X + (l[i].X-l[i-1].X)*d/step, Y: l[i-1].Y + (l[i].Y-l[i-1].Y)*d/step}
			}
			d -= step
		}
		return l[len(l)-1]
	}
	total := lengthOf(l)
	a, b := at(max(0, distance-width/2)), at(min(total, distance+width/2))
	angle = math.Atan2(b.Y-a.Y, b.X-a.X) * 180 / math.Pi
	if angle > 90.5 {
		angle -= 180
	}
	if angle <= -89.5 {
		angle += 180
	}
	return at(distance), angle
}

// crowdedCost is what a text covers that has no room: a good part of another, or of
// what lies outside.
const crowdedCost = 15

// letter is what stands at a boundary for its equation, nil where that has room.
func (d *mapDrawing) letter(k *plane.Curve) figure.Label {
	i := slices.Index(d.crowded, k)
	if i < 0 {
		return nil
	}
	return figure.Words(string(rune('a'+i%26)) + strings.Repeat("′", i/26))
}

// labeller writes labels into the area of a chart where they cover the least.
type labeller struct {
	chart *chart
	lines [][]figure.Point // that should be seen
	inked []ink
	// upright writes short labels of upright lines level, beside them.
	upright bool
}

// ink is a line of text on the paper, or a marker, as a box that may be turned.
type ink struct {
	at         figure.Point // the centre
	wide, high float64
	angle      float64
}

// place is where beside a line a text covers the least, and how much that is.
func (d *labeller) place(l []figure.Point, text figure.Label, size float64) (place ink, least float64) {
	wide, high := text.Width(size)+4, text.Height(size)
	total := lengthOf(l)
	least = math.Inf(1)
	for _, share := range []float64{0.62, 0.5, 0.75, 0.4, 0.86, 0.3, 0.2, 0.12} {
		p, angle := along(l, total*share, wide)
		sin, cos := math.Sincos(angle * math.Pi / 180)
		for _, side := range []float64{1, -1} {
			off := side * (high/2 + 2)
			k := ink{at: figure.Point{X: p.X - off*sin, Y: p.Y + off*cos}, wide: wide, high: high, angle: angle}
			if d.upright && math.Abs(angle-90) < 1 && wide < 60 {
				k = ink{at: figure.Point{X: p.X - side*(wide/2+1), Y: p.Y}, wide: wide, high: high}
			}
			if cost := d.covered(k) + math.Abs(share-0.62)*0.5; cost < least {
				least, place = cost, k
			}
		}
	}
	return place, least
}

// label writes a text at its place.
func (d *labeller) label(s *figure.Scene, place ink, text figure.Label, size float64, bound bool) {
	d.inked = append(d.inked, place)
	colour := figure.Black
	if bound {
		colour = figure.Grey(0.35)
	}
	s.Text(figure.Text{At: place.at, Label: text, Size: size, Angle: place.angle, H: figure.Middle, V: figure.Middle, Colour: colour, Ground: true})
}

// covered counts what a text would cover: points of it outside of the area, on curves
// and on other texts.
func (d *labeller) covered(k ink) float64 {
	c := d.chart
	cost := 0.0
	for _, p := range k.points() {
		if p.X < c.left+1 || p.X > c.left+c.wide-1 || p.Y < c.low+1 || p.Y > c.low+c.high-1 {
			cost += 10
		}
		for _, o := range d.inked {
			if o.contains(p) {
				cost += 5
			}
		}
	}
	for _, o := range d.inked {
		for _, p := range o.points() {
			if k.contains(p) {
				cost += 5
			}
		}
	}
	for _, l := range d.lines {
		for j := 1; j < len(l); j++ {
			if k.cuts(l[j-1], l[j]) {
				cost += 1.5
			}
		}
	}
	return cost
}

// points are corners of a text and points between them.
func (k ink) points() []figure.Point {
	sin, cos := math.Sincos(k.angle * math.Pi / 180)
	var out []figure.Point
	for _, u := range []float64{-1, -0.5, 0, 0.5, 1} {
		for _, v := range []float64{-1, 0, 1} {
			x, y := u*k.wide/2, v*k.high/2
			out = append(out, figure.Point{X: k.at.X + x*cos - y*sin, Y: k.at.Y + x*sin + y*cos})
		}
	}
	return out
}

// inner takes a point of the paper to where it is from the centre of the text.
func (k ink) inner(p figure.Point) figure.Point {
	sin, cos := math.Sincos(k.angle * math.Pi / 180)
	x, y := p.X-k.at.X, p.Y-k.at.Y
	return figure.Point{X: x*cos + y*sin, Y: -x*sin + y*cos}
}

func (k ink) contains(p figure.Point) bool {
	q := k.inner(p)
	return math.Abs(q.X) <= k.wide/2 && math.Abs(q.Y) <= k.high/2
}

// cuts reports whether a line goes through the text.
func (k ink) cuts(a, b figure.Point) bool {
	p, q := k.inner(a), k.inner(b)
	// Liang and Barsky (1984).
	t0, t1 := 0.0, 1.0
	dx, dy := q.X-p.X, q.Y-p.Y
	for _, e := range [][2]float64{{-dx, p.X + k.wide/2}, {dx, k.wide/2 - p.X}, {-dy, p.Y + k.high/2}, {dy, k.high/2 - p.Y}} {
		switch {
		case e[0] == 0 && e[1] < 0:
			return false
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		case e[0] > 0:
			t1 = min(t1, e[1]/e[0])
		}
	}
	return t0 < t1
}
