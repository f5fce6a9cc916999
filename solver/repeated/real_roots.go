package repeated

import (
	"math/big"
	"slices"
	"strings"

	"brink/games/expr"
)

// upoly is a polynomial in one variable with integer coefficients, constant
// first, without leading zeros.
type upoly []*big.Int

var one1 = big.NewRat(1, 1)

// univariate converts p, which has no variable but v.
func univariate(p expr.Poly, v expr.Var) upoly {
	if p.IsZero() {
		return nil
	}
	cs := p.Coeffs(v)
	u := make(upoly, len(cs))
	for i, c := range cs {
		k, _ := c.Const()
		u[i] = new(big.Int).Set(k.Big())
	}
	return u
}

// poly converts back, to a polynomial in variable 0.
func (u upoly) poly() expr.Poly {
	cs := make([]expr.Poly, len(u))
	for i, c := range u {
		cs[i] = expr.Constant(expr.IntFromBig(c))
	}
	return expr.FromCoeffs(0, cs)
}

// at returns a number with the sign of u at x: den(x)^deg · u(x).
func (u upoly) at(x *big.Rat) *big.Int {
	sum, scale := new(big.Int), big.NewInt(1)
	var t big.Int
	for i := len(u) - 1; i >= 0; i-- {
		sum.Mul(sum, x.Num())
		sum.Add(sum, t.Mul(u[i], scale))
		scale = new(big.Int).Mul(scale, x.Denom())
	}
	return sum
}

// squareFree returns the product of the distinct irreducible factors.
func (u upoly) squareFree() upoly {
	p := expr.IntPoly(1)
	for _, f := range expr.SquareFree(u.poly()).List {
		p = p.Mul(f.P)
	}
	return univariate(p, 0)
}

// Root is a real algebraic number: Exact where it is rational, and otherwise the
// only zero of Poly (coefficients, constant first) in the open interval (Lo, Hi).
type Root struct {
	Exact  *big.Rat
	Poly   []*big.Int
	Lo, Hi *big.Rat
}

// rootsInUnit isolates the zeros of a square-free polynomial in [0, 1] by
// bisection with Descartes' rule of signs (Collins and Akritas 1976), ascending.
// Rational zeros are found as such: a rational zero has a denominator that
// divides the leading coefficient.
func (u upoly) rootsInUnit() []Root {
	if len(u) < 2 {
		return nil
	}
	var out []Root
	if u[0].Sign() == 0 {
		out = append(out, Root{Exact: new(big.Rat)})
	}
	u.isolate(new(big.Rat), big.NewRat(1, 1), &out)
	if u.at(one1).Sign() == 0 {
		out = append(out, Root{Exact: big.NewRat(1, 1)})
	}
	return out
}

// isolate appends the zeros in the open interval (lo, hi).
func (u upoly) isolate(lo, hi *big.Rat, out *[]Root) {
	switch u.variations(lo, hi) {
	case 0:
		return
	case 1:
		*out = append(*out, u.rational(Root{Poly: u, Lo: lo, Hi: hi}))
		return
	}
	mid := middle(lo, hi)
	u.isolate(lo, mid, out)
	if u.at(mid).Sign() == 0 {
		*out = append(*out, Root{Exact: mid})
	}
	u.isolate(mid, hi, out)
}

func middle(lo, hi *big.Rat) *big.Rat {
	m := new(big.Rat).Add(lo, hi)
	return m.Mul(m, big.NewRat(1, 2))
}

