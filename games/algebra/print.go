package algebra

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Printer writes polynomials and rational functions in the language of the
// contract, or in LaTeX. What it writes in text parses back to an equal object.
type Printer struct {
	Names []string // of the variables; x0, x1, … where missing
	LaTeX bool
	Plain bool // sums are not grouped to read better
}

func (pr Printer) name(v Var) string {
	n := ""
	if v < len(pr.Names) {
		n = pr.Names[v]
	} else {
		n = "x" + strconv.Itoa(v)
	}
	if pr.LaTeX {
		return latexName(n)
	}
	return n
}

// Poly prints p as a sum: positive terms first, as in R + P - T - S or
// 1/2 - phi - c, both groups by descending degree and then in the order of the
// variables. A polynomial in one variable with positive leading coefficient goes
// by degree alone: x^2 - 2*x + 1. A positive fraction stands first: 1/2 + phi - c.
func (pr Printer) Poly(p Poly) string { return pr.sum(p, NewInt(1)) }

// sum prints p/den.
func (pr Printer) sum(p Poly, den Int) string {
	if p.IsZero() {
		return "0"
	}
	var b strings.Builder
	for k, i := range p.readingOrder(den) {
		switch c := p.c[i]; {
		case k == 0 && c.Sign() < 0:
			b.WriteString("-")
		case k > 0 && c.Sign() < 0:
			b.WriteString(" - ")
		case k > 0:
			b.WriteString(" + ")
		}
		b.WriteString(pr.term(p.c[i].Abs(), den, p.row(i)))
	}
	return b.String()
}

// readingOrder lists the terms of p/den in the order in which they are printed.
func (p Poly) readingOrder(den Int) []int {
	order := make([]int, len(p.c))
	for i := range order {
		order[i] = i
	}
	byDegree := len(p.c) > 2 && p.Lead().Sign() > 0 && len(p.Vars()) == 1
	slices.SortStableFunc(order, func(a, b int) int {
		if s, t := p.c[a].Sign(), p.c[b].Sign(); s != t && !byDegree {
			return t - s
		}
		return rowDegree(p.row(b)) - rowDegree(p.row(a))
	})
	if k := p.ConstTerm(); !byDegree && k.Sign() > 0 && !den.Divides(k) {
		last := slices.Index(order, len(order)-1)
		order = slices.Insert(slices.Delete(order, last, last+1), 0, len(p.c)-1)
	}
	return order
}

// term prints c/den times a monomial, c not negative: 3*phi*c/4.
func (pr Printer) term(c, den Int, exp []uint16) string {
	var parts []string
	for v, e := range exp {
		if e > 0 {
			parts = append(parts, pr.power(pr.name(v), int(e)))
		}
	}
	return pr.times(c, den, parts)
}

// power prints base^n for a base that needs no parentheses.
func (pr Printer) power(base string, n int) string {
	switch {
	case n == 1:
		return base
	case pr.LaTeX:
		return base + "^{" + strconv.Itoa(n) + "}"
	}
	return base + "^" + strconv.Itoa(n)
}

// times prints num/den times the parts: c/2 and 3*c/4 rather than 1/2*c.
func (pr Printer) times(num, den Int, parts []string) string {
	k := new(big.Rat).SetFrac(num.Big(), den.Big())
	switch {
	case len(parts) == 0:
		return pr.rat(k)
	case pr.LaTeX:
		if k.Num().Cmp(k.Denom()) != 0 {
			parts = slices.Insert(parts, 0, pr.rat(k))
		}
		return strings.Join(parts, " ")
	}
	if k.Num().Cmp(big.NewInt(1)) != 0 {
		parts = slices.Insert(parts, 0, k.Num().String())
	}
	out := strings.Join(parts, "*")
	if !k.IsInt() {
		out += "/" + k.Denom().String()
	}
	return out
}

// rat prints a non-negative rational.
func (pr Printer) rat(r *big.Rat) string {
	if pr.LaTeX && !r.IsInt() {
		return `\tfrac{` + r.Num().String() + `}{` + r.Denom().String() + `}`
	}
	return r.RatString()
}

// Sides splits the comparison of p with 0 into sides that read well: a product
// against 0, or else the positive terms of p against the negated negative ones.
// turned says that the comparison must be flipped: p > 0 is then left < right.
func (pr Printer) Sides(p Poly) (left, right string, turned bool) {
	if prod, ok := factoredSign(p); ok {
		prod.pairUp()
		if i := prod.worst(); i >= 0 && score(prod.fs[i].P) > 0 {
			prod.turn(i) // the comparison takes the sign
			turned = true
		}
		return pr.times(NewInt(1), NewInt(1), pr.parts(prod.fs)), "0", turned
	}
	k := p.ConstTerm()
	if len(p.c) == 1 || len(p.c) == 2 && (k.Sign() < 0 || k.Sign() > 0 && p.TotalDegree() == 1) {
		return pr.term(NewInt(1), NewInt(1), p.row(0)), pr.sum(Constant(k.Neg()), p.Lead()), false
	}
	if left, right, turned, ok := pr.balanced(p); ok {
		return left, right, turned
	}
	l, r := p.split()
	if len(r.c) == 1 && !r.IsConst() && len(l.c) > 1 {
		l, r, turned = r, l, true
	}
	return pr.Ratio(FromPoly(l)), pr.Ratio(FromPoly(r)), turned
}
