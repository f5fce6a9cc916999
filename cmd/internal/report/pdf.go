//go:build !js

package report

import (
	"strconv"
	"strings"
	"unicode"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/tex"
)

// A page of paper, in points.
const (
	pageWidth, pageHeight = 595.28, 841.89 // A4
	pageMargin            = 62.0
	textWidth             = pageWidth - 2*pageMargin
)

// Sizes of type and the distances between lines, in points.
const (
	bodySize, bodyLead = 10.0, 14.0
	cellSize, cellLead = 8.8, 12.4
	noteSize, noteLead = 8.0, 11.0
	codeSize, codeLead = 8.4, 10.6
	cellGap            = 12.0
)

var (
	ink  = figure.Colour{R: 0x1d, G: 0x24, B: 0x30}
	soft = figure.Colour{R: 0x5b, G: 0x65, B: 0x76}
	band = figure.Colour{R: 0xf1, G: 0xf3, B: 0xf7}
)

// writePDF sets the document on pages of A4, with the fonts it uses inside.
func writePDF(b *buffer, d *Document) error {
	data, err := figure.EncodePages(pagesOf(d))
	if err != nil {
		return err
	}
	b.Write(data)
	return nil
}

// pagesOf sets the document on pages.
func pagesOf(d *Document) []*figure.Scene {
	p := &paper{}
	p.turn()
	if d.Title != "" {
		p.text(figure.Words(clean(d.Title)), 17, 22, ink)
		p.y -= 6
	}
	for _, x := range d.Blocks {
		switch x := x.(type) {
		case Heading:
			if x.Turn && p.y < pageHeight-pageMargin {
				p.turn()
			}
			size := []float64{13, 11, 10.4}[min(x.Level, 2)]
			p.skip([]float64{16, 9, 7}[min(x.Level, 2)])
			p.keep(size*1.4 + 4*bodyLead)
			p.text(figure.Words(clean(x.Text)), size, size*1.4, ink)
			p.y -= 2
		case Paragraph:
			p.text(figure.Words(clean(x.Text)), bodySize, bodyLead, ink)
			p.y -= 5
		case Prose:
			p.text(labelOfRuns(x.Runs), bodySize, bodyLead, ink)
			p.y -= 5
		case Display:
			p.display(x.Cell)
		case Pre:
			p.pre(clean(x.Text))
		case Image:
			p.image(x)
		case *Table:
			p.table(x)
		}
	}
	p.number()
	return p.pages
}

// paper is a document in the making: the pages, and how far down the last is written.
type paper struct {
	pages []*figure.Scene
	y     float64 // of the next line's top
}

func (p *paper) page() *figure.Scene { return p.pages[len(p.pages)-1] }

// turn begins a page.
func (p *paper) turn() {
	p.pages = append(p.pages, figure.New(pageWidth, pageHeight))
	p.y = pageHeight - pageMargin
}

// keep turns the page where less than a height is left of it.
func (p *paper) keep(height float64) {
	if p.y-height < pageMargin && p.y < pageHeight-pageMargin {
		p.turn()
	}
}

// skip leaves room, but not at the top of a page.
func (p *paper) skip(height float64) {
	if p.y < pageHeight-pageMargin {
		p.y -= height
	}
}

// number writes the number of each page below it.
func (p *paper) number() {
	for i, s := range p.pages {
		s.Text(figure.Text{At: figure.Point{X: pageWidth / 2, Y: pageMargin / 2}, Label: figure.Words(strconv.Itoa(i + 1)), Size: noteSize, Colour: soft, H: figure.Middle})
	}
}

// text sets running text.
func (p *paper) text(l figure.Label, size, lead float64, c figure.Colour) {
	for _, line := range broken(l, size, textWidth) {
		above, height := strip(size, lead, line)
		p.keep(height)
		p.line(pageMargin, above, line, size, c)
		p.y -= height
	}
}

// strip is the room for labels side by side on one line: how far the line is below its
// upper edge, and its height.
func strip(size, lead float64, labels ...figure.Label) (above, height float64) {
	above, below := lead*0.72, lead*0.28
	for _, l := range labels {
		up, low := l.Reach(size)
		above, below = max(above, up+1.6), max(below, low+1.6)
	}
	return above, above + below
}

// line puts a label on a line so far below the height reached.
func (p *paper) line(x, above float64, l figure.Label, size float64, c figure.Colour) {
	p.page().Text(figure.Text{At: figure.Point{X: x, Y: p.y - above}, Label: l, Size: size, Colour: c})
}

