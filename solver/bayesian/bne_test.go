package bayesian

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/solver/concept"
)

func read(t testing.TB, text string) *games.Bayesian {
	t.Helper()
	f, ds := format.Read("test.yaml", []byte(text), "")
	if ds.HasErrors() {
		t.Fatalf("%v\n%s", ds, text)
	}
	return f.Model.(*games.Bayesian)
}

// randomGame writes a game of the given numbers of types and actions, with payoffs
// in x and a type's attribute c, and a prior in p that gives types probability 0 on
// boundaries.
func randomGame(r *rand.Rand, types, actions []int) string {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var b strings.Builder
	b.WriteString("brink: 1\nparameters: {p: {range: \"[0, 1]\"}, x: {range: \"[-2, 2]\"}}\nplayers:\n")
	names := []string{"A", "B"}
	for i, n := range names {
		fmt.Fprintf(&b, "  %s: [%s]\n", n, strings.Join([]string{"l", "m", "r"}[:actions[i]], ", "))
	}
	b.WriteString("types:\n")
	joint := r.IntN(2) == 0
	for i, n := range names {
		fmt.Fprintf(&b, "  %s: {", n)
		probs := [][]string{{"1"}, {"p", "1 - p"}, {"p/2", "1 - p", "p/2"}}[types[i]-1]
		for k := range types[i] {
			prob := "prob: " + probs[k] + ", "
			if joint {
				prob = ""
			}
			fmt.Fprintf(&b, "t%d: {%sc: %s}, ", k, prob, pick("0", "1", "-1", "1/2"))
		}
		b.WriteString("}\n")
	}
	if joint {
		var keys []string
		games.EachIndex(types, func(_ int, at []int) {
			var words []string
			for i, k := range at {
				if types[i] > 1 {
					words = append(words, fmt.Sprintf("t%d", k))
				}
			}
			keys = append(keys, strings.Join(words, " "))
		})
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		if len(keys) == 1 {
			return randomGame(r, types, actions)
		}
		weights := []string{"p/2", "p/2", "1 - p"}
		if len(keys) == 2 {
			weights = []string{"p", "1 - p"}
		}
		b.WriteString("  prior: {")
		for i, w := range weights {
			fmt.Fprintf(&b, "%q: %s, ", keys[i], w)
		}
		b.WriteString("}\n")
	}
	b.WriteString("payoffs:\n")
	for i, n := range names {
		other := names[1-i]
		var terms []string
		for _, act := range []string{"l", "m", "r"}[:actions[i]] {
			for _, act2 := range []string{"l", "m", "r"}[:actions[1-i]] {
				terms = append(terms, fmt.Sprintf("plays(%s, %s)*plays(%s, %s)*(%s)", n, act, other, act2,
					pick("0", "0", "1", "2", "-1", "x", "own(c)", "c("+other+")")))
			}
		}
		fmt.Fprintf(&b, "  %s: %q\n", n, strings.Join(terms, " + "))
	}
	return b.String()
}

// table is a game at numbers, by agent: agent k is type typ[k] of player of[k].
type table struct {
	g       *games.Bayesian
	of, typ []int
	first   []int
	prior   []*big.Rat
	pay     [][][]*big.Rat
}

