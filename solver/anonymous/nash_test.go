package anonymous

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/solver/concept"
	"brink/solver/nash"
	"brink/solver/prove"
)

func read(t testing.TB, text string) *games.Anonymous {
	t.Helper()
	f, ds := format.Read("t.yaml", []byte(text), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	return f.Model.(*games.Anonymous)
}

// bends has a gain of its own at both ends and a line between.
const bends = `
brink: 1
parameters: {n: {range: "[2, inf)"}, a: 1, s: 1, t: 1, z: 1}
players: {count: n, actions: [out, in]}
payoffs: {each: "if(is(out), 0, if(others(in) = 0, a, if(others(out) = 0, z, s + t*others(in))))"}
`

// same holds a condition to the published one.
func same(t *testing.T, g *games.Anonymous, got expr.Formula, want string) {
	t.Helper()
	f, _, err := expr.CompileFormula(want, g.Scope())
	if err != nil {
		t.Fatal(err)
	}
	if s := concept.NewSettler(g); s.Possible(context.Background(), expr.Not(expr.Iff(got, f))) != prove.No {
		t.Errorf("found %s, published %s", g.Printer().Formula(got), want)
	}
}

// row finds the row of a way of playing: 0 or 1 for all at an action, some, mix.
func row(t *concept.Table, what int) *concept.Row {
	for _, r := range t.Rows {
		c := r.Play[0]
		switch {
		case len(c.Over) == 1 && (what == 0 && c.Over[0] == "out" || what == 1 && c.Over[0] == "in"),
			len(c.Over) == 2 && (what == 2 && c.At == Some || what == 3 && c.At != Some):
			return r
		}
	}
	return nil
}

// The rows agree with the game of so many players at random points, ties included:
// pure equilibria by looking at every number of players at the second action, mixed ones
// by the signs of what a player gains along the mixtures.
func TestRowsAgainstEnumeration(t *testing.T) {
	g := read(t, bends)
	table, err := Nash(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 11))
	held := [4]int{}
	for range 3000 {
		n := 2 + rng.IntN(6)
		small := func() int64 { return int64(rng.IntN(7) - 3) }
		a, s, u, z := small(), small(), small(), small()
		point := []*big.Rat{big.NewRat(int64(n), 1), big.NewRat(a, 1), big.NewRat(s, 1), big.NewRat(u, 1), big.NewRat(z, 1)}
		gain := make([]int64, n)
		for k := range gain {
			gain[k] = s + u*int64(k)
		}
		gain[0], gain[n-1] = a, z
		if n > 1 {
			gain[0] = a // the first case of the formula is the one that counts
		}
		want := [4]bool{gain[0] <= 0, gain[n-1] >= 0, false, false}
		for k := 1; k < n; k++ {
			want[2] = want[2] || gain[k-1] >= 0 && gain[k] <= 0
		}
		changes, last, zero := 0, int64(0), true
		for _, x := range gain {
			if x != 0 {
				zero = false
				if x*last < 0 {
					changes++
				}
				last = x
			}
		}
		want[3] = zero || mixes(gain)
		for what, yes := range want {
			r := row(table, what)
			got := r != nil && r.Exists.Eval(point)
			if what == 3 && changes == 2 {
				continue // the table says that it does not know
			}
			if yes {
				held[what]++
			}
			if got != yes {
				t.Fatalf("row %d at n=%d a=%d s=%d t=%d z=%d, gains %v: exists %v, want %v", what, n, a, s, u, z, gain, got, yes)
			}
		}
	}
	for what, k := range held {
		if k < 20 {
			t.Errorf("row %d held %d times", what, k)
		}
	}
	if table.Complete {
		t.Error("the signs may change twice, and the table says that it is complete")
	}
}

// mixes looks for a change of sign of the expected gain between mixtures.
func mixes(gain []int64) bool {
	sign := func(i int64) int {
		q := big.NewRat(i, 1000)
		p := new(big.Rat).Sub(big.NewRat(1, 1), q)
		// De Casteljau's scheme.
		b := make([]*big.Rat, len(gain))
		for k, x := range gain {
			b[k] = big.NewRat(x, 1)
		}
		for m := len(b) - 1; m > 0; m-- {
			for k := range m {
				x, y := new(big.Rat).Mul(p, b[k]), new(big.Rat).Mul(q, b[k+1])
				b[k] = x.Add(x, y)
			}
		}
		return b[0].Sign()
	}
	last := 0
	for _, i := range []int64{1, 5, 20, 80, 150, 250, 333, 400, 500, 600, 667, 750, 850, 920, 980, 995, 999} {
		s := sign(i)
		if s == 0 || s*last < 0 {
			return true
		}
		last = s
	}
	return false
}

