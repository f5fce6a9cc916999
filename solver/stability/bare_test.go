package stability

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestBare: rows that are only to be drawn exist where those of the whole table do, and
// are knife-edges alike.
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
			}
		}
		if checked == 0 {
			t.Errorf("%s: no point satisfies the assumptions", id)
		}
	}
}
