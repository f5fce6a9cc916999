package exact

import (
	"context"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestSimplexProves checks the certificate of every answer in plain rational
// arithmetic, on small programs full of ties, where cycling and degenerate
// optima are common.
func TestSimplexProves(t *testing.T) {
	seen := map[LPStatus]bool{}
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(1, 6).Draw(t, "m"), rapid.IntRange(1, 6).Draw(t, "n")
		top := rapid.SampledFrom([]int64{1, 2, 50}).Draw(t, "top")
		draw := func() *big.Int { return big.NewInt(rapid.Int64Range(-top, top).Draw(t, "v")) }
		lp := LP{}
		for range m {
			var row []*big.Int
			for range n {
				row = append(row, draw())
			}
			lp.A = append(lp.A, row)
			lp.B = append(lp.B, draw())
		}
		for range n {
			lp.C = append(lp.C, draw())
		}
		res, err := lp.Solve(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		seen[res.Status] = true
		checkLP(t, &lp, res)
	})
	if len(seen) != 3 {
		t.Errorf("only statuses %v were tried", seen)
	}
}

func checkLP(t *rapid.T, lp *LP, res *LPResult) {
	dot := func(x []*big.Rat, y []*big.Int) *big.Rat {
		sum := new(big.Rat)
		for k := range x {
			sum.Add(sum, new(big.Rat).Mul(x[k], new(big.Rat).SetInt(y[k])))
		}
		return sum
	}
	nonNegative := func(what string, x []*big.Rat) {
		for _, v := range x {
			if v.Sign() < 0 {
				t.Fatalf("%s has a negative entry %v", what, v)
			}
		}
	}
	column := func(j int) []*big.Int {
		var col []*big.Int
		for i := range lp.A {
			col = append(col, lp.A[i][j])
		}
		return col
	}
	feasible := func() {
		nonNegative("X", res.X)
		for i := range lp.A {
			if dot(res.X, lp.A[i]).Cmp(new(big.Rat).SetInt(lp.B[i])) > 0 {
				t.Fatalf("X violates row %d", i)
			}
		}
	}
	switch res.Status {
	case LPOptimal:
		feasible()
		nonNegative("Y", res.Y)
		for j := range lp.C {
			if dot(res.Y, column(j)).Cmp(new(big.Rat).SetInt(lp.C[j])) < 0 {
				t.Fatalf("Y violates column %d", j)
			}
		}
		if v := dot(res.X, lp.C); v.Cmp(dot(res.Y, lp.B)) != 0 || v.Cmp(res.Value) != 0 {
			t.Fatalf("values differ: %v", v)
		}
	case LPInfeasible:
		nonNegative("Y", res.Y)
		for j := range lp.C {
			if dot(res.Y, column(j)).Sign() < 0 {
				t.Fatalf("Y violates column %d", j)
			}
		}
		if dot(res.Y, lp.B).Sign() >= 0 {
			t.Fatal("Y proves nothing")
		}
	case LPUnbounded:
		feasible()
		nonNegative("Ray", res.Ray)
		for i := range lp.A {
			if dot(res.Ray, lp.A[i]).Sign() > 0 {
				t.Fatalf("Ray violates row %d", i)
			}
		}
		if dot(res.Ray, lp.C).Sign() <= 0 {
			t.Fatal("Ray gains nothing")
		}
	}
}

// TestSimplexBeale is Beale's (1955) example, on which the largest-coefficient
// rule without a tie-breaking rule cycles; the optimum is 1/20.
func TestSimplexBeale(t *testing.T) {
	ints := func(v ...int64) []*big.Int {
		var out []*big.Int
		for _, x := range v {
			out = append(out, big.NewInt(x))
		}
		return out
	}
	// Scaled by 100: maximise 3/4 x1 - 150 x2 + 1/50 x3 - 6 x4.
	lp := LP{
		A: [][]*big.Int{ints(25, -6000, -4, 900), ints(50, -9000, -2, 300), ints(0, 0, 1, 0)},
		B: ints(0, 0, 1),
		C: ints(75, -15000, 2, -600),
	}
	res, err := lp.Solve(context.Background())
	if err != nil || res.Status != LPOptimal || res.Value.Cmp(big.NewRat(5, 1)) != 0 {
		t.Fatalf("%+v, %v", res, err)
	}
}
