package repeated

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// Interval is a set of discount factors between two ends; a point when they are
// the same root and both closed.
type Interval struct {
	Lo, Hi             exact.Algebraic
	LoClosed, HiClosed bool

	below *big.Rat // in the gap below Lo; nil when Lo is 0
}

// Critical is the exact set of discount factors in [0, 1), or [0, 1] under a finite
// horizon, at which a formula holds, the other parameters being numbers.
type Critical struct {
	Set []Interval // ascending, disjoint, not touching; empty if no discount factor works
}

// Empty reports that no discount factor below 1 works.
func (c *Critical) Empty() bool { return len(c.Set) == 0 }

// Min is the infimum, the critical discount factor; the set must not be empty.
func (c *Critical) Min() exact.Algebraic { return c.Set[0].Lo }

// Attained reports whether the infimum itself works.
func (c *Critical) Attained() bool { return c.Set[0].LoClosed }

// Max is the supremum: 1 where patience always helps.
func (c *Critical) Max() exact.Algebraic { return c.Set[len(c.Set)-1].Hi }

// String prints the set: "[1/2, 1)", "{1/3}", "[0, 1/4] or (0.618…, 1)".
func (c *Critical) String() string {
	if c.Empty() {
		return "none"
	}
	var parts []string
	for _, i := range c.Set {
		lo, hi := text(i.Lo), text(i.Hi)
		if i.Lo.Cmp(i.Hi) == 0 {
			parts = append(parts, "{"+lo+"}")
			continue
		}
		open, end := "(", ")"
		if i.LoClosed {
			open = "["
		}
		if i.HiClosed {
			end = "]"
		}
		parts = append(parts, open+lo+", "+hi+end)
	}
	return strings.Join(parts, " or ")
}

// text prints a rational as p/q and an irrational as seven digits and "…".
func text(a exact.Algebraic) string {
	if r, ok := a.Rational(); ok {
		return r.String()
	}
	s, _ := a.Decimal(7)
	return s + "…"
}

// ErrDiscountExpression says that the discount factor of a game is an expression
// without a parameter that is plainly its own discount factor, so that a formula
// over the parameters cannot be read as a set of discount factors. CriticalIn and
// the Critical method of a Row can be used instead.
var ErrDiscountExpression = errors.New("the discount factor is not a parameter of its own")

// CriticalSet returns the values in [0, 1) of the discount parameter for which a
// formula over the parameters of g holds at a point; the value that the point
// gives to that parameter is ignored. Where the discount factor is an expression,
// the discount parameter is the only one in it, or the one called delta, δ, beta,
// β or discount.
func CriticalSet(ctx context.Context, g *games.Game, f expr.Formula, point []*big.Rat) (*Critical, error) {
	v, err := DiscountParameter(g)
	if err != nil {
		return nil, err
	}
	return criticalSet(ctx, f, v, point, g.Repeated.Horizon > 0)
}

// DiscountParameter returns the parameter that CriticalSet varies.
func DiscountParameter(g *games.Game) (algebra.Var, error) {
	if g.Repeated == nil {
		return 0, ErrNotRepeated
	}
	vars := g.Repeated.DiscountVars()
	if len(vars) == 1 {
		return vars[0], nil
	}
	if g.Repeated.Own != nil {
		return 0, ErrOwnDiscounts
	}
	for _, name := range []string{"delta", "δ", "beta", "β", "discount"} {
		for _, v := range vars {
			if g.Params[v].Name == name {
				return v, nil
			}
		}
	}
	return 0, ErrDiscountExpression
}

// CriticalIn returns the values in [0, 1) of one parameter for which a formula
// holds at a point. The set is exact: its ends are rational or real algebraic
// numbers, found as the zeros of the polynomials in the formula, and the formula
// is decided between and at them. The cost is that of isolating the zeros of the
// product of all atoms.
func CriticalIn(ctx context.Context, f expr.Formula, parameter algebra.Var, point []*big.Rat) (*Critical, error) {
	return criticalSet(ctx, f, parameter, point, false)
}

// variable returns the parameter that r is, if it is one.
func variable(r algebra.Ratio) (algebra.Var, bool) {
	p, den, ok := r.Poly()
	if !ok || !den.IsOne() || p.Terms() != 1 || p.TotalDegree() != 1 || !p.Lead().IsOne() {
		return 0, false
	}
	return p.Vars()[0], true
}

