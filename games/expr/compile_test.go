package expr

import (
	"testing"

	"brink/games/algebra"
)

func TestCompileValues(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2^3^2", "512"}, {"-x^2", "-x^2"}, {"2^-2", "1/4"}, {"x^-1", "1/x"}, {"x^0", "1"}, {"0^0", "1"},
		{"0.1 + 0.2", "3/10"}, {"1/3*3", "1"}, {"(x^2 - y^2)/(x - y)", "x + y"}, {"x/y/z", "x/(y*z)"},
		{"x - y - z", "x - y - z"}, {"x/2/3", "x/6"}, {"-(-x)", "x"}, {"x*0", "0"}, {"2^(1+1)", "4"}, {"x^(4/2)", "x^2"},
		{"min(3, 1, 2)", "1"}, {"max(x, x)", "x"}, {"min(x)", "x"}, {"abs(-3)", "3"}, {"abs(0)", "0"},
		{"if(1 < 2, x, y)", "x"}, {"if(1 < 2 and 3 < 2, x, y)", "y"}, {"if(x < y, z, z)", "z"},
	} {
		v, _, err := CompileValue(c.in, xyz)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		r, ok := v.Ratio()
		if got := (Printer{Names: xyz}).Ratio(r); !ok || got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestCompileErrors(t *testing.T) {
	for _, c := range []struct {
		in       string
		pos, end int
		says     string
	}{
		{"x + foo", 4, 7, `"foo" is not a parameter or a defined name (known here: x, y, z, w)`},
		{"f(x)", 0, 4, `"f" is not a function known here (known here: x, y, z, w)`},
		{"x + (y < z)", 4, 11, "found a condition where a number was expected (use if(condition, a, b) to turn a condition into a number)"},
		{"(x < y) < z", 0, 7, "found a condition where a number was expected (use if(condition, a, b) to turn a condition into a number)"},
		{"if(x, y, z)", 3, 4, "found a number where a condition was expected (compare it, as in x > 0)"},
		{"if(x < y, z)", 0, 12, "if takes 3 arguments, found 2 (write if(condition, value, other value))"},
		{"min()", 0, 5, "min takes at least 1 argument, found none (write min(x, y))"},
		{"min(x, min())", 7, 12, "min takes at least 1 argument, found none (write min(x, y))"},
		{"abs(x, y)", 0, 9, "abs takes 1 argument, found 2 (write abs(x))"},
		{"x + 'y'", 4, 7, `found the quoted name "y" where a number or a condition was expected`},
		{"x + (y, z)", 4, 10, "found a list in parentheses where a number or a condition was expected (the decimal point is written . as in 0.5; a profile stands inside a predicate, as in nash(a, b))"},
		{"x^y", 2, 3, `found the exponent "y" where an integer was expected (only integer constants can be exponents)`},
		{"x^(1/3)", 2, 7, `found the exponent "(1/3)" where an integer was expected (only integer constants can be exponents)`},
		{"x^0.5", 2, 5, `found the exponent "0.5" where an integer was expected (only integer constants can be exponents)`},
		{"x^1001", 2, 6, "the exponent 1001 is too large: at most 1000 (write a smaller power)"},
		{"1/0", 0, 3, `"1/0" divides by zero (guard the division, as in if(x != 0, y/x, 0))`},
		{"1 + x/(y - y)*2", 4, 13, `"x/(y - y)" divides by zero (guard the division, as in if(x != 0, y/x, 0))`},
		{"0^-1", 0, 4, `"0^-1" divides by zero (guard the division, as in if(x != 0, y/x, 0))`},
		{"x - y - z*(w/(2 - 2))", 10, 21, `"(w/(2 - 2))" divides by zero (guard the division, as in if(x != 0, y/x, 0))`},
	} {
		n, err := Parse(c.in)
		if err == nil {
			_, err = (&Compiler{Src: c.in, Scope: xyz}).Compile(n)
		}
		if err == nil {
			t.Errorf("%s: no error", c.in)
			continue
		}
		if err.Error() != c.says || err.Pos != c.pos || err.End != c.end {
			t.Errorf("%s: got %d-%d %s, want %d-%d %s", c.in, err.Pos, err.End, err, c.pos, c.end, c.says)
		}
	}
}

func TestDefinedness(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1/x", "x != 0"},
		{"x/x", "x != 0"}, // although the value is 1
		{"0*(1/x)", "x != 0"},
		{"1/(x*y)", "x*y != 0"},
		{"x^-2", "x != 0"},
		{"1/2/x/y", "x != 0 and y != 0"},
		{"1/(1 + 1/x)", "x != 0 and x != -1"},
		{"if(x > 0, 1/x, 0)", "x <= 0 or x != 0"},
		{"if(x != 0, 1/x, 0)", "true"},
		{"if(x = 0, 0, 1/x)", "true"},
		{"if(1/x > 0, 1/y, 1/z)", "x != 0 and (x <= 0 or y != 0) and (x > 0 or z != 0)"},
		{"if(1 < 2, x, 1/0)", "true"},
		{"if(x > 0 and x <= 0, 1/0, 5)", "true"},
		{"if(x != 0 and 1/x > 2, 1, 0)", "true"},
		{"if(x = 0 or 1/x > 2, 1, 0)", "true"},
		{"if(x != 0 => 1/x > 2, 1, 0)", "true"},
		{"if(1/x > 2 and x != 0, 1, 0)", "x != 0"},
		{"if(x != 0 <=> 1/x > 2, 1, 0)", "x != 0"},
		{"if(x > 0 and y > 0 and 1/z > 0, 1, 0)", "x <= 0 or y <= 0 or z != 0"},
		{"min(1/x, 1/y)", "x != 0 and y != 0"},
		{"1/max(x, y)", "(x >= y and x != 0) or (x < y and y != 0)"},
	} {
		_, def, err := CompileValue(c.in, xyz)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		want, _, err := CompileFormula(c.want, xyz)
		if err != nil {
			t.Fatal(err)
		}
		if !def.Equal(want) {
			t.Errorf("%s is defined where %s, want %s", c.in, Printer{Names: xyz}.Formula(def), c.want)
		}
	}
}

