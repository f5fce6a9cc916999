package expr

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Printer writes polynomials, rational functions and formulas in the language
// of the contract, or in LaTeX. What it writes in text parses back to an equal
// object.
type Printer struct {
	Names []string // of the variables; x0, x1, … where missing
	LaTeX bool
}

func (pr Printer) name(v Var) string {
	n := fmt.Sprintf("x%d", v)
	if v < len(pr.Names) {
		n = pr.Names[v]
	}
	if pr.LaTeX {
		return latexName(n)
	}
	return n
}

// Poly prints p as a sum: highest degree first, but opening with a positive term
// where there is one ("c - phi" rather than "-phi + c"), as textbooks do.
func (pr Printer) Poly(p Poly) string { return pr.sum(p, NewInt(1)) }

// sum prints p/den.
func (pr Printer) sum(p Poly, den Int) string {
	if p.IsZero() {
		return "0"
	}
	order := make([]int, len(p.c))
	deg := make([]int, len(p.c))
	for i := range order {
		order[i] = i
		for _, e := range p.row(i) {
			deg[i] += int(e)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return deg[b] - deg[a] })
	// Fractions read constant first: 1/2 - phi - c.
	if n := len(order); n > 1 && deg[order[n-1]] == 0 && p.c[order[n-1]].Sign() > 0 && p.c[order[0]].Sign() < 0 {
		order = append([]int{order[n-1]}, order[:n-1]...)
	} else if p.c[order[0]].Sign() < 0 {
		for k, i := range order {
			if p.c[i].Sign() > 0 {
				order = append([]int{i}, slices.Delete(order, k, k+1)...)
				break
			}
		}
	}
	var b strings.Builder
	for k, i := range order {
		c := p.c[i]
		switch {
		case k == 0 && c.Sign() < 0:
			b.WriteString("-")
		case k > 0 && c.Sign() < 0:
			b.WriteString(" - ")
		case k > 0:
			b.WriteString(" + ")
		}
		b.WriteString(pr.term(c.Abs(), den, p.row(i)))
	}
	return b.String()
}

func (pr Printer) term(c, den Int, exp []uint16) string {
	k := new(big.Rat).SetFrac(c.Big(), den.Big())
	var parts []string
	for v, e := range exp {
		switch {
		case e == 1:
			parts = append(parts, pr.name(v))
		case e > 1 && pr.LaTeX:
			parts = append(parts, fmt.Sprintf("%s^{%d}", pr.name(v), e))
		case e > 1:
			parts = append(parts, fmt.Sprintf("%s^%d", pr.name(v), e))
		}
	}
	if len(parts) > 0 && !pr.LaTeX && !k.IsInt() {
		// c/2 and 3*c/4 rather than 1/2*c and 3/4*c
		if !k.Num().IsInt64() || k.Num().Int64() != 1 {
			parts = append([]string{k.Num().String()}, parts...)
		}
		return strings.Join(parts, "*") + "/" + k.Denom().String()
	}
	if len(parts) == 0 || k.Cmp(big.NewRat(1, 1)) != 0 {
		parts = append([]string{pr.rat(k)}, parts...)
	}
	if pr.LaTeX {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "*")
}

// rat prints a non-negative rational.
func (pr Printer) rat(r *big.Rat) string {
	if pr.LaTeX && !r.IsInt() {
		return fmt.Sprintf(`\tfrac{%s}{%s}`, r.Num(), r.Denom())
	}
	return r.RatString()
}

// Ratio prints r with numerator and denominator factored where factors are
// known: (T - R)/(T - P), and a polynomial over the rationals as a plain sum:
// 1/2 - c.
func (pr Printer) Ratio(r Ratio) string {
	if p, den, ok := r.Poly(); ok {
		if den.IsOne() || pr.LaTeX || len(p.c) <= 1 {
			if f := pr.product(p, den); f != "" {
				return f
			}
			return pr.sum(p, den)
		}
		if f := pr.product(p, den); f != "" {
			return f
		}
		return pr.sum(p, den)
	}
	num, den := Factorize(r.num), Factorize(r.Den())
	if s, ok := pr.proper(r, num); ok {
		return s
	}
	// A sign in front reads worse than differences the right way round:
	// (T - R)/(T - P) instead of (R - T)/(P - T).
	n, d := pr.orient(num), pr.orient(den)
	neg := n.negative != d.negative
	if neg && n.flippable() {
		n.flip()
		neg = false
	} else if neg && d.flippable() {
		d.flip()
		neg = false
	}
	k := new(big.Rat).SetFrac(n.k.Big(), d.k.Big())
	numer := pr.factors(IntFromBig(k.Num()), n.fs)
	sign := ""
	if neg {
		sign = "-"
	}
	if pr.LaTeX {
		return fmt.Sprintf(`%s\frac{%s}{%s}`, sign, strip(numer), strip(pr.factors(IntFromBig(k.Denom()), d.fs)))
	}
	denom := pr.factors(IntFromBig(k.Denom()), d.fs)
	if strings.Contains(denom, "*") && !enclosed(denom) {
		denom = "(" + denom + ")"
	}
	return sign + numer + "/" + denom
}

