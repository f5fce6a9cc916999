package format

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Severity tells errors from warnings. The zero value is neither, so that a
// forgotten severity shows.
type Severity uint8

// The severities. A warning does not keep a game from being read.
const (
	Error Severity = iota + 1
	Warning
)

// String is the word printed in messages.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "invalid severity"
}

// Diagnostic is one problem of an input file.
type Diagnostic struct {
	Severity Severity
	File     string
	// Line and Column count from 1, columns in characters; EndColumn is one past
	// the last character at fault, on the same line. Line is 0 when the problem
	// has no place.
	Line, Column, EndColumn int
	Summary                 string // what was found and what was expected
	Detail                  string // more sentences, or ""
	Hint                    string // what to do, or ""
	Snippet                 string // the source line
	// InClaim says that the text of a claim is at fault; the game and its other claims
	// stand without it.
	InClaim bool
}

// Diagnostics are the problems of one file, in order of place. It is an error,
// so that functions can return a value and Diagnostics.
type Diagnostics []Diagnostic

// HasErrors reports whether any problem is an error.
func (ds Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// outsideClaims reports whether any error is elsewhere than in the text of a claim.
func (ds Diagnostics) outsideClaims() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error && !d.InClaim })
}

// Error is the first error in one line with the number of the others.
func (ds Diagnostics) Error() string {
	i := max(0, slices.IndexFunc(ds, func(d Diagnostic) bool { return d.Severity == Error }))
	if len(ds) == 0 {
		return "no problems"
	}
	s := ds[i].headline()
	if n := len(ds) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// headline is file:line:column: severity: summary.
func (d Diagnostic) headline() string {
	where := d.where()
	if where != "" {
		where += ": "
	}
	return fmt.Sprintf("%s%s: %s", where, d.Severity, d.Summary)
}

// where is file:line:column.
func (d Diagnostic) where() string {
	if d.Line == 0 {
		return d.File
	}
	return fmt.Sprintf("%s:%d:%d", d.File, d.Line, d.Column)
}

// sort orders by place, errors before warnings at the same place.
func (ds Diagnostics) sort() {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Severity, b.Severity))
	})
}

// Colours of Write, as terminals spell them.
const (
	styleOff    = "\x1b[0m"
	styleBold   = "\x1b[1m"
	styleRed    = "\x1b[1;31m"
	styleYellow = "\x1b[1;33m"
	styleBlue   = "\x1b[34m"
)

// maxSnippet is the width of the window of a source line that Write shows.
const maxSnippet = 100

// Language is how Write says what it adds to the messages, and the messages.
type Language struct {
	Error, Warning, Hint string
	Say                  func(message string) string // nil for the messages as they are
}

// Write prints the diagnostics for people: for each the headline, the source
// line, a line of carets under what is at fault, detail and hint. This is the
// only place that formats them.
func (ds Diagnostics) Write(w io.Writer, colour bool) error {
	return ds.WriteIn(w, colour, Language{Error.String(), Warning.String(), "hint", nil})
}

// WriteIn is Write in another language than English.
func (ds Diagnostics) WriteIn(w io.Writer, colour bool, l Language) error {
	paint := func(style, s string) string {
		if !colour {
			return s
		}
		return style + s + styleOff
	}
	var b strings.Builder
	for _, d := range ds {
		style, severity := styleRed, l.Error
		if d.Severity == Warning {
			style, severity = styleYellow, l.Warning
		}
		if l.Say != nil {
			d.Summary, d.Detail, d.Hint = l.Say(d.Summary), l.Say(d.Detail), l.Say(d.Hint)
		}
		if where := d.where(); where != "" {
			b.WriteString(paint(styleBold, where+": "))
		}
		b.WriteString(paint(style, severity+":"))
		b.WriteString(" " + printable(d.Summary) + "\n")
		if d.Line > 0 && d.Snippet != "" {
			text, lead, width := d.window()
			number := fmt.Sprintf("%5d", d.Line)
			bar := strings.Repeat(" ", len(number)) + " " + paint(styleBlue, "|")
			fmt.Fprintf(&b, "%s %s\n", paint(styleBlue, number+" |"), text)
			fmt.Fprintf(&b, "%s %s%s\n", bar, lead, paint(style, strings.Repeat("^", width)))
		}
		if d.Detail != "" {
			fmt.Fprintf(&b, "      %s\n", printable(d.Detail))
		}
		if d.Hint != "" {
			fmt.Fprintf(&b, "      %s %s\n", paint(styleBlue, l.Hint+":"), printable(d.Hint))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// window returns the part of the source line around the fault, the white space
// that leads to the carets, and their number, all in terminal cells.
func (d Diagnostic) window() (text, lead string, width int) {
	snippet := d.Snippet
	if skip := d.Column - 1 - 2*maxSnippet; skip > 0 { // spare the start of a huge line
		for ; skip > 0 && snippet != ""; skip-- {
			_, n := utf8.DecodeRuneInString(snippet)
			snippet = snippet[n:]
			d.Column, d.EndColumn = d.Column-1, d.EndColumn-1
		}
	}
	line := make([]rune, 0, 8*maxSnippet)
	for _, r := range snippet {
		if line = append(line, r); len(line) == cap(line) {
			break
		}
	}
	from := min(max(d.Column-1, 0), len(line))
	to := min(max(d.EndColumn-1, from), len(line))
	start, end := 0, len(line)
	if len(line) > maxSnippet {
		start = max(0, min(from-maxSnippet/4, len(line)-maxSnippet))
		end = min(len(line), start+maxSnippet)
		to = min(to, end)
	}
	var t, l strings.Builder
	if start > 0 {
		t.WriteString("…")
		l.WriteString(" ")
	}
	for i, r := range line[start:end] {
		shown := printable(string(r))
		t.WriteString(shown)
		switch cells := cellWidth(shown); {
		case start+i < from && r == '\t':
			l.WriteByte('\t')
		case start+i < from:
			l.WriteString(strings.Repeat(" ", cells))
		case start+i < to:
			width += cells
		}
	}
	if end < len(line) {
		t.WriteString("…")
	}
	return t.String(), l.String(), max(width, 1)
}

// printable replaces control characters, so that a hostile file cannot drive
// the reader's terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// cellWidth is the number of terminal cells of s: none for combining marks, two
// for East Asian wide characters and emoji (Unicode Standard Annex 11, blocks
// that are wide as a whole), one otherwise.
func cellWidth(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		case r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0x303E || r >= 0x3041 && r <= 0xA4CF ||
			r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F ||
			r >= 0xFF00 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 ||
			r >= 0x1F300 && r <= 0x1F64F || r >= 0x1F900 && r <= 0x1F9FF || r >= 0x20000 && r <= 0x3FFFD):
			n += 2
		default:
			n++
		}
	}
	return n
}
