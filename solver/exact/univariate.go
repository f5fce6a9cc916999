package exact

import (
	"math/big"
	"strconv"
	"strings"

	"brink/games/algebra"
)

// Univariate is an immutable polynomial in one variable with integer
// coefficients, dense: entry k is the coefficient of x^k, the last entry is not
// zero, and the zero polynomial is empty.
type Univariate []*big.Int

// NewUnivariate returns the polynomial Σ coeffs[k]·x^k. The integers must not be
// changed later.
func NewUnivariate(coeffs []*big.Int) Univariate {
	n := len(coeffs)
	for n > 0 && coeffs[n-1].Sign() == 0 {
		n--
	}
	return Univariate(coeffs[:n:n])
}

// UnivariateInts returns the polynomial Σ coeffs[k]·x^k.
func UnivariateInts(coeffs ...int64) Univariate {
	out := make([]*big.Int, len(coeffs))
	for i, c := range coeffs {
		out[i] = big.NewInt(c)
	}
	return NewUnivariate(out)
}

// Degree is the degree, -1 for the zero polynomial.
func (p Univariate) Degree() int { return len(p) - 1 }

// Lead is the leading coefficient; it must not be changed. p must not be zero.
func (p Univariate) Lead() *big.Int { return p[len(p)-1] }

// Sign is the sign of p(r): Horner's rule in floating point with an error bound
// and, where that does not decide, on integers, O(degree) multiplications of
// growing integers.
func (p Univariate) Sign(r Rat) int {
	if len(p) == 0 {
		return 0
	}
	if len(p) == 1 {
		return p[0].Sign()
	}
	x, acc := ballRat(r), ballBig(p.Lead())
	for k := len(p) - 2; k >= 0; k-- {
		acc = acc.mul(x).add(ballBig(p[k]))
	}
	if s, ok := acc.sign(); ok {
		return s
	}
	return p.exactSign(r)
}

func (p Univariate) exactSign(r Rat) int {
	num, den := r.NumDenom()
	acc := new(big.Int).Set(p.Lead())
	dk := new(big.Int).Set(den)
	t := new(big.Int)
	for k := len(p) - 2; k >= 0; k-- {
		acc.Mul(acc, num)
		acc.Add(acc, t.Mul(p[k], dk))
		if k > 0 {
			dk.Mul(dk, den)
		}
	}
	return acc.Sign()
}

// Eval is p(r).
func (p Univariate) Eval(r Rat) Rat {
	var v Rat
	for k := len(p) - 1; k >= 0; k-- {
		v = v.Mul(r).Add(RatBigInt(p[k]))
	}
	return v
}

// Derivative returns p'.
func (p Univariate) Derivative() Univariate {
	if len(p) < 2 {
		return nil
	}
	out := make([]*big.Int, len(p)-1)
	for k := range out {
		out[k] = new(big.Int).Mul(p[k+1], big.NewInt(int64(k+1)))
	}
	return NewUnivariate(out)
}

// Mul returns p · q by the school method.
func (p Univariate) Mul(q Univariate) Univariate {
	if len(p) == 0 || len(q) == 0 {
		return nil
	}
	out := make([]*big.Int, len(p)+len(q)-1)
	for i := range out {
		out[i] = new(big.Int)
	}
	t := new(big.Int)
	for i, a := range p {
		for j, b := range q {
			out[i+j].Add(out[i+j], t.Mul(a, b))
		}
	}
	return NewUnivariate(out)
}

// Primitive returns p divided by the greatest common divisor of its coefficients,
// with positive leading coefficient.
func (p Univariate) Primitive() Univariate {
	if len(p) == 0 {
		return nil
	}
	g := new(big.Int)
	for _, c := range p {
		g.GCD(nil, nil, g, new(big.Int).Abs(c))
	}
	if p.Lead().Sign() < 0 {
		g.Neg(g)
	}
	out := make([]*big.Int, len(p))
	for k, c := range p {
		out[k] = new(big.Int).Quo(c, g)
	}
	return out
}

