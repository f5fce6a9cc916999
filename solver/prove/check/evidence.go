package check

import (
	"errors"
	"fmt"
	"math/big"

	"brink/games/algebra"
	"brink/games/expr"
)

// Signs is a set of signs of a real number.
type Signs uint8

// The signs. Their bits agree with package prove's.
const (
	Neg Signs = 1 << iota
	Zero
	Pos
	any = Neg | Zero | Pos
)

// Literal is the condition that a polynomial has one of some signs.
type Literal struct {
	P   algebra.Poly
	Set Signs
}

// Lemma says that no real point satisfies all literals. Exactly one of Sum,
// Cover, Subst and Box certifies it.
type Lemma struct {
	Lits  []Literal
	Sum   []Summand
	Cover *Cover
	Subst *Substitution
	Box   *Box
}

// Substitution solves literal Equation, b·Var + c = 0, for Var: the literals fix
// a sign of b other than 0, and Rest refutes the other literals with -c/b for
// Var.
type Substitution struct {
	Equation int
	Var      algebra.Var
	Rest     *Evidence
}

// Summand is Weight · Π P^N.
type Summand struct {
	Weight  *big.Rat
	Factors []Power
}

// Power is a polynomial with an exponent.
type Power struct {
	P algebra.Poly
	N int
}

// Cover is a covering of R^n, one variable after the other, by cells in each of
// which some literal fails.
type Cover struct {
	Order []algebra.Var // all variables of the lemma
	Cells []Cell        // along Order[0], from left to right
}

// Cell is either the set on which a literal fails as its last variable varies
// (Literal >= 0), or the surroundings of a sample value over which Cells cover
// the line of the next variable. A literal that fails in several parts of a line
// is listed once for each that is used.
type Cell struct {
	Literal int
	Sample  Sample
	Cells   []Cell
}

// Sample is a rational, or the only root of P in the variable at hand between Lo
// and Hi, at the samples of the variables before.
type Sample struct {
	Rat    *big.Rat
	P      algebra.Poly
	Lo, Hi *big.Rat
}

// Factored says that P = Constant · Π List.
type Factored struct {
	P        algebra.Poly
	Constant algebra.Int
	List     []Power
}

// Evidence refutes formulas: they cannot hold together.
type Evidence struct {
	Factored []Factored // how polynomials of the formulas relate to those of the lemmas
	Lemmas   []Lemma
}

// ErrRejected wraps every reason for which evidence is not accepted.
var ErrRejected = errors.New("evidence rejected")

func reject(format string, args ...interface{}) error {
	return fmt.Errorf("%w: %s", ErrRejected, fmt.Sprintf(format, args...))
}

// Refutes returns nil if the evidence proves that no real point satisfies all
// the formulas, and otherwise an error that wraps ErrRejected.
func Refutes(formulas []expr.Formula, ev *Evidence) error { return refutes(formulas, ev, 0) }

// maxNesting bounds substitutions within substitutions.
const maxNesting = 64

func refutes(formulas []expr.Formula, ev *Evidence, depth int) error {
	if ev == nil {
		return reject("there is none")
	}
	if depth > maxNesting {
		return reject("it is nested too deeply")
	}
	for i, l := range ev.Lemmas {
		if err := l.verify(depth); err != nil {
			return fmt.Errorf("lemma %d: %w", i+1, err)
		}
	}
	for _, f := range ev.Factored {
		p := algebra.Constant(f.Constant)
		for _, q := range f.List {
			if q.N < 1 {
				return reject("an exponent is not positive")
			}
			p = p.Mul(q.P.Pow(q.N))
		}
		if !p.Equal(f.P) {
			return reject("a factorisation does not multiply out")
		}
	}
	return contradictory(formulas, ev)
}

func (l Lemma) verify(depth int) error {
	switch {
	case l.Cover != nil && l.Sum == nil && l.Subst == nil && l.Box == nil:
		return l.verifyCover()
	case l.Cover == nil && l.Sum != nil && l.Subst == nil && l.Box == nil:
		return l.verifySum()
	case l.Cover == nil && l.Sum == nil && l.Subst != nil && l.Box == nil:
		return l.verifySubst(depth)
	case l.Cover == nil && l.Sum == nil && l.Subst == nil && l.Box != nil:
		return l.verifyBox()
	}
	return reject("a lemma needs one certificate")
}

