package graph

import (
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove"
)

// place is a point of the graph: rational values of parameters, of those that solve
// equations their formulas in the terms, and enclosures of the terms.
type place struct {
	params []games.Parameter
	solved map[algebra.Var]algebra.Ratio
	values []*exact.Interval // nil where there is none
}

// at encloses the terms at a rational point of the free parameters; those in solved
// follow from the terms. It is nil where one of those is not determined.
func at(params []games.Parameter, point []*big.Rat, solved map[algebra.Var]algebra.Ratio, bits int) *place {
	p := &place{params: params, solved: solved, values: make([]*exact.Interval, len(params))}
	for i, x := range params {
		if _, ok := solved[i]; !ok && x.Derived == nil {
			iv := just(point[i])
			p.values[i] = &iv
		}
	}
	// A term may depend on what is solved for, and that on other terms.
	for more := true; more; {
		more = false
		for i, x := range params {
			if x.Derived != nil && p.values[i] == nil {
				p.values[i] = p.term(x.Derived, bits)
				more = more || p.values[i] != nil
			}
		}
		for v, r := range solved {
			if iv, ok := p.ratio(r); ok && p.values[v] == nil {
				p.values[v], more = &iv, true
			}
		}
	}
	for v := range solved {
		if p.values[v] == nil {
			return nil
		}
	}
	return p
}

// term encloses a value, from the ends of its argument since all are increasing.
func (p *place) term(t *games.Term, bits int) *exact.Interval {
	if t.Func == "root" {
		iv := bisected(t, bits)
		return &iv
	}
	u, ok := p.ratio(t.Arg)
	if !ok {
		return nil
	}
	lo, ok1 := enclose(t.Func, u.Lo.Big(), bits)
	hi, ok2 := enclose(t.Func, u.Hi.Big(), bits)
	if !ok1 || !ok2 {
		return nil
	}
	return &exact.Interval{Lo: lo.Lo, Hi: hi.Hi}
}

func (p *place) ratio(r algebra.Ratio) (exact.Interval, bool) {
	n, ok1 := p.poly(r.Num())
	d, ok2 := p.poly(r.Den())
	if !ok1 || !ok2 || d.Lo.Sign()*d.Hi.Sign() <= 0 {
		return exact.Interval{}, false
	}
	return n.Mul(exact.Interval{Lo: d.Hi.Inv(), Hi: d.Lo.Inv()}), true
}

// poly encloses the values of a polynomial.
func (p *place) poly(q algebra.Poly) (exact.Interval, bool) {
	var sum exact.Interval
	for i := range q.Terms() {
		c, exp := q.Term(i)
		x := just(new(big.Rat).SetInt(c.Big()))
		for v, e := range exp {
			if e == 0 {
				continue
			}
			if v >= len(p.values) || p.values[v] == nil {
				return sum, false
			}
			x = x.Mul(power(*p.values[v], int(e)))
		}
		sum = exact.Interval{Lo: sum.Lo.Add(x.Lo), Hi: sum.Hi.Add(x.Hi)}
	}
	return sum, true
}

// power is tight for even exponents too.
func power(x exact.Interval, n int) exact.Interval {
	out := just(big.NewRat(1, 1))
	if n%2 == 0 {
		lo, hi := x.Lo.Abs(), x.Hi.Abs()
		if lo.Cmp(hi) > 0 {
			lo, hi = hi, lo
		}
		if x.Lo.Sign()*x.Hi.Sign() < 0 {
			lo = exact.Rat{}
		}
		x = exact.Interval{Lo: lo, Hi: hi}
	}
	for range n {
		out = out.Mul(x)
	}
	return out
}

// holds evaluates a formula on the graph: Unknown where the enclosures do not tell.
func (p *place) holds(f expr.Formula) prove.Answer {
	switch f.Kind {
	case expr.KTrue:
		return prove.Yes
	case expr.KFalse:
		return prove.No
	case expr.KAtom:
		return p.atom(f.Atom)
	}
	decisive, out := prove.No, prove.Yes
	if f.Kind == expr.KOr {
		decisive, out = prove.Yes, prove.No
	}
	for _, a := range f.Args {
		switch ans := p.holds(a); ans {
		case decisive:
			return ans
		case prove.Unknown:
			out = ans
		}
	}
	return out
}

func (p *place) atom(a expr.Atom) prove.Answer {
	q := a.P
	for v, r := range p.solved {
		n := q.Degree(v)
		if n == 0 {
			continue
		}
		q = q.SubstituteRatio(v, r.Num(), r.Den())
		if n%2 == 1 {
			q = q.Mul(r.Den()) // of the sign of the square that was cleared
		}
	}
	if q.IsZero() {
		return answer(a.Op.Holds(0))
	}
	iv, ok := p.poly(q)
	switch {
	case !ok:
		return prove.Unknown
	case iv.Lo.Sign() == iv.Hi.Sign() && (iv.Lo.Sign() != 0 || iv.Lo.Cmp(iv.Hi) == 0):
		return answer(a.Op.Holds(iv.Lo.Sign()))
	case iv.Lo.Sign() >= 0 && a.Op == expr.GE, iv.Hi.Sign() <= 0 && a.Op == expr.LE:
		return prove.Yes
	case iv.Lo.Sign() >= 0 && a.Op == expr.LT, iv.Hi.Sign() <= 0 && a.Op == expr.GT:
		return prove.No
	}
	return prove.Unknown
}

func answer(yes bool) prove.Answer {
	if yes {
		return prove.Yes
	}
	return prove.No
}

// solvable lists ways to make a formula true through its equations: a parameter that
// occurs linearly beside terms that do not depend on it, as a function of the rest.
func solvable(h *games.Header, f expr.Formula) []map[algebra.Var]algebra.Ratio {
	params := h.Params
	var out []map[algebra.Var]algebra.Ratio
	f.Atoms(func(a expr.Atom) {
		if a.Op != expr.EQ && a.Op != expr.LE && a.Op != expr.GE || len(out) >= 4 {
			return
		}
		if !hasTerm(params, a.P) {
			return
		}
		for _, v := range a.P.Vars() {
			if v < len(params) && params[v].Derived == nil && a.P.Degree(v) == 1 && !h.Moves(a.P.Vars(), v) {
				cs := a.P.Coeffs(v)
				r := algebra.RatioOf(cs[0].Neg(), cs[1])
				out = append(out, map[algebra.Var]algebra.Ratio{v: r})
				return
			}
		}
	})
	return out
}

func hasTerm(params []games.Parameter, p algebra.Poly) bool {
	for _, v := range p.Vars() {
		if v < len(params) && params[v].Derived != nil {
			return true
		}
	}
	return false
}

// coordinates are the values of the free parameters.
func (p *place) coordinates(free int) []prove.Coordinate {
	out := make([]prove.Coordinate, free)
	for i := range out {
		iv := p.values[i]
		if iv.Lo.Cmp(iv.Hi) == 0 {
			out[i].Rat = iv.Lo.Big()
		} else {
			out[i].Lo, out[i].Hi = iv.Lo.Big(), iv.Hi.Big()
		}
	}
	return out
}
