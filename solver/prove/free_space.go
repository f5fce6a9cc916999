package prove

import (
	"slices"
	"strconv"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// freeSpace divides the space of the free variables of a quantified formula into
// cells on which its truth is constant: a cylindrical algebraic decomposition
// (Collins 1975) whose polynomials are only those that a covering over some
// sample asked for, and their local projections. Cells are cut no further than
// truth requires (partial decomposition, Collins and Hong 1991).
type freeSpace struct {
	*quantified
	body, ground *node // ground: hypotheses on the free variables alone

	levels [][]int32          // the polynomials that cut each level, in order of arrival
	on     []map[int32]bool   // the same as sets
	values map[string]verdict // answers by sample
	used   map[string][]exact.Rat
	cells  []freeCell
}

// verdict is what is known over a sample: the answer and the polynomials that it
// depends on.
type verdict struct {
	side side
	why  []int32
}

// side says where a cell lies: in the set described, outside, or where the
// hypotheses fail and nobody asks.
type side uint8

const (
	outside side = iota
	inside
	elsewhere
)

// freeCell is a cell of the decomposition. A cell that is settled before its
// last variables is a cylinder over them.
type freeCell struct {
	side   side
	path   []int       // its position along each level: odd positions are roots
	signs  [][]SignSet // of the polynomials of each level
	stacks []*stack    // the lines on which it lies
}

// stack lists for each root of a line the polynomials of the level that vanish
// there.
type stack struct {
	roots []*exact.Root
	on    [][]int32
}

// maxFreeCells bounds a decomposition.
const maxFreeCells = 20_000

// newFreeSpace prepares the decomposition of the space in which vars are
// quantified.
func newFreeSpace(a *Assumptions, vars []algebra.Var, body, ground *node, work *budget) *freeSpace {
	q := newQuantified(a.lib, vars, []*node{body, ground}, work)
	q.like, q.facts = a.base.prefer, make([]map[int32]int, q.free)
	d := &freeSpace{quantified: q, body: body, ground: ground, levels: make([][]int32, q.free),
		on: make([]map[int32]bool, q.free), values: map[string]verdict{}, used: map[string][]exact.Rat{}}
	for i := range d.on {
		d.on[i] = map[int32]bool{}
	}
	return d
}

// solve describes the cells inside; false means that a budget ran out.
func (d *freeSpace) solve(a *Assumptions) (expr.Formula, bool) {
	for d.decompose() {
		g, clash, apart, ok := d.describe(a)
		switch {
		case !ok:
			return expr.Formula{}, false
		case apart:
			return g, true
		case !d.separate(d.cells[clash[0]], d.cells[clash[1]]):
			return expr.Formula{}, false
		}
	}
	return expr.Formula{}, false
}

// prefixKey names the present sample.
func prefixKey(parts []string) string { return strings.Join(parts, " ") }

// add has polynomials cut their levels and reports whether any of them is new.
func (d *freeSpace) add(ids ...int32) bool {
	grown := false
	for _, id := range ids {
		if lv := d.alg.polys[id].level; lv >= 0 && !d.on[lv][id] {
			d.on[lv][id] = true
			d.levels[lv] = append(d.levels[lv], id)
			grown = true
		}
	}
	return grown
}

// decompose fills cells; false means that a budget ran out.
func (d *freeSpace) decompose() bool {
	for {
		before := d.size()
		d.cells = d.cells[:0]
		d.add(d.cylinder(freeCell{}, nil)...)
		switch {
		case d.stopped() || len(d.cells) > maxFreeCells:
			return false
		case d.size() == before:
			return true
		}
	}
}

func (d *freeSpace) size() int {
	n := 0
	for _, l := range d.levels {
		n += len(l)
	}
	return n
}

// settled is the verdict over the present point, if there is one already.
func (d *freeSpace) settled(key []string) (verdict, bool) {
	if t, why := d.judge(d.ground); t == no {
		return verdict{elsewhere, why}, true
	}
	switch t, why := d.judge(d.body); t {
	case yes:
		return verdict{inside, why}, true
	case no:
		return verdict{outside, why}, true
	}
	if d.at.Len() < d.free {
		return verdict{}, false
	}
	k := prefixKey(key)
	v, ok := d.values[k]
	if !ok {
		found, why := d.exists(d.body)
		v = verdict{outside, why}
		if found {
			v.side = inside
		}
		d.values[k] = v
	}
	return v, true
}

// cylinder lists the cells over the present point and returns the polynomials,
// in its variables, that must keep their signs for the cells to stay as they are.
func (d *freeSpace) cylinder(c freeCell, key []string) []int32 {
	if !d.work.spend(5) || len(d.cells) > maxFreeCells {
		return nil
	}
	if v, ok := d.settled(key); ok {
		c.side = v.side
		d.cells = append(d.cells, c)
		return v.why
	}
	lv := d.at.Len()
	first := len(d.cells)
	for {
		d.cells = d.cells[:first]
		var needs polySet
		st := d.line(lv)
		// Sectors first: over their samples, which are rational, most polynomials
		// come up that the roots, which may be irrational, will ask for.
		signs := make([][]SignSet, 2*len(st.roots)+1)
		grown := false
		for k := 0; k < len(signs) && !grown; k += 2 {
			sample, name := d.sector(lv, st, k/2, key)
			d.push(sample)
			signs[k] = make([]SignSet, len(d.levels[lv]))
			for i, id := range d.levels[lv] {
				signs[k][i] = SignOf(d.sign(id))
			}
			grown = d.over(lv, st, k, signs[k], name, c, key, &needs)
		}
		for k := 1; k < len(signs) && !grown; k += 2 {
			// A root has the signs of the sector before it, but for the
			// polynomials that vanish there.
			signs[k] = slices.Clone(signs[k-1])
			for i, id := range d.levels[lv] {
				if slices.Contains(st.on[k/2], id) {
					signs[k][i] = Zero
				}
			}
			d.push(st.roots[k/2])
			grown = d.over(lv, st, k, signs[k], d.rootName(st, k/2), c, key, &needs)
		}
		switch {
		case d.stopped():
			return nil
		case !grown:
			d.delineate(lv, st, &needs)
			return needs.ids
		}
	}
}

// over lists the cells over piece k of a line, on whose sample the point stands
// already, and steps back. It reports whether they ask for polynomials that cut
// the line anew; others that they need are added to needs.
func (d *freeSpace) over(lv int, st *stack, k int, signs []SignSet, name string, c freeCell, key []string, needs *polySet) bool {
	d.facts[lv] = map[int32]int{}
	for i, id := range d.levels[lv] {
		d.facts[lv][id] = signs[i].sign()
	}
	why := d.cylinder(freeCell{
		path:   append(slices.Clip(c.path), k),
		signs:  append(slices.Clip(c.signs), signs),
		stacks: append(slices.Clip(c.stacks), st),
	}, append(slices.Clip(key), name))
	d.at.Pop()
	d.facts[lv] = nil
	grown := false
	for _, id := range why {
		if d.alg.polys[id].level < lv {
			needs.add(id)
		} else if d.add(id) {
			grown = true
		}
	}
	return grown || d.stopped()
}

// line finds the roots over the present point of the polynomials of a level.
func (d *freeSpace) line(lv int) *stack {
	type rooted struct {
		r  *exact.Root
		id int32
	}
	var all []rooted
	for _, id := range d.levels[lv] {
		for _, r := range d.roots(id) {
			all = append(all, rooted{r, id})
		}
	}
	slices.SortStableFunc(all, func(a, b rooted) int { return d.at.Cmp(a.r, b.r) })
	st := &stack{}
	for _, x := range all {
		if n := len(st.roots); n > 0 && d.at.Cmp(st.roots[n-1], x.r) == 0 {
			st.on[n-1] = append(st.on[n-1], x.id)
			continue
		}
		st.roots = append(st.roots, x.r)
		st.on = append(st.on, []int32{x.id})
	}
	return st
}

// sector chooses a sample of an open interval of a line: one that was used over
// the same point before, so that its answer is known, the preferred one, or a
// simple one.
func (d *freeSpace) sector(lv int, st *stack, k int, key []string) (*exact.Root, string) {
	var lo, hi *exact.Root
	if k > 0 {
		lo = st.roots[k-1]
	}
	if k < len(st.roots) {
		hi = st.roots[k]
	}
	prefix := prefixKey(key)
	for _, x := range d.used[prefix] {
		if (lo == nil || d.at.CmpRat(lo, x) < 0) && (hi == nil || d.at.CmpRat(hi, x) > 0) {
			return exact.RatRoot(x), x.String()
		}
	}
	x, ok := d.preferred(lo, hi)
	if !ok {
		x = d.at.Between(lo, hi)
	}
	d.used[prefix] = append(d.used[prefix], x)
	return exact.RatRoot(x), x.String()
}

// rootName identifies a root of a line whatever else cuts it.
func (d *freeSpace) rootName(st *stack, k int) string {
	id := st.on[k][0]
	n := 0
	for i := range k {
		if slices.Contains(st.on[i], id) {
			n++
		}
	}
	return "p" + strconv.Itoa(int(id)) + "#" + strconv.Itoa(n)
}

// delineate adds the local projection of all polynomials of a level: while it
// keeps its signs, the roots stay apart that are apart and together that are
// together (Collins 1975, theorem 4).
func (d *freeSpace) delineate(lv int, st *stack, needs *polySet) {
	v := d.alg.order[lv]
	reduced := map[int32]algebra.Poly{}
	for _, id := range d.levels[lv] {
		f := d.reductum(d.alg.polys[id].p, v, needs)
		reduced[id] = f
		if f.Degree(v) > 1 {
			d.gcdDegree(f, f.Derivative(v), v, needs)
		}
	}
	pair := func(p, q int32) {
		if p == q {
			return
		}
		f, g := reduced[min(p, q)], reduced[max(p, q)]
		if f.Degree(v) > 0 && g.Degree(v) > 0 {
			d.gcdDegree(f, g, v, needs)
		}
	}
	for i, on := range st.on {
		for k := 1; k < len(on); k++ {
			pair(on[k-1], on[k])
		}
		if i > 0 { // all of a root stay together, so one of each will do
			pair(st.on[i-1][0], on[0])
		}
	}
}

// separate has a derivative cut the level at which two cells part that no sign
// tells apart: with all derivatives of its polynomials, the signs on a line
// determine the cell (Thom's lemma; Coste and Roy 1988). It reports whether
// there was one to add.
func (d *freeSpace) separate(a, b freeCell) bool {
	lv := 0
	for lv < min(len(a.path), len(b.path)) && a.path[lv] == b.path[lv] {
		lv++
	}
	if lv == min(len(a.path), len(b.path)) {
		return false
	}
	from, to := min(a.path[lv], b.path[lv]), max(a.path[lv], b.path[lv])
	v := d.alg.order[lv]
	var between polySet
	for k, on := range a.stacks[lv].on {
		if from <= 2*k+1 && 2*k+1 <= to {
			between.add(on...)
		}
	}
	slices.SortStableFunc(between.ids, func(p, q int32) int {
		return d.alg.polys[p].p.Degree(v) - d.alg.polys[q].p.Degree(v)
	})
	for _, id := range between.ids {
		for p := d.alg.polys[id].p.Derivative(v); p.Degree(v) > 0; p = p.Derivative(v) {
			if d.add(d.alg.factors(p)...) {
				return true
			}
		}
	}
	return false
}
