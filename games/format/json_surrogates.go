package format

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"go.yaml.in/yaml/v3"
)

// surrogateLoss is by how many characters joinSurrogates shortens a pair.
const surrogateLoss = len(`\uD83D\uDE00`) - len(`\U0001F600`)

// joinSurrogates replaces the pairs of escapes with which JSON writes characters
// beyond U+FFFF by the single escape that YAML has for them. It returns the
// lines of the replaced pairs with their columns, both from 1, in the result.
// Text that is not JSON stays as it is.
func joinSurrogates(text string) (string, map[int][]int) {
	if !opensLikeJSON(text) || !strings.Contains(text, `\u`) {
		return text, nil
	}
	var b strings.Builder
	pairs := make(map[int][]int)
	line, column := 1, 0
	for i := 0; i < len(text); {
		n := 1
		switch {
		case text[i] == '\\' && isSurrogatePair(text[i:]):
			high, _ := strconv.ParseUint(text[i+2:i+6], 16, 16)
			low, _ := strconv.ParseUint(text[i+8:i+12], 16, 16)
			pairs[line] = append(pairs[line], column+1)
			fmt.Fprintf(&b, `\U%08X`, utf16.DecodeRune(rune(high), rune(low)))
			column += 12 - surrogateLoss
			i += 12
			continue
		case text[i] == '\\' && i+1 < len(text) && text[i+1] < 0x80 && text[i+1] != '\n' && text[i+1] != '\r':
			n = 2
		default:
			if k := lineBreak(text[i:]); k > 0 {
				b.WriteString(text[i : i+k])
				i += k
				line, column = line+1, 0
				continue
			}
		}
		b.WriteString(text[i : i+n])
		if text[i]&0xC0 != 0x80 { // a new character
			column += n
		}
		i += n
	}
	return b.String(), pairs
}

// isSurrogatePair reports whether s begins with two escapes that make one
// character.
func isSurrogatePair(s string) bool {
	if len(s) < 12 || s[0] != '\\' || s[1] != 'u' || s[6] != '\\' || s[7] != 'u' {
		return false
	}
	high, err := strconv.ParseUint(s[2:6], 16, 16)
	low, err2 := strconv.ParseUint(s[8:12], 16, 16)
	return err == nil && err2 == nil && high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000
}

// shift moves the columns of nodes behind replaced pairs to where they stand in
// the text as it was given.
func (t *tree) shift(n *yaml.Node, pairs map[int][]int, done map[*yaml.Node]bool) {
	if done[n] {
		return
	}
	done[n] = true
	column := n.Column
	for _, c := range pairs[n.Line] {
		if c < column {
			n.Column += surrogateLoss
		}
	}
	for _, c := range n.Content {
		t.shift(c, pairs, done)
	}
}
