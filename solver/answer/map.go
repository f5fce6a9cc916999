package answer

import (
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/plane"
)

// By is what the points of a map are told apart by.
type By string

// What points are told apart by. ByConcept is for solution concepts other than Nash,
// such as spe.
const (
	ByNash         By = "nash"          // the equilibria that exist
	ByUnique       By = "unique"        // the equilibrium that is the only one
	ByCount        By = "count"         // how many there are
	ByRiskDominant By = "risk-dominant" // the equilibria, and which of them is risk-dominant
	ByEfficient    By = "efficient"     // the equilibria, and which of them are efficient
	ByClaim        By = "claim"         // whether a claim holds
	ByConcept      By = "concept"
)

// Map is a stretch of one parameter, or a window of two, divided by what is the case
// there, with the places for drawing.
type Map struct {
	Base
	By    By
	Claim *games.Claim // of ByClaim
	Over  []algebra.Var
	Point []*big.Rat // the values of the others
	// Conditions or Equilibria is the table that the map is made of; both are nil for a
	// claim.
	Conditions *Conditions
	Equilibria *Equilibria
	// Classes are what the numbers of classes in Plane stand for, in the table's order.
	Classes []Class
	// Plane is the division; for one parameter what it says of Y is for nothing.
	Plane    *plane.Map
	Contours []Contour
	// ContourOf is the number whose contours these are, as it was written.
	ContourOf string
}

// Class is what is alike about some points.
type Class struct {
	Rows   []int // positions of the rows of the table that exist
	Chosen []int // those of them that By picks out
	Holds  bool  // of a claim
	// Several: of ByUnique, there is more than one; of ByCount, there are at least
	// Count.
	Several bool
	// Infinite: of ByCount, there is a continuum.
	Infinite bool
	Count    int
}

// Contour is where a number has a value.
type Contour struct {
	Level  *big.Rat
	Curves []plane.Curve
}

// Fixed lists the parameters that do not vary.
func (m *Map) Fixed() []algebra.Var { return (&Regions{Base: m.Base, Over: m.Over}).Fixed() }

// Mixed reports whether a row of the table mixes, and Continuum whether it stands for
// many equilibria.
func (m *Map) Mixed(row int) bool {
	if m.Conditions != nil {
		return !m.Conditions.Rows[row].Pure()
	}
	for _, c := range m.Equilibria.Table.Rows[row].Play {
		if len(c.Over) > 1 {
			return true
		}
	}
	return false
}

// Continuum reports whether a row of the table stands for a continuum of equilibria: of
// two players where a support carries more than one.
func (m *Map) Continuum(row int) bool {
	if m.Conditions == nil {
		return false
	}
	r := m.Conditions.Rows[row]
	return r.Continuum || len(m.Conditions.Players) == 2 && r.Strategies == nil && r.Root == nil && !r.Open(Strategies)
}

// Count is how many equilibria rows stand for, and whether there are no more: a row
// without a formula for its strategies may stand for several.
func (m *Map) Count(rows []int) (n int, exact bool) {
	exact = true
	for _, i := range rows {
		times, single := 1, true
		if m.Conditions != nil {
			r := m.Conditions.Rows[i]
			times, single = r.Multiplicity, r.Strategies != nil && r.Multiplicity > 0
		} else {
			r := m.Equilibria.Table.Rows[i]
			times = r.Multiplicity
			for _, c := range r.Play {
				single = single && (c.Pure() || c.Probs != nil)
			}
		}
		n += max(1, times)
		exact = exact && single
	}
	return n, exact
}

// Equation is the equation of a curve, solved for a parameter where that is simple.
func (m *Map) Equation(k *plane.Curve) expr.Relation {
	for i, v := range m.Over {
		if k.P.Degree(v) != 1 {
			continue
		}
		cs := k.P.Coeffs(v)
		if _, constant := cs[1].Const(); constant || i == len(m.Over)-1 {
			return expr.Relation{L: algebra.FromPoly(algebra.Variable(v)), Op: expr.EQ, R: algebra.RatioOf(cs[0].Neg(), cs[1])}
		}
	}
	return expr.Relation{L: algebra.FromPoly(k.P), Op: expr.EQ}
}
