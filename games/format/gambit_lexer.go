package format

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"brink/games/algebra"
	"brink/games/expr"
)

// tokenKind tells the tokens of Gambit files apart.
type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokNumber
	tokText // quoted
	tokWord // not quoted
	tokSign // { } , + - ^ and anything else
)

// token is a token of a Gambit file with its byte range.
type token struct {
	kind     tokenKind
	text     string
	pos, end int
}

// is reports whether the token is the sign c; other brackets stand for { and }.
func (t token) is(c string) bool {
	return t.kind == tokSign && (t.text == c || c == "{" && (t.text == "(" || t.text == "[") || c == "}" && (t.text == ")" || t.text == "]"))
}

// lexer splits a Gambit file (.nfg, .efg) into tokens. It takes what any
// version of Gambit wrote or read: comments between // and the end of the line
// or between /* and */ (the readers of the 1990s), commas anywhere between
// numbers, numbers with a sign, a fraction, a decimal exponent or a
// denominator, and \" inside quoted text.
type lexer struct {
	*source
	at   int
	peek token // the next token
}

func newLexer(s *source) *lexer {
	s.foldNumbers()
	x := &lexer{source: s}
	x.next()
	return x
}

// next returns the next token and moves behind it.
func (x *lexer) next() token {
	t := x.peek
	x.peek = x.scan()
	return t
}

func (x *lexer) scan() token {
	x.skip()
	text, i := x.text, x.at
	if i >= len(text) || x.ctx.Err() != nil {
		end := len(strings.TrimRightFunc(text, unicode.IsSpace)) // where the eye sees the end
		return token{tokEnd, "", end, end}
	}
	done := func(kind tokenKind, end int) token {
		x.at = end
		return token{kind, text[i:end], i, end}
	}
	c := text[i]
	switch {
	case c == '"':
		return x.quoted()
	case isDigit(c), (c == '.' || c == '-' || c == '+') && x.digitAt(i+1), (c == '-' || c == '+') && i+1 < len(text) && text[i+1] == '.' && x.digitAt(i+2):
		return done(tokNumber, x.number(i))
	}
	r, w := utf8.DecodeRuneInString(text[i:])
	if unicode.IsLetter(r) || r == '_' || r == '#' {
		end := i
		for end < len(text) {
			r, w := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '#' && r != '.' {
				break
			}
			end += w
		}
		return done(tokWord, end)
	}
	return done(tokSign, i+w)
}

