package ask

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/plane"
	"brink/solver/stability"
)

// Chart says what Regions draws.
type Chart struct {
	// Draw asks for the places of regions and boundaries also where the answer can do
	// without.
	Draw bool
	// By is nash, unique, count, risk-dominant, efficient, a solution concept of the
	// game, or claim:ID; "" for the default concept.
	By string
	// Ranges are those of the parameters of Options.Over, nil for what shows
	// everything.
	Ranges []Range
	// Contour is a number whose contours are wanted, "" for none.
	Contour string
}

// Range is a stretch of values to be drawn.
type Range struct{ Lo, Hi *big.Rat }

// ErrChart is wrapped when there is no map as it was asked for.
var ErrChart = errors.New("this map cannot be drawn")

// mapMaker is a map in the making.
type mapMaker struct {
	*answer.Map
	q       *plane.Question
	classes map[string]int
	columns []int // of each condition the row, twice where there is a further one
}

// MapOf is a picture of the space of one or two parameters, the others at the point:
// what Chart.By tells points apart by, with all boundaries.
func MapOf(ctx context.Context, model games.Model, at Point, opt Options) (*answer.Map, error) {
	over, err := varying(model.Head(), opt.Over)
	if err != nil {
		return nil, err
	}
	m := &mapMaker{
		Map:     &answer.Map{Base: answer.Base{Model: model, Complete: true}, Over: over, Point: at},
		classes: make(map[string]int),
	}
	m.q = &plane.Question{X: over[0], Y: len(model.Head().Params), Class: m.class}
	if len(over) == 2 {
		m.q.Y = over[1]
	}
	hyps := games.Hypotheses(model)
	if by, id, _ := strings.Cut(opt.Chart.By, ":"); by == string(answer.ByClaim) {
		err = m.claim(ctx, id)
	} else {
		err = m.table(ctx, opt)
	}
	if err != nil {
		return nil, err
	}
	m.q.Allowed = m.fix(expr.And(model.Head().WithoutFacts(hyps), m.q.Allowed))
	m.graph()
	w, err := m.window(ctx, opt.Chart.Ranges)
	if err == nil {
		m.Plane, err = plane.Divide(ctx, m.q, w)
	}
	if err != nil {
		return nil, m.refused(err)
	}
	m.sort()
	if opt.Chart.Contour != "" {
		if err := m.contours(ctx, opt.Chart.Contour); err != nil {
			return nil, err
		}
	}
	return m.Map, nil
}

// fix puts the values of the parameters that do not vary into a formula.
func (m *mapMaker) fix(f expr.Formula) expr.Formula { return hold(m, f) }

// hold puts in the values of the parameters that do not vary. The terms of what varies are
// functions of it.
func hold[T interface{ At(algebra.Var, *big.Rat) T }](m *mapMaker, x T) T {
	for v, r := range m.Point {
		if !slices.Contains(m.Over, v) && m.About().Params[v].Derived == nil {
			x = x.At(v, r)
		}
	}
	return x
}

// refused says what cannot be drawn.
func (m *mapMaker) refused(err error) error {
	if errors.Is(err, plane.ErrEffort) {
		return fmt.Errorf("%w: its boundaries are polynomials of too high degrees", ErrChart)
	}
	return err
}

// claim divides by whether a claim holds.
func (m *mapMaker) claim(ctx context.Context, id string) error {
	claims, err := ClaimsOf(m.Model, []string{id})
	if err != nil {
		return err
	}
	c, err := stability.NewCompiler(m.Model).Compile(ctx, claims[0])
	if err != nil {
		return err
	}
	m.By, m.Claim = answer.ByClaim, &claims[0]
	m.q.Allowed = expr.True()
	for _, h := range c.Hypotheses {
		m.q.Allowed = expr.And(m.q.Allowed, h.Defined, h.Formula)
	}
	m.q.Conditions = []expr.Formula{m.fix(c.Holds)}
	return nil
}

