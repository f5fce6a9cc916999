package stability

import (
	"context"
	"fmt"
	"testing"

	"brink/games/expr"
	"brink/solver/prove"
)

// TestColumnsSayThatTheRowExists: a column holds where the row exists and something
// more, for pure rows and mixed ones, in every piece of the payoffs.
func TestColumnsSayThatTheRowExists(t *testing.T) {
	hawkDove := bimatrixGame("V C", "V > 0; C > 0",
		[]string{"(V - C)/2, (V - C)/2", "V, 0"},
		[]string{"0, V", "V/2, V/2"})
	retaliator := bimatrixGame("V C", "V > 0; C > 0",
		[]string{"(V - C)/2, (V - C)/2", "V, 0", "(V - C)/2, (V - C)/2"},
		[]string{"0, V", "V/2, V/2", "V/2, V/2"},
		[]string{"(V - C)/2, (V - C)/2", "V/2, V/2", "V/2, V/2"})
	pieces := bimatrixGame("x", "",
		[]string{"1/3, if(x < 0,1,-1)", "1/2, 0", "-2, 3"},
		[]string{"-2, -1", "-1, 1", "1, -2"})
	strike := bimatrixGame("phi c", "c > 0",
		[]string{"1/2, 1/2", "1/2 - phi - c, 1/2 + phi - c"},
		[]string{"1/2 + phi - c, 1/2 - phi - c", "1/2 - c, 1/2 - c"})
	for _, c := range []struct {
		game    written
		support string
		ess     string
		good    string // efficient
	}{
		{hawkDove, "[[0 1] [0 1]]", "V < C", "false"},
		{hawkDove, "[[0] [0]]", "V >= C", "false"},
		{hawkDove, "[[0] [1]]", "", "V <= C"},
		{retaliator, "[[0 1] [0 1]]", "V < C", "false"},
		{pieces, "[[0 1] [1 2]]", "", "x >= 0"},
		{strike, "[[0] [0]]", "phi < c", "phi <= c"},
	} {
		g := c.game.must(t)
		for _, r := range conditions(t, g).Rows {
			if fmt.Sprint(r.Support) != c.support {
				continue
			}
			for _, col := range []struct {
				got  *expr.Formula
				want string
			}{{r.ESS, c.ess}, {r.Efficient, c.good}} {
				if col.want == "" {
					continue
				}
				want, _, err := expr.CompileFormula(col.want, expr.Names(g.Names()))
				if err != nil {
					t.Fatal(err)
				}
				if col.got == nil || prove.Assume(g.Hypotheses(), prove.Options{}).Implies(context.Background(), expr.Iff(*col.got, want)) != prove.Yes {
					t.Errorf("%s: %v, want %s", r.Profile(g), g.Printer().Formula(*col.got), col.want)
				}
			}
		}
	}
}
