package polynomial_test

import (
	"context"
	"fmt"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/nash/polynomial"
)

// The positive solutions of x*y = 2 and x + y = 3.
func ExampleSystem_Solve() {
	x, y := algebra.Variable(0), algebra.Variable(1)
	s := &polynomial.System{Ctx: context.Background(), Vars: 2, Limit: polynomial.Effort}
	s.Solve(&polynomial.Branch{
		Eqs:  []algebra.Poly{x.Mul(y).Sub(algebra.IntPoly(2)), x.Add(y).Sub(algebra.IntPoly(3))},
		Left: []algebra.Var{0, 1},
	})
	for i := range s.Found {
		var at []string
		for _, v := range []algebra.Poly{x, y} {
			n, _ := s.Value(&s.Found[i], polynomial.Quotient{Num: v, Den: algebra.IntPoly(1)}, exact.RatFrac(1, 1<<10))
			at = append(at, n.Lo.RatString())
		}
		fmt.Println(at)
	}
	// Output:
	// [2 1]
	// [1 2]
}
