package markov

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// randomOfMany writes a game of three players with discount factors of their own, in
// which one of three states takes no time and one may be for ever.
func randomOfMany(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("brink: 1\nparameters: {d: {default: 1/2, range: \"[0, 1)\"}, p: {default: 1/3, range: \"[0, 1]\"}, x: 1}\n")
	b.WriteString("players: {A: [l, r], B: [l, r], C: [l, r]}\ndiscount: {A: d, B: d/2, C: 1/3}\nstates:\n")
	for i, s := range []string{"calm", "war", "talks"} {
		fmt.Fprintf(&b, "  %s:\n    payoffs:\n", s)
		for _, p := range "ABC" {
			fmt.Fprintf(&b, "      %c: \"%d*is(r) + (%d + x)*others(r) - %d*is(r)*others(r)\"\n", p, r.IntN(5)-2, r.IntN(5)-2, r.IntN(3))
		}
		if i == 0 {
			fmt.Fprintf(&b, "    next: {\"r r *\": {war: p, calm: 1 - p}, \"* * r\": talks, else: calm}\n")
		} else if s == "war" {
			fmt.Fprintf(&b, "    actions: {C: [l]}\n    next: {\"l l l\": calm, else: war}\n")
		} else {
			fmt.Fprintf(&b, "    takes: 0\n    actions: {A: [l]}\n    next: {\"* r *\": war, else: calm}\n")
		}
	}
	return b.String()
}

// Three players, own discount factors, a move that takes no time: as at numbers.
func TestManyPlayersAgainstPolicies(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	seen := 0
	for range 3 {
		text := randomOfMany(r)
		g := read(t, text)
		table, err := Equilibria(context.Background(), g)
		if err != nil || !table.Complete {
			t.Fatalf("%v %v\n%s", err, table, text)
		}
		for range 15 {
			at := []*big.Rat{big.NewRat(r.Int64N(8), 8), big.NewRat(r.Int64N(5), 4), big.NewRat(r.Int64N(17)-8, 4)}
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
