package continuous

import (
	"context"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// deviation is the question whether player i gains by choosing the variable d.
type deviation struct {
	d         algebra.Var
	own       algebra.Var
	given     expr.Formula // all choose from their ranges, and the payoff is defined
	within    expr.Formula // d lies in the range
	elsewhere expr.Formula // the payoff is defined at d
	now       expr.Value   // the payoff at the choices,
	then      expr.Value   // and at the deviation
	slope     expr.Value   // its derivative at the choices,
	bend      expr.Value   // and its second derivative at the deviation
	slopeThen expr.Value   // the slope at the deviation,
	turn      expr.Value   // and the third derivative at the choices
	low, high *games.End
}

// better is the condition that d is a gain.
func (q *deviation) better() expr.Formula {
	return expr.And(q.given, q.within, q.elsewhere, q.then.Compare(expr.GT, q.now))
}

// inside is the condition that v lies between the ends of the range.
func (q *deviation) inside(v algebra.Var) expr.Formula {
	f, x := expr.True(), concept.Variable(v)
	if q.low != nil {
		f = expr.And(f, x.Compare(expr.GT, q.low.At))
	}
	if q.high != nil {
		f = expr.And(f, x.Compare(expr.LT, q.high.At))
	}
	return f
}

// reply is the condition that the choice is a best one.
type reply struct {
	holds expr.Formula
	// Where smooth holds the payoff is concave between the ends of the range, and
	// inner, low and high are the conditions for a choice between the ends and at
	// each of them; false where that was not shown.
	smooth           expr.Formula
	inner, low, high expr.Formula
	// doubt is where it is not known whether the choice is a best one.
	doubt expr.Formula
}

// bestReply eliminates the deviation. Where the payoff is proved to be concave in
// the own choice, the sign of the slope decides; else, and where pieces meet at an
// end of the range, quantifier elimination does.
func (q *deviation) bestReply(ctx context.Context, settler *concept.Settler) (reply, bool) {
	never := func(f expr.Formula) bool { return settler.Possible(ctx, f) == prove.No }
	between := expr.And(q.given, q.inside(q.d))
	for k, c := range q.then.Cases {
		if !never(expr.And(between, expr.Not(expr.And(c.When, q.elsewhere)))) {
			continue
		}
		if !never(expr.And(between, expr.Compare(q.bend.Cases[k].Is, expr.GT, algebra.Ratio{}))) {
			break
		}
		return q.concave(ctx, settler, k)
	}
	gain, ans := settler.Eliminate(ctx, []algebra.Var{q.d}, q.better())
	return reply{holds: expr.Not(gain)}, ans == prove.Yes
}

// concave is bestReply where case k of the payoff holds between the ends of the
// range and is concave there. On the ends where the case holds as well the payoff is
// continuous, hence concave: a choice is best there if the slope does not point into
// the range. Ends where another case holds are compared one by one.
func (q *deviation) concave(ctx context.Context, settler *concept.Settler, k int) (reply, bool) {
	here := q.now.Cases[k].When
	slope := q.slope.Cases[k].Is
	sign := signed(slope)
	falls, rises := expr.Sign(sign, expr.LE), expr.Sign(sign, expr.GE)
	x := concept.Variable(q.own)
	jump := expr.True() // no gain at an end where another case holds
	at := func(e *games.End) expr.Formula {
		if e == nil || !e.Closed {
			return expr.False()
		}
		if !q.then.Cases[k].When.IsTrue() {
			gain := expr.And(q.within, q.elsewhere, expr.Not(q.then.Cases[k].When), q.then.Compare(expr.GT, q.now))
			jump = expr.And(jump, expr.Not(concept.Put(gain, []algebra.Var{q.d}, []expr.Value{e.At})))
		}
		return x.Compare(expr.EQ, e.At)
	}
	bottom, top := at(q.low), at(q.high)
	r := reply{
		smooth: here,
		inner:  expr.And(jump, expr.Sign(sign, expr.EQ)),
		low:    expr.And(jump, expr.Or(falls, top)),
		high:   expr.And(jump, expr.Or(rises, bottom)),
	}
	r.holds = expr.And(here, jump, expr.Or(falls, top), expr.Or(rises, bottom))
	if here.IsTrue() {
		return r, true
	}
	apart := expr.And(q.given, expr.Not(here))
	if settler.Possible(ctx, apart) == prove.No {
		return r, true
	}
	gain, ans := settler.Eliminate(ctx, []algebra.Var{q.d}, expr.And(q.better(), expr.Not(here)))
	r.holds = expr.Or(r.holds, expr.And(expr.Not(here), expr.Not(gain)))
	return r, ans == prove.Yes
}

// signed returns a polynomial with the sign of r where r is defined: factors of even
// power in the denominator are left out.
func signed(r algebra.Ratio) algebra.Poly {
	p := r.Num()
	f := algebra.Factorize(r.Den())
	if f.Constant.Sign() < 0 {
		p = p.Neg()
	}
	for _, x := range f.List {
		if x.N%2 == 1 {
			p = p.Mul(x.P)
		}
	}
	return p
}
