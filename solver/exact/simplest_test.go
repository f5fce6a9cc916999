package exact

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestSimplestExhaustively: nothing of smaller denominator, and nothing of the same and
// smaller absolute value, lies strictly between the ends.
func TestSimplestExhaustively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := rapid.Int64Range(-60, 60)
		den := rapid.Int64Range(1, 40)
		lo, hi := RatFrac(num.Draw(t, "n1"), den.Draw(t, "d1")), RatFrac(num.Draw(t, "n2"), den.Draw(t, "d2"))
		switch lo.Cmp(hi) {
		case 0:
			return
		case 1:
			lo, hi = hi, lo
		}
		var want Rat
	search:
		for d := int64(1); ; d++ {
			for n := int64(0); n <= 61*d; n++ {
				for _, r := range []Rat{RatFrac(n, d), RatFrac(-n, d)} {
					if lo.Cmp(r) < 0 && r.Cmp(hi) < 0 {
						want = r
						break search
					}
				}
			}
		}
		if got := Simplest(&lo, &hi); got.Cmp(want) != 0 {
			t.Fatalf("between %v and %v: %v, want %v", lo, hi, got, want)
		}
	})
}

// TestSimplestOfLongNumbers: a fraction is found again in a narrow interval
// around it, at any size.
func TestSimplestOfLongNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := func(name string) *big.Int {
			bytes := rapid.SliceOfN(rapid.Byte(), 1, 60).Draw(t, name)
			return new(big.Int).SetBytes(bytes)
		}
		n, d := digits("numerator"), digits("denominator")
		if d.Sign() == 0 {
			return
		}
		r := new(big.Rat).SetFrac(n, d)
		if rapid.Bool().Draw(t, "negative") {
			r.Neg(r)
		}
		eps := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(new(big.Int).Mul(r.Denom(), r.Denom()), 1))
		lo, hi := RatBig(new(big.Rat).Sub(r, eps)), RatBig(new(big.Rat).Add(r, eps))
		if got := Simplest(&lo, &hi); got.Cmp(RatBig(r)) != 0 {
			t.Fatalf("around %v: %v", r.RatString(), got)
		}
	})
	lo := RatBig(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 100)))
	if got := Simplest(&lo, nil); got.Cmp(lo.Add(RatInt(1))) != 0 {
		t.Errorf("above 2^100: %v", got)
	}
}
