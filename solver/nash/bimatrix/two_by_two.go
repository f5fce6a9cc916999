package bimatrix

import (
	"fmt"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
)

// twoByTwoLimit bounds payoff numerators and denominators so that everything
// below fits a machine word: products of two differences and a denominator.
const twoByTwoLimit = 1 << 19

// twoByTwoMemory holds a whole answer, so that it is one allocation; the
// numbers' digits are the only others.
type twoByTwoMemory struct {
	res        method.Result
	equilibria [3]method.Equilibrium
	subsets    [3]method.Subset
	components [3]method.Component
	strategies [3][2][]*big.Rat
	ptrs       [3][6]*big.Rat // probabilities, then payoffs
	ids        [3]int
	rats       [16]big.Rat
}

// twoByTwo solves a 2×2 game without ties by the sign patterns of the four
// gains from deviating (every textbook; Harsanyi and Selten 1988, section
// 3.9). It declines games with ties or large numbers. It allocates the result
// and nothing else.
func twoByTwo(g *games.Strategic) (*method.Result, error, bool) {
	ta, tb := &g.Payoffs[0], &g.Payoffs[1]
	if ta.Small == nil || tb.Small == nil || !ta.Den.IsInt64() || !tb.Den.IsInt64() {
		return nil, nil, false
	}
	A, B, da, db := ta.Small, tb.Small, ta.Den.Int64(), tb.Den.Int64()
	for k := range 4 {
		if A[k] > twoByTwoLimit || A[k] < -twoByTwoLimit || B[k] > twoByTwoLimit || B[k] < -twoByTwoLimit {
			return nil, nil, false
		}
	}
	// a, b: what player 1 gains by the first row against the first column and
	// by the second row against the second; c, d the same for player 2.
	a, b := A[0]-A[2], A[3]-A[1]
	c, d := B[0]-B[1], B[3]-B[2]
	if a == 0 || b == 0 || c == 0 || d == 0 || max(da, db) > twoByTwoLimit {
		return nil, nil, false
	}
	mem := new(twoByTwoMemory)
	res := &mem.res
	*res = method.Result{Method: method.Support, Exact: true, Complete: true, Stats: method.Stats{Width: 64}}
	used := 1
	zero, one := &mem.rats[0], mem.rats[1].SetInt64(1)
	rat := func(p, q int64) *big.Rat {
		used++
		return mem.rats[used].SetFrac64(p, q)
	}
	n := 0
	add := func(x0, x1, y0, y1, u, v *big.Rat) *method.Equilibrium {
		p, s := &mem.ptrs[n], &mem.strategies[n]
		*p = [6]*big.Rat{x0, x1, y0, y1, u, v}
		s[0], s[1] = p[0:2:2], p[2:4:4]
		mem.ids[n] = n + 1
		id := mem.ids[n : n+1 : n+1]
		mem.subsets[n] = method.Subset{Extreme: id, Component: n + 1, X: id, Y: id}
		mem.components[n] = method.Component{ID: n + 1, Equilibria: id, Index: 1, HasIndex: true, SamePayoffs: true}
		e := &mem.equilibria[n]
		*e = method.Equilibrium{Strategies: s[:], Payoffs: p[4:6:6], QuasiStrict: true, Component: n + 1}
		n++
		return e
	}
	pure := func(x0, x1, y0, y1 *big.Rat, cell int) {
		e := add(x0, x1, y0, y1, rat(A[cell], da), rat(B[cell], db))
		e.Pure, e.Strict = true, true
	}
	// In descending lexicographic order: first row pure, mixed, second row.
	if a > 0 && c > 0 {
		pure(one, zero, one, zero, 0)
	} else if b < 0 && c < 0 {
		pure(one, zero, zero, one, 1)
	}
	if (a > 0) == (b > 0) && (c > 0) == (d > 0) {
		// Each makes the other indifferent.
		u, v := A[0]*b+A[1]*a, B[0]*d+B[2]*c
		if u != A[2]*b+A[3]*a || v != B[1]*d+B[3]*c {
			return nil, fmt.Errorf("%w: mixed equilibrium of a 2×2 game", method.ErrSelfCheck), true
		}
		add(rat(d, c+d), rat(c, c+d), rat(b, a+b), rat(a, a+b), rat(u, (a+b)*da), rat(v, (c+d)*db))
		if n > 1 {
			mem.components[n-1].Index = -1
		}
	}
	if a < 0 && d < 0 {
		pure(zero, one, one, zero, 2)
	} else if b > 0 && d > 0 {
		pure(zero, one, zero, one, 3)
	}
	if n%2 == 0 {
		return nil, fmt.Errorf("%w: %d equilibria in a 2×2 game without ties", method.ErrSelfCheck, n), true
	}
	res.Equilibria, res.Subsets, res.Components = mem.equilibria[:n:n], mem.subsets[:n:n], mem.components[:n:n]
	res.Stats.Bases = 5
	return res, nil, true
}
