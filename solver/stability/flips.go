package stability

import (
	"context"
	"math/big"
	"slices"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
)

// Flip is a value of one parameter, the others held fixed, at which a condition
// changes its truth.
type Flip struct {
	Param            algebra.Var
	Value            exact.Algebraic
	Below, At, Above bool // the truth just below, at and just above the value
}

// Flips lists the values of parameter v at which f changes among the points that
// the hypotheses allow. The truth of either is constant between the roots of its
// polynomials, so it is sampled once in each gap. Where the hypotheses rule out
// one side of a value, or the value itself, the truth nearby stands in for it.
//
// The error is the cause for which the context ended.
func Flips(ctx context.Context, hyps, f expr.Formula, v algebra.Var, point []*big.Rat) ([]Flip, error) {
	hyps = slice(hyps, v, point)
	f = slice(f, v, point)
	var roots []exact.Algebraic
	add := func(a expr.Atom) {
		found, _ := exact.Roots(ctx, univariate(a.P, v)) // the end of ctx is asked for below
		roots = append(roots, found...)
	}
	if f.Atoms(add); len(roots) > 0 {
		hyps.Atoms(add)
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if len(roots) == 0 {
		return nil, nil
	}
	slices.SortFunc(roots, exact.Algebraic.Cmp)
	roots = slices.CompactFunc(roots, func(a, b exact.Algebraic) bool { return a.Cmp(b) == 0 })
	gaps := gapSamples(roots)
	truth, allowed := make([]bool, len(gaps)), make([]bool, len(gaps))
	at := make([]*big.Rat, v+1)
	for i, r := range gaps {
		at[v] = r
		truth[i], allowed[i] = f.Eval(at), hyps.Eval(at)
	}
	var out []Flip
	for i, r := range roots {
		here := holdsAt(hyps, v, r)
		if !here && !(allowed[i] && allowed[i+1]) {
			continue // at most one of the three counts
		}
		fl := Flip{Param: v, Value: r, Below: truth[i], At: holdsAt(f, v, r), Above: truth[i+1]}
		if !here {
			fl.At = fl.Below
		}
		if !allowed[i] {
			fl.Below = fl.At
		}
		if !allowed[i+1] {
			fl.Above = fl.At
		}
		if fl.Below != fl.At || fl.At != fl.Above {
			out = append(out, fl)
		}
	}
	return out, nil
}

// slice fixes every parameter but v at the point.
func slice(f expr.Formula, v algebra.Var, point []*big.Rat) expr.Formula {
	for w, r := range point {
		if w != v {
			f = f.At(w, r)
		}
	}
	return f
}

// univariate reads a polynomial in v alone.
func univariate(p algebra.Poly, v algebra.Var) exact.Univariate {
	cs := p.Coeffs(v)
	out := make([]*big.Int, len(cs))
	for k, c := range cs {
		n, _ := c.Const()
		out[k] = new(big.Int).Set(n.Big())
	}
	return exact.NewUnivariate(out)
}

// gapSamples returns a rational below the first of the ascending roots, one
// between each two, and one above the last.
func gapSamples(roots []exact.Algebraic) []*big.Rat {
	one := big.NewRat(1, 1)
	first := roots[0].Interval().Lo.Big()
	last := roots[len(roots)-1].Interval().Hi.Big()
	out := []*big.Rat{new(big.Rat).Sub(first, one)}
	for i := 1; i < len(roots); i++ {
		a, b := roots[i-1], roots[i]
		for a.Interval().Hi.Big().Cmp(b.Interval().Lo.Big()) >= 0 && !touchable(a, b) {
			a, b = a.Refine(), b.Refine()
		}
		mid := new(big.Rat).Add(a.Interval().Hi.Big(), b.Interval().Lo.Big())
		out = append(out, mid.Quo(mid, big.NewRat(2, 1)))
	}
	return append(out, new(big.Rat).Add(last, one))
}

// touchable reports whether the common end of two intervals lies strictly
// between the numbers: both intervals are open.
func touchable(a, b exact.Algebraic) bool {
	_, ra := a.Rational()
	_, rb := b.Rational()
	return !ra && !rb && a.Interval().Hi.Big().Cmp(b.Interval().Lo.Big()) == 0
}

// holdsAt decides a formula in the single variable v at an algebraic number.
func holdsAt(f expr.Formula, v algebra.Var, r exact.Algebraic) bool {
	switch f.Kind {
	case expr.KAtom:
		return f.Atom.Op.Holds(r.SignOf(univariate(f.Atom.P, v)))
	case expr.KAnd:
		for _, a := range f.Args {
			if !holdsAt(a, v, r) {
				return false
			}
		}
		return true
	case expr.KOr:
		for _, a := range f.Args {
			if holdsAt(a, v, r) {
				return true
			}
		}
		return false
	}
	return f.IsTrue()
}
