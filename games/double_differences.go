package games

import (
	"context"
	"math/big"
)

// DoubleDifferences says how the double differences of the players of a
// two-player game compare. Player p's at (i, j) is
//
//	u(i,j) - u(0,j) - u(i,0) + u(0,0),
//
// what is left of her payoffs when everything that does not affect a choice
// between her actions is taken away, together with what the other's choice adds
// to all of them. If the first player's are r times the second's at every
// profile, then scaling the second's payoffs by |r| and adding to each player's
// a function of the other's action, which changes no best response, makes the
// game one of identical interests (r > 0: a weighted potential game, Monderer
// and Shapley 1996, Games and Economic Behavior 14:124-143) or zero-sum (r < 0:
// a strategically zero-sum game, Moulin and Vial 1978, International Journal of
// Game Theory 7:201-221), and otherwise nothing of the kind does. If both vanish
// everywhere, neither player's choice depends on the other's, and the game can
// be made both.
type DoubleDifferences struct {
	Proportional bool
	Ratio        *big.Rat // the first player's over the second's; nil unless proportional, and when both vanish
}

// StrategicallyZeroSum reports whether the game can be made zero-sum in the way
// described above.
func (d DoubleDifferences) StrategicallyZeroSum() bool {
	return d.Proportional && (d.Ratio == nil || d.Ratio.Sign() < 0)
}

// DoubleDifferences compares the players' double differences: that they are
// proportional means that the matrix whose two rows they are has rank one at
// most. It does so in O(profiles), and finds no proportion in a game of more or
// fewer than two players or when the context ends.
func (g *Strategic) DoubleDifferences(ctx context.Context) DoubleDifferences {
	if len(g.Players) != 2 {
		return DoubleDifferences{}
	}
	m, n := len(g.Players[0].Actions), len(g.Players[1].Actions)
	double := func(p, i, j int) *big.Int {
		t := g.Payoffs[p]
		d := t.Num(i*n + j)
		d.Sub(d, t.Num(j))
		d.Sub(d, t.Num(i*n))
		return d.Add(d, t.Num(0))
	}
	var x, y *big.Int // a profile's pair that is not zero, as reference
	var l, r big.Int
	for i := 1; i < m; i++ {
		if ctx.Err() != nil {
			return DoubleDifferences{}
		}
		for j := 1; j < n; j++ {
			u, v := double(0, i, j), double(1, i, j)
			switch {
			case u.Sign() == 0 && v.Sign() == 0:
			case u.Sign() == 0 || v.Sign() == 0:
				return DoubleDifferences{}
			case x == nil:
				x, y = u, v
			case l.Mul(u, y).Cmp(r.Mul(v, x)) != 0:
				return DoubleDifferences{}
			}
		}
	}
	if x == nil {
		return DoubleDifferences{Proportional: true}
	}
	// x/Den1 over y/Den2.
	ratio := new(big.Rat).SetFrac(l.Mul(x, g.Payoffs[1].Den), r.Mul(y, g.Payoffs[0].Den))
	return DoubleDifferences{Proportional: true, Ratio: ratio}
}
