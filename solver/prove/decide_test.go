package prove

import (
	"context"
	"math/big"
	"testing"

	"brink/games/expr"
	"brink/solver/prove/check"
)

func problem(t testing.TB, claim string, hyps ...string) Problem {
	p := Problem{Claim: formula(t, claim), Names: letters}
	for _, h := range hyps {
		p.Hyps = append(p.Hyps, formula(t, h))
	}
	return p
}

func TestDecide(t *testing.T) {
	for _, c := range []struct {
		claim   string
		hyps    []string
		status  Status
		counter string // of the first variables, where it matters
		when    string
	}{
		{"a + b + c >= 3*d", []string{"a > 0", "b > 0", "c > 0", "d > 0", "a*b*c = d^3"}, Proved, "", "true"},
		{"a + b + c > 3*d", []string{"a > 0", "b > 0", "c > 0", "d > 0", "a*b*c = d^3"}, Conditional, "", ""},
		{"x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1 >= 0", nil, Proved, "", "true"},
		{"x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1 > 0", nil, Conditional, "", ""},
		{"x^2 >= 2", []string{"x >= 0"}, Conditional, "", "x^2 >= 2"},
		{"x >= 0", []string{"x^2 = 2", "x > 0"}, Proved, "", "true"},
		{"x < 0", []string{"x^2 = 2", "x > 0"}, Refuted, "", "false"},
		{"a > b", []string{"a > 0"}, Conditional, "", "a > b"},
		{"a > 0", []string{"a > b", "b > 0", "b < a"}, Proved, "", "true"},
		{"a < 0", []string{"a > b", "b > 0"}, Refuted, "", "false"},
		{"c = 0", []string{"a > b", "b > a"}, Vacuous, "", "true"},
		{"c = 0", []string{"a > b", "c > 1", "b > a"}, Vacuous, "", "true"},
		{"b^2 - 4*a*c >= 0", []string{"a*x^2 + b*x + c = 0", "a != 0"}, Proved, "", "true"},
		{"x^3 - 3*x + 3 > 0", []string{"x >= -2"}, Proved, "", "true"},
		{"x^3 - 3*x + 2 > 0", []string{"x >= 0"}, Conditional, "", "x != 1"},
		{"x^2 + y^2 >= 1", []string{"x + y >= 2"}, Proved, "", "true"},
		{"x^2 + y^2 > 2", []string{"x + y >= 2"}, Conditional, "", "x^2 + y^2 > 2"},
		{"x = 0 and y = 0", []string{"x^2 + y^2 <= 0"}, Proved, "", "true"},
	} {
		p := problem(t, c.claim, c.hyps...)
		v, err := Decide(context.Background(), p, Options{})
		if err != nil {
			t.Errorf("%s under %v: %v", c.claim, c.hyps, err)
			continue
		}
		switch v.Status {
		case Proved, Refuted, Vacuous:
			if err := check.Refutes(context.Background(), v.Target, v.Evidence, 0); err != nil {
				t.Errorf("%s under %v: %v", c.claim, c.hyps, err)
			}
		}
		if v.Status != c.status {
			t.Errorf("%s under %v: got %s (%s), want %s", c.claim, c.hyps, v.Status, v.Reason, c.status)
		}
		if got := show(v.HoldsWhen); c.when != "" && got != c.when {
			t.Errorf("%s under %v: holds when %s, want %s", c.claim, c.hyps, got, c.when)
		} else if c.when == "" {
			t.Log(c.claim, "holds when", got, "counter", v.Counterexample)
		}
	}
}

func TestCounterexamplesReadWell(t *testing.T) {
	p := problem(t, "a <= b", "b > 0")
	p.Prefer = []*big.Rat{big.NewRat(1, 10), big.NewRat(1, 5)}
	v, err := Decide(context.Background(), p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Counterexample.String(); got != "(1/4, 1/5, 0, 0, 0, 0, 0, 0)" {
		t.Errorf("counterexample %s", got)
	}
}

func TestCoreIsMinimal(t *testing.T) {
	v, err := Decide(context.Background(), problem(t, "c = 0", "a > b", "c > 1", "b > a", "x^2 < 1"), Options{})
	if err != nil || v.Status != Vacuous || len(v.Core) != 2 || v.Core[0] != 0 || v.Core[1] != 2 {
		t.Errorf("got %v %v %v, want hypotheses 0 and 2", v.Status, v.Core, err)
	}
}

func TestIrrationalModel(t *testing.T) {
	a := Assume(expr.True(), Options{})
	ans, m := a.Satisfiable(context.Background(), formula(t, "x^3 = 2 and y^2 = x and y > 0"))
	if ans != Yes {
		t.Fatal(ans)
	}
	x, y := m.At(4), m.At(5)
	if x.Poly.String() != "x^3 - 2" || y.Poly.String() != "x^6 - 2" {
		t.Errorf("got %v and %v", x.Poly, y.Poly)
	}
	if x.String() != "1.2599210499…" || y.String() != "1.1224620483…" {
		t.Errorf("got %s and %s", x, y)
	}
}
