package exact

import (
	"context"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRootsKnown(t *testing.T) {
	for _, c := range []struct {
		p    Univariate
		want []string
	}{
		{UnivariateInts(-2, 0, 1), []string{"-1.4142135624…", "1.4142135624…"}},
		{UnivariateInts(-1, 1, 1), []string{"-1.6180339887…", "0.6180339887…"}},
		{UnivariateInts(0, -1, 3), []string{"0", "1/3"}},
		{UnivariateInts(1, 0, 1), nil},
		{UnivariateInts(7), nil},
		{UnivariateInts(4, -4, 1), []string{"2"}},
		// Wilkinson's polynomial of degree 5
		{UnivariateInts(-120, 274, -225, 85, -15, 1), []string{"1", "2", "3", "4", "5"}},
	} {
		got := rootsOf(c.p)
		if len(got) != len(c.want) {
			t.Errorf("%s: got %v, want %v", c.p, got, c.want)
			continue
		}
		for i, a := range got {
			if a.String() != c.want[i] {
				t.Errorf("%s: root %d is %s, want %s", c.p, i, a, c.want[i])
			}
		}
	}
}

// Mignotte (1981): the roots of x^n - 2(ax-1)^2 next to 1/a are extremely close.
func TestRootsMignotte(t *testing.T) {
	got := rootsOf(UnivariateInts(-2, 40, -200, 0, 0, 1))
	if len(got) != 3 {
		t.Fatalf("got %v, want three roots", got)
	}
	for i, c := range [][2]Rat{{RatFrac(997, 10000), RatFrac(998, 10000)}, {RatFrac(1002, 10000), RatFrac(1003, 10000)}, {RatInt(5), RatInt(6)}} {
		if got[i].CmpRat(c[0]) <= 0 || got[i].CmpRat(c[1]) >= 0 {
			t.Errorf("root %d is %s, want it in (%s, %s)", i, got[i], c[0], c[1])
		}
	}
}

// factors draws rational roots and quadratic factors whose product has known
// real roots.
func TestRootsOfProducts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := UnivariateInts(1)
		var want []Algebraic
		for range rapid.IntRange(1, 4).Draw(t, "linear") {
			n, d := rapid.Int64Range(-9, 9).Draw(t, "n"), rapid.Int64Range(1, 6).Draw(t, "d")
			p = p.Mul(UnivariateInts(-n, d))
			want = append(want, AlgebraicRat(RatFrac(n, d)))
		}
		for range rapid.IntRange(0, 2).Draw(t, "quadratic") {
			// x² - k has irrational roots for these k; x² + k none
			k := rapid.SampledFrom([]int64{2, 3, 5, 7, -1, -2}).Draw(t, "k")
			p = p.Mul(UnivariateInts(-k, 0, 1))
			if k > 0 {
				q := UnivariateInts(-k, 0, 1)
				want = append(want, RootIn(q, Interval{RatInt(-3), RatInt(0)}), RootIn(q, Interval{RatInt(0), RatInt(3)}))
			}
		}
		slices.SortFunc(want, Algebraic.Cmp)
		want = slices.CompactFunc(want, func(a, b Algebraic) bool { return a.Cmp(b) == 0 })
		got := rootsOf(p)
		if !slices.EqualFunc(got, want, func(a, b Algebraic) bool { return a.Cmp(b) == 0 }) {
			t.Fatalf("%s: got %v, want %v", p, got, want)
		}
		for i, a := range got {
			if a.SignOf(p) != 0 {
				t.Fatalf("%s does not vanish at its root %s", p, a)
			}
			_, r := a.Rational()
			if _, w := want[i].Rational(); r != w {
				t.Fatalf("%s: rationality of %s", p, a)
			}
			q := p.Derivative()
			lo, hi := a.RefineTo(RatFrac(1, 1000)).Interval().Lo, a.RefineTo(RatFrac(1, 1000)).Interval().Hi
			if s := a.SignOf(q); !r && s != 0 && lo.Cmp(hi) < 0 && s != p.Sign(hi) && p.Degree() == p.SquareFree().Degree() {
				t.Fatalf("%s: derivative has sign %d at the simple root %s", p, s, a)
			}
		}
	})
}

func TestSimplest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.Int64Range(1, 30)
		a := RatFrac(rapid.Int64Range(-60, 60).Draw(t, "a"), d.Draw(t, "ad"))
		b := RatFrac(rapid.Int64Range(-60, 60).Draw(t, "b"), d.Draw(t, "bd"))
		if a.Cmp(b) >= 0 {
			return
		}
		s := Simplest(&a, &b)
		if s.Cmp(a) <= 0 || s.Cmp(b) >= 0 {
			t.Fatalf("%s is not between %s and %s", s, a, b)
		}
		_, den := s.NumDenom()
		for q := int64(1); big.NewInt(q).Cmp(den) < 0; q++ {
			for n := int64(-60 * q); n <= 60*q; n++ {
				if r := RatFrac(n, q); r.Cmp(a) > 0 && r.Cmp(b) < 0 {
					t.Fatalf("%s is simpler than %s in (%s, %s)", r, s, a, b)
				}
			}
		}
	})
	x, y := RatInt(3), RatInt(-5)
	if Simplest(&x, nil).Cmp(RatInt(4)) != 0 || Simplest(nil, &y).Cmp(RatInt(-6)) != 0 || !Simplest(nil, nil).IsZero() {
		t.Fatal("infinite ends")
	}
}

func BenchmarkRootsDegree8(b *testing.B) {
	p := UnivariateInts(-2, 0, 1).Mul(UnivariateInts(-3, 1, 1)).Mul(UnivariateInts(5, -7, 0, 1)).Mul(UnivariateInts(-1, 3))
	for b.Loop() {
		rootsOf(p)
	}
}

func TestQuadraticRoots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Int64Range(-12, 12)
		p := UnivariateInts(c.Draw(t, "c"), c.Draw(t, "b"), c.Filter(func(n int64) bool { return n != 0 }).Draw(t, "a"))
		// The general method sees the polynomial times an irrelevant factor.
		far := UnivariateInts(-1000, 1)
		var want []Algebraic
		for _, r := range rootsOf(p.Mul(far)) {
			if r.CmpRat(RatInt(1000)) != 0 {
				want = append(want, r)
			}
		}
		got := rootsOf(p)
		if !slices.EqualFunc(got, want, func(a, b Algebraic) bool { return a.Cmp(b) == 0 }) {
			t.Fatalf("%s: got %v, want %v", p, got, want)
		}
		for _, r := range got {
			if iv := r.Interval(); iv.Lo.Cmp(iv.Hi) > 0 || r.SignOf(p) != 0 {
				t.Fatalf("%s: root %s in [%s, %s]", p, r, iv.Lo, iv.Hi)
			}
		}
	})
}

// rootsOf are the roots of a polynomial, however long it takes.
func rootsOf(p Univariate) []Algebraic {
	out, err := Roots(context.Background(), p)
	if err != nil {
		panic(err)
	}
	return out
}
