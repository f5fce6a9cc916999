package stability

import (
	"context"
	"errors"
	"math/big"
	"slices"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
	"pgregory.net/rapid"
)

// verdict decides a claim about a game.
func verdict(t rapid.TB, g *games.Game, holds string, given ...string) (prove.Verdict, *Claim, bool) {
	t.Helper()
	cl, err := NewCompiler(g).Compile(context.Background(), games.Claim{Holds: holds, Given: given})
	if errors.Is(err, ErrUndecidable) {
		return prove.Verdict{}, nil, false
	}
	if err != nil {
		t.Fatalf("%s: %v", holds, err)
	}
	v, err := prove.Decide(context.Background(), cl.Problem(g), prove.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v, cl, true
}

// TestMonotone decides comparative statics whose truth is known, over intervals
// and over regions that are none.
func TestMonotone(t *testing.T) {
	for _, c := range []struct {
		assume, holds string
		want          prove.Status
		why           string
	}{
		{"", "increasing(x, x)", prove.Proved, ""},
		{"", "decreasing(x, x)", prove.Refuted, ""},
		{"", "increasing(7, x) and decreasing(7, x)", prove.Proved, "a constant is both"},
		{"", "increasing(y, x) and decreasing(y, x)", prove.Proved, "so is what does not depend on x"},
		{"", "increasing(x^3, x)", prove.Proved, "flat at 0"},
		{"", "increasing(x^3 - 3*x, x)", prove.Conditional, "falls between -1 and 1"},
		{"0 <= x; x <= 1", "increasing(x*(2 - x), x)", prove.Proved, "the slope vanishes at the end"},
		{"0 <= x; x <= 2", "increasing(x*(2 - x), x)", prove.Conditional, ""},
		{"x > 0", "decreasing(1/x, x)", prove.Proved, ""},
		{"x < 0", "decreasing(1/x, x)", prove.Proved, ""},
		{"x != 0", "decreasing(1/x, x)", prove.Conditional, "it jumps up across 0, where it falls on either side: from x > 0 it falls on"},
		{"", "decreasing(1/(1 + x^2), x)", prove.Conditional, ""},
		{"x >= 0", "decreasing(1/(1 + x^2), x)", prove.Proved, "a denominator that needs a proof not to vanish"},
		{"", "increasing(max(x, 0), x)", prove.Proved, "pieces"},
		{"", "increasing(abs(x), x)", prove.Conditional, ""},
		{"", "increasing(min(x, y), x) and increasing(min(x, y), y)", prove.Proved, ""},
		{"", "increasing(if(x < 0, x, x - 1), x)", prove.Conditional, "rises on either piece, falls across"},
		{"", "increasing(if(x < 0, x, x + 1), x)", prove.Proved, "jumps up"},
		{"", "increasing(if(x = 0, -1, x), x)", prove.Conditional, "one point out of line"},
		{"x^2 >= 4", "increasing(x^3 - 3*x, x)", prove.Proved, "the parts lie far enough apart"},
		{"x^2 >= 1", "increasing(x^3 - 3*x, x)", prove.Conditional, "falls across the gap, unless -2 or less"},
		{"x^2 >= 1; y > 0", "increasing(x^3 - 3*x*y^2, x)", prove.Conditional, "the same with a scale"},
		{"x^4 <= 1", "decreasing(x^5 - 5*x, x)", prove.Proved, "degree 5 between its critical points"},
		{"x = y", "increasing(-x, x)", prove.Proved, "for each y there is a single x"},
		{"0 <= x; x <= y; y = 0", "increasing(-x, x)", prove.Proved, "a single x by two bounds"},
		{"0 <= x; x <= y; y >= 0", "increasing(-x, x)", prove.Conditional, "a single x at y = 0 only"},
		{"0 <= x; x <= 1", "increasing(min(1 - x, 2 - 3*x), x)", prove.Refuted, "falls everywhere, to a last point that counts too"},
		{"0 <= x; x <= 1; x != 1/2", "increasing(1 - x, x)", prove.Refuted, "likewise with a gap"},
		{"0 <= x; x <= 1", "increasing(max(-x, x), x)", prove.Proved, "a piece that is one point"},
		{"0 <= x; x <= 1; 0 <= y; y < 1", "increasing(min(-x*y, -x), x)", prove.Refuted, ""},
		{"y > 0", "increasing(x*y, x) and increasing(x*y - y^2, x)", prove.Proved, ""},
		{"y > 0", "decreasing(x/y, y)", prove.Conditional, "x may be negative"},
		{"y > 0; x > 0", "decreasing(x/y, y)", prove.Proved, ""},
		{"x > 0; y > 0; x + y < 1", "increasing(x/(1 - y), y)", prove.Proved, ""},
	} {
		w := bimatrixGame("x y", "", []string{"0, 0"})
		if c.assume != "" {
			w.assume = append(w.assume, splitAt(c.assume)...)
		}
		v, _, ok := verdict(t, w.must(t), c.holds)
		if !ok {
			t.Errorf("%s where %q: undecided", c.holds, c.assume)
		} else if v.Status != c.want {
			t.Errorf("%s where %q: %v, want %v (%s)", c.holds, c.assume, v.Status, c.want, c.why)
		}
	}
}

// TestMonotoneOnGrid compares verdicts on random expressions and regions with
// exact differences on a grid: proved claims have no pair of grid points in the
// wrong order, and around the counterexample of the others there is one.
func TestMonotoneOnGrid(t *testing.T) {
	expressions := []string{
		"x", "-x", "x*y", "x^2", "x^2*y - x", "x^3 - x", "1/x", "y/x", "x/(1 + x^2)", "(x - y)/(x^2 + 1)",
		"max(x, y)", "min(x, y^2)", "abs(x - y)", "if(x > y, x, -x)", "if(x >= 1, 2*x, x + 1)", "if(x > 0, 1, 0) + y",
	}
	regions := [][]string{
		nil, {"x > 0"}, {"0 <= x", "x <= 1"}, {"x != 0"}, {"x^2 > 1"}, {"x*y > 0"}, {"y > 0", "x > y"},
		{"x < -1 or x > 1"}, {"x = y"}, {"0 <= x", "x <= y", "y <= 1"}, {"x^2 + y^2 < 4"}, {"x != y"},
	}
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(expressions).Draw(t, "expression")
		w := bimatrixGame("x y", "", []string{"0, 0"})
		w.assume = rapid.SampledFrom(regions).Draw(t, "region")
		if e == "1/x" || e == "y/x" {
			w.assume = append(w.assume[:len(w.assume):len(w.assume)], "x != 0")
		}
		word, sign := "increasing", 1
		if rapid.Bool().Draw(t, "decreasing") {
			word, sign = "decreasing", -1
		}
		g := mustGame(t, w)
		v, cl, ok := verdict(t, g, word+"("+e+", x)")
		if !ok {
			t.Skip("undecided")
		}
		value, _, problem := expr.CompileValue(e, expr.Names(w.params))
		if problem != nil {
			t.Fatal(problem)
		}
		hyps := expr.True()
		for _, h := range cl.Hypotheses {
			hyps = expr.And(hyps, h.Defined, h.Formula)
		}
		// wrong looks for two allowed values of x in the wrong order.
		wrong := func(y *big.Rat, xs []*big.Rat) bool {
			var last *big.Rat
			for _, x := range xs {
				p := []*big.Rat{x, y}
				if !hyps.Eval(p) {
					continue
				}
				u, err := value.Eval(p)
				if err != nil {
					t.Fatal(err)
				}
				if last != nil && sign*u.Cmp(last) < 0 {
					return true
				}
				last = u
			}
			return false
		}
		var grid []*big.Rat
		for k := int64(-12); k <= 12; k++ {
			grid = append(grid, big.NewRat(k, 4))
		}
		switch v.Status {
		case prove.Proved:
			for _, y := range grid {
				if wrong(y, grid) {
					t.Fatalf("proved, but wrong at y = %v", y)
				}
			}
		case prove.Refuted, prove.Conditional:
			at, ok := v.Counterexample.Rational()
			if !ok {
				return
			}
			// The other value may lie close by, or across a gap of the region.
			near := append([]*big.Rat{at[0]}, grid...)
			for k := range 17 {
				d := new(big.Rat).SetFrac64(1, 1<<k)
				near = append(near, new(big.Rat).Sub(at[0], d), new(big.Rat).Add(at[0], d))
			}
			slices.SortFunc(near, (*big.Rat).Cmp)
			if !wrong(at[1], near) {
				t.Fatalf("%v by %v, but no values around it are in the wrong order", v.Status, at)
			}
		default:
			t.Fatalf("%v: %s", v.Status, v.Reason)
		}
	})
}

