package expr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error is a problem in an expression or formula, with its byte range in the
// source text.
type Error struct {
	Pos, End int
	Msg      string // what was found and what was expected
	Hint     string // what to do about it, or ""
}

func (e *Error) Error() string {
	if e.Hint != "" {
		return e.Msg + " (" + e.Hint + ")"
	}
	return e.Msg
}

type tokenKind uint8

const (
	tEnd tokenKind = iota
	tNumber
	tName
	tString
	tOp // operators and punctuation, text normalised to the ASCII spelling
)

type token struct {
	kind     tokenKind
	text     string
	pos, end int
}

// spellings maps accepted symbols to the contract's own.
var spellings = []struct{ symbol, op string }{
	{"<=>", "<=>"}, {"=>", "=>"}, {"<=", "<="}, {">=", ">="}, {"!=", "!="}, {"==", "="},
	{"**", "^"}, {"&&", "and"}, {"||", "or"},
	{"∧", "and"}, {"∨", "or"}, {"¬", "not"}, {"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"⇒", "=>"}, {"⇔", "<=>"},
	{"·", "*"}, {"×", "*"}, {"−", "-"},
	{"<", "<"}, {">", ">"}, {"=", "="}, {"+", "+"}, {"-", "-"}, {"*", "*"}, {"/", "/"}, {"^", "^"},
	{"(", "("}, {")", ")"}, {",", ","}, {"!", "not"},
}

// lex splits src into tokens, the last of kind tEnd.
func lex(src string) ([]token, *Error) {
	var out []token
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRuneInString(src[i:])
		switch {
		case unicode.IsSpace(r):
			i += n
		case r >= '0' && r <= '9' || r == '.' && i+1 < len(src) && isDigit(src[i+1]):
			end := scanNumber(src, i)
			if end < len(src) {
				if r, _ := utf8.DecodeRuneInString(src[end:]); isNameStart(r) {
					name := src[end:scanName(src, end)]
					return nil, &Error{i, end + len(name), fmt.Sprintf("found %q, which is neither a number nor a name", src[i:end+len(name)]),
						fmt.Sprintf("write the product as %s*%s", src[i:end], name)}
				}
			}
			out = append(out, token{tNumber, src[i:end], i, end})
			i = end
		case isNameStart(r):
			end := scanPath(src, i)
			out = append(out, nameToken(src[i:end], i, end))
			i = end
		case r == '"' || r == '\'':
			end := strings.IndexByte(src[i+1:], byte(r))
			if end < 0 {
				return nil, &Error{i, len(src), "a quoted name is not closed", fmt.Sprintf("add %c at its end", r)}
			}
			end += i + 2
			out = append(out, token{tString, src[i+1 : end-1], i, end})
			i = end
		default:
			op, width := "", 0
			for _, s := range spellings {
				if strings.HasPrefix(src[i:], s.symbol) {
					op, width = s.op, len(s.symbol)
					break
				}
			}
			if op == "" {
				hint := ""
				if at := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r); at >= 0 {
					hint = fmt.Sprintf("write ^%d", utf8.RuneCountInString("⁰¹²³⁴⁵⁶⁷⁸⁹"[:at]))
				}
				return nil, &Error{i, i + n, fmt.Sprintf("found %q, which has no meaning in a formula", src[i:i+n]), hint}
			}
			out = append(out, token{tOp, op, i, i + width})
			i += width
		}
	}
	return append(out, token{tEnd, "", len(src), len(src)}), nil
}

func nameToken(text string, pos, end int) token {
	switch text {
	case "and", "or", "not":
		return token{tOp, text, pos, end}
	}
	return token{tName, text, pos, end}
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isNameStart(r rune) bool { return r == '_' || unicode.IsLetter(r) }

// scanName returns the end of the name that starts at i: letters, digits,
// underscores, combining marks and subscript digits.
func scanName(src string, i int) int {
	for i < len(src) {
		r, n := utf8.DecodeRuneInString(src[i:])
		if !isNameStart(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !(r >= '₀' && r <= '₉') {
			break
		}
		i += n
	}
	return i
}

// scanPath returns the end of the names joined by dots that start at i: places of
// a game, such as Blue.tough. No parameter has such a name.
func scanPath(src string, i int) int {
	end := scanName(src, i)
	for end+1 < len(src) && src[end] == '.' {
		next := scanName(src, end+1)
		if next == end+1 {
			break
		}
		end = next
	}
	return end
}

// ValidName reports whether s can be the name of a parameter.
func ValidName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if s == "" || !isNameStart(r) || scanName(s, 0) != len(s) {
		return false
	}
	switch s {
	case "and", "or", "not", "true", "false", "if", "min", "max", "abs":
		return false
	}
	return true
}

// scanNumber returns the end of the number at i: digits with an optional
// fraction and decimal exponent.
func scanNumber(src string, i int) int {
	digits := func() {
		for i < len(src) && isDigit(src[i]) {
			i++
		}
	}
	digits()
	if i < len(src) && src[i] == '.' {
		i++
		digits()
	}
	if i < len(src) && (src[i] == 'e' || src[i] == 'E') {
		j := i + 1
		if j < len(src) && (src[j] == '+' || src[j] == '-') {
			j++
		}
		if j < len(src) && isDigit(src[j]) {
			i = j
			digits()
		}
	}
	return i
}
