package report

import (
	_ "embed"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"
	"sync"
)

//go:embed page.html
var pageSource string

// page is parsed when first needed: most runs of the command write no HTML.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageSource)) })

// writeHTML writes one page that needs nothing else: styles are inside, pictures
// are embedded, no script, nothing from a network. Pictures are embedded as
// images, not as markup, so that nothing in them can run.
func writeHTML(b *buffer, d *Document) error {
	type cell struct {
		Class  string
		Pieces []string        // stay together when lines break
		Math   []template.HTML // a formula, likewise
	}
	type table struct {
		Title  string
		Header []cell
		Rows   [][]cell
		Notes  []string
	}
	type block struct {
		Heading, Paragraph, Pre, Caption string
		Level                            int
		Display                          []string
		Source                           template.URL
		Table                            *table
	}
	title := clean(d.Title)
	data := struct {
		Title, Language string
		Blocks          []block
	}{Title: title, Language: d.words().Language}
	for _, x := range d.Blocks {
		var o block
		switch x := x.(type) {
		case Heading:
			o.Heading, o.Level = clean(x.Text), min(x.Level, 2)
		case Paragraph:
			o.Paragraph = clean(x.Text)
		case Pre:
			o.Pre = strings.TrimRight(clean(x.Text), "\n")
		case Display:
			o.Display = pieces(Cell{Text: clean(x.Text)})
		case Image:
			if o.Caption = clean(x.Caption); o.Caption == "" {
				o.Caption = "Figure"
			}
			if len(x.SVG) > 0 {
				o.Source = template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(x.SVG))
			}
		case *Table:
			t := &table{Title: clean(x.Title)}
			n := x.columns()
			class := func(j int) string { return map[Align]string{Left: "l", Right: "r", Centre: "c"}[x.align(j)] }
			if len(x.Header) > 0 {
				for j := range n {
					t.Header = append(t.Header, cell{Class: class(j), Pieces: []string{x.header(j)}})
				}
			}
			for i := range x.Rows {
				row := make([]cell, n)
				for j := range n {
					c := x.cell(i, j)
					row[j] = cell{Class: class(j), Pieces: []string{c.Text}}
					if math, ok := mathML(c.LaTeX); ok {
						row[j] = cell{Class: class(j) + " m"}
						for _, piece := range math {
							row[j].Math = append(row[j].Math, template.HTML(piece)) // escaped where it is made
						}
					} else if c.Formula {
						row[j] = cell{Class: class(j) + " f", Pieces: pieces(c)}
						if !slices.ContainsFunc(row[j].Pieces, func(p string) bool { return len(p) > wholePiece }) {
							row[j].Class += " whole"
						}
					} else if mark := verdictClass(c.Text); mark != "" {
						row[j].Class += " " + mark
					}
				}
				t.Rows = append(t.Rows, row)
			}
			for _, note := range x.Notes {
				t.Notes = append(t.Notes, clean(note))
			}
			o.Table = t
		}
		data.Blocks = append(data.Blocks, o)
	}
	return page().Execute(b, data)
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
