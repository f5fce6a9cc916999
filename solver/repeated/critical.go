package repeated

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// Interval is a set of discount factors between two ends; a point when they are
// the same root and both closed.
type Interval struct {
	Lo, Hi             Root
	LoClosed, HiClosed bool

	below *big.Rat // in the gap below Lo; nil when Lo is 0
}

// Critical is the exact set of discount factors in [0, 1) at which a formula
// holds, the other parameters being numbers.
type Critical struct {
	Set []Interval // ascending, disjoint, not touching; empty if no discount factor works
}

// Empty reports that no discount factor below 1 works.
func (c *Critical) Empty() bool { return len(c.Set) == 0 }

// Min is the infimum, the critical discount factor; the set must not be empty.
func (c *Critical) Min() Root { return c.Set[0].Lo }

// Attained reports whether the infimum itself works.
func (c *Critical) Attained() bool { return c.Set[0].LoClosed }

// Max is the supremum: 1 where patience always helps.
func (c *Critical) Max() Root { return c.Set[len(c.Set)-1].Hi }

// String prints the set: "[1/2, 1)", "{1/3}", "[0, 1/4] or (0.618…, 1)".
func (c *Critical) String() string {
	if c.Empty() {
		return "none"
	}
	var parts []string
	for _, i := range c.Set {
		lo, hi := i.Lo.Decimal(7), i.Hi.Decimal(7)
		if i.LoClosed && i.HiClosed && lo == hi {
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
func CriticalSet(g *games.Game, f expr.Formula, point []*big.Rat) (*Critical, error) {
	v, err := DiscountParameter(g)
	if err != nil {
		return nil, err
	}
	return CriticalIn(f, v, point)
}

// DiscountParameter returns the parameter that CriticalSet varies.
func DiscountParameter(g *games.Game) (expr.Var, error) {
	if g.Repeated == nil {
		return 0, ErrNotRepeated
	}
	vars := g.Repeated.Discount.Vars()
	if len(vars) == 1 {
		return vars[0], nil
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
func CriticalIn(f expr.Formula, parameter expr.Var, point []*big.Rat) (*Critical, error) {
	return criticalSet(f, parameter, point)
}

// variable returns the parameter that r is, if it is one.
func variable(r expr.Ratio) (expr.Var, bool) {
	p, den, ok := r.Poly()
	if !ok || !den.IsOne() || p.Terms() != 1 || p.TotalDegree() != 1 || !p.Lead().IsOne() {
		return 0, false
	}
	return p.Vars()[0], true
}

func criticalSet(f expr.Formula, delta expr.Var, point []*big.Rat) (*Critical, error) {
	for _, v := range f.Vars() {
		if v == delta {
			continue
		}
		if v >= len(point) || point[v] == nil {
			return nil, fmt.Errorf("%w: parameter %d", games.ErrMissing, v+1)
		}
		f = f.At(v, point[v])
	}
	product := expr.IntPoly(1)
	f.Atoms(func(a expr.Atom) {
		// Only what is new enters the product.
		product = product.Mul(quotient(a.P, expr.GCD(product, a.P)))
	})
	var roots []Root
	for _, x := range expr.Factorize(product).List {
		roots = append(roots, univariate(x.P, delta).rootsInUnit()...)
	}
	sortRoots(roots)
	return sweep(f, delta, roots), nil
}

// sweep decides the formula at 0, in every gap and at every root, and joins what
// holds. All zeros of atoms in [0, 1] are among the roots.
func sweep(f expr.Formula, delta expr.Var, roots []Root) *Critical {
	c := &Critical{}
	var open *Interval
	var gap *big.Rat // the sample of the gap passed last
	put := func(holds bool, at Root, isPoint bool) {
		switch {
		case !holds && open != nil:
			open.Hi, open.HiClosed = at, !isPoint
			c.Set = append(c.Set, *open)
			open = nil
		case holds && open == nil:
			open = &Interval{Lo: at, LoClosed: isPoint, below: gap}
		}
	}
	zeroRoot, oneRoot := Root{Exact: new(big.Rat)}, Root{Exact: big.NewRat(1, 1)}
	marks := []Root{zeroRoot}
	for _, r := range roots {
		if r.Exact != nil && (r.Exact.Sign() == 0 || r.Exact.Cmp(one1) == 0) {
			continue
		}
		marks = append(marks, r)
	}
	marks = append(marks, oneRoot)
	separate(marks)
	for i, m := range marks[:len(marks)-1] {
		put(holdsAt(f, delta, m), m, true)
		sample := between(m, marks[i+1])
		put(evalAt(f, delta, sample), m, false)
		gap = sample
	}
	if open != nil {
		open.Hi = oneRoot
		c.Set = append(c.Set, *open)
	}
	return c
}

// sortRoots sorts roots of coprime polynomials, which are distinct.
func sortRoots(roots []Root) {
	// Insertion sort, because comparing narrows the intervals in place.
	for i := range roots {
		for j := i; j > 0 && before(&roots[j], &roots[j-1]); j-- {
			roots[j], roots[j-1] = roots[j-1], roots[j]
		}
	}
}

// before compares distinct roots, narrowing their intervals until they are apart.
func before(a, b *Root) bool {
	for {
		if a.upper().Cmp(b.lower()) <= 0 {
			return true
		}
		if b.upper().Cmp(a.lower()) <= 0 {
			return false
		}
		*a, *b = a.halve(), b.halve()
	}
}

// separate refines isolating intervals until they do not touch their neighbours.
func separate(marks []Root) {
	for i := 0; i+1 < len(marks); i++ {
		for marks[i].upper().Cmp(marks[i+1].lower()) >= 0 {
			marks[i], marks[i+1] = marks[i].halve(), marks[i+1].halve()
		}
	}
}

func (r Root) lower() *big.Rat {
	if r.Exact != nil {
		return r.Exact
	}
	return r.Lo
}

func (r Root) upper() *big.Rat {
	if r.Exact != nil {
		return r.Exact
	}
	return r.Hi
}

// between is a rational strictly between two separated roots.
func between(a, b Root) *big.Rat { return middle(a.upper(), b.lower()) }

// evalAt decides a formula in delta alone at a rational.
func evalAt(f expr.Formula, delta expr.Var, x *big.Rat) bool {
	point := make([]*big.Rat, delta+1)
	point[delta] = x
	return f.Eval(point)
}

// holdsAt decides a formula in delta alone at a root. An atom vanishes at an
// irrational root exactly when its square-free part has a zero in the isolating
// interval, which contains no other zero of any atom; otherwise its sign is that
// at an end of the interval.
func holdsAt(f expr.Formula, delta expr.Var, r Root) bool {
	if r.Exact != nil {
		return evalAt(f, delta, r.Exact)
	}
	return f.Map(func(a expr.Atom) expr.Formula {
		u := univariate(a.P, delta)
		sign := u.at(r.Lo).Sign()
		if u.squareFree().variations(r.Lo, r.Hi)%2 == 1 {
			sign = 0
		}
		return expr.Bool(a.Op.Holds(sign))
	}).IsTrue()
}
