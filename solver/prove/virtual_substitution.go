package prove

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// Eliminate returns a formula without the given variables that is equivalent,
// under the hypotheses on the others, to "there are reals for vars such that f
// and the hypotheses that mention them hold". The Answer is Yes when the
// elimination is complete and Unknown when the budget is out; the formula says
// nothing then.
//
// The method is virtual substitution (Loos and Weispfenning 1993, "Applying
// linear quantifier elimination"; Weispfenning 1997, "Quantifier elimination for
// real algebra - the quadratic case and beyond"): a set that polynomial
// conditions describe along a line has a leftmost point, or one just right of a
// root, or extends to -∞, so finitely many symbolic test points decide. Where a
// variable keeps degree 3 or more, a cylindrical decomposition of the space of
// the other variables takes over.
func (a *Assumptions) Eliminate(ctx context.Context, vars []algebra.Var, f expr.Formula) (expr.Formula, Answer) {
	inside, keep := scopes(a.hyps, vars)
	for _, h := range inside {
		f = expr.And(f, h)
	}
	ground := a
	if len(keep) < len(a.hyps) {
		ground = Assume(expr.And(keep...), a.opt)
	}
	e := &eliminator{a: ground, ctx: ctx}
	g, ok := e.all(f, vars)
	if !ok || ctx.Err() != nil {
		return expr.Formula{}, Unknown
	}
	return ground.Simplify(ctx, g), Yes
}

// cylindricalShare times the budget of a question is what one decomposition may
// spend.
const cylindricalShare = 4

// all eliminates variable after variable, as long as substitution does, and the
// rest at once.
func (e *eliminator) all(f expr.Formula, vars []algebra.Var) (expr.Formula, bool) {
	given := f
	left := slices.Clone(vars)
	for len(left) > 0 && e.ctx.Err() == nil {
		f = e.splitProducts(e.a.Simplify(e.ctx, f), left)
		i := easiest(f, left)
		g, ok := e.eliminate(f, left[i])
		if !ok {
			if g, ok = e.cylindrical(f, left); !ok && len(left) < len(vars) {
				// What substitution left may be worse than what it was given.
				g, ok = e.cylindrical(given, vars)
			}
			return g, ok
		}
		f = g
		left = slices.Delete(left, i, i+1)
	}
	return f, true
}

// maxEliminated bounds the atoms of an intermediate result.
const maxEliminated = 5000

type eliminator struct {
	a   *Assumptions
	ctx context.Context
}

// easiest picks the variable that occurs with least degree, then in fewest atoms.
func easiest(f expr.Formula, vars []algebra.Var) int {
	best, bestKey := 0, [2]int{1 << 30, 0}
	for i, v := range vars {
		key := [2]int{}
		f.Atoms(func(at expr.Atom) {
			if d := at.P.Degree(v); d > 0 {
				key[0] = max(key[0], d)
				key[1]++
			}
		})
		if slices.Compare(key[:], bestKey[:]) < 0 {
			best, bestKey = i, key
		}
	}
	return best
}

// splitProducts takes atoms apart into their factors where that lowers the
// degree in a variable to be eliminated.
func (e *eliminator) splitProducts(f expr.Formula, vars []algebra.Var) expr.Formula {
	return f.Map(func(at expr.Atom) expr.Formula {
		fs := e.a.lib.factorise(e.ctx, at.P)
		if len(fs.List) == 1 && slices.ContainsFunc(vars, func(v algebra.Var) bool { return at.P.Degree(v) > 2 }) {
			fs, _ = algebra.Within(e.ctx, factorSteps).FactorizeFully(at.P)
		}
		if len(fs.List) < 2 && (len(fs.List) == 0 || fs.List[0].N < 2) ||
			!slices.ContainsFunc(vars, at.P.Has) {
			return expr.Formula{Kind: expr.KAtom, Atom: at}
		}
		return signOfProduct(fs, at.Op)
	})
}

