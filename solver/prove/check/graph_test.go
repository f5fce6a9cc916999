package check

import (
	"context"
	"errors"
	"math"
	"math/big"
	"testing"

	"brink/games/algebra"
)

// Values of exp(x), variable 1, and log(x), variable 2.
var (
	graphTerms = []Term{{1, "exp", ratVar(0)}, {2, "log", ratVar(0)}}
	ofExp      = []Value{{"exp", ratVar(0), ratVar(1)}}
	ofLog      = []Value{{"log", ratVar(0), ratVar(2)}}
)

func ratVar(v algebra.Var) algebra.Ratio { return algebra.FromPoly(algebra.Variable(v)) }

func numbersOf(xs ...float64) []*big.Rat {
	var out []*big.Rat
	for _, x := range xs {
		out = append(out, new(big.Rat).SetFloat64(x))
	}
	return out
}

// What is true of exp and log is derived, and what is almost true is rejected.
func TestDerive(t *testing.T) {
	e := math.E
	for _, c := range []struct {
		bound Bound
		true  bool
	}{
		{Bound{Rule: Basic, Of: ofExp}, true},
		{Bound{Rule: Basic, Of: ofLog}, true},
		{Bound{Rule: Line, Of: ofExp, At: numbersOf(1, 1)}, true},
		{Bound{Rule: Line, Of: ofExp, At: numbersOf(1, 0.999999)}, true},
		{Bound{Rule: Line, Of: ofExp, At: numbersOf(1, 1.000001)}, false},
		{Bound{Rule: Line, Of: ofExp, At: numbersOf(-1, 0)}, false},
		{Bound{Rule: Line, Of: ofLog, At: numbersOf(0.5, math.Ln2-1+1e-9)}, true},
		{Bound{Rule: Line, Of: ofLog, At: numbersOf(0.5, math.Ln2-1-1e-9)}, false},
		{Bound{Rule: Chord, Of: ofExp, At: numbersOf(0, 1, e-1+1e-9, 1+1e-9)}, true},
		{Bound{Rule: Chord, Of: ofExp, At: numbersOf(0, 1, e-1-1e-9, 1)}, false},
		{Bound{Rule: Chord, Of: ofLog, At: numbersOf(1, 2, math.Ln2-1e-9, -math.Ln2)}, true},
		{Bound{Rule: Chord, Of: ofLog, At: numbersOf(1, 2, math.Ln2+1e-9, -math.Ln2)}, false},
		{Bound{Rule: Chord, Of: ofLog, At: numbersOf(-1, 2, 0, -9)}, false},
		{Bound{Rule: Step, Of: ofExp, At: numbersOf(3, math.Exp(3)-1e-9, math.Exp(3)+1e-9)}, true},
		{Bound{Rule: Step, Of: ofExp, At: numbersOf(3, math.Exp(3)+1e-9, math.Exp(3)+1)}, false},
		{Bound{Rule: Step, Of: ofExp, At: numbersOf(-40, math.Exp(-40)*(1-1e-12), math.Exp(-40)*(1+1e-12))}, true},
		{Bound{Rule: Step, Of: ofLog, At: numbersOf(10, math.Log(10)-1e-9, math.Log(10)+1e-9)}, true},
		{Bound{Rule: Step, Of: ofLog, At: numbersOf(10, math.Log(10)-1, math.Log(10)-1e-9)}, false},
		{Bound{Rule: Series, Of: ofLog, N: 3}, false},
		{Bound{Rule: LogBound, Of: ofExp, N: 1}, false},
		{Bound{Rule: LogBound, Of: ofLog, N: 4}, false},
		{Bound{Rule: Pade, Of: ofExp, N: 3}, false},
		{Bound{Rule: Order, Of: ofExp}, false},
		{Bound{Rule: Touch, Of: []Value{ofExp[0], ofLog[0]}}, false},
		{Bound{Rule: Basic, Of: []Value{{"exp", ratVar(0), ratVar(2)}}}, false},
		{Bound{Rule: Basic, Of: []Value{{"exp", ratVar(2), ratVar(0)}}}, true}, // exp(log(x)) = x
		{Bound{Rule: Product, Of: []Value{ofLog[0], ofLog[0]}, At: numbersOf(-1, 2)}, false},
		{Bound{Rule: "hope", Of: ofExp}, false},
	} {
		_, err := Derive(context.Background(), graphTerms, []Bound{c.bound}, 0)
		switch {
		case c.true && err != nil:
			t.Errorf("%v: %v", c.bound, err)
		case !c.true && !errors.Is(err, ErrRejected) && !errors.Is(err, ErrGaveUp):
			t.Errorf("%v is derived", c.bound)
		}
	}
}

// The approximants enclose exp, and close in on it.
func TestBetween(t *testing.T) {
	for _, x := range []float64{0, 1e-9, 0.5, 1, -1, 7.25, -30, 100} {
		for _, n := range degrees {
			lo, hi := between(new(big.Rat).SetFloat64(x), n)
			a, _ := lo.Float64()
			b, _ := hi.Float64()
			if y := math.Exp(x); a > y*(1+1e-14) || b < y*(1-1e-14) || b-a > y*math.Pow(2, 20-4*float64(n)) {
				t.Errorf("exp(%v) between %v and %v", x, a, b)
			}
		}
	}
}
