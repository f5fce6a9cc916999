package prove

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// existsAt decides ∃x f at a rational point of the other variables by sampling
// every cell of the line: the roots of all atoms and a point in every gap.
func existsAt(f expr.Formula, x algebra.Var, point []*big.Rat) bool {
	for v, r := range point {
		if v != x {
			f = f.At(v, r)
		}
	}
	var roots []exact.Algebraic
	uni := func(p algebra.Poly) exact.Univariate {
		var cs []*big.Int
		for _, c := range p.Coeffs(x) {
			k, _ := c.Const()
			cs = append(cs, new(big.Int).Set(k.Big()))
		}
		return exact.NewUnivariate(cs)
	}
	f.Atoms(func(a expr.Atom) {
		found, _ := exact.Roots(context.Background(), uni(a.P))
		roots = append(roots, found...)
	})
	var holds func(f expr.Formula, sign func(algebra.Poly) int) bool
	holds = func(f expr.Formula, sign func(algebra.Poly) int) bool {
		switch f.Kind {
		case expr.KAtom:
			return f.Atom.Op.Holds(sign(f.Atom.P))
		case expr.KAnd:
			for _, a := range f.Args {
				if !holds(a, sign) {
					return false
				}
			}
			return true
		case expr.KOr:
			for _, a := range f.Args {
				if holds(a, sign) {
					return true
				}
			}
			return false
		}
		return f.IsTrue()
	}
	at := func(r *big.Rat) bool {
		return holds(f, func(p algebra.Poly) int { return uni(p).Sign(exact.RatBig(r)) })
	}
	if at(new(big.Rat)) {
		return true
	}
	step := big.NewRat(1, 1<<40)
	for _, r := range roots {
		if holds(f, func(p algebra.Poly) int { return r.SignOf(uni(p)) }) {
			return true
		}
		r = r.RefineTo(exact.RatFrac(1, 1<<50))
		if at(new(big.Rat).Sub(r.Interval().Lo.Big(), step)) || at(new(big.Rat).Add(r.Interval().Hi.Big(), step)) {
			return true
		}
	}
	return false
}

// TestEliminateAgreesWithSampling: virtual substitution against sampling all
// cells of the line, at random points of the parameters, on random formulas of
// degree up to 2 (and products of such).
func TestEliminateAgreesWithSampling(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	names := []string{"a", "b", "x"}
	asm := Assume(expr.True(), Options{Names: names, Budget: 1_000, Shallow: true})
	x := algebra.Variable(2)
	coeff := func() algebra.Poly {
		p := algebra.IntPoly(int64(r.IntN(5) - 2))
		if r.IntN(2) == 0 {
			p = p.Add(algebra.Variable(r.IntN(2)).Scale(algebra.NewInt(int64(r.IntN(5) - 2))))
		}
		return p
	}
	quadratic := func() algebra.Poly {
		p := coeff().Mul(x).Add(coeff())
		if r.IntN(2) == 0 {
			p = p.Add(coeff().Mul(x).Mul(x))
		}
		return p
	}
	atom := func() expr.Formula {
		p := quadratic()
		if r.IntN(6) == 0 {
			p = p.Mul(quadratic())
		}
		return expr.Sign(p, expr.Op(r.IntN(6)))
	}
	trues, falses := 0, 0
	for range 50 {
		f := expr.And(atom(), expr.Or(atom(), atom()))
		if r.IntN(2) == 0 {
			f = expr.And(f, atom())
		}
		g, ans := asm.Eliminate(context.Background(), []algebra.Var{2}, f)
		if ans != Yes {
			continue // factors of degree above 2 may remain
		}
		for _, v := range g.Vars() {
			if v == 2 {
				t.Fatalf("the variable is still there: %v", g)
			}
		}
		for range 12 {
			point := []*big.Rat{big.NewRat(int64(r.IntN(13)-6), int64(1+r.IntN(3))), big.NewRat(int64(r.IntN(13)-6), int64(1+r.IntN(3))), new(big.Rat)}
			want := existsAt(f, 2, point)
			if got := g.Eval(point); got != want {
				t.Fatalf("∃x %v\nat a = %v, b = %v is %v, but the formula says %v:\n%v", f, point[0], point[1], want, got, g)
			}
			if want {
				trues++
			} else {
				falses++
			}
		}
	}
	if trues < 100 || falses < 100 {
		t.Errorf("one-sided sample: %d true, %d false", trues, falses)
	}
}

// TestEliminateKnown: textbook eliminations.
func TestEliminateKnown(t *testing.T) {
	names := expr.Names{"a", "b", "c", "x"}
	asm := Assume(expr.True(), Options{Names: names})
	for _, c := range []struct{ in, want string }{
		{"x^2 + b*x + c = 0", "b^2 - 4*c >= 0"},
		{"a*x = 1", "a != 0"},
		{"x > a and x < b", "a < b"},
		{"x >= a and x < b and x != c", "a < b"},
		{"a*x^2 + b*x + c > 0 and x > 0 and a > 0", "a > 0"},
	} {
		f, _, err := expr.CompileFormula(c.in, names)
		if err != nil {
			t.Fatal(err)
		}
		want, _, _ := expr.CompileFormula(c.want, names)
		g, ans := asm.Eliminate(context.Background(), []algebra.Var{3}, f)
		if ans != Yes || asm.Implies(context.Background(), expr.Iff(g, want)) != Yes {
			t.Errorf("∃x %s: got %v, want %s", c.in, expr.Printer{Names: names}.Formula(g), c.want)
		}
	}
}