// skip passes white space and comments.
func (x *lexer) skip() {
	text := x.text
	for x.at < len(text) {
		r, w := utf8.DecodeRuneInString(text[x.at:])
		switch {
		case unicode.IsSpace(r) || r == 0 || r == 0x1A: // a file of DOS ends with ^Z
			x.at += w
		case strings.HasPrefix(text[x.at:], "//"):
			n := strings.IndexAny(text[x.at:], "\r\n")
			if n < 0 {
				n = len(text) - x.at
			}
			x.at += n
		case strings.HasPrefix(text[x.at:], "/*"):
			n := strings.Index(text[x.at+2:], "*/")
			if n < 0 {
				x.errorAt(x.at, x.at+2, "add */", "a comment is not closed")
				x.at = len(text)
				return
			}
			x.at += n + 4
		default:
			return
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (x *lexer) digitAt(i int) bool { return i < len(x.text) && isDigit(x.text[i]) }

// number returns the end of the number at i.
func (x *lexer) number(i int) int {
	text := x.text
	digits := func() {
		for x.digitAt(i) {
			i++
		}
	}
	if text[i] == '-' || text[i] == '+' {
		i++
	}
	digits()
	if i < len(text) && text[i] == '.' {
		i++
		digits()
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		j := i + 1
		if j < len(text) && (text[j] == '-' || text[j] == '+') {
			j++
		}
		if x.digitAt(j) {
			i = j
			digits()
		}
	}
	if i+1 < len(text) && text[i] == '/' && isDigit(text[i+1]) {
		i++
		digits()
		if i < len(text) && text[i] == '.' {
			i++
			digits()
		}
	}
	return i
}

// quoted reads text in quotes: \" and \\ stand for " and \, any other backslash
// for itself.
func (x *lexer) quoted() token {
	start := x.at
	var b strings.Builder
	for i := start + 1; i < len(x.text); i++ {
		switch c := x.text[i]; {
		case c == '"':
			x.at = i + 1
			return token{tokText, b.String(), start, i + 1}
		case c == '\\' && i+1 < len(x.text) && (x.text[i+1] == '"' || x.text[i+1] == '\\'):
			i++
			b.WriteByte(x.text[i])
		default:
			b.WriteByte(c)
		}
	}
	x.errorAt(start, start+1, "add a closing quote", "a quoted text is not closed")
	x.at = len(x.text)
	return token{tokText, b.String(), start, len(x.text)}
}

// numbersOnly is said of parameters in formats that have none.
const numbersOnly = "this format holds numbers only; a game with parameters is a brink file, YAML that begins with brink: 1"

// unexpected reports a token that does not fit.
func (x *lexer) unexpected(t token, want, hint string) {
	found := strconv.Quote(abbreviate(t.text))
	if t.kind == tokEnd {
		found = "the end of the file"
	}
	if hint == "" && want == "a payoff" && (t.kind == tokWord || t.kind == tokText) {
		hint = numbersOnly
	}
	x.errorAt(t.pos, t.end, hint, "found %s where %s was expected", found, want)
}

// expect reads the sign c.
func (x *lexer) expect(c, what string) bool {
	if !x.peek.is(c) {
		x.unexpected(x.peek, what, "")
		return false
	}
	x.next()
	return true
}

// commas passes commas, which are optional everywhere.
func (x *lexer) commas() {
	for x.peek.is(",") {
		x.next()
	}
}

// integer reads a number from low to high.
func (x *lexer) integer(what string, low, high int) (int, bool) {
	if x.peek.kind != tokNumber {
		x.unexpected(x.peek, what, "")
		return 0, false
	}
	t := x.next()
	r, err := expr.ParseNumber(t.text)
	if err == nil && r.IsInt() && r.Num().IsInt64() {
		if n := r.Num().Int64(); n >= int64(low) && n <= int64(high) {
			return int(n), true
		}
	}
	x.errorAt(t.pos, t.end, "", "found %s where %s from %d to %d was expected", abbreviate(t.text), what, low, high)
	return 0, false
}

// rational reads an exact number.
func (x *lexer) rational(what string) (*big.Rat, bool) {
	if x.peek.kind != tokNumber {
		x.unexpected(x.peek, what, "")
		return nil, false
	}
	t := x.next()
	r, err := expr.ParseNumber(t.text)
	if err != nil {
		x.errorAt(t.pos, t.end, "", "%s", err)
	}
	return r, err == nil
}

// labels reads the texts and numbers up to }, the { being read.
func (x *lexer) labels(what string) (out []token, ok bool) {
	for {
		x.commas()
		switch {
		case x.peek.is("}"):
			x.next()
			return out, true
		case x.peek.kind == tokText, x.peek.kind == tokWord, x.peek.kind == tokNumber:
			out = append(out, x.next())
		default:
			x.unexpected(x.peek, what+" or }", "")
			return out, false
		}
	}
}

// header reads the magic word, version, type of numbers, title and players,
// which the two formats share.
func (x *lexer) header(magic, version string) (title string, players []token, ok bool) {
	x.next() // the magic word, by which the format was recognised
	if t := x.peek; t.kind == tokNumber {
		if x.next(); t.text != version {
			x.errorAt(t.pos, t.end, "", "found version %s of the format %s; only version %s is read", abbreviate(t.text), magic, version)
			return "", nil, false
		}
	}
	// D says that numbers are decimals, R that they are rational; here all are exact.
	if t := x.peek; t.kind == tokWord {
		if x.next(); !strings.EqualFold(t.text, "D") && !strings.EqualFold(t.text, "R") {
			x.errorAt(t.pos, t.end, "", "found %q where the type of numbers, D or R, was expected", abbreviate(t.text))
			return "", nil, false
		}
	}
	if x.peek.kind == tokText {
		title = oneLine(x.next().text)
	}
	if !x.expect("{", "the list of players, which begins with {,") {
		return title, nil, false
	}
	players, ok = x.labels("the name of a player")
	if ok && len(players) == 0 {
		x.unexpected(x.peek, "at least one player", "")
	}
	if len(players) > maxPlayers {
		x.errorAt(players[0].pos, players[0].end, "", "found %d players; at most %d are read", len(players), maxPlayers)
	}
	return title, players, ok && len(players) > 0 && len(players) <= maxPlayers
}

// oneLine makes a text of several lines one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// names makes the labels of a scope unique, with a warning for each that
// changes.
func (x *lexer) names(tokens []token, prefix, what string) []string {
	return uniqueNames(tokens, prefix, func(i int, was, name string) {
		x.warnAt(tokens[i].pos, tokens[i].end, "", "the name %q of %s is taken; it is read as %q", abbreviate(was), what, abbreviate(name))
	})
}

// uniqueNames makes labels printable, not empty and unique: what has no name
// gets its number behind prefix, what repeats a name a suffix. It calls renamed,
// unless nil, for the latter.
func uniqueNames(tokens []token, prefix string, renamed func(i int, was, name string)) []string {
	out := make([]string, len(tokens))
	used := make(map[string]bool, len(tokens))
	taken := make(map[string]bool, len(tokens))
	for i, t := range tokens {
		out[i] = strings.TrimSpace(strings.Map(func(r rune) rune {
			if !unicode.IsPrint(r) {
				return ' '
			}
			return r
		}, t.text))
		taken[out[i]] = true
	}
	free := func(base string, n int) (string, int) {
		for {
			if name := base + strconv.Itoa(n); !taken[name] {
				return name, n
			}
			n++
		}
	}
	next := make(map[string]int)
	for i, name := range out {
		switch {
		case name == "":
			var n int
			out[i], n = free(prefix, max(next[name], i+1))
			next[name] = n + 1
		case used[name]:
			var n int
			out[i], n = free(name+"_", max(next[name], 2))
			next[name] = n + 1
			if renamed != nil {
				renamed(i, name, out[i])
			}
		}
		used[out[i]], taken[out[i]] = true, true
	}
	return out
}

// constants shares the values of numbers that occur often.
type constants map[string]expr.Value

// maxShared bounds the numbers that constants remembers.
const maxShared = 1 << 16

func (c constants) value(text string, r *big.Rat) expr.Value {
	if v, ok := c[text]; ok {
		return v
	}
	v := expr.Plain(algebra.FromRat(r))
	if len(c) < maxShared {
		c[text] = v
	}
	return v
}

// numbered returns the names 1, 2, …, n.
func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
	}
	return names
}
