package concept

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// equations lists the polynomials that a conjunction demands to vanish.
func equations(f expr.Formula) (out []algebra.Poly) {
	for _, c := range f.Conjuncts() {
		if c.Kind == expr.KAtom && c.Atom.Op == expr.EQ {
			out = append(out, c.Atom.P)
		}
	}
	return out
}

// through is the unknown v = r, where r mentions one other unknown that is the root of
// an equation: v is then the root of a resultant.
func through(eqs []algebra.Poly, v algebra.Var, r algebra.Ratio, vars []algebra.Var, mentions func(algebra.Poly) int) Amount {
	p := algebra.Variable(v).Mul(r.Den()).Sub(r.Num())
	if mentions(p) != 2 {
		return Amount{}
	}
	for _, w := range vars {
		if w == v || !p.Has(w) {
			continue
		}
		for _, q := range eqs {
			if q.Has(w) && mentions(q) == 1 && p.Degree(w)*q.Degree(w) <= maxResultant {
				if res := algebra.Resultant(p, q, w); !res.IsZero() && res.Has(v) {
					return Amount{Poly: res, Unknown: v}
				}
			}
		}
	}
	return Amount{}
}

// resolve finds an equation in one unknown that follows from two equations in two:
// their resultant, freed of the factors that cannot vanish.
func resolve(eqs []algebra.Poly, vars []algebra.Var, solved map[algebra.Var]algebra.Ratio, mentions func(algebra.Poly) int, nonzero func(algebra.Poly) bool) (algebra.Poly, algebra.Var, bool) {
	for i, p := range eqs {
		for _, q := range eqs[:i] {
			for _, v := range vars {
				if !p.Has(v) || !q.Has(v) || p.Degree(v)*q.Degree(v) > maxResultant {
					continue
				}
				r := algebra.Resultant(p, q, v)
				if r.IsZero() || mentions(r) != 1 {
					continue
				}
				r = freed(r, nonzero)
				for _, w := range vars {
					if _, done := solved[w]; !done && r.Has(w) {
						return r, w, true
					}
				}
			}
		}
	}
	return algebra.Poly{}, 0, false
}

// maxResultant bounds the product of the degrees of two equations whose resultant
// is taken.
const maxResultant = 16

// freed drops the factors of p that cannot vanish, and multiplicities.
func freed(p algebra.Poly, nonzero func(algebra.Poly) bool) algebra.Poly {
	if p.IsZero() {
		return p
	}
	out := algebra.IntPoly(1)
	for _, f := range algebra.Factorize(p).List {
		if !nonzero(f.P) {
			out = out.Mul(f.P)
		}
	}
	return out
}
