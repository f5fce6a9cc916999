package stability

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// A mixture question asks whether a player can mix over a given set of actions,
// each with positive probability, so that the opponent is indifferent between
// the actions of one set and prefers none outside it. Probabilities enter
// linearly, so the question is a linear existential quantifier with parametric
// coefficients.

// mixture is the answer for one side of a support pair.
type mixture struct {
	exists expr.Formula // some such mixture exists
	// weights are proportional to the probabilities wherever the mixture is
	// unique; nil when it never is, or never by its form.
	weights []algebra.Poly
	// unique holds where no other mixture solves the equations and the weights
	// are all positive or all negative.
	unique expr.Formula
}

// question is the system Σ_j rows[k][j]·y_j (= 0 for k < equal, <= 0 beyond),
// y > 0.
type question struct {
	rows  [][]algebra.Poly
	equal int
	width int
}

// askMixture sets up the question whether the opponent of player p can mix over
// mix so that p is indifferent between the actions best. Actions that never do
// better than the first of these against anything in mix raise no condition.
func (b *bimatrix) askMixture(p int, best, mix []int) question {
	q := question{width: len(mix), equal: len(best) - 1}
	diff := func(k int) []algebra.Poly {
		row := make([]algebra.Poly, len(mix))
		for c, j := range mix {
			row[c] = b.pay(p, k, j).Sub(b.pay(p, best[0], j))
		}
		return row
	}
	for _, k := range best[1:] {
		q.rows = append(q.rows, diff(k))
	}
	for _, k := range b.alive[p] {
		if slices.Contains(best, k) {
			continue
		}
		tempting := false
		for _, j := range mix {
			tempting = tempting || b.known(p, k, best[0], j)&prove.Pos != 0
		}
		if tempting {
			q.rows = append(q.rows, diff(k))
		}
	}
	return q
}

// answer decides the question symbolically. With at least as many independent
// equations as it takes to fix the mixture, the solution is generically
// proportional to the maximal minors of the first of them (Cramer's rule) and
// has to satisfy the others too. Where those minors all vanish, and where there
// are fewer equations, the quantifier is eliminated.
func (q question) answer(ctx context.Context, asm *judge) mixture {
	q = q.pin(asm)
	if q.equal < q.width-1 {
		return mixture{exists: q.eliminate(ctx, asm)}
	}
	q, w, common := q.cramer()
	m := mixture{weights: w}
	for _, op := range []expr.Op{expr.GT, expr.LT} {
		signs := expr.True()
		for _, p := range w {
			signs = and(signs, expr.Sign(p, op))
		}
		if asm.refutes(ctx, signs) {
			continue
		}
		m.unique = expr.Or(m.unique, signs)
		m.exists = expr.Or(m.exists, and(signs, q.solvedBy(w, op)))
	}
	m.unique = and(m.unique, expr.Sign(common, expr.NE))
	if m.exists.IsFalse() {
		m.weights = nil
	}
	// The minors are the weights times what they have in common.
	zero := expr.True()
	for _, p := range w {
		zero = and(zero, expr.Sign(p, expr.EQ))
	}
	for _, vanish := range []expr.Formula{zero, expr.Sign(common, expr.EQ)} {
		if asm.refutes(ctx, vanish) {
			continue
		}
		inner := asm.with(vanish)
		m.exists = expr.Or(m.exists, and(vanish, q.pin(inner).eliminate(ctx, inner)))
	}
	return m
}

// pin uses the equations among the hypotheses to replace parameters, where that
// leaves fewer parameters or fewer terms.
func (q question) pin(asm *judge) question {
	eqs := asm.equations()
	for i, eq := range eqs {
		best, size := question{}, q.size()
		var use pin
		for _, s := range solutions(eq) {
			r := q
			r.rows = make([][]algebra.Poly, len(q.rows))
			for k, row := range q.rows {
				r.rows[k] = s.apply(row)
			}
			if n := r.size(); slices.Compare(n, size) < 0 {
				best, size, use = r, n, s
			}
		}
		if best.rows == nil {
			continue
		}
		q = best
		for k := i + 1; k < len(eqs); k++ {
			eqs[k], _ = use.apply([]algebra.Poly{eqs[k]})[0].Primitive()
		}
	}
	return q
}

