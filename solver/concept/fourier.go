package concept

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// Limits of the elimination of unknowns that occur linearly; beyond them the general
// one takes over.
const (
	maxLeaves = 96  // conjunctions that are left
	maxSteps  = 400 // that are looked at
	maxRows   = 64  // conditions of one conjunction
	longRows  = 10  // from here on conditions that others imply are looked for
)

// fourier eliminates unknowns from conjunctions in which each, when its turn comes,
// occurs linearly: by an equation, or by setting every lower bound against every upper
// one (Fourier 1826, Motzkin 1936). Coefficients are polynomials in the parameters and
// in the unknowns left; where the sign of one is not known, the cases are taken apart.
// Where virtual substitution makes a case of every bound, bounds make conditions here:
// the probabilities of mixed strategies, whose coefficients mostly have known signs,
// leave a few conjunctions.
type fourier struct {
	*Settler
	ctx    context.Context
	vars   []algebra.Var
	leaves int
	steps  int
	lost   bool // it is not for this method
}

// linearly returns a formula over the parameters equivalent to ∃vars f; ok is false
// where the method does not apply or a limit is reached.
func (s *Settler) linearly(ctx context.Context, vars []algebra.Var, f expr.Formula) (out expr.Formula, ok bool) {
	e := &fourier{Settler: s, ctx: ctx, vars: vars}
	out = e.joined(e.all(f).Disjuncts())
	return out, !e.lost && ctx.Err() == nil
}

// all eliminates the unknowns that are left in a conjunction.
func (e *fourier) all(f expr.Formula) expr.Formula {
	if e.steps++; e.steps > maxSteps {
		e.lost = true
	}
	if e.lost || e.ctx.Err() != nil || e.Soon(e.ctx, f) == prove.No {
		return expr.False()
	}
	rows := f.Conjuncts()
	for i, g := range rows {
		if !slices.ContainsFunc(g.Vars(), e.unknown) {
			continue
		}
		switch {
		case g.Kind == expr.KOr:
			return e.cases(rows, i, g.Args)
		case g.Kind != expr.KAtom:
			e.lost = true
			return expr.False()
		case g.Atom.Op == expr.NE:
			return e.cases(rows, i, []expr.Formula{expr.Sign(g.Atom.P, expr.LT), expr.Sign(g.Atom.P, expr.GT)})
		}
	}
	st, ok := e.next(f, rows)
	switch {
	case e.lost:
		return expr.False()
	case !ok:
		e.leaves++
		e.lost = e.leaves > maxLeaves
		return e.needed(rows)
	case !st.open.IsZero():
		return e.parted(st, rows)
	case st.by >= 0:
		p := rows[st.by].Atom.P
		lead := p.LeadCoeff(st.v)
		r := algebra.RatioOf(lead.Mul(algebra.Variable(st.v)).Sub(p), lead)
		rest := expr.And(append(slices.Clone(rows[:st.by]), rows[st.by+1:]...)...)
		return e.all(e.tidied(Substitute(rest, st.v, r)))
	}
	return e.all(e.combine(st, rows))
}

// parted takes apart what sign a coefficient has. Where it is 0, factor by factor, its
// unknown goes from the row.
func (e *fourier) parted(st step, rows []expr.Formula) expr.Formula {
	f := expr.And(rows...)
	var out []expr.Formula
	for _, op := range st.split {
		if op != expr.EQ {
			out = append(out, e.all(expr.And(f, e.tidy(st.open, op))))
			continue
		}
		a := rows[st.by].Atom
		rest := slices.Clone(rows)
		rest[st.by] = e.tidy(a.P.Sub(a.P.LeadCoeff(st.v).Mul(algebra.Variable(st.v))), a.Op)
		for _, zero := range e.tidy(st.open, op).Disjuncts() {
			out = append(out, e.all(expr.And(append(rest, zero)...)))
		}
	}
	return expr.Or(out...)
}

func (e *fourier) unknown(v algebra.Var) bool { return slices.Contains(e.vars, v) }

// cases takes a disjunction among the rows apart.
func (e *fourier) cases(rows []expr.Formula, at int, parts []expr.Formula) expr.Formula {
	rest := expr.And(append(slices.Clone(rows[:at]), rows[at+1:]...)...)
	var out []expr.Formula
	for _, p := range parts {
		out = append(out, e.all(expr.And(rest, p)))
	}
	return expr.Or(out...)
}

