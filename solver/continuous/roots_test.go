package continuous

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// rooted are games whose payoffs take square roots of choices, with the payoffs of both
// players in floating point.
var rooted = []struct {
	text   string
	ux, uy func(a, b, x, y float64) float64
	ends   func(b float64) (lowX, highX, lowY, highY float64)
}{
	{
		file([]string{"a", "b"}, "[0, inf)", "[0, inf)", "if(x + y > 0, a*sqrt(x)/(sqrt(x) + sqrt(y)), a/2) - x", "if(x + y > 0, b*sqrt(y)/(sqrt(x) + sqrt(y)), b/2) - y"),
		func(a, b, x, y float64) float64 { return a*share(x, y) - x },
		func(a, b, x, y float64) float64 { return b*share(y, x) - y },
		func(b float64) (float64, float64, float64, float64) { return 0, 20, 0, 20 },
	},
	{
		file([]string{"a", "b"}, "[0, 4]", "[0, 1]", "a*sqrt(4*x + 4) - b*x", "sqrt(1 - y) + x*y/4"),
		func(a, b, x, y float64) float64 { return a*math.Sqrt(4*x+4) - b*x },
		func(a, b, x, y float64) float64 { return math.Sqrt(1-y) + x*y/4 },
		func(b float64) (float64, float64, float64, float64) { return 0, 4, 0, 1 },
	},
	{
		file([]string{"a", "b"}, "[0, b]", "[1, 9]", "2*a*sqrt(x) - x*y/4", "x*sqrt(y) - y"),
		func(a, b, x, y float64) float64 { return 2*a*math.Sqrt(x) - x*y/4 },
		func(a, b, x, y float64) float64 { return x*math.Sqrt(y) - y },
		func(b float64) (float64, float64, float64, float64) { return 0, b, 1, 9 },
	},
}

func share(x, y float64) float64 {
	if x+y == 0 {
		return 0.5
	}
	return math.Sqrt(x) / (math.Sqrt(x) + math.Sqrt(y))
}

// Where payoffs take square roots of choices, what the rows choose is best among a grid
// of choices; these games have an equilibrium everywhere.
func TestRootsOfChoices(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	seen := 0
	for _, c := range rooted {
		g := read(t, c.text)
		table, err := Equilibria(context.Background(), g)
		if err != nil || !table.Complete {
			t.Fatal(err, table)
		}
		for range 12 {
			theta := []*big.Rat{someRat(r), someRat(r)}
			at := append([]*big.Rat(nil), theta...)
			for _, p := range g.Params[2:] { // roots of numbers and of parameters
				u, _ := p.Derived.Arg.Eval(at)
				f, _ := u.Float64()
				at = append(at, new(big.Rat).SetFloat64(math.Sqrt(f)))
			}
			a, _ := theta[0].Float64()
			b, _ := theta[1].Float64()
			lowX, highX, lowY, highY := c.ends(b)
			most := func(u func(float64) float64, low, high float64) float64 {
				most := u(high)
				for k := range 4000 {
					most = max(most, u(low+(high-low)*float64(k)/4000))
				}
				return most
			}
			found := false
			for _, row := range table.Rows {
				if !row.Exists.Eval(at) {
					continue
				}
				found = true
				where, ok := choices(row, at)
				if !ok {
					continue // a root of a polynomial
				}
				seen++
				var v [2]float64
				for i, x := range where {
					v[i], _ = x.Float64()
				}
				ux := func(x float64) float64 { return c.ux(a, b, x, v[1]) }
				uy := func(y float64) float64 { return c.uy(a, b, v[0], y) }
				if gain := most(ux, lowX, highX) - ux(v[0]); gain > 1e-6 {
					t.Errorf("at %v: %v, A gains %v\n%s", theta, v, gain, c.text)
				}
				if gain := most(uy, lowY, highY) - uy(v[1]); gain > 1e-6 {
					t.Errorf("at %v: %v, B gains %v\n%s", theta, v, gain, c.text)
				}
			}
			if !found {
				t.Errorf("at %v: no row exists\n%s", theta, c.text)
			}
		}
	}
	if seen == 0 {
		t.Error("no choices were seen")
	}
}