// TestMonotoneInPieces: a function with a kink is read like a smooth one, by its
// slope, and counts as monotone where its pieces meet if it goes on so.
func TestMonotoneInPieces(t *testing.T) {
	for _, c := range []struct{ holds, when string }{
		{"decreasing((x - 1/2)^2, x)", "x <= 1/2"},
		{"decreasing(abs(x - 1/2), x)", "x < 1/2"},
		{"increasing(abs(x - 1/2), x)", "x >= 1/2"},
		{"decreasing(max(x, 1 - x, 3/4), x)", "x < 3/4"},
		{"increasing(if(x < 1/2, x, x - 1), x)", "x >= 1/2"},
	} {
		w := bimatrixGame("x", "0 <= x; x <= 1", []string{"0, 0"})
		v, _, ok := verdict(t, w.must(t), c.holds)
		if !ok || v.Status != prove.Conditional {
			t.Errorf("%s: %v, want a condition", c.holds, v.Status)
			continue
		}
		want, _, err := expr.CompileFormula(c.when, expr.Names([]string{"x"}))
		if err != nil {
			t.Fatal(err)
		}
		for k := range int64(61) {
			p := []*big.Rat{big.NewRat(k, 60)}
			if got := v.HoldsWhen.Eval(p); got != want.Eval(p) {
				t.Errorf("%s at %v: %v, want %v", c.holds, p[0], got, want.Eval(p))
			}
		}
	}
}

