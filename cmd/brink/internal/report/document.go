// Package report writes what the commands found: one Document, made once by a
// command, rendered as a table for the terminal, Markdown, CSV, JSON, LaTeX,
// HTML or Gambit's ne lines.
package report

// Document is the result of a command.
type Document struct {
	Title  string
	Blocks []Block
	// JSON is written as it is for --format json.
	JSON any
	// NE are the lines for --format ne; nil when the command has none.
	NE []string
}

// Block is a part of a document: a Heading, Paragraph, *Table, Preformatted or
// Image.
type Block interface{ block() }

// Heading opens a section, such as one game of several.
type Heading string

// Paragraph is running text.
type Paragraph string

// Preformatted is text whose line breaks matter, such as a game file.
type Preformatted string

// Image is a picture in SVG for HTML output; other formats print its caption.
type Image struct {
	Caption string
	SVG     []byte
}

func (Heading) block()      {}
func (Paragraph) block()    {}
func (Preformatted) block() {}
func (Image) block()        {}
func (*Table) block()       {}

// Align is the alignment of a column.
type Align uint8

// Alignments.
const (
	Left Align = iota
	Right
	Centre
)

// Table is a table with a header.
type Table struct {
	Title  string
	Header []string
	Align  []Align // per column; missing ones are Left
	Rows   [][]Cell
	Notes  []string // printed below
}

// Tone is the meaning of a cell, shown as colour where there is colour.
type Tone uint8

// Tones.
const (
	Plain Tone = iota
	Good       // proved, yes, complete
	Bad        // refuted, error
	Warn       // conditional, undecided, knife-edge
	Dim        // secondary
)

// Cell is one entry of a table.
type Cell struct {
	Text string
	// LaTeX is the content as LaTeX mathematics without the dollar signs; ""
	// means that Text is set as text.
	LaTeX string
	Tone  Tone
}

// Text makes a plain cell.
func Text(s string) Cell { return Cell{Text: s} }

// Math makes a cell that is a formula.
func Math(text, latex string) Cell { return Cell{Text: text, LaTeX: latex} }
