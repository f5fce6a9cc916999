package prove

import (
	"context"
	"math/big"
	"strings"
	"sync"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// Model is a point of R^n at which a formula holds: a value for every variable,
// rational or algebraic. It is safe for concurrent use.
type Model struct {
	coords []Coordinate
	mu     sync.Mutex
	tower  *exact.Tower // nil when all coordinates are rational
}

// Coordinate is an exact real number: a rational, or an algebraic number with
// its defining data.
type Coordinate struct {
	// Rat is the value of a rational coordinate; nil otherwise.
	Rat *big.Rat
	// Poly has exactly one root in the open interval (Lo, Hi), the value of an
	// irrational coordinate. It is empty in the rare case that no univariate
	// polynomial was found; the interval holds all the same.
	Poly   exact.Univariate
	Lo, Hi *big.Rat
}

// rationalModel copies a point.
func rationalModel(at []exact.Rat) *Model {
	m := &Model{coords: make([]Coordinate, len(at))}
	for i, x := range at {
		m.coords[i].Rat = x.Big()
	}
	return m
}

// modelWidth is the width to which the intervals of irrational coordinates are
// refined.
var modelWidth = exact.RatFrac(1, 1<<10)

// towerModel reads the coordinates of n variables off a tower, which it keeps.
func towerModel(ctx context.Context, t *exact.Tower, n int) *Model {
	m := &Model{coords: make([]Coordinate, n), tower: t}
	for i := range t.Len() {
		v, q, root := t.Coordinate(i)
		if root == nil {
			m.coords[v].Rat = q.Big()
			continue
		}
		m.coords[v] = irrational(ctx, t, i)
	}
	for i := range m.coords {
		if m.coords[i].Rat == nil && m.coords[i].Lo == nil {
			m.coords[i].Rat = new(big.Rat)
		}
	}
	return m
}

// irrational finds a univariate polynomial for coordinate k of a tower by
// eliminating the coordinates below, and its root; when the context ends on the way
// the interval is all there is.
func irrational(ctx context.Context, t *exact.Tower, k int) Coordinate {
	iv := t.RefineCoordinate(k, modelWidth)
	if iv.Lo.Cmp(iv.Hi) == 0 {
		return Coordinate{Rat: iv.Lo.Big()}
	}
	c := Coordinate{Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}
	v, _, root := t.Coordinate(k)
	p, ok := root.Poly(), true
	effort := algebra.Within(ctx, factorSteps)
	for j := k - 1; j >= 0; j-- {
		u, q, below := t.Coordinate(j)
		switch {
		case !p.Has(u):
		case below == nil:
			p = p.At(u, q.Big())
		default:
			if p, ok = effort.Resultant(p, below.Poly(), u); !ok {
				return c
			}
		}
	}
	u, ok := exact.ToUnivariate(p, v)
	if !ok || u.Degree() < 1 {
		return c
	}
	// Of the roots that the elimination has, refinement tells which one it is.
	var candidates []exact.Univariate
	fs, ok := effort.Factorize(p)
	if !ok {
		return c
	}
	for _, f := range fs.List {
		if u, ok := exact.ToUnivariate(f.P, v); ok {
			candidates = append(candidates, u)
		}
	}
	for {
		var found []exact.Algebraic
		var poly exact.Univariate
		for _, u := range candidates {
			roots, err := exact.Roots(ctx, u)
			if err != nil {
				return c
			}
			for _, r := range roots {
				if r.CmpRat(iv.Lo) > 0 && r.CmpRat(iv.Hi) < 0 {
					found = append(found, r)
					poly = u
				}
			}
		}
		if len(found) == 0 {
			return c
		}
		if len(found) == 1 {
			if q, ok := found[0].Rational(); ok {
				return Coordinate{Rat: q.Big()}
			}
			return Coordinate{Poly: poly, Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}
		}
		w := iv.Hi.Sub(iv.Lo).Mul(exact.RatFrac(1, 4))
		if iv = t.RefineCoordinate(k, w); iv.Lo.Cmp(iv.Hi) == 0 {
			return Coordinate{Rat: iv.Lo.Big()}
		}
	}
}

// Len is the number of coordinates.
func (m *Model) Len() int { return len(m.coords) }

// At returns coordinate v; variables beyond the model's are free and 0 will do.
func (m *Model) At(v algebra.Var) Coordinate {
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

// Holds evaluates a formula at the model, exactly.
func (m *Model) Holds(f expr.Formula) bool {
	for _, v := range f.Vars() {
		if v >= len(m.coords) {
			f = f.At(v, new(big.Rat))
		}
	}
	if at, ok := m.Rational(); ok {
		return f.Eval(at)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return holdsAt(f, m.tower)
}

func holdsAt(f expr.Formula, t *exact.Tower) bool {
	switch f.Kind {
	case expr.KAtom:
		return f.Atom.Op.Holds(t.Sign(f.Atom.P))
	case expr.KAnd:
		for _, a := range f.Args {
			if !holdsAt(a, t) {
				return false
			}
		}
		return true
	case expr.KOr:
		for _, a := range f.Args {
			if holdsAt(a, t) {
				return true
			}
		}
		return false
	}
	return f.IsTrue()
}

// String prints the coordinates in order.
func (m *Model) String() string {
	parts := make([]string, len(m.coords))
	for i, c := range m.coords {
		parts[i] = c.String()
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// String prints a rational as p/q and an irrational as a decimal followed by "…".
func (c Coordinate) String() string {
	if c.Rat != nil {
		return c.Rat.RatString()
	}
	if len(c.Poly) == 0 {
		return "(" + c.Lo.RatString() + ", " + c.Hi.RatString() + ")"
	}
	return c.Algebraic().String()
}

// Algebraic returns the coordinate as an algebraic number; one without a
// univariate polynomial becomes the midpoint of its interval.
func (c Coordinate) Algebraic() exact.Algebraic {
	if c.Rat != nil {
		return exact.AlgebraicRat(exact.RatBig(c.Rat))
	}
	lo, hi := exact.RatBig(c.Lo), exact.RatBig(c.Hi)
	if len(c.Poly) == 0 {
		return exact.AlgebraicRat(lo.Add(hi).Mul(exact.RatFrac(1, 2)))
	}
	return exact.RootIn(c.Poly, exact.Interval{Lo: lo, Hi: hi})
}
