package algebra

import (
	"math/big"
	"slices"
	"strings"
)

// Ratio prints r with numerator and denominator factored where factors are
// known: (T - R)/(T - P), and a polynomial over the rationals as a product of
// sums or a plain sum: 1/2 - c.
func (pr Printer) Ratio(r Ratio) string {
	if p, den, ok := r.Poly(); ok {
		prod, ok := extracted(p)
		if !ok {
			if ps, ok := pr.grouped(p); ok {
				return pr.pieces(ps, den)
			}
			return pr.sum(p, den)
		}
		prod.hold(r.positive)
		prod.pairUp()
		if i := prod.worst(); prod.negative && i >= 0 {
			prod.turn(i)
		}
		prod.unsign()
		return prod.sign() + pr.times(prod.k, den, pr.parts(prod.fs))
	}
	if s, ok := pr.proper(r); ok {
		return s
	}
	if s, ok := pr.complement(r); ok {
		return s
	}
	if s, ok := pr.divided(r); ok {
		return s
	}
	return pr.fraction(r)
}

// fraction prints r as one fraction.
func (pr Printer) fraction(r Ratio) string {
	num, den := showFactors(r.num), showFactors(r.den)
	num.hold(r.positive)
	den.hold(r.positive)
	num.negative, den.negative = num.negative != den.negative, false
	orient(&num, &den)
	num.unsign()
	k := new(big.Rat).SetFrac(num.k.Big(), den.k.Big())
	upper, lower := pr.parts(num.fs), pr.parts(den.fs)
	one := NewInt(1)
	top := pr.times(intOf(k.Num()), one, upper)
	bottom := pr.times(intOf(k.Denom()), one, lower)
	if pr.LaTeX {
		return num.sign() + `\frac{` + strip(top) + `}{` + strip(bottom) + `}`
	}
	if len(lower) > 1 || len(lower) == 1 && !k.IsInt() {
		bottom = "(" + bottom + ")"
	}
	return num.sign() + top + "/" + bottom
}

// proper prints an irreducible sum over a single term as polynomial plus
// fractions when the division comes out even for some of its terms: 1 - phi/c
// for (c - phi)/c, but (T - R)/c as it is.
func (pr Printer) proper(r Ratio) (string, bool) {
	if r.den.Terms() != 1 || r.num.Terms() < 2 {
		return "", false
	}
	if _, ok := factored(r.num); ok {
		return "", false
	}
	var whole Ratio
	var fractions []Ratio
	for _, i := range r.num.readingOrder(NewInt(1)) {
		c, e := r.num.Term(i)
		q := RatioOf(Poly{nv: r.num.nv, exp: e, c: []Int{c}}, r.den)
		if q.Den().IsConst() {
			whole = whole.Add(q)
		} else {
			fractions = append(fractions, q)
		}
	}
	if whole.IsZero() || len(fractions) == 0 {
		return "", false
	}
	if rest := FromInt(1).Sub(r); len(fractions) > 1 && whole.Equal(FromInt(1)) {
		if s := pr.Ratio(rest); !strings.HasPrefix(s, "-") { // 1 - (c - phi)/(p*c)
			return "1 - " + s, true
		}
	}
	pieces := append([]Ratio{whole}, fractions...)
	if pr.minus(whole) && !pr.minus(fractions[0]) { // phi/c - 1
		pieces = append(fractions, whole)
	}
	if len(fractions) > 1 && !pr.Plain {
		var part Ratio
		for _, f := range fractions {
			part = part.Add(f)
		}
		if together := []Ratio{whole, part}; shorter(costOf(together...), costOf(pieces...)) {
			return pr.total(together...), true
		}
	}
	return pr.total(pieces...), true
}

// minus reports whether r prints with a minus sign in front.
func (pr Printer) minus(r Ratio) bool { return strings.HasPrefix(pr.Ratio(r), "-") }

