package repeated

import (
	"context"
	"errors"
	"math/big"

	"brink/games/algebra"
)

var zero = new(big.Rat)

var errSingular = errors.New("repeated: singular system of values")

// solveSystem solves a·x = det·b over the polynomials by the method that suits its
// size. It may overwrite a and b.
func solveSystem(ctx context.Context, a, b [][]algebra.Poly) ([][]algebra.Poly, algebra.Poly, error) {
	if s, ok := newModularSystem(a, b); ok {
		x, det, done, err := s.solve(ctx)
		if done || err != nil {
			return x, det, err
		}
	}
	return solveLinear(ctx, a, b)
}

// solveLinear solves a·x = det·b over the polynomials by elimination. It overwrites a
// and b.
func solveLinear(ctx context.Context, a, b [][]algebra.Poly) ([][]algebra.Poly, algebra.Poly, error) {
	x, det, ok := algebra.Charging(func(int) bool { return ctx.Err() == nil }).SolveLinear(a, b)
	switch {
	case !ok:
		return nil, algebra.Poly{}, ctx.Err()
	case det.IsZero():
		return nil, algebra.Poly{}, errSingular
	}
	return x, det, nil
}

// quotient divides where the theory says that q divides p; it returns p itself
// for a q of 1.
func quotient(p, q algebra.Poly) algebra.Poly {
	if k, ok := q.Const(); ok && k.IsOne() {
		return p
	}
	if p.Equal(q) {
		return algebra.IntPoly(1)
	}
	r, ok := p.DivExact(q)
	if !ok {
		panic("repeated: inexact division")
	}
	return r
}

// lcm is the least common multiple up to sign.
func lcm(p, q algebra.Poly) algebra.Poly {
	if k, ok := q.Const(); ok && k.IsOne() {
		return p
	}
	if k, ok := p.Const(); ok && k.IsOne() {
		return q
	}
	if p.Equal(q) {
		return p
	}
	return p.Mul(quotient(q, algebra.GCD(p, q)))
}

// components lists the strongly connected components of a graph given by sparse
// rows, each before the components that lead to it (Tarjan 1972), without
// recursion.
func components(move [][]weighted) [][]int {
	n := len(move)
	index, low := make([]int, n), make([]int, n)
	onStack := make([]bool, n)
	var stack []int
	var out [][]int
	count := 0
	type frame struct{ v, edge int }
	for root := range n {
		if index[root] != 0 {
			continue
		}
		frames := []frame{{root, 0}}
		for len(frames) > 0 {
			f := &frames[len(frames)-1]
			v := f.v
			if f.edge == 0 {
				count++
				index[v], low[v] = count, count
				stack, onStack[v] = append(stack, v), true
			}
			if f.edge < len(move[v]) {
				w := move[v][f.edge].at
				f.edge++
				switch {
				case index[w] == 0:
					frames = append(frames, frame{w, 0})
				case onStack[w]:
					low[v] = min(low[v], index[w])
				}
				continue
			}
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				u := frames[len(frames)-1].v
				low[u] = min(low[u], low[v])
			}
			if low[v] == index[v] {
				var comp []int
				for {
					w := stack[len(stack)-1]
					stack, onStack[w] = stack[:len(stack)-1], false
					comp = append(comp, w)
					if w == v {
						break
					}
				}
				out = append(out, comp)
			}
		}
	}
	return out
}
