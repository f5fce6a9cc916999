package prove

import (
	"context"
	"math/rand/v2"
	"testing"

	"brink/games/expr"
)

func TestPrune(t *testing.T) {
	for _, c := range []struct{ hyps, f, want string }{
		{"true", "a > 1/10 and a > 1/5", "a > 1/5"},
		{"true", "a > 1/10 or a > 1/5", "a > 1/10"},
		{"0 < b and b < 1", "b^2*(1 - b)^2*(a - c)^2 < 0 and d > 0", "false"},
		{"0 < b and b < 1", "b^2*(1 - b)^3*(a - c) < 0", "a < c"},
		{"b > 0 and c > 0", "b >= 6*c and ((b != 6*c and b != 4*c) or (b = 6*c and b != 4*c and c > 0) or (b = 6*c and b = 4*c and (c >= 0 or c^2 > 0)) or (b != 6*c and b = 4*c and c > 0))", "b >= 6*c"},
		{"true", "(a > b and (b > c and (a > c or d > 0))) or (a > b and b > c and d < 0)", "a > b and b > c"},
		{"a > b", "a <= b or c > 0", "c > 0"},
	} {
		a := Assume(formula(t, c.hyps), Options{Shallow: true, Budget: 400})
		if got := show(a.Prune(context.Background(), formula(t, c.f))); got != c.want {
			t.Errorf("%s under %s: got %s, want %s", c.f, c.hyps, got, c.want)
		}
	}
}

// TestPruneKeepsTruth compares before and after at exact points, boundary points
// included.
func TestPruneKeepsTruth(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 60
	}
	g := generator{Rand: rand.New(rand.NewPCG(41, 42))}
	shorter := 0
	for range n {
		vars := 1 + g.IntN(3)
		hyp := expr.True()
		for range g.IntN(3) {
			hyp = expr.And(hyp, expr.Sign(g.sums(vars), expr.Op(g.IntN(6))))
		}
		f := g.tree(vars, 3+g.IntN(2))
		s := Assume(hyp, Options{}).pruned(context.Background(), f, []int{100, 1000, 20_000}[g.IntN(3)])
		if s.Size() < f.Size() {
			shorter++
		}
		for k := range 60 {
			at := g.rationalPoint(vars)
			if k%2 == 0 {
				g.ontoBoundary(expr.And(f, hyp), at)
			}
			if hyp.Eval(at) && f.Eval(at) != s.Eval(at) {
				t.Fatalf("%s under %s became %s, which differs at %v", f, hyp, s, at)
			}
		}
	}
	if shorter < n/5 {
		t.Errorf("only %d of %d got shorter", shorter, n)
	}
}
