package algebra_test

import (
	"fmt"
	"math/big"

	"brink/games/algebra"
)

var (
	x, y    = algebra.Variable(0), algebra.Variable(1)
	printer = algebra.Printer{Names: []string{"x", "y"}}
)

func Example() {
	p := x.Mul(x).Sub(y.Mul(y))
	fmt.Println(printer.Poly(p))
	fmt.Println(p.Sign([]*big.Rat{big.NewRat(1, 2), big.NewRat(2, 3)}))
	fmt.Println(printer.Ratio(algebra.RatioOf(p, x.Add(y))))
	// Output:
	// x^2 - y^2
	// -1
	// x - y
}

func ExampleGCD() {
	p := x.Mul(x).Sub(algebra.IntPoly(1)).Mul(y)
	q := x.Sub(algebra.IntPoly(1)).Pow(2)
	fmt.Println(printer.Poly(algebra.GCD(p, q)))
	// Output: x - 1
}

func ExampleFactorize() {
	p := x.Pow(3).Mul(y).Sub(x.Mul(y.Pow(3))).Scale(algebra.NewInt(6))
	f := algebra.Factorize(p)
	fmt.Print(f.Constant)
	for _, g := range f.List {
		fmt.Printf(" · (%s)^%d", printer.Poly(g.P), g.N)
	}
	fmt.Println()
	// Output: 6 · (x)^1 · (y)^1 · (x + y)^1 · (x - y)^1
}

// The circle x² + y² = 1 and the line y = x meet where 2x² = 1.
func ExampleResultant() {
	circle := x.Mul(x).Add(y.Mul(y)).Sub(algebra.IntPoly(1))
	line := y.Sub(x)
	fmt.Println(printer.Poly(algebra.Resultant(circle, line, 1)))
	// Output: 2*x^2 - 1
}

// A quadratic has two real roots where its discriminant is positive.
func ExampleDiscriminant() {
	fmt.Println(printer.Poly(algebra.Discriminant(x.Mul(x).Add(y.Mul(x)).Add(algebra.IntPoly(1)), 0)))
	// Output: y^2 - 4
}

func ExampleSqrt() {
	root, ok := algebra.Sqrt(x.Add(y).Pow(2))
	fmt.Println(printer.Poly(root), ok)
	// Output: x + y true
}

// A power within limits is computed, a hopeless one refused before anything is.
func ExampleEffort() {
	e := algebra.NewEffort(1000)
	small, ok := e.Pow(x.Add(y), 3)
	fmt.Println(printer.Poly(small), ok)
	_, ok = e.Pow(x.Add(y), 900)
	fmt.Println(ok, e.Spent())
	// Output:
	// x^3 + 3*x^2*y + 3*x*y^2 + y^3 true
	// false true
}

// Cramer's rule: a·(x, y) = det·b.
func ExampleEffort_SolveLinear() {
	a := [][]algebra.Poly{{x, algebra.IntPoly(1)}, {algebra.IntPoly(1), y}}
	b := [][]algebra.Poly{{algebra.IntPoly(1)}, {algebra.IntPoly(2)}}
	var unlimited *algebra.Effort
	sol, det, _ := unlimited.SolveLinear(a, b)
	fmt.Println(printer.Poly(sol[0][0]), "|", printer.Poly(sol[1][0]), "|", printer.Poly(det))
	// Output: y - 2 | 2*x - 1 | x*y - 1
}
