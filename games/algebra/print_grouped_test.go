package algebra

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestGroupedSums: long sums read as a textbook writes them.
func TestGroupedSums(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f", "t", "u"}
	a, b, c, d, e, f, s, u := Variable(0), Variable(1), Variable(2), Variable(3), Variable(4), Variable(5), Variable(6), Variable(7)
	one := IntPoly(1)
	left := one.Sub(s)
	half := NewInt(2)
	pr := Printer{Names: names}
	for _, x := range []struct {
		r    Ratio
		want string
	}{
		// Was a*t^2 + b*t^2 + c*t + d*t + b - c*t^2 - d*t^2 - 2*b*t.
		{FromPoly(a.Mul(s.Pow(2)).Add(b.Mul(left.Pow(2))).Add(c.Add(d).Mul(s).Mul(left))), "a*t^2 + b*(1 - t)^2 + t*(c + d)*(1 - t)"},
		{FromPoly(a.Mul(b).Mul(left).Add(c)), "a*b*(1 - t) + c"},
		// Was (2*a^2 + d*e + c - 2*a*d*e - 2*c*d*e - 2*c^2)/(2*(d*e + c)).
		{RatioOf(one, Constant(half)).Sub(FromPoly(c)).Add(RatioOf(a.Mul(a.Sub(d.Mul(e))), d.Mul(e).Add(c))), "1/2 - c + a*(a - d*e)/(d*e + c)"},
		// Was 1/2 - c*u + a^2/(c*u) + 2*a*b/(c*u) + b^2/(c*u).
		{RatioOf(one, Constant(half)).Sub(FromPoly(c.Mul(u))).Add(RatioOf(a.Add(b).Pow(2), c.Mul(u))), "1/2 - c*u + (a + b)^2/(c*u)"},
		// Sums that would hardly be shorter stay.
		{FromPoly(a.Mul(b).Add(a.Mul(c)).Sub(b.Mul(c).Scale(half))), "a*b + a*c - 2*b*c"},
		{RatioOf(a.Sub(b), a.Sub(b).Add(c)), "(a - b)/(a + c - b)"},
	} {
		if got := pr.Ratio(x.r); got != x.want {
			t.Errorf("got %s, want %s", got, x.want)
		}
	}
	// A comparison has the products with plus on the left, those with minus on the right.
	square := a.Add(b).Sub(one).Pow(2).Sub(e.Mul(b).Mul(a.Scale(half).Add(b).Sub(one)))
	for _, x := range []struct {
		p           Poly
		left, right string
		turned      bool
	}{
		{square, "a^2", "(2*a + b - 1)*(b*e + 1 - b)", false},
		{a.Add(c).Sub(b).Sub(d).Sub(e).Sub(f).Pow(2).Sub(b.Add(e).Mul(d.Add(f)).Scale(NewInt(4))), "(b + d + e + f - a - c)^2", "4*(b + e)*(d + f)", false},
	} {
		l, r, turned := pr.Sides(x.p)
		if l != x.left || r != x.right || turned != x.turned {
			t.Errorf("got %s, %s, %v; want %s, %s, %v", l, r, turned, x.left, x.right, x.turned)
		}
	}
}

// TestGroupingKeepsTheValue: the products add up to the sum, and quotient and rest to
// the fraction, at random points.
func TestGroupingKeepsTheValue(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 9))
	poly := func(terms, vars int) Poly {
		var p Poly
		for range terms {
			m := IntPoly(int64(random.IntN(9) - 4))
			for range random.IntN(4) {
				m = m.Mul(Variable(random.IntN(vars)))
			}
			p = p.Add(m)
		}
		return p
	}
	groups, rests := 0, 0
	for range 400 {
		p := poly(2, 4).Mul(poly(3, 4)).Add(poly(2, 4).Mul(poly(2, 4)))
		if ps, ok := grouped(p); ok {
			groups++
			var sum Poly
			for _, s := range ps {
				m := Constant(s.k)
				if s.negative {
					m = m.Neg()
				}
				for _, f := range s.fs {
					m = m.Mul(f.P.Pow(f.N))
				}
				sum = sum.Add(m)
			}
			if !sum.Equal(p) {
				t.Fatalf("%s became %s", p, sum)
			}
		}
		d := poly(3, 4)
		if d.IsZero() || d.IsConst() {
			continue
		}
		for _, v := range d.Vars() {
			rests++
			q, r, k := divideBy(p, d, v)
			if !q.Mul(d).Add(r).Equal(p.Scale(k)) || k.Sign() <= 0 {
				t.Fatalf("(%s)/(%s): quotient %s, rest %s, times %s", p, d, q, r, k)
			}
			at := make([]*big.Rat, 4)
			for i := range at {
				at[i] = big.NewRat(int64(random.IntN(19)-9), int64(1+random.IntN(5)))
			}
			if d.Eval(at).Sign() == 0 {
				continue
			}
			whole, err := RatioOf(q, Constant(k)).Eval(at)
			rest, err2 := RatioOf(r, d.Scale(k)).Eval(at)
			full, err3 := RatioOf(p, d).Eval(at)
			if err != nil || err2 != nil || err3 != nil {
				continue // a pole of a part
			}
			if full.Cmp(new(big.Rat).Add(whole, rest)) != 0 {
				t.Fatalf("(%s)/(%s) at %v", p, d, at)
			}
		}
	}
	if groups < 50 || rests < 100 {
		t.Errorf("only %d groups and %d divisions", groups, rests)
	}
}
