package report

import (
	"bytes"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"brink/cmd/internal/figure"
)

// Document is what a command has to say. Only the part that the format writes
// need be there: see Format.Tables.
type Document struct {
	Title  string
	Blocks []Block
	Words  *Words      // of the language it is in; nil means English
	JSON   any         // what FormatJSON writes; nil if the command has no JSON form
	NE     [][]Profile // what FormatNE writes, a list of equilibria for each game; nil if the command has no such form
	Known  []string    // what FormatKnown writes, a section of a game file for each game; nil likewise
	// Standalone makes FormatLaTeX a whole document.
	Standalone bool
	// Bibliography is what FormatBibTeX writes, an entry for each work; nil likewise.
	Bibliography []string
	Warnings     []string // what the reader should know, though it stands in no table
}

// words are those of the document.
func (d *Document) words() *Words {
	if d.Words == nil {
		return English()
	}
	return d.Words
}

// Profile is a probability vector for each player.
type Profile = [][]*big.Rat

// Block is a part of a document: Heading, Paragraph, Prose, *Table, Pre, Display or Image.
type Block interface{ block() }

// Heading opens a section, of Level 0, or a part of one, of a deeper level.
type Heading struct {
	Text  string
	Level int
	Turn  bool // it begins a page, where there are pages
}

// Paragraph is running text.
type Paragraph struct{ Text string }

// Prose is running text in parts, some of which are mathematics.
type Prose struct{ Runs []Cell }

// text is prose for formats that have no mathematics.
func (p Prose) text() string {
	var b strings.Builder
	for _, c := range p.Runs {
		b.WriteString(c.Text)
	}
	return b.String()
}

// Pre is text whose lines are kept as they are, such as a game file.
type Pre struct{ Text string }

// Display is a formula that stands on lines of its own.
type Display struct{ Cell }

// Image is a picture. HTML embeds it; Markdown and LaTeX refer to Path, if there is
// one, else LaTeX draws it; text says where it is.
type Image struct {
	SVG     []byte
	Scene   *figure.Scene // the picture itself, for pages and LaTeX; nil where there is a file alone
	Path    string        // file the picture was written to, as other documents should refer to it
	Caption string
}

// Table is a table. Rows may be shorter or longer than Header.
type Table struct {
	Title  string
	Header []string
	Align  []Align // by column; missing means Left
	Rows   [][]Cell
	Notes  []string // printed below the table
	// NoteRuns are the notes in parts, as Prose has them; it may be shorter than Notes, and
	// nil for a note of words alone.
	NoteRuns [][]Cell
}

// noteRuns are the parts of a note: itself, where it has no others.
func (t *Table) noteRuns(i int) []Cell {
	if i < len(t.NoteRuns) && t.NoteRuns[i] != nil {
		return t.NoteRuns[i]
	}
	return []Cell{Text(t.Notes[i])}
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Prose) block()     {}
func (Pre) block()       {}
func (Display) block()   {}
func (Image) block()     {}
func (*Table) block()    {}

// Align is the alignment of a column.
type Align int

// Alignments.
const (
	Left Align = iota
	Right
	Centre
)

// Cell is an entry of a table.
type Cell struct {
	Text string

	// Formula marks mathematics: it breaks at "and", "or" and relations rather
	// than anywhere, and is set as code in Markdown.
	Formula bool

	// LaTeX is the formula as mathematics, without dollar signs; optional. The
	// formats that cannot use it show Text.
	LaTeX string

	// Breaks are byte offsets in Text at which a line may best be broken;
	// optional. They take precedence over the places found by reading Text.
	Breaks []int
}

// Text is a cell of running text or a name or number.
func Text(s string) Cell { return Cell{Text: s} }

// Formula is a cell of mathematics; latex may be empty.
func Formula(text, latex string) Cell { return Cell{Text: text, LaTeX: latex, Formula: true} }

// Texts are cells of text.
func Texts(s ...string) []Cell {
	cells := make([]Cell, len(s))
	for i, t := range s {
		cells[i] = Text(t)
	}
	return cells
}

// columns is the number of columns of the widest row, header included.
func (t *Table) columns() int {
	n := len(t.Header)
	for _, row := range t.Rows {
		n = max(n, len(row))
	}
	return n
}

func (t *Table) align(column int) Align {
	if column < len(t.Align) {
		return t.Align[column]
	}
	return Left
}

func (t *Table) header(column int) string {
	if column < len(t.Header) {
		return clean(t.Header[column])
	}
	return ""
}

// cell is the cleaned cell at a place, empty beyond the end of a row.
func (t *Table) cell(row, column int) Cell {
	if column >= len(t.Rows[row]) {
		return Cell{}
	}
	return t.Rows[row][column].cleaned()
}

// cleaned is a cell whose text holds nothing that text must not.
func (c Cell) cleaned() Cell {
	if s := clean(c.Text); s != c.Text {
		c.Text, c.Breaks = s, nil
	}
	return c
}

// clean removes what text must not contain: terminal escapes and control
// characters, which a game file may have smuggled in, and invalid UTF-8. Line
// feeds stay, tabs become a space.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\n' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = escapes().ReplaceAllString(strings.ReplaceAll(s, "\r\n", "\n"), "")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\r':
			return ' '
		case r == utf8.RuneError:
			return '\uFFFD'
		case unicode.IsControl(r) || bidirectional(r):
			return -1
		}
		return r
	}, s)
}

// bidirectional reports the characters that reorder text on a terminal.
func bidirectional(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// escapes, like every pattern here, is compiled when first needed: most runs of
// the command end sooner.
var escapes = sync.OnceValue(func() *regexp.Regexp {
	// Control sequences of ECMA-48, and commands up to the string terminator or a bell.
	return regexp.MustCompile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\].*?(\x1b\\\\|\x07)")
})

// lineWidth is the number of terminal columns of a line.
func lineWidth(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			n := 0
			for _, r := range s {
				n += displaywidth.Rune(r)
			}
			return n
		}
	}
	return len(s)
}

// buffer collects output; writing to it cannot fail.
type buffer struct{ bytes.Buffer }

func (b *buffer) printf(format string, args ...any) { fmt.Fprintf(&b.Buffer, format, args...) }
func (b *buffer) line(s string)                     { b.WriteString(s); b.WriteByte('\n') }

// gap separates blocks by one blank line.
func (b *buffer) gap() {
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
}
