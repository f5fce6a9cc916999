package continuous

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/concept"
)

var contests = map[string]string{
	"all-pay":    file([]string{"a", "b"}, "[0, inf)", "[0, inf)", "if(x > y, a, if(x = y, a/2, 0)) - x", "if(y > x, b, if(x = y, b/2, 0)) - y"),
	"costs":      file([]string{"a", "b", "c"}, "[0, inf)", "[0, inf)", "if(x > y, a, if(x = y, a/2, 0)) - c*x", "if(y > x, b, 0) - y"),
	"floor":      file([]string{"a", "b"}, "[1, inf)", "[1, inf)", "if(x > y, 4*a, if(x = y, a/2, 0)) - x", "if(y > x, 3*b, 0) - y"),
	"refund":     file([]string{"a", "b", "c"}, "[0, inf)", "[0, inf)", "if(x > y, a - x, if(x = y, 0, -x/(1 + c)))", "if(y > x, b - y, if(x = y, 0, -y/2))"),
	"caps":       file([]string{"a", "b"}, "[0, 2]", "[0, 3]", "if(x > y, a, if(x = y, a/2, 0)) - x", "if(y > x, b, if(x = y, b/2, 0)) - y"),
	"all to tie": file([]string{"a", "b"}, "[0, inf)", "[0, inf)", "if(x >= y, a, 0) - x", "if(y >= x, b, 0) - y"),
}

