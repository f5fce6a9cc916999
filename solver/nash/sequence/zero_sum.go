package sequence

import (
	"context"
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash/method"
)

// constantSum says whether the payoffs of the two sides add up to the same at every
// end that chance allows.
func (f *form) constantSum() bool {
	if f.side[1].player < 0 {
		return false
	}
	var total *big.Rat
	for i, odds := range f.odds {
		sum := new(big.Rat).Add(f.payoff(0).Rat(i), f.payoff(1).Rat(i))
		if odds.Sign() == 0 {
			continue
		}
		if sum.Quo(sum, odds); total == nil {
			total = sum
		} else if sum.Cmp(total) != 0 {
			return false
		}
	}
	return true
}

// zeroSum finds optimal plans by linear programming: side 0 chooses the plan that
// earns most against a best reply, whose worth at each set of side 1 is a variable;
// the plan of side 1 is the dual solution (Koller, Megiddo and von Stengel 1996).
// Payoffs are shifted so that none is negative, which makes the start feasible.
// unique says that no other plans are optimal.
func (f *form) zeroSum(ctx context.Context) (x [2]plan, unique bool, err error) {
	var low *big.Rat
	for i, odds := range f.odds {
		if odds.Sign() > 0 {
			if v := new(big.Rat).Quo(f.payoff(0).Rat(i), odds); low == nil || v.Cmp(low) < 0 {
				low = v
			}
		}
	}
	shifted := make([]*big.Rat, len(f.cells))
	for i, odds := range f.odds {
		shifted[i] = new(big.Rat).Mul(low, odds)
		shifted[i].Sub(f.payoff(0).Rat(i), shifted[i])
	}
	pay := games.NewTable(shifted)

	var ref [2][]int
	for k, side := range f.side {
		ref[k] = make([]int, len(side.sets))
	}
	s := newSystem(f, ref)
	own, other := f.side[0], f.side[1]
	free, sets := len(s.free[0]), len(other.sets)
	// earn[j] is what sequence j of side 1 leaves to side 0: a number from b less
	// what the free sequences take.
	take := make([][]*big.Int, len(other.seqs))
	base := make([]*big.Int, len(other.seqs))
	for j := range take {
		take[j], base[j] = zeros(free), new(big.Int)
	}
	for i, c := range f.cells {
		v := pay.Num(i)
		for _, t := range s.up[0][c.at[0]] {
			if at := take[c.at[1]][t.k]; t.sign > 0 {
				at.Add(at, v)
			} else {
				at.Sub(at, v)
			}
		}
		base[c.at[1]].Add(base[c.at[1]], v.Mul(v, s.base[0][c.at[0]]))
	}
	var lp exact.LP
	one, minus := big.NewInt(1), big.NewInt(-1)
	for j := 1; j < len(other.seqs); j++ {
		row := append(take[j], zeros(sets)...)
		row[free+other.seqs[j].set] = one
		for _, h := range other.seqs[j].after {
			row[free+h] = minus
		}
		lp.A, lp.B = append(lp.A, row), append(lp.B, base[j])
	}
	for _, r := range s.ref[0] {
		row := zeros(free + sets)
		for _, t := range s.up[0][r] {
			row[t.k] = big.NewInt(int64(t.sign))
		}
		lp.A, lp.B = append(lp.A, row), append(lp.B, s.base[0][r])
	}
	lp.C = append(take[0], zeros(sets)...)
	for j := range free {
		lp.C[j].Neg(lp.C[j])
	}
	for _, h := range other.seqs[0].after {
		lp.C[free+h] = one
	}
	sol, err := lp.Solve(ctx)
	if err != nil {
		return x, false, err
	}
	if sol.Status != exact.LPOptimal {
		return x, false, fmt.Errorf("%w: linear program of a game is %v", method.ErrSelfCheck, sol.Status)
	}
	num, den := numerators(sol.X[:free])
	x[0] = s.spread(0, num, den)
	num, den = numerators(sol.Y[:len(other.seqs)-1])
	x[1] = append(plan{den}, num...)
	if len(own.sets) == 0 {
		x[0] = plan{big.NewInt(1)}
	}
	if !f.equilibrium(x) {
		return x, false, fmt.Errorf("%w: the plans of the linear program are not optimal", method.ErrSelfCheck)
	}
	return x, sol.Unique, nil
}

func zeros(n int) []*big.Int {
	out := make([]*big.Int, n)
	for i := range out {
		out[i] = new(big.Int)
	}
	return out
}

// numerators brings fractions to a common denominator.
func numerators(list []*big.Rat) (num []*big.Int, den *big.Int) {
	t := games.NewTable(list)
	for i := range list {
		num = append(num, t.Num(i))
	}
	return num, t.Den
}
