package answer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/exact"
	"brink/solver/note"
)

// An answer says whether it is complete, with a code for what is missing; the caller
// has the words.
func Example() {
	g := &games.Game{Header: games.Header{ID: "tiny"}, Players: []games.Player{{Name: "Blue", Actions: []string{"hold"}}}}
	a := &answer.Conditions{Base: answer.Base{Model: g, Complete: true}, Concept: "nash", Players: g.Players, Undefined: expr.False()}
	a.Rows = []*answer.Row{{Support: [][]int{{0}}, Multiplicity: 1, Conditions: []answer.Condition{{Column: answer.Exists, Formula: expr.True()}}}}
	a.Incomplete(note.New(note.Interrupted))
	out, err := json.Marshal(a.JSON(func(n note.Note) string { return "words for " + string(n.Code) }))
	if err != nil {
		panic(err)
	}
	fmt.Println(string(out))
	// Output:
	// {"game":"tiny","kind":"strategic","concept":"nash","parameters":[],"assume":[],"complete":false,"reasons":["words for interrupted"],"codes":[{"code":"interrupted"}],"rows":[{"profile":"(hold)","support":[["hold"]],"exists":"true","knife_edge":false}]}
}

func ExampleReal() {
	roots, err := exact.Roots(context.Background(), exact.UnivariateInts(-1, -1, 1))
	if err != nil {
		panic(err)
	}
	for _, x := range []answer.Real{{Rat: big.NewRat(1, 2)}, answer.RealOf(roots[1]), {Lo: big.NewRat(1, 3), Hi: big.NewRat(1, 2)}} {
		fmt.Println(x)
	}
	// Output:
	// 1/2
	// 1.6180340…
	// (1/3, 1/2)
}
