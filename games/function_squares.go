package games

import "brink/games/algebra"

// WithoutSquares writes what square roots are taken of for their squares: sqrt(u)^3 is
// u*sqrt(u). That is so where u is not negative.
func (h *Header) WithoutSquares(r algebra.Ratio) algebra.Ratio {
	terms := h.Terms()
	for k := len(terms) - 1; k >= 0; k-- {
		i := terms[k]
		if t := h.Params[i].Derived; t.Func == "sqrt" && max(r.Num().Degree(i), r.Den().Degree(i)) > 1 {
			num, den := withoutSquares(r.Num(), i, t.Arg), withoutSquares(r.Den(), i, t.Arg)
			if !den.IsZero() {
				r = num.Mul(den.Inv())
			}
		}
	}
	return r
}

func withoutSquares(p algebra.Poly, v algebra.Var, u algebra.Ratio) algebra.Ratio {
	sum, power := algebra.Ratio{}, algebra.FromInt(1)
	for n, c := range p.Coeffs(v) {
		if n > 0 && n%2 == 0 {
			power = power.Mul(u)
		}
		term := algebra.FromPoly(c).Mul(power)
		if n%2 == 1 {
			term = term.Mul(algebra.FromPoly(algebra.Variable(v)))
		}
		sum = sum.Add(term)
	}
	return sum
}
