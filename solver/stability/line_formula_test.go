package stability

import (
	"math/big"
	"strings"
	"testing"

	"brink/games/expr"
	"pgregory.net/rapid"
)

// TestOnLine: the rewritten formula agrees where the hypotheses hold, at every
// number that occurs and between them.
func TestOnLine(t *testing.T) {
	names := expr.Names{"x", "y"}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) string {
			n := rapid.IntRange(1, 12).Draw(t, label)
			var parts []string
			for range n {
				op := rapid.SampledFrom([]string{"<", "<=", "=", "!=", ">", ">="}).Draw(t, "op")
				l := rapid.SampledFrom([]string{"x", "2*x", "x^2 - x", "-3*x"}).Draw(t, "l")
				r := rapid.SampledFrom([]string{"0", "1", "2", "x", "-1"}).Draw(t, "r")
				if l == "x^2 - x" {
					r = rapid.SampledFrom([]string{"0", "2", "6"}).Draw(t, "r2")
				}
				parts = append(parts, "("+l+" "+op+" "+r+")")
				parts = append(parts, rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "j"))
			}
			return strings.Join(parts[:len(parts)-1], "")
		}
		compile := func(s string) expr.Formula {
			f, _, err := expr.CompileFormula(s, names)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		f, hyps := compile(draw("f")), expr.And(compile(draw("h")), compile("y > x"))
		g, ok := onLine(f, hyps)
		if !ok {
			if len(f.Vars()) == 1 {
				t.Fatalf("%v not rewritten", f)
			}
			return
		}
		for k := -24; k <= 24; k++ {
			p := []*big.Rat{big.NewRat(int64(k), 6), big.NewRat(100, 1)}
			if hyps.Eval(p) && f.Eval(p) != g.Eval(p) {
				t.Fatalf("%v became %v, which differs at %s", f, g, p[0])
			}
		}
	})
}

func TestOnLineText(t *testing.T) {
	names := expr.Names{"x"}
	var parts []string
	for _, k := range strings.Fields("2 3 4 5 6 7 8 9") {
		parts = append(parts, "(x > -1 or x < -"+k+")")
	}
	for _, c := range [][3]string{
		{strings.Join(parts, " and "), "true", "x > -1 or x < -9"},
		{strings.Join(parts, " and "), "x >= -4", "x > -1"},
		{"x < 1 or x > 1", "true", "x != 1"},
		{"x <= 1 and x >= 1", "true", "x = 1"},
		{"x > 2 or x = 0", "x >= 0", "x > 2 or x <= 0"},
	} {
		f, _, _ := expr.CompileFormula(c[0], names)
		h, _, _ := expr.CompileFormula(c[1], names)
		want, _, _ := expr.CompileFormula(c[2], names)
		if g, ok := onLine(f, h); !ok || g.Key() != want.Key() && g.Size() != want.Size() {
			t.Errorf("%s under %s: %s, %v", c[0], c[1], expr.Printer{Names: names}.Formula(g), ok)
		}
	}
	for _, s := range []string{"x^2 > 2", "x > 0 or x^3 = 5"} {
		f, _, _ := expr.CompileFormula(s, names)
		if g, ok := onLine(f, expr.True()); ok {
			t.Errorf("%s: %v", s, g)
		}
	}
}
