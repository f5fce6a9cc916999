package exact

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func finite(t *rapid.T, name string) float64 {
	return rapid.OneOf(
		rapid.Float64Range(-1e3, 1e3),
		rapid.Float64Range(-1e-300, 1e-300),
		rapid.Float64Range(-1e300, 1e300),
		rapid.SampledFrom([]float64{0, 1, -1, 0.5, math.SmallestNonzeroFloat64, math.MaxFloat64, -math.MaxFloat64}),
	).Draw(t, name)
}

func interval(t *rapid.T, name string) (FloatInterval, []float64) {
	a, b := finite(t, name+".a"), finite(t, name+".b")
	iv := FloatInterval{min(a, b), max(a, b)}
	// Halves of the smallest numbers round to zero, which may lie outside.
	return iv, []float64{a, b, min(max(a/2+b/2, iv.Lo), iv.Hi)}
}

// holds says whether the interval contains the rational.
func holds(x FloatInterval, r *big.Rat) bool {
	return cmpFloatRat(x.Lo, r) <= 0 && cmpFloatRat(x.Hi, r) >= 0
}

// TestFloatIntervalContains compares every operation with exact rationals.
func TestFloatIntervalContains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, xs := interval(t, "x")
		y, ys := interval(t, "y")
		for _, a := range xs {
			for _, b := range ys {
				ra, rb := new(big.Rat).SetFloat64(a), new(big.Rat).SetFloat64(b)
				for _, c := range []struct {
					name string
					got  FloatInterval
					want *big.Rat
				}{
					{"+", x.Add(y), new(big.Rat).Add(ra, rb)},
					{"-", x.Sub(y), new(big.Rat).Sub(ra, rb)},
					{"*", x.Mul(y), new(big.Rat).Mul(ra, rb)},
					{"neg", x.Neg(), new(big.Rat).Neg(ra)},
				} {
					if !holds(c.got, c.want) {
						t.Fatalf("%v %s %v = %v misses %s", x, c.name, y, c.got, c.want.RatString())
					}
				}
				if math.Abs(a) > x.Mag() {
					t.Fatalf("Mag %v of %v below |%v|", x.Mag(), x, a)
				}
			}
		}
	})
}

// TestFloatIntervalIsTight: the ends are within two units in the last place.
func TestFloatIntervalIsTight(t *testing.T) {
	p := FloatPoint(3).Mul(FloatPoint(7))
	if p.Lo < math.Nextafter(21, 0) || p.Hi > math.Nextafter(21, 22) {
		t.Errorf("3·7 = %v", p)
	}
	z := FloatPoint(0).Add(FloatPoint(0))
	if z.Lo != -math.SmallestNonzeroFloat64 || z.Hi != math.SmallestNonzeroFloat64 {
		t.Errorf("0+0 = %v", z)
	}
	if _, ok := z.Sign(); ok {
		t.Error("an interval around 0 has no sign")
	}
	inf := FloatInterval{math.Inf(-1), math.Inf(1)}
	if got := inf.Mul(FloatPoint(0)); got.Lo > 0 || got.Hi < 0 {
		t.Errorf("whole line · 0 = %v", got)
	}
}

// TestFloatHull: the hull of a rational contains it and is at most one unit wide.
func TestFloatHull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := big.NewRat(rapid.Int64().Draw(t, "n"), rapid.Int64Range(1, math.MaxInt64).Draw(t, "d"))
		if rapid.Bool().Draw(t, "huge") {
			r.Mul(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 2000)))
		}
		h := FloatHull(r)
		if !holds(h, r) || h.Hi > above(h.Lo) {
			t.Fatalf("hull of %s is %v", r.RatString(), h)
		}
	})
}