// size measures a question: parameters, terms, length of coefficients.
func (q question) size() []int {
	var vars []algebra.Var
	terms, bits := 0, 0
	for _, row := range q.rows {
		for _, p := range row {
			vars = append(vars, p.Vars()...)
			terms += p.Terms()
			for i := range p.Terms() {
				c, _ := p.Term(i)
				bits += c.BitLen()
			}
		}
	}
	slices.Sort(vars)
	return []int{len(slices.Compact(vars)), terms, bits}
}

// cramer moves to the front the equations that give the simplest weights and
// returns those, with the polynomial factor that was divided out of them. Where
// it vanishes the weights still solve those equations.
func (q question) cramer() (r question, w []algebra.Poly, common algebra.Poly) {
	best := -1
	r = q
	choose(q.equal, q.width-1, func(set []int) {
		var rows [][]algebra.Poly
		size := 0
		for _, k := range set {
			rows = append(rows, q.rows[k])
			for _, p := range q.rows[k] {
				size += p.Terms()
			}
		}
		if best >= 0 && size >= best {
			return
		}
		v, c := minors(rows, q.width)
		if c.IsZero() && w != nil {
			return // no better than what there is
		}
		if !c.IsZero() {
			best = size
		}
		w, common = v, c
		for k, row := range q.rows {
			if k >= q.equal || !slices.Contains(set, k) {
				rows = append(rows, row)
			}
		}
		r.rows = rows
	})
	return r, w, common
}

// solvedBy is the condition that the weights, which compare with zero like op,
// solve what they were not made to solve.
func (q question) solvedBy(w []algebra.Poly, op expr.Op) expr.Formula {
	f := expr.True()
	for k := q.width - 1; k < len(q.rows); k++ {
		o := expr.EQ
		if k >= q.equal {
			if o = expr.LE; op == expr.LT {
				o = expr.GE
			}
		}
		f = and(f, expr.Sign(dot(q.rows[k], w), o))
	}
	return f
}

// minors returns the vector orthogonal to the width-1 rows, without what its
// entries have in common, and that common factor: entry j is (-1)^j times the
// determinant of the rows without column j. With no rows and width 1 it is (1).
// When all minors vanish identically both results are zero.
//
// Determinants of the first r rows are built up over column sets:
// O(2^width · width) products.
func minors(rows [][]algebra.Poly, width int) (w []algebra.Poly, common algebra.Poly) {
	cols := first(width)
	det := determinants(rows, cols)
	full := uint(1)<<width - 1
	w = make([]algebra.Poly, width)
	for j := range w {
		w[j] = det[full&^(1<<j)]
		if j%2 == 1 {
			w[j] = w[j].Neg()
		}
		common = algebra.GCD(common, w[j])
	}
	if common.IsZero() || common.IsConst() && common.Equal(algebra.IntPoly(1)) {
		return w, common
	}
	for j := range w {
		w[j], _ = w[j].DivExact(common)
	}
	return w, common
}

// determinants maps every set of len(rows) columns to the determinant of its
// submatrix; columns are numbered within cols. Elimination gives one determinant;
// minors of many column sets share their expansions, and none divides.
func determinants(rows [][]algebra.Poly, cols []int) map[uint]algebra.Poly {
	det := map[uint]algebra.Poly{0: algebra.IntPoly(1)}
	for _, row := range rows {
		next := make(map[uint]algebra.Poly)
		for set, d := range det {
			if d.IsZero() {
				continue
			}
			for j, c := range cols {
				if set&(1<<j) != 0 || row[c].IsZero() {
					continue
				}
				// Expanding along the last row: the sign counts the chosen
				// columns to the right of j.
				t := d.Mul(row[c])
				if countAbove(set, j)%2 == 1 {
					t = t.Neg()
				}
				next[set|1<<j] = next[set|1<<j].Add(t)
			}
		}
		det = next
	}
	return det
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
func reduceVector(w []algebra.Poly) []algebra.Poly {
	var g algebra.Int
	for _, p := range w {
		g = g.GCD(p.Content())
	}
	if g.Sign() == 0 || g.IsOne() {
		return w
	}
	out := make([]algebra.Poly, len(w))
	for i, p := range w {
		out[i], _ = p.DivExact(algebra.Constant(g))
	}
	return out
}

func dot(a, b []algebra.Poly) algebra.Poly {
	var s algebra.Poly
	for i := range a {
		s = s.Add(a[i].Mul(b[i]))
	}
	return s
}
