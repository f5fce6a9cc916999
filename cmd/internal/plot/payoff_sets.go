package plot

import (
	"fmt"
	"math"

	"brink/cmd/internal/figure"
)

// Point is a pair of payoffs.
type Point = figure.Point

// Cell is a rectangle with sides along the axes.
type Cell struct{ Min, Max Point }

// Set is a convex set of payoffs by its vertices in order; two make a line, one a point.
// Or it is a union of cells, which need not be convex. A set that has neither is empty
// and stands in the legend only.
type Set struct {
	Label    string
	Vertices []Point
	Cells    []Cell
}

// Mark is one or more points with a label.
type Mark struct {
	Label string
	At    []Point
	Small bool // for many points
}

// Sets are payoff sets of two players, drawn over one another from the first on: the
// feasible set first, then the individually rational payoffs, then the equilibrium
// payoffs.
type Sets struct {
	Title, X, Y string // X and Y name the players' payoffs
	Sets        []Set
	Marks       []Mark // such as the stage game's equilibria
	// Minmax is the corner of the quadrant of individually rational payoffs, nil for
	// none.
	Minmax *Point
}

// PayoffSets draws payoff sets with their legend.
func PayoffSets(p *Sets) (*figure.Scene, error) {
	lo, hi := Point{X: math.Inf(1), Y: math.Inf(1)}, Point{X: math.Inf(-1), Y: math.Inf(-1)}
	add := func(at Point) {
		lo, hi = Point{X: min(lo.X, at.X), Y: min(lo.Y, at.Y)}, Point{X: max(hi.X, at.X), Y: max(hi.Y, at.Y)}
	}
	for _, set := range p.Sets {
		for _, c := range set.Cells {
			add(c.Min)
			add(c.Max)
		}
		for _, v := range set.Vertices {
			add(v)
		}
	}
	for _, m := range p.Marks {
		for _, at := range m.At {
			add(at)
		}
	}
	if p.Minmax != nil && lo.X <= hi.X {
		add(*p.Minmax)
	}
	if !(lo.X <= hi.X && lo.Y <= hi.Y) {
		return nil, fmt.Errorf("%w: all payoff sets are empty", ErrNoData)
	}
	if math.IsInf(hi.X-lo.X, 0) || math.IsInf(hi.Y-lo.Y, 0) {
		return nil, fmt.Errorf("%w: payoffs without end", ErrNoData)
	}
	lo.X, hi.X = widened(lo.X, hi.X)
	lo.Y, hi.Y = widened(lo.Y, hi.Y)
	c := &chart{x: linear(figure.Words(p.X), lo.X, hi.X), y: linear(figure.Words(p.Y), lo.Y, hi.Y), wide: 250, high: 250}
	s := sheet(p.Title, nil, p.legend(), c)
	c.grid(s)
	s.Within(c.area(), func(s *figure.Scene) { p.paint(s, c) })
	c.axes(s)
	for k, m := range p.Marks {
		for _, at := range m.At {
			mark(s, k, m.Small, c.at(at.X, at.Y))
		}
	}
	return s, nil
}

// widened leaves some air around a range.
func widened(lo, hi float64) (float64, float64) {
	air := (hi - lo) * 0.06
	if air == 0 {
		air = 1
	}
	return lo - air, hi + air
}

func (p *Sets) paint(s *figure.Scene, c *chart) {
	for k, set := range p.Sets {
		for _, r := range set.Cells {
			// A little overlap keeps viewers from showing seams.
			low, high := c.at(r.Min.X, r.Min.Y), c.at(r.Max.X, r.Max.Y)
			s.Fill(figure.Rect(low.X, low.Y, high.X-low.X+0.3, high.Y-low.Y+0.3), figure.Tint(k))
		}
		if len(set.Vertices) > 2 {
			s.Fill(setPath(set, c), figure.Tint(k))
		}
	}
	if m := p.Minmax; m != nil {
		at := c.at(m.X, m.Y)
		dashed := figure.Stroke{Colour: figure.Grey(0.3), Width: 0.7, Dash: []float64{3, 2}}
		s.Stroke(figure.Polyline(figure.Point{X: at.X, Y: c.low + c.high}, at, figure.Point{X: c.left + c.wide, Y: at.Y}), dashed)
	}
	// Outlines lie over all areas, which may hide one another.
	for k, set := range p.Sets {
		switch len(set.Vertices) {
		case 0:
		case 1:
			s.Fill(figure.Disc(c.at(set.Vertices[0].X, set.Vertices[0].Y), 3.2), figure.Palette(k))
		case 2:
			s.Stroke(setPath(set, c), figure.Stroke{Colour: figure.Palette(k), Width: 2.6})
		default:
			s.Stroke(setPath(set, c), figure.Stroke{Colour: figure.Palette(k), Width: 1.2})
		}
	}
}

func setPath(set Set, c *chart) figure.Path {
	at := make([]figure.Point, len(set.Vertices))
	for i, v := range set.Vertices {
		at[i] = c.at(v.X, v.Y)
	}
	return figure.Polygon(at...)
}

func (p *Sets) legend() legend {
	var l legend
	for k, set := range p.Sets {
		if set.Label == "" {
			continue
		}
		var sample func(s *figure.Scene, x, y, w, h float64)
		switch {
		case len(set.Cells) > 0 || len(set.Vertices) > 2:
			sample = func(s *figure.Scene, x, y, w, h float64) {
				s.Draw(figure.Rect(x, y, w, h), figure.Tint(k), figure.Stroke{Colour: figure.Palette(k), Width: 0.9})
			}
		case len(set.Vertices) == 2:
			sample = lineSample(figure.Stroke{Colour: figure.Palette(k), Width: 2.6})
		case len(set.Vertices) == 1:
			sample = func(s *figure.Scene, x, y, w, h float64) {
				s.Fill(figure.Disc(figure.Point{X: x + w/2, Y: y + h/2}, 3.2), figure.Palette(k))
			}
		}
		l = append(l, entry{sample, figure.Words(set.Label)})
	}
	for k, m := range p.Marks {
		if len(m.At) > 0 {
			l = append(l, entry{func(s *figure.Scene, x, y, w, h float64) {
				mark(s, k, m.Small, figure.Point{X: x + w/2, Y: y + h/2})
			}, figure.Words(m.Label)})
		}
	}
	return l
}

// mark draws the k-th kind of points: a cross, a triangle, a square, a plus.
func mark(s *figure.Scene, k int, small bool, p Point) {
	if small {
		s.Fill(figure.Disc(p, 1.1), figure.Black)
		return
	}
	const r = 3.2
	pen := figure.Stroke{Colour: figure.Black, Width: 1.2}
	at := func(x, y float64) Point { return Point{X: p.X + r*x, Y: p.Y + r*y} }
	switch k % 4 {
	case 0:
		s.Stroke(figure.Polyline(at(-1, -1), at(1, 1)), pen)
		s.Stroke(figure.Polyline(at(-1, 1), at(1, -1)), pen)
	case 1:
		s.Fill(figure.Polygon(at(-1, -0.8), at(1, -0.8), at(0, 1)), figure.Black)
	case 2:
		s.Stroke(figure.Polygon(at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)), pen)
	default:
		s.Stroke(figure.Polyline(at(-1, 0), at(1, 0)), pen)
		s.Stroke(figure.Polyline(at(0, -1), at(0, 1)), pen)
	}
}
