package stability

import (
	"context"

	"brink/games/expr"
)

// A mixture question asks whether a player can mix over a given set of actions,
// each with positive probability, so that the opponent is indifferent between
// the actions of one set and prefers none outside it. Probabilities enter
// linearly, so the question is a linear existential quantifier with parametric
// coefficients.

// mixture is the answer for one side of a support pair.
type mixture struct {
	exists expr.Formula // some such mixture exists
	unique expr.Formula // it exists and is the only one, given by weights
	// weights are proportional to the probabilities where unique holds; nil when
	// the mixture is never unique.
	weights []expr.Poly
}

// question is the system Σ_j rows[k][j]·y_j (= 0 for k < equal, <= 0 beyond),
// y > 0.
type question struct {
	rows  [][]expr.Poly
	equal int
	width int
}

// askMixture sets up the question for a payoff matrix of the opponent: u[k][j]
// is what the opponent gets from her action k against our action j. The set
// best are the actions she must be indifferent between, mix the actions we use.
func askMixture(u func(k, j int) expr.Poly, actions int, best, mix []int) question {
	q := question{width: len(mix), equal: len(best) - 1}
	inBest := make([]bool, actions)
	for _, k := range best {
		inBest[k] = true
	}
	diff := func(k int) []expr.Poly {
		row := make([]expr.Poly, len(mix))
		for c, j := range mix {
			row[c] = u(k, j).Sub(u(best[0], j))
		}
		return row
	}
	for _, k := range best[1:] {
		q.rows = append(q.rows, diff(k))
	}
	for k := range actions {
		if !inBest[k] {
			q.rows = append(q.rows, diff(k))
		}
	}
	return q
}

// answer decides the question symbolically. Where there is one more unknown than
// equations the solution is generically unique and proportional to the maximal
// minors of the equations (Cramer's rule); where those all vanish, and for every
// other shape, the quantifier is eliminated by virtual substitution.
func (q question) answer(ctx context.Context, asm *judge) mixture {
	if q.equal != q.width-1 {
		f := q.eliminate(ctx, asm, expr.True())
		return mixture{exists: f}
	}
	w := minors(q.rows[:q.equal], q.width)
	positive, negative := expr.True(), expr.True()
	vanish := expr.True()
	for _, p := range w {
		positive = expr.And(positive, expr.Sign(p, expr.GT))
		negative = expr.And(negative, expr.Sign(p, expr.LT))
		vanish = expr.And(vanish, expr.Sign(p, expr.EQ))
	}
	for _, row := range q.rows[q.equal:] {
		s := dot(row, w)
		positive = expr.And(positive, expr.Sign(s, expr.LE))
		negative = expr.And(negative, expr.Sign(s, expr.GE))
	}
	m := mixture{unique: expr.Or(positive, negative), weights: w}
	m.exists = m.unique
	if !asm.impossible(ctx, vanish) {
		m.exists = expr.Or(m.unique, q.eliminate(ctx, asm, vanish))
	}
	if m.unique.IsFalse() {
		m.weights = nil
	}
	return m
}

// minors returns the vector orthogonal to the rows: entry j is (-1)^j times the
// determinant of the rows without column j. With no rows and width 1 it is (1).
// Minors of the first r rows are built up over column sets: O(2^width · width)
// products.
func minors(rows [][]expr.Poly, width int) []expr.Poly {
	det := map[uint]expr.Poly{0: expr.IntPoly(1)}
	for r := range rows {
		next := make(map[uint]expr.Poly)
		for set, d := range det {
			if d.IsZero() {
				continue
			}
			for j := range width {
				if set&(1<<j) != 0 || rows[r][j].IsZero() {
					continue
				}
				// Expanding along the last row: the sign counts the chosen
				// columns to the right of j.
				t := d.Mul(rows[r][j])
				if countAbove(set, j)%2 == 1 {
					t = t.Neg()
				}
				next[set|1<<j] = next[set|1<<j].Add(t)
			}
		}
		det = next
	}
	full := uint(1)<<width - 1
	w := make([]expr.Poly, width)
	for j := range w {
		w[j] = det[full&^(1<<j)]
		if j%2 == 1 {
			w[j] = w[j].Neg()
		}
	}
	return reduceVector(w)
}

func countAbove(set uint, j int) int {
	n := 0
	for s := set >> (j + 1); s != 0; s &= s - 1 {
		n++
	}
	return n
}

// reduceVector divides out the integer content that all entries share, which is
// positive and so changes no sign.
func reduceVector(w []expr.Poly) []expr.Poly {
	var g expr.Int
	for _, p := range w {
		g = g.GCD(p.Content())
	}
	if g.Sign() == 0 || g.IsOne() {
		return w
	}
	out := make([]expr.Poly, len(w))
	for i, p := range w {
		out[i], _ = p.DivExact(expr.Constant(g))
	}
	return out
}

func dot(a, b []expr.Poly) expr.Poly {
	var s expr.Poly
	for i := range a {
		s = s.Add(a[i].Mul(b[i]))
	}
	return s
}
