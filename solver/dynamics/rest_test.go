package dynamics

import (
	"context"
	"math"
	"math/big"
	"math/cmplx"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"brink/games"
	"brink/games/format"
	"brink/solver/concept"
)

func readDynamics(t testing.TB, text string) *games.Dynamics {
	t.Helper()
	f, ds := format.Read("test.yaml", []byte(text), "")
	if ds.HasErrors() {
		t.Fatalf("%v\n%s", ds, text)
	}
	return f.Model.(*games.Dynamics)
}

const positives = "brink: 1\nparameters: {a: {range: \"(0, inf)\"}, b: {range: \"(0, inf)\"}, c: {range: \"(0, inf)\"}}\n"

var systems = map[string]string{
	"Richardson":  positives + `dynamics: {variables: {x: "[0, inf)", y: "[0, inf)"}, rates: {x: "a*y - 2*x + 1", y: "b*x - c*y + 1"}}`,
	"competition": positives + `dynamics: {variables: {x: "[0, inf)", y: "[0, inf)"}, rates: {x: "x*(1 - x - a*y)", y: "y*(c - y - b*x)"}}`,
	"three":       positives + `dynamics: {variables: {x: "[0, inf)", y: "[0, inf)", z: "[0, inf)"}, rates: {x: "a*y - x + 1", y: "b*z - y - x", z: "c*x - z"}}`,
	"maps":        positives + `dynamics: {time: discrete, variables: {x: "[0, inf)", y: "[0, inf)"}, next: {x: "a*y + 1/2", y: "b*x + c*y/2"}}`,
	"logistic":    positives + `dynamics: {time: discrete, variables: {x: "[0, 1]"}, next: {x: "a*x*(1 - x)"}}`,
	"pitchfork":   positives + `dynamics: {variables: {x: "(-inf, inf)"}, rates: {x: "(a - 1)*x - x^3"}}`,
	"hawk-dove": positives + `players: {A: [hawk, dove], B: [hawk, dove]}
payoffs: {hawk: [[(a - b)/2, (a - b)/2], [a, 0]], dove: [[0, a], [a/2, a/2]]}
dynamics: replicator`,
	"rock-paper-scissors": positives + `players: {A: [r, p, s], B: [r, p, s]}
payoffs: {r: [[0, 0], [-b, a], [a, -b]], p: [[a, -b], [0, 0], [-b, a]], s: [[-b, a], [a, -b], [0, 0]]}
dynamics: replicator`,
	"two populations": positives + `players: {A: [u, d], B: [l, r]}
payoffs: {u: [[a, 1], [0, 0]], d: [[0, 0], [b, c]]}
dynamics: replicator`,
}

// spectrum returns how far the eigenvalues of the Jacobian reach to the right, or
// out of the unit circle, by finite differences and floating point, among changes
// that keep the sums of shares.
func spectrum(d *games.Dynamics, at []*big.Rat) float64 {
	first, n := len(d.Params), len(d.Variables)
	last := make(map[int]int)
	for _, g := range d.Shares {
		for _, i := range g {
			last[i] = g[len(g)-1]
		}
	}
	var free []int
	for i := range n {
		if l, ok := last[i]; !ok || l != i {
			free = append(free, i)
		}
	}
	h := big.NewRat(1, 1<<20)
	rate := func(i, along int, sign int64) float64 {
		p := slices.Clone(at)
		step := new(big.Rat).Mul(h, big.NewRat(sign, 1))
		p[first+along] = new(big.Rat).Add(p[first+along], step)
		if l, ok := last[along]; ok {
			p[first+l] = new(big.Rat).Sub(p[first+l], step)
		}
		r, err := d.Rates[i].Eval(p)
		if err != nil {
			return math.NaN()
		}
		f, _ := r.Float64()
		return f
	}
	m := mat.NewDense(len(free), len(free), nil)
	for r, i := range free {
		for c, j := range free {
			m.Set(r, c, (rate(i, j, 1)-rate(i, j, -1))*(1<<19))
		}
	}
	var e mat.Eigen
	e.Factorize(m, mat.EigenNone)
	most := math.Inf(-1)
	for _, v := range e.Values(nil) {
		if d.Discrete {
			most = max(most, cmplx.Abs(v)-1)
		} else {
			most = max(most, real(v))
		}
	}
	return most
}

