package expr

import (
	"math/big"
	"testing"
)

// TestSpellings reads what people type and paste as what the contract writes.
func TestSpellings(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ｘ＋ｙ＊２", "x + y*2"},
		{"（ｘ＋１）／２", "(x+1)/2"},
		{"ｍｉｎ（ｘ，１）", "min(x, 1)"},
		{"０．５", "1/2"},
		{"nash（合作、背叛）", "nash(合作, 背叛)"},
		{"x\u00a0−\u2009y\u3000–\u200bz", "x - y - z"},
		{"x ≦ 1", "x <= 1"}, {"x =< 1", "x <= 1"}, {"x ⩾ y", "x >= y"}, {"x <> y", "x != y"}, {"x /= y", "x != y"}, {"x ＜＝ y", "x <= y"}, {"！（x＞y）", "not (x > y)"},
		{"x ÷ y × z", "x/y*z"}, {"x² + y⁻¹", "x^2 + y^-1"}, {"(x+y)³", "(x+y)^3"}, {"x¹⁰", "x^10"},
		{"½", "1/2"}, {"½^2", "(1/2)^2"}, {"x - ¾", "x - 3/4"}, {"10%", "1/10"}, {"x > 2.5 %", ""}, {"x*12.5%", "x*1/8"}, {"x > 5% and y > 0", "x > 1/20 and y > 0"}, {"5‰", "1/200"},
		{"a AND b Or NOT c", "a and b or not c"}, {"a iff b", "a <=> b"}, {"a IFF b", "a <=> b"}, {"a if and only if b", "a <=> b"}, {"a IF AND ONLY IF b", "a <=> b"},
		{"a implies b", "a => b"}, {"a only if b", "a => b"}, {"a if b", "b => a"}, {"a -> b", "a => b"}, {"a <-> b", "a <=> b"}, {"a → b", "a => b"}, {"a ⟺ b", "a <=> b"},
		{"if a then b", "a => b"}, {"If (a) Then (b)", "a => b"}, {"if a and b then c or d", "(a and b) => (c or d)"}, {"if a then b else c", "if(a, b, c)"}, {"b if a otherwise c", "if(a, b, c)"},
		{"if a then if b then c", "a => (b => c)"}, {"(if a then b) and c", "(a => b) and c"},
		{"x>1 且 y>1", "x > 1 and y > 1"}, {"x>1且y>1或z>1", "x > 1 and y > 1 or z > 1"}, {"x<1且1<y 或½<z", "x < 1 and 1 < y or 1/2 < z"}, {"1且1x", ""}, {"a 当且仅当 b", "a <=> b"}, {"若 a 则 b", "a => b"}, {"如果 a 那么 b 否则 c", "if(a, b, c)"}, {"非 a", "not a"},
		{"AND > 0", "AND > 0"}, {"iff + 1", "iff + 1"}, {"only*then", "only*then"}, // names where names stand
	} {
		n, err := Parse(c.in)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s: read as %s", c.in, tree(n))
			}
			continue
		}
		want, werr := Parse(c.want)
		if err != nil || werr != nil {
			t.Errorf("%s: %v %v", c.in, err, werr)
			continue
		}
		if got := tree(n); got != tree(want) && !(n.Kind == NNumber && want.Kind == NDiv) && !sameValueText(c.in, c.want) {
			t.Errorf("%s: got %s, want %s", c.in, got, tree(want))
		}
	}
}

// sameValueText reports whether two texts, numbers or polynomials, are equal.
func sameValueText(a, b string) bool {
	v, _, e1 := CompileValue(a, xyz)
	w, _, e2 := CompileValue(b, xyz)
	if e1 != nil || e2 != nil {
		f, _, e1 := CompileFormula(a, xyz)
		g, _, e2 := CompileFormula(b, xyz)
		return e1 == nil && e2 == nil && f.Key() == g.Key()
	}
	r, ok1 := v.Ratio()
	s, ok2 := w.Ratio()
	return ok1 && ok2 && r.Equal(s)
}

// TestSpellingPlaces holds errors to the characters of the text as it is written.
func TestSpellingPlaces(t *testing.T) {
	for _, c := range []struct {
		in       string
		pos, end int
	}{
		{"ｘ ＋ ？", 8, 11}, {"２½", 0, 5}, {"２ｘ", 0, 6}, {"（ａ", 0, 3}, {"x ∈ y", 2, 5}, {"“hold", 0, 7},
	} {
		_, err := Parse(c.in)
		if err == nil || err.Pos != c.pos || err.End != c.end {
			t.Errorf("%s: %+v, want %d-%d", c.in, err, c.pos, c.end)
		}
	}
}

func TestUnusualNumbers(t *testing.T) {
	for in, want := range map[string]string{"½": "1/2", "−½": "-1/2", "１０％": "1/10", "2,5": "", "１／３": "1/3", "–3": "-3", "1\u00a0": "1", "3½": "", "½%": "1/200", "+¾": "3/4", "--½": "", "10%%": "", "0.5%": "1/200", "1e−3": "1/1000"} {
		got, err := ParseNumber(in)
		if want == "" {
			if err == nil {
				t.Errorf("%s: read as %s", in, got)
			}
			continue
		}
		w, _ := new(big.Rat).SetString(want)
		if err != nil || got.Cmp(w) != 0 {
			t.Errorf("%s: %v %v, want %s", in, got, err, want)
		}
	}
}

func TestConditionalOfConditions(t *testing.T) {
	f, _, err := CompileFormula("if x > 0 then y > 0 else z > 0", xyz)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range [][]*big.Rat{{big.NewRat(1, 1), big.NewRat(1, 1), big.NewRat(-1, 1), new(big.Rat)}, {big.NewRat(0, 1), big.NewRat(1, 1), big.NewRat(-1, 1), new(big.Rat)}} {
		want := p[0].Sign() > 0 && p[1].Sign() > 0 || p[0].Sign() <= 0 && p[2].Sign() > 0
		if f.Eval(p) != want {
			t.Errorf("at %v: %v", p, !want)
		}
	}
}
