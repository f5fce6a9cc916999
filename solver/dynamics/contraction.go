package dynamics

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// maxContracting bounds the variables of systems whose contraction is looked for.
const maxContracting = 3

// contracting is the column of where all courses that stay in the ranges approach each
// other, and so a rest point: a weighted sum of squares of their distances falls, since
// P·J + Jᵀ·P is negative definite in all of the ranges, with J the Jacobian and P
// positive and diagonal (Krasovskii 1959; Demidovich 1962). For gradient-like systems,
// P·J symmetric, P is such that this is strict concavity of the potential; for others it
// is 1. That is enough for global stability, and not necessary: none is shown where the
// condition never holds.
func (s *System) contracting(ctx context.Context, settler *concept.Settler, st concept.Settled) []concept.Column {
	n := len(s.vars)
	if s.d.Discrete || len(s.d.Shares) > 0 || n < 2 || n > maxContracting || s.affine() {
		return nil
	}
	rows := make([][]algebra.Ratio, n)
	defined := s.space
	for i, v := range s.d.Rates {
		r, ok := v.Ratio()
		if !ok {
			return nil
		}
		defined = expr.And(defined, expr.Sign(r.Den(), expr.NE))
		for _, x := range s.vars {
			rows[i] = append(rows[i], r.Derivative(x))
		}
	}
	// The ranges are convex; courses go on in them only where the rates are defined.
	if settler.Possible(ctx, expr.And(s.ranges(), expr.Not(defined))) != prove.No {
		return nil
	}
	weights, positive := s.symmetrising(rows), expr.True()
	for _, p := range weights {
		positive = expr.And(positive, expr.Compare(p, expr.GT, algebra.Ratio{}))
	}
	if settler.Possible(ctx, positive) == prove.No { // a part that turns
		weights, positive = slices.Repeat([]algebra.Ratio{algebra.FromInt(1)}, n), expr.True()
	}
	q := make([][]algebra.Ratio, n)
	for i := range n {
		for j := range n {
			q[i] = append(q[i], weights[i].Mul(rows[i][j]).Add(weights[j].Mul(rows[j][i])).Neg())
		}
	}
	definite := expr.True()
	for k := 1; k <= n; k++ {
		_, minor, ok := concept.Solve(block(q, k), make([]algebra.Ratio, k))
		if !ok {
			return nil // it vanishes everywhere
		}
		definite = expr.And(definite, expr.Compare(minor, expr.GT, algebra.Ratio{}))
	}
	elsewhere, ans := settler.Eliminate(ctx, s.vars, expr.And(s.ranges(), expr.Not(definite)))
	if ans != prove.Yes {
		return nil
	}
	f := expr.And(st.Exists, positive, expr.Not(elsewhere))
	if settler.Possible(ctx, f) == prove.No {
		return nil
	}
	return []concept.Column{{Code: "contracts", When: settler.Simplify(ctx, f)}}
}

// block is the leading block of a matrix, of order k.
func block(m [][]algebra.Ratio, k int) [][]algebra.Ratio {
	var out [][]algebra.Ratio
	for _, row := range m[:k] {
		out = append(out, append([]algebra.Ratio(nil), row[:k]...))
	}
	return out
}

// ranges is where the variables may lie.
func (s *System) ranges() expr.Formula {
	f := expr.True()
	for _, v := range s.d.Variables {
		f = expr.And(f, v.Within)
	}
	return f
}

// symmetrising is the diagonal of a P, free of the variables, such that P·J is symmetric;
// ones where there is none that the first row tells.
func (s *System) symmetrising(rows [][]algebra.Ratio) []algebra.Ratio {
	weights := make([]algebra.Ratio, len(rows))
	ones := make([]algebra.Ratio, len(rows))
	for i := range rows {
		ones[i], weights[i] = algebra.FromInt(1), algebra.FromInt(1)
		if i > 0 && !rows[0][i].IsZero() && !rows[i][0].IsZero() {
			weights[i] = rows[0][i].Mul(rows[i][0].Inv())
		}
	}
	for i := range rows {
		for _, v := range weights[i].Vars() {
			if v >= len(s.d.Params) {
				return ones
			}
		}
		for j := range i {
			if !weights[i].Mul(rows[i][j]).Equal(weights[j].Mul(rows[j][i])) {
				return ones
			}
		}
	}
	return weights
}
