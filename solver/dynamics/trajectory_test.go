package dynamics

import (
	"context"
	"math"
	"math/big"
	"testing"
)

func follow(t *testing.T, text string, start []*big.Rat, until float64) *Trajectory {
	t.Helper()
	d := readDynamics(t, text)
	at, err := d.Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	return Follow(context.Background(), d, at, start, until, 10)
}

// Systems that have solutions in closed form.
func TestTrajectories(t *testing.T) {
	half, one := big.NewRat(1, 2), big.NewRat(1, 1)
	for _, c := range []struct {
		name, text string
		start      []*big.Rat
		until      float64
		want       func(t float64) []float64
	}{
		{"logistic growth", `dynamics: {time: continuous, variables: {x: "[0, 1]"}, rates: {x: r*x*(1 - x)}}`, []*big.Rat{half}, 9,
			func(t float64) []float64 { return []float64{1 / (1 + math.Exp(-2*t))} }},
		{"a spiral", `dynamics: {time: continuous, variables: {x: "(-inf, inf)", y: "(-inf, inf)"}, rates: {x: "-x/r - r*y", y: "r*x - y/r"}}`, []*big.Rat{one, new(big.Rat)}, 6,
			func(t float64) []float64 {
				return []float64{math.Exp(-t/2) * math.Cos(2*t), math.Exp(-t/2) * math.Sin(2*t)}
			}},
		{"a piece apart", `dynamics: {time: continuous, variables: {x: "(-inf, inf)"}, rates: {x: "if(x > 1, -1, -1 - r*0)"}}`, []*big.Rat{one}, 4,
			func(t float64) []float64 { return []float64{1 - t} }},
		{"a map", `dynamics: {time: discrete, variables: {x: "(-inf, inf)"}, next: {x: "x/r + 1"}}`, []*big.Rat{new(big.Rat)}, 30,
			func(t float64) []float64 { return []float64{2 - math.Pow(0.5, t-1)} }},
	} {
		got := follow(t, "brink: 1\nparameters: {r: 2}\n"+c.text+"\n", c.start, c.until)
		if got.End != AtTime || len(got.Samples) != 11 || got.Samples[10].Time != c.until {
			t.Fatalf("%s: %+v", c.name, got)
		}
		for _, s := range got.Samples {
			for i, w := range c.want(s.Time) {
				if math.Abs(s.At[i]-w) > 1e-8 {
					t.Errorf("%s: at %v %v, not %v", c.name, s.Time, s.At[i], w)
				}
			}
		}
	}
}

// Endings before the time.
func TestTrajectoriesThatEnd(t *testing.T) {
	one := big.NewRat(1, 1)
	for _, c := range []struct {
		text string
		end  Ending
		time float64
	}{
		{`dynamics: {time: continuous, variables: {x: "[0, inf)"}, rates: {x: "0*r - 1"}}`, Left, 1},
		{`dynamics: {time: continuous, variables: {x: "(-inf, inf)"}, rates: {x: x^2 + 0*r}}`, Unbounded, 1},
		{`dynamics: {time: continuous, variables: {x: "[0, inf)"}, rates: {x: "x*(1/(x - 1/2) - r)"}}`, AtTime, 5},
		{`dynamics: {time: discrete, variables: {x: "[0, inf)"}, next: {x: "x - r/4"}}`, Left, 3},
		{`dynamics: {time: discrete, variables: {x: "(-inf, inf)"}, next: {x: "r/(x - 3)"}}`, AtTime, 5},
		{`dynamics: {time: discrete, variables: {x: "(-inf, inf)"}, next: {x: "r/(2*x - 2)"}}`, Undefined, 0},
	} {
		got := follow(t, "brink: 1\nparameters: {r: 2}\n"+c.text+"\n", []*big.Rat{one}, 5)
		last := got.Samples[len(got.Samples)-1].Time
		if got.End != c.end || math.Abs(last-c.time) > 1e-2 {
			t.Errorf("%s: ends %v at %v", c.text, got.End, last)
		}
	}
}

// The shares of a population sum to 1 all the way, and rock-paper-scissors returns.
func TestReplicatorKeepsItsInvariants(t *testing.T) {
	got := follow(t, `brink: 1
players: {A: [rock, paper, scissors], B: [rock, paper, scissors]}
payoffs:
  rock:     [[0, 0], [-1, 1], [1, -1]]
  paper:    [[1, -1], [0, 0], [-1, 1]]
  scissors: [[-1, 1], [1, -1], [0, 0]]
dynamics: replicator
`, []*big.Rat{big.NewRat(1, 2), big.NewRat(1, 3), big.NewRat(1, 6)}, 40)
	first := got.Samples[0].At
	for _, s := range got.Samples {
		if sum := s.At[0] + s.At[1] + s.At[2]; math.Abs(sum-1) > 1e-9 {
			t.Errorf("at %v the shares sum to %v", s.Time, sum)
		}
		if p, q := s.At[0]*s.At[1]*s.At[2], first[0]*first[1]*first[2]; math.Abs(p-q) > 1e-7 {
			t.Errorf("at %v the product is %v, not %v", s.Time, p, q)
		}
	}
}
