package plane_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/plane"
)

var names = expr.Names{"x", "y"}

func formula(t testing.TB, s string) expr.Formula {
	t.Helper()
	f, _, err := expr.CompileFormula(s, names)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return f
}

// bits is a class for every combination of truths.
func bits(truth []bool) int {
	n := 0
	for i, b := range truth {
		if b {
			n |= 1 << i
		}
	}
	return n
}

func question(t testing.TB, allowed string, conditions ...string) *plane.Question {
	q := &plane.Question{X: 0, Y: 1, Allowed: formula(t, allowed), Class: bits}
	for _, c := range conditions {
		q.Conditions = append(q.Conditions, formula(t, c))
	}
	return q
}

func window(lo, hi int64) plane.Window {
	return plane.Window{X: 0, Y: 1, XLo: big.NewRat(lo, 1), XHi: big.NewRat(hi, 1), YLo: big.NewRat(lo, 1), YHi: big.NewRat(hi, 1)}
}

// winding counts how often a region goes around a point.
func winding(r *plane.Region, x, y float64) int {
	n := 0
	for _, l := range r.Loops {
		for i, p := range l {
			q := l[(i+1)%len(l)]
			side := (q.X-p.X)*(y-p.Y) - (q.Y-p.Y)*(x-p.X)
			switch {
			case p.Y <= y && q.Y > y && side > 0:
				n++
			case p.Y > y && q.Y <= y && side < 0:
				n--
			}
		}
	}
	return n
}

var questions = []struct {
	allowed    string
	conditions []string
}{
	{"y > 0", []string{"x <= y", "x >= 0", "2*x > y"}},
	{"true", []string{"x^2 + y^2 < 1", "y > x^2", "x*y > 1/4"}},
	{"x > -1", []string{"y^2 <= x^3 + x^2", "x = 1/3", "y = 1/2 and x > 0"}}, // a node and an upright line
	{"true", []string{"(x^2 + y^2)^2 < 2*(x^2 - y^2)"}},                      // a lemniscate
	{"y != 0", []string{"x/y > 1", "x^2 > 2", "y^3 - 3*x*y + x^3 >= 0"}},     // a folium, irrational lines
	{"true", []string{"y^2 > x^3", "x^2*y > 1", "false", "x > 0 => y > 0"}},  // a cusp, poles
	{"x > 0 and y > 0 and x + y < 1", []string{"x*(1 - y) > y*(1 - x)^2", "x = y"}},
}

// TestRegionsHoldTheTruth compares the outlines with the conditions at random points:
// those not within the tolerance of a boundary lie in the region of their class alone.
func TestRegionsHoldTheTruth(t *testing.T) {
	for _, c := range questions {
		q := question(t, c.allowed, c.conditions...)
		holdTheTruth(t, q, func(x, y *big.Rat) []*big.Rat { return []*big.Rat{x, y} })
	}
}

// holdTheTruth is the test of one question, whose variables have their values at a point
// from at.
func holdTheTruth(t *testing.T, q *plane.Question, at func(x, y *big.Rat) []*big.Rat) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	w := window(-2, 2)
	m, err := plane.Divide(context.Background(), q, w)
	if err != nil {
		t.Fatalf("%v: %v", q.Conditions, err)
	}
	checked := 0
	for range 400 {
		x, y := big.NewRat(rng.Int64N(8001)-4000, 2003), big.NewRat(rng.Int64N(8001)-4000, 2003)
		if x.Cmp(w.XLo) <= 0 || x.Cmp(w.XHi) >= 0 || y.Cmp(w.YLo) <= 0 || y.Cmp(w.YHi) >= 0 {
			continue
		}
		want, near := classAt(q, at(x, y)), false
		// A point whose neighbours are of another class is near a boundary.
		for _, d := range [][2]int64{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			e := big.NewRat(4, 5000*1)
			dx, dy := new(big.Rat).Mul(e, big.NewRat(d[0], 1)), new(big.Rat).Mul(e, big.NewRat(d[1], 1))
			near = near || classAt(q, at(dx.Add(dx, x), dy.Add(dy, y))) != want
		}
		if near {
			continue
		}
		checked++
		fx, _ := x.Float64()
		fy, _ := y.Float64()
		for i := range m.Regions {
			r := &m.Regions[i]
			n := 0
			if r.Class == want {
				n = 1
			}
			if got := winding(r, fx, fy); got != n {
				t.Fatalf("%v: at %v, %v of class %d: the region of class %d goes around it %d times", q.Conditions, fx, fy, want, r.Class, got)
			}
		}
	}
	if checked < 200 {
		t.Fatalf("%v: %d points were away from boundaries", q.Conditions, checked)
	}
	for _, r := range m.Regions {
		if got := classAt(q, at(r.Sample[0], r.Sample[1])); got != r.Class {
			t.Errorf("%v: the sample of class %d is of class %d", q.Conditions, r.Class, got)
		}
	}
}

func classAt(q *plane.Question, at []*big.Rat) int {
	if !q.Allowed.Eval(at) {
		return plane.Outside
	}
	var truth []bool
	for _, c := range q.Conditions {
		truth = append(truth, c.Eval(at))
	}
	return bits(truth)
}