// pseudoRem returns lc(q)^(deg p - deg q + 1)·p mod q.
func (p Univariate) pseudoRem(q Univariate) Univariate {
	r := make([]*big.Int, len(p))
	for i, c := range p {
		r[i] = new(big.Int).Set(c)
	}
	n, lc, t := q.Degree(), q.Lead(), new(big.Int)
	for k := len(p) - 1; k >= n; k-- {
		top := r[k]
		for j := range k {
			r[j].Mul(r[j], lc)
			if i := j - (k - n); i >= 0 {
				r[j].Sub(r[j], t.Mul(top, q[i]))
			}
		}
		r = r[:k]
	}
	return NewUnivariate(r)
}

// GCD returns the greatest common divisor, primitive: by the primitive remainder
// sequence, unless residues modulo a prime prove that there is none but 1.
func (p Univariate) GCD(q Univariate) Univariate { return p.gcd(q, nil) }

func (p Univariate) gcd(q Univariate, stop stopped) Univariate {
	if algebra.ProvedCoprime(p, q) {
		return Univariate{big.NewInt(1)}
	}
	a, b := p.Primitive(), q.Primitive()
	for len(b) > 0 && !stop.now() {
		if len(a) < len(b) {
			a, b = b, a
			continue
		}
		a, b = b, a.pseudoRem(b).Primitive()
	}
	return a
}

// Quo returns the primitive part of p/q for a q that divides p over the
// rationals.
func (p Univariate) Quo(q Univariate) Univariate {
	r := make([]*big.Rat, len(p))
	for i, c := range p {
		r[i] = new(big.Rat).SetInt(c)
	}
	n := q.Degree()
	out := make([]*big.Rat, max(0, len(p)-n))
	lc, t := new(big.Rat).SetInt(q.Lead()), new(big.Rat)
	for k := len(p) - 1; k >= n; k-- {
		f := new(big.Rat).Quo(r[k], lc)
		out[k-n] = f
		for i, c := range q {
			r[k-n+i].Sub(r[k-n+i], t.Mul(f, new(big.Rat).SetInt(c)))
		}
	}
	den := big.NewInt(1)
	for _, f := range out {
		g := new(big.Int).GCD(nil, nil, den, f.Denom())
		den.Mul(den, new(big.Int).Quo(f.Denom(), g))
	}
	ints := make([]*big.Int, len(out))
	for i, f := range out {
		ints[i] = new(big.Int).Quo(den, f.Denom())
		ints[i].Mul(ints[i], f.Num())
	}
	return NewUnivariate(ints).Primitive()
}

// Equal reports whether p and q have the same coefficients.
func (p Univariate) Equal(q Univariate) bool {
	if len(p) != len(q) {
		return false
	}
	for k := range p {
		if p[k].Cmp(q[k]) != 0 {
			return false
		}
	}
	return true
}

// String prints p in the variable x, highest power first.
func (p Univariate) String() string {
	if len(p) == 0 {
		return "0"
	}
	var b strings.Builder
	for k := len(p) - 1; k >= 0; k-- {
		c := p[k]
		if c.Sign() == 0 {
			continue
		}
		switch {
		case b.Len() == 0 && c.Sign() < 0:
			b.WriteString("-")
		case b.Len() > 0 && c.Sign() < 0:
			b.WriteString(" - ")
		case b.Len() > 0:
			b.WriteString(" + ")
		}
		a := new(big.Int).Abs(c)
		unit := a.IsInt64() && a.Int64() == 1
		if !unit || k == 0 {
			b.WriteString(a.String())
			if k > 0 {
				b.WriteString("*")
			}
		}
		if k > 0 {
			b.WriteString("x")
		}
		if k > 1 {
			b.WriteString("^" + strconv.Itoa(k))
		}
	}
	return b.String()
}
