package prove

import (
	"math/bits"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// covering decides a conjunction of sign conditions completely, by conflict-
// driven cylindrical algebraic coverings (Ábrahám, Davenport, England and Kremer
// 2021, "Deciding the consistency of non-linear real arithmetic constraints with
// a conflict driven search using cylindrical algebraic coverings"): guess a
// value for one variable after the other; where the next variable has no value
// left, its excluded intervals cover the line, and their projection excludes an
// interval around the last guess. Doubly exponential in the number of variables
// in the worst case.
type covering struct {
	alg   *projector
	cons  []condition
	at    *exact.Tower
	cache []map[int32][]*exact.Root // per level: the roots over the present prefix
	work  *budget
	like  []exact.Rat     // preferred values by variable
	facts []map[int32]int // per level: signs at the present point that are known
}

// condition is a sign condition on a numbered polynomial.
type condition struct {
	id    int32
	set   SignSet
	level int
}

// cell is an interval of one variable over the sample point in which no point
// extends to a solution, with the polynomials that bound it.
type cell struct {
	lo, hi     *exact.Root // nil is infinite
	hasLo      bool        // whether the end itself is excluded too
	hasHi      bool
	polys      []int32 // of this level
	atLo, atHi []int32 // those with a root at the end
	lower      []int32 // of lower levels
	core       bitset  // conditions that exclude it
	cond       int     // the condition that excludes it by itself, or -1
	sample     *exact.Root
	cover      []*cell // what covers the line over the sample
}

type bitset []uint64

func (b *bitset) set(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

func (b *bitset) union(c bitset) {
	for len(*b) < len(c) {
		*b = append(*b, 0)
	}
	for i, w := range c {
		(*b)[i] |= w
	}
}

func (b bitset) each(yield func(int)) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			yield(64*i + bits.TrailingZeros64(w))
		}
	}
}

// signCondition is the input of a covering.
type signCondition struct {
	p   algebra.Poly
	set SignSet
}

// coverResult is a point, or the conditions that exclude each other and the
// cells that show it.
type coverResult struct {
	ans   Answer // Yes: satisfiable
	at    *exact.Tower
	core  []int
	cells []*cell
	order []algebra.Var
	parts map[string]*parted // how projected polynomials factor
}

// runCovering decides whether the conditions hold together somewhere.
func runCovering(conds []signCondition, like []exact.Rat, work *budget) coverResult {
	order := variableOrder(conds)
	c := &covering{alg: newAlgebra(order, work), at: &exact.Tower{}, work: work, like: like}
	c.at.Spend = work.spend
	for _, s := range conds {
		id := c.alg.intern(s.p)
		c.cons = append(c.cons, condition{id, s.set, c.alg.polys[id].level})
	}
	c.cache = make([]map[int32][]*exact.Root, len(order)+1)
	sat, cells := c.cover(0)
	switch {
	case work.out() || c.at.Stopped():
		return coverResult{}
	case sat:
		return coverResult{ans: Yes, at: c.at, order: order}
	}
	r := coverResult{ans: No, cells: cells, order: order, parts: c.alg.parts}
	core := coreOf(cells)
	core.each(func(i int) { r.core = append(r.core, i) })
	return r
}

func coreOf(cells []*cell) bitset {
	var b bitset
	for _, x := range cells {
		b.union(x.core)
	}
	return b
}

// variableOrder puts last, to be projected first, the variables of least degree,
// then of least total degree of the terms they occur in, then in fewest terms
// (Brown 2004).
func variableOrder(conds []signCondition) []algebra.Var {
	type key struct{ deg, total, terms int }
	keys := map[algebra.Var]key{}
	var vars []algebra.Var
	for _, s := range conds {
		for i := range s.p.Terms() {
			_, e := s.p.Term(i)
			total := 0
			for _, k := range e {
				total += int(k)
			}
			for v, k := range e {
				if k > 0 {
					q, ok := keys[v]
					if !ok {
						vars = append(vars, v)
					}
					keys[v] = key{max(q.deg, int(k)), max(q.total, total), q.terms + 1}
				}
			}
		}
	}
	slices.Sort(vars)
	slices.SortStableFunc(vars, func(a, b algebra.Var) int {
		x, y := keys[a], keys[b]
		if x.deg != y.deg {
			return y.deg - x.deg
		}
		if x.total != y.total {
			return y.total - x.total
		}
		return y.terms - x.terms
	})
	return vars
}

