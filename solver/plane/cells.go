package plane

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// arc is a zero of a factor over an open interval of X: the k-th of its real zeros.
type arc struct{ factor, k int }

// column is what lies over an open interval between critical values.
type column struct {
	x       exact.Rat // a sample
	arcs    []arc     // upwards
	sectors []int     // classes, one more than there are arcs
	samples []exact.Rat
	on      []int // classes of the arcs
}

// node is a point over a critical value at which factors vanish.
type node struct {
	root    *exact.Root
	y       float64
	factors []int
	class   int
}

// fence is what lies over a critical value.
type fence struct {
	x     exact.Algebraic
	at    float64
	tower *exact.Tower
	nodes []node
	gaps  []int // classes, one more than there are nodes
	cuts  []exact.Rat
	flat  int // the factor that vanishes on all of it, -1 for none
}

// division is the cells of the plane, or of the strip over a window's range of X.
type division struct {
	ctx     context.Context
	q       *Question
	w       *Window
	t       *factorTable
	fences  []fence
	columns []column // with a window between the fences, else also before and behind
}

func divide(ctx context.Context, q *Question, w *Window) (*division, error) {
	effort := algebra.Within(ctx, effort)
	d := &division{ctx: ctx, q: q, w: w}
	var ok bool
	if d.t, ok = newFactorTable(effort, q, w); !ok {
		return nil, cause(ctx)
	}
	values, ok := d.t.critical(ctx, effort, w)
	if !ok {
		return nil, cause(ctx)
	}
	for _, x := range samplesBetween(values, w == nil) {
		d.columns = append(d.columns, d.column(x))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	for _, v := range values {
		f, ok := d.fence(v, effort)
		if !ok {
			return nil, cause(ctx)
		}
		d.fences = append(d.fences, f)
	}
	return d, nil
}

// tower is an empty tower, which stops when the context ends.
func (d *division) tower() *exact.Tower {
	return &exact.Tower{Spend: func(int) bool { return d.ctx.Err() == nil }}
}

// cause is why a division was given up.
func cause(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return ErrEffort
}

// samplesBetween are rationals between neighbours, and beyond the ends where asked for.
func samplesBetween(values []exact.Algebraic, beyond bool) []exact.Rat {
	var out []exact.Rat
	if len(values) == 0 {
		return []exact.Rat{{}}
	}
	if beyond {
		hi := values[0].Interval().Lo
		out = append(out, exact.Simplest(nil, &hi))
	}
	for i := 1; i < len(values); i++ {
		a, b := values[i-1], values[i]
		for a.Interval().Hi.Cmp(b.Interval().Lo) >= 0 {
			a, b = a.Refine(), b.Refine()
		}
		lo, hi := a.Interval().Hi, b.Interval().Lo
		out = append(out, exact.Simplest(&lo, &hi))
	}
	if beyond {
		lo := values[len(values)-1].Interval().Hi
		out = append(out, exact.Simplest(&lo, nil))
	}
	return out
}

// column sets up the cells over an open interval, at a sample; they mean nothing when
// the context ends.
func (d *division) column(x exact.Rat) column {
	c := column{x: x}
	tower := d.tower()
	tower.PushRat(d.t.x, x)
	type zero struct {
		arc
		root *exact.Root
	}
	var zeros []zero
	for i, f := range d.t.list {
		if d.t.flat[i] {
			continue
		}
		roots, _ := tower.Roots(f, d.t.y)
		for k, r := range roots {
			zeros = append(zeros, zero{arc{i, k}, r})
		}
	}
	slices.SortFunc(zeros, func(a, b zero) int { return tower.Cmp(a.root, b.root) })
	var below *exact.Root
	signs := make([]int8, len(d.t.list))
	for i := 0; i <= len(zeros); i++ {
		var above *exact.Root
		if i < len(zeros) {
			above = zeros[i].root
		}
		y := tower.Between(below, above)
		at := d.point(x, y)
		for k, f := range d.t.list {
			signs[k] = int8(f.Sign(at))
		}
		c.samples = append(c.samples, y)
		c.sectors = append(c.sectors, d.class(signs))
		if above != nil {
			c.arcs = append(c.arcs, zeros[i].arc)
			signs[zeros[i].factor] = 0
			c.on = append(c.on, d.class(signs))
		}
		below = above
	}
	return c
}

// point is a point of parameter space as polynomials are evaluated at it.
func (d *division) point(x, y exact.Rat) []*big.Rat {
	at := make([]*big.Rat, max(d.t.x, d.t.y)+1)
	at[d.t.x], at[d.t.y] = x.Big(), y.Big()
	return at
}

// class is that of a point by the signs of the factors.
func (d *division) class(signs []int8) int {
	if !d.t.holds(d.q.Allowed, signs) {
		return Outside
	}
	truth := make([]bool, len(d.q.Conditions))
	for i, c := range d.q.Conditions {
		truth[i] = d.t.holds(c, signs)
	}
	return d.q.Class(truth)
}

// fence sets up what lies over a critical value; it is not ok when the effort is spent.
func (d *division) fence(x exact.Algebraic, effort *algebra.Effort) (fence, bool) {
	f := fence{x: x, tower: &exact.Tower{Spend: func(n int) bool { return effort.Spend(100 * n) }}, flat: -1}
	narrow := x.RefineTo(exact.RatFrac(1, 1<<50))
	f.at, _ = narrow.Interval().Lo.Add(narrow.Interval().Hi).Quo(exact.RatInt(2)).Big().Float64()
	if r, ok := x.Rational(); ok {
		f.tower.PushRat(d.t.x, r)
	} else {
		roots, _ := f.tower.Roots(exact.FromUnivariate(x.Poly(), d.t.x), d.t.x)
		i := slices.IndexFunc(roots, func(r *exact.Root) bool {
			iv := r.Interval()
			return x.CmpRat(iv.Lo) >= 0 && x.CmpRat(iv.Hi) <= 0
		})
		if f.tower.Stopped() {
			return f, false
		}
		f.tower.PushRoot(d.t.x, roots[i])
	}
	upright := make([]int8, len(d.t.list))
	for i, p := range d.t.list {
		if d.t.flat[i] {
			if upright[i] = int8(f.tower.Sign(p)); upright[i] == 0 {
				f.flat = i
			}
			continue
		}
		roots, _ := f.tower.Roots(p, d.t.y)
		for _, r := range roots {
			k, found := slices.BinarySearchFunc(f.nodes, r, func(n node, r *exact.Root) int { return f.tower.Cmp(n.root, r) })
			if !found {
				f.nodes = slices.Insert(f.nodes, k, node{root: r})
			}
			f.nodes[k].factors = append(f.nodes[k].factors, i)
		}
	}
	var below *exact.Root
	signs := slices.Clone(upright)
	for i := 0; i <= len(f.nodes); i++ {
		var above *exact.Root
		if i < len(f.nodes) {
			above = f.nodes[i].root
		}
		y := f.tower.Between(below, above)
		f.tower.PushRat(d.t.y, y)
		for k, p := range d.t.list {
			if !d.t.flat[k] {
				signs[k] = int8(f.tower.Sign(p))
			}
		}
		f.tower.Pop()
		f.cuts = append(f.cuts, y)
		f.gaps = append(f.gaps, d.class(signs))
		if above != nil {
			for _, k := range f.nodes[i].factors {
				signs[k] = 0
			}
			f.nodes[i].class = d.class(signs)
			f.nodes[i].y = d.value(f.tower, above)
		}
		below = above
	}
	return f, !f.tower.Stopped()
}

// value rounds a zero in Y, to a millionth of the height of the window or better.
func (d *division) value(t *exact.Tower, r *exact.Root) float64 {
	width := exact.RatFrac(1, 1<<40)
	if d.w != nil {
		width = exact.RatBig(new(big.Rat).Sub(d.w.YHi, d.w.YLo)).Mul(exact.RatFrac(1, 1<<24))
	}
	for iv := r.Interval(); iv.Hi.Sub(iv.Lo).Cmp(width) > 0 && !t.Stopped(); iv = r.Interval() {
		t.Refine(r)
	}
	iv := r.Interval()
	y, _ := iv.Lo.Add(iv.Hi).Quo(exact.RatInt(2)).Big().Float64()
	return y
}
