package prove

import (
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// minimise rebuilds a formula from the sign cells of its factors: the
// combinations of signs that the hypotheses allow, each inside or outside of f.
// What no point attains counts neither way, so facts about several factors
// together, which no single literal shows, are used too. The result is the
// cheapest found of f itself, a disjunction of conjunctions and a conjunction of
// disjunctions (two-level minimisation with don't-cares, Quine 1952 and
// McCluskey 1956, on three-valued variables).
func (s *simplifier) minimise(f expr.Formula) expr.Formula {
	if f.Kind != expr.KAnd && f.Kind != expr.KOr {
		if f.Kind != expr.KAtom || s.a.lib.compile(s.ctx, f).kind != nProd {
			return f
		}
	}
	t := s.table(f)
	if t == nil {
		return f
	}
	best, weight := f, s.a.weigh(s.ctx, f)
	for _, g := range [2]expr.Formula{t.cover(true), expr.Not(t.cover(false))} {
		if w := s.a.weigh(s.ctx, g); w.less(weight) {
			best, weight = g, w
		}
	}
	return best
}

// Limits of the table: beyond them a formula stays as it is.
const (
	maxColumns = 7
	maxCells   = 160
	maxTable   = 1 << 14 // cells times subsets of columns
	maxPaired  = 3       // up to so many factors, their pairwise products are tried too
)

// cellTable lists the sign cells of a formula.
type cellTable struct {
	cols  []column
	cells []signCell
}

// column is a factor, or the product of the factors of an atom.
type column struct {
	p        algebra.Poly
	ids      []int32 // of the factors multiplied
	cost     int
	possible SignSet
}

type signCell struct {
	signs []SignSet // by column, single signs
	in    bool
}

// table enumerates the cells, or returns nil when there are too many.
func (s *simplifier) table(f expr.Formula) *cellTable {
	n := s.a.lib.compile(s.ctx, f)
	ids := factorsOf([]*node{n})
	if len(ids) > maxColumns {
		return nil
	}
	t := &cellTable{}
	for _, id := range ids {
		p := s.a.lib.factor(id).p
		t.cols = append(t.cols, column{p: p, ids: []int32{id}, cost: s.a.atomCost(s.ctx, p)})
	}
	base := len(ids)
	product := func(ids ...int32) {
		if len(t.cols) >= maxColumns+3 || slices.ContainsFunc(t.cols, func(c column) bool { return slices.Equal(c.ids, ids) }) {
			return
		}
		p := algebra.IntPoly(1)
		for _, id := range ids {
			p = p.Mul(s.a.lib.factor(id).p)
		}
		t.cols = append(t.cols, column{p: p, ids: ids, cost: s.a.atomCost(s.ctx, p)})
	}
	var products func(n *node)
	products = func(n *node) {
		if n.kind == nProd {
			product(n.ids...)
		}
		for _, a := range n.args {
			products(a)
		}
	}
	products(n)
	if base <= maxPaired {
		for i := range ids {
			for j := range i {
				product(ids[j], ids[i])
			}
		}
	}
	units := min(s.a.opt.Budget, *s.pool)
	if units <= 0 {
		return nil
	}
	q := s.a.query(s.ctx, expr.True(), units)
	q.pinned = ids
	ok := s.enumerate(q, t, n, base, make([]SignSet, 0, len(t.cols)))
	*s.pool -= units - max(q.work.left, 0)
	if !ok {
		return nil
	}
	if len(t.cells)<<len(t.cols) > maxTable { // do without the products
		t.cols = t.cols[:base]
		for i := range t.cells {
			t.cells[i].signs = t.cells[i].signs[:base]
		}
	}
	if len(t.cells)<<len(t.cols) > maxTable {
		return nil
	}
	return t
}

// enumerate walks through the signs of the first base columns.
func (s *simplifier) enumerate(q *search, t *cellTable, n *node, base int, signs []SignSet) bool {
	if k := len(signs); k < base {
		id := t.cols[k].ids[0]
		for _, sign := range [3]SignSet{Neg, Zero, Pos} {
			m := q.mark()
			if q.domain(id)&sign != 0 && q.narrow(id, sign) && q.propagate() {
				if !s.enumerate(q, t, n, base, append(signs, sign)) {
					return false
				}
			}
			q.undo(m)
			if q.work.out() {
				return false
			}
		}
		return true
	}
	c := signCell{signs: slices.Clone(signs)}
	for _, col := range t.cols[base:] {
		p := Pos
		for _, id := range col.ids {
			p = p.Mul(q.domain(id))
		}
		c.signs = append(c.signs, p)
	}
	if !s.inhabited(q, c, base, t) {
		return true
	}
	c.in = q.value(n) == yes
	for k, sign := range c.signs {
		t.cols[k].possible |= sign
	}
	t.cells = append(t.cells, c)
	return len(t.cells) <= maxCells
}

// inhabited reports whether a cell may have a point.
func (s *simplifier) inhabited(q *search, c signCell, base int, t *cellTable) bool {
next:
	for _, p := range s.points {
		for k, sign := range c.signs[:base] {
			if SignOf(p.sign(t.cols[k].ids[0])) != sign {
				continue next
			}
		}
		return true
	}
	m := q.mark()
	q.partial = false
	found := q.branch()
	q.undo(m)
	if found && q.model != nil {
		s.remember(q)
	}
	return found || q.partial
}

// implicant allows some signs in each column.
type implicant struct {
	sets []SignSet
	cost int
}

func (m implicant) covers(c signCell) bool {
	for k, set := range m.sets {
		if c.signs[k]&set == 0 {
			return false
		}
	}
	return true
}

// cover returns a cheap disjunction of conjunctions that holds exactly on the
// cells that are inside (or, for want = false, outside).
func (t *cellTable) cover(want bool) expr.Formula {
	var todo []int
	for i, c := range t.cells {
		if c.in == want {
			todo = append(todo, i)
		}
	}
	switch len(todo) {
	case 0:
		return expr.False()
	case len(t.cells):
		return expr.True()
	}
	var imps []implicant
	for _, i := range todo {
		for k, m := range t.implicants(t.cells[i], want) {
			if (k == 0 || len(imps) < maxImplicants) && !slices.ContainsFunc(imps, func(o implicant) bool { return slices.Equal(o.sets, m.sets) }) {
				imps = append(imps, m)
			}
		}
	}
	chosen := t.choose(imps, todo)
	slices.SortStableFunc(chosen, func(a, b implicant) int { return a.cost - b.cost })
	var or []expr.Formula
	for _, m := range chosen {
		var and []expr.Formula
		for k, set := range m.sets {
			if set == Any {
				continue
			}
			// What occurs in the cells covered is what must be allowed.
			c := plainest(set&t.cols[k].possible, t.cols[k].possible)
			if c == NonZero {
				if met := t.met(m, k, todo); met.single() {
					c = met
				}
			}
			and = append(and, expr.Sign(t.cols[k].p, c.Op()))
		}
		or = append(or, expr.And(and...))
	}
	return expr.Or(or...)
}

// met lists the signs of column k in those of some cells that an implicant covers.
func (t *cellTable) met(m implicant, k int, cells []int) SignSet {
	var set SignSet
	for _, i := range cells {
		if m.covers(t.cells[i]) {
			set |= t.cells[i].signs[k]
		}
	}
	return set
}

// maxImplicants bounds the implicants that are compared. The first one of each
// cell is always among them, so that the cells stay covered.
const maxImplicants = 4 * maxCells

// implicants grows a cell to conjunctions of sign conditions around it that touch
// no cell of the other side: for every minimal set of columns that keeps the
// others out, cheapest first, conditions as weak as possible.
func (t *cellTable) implicants(c signCell, want bool) []implicant {
	n := len(t.cols)
	var others []signCell
	for _, o := range t.cells {
		if o.in != want {
			others = append(others, o)
		}
	}
	masks := t.separating(c, others)
	var out []implicant
	for _, mask := range masks {
		m := implicant{sets: make([]SignSet, n)}
		for k := range n {
			m.sets[k] = Any
			if mask>>k&1 == 1 {
				m.sets[k] = c.signs[k]
				m.cost += t.cols[k].cost
			}
		}
		for k := range n {
			if m.sets[k] == Any {
				continue
			}
			for _, add := range [3]SignSet{Zero, Pos, Neg} {
				old := m.sets[k]
				if m.sets[k] |= add; m.sets[k] == Any || slices.ContainsFunc(others, m.covers) {
					m.sets[k] = old
				}
			}
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b implicant) int { return a.cost - b.cost })
	return out[:min(len(out), maxPrimes)]
}

// separating lists the minimal sets of columns in which a cell differs from all
// others; of a large table only one, found by leaving out dear columns first.
func (t *cellTable) separating(c signCell, others []signCell) []int {
	n := len(t.cols)
	var masks []int
	if len(t.cells)<<n <= maxTable {
		for mask := range 1 << n { // subsets come before their supersets
			if slices.ContainsFunc(masks, func(m int) bool { return m&mask == m }) {
				continue
			}
			if !slices.ContainsFunc(others, func(o signCell) bool { return agrees(o, c, mask) }) {
				masks = append(masks, mask)
			}
		}
		return masks
	}
	order := make([]int, n)
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return t.cols[b].cost - t.cols[a].cost })
	mask := 1<<n - 1
	for _, k := range order {
		if less := mask &^ (1 << k); !slices.ContainsFunc(others, func(o signCell) bool { return agrees(o, c, less) }) {
			mask = less
		}
	}
	return []int{mask}
}

