package prove

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
)

// Condense returns a formula that is equivalent to f at every point of the
// hypotheses and has less to read, or f: the cheapest found among disjunctions of
// prime implicants of f and negated ones of its negation. It is for formulas with
// more factors than Simplify can list sign cells of. Instead of cells it asks for
// points: one that no conjunction covers yet gives the signs of a new conjunction,
// from which literals are left out as long as the rest is proved to imply f; when
// no such point is left, by proof, the disjunction is complete (the enumeration of
// prime implicants by a decision procedure, Déharbe, Fontaine, Le Berre and Mazure
// 2013, on three-valued variables and modulo the reals). What cannot be proved
// within the budget leaves f as it is.
func (a *Assumptions) Condense(ctx context.Context, f expr.Formula, units int) expr.Formula {
	if a.contradictory || f.Size() < longSize {
		return f
	}
	best, w := f, a.weigh(ctx, f)
	for left := units; left > 0; {
		c := &condenser{ctx: ctx, a: a, left: left, nvars: a.base.nvars}
		g := c.shortest(best, w)
		v := a.weigh(ctx, g)
		if !v.less(w) {
			break
		}
		if g = a.Simplify(ctx, g); a.weigh(ctx, g).less(v) {
			v = a.weigh(ctx, g)
		}
		best, w, left = g, v, c.left
	}
	return best
}

// shortest is the best of several covers of a formula and of its negation.
func (c *condenser) shortest(f expr.Formula, w weight) expr.Formula {
	for _, v := range f.Vars() {
		c.nvars = max(c.nvars, v+1)
	}
	in, out := c.a.lib.compile(c.ctx, f), c.a.lib.compile(c.ctx, expr.Not(f))
	if !c.columns(in) {
		return f
	}
	// Cases read better than exceptions, which have to be a good deal shorter.
	best := f
	for _, inside := range [2]bool{true, false} {
		most := w
		if !inside && !best.Equal(f) {
			most.cost = most.cost * 3 / 4
		}
		for _, order := range c.orders() {
			g, ok := c.cover(in, out, order, most.cost)
			if !ok {
				continue
			}
			if !inside {
				g = expr.Not(g)
			}
			if v := c.a.weigh(c.ctx, g); v.less(most) {
				best, w, most = g, v, v
			}
		}
		in, out = out, in
	}
	return best
}

// Limits of condensing.
const (
	longSize        = 8
	questionUnits   = 40_000 // for one question
	condenseColumns = 48
	keptLemmas      = 500
	keptModels      = 300
)

// condenser asks many questions about the same factors. What refutes one often
// refutes others, and points answer many, so it keeps lemmas and models.
type condenser struct {
	ctx    context.Context
	a      *Assumptions
	cols   []column
	nvars  int
	left   int
	lemmas []lemma
	points []*point
}

// columns lists the factors of a formula and the products that it compares, or
// returns false when there are too many.
func (c *condenser) columns(n *node) bool {
	seen := map[string]bool{}
	add := func(ids []int32) {
		p := algebra.IntPoly(1)
		dom := Pos
		for _, id := range ids {
			p = p.Mul(c.a.lib.factor(id).p)
			dom = dom.Mul(c.a.base.domain(id))
		}
		if key := p.Key(); !seen[key] {
			seen[key] = true
			c.cols = append(c.cols, column{p: p, ids: ids, cost: c.a.atomCost(c.ctx, p), possible: dom})
		}
	}
	for _, id := range factorsOf([]*node{n}) {
		add([]int32{id})
	}
	var products func(n *node)
	products = func(n *node) {
		if n.kind == nProd {
			add(n.ids)
		}
		for _, a := range n.args {
			products(a)
		}
	}
	products(n)
	return len(c.cols) <= condenseColumns
}

