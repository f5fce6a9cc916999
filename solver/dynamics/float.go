package dynamics

import (
	"math"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// float is a function of a point in floating point; NaN where it is not defined.
type float func(point []float64) float64

// floatOf is a value: its first case that holds.
func floatOf(v expr.Value) float {
	type part struct {
		when     func([]float64) bool
		num, den float
	}
	var parts []part
	for _, c := range v.Cases {
		parts = append(parts, part{holdsOf(c.When), polyOf(c.Is.Num()), polyOf(c.Is.Den())})
	}
	return func(point []float64) float64 {
		for _, c := range parts {
			if c.when(point) {
				return c.num(point) / c.den(point)
			}
		}
		return math.NaN()
	}
}

// polyOf is a polynomial.
func polyOf(p algebra.Poly) float {
	type term struct {
		c   float64
		exp []uint16
	}
	var terms []term
	for i := range p.Terms() {
		c, exp := p.Term(i)
		f, _ := new(big.Float).SetInt(c.Big()).Float64()
		terms = append(terms, term{f, exp})
	}
	return func(point []float64) float64 {
		sum := 0.0
		for _, t := range terms {
			x := t.c
			for v, e := range t.exp {
				for range e {
					x *= point[v]
				}
			}
			sum += x
		}
		return sum
	}
}

// holdsOf is whether a formula holds.
func holdsOf(f expr.Formula) func([]float64) bool {
	switch f.Kind {
	case expr.KAtom:
		p := polyOf(f.Atom.P)
		return func(point []float64) bool {
			x := p(point)
			sign := 0
			if x > 0 {
				sign = 1
			} else if x < 0 {
				sign = -1
			}
			return f.Atom.Op.Holds(sign)
		}
	case expr.KAnd, expr.KOr:
		var all []func([]float64) bool
		for _, g := range f.Args {
			all = append(all, holdsOf(g))
		}
		return func(point []float64) bool {
			for _, g := range all {
				if g(point) != (f.Kind == expr.KAnd) {
					return f.Kind == expr.KOr
				}
			}
			return f.Kind == expr.KAnd
		}
	}
	return func([]float64) bool { return f.IsTrue() }
}
