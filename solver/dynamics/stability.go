package dynamics

import (
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
)

// characteristic returns the coefficients of det(λ - m), the constant first and the
// leading 1 last (Faddeev and LeVerrier).
func characteristic(m [][]algebra.Ratio) []algebra.Ratio {
	n := len(m)
	c := make([]algebra.Ratio, n+1)
	c[n] = algebra.FromInt(1)
	b := make([][]algebra.Ratio, n) // the auxiliary matrix
	for i := range b {
		b[i] = make([]algebra.Ratio, n)
	}
	for k := 1; k <= n; k++ {
		next := make([][]algebra.Ratio, n)
		trace := algebra.Ratio{}
		for i := range next {
			next[i] = make([]algebra.Ratio, n)
			for j := range next[i] {
				next[i][j] = algebra.Ratio{}
			}
		}
		for i := range n {
			b[i][i] = b[i][i].Add(c[n-k+1])
		}
		for i := range n {
			for j := range n {
				for l := range n {
					if !m[i][l].IsZero() && !b[l][j].IsZero() {
						next[i][j] = next[i][j].Add(m[i][l].Mul(b[l][j]))
					}
				}
			}
			trace = trace.Add(next[i][i])
		}
		c[n-k] = trace.Neg().Mul(algebra.FromInt(int64(k)).Inv())
		b = next
	}
	return c
}

// hurwitz is the condition that all roots of the polynomial with these
// coefficients, the constant first, have negative real parts: all coefficients have
// the sign of the leading one, and every second Hurwitz determinant is positive
// (Liénard and Chipart 1914).
func hurwitz(c []algebra.Ratio) expr.Formula {
	n := len(c) - 1
	sided := func(c []algebra.Ratio) expr.Formula {
		var all []expr.Formula
		for _, x := range c {
			all = append(all, expr.Compare(x, expr.GT, algebra.Ratio{}))
		}
		for k := n - 1; k >= 2; k -= 2 {
			a := make([][]algebra.Ratio, k)
			for i := range a {
				a[i] = make([]algebra.Ratio, k)
				for j := range a[i] {
					// Row i holds a_1, a_3, … shifted, a_k the coefficient of λ^(n-k).
					if at := n - (2*(j+1) - (i + 1)); at >= 0 && at <= n {
						a[i][j] = c[at]
					}
				}
			}
			_, det, ok := concept.Solve(a, make([]algebra.Ratio, k))
			if !ok {
				det = algebra.Ratio{}
			}
			all = append(all, expr.Compare(det, expr.GT, algebra.Ratio{}))
		}
		return expr.And(all...)
	}
	if lead, ok := c[n].Rat(); ok && lead.Sign() > 0 {
		return sided(c)
	}
	minus := make([]algebra.Ratio, len(c))
	for i, x := range c {
		minus[i] = x.Neg()
	}
	return expr.Or(sided(c), sided(minus))
}

// closed is the condition that no root of a polynomial with leading coefficient 1, of
// degree up to 3, has a positive real part; or, of degree up to 2, that none lies
// outside the unit circle.
func closed(c []algebra.Ratio, circle bool) expr.Formula {
	n := len(c) - 1
	one := algebra.FromInt(1)
	all := expr.True()
	demand := func(r algebra.Ratio) { all = expr.And(all, expr.Compare(r, expr.GE, algebra.Ratio{})) }
	switch {
	case circle && n == 1: // |c₀| <= 1
		demand(one.Sub(c[0]))
		demand(one.Add(c[0]))
	case circle: // p(1), p(-1) and 1 - c₀
		demand(one.Add(c[1]).Add(c[0]))
		demand(one.Sub(c[1]).Add(c[0]))
		demand(one.Sub(c[0]))
	default:
		for _, x := range c[:n] {
			demand(x)
		}
		if n == 3 {
			demand(c[2].Mul(c[1]).Sub(c[0]))
		}
	}
	return all
}

// schur is the condition that all roots lie inside the unit circle.
func schur(c []algebra.Ratio) expr.Formula { return hurwitz(halfPlane(c)) }

// halfPlane is the polynomial Σ c_k (1 + s)^k (1 - s)^(n-k), whose roots s lie in the left
// half plane where the roots λ = (1 + s)/(1 - s) of the polynomial with coefficients c lie
// inside the unit circle. Its leading coefficient vanishes where -1 is one of these.
func halfPlane(c []algebra.Ratio) []algebra.Ratio {
	n := len(c) - 1
	out := make([]algebra.Ratio, n+1)
	for k, x := range c {
		p := []int64{1}
		for range k {
			p = times(p, 1)
		}
		for range n - k {
			p = times(p, -1)
		}
		for i, y := range p {
			out[i] = out[i].Add(x.Mul(algebra.FromInt(y)))
		}
	}
	return out
}

// times multiplies a polynomial in s by 1 + a·s.
func times(p []int64, a int64) []int64 {
	out := make([]int64, len(p)+1)
	for i, x := range p {
		out[i] += x
		out[i+1] += a * x
	}
	return out
}
