package algebra

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// describe prints factors in canonical order: constant; factor^multiplicity; …
func describe(f Factors) string {
	parts := []string{f.Constant.String()}
	for _, x := range f.List {
		parts = append(parts, fmt.Sprintf("%s^%d", Printer{Names: xyz}.Poly(x.P), x.N))
	}
	return strings.Join(parts, "; ")
}

// checkFactors fails unless the factors are as the type promises and multiply to p.
func checkFactors(t *rapid.T, p Poly, f Factors) {
	if !f.Expand().Equal(p) {
		t.Fatalf("%v expands to %v, want %v", describe(f), f.Expand(), p)
	}
	for i, x := range f.List {
		checkPoly(t, x.P)
		if x.N < 1 || x.P.IsConst() || x.P.Lead().Sign() < 0 || !x.P.Content().IsOne() {
			t.Fatalf("factor %v^%d", x.P, x.N)
		}
		for _, y := range f.List[i+1:] {
			if !GCD(x.P, y.P).isOne() {
				t.Fatalf("factors %v and %v are not coprime", x.P, y.P)
			}
		}
		// A repeated factor divides all derivatives.
		g := x.P
		for _, v := range x.P.Vars() {
			g = GCD(g, x.P.Derivative(v))
		}
		if !g.isOne() {
			t.Fatalf("factor %v is not square-free", x.P)
		}
	}
}

func TestFactorsMultiplyBack(t *testing.T) {
	for name, s := range map[string]shape{"univariate": {1, 4, 4, false}, "two": {2, 3, 3, false}, "small": {4, 3, 2, false}, "wild": {3, 3, 2, true}} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := s.nonzero().Draw(t, "p")
				for range rapid.IntRange(0, 2).Draw(t, "more") {
					p = p.Mul(s.nonzero().Draw(t, "q").Pow(rapid.IntRange(1, 2).Draw(t, "n")))
				}
				checkFactors(t, p, SquareFree(p))
				checkFactors(t, p, Factorize(p))
				full, _ := FactorizeFully(p)
				checkFactors(t, p, full)
			})
		})
	}
}

// Factorisation into irreducible factors is unique, so the factors of a product
// are those of its parts together.
func TestFactorisationIsUnique(t *testing.T) {
	for name, s := range map[string]shape{"univariate": {1, 5, 5, false}, "two": {2, 4, 3, false}, "three": {3, 3, 2, false}} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p, q := s.nonzero().Draw(t, "p"), s.nonzero().Draw(t, "q")
				fp, ok1 := FactorizeFully(p)
				fq, ok2 := FactorizeFully(q)
				f, ok := FactorizeFully(p.Mul(q))
				if !ok || !ok1 || !ok2 {
					return
				}
				want := Factors{fp.Constant.Mul(fq.Constant), coalesce(append(slices.Clone(fp.List), fq.List...))}
				if describe(f) != describe(want) {
					t.Fatalf("%v times %v: got %s, want %s", p, q, describe(f), describe(want))
				}
			})
		})
	}
}

// listed reads what describe writes, factors in any order.
func listed(t *testing.T, s string) string {
	var f Factors
	for i, part := range strings.Split(s, "; ") {
		if i == 0 {
			f.Constant, _ = polyOf(t, part).Const()
			continue
		}
		at := strings.LastIndexByte(part, '^')
		n, err := strconv.Atoi(part[at+1:])
		if err != nil {
			t.Fatal(err)
		}
		f.List = append(f.List, Factor{polyOf(t, part[:at]), n})
	}
	f.List = coalesce(f.List)
	return describe(f)
}

