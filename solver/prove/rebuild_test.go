package prove

import (
	"context"
	"testing"

	"brink/games/expr"
)

// TestRebuild: long conditions whose parts hide what they say together come out
// as short as the cells allow, and equivalent.
func TestRebuild(t *testing.T) {
	for _, c := range []struct {
		hyps, f, want string
		atoms         int // at most
	}{
		{"true", "(x^2 < 1 and x^3 < 1 and x^2 < 4 and x > -3) or (x^2 < x and x^5 < 1 and x > 0 and x < 2)", "-1 < x and x < 1", 2},
		{"x > 0 and y > 0", "(x^2 > y^2 and x + y > 1) or (x^3 > y^3 and x + y <= 1) or (x > y and x*y = 1) or (x^2 > y^2 and x > 5)", "x > y", 1},
		{"x > 0 and y > 0", "(x >= 6*y and x != 6*y and x != 4*y) or (x = 6*y and x^2 > y^2) or (x > 6*y and x = 4*y) or (x^2 >= 36*y^2 and x >= 7*y)", "x >= 6*y", 1},
		{"true", "(x^2 + y^2 < 1 and x > y) or (x^2 + y^2 < 1 and x = y) or (x^2 + y^2 < 1 and x < y and y^2 < 4) or (x^2 + y^2 < 1 and x > 3)", "x^2 + y^2 < 1", 1},
		{"0 <= x and x <= 1", "x^3 - x <= 0 and x^4 <= x and (x^2 <= x or x > 1/2) and (x >= 0 or x^3 > 2)", "true", 0},
		{"0 < x and x < 1", "(x^2*(1 - x)^2 < 0 and y > 0) or (x^3 > 2 and y < 0) or (x > 1 and y = 1) or (x^2 > x and y < 3)", "false", 0},
	} {
		a := Assume(formula(t, c.hyps), Options{Budget: 20_000})
		got, want := a.Simplify(context.Background(), formula(t, c.f)), formula(t, c.want)
		if same := a.Implies(context.Background(), expr.Iff(got, want)); same != Yes {
			t.Errorf("%s under %s: got %s, want %s; equivalent: %s", c.f, c.hyps, show(got), c.want, same)
		}
		if got.Size() > c.atoms {
			t.Errorf("%s under %s: %s has %d conditions, want %d", c.f, c.hyps, show(got), got.Size(), c.atoms)
		}
	}
}