// TestRowsAgainstEigenvalues holds the rest points and their stability to evaluation
// and to eigenvalues in floating point, where these are away from 0.
func TestRowsAgainstEigenvalues(t *testing.T) {
	ctx := context.Background()
	for name, text := range systems {
		t.Run(name, func(t *testing.T) {
			d := readDynamics(t, text)
			table, err := RestPoints(ctx, d)
			if err != nil || !table.Complete || len(table.Rows) == 0 {
				t.Fatal(table, err)
			}
			sys := NewSystem(d)
			stable := sys.Stable()
			r := rand.New(rand.NewPCG(7, 8))
			decided := map[bool]int{}
			for range 60 {
				theta := make([]*big.Rat, len(d.Params))
				for i := range theta {
					theta[i] = big.NewRat(1+r.Int64N(8), 1+r.Int64N(8))
				}
				for k, row := range table.Rows {
					at := slices.Clone(theta)
					known := row.Exists.Eval(theta)
					for _, n := range row.Numbers {
						if known = known && n.Is.Value != nil && !n.Is.Except.Eval(theta); known {
							x, err := n.Is.Value.Eval(theta)
							if err != nil {
								t.Fatal(err)
							}
							at = append(at, x)
						}
					}
					if !known {
						continue
					}
					if !sys.Rest().Eval(at) {
						t.Fatalf("row %d does not rest at %v", k, at)
					}
					for i, v := range d.Variables {
						f, err := d.Rates[i].Eval(at)
						if err != nil || d.Discrete && f.Cmp(at[len(theta)+i]) != 0 || !d.Discrete && f.Sign() != 0 || !v.Within.Eval(at) {
							t.Fatalf("row %d moves at %v", k, at)
						}
					}
					e := spectrum(d, at)
					if math.Abs(e) < 1e-4 {
						continue // on the boundary, or close
					}
					want := e < 0
					decided[want]++
					if got := stable.Eval(at); got != want {
						t.Errorf("row %d at %v: stable %v, eigenvalues reach %g", k, at, got, e)
					}
					if c := row.Columns[0]; c.Code != "stable" || c.Open || c.When.Eval(theta) != want {
						t.Errorf("row %d at %v: the table says stable %v, eigenvalues reach %g", k, theta, !want, e)
					}
				}
			}
			if decided[true] == 0 {
				t.Error("no stable point was seen")
			}
			if affine := sys.affine(); decided[false] == 0 && !affine {
				t.Error("no unstable point was seen")
			}
		})
	}
}

// TestStableOnTheBoundary pins what is known where an eigenvalue is 0 or on the
// circle.
func TestStableOnTheBoundary(t *testing.T) {
	one := func(body string) string { return "brink: 1\nparameters: {a: 1}\ndynamics: " + body }
	for _, c := range []struct {
		text string
		a, x *big.Rat
		want bool
	}{
		{one(`{variables: {x: "(-inf, inf)"}, rates: {x: "-x^3"}}`), big.NewRat(1, 1), big.NewRat(0, 1), true},
		{one(`{variables: {x: "(-inf, inf)"}, rates: {x: "x^3"}}`), big.NewRat(1, 1), big.NewRat(0, 1), false},
		{one(`{variables: {x: "(-inf, inf)"}, rates: {x: "-x^2"}}`), big.NewRat(1, 1), big.NewRat(0, 1), false},
		{one(`{variables: {x: "[0, inf)"}, rates: {x: "-x^2"}}`), big.NewRat(1, 1), big.NewRat(0, 1), true},
		{one(`{variables: {x: "(-inf, inf)"}, rates: {x: "0"}}`), big.NewRat(1, 1), big.NewRat(0, 1), false},
		{one(`{time: discrete, variables: {x: "[0, 1]"}, next: {x: "a*x*(1 - x)"}}`), big.NewRat(3, 1), big.NewRat(2, 3), true},
		{one(`{time: discrete, variables: {x: "[0, 1]"}, next: {x: "a*x*(1 - x)"}}`), big.NewRat(1, 1), big.NewRat(0, 1), true},
		{one(`{time: discrete, variables: {x: "(-inf, inf)"}, next: {x: "-x - x^3"}}`), big.NewRat(1, 1), big.NewRat(0, 1), false},
		{one(`{time: discrete, variables: {x: "(-inf, inf)"}, next: {x: "-x"}}`), big.NewRat(1, 1), big.NewRat(0, 1), false},
	} {
		sys := NewSystem(readDynamics(t, c.text))
		if !sys.Decided() {
			t.Errorf("%s: not decided", c.text)
		}
		if got := sys.Stable().Eval([]*big.Rat{c.a, c.x}); got != c.want {
			t.Errorf("%s at %v: stable %v, want %v", c.text, c.x, got, c.want)
		}
	}
}

// TestUndecidedIsSaid: a centre is not asymptotically stable, but its linearisation
// does not say so.
func TestUndecidedIsSaid(t *testing.T) {
	d := readDynamics(t, `
brink: 1
parameters: {a: {range: "[-1, 1]"}}
dynamics: {variables: {x: "(-inf, inf)", y: "(-inf, inf)"}, rates: {x: "a*x + y - x^3", y: "-x"}}
`)
	table, err := RestPoints(context.Background(), d)
	if err != nil || len(table.Rows) != 1 {
		t.Fatal(table, err)
	}
	want := map[string]func(a int64) bool{"stable": func(a int64) bool { return a < 0 }, "undecided": func(a int64) bool { return a == 0 }}
	for code, holds := range want {
		i := slices.IndexFunc(table.Rows[0].Columns, func(c concept.Column) bool { return c.Code == code })
		if i < 0 {
			t.Fatalf("no column %q", code)
		}
		for a := int64(-1); a <= 1; a++ {
			if got := table.Rows[0].Columns[i].When.Eval([]*big.Rat{big.NewRat(a, 1)}); got != holds(a) {
				t.Errorf("%s at a = %d: %v", code, a, got)
			}
		}
	}
}
