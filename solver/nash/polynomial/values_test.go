package polynomial

import (
	"context"
	"testing"

	"brink/games/algebra"
	"brink/solver/exact"
)

// TestValueWhenTheWorkIsSpent: a number that is too dear to name is enclosed all the
// same, and no number is made up when the context ends.
func TestValueWhenTheWorkIsSpent(t *testing.T) {
	x, y := algebra.Variable(0), algebra.Variable(1)
	ctx, cancel := context.WithCancel(t.Context())
	p := &System{Ctx: ctx, Vars: 2, Limit: Effort}
	p.Solve(&Branch{ // x·y^3 = 2 and x^3 + y = 3
		Eqs:  []algebra.Poly{x.Mul(y.Pow(3)).Sub(algebra.IntPoly(2)), x.Pow(3).Add(y).Sub(algebra.IntPoly(3))},
		Left: []algebra.Var{0, 1},
	})
	if p.Gave || len(p.Found) == 0 {
		t.Fatalf("%d solutions, given up: %v", len(p.Found), p.Gave)
	}
	q := Quotient{Num: x, Den: x.Add(y)}
	width := exact.RatFrac(1, 1<<40)
	for i := range p.Found {
		named, ok := p.Value(&p.Found[i], q, width)
		if !ok || named.Algebraic == nil {
			t.Fatalf("solution %d is not named", i)
		}
		spent := *p
		spent.Limit = spent.Spent
		plain, ok := spent.Value(&p.Found[i], q, width)
		if !ok || plain.Algebraic != nil || plain.Lo.Sign() <= 0 {
			t.Fatalf("solution %d, with no work left: %v", i, plain)
		}
		if a := named.Algebraic; a.CmpRat(exact.RatBig(plain.Lo)) < 0 || a.CmpRat(exact.RatBig(plain.Hi)) > 0 {
			t.Fatalf("solution %d: %v is not between %v and %v", i, a, plain.Lo, plain.Hi)
		}
	}
	cancel()
	for i := range p.Found {
		if v, ok := p.Value(&p.Found[i], q, width); ok {
			t.Fatalf("solution %d after the end: %v", i, v)
		}
	}
}
