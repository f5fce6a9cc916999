package symmetric_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/solver/nash/method"
	"brink/solver/nash/symmetric"
)

// Ten bystanders each can help at a cost of 1/2; everybody gains 1 once somebody
// has. When all mix alike, nobody helps with probability (1/2)^(1/9).
func ExampleEquilibria() {
	const n = 10
	help, wait := make([]*big.Rat, n), make([]*big.Rat, n)
	for others := range n { // who help
		help[others] = big.NewRat(1, 2)
		wait[others] = big.NewRat(int64(min(1, others)), 1)
	}
	g := symmetric.Game{Players: n, Payoff: [][]*big.Rat{help, wait}}
	res, err := symmetric.Equilibria(context.Background(), g, method.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range res.Equilibria {
		fmt.Println("help", e.Strategy[0], "wait", e.Strategy[1])
	}
	fmt.Println("complete:", res.Complete)
	// Output:
	// help 0.0741252877… wait 0.9258747123…
	// complete: true
}
