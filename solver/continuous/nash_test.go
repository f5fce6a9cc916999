package continuous

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/concept"
)

func read(t testing.TB, text string) *games.Continuous {
	t.Helper()
	f, ds := format.Read("test.yaml", []byte(text), "")
	if ds.HasErrors() {
		t.Fatalf("%v\n%s", ds, text)
	}
	return f.Model.(*games.Continuous)
}

// file puts parameters that are positive before a game of A, who chooses x, and B,
// who chooses y.
func file(params []string, rx, ry, ux, uy string) string {
	out := "brink: 1\nparameters:\n"
	for _, p := range params {
		out += "  " + p + ": {default: 1, range: \"(0, inf)\"}\n"
	}
	return out + "players: {A: {chooses: x, range: \"" + rx + "\"}, B: {chooses: y, range: \"" + ry + "\"}}\npayoffs: {A: \"" + ux + "\", B: \"" + uy + "\"}\n"
}

var published = map[string]string{
	"contest":          file([]string{"a", "b"}, "[0, inf)", "[0, inf)", "a*x/(x + y) - x", "b*y/(x + y) - y"),
	"contest, budget":  file([]string{"a", "m"}, "[0, m]", "[0, m]", "a*x/(x + y) - x", "y/(x + y) - y"),
	"contest, tie":     file([]string{"a", "b"}, "[0, inf)", "[0, inf)", "if(x + y = 0, a/2, a*x/(x + y)) - x", "if(x + y = 0, b/2, b*y/(x + y)) - y"),
	"Cournot":          file([]string{"a", "c"}, "[0, inf)", "[0, 1]", "(a - x - y - c)*x", "(a - x - y - 1)*y"),
	"two peaks":        file([]string{"a"}, "[0, 2]", "[0, 2]", "-x^2*(x - 2)^2 + a*x*y/4 - x/8", "-(y - x)^2"),
	"convex":           file([]string{"a", "b"}, "[0, 1]", "[0, 1]", "x^2 - a*x*y", "y^2 - b*x*y"),
	"weakest link":     file([]string{"a", "k"}, "[0, inf)", "[0, 2]", "a*min(x, y) - k*x^2", "a*min(x, y) - y^2"),
	"Bertrand":         file([]string{"v"}, "[0, v]", "[0, v]", "(x - 1)*if(x < y, 1, if(x = y, 1/2, 0))", "(y - 1)*if(y < x, 1, if(x = y, 1/2, 0))"),
	"reaction":         file([]string{"a", "b", "g"}, "[0, inf)", "[0, inf)", "-(x - a*y - g)^2", "-(y - b*x - 1)^2"),
	"threshold":        file([]string{"a", "c"}, "[0, 1]", "[0, 1]", "if(x + y >= 1, a, 0) - c*x", "if(x + y >= 1, a, 0) - c*y"),
	"gain is a sum":    file([]string{"a", "c"}, "[0, inf)", "[0, inf)", "a*x/(1 + x) - c*x + x*y/10", "a*y/(1 + y) - c*y"),
	"open range":       file([]string{"a"}, "(0, 1)", "[0, 1]", "a*x - x^2*y", "x - y"),
	"nothing to gain":  file([]string{"a"}, "[0, 1]", "[0, 1]", "a*y", "a*x"),
	"end is parameter": file([]string{"l", "h"}, "[l, l + h]", "[0, h]", "-(x - y)^2", "-(y - x/2)^2"),
}

// someRat draws small rationals, integers and halves most often, so that ties and
// ends of ranges are hit.
func someRat(r *rand.Rand) *big.Rat {
	d := []int64{1, 1, 2, 3, 4}[r.IntN(5)]
	return big.NewRat(1+r.Int64N(3*d), d)
}

// gains looks for a better choice of player i on a grid of her range and close to
// where she is. It shares nothing with the solver: payoffs are evaluated.
func gains(g *games.Continuous, at []*big.Rat, i int) bool {
	first := len(g.Params)
	own := at[first+i]
	defined := func(p []*big.Rat) bool { return g.Domain[i].Eval(p) && g.Variables[i].Within.Eval(p) }
	now, err := g.Payoffs[i].Eval(at)
	if err != nil {
		return true
	}
	dev := slices.Clone(at)
	better := func(d *big.Rat) bool {
		dev[first+i] = d
		if !defined(dev) {
			return false
		}
		u, err := g.Payoffs[i].Eval(dev)
		return err == nil && u.Cmp(now) > 0
	}
	for k := range int64(97) {
		if better(big.NewRat(k, 24)) {
			return true
		}
	}
	for _, e := range []*games.End{g.Variables[i].Low, g.Variables[i].High} {
		if e != nil {
			if d, err := e.At.Eval(at); err == nil && better(d) {
				return true
			}
		}
	}
	for j := range g.Variables { // another's choice, where payoffs may jump, and sums to 1
		if better(at[first+j]) || better(new(big.Rat).Sub(big.NewRat(1, 1), at[first+j])) {
			return true
		}
	}
	for k := range 30 {
		step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(k)))
		if better(new(big.Rat).Add(own, step)) || better(new(big.Rat).Sub(own, step)) {
			return true
		}
	}
	return false
}

func isEquilibrium(g *games.Continuous, at []*big.Rat) bool {
	for i, v := range g.Variables {
		if !v.Within.Eval(at) || !g.Domain[i].Eval(at) {
			return false
		}
	}
	for i := range g.Variables {
		if gains(g, at, i) {
			return false
		}
	}
	return true
}

