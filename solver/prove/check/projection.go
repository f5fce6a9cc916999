package check

// project returns polynomials in the variables of the present point such that,
// on any connected set around the point on which they keep their signs, the
// chain of intervals still covers the line of v and the literals still fail in
// it. This is Collins' theorem 4 (1975) applied to the polynomials of the chain:
// each keeps its degree and the number of its roots, and so do the common roots
// of each pair whose order matters.
func (c *coverage) project(chain []*interval, v int) []poly {
	out := &polySet{factors: c.factors, seen: map[string]bool{}}
	done := map[string]bool{}
	pair := func(p, q poly) {
		key := p.key() + "/" + q.key()
		if p.key() == q.key() || done[key] {
			return
		}
		done[key] = true
		c.commonRoots(c.leading(p, v, out), c.leading(q, v, out), v, out)
	}
	for i, x := range chain {
		out.add(x.below...)
		for _, p := range x.at {
			f := c.leading(p, v, out)
			c.commonRoots(f, f.derivative(v), v, out)
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

func (c *coverage) rootBeyond(p poly, end *root, side int) bool {
	for _, r := range c.rootsOf(p) {
		if c.at.cmp(r, end)*side >= 0 {
			return true
		}
	}
	return false
}

// polySet collects factors, each once.
type polySet struct {
	factors map[string]factored
	list    []poly
	seen    map[string]bool
}

func (s *polySet) add(ps ...poly) {
	for _, p := range ps {
		if _, ok := p.constant(); ok {
			continue
		}
		q, _ := p.normal()
		fs, ok := s.factors[q.key()]
		if !ok {
			fs.list = []factor{{p: q, key: q.key()}}
		}
		for _, f := range fs.list {
			if _, ok := f.p.constant(); !ok && !s.seen[f.key] {
				s.seen[f.key] = true
				s.list = append(s.list, f.p)
			}
		}
	}
}

// leading adds the leading coefficients of p in v down to the first that does
// not vanish at the point, and returns p without those that do.
func (c *coverage) leading(p poly, v int, out *polySet) poly {
	cs := p.coeffs(v)
	for n := len(cs); n > 0; n-- {
		out.add(cs[n-1])
		if !cs[n-1].isZero() && c.sign(cs[n-1]) != 0 {
			return c.at.fromCoeffs(cs[:n], v)
		}
	}
	return nil
}

// commonRoots adds the principal subresultant coefficients of f and g in v down
// to the first that does not vanish at the point: they fix the degree of the
// greatest common divisor.
func (c *coverage) commonRoots(f, g poly, v int, out *polySet) {
	for j := range min(f.degree(v), g.degree(v)) {
		r := c.at.subresultant(f, g, v, j)
		out.add(r)
		if !r.isZero() && c.sign(r) != 0 {
			return
		}
	}
}