// table divides by the rows of a table.
func (m *mapMaker) table(ctx context.Context, opt Options) error {
	m.q.Allowed = expr.True()
	m.By = answer.By(opt.Chart.By)
	further := answer.Column("")
	switch m.By {
	case answer.ByRiskDominant:
		further = answer.RiskDominant
	case answer.ByEfficient:
		further = answer.Efficient
	case answer.ByNash, answer.ByUnique, answer.ByCount:
	default:
		opt.Concept = opt.Chart.By
		m.By = answer.ByConcept
	}
	var got answer.Answer
	var err error
	opt.bare, opt.with = true, further
	if opt.table != nil && opt.Concept == "" {
		got = opt.table
	} else if g, ok := m.Model.(*games.Game); ok {
		got, err = strategicConditions(ctx, g, nil, opt)
	} else {
		got, err = conceptConditions(ctx, m.Model, nil, opt)
	}
	if err != nil {
		return err
	}
	found := further == ""
	switch t := got.(type) {
	case *answer.Conditions:
		if m.By == answer.ByConcept {
			m.By = answer.ByNash
		}
		m.Conditions = t
		for i, r := range t.Rows {
			exists, _ := r.Condition(answer.Exists)
			m.add(i, exists)
			if f, ok := r.Condition(further); ok {
				m.add(i, expr.And(exists, f))
				found = true
			}
		}
	case *answer.Equilibria:
		m.Equilibria = t
		for i, r := range t.Table.Rows {
			if !t.Lists(r) {
				continue
			}
			m.add(i, r.Exists)
			for _, c := range r.Columns {
				if c.Code == string(further) && !c.Open {
					m.add(i, c.When)
					found = true
				}
			}
		}
	}
	m.Complete, m.Reasons, m.Contradictory = got.Finished(), got.Why(), got.Vacuous()
	if !found {
		return fmt.Errorf("%w: no row of the table has the condition %q", ErrChart, further)
	}
	return nil
}

func (m *mapMaker) add(row int, f expr.Formula) {
	m.columns = append(m.columns, row)
	m.q.Conditions = append(m.q.Conditions, m.fix(f))
}

// class numbers what is the case.
func (m *mapMaker) class(truth []bool) int {
	var c answer.Class
	if m.By == answer.ByClaim {
		c.Holds = truth[0]
	}
	for i, row := range m.columns {
		switch {
		case !truth[i]:
		case i > 0 && m.columns[i-1] == row:
			c.Chosen = append(c.Chosen, row)
		default:
			c.Rows = append(c.Rows, row)
		}
	}
	switch m.By {
	case answer.ByUnique:
		if n, exact := m.Count(c.Rows); n > 1 || !exact {
			c.Rows, c.Several = nil, true
		}
	case answer.ByCount: // whichever they are
		if slices.ContainsFunc(c.Rows, m.Continuum) {
			c = answer.Class{Infinite: true}
			break
		}
		n, exact := m.Count(c.Rows)
		c = answer.Class{Count: n, Several: !exact}
	}
	key := fmt.Sprint(c)
	n, ok := m.classes[key]
	if !ok {
		n = len(m.Classes)
		m.classes[key] = n
		m.Classes = append(m.Classes, c)
	}
	return n
}

// window is the ranges that were asked for, and else what shows every class.
func (m *mapMaker) window(ctx context.Context, ranges []Range) (plane.Window, error) {
	limits := [2]plane.Limits{1: {Lo: new(big.Rat), Hi: big.NewRat(1, 1), Given: true}}
	for i, v := range m.Over {
		if i < len(ranges) && ranges[i].Lo != nil {
			limits[i] = plane.Limits{Lo: ranges[i].Lo, Hi: ranges[i].Hi, Given: true}
		} else {
			limits[i] = Limits(m.About(), v, m.Point)
			limits[i].Whole = games.Whole(m.Model, v)
		}
	}
	return plane.Fit(ctx, m.q, limits[0], limits[1])
}

// Limits are what a parameter's range and its value say about what to draw.
func Limits(h *games.Header, v algebra.Var, point Point) plane.Limits {
	p := h.Params[v]
	out := plane.Limits{Default: p.Default}
	if point[v] != nil {
		out.Default = point[v]
	}
	if ends := strings.Split(strings.Trim(p.Range, "[]() "), ","); len(ends) == 2 {
		if r, err := expr.ParseNumber(ends[0]); err == nil {
			out.Lo = r
		}
		if r, err := expr.ParseNumber(ends[1]); err == nil {
			out.Hi = r
		}
	}
	return out
}

