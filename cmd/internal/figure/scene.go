// Package figure turns a scene of paths, fills and labels into the bytes of a picture:
// SVG, PDF with the fonts it uses (subsets of them), PNG at 300 dots per inch, and
// TikZ, which takes the fonts of the document it stands in. A scene says nothing of
// its format, and the same scene gives the same bytes on every run.
//
//	s := figure.New(240, 120)
//	s.Fill(figure.Rect(20, 20, 100, 60), figure.Tint(0))
//	s.Text(figure.Text{At: figure.Point{X: 30, Y: 40}, Size: 9, Label: figure.Math(`\phi \le \frac{c}{2}`)})
//	svg, err := figure.Encode(s, figure.SVG)
//
// Lengths are points of 1/72 inch; y points up.
//
// Words are set in Liberation Sans and mathematics in Liberation Serif (SIL Open Font
// License 1.1), Chinese in a subset of Droid Sans Fallback (Apache License 2.0); see
// the folder fonts. Fonts are parsed when the first label is measured.
package figure

import (
	"math"
	"slices"
)

// Point is a place on the sheet.
type Point struct{ X, Y float64 }

// verb tells the segments of a path apart.
type verb uint8

const (
	move verb = iota
	line
	cubic
	closed
)

// segment is a part of a path: where it ends, and the control points of a curve.
type segment struct {
	verb verb
	p    [3]Point
}

// Path is a list of lines and curves, which may have several parts.
type Path struct{ segments []segment }

// MoveTo begins a part of the path.
func (p *Path) MoveTo(at Point) { p.segments = append(p.segments, segment{move, [3]Point{at}}) }

// LineTo draws a line.
func (p *Path) LineTo(to Point) { p.segments = append(p.segments, segment{line, [3]Point{to}}) }

// CurveTo draws a cubic Bézier curve.
func (p *Path) CurveTo(a, b, to Point) {
	p.segments = append(p.segments, segment{cubic, [3]Point{a, b, to}})
}

// QuadTo draws a quadratic Bézier curve.
func (p *Path) QuadTo(from, a, to Point) {
	mix := func(end Point) Point { return Point{(end.X + 2*a.X) / 3, (end.Y + 2*a.Y) / 3} }
	p.CurveTo(mix(from), mix(to), to)
}

// Close returns to where the part of the path began.
func (p *Path) Close() { p.segments = append(p.segments, segment{verb: closed}) }

// Polyline joins points by lines.
func Polyline(points ...Point) Path {
	var p Path
	for i, q := range points {
		if i == 0 {
			p.MoveTo(q)
		} else {
			p.LineTo(q)
		}
	}
	return p
}

// Polygon is a closed Polyline.
func Polygon(points ...Point) Path {
	p := Polyline(points...)
	p.Close()
	return p
}

// Rect is a rectangle by its lower left corner and its size.
func Rect(x, y, width, height float64) Path {
	return Polygon(Point{x, y}, Point{x + width, y}, Point{x + width, y + height}, Point{x, y + height})
}

// Disc is a circle around a point.
func Disc(at Point, r float64) Path {
	k := r * 4 / 3 * (math.Sqrt2 - 1) // the usual approximation of a quarter by a cubic
	var p Path
	p.MoveTo(Point{at.X + r, at.Y})
	p.CurveTo(Point{at.X + r, at.Y + k}, Point{at.X + k, at.Y + r}, Point{at.X, at.Y + r})
	p.CurveTo(Point{at.X - k, at.Y + r}, Point{at.X - r, at.Y + k}, Point{at.X - r, at.Y})
	p.CurveTo(Point{at.X - r, at.Y - k}, Point{at.X - k, at.Y - r}, Point{at.X, at.Y - r})
	p.CurveTo(Point{at.X + k, at.Y - r}, Point{at.X + r, at.Y - k}, Point{at.X + r, at.Y})
	p.Close()
	return p
}

// Colour is an opaque colour.
type Colour struct{ R, G, B uint8 }

// Stroke is how a path is drawn along; joins and ends are round, dashes end plainly.
type Stroke struct {
	Colour Colour
	Width  float64
	Dash   []float64 // lengths on and off; nil for a whole line
}

// Text is a label on the sheet.
type Text struct {
	At     Point
	Label  Label
	Size   float64
	Colour Colour
	Angle  float64 // degrees, anticlockwise
	H, V   Align   // what part of the label stands at At
	Ground bool    // on a white ground
}

