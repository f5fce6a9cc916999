package format

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"brink/games/expr"
)

// place is a position in a source text: line and column from 1, the column in
// characters. The zero place is none.
type place struct{ line, column int }

// source is an input text and the problems found in it.
type source struct {
	file   string
	text   string
	lines  []int // byte offset where each line starts
	diags  Diagnostics
	marked map[int][]int // see marks
	claim  bool          // what is being read is the text of a claim
	ctx    context.Context

	// A mended text keeps the one that was written, for reports, and for the lines
	// whose length has changed the column at which each character was written.
	written *source
	columns map[int][]int
}

// maxErrors is where a reader stops collecting: nobody reads a hundred messages.
const maxErrors = 100

func newSource(file, text string) *source {
	s := &source{file: file, text: text, lines: []int{0}, ctx: context.Background()}
	for i := 0; i < len(text); {
		switch text[i] {
		case '\n', '\r', 0xC2, 0xE2: // the first bytes of line breaks
			if n := lineBreak(text[i:]); n > 0 {
				i += n
				s.lines = append(s.lines, i)
				continue
			}
		}
		i++
	}
	return s
}

// lineBreak is the length of the line break that s begins with, or 0. YAML 1.1
// parsers, the one used here included, end lines also at NEL, LS and PS.
func lineBreak(s string) int {
	switch {
	case strings.HasPrefix(s, "\r\n"):
		return 2
	case s[0] == '\n' || s[0] == '\r':
		return 1
	case strings.HasPrefix(s, "\u0085"):
		return 2
	case strings.HasPrefix(s, "\u2028") || strings.HasPrefix(s, "\u2029"):
		return 3
	}
	return 0
}

// line returns the text of a line counted from 1, without its end, or "".
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	from, to := s.lines[n-1], len(s.text)
	if n < len(s.lines) {
		to = s.lines[n]
	}
	return strings.TrimRight(s.text[from:to], "\r\n\u0085\u2028\u2029")
}

// at returns the place of a byte offset.
func (s *source) at(offset int) place {
	n := sort.SearchInts(s.lines, offset+1)
	start, column := s.lines[n-1], 1
	if marks := s.marks(n); marks != nil {
		k := sort.SearchInts(marks, offset+1) - 1
		start, column = marks[k], 1+k*markEvery
	}
	return place{n, column + utf8.RuneCountInString(s.text[start:offset])}
}

// offset returns the byte offset of a place inside the text.
func (s *source) offset(p place) int {
	if p.line < 1 || p.line > len(s.lines) {
		return len(s.text)
	}
	i, c := s.lines[p.line-1], 1
	if marks := s.marks(p.line); marks != nil {
		k := min((p.column-1)/markEvery, len(marks)-1)
		i, c = marks[k], 1+k*markEvery
	}
	for ; c < p.column && i < len(s.text); c++ {
		_, n := utf8.DecodeRuneInString(s.text[i:])
		i += n
	}
	return i
}

// markEvery is the number of characters between the marks of a long line.
const markEvery = 256

// marks returns the byte offsets of every 256th character of a long line, so
// that places in it are found without counting from its start each time; nil
// for short lines.
func (s *source) marks(n int) []int {
	text := s.line(n)
	if len(text) < 4*markEvery {
		return nil
	}
	if m, ok := s.marked[n]; ok {
		return m
	}
	var m []int
	c := 0
	for i := range text {
		if c%markEvery == 0 {
			m = append(m, s.lines[n-1]+i)
		}
		c++
	}
	if s.marked == nil {
		s.marked = make(map[int][]int)
	}
	s.marked[n] = m
	return m
}

