package expr_test

import (
	"fmt"
	"math/big"

	"brink/games/expr"
)

// A formula over named parameters is compiled to exact polynomials, printed in the same
// language, and evaluated at exact numbers.
func ExampleCompileFormula() {
	names := expr.Names{"phi", "c"}
	f, _, err := expr.CompileFormula("max(phi, c) <= 1/2 => phi < c", names)
	if err != nil {
		panic(err)
	}
	fmt.Println(expr.Printer{Names: names}.Formula(f))
	fmt.Println(f.Eval([]*big.Rat{big.NewRat(1, 4), big.NewRat(1, 3)}))
	// Output:
	// ((phi < c or phi > 1/2) and (phi >= c or c > 1/2)) or phi < c
	// true
}
