package repeated

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
)

// bimatrixGame builds a two-player game from rows of "a,b" cells.
func bimatrixGame(rows ...string) *games.Strategic {
	s := &games.Strategic{Players: []games.Player{{Name: "1"}, {Name: "2"}}}
	var u [2][]*big.Rat
	for i, r := range rows {
		s.Players[0].Actions = append(s.Players[0].Actions, fmt.Sprint("r", i))
		cells := strings.Fields(r)
		for j, c := range cells {
			if i == 0 {
				s.Players[1].Actions = append(s.Players[1].Actions, fmt.Sprint("c", j))
			}
			x, y, _ := strings.Cut(c, ",")
			u[0], u[1] = append(u[0], rat(x)), append(u[1], rat(y))
		}
	}
	s.Payoffs = []games.Table{games.NewTable(u[0]), games.NewTable(u[1])}
	return s
}

func printed(vs [][2]*big.Rat) string {
	var out []string
	for _, v := range vs {
		out = append(out, "("+v[0].RatString()+", "+v[1].RatString()+")")
	}
	return strings.Join(out, " ")
}

func TestPublishedPayoffSets(t *testing.T) {
	for _, c := range []struct {
		name, delta string
		game        *games.Strategic
		want        string
	}{
		// QuantEcon.py's test of its Abreu-Sannikov algorithm.
		{"prisoner's dilemma", "3/4", bimatrixGame("9,9 1,10", "10,1 3,3"), "(3, 3) (39/4, 3) (9, 9) (3, 39/4)"},
		// Impatient players: the stage equilibrium only.
		{"prisoner's dilemma", "1/10", bimatrixGame("9,9 1,10", "10,1 3,3"), "(3, 3)"},
		{"prisoner's dilemma", "0", bimatrixGame("9,9 1,10", "10,1 3,3"), "(3, 3)"},
		{"battle of the sexes", "0", bimatrixGame("2,1 0,0", "0,0 1,2"), "(1, 2) (2, 1)"},
		{"matching pennies", "1/4", bimatrixGame("1,-1 -1,1", "-1,1 1,-1"), "empty"},
		{"matching pennies", "9/10", bimatrixGame("1,-1 -1,1", "-1,1 1,-1"), "empty"},
	} {
		set, err := Payoffs(context.Background(), c.game, rat(c.delta))
		if err != nil {
			t.Fatal(err)
		}
		got := printed(set.Vertices)
		if set.Empty {
			got = "empty"
		}
		if got != c.want || !set.Exact {
			t.Errorf("%s at %s: %s (exact %v), want %s", c.name, c.delta, got, set.Exact, c.want)
		}
	}
}

// cournot is a duopoly with inverse demand max(6 - q1 - q2, 0), no costs and n
// quantities from 0 to 6.
func cournot(n int) *games.Strategic {
	s := &games.Strategic{Players: []games.Player{{Name: "1"}, {Name: "2"}}}
	var u [2][]*big.Rat
	for i := range n {
		s.Players[0].Actions = append(s.Players[0].Actions, fmt.Sprint(i))
		s.Players[1].Actions = append(s.Players[1].Actions, fmt.Sprint(i))
		for j := range n {
			q := [2]*big.Rat{big.NewRat(int64(6*i), int64(n-1)), big.NewRat(int64(6*j), int64(n-1))}
			price := sub(sub(big.NewRat(6, 1), q[0]), q[1])
			if price.Sign() < 0 {
				price.SetInt64(0)
			}
			u[0], u[1] = append(u[0], mul(q[0], price)), append(u[1], mul(q[1], price))
		}
	}
	s.Payoffs = []games.Table{games.NewTable(u[0]), games.NewTable(u[1])}
	return s
}

