package figure

import (
	"math"
	"strings"
	"unicode"
)

// Label is a line of words and mathematics.
type Label []Run

// Run is a part of a label: words as they are, or mathematics in the LaTeX of
// expr.Printer (see Math).
type Run struct {
	Text string
	Math bool
}

// Words is a label of words. Control characters and line breaks are spaces.
func Words(s string) Label {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return r != ' ' && (unicode.IsSpace(r) || unicode.IsControl(r))
	}), " ")
	return Label{{Text: s}}
}

// Math is a label of mathematics: letters, digits and signs; Greek letters and
// relations by their commands; ^ and _; \frac, \tfrac, \sqrt, \text, \mathit and
// \mathrm. Other commands are shown by their names.
func Math(latex string) Label { return Label{{Text: latex, Math: true}} }

// Join puts labels one behind the other.
func Join(parts ...Label) Label {
	var out Label
	for _, p := range parts {
		for _, r := range p {
			if n := len(out) - 1; n >= 0 && !r.Math && !out[n].Math {
				out[n].Text += r.Text
			} else {
				out = append(out, r)
			}
		}
	}
	return out
}

// Plain is a label as text without structure, for readers who cannot see it.
func (l Label) Plain() string {
	var b strings.Builder
	for _, r := range l {
		b.WriteString(r.Text)
	}
	return b.String()
}

// glyphs are characters of one face and size, from a place on.
type glyphs struct {
	face *face
	size float64
	text string
	at   Point
	w    float64
}

// joins reports whether glyphs go on where others end.
func (g *glyphs) joins(before *glyphs) bool {
	return g.face == before.face && g.size == before.size && g.at.Y == before.at.Y && math.Abs(before.at.X+before.w-g.at.X) < 1e-9
}

// box is a label laid out: its glyphs and marks, its width, and how far it reaches
// above and below the line.
type box struct {
	glyphs     []glyphs
	marks      []Path // filled: bars of fractions, signs that no font has
	w, up, low float64
}

// add puts a box into this one.
func (b *box) add(c box, x, y float64) {
	for _, g := range c.glyphs {
		g.at.X += x
		g.at.Y += y
		if n := len(b.glyphs) - 1; n >= 0 && g.joins(&b.glyphs[n]) {
			b.glyphs[n].text += g.text
			b.glyphs[n].w += g.w
			continue
		}
		b.glyphs = append(b.glyphs, g)
	}
	for _, m := range c.marks {
		b.marks = append(b.marks, m.shifted(Point{x, y}, 1))
	}
	b.w = max(b.w, x+c.w)
	b.up, b.low = max(b.up, c.up+y), max(b.low, c.low-y)
}

// follow appends a box at the end of this one.
func (b *box) follow(c box) { b.add(c, b.w, 0) }

// Heights of letters as shares of the size.
const (
	ascent    = 0.74
	descent   = 0.21
	capHeight = 0.69
)

// set sets characters in a face, others in the faces that have them.
func set(s string, f *face, size float64) box {
	b := box{up: ascent * size, low: descent * size}
	var run *glyphs
	for _, r := range s {
		use := faceOf(r, f)
		w := use.load().width(r) * size
		if run == nil || run.face != use {
			b.glyphs = append(b.glyphs, glyphs{face: use, size: size, at: Point{X: b.w}})
			run = &b.glyphs[len(b.glyphs)-1]
		}
		run.text += string(r)
		run.w += w
		b.w += w
	}
	return b
}

// layOut sets a label at a size.
func (l Label) layOut(size float64) box {
	b := box{up: ascent * size, low: descent * size}
	for _, r := range l {
		if r.Math {
			b.follow(setMath(r.Text, size))
		} else {
			b.follow(set(r.Text, sans, size))
		}
	}
	return b
}

// Width is how wide a label is at a size.
func (l Label) Width(size float64) float64 { return l.layOut(size).w }

// Height is how high it is, from the lowest part to the highest.
func (l Label) Height(size float64) float64 {
	b := l.layOut(size)
	return b.up + b.low
}

// Reach is how far it reaches above and below the line.
func (l Label) Reach(size float64) (above, below float64) {
	b := l.layOut(size)
	return b.up, b.low
}

// placed is the label of a text and how it is moved from its place, before it is
// turned.
func (t Text) placed() (b box, shift Point) {
	b = t.Label.layOut(t.Size)
	switch t.H {
	case Middle:
		shift.X = -b.w / 2
	case End:
		shift.X = -b.w
	}
	switch t.V {
	case Middle:
		shift.Y = -(b.up-b.low)/2 - (capHeight-ascent+descent)*t.Size/2
		if b.up <= ascent*t.Size*1.01 && b.low <= descent*t.Size*1.01 {
			shift.Y = -capHeight * t.Size / 2
		}
	case Top:
		shift.Y = -b.up
	}
	return b, shift
}

// ground is the white rectangle behind a text, as a path on the sheet.
func (t Text) ground(b box, shift Point) Path {
	const air = 1.2
	x, y := shift.X-air, shift.Y-b.low-air/2
	w, h := b.w+2*air, b.up+b.low+air
	r := Rect(x, y, w, h)
	for i := range r.segments {
		r.segments[i].p[0] = t.turn(r.segments[i].p[0])
	}
	return r
}

// turn takes a point of the label to the sheet.
func (t Text) turn(p Point) Point {
	sin, cos := sincos(t.Angle)
	return Point{t.At.X + p.X*cos - p.Y*sin, t.At.Y + p.X*sin + p.Y*cos}
}
