package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// A line is what a formula looks like along one variable when all others have
// rational values: finitely many roots cut it into points and open intervals on
// which the truth value is constant.
type line struct {
	s     *search
	v     algebra.Var
	roots []exact.Algebraic
	polys map[int32]exact.Univariate // of each factor: its restriction
}

// factorsOf collects the factors that occur in nodes.
func factorsOf(ns []*node) []int32 {
	var ids []int32
	var walk func(n *node)
	walk = func(n *node) {
		switch n.kind {
		case nLit:
			ids = append(ids, n.id)
		case nProd:
			ids = append(ids, n.ids...)
		default:
			for _, a := range n.args {
				walk(a)
			}
		}
	}
	for _, n := range ns {
		walk(n)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// along restricts the roots of the search to the line through a point; ok is false when
// the context ends.
func (s *search) along(at []exact.Rat, v algebra.Var) (_ *line, ok bool) {
	l := &line{s: s, v: v, polys: map[int32]exact.Univariate{}}
	for _, id := range factorsOf(s.roots) {
		p := s.lib.factor(id).p
		s.work.spend(1 + p.Terms()*len(at)/2)
		for _, u := range p.Vars() {
			if u != v {
				p = p.At(u, at[u].Big())
			}
		}
		q, _ := exact.ToUnivariate(p, v)
		l.polys[id] = q
		if q.Degree() > 0 {
			s.work.spend(5 * q.Degree() * q.Degree())
			found, err := exact.Roots(s.work.ctx, q)
			if err != nil {
				s.work.end()
				return nil, false
			}
			l.roots = append(l.roots, found...)
		}
	}
	slices.SortFunc(l.roots, exact.Algebraic.Cmp)
	l.roots = slices.CompactFunc(l.roots, func(a, b exact.Algebraic) bool { return a.Cmp(b) == 0 })
	return l, true
}

// between returns a rational in the open interval k of the line, 0 being the one
// before the first root: the preferred one if it is inside, else a simple one
// not far from it.
func (l *line) between(k int, like exact.Rat) exact.Rat {
	var lo, hi *exact.Rat
	if k > 0 {
		a := l.roots[k-1]
		if k < len(l.roots) {
			b := l.roots[k]
			for apart := false; !apart; {
				x, y := a.Interval(), b.Interval()
				gap := y.Lo.Sub(x.Hi)
				apart = gap.Sign() > 0 && gap.Mul(exact.RatInt(8)).Cmp(y.Hi.Sub(x.Lo)) >= 0
				if !apart {
					a, b = a.Refine(), b.Refine()
				}
			}
			h := b.Interval().Lo
			hi = &h
		}
		x := a.Interval().Hi
		lo = &x
	} else if len(l.roots) > 0 {
		h := l.roots[0].Interval().Lo
		hi = &h
	}
	inside := func(r exact.Rat) bool {
		return (lo == nil || r.Cmp(*lo) > 0) && (hi == nil || r.Cmp(*hi) < 0)
	}
	switch {
	case inside(like):
		return like
	case lo != nil && lo.Cmp(like) >= 0:
		if h := lo.Add(reach(like, *lo)); hi == nil || hi.Cmp(h) > 0 {
			hi = &h
			if h.IsInt() {
				return h
			}
		}
	case hi != nil && hi.Cmp(like) <= 0:
		if h := hi.Sub(reach(like, *hi)); lo == nil || lo.Cmp(h) < 0 {
			lo = &h
			if h.IsInt() {
				return h
			}
		}
	}
	return exact.Simplest(lo, hi)
}

// reach is how far beyond the end of an interval a simple value may lie: on the
// scale of the preferred value, 1 where that is 0.
func reach(like, end exact.Rat) exact.Rat {
	if like.IsZero() {
		return one
	}
	w, d := like.Abs(), end.Sub(like).Abs()
	if d.Cmp(w) > 0 {
		return d
	}
	return w
}

// holdsAt decides the roots of the search at a value of the line's variable.
func (l *line) holdsAt(x exact.Algebraic) bool {
	p := &point{signs: map[int32]int{}}
	for id, q := range l.polys {
		p.signs[id] = x.SignOf(q)
	}
	for _, r := range l.s.roots {
		if !l.s.holds(r, p) {
			return false
		}
	}
	return true
}

// nearest returns the value closest to the preferred one, simple where there is
// a choice, at which the roots of the search hold.
func (l *line) nearest(like exact.Rat) (exact.Rat, bool) {
	type option struct {
		x    exact.Rat
		dist exact.Rat
	}
	var best *option
	offer := func(x exact.Rat) {
		d := x.Sub(like).Abs()
		if best != nil && best.dist.Cmp(d) <= 0 {
			return
		}
		if l.holdsAt(exact.AlgebraicRat(x)) {
			best = &option{x, d}
		}
	}
	offer(like)
	if best != nil {
		return like, true
	}
	for k := range len(l.roots) + 1 {
		offer(l.between(k, like))
	}
	for _, r := range l.roots {
		if q, ok := r.Rational(); ok {
			offer(q)
		}
	}
	if best == nil {
		return exact.Rat{}, false
	}
	return best.x, true
}

// polish moves a model, one coordinate after the other, to the preferred values
// or to simple ones close to them.
func (s *search) polish(at []exact.Rat) []exact.Rat {
	at = slices.Clone(at)
	want := s.startPoint()
	for range 2 {
		moved := false
		for v := range at {
			if s.work.out() || at[v].Cmp(want[v]) == 0 {
				continue
			}
			l, ok := s.along(at, v)
			if !ok {
				return at
			}
			if x, ok := l.nearest(want[v]); ok && x.Cmp(at[v]) != 0 {
				at[v] = x
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	return at
}
