package repeated

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// Repeat returns the game played repeatedly. The discount factor is given as text: a
// number, an expression in the parameters of the game, or the name of a new parameter
// between 0 and 1, which is 9/10 by default; "" is that of the game or, where it has
// none and a horizon is given, no discounting. The horizon is a number of periods; 0 is
// that of the game. What else the game says of repeated play stays as it is.
func Repeat(g *games.Game, discount string, horizon int) (*games.Game, error) {
	if horizon < 0 || horizon > games.MaxHorizon {
		return nil, fmt.Errorf("the horizon is %d; it is a number of periods from 1 to %d", horizon, games.MaxHorizon)
	}
	out, r := *g, games.Repeated{Discount: algebra.FromInt(1)}
	out.Repeated = &r
	if g.Repeated != nil {
		r = *g.Repeated
	}
	if horizon > 0 {
		r.Horizon = horizon
	}
	discount = strings.TrimSpace(discount)
	switch {
	case discount == "" && g.Repeated == nil && horizon == 0:
		return nil, ErrNotRepeated
	case discount == "":
		return &out, nil
	}
	r.Own, r.DiscountText = nil, discount
	if _, known := (scope{g}).Name(discount); !known && expr.ValidName(discount) {
		p := discountParameter(discount, len(g.Params), r.Horizon > 0)
		r.Discount, out.Params = algebra.FromPoly(algebra.Variable(len(g.Params))), append(slices.Clone(g.Params), p)
		return &out, nil
	}
	v, _, perr := expr.CompileValue(discount, scope{g})
	if perr != nil {
		return nil, errors.New(perr.Error())
	}
	d, ok := v.Ratio()
	if !ok {
		return nil, errors.New("a discount factor is one formula without cases")
	}
	if x, ok := d.Rat(); ok {
		if top := x.Cmp(big.NewRat(1, 1)); x.Sign() < 0 || top > 0 || top == 0 && r.Horizon == 0 {
			return nil, fmt.Errorf("%w: %s", ErrDelta, x.RatString())
		}
	}
	r.Discount = d
	return &out, nil
}

// discountParameter is a new parameter that discounts; closed allows 1.
func discountParameter(name string, v algebra.Var, closed bool) games.Parameter {
	p := games.Parameter{Name: name, Default: big.NewRat(9, 10), Range: "[0, 1)", Description: "discount factor"}
	below := expr.LT
	if closed {
		p.Range, below = "[0, 1]", expr.LE
	}
	d := algebra.Variable(v)
	p.Within = expr.And(expr.Sign(d, expr.GE), expr.Sign(d.Sub(algebra.IntPoly(1)), below))
	return p
}
