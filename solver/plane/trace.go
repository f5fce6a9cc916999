package plane

import (
	"context"
	"math"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// tracer draws the cells of a division of a window.
type tracer struct {
	*division
	frame []bool // factors that are an edge of the window and nothing else
	// Of each column the arcs of the lower and the upper edge; of each fence the nodes.
	arcLo, arcHi   []int
	nodeLo, nodeHi []int
	// from and to are the nodes where the arcs of a column begin and end.
	from, to [][]int
	lines    map[[2]int][]Vec
}

func newTracer(d *division) *tracer {
	t := &tracer{division: d, frame: make([]bool, len(d.t.list)), lines: make(map[[2]int][]Vec)}
	lo, hi := t.edge(d.w.YLo), t.edge(d.w.YHi)
	for _, c := range d.columns {
		isFactor := func(i int) func(arc) bool { return func(a arc) bool { return a.factor == i } }
		t.arcLo = append(t.arcLo, slices.IndexFunc(c.arcs, isFactor(lo)))
		t.arcHi = append(t.arcHi, slices.IndexFunc(c.arcs, isFactor(hi)))
	}
	for _, f := range d.fences {
		has := func(i int) func(node) bool { return func(n node) bool { return slices.Contains(n.factors, i) } }
		t.nodeLo = append(t.nodeLo, slices.IndexFunc(f.nodes, has(lo)))
		t.nodeHi = append(t.nodeHi, slices.IndexFunc(f.nodes, has(hi)))
	}
	for i := range d.columns {
		t.from = append(t.from, t.ends(i, i))
		t.to = append(t.to, t.ends(i, i+1))
	}
	return t
}

// edge is the factor of an edge of the window.
func (t *tracer) edge(y *big.Rat) int {
	r := algebra.FromRat(y)
	p, _ := algebra.Variable(t.t.y).Mul(r.Den()).Sub(r.Num()).Primitive()
	i := slices.IndexFunc(t.t.list, p.Equal)
	used := func(f algebra.Poly) bool {
		return slices.Contains(t.t.rule(f).odd, i) || slices.Contains(t.t.rule(f).even, i)
	}
	t.frame[i] = true
	for _, f := range t.atoms() {
		if used(f) {
			t.frame[i] = false
		}
	}
	return i
}

// atoms lists the polynomials of the question.
func (t *tracer) atoms() []algebra.Poly {
	var out []algebra.Poly
	for _, f := range append(slices.Clone(t.q.Conditions), t.q.Allowed) {
		f.Atoms(func(a expr.Atom) { out = append(out, a.P) })
	}
	return out
}

// ends finds the nodes over a fence at which the arcs of a column end, as numbers of
// nodes by numbers of arcs; only those within the window are right. Between the cuts
// of the fence and near enough to it nothing vanishes on the cuts, so that the arcs
// between two cuts all go to the node between them. Nothing is right when the context
// has ended.
func (t *tracer) ends(col, fenceAt int) []int {
	c, f := &t.columns[col], &t.fences[fenceAt]
	cuts := f.cuts[t.nodeLo[fenceAt]+1 : t.nodeHi[fenceAt]+1]
	var along []exact.Univariate
	for i, p := range t.t.list {
		if t.t.flat[i] {
			continue
		}
		for _, y := range cuts {
			u, _ := exact.ToUnivariate(p.At(t.t.y, y.Big()), t.t.x)
			if u.Degree() > 0 {
				along = append(along, u)
			}
		}
	}
	x, r := c.x, f.x
	for iv := r.Interval(); x.Cmp(iv.Lo) >= 0 && x.Cmp(iv.Hi) <= 0; iv = r.Interval() {
		r = r.Refine()
	}
	for t.ctx.Err() == nil {
		iv := r.Interval()
		near := exact.Interval{Lo: iv.Lo, Hi: x}
		if x.Cmp(iv.Lo) < 0 {
			near = exact.Interval{Lo: x, Hi: iv.Hi}
		}
		if !slices.ContainsFunc(along, func(u exact.Univariate) bool { return vanishes(u, near) }) {
			break
		}
		// Eight times nearer, and the critical value that much sharper.
		end := iv.Hi
		if x.Cmp(iv.Lo) < 0 {
			end = iv.Lo
		}
		x = end.Add(x.Sub(end).Quo(exact.RatInt(8)))
		r = r.RefineTo(x.Sub(end).Abs().Quo(exact.RatInt(16)))
	}
	tower := t.tower()
	tower.PushRat(t.t.x, x)
	roots := make(map[int][]*exact.Root)
	out := make([]int, len(c.arcs))
	for i, a := range c.arcs {
		if i < t.arcLo[col] || i > t.arcHi[col] {
			continue
		}
		if roots[a.factor] == nil {
			roots[a.factor], _ = tower.Roots(t.t.list[a.factor], t.t.y)
		}
		if tower.Stopped() {
			return out
		}
		out[i] = t.nodeLo[fenceAt]
		for _, y := range cuts {
			if tower.CmpRat(roots[a.factor][a.k], y) > 0 {
				out[i]++
			}
		}
	}
	return out
}

// vanishes reports whether a polynomial may vanish on a closed interval.
func vanishes(u exact.Univariate, iv exact.Interval) bool {
	if u.Sign(iv.Lo) == 0 || u.Sign(iv.Hi) == 0 {
		return true
	}
	return u.SignOn(iv) == 0
}

// trace is an arc of a column as a polyline, from left to right.
func (t *tracer) trace(col, i int) []Vec {
	if l, ok := t.lines[[2]int{col, i}]; ok {
		return l
	}
	left, right := &t.fences[col], &t.fences[col+1]
	a := t.columns[col].arcs[i]
	p := t.t.list[a.factor]
	first := Vec{left.at, left.nodes[t.from[col][i]].y}
	last := Vec{right.at, right.nodes[t.to[col][i]].y}
	out := []Vec{first}
	if !t.straight(p) {
		near := exact.RatBig(new(big.Rat).Sub(t.w.XHi, t.w.XLo)).Mul(exact.RatFrac(1, 1<<24))
		lo, hi := left.x.RefineTo(near).Interval().Hi, right.x.RefineTo(near).Interval().Lo
		for l, r := left.x, right.x; lo.Cmp(hi) >= 0; {
			l, r = l.Refine(), r.Refine()
			lo, hi = l.Interval().Hi, r.Interval().Lo
		}
		at := func(share exact.Rat) Vec {
			x := lo.Add(hi.Sub(lo).Mul(share))
			fx, _ := x.Big().Float64()
			tower := t.tower()
			tower.PushRat(t.t.x, x)
			roots, _ := tower.Roots(p, t.t.y)
			if tower.Stopped() {
				return first
			}
			return Vec{fx, t.value(tower, roots[a.k])}
		}
		var refine func(from, to exact.Rat, u, v Vec, depth int)
		refine = func(from, to exact.Rat, u, v Vec, depth int) {
			middle := from.Add(to).Quo(exact.RatInt(2))
			m := at(middle)
			if t.ctx.Err() == nil && depth < maxDepth && (depth < 2 || t.off(u, m, v) > Tolerance/4) {
				refine(from, middle, u, m, depth+1)
				refine(middle, to, m, v, depth+1)
				return
			}
			out = append(out, m, v)
		}
		refine(exact.Rat{}, exact.RatInt(1), first, last, 0)
	} else {
		out = append(out, last)
	}
	t.lines[[2]int{col, i}] = out
	return out
}

// maxDepth bounds how often the halves of an arc are halved.
const maxDepth = 20

// straight reports whether the zero set of a polynomial is a straight line.
func (t *tracer) straight(p algebra.Poly) bool {
	if slices.ContainsFunc(p.Vars(), func(v algebra.Var) bool { return v != t.t.x && v != t.t.y }) {
		return false
	}
	for i := range p.Terms() {
		_, e := p.Term(i)
		n := 0
		for _, k := range e {
			n += int(k)
		}
		if n > 1 {
			return false
		}
	}
	return true
}

// off is how far m is from the line through u and v, as a share of the window.
func (t *tracer) off(u, m, v Vec) float64 {
	width, _ := new(big.Rat).Sub(t.w.XHi, t.w.XLo).Float64()
	height, _ := new(big.Rat).Sub(t.w.YHi, t.w.YLo).Float64()
	dx, dy := (v.X-u.X)/width, (v.Y-u.Y)/height
	mx, my := (m.X-u.X)/width, (m.Y-u.Y)/height
	if d := math.Hypot(dx, dy); d > 0 {
		return math.Abs(dx*my-dy*mx) / d
	}
	return math.Hypot(mx, my)
}

// sector is the sector of a column that lies beside a gap of a fence; ends are the
// nodes there of the column's arcs.
func (t *tracer) sector(col int, ends []int, gap int) int {
	for i := t.arcLo[col] + 1; i <= t.arcHi[col]; i++ {
		if ends[i-1] < gap && ends[i] >= gap {
			return t.columns[col].sectors[i]
		}
	}
	return Outside
}

// beside are the classes to the left and the right of a gap of a fence.
func (t *tracer) beside(f, gap int) (left, right int) {
	left, right = Outside, Outside
	if f > 0 {
		left = t.sector(f-1, t.to[f-1], gap)
	}
	if f < len(t.columns) {
		right = t.sector(f, t.from[f], gap)
	}
	return left, right
}

// edge of a region: from one node to another, with its interior on the left.
type edge struct {
	to   [2]int
	line []Vec
}

// regions collects the open cells by class, with their outlines.
func (t *tracer) regions(ctx context.Context) ([]Region, error) {
	out := make(map[int]*Region)
	edges := make(map[int]map[[2]int][]edge)
	order := make(map[int][][2]int) // the nodes at which edges begin, as they came
	add := func(class int, from, to [2]int, line []Vec) {
		if class == Outside {
			return
		}
		if edges[class] == nil {
			edges[class] = make(map[[2]int][]edge)
		}
		if edges[class][from] == nil {
			order[class] = append(order[class], from)
		}
		edges[class][from] = append(edges[class][from], edge{to, line})
	}
	for c := range t.columns {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		col := &t.columns[c]
		lo, hi := t.arcLo[c], t.arcHi[c]
		for i := lo; i <= hi; i++ {
			below, above := Outside, Outside
			if i > lo {
				below = col.sectors[i]
				if below != Outside && out[below] == nil {
					out[below] = &Region{Class: below, Sample: [2]*big.Rat{col.x.Big(), col.samples[i].Big()}}
				}
			}
			if i < hi {
				above = col.sectors[i+1]
			}
			if below == above {
				continue
			}
			line := t.trace(c, i)
			from, to := [2]int{c, t.from[c][i]}, [2]int{c + 1, t.to[c][i]}
			add(above, from, to, line)
			if below != Outside {
				back := slices.Clone(line)
				slices.Reverse(back)
				add(below, to, from, back)
			}
		}
	}
	for f := range t.fences {
		for gap := t.nodeLo[f] + 1; gap <= t.nodeHi[f]; gap++ {
			left, right := t.beside(f, gap)
			if left == right {
				continue
			}
			lower, upper := [2]int{f, gap - 1}, [2]int{f, gap}
			a, b := t.nodeAt(lower), t.nodeAt(upper)
			add(left, lower, upper, []Vec{a, b})
			add(right, upper, lower, []Vec{b, a})
		}
	}
	var list []Region
	for class, r := range out {
		r.Loops = loops(edges[class], order[class])
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b Region) int { return a.Class - b.Class })
	return list, nil
}

func (t *tracer) nodeAt(n [2]int) Vec { return Vec{t.fences[n[0]].at, t.fences[n[0]].nodes[n[1]].y} }

// loops joins edges into closed lines.
func loops(edges map[[2]int][]edge, order [][2]int) [][]Vec {
	var out [][]Vec
	for _, start := range order {
		for len(edges[start]) > 0 {
			var loop []Vec
			for at := start; ; {
				n := len(edges[at])
				e := edges[at][n-1]
				edges[at] = edges[at][:n-1]
				loop = append(loop, e.line[:len(e.line)-1]...)
				if at = e.to; at == start {
					break
				}
			}
			out = append(out, loop)
		}
	}
	return out
}
