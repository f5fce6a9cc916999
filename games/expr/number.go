package expr

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// MaxDigits bounds the length of a number in a file and MaxExponent the size of
// a decimal exponent, so that a few bytes cannot demand gigabytes.
const (
	MaxDigits   = 100_000
	MaxExponent = 10_000
)

// ParseNumber reads an exact number: an integer, a decimal (0.1 is 1/10), one
// with a decimal exponent (1e2 is 100) or a quotient of two of these (2/3),
// with an optional sign, or a percentage (10% is 1/10). Other forms of the same
// characters (ASCII) and ½ are read too.
func ParseNumber(s string) (*big.Rat, error) {
	t := strings.TrimSpace(s)
	if len(t) > MaxDigits {
		return nil, fmt.Errorf("a number of %d characters is too long: at most %d are read", len(t), MaxDigits)
	}
	if strings.IndexFunc(t, func(r rune) bool { return r >= 0x80 || r == '%' }) >= 0 {
		return parseUnusual(s, t)
	}
	num, den, quotient := strings.Cut(t, "/")
	n, err := parseDecimal(strings.TrimSpace(num), s)
	if err != nil || !quotient {
		return n, err
	}
	d, err := parseDecimal(strings.TrimSpace(den), s)
	if err != nil {
		return nil, err
	}
	if d.Sign() == 0 {
		return nil, fmt.Errorf("%q divides by zero", abbreviate(s))
	}
	return n.Quo(n, d), nil
}

// parseUnusual reads a number with characters beyond the digits, signs and points
// of ASCII.
func parseUnusual(s, t string) (*big.Rat, error) {
	folded, _ := fold(t)
	folded = strings.NewReplacer("⁄", "/", "∕", "/", "÷", "/").Replace(strings.TrimSpace(folded))
	scale := int64(1)
	for mark, by := range map[string]int64{"%": 100, "‰": 1000} {
		if body, ok := strings.CutSuffix(folded, mark); ok {
			folded, scale = body, by
		}
	}
	unsigned := strings.TrimLeft(folded, "+-")
	if f := fractions[first(unsigned)]; f != "" && width(unsigned) == len(unsigned) && len(folded)-len(unsigned) <= 1 {
		folded = folded[:len(folded)-len(unsigned)] + f
	}
	if strings.ContainsFunc(folded, func(r rune) bool { return r >= 0x80 || r == '%' }) {
		return nil, fmt.Errorf("%q is not a number; numbers look like 3, -0.25, 1e-3 or 2/3", abbreviate(s))
	}
	r, err := ParseNumber(folded)
	if err != nil {
		return nil, err
	}
	return r.Quo(r, big.NewRat(scale, 1)), nil
}

// parseDecimal reads a decimal number; shown is what messages quote.
func parseDecimal(s, shown string) (*big.Rat, error) {
	bad := func() (*big.Rat, error) {
		return nil, fmt.Errorf("%q is not a number; numbers look like 3, -0.25, 1e-3 or 2/3", abbreviate(shown))
	}
	body := s
	neg := strings.HasPrefix(body, "-")
	if neg || strings.HasPrefix(body, "+") {
		body = body[1:]
	}
	mantissa, exponent := body, ""
	if i := strings.IndexAny(body, "eE"); i >= 0 {
		mantissa, exponent = body[:i], body[i+1:]
		if exponent == "" {
			return bad()
		}
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	text := whole + frac
	if text == "" {
		return bad()
	}
	for i := range len(text) {
		if !isDigit(text[i]) {
			return bad()
		}
	}
	digits := new(big.Int)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		digits.SetInt64(n)
	} else {
		digits.SetString(text, 10)
	}
	exp := -len(frac)
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil && !strings.Contains(err.Error(), "range") {
			return bad()
		}
		if err != nil || e > MaxExponent || e < -MaxExponent {
			return nil, fmt.Errorf("the exponent of %q is too large: at most %d", abbreviate(shown), MaxExponent)
		}
		exp += e
	}
	if neg {
		digits.Neg(digits)
	}
	r := new(big.Rat)
	if exp == 0 {
		return r.SetInt(digits), nil
	}
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(abs(exp))), nil)
	if exp < 0 {
		return r.SetFrac(digits, ten), nil
	}
	return r.SetInt(digits.Mul(digits, ten)), nil
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// abbreviate keeps messages readable when the offending text is huge.
func abbreviate(s string) string {
	if len(s) <= 60 {
		return s
	}
	return s[:40] + "…"
}
