package games

import (
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// Variable is a real unknown of a model beside the parameters: an action from a
// range, or a quantity that changes. The i-th of a model is expr variable
// len(Params)+i.
type Variable struct {
	Name   string
	Range  string // as written, "" when unbounded
	Within expr.Formula
	// Low and High are the ends of the range, nil where it has none.
	Low, High *End
	// Root is set where payoffs take the square root of what is chosen: then the
	// variable is such a root, and Within, Low and High are about it.
	Root *Root
	// Rate is set where payoffs take the exponential of what is chosen: then the variable
	// is exp(Rate*x), which increases in x where Rate is positive, as Defined says of it.
	Rate *algebra.Ratio
}

// Root says how a variable v stands for a choice x: v is Sign*sqrt(Sign*x + Shift), with
// Sign 1 or -1, which increases in x.
type Root struct {
	Sign  int64
	Shift *big.Rat
}

// Of is what the root is taken of, Sign*x + Shift.
func (r *Root) Of(x algebra.Ratio) algebra.Ratio {
	return x.Mul(algebra.FromInt(r.Sign)).Add(algebra.FromRat(r.Shift))
}

// Choice is what is chosen by variable x; of a variable with a Rate that is no rational
// function, and Choice is the variable itself.
func (v Variable) Choice(x algebra.Var) algebra.Ratio {
	is := algebra.FromPoly(algebra.Variable(x))
	if v.Root == nil {
		return is
	}
	return is.Mul(is).Sub(algebra.FromRat(v.Root.Shift)).Mul(algebra.FromInt(v.Root.Sign))
}

// End is an end of a range.
type End struct {
	At     expr.Value
	Closed bool // the range includes it
}