func benchmarkPayoffs(b *testing.B, s *games.Strategic, delta string) {
	set, err := Payoffs(context.Background(), s, rat(delta))
	if err != nil {
		b.Fatal(err)
	}
	gap := 0.0
	if set.Gap[0] != nil {
		gap, _ = set.Gap[0].Float64()
	}
	b.Logf("%d vertices, exact %v, gap %.2g, %d steps", len(set.Vertices), set.Exact, gap, set.Steps)
	for b.Loop() {
		if _, err := Payoffs(context.Background(), s, rat(delta)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPayoffs2x2(b *testing.B) {
	benchmarkPayoffs(b, bimatrixGame("9,9 1,10", "10,1 3,3"), "3/4")
}

func BenchmarkPayoffs3x3(b *testing.B) {
	benchmarkPayoffs(b, bimatrixGame("16,9 3,13 0,3", "21,1 10,4 -1,0", "9,0 5,-4 -5,-15"), "3/10")
}

func BenchmarkPayoffsCournot15(b *testing.B)  { benchmarkPayoffs(b, cournot(15), "9/10") }
func BenchmarkPayoffsCournot100(b *testing.B) { benchmarkPayoffs(b, cournot(100), "9/10") }

// The Cournot duopoly of Abreu and Sannikov (2014) at δ = 0.3: six extreme points,
// irrational ones among them. The decimals are those of QuantEcon.py's test.
func TestAbreuSannikovCournot(t *testing.T) {
	g := bimatrixGame("16,9 3,13 0,3", "21,1 10,4 -1,0", "9,0 5,-4 -5,-15")
	set, err := Payoffs(context.Background(), g, rat("3/10"))
	if err != nil {
		t.Fatal(err)
	}
	want := []pt{{1.12568240, 2.8}, {7.33770472, 0}, {7.86308964, 0}, {19.7917977, 2.8}, {15.5630896, 9.1}, {7.33770472, 10.9826253}}
	if len(set.Vertices) != len(want) || set.Exact {
		t.Fatalf("%d vertices, exact %v", len(set.Vertices), set.Exact)
	}
	for k, v := range set.Vertices {
		x, _ := v[0].Float64()
		y, _ := v[1].Float64()
		if far(pt{x, y}, want[k], 1e-6) {
			t.Errorf("vertex %d is (%v, %v), want %v", k, x, y, want[k])
		}
	}
	if g, _ := set.Gap[0].Float64(); g > 1e-8 {
		t.Errorf("gap %v", g)
	}
	if set.Outer == nil {
		t.Error("no outer bound")
	}
}

// slowAPS iterates the operator of Abreu, Pearce and Stacchetti itself, in
// floating point and without short cuts, from the feasible payoffs. Thresholds are
// relaxed a little, because extreme points may rest on continuations that only
// just deter.
func slowAPS(g [][2]float64, best [][2]float64, delta float64, steps int) []pt {
	var ring []pt
	all := make([]pt, len(g))
	for i, v := range g {
		all[i] = pt(v)
	}
	for _, i := range hull(all, 0) {
		ring = append(ring, all[i])
	}
	for range steps {
		if len(ring) == 0 {
			return nil
		}
		low := ring[0]
		for _, v := range ring {
			low = pt{min(low[0], v[0]), min(low[1], v[1])}
		}
		var made []pt
		for a := range g {
			t := pt{}
			for p := range 2 {
				t[p] = low[p] + (1-delta)/delta*(best[a][p]-g[a][p]) - 1e-9
			}
			for _, w := range clip(nil, clip(nil, ring, 0, t[0]), 1, t[1]) {
				made = append(made, pt{(1-delta)*g[a][0] + delta*w[0], (1-delta)*g[a][1] + delta*w[1]})
			}
		}
		ring = ring[:0]
		for _, i := range hull(made, 0) {
			ring = append(ring, made[i])
		}
	}
	return ring
}

func TestPayoffSetsAgreeWithTheDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	exactSets, empty, inexact := 0, 0, 0
	for k := range 150 {
		m, n := 2+rng.IntN(2), 2+rng.IntN(2)
		var rows []string
		for range m {
			row := ""
			for range n {
				row += fmt.Sprintf("%d,%d ", rng.IntN(13)-4, rng.IntN(13)-4)
			}
			rows = append(rows, row)
		}
		s := bimatrixGame(rows...)
		delta := big.NewRat(int64(1+rng.IntN(8)), 10)
		set, err := Payoffs(context.Background(), s, delta)
		if err != nil {
			t.Fatal(err)
		}
		g, best := make([][2]float64, m*n), make([][2]float64, m*n)
		for i := range m {
			for j := range n {
				for p := range 2 {
					g[i*n+j][p], _ = s.Payoffs[p].Rat(i*n + j).Float64()
				}
				best[i*n+j] = [2]float64{-100, -100}
				for x := range m {
					v, _ := s.Payoffs[0].Rat(x*n + j).Float64()
					best[i*n+j][0] = max(best[i*n+j][0], v)
				}
				for x := range n {
					v, _ := s.Payoffs[1].Rat(i*n + x).Float64()
					best[i*n+j][1] = max(best[i*n+j][1], v)
				}
			}
		}
		d, _ := delta.Float64()
		slow := slowAPS(g, best, d, 400)
		name := fmt.Sprintf("game %d %q at %s", k, rows, delta.RatString())
		switch {
		case set.Empty:
			empty++
			if len(slow) > 0 {
				t.Errorf("%s: empty, but the operator leaves %v", name, slow)
			}
			continue
		case set.Exact:
			exactSets++
		default:
			inexact++
			if g, _ := set.Gap[0].Float64(); g > 1e-7 {
				t.Errorf("%s: gap %v", name, g)
			}
		}
		var ring []pt
		for _, v := range set.Vertices {
			x, _ := v[0].Float64()
			y, _ := v[1].Float64()
			ring = append(ring, pt{x, y})
		}
		for _, v := range slow {
			if len(ring) > 0 && distance(ring, v) > 1e-6 {
				t.Errorf("%s: %v is outside %v", name, v, ring)
			}
		}
		for _, v := range ring {
			if len(slow) == 0 || distance(slow, v) > 1e-6 {
				t.Errorf("%s: vertex %v is not in %v", name, v, slow)
			}
		}
	}
	t.Logf("%d exact, %d empty, %d enclosed", exactSets, empty, inexact)
}

// The chains find what a walk around the polygon finds.
func TestChains(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	for range 300 {
		var ps []pt
		for range 1 + rng.IntN(12) {
			ps = append(ps, pt{float64(rng.IntN(7)), float64(rng.IntN(7))})
		}
		var ring []pt
		for _, i := range hull(ps, 0) {
			ring = append(ring, ps[i])
		}
		var c chains
		c.load(ring)
		for p := range 2 {
			for x := -1.0; x <= 7; x += 0.5 {
				lo, hi, loEdge, hiEdge, ok := c.at(p, x, 1e-9)
				least, most := math.Inf(1), math.Inf(-1)
				for i, a := range ring {
					b := ring[(i+1)%len(ring)]
					if x < min(a[p], b[p]) || x > max(a[p], b[p]) {
						continue
					}
					ys := []float64{a[1-p], b[1-p]}
					if a[p] != b[p] {
						y := a[1-p] + (x-a[p])/(b[p]-a[p])*(b[1-p]-a[1-p])
						ys = []float64{y}
					}
					for _, y := range ys {
						least, most = min(least, y), max(most, y)
					}
				}
				if ok != (most >= least) {
					t.Fatalf("%v at %d, %v: found %v", ring, p, x, ok)
				}
				if !ok {
					continue
				}
				if math.Abs(lo-least) > 1e-9 || math.Abs(hi-most) > 1e-9 {
					t.Fatalf("%v at %d, %v: [%v, %v], want [%v, %v]", ring, p, x, lo, hi, least, most)
				}
				for k, e := range []int{loEdge, hiEdge} {
					a, b := ring[e], ring[(e+1)%len(ring)]
					if w := (pt{}); true {
						w[p], w[1-p] = x, []float64{lo, hi}[k]
						if distance([]pt{a, b}, w) > 1e-9 {
							t.Fatalf("%v at %d, %v: %v is not on edge %d", ring, p, x, w, e)
						}
					}
				}
			}
		}
	}
}
