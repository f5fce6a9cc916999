package expr

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "3": "3", "-7": "-7", "+7": "7", "007": "7", "0.1": "1/10", "-0.25": "-1/4", ".5": "1/2", "5.": "5",
		"1e2": "100", "1E2": "100", "1e+2": "100", "1e-3": "1/1000", "-2.5e-1": "-1/4", "2/3": "2/3", "-4/6": "-2/3",
		"0.5/0.25": "2", "1e2/1e3": "1/10", " 3 / 4 ": "3/4", "-0": "0", "0/5": "0",
		"123456789012345678901234567890": "123456789012345678901234567890",
		"0.1234567890123456789":          "1234567890123456789/10000000000000000000",
		"9223372036854775807":            "9223372036854775807", "-9223372036854775808": "-9223372036854775808",
	} {
		got, err := ParseNumber(in)
		if err != nil || got.RatString() != want {
			t.Errorf("%q: got %v (%v), want %s", in, got, err, want)
		}
	}
	for in, says := range map[string]string{
		"":                               "is not a number",
		"-":                              "is not a number",
		".":                              "is not a number",
		"e5":                             "is not a number",
		"1e":                             "is not a number",
		"1e+":                            "is not a number",
		"1e+-5":                          "is not a number",
		"1_000":                          "is not a number",
		"1,5":                            "is not a number",
		"0x10":                           "is not a number",
		"--1":                            "is not a number",
		"1 2":                            "is not a number",
		"1/2/3":                          `"1/2/3" is not a number`,
		"x/4":                            `"x/4" is not a number`,
		"١":                              "is not a number",
		"NaN":                            "is not a number",
		"inf":                            "is not a number",
		"1/0":                            "divides by zero",
		"1/0.0":                          "divides by zero",
		"1e10001":                        "too large",
		"1e-99999999999999":              "too large",
		strings.Repeat("1", MaxDigits+1): "too long",
	} {
		if got, err := ParseNumber(in); err == nil || !strings.Contains(err.Error(), says) || len(err.Error()) > 300 {
			t.Errorf("%s: got %v (%v), want an error about %q", abbreviate(in), got, err, says)
		}
	}
}

func TestNumbersRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := new(big.Rat).SetFrac(genInt().Draw(t, "n").Big(), new(big.Int).Add(new(big.Int).Abs(genInt().Draw(t, "d").Big()), big.NewInt(1)))
		got, err := ParseNumber(r.RatString())
		if err != nil || got.Cmp(r) != 0 {
			t.Fatalf("%s: got %v (%v)", r.RatString(), got, err)
		}
	})
}

func BenchmarkParseNumber(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseNumber("-12.75"); err != nil {
			b.Fatal(err)
		}
	}
}
