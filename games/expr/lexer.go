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

// lex splits src into tokens, the last of kind tEnd.
func lex(src string) ([]token, *Error) {
	folded, at := fold(src)
	toks, err := lexASCII(folded)
	if at == nil {
		return toks, err
	}
	if err != nil {
		err.Pos, err.End = at[err.Pos], at[err.End]
		return nil, err
	}
	for i := range toks {
		t := &toks[i]
		t.pos, t.end = at[t.pos], at[t.end]
		if t.kind == tString { // a quoted name is the text between its quotes
			from, to := t.pos+width(src[t.pos:]), t.end-lastWidth(src[:t.end])
			t.text = FoldName(src[from:to])
		}
	}
	return toks, nil
}

func width(s string) int     { _, n := utf8.DecodeRuneInString(s); return n }
func lastWidth(s string) int { _, n := utf8.DecodeLastRuneInString(s); return n }

// lexASCII splits a text whose punctuation is ASCII where ASCII has it.
func lexASCII(src string) ([]token, *Error) {
	var out []token
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRuneInString(src[i:])
		switch {
		case unicode.IsSpace(r):
			i += n
		case r >= '0' && r <= '9' || r == '.' && i+1 < len(src) && isDigit(src[i+1]):
			t, err := lexNumber(src, i)
			if err != nil {
				return nil, err
			}
			out = append(out, t)
			i = t.end
		case fractions[r] != "":
			end := i + n
			if k := len(out) - 1; k >= 0 && out[k].kind == tNumber && out[k].end == i {
				return nil, &Error{out[k].pos, end, fmt.Sprintf("found %q, which could be a sum or a product", src[out[k].pos:end]), fmt.Sprintf("write %s + %s", out[k].text, fractions[r])}
			}
			if err := productAt(src, i, end, fractions[r]); err != nil {
				return nil, err
			}
			out = append(out, token{tNumber, fractions[r], i, end})
			i = end
		case isNameStart(r):
			end := scanPath(src, i)
			if word := connective(src[i:end]); endsOperand(out) && !isNameStart(first(src[i+len(word):])) && word != "" {
				end = i + len(word) // x且1: no name starts with what follows
			}
			out = append(out, nameToken(src[i:end], i, end))
			i = end
		case r == '"' || r == '\'':
			end := strings.IndexByte(src[i+1:], byte(r))
			if end < 0 {
				return nil, &Error{i, len(src), "a quoted name is not closed", unclosed(out, src, i, r)}
			}
			end += i + 2
			out = append(out, token{tString, src[i+1 : end-1], i, end})
			i = end
		case superscript(r) >= 0 || (r == '⁻' || r == '⁺') && superscript(first(src[i+n:])) >= 0:
			power, end := lexSuperscript(src, i)
			out = append(out, power...)
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
				return nil, &Error{i, i + n, fmt.Sprintf("found %s, which has no meaning in a formula", describe(src[i:i+n])), strange(r)}
			}
			out = append(out, token{tOp, op, i, i + width})
			i += width
		}
	}
	return append(out, token{tEnd, "", len(src), len(src)}), nil
}

// endsOperand reports whether an operand ends with the last of the tokens, so that a
// word that joins conditions may follow.
func endsOperand(toks []token) bool {
	if len(toks) == 0 {
		return false
	}
	switch t := toks[len(toks)-1]; t.kind {
	case tNumber, tString:
		return true
	case tName:
		return !isIf(t) && !isThen(t) && !isElse(t) && connective(t.text) == ""
	default:
		return t.text == ")"
	}
}

// unclosed says what to do about the quote r at i that has no other.
func unclosed(before []token, src string, i int, r rune) string {
	if k := len(before) - 1; r == '\'' && k >= 0 && before[k].end == i {
		switch {
		case before[k].kind == tName && !isNameStart(first(src[i+1:])):
			return "names have no prime: write " + before[k].text + "_1"
		case before[k].kind == tNumber && i+1 < len(src) && isDigit(src[i+1]):
			return "digits are not grouped: write " + before[k].text + src[i+1:scanNumber(src, i+1)]
		}
	}
	return fmt.Sprintf("add %c at its end", r)
}

