package figure

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Format is a format of pictures.
type Format string

// The formats.
const (
	SVG  Format = "svg"
	PDF  Format = "pdf"
	PNG  Format = "png"
	TikZ Format = "tex"
)

// Formats lists the formats by their endings.
func Formats() []Format { return []Format{SVG, PDF, PNG, TikZ} }

// endings are those of file names that stand for a format beside its own name.
var endings = map[string]Format{".svg": SVG, ".pdf": PDF, ".png": PNG, ".tex": TikZ, ".tikz": TikZ, ".pgf": TikZ}

// FormatOf is the format that the ending of a file name stands for.
func FormatOf(path string) (Format, bool) {
	f, ok := endings[strings.ToLower(filepath.Ext(path))]
	return f, ok
}

// Encode writes a scene in a format.
func Encode(s *Scene, f Format) ([]byte, error) {
	if !(s.Width > 0 && s.Height > 0) || s.Width > MaxSide || s.Height > MaxSide {
		return nil, fmt.Errorf("a picture of %.0f by %.0f inches cannot be drawn", s.Width/72, s.Height/72)
	}
	switch f {
	case SVG:
		return writeSVG(s), nil
	case TikZ:
		return writeTikZ(s), nil
	case PDF, PNG:
		return encodeFonts(s, f)
	}
	return nil, fmt.Errorf("%q is no format of pictures; there are %v", f, Formats())
}

// MaxSide is the greatest width and height of a sheet: what PDF readers take.
const MaxSide = 14_400

// number writes a coordinate: two digits behind the point are a hundredth of a
// hairline.
func number(x float64) string {
	x = math.Round(x*100) / 100
	if x == 0 {
		return "0" // also -0
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// sincos of an angle in degrees, exact for quarters of a turn.
func sincos(degrees float64) (sin, cos float64) {
	switch degrees {
	case 0:
		return 0, 1
	case 90:
		return 1, 0
	case -90:
		return -1, 0
	}
	return math.Sincos(degrees * math.Pi / 180)
}

// join writes numbers with spaces between them.
func join(xs ...float64) string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = number(x)
	}
	return strings.Join(out, " ")
}

// painter is a format that draws the kinds of items.
type painter interface {
	shape(shape)
	text(Text)
	group(group)
}

// paint draws items in their order.
func paint(p painter, items []item) {
	for _, it := range items {
		switch it := it.(type) {
		case shape:
			p.shape(it)
		case Text:
			p.text(it)
		case group:
			p.group(it)
		}
	}
}

// usedIn yields all labels of a scene.
func usedIn(items []item, yield func(Text)) {
	for _, it := range items {
		switch it := it.(type) {
		case Text:
			yield(it)
		case group:
			usedIn(it.items, yield)
		}
	}
}

// flat is a path as polylines, curves cut into lines that are less than the tolerance
// away; closed says which of them are closed.
func (p Path) flat(tolerance float64) (lines [][]Point, isClosed []bool) {
	var now []Point
	end := func(c bool) {
		if len(now) > 0 {
			lines, isClosed = append(lines, now), append(isClosed, c)
		}
		now = nil
	}
	for _, s := range p.segments {
		switch s.verb {
		case move:
			end(false)
			now = []Point{s.p[0]}
		case line:
			now = append(now, s.p[0])
		case cubic:
			from := now[len(now)-1]
			d := math.Hypot(s.p[0].X-from.X, s.p[0].Y-from.Y) + math.Hypot(s.p[1].X-s.p[0].X, s.p[1].Y-s.p[0].Y) + math.Hypot(s.p[2].X-s.p[1].X, s.p[2].Y-s.p[1].Y)
			n := max(2, int(math.Ceil(math.Sqrt(d/tolerance)/2)))
			for i := 1; i <= n; i++ {
				t := float64(i) / float64(n)
				a, b, c, e := (1-t)*(1-t)*(1-t), 3*t*(1-t)*(1-t), 3*t*t*(1-t), t*t*t
				now = append(now, Point{a*from.X + b*s.p[0].X + c*s.p[1].X + e*s.p[2].X, a*from.Y + b*s.p[0].Y + c*s.p[1].Y + e*s.p[2].Y})
			}
		case closed:
			first := now[0]
			end(true)
			now = []Point{first}
		}
	}
	if len(now) > 1 {
		end(false)
	}
	return lines, isClosed
}

// turned is a path turned and moved as a text is, at a size.
func (t Text) turned(p Path, origin Point, size float64) Path {
	out := Path{slices.Clone(p.segments)}
	for i := range out.segments {
		for k := range out.segments[i].p {
			q := out.segments[i].p[k]
			out.segments[i].p[k] = t.turn(Point{origin.X + q.X*size, origin.Y + q.Y*size})
		}
	}
	return out
}
