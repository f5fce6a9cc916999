package bayesian

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/solver/concept"
	"brink/solver/exact"
)

// Players who differ in nothing but their costs arm below the same cut-off, a root of
// a quadratic equation: cut-offs and payoffs in closed form, and the numbers that
// polynomials single out, are those of iterated best replies and of an integral.
func TestRootsOfExchangeablePlayers(t *testing.T) {
	g := read(t, `brink: 1
parameters: {mu: 1/10, d: 3/4}
assume: [0 < mu, mu < 1/4, 0 < d, d < 1]
players: {count: 2, prefix: State, actions: [refrain, build]}
types: {each: {c: {density: "2*z", in: "z", range: "[0, 1]"}}}
payoffs: {each: "if(is(build), if(others(build) = 1, 0, mu) - own(c), if(others(build) = 1, -d, 0))"}
`)
	tab, err := Equilibria(context.Background(), g)
	if err != nil || !tab.Complete || len(tab.Rows) != 1 {
		t.Fatal(err, tab)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		point := []*big.Rat{big.NewRat(1+r.Int64N(99), 400), big.NewRat(1+r.Int64N(99), 100)}
		mu, _ := point[0].Float64()
		d, _ := point[1].Float64()
		x := 0.0
		for range 200 {
			x = (1-x*x)*mu + x*x*d
		}
		p := x * x // the other builds
		want := map[string]float64{"cutoff": x, "payoff": p*(1-p)*mu - 2*x*x*x/3 - (1-p)*p*d}
		seen := 0
		for _, n := range tab.Rows[0].Numbers {
			w, ok := want[n.Code]
			if !ok {
				continue
			}
			seen++
			if n.Is.Form == nil {
				t.Fatalf("%s has no closed form", n.Code)
			}
			if got := formAt(tab, *n.Is.Form, point); math.Abs(got-w) > 1e-9 {
				t.Errorf("at %v: %s of %s is %g in closed form, want %g", point, n.Code, n.Name, got, w)
			}
			at := tab.Rows[0].NumbersAt(context.Background(), n.Is, point)
			if len(at) != 1 {
				t.Fatalf("at %v: %s of %s is one of %v", point, n.Code, n.Name, at)
			}
			got, _ := at[0].RefineTo(exact.RatFrac(1, 1<<40)).Interval().Lo.Big().Float64()
			if math.Abs(got-w) > 1e-9 {
				t.Errorf("at %v: %s of %s is %g, want %g", point, n.Code, n.Name, got, w)
			}
		}
		if seen != 4 {
			t.Fatalf("%d numbers, want 4", seen)
		}
	}
}

// formAt is a form with square roots at a point.
func formAt(tab *concept.Table, f algebra.Ratio, point []*big.Rat) float64 {
	eval := func(p algebra.Poly, more []float64) float64 {
		sum := 0.0
		for i := range p.Terms() {
			c, e := p.Term(i)
			v, _ := new(big.Float).SetInt(c.Big()).Float64()
			for k, n := range e {
				switch {
				case n == 0:
				case k < len(point):
					x, _ := point[k].Float64()
					v *= math.Pow(x, float64(n))
				default:
					v *= math.Pow(more[k-len(point)], float64(n))
				}
			}
			sum += v
		}
		return sum
	}
	var roots []float64
	for _, v := range tab.Variables {
		roots = append(roots, math.Sqrt(eval(v.Derived.Arg.Num(), roots)/eval(v.Derived.Arg.Den(), roots)))
	}
	return eval(f.Num(), roots) / eval(f.Den(), roots)
}