// step says how to go on: eliminate v, by the equation in row by unless that is
// negative; or, where open is not 0, take apart what sign that coefficient of v in
// row by has.
type step struct {
	v     algebra.Var
	by    int
	signs []prove.SignSet // of the coefficients of v in the rows
	open  algebra.Poly
	split []expr.Op
}

// next chooses the unknown to eliminate: one that an equation gives, or the one whose
// bounds make the fewest conditions. ok is false where none is left.
func (e *fourier) next(f expr.Formula, rows []expr.Formula) (out step, ok bool) {
	known := make(map[string]prove.SignSet)
	sign := func(p algebra.Poly) prove.SignSet {
		key := p.Key()
		if s, ok := known[key]; ok {
			return s
		}
		s := e.sign(p)
		for _, one := range [...]prove.SignSet{prove.Neg, prove.Zero, prove.Pos} {
			if s != one && s&one != 0 && e.Soon(e.ctx, expr.And(f, expr.Sign(p, one.Op()))) == prove.No {
				s &^= one
			}
		}
		known[key] = s
		return s
	}
	any, equations, best := false, false, 0
	for _, v := range e.vars {
		for i, g := range rows {
			if g.Kind != expr.KAtom || !g.Atom.P.Has(v) {
				continue
			}
			any = true
			if g.Atom.Op != expr.EQ {
				continue
			}
			equations = true
			if g.Atom.P.Degree(v) != 1 {
				continue
			}
			lead := g.Atom.P.LeadCoeff(v)
			cost := 2 * (lead.Terms() + g.Atom.P.Terms())
			if slices.ContainsFunc(lead.Vars(), e.unknown) {
				cost += 1000
			}
			st := step{v: v, by: i}
			switch c := sign(lead); {
			case c == prove.Zero:
				st.open, st.split = lead, []expr.Op{expr.EQ}
				return st, true
			case c&prove.Zero != 0:
				st.open, st.split = lead, []expr.Op{expr.NE, expr.EQ}
				cost += 500
			}
			if !ok || cost < best {
				out, ok, best = st, true, cost
			}
		}
	}
	if equations {
		e.lost = e.lost || !ok
		return out, ok
	}
	for _, v := range e.vars {
		st := step{v: v, by: -1, signs: make([]prove.SignSet, len(rows))}
		lower, upper, open, linear := 0, 0, 0, true
		for i, g := range rows {
			if g.Kind != expr.KAtom || !g.Atom.P.Has(v) {
				continue
			}
			if linear = linear && g.Atom.P.Degree(v) == 1; !linear {
				break
			}
			lead := g.Atom.P.LeadCoeff(v)
			st.signs[i] = sign(lead)
			switch up := g.Atom.Op == expr.GT || g.Atom.Op == expr.GE; st.signs[i] {
			case prove.Pos, prove.Neg:
				if up == (st.signs[i] == prove.Pos) {
					lower++
				} else {
					upper++
				}
			case prove.Zero:
			default:
				if open++; st.open.IsZero() || slices.ContainsFunc(st.open.Vars(), e.unknown) {
					st.by, st.open, st.split = i, lead, []expr.Op{expr.GT, expr.LT, expr.EQ}
				}
			}
		}
		if !linear || lower+upper+open == 0 {
			continue
		}
		cost := 1000*open + lower*upper - lower - upper
		if !ok || cost < best {
			out, ok, best = st, true, cost
		}
	}
	e.lost = e.lost || any && !ok
	return out, ok
}

// sign is what signs p is known to have under the assumptions alone.
func (e *fourier) sign(p algebra.Poly) prove.SignSet { return e.quick.Sign(e.ctx, p) }