// report adds a problem between two places. A problem that spans lines is
// marked to the end of its first line. The result may be completed by the caller
// until the next report.
func (s *source) report(sev Severity, from, to place, hint, summary string) *Diagnostic {
	if s.full() {
		return new(Diagnostic)
	}
	from = s.inside(from)
	if s.written != nil {
		from, to = s.asWritten(from), s.asWritten(to)
	}
	d := Diagnostic{Severity: sev, File: s.file, Line: from.line, Column: from.column, EndColumn: to.column, Summary: summary, Hint: hint, Snippet: s.original().line(from.line), InClaim: s.claim}
	if to.line != from.line {
		d.EndColumn = utf8.RuneCountInString(strings.TrimRight(d.Snippet, " \t")) + 1
	}
	if d.Line > 0 {
		d.EndColumn = max(d.EndColumn, d.Column+1)
	}
	s.diags = append(s.diags, d)
	return &s.diags[len(s.diags)-1]
}

// foldNumbers writes minus signs, full-width digits and spaces, and fractions such
// as ½, in ASCII outside quotes, for formats of plain numbers. Problems are
// reported in the text as it was written.
func (s *source) foldNumbers() {
	if !utf8.ValidString(s.text) || strings.IndexFunc(s.text, func(r rune) bool { return r >= 0x80 }) < 0 {
		return
	}
	m := &mender{in: []rune(s.text)}
	quoted := false
	for m.i < len(m.in) {
		r := m.in[m.i]
		switch c := expr.ASCII(r); {
		case r == '"':
			quoted = !quoted
			m.put(r)
		case r == '\\' && quoted && m.i+1 < len(m.in):
			m.put(r)
			m.put(m.in[m.i])
		case quoted || isBreak(r):
			m.put(r)
		case expr.Fraction(r) != "":
			text := []rune(expr.Fraction(r))
			for _, c := range text[:len(text)-1] {
				m.emit(c)
			}
			m.put(text[len(text)-1])
		default:
			m.put(c)
		}
	}
	if text := string(m.out); text != s.text {
		written := *s
		r := newSource(s.file, text)
		s.text, s.lines, s.marked = text, r.lines, nil
		s.written, s.columns = &written, m.columns()
	}
}

// original is the source as it was written.
func (s *source) original() *source {
	if s.written != nil {
		return s.written
	}
	return s
}

// asWritten is where a place of a mended text was written.
func (s *source) asWritten(p place) place {
	if at := s.columns[p.line]; at != nil && p.column >= 1 {
		p.column = at[min(p.column, len(at))-1]
	}
	return p
}

// inside moves a place behind the text, where the YAML parser puts what is
// missing there, to its end.
func (s *source) inside(p place) place {
	if p.line == 0 {
		return p
	}
	if p.line > len(s.lines) {
		return s.at(len(strings.TrimRight(s.text, " \t\r\n")))
	}
	if line := s.line(p.line); p.column > len(line)/utf8.UTFMax {
		p.column = min(p.column, utf8.RuneCountInString(line)+1)
	}
	return p
}

// full reports that no further problem will be kept. Problems are collected past
// maxErrors because result sorts them by place.
func (s *source) full() bool { return len(s.diags) >= 10*maxErrors }

// errorf reports an error without a place.
func (s *source) errorf(hint, format string, args ...any) {
	s.report(Error, place{}, place{}, hint, fmt.Sprintf(format, args...))
}

// errorAt reports an error between two byte offsets.
func (s *source) errorAt(from, to int, hint, format string, args ...any) *Diagnostic {
	return s.report(Error, s.at(from), s.at(to), hint, fmt.Sprintf(format, args...))
}

// warnAt reports a warning between two byte offsets.
func (s *source) warnAt(from, to int, hint, format string, args ...any) *Diagnostic {
	return s.report(Warning, s.at(from), s.at(to), hint, fmt.Sprintf(format, args...))
}

// result sorts the problems and cuts them to what people read.
func (s *source) result() Diagnostics {
	s.diags.sort()
	if len(s.diags) > maxErrors {
		s.diags = append(s.diags[:maxErrors:maxErrors], Diagnostic{Severity: s.worst(), File: s.file, Summary: fmt.Sprintf("more than %d problems; the rest are not shown", maxErrors)})
	}
	return s.diags
}

func (s *source) worst() Severity {
	if s.diags.HasErrors() {
		return Error
	}
	return Warning
}