// sign is the sign of a polynomial at the present point.
func (c *covering) sign(id int32) int {
	if lv := c.alg.polys[id].level; lv >= 0 && lv < len(c.facts) {
		if s, ok := c.facts[lv][id]; ok {
			return s
		}
	}
	return c.at.Sign(c.alg.polys[id].p)
}

// roots are those of a polynomial of the level above the present point.
func (c *covering) roots(id int32) []*exact.Root {
	lv := c.at.Len()
	if c.cache[lv] == nil {
		c.cache[lv] = map[int32][]*exact.Root{}
	}
	rs, ok := c.cache[lv][id]
	if !ok {
		c.work.spend(10)
		rs, _ = c.at.Roots(c.alg.polys[id].p, c.alg.order[lv])
		c.cache[lv][id] = rs
	}
	return rs
}

func (c *covering) push(r *exact.Root) {
	c.at.PushRoot(c.alg.order[c.at.Len()], r)
	c.cache[c.at.Len()] = nil
}

// cover looks for values of the variables from level lv on. When there are none
// it returns cells that cover the line.
func (c *covering) cover(lv int) (sat bool, cells []*cell) {
	if lv == len(c.alg.order) {
		return true, nil
	}
	var all []*cell
	for i := range c.cons {
		if c.cons[i].level == lv {
			all = append(all, c.excluded(i)...)
		}
	}
	for {
		if !c.work.spend(5) || c.at.Stopped() {
			return false, nil
		}
		chain, sample := c.sweep(all)
		if sample == nil {
			return false, chain
		}
		c.push(sample)
		sat, sub := c.cover(lv + 1)
		if sat {
			return true, nil
		}
		if c.work.out() || c.at.Stopped() {
			return false, nil
		}
		var polys []int32
		if lv+1 < len(c.alg.order) {
			polys = c.project(sub, c.alg.order[lv+1])
		}
		c.at.Pop()
		all = append(all, c.around(lv, sample, polys, sub))
	}
}

// excluded lists the maximal intervals in which condition i fails.
func (c *covering) excluded(i int) []*cell {
	con := c.cons[i]
	var core bitset
	core.set(i)
	roots := c.roots(con.id)
	// Alternate open intervals and roots: 2·k+1 pieces.
	fails := make([]bool, 2*len(roots)+1)
	for k := range fails {
		sign := 0
		if k%2 == 0 {
			var lo, hi *exact.Root
			if k > 0 {
				lo = roots[k/2-1]
			}
			if k/2 < len(roots) {
				hi = roots[k/2]
			}
			c.push(exact.RatRoot(c.at.Between(lo, hi)))
			sign = c.sign(con.id)
			c.at.Pop()
		}
		fails[k] = SignOf(sign)&con.set == 0
	}
	var out []*cell
	for k := 0; k < len(fails); k++ {
		if !fails[k] {
			continue
		}
		start := k
		for k+1 < len(fails) && fails[k+1] {
			k++
		}
		x := &cell{polys: []int32{con.id}, core: core, cond: i}
		if start > 0 {
			x.lo, x.hasLo, x.atLo = roots[(start-1)/2], start%2 == 1, x.polys
		}
		if k < len(fails)-1 {
			x.hi, x.hasHi, x.atHi = roots[k/2], k%2 == 1, x.polys
		}
		out = append(out, x)
	}
	return out
}

// sweep walks along the line. It returns a chain of cells that covers it, or a
// sample that no cell contains.
func (c *covering) sweep(all []*cell) (chain []*cell, sample *exact.Root) {
	var lo *exact.Root // everything up to lo is covered
	hasLo := false     // lo itself too
	started := false   // before the first cell lo stands for -∞
	var pointGap *exact.Root
	var openGap bool
	var gapLo, gapHi *exact.Root
	for {
		if c.at.Stopped() {
			return nil, nil
		}
		// The cell that starts within the covered part and reaches furthest.
		var best *cell
		for _, x := range all {
			if x.lo != nil {
				if !started {
					continue
				}
				if d := c.at.Cmp(x.lo, lo); d > 0 || d == 0 && !hasLo && !x.hasLo {
					continue
				}
			}
			if best == nil || c.further(x, best) {
				best = x
			}
		}
		if best != nil && (best.hi == nil || !started || c.reaches(best, lo, hasLo)) {
			chain = append(chain, best)
			if best.hi == nil {
				break
			}
			lo, hasLo, started = best.hi, best.hasHi, true
			continue
		}
		// A gap: up to the next cell that starts beyond.
		var next *cell
		for _, x := range all {
			if x.lo == nil {
				continue
			}
			if started && c.at.Cmp(x.lo, lo) < 0 {
				continue
			}
			if started && c.at.Cmp(x.lo, lo) == 0 && !c.reaches(x, lo, true) {
				continue
			}
			if next == nil {
				next = x
			} else if d := c.at.Cmp(x.lo, next.lo); d < 0 || d == 0 && x.hasLo && !next.hasLo {
				next = x
			}
		}
		if next != nil && started && c.at.Cmp(next.lo, lo) == 0 {
			if pointGap == nil {
				pointGap = lo
			}
			hasLo = true // go on behind the point
			continue
		}
		var hi *exact.Root
		if next != nil {
			hi = next.lo
		}
		from := lo
		if !started {
			from = nil
		}
		if like, ok := c.preferred(from, hi); ok {
			return nil, exact.RatRoot(like)
		}
		if !openGap {
			openGap, gapLo, gapHi = true, from, hi
		}
		if next == nil {
			break
		}
		lo, hasLo, started = next.lo, true, true
	}
	switch {
	case openGap:
		return nil, exact.RatRoot(c.at.Between(gapLo, gapHi))
	case pointGap != nil:
		return nil, pointGap
	}
	return chain, nil
}

