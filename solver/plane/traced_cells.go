package plane

import (
	"math/big"
	"slices"

	"brink/games/expr"
	"brink/solver/exact"
)

// assemble makes columns of the stacks that are alike and fences of what is between them.
func (s *scanner) assemble(t *tracer, groups [][]*stack) {
	for _, g := range groups {
		t.columns = append(t.columns, s.column(g[len(g)/2]))
		t.arcLo, t.arcHi = append(t.arcLo, 0), append(t.arcHi, len(g[0].zeros)-1)
	}
	for i := range len(groups) + 1 {
		var left, right *stack
		x := s.w.XLo
		if i > 0 {
			left = groups[i-1][len(groups[i-1])-1]
			x = s.w.XHi
		}
		if i < len(groups) {
			right = groups[i][0]
			x = s.w.XLo
		}
		if left != nil && right != nil {
			x = middle(left.x, right.x)
		}
		f, to, from := s.fence(x, left, right)
		t.fences = append(t.fences, f)
		t.nodeLo, t.nodeHi = append(t.nodeLo, 0), append(t.nodeHi, len(f.nodes)-1)
		if left != nil {
			t.to = append(t.to, to)
		}
		if right != nil {
			t.from = append(t.from, from)
		}
	}
	for c, g := range groups {
		for i := range g[0].zeros {
			line := []Vec{t.nodeAt([2]int{c, t.from[c][i]})}
			for _, k := range g {
				line = append(line, Vec{rounded(k.x), rounded(k.zeros[i].y)})
			}
			t.lines[[2]int{c, i}] = append(line, t.nodeAt([2]int{c + 1, t.to[c][i]}))
		}
	}
}

func middle(a, b *big.Rat) *big.Rat {
	m := new(big.Rat).Add(a, b)
	return m.Quo(m, big.NewRat(2, 1))
}

func rounded(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// column is the cells over a stack.
func (s *scanner) column(k *stack) column {
	c := column{x: exact.RatBig(k.x), sectors: []int{Outside}, samples: make([]exact.Rat, 1)}
	signs := make([]int8, len(s.t.list))
	for i, z := range k.zeros {
		if i > 0 {
			y := middle(k.zeros[i-1].y, z.y)
			s.signs(k.x, y, signs)
			c.sectors, c.samples = append(c.sectors, s.known(signs)), append(c.samples, exact.RatBig(y))
		}
		s.signs(k.x, z.y, signs)
		signs[z.factor] = 0
		c.arcs, c.on = append(c.arcs, arc{factor: z.factor}), append(c.on, s.known(signs))
	}
	c.sectors = append(c.sectors, Outside)
	return c
}

// fence is what lies over a value of X between two stacks, one of which is missing at an
// edge of the window: the zeros of both, those near to each other as one, and to which
// of these the zeros of each go.
func (s *scanner) fence(x *big.Rat, left, right *stack) (f fence, to, from []int) {
	f = fence{x: exact.AlgebraicRat(exact.RatBig(x)), at: rounded(x), flat: -1}
	var ys []*big.Rat
	for _, k := range []*stack{left, right} {
		if k != nil {
			for _, z := range k.zeros {
				ys = append(ys, z.y)
			}
		}
	}
	slices.SortFunc(ys, (*big.Rat).Cmp)
	near := new(big.Rat).Mul(share(touching), s.height)
	var ends []*big.Rat // of each node the highest of its zeros
	for i, y := range ys {
		if i == 0 || new(big.Rat).Sub(y, ys[i-1]).Cmp(near) > 0 {
			f.nodes = append(f.nodes, node{y: rounded(y), class: Outside})
			ends = append(ends, y)
		}
		ends[len(ends)-1] = y
	}
	f.nodes[len(f.nodes)-1].y = rounded(s.w.YHi)
	of := func(k *stack) []int {
		if k == nil {
			return nil
		}
		out := make([]int, len(k.zeros))
		for i, z := range k.zeros {
			out[i], _ = slices.BinarySearchFunc(ends, z.y, (*big.Rat).Cmp)
		}
		return out
	}
	signs := make([]int8, len(s.t.list))
	f.gaps = append(f.gaps, Outside)
	flats := upright(left, right)
	if len(flats) > 0 {
		f.flat = flats[0]
	}
	for i := 1; i < len(ends); i++ {
		s.signs(x, middle(ends[i-1], lowest(ys, ends[i-1])), signs)
		for _, k := range flats {
			signs[k] = 0
		}
		f.gaps = append(f.gaps, s.known(signs))
	}
	f.gaps = append(f.gaps, Outside)
	return f, of(left), of(right)
}

// lowest is the first of some numbers in order beyond one of them.
func lowest(ys []*big.Rat, y *big.Rat) *big.Rat {
	return ys[slices.IndexFunc(ys, func(z *big.Rat) bool { return z.Cmp(y) > 0 })]
}

// upright lists the factors that vanish on all of a value of X between two stacks: they
// change their sign from one to the other and have as many zeros in both.
func upright(left, right *stack) []int {
	if left == nil || right == nil {
		return nil
	}
	var out []int
	for k := range left.bottom {
		count := func(s *stack) (n int) {
			for _, z := range s.zeros {
				if z.factor == k {
					n++
				}
			}
			return n
		}
		if left.bottom[k] != right.bottom[k] && count(left) == count(right) {
			out = append(out, k)
		}
	}
	return out
}

// known is the class of a point by the signs of the factors: Outside where functions
// without a value there leave it open.
func (s *scanner) known(signs []int8) int {
	if allowed, ok := s.truth(s.q.Allowed, signs); !allowed || !ok {
		return Outside
	}
	truth := make([]bool, len(s.q.Conditions))
	for i, c := range s.q.Conditions {
		var ok bool
		if truth[i], ok = s.truth(c, signs); !ok {
			return Outside
		}
	}
	return s.q.Class(truth)
}

// truth decides a formula; ok is false where a function without a value leaves it open.
func (s *scanner) truth(f expr.Formula, signs []int8) (yes, ok bool) {
	switch f.Kind {
	case expr.KAtom:
		r := s.t.sign[f.Atom.P.Key()]
		for _, k := range append(slices.Clone(r.odd), r.even...) {
			if !signed(signs[k]) {
				return false, false
			}
		}
		return s.t.holds(f, signs), true
	case expr.KAnd, expr.KOr:
		decisive := f.Kind == expr.KOr
		ok = true
		for _, a := range f.Args {
			is, known := s.truth(a, signs)
			if known && is == decisive {
				return decisive, true
			}
			ok = ok && known
		}
		return !decisive, ok
	}
	return f.IsTrue(), true
}
