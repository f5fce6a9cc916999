package markov

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/games"
	"brink/solver/nash/method"
)

// randomNumbers writes a game of n states at numbers: k actions each, sometimes fewer,
// own discount factors, payoffs that seldom tie.
func randomNumbers(r *rand.Rand, n, k int, zeroSum bool) string {
	acts := []string{"l", "m", "r"}[:k]
	var b strings.Builder
	d1, d2 := 1+r.IntN(8), 1+r.IntN(8)
	if zeroSum {
		d2 = d1
	}
	fmt.Fprintf(&b, "brink: 1\nplayers: {A: [%s], B: [%[1]s]}\ndiscount: {A: %d/10, B: %d/10}\nstates:\n", strings.Join(acts, ", "), d1, d2)
	for i := range n {
		fmt.Fprintf(&b, "  s%d:\n", i)
		rows := acts
		if !zeroSum && r.IntN(4) == 0 {
			fmt.Fprintf(&b, "    actions: {A: [l]}\n")
			rows = acts[:1]
		}
		b.WriteString("    payoffs:\n")
		for _, a := range rows {
			var cells []string
			for range acts {
				u, v := r.IntN(41)-20, r.IntN(41)-20
				if zeroSum {
					v = -u
				}
				cells = append(cells, fmt.Sprintf("[%d, %d]", u, v))
			}
			fmt.Fprintf(&b, "      %s: [%s]\n", a, strings.Join(cells, ", "))
		}
		b.WriteString("    next:\n")
		for _, a := range rows {
			for _, c := range acts {
				s, t, q := r.IntN(n), r.IntN(n), r.IntN(5)
				if s == t {
					fmt.Fprintf(&b, "      %q: s%d\n", a+" "+c, s)
				} else {
					fmt.Fprintf(&b, "      %q: {s%d: %d/4, s%d: %d/4}\n", a+" "+c, s, q, t, 4-q)
				}
			}
		}
	}
	return b.String()
}

func float(x method.Number) float64 {
	m := new(big.Rat).Add(x.Lo, x.Hi)
	f, _ := m.Quo(m, big.NewRat(2, 1)).Float64()
	return f
}

// floats is a game in floating point.
type floats struct {
	*numbers
	u, to [][][]float64 // [state][player or profile][profile or state]
	d     []float64
	x     [][][]float64 // [state][player][action]
}

func floatsOf(n *numbers) *floats {
	f := &floats{numbers: n}
	all := func(rs []*big.Rat) (out []float64) {
		for _, r := range rs {
			x, _ := r.Float64()
			out = append(out, x)
		}
		return out
	}
	for i := range n.g.States {
		var u, to [][]float64
		for _, rs := range n.payoff[i] {
			u = append(u, all(rs))
		}
		for _, rs := range n.next[i] {
			to = append(to, all(rs))
		}
		f.u, f.to = append(f.u, u), append(f.to, to)
	}
	f.d = all(n.discount)
	return f
}

// values of a mixed policy by iteration.
func (f *floats) values(p int) []float64 {
	v := make([]float64, len(f.g.States))
	for range 200 {
		next := make([]float64, len(v))
		for i := range v {
			for k, acts := range f.acts[i] {
				w := 1.0
				for q, a := range acts {
					w *= f.x[i][q][a]
				}
				next[i] += w * f.worthAt(i, p, k, v)
			}
		}
		v = next
	}
	return v
}

func (f *floats) worthAt(i, p, k int, v []float64) float64 {
	sum := 0.0
	for j, q := range f.to[i][k] {
		sum += q * v[j]
	}
	return f.u[i][p][k] + f.d[p]*sum
}

// regret is the most that anyone gains by another action, once, in any state.
func (f *floats) regret() float64 {
	worst := 0.0
	for p := range f.g.Players {
		v := f.values(p)
		for i := range v {
			gain := make([]float64, len(f.all[i][p]))
			for k, acts := range f.acts[i] {
				w := 1.0
				for q, a := range acts {
					if q != p {
						w *= f.x[i][q][a]
					}
				}
				gain[acts[p]] += w * f.worthAt(i, p, k, v)
			}
			for _, g := range gain {
				worst = max(worst, g-v[i])
			}
		}
	}
	return worst
}

// Every equilibrium that is listed leaves nothing to gain in floating point, its
// values are those of its strategies, and there is one at least.
func TestMixedHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	mixed := 0
	for _, size := range [][2]int{{2, 2}, {2, 2}, {3, 2}, {2, 3}, {2, 2}, {3, 2}, {2, 2}} {
		text := randomNumbers(r, size[0], size[1], false)
		g := read(t, text)
		s, err := Solve(context.Background(), g, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !s.Complete || len(s.Equilibria) == 0 {
			t.Fatalf("%v, %d equilibria\n%s", s.Reasons, len(s.Equilibria), text)
		}
		for _, e := range s.Equilibria {
			f := inFloats(t, g, e)
			if x := f.regret(); x > 1e-7 {
				t.Fatalf("%v is gained at %v\n%s", x, e.Strategies, text)
			}
			for p := range g.Players {
				for i, v := range f.values(p) {
					if math.Abs(v-float(e.Values[p][i])) > 1e-7 {
						t.Fatalf("value %v, want %v\n%s", e.Values[p][i], v, text)
					}
				}
			}
			if !e.Pure {
				mixed++
			}
		}
	}
	if mixed == 0 {
		t.Fatal("no mixed equilibrium was seen")
	}
}

