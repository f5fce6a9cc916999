package stability

import (
	"context"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// linear is the constraint Σ c_j·y_j + c_last op 0 with op EQ, LE or LT and
// coefficients that are polynomials in the parameters.
type linear struct {
	c  []algebra.Poly
	op expr.Op
}

// eliminate removes the quantifier from ∃ y > 0: the question, where the
// hypotheses of the judge hold. The system is homogeneous, so the last unknown
// may be set to 1.
func (q question) eliminate(ctx context.Context, asm *judge) expr.Formula {
	e := eliminator{ctx: ctx, asm: asm}
	var cs []linear
	for k, row := range q.rows {
		op := expr.LE
		if k < q.equal {
			op = expr.EQ
		}
		cs = append(cs, linear{row, op})
	}
	for j := range q.width - 1 {
		row := make([]algebra.Poly, q.width)
		row[j] = algebra.IntPoly(-1)
		cs = append(cs, linear{row, expr.LT})
	}
	f := e.eliminate(cs, q.width-1, expr.True())
	if e.overflow {
		return q.byVertices()
	}
	return f
}

// maxSplits is the number of coefficients of unknown sign that elimination
// splits on for one variable: 3^maxSplits branches. Beyond it the vertex formula
// is shorter.
const maxSplits = 3

// eliminator carries what the recursion shares.
type eliminator struct {
	ctx      context.Context
	asm      *judge
	overflow bool
}

// eliminate projects the constraints to the parameters: equations are solved for
// a variable (Gauss), then variables go by Fourier-Motzkin, splitting on the
// signs of coefficients that the assumptions leave open. Branches that the
// assumptions contradict are cut.
func (e *eliminator) eliminate(cs []linear, n int, guard expr.Formula) expr.Formula {
	if e.overflow || e.ctx.Err() != nil {
		return expr.False() // the caller looks at overflow and at the context
	}
	// Constraints without unknowns join the guard.
	var open []linear
	var free []expr.Formula
	for _, c := range cs {
		if mentioned(c, n) {
			open = append(open, c)
		} else {
			free = append(free, expr.Sign(c.c[len(c.c)-1], c.op))
		}
	}
	guard = and(append(free, guard)...)
	if e.asm.refutes(e.ctx, guard) {
		return expr.False()
	}
	if len(open) == 0 {
		return guard
	}
	if eq, v := e.pickEquation(open, n, guard); eq >= 0 {
		return e.solveEquation(open, n, eq, v, guard)
	}
	return e.fourierMotzkin(open, n, guard)
}

func mentioned(c linear, n int) bool {
	for _, p := range c.c[:n] {
		if !p.IsZero() {
			return true
		}
	}
	return false
}

// pickEquation chooses an equation and an unknown to solve it for, preferring a
// coefficient known not to vanish; eq is -1 when there is no equation.
func (e *eliminator) pickEquation(cs []linear, n int, guard expr.Formula) (eq, v int) {
	eq = -1
	for k, c := range cs {
		if c.op != expr.EQ {
			continue
		}
		for j, a := range c.c[:n] {
			if a.IsZero() {
				continue
			}
			if eq < 0 {
				eq, v = k, j
			}
			if (e.asm.sign(e.ctx, a)&signIn(guard, a))&prove.Zero == 0 {
				return k, j
			}
		}
	}
	return eq, v
}

// signs lists the signs that a coefficient can have under the assumptions and
// the guard, each with the condition to add to the guard (true when it is the
// only one).
func (e *eliminator) signs(a algebra.Poly, guard expr.Formula) []signCase {
	set := e.asm.sign(e.ctx, a) & signIn(guard, a)
	var out []signCase
	for _, c := range []signCase{{1, expr.Sign(a, expr.GT)}, {-1, expr.Sign(a, expr.LT)}, {0, expr.Sign(a, expr.EQ)}} {
		bit := prove.Zero
		if c.sign > 0 {
			bit = prove.Pos
		} else if c.sign < 0 {
			bit = prove.Neg
		}
		if set&bit != 0 && !c.when.IsFalse() {
			out = append(out, c)
		}
	}
	if len(out) == 1 {
		out[0].when = expr.True()
	}
	return out
}

type signCase struct {
	sign int
	when expr.Formula
}

// solveEquation solves equation eq for unknown v where its coefficient does not
// vanish, and goes on without that term where it does.
func (e *eliminator) solveEquation(cs []linear, n, eq, v int, guard expr.Formula) expr.Formula {
	a := cs[eq].c[v]
	var any []expr.Formula
	for _, s := range e.signs(a, guard) {
		g := and(guard, s.when)
		var next []linear
		for k, c := range cs {
			switch {
			case k == eq && s.sign == 0:
				row := append([]algebra.Poly(nil), c.c...)
				row[v] = algebra.Poly{}
				next = append(next, linear{row, expr.EQ})
			case k == eq:
			case s.sign == 0 || c.c[v].IsZero():
				next = append(next, c)
			default:
				// |a|·c - sgn(a)·c_v·equation has no term in v.
				next = append(next, linear{combine(c.c, a, cs[eq].c, c.c[v], s.sign), c.op})
			}
		}
		any = append(any, e.eliminate(next, n, g))
	}
	return expr.Or(any...)
}

// combine returns sign·(x·a - y·b).
func combine(x []algebra.Poly, a algebra.Poly, y []algebra.Poly, b algebra.Poly, sign int) []algebra.Poly {
	out := make([]algebra.Poly, len(x))
	for i := range out {
		out[i] = x[i].Mul(a).Sub(y[i].Mul(b))
		if sign < 0 {
			out[i] = out[i].Neg()
		}
	}
	return reduceVector(out)
}

// fourierMotzkin eliminates the unknown with the fewest open signs.
func (e *eliminator) fourierMotzkin(cs []linear, n int, guard expr.Formula) expr.Formula {
	v, fewest := -1, 0
	for j := range n {
		unknown, used := 0, false
		for _, c := range cs {
			if c.c[j].IsZero() {
				continue
			}
			used = true
			if len(e.signs(c.c[j], guard)) > 1 {
				unknown++
			}
		}
		if used && (v < 0 || unknown < fewest) {
			v, fewest = j, unknown
		}
	}
	if fewest > maxSplits {
		e.overflow = true
		return expr.False()
	}
	return e.split(cs, n, v, 0, nil, nil, nil, guard)
}

// split fixes the sign of the coefficient of v in constraint k and those after
// it, sorting constraints into lower bounds, upper bounds and the rest.
func (e *eliminator) split(cs []linear, n, v, k int, lower, upper, rest []linear, guard expr.Formula) expr.Formula {
	if guard.IsFalse() {
		return guard
	}
	if k == len(cs) {
		for _, l := range lower {
			for _, u := range upper {
				op := expr.LE
				if l.op == expr.LT || u.op == expr.LT {
					op = expr.LT
				}
				// l_v < 0 < u_v: u_v·l - l_v·u has no term in v.
				rest = append(rest[:len(rest):len(rest)], linear{combine(l.c, u.c[v], u.c, l.c[v], 1), op})
			}
		}
		return e.eliminate(rest, n, guard)
	}
	c := cs[k]
	if c.c[v].IsZero() {
		return e.split(cs, n, v, k+1, lower, upper, append(rest[:len(rest):len(rest)], c), guard)
	}
	var any []expr.Formula
	for _, s := range e.signs(c.c[v], guard) {
		g := and(guard, s.when)
		switch s.sign {
		case 1:
			any = append(any, e.split(cs, n, v, k+1, lower, append(upper[:len(upper):len(upper)], c), rest, g))
		case -1:
			any = append(any, e.split(cs, n, v, k+1, append(lower[:len(lower):len(lower)], c), upper, rest, g))
		default:
			row := append([]algebra.Poly(nil), c.c...)
			row[v] = algebra.Poly{}
			any = append(any, e.split(cs, n, v, k+1, lower, upper, append(rest[:len(rest):len(rest)], linear{row, c.op}), g))
		}
	}
	return expr.Or(any...)
}

// byVertices decides the question through the extreme points of its solutions:
// a mixture over all of the actions exists exactly when every action has
// positive weight in some extreme point, since a proper convex combination of
// those uses them all. An extreme point with support s is the solution of |s|-1
// of the constraints as equations. The formula has at most
// Σ_s C(rows, |s|-1) members for each action.
func (q question) byVertices() expr.Formula {
	uses := make([][]expr.Formula, q.width)
	for set := uint(1); set < 1<<q.width; set++ {
		var cols []int
		for j := range q.width {
			if set&(1<<j) != 0 {
				cols = append(cols, j)
			}
		}
		choose(len(q.rows), len(cols)-1, func(tight []int) {
			f := q.vertex(cols, tight)
			if f.IsFalse() {
				return
			}
			for _, j := range cols {
				uses[j] = append(uses[j], f)
			}
		})
	}
	all := make([]expr.Formula, q.width)
	for j := range all {
		all[j] = expr.Or(uses[j]...)
	}
	return expr.And(all...)
}

// vertex is the condition that the tight rows determine a solution with exactly
// the support cols.
func (q question) vertex(cols, tight []int) expr.Formula {
	rows := make([][]algebra.Poly, len(tight))
	for i, k := range tight {
		rows[i] = pick(q.rows[k], cols)
	}
	w, _ := minors(rows, len(cols))
	positive, negative := expr.True(), expr.True()
	for _, p := range w {
		positive = expr.And(positive, expr.Sign(p, expr.GT))
		negative = expr.And(negative, expr.Sign(p, expr.LT))
	}
	for k, row := range q.rows {
		if positive.IsFalse() && negative.IsFalse() {
			return expr.False()
		}
		s := dot(pick(row, cols), w)
		if k < q.equal {
			positive = expr.And(positive, expr.Sign(s, expr.EQ))
			negative = expr.And(negative, expr.Sign(s, expr.EQ))
		} else {
			positive = expr.And(positive, expr.Sign(s, expr.LE))
			negative = expr.And(negative, expr.Sign(s, expr.GE))
		}
	}
	return expr.Or(positive, negative)
}

func pick(row []algebra.Poly, cols []int) []algebra.Poly {
	out := make([]algebra.Poly, len(cols))
	for i, j := range cols {
		out[i] = row[j]
	}
	return out
}

// choose calls yield for every k-subset of {0, …, n-1} in lexicographic order.
func choose(n, k int, yield func([]int)) {
	chooseWhile(n, k, func(set []int) bool {
		yield(set)
		return true
	})
}

// chooseWhile is choose until yield returns false, which it reports.
func chooseWhile(n, k int, yield func([]int) bool) bool {
	if k > n {
		return true
	}
	set := first(k)
	for {
		if !yield(set) {
			return false
		}
		i := k - 1
		for i >= 0 && set[i] == n-k+i {
			i--
		}
		if i < 0 {
			return true
		}
		set[i]++
		for j := i + 1; j < k; j++ {
			set[j] = set[j-1] + 1
		}
	}
}
