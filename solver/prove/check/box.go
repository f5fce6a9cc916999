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

func (l *lemma) verifyBox() error {
	box := map[int]side{}
	for _, x := range l.lits {
		vars := x.p.vars()
		if len(vars) != 1 || x.p.degree(vars[0]) != 1 {
			continue
		}
		v := vars[0]
		cs := x.p.coeffs(v) // normal: the slope is positive
		c, _ := cs[0].constant()
		slope, _ := cs[1].constant()
		at := new(big.Rat).SetFrac(c, slope)
		at.Neg(at)
		low, high := x.set&Neg == 0, x.set&Pos == 0
		s := box[v]
		if low && (s.lo == nil || at.Cmp(s.lo) > 0) {
			s.lo = at
		}
		if high && (s.hi == nil || at.Cmp(s.hi) < 0) {
			s.hi = at
		}
		box[v] = s
	}
	return l.onBox(l.Box, box, 0)
}

// maxBoxDepth bounds the halvings one within the other.
const maxBoxDepth = 10_000

func (l *lemma) onBox(t *Box, box map[int]side, depth int) error {
	if t == nil || depth > maxBoxDepth {
		return reject("the tree of a box is cut off, or too deep")
	}
	if t.Literal >= 0 {
		if t.Literal >= len(l.lits) {
			return reject("a part of a box names no literal")
		}
		x := l.lits[t.Literal]
		set, ok := l.signsOnBox(x.p, box)
		if !ok || set&x.set != 0 {
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
		if err := l.onBox(t.Parts[k], box, depth+1); err != nil {
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
func (m *meter) signsOnBox(p poly, box map[int]side) (Signs, bool) {
	coefficients := 1
	vars := p.vars()
	for _, v := range vars {
		s := box[v]
		if s.lo == nil || s.hi == nil || s.lo.Cmp(s.hi) > 0 {
			return every, false
		}
		coefficients *= p.degree(v) + 1
	}
	for _, v := range vars {
		s := box[v]
		scale := func(a, b *big.Int) poly { return integer(new(big.Int).Mul(a, b)) }
		along := variable(v, 1)
		num := m.add(scale(s.lo.Num(), s.hi.Denom()), m.mul(scale(s.hi.Num(), s.lo.Denom()), along), 1)
		den := m.mul(scale(s.lo.Denom(), s.hi.Denom()), m.add(along, one, 1))
		p = m.ratio(p, v, num, den)
	}
	set := Signs(0)
	if len(p) < coefficients {
		set = Zero
	}
	for _, t := range p {
		set |= signSet(t.c.Sign())
	}
	if set&Neg != 0 && set&Pos != 0 {
		return every, true
	}
	return set, true
}
