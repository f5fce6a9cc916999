package algebra

import (
	"errors"
	"math/big"
)

// ErrDivisionByZero says that an expression divides by 0.
var ErrDivisionByZero = errors.New("division by zero")

// Ratio is an immutable rational function in lowest terms: coprime integer
// polynomials, the denominator with positive leading coefficient. Equal
// functions are equal Ratios. The zero value is 0.
type Ratio struct {
	num Poly
	den Poly // the zero Poly stands for 1, so that the zero Ratio is 0
	// positive are factors of the denominator that are positive where the function is
	// read. They matter to the printer alone, and no operation keeps them.
	positive []Poly
}

// Reading returns r, to be printed with these factors of the denominator the way
// they are positive: (1 - p) rather than (p - 1). It is the same function.
func (r Ratio) Reading(positive ...Poly) Ratio {
	r.positive = positive
	return r
}

// RatioOf returns num/den in lowest terms; den must not be zero.
func RatioOf(num, den Poly) Ratio {
	if den.IsZero() {
		panic("expr: zero denominator")
	}
	r, _ := reduce(num, den, nil)
	return r
}

// reduce is RatioOf within an effort.
func reduce(num, den Poly, e *Effort) (Ratio, bool) {
	if num.IsZero() {
		return Ratio{}, true
	}
	if den.isOne() {
		return Ratio{num: num}, true
	}
	g, ok := gcd(num, den, e)
	if !ok {
		return Ratio{}, false
	}
	if den.Lead().Sign() < 0 {
		g = g.Neg()
	}
	if !g.isOne() {
		num, den = e.mustDiv(num, g), e.mustDiv(den, g)
	}
	return Lowest(num, den), !e.Spent()
}

// lowest returns num/den for coprime num and den, den of positive leading
// coefficient.
func Lowest(num, den Poly) Ratio {
	if num.IsZero() || den.isOne() {
		den = Poly{}
	}
	return Ratio{num: num, den: den}
}

// FromPoly returns p/1.
func FromPoly(p Poly) Ratio { return Ratio{num: p} }

// FromRat returns the constant r.
func FromRat(r *big.Rat) Ratio {
	num := Constant(intOf(r.Num()))
	if r.IsInt() {
		return Ratio{num: num}
	}
	return Ratio{num: num, den: Constant(intOf(r.Denom()))}
}

// FromInt returns the constant n.
func FromInt(n int64) Ratio { return Ratio{num: IntPoly(n)} }

// Num is the numerator.
func (r Ratio) Num() Poly { return r.num }

// Den is the denominator; its leading coefficient is positive.
func (r Ratio) Den() Poly {
	if r.den.IsZero() {
		return IntPoly(1)
	}
	return r.den
}

// IsZero reports r == 0.
func (r Ratio) IsZero() bool { return r.num.IsZero() }

// Rat returns the value of a constant and whether r is one.
func (r Ratio) Rat() (*big.Rat, bool) {
	n, ok := r.num.Const()
	d, ok2 := r.Den().Const()
	if !ok || !ok2 {
		return nil, false
	}
	return new(big.Rat).SetFrac(n.Big(), d.Big()), true
}

// Poly returns r as an integer polynomial over a positive integer when its
// denominator is constant.
func (r Ratio) Poly() (Poly, Int, bool) {
	d, ok := r.Den().Const()
	return r.num, d, ok
}

// Equal reports whether r and s are the same function.
func (r Ratio) Equal(s Ratio) bool { return r.num.Equal(s.num) && r.Den().Equal(s.Den()) }

// Neg returns -r.
func (r Ratio) Neg() Ratio { return Ratio{num: r.num.Neg(), den: r.den} }

// hash returns a number that is equal for equal functions.
func (r Ratio) Hash() uint64 { return Mix(r.num.Hash()) ^ r.Den().Hash() }

// Add returns r + s. Only what the denominators have in common can cancel
// (Henrici 1956; Knuth, TAOCP 2, section 4.5.1).
func (r Ratio) Add(s Ratio) Ratio { t, _ := (*Effort)(nil).AddRatios(r, s); return t }

// Sub returns r - s.
func (r Ratio) Sub(s Ratio) Ratio { return r.Add(s.Neg()) }

// Mul returns r · s, cancelling crosswise before multiplying.
func (r Ratio) Mul(s Ratio) Ratio { t, _ := (*Effort)(nil).MulRatios(r, s); return t }

