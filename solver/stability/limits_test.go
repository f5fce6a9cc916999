package stability

import (
	"context"
	"strings"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
)

// TestDefined: a claim speaks of the points where it has a meaning.
func TestDefined(t *testing.T) {
	w := bimatrixGame("x y", "", []string{"x, y", "y, x"}, []string{"0, 1", "x, 0"})
	g := w.must(t)
	r, _, problem := expr.CompileValue("1/x", expr.Names(w.params))
	if problem != nil {
		t.Fatal(problem)
	}
	g.Defines = []games.Define{{Name: "r", Text: "1/x", Value: r}}
	for _, c := range []struct {
		holds string
		given []string
		want  prove.Status
	}{
		{"not (1/x > 0) => x < 0", nil, prove.Proved},
		{"not (r > 0) => x < 0", nil, prove.Proved}, // at x = 0 there is no r
		{"y > 0", []string{"x = 0", "1/x > 0"}, prove.Vacuous},
		{"prob(P1, a) > 0 and prob(P1, a) < 1", nil, prove.Proved},
	} {
		v, _, ok := verdict(t, g, c.holds, c.given...)
		if !ok || v.Status != c.want {
			t.Errorf("%s given %v: %v, want %v", c.holds, c.given, v.Status, c.want)
		}
	}
}

// TestCancelled: a table that was stopped says that it is incomplete, and the
// rows it has are rows of the whole table.
func TestCancelled(t *testing.T) {
	for _, bg := range benchGames {
		g := bg.game.must(t)
		ctx, cancel := context.WithCancel(context.Background())
		stopped, err := Conditions(ctx, g, Options{Workers: 2, Progress: func(done, _ int) {
			if done == 1 {
				cancel()
			}
		}})
		cancel()
		if err != nil || stopped.Complete || len(stopped.Reasons) == 0 {
			t.Fatalf("%s: complete %v, %v", bg.name, stopped.Complete, err)
		}
		whole := conditions(t, g)
		for _, r := range stopped.Rows {
			found := false
			for _, s := range whole.Rows {
				found = found || compareSupports(r.Support, s.Support) == 0
			}
			if !found {
				t.Errorf("%s: %s is in the stopped table only", bg.name, r.Profile(g))
			}
		}
	}
}

// TestManyCases: payoffs with too many cases are refused with advice, and a
// claim about them is undecided.
func TestManyCases(t *testing.T) {
	w := written{params: split("a b c d e f g h"), shape: []int{2, 2}}
	for i := range 4 {
		w.cells = append(w.cells, []string{"max(" + w.params[2*i] + ", 0)", "min(" + w.params[2*i+1] + ", 0)"})
	}
	g := w.must(t)
	if _, err := Conditions(t.Context(), g, Options{}); err == nil || !strings.Contains(err.Error(), "assume") {
		t.Errorf("256 cases: %v", err)
	}
	_, err := NewCompiler(g).Compile(t.Context(), games.Claim{Holds: "mixed()"})
	if err == nil || !strings.Contains(err.Error(), ErrUndecidable.Error()) {
		t.Errorf("a claim about them: %v", err)
	}
}
