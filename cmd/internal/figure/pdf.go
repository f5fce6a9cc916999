//go:build !js

package figure

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
)

// EncodePages writes scenes as the pages of a document of PDF 1.5 with subsets of the
// fonts embedded; text can be searched and copied. Nothing in it depends on the time or
// the place.
func EncodePages(pages []*Scene) ([]byte, error) {
	w := &pdfWriter{used: make(map[*face]*pdfFont)}
	for _, s := range pages {
		usedIn(s.items, func(t Text) {
			b, _ := t.placed()
			for _, g := range b.glyphs {
				w.use(g)
			}
		})
	}
	for i, f := range faces {
		if u := w.used[f]; u != nil {
			u.name = fmt.Sprintf("F%d", i+1)
			u.embed()
		}
	}

	// Objects: the catalog, the list of pages, each page and what is on it, the fonts.
	const catalog, list, first = 1, 2, 3
	d := &pdfObjects{}
	fonts := ""
	next := first + 2*len(pages)
	for _, f := range faces {
		if u := w.used[f]; u != nil {
			fonts += fmt.Sprintf("/%s %d 0 R ", u.name, next)
			u.object = next
			next += 5
		}
	}
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", first+2*i)
	}
	d.add("<< /Type /Catalog /Pages %d 0 R >>", list)
	d.add("<< /Type /Pages /Kids [%s] /Count %d >>", strings.TrimSpace(kids), len(pages))
	for i, s := range pages {
		w.b.Reset()
		w.b.WriteString("1 1 1 rg\n0 0 " + join(s.Width, s.Height) + " re f\n1 j\n")
		paint(w, s.items)
		d.add("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s] /Contents %d 0 R /Resources << /Font << %s>> >> >>", list, join(s.Width, s.Height), first+2*i+1, fonts)
		if err := d.stream("", w.b.Bytes()); err != nil {
			return nil, err
		}
	}
	for _, f := range faces {
		if u := w.used[f]; u != nil {
			if err := u.write(d); err != nil {
				return nil, err
			}
		}
	}
	return d.file(catalog), nil
}

// pdfObjects is a file in the making: objects are numbered from 1 as they come.
type pdfObjects struct {
	b  bytes.Buffer
	at []int
}

func (d *pdfObjects) add(format string, args ...any) {
	if len(d.at) == 0 {
		d.b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	}
	d.at = append(d.at, d.b.Len())
	fmt.Fprintf(&d.b, "%d 0 obj\n", len(d.at))
	fmt.Fprintf(&d.b, format, args...)
	d.b.WriteString("\nendobj\n")
}

// stream adds an object with data.
func (d *pdfObjects) stream(entries string, data []byte) error {
	var z bytes.Buffer
	c := zlib.NewWriter(&z)
	if _, err := c.Write(data); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	d.add("<< /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream", z.Len(), entries, z.String())
	return nil
}

