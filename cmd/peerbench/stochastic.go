package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"brink/cmd/internal/report"
)

// stochastic measures brink on games with states. No peer is at hand that solves them at
// numbers: the values of zero-sum games are held to value iteration in floating point, of
// the benchmark's own (Shapley 1953), which takes no time to start. The tables of ten
// states have no peer at all.
func (b *bench) stochastic(ctx context.Context) (*report.Table, error) {
	t := &report.Table{
		Title:  "Games with states: brink solve and brink conditions, exact",
		Header: []string{"Task", "Time", "Processor time", "Value iteration of the benchmark's own", "Greatest difference"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Right, report.Right},
	}
	file := filepath.Join(b.dir, "states.yaml")
	run := func(text string, args ...string) (sample, error) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return sample{}, err
		}
		s, err := b.compare(ctx, oneLine([]int{0, 4}, append([]string{b.brink, args[0], file, "-q"}, args[1:]...)...))
		if err != nil {
			return sample{}, err
		}
		return s[0], nil
	}
	for n := 2; n <= 4; n++ {
		g := newZeroSum(rand.New(rand.NewPCG(b.seed, uint64(n))), n)
		s, err := run(g.file(), "solve", "--format", "json")
		if err != nil {
			return nil, err
		}
		begin := time.Now()
		values := g.iterate()
		took := time.Since(begin)
		apart, err := g.compare(s.out, values)
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, report.Texts(fmt.Sprintf("zero-sum, %d states of 2×2 actions, δ = 9/10: values", n), s.wall(), seconds(s.cpu), seconds(took), fmt.Sprintf("%.1e", apart)))
	}
	s, err := run(risingPower(10), "conditions")
	if err != nil {
		return nil, err
	}
	t.Rows = append(t.Rows, report.Texts("rising power, 10 states of 3×3 actions, symbolic δ, c, k: conditions", s.wall(), seconds(s.cpu), "–", "–"))
	t.Notes = append(t.Notes, fmt.Sprintf("times of whole processes, fastest of %d runs; value iteration in doubles, to 1e-13, inside the benchmark: no peer that can be installed here solves these games", b.repeat))
	return t, nil
}

// zeroSum is a zero-sum stochastic game of two players with two actions each.
type zeroSum struct {
	payoff [][4]int64 // by state and profile, of the first player
	next   [][4]int
}

// zeroSumDiscount is its discount factor.
const zeroSumDiscount = 0.9

func newZeroSum(r *rand.Rand, states int) *zeroSum {
	g := &zeroSum{}
	for range states {
		var u [4]int64
		var next [4]int
		for k := range u {
			u[k], next[k] = r.Int64N(11)-5, r.IntN(states)
		}
		g.payoff, g.next = append(g.payoff, u), append(g.next, next)
	}
	return g
}

func (g *zeroSum) file() string {
	var out strings.Builder
	out.WriteString("brink: 1\nplayers: {A: [u, d], B: [l, r]}\ndiscount: 9/10\nstates:\n")
	for i, u := range g.payoff {
		fmt.Fprintf(&out, "  s%d:\n    payoffs: {u: [[%d, %d], [%d, %d]], d: [[%d, %d], [%d, %d]]}\n    next: {", i, u[0], -u[0], u[1], -u[1], u[2], -u[2], u[3], -u[3])
		for k, name := range []string{"u l", "u r", "d l", "d r"} {
			fmt.Fprintf(&out, "%q: s%d, ", name, g.next[i][k])
		}
		out.WriteString("}\n")
	}
	return out.String()
}

// iterate finds the values of the first player.
func (g *zeroSum) iterate() []float64 {
	v := make([]float64, len(g.payoff))
	for {
		next, most := make([]float64, len(v)), 0.0
		for i := range v {
			var m [4]float64
			for k := range m {
				m[k] = float64(g.payoff[i][k]) + zeroSumDiscount*v[g.next[i][k]]
			}
			next[i] = matrixValue(m)
			most = max(most, math.Abs(next[i]-v[i]))
		}
		if v = next; most < 1e-13 {
			return v
		}
	}
}

// matrixValue is the value of a 2×2 matrix game, by rows.
func matrixValue(m [4]float64) float64 {
	low := max(min(m[0], m[1]), min(m[2], m[3]))
	high := min(max(m[0], m[2]), max(m[1], m[3]))
	if low >= high {
		return low
	}
	return (m[0]*m[3] - m[1]*m[2]) / (m[0] + m[3] - m[1] - m[2])
}

// compare is the greatest difference of the values of the first player in any equilibrium
// to others, in the JSON of brink solve.
func (g *zeroSum) compare(out []byte, values []float64) (float64, error) {
	var found struct {
		Equilibria []struct {
			Values map[string][]json.RawMessage `json:"values"`
		} `json:"equilibria"`
	}
	if err := json.Unmarshal(out, &found); err != nil {
		return 0, err
	}
	most := 0.0
	for _, e := range found.Equilibria {
		for i, v := range values {
			raw := e.Values[fmt.Sprint("s", i)]
			if len(raw) == 0 {
				return 0, fmt.Errorf("no value of state %d was printed", i)
			}
			var text string
			var root struct {
				Approx string `json:"approx"`
			}
			if json.Unmarshal(raw[0], &text) != nil {
				if err := json.Unmarshal(raw[0], &root); err != nil {
					return 0, err
				}
				text = root.Approx
			}
			r, ok := new(big.Rat).SetString(text)
			if !ok {
				return 0, fmt.Errorf("%q is no number", text)
			}
			f, _ := r.Float64()
			most = max(most, math.Abs(f-v))
		}
	}
	if len(found.Equilibria) == 0 || most > 1e-6 {
		return most, fmt.Errorf("values differ by %g in %d equilibria", most, len(found.Equilibria))
	}
	return most, nil
}

// risingPower is a game in which Red grows from state to state and Blue may strike before
// it is too late.
func risingPower(n int) string {
	var out strings.Builder
	out.WriteString(`brink: 1
parameters:
  d: {default: 4/5, range: "(0, 1)"}
  c: {default: 1/5, range: "(0, 1)"}
  k: {default: 1/10, range: "(0, inf)"}
players: {Blue: [wait, arm, strike], Red: [slow, steady, fast]}
discount: d
states:
`)
	for i := range n - 1 {
		p := fmt.Sprintf("%d/%d", 2*n-i, 2*n)
		fmt.Fprintf(&out, "  s%d:\n    payoffs:\n", i)
		fmt.Fprintf(&out, "      Blue: \"if(is(strike), (%s - c)/(1 - d), 1/2) - k*is(arm)\"\n", p)
		fmt.Fprintf(&out, "      Red: \"if(plays(Blue, strike), (1 - %s - c)/(1 - d), 1/2) - k*is(steady) - 2*k*is(fast)\"\n", p)
		fmt.Fprintf(&out, "    next: {\"strike *\": war, else: s%d}\n", min(i+1, n-2))
	}
	out.WriteString("  war: {actions: {Blue: [wait], Red: [slow]}, payoffs: {each: \"0\"}, next: war}\n")
	return out.String()
}
