package prove

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
)

// grid lists the points of {-2, -3/2, …, 2}^n, which hits the boundaries of the
// generated formulas often.
func grid(n int) [][]*big.Rat {
	out := [][]*big.Rat{nil}
	for range n {
		var next [][]*big.Rat
		for _, p := range out {
			for k := int64(-4); k <= 4; k++ {
				next = append(next, append(append([]*big.Rat(nil), p...), big.NewRat(k, 2)))
			}
		}
		out = next
	}
	return out
}

// gameLike draws formulas as games make them: differences and products of
// parameters and small constants.
func (g generator) gameLike(vars, depth int) expr.Formula {
	if depth == 0 || g.IntN(3) == 0 {
		linear := func() algebra.Poly {
			p := algebra.IntPoly(int64(g.IntN(3) - 1))
			for v := range vars {
				p = p.Add(algebra.Variable(v).Scale(algebra.NewInt(int64(g.IntN(5) - 2))))
			}
			return p
		}
		p := linear()
		for range g.IntN(3) {
			p = p.Mul(linear())
		}
		return expr.Sign(p, expr.Op(g.IntN(6)))
	}
	var fs []expr.Formula
	for range 2 + g.IntN(2) {
		fs = append(fs, g.gameLike(vars, depth-1))
	}
	if g.IntN(2) == 0 {
		return expr.And(fs...)
	}
	return expr.Or(fs...)
}

func TestSimplifyKeepsTruth(t *testing.T) {
	n := 70
	if testing.Short() {
		n = 60
	}
	g := generator{Rand: rand.New(rand.NewPCG(3, 4))}
	points := [][][]*big.Rat{nil, grid(1), grid(2), grid(3)}
	ctx := context.Background()
	shorter := 0
	for range n {
		vars := 1 + g.IntN(3)
		hyps := g.gameLike(vars, g.IntN(2))
		f := g.gameLike(vars, 2)
		if g.IntN(4) == 0 {
			f = g.formula(vars, 2, 2)
		}
		a := Assume(hyps, Options{Budget: 300_000})
		s := a.Simplify(ctx, f)
		if a.weigh(context.Background(), f).less(a.weigh(context.Background(), s)) {
			t.Errorf("%s under %s grew to %s", f, hyps, s)
		}
		if s.Size() < f.Size() {
			shorter++
		}
		for _, p := range points[vars] {
			if hyps.Eval(p) && f.Eval(p) != s.Eval(p) {
				t.Fatalf("%s under %s became %s, which differs at %v", f, hyps, s, p)
			}
		}
		if again := a.Simplify(ctx, s); again.Key() != s.Key() {
			t.Errorf("%s under %s is not a fixed point: %s", s, hyps, again)
		}
		if twice := Assume(hyps, Options{Budget: 300_000}).Simplify(ctx, f); twice.Key() != s.Key() {
			t.Errorf("%s under %s gave %s and %s", f, hyps, s, twice)
		}
	}
	t.Logf("%d of %d got shorter", shorter, n)
}

func TestAnswersAgreeWithTheGrid(t *testing.T) {
	n := 600
	if testing.Short() {
		n = 100
	}
	g := generator{Rand: rand.New(rand.NewPCG(5, 6))}
	points := [][][]*big.Rat{nil, grid(1), grid(2), grid(3)}
	ctx := context.Background()
	for range n {
		vars := 1 + g.IntN(3)
		hyps, f := g.gameLike(vars, g.IntN(2)), g.gameLike(vars, g.IntN(3))
		if g.IntN(3) == 0 {
			f = g.formula(vars, 3, 2)
		}
		a := Assume(hyps, Options{})
		ans := a.Implies(ctx, f)
		sat, m := a.Satisfiable(ctx, f)
		if sat == Yes && (!m.Holds(f) || !m.Holds(hyps)) {
			t.Fatalf("%s with %s: the model %s is none", f, hyps, m)
		}
		p := g.poly(vars, 2)
		signs := a.Sign(ctx, p)
		for _, x := range points[vars] {
			if !hyps.Eval(x) {
				continue
			}
			if v := f.Eval(x); !v && ans == Yes || v && sat == No {
				t.Fatalf("%s under %s: implied %s, satisfiable %s, but %v at %v", f, hyps, ans, sat, v, x)
			}
			if s := SignOf(p.Sign(x)); s&signs == 0 {
				t.Fatalf("sign of %s under %s is %s, but %s at %v", p, hyps, signs, s, x)
			}
		}
	}
}
