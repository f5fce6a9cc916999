package figure

import (
	"bytes"
	"compress/zlib"
	"encoding/xml"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"

	"brink/cmd/internal/tex"
)

// sample has everything that a scene can hold.
func sample() *Scene {
	s := New(300, 200)
	s.Title = "a <sample>"
	s.Draw(Rect(20, 20, 100, 60), Tint(0), Stroke{Colour: Black, Width: 0.7})
	s.Draw(Disc(Point{160, 60}, 20), Tint(1), Stroke{Colour: Palette(1), Width: 2, Dash: Dash(1)})
	s.Text(Text{At: Point{20, 170}, Size: 12, Label: Join(Words("Where 先发制人 & more holds: "), Math(`\phi_{0} \le \frac{c^{2}}{2} - p_{r}`))})
	s.Text(Text{At: Point{20, 140}, Size: 12, Label: Math(`\sqrt{a+b} \left(x - 1\right) \ne \text{race \_ x}, V_{\mathit{max}} = -\tfrac{1}{2}`)})
	s.Text(Text{At: Point{200, 100}, Size: 12, Label: Math(`c = \phi/2`), Angle: 30, H: Middle, V: Middle, Ground: true})
	s.Within(Disc(Point{240, 60}, 30), func(s *Scene) {
		s.Fill(Rect(200, 20, 80, 80), Tint(2))
		s.Stroke(Polyline(Point{180, 20}, Point{280, 120}), Stroke{Colour: Tint(3), Width: 3})
	})
	return s
}

