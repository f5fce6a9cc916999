package prove

import (
	"context"
	"testing"

	"brink/games/algebra"
)

// TestMeasure0 compares with answers derived by hand; what the budget does not
// reach may be Unknown, but never the opposite.
func TestMeasure0(t *testing.T) {
	for _, c := range []struct {
		hyps, f string
		want    Answer
	}{
		{"true", "a = b", Yes},
		{"true", "a >= b and a <= b", Yes},
		{"true", "a >= b", No},
		{"true", "(a - b)^2 <= 0", Yes},
		{"a > 0", "a*b <= 0 and b >= 0", Yes},
		{"a > 0", "a = b or a > 3", No},
		{"a >= 0 and (a <= 0 or b > 0)", "a = 0", Yes},
		// Within a hyperplane.
		{"a = b", "a = b", No},
		{"a = b", "(a - b)*c >= 0", No},
		{"a = b", "a*c = b*c", No},
		{"a = b", "a = 0", Yes},
		{"a = b", "a^2 >= b^2 and a <= b", No},
		{"a + b = c and a >= 0", "c >= b", No},
		{"a + b = c and a >= 0", "c <= b", Yes},
		// An equation may be implied in one of several cases only.
		{"a*b = 0", "a = 0", No},
		{"a*b = 0", "a = 0 and b = 0", Yes},
		{"a = 0 or b = 0", "b = 0", No},
		// Hypotheses that only the origin satisfies, seen by a complete method.
		{"a^2 - a*b + b^2 <= 0", "a = 0", No},
		{"a^2 - a*b + b^2 <= 0", "a + b >= 0", No},
		{"a^7 + a^3*b^4 + a*b^2 + a = c^7 + c^3*b^4 + c*b^2 + c", "(a - c)^2 <= 0", No},
		{"a > b and b > a", "c > 0", Yes},
		{"true", "a > b and b > a", Yes},
	} {
		for _, opt := range []Options{{}, {Shallow: true}, {Budget: 300, Shallow: true}, {Budget: 1}} {
			got := Assume(formula(t, c.hyps), opt).Measure0(context.Background(), formula(t, c.f))
			if got != c.want && (got != Unknown || opt.Budget == 0 && !opt.Shallow) {
				t.Errorf("%s under %s with %+v: %s, want %s", c.f, c.hyps, opt, got, c.want)
			}
		}
	}
}

// TestMeasure0OfRoots: a variable that is the root of another quantity has no measure
// of its own, whether or not it is defined everywhere.
func TestMeasure0OfRoots(t *testing.T) {
	const hyps = "a > 0 and a < 1 and b >= 0 and b < 1 and c >= 0 and (c^2 = 1 - a - b or 1 - a - b < 0)"
	equation := formula(t, "c^2 = 1 - a - b").Atom.P
	square := formula(t, "c^2 = (a - b)^2").Atom.P
	root := formula(t, "c = 0").Vars()[0]
	for _, c := range []struct {
		hyps string
		by   algebra.Poly
		f    string
		want Answer
	}{
		{hyps, equation, "a + b <= 1", No},
		{hyps, equation, "a + b > 1", No},
		{hyps, equation, "a + b = 1", Yes},
		{hyps, equation, "c <= a", No},
		{hyps, equation, "c = a", Yes},
		{hyps, equation, "c^2 <= 0 and a + b <= 1", Yes},
		{"a > 0 and c >= 0 and c^2 = (a - b)^2", square, "c <= a - b", Unknown},
		{"a > 0 and c >= 0 and c^2 = (a - b)^2", square, "c = a + b", Yes},
		{"a > 0 and c >= 0 and c^2 = (a - b)^2", square, "c = 2*a", Yes},
	} {
		opt := Options{Roots: map[algebra.Var]algebra.Poly{root: c.by}}
		got := Assume(formula(t, c.hyps), opt).Measure0(context.Background(), formula(t, c.f))
		if got != c.want {
			t.Errorf("%s under %s: %s, want %s", c.f, c.hyps, got, c.want)
		}
	}
}
