package expr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ASCII returns the ASCII character that r is another form of: full-width forms
// (Unicode block FF00), dashes and minus signs, typographic quotes, spaces of any
// width; others it returns as they are.
func ASCII(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case unicode.IsSpace(r) && r != 0x85:
		return ' '
	}
	switch r {
	case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD: // zero width, soft hyphen
		return ' '
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '﹘', '➖':
		return '-'
	case '“', '”', '„', '‟', '″':
		return '"'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '、', '﹐', '﹑':
		return ','
	case '﹕', '︰':
		return ':'
	case '【', '〔', '〖':
		return '['
	case '】', '〕', '〗':
		return ']'
	case '﹙':
		return '('
	case '﹚':
		return ')'
	}
	return r
}

// FoldName writes the full-width letters and digits of a name in ASCII, as the
// language does wherever it meets one.
func FoldName(s string) string {
	return strings.Map(func(r rune) rune {
		if c := ASCII(r); r >= 0xFF01 && r <= 0xFF5E && isNameRune(c) {
			return c
		}
		return r
	}, s)
}

// fold writes src in ASCII as far as ASCII knows its characters. The result's
// byte i stands at byte at[i] of src; at is nil where nothing changed.
func fold(src string) (folded string, at []int) {
	if strings.IndexFunc(src, func(r rune) bool { return ASCII(r) != r }) < 0 {
		return src, nil
	}
	var b strings.Builder
	for i, r := range src {
		c, w := ASCII(r), 1
		if r == utf8.RuneError {
			_, w = utf8.DecodeRuneInString(src[i:])
		}
		if c == r {
			if r != utf8.RuneError {
				w = utf8.RuneLen(r)
			}
			b.WriteString(src[i : i+w])
			for k := range w {
				at = append(at, i+k)
			}
			continue
		}
		b.WriteRune(c)
		at = append(at, i)
	}
	return b.String(), append(at, len(src))
}

// spellings maps accepted symbols to the contract's own. The longest that fits
// comes first.
var spellings = []struct{ symbol, op string }{
	{"<==>", "<=>"}, {"<=>", "<=>"}, {"<->", "<=>"}, {"==>", "=>"}, {"-->", "=>"}, {"!==", "!="}, {"===", "="},
	{"=>", "=>"}, {"->", "=>"}, {"<=", "<="}, {"=<", "<="}, {">=", ">="}, {"!=", "!="}, {"<>", "!="}, {"/=", "!="}, {"==", "="},
	{"**", "^"}, {"&&", "and"}, {"||", "or"}, {"&", "and"},
	{"∧", "and"}, {"⋀", "and"}, {"∨", "or"}, {"⋁", "or"}, {"¬", "not"}, {"￢", "not"},
	{"≤", "<="}, {"≦", "<="}, {"⩽", "<="}, {"≯", "<="}, {"≥", ">="}, {"≧", ">="}, {"⩾", ">="}, {"≮", ">="}, {"≠", "!="},
	{"⇒", "=>"}, {"⟹", "=>"}, {"→", "=>"}, {"⟶", "=>"}, {"⇔", "<=>"}, {"⟺", "<=>"}, {"↔", "<=>"}, {"⟷", "<=>"},
	{"·", "*"}, {"×", "*"}, {"⋅", "*"}, {"∙", "*"}, {"•", "*"}, {"∗", "*"}, {"✕", "*"}, {"⨯", "*"}, {"・", "*"},
	{"÷", "/"}, {"∕", "/"}, {"⁄", "/"},
	{"<", "<"}, {">", ">"}, {"=", "="}, {"+", "+"}, {"-", "-"}, {"*", "*"}, {"/", "/"}, {"^", "^"},
	{"(", "("}, {")", ")"}, {",", ","}, {"!", "not"},
}

// fractions are the characters that are a number of their own.
var fractions = map[rune]string{
	'½': "1/2", '⅓': "1/3", '⅔': "2/3", '¼': "1/4", '¾': "3/4", '⅕': "1/5", '⅖': "2/5", '⅗': "3/5", '⅘': "4/5",
	'⅙': "1/6", '⅚': "5/6", '⅐': "1/7", '⅛': "1/8", '⅜': "3/8", '⅝': "5/8", '⅞': "7/8", '⅑': "1/9", '⅒': "1/10", '↉': "0",
}

// Fraction is the number that a character such as ½ is, as a quotient, or "".
func Fraction(r rune) string { return fractions[r] }

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// superscript returns the digit that r is, or -1.
func superscript(r rune) int {
	i := strings.IndexRune(superscripts, r)
	if i < 0 {
		return -1
	}
	return utf8.RuneCountInString(superscripts[:i])
}

// strange says what to write instead of a character that formulas do not have.
func strange(r rune) string {
	switch r {
	case '|', '∣', '｜':
		return "write or between conditions, and abs(x) for |x|"
	case '[', ']', '{', '}', '【', '】', '〔', '〕':
		return "write ( and )"
	case '√':
		return "write sqrt(x)"
	case '∈', '∉':
		return "write a range as comparisons: 0 <= x <= 1"
	case '∞':
		return "write inf, in ranges only"
	case ';':
		return "separate arguments with a comma, and conditions with and"
	case '。':
		return "the decimal point is written . as in 0.5"
	case '%':
		return "a percentage follows a number: 10%; of anything else write x/100"
	case ':':
		return "compare with ="
	case '.', '．':
		return "a formula has no full stop at its end, and the digits of a decimal follow its point: 0.5"
	case '?', '？':
		return "write if(condition, a, b)"
	case '∀', '∃':
		return "name the parameters alone: conditions hold, or not, for all their values"
	case '≡':
		return "write = between numbers and <=> between conditions"
	case '《', '〈', '‹', '«':
		return "write <, or straight quotes around a name"
	case '》', '〉', '›', '»':
		return "write >, or straight quotes around a name"
	case '#':
		return "a comment has a space before its #"
	case '`', '´', '「', '」', '『', '』':
		return "quote names with ' or \""
	case '@', '¥', '￥', '€', '£':
		return "leave it out: numbers and names have no such sign"
	case '…':
		return "write the terms out; a power is written x^2"
	case '±', '∓':
		return "write the two cases out"
	case '≈', '~', '≃', '∼':
		return "formulas are exact: write =, and not for negation"
	case '∑', '∏':
		return "write the terms out, or sum(…) in a payoff"
	case '≪', '≫':
		return "write < or >"
	case '$', '\\':
		return "formulas are written without LaTeX: a/b, x^2, phi"
	}
	return ""
}

// describe quotes a character; one that a reader may not tell from another is
// given with its code point.
func describe(c string) string {
	r, n := utf8.DecodeRuneInString(c)
	if r < 0x80 || r == utf8.RuneError && n <= 1 {
		return fmt.Sprintf("%q", c)
	}
	return fmt.Sprintf("%q (%U)", c, r)
}
