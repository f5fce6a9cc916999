package prove

import (
	"context"

	"brink/games/expr"
)

// Eliminate returns a quantifier-free formula that is equivalent, under the
// assumptions, to "there are values of the variables such that f", and Yes; or
// Unknown when a variable occurs with a degree above 2, or the context ends. It
// is virtual substitution (Weispfenning 1997): f holds for some x exactly when it
// holds at minus infinity, at a root of one of its weak comparisons, or just above
// a root of one of its strict ones, and each of these can be substituted into
// polynomials of degree at most 2 without writing it down as a number. Each
// variable multiplies the number of atoms by at most about twice their number,
// before simplification.
func (a *Assumptions) Eliminate(ctx context.Context, vars []expr.Var, f expr.Formula) (expr.Formula, Answer) {
	for _, x := range vars {
		g, ok := eliminate(ctx, a, x, f)
		if !ok || ctx.Err() != nil {
			return expr.Formula{}, Unknown
		}
		f = a.Simplify(ctx, g)
	}
	return f, Yes
}

// eliminate removes one variable; ok is false when its degree is above 2.
func eliminate(ctx context.Context, asm *Assumptions, x expr.Var, f expr.Formula) (g expr.Formula, ok bool) {
	f, ok = lowerDegrees(x, f)
	if !ok {
		return f, false
	}
	seen := make(map[string]bool)
	members := []expr.Formula{f.Map(func(a expr.Atom) expr.Formula { return atMinusInfinity(x, a) })}
	f.Atoms(func(a expr.Atom) {
		if !a.P.Has(x) || ctx.Err() != nil {
			return
		}
		above := a.Op.Strict()
		key := a.P.Key()
		if above {
			key += "+"
		}
		if seen[key] {
			return
		}
		seen[key] = true
		for _, t := range rootsOf(x, a.P) {
			if t.guard.IsFalse() || asm.quickly(ctx, t.guard) == No {
				continue
			}
			at := f.Map(func(b expr.Atom) expr.Formula {
				if !b.P.Has(x) {
					return expr.Formula{Kind: expr.KAtom, Atom: b}
				}
				if above {
					return t.justAbove(x, b.P, b.Op)
				}
				return t.at(x, b.P, b.Op)
			})
			members = append(members, expr.And(t.guard, at))
		}
	})
	return expr.Or(members...), true
}

// quickly is Satisfiable with the cheap layers' answer only.
func (a *Assumptions) quickly(ctx context.Context, f expr.Formula) Answer {
	if a.contradictory || f.IsFalse() {
		return No
	}
	s := a.query(ctx, f, 1000)
	s.shallow = true
	return s.solve()
}

// lowerDegrees factors the atoms in which x has a degree above 2 and tells
// whether all factors have degree at most 2 after that. The sign of a product is
// spelled out by the signs of its factors.
func lowerDegrees(x expr.Var, f expr.Formula) (expr.Formula, bool) {
	ok := true
	g := f.Map(func(a expr.Atom) expr.Formula {
		if a.P.Degree(x) <= 2 {
			return expr.Formula{Kind: expr.KAtom, Atom: a}
		}
		fs := expr.Factorize(a.P)
		sign := fs.Constant.Sign()
		var odd, even []expr.Poly
		for _, q := range fs.List {
			if q.P.Degree(x) > 2 {
				ok = false
			}
			if q.N%2 == 1 {
				odd = append(odd, q.P)
			} else {
				even = append(even, q.P)
			}
		}
		if !ok {
			return expr.False()
		}
		return productSign(odd, even, sign, a.Op)
	})
	return g, ok
}

// productSign is the formula sign · Π odd · Π even² op 0.
func productSign(odd, even []expr.Poly, sign int, op expr.Op) expr.Formula {
	if sign < 0 {
		op = op.Flip()
	}
	var zero, nonzero []expr.Formula
	for _, p := range append(append([]expr.Poly(nil), odd...), even...) {
		zero = append(zero, expr.Sign(p, expr.EQ))
		nonzero = append(nonzero, expr.Sign(p, expr.NE))
	}
	switch op {
	case expr.EQ:
		return expr.Or(zero...)
	case expr.NE:
		return expr.And(nonzero...)
	}
	// positive(k) says that the product of the odd factors from k on is positive
	// (want > 0) or negative.
	var product func(k int, want expr.Op) expr.Formula
	product = func(k int, want expr.Op) expr.Formula {
		if k == len(odd) {
			return expr.Bool(want == expr.GT)
		}
		return expr.Or(
			expr.And(expr.Sign(odd[k], expr.GT), product(k+1, want)),
			expr.And(expr.Sign(odd[k], expr.LT), product(k+1, want.Flip())))
	}
	strict := expr.GT
	if op == expr.LT || op == expr.LE {
		strict = expr.LT
	}
	g := expr.And(append(nonzero, product(0, strict))...)
	if op == strict {
		return g
	}
	return expr.Or(append(zero, g)...)
}

// testPoint is the number (q + r·√d)/s, meant only where the guard holds, which
// implies s != 0 and d >= 0.
type testPoint struct {
	guard      expr.Formula
	q, r, s, d expr.Poly
}