// verifySubst carries the substitution out and verifies the evidence for the
// rest.
func (l Lemma) verifySubst(depth int) error {
	s := l.Subst
	if s.Equation < 0 || s.Equation >= len(l.Lits) || s.Var < 0 {
		return reject("a substitution names no literal")
	}
	eq := l.Lits[s.Equation]
	if eq.Set != Zero || eq.P.Degree(s.Var) != 1 {
		return reject("a substitution needs a linear equation")
	}
	cs := eq.P.Coeffs(s.Var)
	b, c := cs[1], cs[0]
	sign := l.signOf(b)
	if sign != Pos && sign != Neg {
		return reject("the coefficient of a substitution may vanish")
	}
	var rest []expr.Formula
	for i, x := range l.Lits {
		if i == s.Equation {
			continue
		}
		// p(-c/b)·b^d has the sign of p times that of b^d.
		set := mul(x.Set, pow(sign, x.P.Degree(s.Var)))
		p := x.P.SubstituteRatio(s.Var, c.Neg(), b)
		var or []expr.Formula
		for _, op := range [3]expr.Op{expr.LT, expr.EQ, expr.GT} {
			if set&map[expr.Op]Signs{expr.LT: Neg, expr.EQ: Zero, expr.GT: Pos}[op] != 0 {
				or = append(or, expr.Sign(p, op))
			}
		}
		rest = append(rest, expr.Or(or...))
	}
	return refutes(rest, s.Rest, depth+1)
}

// signOf is the set of signs of a polynomial that the literals on its factors
// leave.
func (l Lemma) signOf(p algebra.Poly) Signs {
	fs := algebra.Factorize(p)
	sign := signSet(fs.Constant.Sign())
	for _, f := range fs.List {
		set := termSigns(f.P)
		for _, x := range l.Lits {
			if x.P.Equal(f.P) {
				set &= x.Set
			}
		}
		sign = mul(sign, pow(set, f.N))
	}
	return sign
}

// termSigns is the set of signs that a polynomial can have because its terms are
// even powers with coefficients of one sign, or any.
func termSigns(p algebra.Poly) Signs {
	positive, constant := true, false
	for i := range p.Terms() {
		c, e := p.Term(i)
		positive = positive && c.Sign() > 0
		odd, free := false, true
		for _, k := range e {
			odd = odd || k%2 == 1
			free = free && k == 0
		}
		if odd {
			return any
		}
		constant = constant || free
	}
	switch {
	case positive && constant:
		return Pos
	case positive:
		return Zero | Pos
	}
	return any
}

// verifySum adds up a positive combination: each summand is non-negative where
// the literals hold, and the sum is a negative constant, or zero although a
// summand is positive.
func (l Lemma) verifySum() error {
	total := algebra.FromInt(0)
	positive := false
	for _, s := range l.Sum {
		sign := signSet(s.Weight.Sign())
		term := algebra.IntPoly(1)
		for _, f := range s.Factors {
			if f.N < 0 {
				return reject("an exponent is negative")
			}
			set := any
			for _, x := range l.Lits {
				if x.P.Equal(f.P) {
					set &= x.Set
				}
			}
			sign = mul(sign, pow(set, f.N))
			term = term.Mul(f.P.Pow(f.N))
		}
		if sign&Neg != 0 {
			return reject("a summand may be negative")
		}
		positive = positive || sign&Zero == 0
		total = total.Add(algebra.FromPoly(term).Mul(algebra.FromRat(s.Weight)))
	}
	k, ok := total.Rat()
	if !ok {
		return reject("the sum is not constant")
	}
	if k.Sign() < 0 || k.Sign() == 0 && positive {
		return nil
	}
	return reject("the sum is no contradiction")
}

func signSet(s int) Signs {
	switch {
	case s < 0:
		return Neg
	case s > 0:
		return Pos
	}
	return Zero
}

// mul is the set of signs of products.
func mul(a, b Signs) Signs {
	var out Signs
	for _, s := range [3]int{-1, 0, 1} {
		for _, t := range [3]int{-1, 0, 1} {
			if a&signSet(s) != 0 && b&signSet(t) != 0 {
				out |= signSet(s * t)
			}
		}
	}
	return out
}

// pow is the set of signs of n-th powers.
func pow(a Signs, n int) Signs {
	switch {
	case n == 0:
		return Pos
	case n%2 == 1:
		return a
	}
	var out Signs
	for _, s := range [3]int{-1, 0, 1} {
		if a&signSet(s) != 0 {
			out |= signSet(s * s)
		}
	}
	return out
}