func first(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// lexNumber reads the number at i, a percentage where % follows it.
func lexNumber(src string, i int) (token, *Error) {
	end := scanNumber(src, i)
	if end < len(src) && (src[end] == '%' || strings.HasPrefix(src[end:], "‰")) {
		mark := width(src[end:])
		rest := strings.TrimLeftFunc(src[end+mark:], unicode.IsSpace)
		if r := first(rest); rest != "" && (isNameRune(r) || r == '(' || r == '.') && connective(rest) == "" {
			return token{}, &Error{end, end + mark, fmt.Sprintf("found %q between two operands", src[end:end+mark]), "10% is 10/100; there is no remainder, and a product needs an explicit *"}
		}
		return token{tNumber, src[i : end+mark], i, end + mark}, nil
	}
	if err := ambiguousPoint(src, i, end); err != nil {
		return token{}, err
	}
	return token{tNumber, src[i:end], i, end}, productAt(src, i, end, src[i:end])
}

// ambiguousPoint refuses 0·5: a raised point between digits, with nothing around it,
// is a decimal point to some and a product to others.
func ambiguousPoint(src string, from, end int) *Error {
	r := first(src[end:])
	if r != '·' && r != '⋅' && r != '∙' && r != '・' {
		return nil
	}
	behind := end + width(src[end:])
	if behind == len(src) || !isDigit(src[behind]) {
		return nil
	}
	stop := scanNumber(src, behind)
	a, b := src[from:end], src[behind:stop]
	return &Error{from, stop, fmt.Sprintf("found %q, which could be a decimal or a product", src[from:stop]), fmt.Sprintf("write %s.%s or %s*%s", a, b, a, b)}
}

// productAt refuses a name that follows a number without a sign between them,
// unless it is a word that joins conditions.
func productAt(src string, from, end int, number string) *Error {
	if end == len(src) || !isNameStart(first(src[end:])) || connective(src[end:]) != "" {
		return nil
	}
	name := src[end:scanName(src, end)]
	hint := fmt.Sprintf("write the product as %s*%s", number, name)
	switch digits := strings.ReplaceAll(name, "_", ""); {
	case name[0] == '_' && digits != "" && strings.Trim(digits, "0123456789") == "":
		hint = "digits are not grouped: write " + number + digits
	case number == "0" && (name[0] == 'x' || name[0] == 'X') && len(name) > 1 && strings.Trim(name[1:], "0123456789abcdefABCDEF") == "":
		hint = "numbers are decimal: 3, -0.25, 1e-3 or 2/3; a product is written 0*" + name
	case strings.EqualFold(name, "e"):
		hint = "write a power of ten as in 1e-3, and a product as " + number + "*" + name
	}
	return &Error{from, end + len(name), fmt.Sprintf("found %q, which is neither a number nor a name", src[from:end+len(name)]), hint}
}

// lexSuperscript reads an exponent that is written raised, as in x² and x⁻¹.
func lexSuperscript(src string, i int) ([]token, int) {
	at := i
	out := []token{{tOp, "^", i, i + width(src[i:])}}
	if r := first(src[i:]); superscript(r) < 0 {
		if i += width(src[i:]); r == '⁻' {
			out = append(out, token{tOp, "-", at, i})
		}
	}
	var digits strings.Builder
	for i < len(src) && superscript(first(src[i:])) >= 0 {
		digits.WriteByte(byte('0' + superscript(first(src[i:]))))
		i += width(src[i:])
	}
	return append(out, token{tNumber, digits.String(), at, i}), i
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

// isNameRune reports whether r may stand in a name: a letter, a digit, an
// underscore, a combining mark or a subscript digit.
func isNameRune(r rune) bool {
	return isNameStart(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r >= '₀' && r <= '₉'
}

// scanName returns the end of the name that starts at i.
func scanName(src string, i int) int {
	for i < len(src) {
		r, n := utf8.DecodeRuneInString(src[i:])
		if !isNameRune(r) {
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
