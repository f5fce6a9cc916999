package plane_test

import (
	"context"
	"math"
	"math/big"
	"slices"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/plane"
)

// graphOf is the graph of functions of X and Y, the variables from the third on.
func graphOf(at func(x, y *big.Rat) []*big.Rat) *plane.Graph {
	return &plane.Graph{
		Moves: func(p algebra.Poly, v algebra.Var) bool {
			return p.Has(v) || slices.ContainsFunc(p.Vars(), func(w algebra.Var) bool { return w > 1 })
		},
		Signs: func(ps []algebra.Poly) func(x, y *big.Rat, signs []int8) {
			return func(x, y *big.Rat, signs []int8) {
				point := at(x, y)
				for k, p := range ps {
					signs[k] = 2
					if !slices.ContainsFunc(p.Vars(), func(v algebra.Var) bool { return point[v] == nil }) {
						signs[k] = int8(p.Sign(point))
					}
				}
			}
		},
	}
}

// Traced divisions of polynomials hold what the exact ones hold.
func TestTracedRegionsHoldTheTruth(t *testing.T) {
	for _, c := range questions {
		q := question(t, c.allowed, c.conditions...)
		at := func(x, y *big.Rat) []*big.Rat { return []*big.Rat{x, y} }
		q.Graph = graphOf(at)
		holdTheTruth(t, q, at)
	}
}

// withTerms is a question about x, y, exp(x*y) and log(x + 1).
func withTerms(t *testing.T, allowed string, conditions ...string) (*plane.Question, func(x, y *big.Rat) []*big.Rat) {
	read := func(s string) expr.Formula {
		f, _, err := expr.CompileFormula(s, expr.Names{"x", "y", "e", "l"})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	q := &plane.Question{X: 0, Y: 1, Allowed: read(allowed), Class: bits}
	for _, c := range conditions {
		q.Conditions = append(q.Conditions, read(c))
	}
	at := func(x, y *big.Rat) []*big.Rat {
		fx, _ := x.Float64()
		fy, _ := y.Float64()
		out := []*big.Rat{x, y, new(big.Rat).SetFloat64(math.Exp(fx * fy)), nil}
		if fx > -1 {
			out[3] = new(big.Rat).SetFloat64(math.Log(1 + fx))
		}
		return out
	}
	q.Graph = graphOf(at)
	one := algebra.Variable(0).Add(algebra.IntPoly(1))
	q.Graph.Edges = []algebra.Poly{one}
	return q, at
}

func TestTracedFunctions(t *testing.T) {
	for _, c := range [][]string{
		{"true", "e > 2", "e < 1 + x + y", "x > y"},
		{"y > -1", "e*x > y + 1", "x^2 + e^2 < 3"},
		{"x > -1", "l > y", "l*e < 1/2 and y > 0"},
		{"x > -1 and x < 1", "l < 1/3", "e = 1"}, // an upright line at no rational number
	} {
		q, at := withTerms(t, c[0], c[1:]...)
		holdTheTruth(t, q, at)
	}
}

// Knife-edges on the graph of a function are curves with its equation.
func TestTracedKnifeEdge(t *testing.T) {
	q, _ := withTerms(t, "y > 0", "e = 2")
	m, err := plane.Divide(context.Background(), q, window(-2, 2))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i := range m.Curves {
		if k := &m.Curves[i]; k.KnifeEdge() {
			found++
			for j, p := range k.Points {
				if got := p.X * p.Y; math.Abs(got-math.Ln2) > 1e-3 {
					t.Errorf("point %d: x*y = %v", j, got)
				}
			}
		}
	}
	if found != 1 || len(m.Regions) != 1 {
		t.Errorf("%d knife-edges, %d regions", found, len(m.Regions))
	}
}

// Where a function has no value nothing is known.
func TestTracedWithoutValue(t *testing.T) {
	q, _ := withTerms(t, "true", "l > 0")
	m, err := plane.Divide(context.Background(), q, window(-2, 2))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range m.Regions {
		if winding(&r, -1.5, 0.3) != 0 {
			t.Error("a region where log has no value")
		}
	}
	if len(m.Regions) != 2 {
		t.Errorf("%d regions", len(m.Regions))
	}
}