// TestBestRepliesAgainstSearch holds the conditions for best replies to a search of
// deviations, at profiles drawn from a lattice and at those of the rows.
func TestBestRepliesAgainstSearch(t *testing.T) {
	ctx := context.Background()
	for name, text := range published {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := read(t, text)
			settler := concept.NewSettler(g)
			s, err := NewSystem(ctx, g, settler)
			if err != nil {
				t.Fatal(err)
			}
			table, err := Equilibria(ctx, g)
			if err != nil || !table.Complete {
				t.Fatal(err, table)
			}
			is := s.Equilibrium()
			r := rand.New(rand.NewPCG(1, 2))
			found := 0
			check := func(theta, profile []*big.Rat) {
				at := slices.Concat(theta, profile)
				want := isEquilibrium(g, at)
				if got := is.Eval(at); got != want {
					t.Fatalf("at %v: equilibrium %v, by search %v", at, got, want)
				}
				if !want {
					return
				}
				found++
				if !slices.ContainsFunc(table.Rows, func(r *concept.Row) bool { return r.Exists.Eval(theta) && r.Sentence.Holds.Eval(at) }) {
					t.Fatalf("at %v: no row has the equilibrium", at)
				}
			}
			for range 25 {
				theta := make([]*big.Rat, len(g.Params))
				for i := range theta {
					theta[i] = someRat(r)
				}
				if !games.Hypotheses(g).Eval(theta) {
					continue
				}
				for range 6 {
					check(theta, []*big.Rat{lattice(r), lattice(r)})
				}
				for _, row := range table.Rows {
					profile, ok := choices(row, theta)
					if !ok || !row.Exists.Eval(theta) {
						continue
					}
					at := slices.Concat(theta, profile)
					if !is.Eval(at) || !isEquilibrium(g, at) {
						t.Fatalf("at %v: the row is no equilibrium", at)
					}
					check(theta, profile)
				}
			}
			if found == 0 && len(table.Rows) > 0 {
				t.Error("no equilibrium was drawn")
			}
		})
	}
}

// lattice draws choices, ends of ranges most often.
func lattice(r *rand.Rand) *big.Rat { return big.NewRat(r.Int64N(9), []int64{1, 2, 4, 8}[r.IntN(4)]) }

// choices is where a row puts the choices at a point, if it has formulas for all.
func choices(r *concept.Row, theta []*big.Rat) ([]*big.Rat, bool) {
	var out []*big.Rat
	for _, c := range r.Play {
		a := c.Probs[0]
		if a.Value == nil || a.Except.Eval(theta) {
			return nil, false
		}
		x, err := a.Value.Eval(theta)
		if err != nil {
			return nil, false
		}
		out = append(out, x)
	}
	return out, true
}

// TestAlike holds the effort of n players in a contest with spillover to the known
// form, and to a search of deviations while the others keep theirs.
func TestAlike(t *testing.T) {
	g := read(t, `
brink: 1
parameters: {V: {range: "(0, inf)"}, n: {range: "[2, inf)"}, s: {range: "[0, 1)"}}
players: {count: n, chooses: x, range: "[0, inf)"}
each: "if(x + sum_others(x) = 0, V/n, V*(x + s*sum_others(x))/((1 + (n - 1)*s)*sum(x))) - x"
`)
	table, err := Equilibria(context.Background(), g)
	if err != nil || !table.Complete || len(table.Rows) != 1 {
		t.Fatal(table, err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		v, n, s := someRat(r), big.NewRat(2+r.Int64N(5), 1), big.NewRat(r.Int64N(4), 4)
		theta := []*big.Rat{v, n, s}
		x, ok := choices(table.Rows[0], theta)
		if !ok || !table.Rows[0].Exists.Eval(theta) {
			t.Fatalf("no equilibrium at %v", theta)
		}
		// V(n-1)(1-s) / (n²(1+(n-1)s))
		one := big.NewRat(1, 1)
		m := new(big.Rat).Sub(n, one)
		num := new(big.Rat).Mul(new(big.Rat).Mul(v, m), new(big.Rat).Sub(one, s))
		den := new(big.Rat).Mul(new(big.Rat).Mul(n, n), new(big.Rat).Add(one, new(big.Rat).Mul(m, s)))
		if want := num.Quo(num, den); want.Cmp(x[0]) != 0 {
			t.Errorf("at %v: effort %v, want %v", theta, x[0], want)
		}
		if at := []*big.Rat{v, n, s, x[0], x[0]}; gains(g, at, 0) {
			t.Errorf("at %v: there is a gain", at)
		}
	}
}

// TestThreeContestants holds the table of an asymmetric contest of three, in which the
// weakest may stay out, to a search.
func TestThreeContestants(t *testing.T) {
	g := read(t, `
brink: 1
parameters: {a: {range: "(0, inf)"}, b: {range: "(0, inf)"}}
players: {A: {chooses: x, range: "[0, inf)"}, B: {chooses: y, range: "[0, inf)"}, C: {chooses: z, range: "[0, inf)"}}
payoffs: {A: "a*x/(x + y + z) - x", B: "b*y/(x + y + z) - y", C: "z/(x + y + z) - z"}
`)
	table, err := Equilibria(context.Background(), g)
	if err != nil || !table.Complete {
		t.Fatal(table, err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		theta := []*big.Rat{someRat(r), someRat(r)}
		var first []*big.Rat
		for _, row := range table.Rows {
			if !row.Exists.Eval(theta) {
				continue
			}
			x, ok := choices(row, theta)
			if !ok || !isEquilibrium(g, slices.Concat(theta, x)) {
				t.Fatalf("at %v: the row is no equilibrium", theta)
			}
			if first != nil && !slices.EqualFunc(first, x, func(p, q *big.Rat) bool { return p.Cmp(q) == 0 }) {
				t.Errorf("at %v: two equilibria", theta)
			}
			first = x
		}
		if first == nil { // total effort falls in the efforts of others: there is one
			t.Errorf("at %v: no equilibrium", theta)
		}
	}
}
