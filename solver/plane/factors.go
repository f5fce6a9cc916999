package plane

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// factorTable holds the polynomials that occur, split into factors: coprime, and
// primitive in Y.
type factorTable struct {
	x, y algebra.Var
	list []algebra.Poly
	// flat are the factors without Y, whose zero sets are upright lines.
	flat []bool
	// sign tells the sign of a polynomial from those of the factors.
	sign map[string]signRule
	// bounds are the factors that occur in what is allowed alone.
	bounds []bool
}

// signRule is a polynomial as a product: a sign, and the factors of odd and of even
// multiplicity.
type signRule struct {
	sign      int
	odd, even []int
}

// newFactorTable splits the polynomials of a question, of the lower and the upper edge of
// a window, and more.
func newFactorTable(effort *algebra.Effort, q *Question, w *Window, more ...algebra.Poly) (*factorTable, bool) {
	t := &factorTable{x: q.X, y: q.Y, sign: make(map[string]signRule)}
	polys := slices.Clone(more)
	inCondition := make(map[string]bool)
	collect := func(f expr.Formula, condition bool) {
		f.Atoms(func(a expr.Atom) {
			polys = append(polys, a.P)
			inCondition[a.P.Key()] = inCondition[a.P.Key()] || condition
		})
	}
	collect(q.Allowed, false)
	for _, c := range q.Conditions {
		collect(c, true)
	}
	if w != nil { // the lower and the upper edge are arcs like others
		for _, r := range []algebra.Ratio{algebra.FromRat(w.YLo), algebra.FromRat(w.YHi)} {
			polys = append(polys, algebra.Variable(q.Y).Mul(r.Den()).Sub(r.Num()))
		}
	}
	var all []algebra.Poly
	for _, p := range polys {
		fs, ok := effort.Factorize(p)
		if !ok {
			return nil, false
		}
		for _, f := range fs.List {
			c := f.P.ContentIn(q.Y)
			rest, _ := f.P.DivExact(c)
			all = append(all, c, rest)
		}
	}
	base, ok := coprime(effort, all)
	if !ok {
		return nil, false
	}
	t.list = base
	slices.SortFunc(t.list, algebra.Poly.Compare)
	t.flat, t.bounds = make([]bool, len(t.list)), make([]bool, len(t.list))
	for i, f := range t.list {
		t.flat[i], t.bounds[i] = !f.Has(q.Y), true
	}
	for _, p := range polys {
		r := t.rule(p)
		t.sign[p.Key()] = r
		if inCondition[p.Key()] {
			for _, i := range append(r.odd, r.even...) {
				t.bounds[i] = false
			}
		}
	}
	return t, true
}

// coprime splits polynomials until no two have a common factor.
func coprime(effort *algebra.Effort, ps []algebra.Poly) ([]algebra.Poly, bool) {
	var out []algebra.Poly
	for len(ps) > 0 {
		p, _ := ps[len(ps)-1].Primitive()
		ps = ps[:len(ps)-1]
		for i := 0; i < len(out) && !p.IsConst(); i++ {
			if p.Equal(out[i]) {
				p = algebra.IntPoly(1)
				break
			}
			g, ok := effort.GCD(p, out[i])
			if !ok {
				return nil, false
			}
			if g.IsConst() {
				continue
			}
			p, _ = p.DivExact(g)
			rest, _ := out[i].DivExact(g)
			out = slices.Delete(out, i, i+1)
			ps = append(ps, g, rest)
			i--
		}
		if !p.IsConst() {
			out = append(out, p)
		}
	}
	return out, true
}

// rule divides a polynomial by the factors.
func (t *factorTable) rule(p algebra.Poly) signRule {
	var r signRule
	for i, f := range t.list {
		n := 0
		for {
			q, ok := p.DivExact(f)
			if !ok {
				break
			}
			p = q
			n++
		}
		switch {
		case n%2 == 1:
			r.odd = append(r.odd, i)
		case n > 0:
			r.even = append(r.even, i)
		}
	}
	c, _ := p.Const()
	r.sign = c.Sign()
	return r
}

// signOf is the sign of a polynomial of the question where the factors have signs.
func (t *factorTable) signOf(p algebra.Poly, signs []int8) int {
	r := t.sign[p.Key()]
	s := r.sign
	for _, i := range r.odd {
		s *= int(signs[i])
	}
	for _, i := range r.even {
		s *= int(signs[i]) * int(signs[i])
	}
	return s
}

// holds decides a formula where the factors have signs.
func (t *factorTable) holds(f expr.Formula, signs []int8) bool {
	switch f.Kind {
	case expr.KAtom:
		return f.Atom.Op.Holds(t.signOf(f.Atom.P, signs))
	case expr.KAnd:
		return !slices.ContainsFunc(f.Args, func(a expr.Formula) bool { return !t.holds(a, signs) })
	case expr.KOr:
		return slices.ContainsFunc(f.Args, func(a expr.Formula) bool { return t.holds(a, signs) })
	}
	return f.IsTrue()
}

// critical lists the values of X over which arcs meet, turn, end or go to infinity.
func (t *factorTable) critical(ctx context.Context, effort *algebra.Effort, w *Window) ([]exact.Algebraic, bool) {
	seen := make(map[string]bool)
	var roots []exact.Algebraic
	add := func(p algebra.Poly) bool {
		fs, ok := effort.Factorize(p)
		if !ok || ctx.Err() != nil {
			return false
		}
		for _, f := range fs.List {
			u, ok := exact.ToUnivariate(f.P, t.x)
			if !ok || seen[f.P.Key()] {
				continue
			}
			seen[f.P.Key()] = true
			found, err := exact.Roots(ctx, u)
			if err != nil {
				return false
			}
			roots = append(roots, found...)
		}
		return true
	}
	for i, f := range t.list {
		if t.flat[i] {
			if !add(f) {
				return nil, false
			}
			continue
		}
		if !add(f.LeadCoeff(t.y)) {
			return nil, false
		}
		if f.Degree(t.y) > 1 {
			d, ok := effort.Discriminant(f, t.y)
			if !ok || !add(d) {
				return nil, false
			}
		}
		for k, g := range t.list[:i] {
			if t.flat[k] {
				continue
			}
			r, ok := effort.Resultant(f, g, t.y)
			if !ok || !add(r) {
				return nil, false
			}
		}
	}
	if w != nil {
		lo, hi := exact.RatBig(w.XLo), exact.RatBig(w.XHi)
		roots = slices.DeleteFunc(roots, func(r exact.Algebraic) bool { return r.CmpRat(lo) <= 0 || r.CmpRat(hi) >= 0 })
		roots = append(roots, exact.AlgebraicRat(lo), exact.AlgebraicRat(hi))
	}
	slices.SortFunc(roots, exact.Algebraic.Cmp)
	return slices.CompactFunc(roots, func(a, b exact.Algebraic) bool { return a.Cmp(b) == 0 }), true
}