// criticalSet is CriticalIn; closed adds a discount factor of 1.
func criticalSet(ctx context.Context, f expr.Formula, delta algebra.Var, point []*big.Rat, closed bool) (*Critical, error) {
	for _, v := range f.Vars() {
		if v == delta {
			continue
		}
		if v >= len(point) || point[v] == nil {
			return nil, fmt.Errorf("%w: parameter %d", games.ErrMissing, v+1)
		}
		f = f.At(v, point[v])
	}
	// What keeps its sign, by Descartes' rule, is settled without its zeros.
	f = f.Map(func(a expr.Atom) expr.Formula {
		if sign := signOnUnit(a.P, delta); sign != 0 && !(closed && vanishesAtOne(a.P, delta)) {
			return expr.Bool(a.Op.Holds(sign))
		}
		return expr.Sign(a.P, a.Op)
	})
	// Each factor of each atom by itself: their product, though it has all the
	// zeros, would be of a forbidding degree, and an end is to be given by its own
	// polynomial.
	var roots []exact.Algebraic
	seen := map[string]bool{}
	f.Atoms(func(a expr.Atom) {
		if ctx.Err() != nil {
			return
		}
		factors, _ := algebra.Until(ctx).Factorize(a.P)
		for _, x := range factors.List {
			key := x.P.String()
			u, ok := exact.ToUnivariate(x.P, delta)
			if !ok || seen[key] { // a number, or met before
				continue
			}
			seen[key] = true
			found, _ := exact.Roots(ctx, u) // the end of ctx is asked for below
			for _, r := range found {
				if r.Sign() > 0 && r.CmpRat(exact.RatInt(1)) < 0 {
					roots = append(roots, r)
				}
			}
		}
	})
	slices.SortStableFunc(roots, exact.Algebraic.Cmp)
	roots = slices.CompactFunc(roots, func(x, y exact.Algebraic) bool { return x.Cmp(y) == 0 })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return sweep(ctx, f, delta, roots, closed)
}

// vanishesAtOne reports whether a polynomial in delta alone is zero at 1.
func vanishesAtOne(p algebra.Poly, delta algebra.Var) bool {
	return p.At(delta, big.NewRat(1, 1)).IsZero()
}

// sweep decides the formula at 0, in every gap and at every root, and at 1 if the
// domain is closed, and joins what holds. All zeros of atoms in (0, 1) are among the
// roots, which are ascending.
func sweep(ctx context.Context, f expr.Formula, delta algebra.Var, roots []exact.Algebraic, closed bool) (*Critical, error) {
	c := &Critical{}
	var open *Interval
	var gap *big.Rat // the sample of the gap passed last
	put := func(holds bool, at exact.Algebraic, isPoint bool) {
		switch {
		case !holds && open != nil:
			open.Hi, open.HiClosed = at, !isPoint
			c.Set = append(c.Set, *open)
			open = nil
		case holds && open == nil:
			open = &Interval{Lo: at, LoClosed: isPoint, below: gap}
		}
	}
	last := exact.AlgebraicRat(exact.RatInt(1))
	marks := append([]exact.Algebraic{{}}, append(roots, last)...)
	for i, m := range marks[:len(marks)-1] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		put(holdsAt(f, delta, m), m, true)
		gap = between(m, marks[i+1])
		put(evalAt(f, delta, gap), m, false)
	}
	if closed {
		put(evalAt(f, delta, big.NewRat(1, 1)), last, true)
	}
	if open != nil {
		open.Hi, open.HiClosed = last, closed
		c.Set = append(c.Set, *open)
	}
	return c, nil
}

// between is a rational strictly between two numbers, the first the smaller.
func between(a, b exact.Algebraic) *big.Rat {
	for {
		lo, hi := a.Interval().Hi, b.Interval().Lo
		_, rational := a.Rational()
		_, rational2 := b.Rational()
		// An end of an open interval is not the number itself.
		if c := lo.Cmp(hi); c < 0 {
			mid := new(big.Rat).Add(lo.Big(), hi.Big())
			return mid.Mul(mid, big.NewRat(1, 2))
		} else if c == 0 && !rational && !rational2 {
			return new(big.Rat).Set(lo.Big())
		}
		a, b = a.Refine(), b.Refine()
	}
}

// evalAt decides a formula in delta alone at a rational.
func evalAt(f expr.Formula, delta algebra.Var, x *big.Rat) bool {
	point := make([]*big.Rat, delta+1)
	point[delta] = x
	return f.Eval(point)
}

// holdsAt decides a formula in delta alone at an algebraic number.
func holdsAt(f expr.Formula, delta algebra.Var, r exact.Algebraic) bool {
	return f.Map(func(a expr.Atom) expr.Formula {
		u, ok := exact.ToUnivariate(a.P, delta)
		return expr.Bool(ok && a.Op.Holds(r.SignOf(u)))
	}).IsTrue()
}