// sort numbers the classes that occur in the table's order.
func (m *mapMaker) sort() {
	used := make([]bool, len(m.Classes))
	mark := func(c int) {
		if c != plane.Outside {
			used[c] = true
		}
	}
	for _, r := range m.Plane.Regions {
		mark(r.Class)
	}
	for i := range m.Plane.Curves {
		mark(m.Plane.Curves[i].Class)
		mark(m.Plane.Curves[i].Sides[0])
		mark(m.Plane.Curves[i].Sides[1])
	}
	for _, d := range m.Plane.Dots {
		mark(d.Class)
	}
	var order []int
	for i, u := range used {
		if u {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := m.Classes[a], m.Classes[b]
		switch {
		case x.Holds != y.Holds && x.Holds, y.Several && !x.Several:
			return -1
		case x.Holds != y.Holds, x.Several && !y.Several:
			return 1
		case x.Infinite != y.Infinite && y.Infinite:
			return -1
		case x.Infinite != y.Infinite:
			return 1
		case x.Count != y.Count:
			return x.Count - y.Count
		case len(x.Rows) == 0 || len(y.Rows) == 0:
			return len(y.Rows) - len(x.Rows)
		}
		if k := slices.Compare(x.Rows, y.Rows); k != 0 {
			return k
		}
		return slices.Compare(x.Chosen, y.Chosen)
	})
	number := make([]int, len(m.Classes))
	classes := make([]answer.Class, len(order))
	for i, old := range order {
		number[old], classes[i] = i, m.Classes[old]
	}
	change := func(c *int) {
		if *c != plane.Outside {
			*c = number[*c]
		}
	}
	for i := range m.Plane.Regions {
		change(&m.Plane.Regions[i].Class)
	}
	slices.SortFunc(m.Plane.Regions, func(a, b plane.Region) int { return a.Class - b.Class })
	for i := range m.Plane.Curves {
		k := &m.Plane.Curves[i]
		change(&k.Class)
		change(&k.Sides[0])
		change(&k.Sides[1])
	}
	for i := range m.Plane.Dots {
		change(&m.Plane.Dots[i].Class)
	}
	m.Classes = classes
}

// maxLevels is the number of contours at most.
const maxLevels = 9

// contours finds where a number has round values.
func (m *mapMaker) contours(ctx context.Context, text string) error {
	v, defined, err := stability.NewCompiler(m.Model).Number(ctx, text)
	if err != nil {
		return fmt.Errorf("--contour: %w", err)
	}
	m.ContourOf = text
	low, high, ok := m.valuesOf(v, defined)
	if !ok {
		m.Incomplete(note.New(note.Text, fmt.Sprintf("%s has no value in the window", text)))
		return nil
	}
	q := &plane.Question{X: m.q.X, Y: m.q.Y, Graph: m.q.Graph, Allowed: expr.And(m.q.Allowed, m.fix(defined)), Class: func(truth []bool) int { return slices.Index(truth, true) + 1 }}
	levels := plane.Levels(low, high, maxLevels)
	for _, level := range levels {
		var at []expr.Formula
		for _, c := range v.Cases {
			at = append(at, expr.And(c.When, expr.Compare(c.Is, expr.EQ, algebra.FromRat(level))))
		}
		q.Conditions = append(q.Conditions, m.fix(expr.Or(at...)))
	}
	d, err := plane.Divide(ctx, q, m.Plane.Window)
	if err != nil {
		return err
	}
	for i, level := range levels {
		c := answer.Contour{Level: level}
		for _, k := range d.Curves {
			if k.Class == i+1 {
				c.Curves = append(c.Curves, k)
			}
		}
		if c.Curves != nil {
			m.Contours = append(m.Contours, c)
		}
	}
	return nil
}

// valuesOf is the range of a number on a grid of points of the window.
func (m *mapMaker) valuesOf(v expr.Value, defined expr.Formula) (low, high *big.Rat, ok bool) {
	const grid = 24
	w := m.Plane.Window
	at := slices.Clone(m.Point)
	between := func(lo, hi *big.Rat, i int64) *big.Rat {
		d := new(big.Rat).Sub(hi, lo)
		return d.Mul(d, big.NewRat(2*i+1, 2*grid)).Add(d, lo)
	}
	for i := range int64(grid) {
		for k := range int64(grid) {
			at[w.X] = between(w.XLo, w.XHi, i)
			if len(m.Over) == 2 {
				at[w.Y] = between(w.YLo, w.YHi, k)
			}
			if !m.q.Allowed.Eval(at) || !defined.Eval(at) {
				continue
			}
			x, err := v.Eval(at)
			if err != nil {
				continue
			}
			if low == nil || x.Cmp(low) < 0 {
				low = x
			}
			if high == nil || x.Cmp(high) > 0 {
				high = x
			}
		}
	}
	return low, high, low != nil && low.Cmp(high) < 0
}