// signOfProduct writes the sign condition on a product as conditions on its
// factors.
func signOfProduct(fs algebra.Factors, op expr.Op) expr.Formula {
	if fs.Constant.Sign() < 0 {
		op = op.Flip()
	}
	var zero, nonzero []expr.Formula
	for _, f := range fs.List {
		zero = append(zero, expr.Sign(f.P, expr.EQ))
		nonzero = append(nonzero, expr.Sign(f.P, expr.NE))
	}
	// sign returns the condition that the product of the odd factors from i on
	// is positive or negative.
	var sign func(i int, positive bool) expr.Formula
	sign = func(i int, positive bool) expr.Formula {
		for ; i < len(fs.List) && fs.List[i].N%2 == 0; i++ {
		}
		if i == len(fs.List) {
			return expr.Bool(positive)
		}
		p := fs.List[i].P
		return expr.Or(expr.And(expr.Sign(p, expr.GT), sign(i+1, positive)),
			expr.And(expr.Sign(p, expr.LT), sign(i+1, !positive)))
	}
	switch op {
	case expr.EQ:
		return expr.Or(zero...)
	case expr.NE:
		return expr.And(nonzero...)
	case expr.GT:
		return expr.And(append(nonzero, sign(0, true))...)
	case expr.LT:
		return expr.And(append(nonzero, sign(0, false))...)
	case expr.GE:
		return expr.Or(append(zero, sign(0, true))...)
	}
	return expr.Or(append(zero, sign(0, false))...)
}

// testPoint is a root of a polynomial of degree at most 2 in the variable, or
// the number just above it, or -∞.
type testPoint struct {
	minusInf bool
	plusEps  bool
	guard    expr.Formula // under which the root exists
	// quad: (-b ± √disc)/2a, root of p; otherwise num/den
	p, a, b, disc algebra.Poly
	minusRoot     bool
	quad          bool
	num, den      algebra.Poly
}

// overCases eliminates from each case: ∃ distributes over or.
func overCases(f expr.Formula, eliminate func(expr.Formula) (expr.Formula, bool)) (expr.Formula, bool) {
	var or []expr.Formula
	for _, g := range f.Args {
		h, ok := eliminate(g)
		if !ok {
			return h, false
		}
		or = append(or, h)
	}
	return expr.Or(or...), true
}

// scopes parts the conjuncts that a quantifier over vars reaches from those that
// stay outside.
func scopes(conjuncts []expr.Formula, vars []algebra.Var) (inside, outside []expr.Formula) {
	for _, g := range conjuncts {
		if slices.ContainsFunc(g.Vars(), func(v algebra.Var) bool { return slices.Contains(vars, v) }) {
			inside = append(inside, g)
		} else {
			outside = append(outside, g)
		}
	}
	return inside, outside
}

// eliminate returns a formula equivalent to ∃v f.
func (e *eliminator) eliminate(f expr.Formula, v algebra.Var) (expr.Formula, bool) {
	if !slices.Contains(f.Vars(), v) {
		return f, true
	}
	if f.Kind == expr.KOr {
		return overCases(f, func(g expr.Formula) (expr.Formula, bool) { return e.eliminate(g, v) })
	}
	inside, outside := scopes(f.Conjuncts(), []algebra.Var{v})
	points, ok := e.testPoints(inside, v)
	if !ok {
		return expr.Formula{}, false
	}
	body := expr.And(inside...)
	or := make([]expr.Formula, 0, len(points))
	size := 0
	for _, t := range points {
		if e.ctx.Err() != nil {
			return expr.Formula{}, false
		}
		g := t.guard
		if !g.IsFalse() {
			g = expr.And(g, body.Map(func(at expr.Atom) expr.Formula { return t.substitute(at, v) }))
		}
		g = e.a.Simplify(e.ctx, g)
		if size += g.Size(); size > maxEliminated {
			return expr.Formula{}, false
		}
		or = append(or, g)
	}
	return expr.And(append(outside, expr.Or(or...))...), true
}