// proper prints an irreducible sum over a single term as polynomial plus
// fractions when the division comes out even for some of its terms: 1 - phi/c
// for (c - phi)/c, but (T - R)/c as it is.
func (pr Printer) proper(r Ratio, num Factors) (string, bool) {
	den := r.Den()
	if den.Terms() != 1 || r.num.Terms() < 2 || len(num.List) != 1 || num.List[0].N > 1 {
		return "", false
	}
	var whole Ratio
	var fractions []Ratio
	for i := range r.num.c {
		c, e := r.num.Term(i)
		q := RatioOf(Poly{nv: r.num.nv, exp: e, c: []Int{c}}, den)
		if q.Den().IsConst() {
			whole = whole.Add(q)
		} else {
			fractions = append(fractions, q)
		}
	}
	if whole.IsZero() || len(fractions) == 0 {
		return "", false
	}
	out := pr.Ratio(whole)
	if whole.num.Lead().Sign() < 0 && fractions[0].num.Lead().Sign() > 0 && whole.num.Terms() == 1 {
		// Open with a positive term: phi/c - 1.
		out = pr.Ratio(fractions[0]) + " - " + pr.Ratio(whole.Neg())
		fractions = fractions[1:]
	}
	for _, f := range fractions {
		if f.num.Lead().Sign() < 0 {
			out += " - " + pr.Ratio(f.Neg())
		} else {
			out += " + " + pr.Ratio(f)
		}
	}
	return out, true
}

// side is a factored numerator or denominator with the signs of its factors
// chosen so that each opens with a positive term in the reader's eyes.
type side struct {
	k        Int // positive
	negative bool
	fs       []shownFactor
}

type shownFactor struct {
	p Poly
	n int
}

func (pr Printer) orient(f Factors) side {
	s := side{k: f.Constant.Abs(), negative: f.Constant.Sign() < 0}
	for _, x := range f.List {
		p := x.P
		// Only differences with one negative-leading reading are turned:
		// R - T and T - R are equally good, so keep the canonical one.
		s.fs = append(s.fs, shownFactor{p, x.N})
	}
	return s
}

// flippable reports whether some factor is a difference of odd multiplicity
// whose negative reads as well as itself.
func (s side) flippable() bool { return s.flipIndex() >= 0 }

func (s side) flipIndex() int {
	for i, f := range s.fs {
		if f.n%2 == 1 && hasNegative(f.p) {
			return i
		}
	}
	return -1
}

func (s *side) flip() {
	i := s.flipIndex()
	s.fs[i].p = s.fs[i].p.Neg()
	s.negative = !s.negative
}

func hasNegative(p Poly) bool {
	for _, c := range p.c {
		if c.Sign() < 0 {
			return true
		}
	}
	return false
}

// product prints a polynomial over a constant as a product when it has at least
// two non-constant factors that are sums or a power of a sum; "" otherwise.
func (pr Printer) product(p Poly, den Int) string {
	if len(p.c) < 3 {
		return ""
	}
	f := Factorize(p)
	sums := 0
	for _, x := range f.List {
		if x.P.Terms() > 1 {
			sums += x.N
		}
	}
	if sums < 2 {
		return ""
	}
	s := pr.orient(f)
	if s.negative && s.flippable() {
		s.flip()
	}
	k := new(big.Rat).SetFrac(s.k.Big(), den.Big())
	out := pr.factorsRat(k, s.fs)
	if s.negative {
		return "-" + out
	}
	return out
}

func (pr Printer) factors(k Int, fs []shownFactor) string {
	return pr.factorsRat(new(big.Rat).SetInt(k.Big()), fs)
}

