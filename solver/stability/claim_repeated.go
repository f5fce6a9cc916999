package stability

import (
	"errors"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
	"brink/solver/repeated"
)

// applyRepeated compiles spe and repeated_nash. What brink gives up on, for lack
// of time or because there is too much to compare, leaves the claim undecided.
func applyRepeated(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	g := s.c.game
	if g.Repeated == nil {
		return expr.Result{}, expr.Fail(n, "add repeated: {discount: delta}", "%s needs a repeated game", n.Text)
	}
	if err := arity(n, len(g.Players), n.Text+"(one automaton for each player)"); err != nil {
		return expr.Result{}, err
	}
	names := make([]string, len(n.Args))
	for p, a := range n.Args {
		names[p] = text(cc, a)
		if _, err := repeated.Resolve(g, names[p], p); err != nil {
			return expr.Result{}, expr.Fail(a, "", "%v", err)
		}
	}
	fixed := equalities(s.hyps)
	if spe, nash, ok := s.atNumbers(fixed, names); ok {
		return expr.Truth(expr.Bool(n.Text == "spe" && spe || n.Text != "spe" && nash)), nil
	}
	for _, v := range g.Repeated.DiscountVars() {
		delete(fixed, v)
	}
	row, err := repeated.Analyse(s.ctx, fixParameters(g, fixed), names)
	if err == nil && n.Text != "spe" {
		err = row.NashErr
	}
	switch {
	case err == nil:
	case s.ctx.Err() != nil:
		s.fatal = undecidable(note.Cause(s.ctx).Code, note.Cause(s.ctx).Args...)
		return expr.Truth(expr.False()), nil
	case errors.Is(err, repeated.ErrTooManyPolicies):
		s.fatal = undecidable(note.Text, err)
		return expr.Truth(expr.False()), nil
	default:
		return expr.Result{}, expr.Fail(n, "", "%v", err)
	}
	if n.Text == "spe" {
		return expr.Truth(row.SPE), nil
	}
	return expr.Truth(row.Nash), nil
}

// atNumbers decides both predicates when a claim fixes all that they depend on.
func (s *claimScope) atNumbers(fixed map[algebra.Var]*big.Rat, names []string) (spe, nash, ok bool) {
	g := fixParameters(s.c.game, fixed)
	deltas := make([]*big.Rat, len(g.Players))
	for p := range deltas {
		delta, ok := g.Repeated.DiscountOf(p).Rat()
		if !ok || delta.Sign() < 0 {
			return false, false, false
		}
		if top := delta.Cmp(big.NewRat(1, 1)); top > 0 || top == 0 && g.Repeated.Horizon == 0 {
			return false, false, false
		}
		deltas[p] = delta
	}
	spe, nash, ok, err := repeated.HoldsAt(s.ctx, g, names, deltas...)
	return spe, nash, ok && err == nil
}

// equalities lists the parameters that a conjunction sets to a number.
func equalities(f expr.Formula) map[algebra.Var]*big.Rat {
	out := map[algebra.Var]*big.Rat{}
	var walk func(expr.Formula)
	walk = func(f expr.Formula) {
		switch f.Kind {
		case expr.KAnd:
			for _, a := range f.Args {
				walk(a)
			}
		case expr.KAtom:
			vs := f.Atom.P.Vars()
			if f.Atom.Op != expr.EQ || len(vs) != 1 || f.Atom.P.TotalDegree() != 1 {
				return
			}
			cs := f.Atom.P.Coeffs(vs[0])
			b, _ := cs[0].Const()
			a, _ := cs[1].Const()
			out[vs[0]] = new(big.Rat).Neg(new(big.Rat).SetFrac(b.Big(), a.Big()))
		}
	}
	walk(f)
	return out
}

// fixParameters returns a repeated game with numbers in place of the parameters
// that a claim fixes: polynomials in the discount factor alone are solved for in a
// fraction of the time. Where a number makes no sense, as in a division by zero, or
// would change which random transitions count as possible or as the same, the game
// is returned as it is.
func fixParameters(g *games.Game, fixed map[algebra.Var]*big.Rat) *games.Game {
	if len(fixed) == 0 || g.Payoffs == nil {
		return g
	}
	failed := false
	ratio := func(r algebra.Ratio) algebra.Ratio {
		for v, x := range fixed {
			s, err := r.Substitute(v, algebra.FromRat(x))
			if err != nil {
				failed = true
				return r
			}
			r = s
		}
		return r
	}
	formula := func(f expr.Formula) expr.Formula {
		for v, x := range fixed {
			f = f.At(v, x)
		}
		return f
	}
	out, r := *g, *g.Repeated
	out.Repeated, out.Symmetric = &r, nil
	out.Payoffs = make([][]expr.Value, len(g.Payoffs))
	for p, us := range g.Payoffs {
		out.Payoffs[p] = make([]expr.Value, len(us))
		for i, u := range us {
			var v expr.Value
			for _, c := range u.Cases {
				if when := formula(c.When); !when.IsFalse() {
					v.Cases = append(v.Cases, expr.Case{When: when, Is: ratio(c.Is)})
				}
			}
			out.Payoffs[p][i] = v
		}
	}
	r.Discount = ratio(r.Discount)
	r.Own = slices.Clone(r.Own)
	for p := range r.Own {
		r.Own[p].Factor = ratio(r.Own[p].Factor)
	}
	if r.Error != nil {
		e := ratio(*r.Error)
		r.Error = &e
	}
	if m := r.Monitoring; m != nil {
		r.Monitoring = &games.Monitoring{Signals: m.Signals, Prob: make([][]algebra.Ratio, len(m.Prob))}
		for i, ps := range m.Prob {
			for _, p := range ps {
				r.Monitoring.Prob[i] = append(r.Monitoring.Prob[i], ratio(p))
			}
		}
	}
	r.Automata = make([]games.Automaton, len(g.Repeated.Automata))
	for k, a := range g.Repeated.Automata {
		r.Automata[k] = fixAutomaton(a, func(p algebra.Ratio) algebra.Ratio {
			q := ratio(p)
			failed = failed || !q.Equal(p) && (q.IsZero() || a.Public)
			return q
		})
	}
	if failed {
		return g
	}
	return &out
}

// fixAutomaton copies an automaton with its probabilities replaced.
func fixAutomaton(a games.Automaton, ratio func(algebra.Ratio) algebra.Ratio) games.Automaton {
	states := make([]games.State, len(a.States))
	for i, s := range a.States {
		mix := s.Mix
		s.Mix = nil
		for _, x := range mix {
			s.Mix = append(s.Mix, games.Share{Action: x.Action, Prob: ratio(x.Prob)})
		}
		next := s.Next
		s.Next = make([]games.Transition, len(next))
		for j, t := range next {
			s.Next[j] = games.Transition{Actions: t.Actions}
			for _, b := range t.To {
				s.Next[j].To = append(s.Next[j].To, games.Branch{State: b.State, Prob: ratio(b.Prob)})
			}
		}
		states[i] = s
	}
	a.States = states
	return a
}
