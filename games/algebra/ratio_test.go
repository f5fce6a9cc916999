package algebra

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// checkRatio fails unless r is in lowest terms with a positive leading
// coefficient below.
func checkRatio(t *rapid.T, r Ratio) {
	checkPoly(t, r.num)
	checkPoly(t, r.Den())
	if r.Den().Lead().Sign() <= 0 || !GCD(r.num, r.Den()).isOne() {
		t.Fatalf("%v over %v is not in lowest terms", r.num, r.Den())
	}
}

func TestRatiosFormAField(t *testing.T) {
	s := shape{3, 3, 2, false}
	rapid.Check(t, func(t *rapid.T) {
		gen := rapid.Custom(func(t *rapid.T) Ratio { return RatioOf(s.gen().Draw(t, "num"), s.nonzero().Draw(t, "den")) })
		a, b, c := gen.Draw(t, "a"), gen.Draw(t, "b"), gen.Draw(t, "c")
		same := func(law string, x, y Ratio) {
			checkRatio(t, x)
			checkRatio(t, y)
			if !x.Equal(y) || x.Hash() != y.Hash() {
				t.Fatalf("%s fails: %v and %v", law, x, y)
			}
		}
		same("a + b = b + a", a.Add(b), b.Add(a))
		same("(a + b) + c = a + (b + c)", a.Add(b).Add(c), a.Add(b.Add(c)))
		same("a - a = 0", a.Sub(a), Ratio{})
		same("ab = ba", a.Mul(b), b.Mul(a))
		same("a(b + c) = ab + ac", a.Mul(b.Add(c)), a.Mul(b).Add(a.Mul(c)))
		if !a.IsZero() {
			same("a/a = 1", a.Mul(a.Inv()), FromInt(1))
			p, err := a.Pow(-2)
			if err != nil {
				t.Fatal(err)
			}
			same("a^-2 = 1/(aa)", p, a.Mul(a).Inv())
		}
		v := rapid.IntRange(0, 2).Draw(t, "v")
		same("(ab)' = a'b + ab'", a.Mul(b).Derivative(v), a.Derivative(v).Mul(b).Add(a.Mul(b.Derivative(v))))

		x := genPoint(3).Draw(t, "x")
		av, err1 := a.Eval(x)
		bv, err2 := b.Eval(x)
		if err1 != nil || err2 != nil {
			if !errors.Is(errors.Join(err1, err2), ErrDivisionByZero) {
				t.Fatal(err1, err2)
			}
			return
		}
		sum, err := a.Add(b).Eval(x)
		if err != nil || sum.Cmp(new(big.Rat).Add(av, bv)) != 0 {
			t.Fatalf("value of the sum: got %v (%v)", sum, err)
		}
		// Substituting b for a variable is evaluating at its value.
		sub, err := a.Substitute(v, b)
		if err != nil {
			return
		}
		checkRatio(t, sub)
		y := append([]*big.Rat(nil), x...)
		y[v] = bv
		want, err1 := a.Eval(y)
		got, err2 := sub.Eval(x)
		if err1 == nil && err2 == nil && got.Cmp(want) != 0 {
			t.Fatalf("substitution: got %s, want %s", got, want)
		}
	})
}

func TestRatioConstants(t *testing.T) {
	r := FromRat(big.NewRat(-6, 4))
	if q, ok := r.Rat(); !ok || q.RatString() != "-3/2" {
		t.Errorf("got %v", q)
	}
	if p, den, ok := r.Poly(); !ok || p.String() != "-3" || den.String() != "2" {
		t.Errorf("got %v over %v", p, den)
	}
	if _, err := r.Div(Ratio{}); !errors.Is(err, ErrDivisionByZero) {
		t.Errorf("got %v", err)
	}
	if _, err := (Ratio{}).Pow(-1); !errors.Is(err, ErrDivisionByZero) {
		t.Errorf("got %v", err)
	}
	if one, err := (Ratio{}).Pow(0); err != nil || !one.Equal(FromInt(1)) {
		t.Errorf("got %v (%v)", one, err)
	}
	inv := FromPoly(Variable(0))
	if _, err := inv.Inv().Substitute(0, Ratio{}); !errors.Is(err, ErrDivisionByZero) {
		t.Errorf("got %v", err)
	}
	if _, err := inv.Inv().Eval([]*big.Rat{new(big.Rat)}); !errors.Is(err, ErrDivisionByZero) {
		t.Errorf("got %v", err)
	}
	if _, ok := inv.Rat(); ok {
		t.Error("a variable is a number")
	}
}
