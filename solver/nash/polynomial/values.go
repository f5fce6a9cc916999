package polynomial

import (
	"math/big"

	"brink/games/algebra"
	"brink/solver/exact"
	"brink/solver/nash/method"
)

// Quotient is num/den, a function of the unknowns of a polynomial system.
type Quotient struct{ Num, Den algebra.Poly }

// Reduce writes a quotient in the coordinates of a point.
func (pt *Point) Reduce(q Quotient) Quotient {
	for _, s := range pt.gone {
		dn, dd := q.Num.Degree(s.v), q.Den.Degree(s.v)
		q.Num = q.Num.SubstituteRatio(s.v, s.num, s.den)
		q.Den = q.Den.SubstituteRatio(s.v, s.num, s.den)
		if dn > dd {
			q.Den = q.Den.Mul(s.den.Pow(dn - dd))
		} else {
			q.Num = q.Num.Mul(s.den.Pow(dd - dn))
		}
		if g := algebra.GCD(q.Num, q.Den); !g.IsConst() {
			q.Num, _ = q.Num.DivExact(g)
			q.Den, _ = q.Den.DivExact(g)
		}
	}
	return q
}

// Sign is the sign of a polynomial in the unknowns.
func (p *System) Sign(pt *Point, f algebra.Poly) int {
	q := pt.Reduce(Quotient{f, algebra.IntPoly(1)})
	t := p.Tower(pt.At)
	return t.Sign(q.Num) * t.Sign(q.Den)
}

// polynomialOf returns a polynomial in the unknown p.vars that vanishes at the
// value of a reduced quotient, by the resultants that eliminate the coordinates
// from den·X - num; ok is false when they are too large.
func (p *System) polynomialOf(t *exact.Tower, q Quotient) (f algebra.Poly, ok bool) {
	f = algebra.Variable(p.Vars).Mul(q.Den).Sub(q.Num)
	for k := t.Len() - 1; k >= 0; k-- {
		v, r, root := t.Coordinate(k)
		switch {
		case !f.Has(v):
		case root == nil:
			f = f.At(v, r.Big())
		default: // the value may be negative or zero: drop only what lacks it
			f = p.eliminant(root.Poly(), f, v, func(h algebra.Poly) bool { return h.Has(p.Vars) })
		}
	}
	u, ok := exact.ToUnivariate(f, p.Vars)
	return f, ok && u.Degree() > 0 && !p.Gave
}

// Value gives a quotient at a point: as an algebraic number or, where finding its
// polynomial takes more than is left of the work, enclosed to within width. The
// enclosure itself is not charged for: ok is false only when the context ends.
func (p *System) Value(pt *Point, q Quotient, width exact.Rat) (x method.Number, ok bool) {
	q = pt.Reduce(q)
	t := towerOf(pt.At, func(int) bool { return p.Ctx.Err() == nil })
	iv, ok := Enclose(t, q, width)
	if !ok {
		return x, false
	}
	gave := p.Gave
	f, named := p.polynomialOf(p.Tower(pt.At), q)
	p.Gave = gave
	for named {
		a, n := p.onlyRoot(f, p.Vars, iv)
		if n == 1 {
			if r, ok := a.Rational(); ok {
				return method.RationalNumber(r.Big()), true
			}
			a = a.RefineTo(width)
			return method.Number{Lo: a.Interval().Lo.Big(), Hi: a.Interval().Hi.Big(), Algebraic: &a}, true
		}
		if n == 0 {
			break // the context has ended: the enclosure is all there is
		}
		width = width.Mul(exact.RatFrac(1, 1<<20))
		if iv, ok = Enclose(t, q, width); !ok {
			return x, false
		}
	}
	return method.Number{Lo: iv.Lo.Big(), Hi: iv.Hi.Big()}, true
}

// Name gives a defining polynomial to a number that is known to be the value of
// a quotient at a point, if its enclosure holds one root of the polynomial.
func (p *System) Name(pt *Point, q Quotient, x *method.Number) {
	if x.Lo.Cmp(x.Hi) == 0 {
		return
	}
	f, ok := p.polynomialOf(p.Tower(pt.At), pt.Reduce(q))
	if !ok {
		return
	}
	iv := exact.Interval{Lo: exact.RatBig(x.Lo), Hi: exact.RatBig(x.Hi)}
	var only exact.Univariate
	factors, irreducible := algebra.Until(p.Ctx).FactorizeFully(f)
	for _, g := range factors.List {
		u, _ := exact.ToUnivariate(g.P, p.Vars)
		switch c := u.Sign(iv.Lo) * u.Sign(iv.Hi); {
		case c < 0 && only == nil && u.Derivative().SignOn(iv) != 0:
			only = u
		case c <= 0 || u.SignOn(iv) == 0:
			return // several roots, or too many to tell
		}
	}
	if only == nil {
		return
	}
	var a exact.Algebraic
	if irreducible && only.Degree() > 1 {
		a = exact.IrrationalIn(only, iv)
	} else if a = exact.RootIn(only, iv); only.Degree() == 1 {
		r, _ := a.Rational()
		*x = method.RationalNumber(r.Big())
		return
	}
	x.Algebraic = &a
}

// onlyRoot counts the roots of f in a closed interval and returns one, as a root
// of an irreducible factor where f can be factored; it counts none when the context
// ends.
func (p *System) onlyRoot(f algebra.Poly, x algebra.Var, iv exact.Interval) (root exact.Algebraic, n int) {
	factors, _ := algebra.Until(p.Ctx).Factorize(f)
	for _, g := range factors.List {
		u, _ := exact.ToUnivariate(g.P, x)
		roots, err := exact.Roots(p.Ctx, u)
		if err != nil {
			return root, 0
		}
		for _, a := range roots {
			if a.CmpRat(iv.Lo) >= 0 && a.CmpRat(iv.Hi) <= 0 {
				root = a
				n++
			}
		}
	}
	return root, n
}

// Enclose evaluates a quotient in intervals, on coordinates refined until the
// result is no wider than width; ok is false when the tower stops before.
func Enclose(t *exact.Tower, q Quotient, width exact.Rat) (iv exact.Interval, ok bool) {
	w := width
	for {
		at := map[algebra.Var]exact.Interval{}
		for k := range t.Len() {
			v, _, _ := t.Coordinate(k)
			at[v] = t.RefineCoordinate(k, w)
		}
		num, den := rangeOf(q.Num, at), rangeOf(q.Den, at)
		if den.Lo.Sign()*den.Hi.Sign() > 0 {
			iv = num.Mul(exact.Interval{Lo: den.Hi.Inv(), Hi: den.Lo.Inv()})
			if iv.Hi.Sub(iv.Lo).Cmp(width) <= 0 {
				return iv, true
			}
		}
		if t.Stopped() {
			return exact.Interval{}, false
		}
		w = w.Mul(exact.RatFrac(1, 1<<12))
	}
}

// rangeOf evaluates a polynomial term by term on intervals.
func rangeOf(f algebra.Poly, at map[algebra.Var]exact.Interval) exact.Interval {
	var sum exact.Interval
	for i := range f.Terms() {
		c, e := f.Term(i)
		r := exact.RatBigInt(new(big.Int).Set(c.Big()))
		term := exact.Interval{Lo: r, Hi: r}
		for v, n := range e {
			for range n {
				term = term.Mul(at[v])
			}
		}
		sum.Lo, sum.Hi = sum.Lo.Add(term.Lo), sum.Hi.Add(term.Hi)
	}
	return sum
}