// total prints a sum of functions.
func (pr Printer) total(pieces ...Ratio) string {
	texts := make([]string, len(pieces))
	for i, r := range pieces {
		texts[i] = pr.Ratio(r)
	}
	return sumOf(texts...)
}

// sumOf joins summands, of which some begin with a minus sign.
func sumOf(texts ...string) string {
	var b strings.Builder
	for k, s := range texts {
		switch negative := strings.HasPrefix(s, "-"); {
		case k == 0:
			b.WriteString(s)
		case negative:
			b.WriteString(" - " + s[1:])
		default:
			b.WriteString(" + " + s)
		}
	}
	return b.String()
}

// complement prints 1 - a/b for a sum of three terms or more over b that leaves a
// single term a: 1 - p*l/(g*(1 - p)), the probability that is left.
func (pr Printer) complement(r Ratio) (string, bool) {
	if r.num.Terms() < 3 || r.den.Terms() < 2 {
		return "", false
	}
	if _, ok := factored(r.num); ok {
		return "", false
	}
	rest := FromInt(1).Sub(r)
	if rest.num.Terms() != 1 {
		return "", false
	}
	rest.positive = r.positive
	if s := pr.Ratio(rest); !strings.HasPrefix(s, "-") {
		return "1 - " + s, true
	}
	return "1 + " + pr.Ratio(rest.Neg().Reading(r.positive...)), true
}

// shown is a factored polynomial on its way to print: ± k · Π P^N with positive
// k. Factors may be turned round, T - R into R - T, to read well.
type shown struct {
	k        Int
	negative bool
	fs       []Factor
	held     []bool // factors that are not turned any more; nil for none
}

// legibleSteps bounds the factorisation of a polynomial that is to be printed: some ten
// milliseconds.
const legibleSteps = 1 << 20

// Legible splits p into factors to be read, as Factorize does; what takes long to split
// stays a sum.
func Legible(p Poly) Factors {
	f, _ := NewEffort(legibleSteps).Factorize(p)
	return f
}

func showFactors(p Poly) shown {
	f := Legible(p)
	return shown{k: f.Constant.Abs(), negative: f.Constant.Sign() < 0, fs: f.List}
}

// maxShownTerms bounds the polynomials that are factored for printing. Longer
// ones are unreadable either way, and factoring them takes time.
const maxShownTerms = 150

// factored returns the factors of p when they are worth showing: at least two
// sums, or a power of a sum, unless p itself has but two terms.
func factored(p Poly) (shown, bool) {
	if n := len(p.c); n < 3 || n > maxShownTerms {
		return shown{}, false
	}
	s := showFactors(p)
	sums := 0
	for _, x := range s.fs {
		if x.P.Terms() > 1 {
			sums += x.N
		}
	}
	return s, sums > 1
}

// extracted is factored for a p that stands by itself, where with several variables a
// term as a factor is worth showing too: phi*(1 - d).
func extracted(p Poly) (shown, bool) {
	if n := len(p.c); n > 1 && n <= maxShownTerms && !p.monomial().IsConst() && len(p.Vars()) > 1 {
		return showFactors(p), true
	}
	return factored(p)
}

// factoredSign is factored for a p that is compared with 0, where a single
// variable as a factor is worth showing too: c*(1 - 2*c) > 0.
func factoredSign(p Poly) (shown, bool) {
	if n := len(p.c); n > 1 && n <= maxShownTerms && !p.monomial().IsConst() {
		return showFactors(p), true
	}
	return factored(p)
}

func (s *shown) sign() string {
	if s.negative {
		return "-"
	}
	return ""
}

func (s *shown) turn(i int) {
	s.fs[i].P = s.fs[i].P.Neg()
	if s.fs[i].N%2 == 1 {
		s.negative = !s.negative
	}
}

// score says how much better p reads when it is turned round: more positive
// terms than negative ones count most, then a positive constant (1 - delta).
func score(p Poly) int {
	pos := 0
	for _, c := range p.c {
		if c.Sign() > 0 {
			pos++
		}
	}
	s := 0
	if neg := len(p.c) - pos; neg > pos {
		s = 4
	} else if neg < pos {
		s = -4
	}
	return s - 2*p.ConstTerm().Sign()
}

