package polynomial

import (
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// coordinate is a positive value of an unknown over those before it.
type coordinate struct {
	v    algebra.Var
	rat  exact.Rat
	root *exact.Root // nil for a rational
}

// sample is a point of a cell: a set of points on which nothing that matters
// changes sign, unless it was only sampled.
type sample struct {
	At      []coordinate
	Dim     int // of the cell
	sampled bool
}

// over is a sample above s.
func (s sample) over(c coordinate, dim int) sample {
	return sample{At: append(slices.Clone(s.At), c), Dim: s.Dim + dim, sampled: s.sampled}
}

// Rational says whether all coordinates are.
func (s sample) Rational() bool {
	return !slices.ContainsFunc(s.At, func(c coordinate) bool { return c.root != nil })
}

// Point is a solution, or one of a set of solutions when its dimension
// is positive: the coordinates of some unknowns, and the others as quotients of
// polynomials in them.
type Point struct {
	sample
	gone []substitution
}

// Tower returns the point in a form that can be asked for signs.
func (p *System) Tower(at []coordinate) *exact.Tower { return towerOf(at, p.spend) }

func towerOf(at []coordinate, spend func(int) bool) *exact.Tower {
	t := &exact.Tower{Spend: spend}
	for _, c := range at {
		if c.root == nil {
			t.PushRat(c.v, c.rat)
		} else {
			t.PushRoot(c.v, c.root)
		}
	}
	return t
}

// cylinders finds the solutions of a branch that no linear step simplifies. The
// unknowns are eliminated one by one by resultants, and the solutions of what
// is left are lifted back, as in a cylindrical decomposition of which only the
// cells are made that satisfy the equations (McCallum, "On projection in
// CAD-based quantifier elimination with equational constraint", ISSAC 1999).
//
// Sets of solutions of the equations of dimension one are cut at every point
// where an inequality can change, and so are those of dimension two that are
// graphs over two unknowns. Larger ones are only sampled; where an inequality
// cuts those, isolated solutions may hide on its boundary.
func (p *System) cylinders(b *Branch) {
	watch := slices.Concat(b.positiv, b.AtLeast, b.nonzero)
	cells := p.cells(b.Left, b.Eqs, watch)
	if p.Gave {
		return
	}
	sampled, met := false, false
	for _, c := range cells {
		sampled = sampled || c.sampled
		if ties, ok := p.admits(b, c.At); ok && (ties || c.Dim > 0 || len(b.Eqs) >= len(b.Left)) {
			met = met || c.sampled
			p.Found = append(p.Found, Point{c, b.gone})
		}
		if p.Gave {
			return
		}
	}
	switch {
	case sampled && !met:
		p.Gave = true
	case sampled && len(b.AtLeast) > 0:
		p.Sampled = true
	}
}

// admits says whether the inequalities of a branch hold at a point, and whether
// one of them holds as an equation.
func (p *System) admits(b *Branch, at []coordinate) (ties, ok bool) {
	t := p.Tower(at)
	for _, f := range b.positiv {
		if t.Sign(f) <= 0 {
			return false, false
		}
	}
	for _, f := range b.AtLeast {
		switch sign := t.Sign(f); {
		case sign < 0:
			return false, false
		case sign == 0:
			ties = true
		}
	}
	for _, f := range b.nonzero {
		if t.Sign(f) == 0 {
			return false, false
		}
	}
	return ties, !p.Gave
}

// cells returns samples of the cells on which the equations hold. On each of
// dimension one or less the polynomials to watch have constant signs; the others
// are only represented.
func (p *System) cells(vars []algebra.Var, eqs, watch []algebra.Poly) []sample {
	if !p.spend(1) {
		return nil
	}
	eqs = slices.DeleteFunc(slices.Clone(eqs), algebra.Poly.IsZero)
	for _, f := range eqs {
		if definite(f) != 0 {
			return nil
		}
	}
	if len(vars) == 0 {
		return []sample{{}}
	}
	v := topVariable(vars, eqs)
	rest := slices.DeleteFunc(slices.Clone(vars), func(u algebra.Var) bool { return u == v })
	with, without := splitBy(eqs, v)
	watchV, below := splitBy(watch, v)
	if len(with) == 0 {
		base := p.cells(rest, without, below)
		if len(base) > 0 && !p.Gave && slices.ContainsFunc(base, func(s sample) bool { return s.Dim > 0 }) {
			base = p.cells(rest, without, append(below, p.project(watchV, v)...))
		}
		return p.stack(base, watchV, v)
	}
	slices.SortStableFunc(with, func(f, g algebra.Poly) int {
		if d := f.Degree(v) - g.Degree(v); d != 0 {
			return d
		}
		return f.Terms() - g.Terms()
	})
	pivot := with[0]
	for _, g := range with[1:] {
		r := p.resultant(pivot, g, v)
		if p.Gave {
			return nil
		}
		if r.IsZero() {
			return p.shared(vars, eqs, watch, pivot, g)
		}
		without = append(without, r)
	}
	base := p.cells(rest, without, below)
	if slices.ContainsFunc(base, func(s sample) bool { return s.Dim > 0 }) {
		base = p.cells(rest, without, append(below, p.projectOn(pivot, watchV, v)...))
	}
	return p.sections(base, with, watchV, v)
}

// topVariable picks the unknown to eliminate first: one without equations, else
// the one of lowest degrees.
func topVariable(vars []algebra.Var, eqs []algebra.Poly) algebra.Var {
	best, cost := vars[0], -1
	for _, v := range vars {
		c := 0
		for _, f := range eqs {
			c += f.Degree(v) * f.Degree(v)
		}
		if cost < 0 || c < cost {
			best, cost = v, c
		}
	}
	return best
}

func splitBy(list []algebra.Poly, v algebra.Var) (with, without []algebra.Poly) {
	for _, f := range list {
		if f.Has(v) {
			with = append(with, f)
		} else {
			without = append(without, f)
		}
	}
	return with, without
}

// resultant eliminates v, and drops multiple factors and factors of one sign.
func (p *System) resultant(f, g algebra.Poly, v algebra.Var) algebra.Poly {
	return p.eliminant(f, g, v, func(h algebra.Poly) bool { return definite(h) == 0 })
}

// eliminant is the product of the distinct factors of the resultant that are
// wanted; zero when it vanishes or is too large.
func (p *System) eliminant(f, g algebra.Poly, v algebra.Var, wanted func(algebra.Poly) bool) algebra.Poly {
	m, n := f.Degree(v), g.Degree(v)
	terms := 1
	for u := range p.Vars + 1 {
		if u == v {
			continue
		}
		d := n*f.Degree(u) + m*g.Degree(u)
		if terms *= d + 1; d > maxDegree || terms > maxTerms {
			p.Gave = true
			return algebra.Poly{}
		}
	}
	if !p.spend(terms * (m + n) * (1 + (n*f.CoefficientBits()+m*g.CoefficientBits())/64)) {
		return algebra.Poly{}
	}
	r, ok := algebra.Until(p.Ctx).Resultant(f, g, v)
	if p.Gave = p.Gave || !ok; p.Gave || r.IsZero() {
		return algebra.Poly{}
	}
	out := algebra.IntPoly(1)
	for _, x := range p.split(r) {
		if wanted(x.P) {
			out = out.Mul(x.P)
		}
	}
	return out
}

// shared treats two equations with a common factor: it vanishes, or their
// cofactors do.
func (p *System) shared(vars []algebra.Var, eqs, watch []algebra.Poly, f, g algebra.Poly) []sample {
	h := p.gcd(f, g)
	if p.Gave || h.IsConst() {
		p.Gave = true // cannot be a number: the resultant vanishes
		return nil
	}
	others := slices.DeleteFunc(slices.Clone(eqs), func(e algebra.Poly) bool { return e.Equal(f) || e.Equal(g) })
	out := p.cells(vars, append(slices.Clone(others), h), watch)
	a, _ := f.DivExact(h)
	b, _ := g.DivExact(h)
	t := p.cells(vars, append(others, a, b), append(slices.Clone(watch), h))
	for _, s := range t {
		if p.Tower(s.At).Sign(h) != 0 {
			out = append(out, s)
		}
	}
	return out
}

// project returns polynomials without v whose signs determine how the zeros in v
// of a list are arranged (McCallum 1998).
func (p *System) project(list []algebra.Poly, v algebra.Var) []algebra.Poly {
	var out []algebra.Poly
	for i, f := range list {
		out = append(out, f.Coeffs(v)...)
		if f.Degree(v) > 1 {
			out = append(out, p.resultant(f, f.Derivative(v), v))
		}
		for _, g := range list[:i] {
			out = append(out, p.resultant(f, g, v))
		}
	}
	return slices.DeleteFunc(out, algebra.Poly.IsConst)
}

// projectOn returns polynomials without v at whose zeros the arrangement of the
// zeros in v of an equation can change, or the signs of a list along them.
func (p *System) projectOn(pivot algebra.Poly, list []algebra.Poly, v algebra.Var) []algebra.Poly {
	out := pivot.Coeffs(v)
	if pivot.Degree(v) > 1 {
		out = append(out, p.resultant(pivot, pivot.Derivative(v), v))
	}
	for _, g := range list {
		r := p.resultant(pivot, g, v)
		for r.IsZero() && !p.Gave { // the zeros they share are settled, the others are not
			h := p.gcd(pivot, g)
			if p.Gave {
				break
			}
			if g, _ = g.DivExact(h); !g.Has(v) {
				r = g
				break
			}
			r = p.resultant(pivot, g, v)
		}
		out = append(out, r)
	}
	return slices.DeleteFunc(out, algebra.Poly.IsConst)
}

// sections lifts samples to the zeros of the equations with v.
func (p *System) sections(base []sample, with, watch []algebra.Poly, v algebra.Var) []sample {
	var out []sample
	for _, s := range base {
		t := p.Tower(s.At)
		k := slices.IndexFunc(with, func(f algebra.Poly) bool { return !t.Effective(f, v).IsZero() })
		if p.Gave {
			return nil
		}
		if k < 0 { // all vanish whatever v is
			out = append(out, p.stack([]sample{s}, watch, v)...)
			continue
		}
		for _, r := range p.rootsOf(t, with[k], v) {
			if p.Gave {
				return nil
			}
			if t.CmpRat(r, exact.Rat{}) <= 0 {
				continue
			}
			t.PushRoot(v, r)
			if !slices.ContainsFunc(with, func(f algebra.Poly) bool { return t.Sign(f) != 0 }) {
				out = append(out, s.over(coordinateOf(v, r), 0))
			}
			t.Pop()
		}
	}
	return out
}

// rootsOf returns the roots of f in v, of each irreducible factor by itself
// where f has no other unknowns, which keeps defining polynomials small.
func (p *System) rootsOf(t *exact.Tower, f algebra.Poly, v algebra.Var) (out []*exact.Root) {
	f = t.Restrict(f)
	if len(f.Vars()) > 1 {
		out, _ = t.Roots(f, v)
		return out
	}
	for _, g := range p.split(f) {
		roots, _ := t.Roots(g.P, v)
		out = append(out, roots...)
	}
	return out
}

func coordinateOf(v algebra.Var, r *exact.Root) coordinate {
	if q, ok := r.Rational(); ok {
		return coordinate{v: v, rat: q}
	}
	return coordinate{v: v, root: r}
}

// stack lifts samples to the positive zeros of the polynomials to watch and to
// the gaps between them.
func (p *System) stack(base []sample, watch []algebra.Poly, v algebra.Var) []sample {
	var out []sample
	for _, s := range base {
		if s.Dim > 1 || s.Dim == 1 && !s.Rational() {
			for _, x := range [...]exact.Rat{exact.RatInt(1), exact.RatFrac(1, 4), exact.RatInt(4), exact.RatFrac(1, 50), exact.RatInt(50)} {
				c := s.over(coordinate{v: v, rat: x}, 1)
				c.sampled = true
				out = append(out, c)
			}
			continue
		}
		t := p.Tower(s.At)
		var roots []*exact.Root
		for _, f := range watch {
			rs, _ := t.Roots(f, v)
			for _, r := range rs {
				if t.CmpRat(r, exact.Rat{}) > 0 {
					roots = append(roots, r)
				}
			}
		}
		slices.SortFunc(roots, t.Cmp)
		roots = slices.CompactFunc(roots, func(a, b *exact.Root) bool { return t.Cmp(a, b) == 0 })
		below := exact.RatRoot(exact.Rat{})
		for _, r := range append(roots, nil) {
			if p.Gave {
				return nil
			}
			out = append(out, s.over(coordinate{v: v, rat: t.Between(below, r)}, 1))
			if r != nil {
				out = append(out, s.over(coordinateOf(v, r), 0))
			}
			below = r
		}
	}
	return out
}