func (pr Printer) factorsRat(k *big.Rat, fs []shownFactor) string {
	var parts []string
	one := k.Cmp(big.NewRat(1, 1)) == 0
	if !one || len(fs) == 0 {
		parts = append(parts, pr.rat(k))
	}
	sep := "*"
	if pr.LaTeX {
		sep = " "
	}
	for _, f := range fs {
		s := pr.Poly(f.p)
		if f.p.Terms() > 1 || f.p.Lead().Sign() < 0 {
			s = "(" + s + ")"
		}
		switch {
		case f.n > 1 && pr.LaTeX:
			s += fmt.Sprintf("^{%d}", f.n)
		case f.n > 1:
			if f.p.Terms() == 1 && strings.ContainsAny(s, "^*") {
				s = "(" + s + ")"
			}
			s += fmt.Sprintf("^%d", f.n)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, sep)
}

// strip removes one pair of parentheses around the whole of s.
func strip(s string) string {
	if enclosed(s) {
		return s[1 : len(s)-1]
	}
	return s
}

func enclosed(s string) bool {
	if len(s) < 2 || s[0] != '(' || s[len(s)-1] != ')' {
		return false
	}
	depth := 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
			if depth == 0 && i != len(s)-1 {
				return false
			}
		}
	}
	return true
}

// Formula prints f; `or` inside `and` is parenthesised.
func (pr Printer) Formula(f Formula) string {
	switch f.Kind {
	case KFalse:
		return pr.word("false")
	case KTrue:
		return pr.word("true")
	case KAtom:
		return pr.Atom(f.Atom)
	}
	parts := make([]string, len(f.Args))
	for i, a := range f.Args {
		parts[i] = pr.Formula(a)
		if a.Kind == KOr || a.Kind == KAnd {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	if f.Kind == KAnd {
		return strings.Join(parts, pr.word(" and "))
	}
	return strings.Join(parts, pr.word(" or "))
}

func (pr Printer) word(w string) string {
	if !pr.LaTeX {
		return w
	}
	switch w {
	case " and ":
		return ` \land `
	case " or ":
		return ` \lor `
	}
	return `\text{` + w + `}`
}

func (pr Printer) op(op Op) string {
	if !pr.LaTeX {
		return " " + op.String() + " "
	}
	return [...]string{" < ", ` \le `, " = ", ` \ne `, ` \ge `, " > "}[op]
}

// Atom prints the chosen comparison of a, or else splits P Op 0 into positive
// terms on either side, single variables on the left: "phi <= c".
func (pr Printer) Atom(a Atom) string {
	if a.Show != nil {
		return pr.Relation(*a.Show)
	}
	if f := pr.product(a.P, NewInt(1)); f != "" {
		return f + pr.op(a.Op) + "0"
	}
	l, r := a.P.split()
	op := a.Op
	// phi <= c reads better than c >= phi when the single variable stands left,
	// and 0 stands right.
	if l.IsZero() || !r.IsZero() && l.IsConst() {
		l, r, op = r, l, op.Flip()
	}
	return pr.Poly(l) + pr.op(op) + pr.Poly(r)
}

// Relation prints L Op R.
func (pr Printer) Relation(r Relation) string {
	return pr.Ratio(r.L) + pr.op(r.Op) + pr.Ratio(r.R)
}

var greek = map[string]bool{
	"alpha": true, "beta": true, "gamma": true, "delta": true, "epsilon": true, "zeta": true, "eta": true,
	"theta": true, "iota": true, "kappa": true, "lambda": true, "mu": true, "nu": true, "xi": true, "pi": true,
	"rho": true, "sigma": true, "tau": true, "upsilon": true, "phi": true, "chi": true, "psi": true, "omega": true,
	"Gamma": true, "Delta": true, "Theta": true, "Lambda": true, "Xi": true, "Pi": true, "Sigma": true,
	"Upsilon": true, "Phi": true, "Psi": true, "Omega": true,
}

// latexName sets Greek letters and subscripts: phi_0 becomes \phi_{0}.
func latexName(n string) string {
	base, sub, has := strings.Cut(n, "_")
	if base == "" {
		return `\mathit{` + strings.ReplaceAll(n, "_", `\_`) + `}`
	}
	switch {
	case greek[base]:
		base = `\` + base
	case len([]rune(base)) > 1:
		base = `\mathit{` + base + `}`
	}
	if !has || sub == "" {
		return base
	}
	return base + "_{" + strings.ReplaceAll(sub, "_", `\_`) + "}"
}