// rootsOf lists the roots of p = a·x² + b·x + c as test points.
func rootsOf(x expr.Var, p expr.Poly) []testPoint {
	cs := p.Coeffs(x)
	c, b := cs[0], cs[1]
	var a expr.Poly
	if len(cs) == 3 {
		a = cs[2]
	}
	linear := testPoint{guard: expr.And(expr.Sign(a, expr.EQ), expr.Sign(b, expr.NE)), q: c.Neg(), s: b}
	if a.IsZero() {
		return []testPoint{linear}
	}
	disc := b.Mul(b).Sub(a.Mul(c).Scale(expr.NewInt(4)))
	guard := expr.And(expr.Sign(a, expr.NE), expr.Sign(disc, expr.GE))
	one, two := expr.IntPoly(1), a.Scale(expr.NewInt(2))
	return []testPoint{
		linear,
		{guard, b.Neg(), one, two, disc},
		{guard, b.Neg(), one.Neg(), two, disc},
	}
}

// at is the formula "p op 0 at the point": with x replaced and multiplied by s²,
// p becomes u + v·√d.
func (t testPoint) at(x expr.Var, p expr.Poly, op expr.Op) expr.Formula {
	cs := p.Coeffs(x)
	var u, v expr.Poly
	s2 := t.s.Mul(t.s)
	u = cs[0].Mul(s2)
	if len(cs) > 1 {
		bs := cs[1].Mul(t.s)
		u = u.Add(bs.Mul(t.q))
		v = v.Add(bs.Mul(t.r))
	}
	if len(cs) > 2 {
		u = u.Add(cs[2].Mul(t.q.Mul(t.q).Add(t.r.Mul(t.r).Mul(t.d))))
		v = v.Add(cs[2].Mul(t.q).Mul(t.r).Scale(expr.NewInt(2)))
	}
	return signOfSum(u, v, t.d, op)
}

// signOfSum is u + v·√d op 0 for d >= 0, without the root.
func signOfSum(u, v, d expr.Poly, op expr.Op) expr.Formula {
	if v.IsZero() || d.IsZero() {
		return expr.Sign(u, op)
	}
	norm := u.Mul(u).Sub(v.Mul(v).Mul(d)) // (u + v√d)(u - v√d)
	switch op {
	case expr.EQ:
		return expr.And(expr.Sign(u.Mul(v), expr.LE), expr.Sign(norm, expr.EQ))
	case expr.NE:
		return expr.Or(expr.Sign(u.Mul(v), expr.GT), expr.Sign(norm, expr.NE))
	case expr.GT, expr.GE:
		return signOfSum(u.Neg(), v.Neg(), d, op.Flip())
	case expr.LE:
		return expr.Or(
			expr.And(expr.Sign(u, expr.LE), expr.Sign(norm, expr.GE)),
			expr.And(expr.Sign(v, expr.LE), expr.Sign(norm, expr.LE)))
	}
	return expr.Or(
		expr.And(expr.Sign(u, expr.LT), expr.Sign(norm, expr.GT)),
		expr.And(expr.Sign(v, expr.LE), expr.Or(expr.Sign(u, expr.LT), expr.Sign(norm, expr.LT))))
}

// justAbove is "p op 0 on some interval just above the point": the sign there is
// that of the first derivative that does not vanish at the point.
func (t testPoint) justAbove(x expr.Var, p expr.Poly, op expr.Op) expr.Formula {
	vanishes := expr.True()
	for _, c := range p.Coeffs(x) {
		vanishes = expr.And(vanishes, expr.Sign(c, expr.EQ))
	}
	switch op {
	case expr.EQ:
		return vanishes
	case expr.NE:
		return expr.Not(vanishes)
	case expr.LE:
		return expr.Or(vanishes, t.justAbove(x, p, expr.LT))
	case expr.GE:
		return expr.Or(vanishes, t.justAbove(x, p, expr.GT))
	}
	if !p.Has(x) {
		return expr.Sign(p, op)
	}
	return expr.Or(t.at(x, p, op), expr.And(t.at(x, p, expr.EQ), t.justAbove(x, p.Derivative(x), op)))
}

// atMinusInfinity is "p op 0 for all small enough x": the sign of the leading
// coefficient that does not vanish, turned for odd powers.
func atMinusInfinity(x expr.Var, a expr.Atom) expr.Formula {
	if !a.P.Has(x) {
		return expr.Formula{Kind: expr.KAtom, Atom: a}
	}
	cs := a.P.Coeffs(x)
	vanishes := expr.True()
	for _, c := range cs {
		vanishes = expr.And(vanishes, expr.Sign(c, expr.EQ))
	}
	var strict func(k int, op expr.Op) expr.Formula
	strict = func(k int, op expr.Op) expr.Formula {
		if k < 0 {
			return expr.False()
		}
		here := op
		if k%2 == 1 {
			here = op.Flip()
		}
		return expr.Or(expr.Sign(cs[k], here), expr.And(expr.Sign(cs[k], expr.EQ), strict(k-1, op)))
	}
	switch a.Op {
	case expr.EQ:
		return vanishes
	case expr.NE:
		return expr.Not(vanishes)
	case expr.LE:
		return expr.Or(vanishes, strict(len(cs)-1, expr.LT))
	case expr.GE:
		return expr.Or(vanishes, strict(len(cs)-1, expr.GT))
	}
	return strict(len(cs)-1, a.Op)
}
