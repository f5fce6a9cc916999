package prove

import (
	"math/big"
	"strings"

	"brink/games/expr"
	"brink/solver/exact"
)

// Model is a point of R^n at which a formula holds: a value for every variable,
// rational or algebraic.
type Model struct {
	coords []Coordinate
}

// Coordinate is an exact real number: a rational, or the only root of a
// polynomial in an open interval.
type Coordinate struct {
	Rat    *big.Rat  // nil when the number is irrational
	Poly   expr.Poly // in variable 0; zero when Rat is set
	Lo, Hi *big.Rat  // isolating interval of an irrational number
}

// rationalModel copies a point.
func rationalModel(at []exact.Rat) *Model {
	m := &Model{coords: make([]Coordinate, len(at))}
	for i, x := range at {
		m.coords[i].Rat = x.Big()
	}
	return m
}

// Len is the number of coordinates.
func (m *Model) Len() int { return len(m.coords) }

// At returns coordinate v; variables beyond the model's are free and 0 will do.
func (m *Model) At(v expr.Var) Coordinate {
	if v < len(m.coords) {
		return m.coords[v]
	}
	return Coordinate{Rat: new(big.Rat)}
}

// Rational returns the point when all coordinates are rational.
func (m *Model) Rational() ([]*big.Rat, bool) {
	out := make([]*big.Rat, len(m.coords))
	for i, c := range m.coords {
		if c.Rat == nil {
			return nil, false
		}
		out[i] = new(big.Rat).Set(c.Rat)
	}
	return out, true
}

// String prints the coordinates in order.
func (m *Model) String() string {
	parts := make([]string, len(m.coords))
	for i, c := range m.coords {
		parts[i] = c.String()
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// String prints a rational as p/q and an irrational as its defining data.
func (c Coordinate) String() string {
	if c.Rat != nil {
		return c.Rat.RatString()
	}
	return "root of " + expr.Printer{Names: []string{"x"}}.Poly(c.Poly) + " in (" + c.Lo.RatString() + ", " + c.Hi.RatString() + ")"
}
