package graph

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove"
	"brink/solver/prove/check"
)

func width(iv exact.Interval) float64 {
	f, _ := iv.Hi.Sub(iv.Lo).Big().Float64()
	return f
}

// TestEnclose compares with floating point, and the functions with each other far
// beyond its precision.
func TestEnclose(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	float := map[string]func(float64) float64{"exp": math.Exp, "log": math.Log, "sqrt": math.Sqrt}
	for range 300 {
		q := big.NewRat(rng.Int64N(4000)+1, rng.Int64N(400)+1)
		x, _ := q.Float64()
		for name, f := range float {
			if name == "exp" && x > 40 {
				continue
			}
			for _, bits := range []int{30, 150} {
				iv, ok := enclose(name, q, bits)
				if !ok || iv.Lo.Cmp(iv.Hi) > 0 {
					t.Fatalf("%s(%v): %v, %v", name, q, iv, ok)
				}
				lo, _ := iv.Lo.Big().Float64()
				hi, _ := iv.Hi.Big().Float64()
				y := f(x)
				if tol := 1e-13 * math.Max(1, math.Abs(y)); lo > y+tol || hi < y-tol {
					t.Fatalf("%s(%v) in [%v, %v], want %v", name, q, lo, hi, y)
				}
				if width(iv) > math.Exp2(float64(8-bits))*math.Max(1, math.Abs(y)) {
					t.Errorf("%s(%v) at %d bits has width %v", name, q, bits, width(iv))
				}
			}
		}
		if x > 40 {
			continue
		}
		up, _ := enclose("exp", q, 200)
		down, _ := enclose("exp", new(big.Rat).Neg(q), 200)
		one := up.Mul(down)
		if one.Lo.Cmp(exact.RatInt(1)) > 0 || one.Hi.Cmp(exact.RatInt(1)) < 0 || width(one) > 0x1p-150 {
			t.Fatalf("exp(%v)*exp(-%v) in %v", q, q, one)
		}
		lo, _ := enclose("log", up.Lo.Big(), 200)
		hi, _ := enclose("log", up.Hi.Big(), 200)
		if lo.Lo.Big().Cmp(q) > 0 || hi.Hi.Big().Cmp(q) < 0 || hi.Hi.Sub(lo.Lo).Cmp(exact.RatBig(big.NewRat(1, 1<<60))) > 0 {
			t.Fatalf("log(exp(%v)) in [%v, %v]", q, lo.Lo, hi.Hi)
		}
	}
	if _, ok := enclose("log", big.NewRat(-1, 2), 50); ok {
		t.Error("log(-1/2) has a value")
	}
}

// TestBounds holds all bounds, and tangents and chords wherever they are laid, to
// points of the graph.
func TestBounds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	x, y := algebra.FromPoly(algebra.Variable(0)), algebra.FromPoly(algebra.Variable(1))
	args := []algebra.Ratio{x, y, x.Neg(), x.Add(y), x.Mul(y), algebra.FromInt(2), algebra.FromRat(big.NewRat(7, 3))}
	number := func() *big.Rat { return big.NewRat(rng.Int64N(1200)-600, rng.Int64N(100)+60) }
	for _, name := range []string{"exp", "log"} {
		for _, u := range args {
			for _, v := range args {
				if u.Equal(v) || u.Equal(v.Neg()) {
					continue
				}
				h := &games.Header{Params: []games.Parameter{{Name: "x"}, {Name: "y"}, {Name: "f", Derived: &games.Term{Func: name, Arg: u}}, {Name: "g", Derived: &games.Term{Func: name, Arg: v}}}}
				terms := []int{2, 3}
				square := expr.Sign(algebra.Variable(2).Pow(2), expr.GT)
				all, always := relations(h, terms, square)
				all = append(all, always...)
				for _, i := range terms {
					for _, w := range views(h, terms, i) {
						all = append(all, w.family()...)
						for range 6 {
							all = append(all, w.exclude(number(), new(big.Rat).Quo(number(), big.NewRat(rng.Int64N(1e6)+1, 1)))...)
						}
					}
				}
				derived := derive(t, h, terms, all)
				for range 6 {
					p := at(h.Params, []*big.Rat{number(), number()}, nil, 120)
					for _, f := range all {
						if p.holds(f.is) == prove.No {
							t.Fatalf("%s of %v and %v: %s fails", name, u, v, h.Printer().Formula(f.is))
						}
					}
					for _, f := range derived {
						if p.holds(f) == prove.No {
							t.Fatalf("%s of %v and %v: %s, derived from a rule, fails", name, u, v, h.Printer().Formula(f))
						}
					}
				}
			}
		}
	}
}

// derive has package check write what the rules of facts say.
func derive(t *testing.T, h *games.Header, terms []int, all []fact) []expr.Formula {
	var known []check.Term
	for _, i := range terms {
		d := h.Params[i].Derived
		known = append(known, check.Term{Var: i, Func: d.Func, Arg: d.Arg})
	}
	var bounds []check.Bound
	for _, f := range all {
		if f.why.Rule != "" {
			bounds = append(bounds, f.why)
		}
	}
	out, err := check.Derive(context.Background(), known, bounds, 0)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
