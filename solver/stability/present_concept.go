package stability

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/bayesian"
	"brink/solver/concept"
	"brink/solver/prove"
	"brink/solver/sequential"
)

// Finish makes a table ready to be read: rows of trees say where they are efficient, those
// of signalling games have their class and the refinements, conditions are written as textbooks do, and numbers as they
// read where the row exists. No condition changes its truth under the assumptions.
func Finish(ctx context.Context, m games.Model, t *concept.Table) {
	tree, ok := m.(*games.Tree)
	if ok {
		sequential.Efficiency(ctx, tree, t)
		sequential.Refine(ctx, tree, t)
	}
	if b, ok := m.(*games.Bayesian); ok {
		bayesian.Ignorance(ctx, b, t)
		bayesian.Unique(ctx, b, t)
	}
	h := m.Head()
	pr := Presenter{prove.Assume(games.Hypotheses(m), prove.Options{Prefer: h.Defaults(), Names: h.Names(), Budget: presentBudget}), -1}
	if ok {
		pr.First = prior(tree)
	}
	if t.Unique != nil {
		f := pr.Formula(ctx, *t.Unique)
		t.Unique = &f
	}
	// A row whose conditions take too long stays as it is.
	units := unitsEach(len(t.Rows))
	rows, have := concept.Parallel(ctx, len(t.Rows), 0, nil, func(i int) concept.Row { return pr.row(ctx, *t.Rows[i], units) })
	for i, r := range rows {
		if have[i] {
			*t.Rows[i] = r
		}
	}
}

// row presents a row, with so many units of work to shorten each of its conditions, and
// leaves what it shares with others alone.
func (pr Presenter) row(ctx context.Context, r concept.Row, units int) concept.Row {
	if r.Copy {
		return r
	}
	r.Exists = pr.Condensed(ctx, r.Exists, units)
	there := Presenter{pr.Assumptions.And(r.Exists), -1}
	r.Columns, r.Numbers = slices.Clone(r.Columns), slices.Clone(r.Numbers)
	for i := range r.Columns {
		if !r.Columns[i].Open {
			r.Columns[i].When = pr.Condensed(ctx, r.Columns[i].When, units)
		}
	}
	for _, list := range []*[]concept.Choice{&r.Play, &r.Beliefs} {
		*list = slices.Clone(*list)
		for i := range *list {
			c := &(*list)[i]
			c.Probs = slices.Clone(c.Probs)
			for k := range c.Probs {
				c.Probs[k] = there.amount(ctx, c.Probs[k])
			}
		}
	}
	for i := range r.Numbers {
		r.Numbers[i].Is = there.amount(ctx, r.Numbers[i].Is)
	}
	return r
}

// presentBudget bounds a question about how an atom or a number may be written.
const presentBudget = 20_000

// amount presents a number of a row.
func (pr Presenter) amount(ctx context.Context, a concept.Amount) concept.Amount {
	if a.Value == nil {
		return a
	}
	if !a.Except.IsFalse() && pr.never(ctx, a.Except) {
		a.Except = expr.False()
	}
	if a.Partial {
		a.Where = pr.Formula(ctx, pr.Assumptions.Simplify(ctx, a.Where))
		a.Partial = !a.Where.IsTrue()
	}
	v := pr.Value(ctx, *a.Value)
	a.Value = &v
	return a
}

func (pr Presenter) never(ctx context.Context, f expr.Formula) bool {
	ans, _ := pr.Assumptions.Satisfiable(ctx, f)
	return ans == prove.No
}

// Value presents a number with cases: cases that never apply are left out, and those
// with the same number there are one.
func (pr Presenter) Value(ctx context.Context, v expr.Value) expr.Value {
	var out []expr.Case
	for _, c := range v.Cases {
		if len(v.Cases) > 1 && pr.never(ctx, c.When) {
			continue
		}
		merged := false
		for i := range out {
			o := &out[i]
			switch {
			case pr.agree(ctx, c, o.Is):
			case pr.agree(ctx, *o, c.Is):
				o.Is = c.Is
			default:
				continue
			}
			o.When, merged = expr.Or(o.When, c.When), true
			break
		}
		if !merged {
			out = append(out, c)
		}
	}
	for i := range out {
		c := &out[i]
		if c.Is = pr.Ratio(ctx, c.Is); len(out) > 1 {
			c.When = pr.Formula(ctx, pr.Assumptions.Simplify(ctx, c.When))
		}
	}
	if len(out) == 1 {
		out[0].When = expr.True()
	}
	return expr.Value{Cases: out}
}

// agree reports whether r is proved to be the number of a case wherever that applies.
func (pr Presenter) agree(ctx context.Context, c expr.Case, r algebra.Ratio) bool {
	if c.Is.Equal(r) {
		return true
	}
	same := expr.And(expr.Sign(r.Den(), expr.NE), expr.Sign(c.Is.Sub(r).Num(), expr.EQ))
	return pr.Assumptions.Implies(ctx, expr.Implies(c.When, same)) == prove.Yes
}

// Ratio presents a function: factors are written the way they are positive, 1 - p
// rather than p - 1.
func (pr Presenter) Ratio(ctx context.Context, r algebra.Ratio) algebra.Ratio {
	var positive []algebra.Poly
	known := func(p algebra.Poly) {
		if p.Terms() < 2 {
			return
		}
		switch s := pr.Assumptions.Sign(ctx, p); {
		case s == 0 || s == prove.Zero:
		case s&prove.Neg == 0:
			positive = append(positive, p)
		case s&prove.Pos == 0:
			positive = append(positive, p.Neg())
		}
	}
	below := 0
	for _, f := range algebra.Legible(r.Den()).List {
		below += min(f.P.Terms()-1, 1)
		known(f.P)
	}
	// Above the line it matters where there is more than one sum to turn.
	if above := sums(r.Num()); len(above)+below > 1 {
		for _, p := range above {
			known(p)
		}
	}
	return r.Reading(positive...)
}

// sums lists the factors of a polynomial that are sums.
func sums(p algebra.Poly) []algebra.Poly {
	if n := p.Terms(); n < 2 || n > longSum {
		return nil
	}
	var out []algebra.Poly
	for _, f := range algebra.Legible(p).List {
		if f.P.Terms() > 1 {
			out = append(out, f.P)
		}
	}
	return out
}

// longSum is the number of terms from which a numerator is left as it is.
const longSum = 40

// ratios presents several functions.
func (pr Presenter) ratios(ctx context.Context, rs []algebra.Ratio) []algebra.Ratio {
	if rs == nil {
		return nil
	}
	out := make([]algebra.Ratio, len(rs))
	for i, r := range rs {
		out[i] = pr.Ratio(ctx, r)
	}
	return out
}
