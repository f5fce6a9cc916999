package algebra

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// euclid is the textbook algorithm on primitive pseudo-remainders, an oracle
// that shares nothing with GCD but division.
func euclid(p, q Poly) Poly {
	if p.IsZero() || q.IsZero() {
		return positive(p.Add(q))
	}
	v := -1
	for u := range max(p.nv, q.nv) {
		if p.Has(u) || q.Has(u) {
			v = u
			break
		}
	}
	if v < 0 {
		return Constant(p.Content().GCD(q.Content()))
	}
	content := func(p Poly) Poly {
		var g Poly
		for _, c := range p.Coeffs(v) {
			g = euclid(g, c)
		}
		return g
	}
	cp, cq := content(p), content(q)
	g := euclid(cp, cq)
	p, q = p.mustDiv(cp), q.mustDiv(cq)
	if p.Degree(v) < q.Degree(v) {
		p, q = q, p
	}
	for !q.IsZero() {
		if !q.Has(v) {
			return positive(g)
		}
		r := p.PseudoRem(q, v)
		if !r.IsZero() {
			r = r.mustDiv(content(r))
		}
		p, q = q, r
	}
	return positive(p.Mul(g))
}

func TestGCDOfProducts(t *testing.T) {
	for name, s := range map[string]shape{
		"univariate": {1, 5, 6, false}, "two": {2, 4, 3, false}, "small": {4, 4, 2, false}, "wild": {3, 3, 2, true}, "wide": {40, 3, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p, q, r := s.product().Draw(t, "p"), s.product().Draw(t, "q"), s.product().Draw(t, "r")
				a, b := p.Mul(r), q.Mul(r)
				g := GCD(a, b)
				checkPoly(t, g)
				if g.Lead().Sign() <= 0 || !g.Equal(GCD(b, a)) {
					t.Fatalf("gcd of %v and %v: %v", a, b, g)
				}
				if _, ok := g.DivExact(positive(r)); !ok {
					t.Fatalf("%v does not divide gcd %v", r, g)
				}
				ca, ok := a.DivExact(g)
				cb, ok2 := b.DivExact(g)
				if !ok || !ok2 {
					t.Fatalf("gcd %v does not divide %v and %v", g, a, b)
				}
				if h := GCD(ca, cb); !h.isOne() {
					t.Fatalf("cofactors %v and %v have gcd %v", ca, cb, h)
				}
				// Remainder sequences explode in more variables.
				if name == "univariate" || name == "two" && a.TotalDegree()+b.TotalDegree() < 20 {
					if want := euclid(a, b); !g.Equal(want) {
						t.Fatalf("gcd of %v and %v: got %v, want %v", a, b, g, want)
					}
				}
			})
		})
	}
}

