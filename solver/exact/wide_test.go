package exact

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestEnclosures runs the same arithmetic exactly, in balls and in wide balls;
// the exact value must lie in both.
func TestEnclosures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Rat {
			return RatBig(anyRat(t, name))
		}
		prec := uint(rapid.IntRange(8, 100).Draw(t, "prec"))
		v := draw("v")
		b, w := ballRat(v), wideRat(v, prec)
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			x := draw("x")
			if rapid.Bool().Draw(t, "mul") {
				v, b, w = v.Mul(x), b.mul(ballRat(x)), w.mul(wideRat(x, prec))
			} else {
				v, b, w = v.Add(x), b.add(ballRat(x)), w.add(wideRat(x, prec))
			}
		}
		inside := func(mid, rad *big.Rat) bool {
			d := new(big.Rat).Sub(v.Big(), mid)
			return d.Abs(d).Cmp(rad) <= 0
		}
		wm, _ := w.mid.Rat(nil)
		wr, _ := w.rad.Rat(nil)
		if wm == nil {
			wm = new(big.Rat)
		}
		if wr == nil {
			wr = new(big.Rat)
		}
		if !inside(wm, wr) {
			t.Fatalf("%s is outside the wide ball %s ± %s", v, wm, wr)
		}
		bm, br := new(big.Rat).SetFloat64(b.mid), new(big.Rat).SetFloat64(b.rad)
		if bm == nil || br == nil {
			return
		}
		if !inside(bm, br) {
			t.Fatalf("%s is outside the ball %g ± %g", v, b.mid, b.rad)
		}
	})
}
