package exact

import (
	"context"
	"errors"
	"math/big"
	"testing"
)

// afterSome is a context that has ended once it was asked a number of times: an end in
// the middle of the work, at the same place on every machine.
type afterSome struct {
	context.Context
	left int
}

func (c *afterSome) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestWithin: wherever the context ends, nothing wrong comes out.
func TestWithin(t *testing.T) {
	const n = 40
	a, b := make([]int64, n*n), make([]int64, n)
	for i := range n {
		for j := range n {
			a[i*n+j] = int64((i*i*7+j*j*j*3+i*j)%19 - 9)
		}
		a[i*n+i] += 50
		b[i] = int64(i%5 - 2)
	}
	want, den, err := Solve(t.Context(), n, a, b)
	if err != nil {
		t.Fatal("the test needs a matrix that is not singular")
	}
	flat := append([]int64(nil), a...)
	copy(flat[n:2*n], flat[:n]) // two rows alike
	p := UnivariateInts(1)
	for k := int64(1); k <= 12; k++ {
		p = p.Mul(UnivariateInts(-k, 0, 1))
	}
	roots := rootsOf(p)
	if len(roots) != 24 {
		t.Fatalf("%d roots", len(roots))
	}
	ended := 0
	for left := range 400 {
		ctx := &afterSome{context.Background(), left}
		num, d, err := Solve(ctx, n, a, b)
		switch {
		case errors.Is(err, ErrSingular):
			t.Fatalf("after %d questions the matrix is called singular", left)
		case err == nil && (d.Cmp(den) != 0 || !equal(num, want)):
			t.Fatalf("after %d questions the solution is wrong", left)
		case ctx.left < 0 && err != nil:
			ended++
		}
		if _, _, err := Solve(&afterSome{context.Background(), left}, n, flat, b); err == nil {
			t.Fatalf("after %d questions a singular system has a solution", left)
		}
		rs, err := Roots(&afterSome{context.Background(), left}, p)
		if err == nil && len(rs) != len(roots) {
			t.Fatalf("after %d questions there are %d roots", left, len(rs))
		}
	}
	if ended == 0 {
		t.Error("no context ended the work")
	}
}

func equal(x, y []*big.Int) bool {
	for i := range x {
		if x[i].Cmp(y[i]) != 0 {
			return false
		}
	}
	return true
}
