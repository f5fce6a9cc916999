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
// with an optional sign.
func ParseNumber(s string) (*big.Rat, error) {
	t := strings.TrimSpace(s)
	if len(t) > MaxDigits {
		return nil, fmt.Errorf("a number of %d characters is too long: at most %d are read", len(t), MaxDigits)
	}
	num, den, quotient := strings.Cut(t, "/")
	n, err := parseDecimal(strings.TrimSpace(num))
	if err != nil || !quotient {
		return n, err
	}
	d, err := parseDecimal(strings.TrimSpace(den))
	if err != nil {
		return nil, err
	}
	if d.Sign() == 0 {
		return nil, fmt.Errorf("%q divides by zero", abbreviate(s))
	}
	return n.Quo(n, d), nil
}

func parseDecimal(s string) (*big.Rat, error) {
	bad := fmt.Errorf("%q is not a number; numbers look like 3, -0.25, 1e-3 or 2/3", abbreviate(s))
	body := s
	neg := strings.HasPrefix(body, "-")
	if neg || strings.HasPrefix(body, "+") {
		body = body[1:]
	}
	mantissa, exponent := body, ""
	if i := strings.IndexAny(body, "eE"); i >= 0 {
		mantissa, exponent = body[:i], body[i+1:]
		if exponent == "" {
			return nil, bad
		}
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	if whole == "" && frac == "" {
		return nil, bad
	}
	for _, c := range []byte(whole + frac) {
		if !isDigit(c) {
			return nil, bad
		}
	}
	digits, _ := new(big.Int).SetString("0"+whole+frac, 10)
	exp := -len(frac)
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil && !strings.Contains(err.Error(), "range") {
			return nil, bad
		}
		if err != nil || e > MaxExponent || e < -MaxExponent {
			return nil, fmt.Errorf("the exponent of %q is too large: at most %d", abbreviate(s), MaxExponent)
		}
		exp += e
	}
	r := new(big.Rat).SetInt(digits)
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(abs(exp))), nil)
	if exp < 0 {
		r.SetFrac(digits, ten)
	} else {
		r.SetInt(digits.Mul(digits, ten))
	}
	if neg {
		r.Neg(r)
	}
	return r, nil
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
