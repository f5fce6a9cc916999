package exact

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// word draws integers that often sit next to the edge of a machine word.
func word() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.Int64Range(-20, 20), rapid.Int64(),
		rapid.SampledFrom([]int64{math.MaxInt64, math.MinInt64, math.MinInt64 + 1, 1 << 32, -1 << 32, 1<<31 - 1}))
}

func anyRat(t *rapid.T, name string) *big.Rat {
	d := word().Filter(func(n int64) bool { return n != 0 }).Draw(t, name+" denominator")
	return big.NewRat(word().Draw(t, name+" numerator"), d)
}

func TestRatAgreesWithBigRat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyRat(t, "a"), anyRat(t, "b")
		x, y := RatBig(a), RatBig(b)
		check := func(op string, got Rat, want *big.Rat) {
			if got.Big().Cmp(want) != 0 {
				t.Fatalf("%s %s %s = %s, want %s", a, op, b, got, want)
			}
			if got.b != nil && got.b.Num().IsInt64() && got.b.Denom().IsInt64() && got.b.Num().Int64() != math.MinInt64 {
				t.Fatalf("%s %s %s = %s is not demoted", a, op, b, got)
			}
		}
		check("+", x.Add(y), new(big.Rat).Add(a, b))
		check("-", x.Sub(y), new(big.Rat).Sub(a, b))
		check("*", x.Mul(y), new(big.Rat).Mul(a, b))
		if b.Sign() != 0 {
			check("/", x.Quo(y), new(big.Rat).Quo(a, b))
		}
		if x.Cmp(y) != a.Cmp(b) || x.Sign() != a.Sign() {
			t.Fatalf("order of %s and %s", a, b)
		}
	})
}

func TestRatZeroValue(t *testing.T) {
	var z Rat
	if z.Sign() != 0 || !z.IsInt() || z.Add(RatInt(2)).Cmp(RatInt(2)) != 0 || z.String() != "0" {
		t.Fatal("the zero Rat is not 0")
	}
}

func BenchmarkRatMulAdd(b *testing.B) {
	x, y, s := RatFrac(3, 7), RatFrac(-5, 11), Rat{}
	for b.Loop() {
		s = x.Mul(y).Add(x)
	}
	_ = s
}
