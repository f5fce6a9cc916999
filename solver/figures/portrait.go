package figures

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/concept"
	"brink/solver/dynamics"
	"brink/solver/note"
	"brink/solver/plane"
)

// hasPortrait: dynamics of two dimensions: two variables, the shares of three actions, or
// those of two actions in two populations.
func hasPortrait(m games.Model) bool {
	d, ok := m.(*games.Dynamics)
	return ok && d.Replies == nil && len(d.Variables)-len(d.Shares) == 2
}

// flow is a portrait in the making: a system of two dimensions at numbers.
type flow struct {
	d     *games.Dynamics
	point []*big.Rat
	f     *answer.Figure
	// x and y are the variables that are drawn, of triangle the first two shares.
	x, y     int
	triangle bool
	rates    []expr.Value // of the variables, in x and y
	domain   expr.Formula
	w        plane.Window
	panel    answer.Panel
	still    []plane.Vec // where all variables stand still, by the division of the plane
}

// portrait draws a system of two dimensions: the curves on which a variable stands
// still, traced exactly, arrows, some courses, and the rest points, filled where they
// are stable.
func portrait(ctx context.Context, r Request) (*answer.Figure, error) {
	d := r.Model.(*games.Dynamics)
	if err := plain(d.Head()); err != nil {
		return nil, err
	}
	t := &flow{d: d, point: r.At, f: r.figureOf("phase-portrait"), x: 0, y: 1}
	if len(d.Shares) == 1 && len(d.Shares[0]) == 3 {
		t.triangle = true
		t.x, t.y = d.Shares[0][0], d.Shares[0][1]
	} else if len(d.Shares) == 2 {
		t.x, t.y = d.Shares[0][0], d.Shares[1][0]
	}
	if err := t.reduce(); err != nil {
		return nil, err
	}
	rests, err := t.rests(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := t.stills(ctx); err != nil {
		return nil, err
	}
	t.arrows()
	t.courses(ctx, r.Answer)
	t.marks(rests)
	t.unmarked()
	t.f.Panels = []answer.Panel{t.panel}
	return t.f, nil
}

// variable is the polynomial variable of a variable of the system.
func (t *flow) variable(i int) algebra.Var { return len(t.d.Params) + i }

// reduce puts in the parameters, and 1 less the other shares for the last of a group.
func (t *flow) reduce() error {
	inside := func(f func(x algebra.Var, by algebra.Ratio) error) error {
		for _, group := range t.d.Shares {
			last := group[len(group)-1]
			rest := algebra.FromInt(1)
			for _, i := range group[:len(group)-1] {
				rest = rest.Sub(algebra.FromPoly(algebra.Variable(t.variable(i))))
			}
			if err := f(t.variable(last), rest); err != nil {
				return err
			}
		}
		return nil
	}
	calc := &concept.Calc{}
	formula := func(f expr.Formula) expr.Formula {
		f = at(f, t.point)
		_ = inside(func(x algebra.Var, by algebra.Ratio) error { f = concept.Substitute(f, x, by); return nil })
		return f
	}
	t.domain = formula(t.d.Domain)
	for _, v := range t.d.Variables {
		t.domain = expr.And(t.domain, formula(v.Within))
	}
	for i, v := range t.d.Rates {
		v, err := fixedValue(v, t.point)
		if err != nil {
			return err
		}
		if t.d.Discrete { // how far it goes
			v = calc.Sub(v, concept.Variable(t.variable(i)))
		}
		_ = inside(func(x algebra.Var, by algebra.Ratio) error { v = calc.Put(v, x, by); return nil })
		t.rates = append(t.rates, v)
	}
	if calc.Err != nil {
		return fmt.Errorf("%w: %w", ErrFigure, calc.Err)
	}
	return nil
}

// rests are the rest points at the point.
func (t *flow) rests(ctx context.Context, r Request) (*answer.Equilibria, error) {
	got, ok := r.Answer.(*answer.Equilibria)
	if !ok || got.Point == nil {
		a, err := ask.Solve.Run(ctx, t.d, r.At, ask.Options{Workers: r.Workers})
		if err != nil {
			return nil, err
		}
		got = a.(*answer.Equilibria)
	}
	t.f.Complete, t.f.Reasons = got.Complete, got.Reasons
	return got, nil
}

// stills sets the window, and traces where variables stand still.
func (t *flow) stills(ctx context.Context) error {
	shown := []int{t.x, t.y}
	if t.triangle {
		shown = t.d.Shares[0]
	}
	q := &plane.Question{X: t.variable(t.x), Y: t.variable(t.y), Allowed: t.domain, Class: func(truth []bool) int {
		n := 0
		for i, b := range truth {
			if b {
				n += 1 << i
			}
		}
		return n
	}}
	for _, i := range shown {
		q.Conditions = append(q.Conditions, t.rates[i].Compare(expr.EQ, concept.Zero))
	}
	for _, i := range shown {
		q.Conditions = append(q.Conditions, t.rates[i].Compare(expr.GT, concept.Zero))
	}
	limits := func(i int) plane.Limits {
		v := t.d.Variables[i]
		l := plane.Limits{Lo: end(v.Low, t.point), Hi: end(v.High, t.point)}
		l.Given = l.Lo != nil && l.Hi != nil
		return l
	}
	var err error
	if t.w, err = plane.Fit(ctx, q, limits(t.x), limits(t.y)); err != nil {
		return refused(err)
	}
	m, err := plane.Divide(ctx, q, t.w)
	if err != nil {
		return refused(err)
	}
	name := func(i int) answer.Saying { return answer.Saying{Name: t.d.Variables[i].Name} }
	if t.triangle {
		for _, i := range shown {
			t.panel.Triangle = append(t.panel.Triangle, name(i))
		}
	} else {
		t.panel.X = answer.Axis{Says: name(t.x), Lo: answer.Float(t.w.XLo), Hi: answer.Float(t.w.XHi)}
		t.panel.Y = answer.Axis{Says: name(t.y), Lo: answer.Float(t.w.YLo), Hi: answer.Float(t.w.YHi)}
		t.panel.Square = len(t.d.Shares) > 0
	}
	all := 1<<len(shown) - 1
	for _, d := range m.Dots {
		if d.Class != plane.Outside && d.Class&all == all {
			t.still = append(t.still, d.At)
		}
	}
	keys := make(map[int]int)
	for i := range m.Curves {
		c := &m.Curves[i]
		which := c.Class & (1<<len(shown) - 1)
		if c.Class == plane.Outside || which == 0 || c.Class == c.Sides[0] {
			continue
		}
		// The edges on which a share is 0 are no news.
		if len(t.d.Shares) > 0 && t.onEdge(c) {
			continue
		}
		k, ok := keys[which]
		if !ok {
			k = add(t.f, t.stillKey(which, shown))
			keys[which] = k
		}
		t.panel.Lines = append(t.panel.Lines, answer.Line{Key: k, Outline: answer.Outline{Points: c.Points}})
	}
	return nil
}

// onEdge reports whether a curve is an edge of the ranges of shares.
func (t *flow) onEdge(c *plane.Curve) bool {
	x, y := algebra.Variable(t.variable(t.x)), algebra.Variable(t.variable(t.y))
	edges := []algebra.Poly{x, y, x.Sub(algebra.IntPoly(1)), y.Sub(algebra.IntPoly(1))}
	if t.triangle {
		edges = []algebra.Poly{x, y, x.Add(y).Sub(algebra.IntPoly(1))}
	}
	return slices.ContainsFunc(edges, func(e algebra.Poly) bool { return e.Equal(c.P) || e.Neg().Equal(c.P) })
}

// stillKey is the key of the curves on which some variables stand still.
func (t *flow) stillKey(which int, shown []int) answer.Key {
	var names []string
	colour := -1
	for k, i := range shown {
		if which>>k&1 == 1 {
			names = append(names, t.d.Variables[i].Name)
			colour = k
		}
	}
	key := answer.Key{Says: says(note.FigureStill, names), Colour: colour, Form: answer.KeyLine}
	switch {
	case len(names) == len(shown):
		key = answer.Key{Says: says(note.FigureAllRest), Colour: answer.Ink, Form: answer.KeyLine}
	case len(names) > 1:
		key.Colour = 3
	}
	return key
}

// end is an end of a range at the point; nil for none.
func end(e *games.End, point []*big.Rat) *big.Rat {
	if e == nil {
		return nil
	}
	r, err := e.At.Eval(point)
	if err != nil {
		return nil
	}
	return r
}

// rate is the velocity at a point of the window, ok where it is defined.
func (t *flow) rate(x, y *big.Rat) (v plane.Vec, ok bool) {
	n := max(t.variable(t.x), t.variable(t.y)) + 1
	where := make([]*big.Rat, n)
	where[t.variable(t.x)], where[t.variable(t.y)] = x, y
	if !t.domain.Eval(where) {
		return v, false
	}
	var out [2]float64
	for k, i := range []int{t.x, t.y} {
		r, err := t.rates[i].Eval(where)
		if err != nil {
			return v, false
		}
		out[k] = answer.Float(r)
	}
	return plane.Vec{X: out[0], Y: out[1]}, true
}

// gridOfArrows is how many arrows there are along an axis.
const gridOfArrows = 14

// arrows are directions on a grid; longer where the system moves faster.
func (t *flow) arrows() {
	key := -1
	span := plane.Vec{X: answer.Float(t.w.XHi) - answer.Float(t.w.XLo), Y: answer.Float(t.w.YHi) - answer.Float(t.w.YLo)}
	var all []answer.Arrow
	fastest := 0.0
	for i := range int64(gridOfArrows) {
		for k := range int64(gridOfArrows) {
			x, y := between(t.w.XLo, t.w.XHi, 2*i+1, 2*gridOfArrows), between(t.w.YLo, t.w.YHi, 2*k+1, 2*gridOfArrows)
			if t.triangle { // the middles of small triangles
				x, y = big.NewRat(3*i+1, 3*gridOfArrows), big.NewRat(3*k+1, 3*gridOfArrows)
			}
			v, ok := t.rate(x, y)
			if !ok || v == (plane.Vec{}) {
				continue
			}
			v.X, v.Y = v.X/span.X, v.Y/span.Y
			fastest = max(fastest, math.Hypot(v.X, v.Y))
			all = append(all, answer.Arrow{At: plane.Vec{X: answer.Float(x), Y: answer.Float(y)}, Way: v})
		}
	}
	for _, a := range all {
		if key < 0 {
			key = add(t.f, answer.Key{Says: says(note.FigureDirections), Colour: answer.Ink, Form: answer.KeyArrow, Thin: true})
		}
		// The root keeps slow places legible.
		speed := math.Hypot(a.Way.X, a.Way.Y)
		scale := math.Sqrt(speed/fastest) / speed
		a.Key, a.Way = key, plane.Vec{X: a.Way.X * scale, Y: a.Way.Y * scale}
		t.panel.Arrows = append(t.panel.Arrows, a)
	}
}

// between is a share of the way from lo to hi.
func between(lo, hi *big.Rat, k, n int64) *big.Rat {
	d := new(big.Rat).Sub(hi, lo)
	return d.Mul(d, big.NewRat(k, n)).Add(d, lo)
}

// Limits of the courses that are drawn.
const (
	coursesOf     = 5 // along an axis, of those that begin on the edge of the window
	samplesOfPath = 2400
	unitsOfTime   = 60 // times what the fastest place needs through the window
)

// courses are some courses, approximate: that of the answer, or several.
func (t *flow) courses(ctx context.Context, a answer.Answer) {
	key := -1
	draw := func(course *dynamics.Trajectory) {
		var points []plane.Vec
		for _, s := range course.Samples {
			p := plane.Vec{X: s.At[t.x], Y: s.At[t.y]}
			if n := len(points); n == 0 || t.d.Discrete || t.apart(points[n-1], p) {
				points = append(points, p)
			}
		}
		if len(points) < 2 {
			return
		}
		if key < 0 {
			key = add(t.f, answer.Key{Says: says(note.FigureCourses), Colour: answer.Ink, Form: answer.KeyLine, Thin: true, Approximate: true})
		}
		if t.d.Discrete {
			t.panel.Lines = append(t.panel.Lines, answer.Line{Key: key, Outline: answer.Outline{Points: points}})
			return
		}
		t.panel.Lines = append(t.panel.Lines, answer.Line{Key: key, Outline: answer.Outline{Points: points}, Arrow: true})
	}
	if tr, ok := a.(*answer.Trajectory); ok {
		draw(tr.Course)
		return
	}
	until := t.time()
	for _, s := range t.starts() {
		start := make([]*big.Rat, len(t.d.Variables))
		start[t.x], start[t.y] = s[0], s[1]
		for _, group := range t.d.Shares {
			rest := new(big.Rat).Set(one)
			for _, i := range group[:len(group)-1] {
				rest.Sub(rest, start[i])
			}
			start[group[len(group)-1]] = rest
		}
		draw(dynamics.Follow(ctx, t.d, t.point, start, until, samplesOfPath))
	}
}

// apart reports whether two points can be told apart in the picture.
func (t *flow) apart(a, b plane.Vec) bool {
	const least = 0.004
	return math.Abs(a.X-b.X) > least*answer.Float(new(big.Rat).Sub(t.w.XHi, t.w.XLo)) || math.Abs(a.Y-b.Y) > least*answer.Float(new(big.Rat).Sub(t.w.YHi, t.w.YLo))
}

// starts are points along the edge of the window, a little inside.
func (t *flow) starts() [][2]*big.Rat {
	var out [][2]*big.Rat
	if t.triangle {
		for _, s := range [][2]int64{{18, 1}, {1, 18}, {1, 1}, {10, 9}, {9, 1}, {1, 9}, {6, 5}} {
			out = append(out, [2]*big.Rat{big.NewRat(s[0], 20), big.NewRat(s[1], 20)})
		}
		return out
	}
	if t.d.Discrete { // lines between periods cross each other
		for _, s := range [][2]int64{{1, 9}, {9, 2}} {
			out = append(out, [2]*big.Rat{between(t.w.XLo, t.w.XHi, s[0], 10), between(t.w.YLo, t.w.YHi, s[1], 10)})
		}
		return out
	}
	const n = 2 * coursesOf
	for k := int64(1); k < n; k += 4 {
		for _, p := range [][2]int64{{k, n - 1}, {n - k, 1}, {1, n - k}, {n - 1, k}} {
			s := [2]*big.Rat{between(t.w.XLo, t.w.XHi, p[0]*4-1, 4*n), between(t.w.YLo, t.w.YHi, p[1]*4-1, 4*n)}
			if _, ok := t.rate(s[0], s[1]); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// time is for how long courses are followed.
func (t *flow) time() float64 {
	if t.d.Discrete {
		return 40
	}
	fastest := 0.0
	for i := range int64(8) {
		for k := range int64(8) {
			if v, ok := t.rate(between(t.w.XLo, t.w.XHi, 2*i+1, 16), between(t.w.YLo, t.w.YHi, 2*k+1, 16)); ok {
				fastest = max(fastest, math.Hypot(v.X/(answer.Float(t.w.XHi)-answer.Float(t.w.XLo)), v.Y/(answer.Float(t.w.YHi)-answer.Float(t.w.YLo))))
			}
		}
	}
	if fastest == 0 {
		return 1
	}
	return unitsOfTime / fastest
}

// marks are the rest points.
func (t *flow) marks(rests *answer.Equilibria) {
	keys := make(map[note.Code]int)
	for _, row := range rests.Table.Rows {
		if !rests.Lists(row) {
			continue
		}
		at := make([][]answer.Real, 2)
		for k, i := range []int{t.x, t.y} {
			for _, n := range row.Numbers {
				if n.Code == "rest" && n.Name == t.d.Variables[i].Name {
					at[k] = realsAt(n.Is)
				}
			}
		}
		if len(at[0]) != 1 || len(at[1]) != 1 {
			continue // a line of rest points, or one of several: see unmarked
		}
		code, hollow := note.FigureUnstable, true
		for _, c := range row.Columns {
			switch {
			case c.Code == "stable" && c.Open:
				code = note.FigureUndecidedRest
			case c.Code == "stable" && c.When.IsTrue():
				code, hollow = note.FigureStable, false
			}
		}
		k, ok := keys[code]
		if !ok {
			k = add(t.f, answer.Key{Says: says(code), Colour: answer.Ink, Form: answer.KeyMark, Hollow: hollow})
			keys[code] = k
		}
		t.panel.Marks = append(t.panel.Marks, answer.Mark{Key: k, X: at[0][0], Y: at[1][0]})
	}
}

// unmarked marks the points at which all variables stand still that no row of the table
// tells apart: what the table says of stability is not about one of them.
func (t *flow) unmarked() {
	key := -1
	for _, v := range t.still {
		if slices.ContainsFunc(t.panel.Marks, func(m answer.Mark) bool {
			return !t.apart(plane.Vec{X: m.X.Float(), Y: m.Y.Float()}, v)
		}) {
			continue
		}
		if key < 0 {
			key = add(t.f, answer.Key{Says: says(note.FigureUndecidedRest), Colour: 0, Form: answer.KeyMark, Hollow: true})
		}
		x, y := new(big.Rat).SetFloat64(v.X), new(big.Rat).SetFloat64(v.Y)
		t.panel.Marks = append(t.panel.Marks, answer.Mark{Key: key, X: about(x), Y: about(y)})
	}
}

// about is a number that is known to a millionth of the window or better.
func about(x *big.Rat) answer.Real {
	d := new(big.Rat).Abs(x)
	d.Add(d, one).Mul(d, big.NewRat(1, 1_000_000))
	return answer.Real{Lo: new(big.Rat).Sub(x, d), Hi: new(big.Rat).Add(x, d)}
}

// realsAt is what a number of a table at a point may be.
func realsAt(a concept.Amount) []answer.Real {
	if a.Numbers != nil {
		return answer.RealsOf(a.Numbers)
	}
	if a.Value != nil {
		if v, err := a.Value.Eval(nil); err == nil {
			return []answer.Real{answer.RealRat(v)}
		}
	}
	return nil
}
