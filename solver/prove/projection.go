package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// projector numbers the polynomials of one cylindrical construction and remembers
// their projections. Variables are eliminated in a fixed order; the level of a
// polynomial is the position of its last variable in that order.
type projector struct {
	order  []algebra.Var // level -> variable, assigned first to last
	level  map[algebra.Var]int
	polys  []algPoly
	byKey  map[string]int32
	chains map[chainKey][]algebra.Poly
	parts  map[string]*parted // factorisations by the key of the polynomial
	work   *budget
}

// parted is a polynomial, how it factors, and the numbers of its factors.
type parted struct {
	p   algebra.Poly
	fs  algebra.Factors
	ids []int32
}

type algPoly struct {
	p     algebra.Poly
	level int
}

type chainKey struct {
	f, g string
	v    algebra.Var
}

func newAlgebra(order []algebra.Var, work *budget) *projector {
	a := &projector{order: order, level: map[algebra.Var]int{}, byKey: map[string]int32{},
		chains: map[chainKey][]algebra.Poly{}, parts: map[string]*parted{}, work: work}
	for i, v := range order {
		a.level[v] = i
	}
	return a
}

func (a *projector) intern(p algebra.Poly) int32 {
	key := p.Key()
	if id, ok := a.byKey[key]; ok {
		return id
	}
	lv := -1
	for _, v := range p.Vars() {
		lv = max(lv, a.level[v])
	}
	id := int32(len(a.polys))
	a.polys = append(a.polys, algPoly{p, lv})
	a.byKey[key] = id
	return id
}

// factors numbers the non-constant factors of p.
func (a *projector) factors(p algebra.Poly) []int32 {
	if p.IsConst() {
		return nil
	}
	key := p.Key()
	if x, ok := a.parts[key]; ok {
		return x.ids
	}
	a.work.spend(p.Terms() * (1 + p.TotalDegree()))
	fs, ok := factorize(a.work.ctx, p)
	if !ok { // what may have squares has no discriminant
		a.work.left = -1
		return nil
	}
	x := &parted{p: p, fs: fs}
	for _, f := range x.fs.List {
		x.ids = append(x.ids, a.intern(f.P))
	}
	a.parts[key] = x
	return x.ids
}

// polySet is an ordered set of polynomial numbers.
type polySet struct {
	ids  []int32
	seen map[int32]bool
}

func (s *polySet) add(ids ...int32) {
	for _, id := range ids {
		if !s.seen[id] {
			if s.seen == nil {
				s.seen = map[int32]bool{}
			}
			s.seen[id] = true
			s.ids = append(s.ids, id)
		}
	}
}

// vanishes reports whether a polynomial is zero at the sample point.
func (c *covering) vanishes(p algebra.Poly) bool {
	for _, id := range c.alg.factors(p) {
		if c.sign(id) == 0 {
			return true
		}
	}
	return p.IsZero()
}

// The projection is that of Collins (1975), made local to a sample point as in
// Jovanović and de Moura (2012, "Solving non-linear arithmetic", section 4): of
// a list of coefficients or principal subresultant coefficients only those up to
// the first that does not vanish at the point are needed. Where the projected
// polynomials keep their signs on a connected set around the point, degrees, the
// number of roots and the number of common roots stay the same, so the roots are
// continuous functions that do not meet or part (Collins 1975, theorem 4). This
// is sound with polynomials that vanish identically over the point too: no
// order-invariance is needed.

// reductum adds the leading coefficients of p in v down to the first that does
// not vanish at the sample and returns p without the vanishing ones.
func (c *covering) reductum(p algebra.Poly, v algebra.Var, out *polySet) algebra.Poly {
	cs := p.Coeffs(v)
	for len(cs) > 0 {
		lead := cs[len(cs)-1]
		if k, ok := lead.Const(); ok && k.Sign() != 0 {
			break
		}
		if !lead.IsZero() {
			out.add(c.alg.factors(lead)...)
			if !c.vanishes(lead) {
				break
			}
		}
		cs = cs[:len(cs)-1]
	}
	return algebra.FromCoeffs(v, cs)
}

// gcdDegree adds principal subresultant coefficients of f and g in v, which do
// not lose degree at the sample, down to the first that does not vanish there,
// which fixes the degree of their greatest common divisor around the sample.
func (c *covering) gcdDegree(f, g algebra.Poly, v algebra.Var, out *polySet) {
	n := min(f.Degree(v), g.Degree(v))
	for j := range n {
		r := c.alg.psc(f, g, v, j)
		if c.alg.work.out() {
			return
		}
		if r.IsZero() {
			continue
		}
		out.add(c.alg.factors(r)...)
		if !c.vanishes(r) {
			return
		}
	}
}