func TestCompileFormulas(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0 < x <= 1", "x > 0 and x <= 1"},
		{"not (x < y)", "x >= y"},
		{"x > 0 => y > 0", "x <= 0 or y > 0"},
		{"x > 0 <=> y > 0", "(x > 0 and y > 0) or (x <= 0 and y <= 0)"},
		{"1/x > 0", "x > 0"}, // 1·x > 0
		{"x/y >= 1", "(x - y)*y >= 0"},
		{"x/y = 1", "x = y"},
		{"x/2 >= 1/3", "3*x >= 2"},
		{"max(x, y) > 0", "(x >= y and x > 0) or (x < y and y > 0)"},
		{"abs(x) < 1", "(x >= 0 and x < 1) or (x < 0 and x > -1)"},
		{"true => false", "false"},
		{"x < y < z < w", "x < y and y < z and z < w"},
	} {
		f, _, err := CompileFormula(c.in, xyz)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		want, _, err := CompileFormula(c.want, xyz)
		if err != nil {
			t.Fatal(err)
		}
		if !f.Equal(want) {
			t.Errorf("%s: got %s, want %s", c.in, Printer{Names: xyz}.Formula(f), c.want)
		}
	}
	if _, _, err := CompileFormula("x + 1", xyz); err == nil {
		t.Error("a number was read as a condition")
	}
	if _, _, err := CompileValue("x > 1", xyz); err == nil {
		t.Error("a condition was read as a number")
	}
}

// indicators is a scope with a truth value that counts.
type indicators struct{ Names }

func (s indicators) Call(_ *Compiler, n *Node) (Result, bool, *Error) {
	switch n.Text {
	case "positive":
		return Indicator(Sign(algebra.Variable(0), GT)), true, nil
	case "half":
		return Number(Plain(algebra.RatioOf(algebra.IntPoly(1), algebra.IntPoly(2)))), true, nil
	case "broken":
		return Result{}, true, Fail(n, "hint", "broken %d", 7)
	}
	return Result{}, false, nil
}

func TestScopes(t *testing.T) {
	scope := indicators{xyz}
	v, _, err := CompileValue("y*positive(x) + half()", scope)
	want, _, _ := CompileValue("if(x > 0, y + 1/2, 1/2)", xyz)
	if err != nil || !v.Equal(want) {
		t.Errorf("got %v (%v)", v, err)
	}
	f, _, err := CompileFormula("positive(x) and y > half()", scope)
	wantF, _, _ := CompileFormula("x > 0 and y > 1/2", xyz)
	if err != nil || !f.Equal(wantF) {
		t.Errorf("got %v (%v)", f, err)
	}
	if _, _, err := CompileValue("1 + broken()", scope); err == nil || err.Error() != "broken 7 (hint)" || err.Pos != 4 {
		t.Errorf("got %v", err)
	}
}
