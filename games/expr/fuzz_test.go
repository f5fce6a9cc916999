package expr

import (
	"math/big"
	"testing"
	"time"
)

// seeds are formulas of the models and of the corners of the language.
var seeds = []string{
	"1/2 - phi - c", "(T - R)/(T - P)", "delta >= (T - R)/(T - P)", "0 < x <= 1 and y != 2", "if(x > 0, 1/x, 0)",
	"min(x, max(y, z), abs(-w))", "not (x < y => y < z <=> z < w)", "-x^2", "2^3^2", "x^-1", "a < b < c", "φ₀·β ≤ 1 ∧ ¬(x ≥ 2)",
	"spe(tit-for-tat, 'grim')", "payoff(P, (a, b))", "1e9999", "0.1e-3/7", "((x+y+z+w)^50)^50", "1/(x-x)", "x^(1/3)",
	"min(min(min(x,y),z),w)", "\"quoted", "2x", "x²", "(", ")", ",", "true or false", "1/x > 1/y", "x*(y+z)^3/(y+z)^2", "!x && y || z",
	"ｘ（１，２）＜＝３％ 且y≥½", "if x then y otherwise z", "x if and only if y", "x only if NOT y", "若 x 则 y 否则 z", "x⁻¹²->y<->z", "0且x或y当且仅当z", "1且1A",
	"“hold”", "a – b ÷ c ≦ 10‰", "2½", "x if y else z if w",
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src)
		if err != nil {
			if err.Pos < 0 || err.Pos > err.End || err.End > len(src) || err.Msg == "" {
				t.Fatalf("error %q at %d-%d of %d bytes", err.Msg, err.Pos, err.End, len(src))
			}
			return
		}
		if len(src) < 400 {
			checkRanges(t, src, n)
		}
	})
}

func FuzzCompile(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	points := [][]*big.Rat{
		{big.NewRat(1, 2), big.NewRat(-3, 1), big.NewRat(0, 1), big.NewRat(7, 5)},
		{big.NewRat(0, 1), big.NewRat(1, 1), big.NewRat(1, 1), big.NewRat(-2, 3)},
	}
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src)
		if err != nil {
			return
		}
		start := time.Now()
		c := &Compiler{Src: src, Scope: xyz}
		r, err := c.Compile(n)
		if took := time.Since(start); took > patience {
			t.Fatalf("took %v", took)
		}
		if err != nil {
			if err.Pos < 0 || err.Pos > err.End || err.End > len(src) || err.Msg == "" {
				t.Fatalf("error %q at %d-%d of %d bytes", err.Msg, err.Pos, err.End, len(src))
			}
			return
		}
		pr := Printer{Names: xyz}
		if r.Truth {
			if text := pr.Formula(r.Formula); len(text) < 2000 {
				back, _, err := CompileFormula(text, xyz)
				if err != nil || !back.Equal(r.Formula) {
					t.Fatalf("%s reads back as %v (%v)", text, back, err)
				}
			}
			return
		}
		for _, x := range points {
			holds := 0
			for _, k := range r.Value.Cases {
				if k.Is.Num().TotalDegree() > 100 || k.Is.Den().TotalDegree() > 100 || k.When.Size() > 100 {
					return
				}
				if k.When.Eval(x) {
					holds++
				}
			}
			if c.Defined().Eval(x) && holds != 1 {
				t.Fatalf("%d cases of %q hold at a point", holds, src)
			}
		}
		for _, k := range r.Value.Cases {
			if text := pr.Ratio(k.Is); len(text) < 2000 {
				back, _, err := CompileValue(text, xyz)
				if q, ok := back.Ratio(); err != nil || !ok || !q.Equal(k.Is) {
					t.Fatalf("%s reads back as %v (%v)", text, back, err)
				}
			}
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"0", "-1/3", "0.1", "1e2", "1E-2", " 2 / 3 ", "1e9999", "1/0", ".", "+.5e+1", "--1", "1e+-2", "9223372036854775808", "0/0", "1e10001", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseNumber(s)
		if err != nil {
			if len(err.Error()) > 400 {
				t.Fatalf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		back, err := ParseNumber(r.RatString())
		if len(r.RatString()) <= MaxDigits && (err != nil || back.Cmp(r) != 0) {
			t.Fatalf("%q: %s reads back as %v (%v)", s, r.RatString(), back, err)
		}
	})
}
