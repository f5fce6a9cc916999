package repeated

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
)

// randomBimatrix has two or three actions a side and small integer payoffs; every
// third is a dilemma, which random games seldom are.
func randomBimatrix(rng *rand.Rand, k int) *games.Strategic {
	m, n := 2+rng.IntN(2), 2+rng.IntN(2)
	if k%3 == 0 {
		return bimatrixGame(fmt.Sprintf("6,6 %d,9", rng.IntN(4)), fmt.Sprintf("9,%d 4,4", rng.IntN(4)))
	}
	var rows []string
	for range m {
		row := ""
		for range n {
			row += fmt.Sprintf("%d,%d ", rng.IntN(13)-4, rng.IntN(13)-4)
		}
		rows = append(rows, row)
	}
	return bimatrixGame(rows...)
}

// Every action profile generates at most three extreme points (Abreu, Brooks and
// Sannikov 2020, Econometrica 88:1661-1694, for stochastic games; Abreu and Sannikov
// 2014 prove four). The worst payoffs are no lower than the minmax and no higher at
// a larger discount factor, at which the whole set is contained (Abreu, Pearce and
// Stacchetti 1990, Theorem 6).
func TestExtremePointsAndMonotonicity(t *testing.T) {
	rng := rand.New(rand.NewPCG(91, 92))
	points, contained := 0, 0
	for k := range 250 {
		s := randomBimatrix(rng, k)
		num := int64(1 + rng.IntN(7))
		set, err := Payoffs(context.Background(), s, big.NewRat(num, 10))
		if err != nil {
			t.Fatal(err)
		}
		for a := range s.Profiles() {
			if stable(s, a) && set.Vertices == nil {
				t.Errorf("%v at %d/10: a stage equilibrium, but no set inside", s.Payoffs, num)
			}
		}
		made := map[[2]int]int{}
		for _, x := range set.Supports {
			points++
			if made[x.Profile]++; made[x.Profile] > 3 {
				t.Errorf("%v at %d/10: %v generates four extreme points", s.Payoffs, num, x.Profile)
			}
		}
		if !set.Exact || set.Empty {
			continue
		}
		for p := range 2 {
			if set.Worst[p].Cmp(set.Minmax[p]) < 0 {
				t.Errorf("%v at %d/10: worst %v below minmax %v", s.Payoffs, num, set.Worst, set.Minmax)
			}
		}
		later, err := Payoffs(context.Background(), s, big.NewRat(num+1, 10))
		if err != nil {
			t.Fatal(err)
		}
		if !later.Exact {
			continue
		}
		for _, v := range set.Vertices {
			contained++
			if later.Mix(v) == nil {
				t.Errorf("%v: %v is attained at %d/10 but not at %d/10", s.Payoffs, v, num, num+1)
			}
		}
	}
	if points < 200 || contained < 200 {
		t.Errorf("%d points, %d contained", points, contained)
	}
}

// hyperplanes is the outer approximation of Judd, Yeltekin and Conklin (2003,
// Econometrica 71:1239-1254): the operator on polygons with fixed normals, here in
// floating point. It returns the levels of the normals; nil when nothing is left.
func hyperplanes(g, best [][2]float64, delta float64, normals []pt, steps int) []float64 {
	level := make([]float64, len(normals))
	for i, h := range normals {
		level[i] = math.Inf(-1)
		for _, v := range g {
			level[i] = max(level[i], h[0]*v[0]+h[1]*v[1])
		}
	}
	for range steps {
		ring := []pt{{-1e3, -1e3}, {1e3, -1e3}, {1e3, 1e3}, {-1e3, 1e3}}
		for i, h := range normals {
			ring = clipHalf(ring, side{h, level[i] + 1e-9})
		}
		if len(ring) == 0 {
			return nil
		}
		low := ring[0]
		for _, v := range ring {
			low = pt{min(low[0], v[0]), min(low[1], v[1])}
		}
		next := make([]float64, len(normals))
		for i := range next {
			next[i] = math.Inf(-1)
		}
		for a := range g {
			q := ring
			for p := range 2 {
				var n pt
				n[p] = -1
				q = clipHalf(q, side{n, -(low[p] + (1-delta)/delta*(best[a][p]-g[a][p])) + 1e-9})
			}
			for _, w := range q {
				for i, h := range normals {
					v := (1-delta)*(h[0]*g[a][0]+h[1]*g[a][1]) + delta*(h[0]*w[0]+h[1]*w[1])
					next[i] = max(next[i], v)
				}
			}
		}
		for i := range level {
			level[i] = min(level[i], next[i])
		}
		if math.IsInf(level[0], -1) {
			return nil
		}
	}
	return level
}

