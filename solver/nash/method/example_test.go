package method_test

import (
	"fmt"
	"math/big"

	"brink/solver/nash/corpus"
	"brink/solver/nash/method"
)

// Equilibria are verified by code that shares nothing with the methods.
func ExampleVerifySmall() {
	g := corpus.Coordination(2)
	one, zero, half := big.NewRat(1, 1), new(big.Rat), big.NewRat(1, 2)
	for _, e := range []method.Equilibrium{
		{Strategies: [][]*big.Rat{{one, zero}, {one, zero}}, Payoffs: []*big.Rat{one, one}},
		{Strategies: [][]*big.Rat{{half, half}, {half, half}}, Payoffs: []*big.Rat{half, half}},
		{Strategies: [][]*big.Rat{{one, zero}, {half, half}}, Payoffs: []*big.Rat{half, half}},
	} {
		err := method.VerifySmall(g, []method.Equilibrium{e})
		fmt.Println(err == nil)
	}
	// Output:
	// true
	// true
	// false
}
