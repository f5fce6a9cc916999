package expr

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
}

// RatioOf returns num/den in lowest terms; den must not be zero.
func RatioOf(num, den Poly) Ratio {
	if den.IsZero() {
		panic("expr: zero denominator")
	}
	if num.IsZero() {
		return Ratio{}
	}
	if k, ok := den.Const(); !ok || !k.IsOne() {
		g := GCD(num, den)
		if den.Lead().Sign() < 0 {
			g = g.Neg()
		}
		num, den = num.mustDiv(g), den.mustDiv(g)
	}
	return Ratio{num, den}
}

// FromPoly returns p/1.
func FromPoly(p Poly) Ratio { return Ratio{num: p} }

// FromRat returns the constant r.
func FromRat(r *big.Rat) Ratio {
	return Ratio{Constant(IntFromBig(new(big.Int).Set(r.Num()))), Constant(IntFromBig(new(big.Int).Set(r.Denom())))}
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
func (r Ratio) Neg() Ratio { return Ratio{r.num.Neg(), r.den} }

// Add returns r + s.
func (r Ratio) Add(s Ratio) Ratio {
	rd, sd := r.Den(), s.Den()
	if rd.Equal(sd) {
		return RatioOf(r.num.Add(s.num), rd)
	}
	return RatioOf(r.num.Mul(sd).Add(s.num.Mul(rd)), rd.Mul(sd))
}

// Sub returns r - s.
func (r Ratio) Sub(s Ratio) Ratio { return r.Add(s.Neg()) }

// Mul returns r · s.
func (r Ratio) Mul(s Ratio) Ratio { return RatioOf(r.num.Mul(s.num), r.Den().Mul(s.Den())) }

// Inv returns 1/r; r must not be 0.
func (r Ratio) Inv() Ratio { return RatioOf(r.Den(), r.num) }

// Div returns r / s, or ErrDivisionByZero.
func (r Ratio) Div(s Ratio) (Ratio, error) {
	if s.IsZero() {
		return Ratio{}, ErrDivisionByZero
	}
	return r.Mul(s.Inv()), nil
}

// Pow returns r^n; a negative n needs r != 0.
func (r Ratio) Pow(n int) (Ratio, error) {
	if n < 0 {
		if r.IsZero() {
			return Ratio{}, ErrDivisionByZero
		}
		r, n = r.Inv(), -n
	}
	return Ratio{r.num.Pow(n), r.Den().Pow(n)}, nil
}

// Eval returns the value at a rational point indexed by variable.
func (r Ratio) Eval(point []*big.Rat) (*big.Rat, error) {
	d := r.Den().Eval(point)
	if d.Sign() == 0 {
		return nil, ErrDivisionByZero
	}
	n := r.num.Eval(point)
	return n.Quo(n, d), nil
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
	if dn < dd {
		num = num.Mul(s.Den().Pow(dd - dn))
	} else {
		den = den.Mul(s.Den().Pow(dn - dd))
	}
	return RatioOf(num, den), nil
}

// Vars lists the variables that occur, ascending.
func (r Ratio) Vars() []Var { return r.num.varsWith(r.Den()) }

// String prints r for debugging; use Printer for people.
func (r Ratio) String() string { return Printer{}.Ratio(r) }
