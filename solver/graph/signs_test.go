package graph

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// The signs of polynomials in terms are those of rational enclosures of their values.
func TestSigns(t *testing.T) {
	x, y := algebra.Variable(0), algebra.Variable(1)
	term := func(f string, arg algebra.Poly) games.Parameter {
		return games.Parameter{Name: f, Derived: &games.Term{Func: f, Arg: algebra.FromPoly(arg)}, Within: expr.True()}
	}
	h := &games.Header{Params: []games.Parameter{{Name: "x"}, {Name: "y"}, term("exp", x.Mul(y)), term("log", y.Sub(x)), term("sqrt", algebra.Variable(2).Sub(y))}}
	rng := rand.New(rand.NewPCG(7, 11))
	var polys []algebra.Poly
	for range 12 {
		p := algebra.IntPoly(rng.Int64N(5) - 2)
		for v := range h.Params {
			p = p.Add(algebra.Variable(v).Pow(1 + rng.IntN(2)).Mul(algebra.IntPoly(rng.Int64N(7) - 3)))
		}
		polys = append(polys, p)
	}
	polys = append(polys, algebra.Variable(4).Pow(2).Sub(algebra.Variable(2)).Add(y)) // zero on the graph
	s := NewSigns(h, polys)
	undefined, defined := 0, 0
	for range 80 {
		point := []*big.Rat{big.NewRat(rng.Int64N(41)-20, 7), big.NewRat(rng.Int64N(41)-20, 7), nil, nil, nil}
		signs := make([]int8, len(polys))
		s.At(point, signs)
		want := at(h.Params, point, nil, 300)
		for k, p := range polys {
			iv, ok := want.poly(p)
			if !ok {
				undefined++
				if signs[k] != Undefined {
					t.Fatalf("%d at %v: got %d where a term has no value", k, point, signs[k])
				}
				continue
			}
			defined++
			sign := int8(0)
			if iv.Lo.Sign() == iv.Hi.Sign() {
				sign = int8(iv.Lo.Sign())
			}
			if signs[k] != sign {
				t.Fatalf("%d at %v: got %d, want %d", k, point, signs[k], sign)
			}
		}
	}
	if undefined < 50 || defined < 50 {
		t.Errorf("%d undefined and %d defined values", undefined, defined)
	}
}
