package prove

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/expr"
)

// TestCondenseKeepsTruth: what is printed in the place of a long formula agrees with
// it at every point of a grid that satisfies the hypotheses, boundaries included.
func TestCondenseKeepsTruth(t *testing.T) {
	g := generator{Rand: rand.New(rand.NewPCG(7, 8))}
	points, ctx := grid(3), context.Background()
	shorter := 0
	for n := 0; n < 40; {
		hyps, f := g.gameLike(3, g.IntN(2)), g.gameLike(3, 3)
		if f.Size() < longSize {
			continue
		}
		n++
		a := Assume(hyps, Options{Budget: 2_000})
		s := a.Condense(ctx, f, 60_000)
		if a.weigh(ctx, f).less(a.weigh(ctx, s)) {
			t.Errorf("%s under %s grew to %s", f, hyps, s)
		}
		if s.Size() < f.Size() {
			shorter++
		}
		for _, p := range points {
			if hyps.Eval(p) && f.Eval(p) != s.Eval(p) {
				t.Fatalf("%s under %s became %s, which differs at %v", f, hyps, s, p)
			}
		}
		if twice := Assume(hyps, Options{Budget: 2_000}).Condense(ctx, f, 60_000); twice.Key() != s.Key() {
			t.Errorf("%s under %s gave %s and %s", f, hyps, s, twice)
		}
	}
	if shorter < 10 {
		t.Errorf("%d of 40 got shorter", shorter)
	}
}

// TestCondense: conditions of games with more factors than sign cells can be listed of.
func TestCondense(t *testing.T) {
	symmetric := "b = d and ((b < 0 and x < 0 and b*x = b*c + d*x) or (b = 0 and ((x < 0 and c > x and a < y and y > 0) or (c < x and a*c > a*x + c*y and a < y) or (c < x and a*c = a*x + c*y and a < y) or (x > 0 and c > x and a*c < a*x + c*y and y > 0) or (x > 0 and c > x and a*c = a*x + c*y and y > 0) or (x > 0 and c < x) or (x > 0 and c = x and y > 0) or (x > 0 and c = x and y = 0) or (x = 0 and c > x and a < y and y > 0) or (x = 0 and c > x and a = y and y > 0) or (x = 0 and c < x and a < y) or (x = 0 and c < x and a = y) or (c = x and a < y and y > 0) or (c = x and a < y and y = 0) or (x = 0 and c = x and a = y and y > 0) or (x = 0 and c = x and a = y and y = 0))))"
	for _, c := range []struct {
		hyps, f string
		atoms   int // at most
	}{
		{"true", symmetric, 22},
		{"true", "((a > 0 and b > 0 and c > 0) or (a > 0 and b > 0 and c <= 0 and d > 0) or (a > 0 and b <= 0 and x > 0 and d > 0) or (a > 0 and d > 0 and x <= 0 and b > 0)) and (a > 1 or a*b > -1) and (a > 0 or y < z) and (z > 0 or a + z^2 > 0)", 8},
		{"a > 0 and b > 0", "(a*c > b*c and a > b) or (a*c > b*c and a <= b and c > 0) or (a*d < 0 and c > 0 and a > b) or (c < 0 and a < b and d > x) or (c < 0 and a < b and d <= x and x^2 + y > -1)  or (c < 0 and a < b and y <= -1)", 4},
	} {
		a, f, ctx := Assume(formula(t, c.hyps), Options{Budget: 20_000}), formula(t, c.f), context.Background()
		got := a.Condense(ctx, f, 300_000)
		if same := a.Implies(ctx, expr.Iff(got, f)); same != Yes {
			t.Errorf("%s under %s: got %s; equivalent: %s", c.f, c.hyps, show(got), same)
		}
		if got.Size() > c.atoms {
			t.Errorf("%s under %s: %s has %d conditions, want %d", c.f, c.hyps, show(got), got.Size(), c.atoms)
		}
	}
}

// TestInsert: an equation is put into what stands beside it.
func TestInsert(t *testing.T) {
	for _, c := range []struct{ f, want string }{
		{"a = 0 and a < -b", "a = 0 and b < 0"},
		{"a = 0 and (b > a or c*b = a + x)", "a = 0 and (b > 0 or c*b = x)"},
		{"a != b or (a < 2*b and b > 1)", "a != b or b > 1"},
		{"2*a = b and 4*a < c + 2*b", "2*a = b and c > 0"},
		{"-3*a = b and a + b < 0 and a*x < 1", "a = -1/3*b and b < 0 and b*x > -3"},
	} {
		f, want := formula(t, c.f), formula(t, c.want)
		a := Assume(expr.True(), Options{})
		got := a.Simplify(context.Background(), f)
		if a.weigh(context.Background(), want).less(a.weigh(context.Background(), got)) {
			t.Errorf("%s: got %s, want %s", c.f, show(got), c.want)
		}
		for _, p := range grid(3) {
			p = append(p, p[0], p[1], p[2])
			p[3], p[4] = big.NewRat(1, 3), p[0]
			if f.Eval(p) != got.Eval(p) {
				t.Fatalf("%s became %s, which differs at %v", c.f, show(got), p)
			}
		}
	}
}
