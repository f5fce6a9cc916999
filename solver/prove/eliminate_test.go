package prove

import (
	"context"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
)

func TestEliminateTextbook(t *testing.T) {
	for _, c := range []struct{ hyps, f, want string }{
		{"true", "x^2 + b*x + c = 0", "b^2 >= 4*c"},
		{"a != 0", "a*x^2 + b*x + c = 0", "4*a*c <= b^2"},
		{"true", "a*x + b = 0", "a != 0 or b = 0"},
		{"true", "x > a and x < b", "a < b"},
		{"true", "x >= a and x <= b", "a <= b"},
		{"true", "x >= a and x < b and x != c", "a < b"},
		{"true", "x^2 < a", "a > 0"},
		{"true", "x^2 <= a", "a >= 0"},
		{"a > 0 and b > 0", "0 <= x and x <= 1 and a*x = b*(1-x)", "true"},
		// a completely mixed equilibrium of a 2x2 game
		{"true", "0 < x and x < 1 and a*x = b*(1-x)", "(a = 0 and b = 0) or a*b > 0"},
		{"true", "x > 0 and x*y = 1 and y = a", "a > 0"},
		// y² = 1 - x²
		{"true", "x^2 + y^2 = 1 and x + y = a", "a^2 <= 2"},
	} {
		a := Assume(formula(t, c.hyps), Options{})
		f, ans := a.Eliminate(context.Background(), []algebra.Var{4, 5}, formula(t, c.f))
		if ans != Yes || show(f) != c.want {
			t.Errorf("exists x, y: %s under %s: got %s, %s, want %s", c.f, c.hyps, show(f), ans, c.want)
		}
	}
}

// TestEliminateAgainstPoints compares ∃x f at points of the other variables with
// the search for an x there.
func TestEliminateAgainstPoints(t *testing.T) {
	n := 60
	if testing.Short() {
		n = 30
	}
	g := generator{Rand: rand.New(rand.NewPCG(7, 8))}
	ctx := context.Background()
	done := 0
	points := grid(2)
	for range n {
		f := g.formula(3, 2, 1+g.IntN(3))
		hyps := expr.True()
		if g.IntN(2) == 0 {
			hyps = g.formula(2, 1, 1)
		}
		q, ans := Assume(hyps, Options{Budget: 200_000}).Eliminate(ctx, []algebra.Var{2}, f)
		if ans != Yes {
			continue
		}
		done++
		if vs := q.Vars(); len(vs) > 0 && vs[len(vs)-1] > 1 {
			t.Fatalf("%s keeps the eliminated variable: %s", f, q)
		}
		for range 12 {
			p := points[g.IntN(len(points))]
			if !hyps.Eval(p) {
				continue
			}
			sat, _ := Assume(expr.True(), Options{}).Satisfiable(ctx, f.At(0, p[0]).At(1, p[1]))
			if sat == Unknown || (sat == Yes) != q.Eval(p) {
				t.Fatalf("exists x2: %s under %s became %s, but at %v it is %s", f, hyps, q, p, sat)
			}
		}
	}
	if done < n*9/10 {
		t.Errorf("only %d of %d were eliminated", done, n)
	}
}
