package study

import (
	"math/big"
	"strconv"
	"strings"

	"brink/solver/answer"
	"brink/solver/exact"
)

// Kind is what the answers of a column are.
type Kind string

// The kinds.
const (
	Whole Kind = "integer"
	Exact Kind = "number" // an exact number, with a decimal in a column of its own
	Truth Kind = "truth"
	Text  Kind = "text"
)

// Field is a column of the table of answers.
type Field struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// cell is one answer. One that is not known leaves the point incomplete; one that is
// known to be none, such as the discount factor of a profile that no patience sustains,
// does not.
type cell struct {
	unknown, none bool
	whole         int64
	big           *big.Int // a whole number beyond whole; nil for none
	number        answer.Real
	yes           bool
	text          string
}

var (
	unknownCell = cell{unknown: true}
	noCell      = cell{none: true}
)

// appendCell writes a cell in the columns of its field.
func appendCell(dst []byte, k Kind, c cell) []byte {
	dst = append(dst, ',')
	switch {
	case c.unknown || c.none:
		if k == Exact {
			dst = append(dst, ',')
		}
	case k == Whole && c.big != nil:
		dst = c.big.Append(dst, 10)
	case k == Whole:
		dst = strconv.AppendInt(dst, c.whole, 10)
	case k == Truth:
		dst = strconv.AppendBool(dst, c.yes)
	case k == Text:
		dst = appendText(dst, c.text)
	default:
		dst = appendText(dst, exactText(c.number))
		dst = append(dst, ',')
		dst = appendDecimal(dst, c.number)
	}
	return dst
}

// appendText writes a text as CSV (RFC 4180).
func appendText(dst []byte, s string) []byte {
	if !strings.ContainsAny(s, ",\"\r\n") && strings.TrimSpace(s) == s {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	dst = append(dst, strings.ReplaceAll(s, `"`, `""`)...)
	return append(dst, '"')
}

// exactText is p/q or, of an irrational number, root("x^2 - 2", 1, 2) as in game files.
func exactText(x answer.Real) string {
	switch {
	case x.Rat != nil:
		return x.Rat.RatString()
	case x.Algebraic != nil:
		iv := x.Algebraic.Interval()
		return `root("` + x.Algebraic.Poly().String() + `", ` + iv.Lo.Big().RatString() + ", " + iv.Hi.Big().RatString() + ")"
	}
	return "(" + x.Lo.RatString() + ", " + x.Hi.RatString() + ")"
}

// decimalDigits is enough for the nearest double.
const decimalDigits = 20

// appendDecimal writes the double nearest to a number.
func appendDecimal(dst []byte, x answer.Real) []byte {
	r := x.Rat
	switch {
	case r != nil:
	case x.Algebraic != nil:
		w := exact.RatBig(new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(decimalDigits), nil)))
		r = x.Algebraic.RefineTo(w).Interval().Lo.Big()
	default:
		r = new(big.Rat).Add(x.Lo, x.Hi)
		r.Quo(r, big.NewRat(2, 1))
	}
	f, _ := r.Float64()
	return strconv.AppendFloat(dst, f, 'g', -1, 64)
}
