package repeated

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// For two players the bounds lie on either side of the payoff set.
func TestBoundsEncloseThePayoffSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(71, 72))
	inner, tight := 0, 0
	for k := range 25 {
		var rows []string
		for range 2 {
			rows = append(rows, fmt.Sprintf("%d,%d %d,%d", rng.IntN(9), rng.IntN(9), rng.IntN(9), rng.IntN(9)))
		}
		if k%2 == 0 {
			rows = []string{fmt.Sprintf("4,4 0,%d", 5+rng.IntN(3)), fmt.Sprintf("%d,0 1,1", 5+rng.IntN(3))}
		}
		s := bimatrixGame(rows...)
		delta := big.NewRat(int64(1+rng.IntN(8)), 10)
		set, err := Payoffs(context.Background(), s, delta)
		if err != nil {
			t.Fatal(err)
		}
		b, err := PayoffBounds(context.Background(), s, delta, BoundsOptions{})
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%q at %s", rows, delta.RatString())
		if b.Empty != set.Empty {
			t.Errorf("%s: bounds empty %v, set empty %v", name, b.Empty, set.Empty)
		}
		if set.Empty || !set.Exact {
			continue
		}
		for i, d := range b.Directions {
			most := new(big.Rat)
			for j, v := range set.Vertices {
				if x := along(d, v[:]); j == 0 || x.Cmp(most) > 0 {
					most = x
				}
			}
			if b.Outer[i].Cmp(most) < 0 {
				t.Errorf("%s: outer bound %s in %v, but %s is attained", name, b.Outer[i].RatString(), d, most.RatString())
			}
			if b.Inner == nil {
				continue
			}
			inner++
			if b.Inner[i].Cmp(most) > 0 {
				t.Errorf("%s: inner bound %s in %v, but at most %s", name, b.Inner[i].RatString(), d, most.RatString())
			}
			gap := new(big.Rat).Sub(b.Outer[i], b.Inner[i])
			if x, _ := gap.Float64(); x < 1e-4 {
				tight++
			}
		}
	}
	if tight*2 < inner {
		t.Errorf("only %d of %d directions are tight", tight, inner)
	}
}

// Three states that race for g = 1 and harm each other by h = 1: mutual restraint
// is an equilibrium payoff exactly from δ = g/((n-1)h) = 1/2 on.
func TestBoundsOfThreePlayers(t *testing.T) {
	g := newGame(t, nil, "0", [][]string{{"hold", "race"}, {"hold", "race"}, {"hold", "race"}}, func(p int, a []int) string {
		others := -a[p]
		for _, x := range a {
			others += x
		}
		return fmt.Sprintf("%d - %d", a[p], others)
	})
	s, err := g.At(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		delta string
		most  string // of the sum of payoffs
	}{{"9/20", "-3"}, {"1/2", "0"}, {"3/5", "0"}} {
		b, err := PayoffBounds(context.Background(), s, rat(c.delta), BoundsOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range b.Directions {
			if d[0] == 1 && d[1] == 1 && d[2] == 1 {
				if b.Inner[i].RatString() != c.most {
					t.Errorf("δ = %s: inner sum %s, want %s", c.delta, b.Inner[i].RatString(), c.most)
				}
			}
		}
	}
}

// Where only one mixture does, at the edge of the points, it is found: the first
// phase of the simplex method ends degenerate there.
func TestMixtureAtTheEdge(t *testing.T) {
	z := func(xs ...string) []*big.Rat {
		var out []*big.Rat
		for _, x := range xs {
			out = append(out, rat(x))
		}
		return out
	}
	points := [][]*big.Rat{z("-3/2", "-3/2", "-3/2"), z("0", "0", "0")}
	for _, c := range [][]*big.Rat{z("0", "0", "-1"), z("0", "-2", "0"), z("0", "0", "0")} {
		for _, d := range [][]int{{1, 0, 0}, {-1, 0, 0}, {-1, -1, -1}, {0, 0, 1}, {1, -1, 1}} {
			w := mixture(points, c, d)
			if w == nil || w[0].Sign() != 0 || w[1].Sign() != 0 || w[2].Sign() != 0 {
				t.Errorf("above %v towards %v: %v", c, d, w)
			}
		}
	}
}
