package dynamics

import (
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
)

// line returns the rate of a system of one dimension, one variable or the shares of
// two actions, as one rational function with its variable; ok is false for others.
func (s *System) line() (rate algebra.Ratio, x algebra.Var, ok bool) {
	switch {
	case len(s.vars) == 1:
	case len(s.vars) == 2 && len(s.d.Shares) == 1 && len(s.d.Shares[0]) == 2:
		r, smooth := s.d.Rates[0].Ratio()
		if !smooth {
			return r, 0, false
		}
		other := algebra.FromInt(1).Sub(algebra.FromPoly(algebra.Variable(s.vars[0])))
		r, err := r.Substitute(s.vars[1], other)
		return r, s.vars[0], err == nil
	default:
		return rate, 0, false
	}
	rate, ok = s.d.Rates[0].Ratio()
	return rate, s.vars[0], ok
}

// maxIterate bounds the degree of a map whose second iterate is examined.
const maxIterate = 6

// onLine is the condition that a rest point of a system of one dimension is
// asymptotically stable among the points of the range. It is exact where the
// linearisation does not decide: the drift points towards the rest point on each
// side where there is one, by its first derivative that does not vanish. A map with
// slope -1 is as stable as its second iterate. ok is false where that has too high a
// degree.
func (s *System) onLine() (f expr.Formula, ok bool) {
	rate, x, ok := s.line()
	if !ok {
		return f, false
	}
	if !s.d.Discrete {
		return s.towards(rate, x), true
	}
	if max(rate.Num().Degree(x), rate.Den().Degree(x)) > maxIterate {
		return f, false
	}
	self := algebra.FromPoly(algebra.Variable(x))
	twice, err := rate.Substitute(x, rate)
	if err != nil {
		return f, false
	}
	slope := rate.Derivative(x)
	one := algebra.FromInt(1)
	is := func(op expr.Op, k algebra.Ratio) expr.Formula { return expr.Compare(slope, op, k) }
	return expr.Or(
		expr.And(is(expr.GT, one.Neg()), is(expr.LT, one)),
		expr.And(is(expr.EQ, one), s.towards(rate.Sub(self), x)),
		expr.And(is(expr.EQ, one.Neg()), s.towards(twice.Sub(self), x)),
	), true
}

// towards is the condition that a drift that vanishes at x points to x from both
// sides, or from the one that lies in the range.
func (s *System) towards(drift algebra.Ratio, x algebra.Var) expr.Formula {
	v := s.d.Variables[0]
	var derivatives []algebra.Ratio
	for d, k := drift, drift.Num().Degree(x)+drift.Den().Degree(x); k > 0; k-- {
		d = d.Derivative(x)
		derivatives = append(derivatives, d)
	}
	// A drift that vanishes with all these derivatives vanishes everywhere.
	above, below := expr.False(), expr.False()
	for k := len(derivatives) - 1; k >= 0; k-- {
		d, left := derivatives[k], expr.LT
		if k%2 == 1 {
			left = expr.GT
		}
		flat := expr.Compare(d, expr.EQ, algebra.Ratio{})
		above = expr.Or(expr.Compare(d, expr.LT, algebra.Ratio{}), expr.And(flat, above))
		below = expr.Or(expr.Compare(d, left, algebra.Ratio{}), expr.And(flat, below))
	}
	at := concept.Variable(x)
	if v.High != nil && v.High.Closed {
		above = expr.Or(above, at.Compare(expr.EQ, v.High.At))
	}
	if v.Low != nil && v.Low.Closed {
		below = expr.Or(below, at.Compare(expr.EQ, v.Low.At))
	}
	return expr.And(above, below)
}