// combine eliminates the unknown of a step by its bounds.
func (e *fourier) combine(st step, rows []expr.Formula) expr.Formula {
	type bound struct {
		lead, rest algebra.Poly // lead·v + rest >= 0
		strict     bool
	}
	var lower, upper []bound
	var out []expr.Formula
	for i, g := range rows {
		if g.Kind != expr.KAtom || !g.Atom.P.Has(st.v) {
			out = append(out, g)
			continue
		}
		p := g.Atom.P
		lead := p.LeadCoeff(st.v)
		rest := p.Sub(lead.Mul(algebra.Variable(st.v)))
		sign := st.signs[i]
		if sign == prove.Zero {
			out = append(out, expr.Sign(rest, g.Atom.Op), expr.Sign(lead, expr.EQ))
			continue
		}
		if g.Atom.Op == expr.LT || g.Atom.Op == expr.LE {
			lead, rest = lead.Neg(), rest.Neg()
			sign = sign.Flip()
		}
		b := bound{lead, rest, g.Atom.Op.Strict()}
		if sign == prove.Pos {
			lower = append(lower, b)
		} else {
			upper = append(upper, b)
		}
	}
	// A sign may be known from a row that goes only.
	for _, l := range lower {
		out = append(out, e.tidy(l.lead, expr.GT))
		for _, u := range upper {
			op := expr.GE
			if l.strict || u.strict {
				op = expr.GT
			}
			out = append(out, e.tidy(l.lead.Mul(u.rest).Sub(u.lead.Mul(l.rest)), op))
		}
	}
	for _, u := range upper {
		out = append(out, e.tidy(u.lead, expr.LT))
	}
	f := expr.And(out...)
	if rows = f.Conjuncts(); len(rows) > longRows {
		f = e.needed(rows)
	}
	return f
}

// needed leaves out conditions that the others imply.
func (e *fourier) needed(rows []expr.Formula) expr.Formula {
	if len(rows) > maxRows {
		e.lost = true
		return expr.False()
	}
	for i := len(rows) - 1; i >= 0; i-- {
		rest := append(slices.Clone(rows[:i]), rows[i+1:]...)
		if e.Soon(e.ctx, expr.And(append(rest, expr.Not(rows[i]))...)) == prove.No {
			rows = rest
		}
	}
	return expr.And(rows...)
}

// joined joins cases: what another case makes up for is left out of each. Cases that
// a sign took apart are one again where it did not matter.
func (e *fourier) joined(cases []expr.Formula) expr.Formula {
	if len(cases) < 2 || e.lost {
		return expr.Or(cases...)
	}
	for i := 0; i < len(cases); {
		var other []expr.Formula
		for j, c := range cases {
			if j != i {
				other = append(other, expr.Not(c))
			}
		}
		if e.Soon(e.ctx, expr.And(append(other, cases[i])...)) == prove.No {
			cases = append(slices.Clone(cases[:i]), cases[i+1:]...)
			continue
		}
		rows := slices.Clone(cases[i].Conjuncts())
		slices.SortStableFunc(rows, func(a, b expr.Formula) int { return weight(b) - weight(a) })
		for k := 0; k < len(rows); {
			rest := append(slices.Clone(rows[:k]), rows[k+1:]...)
			if e.Soon(e.ctx, expr.And(slices.Concat(other, rest, []expr.Formula{expr.Not(rows[k])})...)) == prove.No {
				rows = rest
				continue
			}
			k++
		}
		cases[i] = expr.And(rows...)
		i++
	}
	return expr.Or(cases...)
}

// weight orders conditions by how much there is to read, equations first.
func weight(f expr.Formula) int {
	n := 0
	f.Atoms(func(a expr.Atom) {
		n += a.P.Terms() * a.P.TotalDegree()
		if a.Op == expr.EQ {
			n += 1000
		}
	})
	return n
}

// tidy drops the factors of p whose sign is known.
func (e *fourier) tidy(p algebra.Poly, op expr.Op) expr.Formula {
	if p.IsZero() {
		return expr.Bool(op.Holds(0))
	}
	fs := algebra.Factorize(p)
	if fs.Constant.Sign() < 0 {
		op = op.Flip()
	}
	out := algebra.IntPoly(1)
	var zero []expr.Formula
	for _, f := range fs.List {
		switch e.sign(f.P) {
		case prove.Pos:
			continue
		case prove.Neg:
			if f.N%2 == 1 {
				op = op.Flip()
			}
			continue
		}
		out = out.Mul(f.P.Pow(f.N))
		zero = append(zero, expr.Sign(f.P, expr.EQ))
	}
	if op == expr.EQ {
		return expr.Or(zero...) // a zero factor is a case of its own
	}
	return expr.Sign(out, op)
}

// tidied drops factors of known sign from all comparisons that mention unknowns.
func (e *fourier) tidied(f expr.Formula) expr.Formula {
	return f.Map(func(a expr.Atom) expr.Formula { return e.tidy(a.P, a.Op) })
}