func numbersAt(t *testing.T, g *games.Bayesian, point []*big.Rat) *table {
	num := func(v expr.Value) *big.Rat {
		r, err := v.Eval(point)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	n := &table{g: g}
	for p, ts := range g.Types {
		n.first = append(n.first, len(n.of))
		for k := range ts {
			n.of, n.typ = append(n.of, p), append(n.typ, k)
		}
	}
	for _, v := range g.Prior {
		n.prior = append(n.prior, num(v))
	}
	for _, by := range g.Payoffs {
		var row [][]*big.Rat
		for _, list := range by {
			var l []*big.Rat
			for _, v := range list {
				l = append(l, num(v))
			}
			row = append(row, l)
		}
		n.pay = append(n.pay, row)
	}
	return n
}

// interim is what agent k expects of action a, times her probability.
func (n *table) interim(k, a int, probs [][]*big.Rat) *big.Rat {
	total := new(big.Rat)
	games.EachIndex(n.g.TypeShape(), func(ti int, types []int) {
		if types[n.of[k]] != n.typ[k] || n.prior[ti].Sign() == 0 {
			return
		}
		games.EachIndex(n.g.Shape(), func(i int, acts []int) {
			if acts[n.of[k]] != a {
				return
			}
			w := new(big.Rat).Set(n.prior[ti])
			for q, x := range acts {
				if q != n.of[k] {
					w.Mul(w, probs[n.first[q]+types[q]][x])
				}
			}
			total.Add(total, w.Mul(w, n.pay[ti][n.of[k]][i]))
		})
	})
	return total
}

// replies reports whether every agent's support is within her best replies.
func (n *table) replies(probs [][]*big.Rat) bool {
	for k := range n.of {
		var best *big.Rat
		values := make([]*big.Rat, len(probs[k]))
		for a := range values {
			values[a] = n.interim(k, a, probs)
			if best == nil || values[a].Cmp(best) > 0 {
				best = values[a]
			}
		}
		for a, p := range probs[k] {
			if p.Sign() < 0 || p.Sign() > 0 && values[a].Cmp(best) < 0 {
				return false
			}
		}
	}
	return true
}

// inequality is c·x + c0 >= 0, or > 0 where strict.
type inequality struct {
	c      []*big.Rat
	c0     *big.Rat
	strict bool
}

// feasible decides a system of inequalities by Fourier's and Motzkin's elimination.
func feasible(system []inequality, unknowns int) bool {
	for v := range unknowns {
		var low, high, next []inequality
		for _, q := range system {
			switch q.c[v].Sign() {
			case 1:
				low = append(low, q)
			case -1:
				high = append(high, q)
			default:
				next = append(next, q)
			}
		}
		seen := make(map[string]bool)
		for _, l := range low {
			for _, h := range high {
				s := inequality{make([]*big.Rat, unknowns), nil, l.strict || h.strict}
				f, g := new(big.Rat).Neg(h.c[v]), l.c[v]
				mix := func(a, b *big.Rat) *big.Rat {
					return new(big.Rat).Add(new(big.Rat).Mul(a, f), new(big.Rat).Mul(b, g))
				}
				for i := range s.c {
					s.c[i] = mix(l.c[i], h.c[i])
				}
				s.c0 = mix(l.c0, h.c0)
				if key := fmt.Sprint(s); !seen[key] {
					seen[key] = true
					next = append(next, s)
				}
			}
		}
		system = next
	}
	for _, q := range system {
		if q.c0.Sign() < 0 || q.strict && q.c0.Sign() == 0 {
			return false
		}
	}
	return true
}

// carried decides, for two players, whether the supports carry an equilibrium: what
// the agents of one player expect is affine in the probabilities of the other's.
func (n *table) carried(support [][]int) bool {
	for p := range 2 { // the mixing of player 1-p makes the supports of p best replies
		var mine, theirs []int
		for k, q := range n.of {
			if q == p {
				mine = append(mine, k)
			} else {
				theirs = append(theirs, k)
			}
		}
		index := make(map[[2]int]int)
		for _, k := range theirs {
			for _, a := range support[k] {
				index[[2]int{k, a}] = len(index)
			}
		}
		var system []inequality
		add := func(c []*big.Rat, c0 *big.Rat, strict, both bool) {
			system = append(system, inequality{c, c0, strict})
			if both {
				d := make([]*big.Rat, len(c))
				for i := range c {
					d[i] = new(big.Rat).Neg(c[i])
				}
				system = append(system, inequality{d, new(big.Rat).Neg(c0), false})
			}
		}
		zeros := func() []*big.Rat {
			c := make([]*big.Rat, len(index))
			for i := range c {
				c[i] = new(big.Rat)
			}
			return c
		}
		for _, k := range theirs {
			sum := zeros()
			for _, a := range support[k] {
				c := zeros()
				c[index[[2]int{k, a}]].SetInt64(1)
				sum[index[[2]int{k, a}]].SetInt64(1)
				add(c, new(big.Rat), true, false)
			}
			add(sum, big.NewRat(-1, 1), false, true)
		}
		for _, k := range mine {
			expect := func(a int) []*big.Rat {
				c := zeros()
				for _, j := range theirs {
					for _, b := range support[j] {
						probs := make([][]*big.Rat, len(n.of))
						for i, q := range n.of {
							probs[i] = make([]*big.Rat, len(n.g.Players[q].Actions))
							for x := range probs[i] {
								probs[i][x] = new(big.Rat)
							}
						}
						probs[j][b].SetInt64(1)
						c[index[[2]int{j, b}]] = n.interim(k, a, probs)
					}
				}
				return c
			}
			best := expect(support[k][0])
			for a := range n.g.Players[p].Actions {
				other := expect(a)
				for i := range other {
					other[i] = new(big.Rat).Sub(best[i], other[i])
				}
				add(other, new(big.Rat), false, slices.Contains(support[k], a))
			}
		}
		if !feasible(system, len(index)) {
			return false
		}
	}
	return true
}

// supportOf reads the supports of a row, by agent.
func supportOf(g *games.Bayesian, r *concept.Row) [][]int {
	out := make([][]int, len(r.Play))
	for k, c := range r.Play {
		for _, a := range c.Over {
			out[k] = append(out[k], slices.Index(g.Players[c.Player].Actions, a))
		}
	}
	return out
}

func everySupport(n *table) [][][]int {
	out := [][][]int{nil}
	for _, q := range n.of {
		var next [][][]int
		for mask := 1; mask < 1<<len(n.g.Players[q].Actions); mask++ {
			var set []int
			for a := range n.g.Players[q].Actions {
				if mask>>a&1 == 1 {
					set = append(set, a)
				}
			}
			for _, s := range out {
				next = append(next, append(slices.Clone(s), set))
			}
		}
		out = next
	}
	return out
}

func solved(t *testing.T, text string) (*games.Bayesian, *concept.Table) {
	t.Helper()
	g := read(t, text)
	tab, err := Equilibria(context.Background(), g)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if !tab.Complete {
		t.Fatalf("not complete: %v\n%s", tab.Reasons, text)
	}
	return g, tab
}

func randomPoint(r *rand.Rand) []*big.Rat {
	return []*big.Rat{big.NewRat(r.Int64N(5), 4), big.NewRat(r.Int64N(17)-8, 4)}
}

// A row exists at numbers exactly where its supports carry an equilibrium; supports
// without a row carry none. Types of probability 0 and ties are among the points.
func TestRowsOfTwoPlayersAgainstLinearPrograms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	shapes := [][2][]int{{{2, 1}, {2, 2}}, {{1, 2}, {2, 2}}, {{2, 2}, {2, 2}}}
	seen, mixed := 0, 0
	for _, sh := range shapes {
		text := randomGame(r, sh[0], sh[1])
		g, tab := solved(t, text)
		rows := make(map[string]*concept.Row)
		for _, row := range tab.Rows {
			rows[fmt.Sprint(supportOf(g, row))] = row
		}
		for range 6 {
			point := randomPoint(r)
			n := numbersAt(t, g, point)
			for _, s := range everySupport(n) {
				row, want := rows[fmt.Sprint(s)], n.carried(s)
				if got := row != nil && row.Exists.Eval(point); got != want {
					t.Fatalf("at %v the supports %v: got %v, want %v\n%s", point, s, got, want, text)
				}
				if want {
					seen++
					if checkNumbers(t, g, n, row, point, text) {
						mixed++
					}
				}
			}
		}
	}
	if seen == 0 || mixed == 0 {
		t.Fatalf("%d equilibria, %d of them with mixing", seen, mixed)
	}
}

