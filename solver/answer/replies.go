package answer

import "math/big"

// Reply is the best responses of one of two players with two actions each at a point: the
// difference between what her first and
// her second action pay is linear in the probability with which the other takes the
// first, from AtZero to AtOne.
type Reply struct{ AtZero, AtOne *big.Rat }

// Indifferent is the probability at which the player is indifferent; nil where there is
// none, and where it is every one (Always).
func (r *Reply) Indifferent() *big.Rat {
	d := new(big.Rat).Sub(r.AtZero, r.AtOne)
	if d.Sign() == 0 {
		return nil
	}
	t := d.Quo(r.AtZero, d)
	if t.Sign() < 0 || t.Cmp(big.NewRat(1, 1)) > 0 {
		return nil
	}
	return t
}

// Always reports whether the player is indifferent whatever the other does.
func (r *Reply) Always() bool { return r.AtZero.Sign() == 0 && r.AtOne.Sign() == 0 }

// Corners are the corners of the correspondence as pairs of the other's probability and
// the player's own, from left to right; there is no such line where Always.
func (r *Reply) Corners() [][2]*big.Rat {
	zero, one := new(big.Rat), big.NewRat(1, 1)
	own := func(sign int) *big.Rat {
		if sign > 0 {
			return one
		}
		return zero
	}
	t := r.Indifferent()
	if t == nil {
		return [][2]*big.Rat{{zero, own(r.AtZero.Sign())}, {one, own(r.AtOne.Sign())}}
	}
	// Where it is indifferent at an end the side is that of the other end.
	before, after := r.AtZero.Sign(), r.AtOne.Sign()
	if before == 0 {
		before = -after
	}
	if after == 0 {
		after = -before
	}
	return [][2]*big.Rat{{zero, own(before)}, {t, own(before)}, {t, own(after)}, {one, own(after)}}
}