func inFloats(t *testing.T, g *games.Stochastic, e Equilibrium) *floats {
	n, err := evaluate(g, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := floatsOf(n)
	for _, byPlayer := range e.Strategies {
		var rows [][]float64
		for _, x := range byPlayer {
			var row []float64
			for _, v := range x {
				row = append(row, float(v))
			}
			rows = append(rows, row)
		}
		f.x = append(f.x, rows)
	}
	return f
}

// A zero-sum game has one value (Shapley 1953), that of value iteration.
func TestZeroSumValue(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 4 {
		text := randomNumbers(r, 2, 2, true)
		g := read(t, text)
		s, err := Solve(context.Background(), g, nil)
		if err != nil || len(s.Equilibria) == 0 {
			t.Fatalf("%v, %v\n%s", err, s, text)
		}
		f := inFloats(t, g, s.Equilibria[0])
		v := make([]float64, 2)
		for range 300 {
			next := make([]float64, 2)
			for i := range next {
				at := func(a, b int) float64 { return f.worthAt(i, 0, 2*a+b, v) }
				next[i] = valueOf(at(0, 0), at(0, 1), at(1, 0), at(1, 1))
			}
			v = next
		}
		for _, e := range s.Equilibria {
			for i := range v {
				if math.Abs(float(e.Values[0][i])-v[i]) > 1e-7 {
					t.Fatalf("value %v of state %d, want %v\n%s", e.Values[0][i], i, v[i], text)
				}
			}
		}
	}
}

// valueOf is the value of a 2×2 matrix game.
func valueOf(a, b, c, d float64) float64 {
	lower := max(min(a, b), min(c, d))
	upper := min(max(a, c), max(b, d))
	if lower >= upper {
		return lower
	}
	return (a*d - b*c) / (a + d - b - c)
}

// Nothing is missing: what Newton's method finds from random starts, for supports of
// both players in all states, is on the list.
func TestMixedMissesNone(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	hits := 0
	for range 6 {
		text := randomNumbers(r, 2, 2, false)
		g := read(t, text)
		s, err := Solve(context.Background(), g, nil)
		if err != nil || !s.Complete && len(s.Continua) == 0 {
			t.Fatalf("%v %v\n%s", err, s.Reasons, text)
		}
		if len(s.Continua) > 0 {
			continue
		}
		n, _ := evaluate(g, nil)
		for range 60 {
			f := floatsOf(n)
			if !f.newton(r) || f.regret() > 1e-8 {
				continue
			}
			found := false
			for _, e := range s.Equilibria {
				d := 0.0
				for i := range f.x {
					for p := range f.x[i] {
						for a := range f.x[i][p] {
							d = max(d, math.Abs(f.x[i][p][a]-float(e.Strategies[i][p][a])))
						}
					}
				}
				found = found || d < 1e-5
			}
			hits++
			if !found {
				t.Fatalf("%v is not listed\n%s", f.x, text)
			}
		}
	}
	if hits == 0 {
		t.Fatal("Newton's method found nothing")
	}
}

// newton looks for indifference on random supports; it is false where it does not
// converge to probabilities.
func (f *floats) newton(r *rand.Rand) bool {
	type free struct{ state, player int }
	var vars []free
	for i := range f.g.States {
		var rows [][]float64
		mixes := r.IntN(2) == 0
		for p := range f.g.Players {
			row := make([]float64, len(f.all[i][p]))
			if len(row) == 1 {
				row[0] = 1
			} else if x := r.Float64(); mixes {
				row[0], row[1] = x, 1-x
				vars = append(vars, free{i, p})
			} else {
				row[r.IntN(2)] = 1
			}
			rows = append(rows, row)
		}
		f.x = append(f.x, rows)
	}
	gap := func(v free) float64 {
		val := f.values(v.player)
		d := 0.0
		for k, acts := range f.acts[v.state] {
			w := 1.0
			for q, a := range acts {
				if q != v.player {
					w *= f.x[v.state][q][a]
				}
			}
			if acts[v.player] == 0 {
				d += w * f.worthAt(v.state, v.player, k, val)
			} else {
				d -= w * f.worthAt(v.state, v.player, k, val)
			}
		}
		return d
	}
	set := func(v free, x float64) { f.x[v.state][v.player][0], f.x[v.state][v.player][1] = x, 1-x }
	for range 25 {
		n := len(vars)
		a := make([][]float64, n)
		size := 0.0
		for i, v := range vars {
			g := gap(v)
			size = max(size, math.Abs(g))
			a[i] = make([]float64, n+1)
			a[i][n] = -g
			for j, u := range vars {
				x := f.x[u.state][u.player][0]
				set(u, x+1e-6)
				a[i][j] = (gap(v) - g) / 1e-6
				set(u, x)
			}
		}
		if size < 1e-10 {
			for _, v := range vars {
				if x := f.x[v.state][v.player][0]; x < 1e-9 || x > 1-1e-9 {
					return false
				}
			}
			return true
		}
		for c := range n {
			k := c
			for i := c; i < n; i++ {
				if math.Abs(a[i][c]) > math.Abs(a[k][c]) {
					k = i
				}
			}
			if a[c], a[k] = a[k], a[c]; math.Abs(a[c][c]) < 1e-9 {
				return false
			}
			for i := range n {
				if i != c {
					m := a[i][c] / a[c][c]
					for j := c; j <= n; j++ {
						a[i][j] -= m * a[c][j]
					}
				}
			}
		}
		for i, v := range vars {
			x := f.x[v.state][v.player][0] + a[i][n]/a[i][i]
			if math.IsNaN(x) || math.Abs(x) > 10 {
				return false
			}
			set(v, x)
		}
	}
	return false
}
