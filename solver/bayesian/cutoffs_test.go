package bayesian

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// duel is a game of two players with costs c uniform on [0, high]: player i gains
// stay[i] - c from her second action against the first, and clash[i] - c against the
// second.
type duel struct{ high, stay, clash [2]*big.Rat }

const duelText = `brink: 1
parameters: {s1: 1, s2: 1, k1: 1, k2: 1, h1: {range: "(0, inf)"}, h2: {range: "(0, inf)"}}
players: {A: [l, r], B: [l, r]}
types: {A: {c: {uniform: [0, h1]}}, B: {z: {uniform: [0, h2]}}}
payoffs:
  A: "is(r)*(s1*others(l) + k1*others(r) - own(c))"
  B: "is(r)*(s2*others(l) + k2*others(r) - own(z))"
`

// reply is player i's best cut-off against the cut-off of the other, in [0, high];
// low types take the second action.
func (d duel) reply(i int, other *big.Rat) *big.Rat {
	p := new(big.Rat).Quo(other, d.high[1-i]) // the other takes her second action
	q := new(big.Rat).Sub(big.NewRat(1, 1), p)
	x := q.Mul(q, d.stay[i])
	x.Add(x, p.Mul(p, d.clash[i]))
	if x.Sign() < 0 {
		return new(big.Rat)
	}
	if x.Cmp(d.high[i]) > 0 {
		return d.high[i]
	}
	return x
}

// Every row that exists at numbers is a pair of best cut-offs, and where the reply to
// the reply crosses the diagonal there is a row.
func TestCutoffsAgainstReplies(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	equilibria, interior := 0, 0
	g := read(t, duelText)
	tab, err := Equilibria(context.Background(), g)
	if err != nil || !tab.Complete {
		t.Fatal(err, tab)
	}
	for range 60 {
		num := func(low int64) *big.Rat { return big.NewRat(r.Int64N(13-low)+low, 4) }
		var d duel
		for i := range 2 {
			d.stay[i], d.clash[i], d.high[i] = num(-4), num(-4), num(1)
		}
		point := []*big.Rat{d.stay[0], d.stay[1], d.clash[0], d.clash[1], d.high[0], d.high[1]}
		var found []*big.Rat
		free := false // some row has a continuum, or a root
		for _, row := range tab.Rows {
			if !row.Exists.Eval(point) {
				continue
			}
			equilibria++
			var cuts []*big.Rat
			for _, n := range row.Numbers {
				if n.Code == "cutoff" && n.Is.Value != nil && !n.Is.Except.Eval(point) {
					v, err := n.Is.Value.Eval(point)
					if err != nil {
						t.Fatal(err)
					}
					cuts = append(cuts, v)
				}
			}
			if len(cuts) < 2 {
				free = true
				continue
			}
			if row.Play[0].At == "" && row.Play[1].At == "" {
				interior++
			}
			if d.reply(0, cuts[1]).Cmp(cuts[0]) != 0 || d.reply(1, cuts[0]).Cmp(cuts[1]) != 0 {
				t.Fatalf("at %v the cut-offs %v are no equilibrium", point, cuts)
			}
			found = append(found, cuts[0])
		}
		if free {
			continue
		}
		const steps = 24
		gap := func(k int64) (*big.Rat, int) {
			x := new(big.Rat).Mul(d.high[0], big.NewRat(k, steps))
			return x, d.reply(0, d.reply(1, x)).Cmp(x)
		}
		for k := range int64(steps) {
			x, s := gap(k)
			y, u := gap(k + 1)
			if s*u > 0 {
				continue
			}
			some := false
			for _, f := range found {
				some = some || x.Cmp(f) <= 0 && f.Cmp(y) <= 0
			}
			if !some {
				t.Fatalf("at %v an equilibrium in [%v, %v] has no row; found %v", point, x, y, found)
			}
		}
	}
	if equilibria == 0 || interior == 0 {
		t.Fatalf("%d equilibria, %d interior", equilibria, interior)
	}
}

// Contagion (Baliga and Sjöström 2004): with a uniform cost on [0, C] all race for
// sure if d >= C, and otherwise there is one symmetric interior cut-off.
func TestMultiplierCondition(t *testing.T) {
	g := read(t, `brink: 1
parameters: {mu: {range: "(0, inf)"}, d: {range: "(0, inf)"}, C: {range: "(0, inf)"}}
players: {Blue: [hold, race], Red: [hold, race]}
types: {each: {c: {uniform: [0, C]}}}
payoffs: {each: "is(race)*(mu*others(hold) - own(c)) - is(hold)*d*others(race)"}
`)
	tab, err := Equilibria(context.Background(), g)
	if err != nil || !tab.Complete {
		t.Fatal(err, tab)
	}
	for _, c := range []struct {
		mu, d, high int64
		sym         string
	}{{1, 5, 4, ""}, {1, 4, 4, ""}, {1, 3, 4, "2"}, {2, 1, 4, "8/5"}} {
		point := []*big.Rat{big.NewRat(c.mu, 1), big.NewRat(c.d, 1), big.NewRat(c.high, 1)}
		got := ""
		for _, row := range tab.Rows {
			if !row.Exists.Eval(point) || row.Play[0].At != "" || row.Play[1].At != "" {
				continue
			}
			v, err := row.Numbers[0].Is.Value.Eval(point)
			if err != nil {
				t.Fatal(err)
			}
			got = v.RatString()
		}
		if got != c.sym {
			t.Errorf("at %v: the interior cut-off is %q, want %q", point, got, c.sym)
		}
	}
}

