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

// Cell is a rectangle with sides along the axes.
type Cell struct{ Min, Max Point }

// Set is a convex set of payoffs by its vertices in order; two make a line, one
// a point. Or it is a union of cells, which need not be convex. A set that has
// neither is empty and stands in the legend only.
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
	var outlines []plot.Plotter // over all areas, which may hide one another
	for k, set := range s.Sets {
		if len(set.Cells) > 0 {
			drawn++
			cover := cover{set.Cells, fillColour(k)}
			// Ticks of an endless axis would never end.
			if err := plotter.CheckFloats(cover.corners()...); err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNoData, err)
			}
			p.Add(cover)
			legend.Add(label(set.Label), swatch{cover.colour})
			continue
		}
		if len(set.Vertices) == 0 {
			if set.Label != "" {
				legend.Add(label(set.Label))
			}
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
			line, err := plotter.NewLine(append(xys, xys[0]))
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrNoData, err)
			}
			line.LineStyle = outline
			outlines = append(outlines, line)
			legend.Add(label(set.Label), area)
		}
	}
	p.Add(outlines...)
	shapes := []draw.GlyphDrawer{draw.CrossGlyph{}, draw.TriangleGlyph{}, draw.BoxGlyph{}, draw.PlusGlyph{}, draw.PyramidGlyph{}}
	for k, m := range s.Marks {
		if len(m.At) == 0 {
			continue
		}
		drawn++
		xys := make(plotter.XYs, len(m.At))
		for i, at := range m.At {
			xys[i] = plotter.XY(at)
		}
		dot, err := plotter.NewScatter(xys)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoData, err)
		}
		dot.GlyphStyle = draw.GlyphStyle{Color: color.Black, Radius: vg.Points(4), Shape: shapes[k%len(shapes)]}
		if m.Small {
			dot.Radius, dot.Shape = vg.Points(1.2), draw.CircleGlyph{}
		}
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

// cover draws cells without outlines.
type cover struct {
	cells  []Cell
	colour color.Color
}

func (v cover) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for _, k := range v.cells {
		// A little overlap keeps viewers from showing seams.
		fill(c, v.colour, vg.Rectangle{Min: vg.Point{X: x(k.Min.X), Y: y(k.Min.Y)}, Max: vg.Point{X: x(k.Max.X) + vg.Points(0.3), Y: y(k.Max.Y)}})
	}
}

// DataRange makes room for all cells.
func (v cover) DataRange() (xmin, xmax, ymin, ymax float64) {
	first := v.cells[0]
	xmin, xmax, ymin, ymax = first.Min.X, first.Max.X, first.Min.Y, first.Max.Y
	for _, k := range v.cells {
		xmin, xmax = min(xmin, k.Min.X), max(xmax, k.Max.X)
		ymin, ymax = min(ymin, k.Min.Y), max(ymax, k.Max.Y)
	}
	return xmin, xmax, ymin, ymax
}

// corners are all coordinates.
func (v cover) corners() []float64 {
	var out []float64
	for _, k := range v.cells {
		out = append(out, k.Min.X, k.Min.Y, k.Max.X, k.Max.Y)
	}
	return out
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