func TestFactorizeTable(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"zero", "0", "0"},
		{"constant", "-6", "-6"},
		{"content and sign", "6*y - 4*x", "-2; 2*x - 3*y^1"},
		{"monomial", "12*x^3*y", "12; y^1; x^3"},
		{"repeated", "(x - y)^2*(z - w)^3", "1; z - w^3; x - y^2"},
		{"difference of squares", "x^2 - y^2", "1; x + y^1; x - y^1"},
		{"bilinear", "(x - y)*(z - w)", "1; z - w^1; x - y^1"},
		{"quadratic in every variable", "(x*y + z)*(x - y*z)", "1; x - y*z^1; x*y + z^1"},
		{"irreducible quadratic", "x^2 + y^2", "1; x^2 + y^2^1"},
		{"discriminant is a square times 3", "x^2 - 3*y^2", "1; x^2 - 3*y^2^1"},
		{"content in a variable", "(y^2 + 1)*(x^2 + y)", "1; y^2 + 1^1; x^2 + y^1"},
		{"linear in one variable of many", "x*y^3 + z^3 - 1", "1; x*y^3 + z^3 - 1^1"},
		{"factor without the linear variable", "(x*y^3 + z^3 - 1)*(y^2 - z^2)", "1; y + z^1; y - z^1; x*y^3 + z^3 - 1^1"},
		{"rational roots", "(2*x - 1)*(3*x + 2)*(x - 5)", "1; x - 5^1; 3*x + 2^1; 2*x - 1^1"},
		{"cubic", "x^3 - 2", "1; x^3 - 2^1"},
		{"quadratics without rational roots", "(x^2 + x + 1)*(x^2 - 2)", "1; x^2 - 2^1; x^2 + x + 1^1"},
		{"Sophie Germain", "x^4 + 4", "1; x^2 + 2*x + 2^1; x^2 - 2*x + 2^1"},
		{"reducible modulo every prime", "x^4 + 1", "1; x^4 + 1^1"},
		{"Swinnerton-Dyer, roots ±√2 ±√3 ±√5", "x^8 - 40*x^6 + 352*x^4 - 960*x^2 + 576", "1; x^8 - 40*x^6 + 352*x^4 - 960*x^2 + 576^1"},
		{"large coefficients", "(10^30*x^3 + 7)*(x^3 - 10^25*x + 3)", "1; 1000000000000000000000000000000*x^3 + 7^1; x^3 - 10000000000000000000000000*x + 3^1"},
		{"not monic", "(6*x^3 + 5*x - 2)*(10*x^4 - 3)", "1; 6*x^3 + 5*x - 2^1; 10*x^4 - 3^1"},
		{"x^12 - 1", "x^12 - 1", "1; x + 1^1; x - 1^1; x^2 + 1^1; x^2 + x + 1^1; x^2 - x + 1^1; x^4 - x^2 + 1^1"},
	} {
		p, want := polyOf(t, c.in), listed(t, c.want)
		if got := describe(Factorize(p)); got != want {
			t.Errorf("%s: %s: got %s, want %s", c.name, c.in, got, want)
		}
		if got, ok := FactorizeFully(p); describe(got) != want || !ok {
			t.Errorf("%s: %s fully: got %s (complete %v), want %s", c.name, c.in, describe(got), ok, want)
		}
	}
}

func TestFactorizeFullyTable(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"cubics", "x^3 - y^3", "1; x - y^1; x^2 + x*y + y^2^1"},
		{"two cubics", "(x^3 + y^3 - 2)*(x^3 - y^3 + x*y)", "1; x^3 - y^3 + x*y^1; x^3 + y^3 - 2^1"},
		{"irreducible", "x^3*y^3 + x + y + 1", "1; x^3*y^3 + x + y + 1^1"},
		{"three variables", "(x*y*z - 1)*(x^2 + y^2 + z^2)", "1; x*y*z - 1^1; x^2 + y^2 + z^2^1"},
		{"sum of three cubes", "x^3 + y^3 + z^3 - 3*x*y*z", "1; x + y + z^1; x^2 + y^2 + z^2 - x*y - x*z - y*z^1"},
		{"repeated", "(x^3 + y^3 + 1)^2*(x - y)", "1; x - y^1; x^3 + y^3 + 1^2"},
	} {
		got, ok := FactorizeFully(polyOf(t, c.in))
		if want := listed(t, c.want); describe(got) != want || !ok {
			t.Errorf("%s: %s: got %s (complete %v), want %s", c.name, c.in, describe(got), ok, want)
		}
	}
}

