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

// Limits are what is known about the values of a parameter to be drawn: the ends of its
// range, nil where it has none, and its default, nil likewise. Given says that the ends
// are those wanted, Whole that only whole numbers mean something.
type Limits struct {
	Lo, Hi, Default *big.Rat
	Given, Whole    bool
}

// within says that a parameter lies between given ends.
func (l *Limits) within(v algebra.Var) expr.Formula {
	if !l.Given {
		return expr.True()
	}
	x := algebra.FromPoly(algebra.Variable(v))
	return expr.And(expr.Compare(x, expr.GE, algebra.FromRat(l.Lo)), expr.Compare(x, expr.LE, algebra.FromRat(l.Hi)))
}

// Fit proposes a window that shows every class: all of a range with two ends, else
// around the points where curves meet, the defaults, and a sample of every class, with
// some air and round ends.
func Fit(ctx context.Context, q *Question, x, y Limits) (Window, error) {
	if x.Given && y.Given {
		return Window{q.X, q.Y, x.Lo, x.Hi, y.Lo, y.Hi}, nil
	}
	if q.Graph != nil {
		return fitRanges(ctx, q, x, y)
	}
	narrow := *q
	narrow.Allowed = expr.And(q.Allowed, x.within(q.X), y.within(q.Y))
	d, err := divide(ctx, &narrow, nil)
	if err != nil {
		return Window{}, err
	}
	hx, hy := newHull(x), newHull(y)
	for i := range d.fences {
		f := &d.fences[i]
		for j, n := range f.nodes {
			if meets(d, f, j) {
				hx.add(f.at)
				hy.add(n.y)
			}
		}
	}
	// A sample of each class, the one that widens the window the least.
	best := make(map[int][2]float64)
	cost := make(map[int]float64)
	var classes []int
	for i := range d.columns {
		c := &d.columns[i]
		fx := float(c.x)
		for k, class := range c.sectors {
			if class == Outside {
				continue
			}
			fy := float(c.samples[k])
			if _, ok := cost[class]; !ok {
				classes = append(classes, class)
				cost[class] = math.Inf(1)
			}
			if far := hx.far(fx) + hy.far(fy); far < cost[class] {
				cost[class], best[class] = far, [2]float64{fx, fy}
			}
		}
	}
	slices.Sort(classes)
	for _, class := range classes {
		hx.add(best[class][0])
		hy.add(best[class][1])
	}
	w := Window{X: q.X, Y: q.Y}
	w.XLo, w.XHi = hx.ends()
	w.YLo, w.YHi = hy.ends()
	return narrowed(ctx, &narrow, w, x, y)
}

// fitRanges proposes a window of the ranges alone. One without an end goes as far beyond
// the default as that is from the other end or from zero.
func fitRanges(ctx context.Context, q *Question, x, y Limits) (Window, error) {
	w := Window{X: q.X, Y: q.Y}
	w.XLo, w.XHi = x.about()
	w.YLo, w.YHi = y.about()
	return narrowed(ctx, q, w, x, y)
}

func (l *Limits) about() (lo, hi *big.Rat) {
	h := newHull(*l)
	if l.Lo == nil || l.Hi == nil {
		if h.lo > h.hi {
			h.add(0)
		}
		span := h.hi - h.lo
		if span == 0 {
			span = max(math.Abs(h.lo), 1)
		}
		if l.Lo == nil {
			h.add(h.lo - span)
		}
		if l.Hi == nil {
			h.add(h.hi + span)
		}
	}
	return h.ends()
}