// TestCurvesLieOnTheirPolynomials: a point of a curve has a zero of the polynomial
// within the tolerance, and so has the middle between two neighbours.
func TestCurvesLieOnTheirPolynomials(t *testing.T) {
	for _, c := range questions {
		m, err := plane.Divide(context.Background(), question(t, c.allowed, c.conditions...), window(-2, 2))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Curves) == 0 {
			t.Errorf("%v: no curves", c)
		}
		for _, k := range m.Curves {
			for i := 1; i < len(k.Points); i++ {
				a, b := k.Points[i-1], k.Points[i]
				for _, s := range []float64{0, 0.5, 1} {
					x, y := a.X+s*(b.X-a.X), a.Y+s*(b.Y-a.Y)
					if !zeroNear(k.P, x, y, 4*plane.Tolerance) {
						t.Fatalf("%v: %v does not vanish near %v, %v, %v of the way from %v to %v", c, expr.Printer{Names: names}.Poly(k.P), x, y, s, a, b)
					}
				}
			}
		}
	}
}

// zeroNear looks for a change of sign on a small circle, or a zero at the centre.
func zeroNear(p algebra.Poly, x, y, r float64) bool {
	seen := [3]bool{}
	for _, d := range [][2]float64{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {.7, .7}, {-.7, .7}, {.7, -.7}, {-.7, -.7}} {
		at := []*big.Rat{new(big.Rat).SetFloat64(x + r*d[0]), new(big.Rat).SetFloat64(y + r*d[1])}
		seen[1+p.Sign(at)] = true
	}
	return seen[1] || seen[0] && seen[2]
}

// TestKnifeEdges: lines and points that are unlike everything around are found, also
// where a factor vanishes twice.
func TestKnifeEdges(t *testing.T) {
	m, err := plane.Divide(context.Background(), question(t, "true", "(x - y)^2 <= 0", "x^2 + (y - 1)^2 <= 0", "3*x = 2 and 0 < y and y < x"), window(-2, 2))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range m.Curves {
		if !k.KnifeEdge() {
			t.Errorf("%v is no knife-edge", k)
		}
		got = append(got, fmt.Sprintf("%s %d", expr.Printer{Names: names}.Poly(k.P), k.Class))
	}
	for _, d := range m.Dots {
		got = append(got, fmt.Sprintf("%.3f %.3f %d", d.At.X, d.At.Y, d.Class))
	}
	want := "[x - y 1 3*x - 2 4 0.000 1.000 2]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFitShowsEveryClass: what Divide finds in the window is every class that there is.
func TestFitShowsEveryClass(t *testing.T) {
	for _, c := range []struct {
		allowed    string
		conditions []string
		classes    int
	}{
		{"y > 0 and x >= -1/2 and x <= 1/2", []string{"x <= y", "x >= 0"}, 3},
		{"true", []string{"x > 100", "y < -30"}, 4},
		{"x > 0", []string{"x^2 + (y - 7)^2 < 1/100"}, 2},
	} {
		q := question(t, c.allowed, c.conditions...)
		w, err := plane.Fit(context.Background(), q, plane.Limits{}, plane.Limits{Default: big.NewRat(1, 5)})
		if err != nil {
			t.Fatal(err)
		}
		m, err := plane.Divide(context.Background(), q, w)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Regions) != c.classes {
			t.Errorf("%v: %d of %d classes in %v", c.conditions, len(m.Regions), c.classes, w)
		}
	}
}

// TestFitHasRoundEnds: a window that nobody asked for ends where axes have marks, one of
// whole numbers at these with some of them in it, and what was asked for stays.
func TestFitHasRoundEnds(t *testing.T) {
	r := func(a, b int64) *big.Rat { return big.NewRat(a, b) }
	for _, c := range []struct {
		allowed    string
		conditions []string
		x          plane.Limits
		lo, hi     *big.Rat
	}{
		{"x > 0 and y > 0", []string{"x > y"}, plane.Limits{Lo: r(0, 1), Default: r(1, 1)}, r(0, 1), r(6, 5)},
		{"x > 0", []string{"x > 103"}, plane.Limits{Lo: r(0, 1)}, r(0, 1), r(140, 1)},
		{"x > 1/30 and x < 29/30", []string{"y > x"}, plane.Limits{Lo: r(0, 1), Hi: r(1, 1)}, r(0, 1), r(1, 1)},
		{"x > 1/30 and x < 1/10", []string{"y > x"}, plane.Limits{Lo: r(0, 1), Hi: r(1, 1)}, r(3, 100), r(1, 10)},
		{"x > 1/30 and x < 1/10", []string{"y > x"}, plane.Limits{Lo: r(0, 1), Hi: r(1, 1), Given: true}, r(0, 1), r(1, 1)},
		{"x >= 2", []string{"y > 1/x"}, plane.Limits{Lo: r(2, 1), Default: r(3, 1), Whole: true}, r(2, 1), r(5, 1)},
		{"x = 2 or x = 3 or x >= 4", []string{"y > 0"}, plane.Limits{Lo: r(2, 1), Default: r(5, 1), Whole: true}, r(2, 1), r(7, 1)},
		{"true", []string{"y > x"}, plane.Limits{Default: r(60, 1), Whole: true}, nil, nil},
	} {
		w, err := plane.Fit(context.Background(), question(t, c.allowed, c.conditions...), c.x, plane.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if c.lo != nil && (w.XLo.Cmp(c.lo) != 0 || w.XHi.Cmp(c.hi) != 0) {
			t.Errorf("%s, %v: from %v to %v, want %v to %v", c.allowed, c.conditions, w.XLo, w.XHi, c.lo, c.hi)
		}
		if c.x.Whole && (!w.XLo.IsInt() || !w.XHi.IsInt()) {
			t.Errorf("%s, %v: from %v to %v", c.allowed, c.conditions, w.XLo, w.XHi)
		}
	}
}

// TestDivideStops when its context ends.
func TestDivideStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := plane.Divide(ctx, question(t, "true", "x*y > 1"), window(-1, 1)); err == nil {
		t.Error("a division whose context has ended is no division")
	}
}
