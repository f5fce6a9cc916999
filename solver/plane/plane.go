// Package plane divides a rectangle of two parameters by conditions on them, exactly:
// into open regions on which all conditions keep their truth, the curves between them,
// and points. Start with Divide; Fit proposes the rectangle.
//
// The division is a cylindrical one (Collins 1975, with the projection of McCallum
// 1998, which in the plane needs no more than discriminants, resultants and leading
// coefficients of coprime, primitive polynomials). Over the open intervals between the
// zeros of the projection, the critical values, the zero sets of the polynomials are
// arcs that do not meet or turn; at a critical value arcs end in points. Truth is
// decided by signs at sample points, never by rounding. Coordinates are rounded only to
// be drawn: arcs are traced through points that lie on them to within a millionth of
// the rectangle, as closely as Tolerance asks.
package plane

import (
	"context"
	"errors"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// Window is a rectangle of two parameters.
type Window struct {
	X, Y     algebra.Var
	XLo, XHi *big.Rat
	YLo, YHi *big.Rat
}

// Question is what divides the plane.
type Question struct {
	X, Y algebra.Var
	// Allowed says which points count; like Conditions it is about X and Y alone.
	Allowed    expr.Formula
	Conditions []expr.Formula
	// Class is what points are told apart by, a number from 0 for the truth of the
	// conditions at them.
	Class func(truth []bool) int
	// Graph is what is known of further variables, functions of X and Y such as exp(X*Y);
	// nil where the conditions are about X and Y alone. With it a division is traced, and
	// not exact: see Columns.
	Graph *Graph
}

// Outside is the class of points that do not count.
const Outside = -1

// Tolerance is how far a traced arc may be from the polyline that stands for it, as a
// share of the sides of the window.
const Tolerance = 1.0 / 5000

// Vec is a point for drawing.
type Vec struct{ X, Y float64 }

// Region is the open cells of a class.
type Region struct {
	Class int
	// Loops are its outlines, those of holes turned the other way.
	Loops [][]Vec
	// Sample is a point of it.
	Sample [2]*big.Rat
}

// Curve is a piece of the zero set of a polynomial on which everything is alike.
type Curve struct {
	P algebra.Poly
	// Class is that of the points on it, Sides those of the points beside it: below and
	// above, or left and right where it is upright.
	Class  int
	Sides  [2]int
	Points []Vec
	// Bound says that it bounds what is allowed, and no condition changes there.
	Bound bool
}

// KnifeEdge reports whether the points of the curve are unlike those on both sides.
func (c *Curve) KnifeEdge() bool {
	return c.Class != Outside && c.Class != c.Sides[0] && c.Class != c.Sides[1]
}

// Dot is a point whose class no region and no curve beside it has.
type Dot struct {
	At    Vec
	Class int
}

// Map is the division of a window.
type Map struct {
	Window  Window
	Regions []Region // by class
	Curves  []Curve
	Dots    []Dot
}

// ErrEffort says that the division would take too long.
var ErrEffort = errors.New("too much work to divide the plane")

// effort bounds the steps of a division: some seconds.
const effort = 400_000_000

// Divide divides a window, exactly unless the question has a graph. It returns ErrEffort where the polynomials are too large,
// and the error of the context when that ends.
func Divide(ctx context.Context, q *Question, w Window) (*Map, error) {
	m := &Map{Window: w}
	var t *tracer
	var err error
	if q.Graph != nil {
		t, err = traced(ctx, q, &w)
	} else {
		var d *division
		if d, err = divide(ctx, q, &w); err == nil {
			t = newTracer(d)
		}
	}
	if err != nil {
		return nil, err
	}
	if m.Regions, err = t.regions(ctx); err != nil {
		return nil, err
	}
	m.Curves, m.Dots = t.curves(), t.dots()
	return m, ctx.Err()
}
