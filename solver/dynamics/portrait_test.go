package dynamics

import (
	"context"
	"fmt"
	"math/big"
	"math/cmplx"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
)

// eigenvalues of a system of two free dimensions at a point, by differences.
func eigenvalues(t *testing.T, d *games.Dynamics, at []*big.Rat) [2]complex128 {
	t.Helper()
	first := len(d.Params)
	h := big.NewRat(1, 1<<16)
	var m [2][2]float64
	for i := range 2 {
		for j := range 2 {
			rate := func(sign int64) float64 {
				p := slices.Clone(at)
				p[first+j] = new(big.Rat).Add(p[first+j], new(big.Rat).Mul(h, big.NewRat(sign, 1)))
				r, err := d.Rates[i].Eval(p)
				if err != nil {
					t.Fatal(err)
				}
				f, _ := r.Float64()
				return f
			}
			m[i][j] = (rate(1) - rate(-1)) * (1 << 15)
		}
	}
	trace, det := complex(m[0][0]+m[1][1], 0), complex(m[0][0]*m[1][1]-m[0][1]*m[1][0], 0)
	root := cmplx.Sqrt(trace*trace - 4*det)
	return [2]complex128{(trace + root) / 2, (trace - root) / 2}
}

// kindOf names a rest point by its eigenvalues; "" where that is a close call.
func kindOf(e [2]complex128, discrete bool) string {
	const close = 1e-3
	size := func(z complex128) float64 {
		if discrete {
			return cmplx.Abs(z) - 1
		}
		return real(z)
	}
	a, b := size(e[0]), size(e[1])
	if a*a < close || b*b < close || cmplx.Abs(e[0]-e[1]) < 3e-2 {
		return ""
	}
	switch {
	case imag(e[0]) != 0:
		return "focus"
	case a*b < 0:
		return "saddle"
	}
	return "node"
}

// TestPortrait holds the kinds of rest points to eigenvalues in floating point.
func TestPortrait(t *testing.T) {
	for name, text := range map[string]string{
		"Richardson":  systems["Richardson"],
		"competition": systems["competition"],
		"maps":        systems["maps"],
		"predators":   positives + `dynamics: {variables: {x: "[0, inf)", y: "[0, inf)"}, rates: {x: "x*(1 - x) - a*x*y", y: "b*x*y - c*y"}}`,
		"turning map": positives + `dynamics: {time: discrete, variables: {x: "(-inf, inf)", y: "(-inf, inf)"}, next: {x: "a*x/2 - b*y", y: "b*x + c*y/3"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			d := readDynamics(t, text)
			table, err := RestPoints(context.Background(), d)
			if err != nil || !table.Complete {
				t.Fatal(err, table)
			}
			r := rand.New(rand.NewPCG(9, 10))
			seen := make(map[string]int)
			for range 80 {
				theta := make([]*big.Rat, len(d.Params))
				for i := range theta {
					theta[i] = big.NewRat(1+r.Int64N(8), 1+r.Int64N(8))
				}
				for _, row := range table.Rows {
					if !row.Exists.Eval(theta) {
						continue
					}
					at := slices.Clone(theta)
					for _, n := range row.Numbers {
						if n.Is.Value == nil || n.Is.Except.Eval(theta) {
							break
						}
						v, err := n.Is.Value.Eval(theta)
						if err != nil {
							t.Fatal(err)
						}
						at = append(at, v)
					}
					if len(at) < len(theta)+2 {
						continue
					}
					want := kindOf(eigenvalues(t, d, at), d.Discrete)
					if want == "" {
						continue
					}
					seen[want]++
					for _, code := range []string{"node", "focus", "saddle"} {
						is := false
						for _, c := range row.Columns {
							is = is || c.Code == code && c.When.Eval(theta)
						}
						if is != (code == want) {
							t.Fatalf("at %v: %s is %v, by eigenvalues %s", at, code, is, want)
						}
					}
				}
			}
			if len(seen) == 0 {
				t.Error("nothing was compared")
			}
		})
	}
}

// TestBifurcations: the fold, the pitchfork, exchange of stability, and Richardson's
// product; an edge of the assumptions is none.
func TestBifurcations(t *testing.T) {
	for text, want := range map[string]string{
		"brink: 1\nparameters: {a: 1}\n" + `dynamics: {variables: {x: "(-inf, inf)"}, rates: {x: "a - x^2"}}`: "[a = 0]",
		systems["pitchfork"]:  "[a = 1]",
		systems["Richardson"]: "[a*b = 2*c]",
		positives + `dynamics: {variables: {x: "[0, inf)", y: "[0, inf)"}, rates: {x: "x*(1 - x) - x*y", y: "b*x*y - c*y"}}`: "[b = c]",
		positives + `dynamics: {variables: {x: "(-inf, inf)"}, rates: {x: "b - a*x"}}`:                                       "[]",
	} {
		table, err := RestPoints(context.Background(), readDynamics(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(equations(table)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// equations prints the bifurcations as the table does.
func equations(t *concept.Table) []string {
	out := []string{}
	for _, p := range Bifurcations(context.Background(), t) {
		out = append(out, t.Model.Head().Printer().Formula(expr.Sign(p, expr.EQ)))
	}
	return out
}

// TestGlobal holds global stability on the line to the signs of the drift on a grid, and
// that of affine systems to stability.
func TestGlobal(t *testing.T) {
	text := positives + `dynamics: {variables: {x: "[-2, 2]"}, rates: {x: "(b - 1)*x + (a - 1)*x^2 - x^3"}}`
	d := readDynamics(t, text)
	table, err := RestPoints(context.Background(), d)
	if err != nil || !table.Complete {
		t.Fatal(err, table)
	}
	r := rand.New(rand.NewPCG(11, 12))
	found := map[bool]int{}
	for range 150 {
		theta := []*big.Rat{big.NewRat(1+r.Int64N(12), 4), big.NewRat(1+r.Int64N(8), 4), big.NewRat(1, 1)}
		for _, row := range table.Rows {
			v := row.Numbers[0].Is.Value
			if v == nil || !row.Exists.Eval(theta) {
				continue
			}
			x, _ := v.Eval(theta)
			want := true
			for k := int64(-400); k <= 400; k++ {
				z := big.NewRat(k, 200)
				f, _ := d.Rates[0].Eval(append(slices.Clone(theta), z))
				if side := z.Cmp(x); side != 0 && f.Sign()*side >= 0 {
					want = false
				}
			}
			for _, c := range row.Columns {
				if c.Code == "global" {
					found[want]++
					if got := c.When.Eval(theta); got != want {
						t.Errorf("at %v, %v: global %v, by search %v", theta, x, got, want)
					}
				}
			}
		}
	}
	if found[true] == 0 || found[false] == 0 {
		t.Error(found)
	}
}