// Only is uniqueness among all equilibria, mixed and asymmetric ones.
func TestOnlyAgainstTheStrategicForm(t *testing.T) {
	g := read(t, bends)
	s, err := NewGains(context.Background(), g, concept.NewSettler(g))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 5))
	count := 0
	for range 300 {
		n := 2 + rng.IntN(2)
		point := []*big.Rat{big.NewRat(int64(n), 1)}
		for range 4 {
			point = append(point, big.NewRat(int64(rng.IntN(5)-2), 1))
		}
		game, err := g.At(point)
		if err != nil {
			t.Fatal(err)
		}
		st, err := game.At(point)
		if err != nil {
			t.Fatal(err)
		}
		res, err := nash.All(context.Background(), st, nash.Options{Workers: 1})
		if err != nil || !res.Complete {
			continue
		}
		for a := range 2 {
			alone := len(res.Equilibria) == 1
			for _, who := range res.Equilibria[0].Strategies {
				alone = alone && who[a].Sign() > 0 && who[1-a].Sign() == 0
			}
			if got := s.Only(a).Eval(point); got != alone {
				t.Fatalf("everybody at action %d the only one at %v: %v, want %v", a, point, got, alone)
			}
			if alone {
				count++
			}
		}
	}
	if count < 20 {
		t.Errorf("only %d unique equilibria met", count)
	}
}

// A grim trigger among n suppliers, and pre-emption among n states (Part A of the
// catalogue: the thresholds g/((n-1)h) and c/n).
func TestKnownThresholds(t *testing.T) {
	ctx := context.Background()
	g := read(t, `
brink: 1
parameters: {n: {range: "[2, inf)"}, g: {range: "(0, inf)"}, h: {range: "(0, inf)"}, d: {range: "[0, 1)"}}
players: {count: n, actions: [hold, leak]}
payoffs: {each: "g*is(leak) - h*others(leak)"}
repeated: {discount: d}
`)
	table, err := Repeated(ctx, g)
	if err != nil {
		t.Fatal(err)
	}
	same(t, g, table.Rows[0].Exists, "g <= h*d*(n - 1)")
	g = read(t, `
brink: 1
parameters: {n: {range: "[2, inf)"}, phi: {range: "[-1/2, 1/2]"}, c: {range: "(0, inf)"}}
players: {count: n, actions: [hold, strike]}
payoffs: {each: "if(count(strike) = 0, 1/2, if(others(strike) = 0, 1/2 + phi, if(is(strike), 1/2, 1/2 - phi)) - c)"}
`)
	table, err = Nash(ctx, g)
	if err != nil {
		t.Fatal(err)
	}
	if !table.Complete || len(table.Rows) != 4 {
		t.Fatalf("%d rows, complete %v", len(table.Rows), table.Complete)
	}
	// The chance that no other strikes, (1 - q)^(n - 1), is phi/c.
	none := row(table, 3).Numbers
	if len(none) != 1 || none[0].Code != "none_of_others" || g.Printer().Ratio(none[0].Is.Value.Cases[0].Is) != "phi/c" {
		t.Errorf("the mixture has the numbers %+v", none)
	}
	for _, c := range table.Rows[0].Columns {
		if c.Code == "laplacian" {
			same(t, g, c.When, "n*phi < c")
		}
	}
}

// The gains 0, 0 of one and of two others, on a curve that never falls, are an
// equilibrium with two at the second action: where such may be, the table says that it
// does not know. Without a zero a curve is as good as a line.
func TestCurvesThatRest(t *testing.T) {
	for gain, complete := range map[string]bool{
		"(others(in) - 1)*(others(in) - 2)*(2*others(in) - 3)":         false,
		"(others(in) - 1)*(others(in) - 2)*(2*others(in) - 3) + 100*a": true,
		"a/(1 + others(in)) - 1":                                       true,
		"(others(in) + 1)^2 - a":                                       true,
	} {
		g := read(t, `
brink: 1
parameters: {n: {range: "[2, inf)"}, a: {range: "(0, inf)"}}
players: {count: n, actions: [out, in]}
payoffs: {each: "is(in)*(`+gain+`)"}
`)
		table, err := Nash(context.Background(), g)
		if err != nil {
			t.Fatal(err)
		}
		if table.Complete != complete {
			t.Errorf("%s: complete %v, rows %d", gain, table.Complete, len(table.Rows))
		}
	}
}
