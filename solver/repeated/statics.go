package repeated

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// Static says how the critical discount factor moves with one parameter at a point.
type Static struct {
	Parameter int
	// Sign is the sign of the derivative of the critical discount factor, exact.
	Sign int
	// Kink says that different deviations bind and would move it differently, or
	// that one binds so flatly that the derivative is not determined; Sign is 0.
	Kink bool
}

// Statics returns the comparative statics of the critical discount factor at a
// point, for the parameters it depends on there: by the implicit function theorem
// dδ*/dx = -p_x/p_δ where p <= 0 is the condition of the deviation that binds, and
// p falls in δ at δ*. It is empty where no deviation binds. The signs hold at the
// point; stability.CriticalStatics decides them for all points. There are none where
// every player has a discount factor of her own, under a finite horizon, and in games
// with sqrt, exp or log.
func (r *Row) Statics(ctx context.Context, point []*big.Rat) ([]Static, error) {
	if r.an.own || r.an.ends || len(r.an.g.Terms()) > 0 {
		return nil, nil
	}
	c, err := r.Critical(ctx, point)
	if err != nil || c.Empty() {
		return nil, err
	}
	binding, err := r.Binding(ctx, point)
	if err != nil {
		return nil, err
	}
	at := c.Min()
	_, delta := r.an.owned(r.spe[0], 0)
	var out []Static
	for v := range point {
		if v == delta {
			continue
		}
		m, conditions, used := Static{Parameter: v}, 0, false
		for _, d := range binding {
			within, _ := r.an.owned(d.within, 0)
			for _, f := range within.Conjuncts() {
				sign, ok := 0, f.Kind == expr.KAtom
				if slices.Contains(f.Vars(), v) {
					used = true
					if ok {
						sign, ok = implicitSign(f.Atom.P.Derivative(v), f.Atom.P.Derivative(delta), delta, point, at)
					}
				}
				switch {
				case conditions == 0:
					m.Sign, m.Kink = sign, !ok
				case !ok || m.Sign != sign:
					m.Kink = true
				}
				conditions++
			}
		}
		if m.Kink {
			m.Sign = 0
		}
		if used {
			out = append(out, m)
		}
	}
	return out, nil
}

// implicitSign is the sign of -px/pd at an algebraic δ; false where pd vanishes.
func implicitSign(px, pd algebra.Poly, delta int, point []*big.Rat, at exact.Algebraic) (int, bool) {
	value := func(p algebra.Poly) (int, bool) {
		for _, v := range p.Vars() {
			if v != delta {
				p = p.At(v, point[v])
			}
		}
		u, ok := exact.ToUnivariate(p, delta)
		return at.SignOf(u), ok
	}
	x, ok1 := value(px)
	d, ok2 := value(pd)
	return -x * d, ok1 && ok2 && d != 0
}