// TestMonotoneAtTheEnd: the last value of x counts by what is just before it, across
// a jump as at a smooth turn.
func TestMonotoneAtTheEnd(t *testing.T) {
	for _, c := range []struct{ assume, holds, when string }{
		{"-1 <= x; x <= 1", "decreasing(1/x, x)", "x > 0"},
		{"-1 <= x; x <= 1", "decreasing(if(x < 0, -1, 1) - x, x)", "x >= 0"},
		{"-1 <= x; x <= 1", "increasing(x^2, x)", "x >= 0"},
		{"-1 <= x; x <= 1", "increasing(if(x < 0, 1, 0) + if(x > 1/2, -x, x), x)", "false"},
		{"-1 <= x; x <= 2; x <= 1 or x >= 2", "increasing(if(x < 0, 1, 0) + x, x)", "x >= 0 or x = -1"},
		{"-1 <= x; x <= 2; x <= 1 or x >= 2", "increasing(-x^2 + x, x)", "x = -1"},
	} {
		g := bimatrixGame("x y", "", []string{"0, 0"})
		g.assume = splitAt(c.assume)
		v, cl, ok := verdict(t, g.must(t), c.holds)
		if !ok {
			t.Errorf("%s: undecided", c.holds)
			continue
		}
		want, _, err := expr.CompileFormula(c.when, expr.Names{"x", "y"})
		if err != nil {
			t.Fatal(err)
		}
		hyps := expr.True()
		for _, h := range cl.Hypotheses {
			hyps = expr.And(hyps, h.Defined, h.Formula)
		}
		got := v.HoldsWhen
		if v.Status == prove.Refuted {
			got = expr.False()
		}
		if prove.Assume(hyps, prove.Options{}).Implies(context.Background(), expr.Iff(got, want)) != prove.Yes {
			t.Errorf("%s where %s: holds when %v, want %s", c.holds, c.assume, got, c.when)
		}
	}
}