// orders lists the orders in which columns are left out of conjunctions: dear ones
// first, and single factors before products, which stay where two factors
// change their signs together.
func (c *condenser) orders() [][]int {
	dear, single := make([]int, len(c.cols)), make([]int, len(c.cols))
	for k := range c.cols {
		dear[k], single[k] = k, k
	}
	slices.SortStableFunc(dear, func(i, j int) int { return c.cols[j].cost - c.cols[i].cost })
	slices.SortStableFunc(single, func(i, j int) int {
		if a, b := len(c.cols[i].ids), len(c.cols[j].ids); min(a, 2) != min(b, 2) {
			return a - b
		}
		return c.cols[j].cost - c.cols[i].cost
	})
	if slices.Equal(dear, single) {
		return [][]int{dear}
	}
	cheap := slices.Clone(single)
	slices.SortStableFunc(cheap, func(i, j int) int {
		if a, b := len(c.cols[i].ids), len(c.cols[j].ids); min(a, 2) != min(b, 2) {
			return a - b
		}
		return c.cols[i].cost - c.cols[j].cost
	})
	return [][]int{cheap, single, dear}
}

// literal is the condition that column k has a sign in set.
func (c *condenser) literal(k int, set SignSet) *node {
	col := c.cols[k]
	if len(col.ids) == 1 {
		c.a.lib.mu.Lock()
		defer c.a.lib.mu.Unlock()
		return c.a.lib.lit(col.ids[0], set)
	}
	switch {
	case set == Any:
		return trueNode
	case set == 0:
		return falseNode
	}
	return &node{kind: nProd, ids: col.ids, set: set}
}

// allows lists the conditions of a conjunction.
func (c *condenser) allows(m []SignSet) []*node {
	var out []*node
	for k, set := range m {
		if set != Any {
			out = append(out, c.literal(k, set))
		}
	}
	return out
}

// denies is the condition that a conjunction does not hold.
func (c *condenser) denies(m []SignSet) *node {
	var out []*node
	for k, set := range m {
		if set != Any {
			out = append(out, c.literal(k, Any&^set))
		}
	}
	return orNode(out...)
}

// ask looks for a point of the hypotheses and some conditions.
func (c *condenser) ask(roots ...*node) (Answer, *point) {
	for _, p := range c.points {
		if !slices.ContainsFunc(roots, func(n *node) bool { return !c.a.base.holds(n, p) }) {
			return Yes, p
		}
	}
	units := min(questionUnits, c.left)
	if units <= 0 {
		return Unknown, nil
	}
	s := c.a.base.clone(newBudget(c.ctx, units))
	s.lemmas = append(s.lemmas, c.lemmas...)
	known := len(s.lemmas)
	s.roots, s.nvars = append(s.roots, roots...), c.nvars
	ans := s.solve()
	c.left -= 50 + units - max(s.work.left, 0)
	if fresh := s.lemmas[known:]; len(c.lemmas)+len(fresh) <= keptLemmas {
		c.lemmas = append(c.lemmas, fresh...)
	}
	if ans != Yes {
		return ans, nil
	}
	var p *point
	if at, ok := s.model.Rational(); ok {
		p = c.a.point(at, s.nvars)
	} else {
		p = &point{lib: c.a.lib, tower: s.model.tower, signs: map[int32]int{}}
	}
	if len(c.points) < keptModels {
		c.points = append(c.points, p)
	}
	return Yes, p
}

// refuted reports whether some conditions are proved to hold nowhere together.
func (c *condenser) refuted(roots ...*node) bool {
	ans, _ := c.ask(roots...)
	return ans == No
}

// cover describes where in holds, and out does not, by a disjunction of
// conjunctions; ok is false when it gets dearer than most, or the budget ends.
func (c *condenser) cover(in, out *node, order []int, most int) (f expr.Formula, ok bool) {
	var chosen [][]SignSet
	without := []*node{in}
	cost := 0
	// Conjunctions of open cells come first: most boundaries come with them.
	for _, open := range [2]bool{true, false} {
		for {
			roots := slices.Clone(without)
			if open {
				for k, col := range c.cols {
					if len(col.ids) == 1 {
						roots = append(roots, c.literal(k, NonZero))
					}
				}
			}
			ans, p := c.ask(roots...)
			if ans == No {
				break
			}
			if ans == Unknown {
				if open {
					break
				}
				return f, false
			}
			m := c.prime(p, out, order)
			for k, set := range m {
				if set != Any {
					cost += c.cols[k].cost
				}
			}
			if cost > 3*most {
				return f, false
			}
			chosen = append(chosen, m)
			without = append(without, c.denies(m))
		}
	}
	chosen = c.irredundant(chosen)
	c.strengthen(chosen)
	return c.formula(chosen), true
}