// display sets a formula on a band of its own.
func (p *paper) display(c Cell) {
	lines := broken(labelOf(c), cellSize, textWidth-16)
	p.y -= 2
	for _, l := range lines {
		above, height := strip(cellSize, cellLead, l)
		p.keep(height)
		p.page().Fill(figure.Rect(pageMargin, p.y-height, textWidth, height), band)
		p.line(pageMargin+8, above, l, cellSize, ink)
		p.y -= height
	}
	p.y -= 7
}

// pre keeps every character in a column of its own.
func (p *paper) pre(text string) {
	width := codeSize * 0.6
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		p.keep(codeLead)
		x := pageMargin
		for _, r := range line {
			if r != ' ' {
				p.page().Text(figure.Text{At: figure.Point{X: x + width/2, Y: p.y - codeLead*0.78}, Label: figure.Words(string(r)), Size: codeSize, Colour: ink, H: figure.Middle})
			}
			x += width * float64(max(1, lineWidth(string(r))))
		}
		p.y -= codeLead
	}
	p.y -= 6
}

// image sets a picture, made smaller where it is wider than the text.
func (p *paper) image(x Image) {
	if x.Scene != nil {
		scale := min(1, textWidth/x.Scene.Width, (pageHeight-2*pageMargin-3*noteLead)/x.Scene.Height)
		height := x.Scene.Height * scale
		p.keep(height + 2*noteLead)
		p.y -= height
		p.page().Place(x.Scene, figure.Point{X: pageMargin + (textWidth-x.Scene.Width*scale)/2, Y: p.y}, scale)
	}
	p.text(figure.Words(clean(x.Caption)), noteSize, noteLead, soft)
	p.y -= 8
}

// table sets a table between rules; its head is repeated on every page.
func (p *paper) table(t *Table) {
	p.skip(4)
	n := t.columns()
	widths := paperColumns(t, n)
	together := bodyLead + 2*cellLead // of the title, the head and the first row
	if len(t.Rows) > 0 && n > 0 {
		_, _, heights := rowLines(t, widths, 0)
		for _, h := range heights {
			together += h
		}
	}
	p.keep(min(together, pageHeight/2))
	if t.Title != "" {
		p.text(figure.Words(clean(t.Title)), bodySize, bodyLead, ink)
	}
	if n > 0 {
		p.head(t, widths)
		for i := range t.Rows {
			p.row(t, widths, i)
		}
		p.rule(widths, 0.9)
	}
	p.y -= 3
	for i := range t.Notes {
		p.text(labelOfRuns(t.noteRuns(i)), noteSize, noteLead, soft)
	}
	p.y -= 7
}

// rule draws a line across a table.
func (p *paper) rule(widths []float64, weight float64) {
	right := pageMargin - cellGap
	for _, w := range widths {
		right += w + cellGap
	}
	p.y -= 2
	p.page().Stroke(figure.Polyline(figure.Point{X: pageMargin, Y: p.y}, figure.Point{X: right, Y: p.y}), figure.Stroke{Colour: ink, Width: weight})
	p.y -= 2
}

// rowLines are the lines of the cells of a row, and of each line how far it is below its
// upper edge and how high.
func rowLines(t *Table, widths []float64, i int) (cells [][]figure.Label, above, height []float64) {
	cells = make([][]figure.Label, len(widths))
	deep := 0
	for j, w := range widths {
		if i < 0 {
			cells[j] = broken(figure.Words(t.header(j)), cellSize, w)
		} else {
			cells[j] = cellLines(t.cell(i, j), w)
		}
		deep = max(deep, len(cells[j]))
	}
	above, height = make([]float64, deep), make([]float64, deep)
	for k := range deep {
		var side []figure.Label
		for _, lines := range cells {
			if k < len(lines) {
				side = append(side, lines[k])
			}
		}
		above[k], height[k] = strip(cellSize, cellLead, side...)
	}
	return cells, above, height
}

// row sets a row of a table, the head for -1; the lines of its cells stand beside each
// other.
func (p *paper) row(t *Table, widths []float64, i int) {
	cells, above, height := rowLines(t, widths, i)
	total := 0.0
	for _, h := range height {
		total += h
	}
	if i >= 0 && p.y-total < pageMargin && p.y < pageHeight-pageMargin {
		p.turn()
		p.head(t, widths)
	}
	for k := range height {
		x := pageMargin
		p.keep(height[k])
		for j, lines := range cells {
			if k < len(lines) {
				at := x
				switch t.align(j) {
				case Right:
					at += widths[j] - lines[k].Width(cellSize)
				case Centre:
					at += (widths[j] - lines[k].Width(cellSize)) / 2
				}
				p.line(at, above[k], lines[k], cellSize, ink)
			}
			x += widths[j] + cellGap
		}
		p.y -= height[k]
	}
}

