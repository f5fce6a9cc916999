package dynamics

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/solver/concept"
)

// contracts is the column of the first row that has it.
func contracts(t *testing.T, text string) (*concept.Table, *concept.Column) {
	t.Helper()
	table, err := RestPoints(context.Background(), readDynamics(t, text))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		for _, c := range r.Columns {
			if c.Code == "contracts" {
				return table, &c
			}
		}
	}
	return table, nil
}

// TestContraction: conditions found by hand.
func TestContraction(t *testing.T) {
	const lines = `x: "(-inf, inf)", y: "(-inf, inf)"`
	for _, c := range []struct {
		name, text string
		want       func(b, k *big.Rat) bool
	}{
		// J = (-1 - 3x², b; b, -1): definite everywhere where b² < 1.
		{"a gradient", `{` + lines + `}, rates: {x: "1 - x - x^3 + b*y", y: "b*x - y"}`, func(b, _ *big.Rat) bool { return b.Cmp(big.NewRat(1, 1)) < 0 }},
		// With speeds 1 and k the weights 1 and 1/k make it symmetric.
		{"with speeds", `{` + lines + `}, rates: {x: "1 - x - x^3 + b*y", y: "k*(b*x - y)"}`, func(b, _ *big.Rat) bool { return b.Cmp(big.NewRat(1, 1)) < 0 }},
		// A turning part does no harm.
		{"a turn", `{` + lines + `}, rates: {x: "-b*x - x^3 + y", y: "-x - k*y - y^3"}`, func(b, k *big.Rat) bool { return true }},
		// On [0, 1] the slope of b*x^2 - 3*x is at most 2b - 3.
		{"on a range", `{x: "[0, 1]", y: "[0, 1]"}, rates: {x: "b*x^2 - 3*x", y: "-k*y - y^2"}`, func(b, _ *big.Rat) bool { return b.Cmp(big.NewRat(3, 2)) < 0 }},
	} {
		_, col := contracts(t, `brink: 1
parameters: {b: {default: 1, range: "(0, inf)"}, k: {default: 1, range: "(0, inf)"}}
dynamics: {time: continuous, variables: `+c.text+"}\n")
		if col == nil {
			t.Errorf("%s: no column", c.name)
			continue
		}
		for num := int64(1); num <= 12; num++ {
			b, k := big.NewRat(num, 6), big.NewRat(13-num, 5)
			if got := col.When.Eval([]*big.Rat{b, k}); got != c.want(b, k) {
				t.Errorf("%s: at b = %v %v", c.name, b, got)
			}
		}
	}
	// A saddle between two basins has none.
	if _, col := contracts(t, "brink: 1\ndynamics: {time: continuous, variables: {"+lines+`}, rates: {x: "x - x^3", y: "-y"}}`+"\n"); col != nil {
		t.Errorf("two basins contract where %v", col.When)
	}
}

// TestContractingCoursesMeet follows courses from random points.
func TestContractingCoursesMeet(t *testing.T) {
	text := `brink: 1
parameters: {b: {default: 1, range: "(0, inf)"}, k: {default: 1, range: "(0, inf)"}}
dynamics: {time: continuous, variables: {x: "[0, inf)", y: "[0, inf)"}, rates: {x: "2 - x - x^3 - b*y/2", y: "k*(3 - 2*y - b*x/2)"}}
`
	_, col := contracts(t, text)
	if col == nil {
		t.Fatal("no column")
	}
	d := readDynamics(t, text)
	r := rand.New(rand.NewPCG(13, 14))
	seen := 0
	for range 30 {
		at := []*big.Rat{big.NewRat(1+r.Int64N(20), 8), big.NewRat(1+r.Int64N(8), 4)}
		if !col.When.Eval(at) {
			continue
		}
		var ends []State
		for range 3 {
			start := []*big.Rat{big.NewRat(r.Int64N(20), 10), big.NewRat(r.Int64N(20), 10)}
			if c := Follow(context.Background(), d, at, start, 200, 1); c.End == AtTime {
				ends = append(ends, c.Samples[len(c.Samples)-1])
			}
		}
		for i, e := range ends {
			for j := range e.At {
				seen++
				if math.Abs(e.At[j]-ends[max(i-1, 0)].At[j]) > 1e-6 {
					t.Errorf("at %v: courses end at %v and %v", at, e.At, ends[i-1].At)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no course was followed")
	}
}

// TestRootsApart: the three rest points of a pitchfork, which are roots of one cubic
// equation, have rows of their own.
func TestRootsApart(t *testing.T) {
	d := readDynamics(t, `brink: 1
parameters: {b: {default: 2, range: "(0, inf)"}, k: {default: 1, range: "(0, inf)"}}
dynamics: {time: continuous, variables: {x: "(-inf, inf)", y: "(-inf, inf)"}, rates: {x: "-x - x^3 + b*y", y: "k*(b*x - y)"}}
`)
	table, err := RestPoints(context.Background(), d)
	if err != nil || !table.Complete || len(table.Rows) != 3 {
		t.Fatal(err, table)
	}
	for i, r := range table.Rows {
		for num := int64(1); num < 12; num++ {
			at := []*big.Rat{big.NewRat(num, 6), big.NewRat(2, 3)}
			pitched := num > 6
			if r.Exists.Eval(at) != (i == 0 || pitched) {
				t.Errorf("row %d at b = %v: %v", i, at[0], r.Exists)
			}
			if stable := r.Columns[0].When.Eval(at); num != 6 && stable != (pitched == (i > 0)) {
				t.Errorf("row %d at b = %v: stable %v", i, at[0], r.Columns[0].When)
			}
		}
	}
}
