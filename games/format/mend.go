package format

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"brink/games/expr"
)

// maxMended bounds the texts that are mended: nobody types more by hand.
const maxMended = 1 << 20

// textKeys are the keys with free text, in which no character stands for another.
var textKeys = []string{"name", "description", "says", "source", "notes", "place", "gist", "adds", "en", "zh"}

// mended returns the text as its author meant it where the structure of YAML was
// typed or pasted in other characters: full-width punctuation, typographic quotes
// and spaces that are none of YAML's; formulas with commas and cells in
// parentheses inside [ ] and { }; ranges without quotes; a colon without the
// space behind it. Lines stay as they are, and problems are reported in the text
// as it was written. The result is nil where nothing would change.
func (s *source) mended() *source {
	if len(s.text) > maxMended || !utf8.ValidString(s.text) {
		return nil
	}
	m := &mender{in: []rune(s.text)}
	m.out = make([]rune, 0, len(m.in)+64)
	m.from = make([]int, 0, len(m.in)+64)
	for m.i < len(m.in) {
		m.line()
	}
	text := string(m.out)
	if text == s.text {
		return nil
	}
	r := newSource(s.file, text)
	if len(r.lines) != len(s.lines) {
		return nil
	}
	r.written, r.columns, r.ctx = s, m.columns(), s.ctx
	return r
}

// mender copies a text rune by rune; rune k of out was written at from[k].
type mender struct {
	in   []rune
	i    int
	end  int // of the line that was looked at last, see lineEnd
	out  []rune
	from []int
}

// peek is the rune k places on, 0 behind the end.
func (m *mender) peek(k int) rune {
	if m.i+k < len(m.in) {
		return m.in[m.i+k]
	}
	return 0
}

// emit writes r in the place of the next rune, which stays.
func (m *mender) emit(r rune) {
	m.out, m.from = append(m.out, r), append(m.from, m.i)
}

// put writes r instead of the next rune.
func (m *mender) put(r rune) {
	m.emit(r)
	m.i++
}

// copyTo copies up to rune end; names are folded where fold is set, and spaces of
// all kinds become spaces.
func (m *mender) copyTo(end int, fold bool) {
	for m.i < end {
		r := m.in[m.i]
		if fold {
			r = foldRune(r)
		}
		m.put(r)
	}
}

// foldRune writes full-width letters and digits, and spaces, in ASCII.
func foldRune(r rune) rune {
	c := expr.ASCII(r)
	if r >= 0xFF01 && r <= 0xFF5E && (c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c)) || isOtherSpace(r) {
		return c
	}
	return r
}

// isOtherSpace reports whether r looks like a space or like nothing and is no
// white space to YAML.
func isOtherSpace(r rune) bool { return r >= 0x80 && expr.ASCII(r) == ' ' }

func isBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// lookAhead bounds how far a quoted text, a range or a cell is looked for.
const lookAhead = 1000

// lineEnd is the index of the end of the line that holds index i. Lines are
// looked at in order, so that each is measured once.
func (m *mender) lineEnd(i int) int {
	if m.end <= i {
		for m.end = i; m.end < len(m.in) && !isBreak(m.in[m.end]); {
			m.end++
		}
	}
	return m.end
}

// space copies white space of a line as spaces and tabs.
func (m *mender) space() {
	for r := m.peek(0); r == ' ' || r == '\t' || isOtherSpace(r); r = m.peek(0) {
		m.put(expr.ASCII(r))
	}
}

// wideSpace is the space of Chinese type, as wide as two letters.
const wideSpace = '\u3000'

// indentation copies the white space at the start of a line.
func (m *mender) indentation() {
	for r := m.peek(0); r == ' ' || r == '\t' || isOtherSpace(r); r = m.peek(0) {
		if r == wideSpace {
			m.emit(' ')
		}
		m.put(expr.ASCII(r))
	}
}

// indentOf counts the white space at the start of the line at i.
func (m *mender) indentOf(i int) (indent int, blank bool) {
	for j := i; ; j++ {
		if j == len(m.in) || isBreak(m.in[j]) {
			return indent, true
		}
		r := m.in[j]
		if r != ' ' && r != '\t' && !isOtherSpace(r) {
			return indent, false
		}
		if indent++; r == wideSpace {
			indent++
		}
	}
}

