package expr

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// patience is how long a hostile formula may take. The limits aim at a second on
// an idle machine; those that test are busy.
const patience = 2 * time.Minute

func TestHostileFormulas(t *testing.T) {
	names := Names{"x", "y", "z", "w", "u", "v"}
	nest := func(open, core, end string, n int) string {
		return strings.Repeat(open, n) + core + strings.Repeat(end, n)
	}
	alternating := "x"
	for i := range 90 {
		alternating = fmt.Sprintf("min(y + %d, max(z - %d*x, %s))", i, i, alternating)
	}
	chain := func(op string, f func(i int) string, n int) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = f(i)
		}
		return strings.Join(parts, op)
	}
	for _, c := range []struct {
		name, src string
		refused   bool
	}{
		{"power of a power", "((x + y + z + w)^50)^50", true},
		{"wide power", "(x + y + z + w)^60", true},
		{"tower of powers", "((((x + 1)^10)^10)^10)^10", true},
		{"tower of numbers", "((((2^1000)^1000)^1000)^1000)", true},
		{"literal tower", "9^9^9^9", true},
		{"large exponent", "x^1e9999", true},
		{"large number", "1e9999", false},
		{"too large a number", "1e99999999999", true},
		{"powers of a large number", "1e9999^1000", true},
		{"many large coefficients", "(x + 1e9999)^30*(y + 1e9999)^30*(z + 1e9999)^30", true},
		{"product of sums", chain("*", func(i int) string { return fmt.Sprintf("(x + %d*y - z + w*u + v + %d)", i, i+1) }, 60), true},
		{"sum of fractions", chain("+", func(i int) string { return fmt.Sprintf("1/(x + %d*y - z*w + %d)", i, i+1) }, 60), true},
		{"nested fractions", nest("1/(x + y*", "z", ")", 90), true},
		{"deep continued fraction", nest("1/(x + 1/(y + 1/(z + ", "w", ")))", 60), true},
		{"common divisors", "((x + y + z + w + 1)^3 - x*y)^2*(x - w)/(((x + y + z + w + 1)^3 - x*y)^2*(x - y + w))", false},
		{"large common divisors", "((x + y + z + w + 1)^5 - x*y)^2*(x - w + 1)/(((x + y + z + w + 1)^5 - x*y)^2*(x - y + w))", false},
		{"many nested min", nest("min(x, ", "y", ")", 1000), true},
		{"nested min", nest("min(x, ", "y", ")", 190), false},
		{"alternating min and max", alternating, true},
		{"long min", "min(" + chain(", ", func(i int) string { return fmt.Sprintf("%d*x + y", i) }, 1000) + ")", true},
		{"long min of numbers", "min(" + chain(", ", func(i int) string { return fmt.Sprint(i + 1) }, 5000) + ")", false},
		{"sum of abs", chain("+", func(i int) string { return fmt.Sprintf("abs(x - %d)", i) }, 60), true},
		{"nested abs", nest("abs(1 - ", "x", ")", 60), true},
		{"nested if", nest("if(x > y, z, ", "w", ")", 190), false},
		{"if of if", nest("if(if(x > y, z, ", "w", ") > 0, x, y)", 90), true},
		{"chain of <=>", chain("<=>", func(i int) string { return fmt.Sprintf("x > %d", i) }, 1000), true},
		{"chain of and", chain(" and ", func(i int) string { return fmt.Sprintf("x > %d", i) }, 7000), false},
		{"chain of divisions under and", chain(" and ", func(i int) string { return fmt.Sprintf("1/(x - %d) > y", i) }, 2000), true},
		{"chain of comparisons", chain(" < ", func(i int) string { return fmt.Sprint("x + ", i) }, 9000), false},
		{"long sum", chain("+", func(i int) string { return fmt.Sprintf("x^%d*y^%d", i%200, i/200) }, 3000), false},
		{"long sum of one", strings.Repeat("x+", 45000) + "x", false},
		{"long product", strings.Repeat("(x+1)*", 15000) + "x", true},
		{"parentheses", nest("(", "x", ")", 40000), true},
		{"signs", strings.Repeat("-", 90000) + "x", true},
		{"not", strings.Repeat("not ", 20000) + "x > 0", true},
		{"open parentheses", strings.Repeat("(", 90000), true},
		{"powers to the right", strings.Repeat("x^", 40000) + "x", true},
		{"implications", strings.Repeat("x > 0 => ", 10000) + "x > 0", true},
		{"too long", strings.Repeat(" ", MaxSource+1), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			n, err := Parse(c.src)
			if err == nil {
				cc := &Compiler{Src: c.src, Scope: names}
				_, err = cc.Compile(n)
				cc.Defined()
			}
			elapsed := time.Since(start)
			if elapsed > patience {
				t.Errorf("took %v", elapsed)
			}
			if (err != nil) != c.refused {
				t.Errorf("error %v, want one: %v", err, c.refused)
			}
			if err != nil && (err.Pos < 0 || err.End > len(c.src) || err.Pos > err.End) {
				t.Errorf("error at %d to %d of %d bytes", err.Pos, err.End, len(c.src))
			}
			t.Log(elapsed.Round(time.Millisecond), err)
		})
	}
}