// testPoints lists points of which one satisfies the conjunction if any real
// does. An equation among the conjuncts with a leading coefficient that cannot
// vanish provides them alone; otherwise all conditions do, and -∞.
func (e *eliminator) testPoints(conj []expr.Formula, v algebra.Var) ([]testPoint, bool) {
	for deg := 1; deg <= 2; deg++ {
		for _, g := range conj {
			if g.Kind != expr.KAtom || g.Atom.Op != expr.EQ || g.Atom.P.Degree(v) != deg {
				continue
			}
			// Some coefficient must be nonzero, or the equation may not bind v.
			lead := e.a.Sign(e.ctx, g.Atom.P.LeadCoeff(v))
			if lead&Zero == 0 {
				return e.roots(g.Atom.P, v, false, nil), true
			}
		}
	}
	points := []testPoint{{minusInf: true, guard: expr.True()}}
	ok := true
	seen := map[string]bool{}
	expr.And(conj...).Atoms(func(at expr.Atom) {
		d := at.P.Degree(v)
		if d == 0 {
			return
		}
		if d > 2 {
			ok = false
			return
		}
		key := at.Op.String() + at.P.Key()
		if seen[key] {
			return
		}
		seen[key] = true
		points = append(points, e.roots(at.P, v, at.Op.Strict(), &at.Op)...)
	})
	return points, ok
}

// roots lists the roots of p in v as test points. For a linear condition whose
// coefficient has a known sign, a root that can only be a right end is left out.
func (e *eliminator) roots(p algebra.Poly, v algebra.Var, plusEps bool, op *expr.Op) []testPoint {
	cs := p.Coeffs(v)
	var out []testPoint
	linear := func(b, c algebra.Poly, guard expr.Formula) {
		signs := e.a.Sign(e.ctx, b)
		if op != nil {
			// b·v + c > 0 bounds v from above where b < 0.
			switch *op {
			case expr.GT, expr.GE:
				if signs&Pos == 0 {
					return
				}
				guard = expr.And(guard, expr.Sign(b, expr.GT))
			case expr.LT, expr.LE:
				if signs&Neg == 0 {
					return
				}
				guard = expr.And(guard, expr.Sign(b, expr.LT))
			default:
				guard = expr.And(guard, expr.Sign(b, expr.NE))
			}
		} else {
			guard = expr.And(guard, expr.Sign(b, expr.NE))
		}
		out = append(out, testPoint{plusEps: plusEps, guard: guard, num: c.Neg(), den: b})
	}
	if len(cs) == 2 {
		linear(cs[1], cs[0], expr.True())
		return out
	}
	a, b, c := cs[2], cs[1], cs[0]
	disc := algebra.Discriminant(p, v)
	guard := expr.And(expr.Sign(a, expr.NE), expr.Sign(disc, expr.GE))
	for _, minus := range [2]bool{false, true} {
		out = append(out, testPoint{plusEps: plusEps, guard: guard, quad: true, p: p, a: a, b: b, disc: disc, minusRoot: minus})
	}
	if e.a.Sign(e.ctx, a)&Zero != 0 {
		linear(b, c, expr.Sign(a, expr.EQ))
	}
	return out
}

// substitute returns the condition that the atom holds at the test point.
func (t *testPoint) substitute(at expr.Atom, v algebra.Var) expr.Formula {
	if !at.P.Has(v) {
		return expr.Formula{Kind: expr.KAtom, Atom: at}
	}
	switch {
	case t.minusInf:
		return atMinusInfinity(at.P.Coeffs(v), at.Op)
	case t.plusEps:
		return t.justAbove(at.P, at.Op, v)
	}
	return t.value(at.P, at.Op, v)
}

// atMinusInfinity is the truth of Σ cs[k]·v^k op 0 for all v small enough.
func atMinusInfinity(cs []algebra.Poly, op expr.Op) expr.Formula {
	all := func(op expr.Op) []expr.Formula {
		var fs []expr.Formula
		for _, c := range cs {
			fs = append(fs, expr.Sign(c, op))
		}
		return fs
	}
	switch op {
	case expr.EQ:
		return expr.And(all(expr.EQ)...)
	case expr.NE:
		return expr.Or(all(expr.NE)...)
	case expr.LE:
		return expr.Or(atMinusInfinity(cs, expr.LT), expr.And(all(expr.EQ)...))
	case expr.GE:
		return expr.Or(atMinusInfinity(cs, expr.GT), expr.And(all(expr.EQ)...))
	}
	// The highest coefficient that does not vanish decides.
	var or []expr.Formula
	var zeros []expr.Formula
	for k := len(cs) - 1; k >= 0; k-- {
		o := op
		if k%2 == 1 {
			o = o.Flip()
		}
		or = append(or, expr.And(append(slices.Clone(zeros), expr.Sign(cs[k], o))...))
		zeros = append(zeros, expr.Sign(cs[k], expr.EQ))
	}
	return expr.Or(or...)
}

