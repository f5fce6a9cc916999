package expr

import (
	"errors"
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
)

// genPiecewise draws an expression of if, min, max, abs and arithmetic as text,
// with a function that evaluates it from the definitions.
func genPiecewise(depth int) *rapid.Generator[piecewise] {
	return rapid.Custom(func(t *rapid.T) piecewise {
		kind := rapid.SampledFrom([]string{"var", "num", "+", "-", "*", "min", "max", "abs", "if", "min3"}).Draw(t, "kind")
		if depth == 0 && kind != "num" {
			kind = "var"
		}
		sub := func(i int) piecewise { return genPiecewise(depth-1).Draw(t, fmt.Sprint("arg", i)) }
		switch kind {
		case "var":
			v := rapid.IntRange(0, 1).Draw(t, "v")
			return piecewise{xyz[v], func(x []*big.Rat) *big.Rat { return x[v] }}
		case "num":
			k := big.NewRat(int64(rapid.IntRange(-3, 3).Draw(t, "k")), 2)
			return piecewise{"(" + k.RatString() + ")", func([]*big.Rat) *big.Rat { return k }}
		case "abs":
			a := sub(0)
			return piecewise{"abs(" + a.src + ")", func(x []*big.Rat) *big.Rat { return new(big.Rat).Abs(a.at(x)) }}
		case "min", "max":
			a, b := sub(0), sub(1)
			return piecewise{kind + "(" + a.src + ", " + b.src + ")", func(x []*big.Rat) *big.Rat {
				u, v := a.at(x), b.at(x)
				if (u.Cmp(v) <= 0) == (kind == "min") {
					return u
				}
				return v
			}}
		case "min3":
			a, b, c := sub(0), sub(1), sub(2)
			return piecewise{"min(" + a.src + ", " + b.src + ", min(" + c.src + "))", func(x []*big.Rat) *big.Rat {
				least := a.at(x)
				for _, p := range []piecewise{b, c} {
					if v := p.at(x); v.Cmp(least) < 0 {
						least = v
					}
				}
				return least
			}}
		case "if":
			a, b, c, d := sub(0), sub(1), sub(2), sub(3)
			return piecewise{"if(" + a.src + " < " + b.src + ", " + c.src + ", " + d.src + ")", func(x []*big.Rat) *big.Rat {
				if a.at(x).Cmp(b.at(x)) < 0 {
					return c.at(x)
				}
				return d.at(x)
			}}
		}
		a, b := sub(0), sub(1)
		return piecewise{"(" + a.src + " " + kind + " " + b.src + ")", func(x []*big.Rat) *big.Rat {
			u, v := a.at(x), b.at(x)
			switch kind {
			case "+":
				return new(big.Rat).Add(u, v)
			case "-":
				return new(big.Rat).Sub(u, v)
			}
			return new(big.Rat).Mul(u, v)
		}}
	})
}

type piecewise struct {
	src string
	at  func(x []*big.Rat) *big.Rat
}

// checkValue fails unless exactly one guard holds at x and no two cases have the
// same function.
func checkValue(t *rapid.T, v Value, x []*big.Rat) {
	n := 0
	for i, c := range v.Cases {
		checkFormula(t, c.When)
		if c.When.Eval(x) {
			n++
		}
		for _, d := range v.Cases[:i] {
			if c.Is.Equal(d.Is) {
				t.Fatalf("two cases with value %v", c.Is)
			}
		}
	}
	if n != 1 {
		t.Fatalf("%d guards hold", n)
	}
}

func TestPiecewiseValuesAgreeWithTheirDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genPiecewise(3).Draw(t, "p")
		v, def, err := CompileValue(p.src, xyz)
		if err != nil {
			if !errors.Is(ErrTooManyCases, ErrTooManyCases) || err.Msg != ErrTooManyCases.Error() {
				t.Fatalf("%s: %v", p.src, err)
			}
			return
		}
		if !def.IsTrue() {
			t.Fatalf("%s is defined where %v", p.src, def)
		}
		for i := range 4 {
			// Few values, so that ties are common.
			x := []*big.Rat{big.NewRat(int64(rapid.IntRange(-3, 3).Draw(t, fmt.Sprint("x", i))), 2), big.NewRat(int64(rapid.IntRange(-3, 3).Draw(t, fmt.Sprint("y", i))), 2)}
			checkValue(t, v, x)
			got, e := v.Eval(x)
			if want := p.at(x); e != nil || got.Cmp(want) != 0 {
				t.Fatalf("%s at %s, %s: got %v (%v), want %s", p.src, x[0], x[1], got, e, want)
			}
		}
	})
}

func TestValueOperations(t *testing.T) {
	value := func(src string) Value {
		v, _, err := CompileValue(src, xyz)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	same := func(what string, got Value, err error, want string) {
		t.Helper()
		if err != nil || !got.Equal(value(want)) {
			t.Errorf("%s: got %v (%v), want %s", what, got, err, want)
		}
	}
	v, err := Min(value("x"), value("y"))
	same("Min", v, err, "min(x, y)")
	v, err = Max(value("x"), value("y"))
	same("Max", v, err, "max(x, y)")
	v, err = If(Sign(algebra.Variable(0), GT), value("y"), value("z"))
	same("If", v, err, "if(x > 0, y, z)")
	v, err = value("if(x > 0, y, z)").Combine(value("2"), func(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Mul(b), nil })
	same("Combine", v, err, "if(x > 0, 2*y, 2*z)")
	v, err = Min(value("x"), value("x"))
	same("Min of equals", v, err, "x")

	f := value("if(x > 0, y, z)").Compare(LE, value("w"))
	for _, c := range []struct {
		x    []int64
		want bool
	}{{[]int64{1, 5, 0, 5}, true}, {[]int64{1, 6, 0, 5}, false}, {[]int64{0, 6, 5, 5}, true}, {[]int64{-1, 0, 6, 5}, false}} {
		var x []*big.Rat
		for _, k := range c.x {
			x = append(x, big.NewRat(k, 1))
		}
		if f.Eval(x) != c.want {
			t.Errorf("comparison at %v: got %v", c.x, !c.want)
		}
	}
	if _, ok := value("max(x, y)").Ratio(); ok {
		t.Error("a maximum is one function")
	}
	if _, err := (Value{}).Eval(nil); err == nil {
		t.Error("a value without cases has a value")
	}
	fail := errors.New("no")
	if _, err := value("x").Combine(value("y"), func(a, b algebra.Ratio) (algebra.Ratio, error) { return algebra.Ratio{}, fail }); !errors.Is(err, fail) {
		t.Errorf("got %v", err)
	}
}

// The guards of an n-ary minimum have n-1 comparisons each, however it is nested.
func TestNestedMinimaStaySmall(t *testing.T) {
	for _, src := range []string{"min(x, y, z, w)", "min(min(x, y), min(z, w))", "min(x, min(y, min(z, w)))", "min(x, x, min(y, x, z), w, w)"} {
		v, _, err := CompileValue(src, xyz)
		if err != nil {
			t.Fatal(err)
		}
		atoms := 0
		for _, c := range v.Cases {
			atoms += c.When.Size()
		}
		if len(v.Cases) != 4 || atoms != 12 {
			t.Errorf("%s: %d cases with %d comparisons, want 4 with 12", src, len(v.Cases), atoms)
		}
	}
}
