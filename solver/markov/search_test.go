package markov

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"brink/solver/note"
)

// shift writes a game of n states in which Red grows and Blue may strike before it
// is too late: nine profiles in each state, of which few are not dominated.
func shift(n int) string {
	var b strings.Builder
	b.WriteString(`brink: 1
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
		next := fmt.Sprintf("s%d", min(i+1, n-2))
		fmt.Fprintf(&b, `  s%d:
    payoffs:
      Blue: "if(is(strike), (%s - c)/(1 - d), 1/2) - k*is(arm)"
      Red: "if(plays(Blue, strike), (1 - %s - c)/(1 - d), 1/2) - k*is(steady) - 2*k*is(fast)"
    next: {"strike *": war, else: %s}
`, i, p, p, next)
	}
	b.WriteString("  war: {actions: {Blue: [wait], Red: [slow]}, payoffs: {each: \"0\"}, next: war}\n")
	return b.String()
}

// Ten states of nine profiles each: dominance leaves a few policies to try.
func TestTenStates(t *testing.T) {
	g := read(t, shift(10))
	table, tried, err := equilibria(context.Background(), g, MaxPolicies)
	if err != nil || !table.Complete {
		t.Fatal(err, table)
	}
	t.Log(len(table.Rows), tried)
	if tried > 1000 {
		t.Errorf("%d policies were tried", tried)
	}
}

// Where the search ends early the rows that are there are whole: each exists exactly
// where its policy is an equilibrium, on the pieces that were not searched too.
func TestSearchThatEndsEarly(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	rows := 0
	for range 6 {
		text := randomGame(r)
		g := read(t, text)
		table, _, err := equilibria(context.Background(), g, 6+r.IntN(10))
		if err != nil {
			t.Fatal(err)
		}
		if !table.Complete && table.Reasons[0].Code != note.ManyPolicies {
			t.Fatal(table.Reasons)
		}
		for range 10 {
			at := []*big.Rat{big.NewRat(r.Int64N(8), 8), big.NewRat(r.Int64N(5), 4), big.NewRat(r.Int64N(17)-8, 4)}
			want := bruteForce(t, g, at)
			for _, row := range table.Rows {
				if rows++; row.Exists.Eval(at) != want[fmt.Sprint(policyOf(g, row))] {
					t.Fatalf("at %v: %v exists %v\n%s", at, policyOf(g, row), row.Exists.Eval(at), text)
				}
			}
		}
	}
	if rows == 0 {
		t.Fatal("no row was seen")
	}
}

// Where the search ends early, the equilibria at the defaults are there all the same.
func TestDefaultsAreThere(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	short := 0
	for range 8 {
		text := randomGame(r)
		g := read(t, text)
		limit := 40 + r.IntN(20) // enough for the policies at numbers
		table, _, err := equilibria(context.Background(), g, limit)
		if err != nil {
			t.Fatal(err)
		}
		if !table.Complete {
			short++
		}
		there := make(map[string]bool)
		for _, row := range table.Rows {
			there[fmt.Sprint(policyOf(g, row))] = row.Exists.Eval(g.Defaults())
		}
		for policy := range bruteForce(t, g, g.Defaults()) {
			if !there[policy] {
				t.Fatalf("%v is missing\n%s", policy, text)
			}
		}
	}
	if short == 0 {
		t.Fatal("every search came to its end")
	}
}

// coordination writes n states in a ring that all pose a problem of coordination.
func coordination(n int) string {
	var b strings.Builder
	b.WriteString(`brink: 1
parameters: {d: {default: 4/5, range: "(0, 1)"}, a: {default: 2, range: "(0, inf)"}, c: {default: 1/5, range: "(0, inf)"}}
players: {Blue: [low, mid, high], Red: [low, mid, high]}
discount: d
states:
`)
	for i := range n {
		fmt.Fprintf(&b, `  s%d:
    payoffs: {each: "if(is(low) and others(low) = 1, a, if(is(mid) and others(mid) = 1, 1, if(is(high) and others(high) = 1, c, 0)))"}
    next: {"low low": s%d, "high high": s%d, else: s%d}
`, i, (i+1)%n, (i+n-1)%n, i)
	}
	return b.String()
}

// Where there are more equilibria than anyone can read, the first are there, each with
// its whole condition.
func TestMoreThanCanBeRead(t *testing.T) {
	g := read(t, coordination(6))
	table, tried, err := equilibria(context.Background(), g, MaxPolicies)
	if err != nil || table.Complete || len(table.Rows) != maxMet || table.Reasons[0].Code != note.ManyEquilibria || tried != 0 {
		t.Fatal(err, tried, table)
	}
	r := rand.New(rand.NewPCG(9, 10))
	for _, row := range table.Rows {
		at := []*big.Rat{big.NewRat(1+r.Int64N(7), 8), big.NewRat(1+r.Int64N(12), 4), big.NewRat(1+r.Int64N(12), 4)}
		if policy := policyOf(g, row); row.Exists.Eval(at) != isEquilibrium(t, g, at, policy) {
			t.Errorf("at %v: %v exists %v", at, policy, row.Exists.Eval(at))
		}
	}
}

// Forty-odd rows of three states in one class, most of them on knife-edges, share the
// work of simplifying their conditions.
func TestManyRows(t *testing.T) {
	g := read(t, ladder(3))
	table, tried, err := equilibria(context.Background(), g, MaxPolicies)
	if err != nil || !table.Complete {
		t.Fatal(err, table)
	}
	size := 0
	for _, r := range table.Rows {
		size += r.Exists.Size()
	}
	if t.Log(len(table.Rows), tried, size); size > 3*len(table.Rows) {
		t.Errorf("%d comparisons in %d rows", size, len(table.Rows))
	}
}

// ladder writes a race on n rungs that can be climbed and lost again: one class.
func ladder(n int) string {
	var b strings.Builder
	b.WriteString(`brink: 1
parameters:
  d: {default: 4/5, range: "(0, 1)"}
  c: {default: 1/5, range: "(0, 1)"}
  k: {default: 1/10, range: "(0, inf)"}
players: {Blue: [low, mid, high], Red: [low, mid, high]}
discount: d
states:
`)
	for i := range n {
		here, up, down := fmt.Sprintf("s%d", i), fmt.Sprintf("s%d", min(i+1, n-1)), fmt.Sprintf("s%d", max(i-1, 0))
		half := func(to string) string {
			if to == here {
				return to
			}
			return fmt.Sprintf("{%s: 1/2, %s: 1/2}", to, here)
		}
		fmt.Fprintf(&b, `  %s:
    payoffs:
      Blue: "%d/%d - c*is(mid)/4 - k*is(high)"
      Red: "%d/%d - c*is(mid)/4 - k*is(high)"
    next: {"high low": %s, "low high": %s, "high mid": %s, "mid low": %s, "mid high": %s, "low mid": %s, else: %s}
`, here, i, n-1, n-1-i, n-1, up, down, half(up), half(up), half(down), half(down), here)
	}
	return b.String()
}

// crisis writes n levels of a crisis that all lead to each other, with war behind.
func crisis(n int) string {
	var b strings.Builder
	b.WriteString(`brink: 1
parameters:
  d: {default: 9/10, range: "(0, 1)"}
  c: {default: 1/10, range: "(0, inf)"}
  q: {default: 1/2, range: "(0, 1)"}
players: {Blue: [hold, build, race], Red: [hold, build, race]}
discount: d
states:
`)
	for i := range n - 1 {
		up := fmt.Sprintf("s%d", i+1)
		if i == n-2 {
			up = "war"
		}
		one := fmt.Sprintf("{%s: q, s%d: 1 - q}", up, i)
		fmt.Fprintf(&b, `  s%d:
    payoffs:
      Blue: "%d*(is(race) - plays(Red, race))/5 - c*is(race) - c*is(build)/2"
      Red: "%d*(is(race) - plays(Blue, race))/5 - c*is(race) - c*is(build)/2"
    next: {"race race": %s, "race build": %s, "build race": %s, "hold hold": s%d, else: s%d}
`, i, i, i, up, one, one, max(i-1, 0), i)
	}
	b.WriteString("  war: {actions: {Blue: [hold], Red: [hold]}, payoffs: {each: \"-2\"}, next: war}\n")
	return b.String()
}

// Ten states, nine of them in one class, are more than can be searched: the table says so,
// and has policies that are equilibria where it says.
func TestTenStatesInOneClass(t *testing.T) {
	g := read(t, crisis(10))
	table, tried, err := equilibria(context.Background(), g, 100)
	if err != nil || table.Complete || tried != 100 || len(table.Rows) < 10 {
		t.Fatal(err, tried, table)
	}
	r := rand.New(rand.NewPCG(11, 12))
	yes := 0
	for _, row := range table.Rows {
		for range 3 {
			at := []*big.Rat{big.NewRat(1+r.Int64N(15), 16), big.NewRat(1+r.Int64N(12), 24), big.NewRat(1+r.Int64N(7), 8)}
			exists, policy := row.Exists.Eval(at), policyOf(g, row)
			if exists != isEquilibrium(t, g, at, policy) {
				t.Errorf("at %v: %v exists %v", at, policy, exists)
			}
			if exists {
				yes++
			}
		}
	}
	if yes == 0 {
		t.Error("no row exists anywhere")
	}
}

// Policies found by better actions are equilibria where they were found.
func TestClimb(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	found := 0
	for range 20 {
		g := read(t, randomGame(r))
		at := []*big.Rat{big.NewRat(r.Int64N(8), 8), big.NewRat(r.Int64N(5), 4), big.NewRat(r.Int64N(17)-8, 4)}
		n, err := evaluate(g, at)
		if err != nil {
			continue
		}
		for _, policy := range n.climb(context.Background(), maxMet) {
			if found++; !isEquilibrium(t, g, at, policy) {
				t.Errorf("at %v: %v is no equilibrium", at, policy)
			}
		}
	}
	if found < 10 {
		t.Errorf("%d policies were found", found)
	}
}
