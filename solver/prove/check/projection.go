package check

import (
	"brink/games/algebra"
	"brink/solver/exact"
)

// project returns polynomials in the variables of the present point such that,
// on any connected set around the point on which they keep their signs, the
// chain of intervals still covers the line of v and the literals still fail in
// it. This is Collins' theorem 4 (1975) applied to the polynomials of the chain:
// each keeps its degree and the number of its roots, and so do the common roots
// of each pair whose order matters.
func (c *coverage) project(chain []*interval, v algebra.Var) []algebra.Poly {
	out := &polySet{seen: map[string]bool{}}
	done := map[string]bool{}
	pair := func(p, q algebra.Poly) {
		key := p.Key() + "/" + q.Key()
		if p.Equal(q) || done[key] {
			return
		}
		done[key] = true
		c.commonRoots(c.leading(p, v, out), c.leading(q, v, out), v, out)
	}
	for i, x := range chain {
		out.add(x.below...)
		for _, p := range x.at {
			f := c.leading(p, v, out)
			c.commonRoots(f, f.Derivative(v), v, out)
			// No root of p may pass an end of the interval. Those beyond the
			// other end are kept there by the pairs of that end.
			for _, q := range x.bindLo {
				if c.rootBeyond(p, x.lo, -1) {
					pair(p, q)
				}
			}
			for _, q := range x.bindHi {
				if c.rootBeyond(p, x.hi, 1) {
					pair(p, q)
				}
			}
		}
		if i > 0 { // neighbours keep overlapping
			for _, p := range chain[i-1].bindHi {
				for _, q := range x.bindLo {
					pair(p, q)
				}
			}
		}
	}
	return out.list
}

func (c *coverage) rootBeyond(p algebra.Poly, end *exact.Root, side int) bool {
	for _, r := range c.rootsOf(p) {
		if c.at.Cmp(r, end)*side >= 0 {
			return true
		}
	}
	return false
}

// polySet collects factors, each once.
type polySet struct {
	list []algebra.Poly
	seen map[string]bool
}

func (s *polySet) add(ps ...algebra.Poly) {
	for _, p := range ps {
		for _, f := range algebra.Factorize(p).List {
			if key := f.P.Key(); !s.seen[key] {
				s.seen[key] = true
				s.list = append(s.list, f.P)
			}
		}
	}
}

// leading adds the leading coefficients of p in v down to the first that does
// not vanish at the point, and returns p without those that do.
func (c *coverage) leading(p algebra.Poly, v algebra.Var, out *polySet) algebra.Poly {
	cs := p.Coeffs(v)
	for n := len(cs); n > 0; n-- {
		out.add(cs[n-1])
		if !cs[n-1].IsZero() && c.at.Sign(cs[n-1]) != 0 {
			return algebra.FromCoeffs(v, cs[:n])
		}
	}
	return algebra.Poly{}
}

// commonRoots adds the principal subresultant coefficients of f and g in v down
// to the first that does not vanish at the point: they fix the degree of the
// greatest common divisor.
func (c *coverage) commonRoots(f, g algebra.Poly, v algebra.Var, out *polySet) {
	for j := range min(f.Degree(v), g.Degree(v)) {
		r := subresultant(f, g, v, j)
		out.add(r)
		if !r.IsZero() && c.at.Sign(r) != 0 {
			return
		}
	}
}

// subresultant is the j-th principal subresultant coefficient of f and g in v:
// the determinant of the Sylvester matrix without the last j rows of either kind
// and the last 2j columns, by fraction-free elimination (Bareiss 1968).
func subresultant(f, g algebra.Poly, v algebra.Var, j int) algebra.Poly {
	fc, gc := f.Coeffs(v), g.Coeffs(v)
	m, n := len(fc)-1, len(gc)-1
	size := m + n - 2*j
	a := make([][]algebra.Poly, size)
	for i := range a {
		a[i] = make([]algebra.Poly, size)
		cs, shift := fc, i
		if i >= n-j {
			cs, shift = gc, i-(n-j)
		}
		for k := len(cs) - 1; k >= 0; k-- {
			if col := shift + len(cs) - 1 - k; col < size {
				a[i][col] = cs[k]
			}
		}
	}
	prev := algebra.IntPoly(1)
	for k := range size {
		p := k
		for p < size && a[p][k].IsZero() {
			p++
		}
		if p == size {
			return algebra.Poly{}
		}
		a[p], a[k] = a[k], a[p] // the sign of the determinant does not matter
		for i := k + 1; i < size; i++ {
			for col := k + 1; col < size; col++ {
				x := a[i][col].Mul(a[k][k]).Sub(a[i][k].Mul(a[k][col]))
				a[i][col], _ = x.DivExact(prev)
			}
		}
		prev = a[k][k]
	}
	return prev
}
