package engine

import (
	"context"
	"errors"
	"math/big"

	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
)

// Standing is how a condition stands at a point.
type Standing string

// Edge is a knife-edge: a boundary goes through the point, and what holds there depends
// on the side. Unknown stands for what could not be decided.
const (
	True    Standing = "true"
	False   Standing = "false"
	Edge    Standing = "edge"
	Unknown Standing = "unknown"
)

// place is a point of parameter space.
type place struct {
	h     *games.Header
	point []*big.Rat // nil where a term such as sqrt has no rational value
	free  []*big.Rat
	facts *prove.Assumptions // about the terms, where point is nil
}

// place reads the point of the request.
func (q *question) place(h *games.Header) (*place, error) {
	set, err := readValues(q.req.Point)
	if err != nil {
		return nil, err
	}
	p := &place{h: h}
	if p.point, err = h.Point(set); err == nil {
		p.free = p.point
		return p, nil
	}
	if !errors.Is(err, games.ErrIrrational) {
		return nil, err
	}
	for _, x := range h.Free() {
		v := set[x.Name]
		if v == nil {
			v = x.Default
		}
		if v == nil {
			return nil, err
		}
		p.free = append(p.free, v)
	}
	facts := expr.True()
	for _, x := range h.Params[len(p.free):] {
		facts = expr.And(facts, p.fix(x.Within))
	}
	p.facts = prove.Assume(facts, prove.Options{Names: h.Names(), Prefer: h.Defaults()})
	return p, nil
}

// fix puts the values of the free parameters into a formula.
func (p *place) fix(f expr.Formula) expr.Formula {
	for v, r := range p.free {
		f = f.At(v, r)
	}
	return f
}

// standing decides a formula at the point, as the page does where it can.
func (p *place) standing(ctx context.Context, f expr.Formula) Standing {
	if p.point != nil {
		switch nearby(f, p.point) {
		case prove.Yes:
			return True
		case prove.No:
			return False
		}
		return Edge
	}
	f = p.fix(f)
	if f.IsTrue() {
		return True
	}
	if ans, _ := p.facts.Satisfiable(ctx, f); ans == prove.No {
		return False
	}
	if ans, _ := p.facts.Satisfiable(ctx, expr.Not(f)); ans == prove.No {
		return True
	}
	return Unknown
}

// nearby decides a formula with the sign of every polynomial that vanishes at the point
// left open.
func nearby(f expr.Formula, at []*big.Rat) prove.Answer {
	switch f.Kind {
	case expr.KTrue:
		return prove.Yes
	case expr.KFalse:
		return prove.No
	case expr.KAtom:
		switch s := f.Atom.P.Sign(at); {
		case s == 0:
			return prove.Unknown
		case f.Atom.Op.Holds(s):
			return prove.Yes
		}
		return prove.No
	}
	decisive, other := prove.No, prove.Yes
	if f.Kind == expr.KOr {
		decisive, other = prove.Yes, prove.No
	}
	out := other
	for _, g := range f.Args {
		switch nearby(g, at) {
		case decisive:
			return decisive
		case prove.Unknown:
			out = prove.Unknown
		}
	}
	return out
}
