package expr

import (
	"strings"
	"testing"
)

// TestHints holds what is said of the mistakes that people make in formulas to
// naming the form that is read.
func TestHints(t *testing.T) {
	for in, want := range map[string]string{
		"0·5*x":           "write 0.5 or 0*5",
		"x*2·5":           "write 2.5 or 2*5",
		"2_000":           "write 2000",
		"2 000 > x":       "write 2000",
		"2'000":           "write 2000",
		"0x1F":            "numbers are decimal",
		"2e*x":            "write a power of ten as in 1e-3",
		"x' > 0":          "write x_1",
		"1,5 > x":         "the decimal point is written .",
		"1.2.3":           "one decimal point",
		"x > 0, y > 0":    "joined with and",
		"x > 0 not y":     "not equal is !=",
		"sqrt 2 > x":      "write sqrt(x)",
		"ln x":            "write log(x)",
		"exp > 0":         "write exp(x)",
		"max x, y":        "write max(x, y)",
		"e^x":             "write exp(x)",
		"abs(x, y)":       "write abs(x)",
		"TRUE or x > 0":   "write true",
		"x > y.":          "full stop",
		"x ? y : z":       "write if(condition, a, b)",
		"∀x > 0":          "for all their values",
		"x ≡ y":           "write = between numbers",
		"x 《 y":           "write <",
		"x > 0 #":         "a comment",
		"`x` > 0":         "quote names with",
		"x * * y":         "side by side",
		"x *":             "write what stands behind *",
		"(x *)":           "write what stands behind *",
		"* x":             "write what stands before *",
		"min(x, )":        "an argument is missing",
		"()":              "parentheses alone",
		"x/0":             "guard the division",
		"x => 0":          "at least is written >=",
		"x => 0 and y":    "at least is written >=",
		"x^(10^4)":        "write a smaller power",
		"x > 0 && y => 0": "at least is written >=",
		"【x":              "write ( and )",
	} {
		_, _, err := CompileFormula(in, xyz)
		if err == nil || !strings.Contains(err.Hint, want) {
			t.Errorf("%s: %v, want a hint with %q", in, err, want)
		}
	}
}
