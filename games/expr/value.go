package expr

import (
	"errors"
	"math/big"
)

// Value is a piecewise rational function: Cases whose guards exclude each other
// and cover everything. A plain rational function is one case with guard true.
type Value struct{ Cases []Case }

// Case is a rational function and the condition under which it applies.
type Case struct {
	When Formula
	Is   Ratio
}

// ErrTooManyCases is returned when if, min, max and abs multiply beyond MaxCases.
var ErrTooManyCases = errors.New("too many cases of if, min, max or abs")

// ErrTooManyTerms is returned when a product passes MaxTerms or MaxPower.
var ErrTooManyTerms = errors.New("the expression expands to too many terms")

// Plain returns the value with the single case r.
func Plain(r Ratio) Value { return Value{[]Case{{True(), r}}} }

// Ratio returns the function of a value with one case.
func (v Value) Ratio() (Ratio, bool) {
	if len(v.Cases) == 1 {
		return v.Cases[0].Is, true
	}
	return Ratio{}, false
}

// Eval evaluates at a rational point.
func (v Value) Eval(point []*big.Rat) (*big.Rat, error) {
	for _, c := range v.Cases {
		if c.When.Eval(point) {
			return c.Is.Eval(point)
		}
	}
	return nil, errors.New("expr: no case applies")
}

// Combine applies f to every compatible pair of cases.
func (v Value) Combine(w Value, f func(a, b Ratio) (Ratio, error)) (Value, error) {
	var out Value
	for _, a := range v.Cases {
		for _, b := range w.Cases {
			when := And(a.When, b.When)
			if when.IsFalse() {
				continue
			}
			r, err := f(a.Is, b.Is)
			if err != nil {
				return Value{}, err
			}
			out.Cases = append(out.Cases, Case{when, r})
		}
	}
	return out.tidy()
}

// tidy joins cases with the same function.
func (v Value) tidy() (Value, error) {
	if len(v.Cases) > MaxCases {
		return Value{}, ErrTooManyCases
	}
	var out Value
next:
	for _, c := range v.Cases {
		for i := range out.Cases {
			if out.Cases[i].Is.Equal(c.Is) {
				out.Cases[i].When = Or(out.Cases[i].When, c.When)
				continue next
			}
		}
		out.Cases = append(out.Cases, c)
	}
	if len(out.Cases) == 1 {
		out.Cases[0].When = True()
	}
	return out, nil
}

// Compare returns the formula v op w.
func (v Value) Compare(op Op, w Value) Formula {
	var any []Formula
	for _, a := range v.Cases {
		for _, b := range w.Cases {
			any = append(any, And(a.When, b.When, Compare(a.Is, op, b.Is)))
		}
	}
	return Or(any...)
}

// If returns the value that is a where f holds and b elsewhere.
func If(f Formula, a, b Value) (Value, error) {
	var out Value
	add := func(f Formula, v Value) {
		for _, c := range v.Cases {
			if when := And(f, c.When); !when.IsFalse() {
				out.Cases = append(out.Cases, Case{when, c.Is})
			}
		}
	}
	add(f, a)
	add(Not(f), b)
	return out.tidy()
}

// Min returns the smaller of two values, Max the larger.
func Min(v, w Value) (Value, error) { return If(v.Compare(LE, w), v, w) }

// Max returns the larger of two values.
func Max(v, w Value) (Value, error) { return If(v.Compare(GE, w), v, w) }

// The arithmetic of values, with the limits of the language.

func addValues(v, w Value) (Value, error) {
	return v.Combine(w, func(a, b Ratio) (Ratio, error) {
		if err := bound(a, b); err != nil {
			return Ratio{}, err
		}
		return a.Add(b), nil
	})
}

func subValues(v, w Value) (Value, error) {
	return v.Combine(w, func(a, b Ratio) (Ratio, error) {
		if err := bound(a, b); err != nil {
			return Ratio{}, err
		}
		return a.Sub(b), nil
	})
}

func mulValues(v, w Value) (Value, error) {
	return v.Combine(w, func(a, b Ratio) (Ratio, error) {
		if err := bound(a, b); err != nil {
			return Ratio{}, err
		}
		return a.Mul(b), nil
	})
}

func divValues(v, w Value) (Value, error) {
	return v.Combine(w, func(a, b Ratio) (Ratio, error) {
		if err := bound(a, b); err != nil {
			return Ratio{}, err
		}
		return a.Div(b)
	})
}

func powValue(v Value, n int) (Value, error) {
	var out Value
	for _, c := range v.Cases {
		// Count the terms a power may have before computing it:
		// at most C(n+t-1, t-1) for t terms.
		for _, p := range []Poly{c.Is.Num(), c.Is.Den()} {
			if p.TotalDegree()*abs(n) > MaxPower || binomialAtLeast(abs(n)+p.Terms()-1, p.Terms()-1, MaxTerms) {
				return Value{}, ErrTooManyTerms
			}
			if maxBits(p)*abs(n) > 4*MaxDigits {
				return Value{}, ErrTooManyTerms
			}
		}
		r, err := c.Is.Pow(n)
		if err != nil {
			return Value{}, err
		}
		out.Cases = append(out.Cases, Case{c.When, r})
	}
	return out.tidy()
}

// bound refuses operands whose product could pass the limits.
func bound(a, b Ratio) error {
	an, ad, bn, bd := a.Num(), a.Den(), b.Num(), b.Den()
	if max(an.Terms(), ad.Terms())*max(bn.Terms(), bd.Terms()) > MaxTerms ||
		max(an.TotalDegree(), ad.TotalDegree())+max(bn.TotalDegree(), bd.TotalDegree()) > MaxPower ||
		maxBits(an)+maxBits(ad)+maxBits(bn)+maxBits(bd) > 8*MaxDigits {
		return ErrTooManyTerms
	}
	return nil
}

// binomialAtLeast reports whether C(n, k) > limit.
func binomialAtLeast(n, k, limit int) bool {
	k = min(k, n-k)
	c := 1
	for i := 1; i <= k; i++ {
		c = c * (n - k + i) / i
		if c > limit {
			return true
		}
	}
	return false
}
