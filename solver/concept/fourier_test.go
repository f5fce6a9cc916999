package concept

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/prove"
)

// line is a model of two parameters, in [0, 1] and [-2, 2], and nothing else.
func line() games.Model {
	return &games.Bayesian{Header: games.Header{Params: []games.Parameter{
		{Name: "p", Within: between(0, 0, 1)}, {Name: "x", Within: expr.And(between(1, -2, 2))},
	}}, Defined: expr.True()}
}

func between(v algebra.Var, low, high int64) expr.Formula {
	x := algebra.Variable(v)
	return expr.And(expr.Sign(x.Sub(algebra.IntPoly(low)), expr.GE), expr.Sign(x.Sub(algebra.IntPoly(high)), expr.LE))
}

// What bounds leave holds at numbers where unknowns are found there: with
// coefficients that vanish, strict and weak bounds, equations and products.
func TestBoundsAtNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	ctx := context.Background()
	s := NewSettler(line())
	ops := []expr.Op{expr.GE, expr.GT, expr.LE, expr.LT, expr.EQ, expr.NE}
	coeff := func() algebra.Poly {
		p := algebra.IntPoly(r.Int64N(5) - 2)
		for range r.IntN(2) {
			p = p.Add(algebra.Variable(r.IntN(2)).Scale(algebra.NewInt(r.Int64N(3) - 1)))
		}
		return p
	}
	agreed, both := 0, 0
	for range 60 {
		var all []expr.Formula
		for range 2 + r.IntN(4) {
			p := coeff()
			for v := 2; v < 4; v++ {
				p = p.Add(algebra.Variable(v).Mul(coeff()))
			}
			if r.IntN(8) == 0 {
				p = p.Add(algebra.Variable(2).Mul(algebra.Variable(3)))
			}
			c := expr.Sign(p, ops[r.IntN(len(ops)-r.IntN(3))])
			if r.IntN(8) == 0 {
				c = expr.Or(c, expr.Sign(coeff(), expr.GT))
			}
			all = append(all, c)
		}
		f := expr.And(all...)
		vars := []algebra.Var{2, 3}
		got, ok := s.linearly(ctx, vars, f)
		if !ok {
			continue
		}
		agreed++
		yes, no := 0, 0
		for range 12 {
			at := []*big.Rat{big.NewRat(r.Int64N(5), 4), big.NewRat(r.Int64N(17)-8, 4)}
			want := s.Possible(ctx, f.At(0, at[0]).At(1, at[1]))
			if want == prove.Unknown || got.Eval(at) != (want == prove.Yes) {
				t.Fatalf("%v\nat %v: eliminated %v, there %v", f, at, got, want)
			}
			if want == prove.Yes {
				yes++
			} else {
				no++
			}
		}
		if yes > 0 && no > 0 {
			both++
		}
	}
	if agreed < 30 || both < 10 {
		t.Fatalf("%d comparisons, %d of conditions true at some points only", agreed, both)
	}
}
