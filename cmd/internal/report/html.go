package report

import (
	_ "embed"
	"encoding/base64"
	"html"
	"slices"
	"strings"

	"brink/cmd/internal/figure"
)

//go:embed page.css
var pageStyle string

// writeHTML writes one page that needs nothing else: styles are inside, pictures
// are embedded, no script, nothing from a network. Pictures are embedded as
// images, not as markup, so that nothing in them can run. A template would link the
// whole program's methods, for it may call any.
func writeHTML(b *buffer, d *Document) error {
	title := clean(d.Title)
	name := title
	if name == "" {
		name = "brink"
	}
	b.printf("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		markup(d.words().Language), markup(name), pageStyle)
	b.element("h1", title)
	if err := b.htmlBlocks(d.Blocks); err != nil {
		return err
	}
	b.line("</body>")
	b.line("</html>")
	return nil
}

// htmlBlocks writes the parts of a document.
func (b *buffer) htmlBlocks(blocks []Block) error {
	for _, x := range blocks {
		switch x := x.(type) {
		case Heading:
			tag := []string{"h2", "h3", "h4"}[min(x.Level, 2)]
			if x.Turn {
				tag += ` class="turn"`
			}
			b.element(tag, clean(x.Text))
		case Paragraph:
			b.element("p", clean(x.Text))
		case Prose:
			b.line("<p>" + htmlRuns(x.Runs) + "</p>")
		case Pre:
			b.element("pre", strings.TrimRight(clean(x.Text), "\n"))
		case Display:
			if math, ok := mathML(x.LaTeX); ok {
				b.printf("<p class=\"m display\">%s</p>\n", spans(math, func(s string) string { return s }))
			} else {
				b.printf("<p class=\"f display\">%s</p>\n", spans(pieces(Cell{Text: clean(x.Text)}), markup))
			}
		case Image:
			if err := b.image(x); err != nil {
				return err
			}
		case *Table:
			b.htmlTable(x)
		}
	}
	return nil
}

// markup is text as HTML.
func markup(s string) string { return html.EscapeString(s) }

// element writes text between tags; nothing for no text.
func (b *buffer) element(tag, text string) {
	if text != "" {
		b.printf("<%s>%s</%s>\n", tag, markup(text), strings.Fields(tag)[0])
	}
}

// spans are pieces that stay together when lines break.
// htmlRuns is running text with the mathematics in it.
func htmlRuns(runs []Cell) string {
	var out strings.Builder
	for _, c := range runs {
		if math, ok := mathML(c.LaTeX); ok {
			out.WriteString(strings.Join(math, " "))
		} else {
			out.WriteString(markup(clean(c.Text)))
		}
	}
	return out.String()
}

func spans(list []string, as func(string) string) string {
	var out strings.Builder
	for i, p := range list {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString("<span>" + as(p) + "</span>")
	}
	return out.String()
}

func (b *buffer) image(x Image) error {
	caption := clean(x.Caption)
	if caption == "" {
		caption = "Figure"
	}
	svg := x.SVG
	if svg == nil && x.Scene != nil {
		var err error
		if svg, err = figure.Encode(x.Scene, figure.SVG); err != nil {
			return err
		}
	}
	b.WriteString("<figure>")
	if len(svg) > 0 {
		b.printf("<img src=\"data:image/svg+xml;base64,%s\" alt=\"%s\">", base64.StdEncoding.EncodeToString(svg), markup(caption))
	}
	b.printf("<figcaption>%s</figcaption></figure>\n", markup(caption))
	return nil
}

func (b *buffer) htmlTable(t *Table) {
	b.line("<div class=\"wide\"><table>")
	b.element("caption", clean(t.Title))
	n := t.columns()
	class := func(j int) string { return map[Align]string{Left: "l", Right: "r", Centre: "c"}[t.align(j)] }
	if len(t.Header) > 0 {
		b.WriteString("<thead><tr>")
		for j := range n {
			b.printf("<th scope=\"col\" class=\"%s\">%s</th>", class(j), markup(t.header(j)))
		}
		b.line("</tr></thead>")
	}
	b.line("<tbody>")
	for i := range t.Rows {
		b.WriteString("<tr>")
		for j := range n {
			style, content := htmlCell(t.cell(i, j))
			b.printf("<td class=\"%s%s\">%s</td>", class(j), style, content)
		}
		b.line("</tr>")
	}
	b.line("</tbody>")
	b.line("</table></div>")
	for i := range t.Notes {
		b.line("<p class=\"note\">" + htmlRuns(t.noteRuns(i)) + "</p>")
	}
}

// htmlCell is what stands in a cell, and the classes it has beside that of the column.
func htmlCell(c Cell) (style, content string) {
	if math, ok := mathML(c.LaTeX); ok {
		return " m", spans(math, func(s string) string { return s }) // escaped where it is made
	}
	if c.Formula {
		list := pieces(c)
		style = " f"
		if !slices.ContainsFunc(list, func(p string) bool { return len(p) > wholePiece }) {
			style += " whole"
		}
		return style, spans(list, markup)
	}
	if mark := verdictClass(c.Text); mark != "" {
		style = " " + mark
	}
	return style, spans([]string{c.Text}, markup)
}

// wholePiece is the length up to which a piece of a formula is never broken.
const wholePiece = 24

// verdictClass is the style of words that pass judgement; see painter.verdict.
func verdictClass(text string) string {
	switch text = tone(text); text {
	case "proved", "refuted", "conditional", "vacuous", "undecided", "incomplete", "approximate", "knife-edge":
		return text
	}
	return ""
}

// pieces cuts a formula before its "and", "or" and implications, and where the
// cell says so.
func pieces(c Cell) []string {
	var out []string
	start := 0
	for _, p := range breakPoints(c) {
		if p.class == breakLogic && p.end > start {
			out = append(out, c.Text[start:p.end])
			start = p.next
		}
	}
	return append(out, c.Text[start:])
}
