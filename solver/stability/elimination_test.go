package stability

import (
	"context"
	"fmt"
	"math/big"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"pgregory.net/rapid"
)

// drawQuestion draws a system with up to three unknown weights beyond the first.
func drawQuestion(t *rapid.T, vars int) question {
	coefficient := rapid.Custom(func(t *rapid.T) algebra.Poly {
		p := algebra.IntPoly(rapid.Int64Range(-2, 2).Draw(t, "k"))
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0, 1: // a number
		case 2, 3:
			v := rapid.IntRange(0, vars-1).Draw(t, "v")
			p = p.Add(algebra.Variable(v).Scale(algebra.NewInt(rapid.Int64Range(-1, 1).Draw(t, "c"))))
		default:
			v, w := rapid.IntRange(0, vars-1).Draw(t, "v"), rapid.IntRange(0, vars-1).Draw(t, "w")
			p = p.Add(algebra.Variable(v).Mul(algebra.Variable(w)))
		}
		return p
	})
	q := question{width: rapid.IntRange(1, 4).Draw(t, "width")}
	rows := rapid.IntRange(0, 4).Draw(t, "rows")
	if q.width == 4 {
		rows = min(rows, 3)
	}
	q.equal = rapid.IntRange(0, rows).Draw(t, "equal")
	for range rows {
		q.rows = append(q.rows, rapid.SliceOfN(coefficient, q.width, q.width).Draw(t, "row"))
	}
	return q
}

// solvable decides a question at a point by linear programming.
func (q question) solvable(point []*big.Rat) bool {
	row := func(k int) []*big.Int {
		values := make([]*big.Rat, q.width)
		for j, p := range q.rows[k] {
			values[j] = p.Eval(point)
		}
		table := games.NewTable(values)
		out := make([]*big.Int, q.width)
		for j := range out {
			out[j] = table.Num(j)
		}
		return out
	}
	// y = t + z: maximise t.
	lp := exact.LP{C: make([]*big.Int, q.width+1)}
	all := make([]*big.Int, q.width+1)
	for j := range all {
		all[j], lp.C[j] = big.NewInt(1), new(big.Int)
	}
	all[q.width], lp.C[q.width] = big.NewInt(int64(q.width)), big.NewInt(1)
	lp.A, lp.B = append(lp.A, all), append(lp.B, big.NewInt(1))
	for k := range q.rows {
		for _, sign := range []int64{1, -1} {
			if sign < 0 && k >= q.equal {
				continue
			}
			r := append(row(k), new(big.Int))
			for j := range q.width {
				r[j].Mul(r[j], big.NewInt(sign))
				r[q.width].Add(r[q.width], r[j])
			}
			lp.A, lp.B = append(lp.A, r), append(lp.B, new(big.Int))
		}
	}
	r, err := lp.Solve(context.Background())
	if err != nil || r.Status != exact.LPOptimal {
		panic(fmt.Sprint("linear program: ", err, r))
	}
	return r.Value.Sign() > 0
}

// TestElimination: Fourier-Motzkin elimination, the formula over extreme points
// and Cramer's rule all agree with linear programming, at random points and at
// roots of the coefficients and of the conditions themselves.
func TestElimination(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vars := rapid.IntRange(1, 2).Draw(t, "variables")
		q := drawQuestion(t, vars)
		g := &games.Game{Defined: expr.True()}
		for v := range vars {
			g.Params = append(g.Params, games.Parameter{Name: fmt.Sprintf("x%d", v), Within: expr.True()})
		}
		asm := newJudge(g, g.Hypotheses(), 1)
		ctx := context.Background()
		formulas := map[string]expr.Formula{
			"elimination":    q.eliminate(ctx, asm),
			"extreme points": q.byVertices(),
			"answer":         q.answer(ctx, asm).exists,
		}
		var edges []algebra.Poly
		for _, row := range q.rows {
			for _, p := range row {
				if !p.IsConst() {
					edges = append(edges, p)
				}
			}
		}
		for _, name := range []string{"elimination", "answer"} {
			formulas[name].Atoms(func(a expr.Atom) { edges = append(edges, a.P) })
		}
		for range 10 {
			point, ok := drawPoint(t, g, edges)
			if !ok {
				continue
			}
			want := q.solvable(point)
			for name, f := range formulas {
				if f.Eval(point) != want {
					t.Fatalf("%v with %d equations at %v: %s says %v", q.rows, q.equal, point, name, !want)
				}
			}
		}
	})
}

// TestMinors: the vector of minors is orthogonal to the rows it is made from,
// and its entries share nothing.
func TestMinors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, 2)
		k := min(q.width-1, len(q.rows))
		if k < q.width-1 {
			t.Skip("too few rows")
		}
		w, common := minors(q.rows[:k], q.width)
		zero := true
		var g algebra.Poly
		for _, p := range w {
			zero = zero && p.IsZero()
			g = algebra.GCD(g, p)
		}
		if zero != common.IsZero() {
			t.Fatalf("weights %v, common factor %v", w, common)
		}
		if !zero && !g.Equal(algebra.IntPoly(1)) {
			t.Fatalf("weights %v share %v", w, g)
		}
		for _, row := range q.rows[:k] {
			if s := dot(row, w); !s.IsZero() {
				t.Fatalf("%v is not orthogonal to %v: %v", w, row, s)
			}
		}
	})
}

// TestConjunction: conditions on one polynomial meet, and nothing changes at any
// point.
func TestConjunction(t *testing.T) {
	ops := []expr.Op{expr.LT, expr.LE, expr.EQ, expr.NE, expr.GE, expr.GT}
	rapid.Check(t, func(t *rapid.T) {
		var fs []expr.Formula
		for range rapid.IntRange(0, 6).Draw(t, "atoms") {
			p := algebra.Variable(0).Sub(algebra.IntPoly(rapid.Int64Range(0, 1).Draw(t, "k")))
			if rapid.Bool().Draw(t, "negative") {
				p = p.Neg()
			}
			fs = append(fs, expr.Sign(p, rapid.SampledFrom(ops).Draw(t, "op")))
		}
		f, g := expr.And(fs...), and(fs...)
		for _, x := range []string{"-1", "0", "1/2", "1", "2"} {
			if p := at(x); f.Eval(p) != g.Eval(p) {
				t.Fatalf("at %s: %v is %v, %v is %v", x, f, f.Eval(p), g, g.Eval(p))
			}
		}
		if g.Kind == expr.KAnd && len(g.Args) > 2 {
			t.Fatalf("%v has conditions that do not meet", g)
		}
	})
}