// checkNumbers replies to the probabilities that a row prints, where it prints all,
// and recomputes its payoffs; it reports whether some are neither 0 nor 1.
func checkNumbers(t *testing.T, g *games.Bayesian, n *table, row *concept.Row, point []*big.Rat, text string) bool {
	t.Helper()
	probs := make([][]*big.Rat, len(n.of))
	mixed := false
	for k, c := range row.Play {
		probs[k] = make([]*big.Rat, len(g.Players[c.Player].Actions))
		for i := range probs[k] {
			probs[k][i] = new(big.Rat)
		}
		for i, a := range c.Over {
			if c.Probs[i].Value == nil || c.Probs[i].Except.Eval(point) {
				return false
			}
			v, err := c.Probs[i].Value.Eval(point)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if v.Sign() <= 0 {
				t.Fatalf("at %v %s plays %s with %v\n%s", point, c.Place, a, v, text)
			}
			mixed = mixed || len(c.Over) > 1
			probs[k][slices.Index(g.Players[c.Player].Actions, a)] = v
		}
	}
	if !n.replies(probs) {
		t.Fatalf("at %v the row %v is no equilibrium: %v\n%s", point, row.Play, probs, text)
	}
	for p, pl := range g.Players {
		total := new(big.Rat)
		for k, q := range n.of {
			for a, x := range probs[k] {
				if q == p {
					total.Add(total, new(big.Rat).Mul(x, n.interim(k, a, probs)))
				}
			}
		}
		for _, m := range row.Numbers {
			if m.Code != "payoff" || m.Name != pl.Name || m.Is.Value == nil || m.Is.Except.Eval(point) {
				continue
			}
			if v, err := m.Is.Value.Eval(point); err != nil || v.Cmp(total) != 0 {
				t.Fatalf("at %v %s gets %v, said to be %v (%v)\n%s", point, pl.Name, total, v, err, text)
			}
		}
	}
	for k, q := range n.of {
		chance := n.chance(k)
		for _, m := range row.Numbers {
			if m.Code != "interim" || m.Name != g.Agent(q, n.typ[k]) || m.Is.Value == nil || m.Is.Except.Eval(point) {
				continue
			}
			if chance.Sign() == 0 {
				t.Fatalf("at %v %s, of probability 0, is said to get %v\n%s", point, m.Name, m.Is.Value, text)
			}
			want := new(big.Rat)
			for a, x := range probs[k] {
				want.Add(want, new(big.Rat).Mul(x, n.interim(k, a, probs)))
			}
			want.Quo(want, chance)
			if v, err := m.Is.Value.Eval(point); err != nil || v.Cmp(want) != 0 {
				t.Fatalf("at %v %s gets %v, said to be %v (%v)\n%s", point, m.Name, want, v, err, text)
			}
		}
	}
	return mixed
}

