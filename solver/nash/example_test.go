package nash_test

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash"
)

// table is a player's payoffs in profile order, the last player's action changing
// fastest.
func table(values ...int64) games.Table {
	var rats []*big.Rat
	for _, v := range values {
		rats = append(rats, big.NewRat(v, 1))
	}
	return games.NewTable(rats)
}

// staghunt is the stag hunt: two strict equilibria and a mixed one.
func staghunt() *games.Strategic {
	actions := []string{"stag", "hare"}
	return &games.Strategic{
		Players: []games.Player{{Name: "Ann", Actions: actions}, {Name: "Bob", Actions: actions}},
		Payoffs: []games.Table{table(4, 0, 3, 3), table(4, 3, 0, 3)},
	}
}

// All equilibria of a stag hunt, with the index of each component; the indices
// sum to one.
func ExampleAll() {
	res, err := nash.All(context.Background(), staghunt(), nash.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range res.Equilibria {
		c := res.Components[e.Component-1]
		fmt.Println(e.Strategies, "strict:", e.Strict, "index:", c.Index)
	}
	fmt.Println("complete:", res.Complete)
	// Output:
	// [[1/1 0/1] [1/1 0/1]] strict: true index: 1
	// [[3/4 1/4] [3/4 1/4]] strict: false index: -1
	// [[0/1 1/1] [0/1 1/1]] strict: true index: 1
	// complete: true
}

// An answer that is cut short says so; an ended context is no error.
func ExampleAll_interrupted() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res, err := nash.All(ctx, staghunt(), nash.Options{Method: nash.MethodVertex})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(res.Complete, res.Reasons[0].Code)
	// Output:
	// false interrupted
}

// The methods are values: each has a name and says which games it is for.
func ExampleSolvers() {
	three := &games.Strategic{Players: append(staghunt().Players, games.Player{Name: "Cid", Actions: []string{"in", "out"}})}
	for _, s := range nash.Solvers() {
		fmt.Println(s.Name(), s.Applies(three) == nil)
	}
	// Output:
	// auto true
	// eee false
	// vertex false
	// support false
	// lemke-howson false
	// zero-sum false
	// support true
	// pure true
}