// line mends the line that begins here, and those that its value goes on in.
func (m *mender) line() {
	indent, _ := m.indentOf(m.i)
	m.indentation()
	for isDash(m.peek(0)) && (m.peek(1) == ' ' || isOtherSpace(m.peek(1))) {
		m.put('-')
		m.space()
	}
	end := m.lineEnd(m.i)
	key, isKey := m.key(end, false)
	if isKey {
		m.space()
	}
	text := isKey && slices.Contains(textKeys, key)
	switch r := m.peek(0); {
	case m.i >= end, r == '#':
	case r == '|' || r == '>':
		text = true
	case r == '"' || r == '\'':
		m.quoted(!text)
		end = m.lineEnd(m.i)
	case m.typographic(end, false):
	case isKey && key == "range" && m.interval(end, false):
	case bracket(r) == '[' || bracket(r) == '{':
		m.flow(0)
		end = m.lineEnd(m.i)
	}
	m.copyTo(end, !text)
	m.lineBreak()
	if !text {
		return
	}
	// Text goes on in the lines that are indented more.
	for m.i < len(m.in) {
		if in, blank := m.indentOf(m.i); !blank && in <= indent {
			return
		}
		// The indentation alone is YAML's.
		m.indentation()
		m.copyTo(m.lineEnd(m.i), false)
		m.lineBreak()
	}
}

// lineBreak copies the end of a line.
func (m *mender) lineBreak() {
	if m.i < len(m.in) {
		m.put(m.in[m.i])
	}
}

func isDash(r rune) bool { return r == '-' || r == '－' || r == '–' || r == '—' || r == '−' }

func isColon(r rune) bool { return expr.ASCII(r) == ':' }

// bracket is the bracket or brace that r is a form of, or 0.
func bracket(r rune) rune {
	if c := expr.ASCII(r); strings.ContainsRune("[]{}", c) {
		return c
	}
	return 0
}

// key copies a plain key and the colon behind it, if one stands here, with a
// space behind. In flow context keys end at commas and brackets too.
func (m *mender) key(end int, flow bool) (string, bool) {
	j := m.i
	for end = min(end, m.i+lookAhead); j < end; j++ {
		r := m.in[j]
		if isColon(r) {
			break
		}
		if !(unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("_-$ .", r) || isOtherSpace(r) || foldRune(r) != r) {
			return "", false
		}
	}
	if j == end || j == m.i {
		return "", false
	}
	key := strings.TrimSpace(strings.Map(foldRune, string(m.in[m.i:j])))
	after := rune(0)
	if j+1 < len(m.in) {
		after = m.in[j+1]
	}
	apart := after == 0 || after == ' ' || after == '\t' || isOtherSpace(after) || isBreak(after)
	// 1:2 and a time are no keys; a URL has // behind its colon.
	if !apart && m.in[j] == ':' && (after == '/' || after == '=' || unicode.IsDigit(m.in[m.i])) {
		return "", false
	}
	m.copyTo(j, true)
	m.put(':')
	if !apart {
		m.emit(' ')
	}
	return key, true
}

// quoted copies a quoted scalar, which may span lines.
func (m *mender) quoted(fold bool) {
	quote := m.peek(0)
	m.put(quote)
	for m.i < len(m.in) {
		r := m.peek(0)
		switch {
		case r == '\\' && quote == '"' && m.i+1 < len(m.in):
			m.put(r)
			m.put(m.peek(0))
			continue
		case r == quote && quote == '\'' && m.peek(1) == quote:
			m.put(r)
		case r == quote:
			m.put(r)
			return
		case fold && !isOtherSpace(r):
			r = foldRune(r)
		}
		m.put(r)
	}
}

