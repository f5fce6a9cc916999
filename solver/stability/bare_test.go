package stability

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/expr"
)

// TestBare: rows that are only to be drawn exist where those of the whole table do, and
// are knife-edges alike; and the one column that comes with them holds where it does.
func TestBare(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, id := range []string{"first-strike", "deterrence-bk", "second-strike", "chicken", "inspection"} {
		g := library(t, id)
		full, err := Conditions(context.Background(), g, Options{})
		if err != nil {
			t.Fatal(err)
		}
		bare, err := Conditions(context.Background(), g, Options{Bare: true})
		if err != nil {
			t.Fatal(err)
		}
		var with [2]*Table
		for k, column := range []string{"efficient", "risk_dominant"} {
			if with[k], err = Conditions(context.Background(), g, Options{Bare: true, With: column}); err != nil {
				t.Fatal(err)
			}
			if len(with[k].Rows) != len(full.Rows) {
				t.Fatalf("%s: %d rows, with %s %d", id, len(full.Rows), column, len(with[k].Rows))
			}
		}
		if len(full.Rows) != len(bare.Rows) {
			t.Errorf("%s: %d rows, bare %d", id, len(full.Rows), len(bare.Rows))
			continue
		}
		for i, row := range bare.Rows {
			if fmt.Sprint(row.Support, row.KnifeEdge) != fmt.Sprint(full.Rows[i].Support, full.Rows[i].KnifeEdge) {
				t.Errorf("%s: row %d is %v, bare %v", id, i, full.Rows[i].Support, row.Support)
			}
		}
		hyps := g.Hypotheses()
		point := make([]*big.Rat, len(g.Params))
		checked := 0
		for range 2000 {
			for v := range point {
				point[v] = big.NewRat(r.Int64N(81)-20, 1+r.Int64N(20))
			}
			if !hyps.Eval(point) {
				continue
			}
			checked++
			for i, row := range bare.Rows {
				if row.Exists.Eval(point) != full.Rows[i].Exists.Eval(point) {
					t.Fatalf("%s: %v at %v: bare %v, whole %v", id, row.Support, point, row.Exists.Eval(point), full.Rows[i].Exists.Eval(point))
				}
				for k, want := range []*expr.Formula{full.Rows[i].Efficient, full.Rows[i].RiskDominant} {
					further := with[k].Rows[i].Further()
					if got := *further[k]; (got == nil) != (want == nil) || got != nil && got.Eval(point) != want.Eval(point) {
						t.Fatalf("%s: %v at %v: column %d is %v, want %v", id, row.Support, point, k, got, want)
					}
					for other, f := range further {
						if other != k && *f != nil {
							t.Fatalf("%s: %v has column %d, which was not asked for", id, row.Support, other)
						}
					}
				}
			}
		}
		if checked == 0 {
			t.Errorf("%s: no point satisfies the assumptions", id)
		}
	}
}