// An independent approximation by hyperplanes contains the payoff set and, with the
// normals of its edges among the directions, mostly is the set.
func TestPayoffSetsAgainstHyperplanes(t *testing.T) {
	rng := rand.New(rand.NewPCG(93, 94))
	compared, tight := 0, 0
	for k := range 120 {
		s := randomBimatrix(rng, k)
		delta := big.NewRat(int64(2+rng.IntN(7)), 10)
		set, err := Payoffs(context.Background(), s, delta)
		if err != nil {
			t.Fatal(err)
		}
		var normals []pt
		for i := range 16 {
			x := 2 * math.Pi * float64(i) / 16
			normals = append(normals, pt{math.Cos(x), math.Sin(x)})
		}
		var ring []pt
		for _, v := range set.Vertices {
			x, _ := v[0].Float64()
			y, _ := v[1].Float64()
			ring = append(ring, pt{x, y})
		}
		for i, v := range ring {
			w := ring[(i+1)%len(ring)]
			if size := math.Hypot(w[0]-v[0], w[1]-v[1]); size > 0 {
				normals = append(normals, pt{(w[1] - v[1]) / size, (v[0] - w[0]) / size})
			}
		}
		g, best := floatGame(s)
		d, _ := delta.Float64()
		level := hyperplanes(g, best, d, normals, 500)
		if set.Empty {
			continue // the approximation may take longer to see it
		}
		if level == nil && len(ring) > 0 {
			t.Errorf("%v at %s: hyperplanes leave nothing of %v", s.Payoffs, delta.RatString(), ring)
			continue
		}
		for i, h := range normals {
			if len(ring) == 0 {
				break
			}
			most := math.Inf(-1)
			for _, v := range ring {
				most = max(most, h[0]*v[0]+h[1]*v[1])
			}
			compared++
			if most > level[i]+1e-6 {
				t.Errorf("%v at %s: %v in direction %v, but at most %v", s.Payoffs, delta.RatString(), most, h, level[i])
			}
			if level[i]-most < 1e-5 {
				tight++
			}
		}
	}
	t.Logf("%d of %d levels agree", tight, compared)
	if compared < 500 || tight*10 < compared*8 {
		t.Errorf("%d of %d levels agree", tight, compared)
	}
}

// Where the search for extreme points ends between two candidates, a set grown from
// the stage equilibrium is inside, with a gap to the polygon around.
func TestPayoffSetGrownFromStageEquilibria(t *testing.T) {
	s := bimatrixGame("0,4 2,5 -3,8", "-4,6 -4,-2 0,8", "8,6 -4,1 5,1")
	set, err := Payoffs(context.Background(), s, rat("4/5"))
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Vertices) == 0 || set.Outer == nil && !set.Exact || set.Gap[0] == nil {
		t.Fatalf("%v around %v, gap %v", set.Outer, set.Vertices, set.Gap)
	}
	if set.Mix([2]*big.Rat{rat("8"), rat("6")}) == nil {
		t.Errorf("the stage equilibrium (8, 6) is not in %v", set.Vertices)
	}
	x, _ := set.Gap[0].Float64()
	t.Logf("%d vertices, gap %v", len(set.Vertices), x)
}

// The Cournot grids have rational extreme points, however long, and all are found.
func TestCournotGridsAreExact(t *testing.T) {
	for _, n := range []int{5, 12, 15, 31} {
		set, err := Payoffs(context.Background(), cournot(n), rat("9/10"))
		if err != nil {
			t.Fatal(err)
		}
		if !set.Exact || len(set.Supports) != len(set.Vertices) {
			t.Errorf("%d quantities: exact %v, %d vertices", n, set.Exact, len(set.Vertices))
		}
		// Producing too much for ever is an equilibrium that pays nothing.
		if set.Worst[0].Sign() != 0 || set.Worst[1].Sign() != 0 {
			t.Errorf("%d quantities: worst %v", n, set.Worst)
		}
	}
}

// Larger games, many ties among their payoffs, against the operator itself: there are
// enough profiles for the shortcuts of hulls and of exact tests to be taken.
func TestLargePayoffSetsAgreeWithTheDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(95, 96))
	proved := 0
	for k := range 25 {
		n := 11 + rng.IntN(3)
		var rows []string
		for i := range n {
			row := ""
			for j := range n {
				x, y := rng.IntN(4+8*(k%3)), rng.IntN(4+8*(k%3))
				if k%2 == 0 { // a race: more is better for oneself and worse for the other
					x, y = 2*i-3*j+rng.IntN(2), 2*j-3*i+rng.IntN(2)
				}
				row += fmt.Sprintf("%d,%d ", x, y)
			}
			rows = append(rows, row)
		}
		s := bimatrixGame(rows...)
		delta := big.NewRat(int64(2+rng.IntN(7)), 10)
		set, err := Payoffs(context.Background(), s, delta)
		if err != nil {
			t.Fatal(err)
		}
		if set.Exact {
			proved++
		}
		g, best := floatGame(s)
		d, _ := delta.Float64()
		slow := slowAPS(g, best, d, 300)
		if set.Empty != (len(slow) == 0) {
			t.Errorf("game %d at %s: empty %v, the operator leaves %d points", k, delta.RatString(), set.Empty, len(slow))
			continue
		}
		var ring []pt
		for _, v := range set.Vertices {
			x, _ := v[0].Float64()
			y, _ := v[1].Float64()
			ring = append(ring, pt{x, y})
		}
		for _, v := range ring {
			if distance(slow, v) > 1e-5 {
				t.Errorf("game %d at %s: %v is not in %v", k, delta.RatString(), v, slow)
			}
		}
		for _, v := range slow {
			if set.Exact && distance(ring, v) > 1e-5 {
				t.Errorf("game %d at %s: %v is missing from %v", k, delta.RatString(), v, ring)
			}
		}
	}
	if proved < 15 {
		t.Errorf("only %d of 25 sets are proved", proved)
	}
}
