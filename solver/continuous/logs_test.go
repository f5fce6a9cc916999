package continuous

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/solver/concept"
)

// logged are games whose payoffs take exponentials and logarithms of choices, with the
// payoffs in floating point and ends of the ranges to try; sure says that there is an
// equilibrium at any parameters.
var logged = []struct {
	text   string
	ux, uy func(a, b, x, y float64) float64
	ends   [4]float64
	sure   bool
}{
	{
		file([]string{"a", "b"}, "[0, inf)", "[0, 2]", "a*(1 - exp(-b*x)) - x", "b*log(1 + y + exp(-b*x)) - a*y"),
		func(a, b, x, y float64) float64 { return a*(1-math.Exp(-b*x)) - x },
		func(a, b, x, y float64) float64 { return b*math.Log(1+y+math.Exp(-b*x)) - a*y },
		[4]float64{0, 20, 0, 2}, true,
	},
	{ // logistic contest (Hirshleifer 1989)
		file([]string{"a", "b"}, "[0, inf)", "[0, inf)", "a/(1 + exp(-b*(x - y))) - x", "a/(1 + exp(-b*(y - x))) - y"),
		func(a, b, x, y float64) float64 { return a/(1+math.Exp(-b*(x-y))) - x },
		func(a, b, x, y float64) float64 { return a/(1+math.Exp(-b*(y-x))) - y },
		[4]float64{0, 20, 0, 20}, false,
	},
	{
		file([]string{"a", "b"}, "[0, 3]", "(-inf, inf)", "a*log(x + 1) - x*exp(y)", "(a + b)*y - exp(y)*(1 + x) - exp(2*y)/2"),
		func(a, b, x, y float64) float64 { return a*math.Log(x+1) - x*math.Exp(y) },
		func(a, b, x, y float64) float64 { return (a+b)*y - math.Exp(y)*(1+x) - math.Exp(2*y)/2 },
		[4]float64{0, 3, -12, 12}, true,
	},
	{ // an end with a parameter, and powers of one exponential
		file([]string{"a", "b"}, "[-1, 1]", "[0, 1]", "a*x - exp(x/2) - y*exp(x)", "b*log(1 + 2*y) - y - exp(x)*y/8"),
		func(a, b, x, y float64) float64 { return a*x - math.Exp(x/2) - y*math.Exp(x) },
		func(a, b, x, y float64) float64 { return b*math.Log(1+2*y) - y - math.Exp(x)*y/8 },
		[4]float64{-1, 1, 0, 1}, false,
	},
}

// float evaluates terms of a table at values of the parameters.
func float(t *concept.Table, theta []*big.Rat) []*big.Rat {
	at := append([]*big.Rat(nil), theta...)
	for _, p := range t.Printing().Params[len(theta):] {
		v := new(big.Rat)
		if p.Derived != nil {
			u, _ := p.Derived.Arg.Eval(at)
			f, _ := u.Float64()
			switch p.Derived.Func {
			case "sqrt":
				if f > 0 {
					v.SetFloat64(math.Sqrt(f))
				}
			case "exp":
				v.SetFloat64(math.Exp(f))
			case "log":
				if f > 0 {
					v.SetFloat64(math.Log(f))
				}
			}
		}
		at = append(at, v)
	}
	return at
}

// What the rows choose is best among a grid of choices; where none exists and the table
// is complete, best replies on the grid lead to none.
func TestLogsOfChoices(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for _, c := range logged {
		g := read(t, c.text)
		table, err := Equilibria(context.Background(), g)
		if err != nil || len(table.Rows) == 0 {
			t.Fatal(err, c.text)
		}
		seen := 0
		for range 8 {
			theta := []*big.Rat{someRat(r), someRat(r)}
			at := float(table, theta)
			a, _ := theta[0].Float64()
			b, _ := theta[1].Float64()
			best := func(u func(float64) float64, low, high float64) (float64, float64) {
				most, where := math.Inf(-1), low
				for k := range 1001 {
					z := low + (high-low)*float64(k)/1000
					if w := u(z); w > most {
						most, where = w, z
					}
				}
				return most, where
			}
			gains := func(x, y float64) (float64, float64) {
				ux, _ := best(func(z float64) float64 { return c.ux(a, b, z, y) }, c.ends[0], c.ends[1])
				uy, _ := best(func(z float64) float64 { return c.uy(a, b, x, z) }, c.ends[2], c.ends[3])
				return ux - c.ux(a, b, x, y), uy - c.uy(a, b, x, y)
			}
			found := false
			for _, row := range table.Rows {
				if !row.Exists.Eval(at) {
					continue
				}
				found = true
				where, ok := choices(row, at)
				if !ok {
					continue // the logarithm of a root
				}
				x, _ := where[0].Float64()
				y, _ := where[1].Float64()
				seen++
				if gx, gy := gains(x, y); gx > 1e-6 || gy > 1e-6 {
					t.Errorf("at %v: %v %v, gains %v %v\n%s", theta, x, y, gx, gy, c.text)
				}
			}
			if found || !table.Complete {
				continue
			}
			x, y := 0.0, 0.0
			for range 60 {
				_, x = best(func(z float64) float64 { return c.ux(a, b, z, y) }, c.ends[0], c.ends[1])
				_, y = best(func(z float64) float64 { return c.uy(a, b, x, z) }, c.ends[2], c.ends[3])
			}
			if gx, gy := gains(x, y); c.sure || gx < 1e-9 && gy < 1e-9 {
				t.Errorf("at %v: no row exists, but %v %v\n%s", theta, x, y, c.text)
			}
		}
		if seen == 0 {
			t.Errorf("no choices were seen\n%s", c.text)
		}
	}
}

// A choice that stands beside its exponential after differentiation is not solved for,
// and the table says so.
func TestTranscendental(t *testing.T) {
	g := read(t, file([]string{"a"}, "[0, 2]", "[0, 1]", "a*x - x*exp(x)", "y - y^2"))
	table, err := Equilibria(context.Background(), g)
	if err != nil || table.Complete || len(table.Reasons) != 1 || len(table.Rows) != 0 {
		t.Fatal(err, table)
	}
}