func (d *pdfObjects) file(catalog int) []byte {
	start := d.b.Len()
	fmt.Fprintf(&d.b, "xref\n0 %d\n0000000000 65535 f \n", len(d.at)+1)
	for _, at := range d.at {
		fmt.Fprintf(&d.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&d.b, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(d.at)+1, catalog, start)
	return d.b.Bytes()
}

// pdfFont is a face with the characters that are used of it.
type pdfFont struct {
	face   *face
	name   string
	object int
	runes  map[sfnt.GlyphIndex]rune
	number map[sfnt.GlyphIndex]int // of the subset
	glyphs []uint16                // their old numbers
	data   []byte
}

func (w *pdfWriter) use(g glyphs) {
	u := w.used[g.face]
	if u == nil {
		u = &pdfFont{face: g.face, runes: make(map[sfnt.GlyphIndex]rune)}
		w.used[g.face] = u
	}
	for _, r := range g.text {
		if i := g.face.load().glyph(r); u.runes[i] == 0 || r < u.runes[i] {
			u.runes[i] = r
		}
	}
}

// embed makes the subset.
func (u *pdfFont) embed() {
	var wanted []uint16
	for g := range u.runes {
		wanted = append(wanted, uint16(g))
	}
	slices.Sort(wanted)
	u.data, u.glyphs = subset(u.face.load().data, wanted)
	u.number = make(map[sfnt.GlyphIndex]int)
	for i, g := range u.glyphs {
		u.number[sfnt.GlyphIndex(g)] = i
	}
}

// write adds the objects of a font: the composite font, its one descendant, the
// descriptor, the file, and what characters the glyphs stand for.
func (u *pdfFont) write(d *pdfObjects) error {
	font := u.face.load()
	// The tag of a subset is six letters, here of its contents.
	tag := []byte("AAAAAA")
	for i, sum := 0, checksum(u.data); i < len(tag); i, sum = i+1, sum/26 {
		tag[i] += byte(sum % 26)
	}
	name := string(tag) + "+" + u.face.name
	var widths strings.Builder
	for _, g := range u.glyphs {
		fmt.Fprintf(&widths, "%s ", number(1000*font.advance(sfnt.GlyphIndex(g))))
	}
	flags, angle := 4, 0 // symbolic: glyphs are called by number
	if u.face.style == "italic" {
		flags, angle = flags|64, -12
	}
	head := tables(font.data)["head"]
	corner := func(at int) int { return int(int16(binary.BigEndian.Uint16(head[at:]))) * 1000 / int(font.perEm) }
	n := u.object
	d.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", name, n+1, n+4)
	d.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [0 [%s]] >>", name, n+2, widths.String())
	d.add("<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %d /Ascent 905 /Descent -212 /CapHeight 690 /StemV 80 /FontFile2 %d 0 R >>",
		name, flags, corner(36), corner(38), corner(40), corner(42), angle, n+3)
	if err := d.stream(fmt.Sprintf("/Length1 %d ", len(u.data)), u.data); err != nil {
		return err
	}
	return d.stream("", u.characters())
}

// characters is the map from glyphs to characters, by which text is copied.
func (u *pdfFont) characters() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/CMapName /Adobe-Identity-UCS def\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var lines []string
	for i, g := range u.glyphs {
		if r := u.runes[sfnt.GlyphIndex(g)]; r != 0 {
			line := fmt.Sprintf("<%04X> <", i)
			for _, x := range utf16.Encode([]rune{r}) {
				line += fmt.Sprintf("%04X", x)
			}
			lines = append(lines, line+">\n")
		}
	}
	for part := range slices.Chunk(lines, 100) { // as many as a block may have
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(part), strings.Join(part, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// pdfWriter writes the content of the page.
type pdfWriter struct {
	b    bytes.Buffer
	used map[*face]*pdfFont
}

func (w *pdfWriter) group(g group) {
	w.b.WriteString("q\n")
	w.path(g.clip)
	w.b.WriteString("W n\n")
	paint(w, g.items)
	w.b.WriteString("Q\n")
}

func (w *pdfWriter) path(p Path) {
	for _, s := range p.segments {
		switch s.verb {
		case move:
			w.b.WriteString(join(s.p[0].X, s.p[0].Y) + " m\n")
		case line:
			w.b.WriteString(join(s.p[0].X, s.p[0].Y) + " l\n")
		case cubic:
			w.b.WriteString(join(s.p[0].X, s.p[0].Y, s.p[1].X, s.p[1].Y, s.p[2].X, s.p[2].Y) + " c\n")
		case closed:
			w.b.WriteString("h\n")
		}
	}
}

func pdfColour(c Colour) string {
	part := func(x uint8) string { return fmt.Sprintf("%.3f", float64(x)/255) }
	return part(c.R) + " " + part(c.G) + " " + part(c.B)
}

func (w *pdfWriter) shape(s shape) {
	paint := ""
	if s.fill != nil {
		w.b.WriteString(pdfColour(*s.fill) + " rg\n")
		paint = "f"
	}
	if k := s.stroke; k != nil {
		end := 1
		if k.Dash != nil {
			end = 0
		}
		fmt.Fprintf(&w.b, "%s RG %s w %d J [%s] 0 d\n", pdfColour(k.Colour), number(k.Width), end, join(k.Dash...))
		paint = "S"
		if s.fill != nil {
			paint = "B"
		}
	}
	w.path(s.path)
	w.b.WriteString(paint + "\n")
}

func (w *pdfWriter) text(t Text) {
	b, shift := t.placed()
	if t.Ground {
		white := White
		w.shape(shape{path: t.ground(b, shift), fill: &white})
	}
	w.b.WriteString(pdfColour(t.Colour) + " rg\n")
	sin, cos := sincos(t.Angle)
	fine := func(x float64) string { return fmt.Sprintf("%.5f", x) }
	for _, g := range b.glyphs {
		u := w.used[g.face]
		var codes strings.Builder
		for _, r := range g.text {
			fmt.Fprintf(&codes, "%04X", u.number[g.face.load().glyph(r)])
		}
		at := t.turn(Point{shift.X + g.at.X, shift.Y + g.at.Y})
		fmt.Fprintf(&w.b, "BT /%s %s Tf %s %s %s %s %s Tm <%s> Tj ET\n", u.name, number(g.size), fine(cos), fine(sin), fine(-sin), fine(cos), join(at.X, at.Y), codes.String())
	}
	for _, m := range b.marks {
		w.path(t.turned(m, shift, 1))
		w.b.WriteString("f\n")
	}
}
