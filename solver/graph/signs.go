package graph

import (
	"math"
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/exact"
)

// Undefined is what Signs gives where a term of a polynomial has no value.
const Undefined = 2

// Signs finds the signs of polynomials on the graph, the terms being functions of the
// free parameters, at many rational points: first by enclosures with floating-point
// ends, and where these do not tell by rational ones, up to a width of 2^-signBits.
// What is not told apart from zero then counts as zero.
type Signs struct {
	h     *games.Header
	polys []sum
	args  []quotient // of terms, by variable
	vars  []exact.FloatInterval
	known []knowledge
}

// knowledge of a variable at a point: nothing, an enclosure, or that it has no value.
type knowledge uint8

const (
	open knowledge = iota
	enclosed
	valueless
)

const signBits = 192

// sum is a polynomial as it is evaluated: coefficients, and variables with powers.
type sum struct {
	p     algebra.Poly
	terms []monomial
	vars  []algebra.Var
}

type monomial struct {
	c      exact.FloatInterval
	powers []powerOf
}

type powerOf struct {
	v algebra.Var
	n int
}

type quotient struct{ num, den sum }

// NewSigns prepares the evaluation of polynomials.
func NewSigns(h *games.Header, polys []algebra.Poly) *Signs {
	s := &Signs{h: h, args: make([]quotient, len(h.Params)), vars: make([]exact.FloatInterval, len(h.Params)), known: make([]knowledge, len(h.Params))}
	for _, p := range polys {
		s.polys = append(s.polys, sumOf(p))
	}
	for i, p := range h.Params {
		if p.Derived != nil && p.Derived.Func != "root" {
			s.args[i] = quotient{sumOf(p.Derived.Arg.Num()), sumOf(p.Derived.Arg.Den())}
		}
	}
	return s
}

func sumOf(p algebra.Poly) sum {
	s := sum{p: p, vars: p.Vars()}
	for i := range p.Terms() {
		c, exponents := p.Term(i)
		t := monomial{c: exact.FloatHull(new(big.Rat).SetInt(c.Big()))}
		for v, n := range exponents {
			if n > 0 {
				t.powers = append(t.powers, powerOf{v, int(n)})
			}
		}
		s.terms = append(s.terms, t)
	}
	return s
}

// At finds the signs at a point of the free parameters, Undefined where a term has no
// value there. The point has a value for every free parameter that a polynomial or a term
// of one mentions.
func (s *Signs) At(point []*big.Rat, signs []int8) {
	for i, p := range s.h.Params {
		s.known[i] = open
		switch {
		case p.Derived != nil:
			s.vars[i], s.known[i] = s.term(i, p.Derived)
		case point[i] != nil:
			s.vars[i], s.known[i] = exact.FloatHull(point[i]), enclosed
		}
	}
	var sharp *place
	for k := range s.polys {
		iv, what := s.value(&s.polys[k])
		if what == valueless {
			signs[k] = Undefined
			continue
		}
		if sign, ok := iv.Sign(); ok && what == enclosed {
			signs[k] = int8(sign)
			continue
		}
		if sharp == nil {
			sharp = at(s.h.Params, point, nil, signBits)
		}
		signs[k] = Undefined
		if iv, ok := sharp.poly(s.polys[k].p); ok {
			signs[k] = 0
			if iv.Lo.Sign() == iv.Hi.Sign() {
				signs[k] = int8(iv.Lo.Sign())
			}
		}
	}
}

func (s *Signs) value(p *sum) (exact.FloatInterval, knowledge) {
	what := enclosed
	for _, v := range p.vars {
		switch s.known[v] {
		case valueless:
			return exact.FloatInterval{}, valueless
		case open:
			what = open
		}
	}
	if what == open {
		return exact.FloatInterval{}, open
	}
	var total exact.FloatInterval
	for _, t := range p.terms {
		x := t.c
		for _, f := range t.powers {
			for range f.n {
				x = x.Mul(s.vars[f.v])
			}
		}
		total = total.Add(x)
	}
	return total, enclosed
}

// slack is by how much the library's exp and log, which err by less than one unit in the
// last place, are widened.
const slack = 0x1p-48

// term encloses a term, whose argument mentions only variables before it.
func (s *Signs) term(i int, t *games.Term) (exact.FloatInterval, knowledge) {
	var none exact.FloatInterval
	if t.Func == "root" {
		iv := bisected(t, 64)
		lo, hi := exact.FloatHull(iv.Lo.Big()), exact.FloatHull(iv.Hi.Big())
		return exact.FloatInterval{Lo: lo.Lo, Hi: hi.Hi}, enclosed
	}
	n, what := s.value(&s.args[i].num)
	d, of := s.value(&s.args[i].den)
	if what == valueless || of == valueless {
		return none, valueless
	}
	sign, ok := d.Sign()
	if what == open || of == open || !ok || sign == 0 {
		return none, open
	}
	u := n.Mul(exact.FloatInterval{Lo: math.Nextafter(1/d.Hi, math.Inf(-1)), Hi: math.Nextafter(1/d.Lo, math.Inf(1))})
	f := math.Sqrt
	switch {
	case t.Func == "exp":
		f = math.Exp
	case u.Hi < 0:
		return none, valueless
	case u.Lo <= 0:
		return none, open
	case t.Func == "log":
		f = math.Log
	}
	lo, hi := f(u.Lo), f(u.Hi)
	if math.IsInf(hi, 0) || math.IsNaN(lo) || math.IsNaN(hi) {
		return none, open
	}
	return exact.FloatInterval{Lo: lo - math.Abs(lo)*slack - math.SmallestNonzeroFloat64, Hi: hi + math.Abs(hi)*slack + math.SmallestNonzeroFloat64}, enclosed
}