// hold turns the differences that are known to be positive so, for good.
func (s *shown) hold(positive []Poly) {
	s.held = make([]bool, len(s.fs))
	for i, f := range s.fs {
		if !mixed(f.P) {
			continue
		}
		turned := slices.ContainsFunc(positive, f.P.Neg().Equal)
		if turned {
			s.turn(i)
		}
		s.held[i] = turned || slices.ContainsFunc(positive, f.P.Equal)
	}
}

// free reports whether a factor may be turned.
func (s *shown) free(i int) bool { return mixed(s.fs[i].P) && (s.held == nil || !s.held[i]) }

// unsign turns a sum that is known to be positive after all where a minus sign would
// stand before a parenthesis.
func (s *shown) unsign() {
	if !s.negative || !s.k.IsOne() || len(s.fs) == 0 || s.fs[0].P.Terms() == 1 {
		return
	}
	s.held = nil
	if i := s.worst(); i >= 0 {
		s.turn(i)
	}
}

// worst is the index of the factor whose turning changes the sign and helps
// most, or -1 when it would harm: only sums with terms of both signs are turned.
// The longer of equals is turned, then the later.
func (s *shown) worst() int {
	best := -1
	for i, f := range s.fs {
		if f.N%2 == 1 && s.free(i) && score(f.P) >= 0 && (best < 0 || !preferTurn(s.fs[best].P, f.P)) {
			best = i
		}
	}
	return best
}

// preferTurn reports whether p should be turned rather than q.
func preferTurn(p, q Poly) bool {
	if a, b := score(p), score(q); a != b {
		return a > b
	}
	return p.Terms() > q.Terms()
}

func mixed(p Poly) bool {
	pos, neg := p.split()
	return !pos.IsZero() && !neg.IsZero()
}

// pairUp turns factors that read better so, as far as the sign allows: even
// powers, and others two at a time.
func (s *shown) pairUp() {
	odd := -1
	for i, f := range s.fs {
		if !s.free(i) || score(f.P) <= 0 {
			continue
		}
		switch {
		case f.N%2 == 0:
			s.turn(i)
		case odd < 0:
			odd = i
		default:
			s.turn(odd)
			s.turn(i)
			odd = -1
		}
	}
}

// orient chooses the signs of the factors of a fraction. A sign in front reads
// worse than a sum turned round: (T - R)/(T - P), not -(R - T)/(T - P). Of two
// equally good ones the longer is turned, (P - S)/(R + P - T - S), then the one
// above.
func orient(num, den *shown) {
	num.pairUp()
	den.pairUp()
	n, d := num.worst(), den.worst()
	switch {
	case n < 0 && d < 0:
	case !num.negative:
		if n >= 0 && d >= 0 && score(num.fs[n].P) > 0 && score(den.fs[d].P) > 0 {
			num.turn(n)
			den.turn(d)
		}
		num.negative = false
	case d < 0 || n >= 0 && !preferTurn(den.fs[d].P, num.fs[n].P):
		num.turn(n)
	default:
		den.turn(d)
		num.negative = false
	}
}

// parts prints the factors, those that are sums in parentheses.
func (pr Printer) parts(fs []Factor) []string { return pr.factors(fs, pr.inner) }

func (pr Printer) factors(fs []Factor, sum func(Poly) string) []string {
	var out []string
	for _, f := range fs {
		s := sum(f.P)
		if f.P.Terms() > 1 {
			s = "(" + s + ")"
		}
		out = append(out, pr.power(s, f.N))
	}
	return out
}

// strip removes one pair of parentheses around the whole of s.
func strip(s string) string {
	if !strings.HasPrefix(s, "(") {
		return s
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 && i < len(s)-1 {
				return s
			}
		}
	}
	return s[1 : len(s)-1]
}
