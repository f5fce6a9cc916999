//go:build !js

package figure

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"
)

// DotsPerInch is the resolution of PNG.
const DotsPerInch = 300

// maxDots bounds the size of a PNG: a large tree would take gigabytes.
const maxDots = 60_000_000

// writePNG paints a scene in dots.
func writePNG(s *Scene) ([]byte, error) {
	scale := float64(DotsPerInch) / 72
	width, height := int(math.Ceil(s.Width*scale)), int(math.Ceil(s.Height*scale))
	if width*height > maxDots {
		return nil, fmt.Errorf("a picture of %d by %d dots is too large for PNG; write SVG or PDF", width, height)
	}
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	w := &pngWriter{image: m, scale: scale, height: s.Height}
	paint(w, s.items)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
		return nil, err
	}
	return withResolution(b.Bytes()), nil
}

// withResolution puts the chunk with the resolution behind the header of a PNG.
func withResolution(data []byte) []byte {
	const header = 8 + 4 + 4 + 13 + 4
	perMetre := uint32(math.Round(DotsPerInch / 0.0254))
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	out := append([]byte{}, data[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, data[header:]...)
}

type pngWriter struct {
	image  *image.RGBA
	scale  float64
	height float64
}

func (w *pngWriter) shape(s shape) {
	if s.fill != nil {
		w.fill(w.polygons(s.path), *s.fill)
	}
	if s.stroke != nil {
		w.stroke(s.path, *s.stroke)
	}
}

// dots takes a point of the sheet to the image.
func (w *pngWriter) dots(p Point) Point { return Point{p.X * w.scale, (w.height - p.Y) * w.scale} }

// flatness is how far lines in place of curves may be away, in points.
const flatness = 0.02

// polygons is a path as polygons in dots.
func (w *pngWriter) polygons(p Path) [][]Point {
	lines, _ := p.flat(flatness)
	for _, l := range lines {
		for i := range l {
			l[i] = w.dots(l[i])
		}
	}
	return lines
}

// mask is the coverage of polygons; nil where they cover nothing of the image.
func (w *pngWriter) mask(polygons [][]Point) *image.Alpha {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, poly := range polygons {
		for _, p := range poly {
			x0, x1, y0, y1 = min(x0, p.X), max(x1, p.X), min(y0, p.Y), max(y1, p.Y)
		}
	}
	if x0 > x1 {
		return nil
	}
	bounds := w.image.Bounds()
	limit := func(x float64, lo, hi int) int { return int(min(max(x, float64(lo)), float64(hi))) }
	r := image.Rect(
		limit(math.Floor(x0), bounds.Min.X, bounds.Max.X), limit(math.Floor(y0), bounds.Min.Y, bounds.Max.Y),
		limit(math.Ceil(x1)+1, bounds.Min.X, bounds.Max.X), limit(math.Ceil(y1)+1, bounds.Min.Y, bounds.Max.Y))
	if r.Empty() {
		return nil
	}
	z := vector.NewRasterizer(r.Dx(), r.Dy())
	at := func(p Point) (float32, float32) {
		return float32(p.X - float64(r.Min.X)), float32(p.Y - float64(r.Min.Y))
	}
	for _, poly := range polygons {
		if len(poly) < 2 {
			continue
		}
		z.MoveTo(at(poly[0]))
		for _, p := range poly[1:] {
			z.LineTo(at(p))
		}
		z.ClosePath()
	}
	m := image.NewAlpha(r)
	z.Draw(m, r, image.Opaque, image.Point{})
	return m
}

func (w *pngWriter) fill(polygons [][]Point, c Colour) {
	if m := w.mask(polygons); m != nil {
		draw.DrawMask(w.image, m.Rect, image.NewUniform(color.RGBA{c.R, c.G, c.B, 255}), image.Point{}, m, m.Rect.Min, draw.Over)
	}
}

// stroke fills what lies within half the width of a path: a rectangle for each line and
// a disc for each join, all turned the same way, so that they add up.
func (w *pngWriter) stroke(p Path, k Stroke) {
	lines, closed := p.flat(flatness)
	r := max(k.Width*w.scale, 1) / 2
	var out [][]Point
	for i, l := range lines {
		if closed[i] {
			l = append(l, l[0])
		}
		for _, piece := range dashed(l, k.Dash) {
			for j := range piece {
				piece[j] = w.dots(piece[j])
				if k.Dash == nil || j > 0 && j < len(piece)-1 {
					out = append(out, disc(piece[j], r))
				}
				if j > 0 {
					out = append(out, bar(piece[j-1], piece[j], r)...)
				}
			}
		}
	}
	w.fill(out, k.Colour)
}

func disc(at Point, r float64) []Point {
	n := max(8, int(math.Ceil(2*math.Pi/math.Acos(1-min(0.5, 0.1/r)))))
	out := make([]Point, n)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = Point{at.X + r*cos, at.Y + r*sin}
	}
	return out
}

