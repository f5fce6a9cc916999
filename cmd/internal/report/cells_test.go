package report

import (
	"strings"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// TestLongFormulasAreDescribed: a cell says how long a formula of thousands of terms is
// instead of holding it.
func TestLongFormulasAreDescribed(t *testing.T) {
	h := &games.Header{Params: []games.Parameter{{Name: "x"}, {Name: "y"}}}
	p := algebra.Variable(0).Add(algebra.Variable(1)).Add(algebra.IntPoly(1)).Pow(40)
	for _, w := range languages() {
		for what, c := range map[string]Cell{
			"function":  w.Function(h, algebra.FromPoly(p)),
			"condition": w.Condition(h, expr.Sign(p, expr.GT)),
		} {
			if len(c.Text) > 100 || len(c.LaTeX) > 120 || strings.Contains(c.Text, "x^") {
				t.Errorf("%s: %s", what, c.Text[:min(len(c.Text), 200)])
			}
		}
	}
}