// numberAt is a number of a row at a point of parameters and choices.
func numberAt(t *testing.T, r *concept.Row, code, name string, at []*big.Rat) *big.Rat {
	t.Helper()
	for _, n := range r.Numbers {
		if n.Code == code && n.Name == name {
			v, err := n.Is.Value.Eval(at)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatal("no number", code, name)
	return nil
}

// against is the expected payoff of a choice of player i where the larger choice counts,
// from payoffs at choices of the other below, above and, at the lower end, equal.
func against(t *testing.T, g *games.Continuous, r *concept.Row, theta []*big.Rat, i int, x *big.Rat, low *big.Rat) *big.Rat {
	t.Helper()
	pay := func(y *big.Rat) *big.Rat {
		at := slices.Concat(theta, []*big.Rat{x, y})
		if i == 1 {
			at = slices.Concat(theta, []*big.Rat{y, x})
		}
		v, err := g.Payoffs[i].Eval(at)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	less := rat(1, 1)
	if x.Cmp(numberAt(t, r, "top", "", theta)) < 0 {
		less = numberAt(t, r, "cdf", "F("+g.Variables[1-i].Name+")", slices.Concat(theta, []*big.Rat{x, x}))
	}
	mine := pay(new(big.Rat).Sub(x, rat(1, 1000)))
	if x.Cmp(low) == 0 {
		mine = pay(x)
	}
	out := new(big.Rat).Mul(less, mine)
	return out.Add(out, new(big.Rat).Mul(new(big.Rat).Sub(rat(1, 1), less), pay(new(big.Rat).Add(x, rat(1, 1000)))))
}

// TestContestsAgainstDeviations: no choice on a grid pays more, and those of the support
// pay the same.
func TestContestsAgainstDeviations(t *testing.T) {
	for name, text := range contests {
		t.Run(name, func(t *testing.T) {
			g := read(t, text)
			table, err := Contest(context.Background(), g)
			if err != nil || !table.Complete {
				t.Fatal(err, table)
			}
			rnd := rand.New(rand.NewPCG(5, 6))
			found := 0
			for range 12 {
				var theta []*big.Rat
				for range g.Params {
					theta = append(theta, someRat(rnd))
				}
				exist := 0
				for _, r := range table.Rows {
					if !r.Exists.Eval(theta) {
						continue
					}
					exist++
					top := numberAt(t, r, "top", "", theta)
					for i, v := range g.Variables {
						low, _ := v.Low.At.Eval(theta)
						want := numberAt(t, r, "payoff", g.Players[i], theta)
						for k := range int64(49) {
							x := new(big.Rat).Add(low, new(big.Rat).Mul(big.NewRat(k, 32), new(big.Rat).Sub(top, low)))
							if !v.Within.Eval(slices.Concat(theta, []*big.Rat{x, x})) {
								continue
							}
							u := against(t, g, r, theta, i, x, low)
							if c := u.Cmp(want); c > 0 || c < 0 && k > 0 && x.Cmp(top) <= 0 {
								t.Fatalf("at %v: %s gets %v by %v, not %v", theta, g.Players[i], u, x, want)
							}
						}
					}
				}
				if exist > 1 {
					t.Errorf("at %v: %d rows", theta, exist)
				}
				found += exist
			}
			if found == 0 && name != "caps" {
				t.Error("no equilibrium was found")
			}
		})
	}
}

// TestContestsPublished: numbers of the literature.
func TestContestsPublished(t *testing.T) {
	table, err := Contest(context.Background(), read(t, contests["all-pay"]))
	if err != nil {
		t.Fatal(err)
	}
	theta := []*big.Rat{rat(10, 1), rat(6, 1)}
	for _, r := range table.Rows {
		if !r.Exists.Eval(theta) {
			continue
		}
		var got []string
		for _, x := range [][2]string{{"effort", "A"}, {"effort", "B"}, {"wins", "B"}, {"payoff", "A"}, {"payoff", "B"}} {
			got = append(got, numberAt(t, r, x[0], x[1], theta).RatString())
		}
		if fmt.Sprint(got) != "[3 9/5 3/10 4 0]" {
			t.Error(got)
		}
	}
}

// TestAttrition holds the exponential distributions to payoffs that are integrated
// numerically.
func TestAttrition(t *testing.T) {
	g := read(t, file([]string{"a", "b", "c"}, "[0, inf)", "[0, inf)", "if(x > y, a - c*y, if(x = y, a/2 - c*x, -c*x))", "if(y > x, b - x, if(x = y, b/2 - y, -y))"))
	table, err := Contest(context.Background(), g)
	if err != nil || len(table.Rows) != 1 {
		t.Fatal(err, table)
	}
	theta := []*big.Rat{rat(3, 1), rat(2, 1), rat(1, 2)}
	length := numberAt(t, table.Rows[0], "length", "", theta)
	if length.RatString() != "3/2" { // rates 1/2 and 1/6
		t.Error(length)
	}
	rates := []float64{1. / 2, 1. / 6} // of A, of B
	a, b, c := 3., 2., .5
	pays := []func(x, y float64) float64{
		func(x, y float64) float64 {
			if x > y {
				return a - c*y
			}
			return -c * x
		},
		func(x, y float64) float64 {
			if x > y {
				return b - y
			}
			return -x
		},
	}
	for i := range 2 {
		for _, x := range []float64{.1, 1, 3} {
			u, step := 0., 1e-3
			for y := step / 2; y < 120; y += step {
				u += pays[i](x, y) * rates[1-i] * math.Exp(-rates[1-i]*y) * step
			}
			if math.Abs(u) > 1e-3 {
				t.Errorf("player %d gets %v by %v", i, u, x)
			}
		}
		want := []string{"1 - exp(-x/b)", "1 - exp(-c*y/a)"}[i]
		if got := table.Printing().Printer().Ratio(*ratio(t, table.Rows[0], "F("+g.Variables[i].Name+")")); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func ratio(t *testing.T, r *concept.Row, name string) *algebra.Ratio {
	t.Helper()
	for _, n := range r.Numbers {
		if n.Name == name {
			v, _ := n.Is.Value.Ratio()
			return &v
		}
	}
	t.Fatal("no number", name)
	return nil
}

// TestNoContest: payoffs of another form are refused.
func TestNoContest(t *testing.T) {
	for _, name := range []string{"contest", "Cournot", "weakest link", "end is parameter"} {
		if _, err := Contest(context.Background(), read(t, published[name])); !errors.Is(err, ErrNoContest) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