// A cut-off that is a root, and one of a player without a private number.
func TestOtherCutoffs(t *testing.T) {
	_, tab := solved(t, `brink: 1
parameters: {k: {range: "(0, 1)"}}
players: {A: [l, r], B: [l, r]}
types: {A: {c: {density: "2*z", in: z, range: "[0, 1]"}}}
payoffs: {A: "is(r)*(others(r) - own(c))", B: "is(r)*(k - others(r))"}
`)
	// B mixes where the chance of A's r, x^2, is k; her r has the chance x.
	if len(tab.Rows) != 1 {
		t.Fatalf("%d rows", len(tab.Rows))
	}
	row := tab.Rows[0]
	if !row.Exists.Eval([]*big.Rat{big.NewRat(1, 2)}) || len(row.Play[1].Over) != 2 {
		t.Fatalf("%v %v", row.Exists, row.Play)
	}
	if row.Numbers[0].Is.Value != nil || row.Numbers[0].Is.Poly.IsZero() {
		t.Fatalf("the cut-off is %v", row.Numbers[0].Is)
	}
}

// The selected threshold of n exchangeable players is the Laplacian one, of two
// different ones where the products of the losses agree.
func TestSelectedThreshold(t *testing.T) {
	threshold := func(text string, point ...*big.Rat) string {
		_, tab := solved(t, text)
		if len(tab.Rows) != 1 || !tab.Rows[0].Exists.Eval(point) {
			return "none"
		}
		a := tab.Rows[0].Numbers[0].Is
		if a.Value == nil {
			return "root"
		}
		v, err := a.Value.Eval(point)
		if err != nil {
			t.Fatal(err)
		}
		return v.RatString()
	}
	for n := 2; n <= 5; n++ {
		text := fmt.Sprintf(`brink: 1
parameters: {c: {range: "(0, inf)"}}
players: {count: %d, prefix: S, actions: [hold, strike]}
global: {phi: {uniform: [-1, 1]}}
payoffs: {each: "is(strike)*(phi - if(others(strike) = 0, c, 0))"}
`, n)
		if got, want := threshold(text, big.NewRat(1, 5)), big.NewRat(1, int64(5*n)).RatString(); got != want {
			t.Errorf("%d players: the threshold is %s, want %s", n, got, want)
		}
		if got := threshold(text, big.NewRat(1, 1)); got != "none" {
			t.Errorf("%d players without a region where striking is dominant: %s", n, got)
		}
	}
	// (x - a)(x - b) = x·x at x = ab/(a + b).
	text := `brink: 1
parameters: {a: {range: "(0, 1)"}, b: {range: "(0, 1)"}}
players: {A: [stay, go], B: [stay, go]}
global: {x: {uniform: [-1, 1]}}
payoffs: {A: "is(go)*(x - a*others(stay))", B: "is(go)*(x - b*others(stay))"}
`
	if got := threshold(text, big.NewRat(1, 2), big.NewRat(1, 4)); got != "1/6" {
		t.Errorf("risk dominance switches at %s, want 1/6", got)
	}
}

// What no theorem covers is refused.
func TestRefusals(t *testing.T) {
	head := "brink: 1\nparameters: {k: 1}\nplayers: {A: [l, r], B: [l, r]}\n"
	for _, c := range []struct {
		text string
		want error
	}{
		{head + "types: {each: {c: {uniform: [0, 1]}}}\npayoffs: {each: \"is(r)*own(c)^2\"}\n", ErrCutoffs},
		{head + "types: {each: {c: {uniform: [0, 1]}}}\npayoffs: {each: \"is(r)*k*own(c)\"}\n", ErrCutoffs},
		{head + "types: {each: {c: {uniform: [0, 1]}}}\npayoffs: {each: \"is(r)*k\"}\n", ErrCutoffs},
		{head + "types: {each: {c: {density: \"3*(2*z - 1)/2 + 1\", in: z, range: \"[0, 1]\"}}}\npayoffs: {each: \"is(r)*own(c)\"}\n", ErrCutoffs},
		{head + "global: {x: {uniform: [-1, 1]}}\npayoffs: {each: \"is(r)*(x - others(r))\"}\n", ErrSelection},
		{head + "global: {x: {uniform: [-1, 1]}}\npayoffs: {each: \"is(r)*k*x\"}\n", ErrSelection},
	} {
		if _, err := Equilibria(context.Background(), read(t, c.text)); !errors.Is(err, c.want) {
			t.Errorf("got %v, want %v\n%s", err, c.want, c.text)
		}
	}
}
