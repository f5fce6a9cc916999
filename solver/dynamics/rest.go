package dynamics

import (
	"context"
	"fmt"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// maxRestCandidates bounds the combinations of factors that are examined.
const maxRestCandidates = 2_000

// RestPoints lists the rest points of a system, by the factors of the rates that
// vanish: where they exist, where they are, and the column "stable", the condition
// that they exist and are locally asymptotically stable by the eigenvalues of the
// linearisation (Routh and Hurwitz; Schur and Jury for discrete time); of best-response
// dynamics see towardsReplies.
func RestPoints(ctx context.Context, d *games.Dynamics) (*concept.Table, error) {
	s := concept.NewSettler(d)
	sys := NewSystem(d)
	cands, err := sys.candidates(ctx, s)
	if err != nil {
		return nil, err
	}
	cands = apart(ctx, s, len(d.Variables), cands)
	out := &concept.Table{Model: d, Concept: "rest"}
	out.Collect(ctx, len(cands), func(ctx context.Context, i int) (*concept.Row, *note.Note) {
		sentence := concept.Candidate{Unknowns: len(d.Variables), Holds: cands[i]}
		st := s.Settle(ctx, sentence)
		if st.Open {
			return nil, concept.LeftOut(fmt.Sprintf("rest points %d", i+1))
		}
		if st.Exists.IsFalse() {
			return nil, nil
		}
		r := &concept.Row{Exists: st.Exists, KnifeEdge: st.KnifeEdge, Sentence: sentence}
		put := s.Amounts(ctx, &concept.Calc{}, len(d.Params), st)
		for k, v := range d.Variables {
			r.Numbers = append(r.Numbers, concept.Number{Code: "rest", Name: v.Name, Is: put(concept.Variable(sys.vars[k]))})
		}
		col := concept.Column{Code: "stable", Open: true}
		if f, ok := sys.at(ctx, s, cands[i], st, sys.Stable(), nil); ok {
			col = concept.Column{Code: "stable", When: s.Simplify(ctx, f)}
		}
		r.Columns = append(r.Columns, col)
		if d.Replies == nil {
			if !col.Open {
				r.Columns = append(r.Columns, sys.global(ctx, s, cands[i], st, col.When)...)
			}
			r.Columns = append(r.Columns, sys.contracting(ctx, s, st)...)
			r.Columns = append(r.Columns, sys.portrait(ctx, s, cands[i], st)...)
			r.Columns = append(r.Columns, sys.saddle(ctx, s, cands[i], st)...)
		}
		if !col.Open {
			r.Columns = append(r.Columns, sys.undecided(ctx, s, cands[i], st, col.When)...)
		}
		return r, nil
	})
	out.Roots(ctx, s)
	withoutNever(out, "node", "focus", "saddle", "centre")
	return out, nil
}

// apart splits candidates whose rest points are roots of one equation: by its factors,
// and the two roots of a quadratic equation by the sign of its slope.
func apart(ctx context.Context, s *concept.Settler, unknowns int, cands []expr.Formula) []expr.Formula {
	var out []expr.Formula
	for len(cands) > 0 {
		f := cands[0]
		cands = cands[1:]
		st := s.Settle(ctx, concept.Candidate{Unknowns: unknowns, Holds: f})
		var split []expr.Formula
		for _, a := range st.Values {
			if split = factorsApart(a); split != nil {
				break
			}
		}
		if split != nil && !st.Open {
			for _, g := range slices.Backward(split) {
				if g = expr.And(f, g); s.Possible(ctx, g) != prove.No {
					cands = append([]expr.Formula{g}, cands...)
				}
			}
			continue
		}
		i := slices.IndexFunc(st.Values, func(a concept.Amount) bool {
			return a.Value == nil && a.Poly.Degree(a.Unknown) == 2
		})
		if i < 0 || st.Open {
			out = append(out, f)
			continue
		}
		slope := st.Values[i].Poly.Derivative(st.Values[i].Unknown)
		for _, op := range []expr.Op{expr.LT, expr.GE} {
			if g := expr.And(f, expr.Sign(slope, op)); s.Possible(ctx, g) != prove.No {
				out = append(out, g)
			}
		}
	}
	return out
}

// factorsApart lists, where an unknown is a root of an equation that has several factors,
// which of them is the first to vanish.
func factorsApart(a concept.Amount) []expr.Formula {
	if a.Value != nil || a.Poly.Degree(a.Unknown) < 2 {
		return nil
	}
	list := algebra.Factorize(a.Poly).List
	list = slices.DeleteFunc(list, func(f algebra.Factor) bool { return !f.P.Has(a.Unknown) })
	if len(list) < 2 {
		return nil
	}
	var out []expr.Formula
	before := expr.True()
	for _, f := range list {
		out = append(out, expr.And(before, expr.Sign(f.P, expr.EQ)))
		before = expr.And(before, expr.Sign(f.P, expr.NE))
	}
	return out
}

// withoutNever drops columns that hold nowhere in the whole table.
func withoutNever(t *concept.Table, codes ...string) {
	for _, code := range codes {
		is := func(c concept.Column) bool { return c.Code == code }
		if slices.ContainsFunc(t.Rows, func(r *concept.Row) bool {
			return slices.ContainsFunc(r.Columns, func(c concept.Column) bool { return is(c) && (c.Open || !c.When.IsFalse()) })
		}) {
			continue
		}
		for _, r := range t.Rows {
			r.Columns = slices.DeleteFunc(r.Columns, is)
		}
	}
}

// at is the condition that a rest point exists at which f holds for some value of the
// unknowns.
func (s *System) at(ctx context.Context, settler *concept.Settler, rest expr.Formula, st concept.Settled, f expr.Formula, unknowns []algebra.Var) (expr.Formula, bool) {
	if slices.ContainsFunc(st.Values, func(a concept.Amount) bool { return !a.Known() }) {
		g, ans := settler.Eliminate(ctx, slices.Concat(s.vars, unknowns), expr.And(rest, f))
		return g, ans == prove.Yes
	}
	var values []expr.Value
	for _, a := range st.Values {
		values = append(values, *a.Value)
	}
	f = expr.And(st.Exists, concept.Put(f, s.vars, values))
	if len(unknowns) == 0 {
		return f, true
	}
	g, ans := settler.Eliminate(ctx, unknowns, f)
	return g, ans == prove.Yes
}

// undecided is the column of the parameters at which a rest point exists and its
// linearisation does not decide, if there are any.
func (s *System) undecided(ctx context.Context, settler *concept.Settler, rest expr.Formula, st concept.Settled, stable expr.Formula) []concept.Column {
	if s.Decided() {
		return nil
	}
	f, unknowns := s.Unstable()
	unstable, ok := s.at(ctx, settler, rest, st, f, unknowns)
	if !ok {
		unstable = expr.False()
	}
	open := expr.And(st.Exists, expr.Not(stable), expr.Not(unstable))
	if settler.Possible(ctx, open) == prove.No {
		return nil
	}
	return []concept.Column{{Code: "undecided", When: settler.Simplify(ctx, open)}}
}

// System is a Dynamics made ready for questions about its rest points.
type System struct {
	d    *games.Dynamics
	vars []algebra.Var
	// drift is what must vanish: the rates, or in discrete time the changes.
	drift []expr.Value
	space expr.Formula // ranges and domain
}

// NewSystem prepares a system.
func NewSystem(d *games.Dynamics) *System {
	s := &System{d: d, space: d.Domain}
	calc := &concept.Calc{}
	for i, v := range d.Variables {
		x := len(d.Params) + i
		s.vars = append(s.vars, x)
		f := d.Rates[i]
		if d.Discrete {
			f = calc.Sub(f, concept.Variable(x))
		}
		s.drift = append(s.drift, f)
		s.space = expr.And(s.space, v.Within)
	}
	for _, group := range d.Shares {
		sum := algebra.IntPoly(-1)
		for _, i := range group {
			sum = sum.Add(algebra.Variable(s.vars[i]))
		}
		s.space = expr.And(s.space, expr.Sign(sum, expr.EQ))
	}
	return s
}

// Vars are the variables, in order.
func (s *System) Vars() []algebra.Var { return s.vars }

// Rest is the condition on parameters and variables that the variables rest.
func (s *System) Rest() expr.Formula {
	all := []expr.Formula{s.space}
	for _, f := range s.drift {
		all = append(all, f.Compare(expr.EQ, concept.Zero))
	}
	return expr.And(all...)
}

// affine reports whether the rates are affine in the variables, so that the
// linearisation is the system.
func (s *System) affine() bool {
	return !slices.ContainsFunc(s.d.Rates, func(v expr.Value) bool {
		r, ok := v.Ratio()
		return !ok || slices.ContainsFunc(s.vars, r.Den().Has) || concept.Degree(r.Num(), s.vars) > 1
	})
}

// Stable is the condition on parameters and variables that all eigenvalues of the
// linearisation lie in the open left half plane, or in the open unit disc. Where
// pieces of the rates meet it is false. Of smooth systems of one dimension it is
// exactly asymptotic stability: see Decided.
func (s *System) Stable() expr.Formula {
	if f, ok := s.onLine(); ok {
		return f
	}
	if s.d.Replies != nil {
		stable, _ := s.towardsReplies()
		return stable
	}
	return s.linearised(func(c []algebra.Ratio) expr.Formula {
		if s.d.Discrete {
			return schur(c)
		}
		return hurwitz(c)
	})
}

// Decided reports whether Stable is asymptotic stability everywhere: of affine
// systems, which are their linearisation, and of smooth ones of one dimension.
func (s *System) Decided() bool {
	_, ok := s.onLine()
	return ok || s.affine() && s.d.Replies == nil
}

// Unstable is the condition that some eigenvalue lies in the open right half plane,
// or outside the closed unit disc: with an unknown real and imaginary part beyond
// the variables, to be eliminated by the caller; none where the closure of the
// conditions of Routh and Hurwitz, or of Jury, is known to be exact.
func (s *System) Unstable() (f expr.Formula, unknowns []algebra.Var) {
	if s.d.Replies != nil {
		_, f := s.towardsReplies()
		return f, nil
	}
	n := len(s.vars)
	for range s.d.Shares {
		n--
	}
	if n <= 3 && !s.d.Discrete || n <= 2 {
		return s.linearised(func(c []algebra.Ratio) expr.Formula { return expr.Not(closed(c, s.d.Discrete)) }), nil
	}
	re := len(s.d.Params) + len(s.vars)
	im := re + 1
	return s.linearised(func(c []algebra.Ratio) expr.Formula {
		// p(re + i·im), by Horner's rule.
		a, b := algebra.Ratio{}, algebra.Ratio{}
		x, y := algebra.FromPoly(algebra.Variable(re)), algebra.FromPoly(algebra.Variable(im))
		for k := len(c) - 1; k >= 0; k-- {
			a, b = a.Mul(x).Sub(b.Mul(y)).Add(c[k]), a.Mul(y).Add(b.Mul(x))
		}
		out := expr.Sign(algebra.Variable(re), expr.GT)
		if s.d.Discrete {
			out = expr.Compare(x.Mul(x).Add(y.Mul(y)), expr.GT, algebra.FromInt(1))
		}
		return expr.And(out, expr.Compare(a, expr.EQ, algebra.Ratio{}), expr.Compare(b, expr.EQ, algebra.Ratio{}))
	}), []algebra.Var{re, im}
}

// linearised asks something of the characteristic polynomial of the Jacobian in the
// interior of each piece of the rates.
func (s *System) linearised(ask func(c []algebra.Ratio) expr.Formula) expr.Formula {
	var any []expr.Formula
	var walk func(i int, when expr.Formula, rows [][]algebra.Ratio)
	walk = func(i int, when expr.Formula, rows [][]algebra.Ratio) {
		if when.IsFalse() {
			return
		}
		if i == len(s.d.Rates) {
			any = append(any, expr.And(when, ask(characteristic(s.within(rows)))))
			return
		}
		for _, c := range s.d.Rates[i].Cases {
			row := make([]algebra.Ratio, len(s.vars))
			for j, v := range s.vars {
				row[j] = c.Is.Derivative(v)
			}
			open, _ := concept.Strict(c.When, s.vars...)
			walk(i+1, expr.And(when, open), append(rows[:len(rows):len(rows)], row))
		}
	}
	walk(0, expr.True(), nil)
	return expr.Or(any...)
}

// within restricts a Jacobian to changes that keep the sums of shares: the last of
// each group is 1 less the others.
func (s *System) within(rows [][]algebra.Ratio) [][]algebra.Ratio {
	last := make(map[int]int) // of the group, by variable
	for _, group := range s.d.Shares {
		for _, i := range group {
			last[i] = group[len(group)-1]
		}
	}
	var out [][]algebra.Ratio
	for i, row := range rows {
		if l, ok := last[i]; ok && l == i {
			continue
		}
		var r []algebra.Ratio
		for j, x := range row {
			if l, ok := last[j]; !ok {
				r = append(r, x)
			} else if l != j {
				r = append(r, x.Sub(row[l]))
			}
		}
		out = append(out, r)
	}
	return out
}

// candidates splits the equations by their factors: of each, the first one that
// vanishes.
func (s *System) candidates(ctx context.Context, settler *concept.Settler) ([]expr.Formula, error) {
	pieces, err := settler.Pieces(ctx, s.drift)
	if err != nil {
		return nil, err
	}
	var out []expr.Formula
	for _, p := range pieces {
		var walk func(i int, f expr.Formula) error
		walk = func(i int, f expr.Formula) error {
			if f.IsFalse() || settler.Soon(ctx, f) == prove.No {
				return nil
			}
			if i == len(p.Ratio) {
				if len(out) == maxRestCandidates {
					return fmt.Errorf("the rates have more than %d combinations of factors", maxRestCandidates)
				}
				out = append(out, f)
				return nil
			}
			num, den := p.Ratio[i].Num(), p.Ratio[i].Den()
			f = expr.And(f, expr.Sign(den, expr.NE))
			if num.IsZero() {
				return walk(i+1, f)
			}
			before := expr.True()
			for _, x := range algebra.Factorize(num).List {
				if err := walk(i+1, expr.And(f, before, expr.Sign(x.P, expr.EQ))); err != nil {
					return err
				}
				before = expr.And(before, expr.Sign(x.P, expr.NE))
			}
			return nil
		}
		if err := walk(0, expr.And(s.space, p.When)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
