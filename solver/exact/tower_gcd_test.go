package exact

import (
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
)

// drawTower draws a point with one or two irrational coordinates: a root of
// x0^2 - 2 or x0^3 - x0 - 1, and a root over it of x1^2 - x0 - 2.
func drawTower(t *rapid.T) *Tower {
	x0, x1 := algebra.Variable(0), algebra.Variable(1)
	tower := &Tower{}
	p := x0.Pow(2).Sub(algebra.IntPoly(2))
	if rapid.Bool().Draw(t, "cubic") {
		p = x0.Pow(3).Sub(x0).Sub(algebra.IntPoly(1))
	}
	roots, _ := tower.Roots(p, 0)
	tower.PushRoot(0, roots[len(roots)-1])
	if rapid.Bool().Draw(t, "deep") {
		roots, _ = tower.Roots(x1.Pow(2).Sub(x0).Sub(algebra.IntPoly(2)), 1)
		tower.PushRoot(1, roots[len(roots)-1])
	}
	return tower
}

// drawOver draws a polynomial in variable 2 over a tower, of full degree.
func drawOver(t *rapid.T, tower *Tower, deg int, name string) algebra.Poly {
	p := algebra.Variable(2).Pow(deg)
	if rapid.Bool().Draw(t, name+" not monic") {
		p = p.Mul(algebra.Variable(0).Add(algebra.IntPoly(3)))
	}
	for k := range deg {
		c := algebra.IntPoly(rapid.Int64Range(-5, 5).Draw(t, name))
		for i := range tower.Len() {
			c = c.Add(algebra.Variable(i).Scale(algebra.NewInt(rapid.Int64Range(-2, 2).Draw(t, name))))
		}
		p = p.Add(c.Mul(algebra.Variable(2).Pow(k)))
	}
	return p
}

// TestTowerGCD: the greatest common divisor of multiples of g divides both, has
// at least the degree of g, and leaves the right cofactor.
func TestTowerGCD(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tower := drawTower(t)
		n := tower.Len()
		g := drawOver(t, tower, rapid.IntRange(0, 2).Draw(t, "deg g"), "g")
		a := g.Mul(drawOver(t, tower, rapid.IntRange(1, 3).Draw(t, "deg a"), "a"))
		b := g.Mul(drawOver(t, tower, rapid.IntRange(0, 3).Draw(t, "deg b"), "b"))
		got, rest := tower.gcdCofactor(a, b, 2, n)
		if got.Degree(2) < g.Degree(2) || got.Degree(2)+rest.Degree(2) != a.Degree(2) {
			t.Fatalf("%s and %s: gcd %s, cofactor %s", a, b, got, rest)
		}
		divides := func(d, p algebra.Poly) bool {
			if d.Degree(2) == 0 {
				return true
			}
			r := p
			if p.Degree(2) >= d.Degree(2) {
				r = p.PseudoRem(d, 2)
			}
			return tower.strip(tower.reduce(r, n, false), 2, n).IsZero()
		}
		for _, p := range []algebra.Poly{a, b} {
			if !divides(got, p) {
				t.Fatalf("%s does not divide %s", got, p)
			}
		}
		if !divides(rest, a) {
			t.Fatalf("the cofactor %s does not divide %s", rest, a)
		}
	})
}

// TestRefinementKeepsTheRoot: intervals shrink to the width asked for and hold
// the root, whose polynomial changes sign there.
func TestRefinementKeepsTheRoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tower := drawTower(t)
		p := drawOver(t, tower, rapid.IntRange(1, 5).Draw(t, "deg"), "p")
		roots, _ := tower.Roots(p, 2)
		bits := rapid.IntRange(1, 2000).Draw(t, "bits")
		width := RatInt(1)
		for range bits {
			width = width.Mul(half)
		}
		for _, r := range roots {
			lo := r.lo
			tower.narrowTo(r, tower.Len(), width)
			iv := r.Interval()
			if _, ok := r.Rational(); ok {
				continue
			}
			if iv.Hi.Sub(iv.Lo).Cmp(width) > 0 {
				t.Fatalf("%s: the interval is wider than 2^-%d", p, bits)
			}
			low := tower.sign(shrink(r.p.At(2, iv.Lo.shared())), tower.Len())
			high := tower.sign(shrink(r.p.At(2, iv.Hi.shared())), tower.Len())
			if low != lo || low*high >= 0 {
				t.Fatalf("%s: signs %d, %d at the ends, %d at first", p, low, high, lo)
			}
		}
	})
}
