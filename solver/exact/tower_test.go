package exact

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
	"pgregory.net/rapid"
)

var xyz = expr.Names{"x", "y", "z"}

func poly(t testing.TB, src string) algebra.Poly {
	t.Helper()
	v, _, err := expr.CompileValue(src, xyz)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := v.Ratio()
	return r.Num()
}

// pick returns the k-th real root of p over the tower.
func pick(t testing.TB, tw *Tower, src string, x algebra.Var, k, of int) *Root {
	t.Helper()
	roots, ok := tw.Roots(poly(t, src), x)
	if !ok || len(roots) != of {
		t.Fatalf("%s: %d roots (%v), want %d", src, len(roots), ok, of)
	}
	return roots[k]
}

func TestTowerNestedRadicals(t *testing.T) {
	tw := &Tower{}
	tw.PushRoot(0, pick(t, tw, "x^2 - 2", 0, 1, 2))
	tw.PushRoot(1, pick(t, tw, "y^2 - 3", 1, 1, 2))
	for _, c := range []struct {
		p    string
		want int
	}{
		{"x^2*y^2 - 6", 0}, {"x*y - 2", 1}, {"x + y - 3", 1}, {"x + y - 4", -1},
		{"(x+y)^2 - 5 - 2*x*y", 0}, {"(x+y)^4 - 10*(x+y)^2 + 1", 0}, {"(x+y)^4 - 10*(x+y)^2 + 2", 1},
		{"x^4*y - 4*y", 0}, {"x - y", -1},
	} {
		if got := tw.Sign(poly(t, c.p)); got != c.want {
			t.Errorf("sign of %s is %d, want %d", c.p, got, c.want)
		}
	}
	// z² = xy, that is z = ±6^(1/4)
	z := pick(t, tw, "z^2 - x*y", 2, 1, 2)
	if c := tw.Cmp(z, pick(t, tw, "z^4 - 6", 2, 1, 2)); c != 0 {
		t.Errorf("6^(1/4) compares as %d with itself", c)
	}
	if c := tw.Cmp(z, pick(t, tw, "z^4 - 5", 2, 1, 2)); c != 1 {
		t.Errorf("6^(1/4) compares as %d with 5^(1/4)", c)
	}
	tw.PushRoot(2, z)
	if got := tw.Sign(poly(t, "z^4 - 6")); got != 0 {
		t.Errorf("z^4 - 6 has sign %d", got)
	}
	if got := tw.Sign(poly(t, "z^3 - x*y*z")); got != 0 {
		t.Errorf("z^3 - x*y*z has sign %d", got)
	}
	// The leading coefficient x² - 2 vanishes: one root, not two.
	tw.Pop()
	r := pick(t, tw, "(x^2-2)*z^2 + y*z - 3", 2, 0, 1)
	if tw.CmpRat(r, RatFrac(17, 10)) <= 0 || tw.CmpRat(r, RatFrac(18, 10)) >= 0 {
		t.Error("the root of y*z = 3 is not near sqrt 3")
	}
	// Vanishing identically, rational roots over an irrational tower, double roots.
	if _, ok := tw.Roots(poly(t, "(x^2-2)*z + (y^2-3)"), 2); ok {
		t.Error("a vanishing polynomial has roots")
	}
	r = pick(t, tw, "(z - 1/3)*(z^2 + x)", 2, 0, 1)
	if q, ok := r.Rational(); !ok || q.Cmp(RatFrac(1, 3)) != 0 {
		t.Error("the rational root 1/3 is not recognised")
	}
	pick(t, tw, "(z - x*y)^2*(z^2 - 6)", 2, 0, 2)
}

