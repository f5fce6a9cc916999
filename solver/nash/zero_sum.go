package nash

import (
	"context"
	"fmt"
	"math/big"

	"brink/solver/exact"
)

// constantSum says whether player 2's payoffs are a decreasing affine function
// of player 1's: then they have the same best replies as in a zero-sum game,
// and von Neumann's (1928) minimax theorem holds for A alone.
func (b *bimatrix) constantSum() bool {
	if b.who[1] < 0 {
		return false
	}
	ta, tb := &b.game.Payoffs[b.who[0]], &b.game.Payoffs[b.who[1]]
	// Two cells p, q with different A fix the slope; all others must agree:
	// (A_k - A_p)(B_q - B_p) = (B_k - B_p)(A_q - A_p).
	other := -1
	for k := range b.cell {
		if ta.Compare(k, 0) != 0 {
			other = k
			break
		}
	}
	if other < 0 {
		// A is constant: B must be too.
		for k := range b.cell {
			if tb.Compare(k, 0) != 0 {
				return false
			}
		}
		return true
	}
	a0, b0 := ta.Num(0), tb.Num(0)
	da, db := new(big.Int).Sub(ta.Num(other), a0), new(big.Int).Sub(tb.Num(other), b0)
	if da.Sign()*db.Sign() >= 0 {
		return false
	}
	var x, y big.Int
	for k := range b.cell {
		x.Mul(x.Sub(ta.Num(k), a0), db)
		y.Mul(y.Sub(tb.Num(k), b0), da)
		if x.Cmp(&y) != 0 {
			return false
		}
	}
	return true
}

// zeroSum finds one pair of optimal strategies by linear programming: with A
// shifted to be positive, the solution of max 1'y, Ay <= 1, y >= 0 and of its
// dual, scaled to probabilities (Dantzig 1951). The answer is complete when
// the optimum is proved unique.
func zeroSum(ctx context.Context, b *bimatrix, opt Options) (*Result, error) {
	if !b.constantSum() {
		return nil, fmt.Errorf("%w %s: the payoffs of %s and %s do not add up to a constant, even after rescaling",
			ErrMethod, MethodZeroSum, b.playerName(0), b.playerName(1))
	}
	res := &Result{Method: MethodZeroSum, Exact: true, Complete: true}
	lp := b.gameLP()
	sol, err := lp.Solve(ctx)
	if err != nil {
		res.incomplete(cancelled(ctx))
		return res, nil
	}
	if sol.Status != exact.LPOptimal {
		return nil, fmt.Errorf("%w: linear program of a game is %v", ErrSelfCheck, sol.Status)
	}
	res.Stats.Pivots = int64(sol.Pivots)
	res.Stats.Bases = int64(sol.Pivots)
	pool := newPool(b, 1)
	pool.addStrategies(numerators(sol.Y), numerators(sol.X))
	switch {
	case opt.OneOnly:
		res.incomplete(limitReason(opt))
	case !sol.Unique:
		res.incomplete("one pair of optimal strategies; there may be others, which method vertex lists")
	}
	return pool.assemble(res)
}

// playerName is the name of one of the two active players.
func (b *bimatrix) playerName(k int) string {
	if b.who[k] < 0 {
		return "nobody"
	}
	return b.game.Players[b.who[k]].Name
}

// gameLP is max 1'y subject to A'y <= 1, y >= 0, where A' is A shifted so that
// its smallest entry is 1.
func (b *bimatrix) gameLP() exact.LP {
	table := &b.game.Payoffs[b.who[0]]
	low := table.Num(0)
	for k := range b.cell {
		if x := table.Num(k); x.Cmp(low) < 0 {
			low = x
		}
	}
	low.Sub(low, big.NewInt(1))
	unit := big.NewInt(1)
	lp := exact.LP{}
	for i := range b.m {
		row := make([]*big.Int, b.n)
		for j := range row {
			row[j] = table.Num(b.cell[i*b.n+j])
			row[j].Sub(row[j], low)
		}
		lp.A = append(lp.A, row)
		lp.B = append(lp.B, unit)
	}
	for range b.n {
		lp.C = append(lp.C, unit)
	}
	return lp
}

// numerators brings rationals to a common denominator and drops it.
func numerators(x []*big.Rat) []*big.Int {
	den := big.NewInt(1)
	var g, q big.Int
	for _, r := range x {
		g.GCD(nil, nil, den, r.Denom())
		den.Mul(den, q.Quo(r.Denom(), &g))
	}
	out := make([]*big.Int, len(x))
	for k, r := range x {
		q.Quo(den, r.Denom())
		out[k] = new(big.Int).Mul(r.Num(), &q)
	}
	return out
}
