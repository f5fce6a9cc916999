package logit_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash/logit"
)

// In the stag hunt 4, 0; 3, 3 the branch of logit equilibria that starts at uniform
// play leads to the equilibrium that is risk-dominant, not to the better one.
func ExampleTrace() {
	pay := func(values ...int64) games.Table {
		var rats []*big.Rat
		for _, v := range values {
			rats = append(rats, big.NewRat(v, 1))
		}
		return games.NewTable(rats)
	}
	actions := []string{"stag", "hare"}
	g := &games.Strategic{
		Players: []games.Player{{Name: "Ann", Actions: actions}, {Name: "Bob", Actions: actions}},
		Payoffs: []games.Table{pay(4, 0, 3, 3), pay(4, 3, 0, 3)},
	}
	path, err := logit.Trace(context.Background(), g, logit.Options{Lambdas: []float64{0}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("at precision 0:", path.At[0].Strategies)
	fmt.Println("leads to", path.Selected.Strategies)
	// Output:
	// at precision 0: [[0.5 0.5] [0.5 0.5]]
	// leads to [[0/1 1/1] [0/1 1/1]]
}