func bar(p, q Point, r float64) [][]Point {
	d := math.Hypot(q.X-p.X, q.Y-p.Y)
	if d == 0 {
		return nil
	}
	dx, dy := (q.X-p.X)/d*r, (q.Y-p.Y)/d*r
	return [][]Point{{{p.X + dy, p.Y - dx}, {q.X + dy, q.Y - dx}, {q.X - dy, q.Y + dx}, {p.X - dy, p.Y + dx}}}
}

// dashed cuts a polyline into its dashes.
func dashed(l []Point, dash []float64) [][]Point {
	if dash == nil {
		return [][]Point{append([]Point{}, l...)}
	}
	var out [][]Point
	k, left := 0, dash[0]
	now := []Point{l[0]}
	for i := 1; i < len(l); i++ {
		from, to := l[i-1], l[i]
		d := math.Hypot(to.X-from.X, to.Y-from.Y)
		for d > left {
			share := left / d
			from = Point{from.X + (to.X-from.X)*share, from.Y + (to.Y-from.Y)*share}
			d -= left
			if k%2 == 0 {
				out = append(out, append(now, from))
			}
			k++
			left = dash[k%len(dash)]
			now = []Point{from}
		}
		left -= d
		now = append(now, to)
	}
	if k%2 == 0 && len(now) > 1 {
		out = append(out, now)
	}
	return out
}

func (w *pngWriter) text(t Text) {
	b, shift := t.placed()
	if t.Ground {
		w.fill(w.polygons(t.ground(b, shift)), White)
	}
	var all [][]Point
	for _, g := range b.glyphs {
		at := g.at.X
		font := g.face.load()
		for _, r := range g.text {
			i := font.glyph(r)
			p := t.turned(font.outline(i), Point{shift.X + at, shift.Y + g.at.Y}, g.size)
			all = append(all, w.polygons(p)...)
			at += font.advance(i) * g.size
		}
	}
	for _, m := range b.marks {
		w.fill(w.polygons(t.turned(m, shift, 1)), t.Colour)
	}
	w.fill(all, t.Colour)
}

// group paints a group on a sheet of its own and takes of it what lies in the path.
func (w *pngWriter) group(g group) {
	m := w.mask(w.polygons(g.clip))
	if m == nil {
		return
	}
	layer := image.NewRGBA(m.Rect)
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		from := w.image.PixOffset(m.Rect.Min.X, y)
		copy(layer.Pix[layer.PixOffset(m.Rect.Min.X, y):], w.image.Pix[from:from+4*m.Rect.Dx()])
	}
	inner := &pngWriter{image: layer, scale: w.scale, height: w.height}
	paint(inner, g.items)
	// Both are opaque: what is seen is a mixture by the mask.
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		mask := m.Pix[m.PixOffset(m.Rect.Min.X, y):][:m.Rect.Dx()]
		to := w.image.Pix[w.image.PixOffset(m.Rect.Min.X, y):]
		from := layer.Pix[layer.PixOffset(m.Rect.Min.X, y):]
		for x, a := range mask {
			for k := 4 * x; k < 4*x+4; k++ {
				to[k] = uint8((uint32(from[k])*uint32(a) + uint32(to[k])*uint32(255-a) + 127) / 255)
			}
		}
	}
}