// typographic copies a scalar in typographic quotes with straight ones; false
// where none stands here.
func (m *mender) typographic(end int, flow bool) bool {
	r := m.peek(0)
	if r < 0x80 || expr.ASCII(r) != '"' && expr.ASCII(r) != '\'' {
		return false
	}
	for j := m.i + 1; j < min(end, m.i+lookAhead); j++ {
		c := m.in[j]
		if c == '"' || c == '\\' {
			return false
		}
		if c < 0x80 || expr.ASCII(c) != expr.ASCII(r) || !m.ends(j+1, end, flow) {
			continue
		}
		m.put('"')
		m.copyTo(j, false)
		m.put('"')
		return true
	}
	return false
}

// ends reports whether a scalar may end before index j: what follows on the line
// is nothing, a comment, a colon or, in flow context, a separator or bracket.
func (m *mender) ends(j, end int, flow bool) bool {
	spaced := false
	for limit := j + lookAhead; j < min(end, limit) && (m.in[j] == ' ' || m.in[j] == '\t' || isOtherSpace(m.in[j])); j++ {
		spaced = true
	}
	switch {
	case j >= end:
		return true
	case m.in[j] == '#':
		return spaced
	case isColon(m.in[j]):
		return true
	}
	return flow && (isComma(m.in[j]) || bracket(m.in[j]) == ']' || bracket(m.in[j]) == '}')
}

func isComma(r rune) bool { return expr.ASCII(r) == ',' }

// interval puts quotes around a range that stands here without: ( or [, two ends
// with a comma between, ) or ].
func (m *mender) interval(end int, flow bool) bool {
	if c := expr.ASCII(m.peek(0)); c != '[' && c != '(' {
		return false
	}
	commas, depth := 0, 0
	for j := m.i + 1; j < min(end, m.i+lookAhead); j++ {
		switch c := expr.ASCII(m.in[j]); {
		case c == '"' || c == '\'' || c == '\\' || c == '{' || c == '}' || c == '[':
			return false
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ',' && depth == 0:
			commas++
		case c == ')' || c == ']':
			if commas != 1 || !m.ends(j+1, end, flow) {
				return false
			}
			m.emit('"')
			for m.i <= j {
				m.put(expr.ASCII(m.in[m.i]))
			}
			m.emitBehind('"')
			return true
		}
	}
	return false
}

// emitBehind writes r behind the rune just copied.
func (m *mender) emitBehind(r rune) {
	m.out, m.from = append(m.out, r), append(m.from, m.i)
}

// flow mends a list in [ ] or a mapping in { }, the bracket being next.
func (m *mender) flow(depth int) {
	open := bracket(m.peek(0))
	if open == 0 {
		open = '[' // a cell in parentheses
	}
	m.put(open)
	key, atKey := "", open == '{'
	for m.i < len(m.in) {
		r := m.peek(0)
		end := m.lineEnd(m.i)
		switch {
		case isBreak(r):
			m.put(r)
		case r == ' ' || r == '\t' || isOtherSpace(r):
			m.put(expr.ASCII(r))
		case r == '#' && m.i > 0 && (m.in[m.i-1] == ' ' || m.in[m.i-1] == '\t'):
			m.copyTo(end, false)
		case bracket(r) == ']' || bracket(r) == '}' || r == ')' || r == '）':
			// A list in parentheses ends with one; otherwise the YAML parser complains.
			if c := bracket(r); c != 0 {
				m.put(c)
			} else {
				m.put(']')
			}
			return
		case isComma(r):
			m.put(',')
			key, atKey = "", open == '{'
		case r == '"' || r == '\'':
			m.quoted(!slices.Contains(textKeys, key))
		case m.typographic(end, true):
		case isColon(r): // behind a quoted key
			m.put(':')
			if after := m.peek(0); after != ' ' && !isBreak(after) && after != '\t' {
				m.emit(' ')
			}
			atKey = false
		case atKey:
			if k, ok := m.key(end, true); ok {
				key = k
			} else {
				m.plain(end, "", open)
			}
			atKey = false
		case key == "range" && m.interval(end, true):
		case bracket(r) != 0 && depth < maxNesting:
			m.flow(depth + 1)
		case open == '[' && (r == '(' || r == '（') && depth < maxNesting && m.isCell(end):
			m.flow(depth + 1)
		default:
			m.plain(end, key, open)
		}
	}
}

