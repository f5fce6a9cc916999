package algebra

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// wideShape has more variables than fit one word, so that the code for unpacked
// exponents is exercised as well.
var wideShape = shape{vars: 40, terms: 5, degree: 3}

// crowd is a polynomial in every one of 40 variables: multiplied or divided by
// it, nothing packs.
func crowd() Poly {
	p := IntPoly(1)
	for v := range 40 {
		p = p.Add(power(v, 1+v%3))
	}
	return p
}

func TestPolynomialsFormARing(t *testing.T) {
	for name, s := range map[string]shape{"small": smallShape, "wild": {4, 5, 3, true}, "wide": wideShape} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p, q, r := s.gen().Draw(t, "p"), s.gen().Draw(t, "q"), s.gen().Draw(t, "r")
				same := func(law string, a, b Poly) {
					checkPoly(t, a)
					checkPoly(t, b)
					if !a.Equal(b) || !b.Equal(a) || a.Compare(b) != 0 || a.Key() != b.Key() || a.Hash() != b.Hash() {
						t.Fatalf("%s fails: %v and %v", law, a, b)
					}
				}
				same("p + q = q + p", p.Add(q), q.Add(p))
				same("(p + q) + r = p + (q + r)", p.Add(q).Add(r), p.Add(q.Add(r)))
				same("p - q = p + (-q)", p.Sub(q), p.Add(q.Neg()))
				same("p - p = 0", p.Sub(p), Poly{})
				same("pq = qp", p.Mul(q), q.Mul(p))
				same("(pq)r = p(qr)", p.Mul(q).Mul(r), p.Mul(q.Mul(r)))
				same("p(q + r) = pq + pr", p.Mul(q.Add(r)), p.Mul(q).Add(p.Mul(r)))
				same("p·1 = p", p.Mul(IntPoly(1)), p)
				same("p³ = ppp", p.Pow(3), p.Mul(p).Mul(p))
			})
		})
	}
}

func TestMulAgreesWithAndWithoutPacking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q := wideShape.nonzero().Draw(t, "p"), wideShape.nonzero().Draw(t, "q")
		got, want := p.Mul(q), mulRows(p, q, 40)
		if !got.Equal(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		// A crowd in the product forces the slow path in Mul and in DivExact.
		big := p.Mul(crowd())
		checkPoly(t, big)
		if back, ok := big.DivExact(crowd()); !ok || !back.Equal(p) {
			t.Fatalf("p·crowd/crowd: got %v %v, want %v", back, ok, p)
		}
		if _, ok := big.Add(IntPoly(1)).DivExact(crowd()); ok {
			t.Fatalf("crowd divides p·crowd + 1")
		}
	})
}

func TestLargeProductsAreSplit(t *testing.T) {
	p, q := polyOf(t, "(x + 2*y - z + 3)^9"), polyOf(t, "(x - y + z*w + 1)^12")
	if len(p.c)*len(q.c) <= mulBlock {
		t.Fatal("the product fits one block; make it larger")
	}
	got := p.Mul(q)
	checkPoly(t, got)
	if want := mulRows(p, q, 4); !got.Equal(want) {
		t.Error("the split product differs from the sum of its rows")
	}
}

func TestEvaluationIsAHomomorphism(t *testing.T) {
	for name, s := range map[string]shape{"small": smallShape, "wild": {4, 5, 3, true}, "wide": wideShape} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p, q, x := s.gen().Draw(t, "p"), s.gen().Draw(t, "q"), genPoint(s.vars).Draw(t, "x")
				a, b := p.Eval(x), q.Eval(x)
				if want := evalNaive(p, x); a.Cmp(want) != 0 {
					t.Fatalf("p(x): got %s, want %s", a, want)
				}
				if got, want := p.Add(q).Eval(x), new(big.Rat).Add(a, b); got.Cmp(want) != 0 {
					t.Fatalf("sum: got %s, want %s", got, want)
				}
				if got, want := p.Mul(q).Eval(x), new(big.Rat).Mul(a, b); got.Cmp(want) != 0 {
					t.Fatalf("product: got %s, want %s", got, want)
				}
				if p.Sign(x) != a.Sign() {
					t.Fatalf("sign: got %d of %s", p.Sign(x), a)
				}
			})
		})
	}
}