func TestGCDTable(t *testing.T) {
	for _, c := range []struct{ name, p, q, want string }{
		{"zeros", "0", "0", "0"},
		{"zero and negative", "0", "-4*x", "4*x"},
		{"constants", "-12", "18", "6"},
		{"constant and polynomial", "6", "4*x + 10*y", "2"},
		{"negative constant", "-6", "-4*x", "2"},
		{"contents", "6*x + 6", "4*x + 4", "2*x + 2"},
		{"monomials", "12*x^3*y*z", "18*x*y^2*w", "6*x*y"},
		{"opposite", "x - y", "y - x", "x - y"},
		{"variable in one operand", "x*y + x*z", "x^2*y^2", "x"},
		{"coprime with common values", "x^2 + 1", "x + 1", "1"},
		{"divisor without a variable of both", "(x + y)*(z + 1)", "(x - y)*(z + 1)", "z + 1"},
		{"leading coefficients share a factor", "(y*x + 1)*(y*x - z)", "(y*x + 1)*(y*x + z + 2)", "x*y + 1"},
		// y occurs in both, and in the gcd only in the content with respect to x.
		{"variable of the content", "(y - 3)*(x - z)^2*(x + 1)^2*(4*y^2 - 1)", "(y - 3)*(x - z)^2*(x + 1)*(y - 1)*(x*y - x + y + 1)", "(y - 3)*(x - z)^2*(x + 1)"},
		// Knuth, TAOCP 2, section 4.6.1: the example of growing coefficients.
		{"Knuth", "x^8 + x^6 - 3*x^4 - 3*x^3 + 8*x^2 + 2*x - 5", "3*x^6 + 5*x^4 - 4*x^2 - 9*x + 21", "1"},
		// The coefficients of the divisor pass one prime of the modular algorithm.
		{"two primes", "(10^20*x^2 + 3*x - 7)*(x + y)", "(10^20*x^2 + 3*x - 7)*(x - y^2)", "10^20*x^2 + 3*x - 7"},
		{"five primes", "(x^2 + 12345678901^9*y)*(x + y)", "(x^2 + 12345678901^9*y)*(x - y^2)", "x^2 + 12345678901^9*y"},
		// The leading coefficients vanish modulo the first prime, 2^61 - 1.
		{"bad prime", "((2^61 - 1)*x + y)*(x + 1)", "((2^61 - 1)*x + y)*(x + 2*y)", "(2^61 - 1)*x + y"},
		{"bad prime, coprime", "(2^61 - 1)*x + y", "(2^61 - 1)*x + y + 1", "1"},
		{"equal modulo the prime", "x + y", "x + 2^61*y", "1"},
	} {
		if got, want := GCD(polyOf(t, c.p), polyOf(t, c.q)), polyOf(t, c.want); !got.Equal(want) {
			t.Errorf("%s: got %v, want %v", c.name, got, want)
		}
	}
}

// A divisor with many terms in four variables, far beyond what remainder
// sequences can do in reasonable time.
func TestGCDOfLargePolynomials(t *testing.T) {
	g := polyOf(t, "(x + y - z + 2*w + 1)^5 - x*y*z")
	a, b := g.Mul(polyOf(t, "(x - 2*y + z*w + 3)^3 + 1")), g.Mul(polyOf(t, "(x*w + y - z - 5)^3 + w"))
	if got := GCD(a, b); !got.Equal(positive(g)) {
		t.Errorf("got %d terms, want %d", got.Terms(), g.Terms())
	}
}

// High degrees in many variables, but few terms.
func TestGCDOfSparsePolynomials(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f"}
	poly := func(src string) Poly { return mustPoly(t, names, src) }
	g := poly("7*a^30*b^20 - 3*c^25*d^9 + a^3*e^31*f + 5*b^2*f^40 - 11*a*b*c*d*e*f + 1")
	p := g.Mul(poly("a^12*f^9 + 2*b^13*e^3 - c^2*d^21 + 4")).Mul(poly("b - c^3*e + 2"))
	q := g.Mul(poly("a^2*c^19 - 3*d^11*e^5*f + b^17 - 6")).Mul(poly("a*f - d + 5"))
	if got := GCD(p, q); !got.Equal(positive(g)) {
		t.Errorf("got %d terms, want %d", got.Terms(), g.Terms())
	}
}

// Operands that both vanish at an evaluation point modulo the first prime say
// nothing about the degree of their divisor.
func TestGCDOfOperandsThatVanishAtAPoint(t *testing.T) {
	f := field{mersenne61}
	x, y := Variable(0), Variable(1)
	// Two variables of degree 2 and more, so that no shortcut applies.
	g := x.Pow(5).Mul(y).Add(x.Mul(y).Mul(y)).Add(x.Scale(NewInt(3))).Add(y).Add(IntPoly(7))
	for attempt := range 2*maxAttempts + 1 {
		for shift := range 3 { // along the variable that is interpolated, too
			at := IntPoly(int64(f.point(1, attempt)) + int64(shift))
			a := y.Sub(at).Mul(x.Add(IntPoly(5)).Mul(x).Add(y))
			b := y.Sub(at).Add(IntPoly(mersenne61)).Mul(x.Add(IntPoly(11)).Mul(x).Sub(y.Scale(NewInt(2))))
			if got := GCD(a.Mul(g), b.Mul(g)); !got.Equal(g) {
				t.Errorf("operands that vanish at point %d + %d: gcd %v, want %v", attempt, shift, got, g)
			}
			if got := GCD(a, b); !got.isOne() {
				t.Errorf("operands that vanish at point %d + %d: gcd %v, want 1", attempt, shift, got)
			}
		}
	}
}

