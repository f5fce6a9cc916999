package prove

import (
	"context"
	"math/big"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// sums draws a polynomial of degree at most 3 as claims about games have them:
// linear forms, their products, and sums of such.
func (g generator) sums(vars int) algebra.Poly {
	linear := func() algebra.Poly {
		p := algebra.IntPoly(int64(g.IntN(7) - 3))
		for v := range vars {
			if g.IntN(2) == 0 {
				p = p.Add(algebra.Variable(v).Scale(algebra.NewInt(int64(g.IntN(7) - 3))))
			}
		}
		return p
	}
	switch g.IntN(6) {
	case 0, 1:
		return linear()
	case 2:
		return linear().Mul(linear())
	case 3:
		return linear().Mul(linear()).Add(linear())
	case 4:
		return linear().Mul(linear()).Mul(linear())
	}
	return algebra.Variable(g.IntN(vars)).Mul(linear()).Add(linear())
}

// tree draws a formula over such polynomials.
func (g generator) tree(vars, depth int) expr.Formula {
	if depth == 0 || g.IntN(3) == 0 {
		return expr.Sign(g.sums(vars), expr.Op(g.IntN(6)))
	}
	a, b := g.tree(vars, depth-1), g.tree(vars, depth-1)
	if g.IntN(2) == 0 {
		return expr.And(a, b)
	}
	return expr.Or(a, b)
}

// rationalPoint draws a point with small coordinates, now and then large ones.
func (g generator) rationalPoint(vars int) []*big.Rat {
	at := make([]*big.Rat, vars)
	wide := g.IntN(6) == 0
	for v := range at {
		switch {
		case wide:
			at[v] = big.NewRat(int64(g.IntN(200)-100), 1)
		default:
			at[v] = big.NewRat(int64(g.IntN(13)-6), int64(1+g.IntN(2)*g.IntN(3)))
		}
	}
	return at
}

// ontoBoundary moves a point along one axis to a rational root of an atom, if
// there is one.
func (g generator) ontoBoundary(f expr.Formula, at []*big.Rat) {
	v := g.IntN(len(at))
	var values []*big.Rat
	f.Atoms(func(a expr.Atom) {
		p := a.P
		for u := range at {
			if u != v {
				p = p.At(u, at[u])
			}
		}
		q, ok := exact.ToUnivariate(p, v)
		if !ok || q.Degree() < 1 {
			return
		}
		found, _ := exact.Roots(context.Background(), q)
		for _, r := range found {
			if x, ok := r.Rational(); ok {
				values = append(values, x.Big())
			}
		}
	})
	if len(values) > 0 {
		at[v] = values[g.IntN(len(values))]
	}
}

// TestSoundness holds every answer to exact points, boundary points included, on
// random problems and whatever the budget: what is simplified keeps its truth,
// models are models, what is refuted or implied has no point against it, and an
// elimination holds over every point of its formula. BRINK_STRESS_SECONDS makes
// it longer and BRINK_SEED another.
func TestSoundness(t *testing.T) {
	limit := 3 * time.Second
	if testing.Short() {
		limit = time.Second
	}
	if n, err := strconv.Atoi(os.Getenv("BRINK_STRESS_SECONDS")); err == nil {
		limit = time.Duration(n) * time.Second
	}
	seed, _ := strconv.ParseUint(os.Getenv("BRINK_SEED"), 10, 64)
	g := generator{Rand: rand.New(rand.NewPCG(seed, 77))}
	ctx := context.Background()
	problems, decided := 0, 0
	for start := time.Now(); time.Since(start) < limit; problems++ {
		vars := 1 + g.IntN(3)
		hyp := expr.True()
		for range g.IntN(3) {
			hyp = expr.And(hyp, expr.Sign(g.sums(vars), expr.Op(g.IntN(6))))
		}
		f := g.tree(vars, 2)
		units := [...]int{50, 400, 3000, 20_000, 100_000}[g.IntN(5)]
		a := Assume(hyp, Options{Budget: units, Shallow: g.IntN(2) == 0})
		simple := a.Simplify(ctx, f)
		sat, model := a.Satisfiable(ctx, f)
		implied := a.Implies(ctx, f)
		projected, eliminated := f, Unknown
		if g.IntN(4) == 0 {
			projected, eliminated = a.Eliminate(ctx, []algebra.Var{vars - 1}, f)
		}
		if sat != Unknown {
			decided++
		}
		if sat == Yes && (!model.Holds(hyp) || !model.Holds(f)) {
			t.Fatalf("%s with %s: the model %s is none", f, hyp, model)
		}
		for k := range 120 {
			at := g.rationalPoint(vars)
			if k%2 == 0 {
				g.ontoBoundary(expr.And(f, hyp), at)
			}
			if !hyp.Eval(at) {
				continue
			}
			holds := f.Eval(at)
			switch {
			case simple.Eval(at) != holds:
				t.Fatalf("budget %d: %s under %s became %s, which differs at %v", units, f, hyp, simple, at)
			case sat == No && holds:
				t.Fatalf("budget %d: %s with %s was refuted, but holds at %v", units, f, hyp, at)
			case implied == Yes && !holds:
				t.Fatalf("budget %d: %s was implied by %s, but fails at %v", units, f, hyp, at)
			case implied == No && sat == No && holds:
				t.Fatalf("budget %d: %s under %s holds nowhere and at %v", units, f, hyp, at)
			case eliminated == Yes && holds && !projected.Eval(at):
				t.Fatalf("budget %d: exists x%d %s with %s became %s, which fails at %v", units, vars-1, f, hyp, projected, at)
			}
		}
	}
	t.Logf("%d problems, %d decided", problems, decided)
	if decided < problems/3 {
		t.Errorf("only %d of %d problems were decided", decided, problems)
	}
}