// isCell reports whether a cell in parentheses begins here: they close behind a
// comma, and the entry of the list ends with them.
func (m *mender) isCell(end int) bool {
	depth, commas := 0, 0
	for j := m.i; j < min(end, m.i+lookAhead); j++ {
		switch c := expr.ASCII(m.in[j]); {
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return commas > 0 && m.ends(j+1, end, true)
			}
		case c == ',' && depth == 1:
			commas++
		case c == '"' || c == '[' || c == ']' || c == '{' || c == '}':
			return false
		}
	}
	return false
}

// plain copies a plain scalar of flow context. One with commas inside parentheses
// gets quotes, and so does text with commas that no key follows.
func (m *mender) plain(end int, key string, open rune) {
	text := slices.Contains(textKeys, key)
	depth, commas, last := 0, 0, m.i
	j := m.i
scan:
	for ; j < end; j++ {
		r := m.in[j]
		switch c := expr.ASCII(r); {
		case c == '(' && !text:
			depth++
		case c == ')' && !text:
			if depth == 0 {
				break scan
			}
			depth--
		case c == ',':
			switch {
			case text && open == '{' && !m.keyAfter(j+1, end):
				commas++
			case depth > 0:
				commas++
			default:
				break scan
			}
		case bracket(r) == ']' || bracket(r) == '}' || !text && bracket(r) != 0:
			break scan
		case r == '#' && j > m.i && m.in[j-1] == ' ':
			break scan
		case r == ':' && j+1 < end && m.in[j+1] == ' ' && !text:
			break scan
		}
		if r != ' ' && !isOtherSpace(r) {
			last = j + 1
		}
	}
	if j == m.i {
		j++
	}
	last = max(last, m.i)
	body := string(m.in[m.i:min(last, j)])
	quote := rune(0)
	if commas > 0 && depth == 0 {
		switch {
		case !strings.ContainsAny(body, `"\`):
			quote = '"'
		case !strings.ContainsRune(body, '\''):
			quote = '\''
		}
	}
	if quote != 0 {
		m.emit(quote)
	}
	m.copyTo(min(last, j), !text)
	if quote != 0 {
		m.emitBehind(quote)
	}
	m.copyTo(j, true)
}

// keyAfter reports whether a key of a game file and its colon follow index j.
func (m *mender) keyAfter(j, end int) bool {
	for j < end && (m.in[j] == ' ' || isOtherSpace(m.in[j])) {
		j++
	}
	k := j
	for k < end && k-j < 16 && (unicode.IsLetter(m.in[k]) || m.in[k] == '_') {
		k++
	}
	name := string(m.in[j:k])
	for k < end && m.in[k] == ' ' {
		k++
	}
	if k == end || !isColon(m.in[k]) {
		return false
	}
	known := []string{"id", "says", "source", "given", "holds", "verdict", "notes", "default", "range", "description", "name", "place", "gist", "adds", "reading", "en", "zh",
		"pays", "move", "set", "actions", "chance", "then"}
	return slices.Contains(known, name)
}

// columns lists, for the lines whose length has changed, the columns at which
// their characters were written.
func (m *mender) columns() map[int][]int {
	columns := make(map[int][]int)
	var starts []int // of the lines as they were written
	starts = append(starts, 0)
	for i := 0; i < len(m.in); i++ {
		if isBreak(m.in[i]) {
			if m.in[i] == '\r' && i+1 < len(m.in) && m.in[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		}
	}
	line, begin := 0, 0
	flush := func(end int) {
		changed := false
		at := make([]int, 0, end-begin+1)
		for k := begin; k < end; k++ {
			c := m.from[k] - starts[line] + 1
			changed = changed || c != k-begin+1
			at = append(at, c)
		}
		if changed {
			m.end = 0
			columns[line+1] = append(at, m.lineEnd(starts[line])-starts[line]+1)
		}
	}
	for k := 0; k < len(m.out); k++ {
		if !isBreak(m.out[k]) {
			continue
		}
		flush(k)
		if m.out[k] == '\r' && k+1 < len(m.out) && m.out[k+1] == '\n' {
			k++
		}
		line, begin = line+1, k+1
	}
	flush(len(m.out))
	return columns
}
