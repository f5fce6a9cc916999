package markov

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

func read(t testing.TB, text string) *games.Stochastic {
	t.Helper()
	f, ds := format.Read("test.yaml", []byte(text), "")
	if ds.HasErrors() {
		t.Fatalf("%v\n%s", ds, text)
	}
	return f.Model.(*games.Stochastic)
}

// randomGame writes a game of two or three states, some with fewer actions, with
// formulas in d, p and x for payoffs and transitions.
func randomGame(r *rand.Rand) string {
	states := []string{"calm", "tense", "war"}[:2+r.IntN(2)]
	payoff := func() string {
		return []string{"0", "1", "-1", "x", "1 - x", "2*x", "x/2", "max(x, 0)"}[r.IntN(8)]
	}
	next := func() string {
		a, b := states[r.IntN(len(states))], states[r.IntN(len(states))]
		if a == b || r.IntN(2) == 0 {
			return a
		}
		return fmt.Sprintf("{%s: p, %s: 1 - p}", a, b)
	}
	var b strings.Builder
	b.WriteString("brink: 1\nparameters: {d: {default: 1/2, range: \"[0, 1)\"}, p: {default: 1/3, range: \"[0, 1]\"}, x: 1}\n")
	b.WriteString("players: {A: [l, r], B: [l, r]}\ndiscount: d\nstates:\n")
	for _, s := range states {
		fmt.Fprintf(&b, "  %s:\n", s)
		acts := []string{"l", "r"}
		rows := acts
		if r.IntN(4) == 0 {
			b.WriteString("    actions: {A: [l]}\n")
			rows = acts[:1]
		}
		b.WriteString("    payoffs:\n")
		for _, a := range rows {
			fmt.Fprintf(&b, "      %s: [[%q, %q], [%q, %q]]\n", a, payoff(), payoff(), payoff(), payoff())
		}
		b.WriteString("    next: {")
		for _, a := range rows {
			for _, c := range acts {
				if r.IntN(2) == 0 {
					fmt.Fprintf(&b, "%q: %s, ", a+" "+c, next())
				}
			}
		}
		fmt.Fprintf(&b, "else: %s}\n", next())
	}
	return b.String()
}

// bruteForce lists the policies of a game at numbers that are equilibria.
func bruteForce(t *testing.T, g *games.Stochastic, at []*big.Rat) map[string]bool {
	shape := make([]int, len(g.States))
	for i, s := range g.States {
		shape[i] = s.Profiles()
	}
	out := make(map[string]bool)
	games.EachIndex(shape, func(_ int, policy []int) {
		if isEquilibrium(t, g, at, policy) {
			out[fmt.Sprint(policy)] = true
		}
	})
	return out
}