// justAbove is the truth of q op 0 at t + ε for all small ε > 0.
func (t *testPoint) justAbove(q algebra.Poly, op expr.Op, v algebra.Var) expr.Formula {
	vanishes := func() expr.Formula {
		var fs []expr.Formula
		for _, c := range q.Coeffs(v) {
			fs = append(fs, expr.Sign(c, expr.EQ))
		}
		return expr.And(fs...)
	}
	switch op {
	case expr.EQ:
		return vanishes()
	case expr.NE:
		return expr.Not(vanishes())
	case expr.LE:
		return expr.Or(t.justAbove(q, expr.LT, v), vanishes())
	case expr.GE:
		return expr.Or(t.justAbove(q, expr.GT, v), vanishes())
	}
	if !q.Has(v) {
		return expr.Sign(q, op)
	}
	return expr.Or(t.value(q, op, v),
		expr.And(t.value(q, expr.EQ, v), t.justAbove(q.Derivative(v), op, v)))
}

// value is the truth of q op 0 at the root, under the guard.
func (t *testPoint) value(q algebra.Poly, op expr.Op, v algebra.Var) expr.Formula {
	d := q.Degree(v)
	if d == 0 {
		return expr.Sign(q, op)
	}
	if !t.quad {
		// q(num/den)·den^d, times den once more to keep the sign.
		p := q.SubstituteRatio(v, t.num, t.den)
		if d%2 == 1 {
			p = p.Mul(t.den)
		}
		return expr.Sign(p, op)
	}
	// Modulo t.p with an even power of a: r1·v + r0.
	if d >= 2 {
		q = q.PseudoRem(t.p, v)
		if (d-1)%2 == 1 {
			q = q.Mul(t.a)
		}
	}
	var r0, r1 algebra.Poly
	cs := q.Coeffs(v)
	r0 = cs[0]
	if len(cs) > 1 {
		r1 = cs[1]
	}
	// (2a·r0 - b·r1 ± r1·√disc)/2a, times (2a)²/2: A + B·√disc.
	two := algebra.IntPoly(2)
	A := t.a.Mul(two.Mul(t.a).Mul(r0).Sub(t.b.Mul(r1)))
	B := t.a.Mul(r1)
	if t.minusRoot {
		B = B.Neg()
	}
	return signWithRoot(A, B, t.disc, op)
}

// signWithRoot is the condition A + B·√D op 0 for D >= 0 (Weispfenning 1997,
// section 2).
func signWithRoot(a, b, d algebra.Poly, op expr.Op) expr.Formula {
	if b.IsZero() {
		return expr.Sign(a, op)
	}
	n := a.Mul(a).Sub(b.Mul(b).Mul(d)) // A² - B²·D
	switch op {
	case expr.EQ:
		return expr.And(expr.Sign(a.Mul(b), expr.LE), expr.Sign(n, expr.EQ))
	case expr.NE:
		return expr.Or(expr.Sign(a.Mul(b), expr.GT), expr.Sign(n, expr.NE))
	case expr.LE:
		return expr.Or(expr.And(expr.Sign(a, expr.LE), expr.Sign(n, expr.GE)),
			expr.And(expr.Sign(b, expr.LE), expr.Sign(n, expr.LE)))
	case expr.LT:
		return expr.Or(expr.And(expr.Sign(a, expr.LT), expr.Sign(n, expr.GT)),
			expr.And(expr.Sign(b, expr.LE), expr.Or(expr.Sign(a, expr.LT), expr.Sign(n, expr.LT))))
	}
	return signWithRoot(a.Neg(), b.Neg(), d, op.Flip())
}
