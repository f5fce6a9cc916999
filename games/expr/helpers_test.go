package expr

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
)

// shape bounds the polynomials of a generator.
type shape struct {
	vars, terms, degree int
	wild                bool // coefficients of any size
}

var smallShape = shape{vars: 4, terms: 5, degree: 3}

func genInt() *rapid.Generator[algebra.Int] {
	return rapid.Custom(func(t *rapid.T) algebra.Int {
		x := big.NewInt(rapid.Int64().Draw(t, "word"))
		if rapid.Bool().Draw(t, "large") {
			x.Mul(x, x)
		}
		return algebra.IntFromBig(x)
	})
}

// gen draws sums of terms, products of a coefficient with powers of two variables.
func (s shape) gen() *rapid.Generator[algebra.Poly] {
	coefficient := rapid.Map(rapid.Int64Range(-9, 9), algebra.NewInt)
	if s.wild {
		coefficient = genInt()
	}
	variable := rapid.Map(rapid.IntRange(0, s.vars-1), algebra.Variable)
	return rapid.Custom(func(t *rapid.T) algebra.Poly {
		var p algebra.Poly
		for range s.terms {
			m := algebra.Constant(coefficient.Draw(t, "c"))
			for range 2 {
				m = m.Mul(variable.Draw(t, "v").Pow(rapid.IntRange(0, s.degree).Draw(t, "e")))
			}
			p = p.Add(m)
		}
		return p
	})
}

// product draws products of up to three polynomials that are not 0, so that there
// are factors to find.
func (s shape) product() *rapid.Generator[algebra.Poly] {
	small := shape{s.vars, max(2, s.terms-1), max(1, s.degree-1), s.wild}
	factors := rapid.SliceOfN(small.gen().Filter(func(p algebra.Poly) bool { return !p.IsZero() }), 1, 3)
	return rapid.Map(factors, func(fs []algebra.Poly) algebra.Poly {
		p := fs[0]
		for _, f := range fs[1:] {
			p = p.Mul(f)
		}
		return p
	})
}

func genPoint(n int) *rapid.Generator[[]*big.Rat] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *big.Rat {
		return big.NewRat(rapid.Int64Range(-12, 12).Draw(t, "n"), rapid.Int64Range(1, 7).Draw(t, "d"))
	}), n, n)
}

var xyz = Names{"x", "y", "z", "w"}

// polyOf reads an integer polynomial.
func polyOf(t testing.TB, src string) algebra.Poly {
	t.Helper()
	v, _, err := CompileValue(src, xyz)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	r, _ := v.Ratio()
	return r.Num()
}