// isEquilibrium tells whether a policy is an equilibrium at numbers, by solving for the
// values in rationals and trying every other action once.
func isEquilibrium(t *testing.T, g *games.Stochastic, at []*big.Rat, policy []int) bool {
	num := func(v expr.Value) *big.Rat {
		r, err := v.Eval(at)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	n := len(g.States)
	ok := true
	for p := range g.Players {
		d := num(g.Discount[p])
		factor := func(i int) *big.Rat {
			if g.States[i].Instant {
				return big.NewRat(1, 1)
			}
			return d
		}
		// v = u + d·P·v, by Gauss and Jordan.
		m := make([][]*big.Rat, n)
		for i, s := range g.States {
			d := factor(i)
			m[i] = make([]*big.Rat, n+1)
			for j := range n {
				m[i][j] = new(big.Rat).Neg(new(big.Rat).Mul(d, num(s.Next[policy[i]][j])))
			}
			m[i][i].Add(m[i][i], big.NewRat(1, 1))
			m[i][n] = num(s.Payoffs[p][policy[i]])
		}
		for c := range n {
			k := c
			for m[k][c].Sign() == 0 {
				k++
			}
			m[c], m[k] = m[k], m[c]
			inv := new(big.Rat).Inv(m[c][c])
			for j := range m[c] {
				m[c][j] = new(big.Rat).Mul(m[c][j], inv)
			}
			for i := range n {
				if i != c && m[i][c].Sign() != 0 {
					f := m[i][c]
					row := make([]*big.Rat, n+1)
					for j := range row {
						row[j] = new(big.Rat).Sub(m[i][j], new(big.Rat).Mul(f, m[c][j]))
					}
					m[i] = row
				}
			}
		}
		for i, s := range g.States {
			d, sh := factor(i), s.Shape()
			acts := make([]int, len(sh))
			for q, x := len(sh)-1, policy[i]; q >= 0; q-- {
				acts[q], x = x%sh[q], x/sh[q]
			}
			for a := range sh[p] {
				other := slices.Clone(acts)
				other[p] = a
				k := 0
				for q, x := range other {
					k = k*sh[q] + x
				}
				gain := num(s.Payoffs[p][k])
				gain = new(big.Rat).Set(gain)
				for j := range n {
					gain.Add(gain, new(big.Rat).Mul(d, new(big.Rat).Mul(num(s.Next[k][j]), m[j][n])))
				}
				ok = ok && gain.Cmp(m[i][n]) <= 0
			}
		}
	}
	return ok
}

// policyOf finds the profiles that a row plays, by state.
func policyOf(g *games.Stochastic, r *concept.Row) []int {
	policy := make([]int, len(g.States))
	k := 0
	for i, s := range g.States {
		for p := range s.Players {
			policy[i] = policy[i]*len(s.Players[p].Actions) + slices.Index(s.Players[p].Actions, r.Play[k].Over[0])
			k++
		}
	}
	return policy
}

// Every row exists exactly where its policy is an equilibrium at numbers, and a
// policy without a row is one nowhere; at boundaries and knife-edges too.
func TestTableAgainstPolicies(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	games := 12
	if testing.Short() {
		games = 4
	}
	seen := 0
	for range games {
		text := randomGame(r)
		g := read(t, text)
		table, err := Equilibria(context.Background(), g)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !table.Complete {
			t.Fatalf("not complete: %v\n%s", table.Reasons, text)
		}
		for range 25 {
			at := []*big.Rat{
				big.NewRat(r.Int64N(8), 8),
				big.NewRat(r.Int64N(5), 4),
				big.NewRat(r.Int64N(17)-8, 4),
			}
			want := bruteForce(t, g, at)
			got := make(map[string]bool)
			for _, row := range table.Rows {
				if row.Exists.Eval(at) {
					got[fmt.Sprint(policyOf(g, row))] = true
				}
			}
			seen += len(want)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("at %v: got %v, want %v\n%s", at, got, want, text)
			}
		}
	}
	if seen == 0 {
		t.Fatal("no equilibrium was seen")
	}
}

// The frequencies of a two-state chain that leaves each state with probability p and
// q are q/(p+q) and p/(p+q); a state never left keeps play for ever.
func TestLongRun(t *testing.T) {
	g := read(t, `brink: 1
parameters: {p: {default: 1/2, range: "(0, 1)"}, q: {default: 1/2, range: "[0, 1)"}}
players: {A: [stay]}
discount: 1/2
states:
  calm: {payoffs: {each: "1"}, next: {else: {war: p, calm: 1 - p}}}
  war: {payoffs: {each: "0"}, next: {else: {calm: q, war: 1 - q}}}
`)
	table, err := Equilibria(context.Background(), g)
	if err != nil || len(table.Rows) != 1 {
		t.Fatal(err, table)
	}
	for _, c := range []struct{ p, q, calm *big.Rat }{
		{big.NewRat(1, 2), big.NewRat(1, 4), big.NewRat(1, 3)},
		{big.NewRat(1, 2), new(big.Rat), new(big.Rat)},
	} {
		at := []*big.Rat{c.p, c.q}
		for _, n := range table.Rows[0].Numbers {
			if n.Code != "long_run" || n.Name != "calm" {
				continue
			}
			if got, err := n.Is.Value.Eval(at); err != nil || got.Cmp(c.calm) != 0 {
				t.Errorf("at %v: %v (%v), want %v", at, got, err, c.calm)
			}
		}
	}
}