// reaches reports whether x covers something beyond lo.
func (c *covering) reaches(x *cell, lo *exact.Root, hasLo bool) bool {
	if x.hi == nil {
		return true
	}
	d := c.at.Cmp(x.hi, lo)
	return d > 0 || d == 0 && !hasLo && x.hasHi
}

// further reports whether x ends later than y.
func (c *covering) further(x, y *cell) bool {
	switch {
	case y.hi == nil:
		return false
	case x.hi == nil:
		return true
	}
	d := c.at.Cmp(x.hi, y.hi)
	return d > 0 || d == 0 && x.hasHi && !y.hasHi
}

// preferred returns the preferred value of the next variable if it lies strictly
// between two roots.
func (c *covering) preferred(lo, hi *exact.Root) (exact.Rat, bool) {
	var r exact.Rat
	if v := c.alg.order[c.at.Len()]; v < len(c.like) {
		r = c.like[v]
	}
	ok := (lo == nil || c.at.CmpRat(lo, r) < 0) && (hi == nil || c.at.CmpRat(hi, r) > 0)
	return r, ok
}

// around returns the cell around a sample that has no extension, bounded by the
// nearest roots of the projected polynomials.
func (c *covering) around(lv int, sample *exact.Root, polys []int32, sub []*cell) *cell {
	x := &cell{core: coreOf(sub), cond: -1, sample: sample, cover: sub}
	for _, id := range polys {
		if c.alg.polys[id].level < lv {
			x.lower = append(x.lower, id)
			continue
		}
		x.polys = append(x.polys, id)
	}
	exactly := false
	type rooted struct {
		id int32
		r  *exact.Root
	}
	var below, above, on []rooted
	for _, id := range x.polys {
		var lo, hi *exact.Root
		for _, r := range c.roots(id) {
			d := c.at.Cmp(r, sample)
			if d < 0 {
				lo = r
			}
			if d == 0 {
				exactly = true
				on = append(on, rooted{id, r})
			}
			if d > 0 && hi == nil {
				hi = r
			}
		}
		if lo != nil {
			below = append(below, rooted{id, lo})
		}
		if hi != nil {
			above = append(above, rooted{id, hi})
		}
	}
	if exactly {
		x.lo, x.hi, x.hasLo, x.hasHi = on[0].r, on[0].r, true, true
		for _, e := range on {
			x.atLo = append(x.atLo, e.id)
		}
		x.atHi = x.atLo
		return x
	}
	for _, e := range below {
		if x.lo == nil || c.at.Cmp(e.r, x.lo) > 0 {
			x.lo, x.atLo = e.r, nil
		}
		if c.at.Cmp(e.r, x.lo) == 0 {
			x.atLo = append(x.atLo, e.id)
		}
	}
	for _, e := range above {
		if x.hi == nil || c.at.Cmp(e.r, x.hi) < 0 {
			x.hi, x.atHi = e.r, nil
		}
		if c.at.Cmp(e.r, x.hi) == 0 {
			x.atHi = append(x.atHi, e.id)
		}
	}
	// Where only conditions that fail on closed sets exclude the interior, they
	// exclude the ends as well.
	closed := true
	x.core.each(func(i int) { closed = closed && c.cons[i].set&Zero == 0 })
	x.hasLo = closed && x.lo != nil
	x.hasHi = closed && x.hi != nil
	return x
}