// psc is the j-th principal subresultant coefficient of f and g in v, up to sign;
// zero when the budget runs out.
func (a *projector) psc(f, g algebra.Poly, v algebra.Var, j int) algebra.Poly {
	key := chainKey{f.Key(), g.Key(), v}
	chain := a.chains[key]
	for len(chain) <= j {
		var r algebra.Poly
		if len(chain) == 0 {
			r, _ = a.effort().Resultant(f, g, v)
		} else {
			r = a.subresultantDet(f, g, v, len(chain))
		}
		chain = append(chain, r)
	}
	a.chains[key] = chain
	return chain[j]
}

// effort charges the work of the projector: a step of algebra is an eighth of a
// unit.
func (a *projector) effort() *algebra.Effort {
	return algebra.Charging(func(steps int) bool { return a.work.spend(steps / 8) })
}

// subresultantDet is psc_j as the determinant of the matrix of the coefficients
// of v^(m+n-j-1), …, v^j in v^(n-j-1)·f, …, f, v^(m-j-1)·g, …, g. Needed only at
// singular samples. Zero when the budget runs out.
func (a *projector) subresultantDet(f, g algebra.Poly, v algebra.Var, j int) algebra.Poly {
	fc, gc := f.Coeffs(v), g.Coeffs(v)
	m, n := len(fc)-1, len(gc)-1
	size := m + n - 2*j
	rows := make([][]algebra.Poly, 0, size)
	add := func(cs []algebra.Poly, shift int) {
		row := make([]algebra.Poly, size)
		for col := range row {
			if k := m + n - j - 1 - col - shift; k >= 0 && k < len(cs) {
				row[col] = cs[k]
			}
		}
		rows = append(rows, row)
	}
	for s := n - j - 1; s >= 0; s-- {
		add(fc, s)
	}
	for s := m - j - 1; s >= 0; s-- {
		add(gc, s)
	}
	d, _ := a.effort().Determinant(rows)
	return d
}

// project adds what the cells over the sample point need so that they cover the
// line over all points around it: polynomials in the variables of the sample
// (Ábrahám, Davenport, England and Kremer 2021, Algorithm 4, with the local
// projection in place of McCallum's).
func (c *covering) project(cells []*cell, v algebra.Var) []int32 {
	return c.projection(cells, v, false)
}

// projectWitness adds what a cell needs so that all of it stays a cell of values
// that do. A cell of a covering whose ends cross leaves its place to its
// neighbours; a witness has none, so that its ends must stay apart.
func (c *covering) projectWitness(x *cell, v algebra.Var) []int32 {
	return c.projection([]*cell{x}, v, true)
}

func (c *covering) projection(cells []*cell, v algebra.Var, apart bool) []int32 {
	var out polySet
	red := map[int32]algebra.Poly{}
	reduced := func(id int32) algebra.Poly {
		p, ok := red[id]
		if !ok {
			p = c.reductum(c.alg.polys[id].p, v, &out)
			red[id] = p
		}
		return p
	}
	pair := func(p, q int32) {
		if p == q {
			return
		}
		if p > q {
			p, q = q, p
		}
		f, g := reduced(p), reduced(q)
		if f.Degree(v) > 0 && g.Degree(v) > 0 {
			c.gcdDegree(f, g, v, &out)
		}
	}
	for i, x := range cells {
		out.add(x.lower...)
		for _, p := range x.polys {
			f := reduced(p)
			if f.Degree(v) > 1 {
				c.gcdDegree(f, f.Derivative(v), v, &out)
			}
			for _, q := range x.atLo {
				if c.hasRoot(p, x.lo, -1) {
					pair(p, q)
				}
			}
			for _, q := range x.atHi {
				if c.hasRoot(p, x.hi, 1) {
					pair(p, q)
				}
			}
		}
		if apart && len(x.atLo) > 0 && len(x.atHi) > 0 {
			pair(x.atLo[0], x.atHi[0]) // the polynomials of an end stay together
		}
		if i > 0 {
			for _, p := range cells[i-1].atHi {
				for _, q := range x.atLo {
					pair(p, q)
				}
			}
		}
	}
	slices.Sort(out.ids)
	return out.ids
}

// hasRoot reports whether polynomial id has a root at most (side < 0) or at
// least (side > 0) the end of a cell.
func (c *covering) hasRoot(id int32, end *exact.Root, side int) bool {
	for _, r := range c.roots(id) {
		if c.at.Cmp(r, end)*side >= 0 {
			return true
		}
	}
	return false
}
