package check

import (
	"math/big"

	"brink/games/algebra"
)

// Box is a tree that refutes the literals on the box to which those in a single
// variable confine the others: at a leaf (Literal >= 0) that literal fails on the
// whole part of the box, otherwise Parts refute the parts below and above At.
type Box struct {
	Literal int
	Var     algebra.Var
	At      *big.Rat
	Parts   [2]*Box
}

// side holds the ends of a variable; nil is infinite.
type side struct{ lo, hi *big.Rat }

// maxBoxSteps bounds the parts looked at.
const maxBoxSteps = 100_000

func (l Lemma) verifyBox() error {
	box := map[algebra.Var]side{}
	for _, x := range l.Lits {
		vars := x.P.Vars()
		if len(vars) != 1 || x.P.TotalDegree() != 1 {
			continue
		}
		v := vars[0]
		slope := x.P.LeadCoeff(v).ConstTerm()
		at := new(big.Rat).SetFrac(x.P.ConstTerm().Big(), slope.Big())
		at.Neg(at)
		low, high := x.Set&Neg == 0, x.Set&Pos == 0
		if slope.Sign() < 0 {
			low, high = high, low
		}
		s := box[v]
		if low && (s.lo == nil || at.Cmp(s.lo) > 0) {
			s.lo = at
		}
		if high && (s.hi == nil || at.Cmp(s.hi) < 0) {
			s.hi = at
		}
		box[v] = s
	}
	steps := 0
	return l.onBox(l.Box, box, &steps)
}

func (l Lemma) onBox(t *Box, box map[algebra.Var]side, steps *int) error {
	if *steps++; *steps > maxBoxSteps || t == nil {
		return reject("the tree of a box is too large or cut off")
	}
	if t.Literal >= 0 {
		if t.Literal >= len(l.Lits) {
			return reject("a part of a box names no literal")
		}
		x := l.Lits[t.Literal]
		set, ok := signsOnBox(x.P, box)
		if !ok || set&x.Set != 0 {
			return reject("a literal may hold on a part of a box")
		}
		return nil
	}
	whole := box[t.Var]
	if t.At == nil || whole.lo == nil || whole.hi == nil || t.At.Cmp(whole.lo) < 0 || t.At.Cmp(whole.hi) > 0 {
		return reject("a box is cut outside of it")
	}
	for k, part := range [2]side{{whole.lo, t.At}, {t.At, whole.hi}} {
		box[t.Var] = part
		if err := l.onBox(t.Parts[k], box, steps); err != nil {
			return err
		}
	}
	box[t.Var] = whole
	return nil
}

// signsOnBox returns the signs that p can have on a box, at least. With
// x = (lo + hi·s)/(1 + s), s from 0 to infinity, for each variable, p times powers
// of 1 + s is a polynomial in the s whose coefficients are the Bernstein
// coefficients times binomials: when all are positive so is p, infinity included,
// and when none is negative neither is p.
func signsOnBox(p algebra.Poly, box map[algebra.Var]side) (Signs, bool) {
	coefficients := 1
	for _, v := range p.Vars() {
		s := box[v]
		if s.lo == nil || s.hi == nil || s.lo.Cmp(s.hi) > 0 {
			return any, false
		}
		coefficients *= p.Degree(v) + 1
	}
	for _, v := range p.Vars() {
		s := box[v]
		scale := func(a, b *big.Int) algebra.Poly { return algebra.Constant(algebra.IntFromBig(new(big.Int).Mul(a, b))) }
		one := algebra.Variable(v)
		num := scale(s.lo.Num(), s.hi.Denom()).Add(scale(s.hi.Num(), s.lo.Denom()).Mul(one))
		den := scale(s.lo.Denom(), s.hi.Denom()).Mul(one.Add(algebra.IntPoly(1)))
		p = p.SubstituteRatio(v, num, den)
	}
	set := Signs(0)
	if p.Terms() < coefficients {
		set = Zero
	}
	for i := range p.Terms() {
		c, _ := p.Term(i)
		set |= signSet(c.Sign())
	}
	if set&Neg != 0 && set&Pos != 0 {
		return any, true
	}
	return set, true
}
