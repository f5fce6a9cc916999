package nplayer_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/nash/nplayer"
)

// Three firms and a market for one: who enters earns 3 less twice the number of those
// who enter.
func ExampleSolver_Run() {
	var g games.Strategic
	for p := range 3 {
		var pay []*big.Rat
		for profile := range 8 {
			entrants := profile&1 + profile>>1&1 + profile>>2
			u := 0
			if profile>>(2-p)&1 == 1 {
				u = 3 - 2*entrants
			}
			pay = append(pay, big.NewRat(int64(u), 1))
		}
		g.Players = append(g.Players, games.Player{Name: fmt.Sprint("firm ", p+1), Actions: []string{"stay", "enter"}})
		g.Payoffs = append(g.Payoffs, games.NewTable(pay))
	}
	res, err := nplayer.Support.Run(context.Background(), &g, method.Options{})
	if err != nil {
		panic(err)
	}
	for _, e := range res.Equilibria {
		if !e.Pure {
			fmt.Println("mixed:", e.Strategies)
		}
	}
	fmt.Println(len(res.Equilibria), "isolated,", len(res.Continua), "continua")
	// Output:
	// mixed: [[1/1 0/1] [1/2 1/2] [1/2 1/2]]
	// mixed: [[3/4 1/4] [3/4 1/4] [3/4 1/4]]
	// mixed: [[1/2 1/2] [1/1 0/1] [1/2 1/2]]
	// mixed: [[1/2 1/2] [1/2 1/2] [1/1 0/1]]
	// 7 isolated, 0 continua
}