// narrowed leaves out of a window where nothing is allowed: there is nothing to see.
func narrowed(ctx context.Context, q *Question, w Window, x, y Limits) (Window, error) {
	m, err := Divide(ctx, q, w)
	if err != nil || len(m.Regions) == 0 {
		return w, err
	}
	low, high := Vec{math.Inf(1), math.Inf(1)}, Vec{math.Inf(-1), math.Inf(-1)}
	used := func(points ...Vec) {
		for _, p := range points {
			low, high = Vec{min(low.X, p.X), min(low.Y, p.Y)}, Vec{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	for _, r := range m.Regions {
		for _, l := range r.Loops {
			used(l...)
		}
	}
	for i := range m.Curves {
		if m.Curves[i].Class != Outside {
			used(m.Curves[i].Points...)
		}
	}
	for _, p := range m.Dots {
		used(p.At)
	}
	w.XLo, w.XHi = x.cut(w.XLo, w.XHi, low.X, high.X)
	w.YLo, w.YHi = y.cut(w.YLo, w.YHi, low.Y, high.Y)
	return w, nil
}

// cut shortens a range that nobody asked for to what is used of it, at round numbers.
func (l *Limits) cut(lo, hi *big.Rat, from, to float64) (*big.Rat, *big.Rat) {
	if l.Given || from >= to {
		return lo, hi
	}
	a, b := l.around(from, to)
	if a.Cmp(lo) > 0 {
		lo = a
	}
	if b.Cmp(hi) < 0 {
		hi = b
	}
	return lo, hi
}

// marks is about how many steps a window has: its ends are where an axis has marks.
const marks = 8

// around are the round numbers next to an interval outside it.
func (l *Limits) around(from, to float64) (lo, hi *big.Rat) {
	step := roundStep((to - from) / marks)
	if one := big.NewRat(1, 1); l.Whole && step.Cmp(one) < 0 {
		step = one
	}
	s := float(exact.RatBig(step))
	return multiple(math.Floor(from/s+1e-9), step), multiple(math.Ceil(to/s-1e-9), step)
}

// meets reports whether curves at which something changes meet at a node.
func meets(d *division, f *fence, j int) bool {
	n := &f.nodes[j]
	count := len(n.factors)
	if f.flat >= 0 {
		count++
	}
	near := []int{n.class, f.gaps[j], f.gaps[j+1]}
	changes := slices.ContainsFunc(near, func(c int) bool { return c != near[0] })
	condition := slices.ContainsFunc(n.factors, func(i int) bool { return !d.t.bounds[i] }) || f.flat >= 0 && !d.t.bounds[f.flat]
	return count >= 2 && changes && condition
}

func float(r exact.Rat) float64 {
	x, _ := r.Big().Float64()
	return x
}

// hull is the least interval around numbers.
type hull struct {
	Limits
	lo, hi float64
}

func newHull(l Limits) *hull {
	h := &hull{Limits: l, lo: math.Inf(1), hi: math.Inf(-1)}
	for _, r := range []*big.Rat{l.Lo, l.Hi, l.Default} {
		if r != nil {
			x, _ := r.Float64()
			h.add(x)
		}
	}
	return h
}

func (h *hull) add(x float64) { h.lo, h.hi = min(h.lo, x), max(h.hi, x) }

// far is how much an interval would grow by a number, as a share of what it is.
func (h *hull) far(x float64) float64 {
	if h.lo > h.hi {
		return math.Abs(x)
	}
	return max(h.lo-x, x-h.hi, 0) / max(h.hi-h.lo, 1e-9)
}

// air is what is left free beside the points that have to be seen, as a share of the
// distance between them; of whole numbers two at least.
const air = 0.2

// ends are the ends of the window: those of the range as they are, others with air and
// rounded outwards.
func (h *hull) ends() (lo, hi *big.Rat) {
	if h.Lo != nil && h.Hi != nil {
		return h.Lo, h.Hi
	}
	if h.lo > h.hi {
		h.add(0)
	}
	span := h.hi - h.lo
	if span == 0 {
		span = max(math.Abs(h.lo), 1)
	}
	free := air * span
	if h.Whole {
		free = max(free, 2)
	}
	from, to := h.lo, h.hi
	if h.Lo == nil {
		from -= free
	}
	if h.Hi == nil {
		to += free
	}
	lo, hi = h.around(from, to)
	if h.Lo != nil {
		lo = h.Lo
	}
	if h.Hi != nil {
		hi = h.Hi
	}
	return lo, hi
}

// roundStep is the least of 1, 2 and 5 times a power of ten that is not below x.
func roundStep(x float64) *big.Rat {
	e := int(math.Floor(math.Log10(x)))
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(e, -e))), nil))
	if e < 0 {
		power.Inv(power)
	}
	for _, k := range []int64{1, 2, 5} {
		s := new(big.Rat).Mul(power, big.NewRat(k, 1))
		if v, _ := s.Float64(); v >= x*(1-1e-9) {
			return s
		}
	}
	return power.Mul(power, big.NewRat(10, 1))
}

func multiple(n float64, step *big.Rat) *big.Rat {
	k, _ := new(big.Float).SetFloat64(n).Int(nil)
	return new(big.Rat).Mul(new(big.Rat).SetInt(k), step)
}
