package check

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// Arithmetic computes with fractions of polynomials in this package's algebra, so
// that what a printed answer means can be written out as formulas without the
// algebra of the prover.
type Arithmetic struct{ m *meter }

// Fraction is a quotient of polynomials, not reduced. The zero value is 0.
type Fraction struct {
	num poly
	k   *big.Int  // positive, a factor of the denominator; nil for 1
	den []divisor // the other factors
}

// divisor is a power of a normal polynomial that is not constant.
type divisor struct {
	p   poly
	key string
	n   int
}

// Write calls f with an arithmetic that takes at most the given steps; 0 stands
// for DefaultSteps. Beyond them, or when the context is done, it returns an error
// that wraps ErrGaveUp.
func Write(ctx context.Context, steps int, f func(*Arithmetic) error) error {
	return metered(ctx, steps, func(m *meter) error { return f(&Arithmetic{m}) })
}

// Read copies a rational function.
func (a *Arithmetic) Read(r algebra.Ratio) Fraction {
	out := Fraction{num: read(r.Num())}
	den := read(r.Den())
	p, sign := den.normal()
	out.k = new(big.Int).Abs(new(big.Int).Quo(den[0].c, p[0].c))
	if sign < 0 {
		out.num = out.num.neg()
	}
	if _, ok := p.constant(); !ok {
		out.den = []divisor{{p, p.key(), 1}}
	}
	return out
}

// Int is the fraction n.
func (a *Arithmetic) Int(n int64) Fraction { return Fraction{num: integer(big.NewInt(n))} }

// Variable is the fraction v.
func (a *Arithmetic) Variable(v algebra.Var) Fraction { return Fraction{num: variable(v, 1)} }

// Add is x + y.
func (a *Arithmetic) Add(x, y Fraction) Fraction { return a.add(x, y, 1) }

// Sub is x - y.
func (a *Arithmetic) Sub(x, y Fraction) Fraction { return a.add(x, y, -1) }

func (a *Arithmetic) add(x, y Fraction, sign int) Fraction {
	if x.num.isZero() && sign > 0 {
		return y
	}
	if y.num.isZero() {
		return x
	}
	out := Fraction{den: join(x.den, y.den, func(n, m int) int { return max(n, m) })}
	g := new(big.Int).GCD(nil, nil, x.constant(), y.constant())
	out.k = new(big.Int).Mul(x.constant(), new(big.Int).Quo(y.constant(), g))
	out.num = a.m.add(a.over(x, out), a.over(y, out), sign)
	return out
}

// over is the numerator of x over the denominator of out, a multiple of its own.
func (a *Arithmetic) over(x, out Fraction) poly {
	num := a.m.mul(x.num, integer(new(big.Int).Quo(out.k, x.constant())))
	for _, d := range join(out.den, x.den, func(n, m int) int { return n - m }) {
		num = a.m.mul(num, a.m.pow(d.p, d.n))
	}
	return num
}

// Mul is x·y.
func (a *Arithmetic) Mul(x, y Fraction) Fraction {
	if x.num.isZero() || y.num.isZero() {
		return Fraction{}
	}
	return Fraction{
		num: a.m.mul(x.num, y.num),
		k:   new(big.Int).Mul(x.constant(), y.constant()),
		den: join(x.den, y.den, func(n, m int) int { return n + m }),
	}
}

// Div is x/y; y is not identically 0.
func (a *Arithmetic) Div(x, y Fraction) Fraction {
	p, sign := y.num.normal()
	c := new(big.Int).Abs(new(big.Int).Quo(y.num[0].c, p[0].c))
	inverse := Fraction{num: integer(new(big.Int).Mul(big.NewInt(int64(sign)), y.constant())), k: c}
	for _, d := range y.den {
		inverse.num = a.m.mul(inverse.num, a.m.pow(d.p, d.n))
	}
	if _, ok := p.constant(); !ok {
		inverse.den = []divisor{{p, p.key(), 1}}
	}
	return a.Mul(x, inverse)
}

// IsZero reports whether x is identically 0.
func (x Fraction) IsZero() bool { return x.num.isZero() }

func (x Fraction) constant() *big.Int {
	if x.k == nil {
		return big.NewInt(1)
	}
	return x.k
}

// join merges two lists that are sorted by their keys.
func join(x, y []divisor, n func(int, int) int) []divisor {
	var out []divisor
	for len(x) > 0 || len(y) > 0 {
		var d divisor
		switch c := compareFirst(x, y); {
		case c < 0:
			d, x = x[0], x[1:]
			d.n = n(d.n, 0)
		case c > 0:
			d, y = y[0], y[1:]
			d.n = n(0, d.n)
		default:
			d = x[0]
			d.n = n(d.n, y[0].n)
			x, y = x[1:], y[1:]
		}
		if d.n > 0 {
			out = append(out, d)
		}
	}
	return out
}

func compareFirst(x, y []divisor) int {
	switch {
	case len(y) == 0:
		return -1
	case len(x) == 0:
		return 1
	}
	return strings.Compare(x[0].key, y[0].key)
}

// Defined says that no factor of the denominator of x vanishes.
func (a *Arithmetic) Defined(x Fraction) expr.Formula {
	all := make([]expr.Formula, 0, len(x.den))
	for _, d := range x.den {
		all = append(all, expr.Sign(write(d.p), expr.NE))
	}
	return expr.And(all...)
}

// Compare says that x and y are defined and x op y.
func (a *Arithmetic) Compare(x Fraction, op expr.Op, y Fraction) expr.Formula {
	d := a.Sub(x, y)
	num := d.num
	if op != expr.EQ && op != expr.NE {
		for _, f := range d.den {
			if f.n%2 == 1 {
				num = a.m.mul(num, f.p)
			}
		}
	}
	return expr.And(a.Defined(x), a.Defined(y), expr.Sign(write(num), op))
}

// write copies a polynomial into the type of formulas, by halves: the terms are
// sums there.
func write(p poly) algebra.Poly {
	switch len(p) {
	case 0:
		return algebra.Poly{}
	case 1:
		q := algebra.Constant(algebra.IntFromBig(p[0].c))
		for v := 0; 2*v < len(p[0].mono); v++ {
			if n := exponent(p[0].mono, v); n > 0 {
				q = q.Mul(algebra.Variable(v).Pow(n))
			}
		}
		return q
	}
	half := len(p) / 2
	q := write(p[:half]).Add(write(p[half:]))
	if !slices.EqualFunc(read(q), p, func(s, t term) bool { return s.mono == t.mono && s.c.Cmp(t.c) == 0 }) {
		panic(gaveUp{"a polynomial is not written as it is"})
	}
	return q
}
