// Package report writes results for people and programs: one Document, many
// formats. A command builds a Document once and calls Write; what the text
// looks like at 80 columns, how LaTeX is escaped and where a long formula
// breaks is decided here and nowhere else.
//
// Progress shows on standard error that long work is alive.
package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"brink/games/expr"
)

// Format is an output format of the command line.
type Format string

// The formats of the command line's contract.
const (
	FormatTable    Format = "table"    // text for a terminal or a pipe
	FormatMarkdown Format = "markdown" // GitHub-flavoured pipe tables
	FormatCSV      Format = "csv"      // the tables only, RFC 4180
	FormatJSON     Format = "json"     // Document.JSON
	FormatLaTeX    Format = "latex"    // a fragment with booktabs tables
	FormatHTML     Format = "html"     // one self-contained page
	FormatPDF      Format = "pdf"      // pages of A4
	FormatNE       Format = "ne"       // Gambit's equilibrium lines, Document.NE
	FormatKnown    Format = "known"    // a section of a game file, Document.Known
	FormatBibTeX   Format = "bibtex"   // the works that models are from, Document.Bibliography
)

// writer is a format: its name, whether it writes Document.Blocks rather than a
// field of its own, and how.
type writer struct {
	format Format
	tables bool
	write  func(b *buffer, d *Document, s Style) error
}

// plainly is a writer that cannot fail and does not depend on the terminal.
func plainly(write func(*buffer, *Document)) func(*buffer, *Document, Style) error {
	return func(b *buffer, d *Document, _ Style) error {
		write(b, d)
		return nil
	}
}

// data is a writer that does not depend on the terminal.
func data(write func(*buffer, *Document) error) func(*buffer, *Document, Style) error {
	return func(b *buffer, d *Document, _ Style) error { return write(b, d) }
}

// writers lists the formats in the order in which help shows them: a format is one
// file and one line here.
func writers() []writer {
	return []writer{
		{FormatTable, true, writeText},
		{FormatMarkdown, true, plainly(writeMarkdown)},
		{FormatCSV, true, data(writeCSV)},
		{FormatJSON, false, data(writeJSON)},
		{FormatLaTeX, true, plainly(writeLaTeX)},
		{FormatHTML, true, data(writeHTML)},
		{FormatPDF, true, data(writePDF)},
		{FormatNE, false, data(writeNE)},
		{FormatKnown, false, data(writeKnown)},
		{FormatBibTeX, false, data(writeBibTeX)},
	}
}

// Tables reports whether the format writes Document.Blocks, rather than JSON,
// NE, Known or Bibliography.
func (f Format) Tables() bool {
	return slices.ContainsFunc(writers(), func(w writer) bool { return w.format == f && w.tables })
}

// Formats lists all formats in the order in which help shows them.
func Formats() []Format {
	var out []Format
	for _, w := range writers() {
		out = append(out, w.format)
	}
	return out
}

var (
	// ErrFormat is wrapped by ParseFormat's errors.
	ErrFormat = errors.New("unknown format")
	// ErrNoForm is wrapped by the errors of Write for a document that has
	// nothing to say in a format.
	ErrNoForm = errors.New("no such form")
)

// ParseFormat reads the name of a format. The error names the nearest one.
func ParseFormat(s string) (Format, error) {
	name := strings.ToLower(strings.TrimSpace(s))
	switch name { // spellings that people try
	case "text", "txt":
		name = string(FormatTable)
	case "md":
		name = string(FormatMarkdown)
	case "tex":
		name = string(FormatLaTeX)
	}
	var names []string
	for _, f := range Formats() {
		if name == string(f) {
			return f, nil
		}
		names = append(names, string(f))
	}
	if near := Nearest(name, names); near != "" {
		return "", fmt.Errorf("%w %q: did you mean %q?", ErrFormat, s, near)
	}
	return "", fmt.Errorf("%w %q: choose one of %s", ErrFormat, s, strings.Join(names, ", "))
}

// Nearest is the name closest to s in edit distance, or "" if none is near
// enough to be a likely slip: at most two edits, or one for short names.
func Nearest(s string, names []string) string {
	best, at := 3, ""
	for _, n := range names {
		if d := expr.EditDistance(s, n); d < best && 2*d <= max(len([]rune(n)), 2) {
			best, at = d, n
		}
	}
	return at
}

// Style says what the reader's terminal can show. It matters for FormatTable
// only.
type Style struct {
	Width  int  // columns available; 0 means no limit, as into a pipe; below 20 counts as 20
	Colour bool // emphasise headings and verdicts with ANSI escapes
}

// Write writes the document in a format.
func Write(w io.Writer, d *Document, f Format, s Style) error {
	b := &buffer{}
	i := slices.IndexFunc(writers(), func(w writer) bool { return w.format == f })
	if i < 0 {
		return fmt.Errorf("%w %q", ErrFormat, string(f))
	}
	err := writers()[i].write(b, d, s)
	if err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