func TestInterpolation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := field{rapid.SampledFrom([]uint64{mersenne61, 1<<32 - 5, 101}).Draw(t, "p")}
		residue := rapid.Uint64Range(0, f.p-1)
		coeffs := rapid.SliceOfN(residue, 1, 8).Draw(t, "coeffs")
		at := func(x uint64) uint64 {
			y := uint64(0)
			for i := len(coeffs) - 1; i >= 0; i-- {
				y = f.add(f.mul(y, x), coeffs[i])
			}
			return y
		}
		start := residue.Draw(t, "start")
		y := make([]uint64, len(coeffs))
		for i := range y {
			y[i] = at(f.add(start, uint64(i)))
		}
		f.interpolate(y, start, f.inverses(len(y)))
		if !slices.Equal(y, coeffs) {
			t.Fatalf("interpolated %v, want %v", y, coeffs)
		}
		roots := rapid.SliceOfNDistinct(rapid.Uint64Range(1, f.p-1), len(coeffs), len(coeffs), rapid.ID[uint64]).Draw(t, "roots")
		sums := make([]uint64, len(coeffs))
		for s := range sums {
			for i, r := range roots {
				sums[s] = f.add(sums[s], f.mul(coeffs[i], f.pow(r, uint64(s+1))))
			}
		}
		if c, ok := f.solveVandermonde(roots, sums); !ok || !slices.Equal(c, coeffs) {
			t.Fatalf("solved %v %v, want %v", c, ok, coeffs)
		}
		if _, ok := f.solveVandermonde(append(roots, roots[0]), append(sums, 0)); ok {
			t.Fatal("solved with a double root")
		}
	})
}

func TestResiduesJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := shape{2, 4, 3, true}.gen().Draw(t, "p")
		var r residues
		stable := false
		f := field{mersenne61}
		for range 5 { // wild coefficients have less than 4 times 61 bits
			image := Poly{nv: p.nv}
			for i, c := range p.c {
				if k := f.of(c); k != 0 {
					image.exp, image.c = append(image.exp, p.row(i)...), append(image.c, NewInt(int64(k)))
				}
			}
			stable = r.join(f, image)
			f = f.previous()
		}
		checkPoly(t, r.value)
		if !stable || !r.value.Equal(p) {
			t.Fatalf("got %v, want %v", r.value, p)
		}
	})
}

func TestGCDGivesUpAtItsLimit(t *testing.T) {
	g := polyOf(t, "(x + y - z + 2*w + 1)^5 - x*y*z")
	a, b := g.Mul(polyOf(t, "(x - 2*y + z*w + 3)^3 + 1")), g.Mul(polyOf(t, "(x*w + y - z - 5)^3 + w"))
	e := Effort{left: 5_000}
	if _, ok := gcd(a, b, &e); ok {
		t.Error("found a large gcd within a small effort")
	}
}

func TestModularArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := field{mersenne61}
		if rapid.Bool().Draw(t, "other") {
			f = f.previous()
		}
		x, y := genInt().Draw(t, "x"), genInt().Draw(t, "y")
		a, b := f.of(x), f.of(y)
		if f.add(a, b) != f.of(x.Add(y)) || f.sub(a, b) != f.of(x.Sub(y)) || f.mul(a, b) != f.of(x.Mul(y)) {
			t.Fatalf("residues of %s and %s modulo %d", x, y, f.p)
		}
		if a != 0 && f.mul(a, f.inv(a)) != 1 {
			t.Fatalf("inverse of %d modulo %d", a, f.p)
		}
		if f.of(f.lift(a)) != a || f.lift(a).Abs().Cmp(NewInt(int64(f.p/2))) > 0 {
			t.Fatalf("lift of %d", a)
		}
	})
}