// Align says which part of a label stands at its place, along the line (Start, Middle,
// End) or across it (Baseline, Middle, Top).
type Align uint8

// Alignments; the zero values are Start along and Baseline across the line.
const (
	Start    Align = 0
	Baseline Align = 0
	Middle   Align = 1
	End      Align = 2
	Top      Align = 2
)

// item is a part of a scene.
type item any

type shape struct {
	path   Path
	fill   *Colour
	stroke *Stroke
}

// group is items of which only what lies within a path is seen.
type group struct {
	clip  Path
	items []item
}

// Scene is a picture: what is added later covers what was added before.
type Scene struct {
	Width, Height float64
	Title         string // what readers who cannot see it are told; no part of the picture
	items         []item
}

// New is an empty sheet.
func New(width, height float64) *Scene { return &Scene{Width: width, Height: height} }

// Fill fills a path, whose parts overlap by the nonzero rule.
func (s *Scene) Fill(p Path, c Colour) { s.items = append(s.items, shape{path: p, fill: &c}) }

// Stroke draws along a path.
func (s *Scene) Stroke(p Path, k Stroke) { s.items = append(s.items, shape{path: p, stroke: &k}) }

// Draw fills a path and draws along it.
func (s *Scene) Draw(p Path, c Colour, k Stroke) {
	s.items = append(s.items, shape{path: p, fill: &c, stroke: &k})
}

// Text puts a label on the sheet.
func (s *Scene) Text(t Text) { s.items = append(s.items, t) }

// Within adds what paint draws, cut off at a path.
func (s *Scene) Within(clip Path, paint func(*Scene)) {
	inner := &Scene{Width: s.Width, Height: s.Height}
	paint(inner)
	s.items = append(s.items, group{clip, inner.items})
}

// Add appends another path as further parts.
func (p *Path) Add(q Path) { p.segments = append(p.segments, q.segments...) }

// Bounds are the corners of a rectangle that holds the path.
func (p Path) Bounds() (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, s := range p.segments {
		n := map[verb]int{move: 1, line: 1, cubic: 3}[s.verb]
		for _, q := range s.p[:n] {
			low = Point{min(low.X, q.X), min(low.Y, q.Y)}
			high = Point{max(high.X, q.X), max(high.Y, q.Y)}
		}
	}
	return low, high
}

// Extent is the least rectangle around all that is on the sheet.
func (s *Scene) Extent() (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, it := range s.items {
		var p Path
		air := 0.0
		switch it := it.(type) {
		case shape:
			p = it.path
			if it.stroke != nil {
				air = it.stroke.Width / 2
			}
		case group:
			p = it.clip
		case Text:
			b, shift := it.placed()
			p = it.ground(b, shift)
		}
		l, h := p.Bounds()
		low = Point{min(low.X, l.X-air), min(low.Y, l.Y-air)}
		high = Point{max(high.X, h.X+air), max(high.Y, h.Y+air)}
	}
	return low, high
}

// Shift moves all that is on the sheet.
func (s *Scene) Shift(dx, dy float64) { s.items = placed(s.items, Point{dx, dy}, 1) }

// Place puts another sheet on this one, its lower left corner at a place, made larger
// or smaller.
func (s *Scene) Place(other *Scene, at Point, scale float64) {
	s.items = append(s.items, placed(other.items, at, scale)...)
}

// shifted is the path scaled and then moved.
func (p Path) shifted(by Point, scale float64) Path {
	out := Path{slices.Clone(p.segments)}
	for i := range out.segments {
		for k, q := range out.segments[i].p {
			out.segments[i].p[k] = Point{by.X + scale*q.X, by.Y + scale*q.Y}
		}
	}
	return out
}

// placed are items scaled and then moved.
func placed(items []item, by Point, scale float64) []item {
	out := make([]item, len(items))
	for i, it := range items {
		switch it := it.(type) {
		case shape:
			it.path = it.path.shifted(by, scale)
			if it.stroke != nil {
				k := *it.stroke
				k.Width *= scale
				k.Dash = slices.Clone(k.Dash)
				for j := range k.Dash {
					k.Dash[j] *= scale
				}
				it.stroke = &k
			}
			out[i] = it
		case group:
			out[i] = group{it.clip.shifted(by, scale), placed(it.items, by, scale)}
		case Text:
			it.At = Point{by.X + scale*it.At.X, by.Y + scale*it.At.Y}
			it.Size *= scale
			out[i] = it
		}
	}
	return out
}