// TestTowerAgainstResultant compares zero tests in a tower with the elimination
// of the tower by resultants: p(x, y) vanishes at some root y over some root x
// only if the iterated resultant vanishes.
func TestTowerAgainstResultant(t *testing.T) {
	coeff := rapid.Int64Range(-3, 3)
	draw := func(t *rapid.T, name string, vars, deg int) algebra.Poly {
		var p algebra.Poly
		for i := range rapid.IntRange(1, 4).Draw(t, name+" terms") {
			_ = i
			m := algebra.IntPoly(coeff.Draw(t, "c"))
			for v := range vars {
				m = m.Mul(algebra.Variable(v).Pow(rapid.IntRange(0, deg).Draw(t, "e")))
			}
			p = p.Add(m)
		}
		return p
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b, p := draw(t, "a", 1, 3), draw(t, "b", 2, 2), draw(t, "p", 2, 2)
		tw := &Tower{}
		if a.IsConst() {
			return
		}
		xs, _ := tw.Roots(a, 0)
		for _, x := range xs {
			tw.PushRoot(0, x)
			if tw.Sign(a) != 0 {
				t.Fatalf("%s does not vanish at its root", a)
			}
			ys, ok := tw.Roots(b, 1)
			if ok {
				for i, y := range ys {
					if i > 0 && tw.Cmp(ys[i-1], y) != -1 {
						t.Fatal("roots out of order")
					}
					tw.PushRoot(1, y)
					if tw.Sign(b) != 0 {
						t.Fatalf("%s does not vanish at its root over %s", b, a)
					}
					s := tw.Sign(p)
					if f := tw.float(p); s != 0 && (f > 1e-6 || f < -1e-6) && (f > 0) != (s > 0) || s == 0 && (f > 1e-6 || f < -1e-6) {
						t.Fatalf("sign of %s is %d but it is about %g", p, s, f)
					}
					if s == 0 {
						r := algebra.Resultant(algebra.Resultant(b, p, 1), a, 0)
						if !r.IsZero() {
							t.Fatalf("%s vanishes at a root of (%s, %s), but the resultant is %s", p, a, b, r)
						}
					}
					tw.Pop()
				}
			}
			tw.Pop()
		}
	})
}

// float approximates p after refining everything.
func (t *Tower) float(p algebra.Poly) float64 {
	at := make([]*big.Rat, 3)
	for i := range at {
		at[i] = new(big.Rat)
	}
	for k, c := range t.coords {
		at[c.v] = c.rat.Big()
		if c.root != nil {
			for c.root.iv.Hi.Sub(c.root.iv.Lo).Cmp(RatFrac(1, 1<<40)) > 0 {
				t.refine(c.root, k)
			}
			at[c.v] = c.root.iv.Lo.Big()
		}
	}
	f, _ := p.Eval(at).Float64()
	return f
}

func BenchmarkTowerTwoSquareRoots(b *testing.B) {
	p := poly(b, "(x+y)^4 - 10*(x+y)^2 + 1")
	for b.Loop() {
		tw := &Tower{}
		tw.PushRoot(0, pick(b, tw, "x^2 - 2", 0, 1, 2))
		tw.PushRoot(1, pick(b, tw, "y^2 - 3", 1, 1, 2))
		if tw.Sign(p) != 0 {
			b.Fatal("not zero")
		}
	}
}

// TestTowerStopsWithinAnOperation: division of polynomials of high degree
// over an algebraic number is charged as it goes, so that Spend can end it.
func TestTowerStopsWithinAnOperation(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const x, y = algebra.Var(0), algebra.Var(1)
	dense := func(v algebra.Var, degree int) []algebra.Poly {
		cs := make([]algebra.Poly, degree+1)
		for k := range cs {
			cs[k] = algebra.IntPoly(random.Int64N(1<<60) - 1<<59)
		}
		return cs
	}
	tower := &Tower{}
	roots := rootsOf(UnivariateInts(-7, 0, 0, 0, 0, 0, 3, 0, 0, 5, 0, 1))
	if len(roots) == 0 {
		t.Fatal("no root")
	}
	rs, _ := tower.Roots(FromUnivariate(roots[0].Poly(), x), x)
	tower.PushRoot(x, rs[0])
	cs := dense(y, 60)
	for k := range cs {
		cs[k] = algebra.FromCoeffs(x, dense(x, 10))
	}
	p := algebra.FromCoeffs(y, cs)
	const budget = 20_000
	spent, most := 0, 0
	tower.Spend = func(units int) bool {
		spent, most = spent+units, max(most, units)
		return spent < budget
	}
	tower.quotient(p, algebra.FromCoeffs(y, cs[:20]), y, 1)
	if !tower.Stopped() || spent > 3*budget {
		t.Errorf("stopped %v after %d units, %d in one step", tower.Stopped(), spent, most)
	}
}