// head sets the head of a table between its rules.
func (p *paper) head(t *Table, widths []float64) {
	p.rule(widths, 0.9)
	if len(t.Header) > 0 {
		p.row(t, widths, -1)
		p.rule(widths, 0.5)
	}
}

// cellLines are the lines of a cell within a width.
func cellLines(c Cell, width float64) []figure.Label {
	if c.LaTeX != "" {
		return broken(labelOf(c), cellSize, width)
	}
	var out []figure.Label
	for part := range strings.SplitSeq(c.Text, "\n") {
		out = append(out, broken(figure.Words(part), cellSize, width)...)
	}
	return out
}

// paperColumns are the widths of the columns: as wide as what they hold while there is
// room, which else is shared.
func paperColumns(t *Table, n int) []float64 {
	natural, least := make([]int, n), make([]int, n)
	for j := range n {
		wide, whole := figure.Words(t.header(j)).Width(cellSize), 34.0
		for i := range t.Rows {
			c := t.cell(i, j)
			if c.LaTeX != "" {
				l := labelOf(c)
				wide = max(wide, l.Width(cellSize))
				for _, run := range l {
					whole = max(whole, figure.Label{run}.Width(cellSize)+1)
				}
				continue
			}
			for part := range strings.SplitSeq(c.Text, "\n") {
				wide = max(wide, figure.Words(part).Width(cellSize))
			}
		}
		natural[j] = int(wide) + 1
		least[j] = min(natural[j], int(whole))
	}
	room := int(textWidth - cellGap*float64(n-1))
	if sumOf(least) > room { // something will stand out
		for j := range least {
			least[j] = min(natural[j], 34)
		}
	}
	if sumOf(natural) > room {
		natural = share(natural, least, room)
	}
	widths := make([]float64, n)
	for j, w := range natural {
		widths[j] = float64(w)
	}
	return widths
}

// labelOfRuns is running text with the mathematics in it.
func labelOfRuns(runs []Cell) figure.Label {
	var l figure.Label
	for _, c := range runs {
		if c.LaTeX == "" {
			l = append(l, figure.Words(clean(c.Text))...)
		} else {
			l = append(l, labelOf(c)...)
		}
	}
	return l
}

// labelOf is a cell as mathematics where it has such that fits on a line, else as words.
func labelOf(c Cell) figure.Label {
	if c.LaTeX == "" {
		return figure.Words(c.Text)
	}
	var l figure.Label
	for _, piece := range tex.Pieces(c.LaTeX) {
		for i, part := range tex.Parts(piece, lettersOnLine) {
			if i > 0 && strings.ContainsAny(part[:1], "+-") { // no sign of what follows
				part = `\; ` + part[:1] + `\; ` + part[1:]
			}
			l = append(l, figure.Run{Text: part, Math: true})
		}
	}
	return l
}

// broken cuts a label into lines no wider than a width, where that can be: between
// words, between Chinese characters and between pieces of mathematics.
func broken(l figure.Label, size, width float64) []figure.Label {
	var lines []figure.Label
	var line figure.Label
	for _, run := range l {
		parts := []string{run.Text}
		if !run.Math {
			parts = breakable(run.Text)
		}
		for _, part := range parts {
			next := figure.Run{Text: part, Math: run.Math}
			longer := append(append(figure.Label{}, line...), next)
			if len(line) > 0 && longer.Width(size) > width {
				lines = append(lines, figure.Join(line))
				line = nil
				if next.Text = strings.TrimLeft(strings.TrimPrefix(part, `\;`), " "); next.Text == "" {
					continue
				}
				longer = figure.Label{next}
			}
			line = longer
		}
	}
	if len(line) > 0 || len(lines) == 0 {
		lines = append(lines, figure.Join(line))
	}
	return lines
}

// breakable cuts text where a line may end; what is cut off begins with the space
// before it. Closing punctuation stays with the character before.
func breakable(s string) []string {
	var out []string
	start := 0
	var before rune
	for i, r := range s {
		wide := unicode.Is(unicode.Han, r) || unicode.Is(unicode.Han, before)
		if i > start && (r == ' ' || wide && before != ' ' && !strings.ContainsRune("，。；：、）”’？！》", r) && !strings.ContainsRune("（“‘《", before)) {
			out = append(out, s[start:i])
			start = i
		}
		before = r
	}
	return append(out, s[start:])
}
