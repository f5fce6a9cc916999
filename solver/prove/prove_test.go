package prove

import (
	"context"
	"testing"

	"brink/games/expr"
)

var letters = expr.Names{"a", "b", "c", "d", "x", "y", "z", "w"}

func formula(t testing.TB, src string) expr.Formula {
	t.Helper()
	f, _, err := expr.CompileFormula(src, letters)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return f
}

func show(f expr.Formula) string { return expr.Printer{Names: letters}.Formula(f) }

func TestImplies(t *testing.T) {
	for _, c := range []struct {
		hyps, f string
		want    Answer
	}{
		{"a > b and b > c", "a > c", Yes},
		{"a > b and b >= c", "a > c", Yes},
		{"a >= b and b >= c", "a > c", No},
		{"a > b and b > c", "2*a > b + c", Yes},
		{"a > 0 and b > 0", "a*b > 0", Yes},
		{"a > 0 and b > 0", "a*b + a > 0", Yes},
		{"a >= 0 and b > 0", "a*b > 0", No},
		{"a > 0", "a*b > 0", No},
		{"a > 1 and b > 0 and a*b < c", "c > 0", Yes},
		{"true", "a^2 + b^2 >= 0", Yes},
		{"true", "a^2 + b^2 > 0", No},
		{"a > 0 or b > 0", "a + b > 0", No},
		{"(a > 0 and b > 1) or (b > 0 and a > 1)", "a + b > 1", Yes},
		{"a + b = 1 and a - b = 1", "a = 1 and b = 0", Yes},
		{"a != 0 and a >= 0", "a > 0", Yes},
		{"a*b > 0 and a > 0", "b > 0", Yes},
		{"a > b and b > a", "c = 17", Yes},
		{"0 < a and a < 1 and 0 < b and b < 1", "a*(1-b) > 0", Yes},
	} {
		a := Assume(formula(t, c.hyps), Options{})
		if got := a.Implies(context.Background(), formula(t, c.f)); got != c.want {
			t.Errorf("%s => %s: got %s, want %s", c.hyps, c.f, got, c.want)
		}
	}
}

func TestSimplify(t *testing.T) {
	for _, c := range []struct{ hyps, f, want string }{
		{"c > 0", "a < b or a = b", "a <= b"},
		{"c > 0", "c*(a - b) > 0", "a > b"},
		{"c > 0", "a <= b and a >= b", "a = b"},
		{"c > 0", "a >= 0 and a + c >= 0", "a >= 0"},
		{"a > b and b > c", "a > c and d > 0", "d > 0"},
		{"a > b and b > c", "c > a or d > 0", "d > 0"},
		{"a >= b", "a <= b", "a = b"},
		{"c != 0", "c^2*a > 0", "a > 0"},
		{"a > 0", "a*b = 0", "b = 0"},
		{"true", "a > 0 and (a > 0 or b > 0)", "a > 0"},
		{"true", "(a > 0 and b > 0) or (a > 0 and b <= 0)", "a > 0"},
		{"a > 0", "a < 0", "false"},
		{"c > 0", "a*(c - a) >= 0", "a >= 0 and a <= c"},
		{"true", "(x > 0 and y > 0) or (x < 0 and y < 0)", "x*y > 0"},
		{"true", "(a < b and b < c) or (a < b and b >= c)", "a < b"},
		{"a <= b", "(a < b and d > 0) or (a = b and d > 0)", "d > 0"},
		{"a <= b", "a >= b and d > 0", "a = b and d > 0"},
		{"x > 0", "x^2 - 3*x + 2 > 0", "x < 1 or x > 2"},
		{"x > 1", "x^2 - 3*x + 2 > 0", "x > 2"},
		{"true", "x^2 + y^2 = 0", "x^2 + y^2 = 0"},
		{"a > b and b > c", "(a > c and x > 0) or (x >= 0 and x != 0 and y > 0)", "x > 0"},
		{"true", "(a > 0 and b > 0) or (a > 0 and c > 0)", "a > 0 and (b > 0 or c > 0)"},
		{"true", "(a > 0 or b > 0) and (a > 0 or c > 0)", "a > 0 or (b > 0 and c > 0)"},
		{"0 < a and a < 1", "a*b >= b", "b <= 0"},
		// Of degree three and more in both variables, yet a product: two factors have a sign.
		{"x > 0 and y >= 1", "(x*(y^2 + y + 1) - 1)*(x*y - x + 1)*(x*y + 1) > 0", "x*(y^2 + y + 1) > 1"},
	} {
		a := Assume(formula(t, c.hyps), Options{})
		if got := show(a.Simplify(context.Background(), formula(t, c.f))); got != c.want {
			t.Errorf("%s under %s: got %s, want %s", c.f, c.hyps, got, c.want)
		}
	}
}

func BenchmarkImpliesLinear(b *testing.B) {
	a := Assume(formula(b, "a > b and b > c and c > d and x > 0 and x < 1"), Options{})
	f := formula(b, "2*a > c + d")
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		if a.Implies(ctx, f) != Yes {
			b.Fatal("not proved")
		}
	}
}

func BenchmarkSignLinear(b *testing.B) {
	a := Assume(formula(b, "a > b and b > c and c > d and x > 0 and x < 1"), Options{})
	ctx := context.Background()
	p := formula(b, "a - c + x > 0").Atom.P
	for b.Loop() {
		a.Sign(ctx, p)
	}
}
