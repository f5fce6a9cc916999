package algebra

import (
	"context"
	"math"
)

// Limits of polynomials that are read, not of those that are computed with.
const (
	MaxPower = 1000   // exponent, and total degree of a polynomial
	MaxTerms = 20_000 // terms of a polynomial
)

// maxCoefficient bounds the bits of a coefficient, and maxSize the bits of all
// coefficients of a polynomial together.
const (
	maxCoefficient = 1 << 20
	maxSize        = 1 << 26
)

// Effort is a budget of elementary steps: operations on a term with a word-sized
// coefficient, some 5 to 50 ns each. Add, Mul and Pow of an Effort also keep
// polynomials within the limits of the language. A nil Effort is unlimited. Once it
// is spent, it stays so, and what was computed with it since means nothing.
type Effort struct {
	left   int
	charge func(steps int) bool // if not nil, must agree to every expense
}

// NewEffort returns a budget of n steps.
func NewEffort(n int) *Effort { return &Effort{left: n} }

// Charging returns an Effort for the account of another: charge is told of steps
// before they are taken, and says false once they must not be, because a budget or
// a context has ended. It is asked some thousand steps apart at most.
func Charging(charge func(steps int) bool) *Effort {
	return &Effort{left: math.MaxInt, charge: charge}
}

// Within returns a budget of n steps that ends with a context as well, and is charged
// to its allowance.
func Within(ctx context.Context, n int) *Effort {
	tick := 0
	charge := Account(ctx)
	return &Effort{left: n, charge: func(steps int) bool {
		if tick += steps; tick < contextSteps {
			return true
		}
		if charge != nil {
			charge(tick / stepsPerUnit)
		}
		tick = 0
		return ctx.Err() == nil
	}}
}

// Until returns an effort that nothing but the end of a context ends.
func Until(ctx context.Context) *Effort { return Within(ctx, math.MaxInt) }

// contextSteps is the number of steps from one question to the context to the next.
const contextSteps = 1 << 14

// productSteps is the price of handling a term of a product.
const productSteps = 8

// Left is what remains of the budget.
func (e *Effort) Left() int { return e.left }

// Spend takes n steps off the budget and reports whether they were there.
func (e *Effort) Spend(n int) bool {
	if e == nil {
		return true
	}
	if n < 0 || n >= e.left || e.charge != nil && !e.charge(n) {
		e.left = 0
		return false
	}
	e.left -= n
	return true
}

// large is the number of steps inside a single operation on polynomials after which
// it asks its effort whether to go on.
const large = 1 << 12

// paid is how many steps, which the caller has paid for, are charged once more, so
// that the effort is asked.
const paid = 64

// prepaid is an effort for work that has been paid for, or is free of charge.
func (e *Effort) prepaid() *Effort {
	if e == nil {
		return nil
	}
	rest := 0
	return Charging(func(steps int) bool {
		rest += steps
		n := rest / paid
		rest %= paid
		return n == 0 || e.Spend(n)
	})
}

// Spent reports whether the budget ran out.
func (e *Effort) Spent() bool { return e != nil && e.left == 0 }

// Add returns p + q if that is within the limits.
func (e *Effort) Add(p, q Poly) (Poly, bool) {
	if e == nil {
		return p.Add(q), true
	}
	if !e.Spend(len(p.c)*words(p) + len(q.c)*words(q)) {
		return Poly{}, false
	}
	s := p.Add(q)
	return s, len(s.c) <= MaxTerms
}

// Mul returns p · q if that is within the limits.
func (e *Effort) Mul(p, q Poly) (Poly, bool) {
	if e == nil || p.IsZero() || q.IsZero() {
		return p.Mul(q), true
	}
	wp, wq := words(p), words(q)
	products := len(p.c) * len(q.c)
	// A product of words costs a fraction of the bookkeeping for a term.
	if p.TotalDegree()+q.TotalDegree() > MaxPower || 64*(wp+wq) > maxCoefficient ||
		min(products, box(p, q))*64*(wp+wq) > maxSize || !e.Spend(products*(1+wp*wq/8)) {
		return Poly{}, false
	}
	s := p.times(q, e)
	return s, len(s.c) <= MaxTerms && !e.Spent()
}

// GCD is the function of that name; ok is false when the effort runs out.
func (e *Effort) GCD(p, q Poly) (g Poly, ok bool) { return gcd(p, q, e) }

// DivExact is the method of that name; ok is false when the effort runs out.
func (e *Effort) DivExact(p, q Poly) (quo Poly, exact, ok bool) {
	quo, exact = p.divExact(q, e)
	return quo, exact, !e.Spent()
}

// mustDiv divides where the theory says the division is exact; the result means
// nothing when the effort runs out.
func (e *Effort) mustDiv(p, q Poly) Poly {
	r, exact := p.divExact(q, e)
	if !exact && !e.Spent() {
		panic("expr: inexact division")
	}
	return r
}

// Pow returns p^n if that is within the limits, n >= 0.
func (e *Effort) Pow(p Poly, n int) (Poly, bool) {
	// The terms of a power are at most the ways to choose n of the terms with
	// repetition; refuse before computing anything.
	if e != nil && n > 0 && (p.TotalDegree() > MaxPower/n || min(choose(n+len(p.c)-1, n), powerBox(p, n)) > MaxTerms) {
		return Poly{}, false
	}
	if n > 1 && p.affine() {
		if e != nil {
			terms, bits := choose(n+len(p.c)-1, n), p.powerBits(n)
			if bits > maxCoefficient || terms > maxSize/bits || !e.Spend(productSteps*terms*(1+bits/64)) {
				return Poly{}, false
			}
		}
		return affinePower(p, n), true
	}
	r, ok := IntPoly(1), true
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			if r, ok = e.Mul(r, p); !ok {
				return Poly{}, false
			}
		}
		if n > 1 {
			if p, ok = e.Mul(p, p); !ok {
				return Poly{}, false
			}
		}
	}
	return r, true
}

// words is the size of the longest coefficient in words, at least 1.
func words(p Poly) int {
	n := 1
	for _, c := range p.c {
		n = max(n, c.size())
	}
	return n
}

// box counts the monomials whose degrees are at most those of p · q; it stops
// counting beyond MaxTerms².
func box(p, q Poly) int {
	n := 1
	for v := range max(p.nv, q.nv) {
		if n *= p.Degree(v) + q.Degree(v) + 1; n > MaxTerms*MaxTerms {
			break
		}
	}
	return n
}

// powerBox counts the monomials whose degrees are at most those of p^n; it stops
// counting beyond MaxTerms².
func powerBox(p Poly, n int) int {
	m := 1
	for v := range p.nv {
		if m *= p.Degree(v)*n + 1; m > MaxTerms*MaxTerms {
			break
		}
	}
	return m
}

// choose returns the binomial coefficient C(n, k), or a number above MaxTerms
// when it is above.
func choose(n, k int) int {
	k = min(k, n-k)
	if k < 0 {
		return 0
	}
	c := 1
	for i := 1; i <= k; i++ {
		if c = c * (n - k + i) / i; c > MaxTerms {
			return MaxTerms + 1
		}
	}
	return c
}
