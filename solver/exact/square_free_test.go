package exact

import (
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
)

// TestSquareFree: products of powers lose exactly the exponents, and the test
// modulo a prime says yes of square-free polynomials only.
func TestSquareFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Univariate {
			for {
				cs := rapid.SliceOfN(rapid.Int64Range(-9, 9), 1, 4).Draw(t, name)
				if p := UnivariateInts(cs...); len(p) > 0 {
					return p
				}
			}
		}
		p, q := draw("p"), draw("q")
		product := p.Mul(q).Mul(q)
		g := product.GCD(product.Derivative())
		if algebra.ProvedSquareFree(product) && g.Degree() > 0 {
			t.Fatalf("%v has a square and passes", product)
		}
		want := product
		if g.Degree() > 0 {
			want = product.Quo(g)
		}
		if got := product.SquareFree(); !got.Equal(want.Primitive()) {
			t.Fatalf("%v: got %v, want %v", product, got, want)
		}
	})
	if p := UnivariateInts(-2, 0, 1); !algebra.ProvedSquareFree(p) {
		t.Error("x^2 - 2 does not pass")
	}
	// 2^61 - 1 divides the discriminant and the leading coefficient.
	if p := UnivariateInts(1, 0, prime); algebra.ProvedSquareFree(p) {
		t.Error("a polynomial that loses degree passes")
	}
}

// TestCoprime: a common factor is always found, also one that leaves no trace modulo
// the prime of the quick test.
func TestCoprime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Univariate {
			for {
				top := rapid.SampledFrom([]int64{9, prime}).Draw(t, name+" size")
				if p := UnivariateInts(rapid.SliceOfN(rapid.SampledFrom([]int64{-top, -3, -1, 0, 1, 2, top}), 1, 4).Draw(t, name)...); len(p) > 0 {
					return p
				}
			}
		}
		g := draw("common")
		p, q := draw("p").Mul(g), draw("q").Mul(g)
		if g.Degree() > 0 && algebra.ProvedCoprime(p, q) {
			t.Fatalf("%v and %v have %v in common and pass", p, q, g)
		}
		d := p.GCD(q)
		if d.Degree() < g.Degree() || len(p.pseudoRem(d)) > 0 || len(q.pseudoRem(d)) > 0 || len(d.pseudoRem(g)) > 0 {
			t.Fatalf("%v is not the divisor of %v and %v", d, p, q)
		}
	})
	if !algebra.ProvedCoprime(UnivariateInts(-2, 0, 1), UnivariateInts(-3, 0, 1)) {
		t.Error("x^2 - 2 and x^2 - 3 do not pass")
	}
}
