//go:build !js

package figure

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifitalic"
	"codeberg.org/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed fonts/DroidSansFallback-subset.ttf.gz
var chinese []byte

// parsed is a parsed face. Its buffer is shared, so one lock guards it.
type parsed struct {
	data   []byte
	sfnt   *sfnt.Font
	perEm  float64
	mu     sync.Mutex
	buffer sfnt.Buffer
}

// The fonts, parsed when they are first needed.
var (
	sansFont   = fontOf(func() []byte { return liberationsansregular.TTF })
	italicFont = fontOf(func() []byte { return liberationserifitalic.TTF })
	serifFont  = fontOf(func() []byte { return liberationserifregular.TTF })
	hanFont    = fontOf(inflated)
)

func fontOf(data func() []byte) func() *parsed {
	return sync.OnceValue(func() *parsed {
		d := data()
		f, err := sfnt.Parse(d)
		if err != nil {
			panic("figure: a font of this package cannot be read") // a test reads them all
		}
		return &parsed{data: d, sfnt: f, perEm: float64(f.UnitsPerEm())}
	})
}

func inflated() []byte {
	r, err := gzip.NewReader(bytes.NewReader(chinese))
	if err != nil {
		panic("figure: the Chinese font of this package cannot be read")
	}
	data, err := io.ReadAll(r)
	if err != nil {
		panic("figure: the Chinese font of this package cannot be read")
	}
	return data
}

// has reports whether the font has a character.
func (f *parsed) has(r rune) bool { return f.glyph(r) != 0 }

// width is the width of a character at size 1.
func (f *parsed) width(r rune) float64 { return f.advance(f.glyph(r)) }

// glyph is the number of the glyph of a character, 0 for none.
func (f *parsed) glyph(r rune) sfnt.GlyphIndex {
	f.mu.Lock()
	defer f.mu.Unlock()
	g, err := f.sfnt.GlyphIndex(&f.buffer, r)
	if err != nil {
		return 0
	}
	return g
}

// advance is the width of a glyph at size 1.
func (f *parsed) advance(g sfnt.GlyphIndex) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	a, err := f.sfnt.GlyphAdvance(&f.buffer, g, fixed.I(int(f.perEm)), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(a) / 64 / f.perEm
}

// outline is the shape of a glyph at size 1, its origin at the point 0.
func (f *parsed) outline(g sfnt.GlyphIndex) Path {
	f.mu.Lock()
	defer f.mu.Unlock()
	segments, err := f.sfnt.LoadGlyph(&f.buffer, g, fixed.I(int(f.perEm)), nil)
	if err != nil {
		return Path{}
	}
	at := func(p fixed.Point26_6) Point {
		return Point{float64(p.X) / 64 / f.perEm, -float64(p.Y) / 64 / f.perEm}
	}
	var p Path
	var last Point
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			last = at(s.Args[0])
			p.MoveTo(last)
		case sfnt.SegmentOpLineTo:
			last = at(s.Args[0])
			p.LineTo(last)
		case sfnt.SegmentOpQuadTo:
			from := last
			last = at(s.Args[1])
			p.QuadTo(from, at(s.Args[0]), last)
		case sfnt.SegmentOpCubeTo:
			last = at(s.Args[2])
			p.CurveTo(at(s.Args[0]), at(s.Args[1]), last)
		}
	}
	if len(segments) > 0 {
		p.Close()
	}
	return p
}