// TestFormats: every format is well-formed, and the same bytes each time.
func TestFormats(t *testing.T) {
	for _, f := range Formats() {
		data, err := Encode(sample(), f)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := Encode(sample(), f); !bytes.Equal(data, again) {
			t.Errorf("%s: two runs differ", f)
		}
		switch f {
		case SVG:
			for d := xml.NewDecoder(bytes.NewReader(data)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			for _, want := range []string{"先发制人", "&amp; more", "≤", "clip-path", "rotate(-30)", "<title>a &lt;sample&gt;</title>"} {
				if !bytes.Contains(data, []byte(want)) {
					t.Errorf("the SVG lacks %q", want)
				}
			}
		case PNG:
			m, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if b := m.Bounds(); b.Dx() != 1250 || b.Dy() != 834 {
				t.Errorf("%v dots", b)
			}
			if !bytes.Contains(data, []byte("pHYs")) {
				t.Error("the PNG does not say its resolution")
			}
			// The middle of the rectangle is its colour, beside it is paper.
			r, g, b, _ := m.At(70*1250/300, (200-50)*1250/300).RGBA()
			if c := (Colour{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}); c != Tint(0) {
				t.Errorf("the rectangle is %v", c)
			}
			if r, _, _, _ := m.At(10*1250/300, (200-50)*1250/300).RGBA(); r != 0xffff {
				t.Error("the paper is not white")
			}
		case PDF:
			checkPDF(t, data)
		case TikZ:
			text := string(data)
			for _, want := range []string{`$\phi_{0} \le \frac{c^{2}}{2} - p_{r}$`, `\& more`, `\clip`, `rotate=30`} {
				if !strings.Contains(text, want) {
					t.Errorf("the TikZ lacks %q", want)
				}
			}
			if strings.Count(text, "{") != strings.Count(text, "}") || strings.Count(text, `\begin{`) != strings.Count(text, `\end{`) {
				t.Error("the TikZ is not balanced")
			}
		}
	}
	if _, err := Encode(New(0, 1), SVG); err == nil {
		t.Error("a sheet without size is drawn")
	}
	if _, err := Encode(New(1, 1), "gif"); err == nil {
		t.Error("an unknown format is written")
	}
}

// checkPDF reads the places of the objects, and the embedded fonts.
func checkPDF(t *testing.T, data []byte) {
	t.Helper()
	refs := regexp.MustCompile(`(?m)^(\d{10}) 00000 n `).FindAllSubmatch(data, -1)
	for i, r := range refs {
		at := 0
		for _, c := range r[1] {
			at = 10*at + int(c-'0')
		}
		if want := []byte(string(rune('0'+(i+1)%10)) + " 0 obj"); at >= len(data) || !bytes.Contains(data[at:min(at+12, len(data))], want) {
			t.Errorf("object %d is not at %d", i+1, at)
		}
	}
	fonts := 0
	for _, part := range bytes.Split(data, []byte("endobj")) {
		_, body, ok := bytes.Cut(part, []byte("stream\n"))
		if !ok {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		inner, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(part, []byte("/Length1")) {
			continue
		}
		fonts++
		if len(inner) > 60_000 {
			t.Errorf("an embedded font has %d bytes", len(inner))
		}
		for _, tag := range []string{"glyf", "loca", "hmtx", "head", "hhea", "maxp"} {
			if tables(inner)[tag] == nil {
				t.Errorf("an embedded font lacks %s", tag)
			}
		}
	}
	if fonts != 4 {
		t.Errorf("%d fonts are embedded", fonts)
	}
	if path, err := exec.LookPath("pdftotext"); err == nil {
		file := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command(path, file, "-").CombinedOutput()
		if err != nil || !strings.Contains(string(text), "先发制人 & more") {
			t.Errorf("pdftotext reads %q, %v", text, err)
		}
	}
}

// TestSubset: the glyphs of a subset have the outlines of the font, also composite ones.
func TestSubset(t *testing.T) {
	for _, f := range faces {
		font := f.load()
		var wanted []uint16
		for _, r := range "Aé≤φ先x" {
			if g := font.glyph(r); g != 0 {
				wanted = append(wanted, uint16(g))
			}
		}
		data, order := subset(font.data, wanted)
		// A font without characters cannot be opened by the reader of outlines, so the
		// glyphs are compared as they are written.
		old, cut := tables(font.data), tables(data)
		before, after := offsets(old), offsets(cut)
		for i, g := range order {
			a := old["glyf"][before[g]:before[g+1]]
			b := cut["glyf"][after[i]:after[i+1]]
			if len(a) == 0 {
				continue
			}
			composite := false
			components(a, func([]byte) { composite = true })
			if !composite && !bytes.HasPrefix(b, a) {
				t.Errorf("%s: glyph %d differs", f.name, g)
			}
			components(b, func(at []byte) {
				if n := int(at[0])<<8 | int(at[1]); n >= len(order) {
					t.Errorf("%s: glyph %d is composed of %d, which is not there", f.name, g, n)
				}
			})
		}
		if checksum(data[:4]) != 0x00010000 {
			t.Errorf("%s: the subset is no TrueType font", f.name)
		}
	}
}

// TestGlyphsAreThere: letters, Greek, signs, and the Chinese of the library and of
// brink's own words have glyphs.
func TestGlyphsAreThere(t *testing.T) {
	need := make(map[rune]string)
	for _, s := range tex.Characters() {
		if _, drawn := drawnSigns[s]; !drawn {
			r, _ := utf8.DecodeRuneInString(s)
			need[r] = "mathematics"
		}
	}
	for _, dir := range []string{"../report", "../../../games/models"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".yaml") && !strings.HasPrefix(f.Name(), "chinese") {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range string(data) {
				if unicode.Is(unicode.Han, r) {
					need[r] = f.Name()
				}
			}
		}
	}
	if len(need) < 500 {
		t.Errorf("only %d characters were looked for", len(need))
	}
	for r, of := range need {
		if faceOf(r, serif).load().glyph(r) == 0 {
			t.Errorf("no font has %q of %s", r, of)
		}
	}
}

// TestMathIsLaidOut: indices are low and small, powers high, fractions above each other;
// a sign in front is no operation.
func TestMathIsLaidOut(t *testing.T) {
	at := func(b box, text string) glyphs {
		for _, g := range b.glyphs {
			if g.text == text {
				return g
			}
		}
		t.Fatalf("no %q among %v", text, b.glyphs)
		return glyphs{}
	}
	b := setMath(`p_{r}^{2} = \frac{a}{b}`, 10)
	if r := at(b, "r"); r.at.Y >= 0 || r.size >= 10 || r.face != italic {
		t.Errorf("the index is at %v of size %v", r.at, r.size)
	}
	if p := at(b, "2"); p.at.Y <= 0 {
		t.Errorf("the power is at %v", p.at)
	}
	if x, y := at(b, "a"), at(b, "b"); x.at.Y <= y.at.Y || len(b.marks) != 1 {
		t.Errorf("the fraction has %v over %v and %d bars", x.at, y.at, len(b.marks))
	}
	if minus, difference := setMath("-a", 10).w, setMath("b-a", 10).w-setMath("b", 10).w; difference-minus < 2 {
		t.Errorf("a difference is %v wider than a sign", difference-minus)
	}
	for _, hostile := range []string{"", "{", "}", `\`, `\frac`, `\frac{`, "^", "_{_{_", `\sqrt`, `\text{`, `\left`, strings.Repeat("{", 2000)} {
		if w := setMath(hostile, 10).w; math.IsNaN(w) {
			t.Errorf("%q is %v wide", hostile, w)
		}
	}
}

// TestMetrics: advances agree with the tables of the font.
func TestMetrics(t *testing.T) {
	font := sans.load()
	if w := font.advance(font.glyph('m')); math.Abs(w-0.833) > 0.001 {
		t.Errorf("m is %v wide", w)
	}
	if font.glyph('\U000F0000') != 0 || font.advance(sfnt.GlyphIndex(0)) <= 0 {
		t.Error("a character that no font has is not the empty box")
	}
}