// variations counts the sign changes of (1+x)^n·u((lo+hi·x)/(1+x)): by Descartes'
// rule at least the zeros in (lo, hi), of the same parity, and exactly when 0 or 1.
func (u upoly) variations(lo, hi *big.Rat) int {
	n := len(u) - 1
	// v(x) = den^n · u(lo + (hi-lo)·x) by Horner's rule.
	width := new(big.Rat).Sub(hi, lo)
	den := new(big.Int).Mul(lo.Denom(), width.Denom())
	a := new(big.Int).Mul(lo.Num(), width.Denom())
	b := new(big.Int).Mul(width.Num(), lo.Denom())
	v := make([]*big.Int, n+1)
	for i := range v {
		v[i] = new(big.Int)
	}
	var t big.Int
	scale := big.NewInt(1)
	for i := n; i >= 0; i-- {
		for j := n - i; j > 0; j-- {
			v[j].Mul(v[j], a)
			v[j].Add(v[j], t.Mul(v[j-1], b))
		}
		v[0].Mul(v[0], a)
		v[0].Add(v[0], t.Mul(u[i], scale))
		scale = new(big.Int).Mul(scale, den)
	}
	// Reverse, then shift by one: the sign pattern of (1+x)^n·v(1/(1+x)).
	slices.Reverse(v)
	for i := range n {
		for j := n - 1; j >= i; j-- {
			v[j].Add(v[j], v[j+1])
		}
	}
	count, last := 0, 0
	for _, c := range v {
		if s := c.Sign(); s != 0 {
			if last != 0 && s != last {
				count++
			}
			last = s
		}
	}
	return count
}

// rational makes a root exact if it is rational.
func (u upoly) rational(r Root) Root {
	lead := new(big.Int).Abs(u[len(u)-1])
	limit := new(big.Rat).SetFrac(big.NewInt(1), lead)
	for new(big.Rat).Sub(r.Hi, r.Lo).Cmp(limit) >= 0 {
		if r = r.halve(); r.Exact != nil {
			return r
		}
	}
	// At most one multiple of 1/lead lies inside.
	k := new(big.Rat).Mul(r.Lo, new(big.Rat).SetInt(lead))
	num := new(big.Int).Div(k.Num(), k.Denom())
	num.Add(num, big.NewInt(1))
	x := new(big.Rat).SetFrac(num, lead)
	if x.Cmp(r.Hi) < 0 && u.at(x).Sign() == 0 {
		return Root{Exact: x}
	}
	return r
}

// halve bisects the isolating interval once.
func (r Root) halve() Root {
	if r.Exact != nil {
		return r
	}
	u := upoly(r.Poly)
	mid := middle(r.Lo, r.Hi)
	s := u.at(mid).Sign()
	if s == 0 {
		return Root{Exact: mid}
	}
	// The ends may themselves be zeros of other factors, so compare with the
	// sign just inside: the derivative's sign there equals that of the far half.
	if u.variations(r.Lo, mid) == 1 {
		return Root{Poly: r.Poly, Lo: r.Lo, Hi: mid}
	}
	return Root{Poly: r.Poly, Lo: mid, Hi: r.Hi}
}

// Refine narrows the isolating interval of an irrational root below width.
func (r Root) Refine(width *big.Rat) Root {
	for r.Exact == nil && new(big.Rat).Sub(r.Hi, r.Lo).Cmp(width) >= 0 {
		r = r.halve()
	}
	return r
}

// Float returns the nearest float64, for plots and sorting of work only.
func (r Root) Float() float64 {
	if r.Exact == nil {
		r = r.Refine(big.NewRat(1, 1<<60))
		f, _ := middle(r.Lo, r.Hi).Float64()
		return f
	}
	f, _ := r.Exact.Float64()
	return f
}

// Decimal prints n digits after the point, truncated, with … for an irrational
// number; a rational one is printed as p/q.
func (r Root) Decimal(n int) string {
	if r.Exact != nil {
		return r.Exact.RatString()
	}
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
	for {
		lo, hi := new(big.Rat).Mul(r.Lo, scale), new(big.Rat).Mul(r.Hi, scale)
		a, b := new(big.Int).Div(lo.Num(), lo.Denom()), new(big.Int).Div(hi.Num(), hi.Denom())
		if a.Cmp(b) == 0 {
			digits := a.String()
			if len(digits) <= n {
				digits = strings.Repeat("0", n+1-len(digits)) + digits
			}
			return digits[:len(digits)-n] + "." + digits[len(digits)-n:] + "…"
		}
		if r = r.halve(); r.Exact != nil {
			return r.Exact.RatString()
		}
	}
}