// prime is a conjunction that holds at a point, is proved to exclude out, and of
// which no literal is known to be superfluous or too strong.
func (c *condenser) prime(p *point, out *node, order []int) []SignSet {
	m := make([]SignSet, len(c.cols))
	for k, col := range c.cols {
		sign := Pos
		for _, id := range col.ids {
			sign = sign.Mul(SignOf(p.sign(id)))
		}
		m[k] = sign
		if sign == col.possible {
			m[k] = Any
		}
	}
	try := func(k int, set SignSet) bool {
		old := m[k]
		m[k] = set
		if c.refuted(append(c.allows(m), out)...) {
			return true
		}
		m[k] = old
		return false
	}
	for _, k := range order {
		if m[k] != Any {
			try(k, Any)
		}
	}
	for _, k := range order {
		for _, add := range [3]SignSet{Zero, Pos, Neg} {
			if more := m[k] | add; m[k] != Any && more != m[k] && more != Any {
				try(k, more)
			}
		}
	}
	return m
}

// irredundant leaves out, dear ones first, what the others cover.
func (c *condenser) irredundant(ms [][]SignSet) [][]SignSet {
	cost := func(m []SignSet) int {
		n := 0
		for k, set := range m {
			if set != Any {
				n += c.cols[k].cost
			}
		}
		return n
	}
	slices.SortStableFunc(ms, func(a, b []SignSet) int { return cost(b) - cost(a) })
	for i := 0; i < len(ms); {
		if rest := slices.Delete(slices.Clone(ms), i, i+1); c.refuted(append(c.deniesAll(rest), c.allows(ms[i])...)...) {
			ms = rest
		} else {
			i++
		}
	}
	slices.Reverse(ms)
	return ms
}

func (c *condenser) deniesAll(ms [][]SignSet) []*node {
	var out []*node
	for _, m := range ms {
		out = append(out, c.denies(m))
	}
	return out
}

// strengthen replaces weak comparisons by strict ones and by equations where the
// others cover what is lost.
func (c *condenser) strengthen(ms [][]SignSet) {
	for i, m := range ms {
		rest := c.deniesAll(slices.Delete(slices.Clone(ms), i, i+1))
		for k, set := range m {
			if set == Any || set.single() {
				continue
			}
			for _, lost := range [3]SignSet{NonZero, Zero, Neg} {
				if left := set &^ lost; left != 0 && left != set {
					m[k] = set & lost
					gone := c.refuted(append(slices.Clone(rest), c.allows(m)...)...)
					m[k] = set
					if gone {
						m[k] = left
						break
					}
				}
			}
		}
	}
}

// formula writes a disjunction of conjunctions, with what several have in common
// in front and what is short before what is long.
func (c *condenser) formula(ms [][]SignSet) expr.Formula {
	var best literalOf
	gain := 0
	count := map[literalOf]int{}
	for _, m := range ms {
		for k, set := range m {
			if set == Any {
				continue
			}
			x := literalOf{k, set}
			count[x]++
			if g := (count[x] - 1) * c.cols[k].cost; g > gain {
				best, gain = x, g
			}
		}
	}
	var or []expr.Formula
	if gain > 0 {
		var with, rest [][]SignSet
		for _, m := range ms {
			if m[best.k] != best.set {
				rest = append(rest, m)
				continue
			}
			m = slices.Clone(m)
			m[best.k] = Any
			with = append(with, m)
		}
		or = append(or, expr.And(c.atom(best), c.formula(with)))
		if len(rest) > 0 {
			or = append(or, c.formula(rest).Disjuncts()...)
		}
	} else {
		for _, m := range ms {
			var and []expr.Formula
			for k, set := range m {
				if set != Any {
					and = append(and, c.atom(literalOf{k, set}))
				}
			}
			or = append(or, expr.And(and...))
		}
	}
	slices.SortStableFunc(or, func(f, g expr.Formula) int { return f.Size() - g.Size() })
	return expr.Or(or...)
}

// literalOf is a literal of a column.
type literalOf struct {
	k   int
	set SignSet
}

func (c *condenser) atom(x literalOf) expr.Formula {
	col := c.cols[x.k]
	return expr.Sign(col.p, plainest(x.set&col.possible, col.possible).Op())
}
