package exact

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
)

// atPower is (x - 2^e - shift)² - num/den times den.
func atPower(e uint, shift, num, den int64) algebra.Poly {
	n := algebra.Constant(algebra.IntFromBig(new(big.Int).Lsh(big.NewInt(1), e)))
	d := algebra.Variable(0).Sub(n).Sub(algebra.IntPoly(shift))
	return d.Mul(d).Scale(algebra.NewInt(den)).Sub(algebra.IntPoly(num))
}

// thirds makes the ends of the interval of a root numbers that no float holds.
func thirds(t *Tower, r *Root) {
	for range 2 {
		for k := range int64(2) {
			iv := r.Interval()
			t.CmpRat(r, iv.Lo.Add(iv.Hi.Sub(iv.Lo).Mul(RatFrac(1+k, 3))))
		}
	}
}

// TestLargeRoots: roots much larger than their distances get intervals of the width
// asked for, in order, also where the ends are not dyadic.
func TestLargeRoots(t *testing.T) {
	for _, e := range []uint{10, 100, 200, 400} {
		p := algebra.IntPoly(1)
		for _, shift := range []int64{0, 5, 11, 19} {
			p = p.Mul(atPower(e, shift, 2, 1))
		}
		tower := &Tower{}
		roots, _ := tower.Roots(p, 0)
		if len(roots) != 8 {
			t.Fatalf("2^%d: %d roots, want 8", e, len(roots))
		}
		width := RatFrac(1, 1<<20)
		for i, r := range roots {
			thirds(tower, r)
			c := &Tower{}
			c.PushRoot(0, r)
			iv := c.RefineCoordinate(0, width)
			if w := iv.Hi.Sub(iv.Lo); w.Sign() <= 0 || w.Cmp(width) > 0 {
				t.Errorf("2^%d, root %d: width %s", e, i, w)
			}
			if i > 0 && tower.Cmp(roots[i-1], r) >= 0 {
				t.Errorf("2^%d: roots %d and %d are out of order", e, i-1, i)
			}
		}
	}
}

// TestCmpOfCloseLargeRootsEnds: 2^e + √2 and 2^e + √(2 + 2^-40).
func TestCmpOfCloseLargeRootsEnds(t *testing.T) {
	for _, e := range []uint{1, 64, 200, 1000} {
		tower, units := &Tower{}, 0
		tower.Spend = func(n int) bool { units += n; return units < 300_000 }
		a, _ := tower.Roots(atPower(e, 0, 2, 1), 0)
		b, _ := tower.Roots(atPower(e, 0, 2<<40+1, 1<<40), 0)
		thirds(tower, a[1])
		thirds(tower, b[1])
		if c := tower.Cmp(a[1], b[1]); c != -1 || tower.Stopped() {
			t.Errorf("2^%d: compared as %d after %d units", e, c, units)
		}
	}
}

// TestSturmAgreesWithDescartes: Sturm sequences are the last resort of Tower.Roots,
// which hardly any polynomial needs; without the effort of Descartes' method they
// must find the same roots.
func TestSturmAgreesWithDescartes(t *testing.T) {
	someLittle, someMuch := little, much
	defer func() { little, much = someLittle, someMuch }()
	r := rand.New(rand.NewPCG(3, 9))
	x, y := algebra.Variable(0), algebra.Variable(1)
	compared := 0
	for range 300 {
		var p algebra.Poly
		for i := range 1 + r.IntN(5) {
			for j := range 2 {
				p = p.Add(x.Pow(i).Mul(y.Pow(j)).Scale(algebra.NewInt(int64(r.IntN(9) - 4))))
			}
		}
		if r.IntN(3) == 0 { // a double root
			q := x.Scale(algebra.NewInt(int64(1 + r.IntN(2)))).Sub(y.Scale(algebra.NewInt(int64(r.IntN(3))))).Add(algebra.IntPoly(int64(r.IntN(3) - 1)))
			p = p.Mul(q).Mul(q)
		}
		if p.Degree(0) == 0 || !p.Has(1) {
			continue
		}
		roots := func(l, m effort) (*Tower, []*Root, bool) {
			little, much = l, m
			tower := &Tower{}
			rs, _ := tower.Roots(y.Mul(y).Sub(algebra.IntPoly(2)), 1)
			tower.PushRoot(1, rs[1])
			out, ok := tower.Roots(p, 0)
			return tower, out, ok
		}
		tower, want, ok := roots(someLittle, someMuch)
		_, got, okSturm := roots(effort{}, effort{})
		if ok != okSturm || len(want) != len(got) {
			t.Errorf("%v: %d roots by Descartes' rule, %d by Sturm's theorem", p, len(want), len(got))
			continue
		}
		for i := range want {
			compared++
			if tower.Cmp(want[i], got[i]) != 0 {
				t.Errorf("%v: root %d differs", p, i)
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d roots compared", compared)
	}
}