// chance is the probability of an agent.
func (n *table) chance(k int) *big.Rat {
	sum := new(big.Rat)
	games.EachIndex(n.g.TypeShape(), func(ti int, types []int) {
		if types[n.of[k]] == n.typ[k] {
			sum.Add(sum, n.prior[ti])
		}
	})
	return sum
}

// Of three players: every pure profile, and the probabilities of the mixed rows.
func TestRowsOfThreePlayers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	mixed := 0
	for _, cost := range []string{"0"} {
		text := `brink: 1
parameters: {p: {range: "[0, 1]"}, x: {range: "[-2, 2]"}}
players: {A: [l, r], B: [l, r], C: [l, r]}
types:
  A: {low: {prob: p, c: ` + cost + `}, high: {prob: 1 - p, c: 1}}
  each: {only: {prob: 1, c: 1/2}}
payoffs: {each: "is(l)*(others(l)*x/2 - own(c))"}
`
		g, tab := solved(t, text)
		rows := make(map[string]*concept.Row)
		for _, row := range tab.Rows {
			rows[fmt.Sprint(supportOf(g, row))] = row
		}
		for range 8 {
			point := randomPoint(r)
			n := numbersAt(t, g, point)
			for _, s := range everySupport(n) {
				probs := make([][]*big.Rat, len(s))
				pure := true
				for k, set := range s {
					probs[k] = []*big.Rat{new(big.Rat), new(big.Rat)}
					probs[k][set[0]].SetInt64(1)
					pure = pure && len(set) == 1
				}
				row := rows[fmt.Sprint(s)]
				got := row != nil && row.Exists.Eval(point)
				if want := n.replies(probs); pure && got != want {
					t.Fatalf("at %v the profile %v: got %v, want %v\n%s", point, s, got, want, text)
				}
				if got && checkNumbers(t, g, n, row, point, text) {
					mixed++
				}
			}
		}
	}
	if mixed == 0 {
		t.Fatal("no mixed equilibrium was seen")
	}
}
