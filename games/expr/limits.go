package expr

// Limits of the language. They keep hostile input from exhausting the stack,
// memory or patience; formulas of games stay far below.
const (
	MaxDepth  = 200     // nesting of parentheses, signs and calls
	MaxPower  = 1000    // exponent, and total degree of a polynomial
	MaxTerms  = 20_000  // terms of a polynomial
	MaxCases  = 512     // cases of a piecewise expression
	MaxAtoms  = 20_000  // comparisons in a condition, or in all guards of an expression
	MaxSource = 100_000 // bytes of one formula
)

// maxEffort bounds the work of compiling one formula. The worst inputs found by
// FuzzCompile and TestHostileFormulas spend it in about a second.
const maxEffort = 1 << 24

// maxCoefficient bounds the bits of a coefficient, and maxSize the bits of all
// coefficients of a polynomial together.
const (
	maxCoefficient = 1 << 20
	maxSize        = 1 << 26
)

// effort is a budget of elementary steps: operations on a term with a word-sized
// coefficient, some 5 to 50 ns each. Operations that take an effort also keep
// polynomials within the limits of the language. A nil effort is unlimited.
type effort struct{ left int }

// spend takes n steps off the budget and reports whether they were there.
func (e *effort) spend(n int) bool {
	if e == nil {
		return true
	}
	if n < 0 || n >= e.left {
		e.left = 0
		return false
	}
	e.left -= n
	return true
}

// spent reports whether the budget ran out.
func (e *effort) spent() bool { return e != nil && e.left == 0 }

// add returns p + q if that is within the limits.
func (e *effort) add(p, q Poly) (Poly, bool) {
	if e == nil {
		return p.Add(q), true
	}
	if !e.spend(len(p.c)*words(p) + len(q.c)*words(q)) {
		return Poly{}, false
	}
	s := p.Add(q)
	return s, len(s.c) <= MaxTerms
}

// mul returns p · q if that is within the limits.
func (e *effort) mul(p, q Poly) (Poly, bool) {
	if e == nil || p.IsZero() || q.IsZero() {
		return p.Mul(q), true
	}
	wp, wq := words(p), words(q)
	products := len(p.c) * len(q.c)
	// A product of words costs a fraction of the bookkeeping for a term.
	if p.TotalDegree()+q.TotalDegree() > MaxPower || 64*(wp+wq) > maxCoefficient ||
		min(products, box(p, q))*64*(wp+wq) > maxSize || !e.spend(products*(1+wp*wq/8)) {
		return Poly{}, false
	}
	s := p.Mul(q)
	return s, len(s.c) <= MaxTerms
}

// pow returns p^n if that is within the limits, n >= 0.
func (e *effort) pow(p Poly, n int) (Poly, bool) {
	if e == nil {
		return p.Pow(n), true
	}
	// The terms of a power are at most the ways to choose n of the terms with
	// repetition; refuse before computing anything.
	if n > 0 && (p.TotalDegree() > MaxPower/n || min(choose(n+len(p.c)-1, n), powerBox(p, n)) > MaxTerms) {
		return Poly{}, false
	}
	r, ok := IntPoly(1), true
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			if r, ok = e.mul(r, p); !ok {
				return Poly{}, false
			}
		}
		if n > 1 {
			if p, ok = e.mul(p, p); !ok {
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
