package format

import (
	"strings"
	"unicode/utf8"

	"brink/games/expr"
)

// interval is a range as it is written: its ends, where they stand in the text, and
// whether they belong to it.
type interval struct {
	low, high             string
	lowAt, highAt         int
	lowClosed, highClosed bool
}

// splitInterval takes [0, 1) apart. Other forms of the same characters are read too,
// and brackets turned outwards, as in ]0, 1], which leave an end out (ISO 80000-2).
func splitInterval(src string) (interval, bool) {
	body := strings.TrimFunc(src, func(r rune) bool { return expr.ASCII(r) == ' ' || r == '\t' || r == '\n' })
	lead := strings.Index(src, body)
	open, from := utf8.DecodeRuneInString(body)
	shut, width := utf8.DecodeLastRuneInString(body)
	open, shut = expr.ASCII(open), expr.ASCII(shut)
	if len(body) < from+width || !strings.ContainsRune("[(]", open) || !strings.ContainsRune("])[", shut) {
		return interval{}, false
	}
	to, comma, after, depth := len(body)-width, -1, 0, 0
	for i, r := range body[from:to] {
		switch expr.ASCII(r) {
		case '(':
			depth++
		case ')':
			depth--
		case '[', ']':
			return interval{}, false
		case ',':
			if depth != 0 {
				continue
			}
			if comma >= 0 {
				return interval{}, false
			}
			comma, after = from+i, from+i+utf8.RuneLen(r)
		}
	}
	if comma < 0 {
		return interval{}, false
	}
	return interval{body[from:comma], body[after:to], lead + from, lead + after, open == '[', shut == ']'}, true
}

// String writes the range as brink does.
func (in interval) String() string {
	open, shut, low, high := "(", ")", strings.TrimSpace(in.low), strings.TrimSpace(in.high)
	if in.lowClosed {
		open = "["
	}
	if in.highClosed {
		shut = "]"
	}
	if infinite(low, "-") {
		low = "-inf"
	}
	if infinite(high, "+") || infinite(high, "") {
		high = "inf"
	}
	return open + low + ", " + high + shut
}

// infinite reports whether s is an infinite end with the given sign.
func infinite(s, sign string) bool {
	s = strings.Map(expr.ASCII, s)
	switch rest, signed := strings.CutPrefix(strings.TrimSpace(s), sign); strings.ToLower(rest) {
	case "inf", "∞", "infinity", ".inf", "infty":
		return signed
	}
	return false
}
