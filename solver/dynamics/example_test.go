package dynamics_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/dynamics"
)

// In Chicken both sides start by holding. Fictitious play settles into a cycle
// in which each side strikes a third of the time, as in the mixed equilibrium,
// but always together.
func ExampleFictitiousPlay() {
	pay := func(values ...int64) games.Table {
		var rats []*big.Rat
		for _, v := range values {
			rats = append(rats, big.NewRat(v, 1))
		}
		return games.NewTable(rats)
	}
	chicken := &games.Strategic{
		Players: []games.Player{
			{Name: "Blue", Actions: []string{"hold", "strike"}},
			{Name: "Red", Actions: []string{"hold", "strike"}},
		},
		Payoffs: []games.Table{pay(6, 2, 7, 0), pay(6, 7, 2, 0)},
	}
	r, err := dynamics.FictitiousPlay(context.Background(), chicken, dynamics.Options{Rounds: 1000})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("counts", r.Counts)
	fmt.Println("periodic from round", r.Cycle.From, "with period", r.Cycle.Period, "and average payoff", r.Cycle.LimitPayoffs[0].RatString())
	fmt.Println("limit mixture of Blue:", r.Cycle.Limits[0][0].RatString(), r.Cycle.Limits[0][1].RatString(), "Nash:", r.Cycle.LimitIsNash)
	// Output:
	// counts [[667 333] [667 333]]
	// periodic from round 1 with period 3 and average payoff 4
	// limit mixture of Blue: 2/3 1/3 Nash: true
}