func TestEvaluationLeavesThePointAlone(t *testing.T) {
	huge, _ := new(big.Rat).SetString("123456789012345678901234567890/7")
	x := []*big.Rat{huge, big.NewRat(1, 3)}
	p := polyOf(t, "x + 1")
	q := p.At(0, huge)
	before := q.String()
	p.Eval(x)
	huge.Num().SetInt64(5)
	if q.String() != before {
		t.Error("At shares memory with its argument")
	}
}

func TestSubstitutionAgreesWithEvaluation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q := smallShape.gen().Draw(t, "p"), shape{4, 3, 2, false}.gen().Draw(t, "q")
		den := shape{4, 3, 2, false}.nonzero().Draw(t, "den")
		x, v := genPoint(4).Draw(t, "x"), rapid.IntRange(0, 3).Draw(t, "v")
		at := func(value *big.Rat) []*big.Rat {
			y := append([]*big.Rat(nil), x...)
			y[v] = value
			return y
		}
		if got, want := p.Substitute(v, q).Eval(x), p.Eval(at(q.Eval(x))); got.Cmp(want) != 0 {
			t.Fatalf("Substitute: got %s, want %s", got, want)
		}
		if d := den.Eval(x); d.Sign() != 0 {
			want := p.Eval(at(new(big.Rat).Quo(q.Eval(x), d)))
			for range p.Degree(v) {
				want.Mul(want, d)
			}
			if got := p.SubstituteRatio(v, q, den).Eval(x); got.Cmp(want) != 0 {
				t.Fatalf("SubstituteRatio: got %s, want %s", got, want)
			}
		}
		r := p.At(v, x[v])
		checkPoly(t, r)
		want := p.Eval(x)
		for range p.Degree(v) {
			want.Mul(want, new(big.Rat).SetInt(x[v].Denom()))
		}
		if r.Has(v) || r.Eval(at(nil)).Cmp(want) != 0 {
			t.Fatalf("At: got %v", r)
		}
	})
}

func TestDerivativeRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q, v := smallShape.gen().Draw(t, "p"), smallShape.gen().Draw(t, "q"), rapid.IntRange(0, 4).Draw(t, "v")
		checkPoly(t, p.Derivative(v))
		if got, want := p.Mul(q).Derivative(v), p.Derivative(v).Mul(q).Add(p.Mul(q.Derivative(v))); !got.Equal(want) {
			t.Fatalf("product rule: got %v, want %v", got, want)
		}
		// Taylor's theorem to first order: p(v + h) = p + h·p' modulo h².
		h := Var(5)
		shifted := p.Substitute(v, Variable(v).Add(Variable(h))).Coeffs(h)
		if len(shifted) > 1 && !shifted[1].Equal(p.Derivative(v)) || len(shifted) == 1 && !p.Derivative(v).IsZero() {
			t.Fatalf("derivative: got %v", p.Derivative(v))
		}
	})
}

func TestCoefficientsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, v := smallShape.gen().Draw(t, "p"), rapid.IntRange(0, 5).Draw(t, "v")
		cs := p.Coeffs(v)
		if len(cs) != p.Degree(v)+1 || !cs[len(cs)-1].Equal(p.LeadCoeff(v)) {
			t.Fatalf("%d coefficients for degree %d", len(cs), p.Degree(v))
		}
		for _, c := range cs {
			checkPoly(t, c)
			if c.Has(v) {
				t.Fatalf("coefficient %v contains its variable", c)
			}
		}
		back := FromCoeffs(v, cs)
		checkPoly(t, back)
		if !back.Equal(p) {
			t.Fatalf("got %v, want %v", back, p)
		}
	})
}

func TestRenameMovesVariables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, to := smallShape.gen().Draw(t, "p"), rapid.Permutation([]Var{0, 1, 2, 3, 4, 5}).Draw(t, "to")
		x := genPoint(6).Draw(t, "x")
		y := make([]*big.Rat, 6)
		for v, w := range to {
			y[w] = x[v]
		}
		q := p.Rename(to)
		checkPoly(t, q)
		if q.Eval(y).Cmp(p.Eval(x)) != 0 {
			t.Fatalf("%v renamed to %v", p, q)
		}
	})
}

func TestRenameMayMakeVariablesOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := smallShape.gen().Draw(t, "p")
		to := rapid.SliceOfN(rapid.IntRange(0, 5), 6, 6).Draw(t, "to")
		y := genPoint(6).Draw(t, "y")
		x := make([]*big.Rat, 6)
		for v, w := range to {
			x[v] = y[w]
		}
		q := p.Rename(to)
		checkPoly(t, q)
		if q.Eval(y).Cmp(p.Eval(x)) != 0 {
			t.Fatalf("%v renamed by %v to %v", p, to, q)
		}
	})
}

func TestKeysTellPolynomialsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shape{3, 3, 700, true} // exponents beyond a byte
		p, q := s.gen().Draw(t, "p"), s.gen().Draw(t, "q")
		if (p.Key() == q.Key()) != p.Equal(q) || (p.Compare(q) == 0) != p.Equal(q) || p.Compare(q)*q.Compare(p) > 0 {
			t.Fatalf("%v and %v", p, q)
		}
	})
	// Exponent 59 is the byte of the separator.
	if power(0, 59).Key() == power(0, 60).Key() || power(0, 59).Key() == power(1, 59).Key() {
		t.Error("keys collide")
	}
}

func TestExactDivision(t *testing.T) {
	for name, s := range map[string]shape{"small": smallShape, "wild": {4, 5, 3, true}, "wide": wideShape} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p, q := s.gen().Draw(t, "p"), s.nonzero().Draw(t, "q")
				got, ok := p.Mul(q).DivExact(q)
				checkPoly(t, got)
				if !ok || !got.Equal(p) {
					t.Fatalf("pq/q: got %v %v, want %v", got, ok, p)
				}
				if r, ok := p.DivExact(q); ok && !r.Mul(q).Equal(p) {
					t.Fatalf("%v/%v: got %v", p, q, r)
				}
			})
		})
	}
}

func TestExactDivisionRefuses(t *testing.T) {
	for _, c := range []struct{ name, p, q string }{
		{"coefficients", "3*x + 3", "2*x + 2"},
		{"constant term", "x^2 - 1", "x - 2"},
		{"remainder", "x^2 + 1", "x + 1"},
		{"middle term", "x^4 + x + 1", "x^2 + 1"},
		{"zero", "x", "0"},
		// Long division would climb to degree 32800 in y before it failed.
		{"growing degrees", "x^900 + y^90", "x - y^90"},
		{"growing degrees without a last term", "x^900*y + x*y^90", "x - y^90"},
	} {
		if r, ok := polyOf(t, c.p).DivExact(polyOf(t, c.q)); ok {
			t.Errorf("%s: %s divides %s with quotient %v", c.name, c.q, c.p, r)
		}
	}
}

func TestPseudoRemainder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.IntRange(0, 3).Draw(t, "v")
		p, q := smallShape.gen().Draw(t, "p"), smallShape.gen().Filter(func(q Poly) bool { return q.Has(v) }).Draw(t, "q")
		r := p.PseudoRem(q, v)
		if p.Degree(v) < q.Degree(v) {
			if !r.Equal(p) {
				t.Fatalf("got %v, want p", r)
			}
			return
		}
		n := p.Degree(v) - q.Degree(v) + 1
		if r.Degree(v) >= q.Degree(v) {
			t.Fatalf("degree of the remainder %v", r)
		}
		if _, ok := q.LeadCoeff(v).Pow(n).Mul(p).Sub(r).DivExact(q); !ok {
			t.Fatalf("%v is not congruent to lc^%d·p", r, n)
		}
	})
}

func TestContentAndPrimitivePart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := shape{3, 4, 3, true}.nonzero().Draw(t, "p")
		pp, k := p.Primitive()
		if !pp.Scale(k).Equal(p) || !pp.Content().IsOne() || pp.Lead().Sign() <= 0 {
			t.Fatalf("%v = %s·%v", p, k, pp)
		}
	})
	if k := (Poly{}).Content(); k.Sign() != 0 {
		t.Errorf("content of 0: got %s", k)
	}
}

// TestValidSymbol: symbols are letters and Greek with indices, and nothing that TeX
// would do.
func TestValidSymbol(t *testing.T) {
	for s, want := range map[string]bool{
		`\phi`: true, "p_{r}": true, `\bar{x}^{*}`: true, "V": true, `V_{\mathit{max}}`: true, "x'": true,
		"": false, `\input{x}`: false, "a}": false, "{a": false, "_a": false, "a$b": false, "a%": false, `\`: false, "a#": false, "é": false,
	} {
		if got := ValidSymbol(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
