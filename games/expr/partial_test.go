package expr

import "brink/games/algebra"

import "testing"

// w stands for 1/x, which has no value at x = 0.
type partial struct{ Names }

func (p partial) Name(name string) (Value, bool) {
	if name == "w" {
		v, _ := p.Names.Name("x")
		r, _ := v.Ratio()
		return Plain(r.Inv()), true
	}
	return p.Names.Name(name)
}

func (p partial) Domain(name string) Formula {
	if name == "w" {
		return Sign(algebra.Variable(0), NE)
	}
	return True()
}

func TestDomainOfNamesFollowsThePath(t *testing.T) {
	for _, c := range []struct{ src, defined string }{
		{"w + 1", "x != 0"},
		{"if(x > 0, w, 0)", "x <= 0 or x != 0"},
		{"if(y > 0, w, 0)", "y <= 0 or x != 0"},
	} {
		_, def, err := CompileValue(c.src, partial{Names{"x", "y"}})
		if err != nil {
			t.Fatalf("%s: %v", c.src, err)
		}
		got := (Printer{Names: []string{"x", "y"}}).Formula(def)
		if got != c.defined {
			t.Errorf("%s is defined where %s, want %s", c.src, got, c.defined)
		}
	}
}

func TestDeadBranchMayDivideByZero(t *testing.T) {
	v, def, err := CompileValue("if(1 > 2, 1/0, 5) + if(1 < 2, 7, 1/(1 - 1))", Names{})
	if err != nil || !def.IsTrue() {
		t.Fatalf("error %v, defined %v", err, def)
	}
	if r, ok := v.Ratio(); !ok || !r.Equal(algebra.FromInt(12)) {
		t.Errorf("value %v", v)
	}
	if _, _, err := CompileValue("if(1 < 2, 1/0, 5)", Names{}); err == nil {
		t.Error("a taken branch divided by zero")
	}
}
