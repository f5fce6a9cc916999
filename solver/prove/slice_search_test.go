package prove

import (
	"context"
	"testing"
	"time"

	"brink/games/expr"
)

// TestSystemsWithThinSolutions: satisfiable systems of equations and inequalities
// of degree 4 in 4 variables, found by comparing with other solvers, whose
// coverings are out of reach.
func TestSystemsWithThinSolutions(t *testing.T) {
	for i, src := range []string{
		"x2^2 + x3 + 1 != 0 and 2*x1^3*x2 + x0^2*x3 = 2 and x0*x1*x2*x3 + x1*x2^2 > 1 and x1*(3*x1*x3^2 + x0*x2 + 2*x0*x3 - 2*x1^2*x2) = 0 and 3*x0*x2*x3 + x1*x2^2 = x3 + 3",
		"3*x1^2 < 3*x0*x2*x3^2 + 2*x0*x3^3 + 2*x0^3 + 6*x0*x2 + 2 and 2*x0^2*x1*x3 + 3*x0*x2*x3 + 2 = 2*x0*x1^2*x3 + 6*x3 and 3*x2*x3^2 + x0*x1 + 3 <= 0 and x1^2*(x3 + 1)*(1 - x3) > 0 and 3*x0^3*x3 + x0*x2^2*x3 + 3*x0*x1*x3 + 3 = 2*x1^2*x3^2 + x0*x2*x3 + x1^2",
		"x0^2*x1*x2 != 3*x0*x2^3 + x2*x3 + 2 and (x1*x2^2*x3 >= 1 or 3*x1*x2*x3^2 <= 3*x0*x1 + 3*x1 + 2) and 2*x0^2*x2 + 3*x1*x2^2 >= x2*x3 + 2 and (x3*(2*x1*x2^2 + 3*x3 + 2) <= 0 or 2*x1*x2*x3 + 3 < 0) and 2*x2 = 3*x0^2*x3^2 + 2*x1^2*x3^2 + 1",
	} {
		if testing.Short() && i > 0 {
			break
		}
		f, _, err := expr.CompileFormula(src, numbered)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		ans, m := Assume(expr.True(), Options{}).Satisfiable(context.Background(), f)
		if ans != Yes || !m.Holds(f) {
			t.Errorf("%s: %s", src, ans)
		}
		t.Logf("%v: %s", time.Since(start).Round(time.Millisecond), m)
	}
}
