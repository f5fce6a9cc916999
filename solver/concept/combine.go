package concept

import (
	"slices"

	"brink/games/algebra"
)

// Degree is the total degree of p in some variables.
func Degree(p algebra.Poly, vars []algebra.Var) int {
	most := 0
	for i := range p.Terms() {
		_, exps := p.Term(i)
		d := 0
		for _, v := range vars {
			if v < len(exps) {
				d += int(exps[v])
			}
		}
		most = max(most, d)
	}
	return most
}

// combine subtracts multiples of equations from each other such that the monomials
// of highest degree in the unknowns cancel, as Gauss does with monomials for
// unknowns: first-order conditions a(y+z) = s², b(x+z) = s² give a(y+z) = b(x+z).
// It reports whether that lowered any degree; what it returns follows from the
// equations.
func combine(eqs []algebra.Poly, vars []algebra.Var, nonzero func(algebra.Poly) bool) ([]algebra.Poly, bool) {
	eqs = slices.Clone(eqs)
	lower := false
	for i := range eqs {
		d := Degree(eqs[i], vars)
		if d < 2 {
			continue
		}
		for j := range eqs {
			if j == i || Degree(eqs[j], vars) != d {
				continue
			}
			q, ok := cancel(eqs[i], eqs[j], vars, d, nonzero)
			if !ok {
				continue
			}
			eqs[j], lower = q, true
		}
	}
	return slices.DeleteFunc(eqs, algebra.Poly.IsZero), lower
}

// cancel returns the combination of p and q in which the terms of degree d cancel, if
// their parts of that degree are proportional and the factor of q cannot vanish.
func cancel(p, q algebra.Poly, vars []algebra.Var, d int, nonzero func(algebra.Poly) bool) (algebra.Poly, bool) {
	lead, at := leading(p, vars, d)
	other := coefficient(q, vars, at)
	if other.IsZero() {
		return algebra.Poly{}, false
	}
	ratio := algebra.RatioOf(lead, other) // in lowest terms
	if lead, other = ratio.Num(), ratio.Den(); !nonzero(lead) {
		return algebra.Poly{}, false
	}
	r := q.Mul(lead).Sub(p.Mul(other))
	if !r.IsZero() && Degree(r, vars) >= d {
		return algebra.Poly{}, false
	}
	return r, true
}

// leading returns a monomial of degree d in the variables, as exponents, with its
// coefficient.
func leading(p algebra.Poly, vars []algebra.Var, d int) (algebra.Poly, []int) {
	for i := range p.Terms() {
		_, exps := p.Term(i)
		at, sum := make([]int, len(vars)), 0
		for k, v := range vars {
			if v < len(exps) {
				at[k] = int(exps[v])
				sum += at[k]
			}
		}
		if sum == d {
			return coefficient(p, vars, at), at
		}
	}
	return algebra.Poly{}, nil
}

// coefficient is what stands before a monomial in the variables.
func coefficient(p algebra.Poly, vars []algebra.Var, at []int) algebra.Poly {
	for k, v := range vars {
		cs := p.Coeffs(v)
		if at[k] >= len(cs) {
			return algebra.Poly{}
		}
		p = cs[at[k]]
	}
	return p
}

// common replaces two equations in the same unknown alone by their greatest common
// divisor, where what it leaves of them cannot vanish at once.
func common(eqs []algebra.Poly, mentions func(algebra.Poly) int, never func(p, q algebra.Poly) bool) ([]algebra.Poly, bool) {
	for i, p := range eqs {
		for j, q := range eqs[:i] {
			both := p.Mul(q)
			if mentions(p) != 1 || mentions(q) != 1 || mentions(both) != 1 {
				continue
			}
			g := algebra.GCD(p, q)
			if mentions(g) == 0 {
				continue
			}
			a, _ := p.DivExact(g)
			b, _ := q.DivExact(g)
			if mentions(a) > 0 && mentions(b) > 0 && !never(a, b) {
				continue
			}
			if mentions(a) == 0 && !a.IsConst() || mentions(b) == 0 && !b.IsConst() {
				continue // a coefficient may vanish
			}
			out := append([]algebra.Poly{g}, eqs[:j]...)
			return append(append(out, eqs[j+1:i]...), eqs[i+1:]...), true
		}
	}
	return eqs, false
}
