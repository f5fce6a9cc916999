package games

import (
	"errors"
	"math/big"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
)

// A tree at a point has the numbers of its formulas there, chance's as well; where
// one has no meaning the error says so.
func TestTreeAt(t *testing.T) {
	q := expr.Plain(algebra.FromPoly(algebra.Variable(0)))
	num := func(k int64) expr.Value { return expr.Plain(algebra.FromInt(k)) }
	rest := expr.Plain(algebra.FromInt(1).Sub(algebra.FromPoly(algebra.Variable(0))))
	tree := &Tree{
		Header:  Header{Params: []Parameter{{Name: "q"}}},
		Players: []string{"A"},
		Sets:    []TreeSet{{Name: "a", Player: 0, Actions: []string{"l", "r"}, Nodes: []int{1}}},
		Nodes: []TreeNode{
			{Set: -1, Branches: []string{"x", "y"}, Chance: []expr.Value{q, rest}, Children: []int{1, 2}},
			{Set: 0, Children: []int{3, 4}},
			{Set: -1, Name: "end", Payoffs: []expr.Value{num(5)}},
			{Set: -1, Payoffs: []expr.Value{q}},
			{Set: -1, Payoffs: []expr.Value{num(0)}},
		},
		Defined: expr.And(q.Compare(expr.GE, num(0)), rest.Compare(expr.GE, num(0))),
	}
	tree.Finish()
	e, err := tree.At([]*big.Rat{big.NewRat(1, 3)})
	if err != nil {
		t.Fatal(err)
	}
	values := e.Values([]int{0, -1})
	if got := values[0][0].RatString(); got != "31/9" { // 1/3·1/3 + 2/3·5
		t.Errorf("value %s, want 31/9", got)
	}
	pays, err := e.VerifyBehaviour([][]*big.Rat{{big.NewRat(1, 1), new(big.Rat)}, nil})
	if err != nil || pays[0].RatString() != "31/9" {
		t.Errorf("behaviour: %v, %v", pays, err)
	}
	if _, err := e.VerifyBehaviour([][]*big.Rat{{big.NewRat(1, 2), big.NewRat(1, 2)}, nil}); !errors.Is(err, ErrNotEquilibrium) {
		t.Errorf("a mixture with an action that loses passes: %v", err)
	}
	if _, err := e.VerifyBehaviour([][]*big.Rat{nil, nil}); !errors.Is(err, ErrNotEquilibrium) {
		t.Errorf("no choice at a set that is reached passes: %v", err)
	}
	if _, err := tree.At([]*big.Rat{big.NewRat(3, 2)}); !errors.Is(err, ErrUndefined) {
		t.Errorf("a probability of 3/2: %v", err)
	}
	if _, err := tree.At(nil); !errors.Is(err, ErrMissing) {
		t.Errorf("no point: %v", err)
	}
}
