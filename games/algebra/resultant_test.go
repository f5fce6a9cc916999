package algebra

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// sylvester is the determinant of the Sylvester matrix of two univariate
// polynomials given by their coefficients, constant term first, by Gaussian
// elimination in fractions. The lengths, not the values, give the degrees.
func sylvester(p, q []*big.Rat) *big.Rat {
	m, n := len(p)-1, len(q)-1
	size := m + n
	a := make([][]*big.Rat, size)
	for i := range a {
		a[i] = make([]*big.Rat, size)
		for j := range a[i] {
			a[i][j] = new(big.Rat)
		}
	}
	for i := range n {
		for k, c := range p {
			a[i][i+m-k].Set(c)
		}
	}
	for i := range m {
		for k, c := range q {
			a[n+i][i+n-k].Set(c)
		}
	}
	det := big.NewRat(1, 1)
	for c := range size {
		r := c
		for r < size && a[r][c].Sign() == 0 {
			r++
		}
		if r == size {
			return new(big.Rat)
		}
		if r != c {
			a[r], a[c] = a[c], a[r]
			det.Neg(det)
		}
		det.Mul(det, a[c][c])
		for i := c + 1; i < size; i++ {
			k := new(big.Rat).Quo(a[i][c], a[c][c])
			for j := c; j < size; j++ {
				a[i][j].Sub(a[i][j], new(big.Rat).Mul(k, a[c][j]))
			}
		}
	}
	return det
}

func TestResultantIsTheSylvesterDeterminant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shape{3, 4, 3, false}
		p, q := s.nonzero().Draw(t, "p"), s.nonzero().Draw(t, "q")
		if rapid.Bool().Draw(t, "contents") {
			k := s.nonzero().Draw(t, "k")
			p, q = p.Mul(k), q.Scale(NewInt(-6))
		}
		v, x := rapid.IntRange(0, 2).Draw(t, "v"), genPoint(3).Draw(t, "x")
		at := func(p Poly) (out []*big.Rat) {
			for _, c := range p.Coeffs(v) {
				out = append(out, c.Eval(x))
			}
			return out
		}
		r := Resultant(p, q, v)
		checkPoly(t, r)
		if r.Has(v) {
			t.Fatalf("resultant %v contains its variable", r)
		}
		if got, want := r.Eval(x), sylvester(at(p), at(q)); got.Cmp(want) != 0 {
			t.Fatalf("resultant of %v and %v: got %s, want %s", p, q, got, want)
		}
	})
}

func TestResultantTable(t *testing.T) {
	for _, c := range []struct{ name, p, q, want string }{
		{"zero", "0", "x^2 + 1", "0"},
		{"both constant", "3", "5", "1"},
		{"first constant", "3", "x^2 + y", "9"},
		{"second constant", "x^3 + 1", "y", "y^3"},
		{"linear", "y*x + 2", "3*x + z", "y*z - 6"},
		{"common factor", "(x - y)*(x + 1)", "(x - y)*(x + 2)", "0"},
		// lc(p)^n · lc(q)^m · Π (α - β) with roots {1, 2} and {3}: (-2)(-1).
		{"roots", "(x - 1)*(x - 2)", "x - 3", "2"},
		{"roots, swapped", "x - 3", "(x - 1)*(x - 2)", "2"},
		{"odd degrees", "x - 3", "x - 1", "2"},
		{"odd degrees swapped", "x - 1", "x - 3", "-2"},
		{"leading coefficients", "2*(x - 1)*(x - 2)", "5*(x - 3)", "100"},
		{"circle and line", "x^2 + y^2 - 1", "x - y", "2*y^2 - 1"},
	} {
		if got, want := Resultant(polyOf(t, c.p), polyOf(t, c.q), 0), polyOf(t, c.want); !got.Equal(want) {
			t.Errorf("%s: got %v, want %v", c.name, got, want)
		}
	}
}

func TestDiscriminantTable(t *testing.T) {
	for _, c := range []struct{ name, p, want string }{
		{"no variable", "y", "0"},
		{"linear", "y*x + 3", "1"},
		{"quadratic", "y*x^2 + z*x + w", "z^2 - 4*y*w"},
		{"depressed cubic", "x^3 + y*x + z", "-4*y^3 - 27*z^2"},
		{"cubic", "2*x^3 + x^2 + y*x + 1", "y^2 - 8*y^3 - 4 - 108 + 36*y"},
		// Roots 1, 2, 3: Π (differences)² = 4.
		{"three roots", "(x - 1)*(x - 2)*(x - 3)", "4"},
		{"double root", "(x - y)^2*(x + 1)", "0"},
		// Depressed quartic x^4 + px^2 + qx + r with p = 0: 256r³ - 27q⁴.
		{"quartic", "x^4 + y*x + z", "256*z^3 - 27*y^4"},
	} {
		if got, want := Discriminant(polyOf(t, c.p), 0), polyOf(t, c.want); !got.Equal(want) {
			t.Errorf("%s: got %v, want %v", c.name, got, want)
		}
	}
}
