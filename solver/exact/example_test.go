package exact_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/games/algebra"
	"brink/solver/exact"
)

func ExampleSolve() {
	// 2x + y = 3, x - y = 1
	num, den, err := exact.Solve(context.Background(), 2, []int64{2, 1, 1, -1}, []int64{3, 1})
	fmt.Println(num, den, err)
	_, _, err = exact.Solve(context.Background(), 2, []int64{1, 2, 2, 4}, []int64{1, 1})
	fmt.Println(err)
	// Output:
	// [4 1] 3 <nil>
	// exact: the matrix is singular
}

func ExampleDetSign() {
	a := [][]int64{{1, 2}, {3, 4}}
	fmt.Println(exact.DetSign(2, func(i, j int) *big.Int { return big.NewInt(a[i][j]) }))
	// Output: -1
}

func ExampleRoots() {
	// (x - 3)(x² - 2)
	roots, err := exact.Roots(context.Background(), exact.UnivariateInts(6, -2, -3, 1))
	if err != nil {
		fmt.Println(err)
	}
	for _, r := range roots {
		_, rational := r.Rational()
		fmt.Println(r, rational)
	}
	// Output:
	// -1.4142135624… false
	// 1.4142135624… false
	// 3 true
}

func ExampleSimplest() {
	lo, hi := exact.RatFrac(314, 100), exact.RatFrac(315, 100)
	fmt.Println(exact.Simplest(&lo, &hi))
	// Output: 22/7
}

// The point (√2, y) with y² = √2: signs of polynomials are decided there exactly.
func ExampleTower() {
	x, y := algebra.Variable(0), algebra.Variable(1)
	t := &exact.Tower{}
	roots, _ := t.Roots(x.Mul(x).Sub(algebra.IntPoly(2)), 0)
	t.PushRoot(0, roots[1])
	roots, _ = t.Roots(y.Mul(y).Sub(x), 1)
	t.PushRoot(1, roots[1])
	fmt.Println(t.Sign(y.Pow(4).Sub(algebra.IntPoly(2))), t.Sign(y.Sub(x)))
	// Output: 0 -1
}
