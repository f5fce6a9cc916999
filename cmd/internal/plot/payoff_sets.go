package plot

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Point is a point of the plane.
type Point struct{ X, Y float64 }

// Set is a convex set of payoffs by its vertices in order; two make a line, one
// a point.
type Set struct {
	Label    string
	Vertices []Point
}

// Mark is a labelled point.
type Mark struct {
	Label string
	At    Point
}

// Sets are payoff sets of two players, drawn over one another from the first
// on: list the feasible set first, then the individually rational payoffs, then
// the equilibrium payoffs.
type Sets struct {
	Title, X, Y string // X and Y name the players' payoffs
	Sets        []Set
	Marks       []Mark // such as the stage game's equilibria
}

// PayoffSets draws payoff sets with their legend, writes the picture to path
// (nowhere if path is "") and returns it as SVG.
func PayoffSets(path string, s *Sets) ([]byte, error) {
	p := newPlot(s.Title, s.X, s.Y)
	legend := newLegend()
	legend.Padding = vg.Points(5)
	drawn := 0
	for k, set := range s.Sets {
		if len(set.Vertices) == 0 {
			continue
		}
		drawn++
		xys := make(plotter.XYs, len(set.Vertices))
		for i, v := range set.Vertices {
			xys[i] = plotter.XY(v)
		}
		outline := draw.LineStyle{Color: lineColour(k), Width: vg.Points(1.4)}
		switch len(xys) {
		case 1:
			dots, err := plotter.NewScatter(xys)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNoData, err)
			}
			dots.GlyphStyle = draw.GlyphStyle{Color: lineColour(k), Radius: vg.Points(4), Shape: draw.CircleGlyph{}}
			p.Add(dots)
			legend.Add(label(set.Label), dots)
		case 2:
			line, err := plotter.NewLine(xys)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNoData, err)
			}
			line.LineStyle = outline
			line.Width = vg.Points(3)
			p.Add(line)
			legend.Add(label(set.Label), line)
		default:
			area, err := plotter.NewPolygon(xys)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNoData, err)
			}
			area.LineStyle = outline
			area.Color = fillColour(k)
			p.Add(area)
			legend.Add(label(set.Label), area)
		}
	}
	shapes := []draw.GlyphDrawer{draw.CrossGlyph{}, draw.TriangleGlyph{}, draw.BoxGlyph{}, draw.PlusGlyph{}, draw.PyramidGlyph{}}
	for k, m := range s.Marks {
		drawn++
		dot, err := plotter.NewScatter(plotter.XYs{plotter.XY(m.At)})
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoData, err)
		}
		dot.GlyphStyle = draw.GlyphStyle{Color: color.Black, Radius: vg.Points(4), Shape: shapes[k%len(shapes)]}
		p.Add(dot)
		legend.Add(label(m.Label), dot)
	}
	if drawn == 0 {
		return nil, fmt.Errorf("%w: all payoff sets are empty", ErrNoData)
	}
	widen(&p.X)
	widen(&p.Y)
	return compose(path, 8*vg.Inch, 5.5*vg.Inch, p, &legend)
}

// widen leaves some air around the data.
func widen(a *plot.Axis) {
	air := (a.Max - a.Min) * 0.05
	if air == 0 {
		air = 1
	}
	a.Min -= air
	a.Max += air
}
