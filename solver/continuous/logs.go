package continuous

import (
	"context"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// Payoffs with logarithms of choices, and with exponentials, which make the choice a
// logarithm: nothing is compared but slopes, which are rational functions.

// byTheSlope is the best reply of a payoff that has one case and is known by its slope.
// Where it is concave the slope at the choice decides. Else a choice is best if the payoff
// rises before it and falls behind it; if one of the conditions of first and second order
// fails it is not; in between nothing is known.
func (q *deviation) byTheSlope(ctx context.Context, settler *concept.Settler) (reply, bool) {
	never := func(f expr.Formula) bool { return settler.Possible(ctx, f) == prove.No }
	if len(q.then.Cases) != 1 || !q.then.Cases[0].When.IsTrue() || !never(expr.And(q.given, q.within, expr.Not(q.elsewhere))) {
		return reply{}, false
	}
	zero := algebra.Ratio{}
	bend := q.bend.Cases[0].Is
	if never(expr.And(q.given, q.inside(q.d), expr.Compare(bend, expr.GT, zero))) {
		return q.concave(ctx, settler, 0)
	}
	x, d := concept.Variable(q.own), concept.Variable(q.d)
	slope, there := q.slope.Cases[0].Is, q.slopeThen.Cases[0].Is
	wrong := expr.Or(
		expr.And(d.Compare(expr.GT, x), expr.Compare(there, expr.GT, zero)),
		expr.And(d.Compare(expr.LT, x), expr.Compare(there, expr.LT, zero)))
	some, ans := settler.Eliminate(ctx, []algebra.Var{q.d}, expr.And(q.given, q.within, wrong))
	if ans != prove.Yes {
		return reply{}, false
	}
	at := func(e *games.End) expr.Formula {
		if e == nil || !e.Closed {
			return expr.False()
		}
		return x.Compare(expr.EQ, e.At)
	}
	bottom, top := at(q.low), at(q.high)
	here, err := bend.Substitute(q.d, algebra.FromPoly(algebra.Variable(q.own)))
	if err != nil {
		return reply{}, false
	}
	flat := expr.And(expr.Compare(slope, expr.EQ, zero), expr.Or(
		expr.Compare(here, expr.LT, zero),
		expr.And(expr.Compare(here, expr.EQ, zero), expr.Compare(q.turn.Cases[0].Is, expr.EQ, zero))))
	level := expr.And(expr.Compare(slope, expr.EQ, zero), expr.Compare(here, expr.LE, zero))
	r := reply{holds: expr.Not(some)}
	r.doubt = expr.And(some, expr.Or(
		expr.And(flat, expr.Not(bottom), expr.Not(top)),
		expr.And(bottom, expr.Or(level, expr.Compare(slope, expr.LT, zero))),
		expr.And(top, expr.Or(level, expr.Compare(slope, expr.GT, zero)))))
	return r, true
}

// doubtful reports whether choices at some places may be an equilibrium although that was
// not shown.
func (s *System) doubtful(ctx context.Context, settler *concept.Settler, codes []string) bool {
	all, doubt := []expr.Formula{s.space}, expr.False()
	for i, r := range s.reply {
		all = append(all, s.position(i, codes[i]), expr.Or(r.holds, r.doubt))
		doubt = expr.Or(doubt, r.doubt)
	}
	return !doubt.IsFalse() && settler.Possible(ctx, expr.And(append(all, doubt)...)) != prove.No
}

// position is the condition that a choice lies at a place of its range.
func (s *System) position(i int, code string) expr.Formula {
	v, x := s.g.Variables[i], concept.Variable(s.vars[i])
	f := expr.True()
	for _, e := range []struct {
		code string
		end  *games.End
		in   expr.Op
	}{{"low", v.Low, expr.GT}, {"high", v.High, expr.LT}} {
		switch {
		case e.end == nil:
		case code == e.code:
			f = expr.And(f, x.Compare(expr.EQ, e.end.At))
		default:
			f = expr.And(f, x.Compare(e.in, e.end.At))
		}
	}
	return f
}

// raised notes the choices of a row as they are in payoffs, for name.
func (s *System) raised(r *concept.Row, codes []string, st concept.Settled) {
	for k, v := range s.g.Variables {
		at := st.Values[k]
		r.Play = append(r.Play, concept.Choice{Place: v.Name, Player: k, Over: []string{codes[k]}, Probs: []concept.Amount{at}})
		r.Numbers = append(r.Numbers, concept.Number{Code: "eq", Name: v.Name, Is: at})
	}
	for _, name := range s.g.Players {
		r.Numbers = append(r.Numbers, concept.Number{Code: "payoff", Name: name})
	}
}

// name writes the numbers of rows with the logarithms that they have, as variables of the
// table. Where a choice is a root of an equation payoffs are left open, and its logarithm
// where the root has no form.
func (s *System) name(t *concept.Table) {
	first := len(s.g.Params)
	for _, r := range t.Rows {
		at := make([]*algebra.Ratio, len(s.vars))
		known := true
		for k := range s.vars {
			switch a := r.Play[k].Probs[0]; {
			case a.Known():
				if f, ok := a.Value.Ratio(); ok {
					at[k] = &f
				}
			case a.Form != nil:
				at[k], known = a.Form, false
			}
			known = known && at[k] != nil
		}
		for k, v := range s.g.Variables {
			is := concept.Amount{}
			switch {
			case v.Rate == nil && v.Root == nil:
				continue
			case at[k] == nil:
			case v.Rate != nil:
				if l, ok := logarithm(t, *at[k]); ok {
					is = concept.Formula(l.Mul(v.Rate.Inv()))
				}
			default:
				if c, err := v.Choice(s.vars[k]).Substitute(s.vars[k], *at[k]); err == nil {
					is = plain(s.g, concept.Formula(c))
				}
			}
			r.Play[k].Probs[0], r.Numbers[k].Is = is, is
		}
		if !known {
			continue
		}
		for i := range s.g.Players {
			if u, ok := s.now[i].Ratio(); ok {
				if p, ok := s.worth(t, u, at, first); ok {
					r.Numbers[len(s.vars)+i].Is = concept.Formula(p)
				}
			}
		}
	}
}

// worth is a payoff at choices.
func (s *System) worth(t *concept.Table, u algebra.Ratio, at []*algebra.Ratio, first algebra.Var) (algebra.Ratio, bool) {
	put := func(r algebra.Ratio) (algebra.Ratio, bool) {
		for k, v := range s.vars {
			out, err := r.Substitute(v, *at[k])
			if err != nil {
				return r, false
			}
			r = out
		}
		return r, true
	}
	// The choices first: variables of the table have the indices of choices.
	u, ok := put(u)
	for j, f := range s.g.Logs {
		l := games.LogOfChoice(first, j)
		if !ok || !slices.Contains(u.Vars(), l) {
			continue
		}
		if s.g.Alike != nil { // all choose the same
			f = concept.Rename(s.vars[0]+2, s.vars[0]+1, s.vars[0]).Ratio(f)
		}
		g, there := put(f)
		if !there {
			return u, false
		}
		is, there := logarithm(t, g)
		if !there {
			return u, false
		}
		out, err := u.Substitute(l, is)
		if err != nil {
			return u, false
		}
		u = out
	}
	return u, ok
}

// logarithm is the logarithm of a function of the parameters, in the terms of the model or
// as a variable of the table.
func logarithm(t *concept.Table, r algebra.Ratio) (algebra.Ratio, bool) {
	h := t.Printing()
	if l, err := h.Function("log", r); err == nil {
		return l, true
	}
	term := games.Term{Func: "log", Arg: r}
	if err := h.AddTerms([]games.Term{term}, len(h.Params)+1); err != nil {
		return algebra.Ratio{}, false
	}
	t.Variables = h.Params[len(t.Model.Head().Params):]
	l, err := h.Function("log", r)
	return l, err == nil
}
