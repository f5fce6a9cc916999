package prove

import (
	"context"

	"brink/games/expr"
)

// Simplify returns a formula that is equivalent to f at every point of the
// hypotheses and as short as could be proved: factors of known sign are dropped,
// implied conjuncts and absorbed disjuncts removed (each judged in the context
// of the others: Dillig, Dillig and Aiken 2010, "Small formulas for large
// programs"), conditions on the same polynomial merged. It is deterministic, and
// a fixed point of itself.
func (a *Assumptions) Simplify(ctx context.Context, f expr.Formula) expr.Formula {
	for range simplifyRounds {
		g := a.simplify(ctx, f)
		if g.Key() == f.Key() {
			return g
		}
		f = g
	}
	return f
}

// simplifyRounds bounds the passes; one or two are the rule.
const simplifyRounds = 6

func (a *Assumptions) simplify(ctx context.Context, f expr.Formula) expr.Formula {
	if a.contradictory {
		return expr.False()
	}
	switch f.Kind {
	case expr.KAtom:
		g := a.reduceAtom(ctx, f.Atom)
		if g.Kind != expr.KAtom {
			if g.Kind == expr.KAnd || g.Kind == expr.KOr {
				return a.simplify(ctx, g)
			}
			return g
		}
		return a.decideAtom(ctx, g)
	case expr.KAnd, expr.KOr:
		return a.simplifyJunction(ctx, f)
	}
	return f
}

// decideAtom replaces an atom by the simplest comparison with the same truth:
// false, true, an equation, a strict comparison, a weak one, in this order.
func (a *Assumptions) decideAtom(ctx context.Context, f expr.Formula) expr.Formula {
	signs := a.Sign(ctx, f.Atom.P)
	set := SignsOf(f.Atom.Op) & signs
	switch set {
	case 0:
		return expr.False()
	case signs:
		return expr.True()
	}
	// Signs that cannot occur may be added or left out: prefer an equation, then
	// a strict comparison, then a weak one.
	for _, c := range [...]SignSet{Zero, Pos, Neg, NonNeg, NonPos, NonZero} {
		if c&signs == set {
			if c == SignsOf(f.Atom.Op) {
				return f
			}
			return expr.Sign(f.Atom.P, c.Op())
		}
	}
	return f
}

// reduceAtom drops the factors whose sign the hypotheses fix and the squares,
// and takes equations of products apart.
func (a *Assumptions) reduceAtom(ctx context.Context, at expr.Atom) expr.Formula {
	if at.P.TotalDegree() == 1 {
		return expr.Formula{Kind: expr.KAtom, Atom: at}
	}
	fs := factorize(at.P)
	if len(fs.List) == 1 && fs.List[0].N == 1 {
		return expr.Formula{Kind: expr.KAtom, Atom: at}
	}
	op := at.Op
	if fs.Constant.Sign() < 0 {
		op = op.Flip()
	}
	var odd, even []expr.Poly
	for _, f := range fs.List {
		switch s := a.Sign(ctx, f.P); {
		case s == 0:
			return expr.False()
		case s == Zero:
			return expr.Bool(op.Holds(0))
		case s&Zero == 0 && (f.N%2 == 0 || s == Pos):
		case s == Neg:
			op = op.Flip()
		case f.N%2 == 0:
			even = append(even, f.P)
		default:
			odd = append(odd, f.P)
		}
	}
	each := func(ps []expr.Poly, op expr.Op) []expr.Formula {
		var out []expr.Formula
		for _, p := range ps {
			out = append(out, expr.Sign(p, op))
		}
		return out
	}
	all := append(append([]expr.Poly(nil), odd...), even...)
	product := expr.IntPoly(1)
	for _, p := range odd {
		product = product.Mul(p)
	}
	switch op {
	case expr.EQ:
		return expr.Or(each(all, expr.EQ)...)
	case expr.NE:
		return expr.And(each(all, expr.NE)...)
	case expr.LT, expr.GT:
		return expr.And(append(each(even, expr.NE), expr.Sign(product, op))...)
	}
	g := expr.Or(append(each(even, expr.EQ), expr.Sign(product, op))...)
	if len(odd) > 1 && g.Kind == expr.KAtom && g.Atom.P.Equal(at.P) && g.Atom.Op == at.Op {
		return expr.Formula{Kind: expr.KAtom, Atom: at}
	}
	return g
}

// simplifyJunction simplifies each member in the context of the others: a
// conjunct may assume them, a disjunct may assume their negations.
func (a *Assumptions) simplifyJunction(ctx context.Context, f expr.Formula) expr.Formula {
	join, kind := expr.And, expr.KAnd
	if f.Kind == expr.KOr {
		join, kind = expr.Or, expr.KOr
	}
	parts := make([]expr.Formula, len(f.Args))
	for i, g := range f.Args {
		parts[i] = a.simplify(ctx, g)
	}
	f = mergeAtoms(join(parts...))
	if f.Kind != kind {
		return f
	}
	parts = append([]expr.Formula(nil), f.Args...)
	for i := len(parts) - 1; i >= 0 && len(parts) > 1; i-- {
		others := make([]expr.Formula, 0, len(parts)-1)
		for j, g := range parts {
			if j != i {
				if kind == expr.KOr {
					g = expr.Not(g)
				}
				others = append(others, g)
			}
		}
		b := a.And(expr.And(others...))
		g := b.simplifyPart(ctx, parts[i])
		switch {
		case b.contradictory, kind == expr.KAnd && g.IsTrue(), kind == expr.KOr && g.IsFalse():
			parts = append(parts[:i], parts[i+1:]...)
		default:
			parts[i] = g
		}
	}
	return mergeAtoms(join(parts...))
}

// simplifyPart simplifies f under hypotheses that include its siblings. An atom
// is only decided, or weakened to the comparison it had before: inside the
// context of siblings a strict comparison may come out as a weak one.
func (a *Assumptions) simplifyPart(ctx context.Context, f expr.Formula) expr.Formula {
	if a.contradictory {
		return f
	}
	return a.simplify(ctx, f)
}

// mergeAtoms joins the members of a junction that compare the same polynomial:
// x < a or x = a becomes x <= a, x <= a and x >= a becomes x = a.
func mergeAtoms(f expr.Formula) expr.Formula {
	if f.Kind != expr.KAnd && f.Kind != expr.KOr {
		return f
	}
	join := expr.And
	if f.Kind == expr.KOr {
		join = expr.Or
	}
	at := map[string]int{}
	var out []expr.Formula
	for _, g := range f.Args {
		if g.Kind == expr.KAtom {
			key := g.Atom.P.Key()
			if i, ok := at[key]; ok {
				s, t := SignsOf(out[i].Atom.Op), SignsOf(g.Atom.Op)
				if f.Kind == expr.KAnd {
					s &= t
				} else {
					s |= t
				}
				switch s {
				case 0:
					return expr.False()
				case Any:
					return expr.True()
				}
				if s != SignsOf(out[i].Atom.Op) {
					out[i] = expr.Sign(g.Atom.P, s.Op())
				}
				continue
			}
			at[key] = len(out)
		}
		out = append(out, g)
	}
	return join(out...)
}
