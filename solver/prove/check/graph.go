package check

import (
	"context"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// Term says that a variable is a function, exp, log or sqrt, of Arg.
type Term struct {
	Var  algebra.Var
	Func string
	Arg  algebra.Ratio
}

// Value says that a function, exp or log, is Is at Arg.
type Value struct {
	Func    string
	Arg, Is algebra.Ratio
}

// Rule is a theorem about exp and log.
type Rule string

// The rules. Lines and steps have numbers, series and touching a number of their own.
const (
	// Exp is positive, at least 1 + u, and at most 1/(1 - u) where u < 1; log(u) is at
	// most u - 1 and at least 1 - 1/u.
	Basic Rule = "basic"
	// Series is the truncated Taylor series of degree N: that of exp is below it for odd
	// N and for arguments that are not negative, above it for even N and others
	// (Lagrange's remainder). SeriesBack is the same of the reciprocal.
	Series     Rule = "series"
	SeriesBack Rule = "series-back"
	// Pade is the diagonal approximant of exp of degree N, 1 or 2 (Hermite 1873).
	Pade Rule = "pade"
	// LogBound is one of three rational bounds of log, by their slopes.
	LogBound Rule = "log-bound"
	// Line is a line At[0]*u + At[1] that exp is nowhere below, or log nowhere above.
	Line Rule = "line"
	// Chord is a line At[2]*u + At[3] above exp, or below log, from At[0] to At[1].
	Chord Rule = "chord"
	// Step says that the function increases and is between At[1] and At[2] at At[0].
	Step Rule = "step"
	// Order says that of two values the one at the greater argument is greater; Touch
	// that each lies on the right side of the tangent at the other, or at its reciprocal.
	Order Rule = "order"
	Touch Rule = "touch"
	// Product is the log of a product: a linear combination of logs.
	Product Rule = "product"
)

// Bound is a fact about values of exp and log, by the rule it follows from.
type Bound struct {
	Rule Rule
	Of   []Value // two for Order and Touch, the first one for Product
	N    int
	At   []*big.Rat
}

// Derive writes what bounds say, having verified with enclosures of its own that they
// follow: the numbers of lines and steps by diagonal Padé approximants of exp of rising
// degree, which are below and above it in turn. An error wraps ErrRejected or ErrGaveUp.
func Derive(ctx context.Context, terms []Term, bounds []Bound, steps int) (out []expr.Formula, err error) {
	err = metered(ctx, steps, func(m *meter) error {
		d := &derivation{Arithmetic: &Arithmetic{m}, terms: terms}
		for _, b := range bounds {
			f, err := d.says(b)
			if err != nil {
				return err
			}
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

type derivation struct {
	*Arithmetic
	terms []Term
}

// value is a Value in this package's algebra, and where it says nothing.
type value struct {
	exp     bool
	u, v    Fraction
	outside expr.Formula
}

// maxPower bounds the powers of an exponential that are taken for values.
const maxPower = 64

// value verifies that a value is one of a term, or of what follows from terms: powers of
// exponentials, exp(log(u)) = u and log(sqrt(u)) = log(u)/2.
func (d *derivation) value(x Value) (value, error) {
	out := value{exp: x.Func == "exp", u: d.Read(x.Arg), v: d.Read(x.Is)}
	out.outside = expr.Not(d.Defined(out.u))
	if !out.exp {
		out.outside = expr.Or(out.outside, d.Compare(out.u, expr.LE, Fraction{}))
	}
	same := func(x, y Fraction) bool { return d.Sub(x, y).IsZero() }
	for _, t := range d.terms {
		is, arg := d.Variable(t.Var), d.Read(t.Arg)
		domain := expr.Or(expr.Not(d.Defined(arg)), d.Compare(arg, expr.LE, Fraction{}))
		switch {
		case x.Func == "exp" && t.Func == "exp":
			power, sum := is, arg
			for range maxPower {
				if same(out.v, power) && same(out.u, sum) {
					return out, nil
				}
				power, sum = d.Mul(power, is), d.Add(sum, arg)
			}
		case x.Func == "exp" && t.Func == "log" && same(out.u, is) && same(out.v, arg):
			out.outside = expr.Or(out.outside, domain)
			return out, nil
		case x.Func == "log" && t.Func == "log" && same(out.v, is) && same(out.u, arg):
			return out, nil
		case x.Func == "log" && t.Func == "log" && same(d.Add(out.v, out.v), is):
			for _, s := range d.terms {
				if s.Func == "sqrt" && same(out.u, d.Variable(s.Var)) && same(d.Read(s.Arg), arg) {
					out.outside = expr.Or(out.outside, domain)
					return out, nil
				}
			}
		}
	}
	return value{}, reject("a value of %s is none of a term", x.Func)
}

func (d *derivation) rat(q *big.Rat) Fraction { return d.Read(algebra.FromRat(q)) }

// says is what a bound says, once it is verified.
func (d *derivation) says(b Bound) (expr.Formula, error) {
	if b.Rule == Product {
		return d.product(b)
	}
	var of []value
	outside := expr.False()
	for _, x := range b.Of {
		v, err := d.value(x)
		if err != nil {
			return expr.Formula{}, err
		}
		of, outside = append(of, v), expr.Or(outside, v.outside)
	}
	want := 1
	if b.Rule == Order || b.Rule == Touch {
		want = 2
	}
	if len(of) != want || want == 2 && of[0].exp != of[1].exp {
		return expr.Formula{}, reject("%s of %d values", b.Rule, len(of))
	}
	var f expr.Formula
	var err error
	switch b.Rule {
	case Basic:
		f = d.basic(of[0])
	case Series:
		f, err = d.series(of[0], b.N, false)
	case SeriesBack:
		f, err = d.series(of[0], b.N, true)
	case Pade:
		f, err = d.pade(of[0], b.N)
	case LogBound:
		f, err = d.logBound(of[0], b.N)
	case Line, Chord, Step:
		f, err = d.numbers(of[0], b)
	case Order:
		for _, op := range []expr.Op{expr.LT, expr.EQ, expr.GT} {
			f = expr.Or(f, expr.And(d.Compare(of[0].u, op, of[1].u), d.Compare(of[0].v, op, of[1].v)))
		}
	case Touch:
		f, err = d.touch(of[0], of[1], b.N)
	default:
		err = reject("no rule %q", b.Rule)
	}
	return expr.Or(f, outside), err
}

func (d *derivation) basic(x value) expr.Formula {
	one := d.Int(1)
	if x.exp {
		return expr.And(d.Compare(x.v, expr.GT, Fraction{}), d.Compare(x.v, expr.GE, d.Add(one, x.u)), d.Compare(d.Mul(x.v, d.Sub(one, x.u)), expr.LE, one))
	}
	return expr.And(d.Compare(x.v, expr.LE, d.Sub(x.u, one)), d.Compare(d.Mul(x.v, x.u), expr.GE, d.Sub(x.u, one)))
}

// beside says one thing where u >= 0 and another where u <= 0.
func (d *derivation) beside(u Fraction, above, below expr.Formula) expr.Formula {
	return expr.And(expr.Or(d.Compare(u, expr.LT, Fraction{}), above), expr.Or(d.Compare(u, expr.GT, Fraction{}), below))
}

func (d *derivation) series(x value, n int, back bool) (expr.Formula, error) {
	if !x.exp || n < 1 || n > maxPower {
		return expr.Formula{}, reject("a series of degree %d", n)
	}
	u := x.u
	if back {
		u = d.Sub(Fraction{}, u)
	}
	sum, term := d.Int(1), d.Int(1)
	for j := 1; j <= n; j++ {
		term = d.Mul(d.Mul(term, u), d.rat(big.NewRat(1, int64(j))))
		sum = d.Add(sum, term)
	}
	// exp(u) - sum has the sign of u^(n+1); going back exp(-u) = 1/v.
	side := func(op expr.Op) expr.Formula { return d.Compare(x.v, op, sum) }
	if back {
		flip := map[expr.Op]expr.Op{expr.GE: expr.LE, expr.LE: expr.GE}
		side = func(op expr.Op) expr.Formula { return d.Compare(d.Mul(x.v, sum), flip[op], d.Int(1)) }
	}
	if n%2 == 1 {
		return side(expr.GE), nil
	}
	return d.beside(u, side(expr.GE), side(expr.LE)), nil
}

func (d *derivation) pade(x value, n int) (expr.Formula, error) {
	if !x.exp || n < 1 || n > 2 {
		return expr.Formula{}, reject("an approximant of degree %d", n)
	}
	up, down := Fraction{}, Fraction{}
	power, sign := d.Int(1), d.Int(1)
	for _, c := range padeCoefficients(n) {
		k := d.Mul(d.rat(c), power)
		up, down = d.Add(up, k), d.Add(down, d.Mul(sign, k))
		power, sign = d.Mul(power, x.u), d.Sub(Fraction{}, sign)
	}
	above, below := expr.LE, expr.GE
	if n%2 == 0 {
		above, below = below, above
	}
	l := d.Mul(x.v, down)
	return d.beside(x.u, d.Compare(l, above, up), d.Compare(l, below, up)), nil
}

// logBound has the three bounds of log: 2(u-1)/(u+1), below from 1 on and above before,
// whose slope differs from 1/u by -(u-1)^2/(u(u+1)^2); (u-1)(u+5)/(4u+2), above, by
// (u-1)^3/(u(2u+1)^2); and what the latter says at 1/u.
func (d *derivation) logBound(x value, n int) (expr.Formula, error) {
	if x.exp {
		return expr.Formula{}, reject("a bound of log for exp")
	}
	u, k := x.u, d.Int
	w := d.Sub(u, k(1))
	switch n {
	case 1:
		l, r := d.Mul(x.v, d.Add(u, k(1))), d.Mul(k(2), w)
		return d.beside(w, d.Compare(l, expr.GE, r), d.Compare(l, expr.LE, r)), nil
	case 2:
		return d.Compare(d.Mul(x.v, d.Add(d.Mul(k(4), u), k(2))), expr.LE, d.Mul(w, d.Add(u, k(5)))), nil
	case 3:
		return d.Compare(d.Mul(d.Mul(x.v, d.Mul(k(2), u)), d.Add(u, k(2))), expr.GE, d.Mul(w, d.Add(d.Mul(k(5), u), k(1)))), nil
	}
	return expr.Formula{}, reject("no bound %d of log", n)
}

func (d *derivation) touch(x, y value, n int) (expr.Formula, error) {
	u, v, one := x.u, y.u, d.Int(1)
	switch {
	case x.exp && n == 0:
		return d.Compare(x.v, expr.GE, d.Mul(y.v, d.Sub(d.Add(one, u), v))), nil
	case x.exp && n == 1:
		return d.Compare(y.v, expr.GE, d.Mul(x.v, d.Sub(d.Add(one, v), u))), nil
	case x.exp && n == 2:
		return d.Compare(d.Mul(x.v, y.v), expr.GE, d.Add(one, d.Add(u, v))), nil
	case !x.exp && n == 0:
		return d.Compare(d.Mul(v, d.Sub(x.v, y.v)), expr.LE, d.Sub(u, v)), nil
	case !x.exp && n == 1:
		return d.Compare(d.Mul(u, d.Sub(y.v, x.v)), expr.LE, d.Sub(v, u)), nil
	case !x.exp && n == 2:
		return d.Compare(d.Add(x.v, y.v), expr.LE, d.Sub(d.Mul(u, v), one)), nil
	case !x.exp && n == 3:
		return d.Compare(d.Mul(d.Mul(u, v), d.Add(x.v, y.v)), expr.GE, d.Sub(d.Mul(u, v), one)), nil
	}
	return expr.Formula{}, reject("no tangent %d", n)
}

// product verifies that the argument of a log, to a power, is the product of powers of
// those of others: then their logs add up where all arguments are positive.
func (d *derivation) product(b Bound) (expr.Formula, error) {
	if len(b.Of) < 2 || len(b.At) != len(b.Of) {
		return expr.Formula{}, reject("a product of %d values", len(b.Of))
	}
	scale := big.NewInt(1)
	for _, q := range b.At {
		scale.Mul(scale, new(big.Int).Quo(q.Denom(), new(big.Int).GCD(nil, nil, scale, q.Denom())))
	}
	// All on one side: Σ At[k]·log(Arg[k]) = 0.
	above, below := d.Int(1), d.Int(1)
	sum, outside := Fraction{}, expr.False()
	for k, x := range b.Of {
		v, err := d.value(x)
		if err != nil || v.exp {
			return expr.Formula{}, reject("a factor without a log")
		}
		n := new(big.Rat).Mul(b.At[k], new(big.Rat).SetInt(scale)).Num()
		if n.BitLen() > 6 {
			return expr.Formula{}, reject("a factor to the power %v", n)
		}
		for range new(big.Int).Abs(n).Int64() {
			if n.Sign() > 0 {
				above = d.Mul(above, v.u)
			} else {
				below = d.Mul(below, v.u)
			}
		}
		sum, outside = d.Add(sum, d.Mul(d.rat(b.At[k]), v.v)), expr.Or(outside, v.outside)
	}
	if !d.Sub(above, below).IsZero() {
		return expr.Formula{}, reject("a product that is another")
	}
	return expr.Or(d.Compare(sum, expr.EQ, Fraction{}), outside), nil
}