// addRatios is Add within an effort, which also bounds the result.
func (e *Effort) AddRatios(r, s Ratio) (Ratio, bool) {
	switch {
	case r.IsZero():
		return s, true
	case s.IsZero():
		return r, true
	}
	if r.den.IsZero() && s.den.IsZero() {
		num, ok := e.Add(r.num, s.num)
		return Ratio{num: num}, ok
	}
	rd, sd := r.Den(), s.Den()
	if rd.Equal(sd) {
		num, ok := e.Add(r.num, s.num)
		if !ok {
			return Ratio{}, false
		}
		return reduce(num, rd, e)
	}
	g, ok := gcd(rd, sd, e)
	if !ok {
		return Ratio{}, false
	}
	shared := !g.isOne()
	if shared {
		rd, sd = rd.mustDiv(g), sd.mustDiv(g)
	}
	a, ok1 := e.Mul(r.num, sd)
	b, ok2 := e.Mul(s.num, rd)
	den, ok3 := e.Mul(rd, sd)
	if !ok1 || !ok2 || !ok3 {
		return Ratio{}, false
	}
	num, ok := e.Add(a, b)
	if !ok {
		return Ratio{}, false
	}
	if shared {
		h, ok := gcd(num, g, e)
		if !ok {
			return Ratio{}, false
		}
		if !h.isOne() {
			num, g = num.mustDiv(h), g.mustDiv(h)
		}
		if den, ok = e.Mul(den, g); !ok {
			return Ratio{}, false
		}
	}
	return Lowest(num, den), true
}

// mulRatios is Mul within an effort, which also bounds the result.
func (e *Effort) MulRatios(r, s Ratio) (Ratio, bool) {
	if r.IsZero() || s.IsZero() {
		return Ratio{}, true
	}
	rn, rd, sn, sd := r.num, r.Den(), s.num, s.Den()
	cancel := func(num, den *Poly) bool {
		if den.isOne() {
			return true
		}
		g, ok := gcd(*num, *den, e)
		if ok && !g.isOne() {
			*num, *den = num.mustDiv(g), den.mustDiv(g)
		}
		return ok
	}
	if !cancel(&rn, &sd) || !cancel(&sn, &rd) {
		return Ratio{}, false
	}
	num, ok := e.Mul(rn, sn)
	den, ok2 := e.Mul(rd, sd)
	return Lowest(num, den), ok && ok2
}

// Inv returns 1/r; r must not be 0.
func (r Ratio) Inv() Ratio {
	if r.IsZero() {
		panic("expr: zero denominator")
	}
	num, den := r.Den(), r.num
	if den.Lead().Sign() < 0 {
		num, den = num.Neg(), den.Neg()
	}
	return Lowest(num, den)
}

// Div returns r / s, or ErrDivisionByZero.
func (r Ratio) Div(s Ratio) (Ratio, error) {
	if s.IsZero() {
		return Ratio{}, ErrDivisionByZero
	}
	return r.Mul(s.Inv()), nil
}

// Pow returns r^n; a negative n needs r != 0, and r^0 is 1.
func (r Ratio) Pow(n int) (Ratio, error) {
	if n < 0 {
		if r.IsZero() {
			return Ratio{}, ErrDivisionByZero
		}
		r, n = r.Inv(), -n
	}
	// Powers of coprime polynomials are coprime.
	return Lowest(r.num.Pow(n), r.Den().Pow(n)), nil
}

// Eval returns the value at a rational point indexed by variable.
func (r Ratio) Eval(point []*big.Rat) (*big.Rat, error) {
	num, den := r.num.fractionAt(point)
	if !r.den.IsZero() {
		below, scale := r.den.fractionAt(point)
		if below.Sign() == 0 {
			return nil, ErrDivisionByZero
		}
		num, den = num.Mul(scale), den.Mul(below)
	}
	return ratOf(num, den), nil
}

// Derivative returns ∂r/∂v by the quotient rule.
func (r Ratio) Derivative(v Var) Ratio {
	d := r.Den()
	return RatioOf(r.num.Derivative(v).Mul(d).Sub(r.num.Mul(d.Derivative(v))), d.Mul(d))
}

// Substitute replaces v by s. It fails with ErrDivisionByZero when the
// denominator vanishes identically.
func (r Ratio) Substitute(v Var, s Ratio) (Ratio, error) {
	dn, dd := r.num.Degree(v), r.Den().Degree(v)
	if dn == 0 && dd == 0 {
		return r, nil
	}
	num := r.num.SubstituteRatio(v, s.num, s.Den())
	den := r.Den().SubstituteRatio(v, s.num, s.Den())
	if den.IsZero() {
		return Ratio{}, ErrDivisionByZero
	}
	// Each side was multiplied by Den(s) to its own degree.
	switch {
	case dn < dd:
		num = num.Mul(s.Den().Pow(dd - dn))
	case dn > dd:
		den = den.Mul(s.Den().Pow(dn - dd))
	}
	return RatioOf(num, den), nil
}

// Vars lists the variables that occur, ascending.
func (r Ratio) Vars() []Var { return r.num.varsWith(r.Den()) }

// String prints r for debugging; use Printer for people.
func (r Ratio) String() string { return Printer{}.Ratio(r) }
