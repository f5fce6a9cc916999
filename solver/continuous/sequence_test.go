package continuous

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/solver/concept"
	"brink/solver/prove"
)

// TestSequentialPublished: Stackelberg's duopoly with a rival kept out, contests with a
// first mover (Dixit 1987; Morgan 2003), and a linear-quadratic arms race.
func TestSequentialPublished(t *testing.T) {
	positive := []string{"a", "b"}
	for name, c := range map[string]struct {
		text string
		at   []int64 // a, b
		want [][2]*big.Rat
	}{
		"duopoly":      {file(positive, "[0, inf)", "[0, inf)", "(a - x - y - b)*x", "(a - x - y - b)*y"), []int64{9, 1}, [][2]*big.Rat{{rat(4, 1), rat(2, 1)}}},
		"kept out":     {file(positive, "[0, inf)", "[0, inf)", "(a - x - y)*x", "(a - x - y - b)*y"), []int64{9, 4}, [][2]*big.Rat{{rat(5, 1), rat(0, 1)}}},
		"duopoly last": {file(positive, "[0, inf)", "[0, inf)", "(a - x - y - b)*x", "(a - x - y - b)*y") + "moves: [B, A]\n", []int64{9, 1}, [][2]*big.Rat{{rat(2, 1), rat(4, 1)}}},
		"contest":      {file(positive, "[0, inf)", "[0, inf)", "a*x/(x + y) - x", "b*y/(x + y) - y"), []int64{3, 2}, [][2]*big.Rat{{rat(9, 8), rat(3, 8)}}},
		"contest, far": {file(positive, "[0, inf)", "[0, inf)", "a*x/(x + y) - x", "b*y/(x + y) - y"), []int64{7, 2}, [][2]*big.Rat{{rat(2, 1), rat(0, 1)}}},
		"arms race":    {file(positive, "[0, inf)", "[0, inf)", "-(x - y/2 - a)^2 - y", "-(y - x/2 - b)^2"), []int64{1, 1}, [][2]*big.Rat{{rat(14, 9), rat(16, 9)}}},
		"indifferent":  {file(positive, "[0, 1]", "[0, 1]", "-x^2 + y", "(1/2 - x)*y"), []int64{1, 1}, [][2]*big.Rat{{rat(0, 1), rat(1, 1)}}},
	} {
		t.Run(name, func(t *testing.T) {
			if name != "duopoly last" {
				c.text += "moves: [A, B]\n"
			}
			table, err := Sequential(context.Background(), read(t, c.text))
			if err != nil || !table.Complete {
				t.Fatal(err, table)
			}
			theta := []*big.Rat{rat(c.at[0], 1), rat(c.at[1], 1)}
			if got, want := fmt.Sprint(outcomesAt(t, table, theta)), fmt.Sprint(c.want); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

func rat(p, q int64) *big.Rat { return big.NewRat(p, q) }

// outcomesAt lists the choices of the rows that exist at a point.
func outcomesAt(t *testing.T, table *concept.Table, theta []*big.Rat) (out [][2]*big.Rat) {
	t.Helper()
	for _, r := range table.Rows {
		if !r.Exists.Eval(theta) {
			continue
		}
		var at [2]*big.Rat
		for i, c := range r.Play {
			a := c.Probs[0]
			if a.Value == nil || a.Except.Eval(theta) {
				t.Fatalf("%v: no value of %s", theta, c.Place)
			}
			v, err := a.Value.Eval(theta)
			if err != nil {
				t.Fatal(err)
			}
			at[i] = v
		}
		out = append(out, at)
	}
	return out
}

// replies lists the best replies of B among the ends of [0, 2] and where the slope of
// her quadratic payoff vanishes.
func replies(g *games.Continuous, theta []*big.Rat, x *big.Rat) []*big.Rat {
	at := func(y *big.Rat) *big.Rat {
		v, _ := g.Payoffs[1].Eval(slices.Concat(theta, []*big.Rat{x, y}))
		return v
	}
	u0, u1, u2 := at(rat(0, 1)), at(rat(1, 1)), at(rat(2, 1))
	two := rat(2, 1)
	curve := new(big.Rat).Sub(new(big.Rat).Add(u0, u2), new(big.Rat).Mul(two, u1)) // twice the coefficient of y^2
	cands := []*big.Rat{rat(0, 1), two}
	if curve.Sign() != 0 {
		slope := new(big.Rat).Sub(new(big.Rat).Sub(u1, u0), new(big.Rat).Quo(curve, two))
		if y := slope.Quo(slope.Neg(slope), curve); y.Sign() > 0 && y.Cmp(two) < 0 {
			cands = append(cands, y)
		}
	}
	var out []*big.Rat
	for _, y := range cands {
		if !slices.ContainsFunc(cands, func(z *big.Rat) bool { return at(z).Cmp(at(y)) > 0 }) {
			out = append(out, y)
		}
	}
	return out
}

// TestSequentialAgainstSearch holds outcomes of random quadratic games to a search of
// the leader's choices on a grid, each followed by the best replies; and demands that
// the best of the grid is not better than what the table has.
func TestSequentialAgainstSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	k := func() int64 { return r.Int64N(5) - 2 }
	for n := range 7 {
		ux := fmt.Sprintf("%d*x^2 + (%d + %d*a)*x*y + %d*x + %d*y^2 + a*y", k(), k(), k(), k(), k())
		uy := fmt.Sprintf("%d*y^2 + %d*x*y + (%d + %d*a)*y", []int64{-1, -1, -2, 1}[n%4], k(), k(), k())
		g := read(t, file([]string{"a"}, "[0, 2]", "[0, 2]", ux, uy)+"moves: [A, B]\n")
		table, err := Sequential(context.Background(), g)
		if err != nil || !table.Complete {
			t.Fatal(ux, uy, err)
		}
		for range 6 {
			theta := []*big.Rat{big.NewRat(1+r.Int64N(40), 13)}
			pays := func(x, y *big.Rat) *big.Rat {
				v, _ := g.Payoffs[0].Eval(slices.Concat(theta, []*big.Rat{x, y}))
				return v
			}
			found := outcomesAt(t, table, theta)
			if len(found) == 0 {
				t.Fatalf("%s; %s at %v: no outcome", ux, uy, theta)
			}
			for _, o := range found {
				if !slices.ContainsFunc(replies(g, theta, o[0]), func(y *big.Rat) bool { return y.Cmp(o[1]) == 0 }) {
					t.Errorf("%s; %s at %v: %v is no best reply to %v", ux, uy, theta, o[1], o[0])
				}
				for i := range int64(65) {
					x := big.NewRat(i, 32)
					ys := replies(g, theta, x)
					if !slices.ContainsFunc(ys, func(y *big.Rat) bool { return pays(x, y).Cmp(pays(o[0], o[1])) <= 0 }) {
						t.Errorf("%s; %s at %v: %v is better than %v", ux, uy, theta, x, o)
					}
				}
			}
		}
	}
}

// TestSequentialOfThree: each of three sellers in turn supplies half of what is left.
func TestSequentialOfThree(t *testing.T) {
	g := read(t, `brink: 1
parameters: {a: {default: 8, range: "(0, inf)"}}
players: {A: {chooses: x, range: "[0, inf)"}, B: {chooses: y, range: "[0, inf)"}, C: {chooses: z, range: "[0, inf)"}}
payoffs: {A: "(a - x - y - z)*x", B: "(a - x - y - z)*y", C: "(a - x - y - z)*z"}
moves: [C, A, B]
`)
	table, err := Sequential(context.Background(), g)
	if err != nil || !table.Complete {
		t.Fatal(err, table)
	}
	theta := []*big.Rat{rat(8, 1)}
	for _, r := range table.Rows {
		if !r.Exists.Eval(theta) || r.KnifeEdge != prove.No {
			continue
		}
		var got []string
		for _, c := range r.Play {
			v, err := c.Probs[0].Value.Eval(theta)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, v.RatString())
		}
		if fmt.Sprint(got) != "[2 1 4]" {
			t.Errorf("%v", got)
		}
	}
}

// TestAtOnce: without an order of moves there is no sequential play.
func TestAtOnce(t *testing.T) {
	if _, err := Sequential(context.Background(), read(t, published["convex"])); !errors.Is(err, ErrAtOnce) {
		t.Error(err)
	}
}
