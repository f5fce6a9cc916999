package anonymous

import (
	"context"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// Gains is a game made ready for questions: the gain g(k) of the second action over
// the first when k of the n - 1 others choose the second. All conditions follow from its signs at 0,
// at n - 1, and in between, where it must be monotone in k for the between to be
// known.
type Gains struct {
	g       *games.Anonymous
	settler *concept.Settler
	calc    concept.Calc

	last algebra.Ratio // n - 1
	// First and Last are g(0) and g(n - 1).
	First, Last expr.Value
	// two is the condition that there are two players; Low and High are then nothing,
	// otherwise g(1) and g(n - 2), which may be the same.
	two       expr.Formula
	Low, High expr.Value
	// falls is the condition that g nowhere rises from 1 to n - 2.
	falls expr.Formula
	// inner is g between; whole says that g is a single function from 0 to n - 1, linear
	// that inner is linear in k.
	inner         expr.Value
	whole, linear bool
	// open says that the signs between could not be found.
	open bool
}

// NewGains prepares a game.
func NewGains(ctx context.Context, g *games.Anonymous, settler *concept.Settler) (*Gains, error) {
	s := &Gains{g: g, settler: settler, last: g.Count.Sub(algebra.FromInt(1))}
	k := g.Others
	gain := s.calc.Sub(g.Payoff[1], g.Payoff[0])
	between := expr.And(s.size(expr.GE, 3), s.from(k, 1, 2))
	everywhere := expr.And(expr.Compare(variable(k), expr.GE, algebra.Ratio{}), expr.Compare(variable(k), expr.LE, s.last))
	defined := expr.And(g.Domain[0], g.Domain[1])
	if settler.Possible(ctx, expr.And(everywhere, expr.Not(defined))) != prove.No {
		return nil, ErrUndefined
	}
	s.two = expr.Compare(g.Count, expr.EQ, algebra.FromInt(2))
	s.First, s.Last = s.there(ctx, s.at(gain, algebra.Ratio{})), s.there(ctx, s.at(gain, s.last))
	s.inner, s.open = s.settleCases(ctx, gain, between)
	if s.open {
		return s, s.calc.Err
	}
	one := algebra.FromInt(1)
	s.Low, s.High = s.there(ctx, s.at(s.inner, one)), s.there(ctx, s.at(s.inner, s.last.Sub(one)))
	s.linear = true
	for _, c := range s.inner.Cases {
		s.linear = s.linear && c.Is.Den().Degree(k) == 0 && c.Is.Num().Degree(k) <= 1
	}
	_, plain := gain.Ratio()
	s.whole = plain && s.linear
	step := s.calc.Sub(s.at(s.inner, variable(k).Add(one)), s.inner)
	steps := expr.And(s.size(expr.GE, 4), s.from(k, 1, 3))
	some := func(f expr.Formula) expr.Formula {
		out, ans := settler.Eliminate(ctx, []algebra.Var{k}, expr.And(steps, f))
		s.open = s.open || ans != prove.Yes
		return out
	}
	down, up := some(compare(step, expr.LT)), some(compare(step, expr.GT))
	s.falls = expr.Not(up)
	// A line that rises is 0 once. Another g may be 0 at two neighbours, and then some
	// choose each action; whether at whole numbers, the reals do not tell.
	rest := expr.False()
	if !s.linear {
		rest = some(expr.And(compare(s.inner, expr.EQ), compare(step, expr.EQ)))
	}
	if settler.Possible(ctx, expr.And(up, expr.Or(down, rest))) != prove.No {
		s.open = true
	}
	return s, s.calc.Err
}

func variable(v algebra.Var) algebra.Ratio { return algebra.FromPoly(algebra.Variable(v)) }

// size compares the number of players with a number.
func (s *Gains) size(op expr.Op, n int64) expr.Formula {
	return expr.Compare(s.g.Count, op, algebra.FromInt(n))
}

// from says that k lies from low to n - high.
func (s *Gains) from(k algebra.Var, low, high int64) expr.Formula {
	return expr.And(expr.Compare(variable(k), expr.GE, algebra.FromInt(low)), expr.Compare(variable(k), expr.LE, s.g.Count.Sub(algebra.FromInt(high))))
}

// at puts a number of others into a value.
func (s *Gains) at(v expr.Value, k algebra.Ratio) expr.Value {
	return s.calc.Put(v, s.g.Others, k)
}

// there drops the cases that never apply, and the condition of one that is left.
func (s *Gains) there(ctx context.Context, v expr.Value) expr.Value {
	var out expr.Value
	for _, c := range v.Cases {
		if s.settler.Soon(ctx, c.When) != prove.No {
			out.Cases = append(out.Cases, c)
		}
	}
	if len(out.Cases) == 1 && s.settler.Soon(ctx, expr.Not(out.Cases[0].When)) == prove.No {
		out.Cases[0].When = expr.True()
	}
	return out
}

// settleCases drops the conditions on k from the cases of v where they are the same
// for every whole k between; open says that some are not.
func (s *Gains) settleCases(ctx context.Context, v expr.Value, between expr.Formula) (out expr.Value, open bool) {
	k := s.g.Others
	for _, c := range v.Cases {
		when := c.When.Map(func(a expr.Atom) expr.Formula {
			f := s.sharpened(a)
			if a.P.Degree(k) == 0 {
				return f
			}
			switch {
			case s.settler.Possible(ctx, expr.And(between, f)) == prove.No:
				return expr.False()
			case s.settler.Possible(ctx, expr.And(between, expr.Not(f))) == prove.No:
				return expr.True()
			}
			open = true
			return f
		})
		if !when.IsFalse() {
			out.Cases = append(out.Cases, expr.Case{When: when, Is: c.Is})
		}
	}
	return out, open
}

// sharpened writes a strict comparison of whole numbers as a weak one: p > 0 is
// p >= 1 where p is made of whole numbers and k alone, and n if that is a parameter.
func (s *Gains) sharpened(a expr.Atom) expr.Formula {
	f := expr.Formula{Kind: expr.KAtom, Atom: a}
	n, ok := s.count()
	for _, v := range a.P.Vars() {
		if v != s.g.Others && (!ok || v != n) {
			return f
		}
	}
	one := algebra.IntPoly(1)
	switch a.Op {
	case expr.GT:
		return expr.Sign(a.P.Sub(one), expr.GE)
	case expr.LT:
		return expr.Sign(a.P.Add(one), expr.LE)
	}
	return f
}

// count is the parameter that is the number of players.
func (s *Gains) count() (algebra.Var, bool) {
	p := s.g.Count.Num()
	vars := p.Vars()
	if len(vars) == 1 && s.g.Count.Equal(variable(vars[0])) {
		return vars[0], true
	}
	return 0, false
}
