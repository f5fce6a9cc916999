package games

import "brink/games/expr"

// Variable is a real unknown of a model beside the parameters: an action from a
// range, or a quantity that changes. The i-th of a model is expr variable
// len(Params)+i.
type Variable struct {
	Name   string
	Range  string // as written, "" when unbounded
	Within expr.Formula
	// Low and High are the ends of the range, nil where it has none.
	Low, High *End
}

// End is an end of a range.
type End struct {
	At     expr.Value
	Closed bool // the range includes it
}
