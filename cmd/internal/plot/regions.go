package plot

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Axis is a named range.
type Axis struct {
	Label    string
	Min, Max float64
}

// Map is a division of a rectangle into regions, given by equal cells.
type Map struct {
	Title string
	X, Y  Axis

	// Cells holds the region of each cell as a number from 0, row by row from
	// the bottom, each row from the left; -1 leaves the cell blank. One row
	// draws the division of a line.
	Cells [][]int

	// Labels names the regions for the legend, which lists those that occur.
	Labels []string
}

// Regions draws a map of regions with its legend, writes it to path (nowhere if
// path is "") and returns it as SVG. Boundaries between regions are as exact as
// the cells are small.
func Regions(path string, m *Map) ([]byte, error) {
	if len(m.Cells) == 0 || len(m.Cells[0]) == 0 {
		return nil, fmt.Errorf("%w: the map has no cells", ErrNoData)
	}
	if !(m.X.Min < m.X.Max) || !(m.Y.Min < m.Y.Max) {
		return nil, fmt.Errorf("%w: the map has no extent", ErrNoData)
	}
	occurs := make([]bool, len(m.Labels))
	for _, row := range m.Cells {
		if len(row) != len(m.Cells[0]) {
			return nil, fmt.Errorf("%w: the map has rows of %d and %d cells", ErrNoData, len(m.Cells[0]), len(row))
		}
		for _, r := range row {
			if r < -1 || r >= len(m.Labels) {
				return nil, fmt.Errorf("%w: region %d has no label", ErrNoData, r)
			}
			if r >= 0 {
				occurs[r] = true
			}
		}
	}
	p := newPlot(m.Title, m.X.Label, m.Y.Label)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = m.X.Min, m.X.Max, m.Y.Min, m.Y.Max
	p.X.Padding, p.Y.Padding = 0, 0
	height := 5 * vg.Inch
	if len(m.Cells) == 1 {
		p.HideY()
		height = 2.2 * vg.Inch
	}
	p.Add(cells{m})
	legend := newLegend()
	legend.Padding = vg.Points(5)
	for r, name := range m.Labels {
		if occurs[r] {
			legend.Add(label(name), swatch{fillColour(r)})
		}
	}
	return compose(path, 8*vg.Inch, height, p, &legend)
}

// cells draws the cells of a map, merging neighbours in a row, and lines where
// regions meet.
type cells struct{ m *Map }

func (k cells) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	rows, columns := len(k.m.Cells), len(k.m.Cells[0])
	atX := func(i int) vg.Length { return x(k.m.X.Min + (k.m.X.Max-k.m.X.Min)*float64(i)/float64(columns)) }
	atY := func(j int) vg.Length { return y(k.m.Y.Min + (k.m.Y.Max-k.m.Y.Min)*float64(j)/float64(rows)) }
	for j, row := range k.m.Cells {
		for i := 0; i < columns; {
			end := i + 1
			for end < columns && row[end] == row[i] {
				end++
			}
			if row[i] >= 0 {
				// Overlap, which the next row paints over, keeps viewers from
				// showing seams.
				low, high := atY(j), atY(j+1)
				if j+1 < rows {
					high += vg.Points(1)
				}
				fill(c, fillColour(row[i]), vg.Rectangle{Min: vg.Point{X: atX(i), Y: low}, Max: vg.Point{X: atX(end), Y: high}})
			}
			i = end
		}
	}
	border := draw.LineStyle{Color: color.White, Width: vg.Points(1)}
	edge := func(i, j, i2, j2 int) {
		c.StrokeLine2(border, atX(i), atY(j), atX(i2), atY(j2))
	}
	for j, row := range k.m.Cells {
		for i := 1; i < columns; i++ {
			if row[i] != row[i-1] {
				edge(i, j, i, j+1)
			}
		}
		if j == 0 {
			continue
		}
		for i := 0; i < columns; {
			if row[i] == k.m.Cells[j-1][i] {
				i++
				continue
			}
			end := i + 1
			for end < columns && row[end] != k.m.Cells[j-1][end] {
				end++
			}
			edge(i, j, end, j)
			i = end
		}
	}
}

func fill(c draw.Canvas, colour color.Color, r vg.Rectangle) {
	c.SetColor(colour)
	c.Fill(r.Path())
}

// swatch is the sample of a region in a legend.
type swatch struct{ colour color.Color }

func (s swatch) Thumbnail(c *draw.Canvas) {
	fill(*c, s.colour, c.Rectangle)
	c.StrokeLines(draw.LineStyle{Color: color.Gray{90}, Width: vg.Points(0.5)}, append(rectangle(c.Rectangle), c.Min))
}

func rectangle(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}