// x^n - 1 is the product of the cyclotomic polynomials of the divisors of n; the
// one of 105 is the first with a coefficient other than 0 and ±1.
func TestCyclotomicFactors(t *testing.T) {
	for _, n := range []int{30, 64, 105} {
		f := Factorize(power(0, n).Sub(IntPoly(1)))
		divisors := 0
		for d := 1; d <= n; d++ {
			if n%d == 0 {
				divisors++
			}
		}
		if len(f.List) != divisors || !f.Expand().Equal(power(0, n).Sub(IntPoly(1))) {
			t.Errorf("x^%d - 1 has %d factors, want %d", n, len(f.List), divisors)
		}
		two := false
		for _, x := range f.List {
			for i := range x.P.Terms() {
				c, _ := x.P.Term(i)
				two = two || c.Cmp(NewInt(-2)) == 0
			}
		}
		if two != (n == 105) {
			t.Errorf("x^%d - 1 has a factor with coefficient -2: %v", n, two)
		}
	}
}

func TestFactorisationStopsAtItsLimits(t *testing.T) {
	// Swinnerton-Dyer's polynomial of √2, √3, …, √13: irreducible of degree 64, with
	// at least 32 factors modulo any prime.
	p := Variable(0)
	for i, r := range []int64{2, 3, 5, 7, 11, 13} {
		// p(x - s)·p(x + s) with s² = r, as a resultant.
		s := Var(i + 1)
		shifted := p.Substitute(0, Variable(0).Sub(Variable(s)))
		p = Resultant(shifted, power(s, 2).Sub(IntPoly(r)), s)
		p = positive(p)
	}
	f, complete := FactorizeFully(p)
	if complete || len(f.List) != 1 || !f.List[0].P.Equal(p) {
		t.Errorf("degree %d: complete %v, %d factors", p.Degree(0), complete, len(f.List))
	}
}

func TestSqrt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := shape{4, 4, 3, true}.gen().Draw(t, "p")
		s, ok := Sqrt(p.Mul(p))
		if !ok || !s.Equal(positive(p)) {
			t.Fatalf("root of the square of %v: %v %v", p, s, ok)
		}
		if s, ok := Sqrt(p); ok && !s.Mul(s).Equal(p) {
			t.Fatalf("root of %v: %v", p, s)
		}
	})
	for _, c := range []string{"-1", "2", "-x^2", "x^2 + y^2", "x^2 + 2*x*y + 4*y^2", "x^3", "x^4 + 2*x*y + y^2", "x^2*y + 2*x*y + y", "x^4 + x^3 + x^2 + x + 1"} {
		if s, ok := Sqrt(polyOf(t, c)); ok {
			t.Errorf("root of %s: got %v", c, s)
		}
	}
}

func TestWordPrimes(t *testing.T) {
	for _, p := range wordPrimes {
		if !new(big.Int).SetUint64(p).ProbablyPrime(0) {
			t.Errorf("%d is not prime", p)
		}
	}
	if !big.NewInt(mersenne61).ProbablyPrime(0) {
		t.Error("2^61 - 1 is not prime")
	}
	if f := (field{101}).next(); f.p != 103 {
		t.Errorf("the prime after 101: got %d", f.p)
	}
}

func TestHenselLiftingMultipliesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := field{101}
		// Distinct roots modulo 101 make coprime factors.
		roots := rapid.SliceOfNDistinct(rapid.Uint64Range(0, 100), 2, 6, rapid.ID[uint64]).Draw(t, "roots")
		lead := big.NewInt(rapid.Int64Range(1, 100).Draw(t, "lead"))
		moduli := []*big.Int{big.NewInt(101)}
		for range 3 {
			m := moduli[len(moduli)-1]
			moduli = append(moduli, new(big.Int).Mul(m, m))
		}
		z := residuePolys{moduli[3]}
		a := []*big.Int{lead}
		var factors [][]uint64
		for _, r := range roots {
			factors = append(factors, []uint64{f.sub(0, r), 1})
			far := new(big.Int).Add(big.NewInt(int64(r)), big.NewInt(101*rapid.Int64Range(-1e9, 1e9).Draw(t, "far")))
			a = z.mul(a, z.reduce([]*big.Int{far.Neg(far), big.NewInt(1)}))
		}
		product := []*big.Int{lead}
		for _, g := range f.hensel(a, factors, moduli, nil) {
			product = z.mul(product, g)
		}
		if len(z.combine(product, -1, a)) != 0 {
			t.Fatalf("factors lift to %v, want %v", product, a)
		}
	})
}
