package refine_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash/refine"
)

func dilemma() *games.Strategic {
	pay := func(values ...int64) games.Table {
		var rats []*big.Rat
		for _, v := range values {
			rats = append(rats, big.NewRat(v, 1))
		}
		return games.NewTable(rats)
	}
	actions := []string{"cooperate", "defect"}
	return &games.Strategic{
		Players: []games.Player{{Name: "Ann", Actions: actions}, {Name: "Bob", Actions: actions}},
		Payoffs: []games.Table{pay(3, 0, 4, 1), pay(3, 4, 0, 1)},
	}
}

// In the prisoner's dilemma cooperation is strictly dominated.
func ExampleEliminate() {
	e, err := refine.Eliminate(context.Background(), dilemma(), refine.StrictDominance)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range e.Steps {
		fmt.Println("round", s.Round, "player", s.Player+1, "drops action", s.Action+1, "for", s.By)
	}
	fmt.Println("left:", e.Left)
	// Output:
	// round 1 player 1 drops action 1 for [0/1 1/1]
	// round 1 player 2 drops action 1 for [0/1 1/1]
	// left: [[1] [1]]
}

func ExampleStructures() {
	s, err := refine.Structures(context.Background(), dilemma())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("symmetric:", s.Symmetric, "zero-sum:", s.ZeroSum, "potential:", s.Potential)
	// Output:
	// symmetric: true zero-sum: false potential: [0/1 1/1 1/1 2/1]
}