// maxPrimes bounds the implicants of one cell.
const maxPrimes = 4

// agrees reports whether two cells have the same signs in the columns of mask.
func agrees(a, b signCell, mask int) bool {
	for k := range a.signs {
		if mask>>k&1 == 1 && a.signs[k] != b.signs[k] {
			return false
		}
	}
	return true
}

// exhaustive is the largest number of implicants of which all subsets are tried.
const exhaustive = 10

// choose picks implicants that together cover the cells, cheaply.
func (t *cellTable) choose(imps []implicant, todo []int) []implicant {
	if len(imps) <= exhaustive {
		best, bestCost := -1, 0
		for mask := 1; mask < 1<<len(imps); mask++ {
			cost := 0
			for i, m := range imps {
				if mask>>i&1 == 1 {
					cost += m.cost
				}
			}
			if best >= 0 && cost >= bestCost {
				continue
			}
			all := true
			for _, c := range todo {
				hit := false
				for i, m := range imps {
					hit = hit || mask>>i&1 == 1 && m.covers(t.cells[c])
				}
				if !hit {
					all = false
					break
				}
			}
			if all {
				best, bestCost = mask, cost
			}
		}
		var out []implicant
		for i, m := range imps {
			if best>>i&1 == 1 {
				out = append(out, m)
			}
		}
		return out
	}
	// Greedy: most cells for the money, then drop what became superfluous.
	left := slices.Clone(todo)
	var out []implicant
	for len(left) > 0 {
		best, bestHits := -1, 0
		for i, m := range imps {
			hits := 0
			for _, c := range left {
				if m.covers(t.cells[c]) {
					hits++
				}
			}
			if hits > 0 && (best < 0 || hits*imps[best].cost > bestHits*m.cost) {
				best, bestHits = i, hits
			}
		}
		m := imps[best]
		out = append(out, m)
		left = slices.DeleteFunc(left, func(c int) bool { return m.covers(t.cells[c]) })
	}
	for i := 0; i < len(out); {
		rest := slices.Delete(slices.Clone(out), i, i+1)
		if slices.ContainsFunc(todo, func(c int) bool {
			return !slices.ContainsFunc(rest, func(m implicant) bool { return m.covers(t.cells[c]) })
		}) {
			i++
			continue
		}
		out = rest
	}
	return out
}
