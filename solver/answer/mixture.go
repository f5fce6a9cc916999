package answer

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mixture shows the actions that are used and how probable they are.
func Mixture(actions []string, n int, at func(a int) Real) string {
	var b strings.Builder
	for a := range n {
		x := at(a)
		if x.Rat != nil && x.Rat.Sign() == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" + ")
		}
		b.WriteString(actions[a])
		if x.Rat == nil || !x.Rat.IsInt() { // a probability, so an integer is 1
			b.WriteString(WeightSeparator(actions[a]))
			b.WriteString(x.Long())
		}
	}
	return b.String()
}

// WeightSeparator stands between an action and its probability: a colon after an
// action that ends in a digit.
func WeightSeparator(action string) string {
	if last, _ := utf8.DecodeLastRuneInString(action); unicode.IsDigit(last) {
		return ": "
	}
	return " "
}

// RationalMixture is Mixture of rational probabilities.
func RationalMixture(actions []string, x []*big.Rat) string {
	return Mixture(actions, len(x), func(a int) Real { return Real{Rat: x[a]} })
}
