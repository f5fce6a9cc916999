package bimatrix

import (
	"context"
	"fmt"
	"math/big"

	"brink/solver/exact"
	"brink/solver/nash/method"
	"brink/solver/note"
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
func zeroSum(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	if !b.constantSum() {
		return nil, fmt.Errorf("%w %s: the payoffs of %s and %s do not add up to a constant, even after rescaling",
			method.Err, method.ZeroSum, b.playerName(0), b.playerName(1))
	}
	res := &method.Result{Method: method.ZeroSum, Exact: true, Complete: true}
	pool := newPool(b, 1)
	x, y, found := b.zeroSumRounded(ctx, res)
	if !found {
		lp := b.gameLP()
		sol, err := lp.Solve(ctx)
		if err != nil {
			res.Incomplete(method.Cancelled(ctx))
			return res, nil
		}
		if sol.Status != exact.LPOptimal {
			return nil, fmt.Errorf("%w: linear program of a game is %v", method.ErrSelfCheck, sol.Status)
		}
		res.Stats.Pivots, res.Stats.Bases = int64(sol.Pivots), int64(sol.Pivots)
		x, y = weights{wide: numerators(sol.Y)}, weights{wide: numerators(sol.X)}
	}
	pool.addStrategies(x, y)
	// The strategies solve A_IJ y = 1 and x'A_IJ = 1 for a regular A_IJ; if
	// all actions outside I and J are worse replies, nothing else is optimal.
	unique := true
	for side, points := range pool.points {
		points[0].normalise()
		b.judge(side, points[0])
		unique = unique && points[0].simple()
	}
	switch {
	case opt.OneOnly:
		res.Incomplete(method.LimitReason(opt))
	case !unique:
		res.Incomplete(note.New(note.OneOptimalPairOf))
	}
	return pool.assemble(ctx, res)
}

// zeroSumRounded solves large games in floating point and says whether the
// exact strategies of the final basis are optimal.
func (b *bimatrix) zeroSumRounded(ctx context.Context, res *method.Result) (x, y weights, ok bool) {
	if b.m*b.n <= exactCells {
		return x, y, false
	}
	lp := b.gameLP()
	p := &polytope{rows: b.m, dim: b.n, firstVar: b.m, word: make([]int64, b.m*b.n)}
	for i, row := range lp.A {
		for j, v := range row {
			if !v.IsInt64() {
				return x, y, false
			}
			p.word[i*b.n+j] = v.Int64()
		}
		p.a = append(p.a, row...)
	}
	d := newRoundedDictionary(p, b.labels(), true)
	for limit := 100 * b.labels(); ; {
		if d.steps >= limit || ctx.Err() != nil {
			return x, y, false
		}
		col, most := -1, -tiny
		for c, v := range d.row(p.rows)[1:] {
			if v < most {
				col, most = c, v
			}
		}
		if col < 0 {
			break
		}
		row := d.leavingRow(col) // not the objective: its entry is negative
		if row < 0 {
			return x, y, false
		}
		d.pivot(row, col)
	}
	res.Stats.Bases = int64(d.steps)
	rows, cols := d.tightAndUsed()
	if y, ok = p.solveTight(ctx, rows, cols, false); !ok {
		return x, y, false
	}
	if x, ok = p.solveTight(ctx, rows, cols, true); !ok {
		return x, y, false
	}
	return x, y, b.isEquilibrium(x, y)
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
